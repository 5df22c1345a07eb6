"""Forecasts of one sentence, as records."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, get_args

from marsad.coding.conditions import conditions
from marsad.coding.forecasters import forecaster_of, made_on, voice_over
from marsad.coding.foreseeing import foreseeing
from marsad.coding.horizons import horizon_of
from marsad.coding.likelihood import Kind
from marsad.coding.patterns import pattern_of
from marsad.coding.plans import is_no_forecast
from marsad.coding.stretches import STOPS
from marsad.records import Forecast, Likelihood, content_id
from marsad.tables import rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.coding.attributed import Attribution
    from marsad.coding.conditions import Run
    from marsad.coding.events import Act
    from marsad.coding.foretold import Foreseen
    from marsad.coding.scene import Scene
    from marsad.coding.speakers import Speaker

CONFIDENCE_COLUMNS: Final = ("kind", "chance", "note")


def forecasts_of(
    scene: Scene, document: str, voiced: Sequence[Attribution], told: Sequence[Act]
) -> list[Forecast]:
    """Forecasts of a sentence in their order.

    Args:
        scene: the sentence.
        document: id of its document.
        voiced: its attributions.
        told: its acts.
    """
    places = foreseeing(scene, voiced)
    if not places:
        return []
    found = conditions(scene)
    forecasts = (_forecast(scene, document, place, voiced, told, found) for place in places)
    return list({one.id: one for one in forecasts if one is not None}.values())


def _forecast(
    scene: Scene,
    document: str,
    place: Foreseen,
    voiced: Sequence[Attribution],
    told: Sequence[Act],
    found: Sequence[Run],
) -> Forecast | None:
    voice = voice_over(scene, place, voiced)
    condition = _condition(scene, place, found)
    if any(start <= place.mark.start < end for start, end in found):
        return None
    speaker = forecaster_of(scene, place, voice)
    if is_no_forecast(scene, place, voice, speaker, told):
        return None
    return _record(scene, document, place, voice, speaker, condition)


def _condition(scene: Scene, place: Foreseen, found: Sequence[Run]) -> Run | None:
    """The condition inside the statement, else the last one before it or the first behind it."""
    inside = [run for run in found if place.start <= run[0] < place.end]
    before = [run for run in found if run[1] <= place.start]
    behind = [run for run in found if run[0] >= place.end]
    near = (*inside[:1], *before[-1:], *behind[:1])
    return next((run for run in near if not _is_broken_off(scene, place, run)), None)


def _is_broken_off(scene: Scene, place: Foreseen, run: Run) -> bool:
    """Whether a full break stands between a statement and a condition."""
    first, last = min(place.end, run[1]), max(place.start, run[0])
    return any(scene.tokens[index].form in STOPS for index in range(first, last))


def _record(
    scene: Scene,
    document: str,
    place: Foreseen,
    voice: Attribution | None,
    speaker: Speaker,
    condition: Run | None,
) -> Forecast | None:
    first, last = _trimmed(scene, place.start, place.end)
    if first >= last:
        return None
    start, end = scene.span(first, last)
    party, mark = speaker.entity, place.mark
    who = party.name or party.text or party.name_ar
    horizon = horizon_of(scene, first, last) or (horizon_of(scene, *condition) if condition else None)
    return Forecast(
        id=content_id("forecast", document, start, end, who, party.country, mark.low, mark.high),
        document=document,
        sentence=scene.number,
        start=start,
        end=end,
        forecaster=party,
        made_on=made_on(scene, place, speaker, voice),
        statement=scene.words(first, last),
        horizon=horizon,
        likelihood=Likelihood(words=_words_of(scene, place), low=mark.low, high=mark.high),
        condition=_without_and(scene, *condition) if condition else None,
        about=pattern_of(scene, min(first, place.verb), last, negation_told=mark.kind == "never"),
        confidence=chances()[mark.kind],
    )


def _trimmed(scene: Scene, start: int, end: int) -> Run:
    """A run without the signs at its ends."""
    while start < end and scene.tokens[start].word.punctuation:
        start += 1
    while end > start and scene.tokens[end - 1].word.punctuation:
        end -= 1
    return start, end


def _without_and(scene: Scene, start: int, end: int) -> str:
    """The words of a condition, without an "and" written with the first."""
    text = scene.words(start, end)
    return text[1:] if text[:1] in scene.cues.and_ else text


def _words_of(scene: Scene, place: Foreseen) -> str:
    """The words of likelihood as they stand, without an "and" written with them."""
    text = scene.words(place.mark.start, place.mark.end)
    joined = place.mark.joined
    return text[1:] if joined else text


@lru_cache(maxsize=1)
def chances() -> dict[str, float]:
    """Kind of the words of likelihood → chance that it is a forecast by this forecaster, as measured.

    Raises:
        DataFileError: an unknown kind, or a chance outside (0, 1].
    """
    found = {}
    for row in rows("marsad.coding", "data/forecast_confidence.tsv", CONFIDENCE_COLUMNS):
        if row["kind"] not in get_args(Kind):
            raise row.error(f"unknown kind {row['kind']!r}")
        try:
            found[row["kind"]] = float(row["chance"])
        except ValueError as error:
            raise row.error(f"{row['chance']!r} is no number") from error
        if not 0 < found[row["kind"]] <= 1:
            raise row.error("a chance lies in (0, 1]")
    return found
