"""Verbs to come and verbs in the present, also those that no table of verbs holds.

The future is a prefix (سـ) that any verb may carry, and a text foresees with thousands of verbs: what begins
like a future and is no known word is taken for one.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from marsad.languages.arabic.time_lexicon import future_words
from marsad.languages.arabic.words import common_split, word

if TYPE_CHECKING:
    from marsad.languages.grammar import Reading

_FUTURES: Final = ("سي", "ست", "سن")
_PRESENTS: Final = ("ي", "ت")
_SHORTEST_FUTURE: Final = 5
_SHORTEST_PRESENT: Final = 4
_WE: Final = "سن"
_SHE_DID: Final = "ت"


@lru_cache(maxsize=65536)
def is_future(form: str) -> bool:
    """Whether a form in even spelling is a verb with the prefix of the future."""
    known = word(form)
    if any(reading.kind in ("masdar", "noun") for reading in known.readings):
        return False
    if any(reading.kind == "verb" and reading.future and not _is_i(reading) for reading in known.readings):
        return True
    if known.punctuation or known.digits or known.readings or common_split(known) is not None:
        return False
    return any(_looks_future(stem) for stem in _stems(form))


def is_we(form: str) -> bool:
    """Whether a future is told of "we"."""
    return is_future(form) and any(stem.startswith(_WE) for stem in _stems(form))


def _is_i(reading: Reading) -> bool:
    # "I shall" is written like many a past ("سار"), and next to never met in what the press foresees.
    return reading.person == "1" and reading.number == "s"


def _stems(form: str) -> tuple[str, ...]:
    """The form, and the form without a conjunction."""
    return (form, form[1:]) if form[:1] in ("و", "ف") else (form,)


def _looks_future(stem: str) -> bool:
    _, beginnings = future_words()
    return len(stem) >= _SHORTEST_FUTURE and stem.startswith(_FUTURES) and not stem.startswith(beginnings)


@lru_cache(maxsize=65536)
def is_present(form: str) -> bool:
    """Whether a form in even spelling may be a verb in the present, where a verb is due."""
    known = word(form)
    verbs = [reading for reading in known.readings if reading.kind == "verb"]
    if verbs:
        return any(r.tense == "present" and r.person == "3" and not r.future for r in verbs)
    if known.punctuation or known.digits or known.readings:
        return False
    return len(form) >= _SHORTEST_PRESENT and form.startswith(_PRESENTS) and not form.endswith(_SHE_DID)
