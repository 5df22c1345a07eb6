"""The tables that figures are read by: units, money, measures, goods, wholes, and words between them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

from marsad.errors import DataFileError
from marsad.languages import language
from marsad.tables import Row, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

T = TypeVar("T")
Run = tuple[str, ...]

UNIT_COLUMNS: Final = ("unit", "kind", "what", "final", "words")
CURRENCY_COLUMNS: Final = ("words", "code", "unit", "default")
MEASURE_COLUMNS: Final = ("what", "units", "words", "change", "pair")
GOOD_COLUMNS: Final = ("good", "measures", "words")
SHARE_COLUMNS: Final = ("what", "words", "pair")
CUE_COLUMNS: Final = ("cue", "words", "note")
KINDS: Final = frozenset(
    {
        "area", "barrels", "basis points", "degrees", "length", "mass", "money", "percent", "persons",
        "points", "power", "seats", "states", "things", "time", "times", "volume", "votes",
    }
)  # fmt: skip
CUES: Final = frozenset(
    {
        "aside", "fall", "idle", "landmark", "name", "number of", "others", "out of", "part of", "per day",
        "per month", "per week", "per year", "platform", "poll", "rise", "share", "single", "term", "than",
        "to", "value", "with",
    }
)  # fmt: skip
RATES: Final = ("per day", "per week", "per month", "per year")
_SHORTEST_NOUN: Final = 3  # of abbreviations ("كم") no dual is made
_PACKAGE: Final = "marsad.coding"


class Unit(NamedTuple):
    """What a number counts.

    Attributes:
        unit: its name in the records ("USD", "persons", "barrels").
        kind: one of `KINDS`.
        what: what such a count is of where no other word tells it, or "".
        final: whether the noun itself tells the deed ("killed").
    """

    unit: str
    kind: str
    what: str = ""
    final: bool = False


class Money(NamedTuple):
    """A currency: the state whose it is, its ISO 4217 code, and whether the word alone tells it."""

    code: str
    unit: str
    default: bool


class Measure(NamedTuple):
    """What a figure is of.

    Attributes:
        what: its name in the records ("exports").
        kinds: kinds of units that it can be told in.
        change: whether it can rise and fall by an amount.
        pair: whether it lies between two states.
    """

    what: str
    kinds: frozenset[str]
    change: bool
    pair: bool


class Said(NamedTuple):
    """What a run of words is to figures: a cue, a measure, a good, or a whole; one of them is set."""

    cue: str = ""
    measure: Measure | None = None
    good: tuple[str, frozenset[str]] | None = None
    whole: tuple[str, bool] | None = None


class Runs(Generic[T]):
    """Runs of words, each with what it stands for."""

    def __init__(self, pairs: Iterable[tuple[Run, T]]) -> None:
        """Takes the runs, in even spelling."""
        self._by_first: dict[str, list[tuple[Run, T]]] = {}
        for run, meant in pairs:
            self._by_first.setdefault(run[0], []).append((run, meant))
        self._first = frozenset(self._by_first)

    def beginning(self, keys: frozenset[str]) -> list[tuple[Run, T]]:
        """The runs whose first word is one of some keys, and their meanings."""
        return [option for key in sorted(keys & self._first) for option in self._by_first[key]]

    def at(self, words: Sequence[frozenset[str]], index: int) -> list[tuple[int, T]]:
        """Length and meaning of the runs that begin at a word, given by the keys of each word."""
        options = self.beginning(words[index])
        return [(len(run), meant) for run, meant in options if stands(run, words, index)]


def stands(run: Run, words: Sequence[frozenset[str]], index: int) -> bool:
    """Whether the words of a run after its first are those after a word."""
    if index + len(run) > len(words):
        return False
    return all(run[offset] in words[index + offset] for offset in range(1, len(run)))


@lru_cache(maxsize=4)
def units(code: str) -> Runs[Unit]:
    """Nouns as they stand after a number, in even spelling.

    Raises:
        DataFileError: an unknown kind, a flag that is none, or no words.
    """
    return Runs(_nouns(code))


@lru_cache(maxsize=4)
def duals(code: str) -> dict[str, Unit]:
    """Duals of the nouns that are counted, without those that are also a plural ("مواطنين")."""
    listed = {run[0] for run, _ in _nouns(code)}
    made: dict[str, Unit] = {}
    for run, unit in _nouns(code):
        if len(run) == 1 and len(run[0]) >= _SHORTEST_NOUN and unit.kind not in ("votes", "states"):
            made.update({form: unit for form in language(code).duals(run[0]) if form not in listed})
    return made


@lru_cache(maxsize=4)
def by_form(code: str) -> frozenset[str]:
    """Nouns that may count by their form: duals and lengths of time."""
    return frozenset(duals(code)).union(times(code))


@lru_cache(maxsize=4)
def terms(code: str) -> frozenset[str]:
    """Words right before a length of time that is one by itself."""
    return frozenset(run[0] for run in figure_cues(code)["term"])


@lru_cache(maxsize=4)
def times(code: str) -> dict[str, Unit]:
    """Nouns for lengths of time."""
    return {run[0]: unit for run, unit in _nouns(code) if unit.kind == "time"}


@lru_cache(maxsize=4)
def currencies(code: str) -> Runs[tuple[Money, ...]]:
    """Words for money → the currencies that they may be.

    Raises:
        DataFileError: a code or unit is not of three capitals, or a word has two defaults.
    """
    found: dict[Run, list[Money]] = {}
    for row in rows(_PACKAGE, f"data/currencies.{code}.tsv", CURRENCY_COLUMNS):
        for name in ("code", "unit"):
            if len(row[name]) != len("USD") or not row[name].isupper():
                raise row.error(f"{name} {row[name]!r} is not of three capitals")
        money = Money(row["code"], row["unit"], _flag(row, "default"))
        for run in _runs(row, code):
            options = found.setdefault(run, [])
            if money.default and any(option.default for option in options):
                raise row.error(f"two defaults for {' '.join(run)!r}")
            options.append(money)
    return Runs((run, tuple(options)) for run, options in found.items())


@lru_cache(maxsize=4)
def sayings(code: str) -> Runs[Said]:
    """Words → what they are to figures: all cues, measures, goods and wholes in one table.

    Raises:
        DataFileError: as `measures`, `goods`, `wholes` and `figure_cues` raise it.
    """
    found = [(run, Said(measure=measure)) for run, measure in measures(code)]
    found += [(run, Said(good=good)) for run, good in goods(code)]
    found += [(run, Said(whole=whole)) for run, whole in wholes(code)]
    found += [(run, Said(cue)) for cue, runs in figure_cues(code).items() for run in runs]
    return Runs(found)


@lru_cache(maxsize=65536)
def sayings_from(code: str, form: str) -> list[tuple[Run, Said]]:
    """The runs of `sayings` that begin with a form; news words repeat, and most begin none."""
    return sayings(code).beginning(language(code).keys(form))


@lru_cache(maxsize=4)
def measures(code: str) -> tuple[tuple[Run, Measure], ...]:
    """Words, and what a figure near them may be of.

    Raises:
        DataFileError: an unknown kind of unit, a flag that is none, or no words.
    """
    found: list[tuple[Run, Measure]] = []
    for row in rows(_PACKAGE, f"data/measures.{code}.tsv", MEASURE_COLUMNS):
        kinds = frozenset(row.alternatives("units"))
        if not kinds or not kinds <= KINDS:
            raise row.error(f"unknown kinds of unit: {', '.join(sorted(kinds - KINDS)) or 'none given'}")
        measure = Measure(row["what"], kinds, _flag(row, "change"), _flag(row, "pair"))
        found.extend((run, measure) for run in _runs(row, code))
    return tuple(found)


def goods(code: str) -> list[tuple[Run, tuple[str, frozenset[str]]]]:
    """Words for goods, the good, and the measures that it makes more exact.

    Raises:
        DataFileError: a measure that there is not, or no words.
    """
    known = {measure.what for _, measure in measures(code)}
    found: list[tuple[Run, tuple[str, frozenset[str]]]] = []
    for row in rows(_PACKAGE, f"data/goods.{code}.tsv", GOOD_COLUMNS):
        bases = frozenset(row.alternatives("measures"))
        if not bases <= known:
            raise row.error(f"unknown measures: {', '.join(sorted(bases - known))}")
        found.extend((run, (row["good"], bases)) for run in _runs(row, code))
    return found


def wholes(code: str) -> list[tuple[Run, tuple[str, bool]]]:
    """Words for wholes, what a share of them is called, and whether it lies between two states.

    Raises:
        DataFileError: a flag that is none, or no words.
    """
    table = rows(_PACKAGE, f"data/shares.{code}.tsv", SHARE_COLUMNS)
    return [(run, (row["what"], _flag(row, "pair"))) for row in table for run in _runs(row, code)]


@lru_cache(maxsize=4)
def figure_cues(code: str) -> dict[str, list[Run]]:
    """Cue → its words.

    Raises:
        DataFileError: a cue is missing, unknown or given twice, or has no words.
    """
    file, found = f"data/figure_cues.{code}.tsv", dict[str, list[Run]]()
    for row in rows(_PACKAGE, file, CUE_COLUMNS):
        if row["cue"] not in CUES or row["cue"] in found:
            raise row.error(f"cue {row['cue']!r} is unknown or given twice")
        found[row["cue"]] = _runs(row, code)
    if missing := CUES - set(found):
        raise DataFileError(f"marsad/coding/{file}", 1, f"cues missing: {', '.join(sorted(missing))}")
    return found


@lru_cache(maxsize=4)
def _nouns(code: str) -> tuple[tuple[Run, Unit], ...]:
    found: list[tuple[Run, Unit]] = []
    for row in rows(_PACKAGE, f"data/units.{code}.tsv", UNIT_COLUMNS):
        if row["kind"] not in KINDS:
            raise row.error(f"unknown kind {row['kind']!r}")
        unit = Unit(row["unit"], row["kind"], row["what"], _flag(row, "final"))
        for run in _runs(row, code):
            found.append((run, unit))
            if len(run) == 1 and run[0].endswith(("ين", "ون")):  # construct: "من مقاتلي التنظيم"
                found.append(((run[0][:-1],), unit))
            # The accusative of a count above ten, where it is not listed ("عشرين جندياً").
            if len(run) == 1 and not run[0].endswith(("ا", "ه", "ات")):
                found.append(((f"{run[0]}ا",), unit))
    return tuple(dict(reversed(found)).items())


def _runs(row: Row, code: str) -> list[Run]:
    words = row.alternatives("words")
    if not words:
        raise row.error("no words")
    return [tuple(language(code).even(word).split()) for word in words]


def _flag(row: Row, column: str) -> bool:
    if row[column] not in ("", "yes"):
        raise row.error(f"{column} {row[column]!r}: yes or nothing is due")
    return row[column] == "yes"
