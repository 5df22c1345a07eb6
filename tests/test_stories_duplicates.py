"""Near-duplicates: what is found, exactly how alike, and the same for any order and any batches."""

from __future__ import annotations

import random
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.archive.search_text import search_terms
from marsad.stories.candidates import EARLIEST, candidates
from marsad.stories.duplicates import LEAST_PART, LEAST_SHARED, DuplicateIndex, near_duplicates
from marsad.stories.shingles import WORDS, present, shared, shingles

WORDS_OF_ALL = [f"كلمة{number}" for number in range(4_000)]


def article(seed: int, length: int = 200) -> list[str]:
    return random.Random(seed).choices(WORDS_OF_ALL, k=length)  # noqa: S311


def found(*texts: list[str]):
    """Near-duplicates of texts whose ids and days are their numbers."""
    return near_duplicates((str(at), " ".join(words), (str(at),)) for at, words in enumerate(texts))


def runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + WORDS]) for at in range(len(words) - WORDS + 1)}


# Shingles


@given(st.lists(st.sampled_from(WORDS_OF_ALL[:12]), max_size=40))
def test_runs_are_those_of_three_words_each_once(words):
    numbers = shingles(" ".join(words))
    assert len(numbers) == len(runs(words))
    assert list(numbers) == sorted(numbers)


def test_runs_are_the_same_in_another_process():
    program = (
        "from marsad.stories.shingles import shingles; print(list(map(int, shingles('واحد اثنان ثلاثة'))))"
    )
    outputs = {
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    }
    assert outputs == {f"{list(map(int, shingles('واحد اثنان ثلاثة')))}\n"}


def test_spelling_and_proclitics_make_no_other_runs():
    one = shingles(search_terms("أعلنت الحكومة الأمريكيّة عقوبات جديدة"))
    other = shingles(search_terms("وأعلنت الحكومه الامريكية عقوبات جديدة"))
    assert shared(one, other) == len(one) == len(other)


@pytest.mark.parametrize("terms", ["", "كلمة", "كلمة أخرى", "   "])
def test_a_text_too_short_has_no_runs(terms):
    assert len(shingles(terms)) == 0
    assert shared(shingles(terms), shingles("واحد اثنان ثلاثة أربعة")) == 0


def test_nothing_is_present_among_nothing():
    assert not present(np.array([5], np.uint64), np.empty(0, np.uint64)).any()


# What is found


def test_the_shares_are_exact():
    source = article(1)
    (likeness,) = found(source, source[:80] + article(2, 40))
    first, second = runs(source), runs(source[:80] + article(2, 40))
    common = len(first & second)
    assert likeness.shared == common
    assert likeness.jaccard == common / len(first | second)
    assert (likeness.of_earlier, likeness.of_later) == (common / len(first), common / len(second))
    assert likeness.part == likeness.of_later


@pytest.mark.parametrize("left", [0.3, 0.5, 0.9])
def test_a_part_that_was_cut_out_is_found(left):
    source = article(3)
    (likeness,) = found(source, source[20 : 20 + int(150 * left)])
    assert likeness.of_later == 1


def test_a_text_in_a_much_longer_one_is_found():
    source = article(4, 60)
    (likeness,) = found(source, article(5, 700) + source + article(6, 700))
    assert likeness.of_earlier == 1
    assert likeness.jaccard < 0.05


def test_both_halves_of_a_joined_text_are_found():
    one, other = article(7), article(8)
    assert [(pair.earlier, pair.later) for pair in found(one, other, one + other)] == [("0", "2"), ("1", "2")]


def test_every_tenth_word_replaced():
    source = article(9)
    edited = [word if at % 10 else "بدل" for at, word in enumerate(source)]
    (likeness,) = found(source, edited)
    assert 0.6 < likeness.part < 0.8


def test_own_texts_with_a_common_quotation_are_none():
    quotation = article(10, 25)
    assert found(article(11, 175) + quotation, quotation + article(12, 175)) == []


def test_a_short_text_is_no_duplicate_of_another():
    headline = article(13, LEAST_SHARED + WORDS - 2)
    assert found(headline, headline) == []


def test_nothing_among_nothing():
    assert found() == []
    assert found(article(14)) == []


def test_the_earliest_of_very_many_copies_is_among_those_compared():
    source = article(15, 60)
    copies = EARLIEST * 4
    likenesses = found(*[source] * copies)
    assert {pair.later for pair in likenesses if pair.earlier == "0"} == {
        str(number) for number in range(1, copies)
    }
    assert len(likenesses) <= copies * EARLIEST


def test_candidates_of_nothing():
    assert len(candidates([])) == 0


# Any order, any batches


def some_texts(draw_numbers: list[int]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Sources and texts made of parts of them, on few days, so that order matters."""
    texts = []
    for at, number in enumerate(draw_numbers):
        chance = random.Random(number)  # noqa: S311
        source, other = article(number % 3, 60), article(3 + number % 2, 60)
        start = chance.randint(0, 30)
        words = source[start:] + other[: chance.choice([0, 20, 60])]
        texts.append((f"{number}-{at}", " ".join(words), (str(number % 4),)))
    return texts


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 10_000), max_size=25, unique=True), st.randoms(use_true_random=False))
def test_any_order_and_any_batches_give_the_same(numbers, chance):
    texts = some_texts(numbers)
    whole = near_duplicates(texts)
    shuffled = list(texts)
    chance.shuffle(shuffled)
    index = DuplicateIndex()
    for at, (identity, terms, order) in enumerate(shuffled):
        index.add(identity, terms, order)
        if at % 5 == 0:
            index.near_duplicates()
    assert index.near_duplicates() == whole
    assert len(index) == len(texts)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 10_000), max_size=EARLIEST, unique=True))
def test_all_pairs_are_found_and_no_other(numbers):
    texts = some_texts(numbers)
    told = {(pair.earlier, pair.later) for pair in near_duplicates(texts)}
    due = set()
    for one in texts:
        for other in texts:
            first, second = runs(one[1].split()), runs(other[1].split())
            common = len(first & second)
            alike = common >= LEAST_SHARED and common / min(len(first), len(second)) >= LEAST_PART + 0.1
            if (one[2], one[0]) < (other[2], other[0]) and alike:
                due.add((one[0], other[0]))
    assert due <= told


def test_a_text_that_was_dropped_is_gone_and_one_added_again_replaced():
    index = DuplicateIndex()
    index.add("a", " ".join(article(1)), ("1",))
    index.add("b", " ".join(article(1)), ("2",))
    assert [pair.earlier for pair in index.near_duplicates()] == ["a"]
    index.reorder({"a": ("3",)})
    assert [pair.earlier for pair in index.near_duplicates()] == ["b"]
    index.add("a", " ".join(article(2)), ("1",))
    assert index.near_duplicates() == []
    index.drop("a")
    index.drop("never there")
    assert index.ordered == ("b",)
    with pytest.raises(KeyError):
        index.runs("a")
