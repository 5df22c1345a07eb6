"""Coded forecasts against gold: was something foretold, by whom, in which words of likelihood.

- A gold text, one sentence, holds one ``forecast`` or null. It is *found* where at least one is coded in it;
  a text with null where some are coded is a false alarm. Further forecasts in a text that holds one count
  neither for nor against, since the gold has room for one.
- Of several coded in a text, the one that agrees best is compared.
- *forecaster* and *words* are shares of the found forecasts: words match as those of speakers do
  (`marsad.claim_scoring`), "author" only the author, ``UNK`` any that is left unsaid.
- *horizon*: both null, or the same last day, or one the beginning of the other. *condition*: both null, or
  words that match. *made_on* and *about* (type, actors, recipients) only where the gold tells them.
- Intervals: 90 %, percentile bootstrap over articles, as in `marsad.scoring`.
"""

from __future__ import annotations

import random
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from marsad.claim_scoring import Interval, same_words, speaks
from marsad.coding.when import last_day
from marsad.scoring import DRAWS, article_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    Values = Mapping[str, Any]

FIELDS: Final = ("forecaster", "words", "horizon", "condition", "made_on", "about")


class Compared(NamedTuple):
    """One gold text: its forecast and the coded one that agrees best, None where there is none."""

    gold: Values | None
    coded: Values | None

    @property
    def found(self) -> bool:
        """Whether a forecast was due and coded."""
        return self.gold is not None and self.coded is not None


class ForecastEvaluation(NamedTuple):
    """The comparison of forecasts.

    Attributes:
        texts: texts with the field ``forecast``.
        gold: forecasts in them.
        system: texts in which one was coded.
        precision: share of the latter that hold one.
        recall: share of the gold forecasts that were found.
        fields: field → share of the found ones that agree, of those for which the gold tells it.
        compared: of each text.
    """

    texts: int
    gold: int
    system: int
    precision: Interval
    recall: Interval
    fields: dict[str, Interval]
    compared: dict[str, Compared]


def evaluate_forecasts(gold: Iterable[Values], system: Iterable[Values]) -> ForecastEvaluation | None:
    """Compares coded forecasts with gold texts; None where no text has a field ``forecast``.

    Args:
        gold: texts with ``id`` and ``forecast``; those without the field are left out.
        system: forecasts as `marsad code --records forecasts` writes them; ``document`` is the text's id.
    """
    texts = {str(text["id"]): text["forecast"] for text in gold if "forecast" in text}
    if not texts:
        return None
    coded: dict[str, list[Values]] = defaultdict(list)
    for forecast in system:
        coded[str(forecast["document"])].append(forecast)
    compared = {name: Compared(due, _best(due, coded[name])) for name, due in texts.items()}
    rows = _by_article(compared)
    whole = list(compared.values())
    return ForecastEvaluation(
        texts=len(whole),
        gold=sum(one.gold is not None for one in whole),
        system=sum(one.coded is not None for one in whole),
        precision=_interval(
            rows, lambda found: _share([one.found for one in found if one.coded is not None])
        ),
        recall=_interval(rows, lambda found: _share([one.found for one in found if one.gold is not None])),
        fields={name: _interval(rows, _field_share(name)) for name in FIELDS},
        compared=compared,
    )


def _best(gold: Values | None, coded: Sequence[Values]) -> Values | None:
    """The coded forecast that agrees best with gold; the first where nothing is due."""
    if gold is None:
        return next(iter(coded), None)
    return max(
        coded, key=lambda one: [agrees(name, gold, one) for name in ("words", "forecaster")], default=None
    )


def agrees(name: str, gold: Values, coded: Values) -> bool | None:
    """Whether a pair agrees in a field; None where the gold does not tell it."""
    if name == "forecaster":
        return speaks(str(gold["forecaster"]), {"speaker": coded["forecaster"]})
    if name == "words":
        return same_words(str(gold["likelihood"]), str(coded["likelihood"]["words"]))
    if name == "horizon":
        return _same_date(gold.get("horizon"), coded.get("horizon"))
    if name == "condition":
        return _same_run(gold.get("condition"), coded.get("condition"))
    if gold.get(name) is None:
        return None
    if name == "made_on":
        return str(gold["made_on"]) == str(coded.get("made_on"))
    return _pattern(gold["about"]) == _pattern(coded.get("about") or {})


def _same_date(gold: str | None, coded: str | None) -> bool:
    if not gold or not coded:
        return not gold and not coded
    return gold.startswith(coded) or coded.startswith(gold) or last_day(gold) == last_day(coded)


def _same_run(gold: str | None, coded: str | None) -> bool:
    return same_words(gold, coded) if gold and coded else not gold and not coded


def _pattern(about: Values) -> tuple[str | None, tuple[str, ...], tuple[str, ...]]:
    return (
        about.get("type"),
        tuple(sorted(about.get("actors", ()))),
        tuple(sorted(about.get("recipients", ()))),
    )


def _field_share(name: str) -> Callable[[Sequence[Compared]], float | None]:
    def share(found: Sequence[Compared]) -> float | None:
        told = (agrees(name, one.gold, one.coded) for one in found if one.gold and one.coded)
        return _share([right for right in told if right is not None])

    return share


def _share(right: Sequence[bool]) -> float | None:
    return sum(right) / len(right) if right else None


def _by_article(compared: Mapping[str, Compared]) -> list[list[Compared]]:
    articles: dict[str, list[Compared]] = defaultdict(list)
    for name, one in compared.items():
        articles[article_of(name)].append(one)
    return list(articles.values())


def _interval(
    rows: Sequence[Sequence[Compared]], share: Callable[[Sequence[Compared]], float | None]
) -> Interval:
    value = share([one for row in rows for one in row])
    rng = random.Random(0)  # noqa: S311 - a bootstrap, no secret
    drawn = (share([one for row in rng.choices(rows, k=len(rows)) for one in row]) for _ in range(DRAWS))
    draws = sorted(value for value in drawn if value is not None)
    if value is None or not draws:
        return Interval(None, None, None)
    return Interval(value, draws[len(draws) // 20], draws[len(draws) - len(draws) // 20 - 1])
