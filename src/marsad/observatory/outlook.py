"""What a brief tells of the future and of where a state stands: forecasts, the ledger, the lean."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from marsad.observatory.pictured import deeds_behind, known_partners

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence

    from marsad.archive import Archive
    from marsad.ledger import Ledger
    from marsad.ledger.state import Standing, State
    from marsad.measures import Branch, Reading, Shares
    from marsad.measures.poles import Pole
    from marsad.records import Forecast
    from marsad.stories import Counted, Origins, Stories
    from marsad.views import Kept, Lean

POLES: Final = ("RUS", "XWE", "CHN")
"""The poles of a brief unless it is told others: a choice, and shown as one."""
_PARTNERS: Final = 8
_TERNARY: Final = 3
_PAIR: Final = 2


def poles_for(state: str, given: Iterable[str] | None) -> tuple[str, ...]:
    """The poles to measure a state against; of the usual ones, those that it is no part of itself.

    Raises:
        UsageError: a pole is named twice, or none at all is.
        UnknownCodeError: a pole that is not known.
    """
    from marsad.measures.poles import poles_of

    if given is not None:
        words = tuple(given)
        poles_of(words)
        return words
    return tuple(one.name for one in poles_of(POLES) if not _is_part(one, state))


def _is_part(pole: Pole, state: str) -> bool:
    return pole.holds(state, _today())


def names_state(text: str, state: str, day: dt.date | None) -> bool:
    """Whether a text names a state, its people, one of its officials or a bloc that it is a member of."""
    from marsad.actors import mentions
    from marsad.actors.members import members_of
    from marsad.languages import language

    found = {one.country for one in mentions(language("ar").tokens(text), day) if one.country}
    return state in found or any(state in members_of(code, day or _today()) for code in found)


def _today() -> dt.date:
    import datetime as dt

    return dt.datetime.now(dt.UTC).date()


def forecasts_about(archive: Archive, state: str, day: dt.date | None) -> list[Forecast]:
    """Forecasts by the state, of an event that it is a party of, or whose statement names it or its bloc."""
    from marsad.archive import ForecastFilter

    return [one for one in archive.reader().forecasts(ForecastFilter(as_of=day)) if _concerns(one, state)]


def _concerns(forecast: Forecast, state: str) -> bool:
    about = forecast.about or {}
    parties = {forecast.forecaster.country, *about.get("actors", ()), *about.get("recipients", ())}
    return state in parties or names_state(forecast.statement, state, forecast.made_on)


def kept_about(
    archive: Archive, state: str, forecasts: Sequence[Forecast], day: dt.date | None
) -> Kept | None:
    """What the ledger holds about a state; None where it holds nothing.

    A question is about it where its event has it for a party, where its words name it, or where it was
    asked of one of the forecasts.

    Raises:
        LedgerError: the log is not as it was written.
    """
    from marsad.ledger import Ledger
    from marsad.ledger.state import only

    ledger = Ledger(archive)
    records = {one.id for one in forecasts}
    return _kept(ledger, only(ledger.known(day), lambda one: _asks_about(one, state, records), records), day)


def kept_all(archive: Archive, day: dt.date | None = None) -> Kept | None:
    """All that the ledger holds, as `kept_about` gives what is about one state."""
    from marsad.ledger import Ledger

    ledger = Ledger(archive)
    return _kept(ledger, ledger.known(day), day)


def _kept(ledger: Ledger, held: State, day: dt.date | None) -> Kept | None:
    from marsad.ledger.summary import curve_of, scores
    from marsad.ledger.units import units
    from marsad.views import Kept

    if not held.versions and not held.unfalsifiable:
        return None
    found = units(held, as_of=day)
    names = {one.question.key or one.question.id for one in held.latest()}
    return Kept(
        state=held,
        score=scores(held, as_of=day)[0] if found else None,
        curve=curve_of(found) if found else None,
        due=[one for one in ledger.due(day) if one.question in names],
    )


def _asks_about(standing: Standing, state: str, records: set[str]) -> bool:
    question, about = standing.question, standing.question.about
    if about is not None and state in (*about.actors, *about.recipients):
        return True
    told = {said.content.record for said in standing.predictions} | {question.forecast}
    return bool(records & told) or names_state(question.text, state, question.opens)


def trap_between(
    archive: Archive,
    state: str,
    poles: Sequence[str],
    told: Stories,
    origins: Origins,
    day: dt.date | None,
) -> list[Branch]:
    """What each choice of a state is said to cost; empty where fewer than two poles, or it is one itself.

    Args:
        archive: of the events and documents.
        state: its code.
        poles: as `marsad.measures.trap_of` takes them.
        told: all stories as they could be known on the day.
        origins: of the documents of that day.
        day: what could be known on that day.
    """
    from marsad.measures import trap_of
    from marsad.measures.poles import poles_of

    sides = poles_of(poles) if poles else ()
    if len(sides) < _PAIR or any(state in one.parts for one in sides):
        return []
    return trap_of(archive, state, poles, as_of=day, origins=origins, told=told)


def lean_among(archive: Archive, counted: Counted, state: str, poles: Sequence[str]) -> Lean:
    """Where a state leans between poles, over the whole span and by quarter.

    Args:
        archive: of the events and documents.
        counted: the deeds of all states.
        state: its code.
        poles: as `marsad.measures.alignment_of` takes them.
    """
    from marsad.measures import alignment_by_dimension, alignment_of, near_deeds
    from marsad.measures.alignment import ALL
    from marsad.measures.poles import poles_of
    from marsad.views import Lean

    counted = near_deeds(counted, state)
    by_quarter = alignment_by_dimension(counted, state, poles, every="quarter")
    whole = alignment_of(counted, state, poles, every="all")
    reader, names = archive.reader(), {name for one in whole for name in one.evidence}
    found = (reader.event(name) for name in names)
    partners = known_partners(counted, state)[:_PARTNERS]
    return Lean(
        poles=[one.name for one in poles_of(poles)],
        whole=whole,
        moving=by_quarter.pop(ALL),
        evidence={event.id: event for event in found if event is not None},
        deeds=deeds_behind(whole, counted.deeds, poles),
        shares=_shares(counted, state, poles),
        fields=by_quarter,
        partners=partners,
        dealings=_dealings(counted, state, partners),
    )


def _shares(counted: Counted, state: str, poles: Sequence[str]) -> list[Shares]:
    from marsad.measures import shares_of

    return _readable(partial(shares_of, counted, state, poles), 8) if len(poles) == _TERNARY else []


def _dealings(counted: Counted, state: str, partners: Sequence[str]) -> list[Reading]:
    from marsad.measures import alignment_of

    return _readable(partial(alignment_of, counted, state, partners, trends=False), 24) if partners else []


_Read = TypeVar("_Read", "Reading", "Shares")


def _readable(measured: Callable[..., list[_Read]], most: int) -> list[_Read]:
    """What is measured by quarter, if at least half of those with stories have a reading; else by year.

    Args:
        measured: readings by window.
        most: quarters that a picture can show and still be read.
    """
    quarters = measured(every="quarter")
    told = [one for one in quarters if one.stories]
    few = len({one.window for one in quarters}) <= most
    if few and 2 * sum(one.reading for one in told) >= len(told):
        return quarters
    return measured(every="year")
