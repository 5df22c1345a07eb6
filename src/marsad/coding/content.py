"""What is said: where the words of a claim begin and end, and whether they stand in quotation marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.coding.openers import COLON, COMMAS, QUOTE, is_that
from marsad.coding.relations import classes_of
from marsad.coding.speech import speech_class

if TYPE_CHECKING:
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause

_HALF: Final = 0.5

_DEEPEST: Final = 40
"""Clauses that may stand inside each other; deeper is no writing of people."""


class Content(NamedTuple):
    """Tokens ``start`` to ``end`` (exclusive) that tell what is said; ``clause``: a clause does so."""

    start: int
    end: int
    clause: bool


def clause_after(scene: Scene, clause: Clause, opener: int | None) -> Content | None:
    """What follows a speech verb behind a "that", a colon or an opening quotation mark."""
    end = end_of_speech(scene, clause, opener)
    return None if opener is None else _trimmed(scene, opener + 1, end, clause=True)


def noun_after(scene: Scene, clause: Clause, after: int, *, lone: bool) -> Content | None:
    """What follows a speech verb as a noun phrase ("تحدث عن …", "توقع تحسن …").

    Args:
        scene: the sentence.
        clause: the clause of the verb.
        after: token behind the verb and its subject.
        lone: the subject does not stand behind the verb, so that the first noun phrase is the object.
    """
    start = _topic_start(scene, clause, after, lone=lone)
    if start is None:
        return None
    end = end_of_speech(scene, clause, None, start)
    contrast = (i for i in range(start, end) if _sets_against(scene, i))
    return _trimmed(scene, start, next(contrast, end), clause=False)


def _is_pronoun(scene: Scene, index: int) -> bool:
    """Whether only a pronoun tells what is spoken of ("أشادت به")."""
    return any(r.kind == "preposition" and r.enclitic for r in scene.tokens[index].word.readings)


def _sets_against(scene: Scene, comma: int) -> bool:
    """Whether a comma stands before "but", "while" and the like, at most one word between."""
    if scene.tokens[comma].form not in COMMAS:
        return False
    ahead = scene.tokens[comma + 1 : comma + 3]
    return any(scene.language.keys(token.form) & scene.cues.contrasts for token in ahead)


def end_of_speech(scene: Scene, clause: Clause, opener: int | None, start: int = 0) -> int:
    """The token at which what a verb says ends: the next verb that does not hang on it, or the end.

    Args:
        scene: the sentence.
        clause: the clause of the verb.
        opener: token of the "that", colon or quotation mark after it, or None.
        start: token at which the words begin, where nothing opens them.
    """
    number = next(
        (n for n, other in enumerate(scene.clauses) if other.token >= clause.token), len(scene.clauses)
    )
    first = opener is not None
    for later in range(number, len(scene.clauses)):
        other = scene.clauses[later]
        if other.token <= max(clause.token, opener or 0, start) or other.kind not in ("verb", "participle"):
            continue
        if first:
            first = False  # the first verb behind "that" is what is said, however it was hung
            continue
        if not _hangs_on(scene, later, number) or _goes_on(scene, other):
            return _before_particles(scene, other.token, opener or clause.token)
    return len(scene.tokens)


def _goes_on(scene: Scene, clause: Clause) -> bool:
    """Whether a verb of speech without its own subject goes on with the speaker ("…، وأعلن …")."""
    joined = any(reading.conjunction for reading in clause.readings) and clause.token > 0
    if not joined or scene.tokens[clause.token - 1].form not in COMMAS:
        return False
    unsaid = clause.subject is None or clause.inherited
    return unsaid and clause.kind == "verb" and _speaks(scene, clause)


def _hangs_on(scene: Scene, lower: int, upper: int) -> bool:
    """Whether a clause stands inside what another says; a participle of speech goes on with the speaker."""
    clause = scene.clauses[lower]
    if clause.kind == "participle" and clause.link == "adverb" and _speaks(scene, clause):
        return False
    for _ in range(_DEEPEST):
        if clause.governor is None:
            return False
        if clause.governor == upper:
            return clause.link not in ("adverb", "coordinate") or _is_that_between(scene, upper, lower)
        clause = scene.clauses[clause.governor]
    return False


def _is_that_between(scene: Scene, upper: int, lower: int) -> bool:
    """Whether a "that" or colon stands between two predicates."""
    between = range(scene.clauses[upper].token + 1, scene.clauses[lower].token)
    return any(is_that(scene, i) or scene.tokens[i].form == COLON for i in between)


def _speaks(scene: Scene, clause: Clause) -> bool:
    classes = classes_of(scene, clause)
    return speech_class(classes) is not None or bool(classes & {"stance", "opinion"})


def _before_particles(scene: Scene, token: int, least: int) -> int:
    """The end of the words before a verb: its particles and the subject before it go with it."""
    comma = next((i for i in range(token, least, -1) if scene.tokens[i].form in ("،", ",", "؛", ".")), None)
    return token if comma is None else comma


def _topic_start(scene: Scene, clause: Clause, after: int, *, lone: bool) -> int | None:
    """The first object, "what" or prepositional phrase that may tell what is said."""
    if after < len(scene.tokens) and _is_what(scene, after):
        return after
    roles = _roles(scene, set(clause.lemmas))
    if lone and "object" in roles:
        roles |= {"subject"}
    for phrase in sorted((*clause.arguments, *clause.outer), key=lambda phrase: phrase.start):
        if phrase.start >= after and phrase.role in roles and not _is_pronoun(scene, phrase.start):
            return phrase.start
        if "object" in roles and scene.is_timed(phrase.start) and phrase.start >= after:
            behind = (i for i in range(phrase.start, phrase.end) if not scene.is_timed(i))
            held = next(behind, None)
            if held is not None and scene.is_event_noun(held):
                return held  # "نفى في وقت سابق ضلوعه في …"
        if phrase.start > after and phrase.role == "object":
            return None  # "أقرّ البرلمان القانون بإجماع": what it does stands elsewhere
    return after if "object" in roles and _is_swallowed(scene, clause, after) else None


def _is_swallowed(scene: Scene, clause: Clause, index: int) -> bool:
    """Whether the noun behind the speaker was read as part of the subject ("أكد الجانبان ضرورة …")."""
    subject = clause.subject
    if subject is None or not clause.token < subject.start < index < subject.end:
        return False
    before, word = scene.tokens[index - 1].word, scene.tokens[index].word
    definite = any(split.article for split in before.splits)
    return definite and not word.punctuation and not any(split.article for split in word.splits)


def _roles(scene: Scene, lemmas: set[str]) -> frozenset[str]:
    """Roles of the phrase that tells what a verb says."""
    if scene.cues.tell_about & lemmas:
        return scene.cues.about
    if scene.cues.tell_of & lemmas:
        return scene.cues.speech - scene.cues.upon - scene.cues.about | scene.cues.for_
    if scene.cues.tell_for & lemmas:
        return scene.cues.for_ | scene.cues.upon
    told_in = scene.cues.in_ if scene.cues.tell_in & lemmas else frozenset()
    return scene.cues.speech | scene.cues.from_ | told_in | {"object"}


def _is_what(scene: Scene, index: int) -> bool:
    """Whether "what" or "this" stands at a token: the object itself, or its head."""
    readings = scene.tokens[index].word.readings
    return any(reading.lemma in scene.cues.what or reading.kind == "demonstrative" for reading in readings)


def content_before(scene: Scene, token: int) -> Content | None:
    """What stands before words that cite a source, from the start of the sentence or the last full break."""
    start = 0
    for index in range(token - 1, -1, -1):
        if scene.tokens[index].form in {"؛", ".", "؟"}:
            start = index + 1
            break
    return _trimmed(scene, start, token, clause=True)


def content_from(scene: Scene, token: int) -> Content | None:
    """What stands from a token on."""
    return _trimmed(scene, token, len(scene.tokens), clause=True)


def content_behind_source(scene: Scene, token: int) -> Content | None:
    """What stands behind a source at the head of a sentence: after the comma that ends what describes it."""
    comma = next((i for i in range(token, len(scene.tokens)) if scene.tokens[i].form in COMMAS), None)
    return content_from(scene, token if comma is None else comma)


def _trimmed(scene: Scene, start: int, end: int, *, clause: bool) -> Content | None:
    """The run without the signs at its ends; a quotation keeps its marks."""
    while start < end and (_is_sign(scene, start) or _is_then(scene, start)):
        start += 1
    while end > start and (_is_sign(scene, end - 1) or _is_joint(scene, end - 1)):
        end -= 1
    return Content(start, end, clause) if start < end else None


def _is_joint(scene: Scene, index: int) -> bool:
    """Whether a word that joins what follows is left over at the end ("ثم", "لكن")."""
    return any(r.kind in ("conjunction", "subordinator") for r in scene.tokens[index].word.readings)


def _is_then(scene: Scene, index: int) -> bool:
    """Whether a token is "then", which takes up a sentence after its source ("فإن")."""
    readings = scene.tokens[index].word.readings
    return is_that(scene, index) and all(r.conjunction and not r.enclitic for r in readings)


def _is_sign(scene: Scene, index: int) -> bool:
    token = scene.tokens[index]
    return token.word.punctuation and token.form not in {QUOTE, "(", ")", "…", "!", "؟", "%"}


def is_quoted(scene: Scene, content: Content) -> bool:
    """Whether at least half of the words stand in quotation marks."""
    inside, words, quoted = _open_before(scene, content.start), 0, 0
    for token in scene.tokens[content.start : content.end]:
        if token.form == QUOTE:
            inside = not inside
        elif not token.word.punctuation:
            words += 1
            quoted += inside
    return words > 0 and quoted / words >= _HALF


def _open_before(scene: Scene, index: int) -> bool:
    return sum(token.form == QUOTE for token in scene.tokens[:index]) % 2 == 1


def content_around(scene: Scene, start: int, end: int) -> Content | None:
    """The words before those that ascribe them; at the head of a sentence, the words after."""
    return content_before(scene, start) or content_behind_source(scene, end)
