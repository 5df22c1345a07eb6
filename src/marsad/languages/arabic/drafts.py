"""Clauses in the making, and the sentence as the clause reader looks at it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from marsad.languages.arabic.phrases import ACCUSATIVE, fresh_subjects, phrases
from marsad.languages.grammar import Phrase, Reading
from marsad.languages.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from marsad.languages.arabic.tags import Tagged
    from marsad.languages.grammar import Token

CHAIN: Final = frozenset({"negation", "particle", "adverb", "question", "condition"})
"""Tags of the particles that may stand right before a verb."""

CHAIN_LENGTH: Final = 3
_HARD_STOPS: Final = frozenset({"؛", ".", "…", "..", "...", "؟", "?", "!", ";"})
_BOUNDS: Final = frozenset({"verb", "that", "adverbial", "relative", "condition"})
_BEFORE_TELLING: Final = frozenset({"demonstrative", "event", "name", "number", "word"})
_DATELINE: Final = 8
_OBLIQUE: Final = "يين"
_OBLIQUE_FROM: Final = 5
_DASHES: Final = frozenset({"-", "–", "—"})
_COMMAS: Final = frozenset({"،", ","})
_CITING: Final = frozenset({"كما", "حسبما", "مثلما"})
_RESUMING: Final = frozenset({"word", "name", "event", "number", "quantifier", "preposition"})
"""Tags with which a sentence goes on behind an aside."""


class Draft(msgspec.Struct, gc=False):
    """A clause in the making; fields as in `grammar.Clause`."""

    token: int
    readings: tuple[Reading, ...]
    kind: Literal["verb", "masdar", "noun", "participle"]
    arguments: list[Phrase] = []
    outer: list[Phrase] = []
    governor: int | None = None
    link: str = ""
    flags: dict[str, bool] = {}

    def has(self, role: str) -> bool:
        """Whether an argument stands in a role."""
        return role in [argument.role for argument in self.arguments]


def lemmas_of(draft: Draft) -> set[str]:
    """Lemmas that the predicate may stand for."""
    return {reading.lemma for reading in draft.readings}


class View:
    """One tagged sentence with its phrases and drafts, and where its stretches begin and end.

    Attributes:
        tokens: tokens of the sentence.
        tags: a tag for every token.
        fresh: tokens at which a subject opens a sentence of its own behind another.
        phrases: its noun phrases.
        drafts: clauses in the making, in order.
        at: token of a predicate → number of its draft.
        lenders: numbers of the verbs hung so far whose subject those behind them may take over.
    """

    def __init__(self, tokens: Sequence[Token], tags: list[Tagged]) -> None:
        self.tokens, self.tags = tokens, tags
        self.fresh = fresh_subjects(self.tokens, tags)
        self.phrases = phrases(tokens, tags, self.fresh)
        self.drafts: list[Draft] = []
        self.at: dict[int, int] = {}
        self.lenders: list[int] = []

    @lazy
    def predicates(self) -> list[int]:
        """Tokens of the predicates in order; asked for when all are found."""
        return list(self.at)

    @lazy
    def asks(self) -> bool:
        """Whether a question opens the sentence."""
        return any(tag.tag == "question" for tag in self.tags[:2])

    @lazy
    def denies(self) -> bool:
        """Whether any token is a negation."""
        return any(tag.tag == "negation" for tag in self.tags)

    def is_predicative(self, index: int, tag: Tagged) -> bool:
        """A participle that states: a circumstantial one (مؤكداً أن …), or a predicate after its subject."""
        if tag.article or tag.preposition or self._is_someone(index):
            return False
        previous = self.tags[index - 1] if index else None
        if previous is None or previous.tag == "point" or tag.conjunction:
            return any(reading.accusative or reading.gender == "f" for reading in tag.readings)
        if self._tells(index, tag) and previous.tag in _BEFORE_TELLING:
            return True
        definite = previous.tag == "name" or (previous.tag == "word" and previous.article)
        # "قال إن بلاده مستعدة لمفاوضات": the word right behind "that" is the subject.
        definite = definite or (previous.tag == "word" and index > 1 and self.tags[index - 2].tag == "that")
        left = self.left_bound(index)
        told = left > 0 and self.tags[left - 1].tag == "verb"
        states = any(
            reading.accusative or (reading.kind == "active" and not told) for reading in tag.readings
        )
        return definite and states

    def _is_someone(self, index: int) -> bool:
        """Whether an adjective of origin makes someone of a participle ("قائداً إيرانياً")."""
        behind = self.tags[index + 1].fixed if index + 1 < len(self.tags) else None
        if behind is None or not behind.adjective or not self.tokens[index].form.endswith("ا"):
            return False
        return self.tokens[index + 1].form.endswith("يا")

    def _tells(self, index: int, tag: Tagged) -> bool:
        """Whether a participle is followed by what is told ("نفت ذلك قائلة إن …")."""
        if index + 1 >= len(self.tags):
            return False
        colon = self.tokens[index + 1].form == ":"
        states = any(r.kind == "active" and (r.accusative or r.gender == "f") for r in tag.readings)
        return states and (colon or self.tags[index + 1].tag == "that")

    def left_bound(self, token: int) -> int:
        """The token at which the stretch to the left of a predicate begins."""
        number = bisect_left(self._openings, token)
        if not number:
            return 0
        opening = self._openings[number - 1]
        return opening if opening in self.fresh else opening + 1

    @lazy
    def _openings(self) -> list[int]:
        """Tokens at which, or behind which, a stretch begins."""
        found = self._bounds.union(
            index for index in self._points if self.is_hard(index) or self._ends_dateline(index)
        )
        return sorted(found)

    @lazy
    def _bounds(self) -> frozenset[int]:
        """Tokens that open one stretch and end another."""
        return self.fresh.union(index for index, tag in enumerate(self.tags) if tag.tag in _BOUNDS)

    @lazy
    def _points(self) -> list[int]:
        return [index for index, tag in enumerate(self.tags) if tag.tag == "point"]

    def _ends_dateline(self, index: int) -> bool:
        return index <= _DATELINE and self.tokens[index].form in _DASHES

    @lazy
    def asides(self) -> tuple[tuple[int, int], ...]:
        """Commas around a clause that breaks into its sentence, which goes on behind it with a noun.

        "حثت مانيلا، التي يحمل البحارة جنسيتها، الوسطاء على …", "عطلت باريس، وفق ما نقلته وكالة، بياناً …".
        """
        commas = [index for index, token in enumerate(self.tokens) if token.form in _COMMAS]
        pairs = pairwise(commas)
        return tuple((start, end) for start, end in pairs if self._breaks_in(start, end))

    def _breaks_in(self, start: int, end: int) -> bool:
        opener, resumed = self.tags[start + 1], self.tags[end + 1] if end + 1 < len(self.tags) else None
        if resumed is None or resumed.tag not in _RESUMING or resumed.conjunction:
            return False
        opens = opener.tag in ("relative", "preposition") or opener.lemma in _CITING
        if not opens or opener.conjunction:
            return False
        inside = self.tags[start + 1 : end]
        if not any(tag.tag == "verb" for tag in inside) or any(tag.tag == "that" for tag in inside):
            return False
        before = next((tag for tag in reversed(self.tags[:start]) if tag.tag in _BOUNDS), None)
        behind = next((tag for tag in self.tags[end + 1 :] if tag.tag in _BOUNDS or tag.tag == "point"), None)
        return before is not None and before.tag == "verb" and (behind is None or behind.tag != "verb")

    def resumed(self, token: int, stop: int) -> range:
        """Tokens with which a stretch that ends at a token goes on behind an aside; mostly none."""
        for start, end in self.asides:
            if token < start < stop <= end:
                return range(end + 1, self.right_bound(end))
        return range(0)

    def right_bound(self, token: int) -> int:
        """The token at which the stretch to the right of a predicate ends."""
        number = bisect_right(self._stops, token)
        stop = self._stops[number] if number < len(self._stops) else len(self.tags)
        if not self.asides:
            return stop
        return min((stop, *(end for start, end in self.asides if start < token < end)))

    @lazy
    def _stops(self) -> list[int]:
        """Tokens before which a stretch ends."""
        hard = (index for index in self._points if self.is_hard(index))
        return sorted(self._bounds.union(hard, self._stating))

    @property
    def _stating(self) -> Iterator[int]:
        """Tokens of the participles that state."""
        for index, tag in enumerate(self.tags):
            if tag.tag == "participle" and tag.readings[0].accusative and self.is_predicative(index, tag):
                yield index

    def phrases_between(self, start: int, end: int) -> list[Phrase]:
        """Phrases that begin in a run of tokens."""
        starts = self._phrase_starts
        return self.phrases[bisect_left(starts, start) : bisect_left(starts, end)]

    def phrase_at(self, token: int) -> Phrase | None:
        """The phrase that a token belongs to, if any."""
        number = bisect_right(self._phrase_starts, token) - 1
        found = self.phrases[number] if number >= 0 else None
        return found if found is not None and token < found.end else None

    @lazy
    def _phrase_starts(self) -> list[int]:
        return [phrase.start for phrase in self.phrases]

    def is_hard(self, index: int) -> bool:
        """Whether a sign ends every stretch."""
        form = self.tokens[index].form
        return form in _HARD_STOPS or (form == ":" and index > 0)

    def comma_between(self, start: int, end: int) -> bool:
        """Whether a comma stands in a run of tokens."""
        return not _COMMAS.isdisjoint([token.form for token in self.tokens[start:end]])

    def is_joined(self, draft: Draft) -> bool:
        """Whether a conjunction stands on the verb or on the particles before it (ولم تطرد، ثم أطلقت)."""
        if draft.readings[0].conjunction:
            return True
        for index in range(draft.token - 1, max(-1, draft.token - 1 - CHAIN_LENGTH), -1):
            tag = self.tags[index]
            if tag.tag == "conjunction" or (tag.tag in CHAIN and tag.conjunction):
                return True
            if tag.tag not in CHAIN:
                return False
        return False

    def gender(self, phrase: Phrase) -> str:
        """Grammatical gender of a phrase by its head: "m", "f", or "" where it is open."""
        tag = self.tags[phrase.start]
        if tag.fixed is not None and not tag.fixed.adjective:
            return tag.fixed.gender
        form = self.tokens[phrase.start].form
        if tag.tag in ("event", "participle"):
            if form.endswith("ه"):
                return "f"
            single = all(reading.kind == "masdar" for reading in tag.readings) and not form.endswith("ات")
            return "m" if single else ""
        return "f" if form.endswith(("ه", "ات")) and tag.article else ""

    def is_oblique(self, phrase: Phrase) -> bool:
        """Whether the ending of its head shows that it is no subject (العسكريين، 3 روسيين)."""
        tag = self.tags[phrase.start]
        form = self.tokens[phrase.start].form
        return tag.tag in ("word", "name") and len(form) > _OBLIQUE_FROM and form.endswith(_OBLIQUE)

    def is_accusative(self, phrase: Phrase) -> bool:
        """Whether the double vowel that its head is written with shows that it is no subject (وعداً)."""
        return self.tokens[phrase.start].raw.rstrip("\"'»”").endswith(ACCUSATIVE)

    def could_mean(self, draft: Draft, subject: Phrase) -> bool:
        """Whether a subject taken over from another verb agrees in gender."""
        gender = self.gender(subject)
        if draft.kind == "participle" or not gender:
            return True
        return any(reading.gender in ("", gender) for reading in draft.readings)
