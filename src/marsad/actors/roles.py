"""Generic words for parties, in all the forms that their table lists."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, Literal

from marsad.actors.layers import table
from marsad.actors.parties import Name, Role
from marsad.actors.writing import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.tables import Row

_DUAL: Final = ("ان", "ين", "تا", "تي")
_FEMININE: Final = ("ة", "ات", "يا")
_MASCULINE: Final = frozenset({"سلاح", "خفر", "حرس", "جهاز", "مجلس", "فريق", "طيران", "أسطول", "جيش"})
"""Heads that keep their gender in a row of feminine bodies ("قوات جوية|سلاح الجو")."""


def roles() -> dict[str, list[tuple[Name, Role]]]:
    """First word → generic words that begin with it, the longest first."""
    found: dict[str, list[tuple[Name, Role]]] = defaultdict(list)
    for row in table("roles"):
        for form, plural, feminine in _forms(row):
            if row["note"].startswith("plural") and not plural:
                continue
            name = name_of(form)
            kind: Literal["person", "body"] = "body" if row["kind"] == "body" else "person"
            needs_state, stranger = row["note"].startswith("article"), row["note"].endswith("stranger")
            role = Role(row["form"], row["sector"], kind, plural, feminine, needs_state, stranger)
            found[name.words[0]].append((name, role))
    for options in found.values():
        options.sort(key=lambda option: -len(option[0].words))
    return dict(found)


def _is_dual(word: str, singulars: str) -> bool:
    """Whether a form is two of the singular (جيشان): it keeps its gender; several bodies are feminine."""
    stems = (form.split()[0].removesuffix("ة") for form in singulars.split("|"))
    return any(word.startswith(stem) and word.endswith(_DUAL) for stem in stems)


def _forms(row: Row) -> Iterator[tuple[str, bool, bool]]:
    """Forms of a row: the form, whether it is a plural, whether it is feminine."""
    feminine_body = row["kind"] == "body" and row["form"].split()[0].endswith(_FEMININE)
    for form in row.alternatives("form"):
        head = form.split()[0].removeprefix("ال")
        own = feminine_body or head.endswith(_FEMININE)
        yield form, False, own and row["kind"] == "body" and head not in _MASCULINE
    for form in row.alternatives("plural"):
        two = _is_dual(form.split()[0], row["form"])
        yield form, True, feminine_body if two else row["kind"] == "body"
    for form in row.alternatives("feminine"):
        yield form, False, True
