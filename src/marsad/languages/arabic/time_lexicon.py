"""The words of time, loaded from their tables: every written form with the part that it plays.

Each part has a letter, so that a sentence can be written down as a string of letters and a time expression be
found in it by a regular expression (see `date_patterns`). ``x`` is any other word or sign.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.languages.arabic.normalise import normalised
from marsad.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.tables import Row

LETTERS: Final = {
    "about": "o",
    "after": "E",
    "after_that": "r",
    "ahead": "F",
    "anno_domini": "m",
    "anno_hegirae": "Q",
    "before": "B",
    "before_that": "p",
    "between": "b",
    "century": "k",
    "corresponding": "l",
    "current": "C",
    "date_word": "I",
    "day_noun": "d",
    "day_part": "P",
    "day_word": "T",
    "day_word_weak": "V",
    "decade": "c",
    "during": "z",
    "each": "K",
    "first_day": "O",
    "following": "n",
    "from": "f",
    "half": "5",
    "in": "i",
    "month_noun": "J",
    "now": "w",
    "part": "R",
    "past": "A",
    "previous": "v",
    "same": "S",
    "same_first": "U",
    "season": "G",
    "several": "+",
    "since": "s",
    "starting": "a",
    "stretch": "L",
    "that": "q",
    "the_unit": "D",
    "the_units": "X",
    "this": "h",
    "to": "e",
    "today": "t",
    "two_units": "2",
    "unit": "u",
    "until": "g",
    "within": "j",
    "year_noun": "y",
}
"""Class of time_words.tsv → its letter. Beside them: M month, H Hijri month, W weekday, N number, 1 the word
"one", O ordinal, Y four digits that may be a year, Z date in digits, & the conjunction و, and / - , ( ) as
they stand."""

UNITS: Final = frozenset({"", "hour", "day", "week", "month", "year", "decade", "century"})

_PACKAGE: Final = "marsad.languages.arabic"
_SIDES: Final = frozenset({"before", "after", "quoted", "anywhere"})
_CALENDARS: Final = {"gregorian": "M", "hijri": "H"}
_MONTHS: Final = 12
_WEEKDAYS: Final = 7
# ب, ل and ك before a very short form make another word: "باب" is a door, not "in August".
_SHORTEST_WITH_PREFIX: Final = 3


class TimeWord(NamedTuple):
    """A written form.

    Attributes:
        letter: its part.
        number: what it counts, see the tables.
        unit: the unit that it counts in, or "".
        bare: for a month, whether a mere preposition makes it a date.
        lead: letters of conjunction in front.
        prefix: the proclitic preposition, or "".
        joined: whether the conjunction is و.
    """

    letter: str
    number: float
    unit: str = ""
    bare: bool = True
    lead: int = 0
    prefix: str = ""
    joined: bool = False


class TimeLexicon(NamedTuple):
    """All forms.

    Attributes:
        words: single words.
        phrases: first word → the words that follow and what the whole is, longest first.
        triggers: words without which a text holds no time expression (numbers in digits apart).
    """

    words: dict[str, TimeWord]
    phrases: dict[str, list[tuple[tuple[str, ...], TimeWord]]]
    triggers: frozenset[str]


# Parts that cannot make a time expression without another word of the lexicon or a year in digits.
_NO_TRIGGERS: Final = frozenset("oEBbflPe5iFASUsLqhgjzan+Kvw&1mQO")


@lru_cache(maxsize=1)
def time_lexicon() -> TimeLexicon:
    """The lexicon.

    Raises:
        DataFileError: a row of a table has an unknown class, number, unit or calendar.
    """
    words: dict[str, TimeWord] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], TimeWord]]] = defaultdict(list)
    for form, word in _forms():
        first, *rest = form.split()
        for written, variant in _variants(first, word):
            if rest:
                phrases[written].append((tuple(rest), variant))
            elif written not in words or not variant.prefix:
                words[written] = variant
    for known in phrases.values():
        known.sort(key=lambda phrase: -len(phrase[0]))
    triggers = {form for form, word in words.items() if word.letter not in _NO_TRIGGERS}
    triggers |= {
        form for form, known in phrases.items() if any(w.letter not in _NO_TRIGGERS for _, w in known)
    }
    return TimeLexicon(words, dict(phrases), frozenset(triggers))


@lru_cache(maxsize=1)
def traps() -> dict[tuple[str, str], frozenset[str]]:
    """(class, side) → the neighbours, in even spelling, that make a time word something else."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows(_PACKAGE, "data/time_traps.tsv", ("word", "side", "forms", "reason")):
        if row["side"] not in _SIDES:
            raise row.error(f"side {row['side']!r} is none of {', '.join(sorted(_SIDES))}")
        found[row["word"], row["side"]].update(normalised(form).text for form in row.alternatives("forms"))
    return {key: frozenset(forms) for key, forms in found.items()}


@lru_cache(maxsize=1)
def future_words() -> tuple[frozenset[str], tuple[str, ...]]:
    """The words that show the future, and the beginnings of words that only look like a future verb."""
    found: dict[str, list[str]] = {"word": [], "not_verb": []}
    for row in rows(_PACKAGE, "data/future_words.tsv", ("kind", "forms")):
        if row["kind"] not in found:
            raise row.error(f"kind {row['kind']!r} is neither word nor not_verb")
        found[row["kind"]].extend(normalised(form).text for form in row.alternatives("forms"))
    return frozenset(found["word"]), tuple(found["not_verb"])


def _forms() -> Iterator[tuple[str, TimeWord]]:
    for row in rows(_PACKAGE, "data/months.tsv", ("calendar", "month", "bare", "forms")):
        word = _month(row)
        yield from ((normalised(form).text, word) for form in row.alternatives("forms"))
    for row in rows(_PACKAGE, "data/weekdays.tsv", ("weekday", "forms")):
        word = TimeWord("W", _whole(row, "weekday", 0, _WEEKDAYS - 1))
        yield from ((normalised(form).text, word) for form in row.alternatives("forms"))
    for row in rows(_PACKAGE, "data/time_words.tsv", ("class", "number", "unit", "forms")):
        word = _time_word(row)
        yield from ((normalised(form).text, word) for form in row.alternatives("forms"))
    for form in ("واحد", "واحده"):
        yield form, TimeWord("1", 1)


def _month(row: Row) -> TimeWord:
    if row["calendar"] not in _CALENDARS:
        raise row.error(f"calendar {row['calendar']!r} is neither gregorian nor hijri")
    if row["bare"] not in {"yes", "no"}:
        raise row.error(f"bare is {row['bare']!r}, must be yes or no")
    return TimeWord(_CALENDARS[row["calendar"]], _whole(row, "month", 1, _MONTHS), bare=row["bare"] == "yes")


def _time_word(row: Row) -> TimeWord:
    if row["class"] not in LETTERS:
        raise row.error(f"class {row['class']!r} is not known")
    if row["unit"] not in UNITS:
        raise row.error(f"unit {row['unit']!r} is not known")
    try:
        return TimeWord(LETTERS[row["class"]], float(row["number"]), row["unit"])
    except ValueError as error:
        raise row.error(f"number {row['number']!r} is no number") from error


def _whole(row: Row, column: str, least: int, most: int) -> int:
    if not row[column].isdigit() or not least <= int(row[column]) <= most:
        raise row.error(f"{column} {row[column]!r} is no number from {least} to {most}")
    return int(row[column])


def _variants(form: str, word: TimeWord) -> Iterator[tuple[str, TimeWord]]:
    bases = [(form, "")]
    if len(form) >= _SHORTEST_WITH_PREFIX:
        bases += [(f"ب{form}", "ب"), (f"ك{form}", "ك")]
        bases.append((f"ل{form[1:]}" if form.startswith("ال") else f"ل{form}", "ل"))
    for base, prefix in bases:
        yield base, word._replace(prefix=prefix)
        for lead in ("و", "ف"):
            yield lead + base, word._replace(prefix=prefix, lead=1, joined=lead == "و")
