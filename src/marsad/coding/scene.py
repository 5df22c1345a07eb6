"""One sentence as the coder sees it: tokens, parties, clauses and times, and what went before."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from marsad.actors.introduced import Introduced
from marsad.actors.resolver import mentions
from marsad.coding.ascriptions import Hints, hints
from marsad.coding.classes import keys_with_classes
from marsad.coding.cues import Cues, cues
from marsad.coding.likelihood import Mark, marks
from marsad.languages import Language, language
from marsad.languages.lazy import lazy

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from marsad.actors.mention import Mention
    from marsad.coding.events import Act
    from marsad.coding.frames import Frame
    from marsad.coding.speakers import Speaker
    from marsad.languages.grammar import Clause, Phrase, TimeExpression, Token
    from marsad.records import DatePrecision, Entity

_QUOTE: Final = '"'
_LAST_PARTIES: Final = 6
_EVENT_NOUNS: Final = frozenset({"masdar", "noun"})


@dataclass(slots=True)
class Memory:
    """What the sentences before leave behind, for pronouns, "the two countries" and "the next day".

    Attributes:
        introduced: what the document has introduced so far: its countries, people, offices.
        recent: codes of states named last, the latest at the end.
        subject: parties of the last main subject.
        date: day of the last dated act.
        year: year or month of the acts of the sentence before, by its first day, where that tells no day.
        told: acts of the sentence before.
        story: acts of all sentences before, the latest at the end.
        speakers: who spoke in the sentences before, the latest at the end.
        quoting: whose quotation the last sentence left open.
        apposed: names that stood in apposition to speakers, by the words of the speaker.
        awaited: who is about to be quoted, after a sentence that ends with a colon.
        past_day: the latest day that the sentence before, or one that ends with a colon, tells of the past.
        papers: day on which each speaker told what the text quotes, by the speaker's last word.
    """

    introduced: Introduced = field(default_factory=Introduced)
    recent: list[str] = field(default_factory=list)
    subject: tuple[Entity, ...] = ()
    date: dt.date | None = None
    year: tuple[dt.date, DatePrecision] | None = None
    told: tuple[Act, ...] = ()
    story: list[Act] = field(default_factory=list)
    speakers: list[Speaker] = field(default_factory=list)
    quoting: Speaker | None = None
    apposed: dict[str, Speaker] = field(default_factory=dict)
    awaited: Speaker | None = None
    past_day: dt.date | None = None
    papers: dict[str, dt.date] = field(default_factory=dict)

    def note(
        self,
        tokens: list[Token],
        found: list[Mention],
        *,
        title: bool = False,
        places: frozenset[int] = frozenset(),
    ) -> None:
        """Takes note of a sentence's parties; those that begin at ``places`` are where something happens."""
        self.introduced.note(tokens, found, title=title)
        for mention in found:
            if mention.country and mention.sector != "JRN" and mention.start not in places:
                if mention.country in self.recent:
                    self.recent.remove(mention.country)
                self.recent.append(mention.country)
        del self.recent[:-_LAST_PARTIES]

    @property
    def focus(self) -> str | None:
        """The country that the document speaks of most."""
        most = self.introduced.countries.most_common(1)
        return most[0][0] if most else None


@dataclass
class Scene:
    """One sentence, analysed once.

    Attributes:
        text: the sentence as it stands.
        offset: where it starts in the document.
        number: its number.
        published: day of publication, or None.
        title: whether it is a title.
        memory: what went before.
        language: the language it is read in.
        frames: frames found so far, by token, kind, voice and arguments of the predicate.
        slots: tokens in slots looked into so far, where no frame matters, and what they may be known by.
        done: acts found in it so far.
    """

    text: str
    offset: int
    number: int
    published: dt.date | None
    title: bool
    memory: Memory
    language: Language = field(default_factory=lambda: language("ar"))
    frames: dict[tuple[int, str, bool, tuple[Phrase, ...]], Frame | None] = field(default_factory=dict)
    slots: dict[tuple[int, str, bool, tuple[Phrase, ...], str], tuple[list[int], frozenset[str]]] = field(
        default_factory=dict
    )
    done: list[Act] = field(default_factory=list)

    @lazy
    def cues(self) -> Cues:
        """Words that the rules ask for."""
        return cues(self.language.code)

    @lazy
    def tokens(self) -> list[Token]:
        """Tokens of the sentence."""
        return self.language.tokens(self.text)

    @lazy
    def _known_by(self) -> Callable[[str], frozenset[str]]:
        return keys_with_classes(self.language.code)

    @lazy
    def all_keys(self) -> frozenset[str]:
        """What a table may know any token of the sentence by."""
        return frozenset().union(*map(self._known_by, {token.form for token in self.tokens}))

    @lazy
    def lemmas(self) -> frozenset[str]:
        """Lemmas that any token may stand for."""
        return frozenset().union(*[token.word.lemmas for token in self.tokens])

    @lazy
    def may_dismiss(self) -> bool:
        """Whether the sentence has any of the words that deny a report, or call it false."""
        cues, keys = self.cues, self.all_keys
        denials = (cues.truth, cues.true, cues.falsehoods, cues.denying)
        return not all(keys.isdisjoint(words) for words in denials)

    @lazy
    def mentions(self) -> list[Mention]:
        """Parties in order."""
        found = mentions(self.tokens, self.published, self.memory.introduced)
        kept = [mention for mention in found if not self._is_medium(mention)]
        if self.title and len(kept) > 1 and self._is_told_of(kept[0], kept[1]):
            del kept[1]
        return kept

    def _is_told_of(self, subject: Mention, mention: Mention) -> bool:
        """Whether "accused" is what a title tells of who it opens with ("طالب هولندي متهم بالتجسس")."""
        charged = mention.start == subject.end and bool(self.keys(mention.start) & self.cues.charges)
        return charged and subject.start <= 1 and bool(subject.country) and not mention.article

    def _is_medium(self, mention: Mention) -> bool:
        """Whether a company is only where something is said ("على تويتر")."""
        before = self.lemmas_before(mention.start)
        if before.isdisjoint(self.cues.upon) and before.isdisjoint(self.cues.through):
            return False
        return not self.keys(mention.start).isdisjoint(self.cues.platforms)

    @lazy
    def mention_at(self) -> dict[int, Mention]:
        """Parties by their first token."""
        return {mention.start: mention for mention in self.mentions}

    @lazy
    def hints(self) -> Hints:
        """What may ascribe words to someone, apart from the clauses."""
        return hints(self.tokens, self.language.code)

    @lazy
    def marks(self) -> list[Mark]:
        """Words of likelihood, in order."""
        return marks(self)

    @lazy
    def clauses(self) -> list[Clause]:
        """Clauses in order of their predicates."""
        fixed = [mention.fixed() for mention in self.mentions]
        return self.language.clauses(self.tokens, fixed, self._time_runs)

    @lazy
    def _time_runs(self) -> list[tuple[int, int]]:
        """Token runs of the expressions of time."""
        times = self.times
        starts = [token.start for token in self.tokens] if times else []
        runs = [(bisect_left(starts, time.start), bisect_left(starts, time.end)) for time in times]
        return [run for run in runs if run[0] < run[1]]

    @lazy
    def _timed(self) -> frozenset[int]:
        return frozenset(index for start, end in self._time_runs for index in range(start, end))

    def is_timed(self, index: int) -> bool:
        """Whether a token belongs to an expression of time."""
        return index in self._timed

    @lazy
    def _named(self) -> frozenset[int]:
        return frozenset(index for mention in self.mentions for index in range(mention.start, mention.end))

    def is_named(self, index: int) -> bool:
        """Whether a token belongs to a party."""
        return index in self._named

    @lazy
    def verb_tokens(self) -> frozenset[int]:
        """Token numbers of the finite verbs and predicative participles."""
        return frozenset(self.verbs_in_order)

    @lazy
    def verbs_in_order(self) -> list[int]:
        """The same in order."""
        return [clause.token for clause in self.clauses if clause.kind in ("verb", "participle")]

    @lazy
    def times(self) -> list[TimeExpression]:
        """Expressions of time."""
        day, grain = self.memory.year or (self.memory.date, "day")
        return self.language.times(self.text, self.published, day, grain)

    def that_before(self, clause: Clause) -> int | None:
        """Token of the "that" that opens a clause's stretch, or None."""
        for index in range(clause.token - 1, -1, -1):
            if index in self.verb_tokens:
                return None
            if self._is_that(index):
                return index
        return None

    def _is_that(self, index: int) -> bool:
        word, that = self.tokens[index].word, self.cues.that
        if word.lemmas.isdisjoint(that):
            return False
        return any(r.kind == "subordinator" and r.lemma in that for r in word.readings)

    def is_then(self, index: int) -> bool:
        """Whether a "then" is written with a token ("فسيعود"), which opens what follows from a condition."""
        return any(split.conjunction in self.cues.then for split in self.tokens[index].word.splits)

    def put(self, number: int, clause: Clause) -> None:
        """Puts another reading in place of a clause; what was found with the old one is found anew."""
        self.clauses[number] = clause
        self.frames.clear()
        self.slots.clear()

    @lazy
    def quotes(self) -> list[int]:
        """Tokens that are quotation marks, in order."""
        return [index for index, token in enumerate(self.tokens) if token.form == _QUOTE]

    def number_of(self, clause: Clause) -> int:
        """The number of a clause in the sentence's list, also where a rule has reread it; -1 for none."""
        return self._numbers.get(clause.token, -1)

    @lazy
    def _numbers(self) -> dict[int, int]:
        """Numbers of the clauses by their tokens, which no rereading changes."""
        return {clause.token: number for number, clause in enumerate(self.clauses)}

    def verb_before(self, clause: Clause) -> Clause | None:
        """The nearest finite verb before a clause, or None."""
        for number in range(self.number_of(clause) - 1, -1, -1):
            if self.clauses[number].kind == "verb":
                return self.clauses[number]
        return None

    def keys(self, index: int) -> frozenset[str]:
        """What a table may know a token by, the classes of a noun among it."""
        return self._known_by(self.tokens[index].form)

    def is_event_noun(self, index: int) -> bool:
        """Whether a token may be a verbal or event noun."""
        return not self.tokens[index].word.kinds.isdisjoint(_EVENT_NOUNS)

    def lemmas_at(self, index: int) -> frozenset[str]:
        """Lemmas that a token may stand for."""
        return self.tokens[index].word.lemmas

    def lemmas_before(self, index: int) -> frozenset[str]:
        """Lemmas that the token before one may stand for; none at the start."""
        return self.tokens[index - 1].word.lemmas if index else frozenset()

    def opens(self, index: int) -> bool:
        """Whether a token stands at the start or right after a colon."""
        return index == 0 or self.tokens[index - 1].form == ":"

    def mentions_in(self, phrase: Phrase) -> list[Mention]:
        """Parties that begin inside a phrase."""
        starts = self._mention_starts
        return self.mentions[bisect_left(starts, phrase.start) : bisect_left(starts, phrase.end)]

    @lazy
    def _mention_starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    def words(self, start: int, end: int) -> str:
        """The text of a run of tokens as it stands."""
        if start >= end:
            return ""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Document offsets of a run of tokens."""
        return self.offset + self.tokens[start].start, self.offset + self.tokens[end - 1].end
