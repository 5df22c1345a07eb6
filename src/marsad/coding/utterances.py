"""What a verb of speech says: behind it, or before it in an aside ("كما قال") or a parenthesis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.coding.content import (
    Content,
    clause_after,
    content_around,
    content_before,
    noun_after,
)
from marsad.coding.moods import frame_for
from marsad.coding.openers import COMMAS, QUOTE
from marsad.coding.relations import classes_of
from marsad.coding.speech import is_pointing, is_what_before, tells
from marsad.coding.subjects import Speech, is_pointer, subject_phrase

if TYPE_CHECKING:
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause

_MAY_TELL_NOUN: Final = frozenset(
    {"alleges", "asks", "confirms", "denies", "predicts", "stance", "topic", "warns"}
)
_OWN_ACTS: Final = frozenset({"CONCEDE", "RETREAT", "SANCTION", "THREATEN"})
_OWN_MODES: Final = frozenset({"curfew", "martial-law"})
_DEEDS: Final = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION"})
_PARTICLES: Final = 3
_REACH: Final = 5


def content_of(scene: Scene, clause: Clause, classes: frozenset[str], speech: Speech) -> Content | None:
    """What a verb says: behind it, or before it where it stands in an aside or a parenthesis."""
    cited = _citation_before(scene, clause)
    ends = [speaker.end for speaker in speech.speakers if speaker.start > clause.token]
    after = max(clause.token + 1, *ends, 0)
    if cited is not None:
        return content_around(scene, cited, after)
    told = clause_after(scene, clause, speech.opener)
    if told is not None:
        return told
    if is_pointer(scene, clause.token + 1):
        return Content(clause.token + 1, clause.token + 2, clause=False)
    if _is_parenthesis(scene, clause):
        return content_before(scene, clause.token)
    noun = noun_after(scene, clause, after, lone=not ends) if classes & _MAY_TELL_NOUN else None
    if noun is not None:
        return noun if _tells_as_noun(scene, clause, noun) else None
    if after >= len(scene.tokens) and scene.title and speech.speakers[0].start > 0:
        return content_before(scene, speech.speakers[0].start)  # "… والقاهرة تنفي"
    pointing = is_pointing(scene, clause)
    if (bool(ends) if pointing else is_what_before(scene, clause)) and not _describes(scene, clause):
        return content_before(scene, _comma_before(scene, clause))  # "…، وهو ما نفته لجنة الانتخابات"
    aside = _aside_start(scene, clause)
    return None if aside is None else content_around(scene, aside, after)


def _describes(scene: Scene, clause: Clause) -> bool:
    return not scene.cues.describing.isdisjoint(clause.lemmas)


def _tells_as_noun(scene: Scene, clause: Clause, content: Content) -> bool:
    """Whether a noun phrase after a verb is something said, and nothing done, shown or called."""
    lemmas = set(clause.lemmas)
    if lemmas & scene.cues.clausal or (clause.kind == "participle" and "stance" in classes_of(scene, clause)):
        return False
    if lemmas & scene.cues.considers and clause.readings[0].tense == "present":
        return _considers(scene, clause)
    if lemmas & scene.cues.recognise and _recognises(scene, clause, content):
        return False
    if lemmas & scene.cues.loads:
        return any(scene.keys(i) & scene.cues.blame for i in range(content.start, content.end))
    if lemmas & scene.cues.waves and frame_for(scene, clause) is None:
        return False  # "يلوحون بالأعلام"
    return not _is_own_act(scene, clause)


def _recognises(scene: Scene, clause: Clause, content: Content) -> bool:
    """Whether it is a state, a government or a winner that is acknowledged, and nothing of one's own."""
    own = frame_for(scene, clause)
    bound = any(reading.enclitic for reading in scene.tokens[content.start].word.readings)
    return own is not None and own.type == "SUPPORT" and not bound


def _considers(scene: Scene, clause: Clause) -> bool:
    """Whether someone considers: "تعدّ تركيا صاحبة …" is rather "is considered"."""
    before = subject_phrase(scene, clause)
    leads = before is not None and before.start < clause.token
    return leads or any(reading.enclitic for reading in clause.readings)


def _is_own_act(scene: Scene, clause: Clause) -> bool:
    """Whether what is announced is done by announcing it ("أعلن حالة الطوارئ"): an act and no claim."""
    own = frame_for(scene, clause)
    if own is not None and not tells(scene.language.classes(own.lemma)):
        return True  # "توقع اتفاقا" is "signs" before it is "expects"
    classes = classes_of(scene, clause)
    if "announce" not in classes or "confirms" in classes:
        return own is not None and own.type in _DEEDS
    number = next((n for n, c in enumerate(scene.clauses) if c.token == clause.token), -1)
    told = [c for c in scene.clauses if c.governor == number and c.link == "object"]
    if any("intend" in classes_of(scene, c) for c in told):
        return False
    frames = [frame for frame in (own, *(frame_for(scene, c) for c in told)) if frame is not None]
    return any(frame.type in _OWN_ACTS or frame.mode in _OWN_MODES for frame in frames)


def _comma_before(scene: Scene, clause: Clause) -> int:
    commas = (i for i in range(clause.token - 1, 0, -1) if scene.tokens[i].form in COMMAS)
    return next(commas, clause.token)


def _citation_before(scene: Scene, clause: Clause) -> int | None:
    """Where words that cite begin before a verb ("وفق ما أعلنت", "بحسب حصيلة أوردتها", "على ما كشفته")."""
    if _describes(scene, clause):
        return None
    bound = any(reading.enclitic for reading in clause.readings)
    reach = _REACH if bound else _PARTICLES
    near = (c for c in scene.hints.citations if c.start < clause.token <= c.end + reach)
    cited = next((c for c in near if bound or _is_what(scene, clause.token - 1, c.end)), None)
    if cited is not None:
        return cited.start
    for index in range(clause.token - 1, max(-1, clause.token - 1 - _PARTICLES), -1):
        if scene.lemmas_at(index) & scene.cues.what:
            return index - 1 if scene.lemmas_before(index) & scene.cues.upon else None
        if scene.tokens[index].word.punctuation or index in scene.verb_tokens:
            return None
    return None


def _is_what(scene: Scene, last: int, first: int) -> bool:
    """Whether "what" stands among the tokens between a citation and its verb; it may carry "to"."""
    between = range(first, last + 1)
    return any(
        split.stem in scene.cues.what for index in between for split in scene.tokens[index].word.splits
    )


def _aside_start(scene: Scene, clause: Clause) -> int | None:
    """Where "as … said" begins ("كما يحذّر", "هكذا يقول"), or None."""
    if _describes(scene, clause):
        return None
    near = range(clause.token - 1, max(-1, clause.token - 1 - _PARTICLES), -1)
    return next((index for index in near if scene.keys(index) & scene.cues.as_), None)


def _is_parenthesis(scene: Scene, clause: Clause) -> bool:
    """Whether a verb stands amid or after the words: "… ، يقول المتحدث، …"."""
    if not scene.cues.parenthetic & set(clause.lemmas) or clause.kind != "verb" or not clause.token:
        return False
    joined = any(reading.conjunction for reading in clause.readings)
    return not joined and scene.tokens[clause.token - 1].form in {*COMMAS, QUOTE, "-", "–"}
