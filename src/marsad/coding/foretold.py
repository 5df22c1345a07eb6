"""Something foreseen, and the two shapes it has: a clause behind a "that", and the clause around a verb."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.coding.openers import is_that
from marsad.coding.stretches import STOPS, clause_start, statement_end

if TYPE_CHECKING:
    from marsad.coding.attributed import Attribution
    from marsad.coding.likelihood import Mark
    from marsad.coding.scene import Scene

_THAT_WITHIN: Final = 9


class Foreseen(NamedTuple):
    """Something foreseen.

    Attributes:
        mark: the words of likelihood.
        start: first token of the statement.
        end: token after it.
        verb: token of the verb to come, or of what stands for it.
        ascribed: the attribution whose own verb foresees; None where that verb is nobody's or no verb does.
    """

    mark: Mark
    start: int
    end: int
    verb: int
    ascribed: Attribution | None = None


def told_after(scene: Scene, mark: Mark, that: int) -> Foreseen | None:
    """A clause behind a "that": the word itself stays outside unless it says more ("ألا", "أنها")."""
    start = that if _says_more(scene, that) else that + 1
    if start >= len(scene.tokens):
        return None
    end = statement_end(scene, start)
    verb = next((index for index in range(start, end) if is_to_come(scene, index)), start)
    return Foreseen(mark, start, end, verb) if start < end else None


def _says_more(scene: Scene, that: int) -> bool:
    return not scene.lemmas_at(that) & scene.cues.that


def that_after(scene: Scene, start: int) -> int | None:
    """The "that" that words of likelihood wait for; no verb stands before it."""
    for index in range(start, min(len(scene.tokens), start + _THAT_WITHIN)):
        if is_that(scene, index):
            return index
        if scene.tokens[index].form in STOPS or index in scene.verb_tokens:
            return None
    return None


def is_to_come(scene: Scene, index: int) -> bool:
    """Whether a verb in the present, or to come, stands at a token."""
    if scene.is_named(index) or scene.is_timed(index):
        return False
    clause = next((c for c in scene.clauses if c.token == index), None)
    if clause is not None:
        present = any(r.tense == "present" and r.person == "3" for r in clause.readings)
        return clause.kind == "verb" and present
    form = scene.tokens[index].form
    return scene.language.is_present(form) or scene.language.is_future(form)


def around(scene: Scene, mark: Mark, verb: int) -> Foreseen:
    """The clause of a verb, with a subject that stands before it; a "not ever" at its head stays outside."""
    start = clause_start(scene, mark.start)
    if start >= mark.start or scene.is_then(mark.start):
        start = mark.start if mark.start == verb else mark.end
    return Foreseen(mark, start, statement_end(scene, verb), verb)
