"""The words that stand around a number and make a quantity of it: about, at least, percent, between."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from marsad.errors import DataFileError
from marsad.languages.arabic.normalise import normalised
from marsad.tables import rows

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def length_after(cut: Sequence[Piece], at: int, kind: str) -> int:
    """How many pieces from ``at`` on are one of the runs of a kind; 0 for none."""
    if at >= len(cut):
        return 0
    for run in _by_word(kind, 0).get(cut[at].text, ()):
        ahead = cut[at : at + len(run)]
        if len(ahead) == len(run) and all(piece.text == word for piece, word in zip(ahead, run, strict=True)):
            return len(run)
    return 0


def length_before(cut: Sequence[Piece], end: int, kind: str) -> int:
    """How many pieces just before ``end`` are one of the runs of a kind; its first may have a proclitic."""
    if not end:
        return 0
    last = cut[end - 1].text
    for written in (last, last[1:] if last[0] in _LEANING else ""):
        for run in _by_word(kind, -1).get(written, ()):
            start = end - len(run)
            if start >= 0 and _stands(cut, start, run):
                return len(run)
    return 0


def _stands(cut: Sequence[Piece], start: int, run: Run) -> bool:
    first = cut[start].text
    leaning = first[0] in _LEANING and first[1:] == run[0]
    if first != run[0] and not leaning:
        return False
    return all(cut[start + offset].text == run[offset] for offset in range(1, len(run)))


@lru_cache(maxsize=64)
def _by_word(kind: str, place: int) -> dict[str, tuple[Run, ...]]:
    """The runs of a kind by their first (0) or last (-1) word."""
    found: dict[str, tuple[Run, ...]] = {}
    for run in quantity_words()[kind]:
        found[run[place]] = (*found.get(run[place], ()), run)
    return found
