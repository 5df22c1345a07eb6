"""Where the words of a verb of speech open: at a "that", a colon or a quotation mark."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING, Final, get_args

from marsad.coding.cues import cues
from marsad.languages import language
from marsad.records import VerbClass

if TYPE_CHECKING:
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause

QUOTE: Final = '"'
COLON: Final = ":"
COMMAS: Final = frozenset({"،", ","})
_FULL_STOPS: Final = frozenset({"؛", "."})
_NO_NOUNS: Final = frozenset({"negation", "particle", "pronoun", "preposition", "adverb", "subordinator"})
_LEADS, _RELATIVE, _STOP = "that", "which", "."
_NAME_WORDS: Final = 5
_MOST_DESCRIBING: Final = 5
_TO_VERB: Final = 3
_SPEAKING: Final = frozenset({*get_args(VerbClass), "opinion"})


def opener_of(scene: Scene, clause: Clause) -> int | None:
    """The "that", colon or opening quotation mark after a speech verb.

    No other verb stands before it, but for those of a few relative clauses that describe the speaker.
    """
    describing = 0
    inside = bisect_left(scene.quotes, clause.token) % 2 == 1
    index = clause.token + 1
    code = scene.language.code
    while index < len(scene.tokens):
        sign = _sign(code, scene.tokens[index].word.form)
        if sign == COLON or (sign == _LEADS and is_that(scene, index) and not _is_dating(scene, index)):
            return index
        if sign == QUOTE:
            inside = not inside
            if inside and not _is_of_outlet(scene, index) and _opens_words(scene, clause, index):
                return max(clause.token, index - 1)
        elif sign == _STOP:
            return None
        elif sign == _RELATIVE or (index in scene.verb_tokens and _is_apart(scene, index)):
            index = (
                _behind_relative(scene, clause, index) if sign == _RELATIVE else _comma_after(scene, index)
            )
        elif index in scene.verb_tokens:
            describing += 1
            if (
                _is_aside(scene, index)
                or describing > _MOST_DESCRIBING
                or not _describes(scene, clause, index)
            ):
                return None
        index += 1
    return None


@lru_cache(maxsize=65536)
def _sign(code: str, form: str) -> str:
    """What a written word is to the search for the words of a verb; "" for most."""
    if form in (COLON, QUOTE):
        return form
    if form in _FULL_STOPS:
        return _STOP
    if _leads(code, form):
        return _LEADS
    readings = language(code).word(form).readings
    relative = any(r.kind == "relative" and r.lemma not in cues(code).what for r in readings)
    return _RELATIVE if relative else ""


def _is_said(scene: Scene, clause: Clause) -> bool:
    """Whether a verb is of saying and nothing else, so that a short quotation behind it is said."""
    return bool(scene.cues.parenthetic & set(clause.lemmas))


def _comma_after(scene: Scene, index: int) -> int:
    """The comma that ends a relative clause; the token itself where no comma follows."""
    commas = (i for i in range(index, len(scene.tokens)) if scene.tokens[i].form in COMMAS)
    return next(commas, index)


def _is_dating(scene: Scene, index: int) -> bool:
    """Whether a "that" only belongs to "after" and the like ("بعد أن")."""
    return not scene.lemmas_before(index).isdisjoint(scene.cues.sooner)


def _behind_relative(scene: Scene, clause: Clause, index: int) -> int:
    """The comma that ends a relative clause; where none does and it tells of the subject, its verb."""
    comma = _comma_after(scene, index)
    near = range(index + 1, min(len(scene.tokens), index + _TO_VERB))
    verb = next((i for i in near if i in scene.verb_tokens), None)
    of_subject = clause.subject is not None and clause.subject.end == index
    return verb if comma == index and verb and of_subject and not _tells(scene, verb) else comma


def _tells(scene: Scene, index: int) -> bool:
    """Whether a verb of speech stands at a token."""
    kinds = scene.language.classes
    return any(_SPEAKING & kinds(r.lemma) for r in scene.tokens[index].word.readings if r.kind == "verb")


def _opens_words(scene: Scene, clause: Clause, index: int) -> bool:
    return _is_long_quote(scene, index) or _is_said(scene, clause)


def _is_of_outlet(scene: Scene, index: int) -> bool:
    """Whether a quotation is the name of an outlet ("قناة «الفجر»")."""
    return index > 0 and bool(scene.keys(index - 1) & scene.cues.outlets)


def _is_apart(scene: Scene, index: int) -> bool:
    """Whether a verb stands in an aside between commas, "that" behind it ("…، طلب عدم ذكر اسمه، إن …")."""
    if scene.tokens[index - 1].form not in COMMAS or _joins(scene, index):
        return False
    comma = _comma_after(scene, index)
    return comma > index and comma + 1 < len(scene.tokens) and is_that(scene, comma + 1)


def _is_aside(scene: Scene, index: int) -> bool:
    """Whether a participle goes on with the speaker ("نفت ذلك قائلة إن …"): what follows is its own."""
    return any(c.token == index and c.kind == "participle" and c.link == "adverb" for c in scene.clauses)


def _describes(scene: Scene, clause: Clause, index: int) -> bool:
    """Whether a verb describes the indefinite noun just before it ("مهندسون تحدثوا", "بيان أصدره الحزب").

    Right behind an office it is rather a name that looks like a verb ("النائب حسن يوسف").
    """
    if is_named_like_a_verb(scene, clause):
        return index == clause.token + 1
    if clause.subject is not None and clause.subject.end == index and _is_office(scene, clause.subject.start):
        return not _joins(scene, index)
    return index - 1 > clause.token and (_is_circumstance(scene, index) or describes_noun(scene, index))


def _is_circumstance(scene: Scene, index: int) -> bool:
    """Whether "and he" stands before a verb ("يقول رجل وهو ينظر إلى بيته: …")."""
    apart = scene.tokens[index - 2].word.punctuation
    return not apart and any(
        r.kind == "pronoun" and r.conjunction for r in scene.tokens[index - 1].word.readings
    )


def is_named_like_a_verb(scene: Scene, clause: Clause) -> bool:
    """Whether the verb right behind one of saying is rather the name of who speaks ("وأكد حسن … أن …")."""
    index = clause.token + 1
    if index < len(scene.tokens) and scene.tokens[index].raw in scene.cues.given:
        return _is_said(scene, clause)
    if index not in scene.verb_tokens or _joins(scene, index) or not _is_said(scene, clause):
        return False
    readings = [r for r in scene.tokens[index].word.readings if r.kind == "verb"]
    return all(r.tense == "past" and not r.enclitic and r.gender == "m" for r in readings)


def describes_noun(scene: Scene, index: int) -> bool:
    """Whether an indefinite noun stands just before a verb, which then tells of it."""
    previous = scene.tokens[index - 1].word
    kinds = {reading.kind for reading in previous.readings}
    if not index or previous.punctuation or kinds & _NO_NOUNS or _joins(scene, index):
        return False
    return not any(split.article for split in previous.splits[:3])


def _is_office(scene: Scene, start: int) -> bool:
    return any(m.start == start and m.role and m.role.kind == "person" for m in scene.mentions)


def _joins(scene: Scene, index: int) -> bool:
    return any(reading.conjunction for reading in scene.tokens[index].word.readings[:1])


def is_that(scene: Scene, index: int) -> bool:
    """Whether a token opens what is told ("أن", "إنها")."""
    form = scene.tokens[index].form
    leads = _leads(scene.language.code, form) and not scene.is_named(index)
    return leads and not (_is_if(scene, index) or _is_set_against(scene, index))


def _is_set_against(scene: Scene, index: int) -> bool:
    """Whether a "that" belongs to "but" or "although" ("إلا أن", "رغم أن"): it opens no one's words."""
    against = scene.cues.contrasts | scene.cues.despite
    before = scene.keys(index - 1) if index else frozenset()
    if not before.isdisjoint(against):
        return True
    # إلا is spelled like ألا, "that not"; only the first has a "that" behind it.
    following = scene.tokens[index + 1].form if index + 1 < len(scene.tokens) else ""
    return not scene.keys(index).isdisjoint(against) and _leads(scene.language.code, following)


@lru_cache(maxsize=65536)
def _leads(code: str, form: str) -> bool:
    """Whether a written word may open what is told: "that", but not "because"."""
    words = cues(code)
    readings = language(code).word(form).readings
    opens = any(r.kind == "subordinator" and r.lemma in words.leads for r in readings)
    return opens and form not in words.because


def _is_if(scene: Scene, index: int) -> bool:
    """Whether a verb or its negation stands right behind, as only "if" can have it ("إن لم ينسحبوا")."""
    if index + 1 >= len(scene.tokens) or index + 1 in scene.verb_tokens:
        return False
    readings = scene.tokens[index].word.readings
    told = "إ" in scene.tokens[index].raw and not any(reading.enclitic for reading in readings)
    return told and bool(scene.lemmas_at(index + 1) & scene.cues.did_not)


def _is_long_quote(scene: Scene, opening: int) -> bool:
    """Whether a quotation holds a saying and no name: it has a verb, or more words than a name has."""
    closing = closing_of(scene, opening)
    inside = range(opening + 1, closing)
    return len(inside) > _NAME_WORDS or any(index in scene.verb_tokens for index in inside)


def closing_of(scene: Scene, opening: int) -> int:
    """The closing quotation mark of an opening one; the end of the sentence where it is left open."""
    tokens = scene.tokens
    return next((i for i in range(opening + 1, len(tokens)) if tokens[i].form == QUOTE), len(tokens))
