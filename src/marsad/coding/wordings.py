"""What stands behind, around or before words of likelihood, by their kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.coding.forecast_cues import forecast_cues
from marsad.coding.foretold import Foreseen, around, is_to_come, that_after, told_after
from marsad.coding.openers import is_that
from marsad.coding.speech import tells
from marsad.coding.stretches import clause_start, statement_end

if TYPE_CHECKING:
    from marsad.coding.likelihood import Mark
    from marsad.coding.scene import Scene

_VERB_WITHIN: Final = 5
_CHANCES_WITHIN: Final = 9


def read_words(scene: Scene, mark: Mark) -> Foreseen | None:
    """What words of likelihood foresee; None where nothing stands with them that could come."""
    return _READ_BY[mark.kind](scene, mark) if mark.kind in _READ_BY else None


def _clause_to_come(scene: Scene, mark: Mark) -> Foreseen | None:
    """A verb with the future's prefix, or after سوف or لن."""
    prefixed = mark.end == mark.start + 1 and scene.language.is_future(scene.tokens[mark.start].form)
    verb = mark.start if prefixed else mark.end
    if verb >= len(scene.tokens) or scene.tokens[verb].word.punctuation:
        return None
    return around(scene, mark, verb)


def _possible(scene: Scene, mark: Mark) -> Foreseen | None:
    """A verb in the present after "may" or "perhaps"; a verb in the past tells a fact or a guess at one."""
    verb = _present_after(scene, mark.end)
    return None if verb is None else around(scene, mark, verb)


def _maybe(scene: Scene, mark: Mark) -> Foreseen | None:
    """A verb in the present right behind "may", at most "not" between."""
    verb = mark.end
    if verb < len(scene.tokens) and any(r.kind == "negation" for r in scene.tokens[verb].word.readings):
        verb += 1
    if verb >= len(scene.tokens) or not is_to_come(scene, verb) or _was_before(scene, mark.start):
        return None
    return None if _is_rather_past(scene, mark.start, verb) else around(scene, mark, verb)


def _was_before(scene: Scene, index: int) -> bool:
    """Whether "had" stands just before ("كانت قد توارت")."""
    copula = forecast_cues(scene.language.code).copula
    return any(scene.lemmas_at(before) & copula for before in range(max(0, index - _VERB_WITHIN), index))


def _is_rather_past(scene: Scene, may: int, verb: int) -> bool:
    """Whether a form that can be both is a past: its masculine subject stands before ("التوقع قد تحقق")."""
    readings = [reading for reading in scene.tokens[verb].word.readings if reading.kind == "verb"]
    if not any(r.tense == "past" for r in readings) or any(r.enclitic for r in readings):
        return False
    if any(split.conjunction for split in scene.tokens[may].word.splits) and not scene.is_then(may):
        return True
    before = scene.tokens[may - 1] if may > clause_start(scene, may) else None
    return before is not None and not before.form.endswith(("ه", "ات"))


def _present_after(scene: Scene, start: int) -> int | None:
    """The first verb after a token, if it is in the present and no break stands before it."""
    for index in range(start, min(len(scene.tokens), start + _VERB_WITHIN)):
        if scene.tokens[index].word.punctuation or is_that(scene, index):
            return None
        if is_to_come(scene, index):
            return index
        if index in scene.verb_tokens:
            return None
    return None


def _after_that(scene: Scene, mark: Mark) -> Foreseen | None:
    """What follows "that", or an event noun right behind the words ("من المتوقع ارتفاع …")."""
    that = that_after(scene, mark.end)
    if that is not None:
        return told_after(scene, mark, that)
    noun = mark.end
    if noun >= len(scene.tokens) or not scene.is_event_noun(noun) or noun in scene.verb_tokens:
        return None
    return Foreseen(mark, noun, statement_end(scene, noun), noun)


def _only_that(scene: Scene, mark: Mark) -> Foreseen | None:
    that = that_after(scene, mark.end)
    return None if that is None else told_after(scene, mark, that)


def _able(scene: Scene, mark: Mark) -> Foreseen | None:
    """What "can" come about: only behind "that", since "can" before a noun tells an ability."""
    that = mark.end if mark.end < len(scene.tokens) and is_that(scene, mark.end) else None
    return None if that is None else told_after(scene, mark, that)


def _seeming(scene: Scene, mark: Mark) -> Foreseen | None:
    """What seems to come: only over a verb to come."""
    that = that_after(scene, mark.end)
    told = None if that is None else told_after(scene, mark, that)
    if told is None or not _is_marked(scene, told.verb):
        return None
    return told


def _is_marked(scene: Scene, verb: int) -> bool:
    """Whether a verb carries the future, or سوف or لن stands before it."""
    clause = next((c for c in scene.clauses if c.token == verb), None)
    return scene.language.is_future(scene.tokens[verb].form) or (clause is not None and clause.future)


def _standing(scene: Scene, mark: Mark) -> Foreseen | None:
    """Words that tell by themselves that something is coming, with the clause around them."""
    start = clause_start(scene, mark.start)
    return Foreseen(mark, start, statement_end(scene, mark.end), mark.start)


def _certain(scene: Scene, mark: Mark) -> Foreseen | None:
    """An adverb beside a participle or verb that is no past ("ماضية حتماً إلى …")."""
    near = [index for index in (mark.start - 1, mark.end) if 0 <= index < len(scene.tokens)]
    stating = {c.token for c in scene.clauses if c.kind == "participle"}
    verb = next((index for index in near if index in stating or is_to_come(scene, index)), None)
    return None if verb is None else around(scene, mark, verb)


def _chances(scene: Scene, mark: Mark) -> Foreseen | None:
    """How great the chances of something are told to be ("فرص التوصل إلى اتفاق ضئيلة")."""
    heads = forecast_cues(scene.language.code).chances
    for index in range(mark.start - 1, max(-1, mark.start - _CHANCES_WITHIN), -1):
        if scene.tokens[index].word.punctuation or index in scene.verb_tokens:
            return None
        if scene.keys(index) & heads and index + 1 < mark.start:
            return Foreseen(mark, index + 1, mark.start, index + 1)
    return None


def _as_noun(scene: Scene, mark: Mark) -> Foreseen | None:
    """What expectations are of: behind "that", or behind a preposition and an event noun."""
    that = that_after(scene, mark.end)
    if that is not None:
        return told_after(scene, mark, that)
    for index in range(mark.end, min(len(scene.tokens), mark.end + _VERB_WITHIN)):
        word = scene.tokens[index].word
        if word.punctuation or (is_to_come(scene, index) and not _points(scene, index)):
            return None
        if any(s.preposition in scene.cues.speech and _is_noun(scene, s.stem) for s in word.splits):
            return Foreseen(mark, index, statement_end(scene, index), index)
        if scene.lemmas_at(index) & scene.cues.speech and index + 1 < len(scene.tokens):
            return Foreseen(mark, index + 1, statement_end(scene, index + 1), index + 1)
    return None


def _points(scene: Scene, index: int) -> bool:
    """Whether a verb says what expectations are ("التوقعات تشير إلى …")."""
    return any(tells(scene.language.classes(lemma)) for lemma in scene.lemmas_at(index))


def _is_noun(scene: Scene, stem: str) -> bool:
    """Whether a stem is a noun, of an event or other."""
    readings = scene.language.word(stem).readings
    return scene.language.is_common(stem) or any(r.kind in ("masdar", "noun") for r in readings)


_READ_BY: Final = {
    "that": _after_that,
    "risk": _only_that,
    "can": _able,
    "may": _maybe,
    "particle": _possible,
    "future": _clause_to_come,
    "never": _clause_to_come,
    "seems": _seeming,
    "adverb": _certain,
    "state": _standing,
    "chances": _chances,
    "noun": _as_noun,
}
