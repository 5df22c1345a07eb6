"""A proposal → an event that holds, or the reason why it does not.

This is the guard, and it trusts no model: whatever a text has made one answer, what passes has labels of the
tables, a trigger and parties that stand in the sentence, and a possible day.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from marsad.errors import DataFileError
from marsad.prompting.answers import MOST_EVENTS
from marsad.prompting.labels import labels
from marsad.prompting.sides import Seen, Side, SideError, side, span_of
from marsad.records import Entity, Event, Place, Voice, content_id
from marsad.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from marsad.records import DatePrecision, Document

_PACKAGE: Final = "marsad.prompting"
_TABLE: Final = "data/confidence.tsv"
LEVELS: Final = ("told", "named", "vouched")
_MOST_SIDES: Final = 12
_DAY: Final = re.compile(r"(1[89]|20|21)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_PRECISIONS: Final[dict[int, DatePrecision]] = {4: "year", 7: "month", 10: "day"}
_PATH: Final = re.compile(r"`\$\.(\w+)")
_MISSING: Final = re.compile(r"missing required field `(\w+)`")
_TOLD_BY_NOW: Final = frozenset({"actual", "negated", "historical"})


class RefusedError(Exception):
    """An event that does not hold; the message is the reason, one of few."""


class _Party(msgspec.Struct):
    country: str
    text: str | None = None
    sector: str | None = None


class _Teller(msgspec.Struct):
    country: str
    verb: str
    text: str | None = None
    sector: str | None = None


class _Proposal(msgspec.Struct):
    sentence: int
    trigger: str
    type: str
    actors: list[_Party]
    mode: str | None = None
    contexts: list[str] = []
    recipients: list[_Party] = []
    date: str | None = None
    status: str = "actual"
    voices: list[_Teller] = []
    place: str | None = None


class Checked(NamedTuple):
    """What became of the proposals for a document, in the order of the text."""

    events: tuple[Event, ...]
    refused: tuple[str, ...]
    corrected: tuple[str, ...]


def checked(
    proposed: Iterable[tuple[Any, frozenset[int]]],
    document: Document,
    there: Mapping[int, Seen],
    coder: str,
) -> Checked:
    """Checks proposals.

    Args:
        proposed: each with the numbers of the sentences that were asked about.
        document: what they are of.
        there: its sentences.
        coder: what is written as the coder.
    """
    passed: dict[tuple[object, ...], Event] = {}
    counts: dict[int, int] = {}
    refused: list[str] = []
    corrected: list[str] = []
    for one, asked in proposed:
        try:
            event, notes = _event(_shaped(one), document, there, asked, coder)
            _check_new(event, passed, counts)
        except (RefusedError, SideError) as error:
            refused.append(str(error))
        else:
            corrected += notes
    events = tuple(sorted(passed.values(), key=lambda event: (event.start, event.end)))
    return Checked(events, tuple(refused), tuple(corrected))


def _check_new(event: Event, passed: dict[tuple[object, ...], Event], counts: dict[int, int]) -> None:
    """Keeps an event; by the codebook one of each type, sides and status in a sentence, and few of all."""
    sides = (frozenset(one.country for one in whom) for whom in (event.actors, event.recipients))
    key = (event.sentence, event.type, *sides, event.status)
    if key in passed:
        raise RefusedError("told twice")
    counts[event.sentence] = counts.get(event.sentence, 0) + 1
    if counts[event.sentence] > MOST_EVENTS:
        raise RefusedError(f"more than {MOST_EVENTS} events of one sentence")
    passed[key] = event


def _shaped(one: object) -> _Proposal:
    try:
        return msgspec.convert(one, _Proposal, strict=True)
    except msgspec.ValidationError as error:
        field = _PATH.search(str(error)) or _MISSING.search(str(error))
        name = field[1] if field else ""
        raise RefusedError(f"no event in form{_known_field(name)}") from error


def _known_field(name: str) -> str:
    # Reasons are counted and shown: no word of a model's answer may stand in one.
    return f": {name}" if name in _Proposal.__struct_fields__ else ""


def _event(
    one: _Proposal, document: Document, there: Mapping[int, Seen], asked: frozenset[int], coder: str
) -> tuple[Event, list[str]]:
    if one.sentence not in asked or one.sentence not in there:
        raise RefusedError("sentence not asked about")
    here = there[one.sentence]
    _check_labels(one)
    trigger = span_of(here, one.trigger)
    if trigger is None:
        raise RefusedError("trigger not in the sentence")
    actors, recipients = _sides(here, one.actors, trigger), _sides(here, one.recipients, trigger)
    date, notes = _date(one, document.published, here)
    notes += [each.corrected for each in (*actors, *recipients) if each.corrected]
    start, end = (here.sentence.start + at for at in trigger)
    event = Event(
        id="",
        document=document.id,
        sentence=one.sentence,
        start=start,
        end=end,
        type=one.type,
        mode=one.mode,
        contexts=tuple(sorted(set(one.contexts))),
        actors=_entities(actors),
        recipients=_entities(recipients),
        date=date,
        date_precision=_PRECISIONS[len(date)] if date else "unknown",
        place=_place(here, one.place),
        status=one.status,  # type: ignore[arg-type]  # checked above
        voices=tuple(_voice(here, teller) for teller in one.voices),
        confidence=_confidence((*actors, *recipients)),
        text=here.sentence.text,
        coder=coder,
    )
    return msgspec.structs.replace(event, id=_identity(event)), notes


def _identity(event: Event) -> str:
    """As the built-in coder's: the same act coded alike by both has one id."""
    sides = (sorted(one.country for one in whom) for whom in (event.actors, event.recipients))
    return content_id("event", event.document, event.start, event.end, event.type, *sides, event.status)


def _check_labels(one: _Proposal) -> None:
    known = labels()
    if one.type not in known.types:
        raise RefusedError("unknown type")
    if one.mode is not None and one.mode not in known.modes[one.type]:
        raise RefusedError("mode that the type has not")
    if not known.contexts.issuperset(one.contexts):
        raise RefusedError("unknown context")
    if one.status not in known.statuses:
        raise RefusedError("unknown status")
    if not one.actors:
        raise RefusedError("no actor")
    parties: list[_Party | _Teller] = [*one.actors, *one.recipients, *one.voices]
    if len(parties) > _MOST_SIDES:
        raise RefusedError(f"more than {_MOST_SIDES} parties")
    if any(party.country not in known.countries for party in parties):
        raise RefusedError("unknown country")
    if any(party.sector is not None and party.sector not in known.sectors for party in parties):
        raise RefusedError("unknown sector")
    if any(teller.verb not in known.verbs for teller in one.voices):
        raise RefusedError("unknown verb class")


def _sides(here: Seen, parties: Iterable[_Party], trigger: tuple[int, int]) -> list[Side]:
    found = []
    for party in parties:
        if party.text is not None and span_of(here, party.text) == trigger:
            raise RefusedError("party is the trigger")
        found.append(side(here, party.text, party.country, party.sector))
    return found


def _entities(sides: Iterable[Side]) -> tuple[Entity, ...]:
    return tuple(dict.fromkeys(each.entity for each in sides))


def _voice(here: Seen, teller: _Teller) -> Voice:
    speaker = side(here, teller.text, teller.country, teller.sector).entity
    return Voice(speaker=speaker, verb=teller.verb)  # type: ignore[arg-type]  # checked with the labels


def _place(here: Seen, words: str | None) -> Place | None:
    if words is None:
        return None
    if span_of(here, words) is None:
        raise RefusedError("place not in the sentence")
    return Place(text=words)


def _date(one: _Proposal, published: dt.date | None, here: Seen) -> tuple[str | None, list[str]]:
    """The day, month or year; none where no word of time tells it."""
    if one.date is None:
        return None, []
    if not _DAY.fullmatch(one.date) or not _is_possible(one.date):
        raise RefusedError("impossible date")
    if published and one.status in _TOLD_BY_NOW and one.date > published.isoformat()[: len(one.date)]:
        raise RefusedError("date after publication")
    return (one.date, []) if here.timed else (None, ["date that no word of time tells"])


def _is_possible(date: str) -> bool:
    try:
        dt.date.fromisoformat(f"{date}-01-01"[: len("2024-05-10")])
    except ValueError:
        return False
    return True


def _confidence(sides: Iterable[Side]) -> float:
    known = {each.known for each in sides}
    return min(confidences()[level] for level in known)


@lru_cache(maxsize=1)
def confidences() -> dict[str, float]:
    """Confidence by how the sides are known.

    Raises:
        DataFileError: a level is unknown or missing, or its confidence not in (0, 1].
    """
    found: dict[str, float] = {}
    for row, level in zip_longest(rows(_PACKAGE, _TABLE, ("sides", "confidence")), LEVELS):
        if row is None:
            raise DataFileError(_TABLE, len(found) + 1, f"no row for {level}")
        value = float(row["confidence"])
        if row["sides"] != level or not 0 < value <= 1:
            raise row.error(f"{level} with a confidence in (0, 1] is due")
        found[row["sides"]] = value
    return found
