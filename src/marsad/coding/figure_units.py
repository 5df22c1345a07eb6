"""The counts of a sentence: its quantities with the nouns that they count."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from marsad.coding.figure_tables import Money, Unit, by_form, currencies, duals, terms, times, units
from marsad.coding.figure_words import Words
from marsad.languages.grammar import Quantity

if TYPE_CHECKING:
    from marsad.coding.scene import Scene

_UNSAID: Final = Unit("", "")
_PERSONS: Final = Unit("persons", "persons")
_OWN_UNITS: Final = {
    "percent": Unit("percent", "percent"),
    "fraction": Unit("percent", "percent"),
    "points": Unit("percentage points", "points"),
    "basis points": Unit("basis points", "basis points"),
    "times": Unit("times", "times"),
}
_LONGEST_NOUN: Final = 3
_TEN, _HUNDRED = 10, 100
_FOUR_DIGITS: Final = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class Count:
    """A quantity and the noun that it counts.

    Attributes:
        quantity: the number.
        first: its first token.
        last: the token after the last, the noun included.
        unit: what it counts.
        noun: the words of the noun as they stand, "" where it is unsaid.
    """

    quantity: Quantity
    first: int
    last: int
    unit: Unit
    noun: str = ""


def counts(scene: Scene) -> tuple[Words, list[Count]] | None:
    """The counts of a sentence in order, with its words; None where there are none, as in most.

    Numbers that name, date or rank something are left out.
    """
    forms = [token.word.form for token in scene.tokens]
    undated = _undated(scene, forms)
    quantities = scene.language.quantities(scene.tokens, undated)
    found = _without_number(scene, forms)
    if not quantities and not found:
        return None
    words = Words(scene, [(quantity.start, quantity.end) for quantity in quantities])
    for quantity in quantities:
        count = _count(words, quantity, found)
        if count is not None:
            found.extend(_parts(words, count))
    return words, sorted(found, key=lambda count: count.first)


def _undated(scene: Scene, forms: list[str]) -> list[int]:
    """Tokens at which a number may begin outside what tells a date; most sentences have none."""
    counting = scene.language.counting(scene.text, forms)
    if not counting:
        return []
    dates = [(time.start, time.end) for time in scene.times if time.date]
    starts = [(at, scene.tokens[at].start) for at in counting]
    return [at for at, here in starts if not any(start <= here < end for start, end in dates)]


def _count(words: Words, quantity: Quantity, before: list[Count]) -> Count | None:
    scene = words.scene
    first, after = _tokens_of(scene, quantity)
    if quantity.definite or after <= first or _is_name(words, first):
        return None
    count = Count(quantity, first, after, _UNSAID)
    own = _OWN_UNITS.get(quantity.kind)
    if own is not None:
        return None if _is_in_time(scene, quantity) else replace(count, unit=own)
    told = None if words.is_cue("others", after) and before else _with_noun(words, count)
    if told is None and not _is_in_time(scene, quantity) and not _looks_like_a_year(quantity):
        return _without_noun(words, count, before)
    if told is None or (_is_in_time(scene, quantity) and told.unit.kind != "time"):
        return None
    return told


def _tokens_of(scene: Scene, quantity: Quantity) -> tuple[int, int]:
    """First token of a quantity and the token after it."""
    first = bisect_right(scene.tokens, quantity.start, key=lambda token: token.end)
    after = bisect_left(scene.tokens, quantity.end, key=lambda token: token.start)
    return (first, after) if first < after else (0, 0)


def _is_name(words: Words, first: int) -> bool:
    """Whether the word before makes the number a name: "Article 4", "the group of 77"."""
    return words.is_cue("name", first - 1) and not words.is_cue("value", first - 1)


def _is_in_time(scene: Scene, quantity: Quantity) -> bool:
    return any(time.start <= quantity.number < time.end for time in scene.times)


def _looks_like_a_year(quantity: Quantity) -> bool:
    return quantity.value in _FOUR_DIGITS and quantity.low is None and quantity.high is None


def _with_noun(words: Words, count: Count) -> Count | None:
    """The count with the noun behind it, or before it ("one battery")."""
    at = count.last
    if words.is_cue("single", count.first) and at == count.first + 1:
        return _single(words, count)
    if words.is_cue("part of", at) and at < len(words.forms):
        return _noun_at(words, count, at + 1, definite=True)
    return _noun_at(words, count, at, definite=count.quantity.high is not None)


def _noun_at(words: Words, count: Count, at: int, *, definite: bool) -> Count | None:
    scene = words.scene
    if at >= len(scene.tokens):
        return None
    known = _known_unit(words, at, definite=definite)
    if known is not None:
        unit, length = known
        return replace(count, unit=unit, last=at + length, noun=scene.words(at, at + length))
    if _is_people(scene, at):
        return replace(count, unit=_PERSONS, last=at + 1, noun=scene.words(at, at + 1))
    return _unlisted(words, count, at) if at == count.last else None


def _known_unit(words: Words, at: int, *, definite: bool) -> tuple[Unit, int] | None:
    """The listed unit at a token, and its length in tokens."""
    scene = words.scene
    forms = [frozenset((form,)) for form in words.forms[at : at + _LONGEST_NOUN]]
    if definite:
        stems = (
            split.stem for split in scene.tokens[at].word.splits if split.article and not split.conjunction
        )
        forms = [forms[0].union(stems), *forms[1:]]
    money = max(currencies(scene.language.code).at(forms, 0), key=lambda found: found[0], default=None)
    if money is not None:
        length, options = money
        return _unit_of_money(scene, options, at + length), length
    listed = max(units(scene.language.code).at(forms, 0), key=lambda found: found[0], default=None)
    return (listed[1], listed[0]) if listed else None


def _unit_of_money(scene: Scene, options: tuple[Money, ...], after: int) -> Unit:
    """The currency: by the adjective behind, by default, by the states named, by the document's state."""
    behind = [m.country for m in scene.mentions if m.start == after and m.adjective]
    default = [option.code for option in options if option.default]
    named = [mention.country for mention in scene.mentions]
    recent = reversed(scene.memory.recent)
    for code in (*behind, *default, *named, *recent):
        unit = next((option.unit for option in options if option.code == code), None)
        if unit is not None:
            return Unit(unit, "money")
    return Unit(options[0].unit if len(options) == 1 else "money", "money")


def _is_people(scene: Scene, at: int) -> bool:
    """Whether a word is an adjective of a state that stands for its people ("54 فلسطينياً", "من الروس")."""
    mention = next((mention for mention in scene.mentions if mention.start == at), None)
    if mention is None or mention.party is None or mention.end - mention.start != 1:
        return False
    return mention.party.kind in ("adjective", "people")


def _unlisted(words: Words, count: Count, at: int) -> Count | None:
    """A noun that no table lists, as it stands, where its form is that of a noun that is counted."""
    scene, value = words.scene, count.quantity.value
    token = scene.tokens[at]
    if not scene.language.is_common(token.form) or at in scene.verb_tokens or words.is_cue("idle", at):
        return None
    if any(split.article or (split.conjunction and split.stem) for split in token.word.splits[1:]):
        return None
    if any(reading.kind in ("preposition", "particle") for reading in token.word.readings):
        return None
    if _TEN < value < _HUNDRED and not token.form.endswith(("ا", "ه")):
        return None
    noun = scene.words(at, at + 1)
    unit = _PERSONS if _is_a_deed_told_before(words, count) else Unit(noun, "things", noun)
    return replace(count, unit=unit, last=at + 1, noun=noun)


def _is_a_deed_told_before(words: Words, count: Count) -> bool:
    """Whether right before it stands what is only done to people ("قُتل 14 راعياً")."""
    before = (told.measure for told in words.told if told.end == count.first)
    return any(measure.kinds == {"persons"} and not measure.change for measure in before)


def _single(words: Words, count: Count) -> Count | None:
    """The noun before "one", up to two words back ("بطارية باتريوت واحدة")."""
    for at in range(count.first - 1, max(-1, count.first - 3), -1):
        known = _known_unit(words, at, definite=False)
        if known is not None and known[0].kind not in ("time", "states", "votes"):
            noun = words.scene.words(at, at + known[1])
            return replace(count, unit=known[0], first=at, noun=noun)
    return None


def _without_noun(words: Words, count: Count, before: list[Count]) -> Count | None:
    """A count whose noun is told elsewhere: by the count before, by "the number of", by a deed to people."""
    if before and (words.is_cue("others", count.last) or words.is_cue("out of", count.first - 1)):
        return replace(count, unit=before[-1].unit)
    told = [told.measure for told in words.told if told.end == count.first]
    if before and any(before[-1].unit.kind in measure.kinds for measure in told):
        return replace(count, unit=before[-1].unit._replace(what="", final=False))
    number_of = _number_of(words, count)
    if number_of is not None:
        return number_of
    if any(measure.kinds == {"persons"} for measure in told):
        return replace(count, unit=_PERSONS)
    return None


def _number_of(words: Words, count: Count) -> Count | None:
    """The noun of "the number of Russian tourists … 6.7 million"."""
    part = words.part_around(count.first)
    at = words.cue_in("number of", range(part[0], count.first))
    if at is None or at + 1 >= count.first:
        return None
    known = _known_unit(words, at + 1, definite=True)
    if known is None or known[0].kind not in ("persons", "things", "states"):
        return None
    return replace(count, unit=known[0])


def _without_number(scene: Scene, forms: list[str]) -> list[Count]:
    """Nouns that count by their form: duals ("جنديان"), and one length of time ("لمدة شهر")."""
    wanted = by_form(scene.language.code)
    if wanted.isdisjoint(forms):  # as in nearly every sentence
        return []
    found = (_by_form(scene, index) for index, form in enumerate(forms) if form in wanted)
    return [count for count in found if count is not None]


def _by_form(scene: Scene, index: int) -> Count | None:
    code, token = scene.language.code, scene.tokens[index]
    unit, value = duals(code).get(token.form), 2
    if unit is None and index and not terms(code).isdisjoint(_keys_before(scene, index)):
        unit, value = times(code)[token.form], 1
    if unit is None:
        return None
    quantity = Quantity(token.start, token.start, token.end, value, None, None, False, "count")
    return Count(quantity, index, index + 1, unit, token.raw)


def _keys_before(scene: Scene, index: int) -> frozenset[str]:
    return scene.language.keys(scene.tokens[index - 1].form)


def _parts(words: Words, count: Count) -> list[Count]:
    """The count, or both its ends where "from … to …" tells what was before and what is now."""
    parts = count.quantity.parts
    if not parts:
        return [count]
    part = range(words.part_around(count.first)[0], count.first)
    changes = any(words.cue_in(cue, part) is not None for cue in ("rise", "fall"))
    if not changes and parts[0].value < parts[1].value:
        return [count]
    tokens = [_tokens_of(words.scene, quantity) for quantity in parts]
    return [
        replace(count, quantity=parts[0], first=tokens[0][0], last=tokens[0][1]),
        replace(count, quantity=parts[1], first=tokens[1][0]),
    ]
