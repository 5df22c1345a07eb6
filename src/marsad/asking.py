"""What is asked of an archive: filters from plain arguments, as a person or a command line gives them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_args

from marsad.errors import UnknownCodeError, UsageError
from marsad.records import Status, VerbClass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marsad.archive import ClaimFilter, DocumentFilter, EventFilter, FigureFilter, ForecastFilter
    from marsad.stories import OutletFilter

_Filter = TypeVar("_Filter")


def event_filter(**filters: Any) -> EventFilter:
    """An event filter from loose arguments: one code or several, dates as text or days, None for no limit.

    Raises:
        UnknownCodeError: an event type or status that there is not.
        UsageError: an argument that is no filter, or a date that is none.
    """
    from marsad.archive import EventFilter

    wanted = _wanted(filters)
    _check_codes(wanted)
    return _made(EventFilter, wanted)


def document_filter(**filters: Any) -> DocumentFilter:
    """A document filter from loose arguments, as `event_filter` makes one.

    Raises:
        UsageError: an argument that is no filter, or a date that is none.
    """
    from marsad.archive import DocumentFilter

    return _made(DocumentFilter, _wanted(filters))


def claim_filter(**filters: Any) -> ClaimFilter:
    """A claim filter from loose arguments, as `event_filter` makes one; ``actor`` stands for ``speaker``.

    Raises:
        UnknownCodeError: a class of verbs that there is not.
        UsageError: an argument that is no filter, or a date that is none.
    """
    from marsad.archive import ClaimFilter

    wanted = _wanted(filters)
    if "actor" in wanted:
        wanted["speaker"] = (*wanted.pop("actor"), *wanted.get("speaker", ()))
    _check_known("verb", wanted.get("verb", ()), get_args(VerbClass))
    return _made(ClaimFilter, wanted)


def forecast_filter(**filters: Any) -> ForecastFilter:
    """A forecast filter from loose arguments, as `event_filter` makes one; ``actor`` is ``forecaster``.

    Raises:
        UsageError: an argument that is no filter, or a date that is none.
    """
    from marsad.archive import ForecastFilter

    wanted = _wanted(filters)
    if "actor" in wanted:
        wanted["forecaster"] = (*wanted.pop("actor"), *wanted.get("forecaster", ()))
    return _made(ForecastFilter, wanted)


def figure_filter(**filters: Any) -> FigureFilter:
    """A figure filter from loose arguments, as `event_filter` takes them.

    Raises:
        UsageError: an argument that is no filter, or a date that is none.
    """
    from marsad.archive import FigureFilter

    return _made(FigureFilter, _wanted(filters))


def outlet_filter(**filters: Any) -> OutletFilter:
    """A filter of outlets from loose arguments, as `event_filter` takes them.

    Raises:
        UsageError: an argument that is no filter, or a date that is none.
    """
    from marsad.stories import OutletFilter

    return _made(OutletFilter, _wanted(filters))


def _made(kind: type[_Filter], wanted: dict[str, Any]) -> _Filter:
    try:
        return kind(**wanted)
    except TypeError as error:
        raise UsageError(f"no such filter: {error}") from error


def _wanted(filters: dict[str, Any]) -> dict[str, Any]:
    """The filters that limit something, in the form that the archive takes."""
    given = {name: value for name, value in filters.items() if value is not None and value not in ((), [])}
    return {name: _filter_value(name, value) for name, value in given.items()}


_DAYS: Final = ("since", "until", "as_of")
_SINGLE: Final = ("words", "document", "coder", "min_confidence")


def _filter_value(name: str, value: Any) -> Any:
    if name in _DAYS:
        return parsed_day(value)
    if name in _SINGLE:
        return value
    return (value,) if isinstance(value, str) else tuple(value)


def _check_codes(wanted: dict[str, Any]) -> None:
    from marsad.plover import event_type

    for type_name in wanted.get("type", ()):
        event_type(type_name)
    _check_known("status", wanted.get("status", ()), get_args(Status))


def _check_known(what: str, codes: Iterable[str], known: tuple[str, ...]) -> None:
    for code in codes:
        if code not in known:
            raise UnknownCodeError(f"unknown {what} {code!r}; known: {', '.join(known)}")


def parsed_day(day: dt.date | str | None) -> dt.date | None:
    """A day given as text or as a date.

    Raises:
        UsageError: the text is no ISO date.
    """
    if day is None or isinstance(day, dt.date):
        return day
    try:
        return dt.date.fromisoformat(day)
    except ValueError:
        raise UsageError(f"{day!r} is no date; YYYY-MM-DD is due") from None
