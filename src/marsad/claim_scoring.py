"""Coded claims against gold: who was found to speak, and how.

- A gold speaker is words, ``UNK`` (left unsaid) or ``author``. A coded speaker is its words, or where the
  sentence leaves it unsaid the name that was carried over.
- Words match where they are equal after even spelling and without proclitics, or where the shorter run begins
  or ends the longer one: "وزارة الدفاع" is "وزارة الدفاع الروسية", "قبيسي" is "رامز قبيسي".
- ``UNK`` matches any speaker that the sentence leaves unsaid; ``author`` only the author.
- *speakers*: different speakers of a text. Precision is the share of coded speakers that match a gold one,
  recall the share of gold speakers that a coded one matches; a joint gold speaker ("باريس وبرلين") may match
  several.
- *claims*: speaker and verb class together, one to one.
- *verb*: share of the gold claims of found speakers that stand with the right class, each coded claim used
  once.
- Intervals: 90 %, percentile bootstrap over articles, as in `marsad.scoring`.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from marsad.languages import language
from marsad.records import AUTHOR
from marsad.scoring import DRAWS, Score, article_of, score_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

GoldClaim = Mapping[str, Any]
SystemClaim = Mapping[str, Any]

UNSAID: Final = "UNK"
WRITER: Final = "author"


class Interval(NamedTuple):
    """A share with its 90 % interval; None where it is undefined."""

    value: float | None
    low: float | None
    high: float | None


class ClaimMatching(NamedTuple):
    """Claims of one text: pairs of a gold and a coded claim of one speaker, missed gold, coded extra."""

    pairs: list[tuple[GoldClaim, SystemClaim]]
    missed: list[GoldClaim]
    extra: list[SystemClaim]


class ClaimEvaluation(NamedTuple):
    """The comparison of claims.

    Attributes:
        gold: number of gold claims.
        system: number of coded claims.
        speakers: score of the different speakers of each text.
        precision: of the speakers, with its interval.
        recall: of the speakers, with its interval.
        claims: score of speaker and verb class together.
        verb: share of the right verb class, with its interval.
        verbs: (gold class, coded class) counts.
        matchings: of each text.
    """

    gold: int
    system: int
    speakers: Score
    precision: Interval
    recall: Interval
    claims: Score
    verb: Interval
    verbs: Counter[tuple[str, str]]
    matchings: dict[str, ClaimMatching]


class _Counts(NamedTuple):
    """Counts of one text."""

    coded_found: int
    coded: int
    gold_found: int
    gold: int
    verb_right: int
    verb_all: int
    exact: int
    gold_claims: int
    coded_claims: int


def evaluate_claims(
    gold: Iterable[Mapping[str, Any]], system: Iterable[SystemClaim]
) -> ClaimEvaluation | None:
    """Compares coded claims with gold texts; None where no text has a field ``claims``.

    Args:
        gold: texts with ``id`` and ``claims``; those without the field are left out.
        system: claims as `marsad code --records claims` writes them; ``document`` is the text's id.
    """
    texts = {str(text["id"]): list(text["claims"]) for text in gold if text.get("claims") is not None}
    if not texts:
        return None
    coded: dict[str, list[SystemClaim]] = defaultdict(list)
    for claim in system:
        coded[str(claim["document"])].append(claim)
    matchings = {name: matched_claims(claims, coded[name]) for name, claims in texts.items()}
    counts = {name: _counts(claims, coded[name], matchings[name]) for name, claims in texts.items()}
    return _evaluation(counts, matchings)


def _evaluation(counts: Mapping[str, _Counts], matchings: dict[str, ClaimMatching]) -> ClaimEvaluation:
    rows = _by_article(counts)
    whole = _sum(rows)
    pairs = [pair for matching in matchings.values() for pair in matching.pairs]
    hits, extra, missed = whole.gold_found, whole.coded - whole.coded_found, whole.gold - whole.gold_found
    p, r = _precision(whole) or 0.0, _recall(whole) or 0.0
    exact = score_of(whole.exact, whole.coded_claims - whole.exact, whole.gold_claims - whole.exact)
    return ClaimEvaluation(
        gold=whole.gold_claims,
        system=whole.coded_claims,
        speakers=Score(p, r, 2 * p * r / (p + r or 1), hits, extra, missed),
        precision=_interval(rows, _precision),
        recall=_interval(rows, _recall),
        claims=exact,
        verb=_interval(rows, _verb),
        verbs=Counter((str(g["verb"]), str(s["verb"])) for g, s in pairs),
        matchings=matchings,
    )


def _precision(counts: _Counts) -> float | None:
    return counts.coded_found / counts.coded if counts.coded else None


def _recall(counts: _Counts) -> float | None:
    return counts.gold_found / counts.gold if counts.gold else None


def _verb(counts: _Counts) -> float | None:
    return counts.verb_right / counts.verb_all if counts.verb_all else None


def _by_article(counts: Mapping[str, _Counts]) -> list[_Counts]:
    articles: dict[str, list[_Counts]] = defaultdict(list)
    for name, found in counts.items():
        articles[article_of(name)].append(found)
    return [_sum(found) for found in articles.values()]


def _sum(rows: Sequence[_Counts]) -> _Counts:
    return _Counts(*(sum(column) for column in zip(*rows, strict=True)))


def _interval(rows: Sequence[_Counts], share: Callable[[_Counts], float | None]) -> Interval:
    value = share(_sum(rows))
    rng = random.Random(0)  # noqa: S311 - a bootstrap, no secret
    drawn = (share(_sum(rng.choices(rows, k=len(rows)))) for _ in range(DRAWS))
    draws = sorted(value for value in drawn if value is not None)
    if value is None or not draws:
        return Interval(None, None, None)
    return Interval(value, draws[len(draws) // 20], draws[len(draws) - len(draws) // 20 - 1])


def _counts(gold: Sequence[GoldClaim], coded: Sequence[SystemClaim], matching: ClaimMatching) -> _Counts:
    speakers = list({told_by(claim): claim for claim in coded}.values())
    named = list(dict.fromkeys(str(claim["speaker"]) for claim in gold))
    found = [name for name in named if any(speaks(name, claim) for claim in speakers)]
    of_found = [claim for claim in gold if str(claim["speaker"]) in found]
    right = sum(g["verb"] == s["verb"] for g, s in matching.pairs)
    return _Counts(
        coded_found=sum(any(speaks(name, claim) for name in named) for claim in speakers),
        coded=len(speakers),
        gold_found=len(found),
        gold=len(named),
        verb_right=right,
        verb_all=len(of_found),
        exact=right,
        gold_claims=len(gold),
        coded_claims=len(coded),
    )


def matched_claims(gold: Sequence[GoldClaim], coded: Sequence[SystemClaim]) -> ClaimMatching:
    """Pairs the claims of one text by speaker, those of the same verb class first."""
    left, open_, pairs = list(coded), list(gold), []
    for same_verb in (True, False):
        for claim in list(open_):
            partner = next(
                (
                    s
                    for s in left
                    if speaks(str(claim["speaker"]), s) and (not same_verb or s["verb"] == claim["verb"])
                ),
                None,
            )
            if partner is not None:
                left.remove(partner)
                open_.remove(claim)
                pairs.append((claim, partner))
    return ClaimMatching(pairs, open_, left)


def _pairs(gold: GoldClaim, coded: SystemClaim, *, same_verb: bool) -> bool:
    return speaks(str(gold["speaker"]), coded) and (not same_verb or gold["verb"] == coded["verb"])


def told_by(claim: SystemClaim) -> str:
    """The words that a coded speaker goes by."""
    speaker = claim["speaker"]
    return str(speaker.get("text") or speaker.get("name_ar") or speaker.get("name") or UNSAID)


def speaks(gold: str, claim: SystemClaim) -> bool:
    """Whether the speaker of a coded claim is the gold speaker."""
    speaker = claim["speaker"]
    by_author = not speaker.get("text") and speaker.get("name") == AUTHOR.name
    if gold == WRITER or by_author:
        return gold == WRITER and by_author
    if gold == UNSAID:
        return not speaker.get("text")
    return same_words(gold, told_by(claim))


def same_words(one: str, other: str) -> bool:
    """Whether two names of a speaker are one: equal, or the shorter begins or ends the longer."""
    short, long = sorted((_words(one), _words(other)), key=len)
    if not short:
        return False
    parts = [0, *(at for at, word in enumerate(long) if word.joined), len(long) - len(short)]
    return any(_alike(short, long[at : at + len(short)]) for at in parts)


class _Word(NamedTuple):
    forms: frozenset[str]
    joined: bool


def _words(text: str) -> list[_Word]:
    arabic = language("ar")
    words = (token.word for token in arabic.tokens(text) if not token.word.punctuation)
    return [
        _Word(
            frozenset({word.form} | {split.stem for split in word.splits}),
            any(split.conjunction for split in word.splits),
        )
        for word in words
    ]


def _alike(short: Sequence[_Word], long: Sequence[_Word]) -> bool:
    return len(short) == len(long) and all(a.forms & b.forms for a, b in zip(short, long, strict=True))
