"""Classes of nouns (``data/noun_classes.<language>.tsv``), which a condition may ask for instead of words.

"%warship" in a condition stands for every ship of war that the table knows. A word of a sentence is known by
its classes beside its stems and lemmas, so that to look for a class costs no more than to look for a word.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from marsad.languages import language
from marsad.tables import rows

if TYPE_CHECKING:
    from collections.abc import Callable

COLUMNS: Final = ("class", "noun", "forms", "remark")
SIGN: Final = "%"
"""What the name of a class begins with in a condition."""


@lru_cache(maxsize=4)
def noun_classes(code: str) -> dict[str, frozenset[str]]:
    """Noun in even spelling, also its other forms and duals → the classes that it is of, with the sign.

    Raises:
        DataFileError: a class or a noun is missing, or a noun is given twice in a class.
    """
    found: dict[str, set[str]] = defaultdict(set)
    given: set[tuple[str, str]] = set()
    for row in rows("marsad.coding", f"data/noun_classes.{code}.tsv", COLUMNS):
        name, noun = row["class"], row["noun"]
        if not name or not noun:
            raise row.error("a class and a noun are due")
        if (name, noun) in given:
            raise row.error(f"{noun!r} is given twice in {name!r}")
        given.add((name, noun))
        for form in _forms(code, noun, row.alternatives("forms")):
            found[form].add(SIGN + name)
    return {form: frozenset(names) for form, names in found.items()}


def _forms(code: str, noun: str, others: list[str]) -> frozenset[str]:
    spoken = language(code)
    even = spoken.even(noun)
    return frozenset({even, *map(spoken.even, others), *spoken.duals(even)})


@lru_cache(maxsize=4)
def class_names(code: str) -> frozenset[str]:
    """Names of all classes of a language, each with the sign."""
    return frozenset().union(*noun_classes(code).values())


@lru_cache(maxsize=4)
def keys_with_classes(code: str) -> Callable[[str], frozenset[str]]:
    """What tells all that a form in even spelling may be known by: stems, lemmas, and classes of nouns."""
    keys, classes = language(code).keys, noun_classes(code)

    @lru_cache(maxsize=65536)
    def known(form: str) -> frozenset[str]:
        own = keys(form)
        names = [classes[key] for key in own if key in classes]
        return own.union(*names) if names else own

    return known
