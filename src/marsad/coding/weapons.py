"""The mode of an attack by its weapon, where the verb tells none ("هاجم المقر بالمدفعية", "هجوم انتحاري")."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from marsad.coding.relations import clause_range
from marsad.languages import language
from marsad.plover import check_mode
from marsad.tables import rows

if TYPE_CHECKING:
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause

COLUMNS: Final = ("mode", "words")
_ASSAULT: Final = "ASSAULT"


@lru_cache(maxsize=4)
def weapon_words(code: str) -> dict[str, str]:
    """Word in even spelling → the mode that it tells.

    Raises:
        UnknownCodeError: a mode that an attack does not have.
        DataFileError: a word of two modes.
    """
    found: dict[str, str] = {}
    for row in rows("marsad.coding", f"data/weapons.{code}.tsv", COLUMNS):
        check_mode(_ASSAULT, row["mode"])
        for word in row.alternatives("words"):
            even = language(code).even(word)
            if even in found:
                raise row.error(f"{word!r} is given twice")
            found[even] = row["mode"]
    return found


def weapon_mode(scene: Scene, clause: Clause) -> str | None:
    """The mode that the nearest weapon of an attack tells, or None."""
    table = weapon_words(scene.language.code)
    near = sorted(clause_range(scene, clause), key=lambda index: abs(index - clause.token))
    for index in near:
        modes = {table[key] for key in scene.keys(index) if key in table}
        if modes and _is_of_the_attack(scene, clause, index):
            return min(modes)
    return None


def _is_of_the_attack(scene: Scene, clause: Clause, index: int) -> bool:
    """Whether a word stands as the instrument, the doer or the adjective of an attack, not what it hit."""
    if any(split.preposition in scene.cues.at for split in scene.tokens[index].word.splits):
        return True
    heads = {argument.start for argument in clause.arguments}
    if clause.kind != "verb":
        heads.add(clause.token)
    qualifies = index - 1 in heads and scene.is_event_noun(index - 1)
    doer = clause.subject is not None and clause.subject.start == index and not clause.passive
    return qualifies or doer or bool(scene.lemmas_before(index) & scene.cues.in_)
