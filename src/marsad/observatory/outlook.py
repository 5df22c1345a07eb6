"""What a brief tells of the future and of where a state stands: forecasts, the ledger, the lean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from marsad.archive import Archive
    from marsad.ledger.state import Standing
    from marsad.measures import Branch
    from marsad.measures.poles import Pole
    from marsad.records import Forecast
    from marsad.stories import Origins, Stories
    from marsad.views import Kept, Lean

POLES: Final = ("RUS", "XWE", "CHN")
"""The poles of a brief unless it is told others: a choice, and shown as one."""
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
    from marsad.ledger.summary import curve_of, scores
    from marsad.ledger.units import units
    from marsad.views import Kept

    ledger = Ledger(archive)
    records = {one.id for one in forecasts}
    held = only(ledger.known(day), lambda one: _asks_about(one, state, records), records)
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


def lean_of(
    archive: Archive, state: str, poles: Sequence[str], told: Stories, day: dt.date | None
) -> Lean | None:
    """Where a state leans between poles, over the whole span and by quarter.

    Args:
        archive: of the events and documents.
        state: its code.
        poles: as `marsad.measures.alignment_of` takes them; without any, nothing is measured.
        told: all stories as they could be known on the day.
        day: what could be known on that day.
    """
    from marsad.measures import alignment_of, counted_deeds
    from marsad.measures.poles import poles_of
    from marsad.views import Lean

    if not poles:
        return None
    counted = counted_deeds(archive, day, told)
    whole = alignment_of(counted, state, poles, every="all")
    reader = archive.reader()
    found = (reader.event(name) for name in {name for one in whole for name in one.evidence})
    return Lean(
        poles=[one.name for one in poles_of(poles)],
        whole=whole,
        moving=alignment_of(counted, state, poles, every="quarter"),
        evidence={event.id: event for event in found if event is not None},
    )
