"""Outlets by their names and addresses, from the tables of the actors' room.

An outlet that no table lists is known by the name it goes by in the archive. Ownership and country are
data or unknown; nothing is guessed from what an outlet writes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

from marsad import tables
from marsad.actors.layers import table
from marsad.languages.arabic.normalise import normalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from marsad.records import Document

AGENCIES: Final = "agencies"
"""Stands for agencies that a text does not name (وكالات)."""

_PACKAGE: Final = "marsad.stories"
_WORD: Final = re.compile(r"[^\W_]+")
_DOMAIN: Final = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}")
_LEAST_DOMAIN: Final = 2
_ARTICLE: Final = "ال"
_TO: Final = "ل"

Words = tuple[str, ...]


class Outlet(NamedTuple):
    """A publisher.

    Attributes:
        name: canonical name; for one that no table lists, the name it goes by.
        name_ar: Arabic name.
        country: code of its home state, None where it is not known.
        ownership: state, public, royal, party, armed, private or unknown; None where no table lists it.
        owner: who owns it, as far as known.
        agency: others print its texts as theirs.
    """

    name: str
    name_ar: str | None = None
    country: str | None = None
    ownership: str | None = None
    owner: str | None = None
    agency: bool = False


class OutletNames:
    """Finds outlets by name.

    Args:
        others: names of outlets that no table may list, as documents give them.
    """

    def __init__(self, others: Iterable[str] = ()) -> None:
        self._forms: dict[Words, Outlet] = dict(_listed_forms())
        for name in sorted(set(others)):
            words = words_of(name)
            if words and self._of(words) is None:
                self._forms |= {form: Outlet(name) for form in _without_nouns(words)}
        self._starts: dict[str, list[Words]] = defaultdict(list)
        for words in self._forms:
            self._starts[words[0]].append(words)
        for options in self._starts.values():
            options.sort(key=lambda words: (-len(words), words))

    def named(self, name: str) -> Outlet | None:
        """The outlet of a whole name: as listed, less a noun such as صحيفة, or by its address."""
        words = words_of(name)
        return self._of(words) or by_domain(name)

    def at(self, words: Sequence[str], start: int) -> tuple[Outlet, int] | None:
        """The outlet whose name begins at a word, the longest one, and the word after it.

        The first word may carry a preposition (لرويترز); nouns such as صحيفة before the name are passed over.
        """
        for at in range(start, min(start + _MOST_NOUNS + 1, len(words))):
            for written in _without_to(words[at]):
                for name in self._starts.get(written, ()):
                    if tuple(words[at + 1 : at + len(name)]) == name[1:]:
                        return self._forms[name], at + len(name)
            if not is_noun(words[at]):
                break
        return None

    def _of(self, words: Words) -> Outlet | None:
        shorter = _without_nouns(words)
        for forms in (self._forms, _bare_forms()):
            found = next((forms[form] for form in shorter if form in forms), None)
            if found is not None:
                return found
        return None


_MOST_NOUNS: Final = 2


def _without_nouns(words: Words) -> list[Words]:
    """A name, and the name less one noun after the other before it: صحيفة القدس العربي, القدس العربي."""
    found = [words]
    while len(words) > 1 and words[0] in _nouns():
        words = words[1:]
        found.append(words)
    return found


def words_of(text: str) -> Words:
    """Words in even spelling, Latin ones in small letters."""
    return tuple(_WORD.findall(normalised(text).text.casefold()))


def is_noun(word: str) -> bool:
    """Whether a word is a noun for outlets (صحيفة), perhaps with a preposition (لصحيفة)."""
    return any(form in _nouns() for form in _without_to(word))


def may_begin_name(word: str) -> bool:
    """Whether the name of a listed outlet, or a noun for outlets, begins with the word."""
    return any(form in _first_words() or form in _nouns() for form in _without_to(word))


def by_domain(address: str) -> Outlet | None:
    """The outlet of the first web address in a text that is a listed one's."""
    for found in _DOMAIN.findall(address.casefold()):
        parts = found.split(".")
        for cut in range(len(parts) - _LEAST_DOMAIN + 1):
            outlet = _domains().get(".".join(parts[cut:]))
            if outlet is not None:
                return outlet
    return None


def outlet_of(document: Document, names: OutletNames) -> Outlet | None:
    """Who published a document: by its outlet's name, else by its address."""
    found = names.named(document.outlet) if document.outlet else None
    host = urlsplit(document.url or "").hostname if _is_address(document.url) else None
    return found or (by_domain(host) if host else None)


def _is_address(url: str | None) -> bool:
    try:
        return bool(urlsplit(url or "").hostname)
    except ValueError:
        return False


def agency_codes() -> dict[Words, Outlet]:
    """How agencies sign a dateline or byline → the agency."""
    return _agency_codes()


def _without_to(word: str) -> Iterator[str]:
    yield word
    if word.startswith(_TO * 2):
        yield _ARTICLE + word[2:]
    if word.startswith(_TO):
        yield word[1:]


@lru_cache(maxsize=1)
def listed() -> dict[str, Outlet]:
    """Canonical name → outlet, for all that the tables list.

    Raises:
        DataFileError: an agency that is no listed outlet.
    """
    owners = {row["name"]: row for row in table("outlets")}
    agencies = {row["name"]: row for row in _agency_rows()}
    found = {
        row["name"]: Outlet(
            row["name"],
            row["name_ar"],
            row["country"],
            owners[row["name"]]["ownership"] if row["name"] in owners else "unknown",
            (owners[row["name"]]["owner"] or None) if row["name"] in owners else None,
            row["name"] in agencies,
        )
        for row in table("bodies")
        if row["kind"] == "outlet"
    }
    for name, row in agencies.items():
        if name not in found:
            raise row.error(f"{name!r} is no outlet of the actors' tables")
    return found


def _agency_rows() -> Iterator[tables.Row]:
    return tables.rows(_PACKAGE, "data/agencies.tsv", ("name", "forms", "codes"))


@lru_cache(maxsize=1)
def _agency_codes() -> dict[Words, Outlet]:
    return {
        words_of(sign): listed()[row["name"]]
        for row in _agency_rows()
        for column in ("forms", "codes")
        for sign in row.alternatives(column)
    }


@lru_cache(maxsize=1)
def _listed_forms() -> dict[Words, Outlet]:
    """Names of listed outlets; one that several have is left out, unless it is the canonical name of one."""
    found: dict[Words, set[str]] = defaultdict(set)
    whole: dict[Words, str] = {}
    for row in table("bodies"):
        if row["kind"] != "outlet":
            continue
        for form in (row["name"], row["name_ar"], *row.alternatives("forms")):
            found[words_of(form)].add(row["name"])
        whole.setdefault(words_of(row["name_ar"]), row["name"])
    for row in _agency_rows():
        for form in row.alternatives("forms"):
            found[words_of(form)].add(row["name"])
    chosen = {words: whole.get(words) or min(names) for words, names in found.items() if words}
    return {
        words: listed()[name] for words, name in chosen.items() if len(found[words]) == 1 or words in whole
    }


@lru_cache(maxsize=1)
def _bare_forms() -> dict[Words, Outlet]:
    """Names of listed outlets less their nouns, where one alone has it.

    They may be other things in a text (الشرق الأوسط), but not where the name of an outlet is due.
    """
    found: dict[Words, set[str]] = defaultdict(set)
    for words, outlet in _listed_forms().items():
        found[_without_nouns(words)[:2][-1]].add(outlet.name)
    return {words: listed()[min(names)] for words, names in found.items() if len(names) == 1}


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    return frozenset(words[0] for words in _listed_forms())


@lru_cache(maxsize=1)
def _nouns() -> frozenset[str]:
    rows = tables.rows(_PACKAGE, "data/outlet_nouns.ar.tsv", ("noun",))
    return frozenset(normalised(row["noun"]).text for row in rows)


@lru_cache(maxsize=1)
def _domains() -> dict[str, Outlet]:
    return {
        domain: listed()[row["name"]]
        for row in table("outlets")
        for domain in row.alternatives("domains")
        if row["name"] in listed()
    }
