"""A second look at clauses that no frame fits: a thing behind the verb may be its object.

Without case endings "وعلّقت مساعدات" is "aid hung on" and "she suspended aid"; the grammar takes the noun for
the subject. Where no frame fits so, and one that asks for such an object fits the other way round, the
subject was left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.coding.moods import frame_for
from marsad.coding.parties import entities_of

if TYPE_CHECKING:
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause, Phrase

_LOOKS_BACK: Final = 6
"""Clauses in which who acts on is looked for."""


def reread(scene: Scene) -> None:
    """Puts in place of a scene's clauses that make no sense those readings of them that do."""
    for number, clause in enumerate(scene.clauses):
        if _takes_whom_it_names(scene, clause):
            scene.put(number, _with_subject_as_object(clause))
        if clause.kind != "verb" or frame_for(scene, clause) is not None:
            continue
        other = _as_event_noun(scene, clause) or _with_subject_left_out(scene, clause)
        if other is not None and _asks_for_object(scene, other):
            scene.put(number, other)


def _takes_whom_it_names(scene: Scene, clause: Clause) -> bool:
    """Whether "accused", of which someone must be, tells one party only: whom, where a verb before tells who.

    "وصفته الهند بأنه سخيف، واتهمت كندا بإيواء …".
    """
    if clause.kind != "verb" or scene.cues.accusing.isdisjoint(clause.lemmas):
        return False
    subject = clause.subject
    if clause.passive or subject is None or clause.inherited:
        return False
    told = any(a.role == "object" for a in clause.arguments) or any(r.enclitic for r in clause.readings)
    of_what = any(a.role in scene.cues.speech and a.start == subject.end for a in clause.arguments)
    return of_what and not told and clause.token < subject.start and _is_carried_on(scene, clause)


def _is_carried_on(scene: Scene, clause: Clause) -> bool:
    """Whether a verb before has a subject that this one agrees with and that is another party's."""
    genders = {reading.gender for reading in clause.readings} | {""}
    own = scene.mention_at.get(clause.subject.start) if clause.subject else None
    number = scene.number_of(clause)
    near = scene.clauses[max(0, number - _LOOKS_BACK) : number]
    subjects = [c.subject for c in near if c.kind == "verb" and c.subject]
    heads = [scene.mention_at[phrase.start] for phrase in subjects if phrase.start in scene.mention_at]
    return own is not None and any(
        m.country not in (None, own.country) and m.gender in genders for m in heads
    )


def _with_subject_as_object(clause: Clause) -> Clause:
    arguments = (a._replace(role="object") if a is clause.subject else a for a in clause.arguments)
    return clause._replace(arguments=tuple(arguments))


def _as_event_noun(scene: Scene, clause: Clause) -> Clause | None:
    """The event noun that a form at the head of a title may be (رفع is "he lifted" and "the lifting")."""
    masdars = tuple(r for r in scene.tokens[clause.token].word.readings if r.kind == "masdar")
    subject = clause.subject
    if not (scene.title and scene.opens(clause.token) and masdars and subject):
        return None
    if subject.start < clause.token or not _is_no_doer(scene, clause, subject):
        return None
    behind = (*clause.arguments, *clause.outer)
    arguments = tuple(a._replace(role="genitive") if a is subject else a for a in behind)
    return clause._replace(kind="masdar", readings=masdars, arguments=arguments, outer=())


def _with_subject_left_out(scene: Scene, clause: Clause) -> Clause | None:
    subject = clause.subject
    if clause.kind != "verb" or clause.passive or clause.inherited or subject is None:
        return None
    if any(a.role == "object" for a in clause.arguments) or subject.start < clause.token:
        return None
    if scene.title or clause.link == "relative" or not _is_no_doer(scene, clause, subject):
        return None
    arguments = (a._replace(role="object") if a is subject else a for a in clause.arguments)
    return clause._replace(arguments=tuple(arguments))


def _is_no_doer(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether a phrase is no party at its head, or one that belongs to who acts (سحبت سفراءها)."""
    head = next((mention for mention in scene.mentions_in(phrase) if mention.start == phrase.start), None)
    if head is not None:
        return head.owned
    return not entities_of(scene, phrase._replace(end=phrase.start + 1), clause)


def _asks_for_object(scene: Scene, clause: Clause) -> bool:
    frame = frame_for(scene, clause)
    return frame is not None and any(c.slot == "object" and not c.negated for c in frame.conditions)
