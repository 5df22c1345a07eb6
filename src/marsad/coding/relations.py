"""How clauses stand to one another: what governs, bears or reports them, and of which class they are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from marsad.languages import language

if TYPE_CHECKING:
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause

UNREAL: Final = frozenset({"intend", "want", "attempt", "fail", "almost", "modal", "cause"})
ANSWERING: Final = frozenset({"denies", "intend", "avoid"})
"""Classes of verbs whose subject does, or does not, the deed below them."""
TRANSPARENT: Final = frozenset({"light", "passive-light", "aspect", "announce"})
_FAIL: Final = "fail"
_REPORTING: Final = frozenset({"alleges", "reports", "says"})
_NOUN_CHAIN: Final = 3


def classes_of(scene: Scene, clause: Clause) -> frozenset[str]:
    """Classes of a clause's predicate.

    Where it may stand for several lemmas it has the classes of any, but those that make its content unreal
    only where all agree: تحضر is "attends" before it is "prepares".
    """
    classes, may_fail = _classes(scene.language.code, clause.lemmas)
    if may_fail and any(argument.role in scene.cues.in_ for argument in clause.arguments):
        return classes | {_FAIL}  # تفشل is "fails" and "foils": with "in" only the first
    return classes


@lru_cache(maxsize=8192)
def _classes(code: str, lemmas: tuple[str, ...]) -> tuple[frozenset[str], bool]:
    """The classes of a predicate with these lemmas, and whether one of them may be to fail."""
    each = [language(code).classes(lemma) for lemma in lemmas]
    every = frozenset().union(*each)
    return every - UNREAL | frozenset.intersection(*each), _FAIL in every


def governor(scene: Scene, clause: Clause) -> Clause | None:
    """The governing clause, or None."""
    return None if clause.governor is None else scene.clauses[clause.governor]


def bearer(scene: Scene, clause: Clause) -> Clause | None:
    """The light, aspectual or announcing verb that an event noun leans on (شنّ هجوماً، بدأ محادثات)."""
    aside = clause.kind == "verb" or clause.link in scene.cues.anchors
    other = None if aside else governor(scene, clause)
    for _ in range(_NOUN_CHAIN):
        if other is None or classes_of(scene, other) & TRANSPARENT or _is_answer(scene, clause, other):
            return other
        if _is_order(scene, clause, other):
            return other
        # "أعلن عن بدء تنفيذ اتفاق": nouns in between that tell nothing of their own.
        other = governor(scene, other) if other.kind in ("masdar", "noun") else None
    return None


def _is_answer(scene: Scene, clause: Clause, other: Clause) -> bool:
    """Whether a deed is told as the answer to another ("ردت … بمهاجمة نقاط حدودية")."""
    return clause.link in scene.cues.at and bool(scene.cues.answers & set(other.lemmas))


def _is_order(scene: Scene, clause: Clause, other: Clause) -> bool:
    """Whether it is what someone bids their own people do ("أمر الرئيس بإبعاد ستين منهم وإغلاق القنصلية")."""
    told = (
        other.kind == "verb" and clause.link in scene.cues.at and bool(scene.cues.orders & set(other.lemmas))
    )
    return told and not any(argument.role == "object" for argument in other.arguments)


def answering(scene: Scene, clause: Clause) -> Clause | None:
    """The verb of denial or intent whose subject does the deed below it (نفى الحوثيون مهاجمة …)."""
    other = governor(scene, clause)
    while other is not None and (other.kind in ("masdar", "noun") or tells_of(scene, other)):
        other = governor(scene, other)
    return other if other is not None and classes_of(scene, other) & ANSWERING else None


def tells_of(scene: Scene, clause: Clause) -> bool:
    """Whether a clause is what a report tells: "الأنباء التي تحدثت عن …", "ما تردد عن …"."""
    if clause.link == "that":
        return bool(_REPORTING & classes_of(scene, clause)) and is_what(scene, clause.token)
    if clause.link not in ("relative", "complement") or clause.subject is None:
        return False
    return is_of_reports(scene, clause) and (clause.link == "relative" or _reports(scene, clause))


def is_of_reports(scene: Scene, clause: Clause) -> bool:
    """Whether reports, told before, are the subject of a verb ("صحة تقارير أفادت بأنها …")."""
    subject = clause.subject
    if subject is None or subject.start > clause.token:
        return False
    return any(scene.keys(index) & scene.cues.reports for index in range(subject.start, subject.end))


def _reports(scene: Scene, clause: Clause) -> bool:
    return clause.kind == "verb" and bool(_REPORTING & classes_of(scene, clause))


def is_what(scene: Scene, index: int) -> bool:
    """Whether "what" stands just before a token; it is written like a negation."""
    return bool(scene.lemmas_before(index) & scene.cues.what)


def clause_range(scene: Scene, clause: Clause) -> range:
    """Tokens from the verb before a clause's predicate to the verb after it."""
    verbs = scene.verbs_in_order
    before, after = bisect_left(verbs, clause.token), bisect_right(verbs, clause.token)
    start = verbs[before - 1] + 1 if before else 0
    return range(start, verbs[after] if after < len(verbs) else len(scene.tokens))
