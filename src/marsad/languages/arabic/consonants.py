"""The consonants of a word: what a verb and its masdar have in common (افتتح، افتتاح; هاجم، هجوم).

No root is looked up. Long vowels, hamza and the feminine ending are left out, so that unlike words may
become alike (كتب، كتاب); it serves to compare texts, not to analyse words.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

_VOWELS: Final = str.maketrans("", "", "اويىأإآءئؤة")
_FEMININE: Final = "ت"
_LEAST: Final = 3


@lru_cache(maxsize=262_144)
def consonants(word: str) -> str:
    """The consonants of a normalised word, the word itself where fewer than three are left."""
    bare = word.translate(_VOWELS)
    if len(bare) > _LEAST:
        bare = bare.removesuffix(_FEMININE)
    return bare if len(bare) >= _LEAST else word
