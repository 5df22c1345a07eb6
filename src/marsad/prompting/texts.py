"""Texts through a model, several at once, in order; the run ends cleanly where it must."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from marsad.bulk import Text, given_text
from marsad.errors import FetchError, InputError
from marsad.evaluation import gold_lines
from marsad.prompting.documents import asked_document
from marsad.prompting.sending import ClosedError, Sender
from marsad.prompting.spending import SpentError
from marsad.records import content_id

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from marsad.prompting.endpoints import Endpoint
    from marsad.prompting.spending import Budget
    from marsad.prompting.tally import Tally
    from marsad.records import Event

_QUEUED_PER_REQUEST: Final = 2
MOST_FAILED: Final = 5
"""Texts in a row without an answer after which the run ends: the endpoint is down."""


class AskedText(NamedTuple):
    """What became of one text.

    Attributes:
        text: a hash of the text; None of what is no text.
        id: of the text, as it was given; None of what is none.
        events: those that passed; None where the text was not coded.
        error: why it was not, where it failed.
    """

    text: str | None
    id: str | None
    events: tuple[Event, ...] | None = None
    error: InputError | None = None


class _Ended(NamedTuple):
    """Instead of events: the run is over."""


def ask_texts(
    texts: Iterable[Text | InputError],
    to: Endpoint,
    budget: Budget,
    tally: Tally,
    *,
    requests: int = 1,
    minimum: float = 0.0,
    done: AbstractSet[str] = frozenset(),
) -> Generator[AskedText, None, None]:
    """Codes texts by a model; what is no text gives its error and the rest goes on.

    The run ends early, `Tally.stopped` telling why, where the budget is spent or the endpoint refuses; the
    rest of the texts is counted as left. Close the generator where it is not used to its end: what waits is
    not asked for then.

    Args:
        texts: as `marsad.bulk.texts_in` gives them.
        to: whom to ask.
        budget: what may be spent.
        tally: where all is counted.
        requests: at a time.
        minimum: lowest confidence given.
        done: hashes of texts that are passed over, as `AskedText.text` has them.
    """
    failed = 0
    with ExitStack() as stack:
        run = _Run(stack.enter_context(Sender(to, budget, tally)), to, tally, minimum)
        pool = stack.enter_context(ThreadPoolExecutor(requests))
        for text, found in stack.enter_context(closing(_in_order(pool, run, texts, done, requests))):
            if isinstance(found, _Ended):
                tally.count("left")
                continue
            failed = failed + 1 if isinstance(found, FetchError) else 0
            if failed >= MOST_FAILED:
                tally.stop(f"{MOST_FAILED} texts in a row had no answer")
            yield _counted(text, found, tally)


def asked_gold(
    texts: Iterable[Mapping[str, Any]], to: Endpoint, budget: Budget, tally: Tally, *, requests: int = 1
) -> Generator[AskedText, None, None]:
    """Gold texts by a model, in their order, each with the same context as the built-in coder has."""
    given = (given_text(line, "gold") for line in gold_lines(texts))
    return ask_texts(given, to, budget, tally, requests=requests)


def _counted(text: Text | InputError, found: tuple[Event, ...] | InputError, tally: Tally) -> AskedText:
    made, name = (None, None) if isinstance(text, InputError) else (text_id(text), text.document.id)
    if isinstance(found, InputError):
        tally.count("failed")
        return AskedText(made, name, None, found)
    tally.count("texts")
    tally.count("events", len(found))
    return AskedText(made, name, found)


_Found: TypeAlias = "tuple[Event, ...] | InputError | _Ended"


def _in_order(
    pool: ThreadPoolExecutor,
    run: _Run,
    texts: Iterable[Text | InputError],
    done: AbstractSet[str],
    requests: int,
) -> Generator[tuple[Text | InputError, _Found], None, None]:
    """What became of the texts, in their order; only a few wait at a time."""
    waiting: deque[tuple[Text | InputError, Future[_Found]]] = deque()
    try:
        for text in texts:
            if not isinstance(text, InputError) and text_id(text) in done:
                run.tally.count("skipped")
                continue
            waiting.append((text, pool.submit(run.found, text)))
            if len(waiting) >= requests * _QUEUED_PER_REQUEST:
                first, future = waiting.popleft()
                yield first, future.result()
        while waiting:
            first, future = waiting.popleft()
            yield first, future.result()
    finally:
        if waiting:
            run.tally.stop("broken off")
        for _, future in waiting:
            future.cancel()


def text_id(text: Text) -> str:
    """A hash of a text and all that is told of it to a model: a text that was changed is another."""
    of = text.document
    day = of.published.isoformat() if of.published else None
    return content_id("asked", of.id, of.text, of.body_start, day, text.before)


class _Run(NamedTuple):
    """What every thread needs."""

    sender: Sender
    to: Endpoint
    tally: Tally
    minimum: float

    def found(self, text: Text | InputError) -> _Found:
        """Events of a text, the error, or that the run is over."""
        if isinstance(text, InputError):
            return text
        if self.tally.stopped:
            return _Ended()
        try:
            return self._events(text)
        except (SpentError, ClosedError) as stop:
            self.tally.stop(str(stop))
            return _Ended()
        except InputError as error:
            kind = FetchError if isinstance(error, FetchError) else InputError
            return kind(text.source, f"text {text.document.id}: {error}")
        except Exception as error:  # noqa: BLE001 - a text that trips the coder must not end a paid run
            problem = f"could not be coded: {type(error).__name__}: {error}"
            return InputError(text.source, f"text {text.document.id}: {problem}")

    def _events(self, text: Text) -> tuple[Event, ...]:
        found = asked_document(text.document, text.before, self.sender, self.to, self.tally)
        self.tally.count_reasons("refused", found.refused)
        self.tally.count_reasons("corrected", found.corrected)
        return tuple(event for event in found.events if event.confidence >= self.minimum)
