"""How well near-duplicates are found: articles with planted edits, cuts and joins of known degree.

Run: ``uv run python benchmarks/duplicates.py [NUMBER]``; 100,000 articles without a number. The articles are
made of the words of Marsad's own tables, as often as words are in a language (Zipf), with stock phrases of
the trade in between; so that there is something to mistake, pairs on one matter share a quotation. Every
planted article has a source of its own. Prints Markdown tables.
"""

from __future__ import annotations

import platform
import random
import resource
import sys
import time
from collections import Counter, defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.actors.layers import shipped
from marsad.archive.search_text import search_terms
from marsad.stories.duplicates import DuplicateIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from marsad.stories.duplicates import Likeness

_NUMBER: Final = 100_000
_PLANTED_SHARE: Final = 0.02
_SEED: Final = 7
_KILO: Final = 1024
_REPLACED: Final = (1, 5, 10, 20, 25, 30, 35, 40)
_CUT: Final = (10, 30, 50, 60, 70)
_QUOTED: Final = (5, 10, 15)


class Article(NamedTuple):
    """An article; ``sources`` are those it was made from, ``kind`` tells how."""

    id: str
    text: str
    kind: str
    sources: tuple[str, ...] = ()


class Press:
    """Writes articles.

    Args:
        chance: what decides.
    """

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.words = _vocabulary()
        chance.shuffle(self.words)
        self._weights = list(accumulate(1 / rank for rank in range(10, len(self.words) + 10)))
        self._phrases = [self.some_words(chance.randint(3, 6)) for _ in range(2_000)]

    def some_words(self, number: int) -> list[str]:
        """Words by Zipf's law."""
        return self.chance.choices(self.words, cum_weights=self._weights, k=number)

    def article(self) -> list[str]:
        """The words of an article, 80 to 500, a fifth of them in stock phrases."""
        due, words = int(min(500, self.chance.lognormvariate(5.4, 0.5) + 80)), []
        while len(words) < due:
            words += self.some_words(self.chance.randint(8, 25))
            words += self.chance.choice(self._phrases)
        return words[:due]

    def edited(self, words: list[str], percent: int) -> list[str]:
        """Some words replaced, anywhere."""
        replaced = set(self.chance.sample(range(len(words)), round(len(words) * percent / 100)))
        return [self.some_words(1)[0] if at in replaced else word for at, word in enumerate(words)]

    def cut(self, words: list[str], percent: int) -> list[str]:
        """A stretch of words that is left when the others are taken off at both ends."""
        left = len(words) - round(len(words) * percent / 100)
        start = self.chance.randint(0, len(words) - left)
        return words[start : start + left]


def main(arguments: list[str]) -> None:
    """Measures and prints."""
    number = int(arguments[0]) if arguments else _NUMBER
    articles = list(made(number))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    terms = [search_terms(article.text) for article in articles]
    read = time.perf_counter()
    index = DuplicateIndex()
    for article, words in zip(articles, terms, strict=True):
        index.add(article.id, words, ("",))
    indexed = time.perf_counter()
    found = index.near_duplicates()
    done = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"Machine: {platform.processor() or platform.machine()}, Python {platform.python_version()}")
    print(f"Articles: {len(articles):,}, words: {sum(text.count(' ') + 1 for text in terms):,}\n")
    print("| what | value |\n| --- | --- |")
    print(f"| words made even | {read - began:.1f} s |")
    print(f"| runs of three words | {indexed - read:.1f} s |")
    print(f"| near-duplicates found and verified | {done - indexed:.1f} s |")
    print(f"| memory beyond the texts, at its peak | {(peak - before) / _KILO:.0f} MB |\n")
    print_degrees(articles, found)


def print_degrees(articles: list[Article], found: list[Likeness]) -> None:
    """Recall and precision of each kind of planted article."""
    kinds = {article.id: article.kind for article in articles}
    due = {(article.id, source): article.kind for article in articles for source in article.sources}
    pairs = {pair for one in found for pair in ((one.later, one.earlier), (one.earlier, one.later))}
    hits = Counter(kind for pair, kind in due.items() if pair in pairs)
    planted = Counter(due.values())
    alarms: dict[str, int] = defaultdict(int)
    for later, earlier in {(one.later, one.earlier) for one in found}:
        if (later, earlier) not in due and (earlier, later) not in due:
            for kind in {kinds[later], kinds[earlier]}:
                alarms[kind] += 1
    print("| what was done | pairs | found | recall | false pairs | precision |")
    print("| --- | --- | --- | --- | --- | --- |")
    for kind in dict.fromkeys(article.kind for article in articles):
        pairs_due, hit, false = planted[kind], hits[kind], alarms[kind]
        recall = f"{hit / pairs_due:.3f}" if pairs_due else "–"
        precision = f"{hit / (hit + false):.3f}" if hit + false else "–"
        print(f"| {kind} | {pairs_due:,} | {hit:,} | {recall} | {false:,} | {precision} |")


def made(number: int) -> Iterator[Article]:
    """Articles of all kinds, in random order of ids."""
    press = Press(random.Random(_SEED))  # noqa: S311 - no secret
    each, count = max(1, round(number * _PLANTED_SHARE)), 0
    for kind, make in _kinds():
        for _ in range(each):
            for article in _named(make(press), kind, press.chance):
                count += 1
                yield article
    for _ in range(number - count):
        yield from _named([(press.article(), ())], "nothing: not planted", press.chance)


Parts = list[tuple[list[str], tuple[int, ...]]]
"""Words of articles made together, each with the numbers of those that it was made from."""


def _kinds() -> Iterator[tuple[str, Callable[[Press], Parts]]]:
    for percent in _REPLACED:
        yield f"{percent} % of the words replaced", lambda press, of=percent: _edit(press, of)
    for percent in _CUT:
        yield f"{percent} % cut off", lambda press, of=percent: _cut(press, of)
    yield "two articles joined", _joined
    yield "a brief of 25 words, 10 % replaced", _brief
    yield "stands in an article five times as long", _embedded
    for percent in _QUOTED:
        yield (
            f"own text, but {percent} % quoted words in common",
            lambda press, of=percent: _quoting(press, of),
        )


def _edit(press: Press, percent: int) -> Parts:
    source = press.article()
    return [(source, ()), (press.edited(source, percent), (0,))]


def _cut(press: Press, percent: int) -> Parts:
    source = press.article()
    return [(source, ()), (press.cut(source, percent), (0,))]


def _brief(press: Press) -> Parts:
    source = press.some_words(25)
    return [(source, ()), (press.edited(source, 10), (0,))]


def _joined(press: Press) -> Parts:
    one, other = press.article(), press.article()
    return [(one, ()), (other, ()), (one + other, (0, 1))]


def _embedded(press: Press) -> Parts:
    source = press.article()
    around = [word for _ in range(4) for word in press.article()]
    at = press.chance.randint(0, len(around))
    return [(source, ()), (around[:at] + source + around[at:], (0,))]


def _quoting(press: Press, percent: int) -> Parts:
    """Two texts of one length, each with the same quotation: no pair."""
    one, other = press.article(), press.article()
    shorter = min(len(one), len(other))
    quotation = press.some_words(round(shorter * percent / 100))
    return [(quotation + one[len(quotation) :], ()), (other[: -len(quotation)] + quotation, ())]


def _named(parts: Parts, kind: str, chance: random.Random) -> Iterator[Article]:
    names = [f"{chance.getrandbits(64):016x}" for _ in parts]
    planted = any(sources for _, sources in parts)
    for name, (words, sources) in zip(names, parts, strict=True):
        own = kind if sources or not planted else "nothing: a source"
        yield Article(name, " ".join(words), own, tuple(names[source] for source in sources))


def _vocabulary() -> list[str]:
    """Words of the tables of people and bodies, each once."""
    cells = (
        row[column]
        for name in ("people", "bodies")
        for row in shipped(name)
        for column in ("name_ar", "forms")
    )
    return sorted({word for cell in cells for word in cell.replace("|", " ").split()})


if __name__ == "__main__":
    main(sys.argv[1:])
