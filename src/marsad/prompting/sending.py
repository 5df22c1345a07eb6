"""One request and its answer: to the one address, within time and size, again where that may help."""

from __future__ import annotations

import datetime as dt
import re
import time
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final, Self

import httpx2
import msgspec
from tenacity import RetryCallState, Retrying, retry_if_exception_type

from marsad.errors import FetchError, MalformedError, MarsadError
from marsad.prompting.endpoints import KEY_VARIABLE
from marsad.prompting.forms import Form
from marsad.prompting.replies import BYTES_OF_TOKEN, NoReplyError, Reply, guessed_tokens, read_reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from marsad.prompting.endpoints import Endpoint
    from marsad.prompting.spending import Budget
    from marsad.prompting.tally import Tally

MOST_BYTES: Final = 1_000_000
"""Most bytes of an answer: a hundred times what the sentences of a request can make."""
TRIES: Final = 5
_CONNECT_TIMEOUT: Final = 15.0
_FIRST_WAIT: Final = 1.0
_LONGEST_WAIT: Final = 60.0
_OK: Final = 200
_BUSY: Final = frozenset({408, 425, 429, 500, 502, 503, 504, 529})
_NOT_SO: Final = frozenset({400, 404, 413, 415, 422, 501})
_NOT_FOUND: Final = 404
_KEY_REFUSED: Final = frozenset({401, 402, 403})
_FORBIDDEN: Final = 403  # of a key; or, where it was let in before, of texts that a filter holds back
_REDIRECTS: Final = range(300, 400)
_ERROR_NUMBER: Final = re.compile(r"^\[Errno -?\d+\] ")


class ClosedError(MarsadError):
    """The endpoint will answer nothing of the kind: nobody is there, a refused key, no such model."""


class _BusyError(Exception):
    """It may help to ask again, after the seconds that are told."""

    def __init__(self, problem: str, wait: float | None = None, *, sent: bool = False) -> None:
        super().__init__(problem)
        self.wait, self.sent = wait, sent


class _NotSoError(Exception):
    """The endpoint does not know something of the request, or takes no such text."""

    def __init__(self, status: int, told: str) -> None:
        super().__init__(f"answers {status}")
        self.status, self.told = status, told


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
        patience = httpx2.Timeout(to.timeout, connect=min(to.timeout, _CONNECT_TIMEOUT))
        self._client = httpx2.Client(timeout=patience, follow_redirects=False, trust_env=False)
        self._known: Form | None = None
        self._is_there = False

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
            ClosedError: nobody is there, or all such requests are refused.
            FetchError: no answer after several tries, or these messages are refused.
            MalformedError: the answer is too large.
        """
        retrying = Retrying(
            retry=retry_if_exception_type(_BusyError),
            stop=self._is_over,
            wait=_wait,
            sleep=self._sleep,
            before_sleep=self._count_again,
            reraise=True,
        )
        try:
            return retrying(self._adapted, messages)
        except _BusyError as busy:
            tries = retrying.statistics["attempt_number"]
            raise FetchError(self._to.address, f"{busy} (asked {tries} times)", passing=True) from busy

    def _is_over(self, state: RetryCallState) -> bool:
        return state.attempt_number >= TRIES or self._tally.stopped is not None

    def _count_again(self, state: RetryCallState) -> None:
        error = state.outcome.exception() if state.outcome else None
        self._tally.count_reasons("again", [str(error)])

    def _adapted(self, messages: list[dict[str, Any]]) -> Reply:
        """Asks in the strictest form that the endpoint knows."""
        form = self._known or Form()
        while True:
            try:
                reply = self._paid(self._body(messages, form))
            except _NotSoError as error:
                form = self._other_form(form, error)
            else:
                self._known = form
                return reply

    def _other_form(self, form: Form, error: _NotSoError) -> Form:
        # What answered in this form before knows it: then it is these texts that are refused (too long for
        # the model, held back by a filter), not the form.
        other = None if form == self._known else form.instead(error.told)
        if other is not None:
            return other
        if error.status == _NOT_FOUND and self._known is None:
            raise ClosedError(f"{self._to.address}: {error}; no such model or address there") from error
        raise FetchError(self._to.address, f"refuses the request: {error}") from error

    def _body(self, messages: list[dict[str, Any]], form: Form) -> bytes:
        body = {"model": self._to.model, "messages": messages, "stream": False}
        return msgspec.json.encode(body | form.fields(self._to.answer_tokens))

    def _paid(self, body: bytes) -> Reply:
        """The answer to a request, its tokens and time counted; of what failed as much as may be charged."""
        held = len(body) // BYTES_OF_TOKEN, self._to.answer_tokens
        self._budget.hold(*held)
        spent: tuple[int, int] = (0, 0)
        started = time.monotonic()
        try:
            self._tally.count("requests")
            reply = self._received(body, started + self._to.timeout)
            spent = reply.tokens or self._guessed(held[0], guessed_tokens(reply.content))
        except _BusyError as busy:
            spent = self._guessed(held[0], 0) if busy.sent else spent
            raise
        except MalformedError:
            spent = self._guessed(*held)
            raise
        else:
            return reply
        finally:
            self._tally.count("seconds", time.monotonic() - started)
            self._tally.count("tokens_in", spent[0])
            self._tally.count("tokens_out", spent[1])
            self._budget.settle(held, spent)

    def _guessed(self, tokens_in: int, tokens_out: int) -> tuple[int, int]:
        self._tally.count("guessed")
        return tokens_in, tokens_out

    def _received(self, body: bytes, deadline: float) -> Reply:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        headers |= {"Accept-Encoding": "identity", "User-Agent": "marsad"}
        if self._to.key is not None:
            headers["Authorization"] = f"Bearer {self._to.key}"
        try:
            with self._client.stream("POST", self._to.url, content=body, headers=headers) as response:
                self._is_there = True
                content = self._collected(response, deadline)
                self._check_status(response, content)
                return read_reply(content)
        except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.InvalidURL) as error:
            self._check_is_there(error)
            raise _BusyError("cannot be reached") from error
        except httpx2.TimeoutException as error:
            raise _BusyError("does not answer in time", sent=True) from error
        except httpx2.TransportError as error:
            raise _BusyError(f"breaks off ({type(error).__name__})", sent=True) from error
        except NoReplyError as error:
            raise _BusyError(str(error), sent=True) from error

    def _collected(self, response: httpx2.Response, deadline: float) -> bytes:
        """The body within its limits of size and time, as it is sent; nothing is unpacked."""
        content = bytearray()
        for part in response.iter_raw():
            content += part
            if len(content) > MOST_BYTES:
                raise MalformedError(self._to.address, f"answers with more than {MOST_BYTES:,} bytes")
            if time.monotonic() > deadline:
                raise _BusyError("does not answer in time", sent=True)
        return bytes(content)

    def _check_is_there(self, error: Exception) -> None:
        """Ends the run where nobody has ever been there: waiting would not help."""
        if not self._is_there:
            why = _ERROR_NUMBER.sub("", str(error)).lower() or "no answer in time"
            raise ClosedError(f"{self._to.address}: cannot be reached: {why}") from error

    def _check_status(self, response: httpx2.Response, content: bytes) -> None:
        status = response.status_code
        if status == _OK:
            return
        if status in _BUSY:
            raise _BusyError(f"answers {status}", _told_wait(response.headers.get("Retry-After", "")))
        if status in _NOT_SO or (status == _FORBIDDEN and self._known is not None):
            raise _NotSoError(status, content.decode(errors="replace"))
        raise ClosedError(f"{self._to.address}: answers {status}{_hint(status, self._to)}")


def _hint(status: int, to: Endpoint) -> str:
    if status in _KEY_REFUSED and to.key is None:
        return f"; it may ask for a key, and ${KEY_VARIABLE} holds none"
    if status in _KEY_REFUSED:
        return f"; the key in ${KEY_VARIABLE} is refused, or allows no such request"
    return "; redirects are not followed" if status in _REDIRECTS else ""


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
