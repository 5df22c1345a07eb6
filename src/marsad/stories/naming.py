"""Short words for acts and matters, Arabic and English, from what was coded (``data/matters.tsv``)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from marsad import tables
from marsad.actors import country_names
from marsad.errors import UnknownCodeError
from marsad.records import Bilingual
from marsad.stories.acts import UNKNOWN, Sides, party_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from marsad.records import Agreed
    from marsad.stories.acts import Act

_COLUMNS: Final = ("key", "ar", "en")
_BAR: Final = "|"


def phrase(key: str, **values: Bilingual | str) -> Bilingual:
    """The words of a key, its places filled in; plain text is the same in both languages.

    Raises:
        UnknownCodeError: the table has no such key.
    """
    if key not in phrases():
        raise UnknownCodeError(f"no words for {key!r} in matters.tsv")
    ar, en = phrases()[key]
    return Bilingual(ar=ar.format_map(_side(values, 0)), en=en.format_map(_side(values, 1)))


def act_words(act: Act, *, whether: bool = False) -> Bilingual:
    """What an act is called, with its sides; what is negated, as not having happened.

    Args:
        act: to be named.
        whether: leave open whether it happened.
    """
    words = _act(act.event.type, act.sides)
    return phrase("not", act=words) if act.negated and not whether else words


def deed_words(kind: str, hit: frozenset[str]) -> Bilingual:
    """What a deed of a type is called where its doer is in question, by those whom all say it hit."""
    return _act(kind, Sides(frozenset({UNKNOWN}), hit))


def happening_words(agreed: Agreed) -> Bilingual:
    """What a happening is called where it is in question what it was: by those it concerns and its date."""
    undated = Bilingual(ar=phrases()["undated"][0], en=phrases()["undated"][1])
    parties = named(agreed.parties or {UNKNOWN})
    return phrase("matter.type", parties=parties, date=agreed.date or undated)


def named(names: Iterable[str]) -> Bilingual:
    """Parties by their names, parted by commas; a body by its own name."""
    known = sorted(set(names))
    both = [_name(name) for name in known]
    return Bilingual(ar="، ".join(ar for ar, _ in both), en=", ".join(en for _, en in both))


def _act(kind: str, sides: Sides) -> Bilingual:
    if sides.mutual:
        if f"act.mutual.{kind}" in phrases():
            return phrase(f"act.mutual.{kind}", a=named(sides.actors))
        return phrase("act.mutual.other", t=_bare(kind), a=named(sides.actors))
    whole = phrase(f"act.{kind}", a=named(sides.actors or {UNKNOWN}), r=named(sides.recipients))
    if sides.recipients:
        return Bilingual(ar=whole.ar.replace(_BAR, ""), en=whole.en.replace(_BAR, ""))
    return Bilingual(ar=whole.ar.partition(_BAR)[0], en=whole.en.partition(_BAR)[0])


def _bare(kind: str) -> Bilingual:
    """What a type is called without its sides."""
    ar, en = (words.partition("{a}")[0].strip() for words in phrases()[f"act.{kind}"])
    for small in (" by", " of", " in"):
        en = en.removesuffix(small)
    return Bilingual(ar=ar.removesuffix(" من").removesuffix(" في"), en=en)


def _name(name: str) -> tuple[str, str]:
    code, _, own = name.partition(":")
    if own:
        return own, own
    if code == UNKNOWN:
        return phrases()["unknown"]
    return country_names().get(party_code(name), (code, code))


def _side(values: Mapping[str, Bilingual | str], side: int) -> dict[str, str]:
    return {
        name: value if isinstance(value, str) else (value.ar, value.en)[side]
        for name, value in values.items()
    }


@lru_cache(maxsize=1)
def phrases() -> dict[str, tuple[str, str]]:
    """Key → words in Arabic and English.

    Raises:
        DataFileError: a key has no words in a language.
    """
    found = {}
    for row in tables.rows("marsad.stories", "data/matters.tsv", _COLUMNS):
        if not row["ar"] or not row["en"]:
            raise row.error(f"{row['key']} has no words in one of the languages")
        found[row["key"]] = (row["ar"], row["en"])
    return found
