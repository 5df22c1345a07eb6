"""Denials that no clause above tells: of a report, and without a verb.

"لا صحة لما تردد عن إغلاق المعبر", "نفت صحة تقارير أفادت بأنها أغلقته", "وصفت الأنباء عن إغلاقه بأنها ملفقة".
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Final

from marsad.coding.relations import classes_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause

_FARTHEST: Final = 12
_BEHIND: Final = 14
_NEAR: Final = 4
"""Words from "true" back to what denies it ("لا أساس لها من الصحة")."""
_REPORTING: Final = frozenset({"reports", "says", "alleges"})


def is_dismissed(scene: Scene, clause: Clause) -> bool:
    """Whether a clause is what "there is no truth in" speaks of, or what a denied report tells.

    Only verbs that report stand between.
    """
    if not scene.may_dismiss:
        return False
    reported = False
    for index in range(clause.token - 1, max(-1, clause.token - _FARTHEST), -1):
        keys = scene.keys(index)
        if scene.tokens[index].word.punctuation:
            break
        if index in scene.verb_tokens and not _reports(scene, index):
            return reported and _denies(scene, index)
        if keys & (scene.cues.truth | scene.cues.true) and _is_denied(scene, index, 1):
            return True
        reported = reported or bool(keys & scene.cues.reports) or _is_what_is_told(scene, index)
        if reported and _is_called_false(scene, clause):
            return True
    return False


def _is_denied(scene: Scene, index: int, reach: int) -> bool:
    """Whether a negation stands before "true" at a token, at most so many words before."""
    before = range(index - 1, max(-1, index - 1 - reach), -1)
    return any(scene.lemmas_at(i) & scene.cues.untrue or scene.keys(i) & scene.cues.bare for i in before)


def _is_what_is_told(scene: Scene, index: int) -> bool:
    """Whether "what" stands at a token before a verb that reports ("ما قيل عن …")."""
    told = index + 1 in scene.verb_tokens and bool(scene.lemmas_at(index) & scene.cues.what)
    return told and _reports(scene, index + 1)


def _is_called_false(scene: Scene, clause: Clause) -> bool:
    """Whether what is told of a report behind the clause is that it is not true."""
    for index in takewhile(lambda i: not scene.tokens[i].word.punctuation, _behind(scene, clause)):
        keys = scene.keys(index)
        if keys & scene.cues.falsehoods:
            return True
        if keys & (scene.cues.truth | scene.cues.true) and _is_denied(scene, index, _NEAR):
            return True
    return False


def _behind(scene: Scene, clause: Clause) -> Iterator[int]:
    return iter(range(clause.token + 1, min(len(scene.tokens), clause.token + _BEHIND)))


def _verb_at(scene: Scene, index: int) -> Clause:
    return next(clause for clause in scene.clauses if clause.token == index)


def _denies(scene: Scene, index: int) -> bool:
    verb = _verb_at(scene, index)
    return not verb.negated and "denies" in classes_of(scene, verb)


def _reports(scene: Scene, index: int) -> bool:
    return bool(classes_of(scene, _verb_at(scene, index)) & _REPORTING)
