"""Rival figures: numbers for the same thing, parties and time that do not meet, even when rounded."""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec.structs import replace

from marsad.records import Account, Agreed, Bilingual, Passage
from marsad.stories.accounts import dates_of, speakers_of, support_of
from marsad.stories.acts import entity_name
from marsad.stories.clusters import clustered
from marsad.stories.figure_naming import amount_words, measure_words
from marsad.stories.matters import independent, rival, speaker_around
from marsad.stories.naming import named, phrase
from marsad.stories.wording import keys_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from marsad.records import Figure, Rival, Sentence
    from marsad.stories.matters import Matters
    from marsad.stories.wording import Keys

    Beside = Mapping[tuple[str, int], set[int]]

_ABOUT: Final = 0.15
"""What "about" may be off by, as a share of the value."""

_DIGITS: Final = 3
"""Significant digits that a number is rounded to where it tells more (98,000 and 97,842)."""

_MOST_ROUNDED: Final = 0.05
_DAYS: Final = 10
_VAGUE: Final = 3
_ALIKE: Final = 0.25
_ALIKE_IN_TITLES: Final = 0.1
"""Less is asked of two headlines: each tells the one number that its article is about."""

_TWO: Final = 2
_YEAR: Final = 4


class Number(NamedTuple):
    """A figure with the sentence it stands in, the least and the most that it can mean."""

    figure: Figure
    sentence: Sentence
    keys: Keys
    day: int | None
    least: float
    most: float


def figure_rivals(matters: Matters) -> Iterator[Rival]:
    """Rivals among the figures: those of one measure, unit, parties and period, that tell of one thing."""
    groups: dict[tuple[object, ...], list[Number]] = defaultdict(list)
    told = _told_in(matters)
    ordered = sorted(matters.figures, key=lambda one: (one.document, one.start, one.id))
    for figure in _with_periods(ordered):
        number = _number(figure, matters)
        if number is not None and figure.parties and not _is_vague(figure):
            groups[*_measured(figure), figure.period].append(number)
    for numbers in groups.values():
        for matter in _of_one_matter(numbers, matters, told):
            if found := _rival(matter, matters):
                yield found


def _measured(figure: Figure) -> tuple[object, ...]:
    return figure.what, figure.unit, tuple(sorted(figure.parties))


def _with_periods(figures: Sequence[Figure]) -> Iterator[Figure]:
    """The figures; one without a period takes that of the same measure in its sentence or the one before."""
    known: dict[tuple[object, ...], Figure] = {}
    for figure in figures:
        last = known.get((figure.document, *_measured(figure)))
        if figure.period is None and last is not None and figure.sentence - last.sentence <= 1:
            yield replace(figure, period=last.period)
            continue
        if figure.period is not None:
            known[figure.document, *_measured(figure)] = figure
        yield figure


def _is_vague(figure: Figure) -> bool:
    """Whether it is a word for a size ("thousands"), which too many numbers meet or miss by chance."""
    return bool(figure.low and figure.high) and (figure.high or 0) >= _VAGUE * (figure.low or 1)


def _number(figure: Figure, matters: Matters) -> Number | None:
    around = (one for one in matters.sentences.get(figure.document, ()) if one.number == figure.sentence)
    sentence = next(around, None)
    if sentence is None:
        return None
    least, most = reach(figure)
    published = matters.tellers[figure.document].published
    keys = keys_of(sentence.text)
    return Number(figure, sentence, keys, published.toordinal() if published else None, least, most)


def reach(figure: Figure) -> tuple[float, float]:
    """The least and the most that a figure can mean, rounded or told as about, at least or at most."""
    if (figure.low is None) != (figure.high is None):
        low = -math.inf if figure.low is None else figure.low
        high = math.inf if figure.high is None else figure.high
    else:
        low, high = figure.low or figure.value, figure.high or figure.value
    slack = abs(figure.value) * _ABOUT if figure.approximate else _rounding(figure.value)
    return low - slack, high + slack


def _rounding(value: float) -> float:
    """Half a unit of the last digit that is told (5.3 bn is 5.25 to 5.35 bn), at most a twentieth."""
    told, _, power = f"{abs(value):.{_DIGITS - 1}e}".partition("e")
    places = len(told.rstrip("0").partition(".")[2])
    return min(0.5 * 10.0 ** (int(power) - places), _MOST_ROUNDED * abs(value))


def meet(left: Number, right: Number) -> bool:
    """Whether both can be true of one quantity."""
    return left.least <= right.most and right.least <= left.most


def _of_one_matter(numbers: Sequence[Number], matters: Matters, told: Beside) -> Iterator[list[Number]]:
    """Groups of numbers that measure one thing: a period says so, else days and words."""
    if numbers[0].figure.period and numbers[0].figure.period[:_YEAR].isdecimal():
        yield list(numbers)
        return
    beside = [_beside(number, told) for number in numbers]
    likeness = {
        (a, b): 1.0 if beside[a] & beside[b] else matters.wording.likeness(numbers[a].keys, numbers[b].keys)
        for a, b in combinations(range(len(numbers)), 2)
        if _days_apart(numbers[a], numbers[b]) <= _DAYS
    }
    pairs = [
        (found, *pair)
        for pair, found in likeness.items()
        if found >= (_ALIKE_IN_TITLES if _are_titles(*(numbers[at] for at in pair)) else _ALIKE)
    ]
    for group in clustered(len(numbers), pairs, lambda a, b: likeness.get((a, b))):
        yield [numbers[at] for at in group]


def _told_in(matters: Matters) -> Beside:
    """For each sentence the happenings that it tells."""
    found: dict[tuple[str, int], set[int]] = defaultdict(set)
    for at, tellings in enumerate(matters.happenings):
        for act in (act for telling in tellings for act in telling.acts):
            found[act.event.document, act.event.sentence].add(at)
    return found


def _beside(number: Number, told: Beside) -> set[int]:
    """The happenings that a number's sentence, or the one before or after it, tells."""
    document, sentence = number.figure.document, number.figure.sentence
    return {at for step in (-1, 0, 1) for at in told.get((document, sentence + step), ())}


def _are_titles(left: Number, right: Number) -> bool:
    return left.sentence.number == right.sentence.number == 0


def _whole(numbers: Sequence[Number], matters: Matters) -> list[Number]:
    """The largest of each speaker in each document: the smaller ones are mostly parts of it."""
    largest: dict[tuple[str, str], Number] = {}
    for number in numbers:
        figure = number.figure
        speaker = speaker_around(figure.document, figure.start, figure.end, matters)
        key = (figure.document, entity_name(speaker))
        if key not in largest or largest[key].most < number.most:
            largest[key] = number
    return list(largest.values())


def _days_apart(left: Number, right: Number) -> int:
    return abs(left.day - right.day) if left.day is not None and right.day is not None else _DAYS + 1


def _rival(numbers: Sequence[Number], matters: Matters) -> Rival | None:
    sides: list[list[Number]] = []
    for number in sorted(_whole(numbers, matters), key=lambda one: (one.least, one.most, one.figure.id)):
        home = next((side for side in sides if all(meet(number, other) for other in side)), None)
        if home is None:
            sides.append([number])
        else:
            home.append(number)
    accounts = [_account(side, matters) for side in sides]
    if len(sides) < _TWO or not independent(accounts):
        return None
    first = numbers[0].figure
    return rival(
        "figures",
        accounts,
        story=None,
        matter=phrase("matter.figures", what=measure_words(first.what), parties=named(first.parties)),
        agreed=Agreed(date=first.period, parties=tuple(sorted(first.parties))),
        why=phrase("why.figures"),
    )


def _account(side: Sequence[Number], matters: Matters) -> Account:
    documents = sorted({one.figure.document for one in side})
    told = {(one.least, one.most): amount_words(one.figure) for one in side}
    says = [told[ends] for ends in sorted(told)]
    return Account(
        role="account",
        says=Bilingual(
            ar=" / ".join(dict.fromkeys(words.ar for words in says)),
            en=" / ".join(dict.fromkeys(words.en for words in says)),
        ),
        speakers=speakers_of(
            speaker_around(one.figure.document, one.figure.start, one.figure.end, matters) for one in side
        ),
        sentences=tuple(_passage(one) for one in side),
        origins=support_of(documents, matters.origins),
        dates=dates_of(documents, matters.tellers),
    )


def _passage(number: Number) -> Passage:
    figure = number.figure
    return Passage(
        document=figure.document,
        sentence=figure.sentence,
        start=figure.start,
        end=figure.end,
        text=number.sentence.text,
    )
