"""What a person says an event is, checked and made into a record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, get_args

from msgspec.structs import replace

from marsad.actors import country_names
from marsad.archive.days import Days, event_days
from marsad.archive.decided import Annotation
from marsad.errors import UnknownCodeError, UsageError
from marsad.plover import check_mode, event_type
from marsad.records import DatePrecision, Entity, Event, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MANY_BODIES: Final = ("IGO", "IMG", "ISM", "MNC", "NGO")
_SECTOR: Final = re.compile(r"[A-Z]{3}")
_PRECISION: Final[dict[int, DatePrecision]] = {4: "year", 7: "month", 10: "day"}
_CHANGES: Final = ("type", "mode", "actors", "recipients", "status", "date", "end_date")


def corrected(event: Event, **changes: Any) -> Event:  # noqa: ANN401
    """An event with what a person says of it.

    Args:
        event: as it was.
        **changes: type, mode, status, date and end_date (ISO 8601 day, month or year, or None), actors and
            recipients: codes, with a sector or the name of a body behind a colon ("KAZ:GOV", "IGO:NATO"). A
            side that was there already keeps its words and its name.

    Raises:
        UnknownCodeError: no such type, mode or code.
        UsageError: no such field or status, or no date.
    """
    for name in changes:
        if name not in _CHANGES:
            raise UsageError(f"{name} of an event is not corrected; {', '.join(_CHANGES)} are")
    fields = dict(changes)
    fields["mode"] = changes.get(
        "mode", event.mode if changes.get("type", event.type) == event.type else None
    )
    known = (*event.actors, *event.recipients)
    for side in ("actors", "recipients"):
        if side in changes:
            fields[side] = tuple(party_of(code, known) for code in changes[side])
    if "date" in changes:
        fields["date_precision"] = date_precision(changes["date"])
        fields["end_date"] = changes.get(
            "end_date", event.end_date if changes["date"] == event.date else None
        )
    return _checked(replace(event, **fields))


def annotation(**fields: Any) -> Annotation:  # noqa: ANN401
    """An event of an annotated sentence; fields of `Annotation`; raises as `corrected`."""
    blank = Event(id="", document="", sentence=0, start=0, end=0, type="CONSULT", confidence=1.0, text="")
    event = corrected(blank, **fields)
    return Annotation(
        type=event.type,
        mode=event.mode,
        actors=codes_of(event.actors),
        recipients=codes_of(event.recipients),
        status=event.status,
        date=event.date,
    )


def codes_of(side: Iterable[Entity]) -> tuple[str, ...]:
    """The codes of a side, each once, in their order."""
    return tuple(dict.fromkeys(party.country for party in side))


def party_of(code: str, known: Sequence[Entity] = ()) -> Entity:
    """A party by its code; one of those known that it names, else one whose words are not told.

    Raises:
        UnknownCodeError: no such code.
    """
    country, _, more = code.strip().partition(":")
    country, names = country.upper(), country_names()
    if country not in names:
        raise UnknownCodeError(f"no state or bloc {country!r}")
    same = [one for one in known if one.country == country and (not more or more in {one.sector, one.name})]
    if same:
        return same[0]
    arabic, english = names[country]
    if more and (country in _MANY_BODIES or not _SECTOR.fullmatch(more)):
        return Entity(text=None, name=more, country=country)
    return Entity(text=None, name=english, name_ar=arabic, country=country, sector=more or None)


def date_precision(date: str | None) -> DatePrecision:
    """How exact a date is by its length; raises UsageError where it is none."""
    if date is None:
        return "unknown"
    found = _PRECISION.get(len(date))
    if found is None:
        raise UsageError(f"{date!r} is no date; YYYY, YYYY-MM or YYYY-MM-DD is due")
    return found


def _checked(event: Event) -> Event:
    event_type(event.type)
    check_mode(event.type, event.mode)
    if event.status not in get_args(Status):
        raise UsageError(f"no status {event.status!r}; {', '.join(get_args(Status))} are")
    if not event.actors:
        event = replace(event, actors=(party_of("UNK"),))
    try:
        event_days(event, Days(None, None))
    except ValueError as error:
        raise UsageError(f"{event.date!r} is no date: {error}") from error
    return event
