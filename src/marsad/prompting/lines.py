"""JSON lines of texts through a model, several at once, in order; the run ends cleanly where it must."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import msgspec

from marsad.bulk import TextLine, document_of_line, text_of_line
from marsad.errors import FetchError, InputError, MalformedError
from marsad.evaluation import gold_lines
from marsad.prompting.documents import asked_document
from marsad.prompting.sending import ClosedError, Sender
from marsad.prompting.spending import SpentError
from marsad.records import content_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from marsad.prompting.endpoints import Endpoint
    from marsad.prompting.spending import Budget
    from marsad.prompting.tally import Tally
    from marsad.records import Event

_QUEUED_PER_WORKER: Final = 2
MOST_FAILED: Final = 5
"""Texts in a row without an answer after which the run ends: the endpoint is down."""


class AskedLine(NamedTuple):
    """What became of one text.

    Attributes:
        text: a hash of the line; None of a line that is no text.
        id: of the text, as it was given; None of a line that is none.
        events: those that passed; None where the text was not coded.
        error: why it was not, where it failed.
    """

    text: str | None
    id: str | None
    events: tuple[Event, ...] | None = None
    error: InputError | None = None


class _Ended(NamedTuple):
    """Instead of events: the run is over."""


def ask_lines(
    lines: Iterable[bytes],
    to: Endpoint,
    budget: Budget,
    tally: Tally,
    *,
    source: str = "-",
    workers: int = 1,
    minimum: float = 0.0,
    done: AbstractSet[str] = frozenset(),
) -> Iterator[AskedLine]:
    """Codes JSON lines by a model; a bad line gives its error and the rest goes on.

    The run ends early, `Tally.stopped` telling why, where the budget is spent or the endpoint refuses; the
    rest of the lines is counted as left.

    Args:
        lines: one JSON object each; blank lines are passed over.
        to: whom to ask.
        budget: what may be spent.
        tally: where all is counted.
        source: what the lines were read from, for messages.
        workers: requests at a time.
        minimum: lowest confidence given.
        done: hashes of texts that are passed over, as `AskedLine.text` has them.
    """
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    texts = (_text(line, source, number) for number, line in numbered)
    yield from _asked(texts, to, budget, tally, source, workers, minimum, done)


def asked_gold(
    texts: Iterable[Mapping[str, Any]], to: Endpoint, budget: Budget, tally: Tally, *, workers: int = 1
) -> Iterator[AskedLine]:
    """Gold texts by a model, in their order, each with the same context as the built-in coder has."""
    yield from _asked(gold_lines(texts), to, budget, tally, "gold", workers, 0.0, frozenset())


def _text(line: bytes, source: str, number: int) -> TextLine | InputError:
    try:
        return text_of_line(line, source, number)
    except MalformedError as error:
        return error


def _asked(
    texts: Iterable[TextLine | InputError],
    to: Endpoint,
    budget: Budget,
    tally: Tally,
    source: str,
    workers: int,
    minimum: float,
    done: AbstractSet[str],
) -> Iterator[AskedLine]:
    failed = 0
    with Sender(to, budget, tally) as sender, ThreadPoolExecutor(workers) as pool:
        run = _Run(sender, to, tally, source, minimum)
        for text, found in _in_order(pool, run, texts, done, workers):
            if isinstance(found, _Ended):
                tally.count("left")
                continue
            failed = failed + 1 if isinstance(found, FetchError) else 0
            if failed >= MOST_FAILED:
                tally.stop(f"{MOST_FAILED} texts in a row had no answer")
            yield _counted(text, found, tally)


def _counted(text: TextLine | InputError, found: tuple[Event, ...] | InputError, tally: Tally) -> AskedLine:
    line, name = (None, None) if isinstance(text, InputError) else (line_id(text), str(text.id))
    if isinstance(found, InputError):
        tally.count("failed")
        return AskedLine(line, name, None, found)
    tally.count("texts")
    tally.count("events", len(found))
    return AskedLine(line, name, found)


_Found: TypeAlias = "tuple[Event, ...] | InputError | _Ended"


def _in_order(
    pool: ThreadPoolExecutor,
    run: _Run,
    texts: Iterable[TextLine | InputError],
    done: AbstractSet[str],
    workers: int,
) -> Iterator[tuple[TextLine | InputError, _Found]]:
    """What became of the texts, in their order; only a few wait at a time."""
    waiting: deque[tuple[TextLine | InputError, Future[_Found]]] = deque()
    try:
        for text in texts:
            if not isinstance(text, InputError) and line_id(text) in done:
                run.tally.count("skipped")
                continue
            waiting.append((text, pool.submit(run.found, text)))
            if len(waiting) >= workers * _QUEUED_PER_WORKER:
                first, future = waiting.popleft()
                yield first, future.result()
        while waiting:
            first, future = waiting.popleft()
            yield first, future.result()
    finally:
        for _, future in waiting:
            future.cancel()


def line_id(text: TextLine) -> str:
    """A hash of a text and all that is told of it: a text that was changed is another."""
    return content_id("line", *msgspec.structs.astuple(text))


class _Run(NamedTuple):
    """What every worker needs."""

    sender: Sender
    to: Endpoint
    tally: Tally
    source: str
    minimum: float

    def found(self, text: TextLine | InputError) -> _Found:
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
            return kind(self.source, f"text {text.id}: {error}")
        except Exception as error:  # noqa: BLE001 - a text that trips the coder must not end a paid run
            return InputError(
                self.source, f"text {text.id}: could not be coded: {type(error).__name__}: {error}"
            )

    def _events(self, text: TextLine) -> tuple[Event, ...]:
        document = document_of_line(text)
        found = asked_document(document, text.before, self.sender, self.to, self.tally)
        self.tally.count_reasons("refused", found.refused)
        self.tally.count_reasons("corrected", found.corrected)
        return tuple(event for event in found.events if event.confidence >= self.minimum)
