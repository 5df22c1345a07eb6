"""How far a statement goes: back to where its clause begins, on to a break or a new thought."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.coding.forecast_cues import forecast_cues
from marsad.coding.openers import COMMAS, QUOTE, is_that

if TYPE_CHECKING:
    from marsad.coding.scene import Scene

STOPS: Final = frozenset({"؛", ".", "؟", "…", "!"})
_FEW: Final = 2
_OPENING: Final = frozenset("«“„‹")
_CLOSING: Final = frozenset("»”›")


def clause_start(scene: Scene, index: int) -> int:
    """Where the clause around a token begins: behind the last sign, "that" or verb before it."""
    for before in range(index - 1, -1, -1):
        token = scene.tokens[before]
        if scene.keys(before) & forecast_cues(scene.language.code).grounds:
            return before + 1
        if token.word.punctuation or is_that(scene, before) or before in scene.verb_tokens:
            return before + 1
    return 0


def statement_end(scene: Scene, start: int) -> int:
    """Where a statement ends: at a full break, the end of its quotation, or a comma with a new thought."""
    quotes = sum(token.form == QUOTE for token in scene.tokens[:start])
    for index in range(start, len(scene.tokens)):
        form = scene.tokens[index].form
        if form in STOPS or (form == QUOTE and index > start and _closes(scene, index, start, quotes)):
            return index
        if form in COMMAS and _opens_anew(scene, index + 1):
            return index
    return len(scene.tokens)


def _closes(scene: Scene, index: int, start: int, before: int) -> bool:
    """Whether a mark closes the quotation in which a statement began."""
    inside = sum(token.form == QUOTE for token in scene.tokens[start:index])
    return before % 2 == 1 and inside % 2 == 0


def _opens_anew(scene: Scene, index: int) -> bool:
    """Whether what follows a comma sets against, gives a ground, cites, or foresees something else."""
    grounds = forecast_cues(scene.language.code).grounds
    ahead = range(index, min(len(scene.tokens), index + _FEW))
    if any(scene.keys(i) & (scene.cues.contrasts | grounds) for i in ahead):
        return True
    cited = any(citation.start in (index, index + 1) for citation in scene.hints.citations)
    return cited or any(m.start == index for m in scene.marks if m.kind not in ("adverb", "chances"))


def is_in_quotes(scene: Scene, index: int) -> bool:
    """Whether a token stands inside quotation marks; marks that tell their side are believed."""
    marks = [token for token in scene.tokens[:index] if token.form == QUOTE]
    if not marks:
        return False
    last = marks[-1].raw
    return last in _OPENING if last in _OPENING | _CLOSING else len(marks) % 2 == 1
