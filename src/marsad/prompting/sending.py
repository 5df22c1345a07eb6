"""One request and its answer: to the one address, within time and size, again where that may help."""

from __future__ import annotations

import datetime as dt
import threading
import time
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self

import httpx2
import msgspec
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from marsad.errors import FetchError, MalformedError, MarsadError
from marsad.prompting.labels import schema

if TYPE_CHECKING:
    from collections.abc import Callable

    from marsad.prompting.endpoints import Endpoint
    from marsad.prompting.spending import Budget
    from marsad.prompting.tally import Tally

MOST_BYTES: Final = 1_000_000
"""Most bytes of an answer: a hundred times what the sentences of a request can make."""
TRIES: Final = 5
_FIRST_WAIT: Final = 1.0
_LONGEST_WAIT: Final = 60.0
_BYTES_OF_TOKEN: Final = 2  # of a prompt in Arabic or JSON: more tokens than any tokenizer in use makes
_OK: Final = 200
_BUSY: Final = frozenset({408, 425, 429, 500, 502, 503, 504, 529})
_NOT_SO: Final = frozenset({400, 404, 415, 422, 501})
_FINAL: Final = frozenset({401, 402, 403})
_MOST_TOLD_TOKENS: Final = 10_000_000
FORMS: Final = ("json_schema", "json_object", "text")
"""Forms of answer that are asked for, the strictest first; the next one where an endpoint knows it not."""


class ClosedError(MarsadError):
    """The endpoint will answer nothing of the kind: a refused key, no such model."""


class _BusyError(Exception):
    """It may help to ask again, after the seconds that are told."""

    def __init__(self, problem: str, wait: float | None = None, *, sent: bool = False) -> None:
        super().__init__(problem)
        self.wait, self.sent = wait, sent


class Reply(NamedTuple):
    """What a model answered: its words, and whether it was cut off."""

    content: str
    cut: bool


class _Usage(msgspec.Struct):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class _Message(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Answer(msgspec.Struct):
    choices: list[_Choice]
    usage: _Usage | None = None


class Sender:
    """Asks an endpoint; may be shared between threads.

    No proxy or password file of the environment is used and no redirect followed: texts and key go to the
    one address that was named.

    Args:
        to: whom to ask.
        budget: what may be spent.
        tally: where it is counted.
        sleep: waits some seconds.
    """

    def __init__(
        self, to: Endpoint, budget: Budget, tally: Tally, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._to, self._budget, self._tally, self._sleep = to, budget, tally, sleep
        self._client = httpx2.Client(timeout=to.timeout, follow_redirects=False, trust_env=False)
        self._dialect = _Dialect()

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closes the connections."""
        self._client.close()

    def reply(self, messages: list[dict[str, Any]]) -> Reply:
        """The answer to some messages.

        Raises:
            SpentError: it could cost more than is left.
            ClosedError: the endpoint refuses all such requests.
            FetchError: no answer after several tries.
            MalformedError: the answer is too large or is none.
        """
        retrying = Retrying(
            retry=retry_if_exception_type(_BusyError),
            stop=stop_after_attempt(TRIES),
            wait=_wait,
            sleep=self._sleep,
            before_sleep=self._count_again,
            reraise=True,
        )
        try:
            return retrying(self._adapted, messages)
        except _BusyError as busy:
            raise FetchError(self._to.address, f"{busy} (asked {TRIES} times)", passing=True) from busy

    def _count_again(self, state: RetryCallState) -> None:
        error = state.outcome.exception() if state.outcome else None
        self._tally.count_reasons("again", [str(error)])

    def _adapted(self, messages: list[dict[str, Any]]) -> Reply:
        """Asks in the strictest form that the endpoint knows."""
        while True:
            dialect = self._dialect.now()
            try:
                return self._paid({**self._body(messages), **dialect.fields(self._to.answer_tokens)})
            except _NotSoError as error:
                if not self._dialect.adapt(dialect, error.told):
                    raise ClosedError(f"{self._to.address}: refuses the request: {error}") from error

    def _body(self, messages: list[dict[str, Any]]) -> dict[str, Any]:
        return {"model": self._to.model, "messages": messages, "stream": False}

    def _paid(self, body: dict[str, Any]) -> Reply:
        sent = msgspec.json.encode(body)
        held = len(sent) // _BYTES_OF_TOKEN, self._to.answer_tokens
        self._budget.hold(*held)
        spent = 0, 0
        started = time.monotonic()
        try:
            self._tally.count("requests")
            content = self._received(sent, started + self._to.timeout)
            reply, spent = _read(content, held, self._tally)
        except _BusyError as busy:
            spent = (held[0], 0) if busy.sent else spent
            raise
        except MalformedError as error:
            spent = held
            raise MalformedError(self._to.address, error.problem) from error
        else:
            return reply
        finally:
            self._tally.count("seconds", time.monotonic() - started)
            self._tally.count("tokens_in", spent[0])
            self._tally.count("tokens_out", spent[1])
            self._budget.settle(held, spent)

    def _received(self, sent: bytes, deadline: float) -> bytes:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        headers |= {"Accept-Encoding": "identity", "User-Agent": "marsad"}
        if self._to.key is not None:
            headers["Authorization"] = f"Bearer {self._to.key}"
        try:
            with self._client.stream("POST", self._to.url, content=sent, headers=headers) as response:
                content = _collected(response, deadline)
                _check_status(response, content, self._to.address)
                return content
        except httpx2.TimeoutException as error:
            raise _BusyError("does not answer in time", sent=True) from error
        except (httpx2.TransportError, httpx2.InvalidURL) as error:
            raise _BusyError(f"cannot be reached ({type(error).__name__})") from error


class _NotSoError(Exception):
    """The endpoint does not know something of the request."""

    def __init__(self, status: int, told: str) -> None:
        super().__init__(f"answers {status}")
        self.told = told


class _Form(NamedTuple):
    """How a request is put."""

    form: int = 0
    limit: str = "max_tokens"
    cool: bool = True

    def fields(self, answer_tokens: int) -> dict[str, Any]:
        """Fields of the request."""
        found: dict[str, Any] = {self.limit: answer_tokens}
        if self.cool:
            found["temperature"] = 0
        if FORMS[self.form] == "json_schema":
            told = {"name": "events", "strict": True, "schema": schema()}
            found["response_format"] = {"type": "json_schema", "json_schema": told}
        elif FORMS[self.form] == "json_object":
            found["response_format"] = {"type": "json_object"}
        return found


class _Dialect:
    """What an endpoint was found to know; an endpoint's words choose among our own forms, nothing more."""

    def __init__(self) -> None:
        self._form, self._lock = _Form(), threading.Lock()

    def now(self) -> _Form:
        """The form to ask in."""
        return self._form

    def adapt(self, used: _Form, told: str) -> bool:
        """Takes another form after one was refused; False where none is left."""
        with self._lock:
            if self._form != used:
                return True
            if "max_completion_tokens" in told and used.limit == "max_tokens":
                self._form = used._replace(limit="max_completion_tokens")
            elif "temperature" in told and used.cool:
                self._form = used._replace(cool=False)
            elif used.form + 1 < len(FORMS):
                self._form = used._replace(form=used.form + 1)
            else:
                return False
            return True


def _collected(response: httpx2.Response, deadline: float) -> bytes:
    """The body within its limits of size and time, as it is sent; nothing is unpacked."""
    content = bytearray()
    for part in response.iter_raw():
        content += part
        if len(content) > MOST_BYTES:
            raise MalformedError("", f"answers with more than {MOST_BYTES:,} bytes")
        if time.monotonic() > deadline:
            raise _BusyError("does not answer in time", sent=True)
    return bytes(content)


def _check_status(response: httpx2.Response, content: bytes, address: str) -> None:
    status = response.status_code
    if status == _OK:
        return
    if status in _BUSY:
        raise _BusyError(f"answers {status}", _told_wait(response.headers.get("Retry-After", "")))
    if status in _NOT_SO:
        raise _NotSoError(status, content.decode(errors="replace"))
    if status in _FINAL:
        raise ClosedError(f"{address}: answers {status}; the key or what it allows is refused")
    raise ClosedError(f"{address}: answers {status}; redirects are not followed")


def _read(content: bytes, held: tuple[int, int], tally: Tally) -> tuple[Reply, tuple[int, int]]:
    """The words of an answer and its tokens; tools that it wants to call and all else are passed over."""
    try:
        answer = msgspec.json.decode(content, type=_Answer)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise MalformedError("", f"no answer of a chat completion: {error}") from error
    if not answer.choices:
        raise MalformedError("", "an answer without a choice")
    first = answer.choices[0]
    reply = Reply(first.message.content or "", first.finish_reason == "length")
    guess = held[0], len(reply.content.encode(errors="replace")) // _BYTES_OF_TOKEN + 1
    usage = answer.usage or _Usage()
    told = usage.prompt_tokens, usage.completion_tokens
    if any(number is None or not 0 <= number <= _MOST_TOLD_TOKENS for number in told):
        tally.count("guessed")
        return reply, guess
    return reply, (told[0] or 0, told[1] or 0)


def _wait(state: RetryCallState) -> float:
    """What the endpoint asks for, else 1, 2, 4 … seconds; never more than a minute."""
    error = state.outcome.exception() if state.outcome else None
    told = error.wait if isinstance(error, _BusyError) else None
    return float(min(_FIRST_WAIT * 2 ** (state.attempt_number - 1) if told is None else told, _LONGEST_WAIT))


def _told_wait(told: str) -> float | None:
    """Seconds of a ``Retry-After`` header, a number or a date; None where it tells neither."""
    if told.isascii() and told.isdigit():
        return float(told[:9])
    try:
        moment = parsedate_to_datetime(told)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    return max(0.0, (moment - dt.datetime.now(dt.UTC)).total_seconds())
