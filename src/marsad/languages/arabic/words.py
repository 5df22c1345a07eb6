"""Written words: which proclitics and stem they may be made of, and how the lexicon reads them.

News words repeat, so every normalised word is analysed once and remembered (a cache of 65,536 words is hit
more than 95 times in a hundred and keeps memory flat).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from marsad.languages.arabic.lexicon import Entry, lexicon
from marsad.languages.arabic.normalise import normalised
from marsad.languages.grammar import Reading, Split, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONJUNCTIONS = ("و", "ف")
_PREPOSITIONS = {"ب": "ب", "ل": "ل", "ك": "ك"}
_NO_CLITICS = frozenset({"preposition", "subordinator", "relative", "negation", "particle", "pronoun"})
_OBJECTS = ("هما", "هم", "هن", "ها", "نا", "ه")  # "you" and "me" are not met in reported news
_SHORTEST_STEM = 2
_DOUBLED = "\u0651"
"""What ends the lemma of a verb whose last letter is doubled: only of these two letters are a whole form."""
_SHORTEST_NISBA = 4


@lru_cache(maxsize=65536)
def word(form: str) -> Word:
    """Analysis of a normalised word."""
    if not any(character.isalnum() for character in form):
        return _word(form, (), (), punctuation=True)
    if form[0].isdigit():
        return _word(form, (), (Split("", "", article=False, stem=form),), digits=True)
    splits = tuple(word_splits(form))
    readings = dict.fromkeys(reading for split in splits for reading in _readings(split))
    return _word(form, tuple(readings), splits)


def _word(
    form: str,
    readings: tuple[Reading, ...],
    splits: tuple[Split, ...],
    *,
    punctuation: bool = False,
    digits: bool = False,
) -> Word:
    kinds = frozenset(reading.kind for reading in readings)
    lemmas = frozenset(reading.lemma for reading in readings)
    stems = frozenset(split.stem for split in splits)
    return Word(form, readings, splits, punctuation, digits, kinds, lemmas, stems)


def is_common(known: Word) -> bool:
    """Whether a word is a common noun or adjective, and so no personal name."""
    return any(split.stem in lexicon().nominals for split in known.splits)


def duals(form: str) -> tuple[str, ...]:
    """The duals of a noun given in even spelling: جندي → جنديان، جنديين; ناقله → ناقلتان، ناقلتين."""
    stem = form[:-1] + "ت" if form.endswith("ه") else form
    return stem + "ان", stem + "ين"


def is_people(known: Word) -> bool:
    """Whether a word is a sound masculine plural (دبلوماسيون، معلقين), which only people have."""
    return any(_is_sound_plural(split.stem) for split in known.splits)


def _is_sound_plural(stem: str) -> bool:
    base = stem[:-2]
    if not stem.endswith(("ون", "ين")) or len(base) < _SHORTEST_NISBA:
        return False
    nisba = base.endswith("ي") and len(base) > _SHORTEST_NISBA
    participle = any(e.kind in ("active", "passive") for e in lexicon().forms.get(base, ()))
    return nisba or participle or base in lexicon().adjectives


def is_adjective(known: Word) -> bool:
    """Whether a word is a common adjective, or looks like one derived from a noun (صاروخي، جوية)."""
    return _is_adjective(known.form)


@lru_cache(maxsize=65536)
def _is_adjective(form: str) -> bool:
    adjectives, nouns, splits = lexicon().adjectives, lexicon().nouns, word(form).splits
    if any(split.stem in nouns for split in splits):
        return False
    return form.endswith(("ي", "يه")) or any(split.stem in adjectives for split in splits)


def common_split(known: Word) -> Split | None:
    """The way to part a common noun or adjective from its proclitics; None for any other word."""
    return _common_split(known.form)


@lru_cache(maxsize=65536)
def _common_split(form: str) -> Split | None:
    nominals = lexicon().nominals
    return next((split for split in word(form).splits if split.stem in nominals), None)


def word_splits(form: str) -> Iterator[Split]:
    """Ways to part a word into conjunction, preposition, article and stem, the whole word first."""
    yield from _after_conjunction("", form)
    if form[0] in _CONJUNCTIONS and len(form) > _SHORTEST_STEM:
        yield from _after_conjunction(form[0], form[1:])


def _after_conjunction(conjunction: str, rest: str) -> Iterator[Split]:
    yield Split(conjunction, "", article=False, stem=rest)
    if rest.startswith("ال") and len(rest) > len("ال") + 1:
        yield Split(conjunction, "", article=True, stem=rest[2:])
    if rest[0] not in _PREPOSITIONS or len(rest) <= _SHORTEST_STEM:
        return
    preposition = _PREPOSITIONS[rest[0]]
    if rest.startswith("لل"):
        yield Split(conjunction, "ل", article=True, stem=rest[2:])
    elif rest[1:].startswith("ال") and len(rest) > len("بال") + 1:
        yield Split(conjunction, preposition, article=True, stem=rest[3:])
    yield Split(conjunction, preposition, article=False, stem=rest[1:])


def _readings(split: Split) -> Iterator[Reading]:
    forms = lexicon().forms
    for entry in forms.get(split.stem, ()):
        if _fits(split, entry):
            yield _reading(split, entry, entry.enclitic)
    if split.article or split.preposition in ("ب", "ك"):
        return
    yield from _verbs_with_enclitic(split, split.stem)
    if split.stem.startswith("س") and not split.preposition:
        yield from _future_readings(split)


def _fits(split: Split, entry: Entry) -> bool:
    if entry.kind == "verb":
        # A preposition before a verb can only be the li- of purpose and command, with a present.
        return not split.article and (not split.preposition or _is_purpose(split, entry))
    if entry.kind in _NO_CLITICS:
        bound = bool(split.preposition) or split.article
        # ب and ل stand before أنّ (بأن، لأن); ك would make كان "like that".
        return not bound or (entry.kind == "subordinator" and not split.article and split.preposition != "ك")
    if entry.enclitic or entry.accusative:
        return not split.article or (entry.kind in ("active", "passive") and not entry.enclitic)
    return True


def _is_purpose(split: Split, entry: Entry) -> bool:
    return split.preposition == "ل" and entry.tense == "present"


def _verbs_with_enclitic(split: Split, stem: str, *, future: bool = False) -> Iterator[Reading]:
    for enclitic in _OBJECTS:
        if len(stem) >= len(enclitic) + _SHORTEST_STEM and stem.endswith(enclitic):  # شنّ + ه
            base = stem[: -len(enclitic)]
            for candidate in _bases(base):
                for entry in lexicon().forms.get(candidate, ()):
                    if entry.kind != "verb" or entry.enclitic or not _takes(split, entry, future=future):
                        continue
                    if len(base) > _SHORTEST_STEM or entry.lemma.endswith(_DOUBLED):
                        yield _reading(split, entry, enclitic, future=future)


def _bases(base: str) -> Iterator[str]:
    yield base
    if base.endswith("و"):
        yield base + "ا"  # قتلوا + ها is written قتلوها
    elif base.endswith("ا"):
        yield base[:-1] + "ي"  # نفى + ها is written نفاها


def _takes(split: Split, entry: Entry, *, future: bool) -> bool:
    if future:
        return entry.tense == "present"
    return not split.preposition or _is_purpose(split, entry)


def _future_readings(split: Split) -> Iterator[Reading]:
    rest = split.stem[1:]
    for entry in lexicon().forms.get(rest, ()):
        if entry.kind == "verb" and entry.tense == "present":
            yield _reading(split, entry, "", future=True)
    yield from _verbs_with_enclitic(split, rest, future=True)


def _reading(split: Split, entry: Entry, enclitic: str, *, future: bool = False) -> Reading:
    return Reading(
        kind=entry.kind,
        lemma=entry.lemma,
        conjunction=split.conjunction,
        preposition=split.preposition,
        article=split.article,
        enclitic=enclitic,
        tense=entry.tense,
        person=entry.person,
        gender=entry.gender,
        number=entry.number,
        passive=entry.passive,
        future=future,
        accusative=entry.accusative,
        jussive=entry.jussive,
    )


_NUMBERED = (
    ("تين", "ه"), ("تان", "ه"), ("تي", "ه"), ("تا", "ه"), ("ين", ""), ("ان", ""), ("ون", ""), ("ات", "ه"),
)  # fmt: skip
_SUFFIXES = ("هما", "هم", "ها", "ه", "ا")


@lru_cache(maxsize=65536)
def keys(form: str) -> frozenset[str]:
    """What a table may know a word by: its stems and its lemmas, in even spelling."""
    known = word(form)
    lemmas = {_even(lemma) for lemma in known.lemmas}
    bases = {base for stem in known.stems for base in (*_without_suffix(stem), *_singular(stem))}
    return known.stems | lemmas | bases


@lru_cache(maxsize=16384)
def _even(lemma: str) -> str:
    return normalised(lemma).text


def _singular(stem: str) -> Iterator[str]:
    """The singular of a dual or regular plural (مروحيتين، ناشطون), where it is a common word."""
    for suffix, ending in _NUMBERED:
        if stem.endswith(suffix) and len(stem) > len(suffix) + _SHORTEST_STEM:
            base = stem.removesuffix(suffix) + ending
            if base in lexicon().nominals or suffix in ("تين", "تان"):
                yield base


def _without_suffix(stem: str) -> Iterator[str]:
    """A stem without a pronoun or the alef of an indefinite accusative (سفيرها، مسجدا)."""
    for suffix in _SUFFIXES:
        if stem.endswith(suffix) and len(stem) > len(suffix) + _SHORTEST_STEM:
            base = stem.removesuffix(suffix)
            yield base
            if base.endswith("ت"):
                yield base[:-1] + "ه"


def owner_gender(form: str) -> str:
    """Gender of the owner whose pronoun a noun carries (بلاده "m", بلادها "f"), or ""."""
    if form.endswith("ها"):
        return "f"
    return "m" if form.endswith("ه") else ""
