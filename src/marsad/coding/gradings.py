"""What a text says of how forecasts turned out ("تحقق ما توقعناه"), and whose forecasts those are.

Such a verdict is kept with the forecast and settles nothing: a text that republishes its own older forecast
as come true marks its own paper. Words in ``data/gradings.<language>.tsv``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, get_args

from msgspec.structs import replace

from marsad.coding.forecast_cues import forecast_cues
from marsad.coding.speakers import speakers_at
from marsad.languages import language
from marsad.records import AUTHOR, Grade, Verdict
from marsad.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from marsad.coding.attributed import Attribution
    from marsad.coding.scene import Scene
    from marsad.records import Document, Entity, Forecast, Sentence

COLUMNS: Final = ("words", "verdict", "note")
_WITHIN: Final = 12
_HEDGED_WITHIN: Final = 6
_OUTLET_WORDS: Final = 2
_LONG: Final = 4


class Graded(NamedTuple):
    """What a sentence says of a forecast.

    Attributes:
        grade: the verdict; its ``own`` holds where the text calls the forecast its own.
        who: words of the one who foresaw; "" where the text itself did, or where it points back.
        back: it points back to what was just told ("هذا التوقع").
    """

    grade: Grade
    who: str
    back: bool


def gradings_of(scene: Scene, voiced: Sequence[Attribution]) -> list[Graded]:
    """What a sentence says of how forecasts turned out; at most one."""
    code = scene.language.code
    for index in [at for at, token in enumerate(scene.tokens) if _options(code, token.word.form)]:
        options = _options(code, scene.tokens[index].word.form)
        row = next((row for row in options if _stands(scene, index, row[0])), None)
        if row is not None and not _is_hedged(scene, index):
            found = _graded(scene, voiced, index, *row)
            return [found] if found is not None else []
    return []


def is_verdict(code: str, form: str) -> bool:
    """Whether a form in even spelling may say that something foreseen came true, or did not."""
    return any(len(words) == 1 for words, _ in _verdicts(code).get(form, ()))


def _stands(scene: Scene, index: int, words: tuple[str, ...]) -> bool:
    ahead = scene.tokens[index + 1 : index + len(words)]
    return [token.form for token in ahead] == list(words[1:])


def _is_hedged(scene: Scene, index: int) -> bool:
    """Whether it is asked, supposed or only seems so."""
    hedges = forecast_cues(scene.language.code).hedges
    near = range(max(0, index - _HEDGED_WITHIN), index)
    return scene.tokens[-1].form == "؟" or any(scene.keys(i) & hedges for i in near)


def _graded(
    scene: Scene, voiced: Sequence[Attribution], index: int, words: tuple[str, ...], verdict: Verdict
) -> Graded | None:
    near = range(max(0, index - _WITHIN), min(len(scene.tokens), index + _WITHIN))
    place = next((at for at in near if at != index and _is_foreseen(scene, at)), None)
    if place is None:
        return None
    who, own, back = _whose(scene, place, index)
    by = next((a.speaker.entity for a in voiced if a.content.start <= index < a.content.end), AUTHOR)
    start, end = scene.span(min(place, index), max(place + 1, index + len(words)))
    grade = Grade(verdict=verdict, by=by, own=own, sentence=scene.number, start=start, end=end)
    return Graded(grade, who, back)


def _is_foreseen(scene: Scene, index: int) -> bool:
    """Whether a token is "what … foresaw" or a noun of what was foreseen."""
    cues = forecast_cues(scene.language.code)
    if scene.keys(index) & (cues.foreseen | cues.ours):
        return True
    return bool(scene.lemmas_at(index) & cues.foresees and scene.lemmas_before(index) & scene.cues.what)


def _whose(scene: Scene, place: int, index: int) -> tuple[str, bool, bool]:
    """Who foresaw: words, whether the text itself did, whether it points back to what was just told."""
    cues = forecast_cues(scene.language.code)
    if scene.tokens[place].form in cues.ours:
        return "", True, False
    stop = index if index > place else min(len(scene.tokens), place + _HEDGED_WITHIN)
    behind = range(place + 1, stop)
    if any(scene.tokens[i].form in cues.house for i in behind):
        return "", True, False
    if any(r.kind == "demonstrative" for r in scene.tokens[max(0, place - 1)].word.readings):
        return "", False, True
    found = speakers_at(scene, place + 1, stop, anyone=True) if place + 1 < stop else ()
    return (found[0].entity.text or "") if found else "", False, not found


def graded(
    forecasts: Sequence[Forecast], found: Iterable[Graded], document: Document, body: Sequence[Sentence]
) -> list[Forecast]:
    """Forecasts with what their text says of how they turned out."""
    told = list(found)
    if not told:
        return list(forecasts)
    texts = [sentence.text for sentence in body]
    marked: dict[str, Grade] = {}
    for one in told:
        for forecast in _meant(forecasts, one, document):
            own = one.grade.own or _is_of_the_house(forecast, document, texts)
            marked.setdefault(forecast.id, replace(one.grade, own=own))
    return [replace(one, grade=marked[one.id]) if one.id in marked else one for one in forecasts]


def _meant(forecasts: Sequence[Forecast], one: Graded, document: Document) -> Iterator[Forecast]:
    """The forecasts that a verdict is about."""
    if one.back:
        yield from [f for f in forecasts if f.start < one.grade.start and f.end <= one.grade.start][-1:]
        return
    others = [f for f in forecasts if f.sentence != one.grade.sentence]
    older = [f for f in others if document.published and f.made_on and f.made_on < document.published]
    if not one.who:
        yield from older
        return
    yield from (f for f in older or others if _is_named(f.forecaster, one.who))


def _is_named(party: Entity, who: str) -> bool:
    """Whether words name a party: their last word is its last, as a family name is."""
    even = language("ar").even
    names = [even(text).split() for text in (party.text, party.name_ar) if text]
    return any(words and words[-1] == even(who).split()[-1] for words in names)


def _is_of_the_house(forecast: Forecast, document: Document, texts: Sequence[str]) -> bool:
    """Whether the forecaster is the text's author, or is told in one breath with its outlet's own name."""
    even = language(document.language).even
    if forecast.forecaster == AUTHOR:
        return True
    name = forecast.forecaster.text or forecast.forecaster.name_ar or ""
    around = even(" ".join(text for text in texts if name and name in text))
    author = [word for word in even(document.author or "").split() if len(word) >= _LONG]
    named = even(name).split()
    if author and author[-1] in named:
        return True
    outlet = [word for word in even(document.outlet or "").split() if len(word) >= _LONG and word.isalpha()]
    shared = sum(word in around or word.removeprefix("ل") in around for word in outlet)
    return bool(outlet) and shared >= min(_OUTLET_WORDS, len(outlet)) and shared * 2 >= len(outlet)


@lru_cache(maxsize=65536)
def _options(code: str, form: str) -> tuple[tuple[tuple[str, ...], Verdict], ...]:
    """Rows whose first word a written word may be."""
    known = _verdicts(code)
    splits = (split for split in language(code).word(form).splits if not split.article)
    return tuple(row for split in splits for row in known.get(split.stem, ()))


@lru_cache(maxsize=4)
def _verdicts(code: str) -> dict[str, tuple[tuple[tuple[str, ...], Verdict], ...]]:
    """First word in even spelling → its rows, longest first.

    Raises:
        DataFileError: an unknown verdict.
    """
    found: dict[str, list[tuple[tuple[str, ...], Verdict]]] = {}
    for row in rows("marsad.coding", f"data/gradings.{code}.tsv", COLUMNS):
        verdict = next((name for name in get_args(Verdict) if name == row["verdict"]), None)
        if verdict is None:
            raise row.error(f"unknown verdict {row['verdict']!r}")
        words = tuple(language(code).even(row["words"]).split())
        found.setdefault(words[0], []).append((words, verdict))
    return {first: tuple(sorted(options, key=lambda o: -len(o[0]))) for first, options in found.items()}
