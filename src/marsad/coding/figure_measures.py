"""What a count is of: the measure told nearest to it, made exact by goods, wholes, and rise or fall."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from marsad.coding.figure_units import Count
    from marsad.coding.figure_words import Told, Words

_AFTER: Final = 1.5  # what stands behind a number is a little less likely to be its measure
_PER_PART: Final = 12
_PER_COUNT: Final = 5
_PER_VERB: Final = 4
_PER_NOUN: Final = 6
_PER_WORD: Final = 2
_DEED_WITHIN: Final = 12
_DURATION: Final = "duration"
_AMOUNT: Final = "amount"
"""A sum of which the text does not tell what it is: "China punishes Washington with 50 billion dollars"."""
_GOODS_WITHIN: Final = 4
_WHOLE_WITHIN: Final = 3


class What(NamedTuple):
    """What a count is of.

    Attributes:
        what: its name, or the words of a noun where no name fits.
        told: the measure by which it is known, or None.
        pair: whether it lies between two states.
    """

    what: str
    told: Told | None = None
    pair: bool = False


def what_of(words: Words, count: Count, others: list[Count]) -> What | None:
    """What a count is of; None where it is of nothing that could be checked."""
    kind = count.unit.kind
    if kind == "things" or count.unit.final:
        return _with_change(words, count, What(count.unit.what))
    if kind == "percent":
        share = _share(words, count)
        if share is not None or count.quantity.kind == "fraction":
            return share
    if kind == "time":
        return _term(words, count)
    told, cost = _nearest(words, count, others)
    if count.unit.what and (told is None or cost > _DEED_WITHIN):
        return _with_change(words, count, What(count.unit.what))
    if told is not None:
        return _with_change(words, count, _exact(words, count, told))
    return _noun_itself(words, count)


def _nearest(words: Words, count: Count, others: list[Count]) -> tuple[Told | None, float]:
    """The measure told nearest to a count in a unit of its kind, and how far it is."""
    kind = count.unit.kind
    fitting = [told for told in words.told if kind in told.measure.kinds and not _overlaps(told, count)]
    costs = [(_cost(words, told, count, others), told) for told in fitting]
    cost, best = min(costs, key=lambda pair: pair[0], default=(0.0, None))
    return best, cost


def _overlaps(told: Told, count: Count) -> bool:
    return told.start < count.last and told.end > count.first


def _cost(words: Words, told: Told, count: Count, others: list[Count]) -> float:
    """Words between a measure and a count, more for every break and every other count between them."""
    before = told.end <= count.first
    between = range(told.end, count.first) if before else range(count.last, told.start)
    crossed = sum(1 for other in others if other.first in between)
    parts = abs(words.parts[told.start] - words.part_at(count.first))
    run = told.end - told.start - 1
    distance = sum(1 for index in between if not words.is_cue("value", index))
    cost = distance + _PER_PART * parts + _PER_COUNT * crossed - _PER_WORD * run
    verbs = words.scene.verb_tokens.intersection(between)
    cost += _PER_VERB * sum(1 for verb in verbs if not words.is_cue("value", verb))
    if count.unit.kind == "persons" and told.measure.change:
        cost += _PER_NOUN  # what is done to people goes before who they are
    return cost if before else cost + _AFTER


def _term(words: Words, count: Count) -> What | None:
    """A length of time is a figure where a term is told right before it, or a prison sentence in its part."""
    part = words.part_around(count.first)
    told = [one for one in words.told if "time" in one.measure.kinds and part[0] <= one.start < count.first]
    sentences = [one for one in told if one.measure.what != _DURATION and _no_verb_between(words, one, count)]
    terms = sentences or [one for one in told if one.end == count.first]
    return What(terms[-1].measure.what, terms[-1]) if terms else None


def _no_verb_between(words: Words, told: Told, count: Count) -> bool:
    return words.scene.verb_tokens.isdisjoint(range(told.end, count.first))


def _exact(words: Words, count: Count, told: Told) -> What:
    """A measure with the goods it is of: "oil exports"."""
    measure = told.measure
    part = words.part_around(count.first)
    near = range(max(part[0], told.start - _GOODS_WITHIN), min(part[-1], told.end + _GOODS_WITHIN) + 1)
    behind = range(count.first, min(part[-1], count.last + _GOODS_WITHIN) + 1)
    for index in (*near, *behind):
        for good, bases in words.goods_at(index):
            if measure.what in bases:
                return What(f"{good} {measure.what}", told, measure.pair)
    return What(measure.what, told, measure.pair)


def _share(words: Words, count: Count) -> What | None:
    """A share of a whole: "60 percent of its imports", "half the population", "the share of gas in …"."""
    fraction = count.quantity.kind == "fraction"
    if not fraction and not words.is_cue("part of", count.last):
        return _share_before(words, count)
    if words.cue_in("poll", range(len(words.forms))) is not None:
        return What("poll share")
    at = count.last if fraction else count.last + 1
    return _whole_at(words, range(at, min(len(words.forms), at + _WHOLE_WITHIN)))


def _share_before(words: Words, count: Count) -> What | None:
    """As in "the share of Russian gas in the imports of …", before its number."""
    part = words.part_around(count.first)
    at = words.cue_in("share", range(part[0], count.first))
    if at is None:
        return None
    joined = (index for index in range(at + 1, count.first) if words.is_cue("part of", index))
    behind = next(joined, None)
    return None if behind is None else _whole_at(words, range(behind + 1, min(behind + 3, count.first)))


def _whole_at(words: Words, span: range) -> What | None:
    whole = words.whole_in(span)
    return None if whole is None else What(whole[0], pair=whole[1])


def _with_change(words: Words, count: Count, what: What) -> What:
    """A rise or fall by an amount, where the word of change governs the number and no level is reached."""
    if what.told is not None and not what.told.measure.change:
        return what
    level = any(words.is_cue(cue, count.first - 1) for cue in ("to", "than", "part of"))
    if level or count.quantity.parts:
        return what
    direction = _direction(words, count)
    return what if direction is None else what._replace(what=f"{direction} in {what.what}")


def _direction(words: Words, count: Count) -> str | None:
    """The word of change right before a count in its part, no other verb between."""
    part = words.part_around(count.first)
    for index in range(count.first - 1, part[0] - 1, -1):
        for cue in ("rise", "fall"):
            if words.is_cue(cue, index):
                return cue
        if index in words.scene.verb_tokens:
            return None
    return None


def _noun_itself(words: Words, count: Count) -> What | None:
    """Where no measure fits, the noun whose rate or value is told, as it stands; else the noun counted."""
    noun = _noun_of_value(words, count)
    if noun or count.unit.kind == "percent":
        return What(noun) if noun else None
    if count.unit.kind == "money":
        return What(_AMOUNT)
    return What(count.noun) if count.noun else None


def _noun_of_value(words: Words, count: Count) -> str:
    """The noun of "نسبة الأمية", "مشروع بقيمة": behind a word of share, or right before a value."""
    scene = words.scene
    part = words.part_around(count.first)
    share = words.cue_in("share", range(part[0], count.first - 1))
    value = count.first - 1
    at = share + 1 if share is not None else -1
    if count.unit.kind != "percent" and words.is_cue("value", value):
        at = value - 1
    if at < part[0] or at in scene.verb_tokens or words.is_cue("value", at):
        return ""
    token = scene.tokens[at]
    plain = all(reading.kind not in ("preposition", "particle") for reading in token.word.readings)
    return token.raw if plain and scene.language.is_common(token.form) else ""
