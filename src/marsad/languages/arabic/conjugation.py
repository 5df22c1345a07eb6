"""Forms of Arabic verbs and nouns, in normalised letters (see `normalise`).

A verb is given by two forms, past and present of the third person masculine singular; which letters are
weak, and so how the verb bends, is read off them. The rules are those of any grammar (Ryding 2005,
chapters 21–31), applied to letters without vowel signs, where many forms fall together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.languages.grammar import Shape

if TYPE_CHECKING:
    from collections.abc import Iterator

_TRILITERAL = 3
_FORM_THREE = 4
ENCLITICS = ("هما", "كما", "هم", "هن", "كم", "ها", "نا", "ني", "ه", "ك", "ي")


class Form(Shape, frozen=True):
    """A finite form, with tense, person, gender and number; whether it is only passive, or only jussive."""

    letters: str
    tense: str
    person: str
    gender: str
    number: str
    passive: bool = False
    jussive: bool = False


_PAST = (
    ("", "3", "m", "s"),
    ("ت", "3", "f", "s"),
    ("ا", "3", "m", "d"),
    ("تا", "3", "f", "d"),
    ("وا", "3", "m", "p"),
)
_PAST_CONSONANT = (("ن", "3", "f", "p"), ("ت", "1", "", "s"), ("نا", "1", "", "p"))
_PRESENT = (
    ("ي", "", "3", "m", "s"),
    ("ت", "", "3", "f", "s"),
    ("ا", "", "1", "", "s"),
    ("ن", "", "1", "", "p"),
    ("ي", "ان", "3", "m", "d"),
    ("ت", "ان", "3", "f", "d"),
    ("ي", "ا", "3", "m", "d"),
    ("ت", "ا", "3", "f", "d"),
    ("ي", "ون", "3", "m", "p"),
    ("ي", "وا", "3", "m", "p"),
    ("ي", "ن", "3", "f", "p"),
)


def finite_forms(past: str, present: str, *, keeps_ya: bool = False, hamza: bool = False) -> Iterator[Form]:
    """All finite forms of a verb, active and (where the letters differ) passive.

    Args:
        past: normalised past, third person masculine singular.
        present: normalised present, likewise.
        keeps_ya: the past ends in a real ya (بقي: بقيت), not in the alef that looks like one (نفى: نفت);
            normalisation makes the two alike.
        hamza: the past ends in a hamza (بدأ، جاء), which is no weak letter though it may look like an alef.
    """
    if hamza:
        yield from _hamza_forms(past, present)
        return
    for passive, past_stem, present_stem in _voices(past, present):
        if past_stem:
            forms = past_forms(past_stem, keeps_ya=keeps_ya or passive)
            yield from (form._replace(passive=passive) for form in forms)
        if present_stem:
            yield from (form._replace(passive=passive) for form in present_forms(present_stem))


def _hamza_forms(past: str, present: str) -> Iterator[Form]:
    """Forms of a verb that ends in a hamza: sound but for the seat of the hamza before -u."""
    hollow = is_hollow(past)
    for ending, person, gender, number in (*_PAST, *_PAST_CONSONANT):
        short = hollow and (ending, person, gender, number) in _PAST_CONSONANT
        stem = past[:-2] + "ي" if short else past
        yield Form(stem + ending, "past", person, gender, number)
        if ending == "وا":
            yield Form(past[:-1] + "و" + ending, "past", person, gender, number)
    base = present[1:]
    for prefix, ending, person, gender, number in _PRESENT:
        yield Form(prefix + base + ending, "present", person, gender, number)
        if ending in ("ون", "وا"):
            yield Form(prefix + base[:-1] + "و" + ending, "present", person, gender, number)


def _voices(past: str, present: str) -> Iterator[tuple[bool, str, str]]:
    yield False, past, present
    passive_past, passive_present = past, present
    if is_hollow(past):
        passive_past = past[:-2] + "ي" + past[-1]
        passive_present = present[:-2] + "ا" + present[-1]
    elif past.endswith("ا"):
        passive_past = past[:-1] + "ي"
    if _is_of_form_three(past, present):
        passive_past = past[0] + "و" + passive_past[2:]  # صادر، صودر
    if present.endswith("و"):
        passive_present = present[:-1] + "ي"
    if len(past) == _TRILITERAL and past.startswith("و") and present[1:] == past[1:]:
        passive_present = "ي" + past  # يجد، يوجد
    # ألغى and its passive ألغي are one past once normalised, but only the passive keeps the ya (ألغيت).
    told = passive_past != past or past.endswith("ي")
    yield (
        True,
        passive_past if told else "",
        passive_present if passive_present != present else "",
    )


def _is_of_form_three(past: str, present: str) -> bool:
    """Whether a verb has the pattern of صادر، يصادر."""
    return len(past) == _FORM_THREE and past[1] == "ا" and present[1:-1] == past[:-1]


def is_hollow(past: str) -> bool:
    """Whether the last but one letter of the past is a weak alef (قال، ادان، اختار)."""
    return len(past) >= _TRILITERAL and past[-2] == "ا" and past[-1] not in "اي"


def past_forms(stem: str, *, keeps_ya: bool = False) -> Iterator[Form]:
    """Forms of the past from its third person masculine singular; ``keeps_ya`` as in `finite_forms`."""
    weak = stem[-1] in "اي" and len(stem) >= _TRILITERAL
    base = stem[:-1] if weak else stem
    for ending, person, gender, number in _PAST:
        letters = _weak_past(stem, base, ending, keeps_ya=keeps_ya) if weak else base + ending
        yield Form(letters, "past", person, gender, number)
    for ending, person, gender, number in _PAST_CONSONANT:
        yield Form(_before_consonant(stem) + ending, "past", person, gender, number)


def _weak_past(stem: str, base: str, ending: str, *, keeps_ya: bool) -> str:
    if not ending:
        return stem
    return (stem if keeps_ya and ending in ("ت", "تا", "ا") else base) + ending


def _before_consonant(stem: str) -> str:
    if is_hollow(stem):
        return stem[:-2] + stem[-1]
    if stem.endswith("ا"):
        return stem[:-1] + ("و" if len(stem) == _TRILITERAL else "ي")
    return stem


def present_forms(stem: str) -> Iterator[Form]:
    """Forms of the present (indicative, subjunctive, jussive) from its third person masculine singular."""
    base = stem[1:]
    for prefix, ending, person, gender, number in _PRESENT:
        yield Form(prefix + _present_body(base, ending), "present", person, gender, number)
    shortened = _jussive(base)
    if shortened != base:
        for prefix, ending, person, gender, number in _PRESENT[:4]:
            yield Form(prefix + shortened + ending, "present", person, gender, number, jussive=True)


def _present_body(base: str, ending: str) -> str:
    if base[-1] in "وي" and ending in ("ون", "وا"):
        return base[:-1] + ending
    return base + ending


def _jussive(base: str) -> str:
    if base[-1] in "ويا" and len(base) > 1:
        return base[:-1]
    if len(base) >= _TRILITERAL and base[-2] in "ويا":
        return base[:-2] + base[-1]
    return base


def participles(past: str, present: str, *, derived: bool = False) -> Iterator[tuple[str, str]]:
    """Active and passive participles as (kind, masculine singular); kind is "active" or "passive".

    For derived verbs the two are written alike without vowels and given as "active" only.

    Args:
        past: normalised past of the verb.
        present: normalised present.
        derived: the past has a doubled middle letter (form II), which normalisation takes away.
    """
    if len(past) < _TRILITERAL:
        yield "active", past[0] + "ا" + past[1]
        yield "passive", "م" + past + "و" + past[1]
        return
    if derived or len(past) != _TRILITERAL:
        yield "active", "م" + present[1:]
        if is_hollow(past):
            yield "passive", "م" + present[1:-2] + "ا" + present[-1]
        return
    first, middle, last = past[0], past[1], past[2]
    if middle == "ا":
        yield "active", first + "اي" + last
        return
    if last in "اي":
        yield "active", first + "ا" + middle + "ي"
        return
    yield "active", first + "ا" + middle + last
    yield "passive", "م" + first + middle + "و" + last


_PARTICIPLE_ENDINGS = (
    ("", "m", "s", False),
    ("ه", "f", "s", False),
    ("ا", "m", "s", True),
    ("ون", "m", "p", False),
    ("ين", "m", "p", True),
    ("ان", "m", "d", False),
    ("تان", "f", "d", False),
    ("تين", "f", "d", True),
    ("ات", "f", "p", False),
)


def participle_forms(stem: str) -> Iterator[tuple[str, str, str, bool]]:
    """Inflected participle as (letters, gender, number, accusative)."""
    base = stem.removesuffix("ي")
    for ending, gender, number, accusative in _PARTICIPLE_ENDINGS:
        body = base if ending in ("ون", "ين") else stem
        yield body + ending, gender, number, accusative


def noun_forms(stem: str) -> Iterator[tuple[str, str, bool]]:
    """A noun's own case and number endings as (letters, enclitic, accusative).

    Duals and sound plurals of nouns in -a are made here; broken plurals are listed in the lexicon.
    """
    yield stem, "", False
    if stem.endswith("ه"):
        base = stem[:-1]
        for ending in ("ات", "تان", "تين", "تا", "تي"):
            yield base + ending, "", False
        bound = base + "ت"
    else:
        if not stem.endswith(("اء", "ا", "ي", "ات", "ين", "ان")):
            yield stem + "ا", "", True
        bound = stem
    for enclitic in ENCLITICS:
        yield bound + enclitic, enclitic, False
