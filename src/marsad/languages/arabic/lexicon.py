"""The Arabic lexicon: verbs, event nouns and closed-class words, with all their forms.

The tables in ``data/`` hold lemmas; every form is generated once a process, on first use (about 0.2 s), and
looked up by its normalised letters.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from marsad.languages.arabic import conjugation
from marsad.languages.arabic.normalise import normalised
from marsad.languages.grammar import Shape
from marsad.tables import Row, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.languages.grammar import WordClass

_PACKAGE = "marsad.languages.arabic"
VERB_COLUMNS = ("lemma", "past", "present", "masdars", "gloss")
NOUN_COLUMNS = ("lemma", "forms", "gloss")
CLASS_COLUMNS = ("lemma", "class", "note")
NOMINAL_COLUMNS = ("word", "kind", "plural", "gloss")
NUMBER_COLUMNS = ("value", "kind", "forms")
_SHORTEST_VERB = 2
_TRILITERAL = 3
_SHADDA = "\u0651"
_PAIR = 2
_COUNTING = frozenset({"unit", "ten", "hundred", "scale", "scale_two", "scale_or_two", "scale_many", "vague"})
PARTICLE_COLUMNS = ("lemma", "kind", "forms", "note")


class Entry(Shape, frozen=True):
    """One reading of a stem, before clitics are known; fields as in `grammar.Reading`."""

    kind: WordClass
    lemma: str
    enclitic: str = ""
    tense: str = ""
    person: str = ""
    gender: str = ""
    number: str = ""
    passive: bool = False
    accusative: bool = False
    jussive: bool = False


class Lexicon(NamedTuple):
    """All forms and what is known of lemmas.

    Attributes:
        forms: stem in normalised letters → its entries.
        classes: lemma → classes (speech verbs, light verbs, …; see ``data/verb_classes.tsv``).
        lemmas: every lemma of verbs and nouns.
        pairs: prepositions of two words → the lemma that they stand for.
        nominals: forms of common nouns and adjectives that tell no event.
        adjectives: those of them that are adjectives.
        nouns: words listed as nouns, as they are listed (جنسية is one, though جنسي is an adjective).
    """

    forms: dict[str, tuple[Entry, ...]]
    classes: dict[str, frozenset[str]]
    lemmas: frozenset[str]
    pairs: dict[tuple[str, str], str]
    nominals: frozenset[str]
    adjectives: frozenset[str]
    nouns: frozenset[str]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon shipped with Marsad.

    Raises:
        DataFileError: a row of a table is bad.
    """
    forms: dict[str, dict[Entry, None]] = defaultdict(dict)
    lemmas: set[str] = set()
    for letters, entry in _all_entries():
        forms[letters][entry] = None
        if entry.kind in ("verb", "masdar", "noun"):
            lemmas.add(entry.lemma)
    frozen = {letters: tuple(entries) for letters, entries in forms.items()}
    return Lexicon(frozen, _classes(), frozenset(lemmas), _pairs(), *_nominals())


def _all_entries() -> Iterator[tuple[str, Entry]]:
    for row in rows(_PACKAGE, "data/particles.tsv", PARTICLE_COLUMNS):
        yield from _particle_entries(row)
    for row in rows(_PACKAGE, "data/verbs.tsv", VERB_COLUMNS):
        yield from _verb_entries(row)
    for row in rows(_PACKAGE, "data/number_words.tsv", NUMBER_COLUMNS):
        if row["kind"] in _COUNTING:
            for form in row.alternatives("forms"):
                yield letters_of(form), Entry("quantifier", form)
    for row in rows(_PACKAGE, "data/nouns.tsv", NOUN_COLUMNS):
        for form in row.alternatives("forms"):
            yield from _noun_entries("noun", row["lemma"], letters_of(form))


def letters_of(form: str) -> str:
    """Normalised letters of a table's form."""
    return normalised(form).text


def _particle_entries(row: Row) -> Iterator[tuple[str, Entry]]:
    kind, pronoun = row["kind"].removesuffix("+"), row["kind"].endswith("+") or "pronoun" in row["note"]
    for form in row.alternatives("forms"):
        letters = letters_of(form)
        if " " in letters:
            continue
        enclitic = letters[-1] if pronoun else ""
        # A row of adverbs lists words, not forms of one: يوليو is no "اليوم" to tables that ask for a lemma.
        lemma = form if kind == "adverb" else row["lemma"]
        yield letters, Entry(kind, lemma, enclitic=enclitic)  # type: ignore[arg-type]


def _verb_entries(row: Row) -> Iterator[tuple[str, Entry]]:
    lemma, past, present = row["lemma"], letters_of(row["past"]), letters_of(row["present"])
    if len(past) < _SHORTEST_VERB or not present.startswith("ي"):
        raise row.error("a past of two letters or more and a present in ya are due")
    written = row["past"]
    keeps_ya, hamza = written.endswith("ي"), written.endswith(("أ", "ء", "ؤ", "ئ"))
    for form in conjugation.finite_forms(past, present, keeps_ya=keeps_ya, hamza=hamza):
        entry = Entry(
            "verb",
            lemma,
            tense=form.tense,
            person=form.person,
            gender=form.gender,
            number=form.number,
            passive=form.passive,
            jussive=form.jussive,
        )
        yield form.letters, entry
    doubled = _SHADDA in written and len(past) == _TRILITERAL
    yield from _participle_entries(lemma, past, present, derived=doubled)
    for masdar in row.alternatives("masdars"):
        yield from _noun_entries("masdar", lemma, letters_of(masdar))


def _participle_entries(lemma: str, past: str, present: str, *, derived: bool) -> Iterator[tuple[str, Entry]]:
    for kind, stem in conjugation.participles(past, present, derived=derived):
        for letters, gender, number, accusative in conjugation.participle_forms(stem):
            word_class: WordClass = "active" if kind == "active" else "passive"
            yield letters, Entry(word_class, lemma, gender=gender, number=number, accusative=accusative)


def _noun_entries(kind: WordClass, lemma: str, stem: str) -> Iterator[tuple[str, Entry]]:
    gender = "f" if stem.endswith(("ه", "ات")) else "m"
    for letters, enclitic, accusative in conjugation.noun_forms(stem):
        yield letters, Entry(kind, lemma, enclitic, gender=gender, accusative=accusative)


def _classes() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows(_PACKAGE, "data/verb_classes.tsv", CLASS_COLUMNS):
        found[row["lemma"]].add(row["class"])
    return {lemma: frozenset(classes) for lemma, classes in found.items()}


@lru_cache(maxsize=16384)
def verb_classes(lemma: str) -> frozenset[str]:
    """Classes of a lemma ("says", "light", "aspect" …; see ``data/verb_classes.tsv``)."""
    return lexicon().classes.get(lemma, frozenset())


_ENDINGS = ("", "ا", "ه", "ات", "ون", "ين", "ان", "تان", "تين", "يه")
_FEMININE_ENDINGS = ("ه", "ات", "تان", "تين")


def _nominals() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Forms of all common nominals, and of the adjectives among them; the nouns as they are listed."""
    everything: set[str] = set()
    adjectives: set[str] = set()
    nouns: set[str] = set()
    for row in rows(_PACKAGE, "data/nominals.tsv", NOMINAL_COLUMNS):
        forms = set(_nominal_forms(row))
        everything |= forms
        if row["kind"] == "adjective":
            adjectives |= forms
        elif row["kind"] == "noun":
            nouns.add(letters_of(row["word"]))
    return frozenset(everything), frozenset(adjectives), frozenset(nouns)


def _nominal_forms(row: Row) -> Iterator[str]:
    """Forms of one common nominal: plurals, duals and feminines, and those with a pronoun."""
    for form in (row["word"], *row.alternatives("plural")):
        stem = letters_of(form)
        feminine = stem.endswith("ه")
        base = stem.removesuffix("ه")
        yield from (base + ending for ending in (_FEMININE_ENDINGS if feminine else _ENDINGS))
        bound = base + "ت" if feminine else stem
        yield from (bound + enclitic for enclitic in ("ه", "ها", "هم", "هما", "نا"))


def _pairs() -> dict[tuple[str, str], str]:
    found = {}
    for row in rows(_PACKAGE, "data/particles.tsv", PARTICLE_COLUMNS):
        for form in row.alternatives("forms"):
            words = letters_of(form).split()
            if row["kind"] == "preposition" and len(words) == _PAIR:
                found[words[0], words[1]] = row["lemma"]
    return found
