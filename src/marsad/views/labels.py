"""The words of the views in both languages of the interface, read from a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, cast, get_args

from marsad.errors import UnknownCodeError
from marsad.tables import rows

if TYPE_CHECKING:
    from marsad.records import Bilingual

Language = Literal["ar", "en"]
Names = Mapping[str, tuple[str, str]]
"""Country code → its name in Arabic and in English."""

COLUMNS: Final = ("key", "ar", "en")
_FILE: Final = "data/labels.tsv"


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of one language.

    Attributes:
        language: language of the interface.
        words: key of the table → words.
        names: names of countries that the caller brings; they win over the table's.
    """

    language: Language
    words: Mapping[str, str]
    names: Names

    def text(self, key: str, **values: object) -> str:
        """The words of a key, its places filled in.

        Raises:
            UnknownCodeError: the table has no such key.
        """
        if key not in self.words:
            raise UnknownCodeError(f"no label {key!r} in {_FILE}")
        return self.words[key].format(**values)

    def code(self, kind: str, code: str) -> str:
        """The name of a code ("type", "AGREE"), or the code itself where the table does not name it."""
        return self.words.get(f"{kind}.{code}", code)

    def country(self, code: str) -> str:
        """The name of a country or group; the code itself where nobody names it."""
        if code in self.names:
            return self.names[code][0 if self.language == "ar" else 1]
        return self.code("country", code)

    def one_of(self, words: Bilingual) -> str:
        """The words in the language of the interface, of words in both."""
        return words.ar if self.language == "ar" else words.en

    def counted(self, noun: str, number: int) -> str:
        """A number with its noun in the form that the number asks for (مقالان، 3 مقالات، 11 مقالاً)."""
        return self.text(f"count.{noun}.{number_form(number)}", n=number)

    def listed(self, items: Sequence[str]) -> str:
        """Items joined by commas and a last "and"."""
        if len(items) < 2:  # noqa: PLR2004 - one item needs no joiner
            return "".join(items)
        head = f"{self.text('ui.comma')} ".join(items[:-1])
        return f"{head}{self.last_joiner()}{items[-1]}"

    def annotated(self, name: str, notes: Sequence[str]) -> str:
        """A name with its notes in brackets."""
        comma = f"{self.text('ui.comma')} "
        return f"{name} ({comma.join(notes)})" if notes else name

    def last_joiner(self) -> str:
        """What stands before the last of several: Arabic و leans on its word, English "and" does not."""
        word = self.text("ui.and")
        return f" {word}" if self.language == "ar" else f" {word} "


def number_form(number: int) -> str:
    """The grammatical number of an Arabic count, by CLDR's rules (zero, one, two, few, many, other)."""
    small = {0: "zero", 1: "one", 2: "two"}
    if number in small:
        return small[number]
    rest = number % 100
    if 3 <= rest <= 10:  # noqa: PLR2004 - the rule's own bounds
        return "few"
    return "many" if rest > 10 else "other"  # noqa: PLR2004


def labels_for(language: str, names: Names | None = None) -> Labels:
    """The words of a language.

    Args:
        language: "ar" or "en".
        names: country code → (Arabic, English).

    Raises:
        UnknownCodeError: another language.
        DataFileError: the table is bad.
    """
    if language not in get_args(Language):
        raise UnknownCodeError(f"no interface in {language!r}; known: {', '.join(get_args(Language))}")
    return Labels(cast("Language", language), words_of("marsad.views", _FILE)[language], names or {})


def with_words(labels: Labels, package: str, file: str) -> Labels:
    """The labels with those of a further table, whose keys must be new; raises as `labels_for` does."""
    more = words_of(package, file)[labels.language]
    if known := more.keys() & labels.words.keys():
        raise UnknownCodeError(f"{package}/{file} names {min(known)} again")
    return replace(labels, words={**labels.words, **more})


@lru_cache
def words_of(package: str, file: str) -> dict[str, dict[str, str]]:
    """The words of a table, by language and key.

    Raises:
        DataFileError: a key without words in a language, or named twice.
    """
    words: dict[str, dict[str, str]] = {language: {} for language in get_args(Language)}
    for row in rows(package, file, COLUMNS):
        for language, known in words.items():
            if not row[language]:
                raise row.error(f"{row['key']} has no words in {language!r}")
            if row["key"] in known:
                raise row.error(f"{row['key']} is named twice")
            known[row["key"]] = row[language]
    return words
