"""The words that stand around a number and make a quantity of it: about, at least, percent, between."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.errors import DataFileError
from marsad.languages.arabic.normalise import normalised
from marsad.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from marsad.languages.arabic.pieces import Piece

COLUMNS: Final = ("kind", "forms", "note")
KINDS: Final = frozenset(
    {
        "about", "about_after", "at_least_after", "at_most_after", "basis_points", "between",
        "definite_fraction", "exceed", "from", "least", "more", "most", "percent", "points", "than",
        "thirds", "three_quarters", "times", "to", "twice", "two_points",
    }
)  # fmt: skip
_LEANING: Final = "وفبل"
_MOST_LEANING: Final = 2
_FILE: Final = "data/quantity_words.tsv"

Run = tuple[str, ...]


@lru_cache(maxsize=1)
def quantity_words() -> dict[str, tuple[Run, ...]]:
    """Kind → its runs of words in even spelling, the longest first.

    Raises:
        DataFileError: a kind is unknown, missing or given twice, or has no forms.
    """
    found: dict[str, tuple[Run, ...]] = {}
    for row in rows("marsad.languages.arabic", _FILE, COLUMNS):
        if row["kind"] not in KINDS or row["kind"] in found:
            raise row.error(f"kind {row['kind']!r} is unknown or given twice")
        runs = {tuple(normalised(form).text.split()) for form in row.alternatives("forms")}
        if not runs:
            raise row.error("no forms")
        found[row["kind"]] = tuple(sorted(runs, key=lambda run: (-len(run), run)))
    missing = KINDS - set(found)
    if missing:
        raise DataFileError(_FILE, 1, f"kinds missing: {', '.join(sorted(missing))}")
    return found


class Found(NamedTuple):
    """A run of words found: its kind and how many pieces it takes."""

    kind: str
    length: int


def run_after(cut: Sequence[Piece], at: int, kinds: frozenset[str]) -> Found | None:
    """The run of one of some kinds that begins at a piece."""
    runs = _by_word(0).get(cut[at].text) if at < len(cut) else None
    for kind, run in runs or ():
        if kind in kinds and at + len(run) <= len(cut) and _stands(cut, at, run):
            return Found(kind, len(run))
    return None


def run_before(cut: Sequence[Piece], end: int, kinds: frozenset[str]) -> Found | None:
    """The run of one of some kinds that ends before a piece, its first word with a proclitic or not."""
    if not end:
        return None
    table, last = _by_word(-1), cut[end - 1].text
    runs = [option for written in _without_leaning(last) for option in table.get(written, ())]
    for kind, run in runs:
        if kind in kinds and end >= len(run) and _stands(cut, end - len(run), run, leaning=True):
            return Found(kind, len(run))
    return None


def _without_leaning(word: str) -> Iterator[str]:
    """A word, and what is left of it without a conjunction, a preposition, or both (وبحوالي)."""
    yield word
    for length in range(1, min(_MOST_LEANING, len(word) - 1) + 1):
        if word[length - 1] not in _LEANING:
            return
        yield word[length:]


def _stands(cut: Sequence[Piece], start: int, run: Run, *, leaning: bool = False) -> bool:
    first = cut[start].text
    if first != run[0] and not (leaning and run[0] in _without_leaning(first)):
        return False
    return all(cut[start + offset].text == run[offset] for offset in range(1, len(run)))


@lru_cache(maxsize=2)
def _by_word(place: int) -> dict[str, list[tuple[str, Run]]]:
    """First (0) or last (-1) word → the runs with it and their kinds, the longest first."""
    found: dict[str, list[tuple[str, Run]]] = {}
    for kind, runs in quantity_words().items():
        for run in runs:
            found.setdefault(run[place], []).append((kind, run))
    for options in found.values():
        options.sort(key=lambda option: -len(option[1]))
    return found
