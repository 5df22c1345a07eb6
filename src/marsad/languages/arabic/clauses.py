"""Clauses of an Arabic sentence: predicates, their arguments, and how they hang together.

A single pass from left to right. Arabic news is mostly verb–subject–object with the verb first, or, in
titles, the subject first; both are read. What cannot be told apart by rule (does a prepositional phrase
belong to the noun or to the verb?) is given to the nearer predicate and listed as ``outer`` for the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from marsad.languages.arabic.lexicon import verb_classes
from marsad.languages.arabic.phrases import phrases
from marsad.languages.arabic.tagging import COPULAS, Tagged, tagged
from marsad.languages.arabic.words import is_adjective
from marsad.languages.grammar import Clause, Fixed, Phrase, Reading, Token

_HARD_STOPS: Final = frozenset({"؛", ".", "…", "..", "...", "؟", "?", "!", ";"})
_DATELINE: Final = 8
_DASHES: Final = frozenset({"-", "–", "—"})
_TAKES_THAT: Final = frozenset(
    {"says", "confirms", "denies", "alleges", "asks", "warns", "predicts", "reports", "announce", "intend", "want",
     "modal", "cause"}
)  # fmt: skip
_MODAL_BACK: Final = 3
_CHAIN: Final = frozenset({"negation", "particle", "adverb", "question", "condition"})
_NEGATED_NOUNS: Final = frozenset({"عدم", "غير", "لا"})


@dataclass(slots=True)
class _Draft:
    """A clause in the making."""

    token: int
    readings: tuple[Reading, ...]
    kind: Literal["verb", "masdar", "noun", "participle"]
    arguments: list[Phrase] = field(default_factory=list)
    outer: list[Phrase] = field(default_factory=list)
    governor: int | None = None
    link: str = ""
    flags: dict[str, bool] = field(default_factory=dict)

    def has(self, role: str) -> bool:
        return any(argument.role == role for argument in self.arguments)


def clauses(
    tokens: Sequence[Token], fixed: Sequence[Fixed], times: Sequence[tuple[int, int]] = ()
) -> list[Clause]:
    """Clauses of one sentence in order of their predicates.

    Args:
        tokens: tokens of the sentence.
        fixed: noun phrases known from outside (names), in order.
        times: runs of tokens that tell a time.
    """
    tags = tagged(tokens, fixed, times)
    return _Reader(tokens, tags).clauses()


class _Reader:
    """Reads one sentence; holds what the pass needs to remember."""

    def __init__(self, tokens: Sequence[Token], tags: list[Tagged]) -> None:
        self.tokens, self.tags = tokens, tags
        self.phrases = phrases(tokens, tags)
        self.drafts: list[_Draft] = []
        self.at: dict[int, int] = {}

    def clauses(self) -> list[Clause]:
        for index, tag in enumerate(self.tags):
            if self._is_predicate(index, tag):
                self.at[index] = len(self.drafts)
                self.drafts.append(_Draft(index, tag.readings, _kind(tag)))
        for draft in self.drafts:
            self._fill(draft)
        for number, draft in enumerate(self.drafts):
            self._hang(number, draft)
        return [_finished(draft) for draft in self.drafts]

    # -- predicates ------------------------------------------------------------------------------

    def _is_predicate(self, index: int, tag: Tagged) -> bool:
        if tag.tag in ("verb", "event"):
            return True
        return tag.tag == "participle" and self._is_predicative(index, tag)

    def _is_predicative(self, index: int, tag: Tagged) -> bool:
        """A participle that states: a circumstantial one (مؤكداً أن …), or a predicate after its subject."""
        if tag.article or tag.preposition:
            return False
        previous = self.tags[index - 1] if index else None
        if previous is None or previous.tag == "point" or tag.conjunction:
            return any(reading.accusative or reading.gender == "f" for reading in tag.readings)
        definite = previous.tag == "name" or (previous.tag == "word" and previous.article)
        return definite and any(reading.accusative or reading.kind == "active" for reading in tag.readings)

    # -- arguments -------------------------------------------------------------------------------

    def _fill(self, draft: _Draft) -> None:
        if draft.kind in ("verb", "participle"):
            self._fill_verb(draft)
        else:
            self._fill_noun(draft)
        draft.flags = self._flags(draft)

    def _fill_verb(self, draft: _Draft) -> None:
        before = self._subject_before(draft)
        if before is not None:
            draft.arguments.append(before._replace(role="subject"))
        inner = False
        for phrase in self._phrases_after(draft.token):
            tag = self.tags[phrase.start]
            role = phrase.role or self._bare_role(draft, phrase)
            if phrase.role == "genitive":
                inner = inner or tag.tag == "event"
                continue
            target = draft.outer if inner and phrase.role else draft.arguments
            target.append(phrase._replace(role=role))
            inner = inner or tag.tag == "event"

    def _bare_role(self, draft: _Draft, phrase: Phrase) -> str:
        if draft.has("subject") or draft.has("object") or not self._agrees(draft, phrase):
            return "object"
        if self._has_pronoun_subject(draft) or self._follows_copula(draft):
            return "object"
        if self.tags[phrase.start].tag != "name" and self._continues(draft):
            return "object"
        return "subject"

    def _has_pronoun_subject(self, draft: _Draft) -> bool:
        """Whether "that" before the verb carries its subject as a pronoun (أنها أتمّت سحب …)."""
        left = self._left_bound(draft.token)
        if any(tag.tag == "pronoun" for tag in self.tags[max(left, draft.token - 2) : draft.token]):
            return True
        if not left or self.tags[left - 1].tag != "that":
            return False
        return any(reading.enclitic for reading in self.tags[left - 1].readings)

    def _follows_copula(self, draft: _Draft) -> bool:
        """Whether the subject stands with a copula before the verb (كانت طهران قد أرسلت طائرات)."""
        number = self.at[draft.token]
        earlier = next((d for d in reversed(self.drafts[:number]) if d.kind == "verb"), None)
        if earlier is None or not _lemmas(earlier) & COPULAS or not earlier.has("subject"):
            return False
        return self._directly_after(earlier, draft) and not self._is_joined(draft)

    def _continues(self, draft: _Draft) -> bool:
        """Whether the verb goes on with the named subject of the verb before it (وأعلنت … وحشدت قوات).

        A thing after such a verb is then its object. Where it is the subject after all (وارتفعت الأسعار) the
        verb is one of those that no frame speaks of.
        """
        earlier = self._last_with_subject(draft)
        if earlier is None:
            return False
        subject = next(a for a in earlier.arguments if a.role == "subject")
        head = self.tags[subject.start]
        if head.tag not in ("name", "event") and not head.article:
            return False
        joined = self._is_joined(draft) or self._directly_after(earlier, draft)
        return joined and self._could_mean(draft, subject)

    def _last_with_subject(self, draft: _Draft) -> _Draft | None:
        """The nearest verb before that has a subject of its own, passing over copulas without one."""
        number = self.at[draft.token]
        for earlier in reversed(self.drafts[:number]):
            if earlier.kind == "verb":
                if earlier.has("subject"):
                    return earlier
                if not _lemmas(earlier) & COPULAS:
                    return None
        return None

    def _directly_after(self, earlier: _Draft, draft: _Draft) -> bool:
        between = self.tags[earlier.token + 1 : draft.token]
        breaks = ("point", "relative", "adverbial")
        return not any(tag.tag in breaks for tag in between)

    def _agrees(self, draft: _Draft, phrase: Phrase) -> bool:
        """Whether the phrase may be the subject of the verb before it: a verb first agrees in gender."""
        if draft.readings[0].person in ("1", "2"):
            return False
        gender = self._gender(phrase)
        if not gender or draft.kind == "participle":
            return True
        return any(reading.gender in ("", gender) for reading in draft.readings)

    def _gender(self, phrase: Phrase) -> str:
        tag = self.tags[phrase.start]
        if tag.fixed is not None and not tag.fixed.adjective:
            return tag.fixed.gender
        form = self.tokens[phrase.start].form
        if tag.tag in ("event", "participle"):
            return "f" if form.endswith("ه") else ""
        return "f" if form.endswith(("ه", "ات")) and tag.article else ""

    def _phrases_after(self, token: int) -> list[Phrase]:
        stop = self._right_bound(token)
        found: list[Phrase] = []
        for phrase in self.phrases:
            if not token < phrase.start < stop or self._is_circumstance(phrase):
                continue
            if phrase.role == "genitive" and found and found[-1].end == phrase.start:
                found[-1] = found[-1]._replace(end=phrase.end)
            else:
                found.append(phrase)
        return found

    def _is_circumstance(self, phrase: Phrase) -> bool:
        number = self.at.get(phrase.start)
        return number is not None and self.drafts[number].kind == "participle"

    def _right_bound(self, token: int) -> int:
        for index in range(token + 1, len(self.tags)):
            tag = self.tags[index]
            if tag.tag in ("verb", "that", "adverbial", "relative", "condition"):
                return index
            if tag.tag == "point" and self._is_hard(index):
                return index
            if tag.tag == "participle" and self._is_predicative(index, tag) and tag.readings[0].accusative:
                return index
        return len(self.tags)

    def _is_hard(self, index: int) -> bool:
        form = self.tokens[index].form
        return form in _HARD_STOPS or (form == ":" and index > 0)

    def _subject_before(self, draft: _Draft) -> Phrase | None:
        """The subject that stands before its verb, as in titles and after أنّ."""
        if draft.kind == "verb" and self._is_joined(draft):
            return None
        left = self._left_bound(draft.token)
        if left and self.tags[left - 1].tag == "verb":
            return None
        candidates = [p for p in self.phrases if left <= p.start and p.end <= draft.token and not p.role]
        if not candidates:
            return self._relative_subject(draft, left)
        return candidates[0] if self._is_topic(draft, candidates[0]) else None

    def _is_topic(self, draft: _Draft, candidate: Phrase) -> bool:
        """Whether a phrase before the verb is its subject, and not an adverb set off by a comma (علاوة على ذلك،)."""
        if self.tags[candidate.start].tag == "name" or draft.kind != "verb":
            return True
        if self._comma_between(candidate.end, draft.token):
            return False
        following = self.tags[draft.token + 1] if draft.token + 1 < len(self.tags) else None
        named = following is not None and following.fixed is not None and not following.fixed.adjective
        return not named or not self._agrees(draft, Phrase("", draft.token + 1, draft.token + 2))

    def _left_bound(self, token: int) -> int:
        for index in range(token - 1, -1, -1):
            tag = self.tags[index]
            if tag.tag in ("verb", "that", "adverbial", "relative", "condition"):
                return index + 1
            if tag.tag == "point" and (self._is_hard(index) or self._ends_dateline(index)):
                return index + 1
        return 0

    def _ends_dateline(self, index: int) -> bool:
        return index <= _DATELINE and self.tokens[index].form in _DASHES

    def _relative_subject(self, draft: _Draft, left: int) -> Phrase | None:
        if not left or self.tags[left - 1].tag != "relative":
            return None
        if any(reading.enclitic for reading in draft.readings):
            return None
        before = [phrase for phrase in self.phrases if phrase.end <= left - 1]
        return before[-1] if before else None

    def _fill_noun(self, draft: _Draft) -> None:
        """Arguments of an event noun: adjective, genitives, then prepositional phrases to its right."""
        tag = self.tags[draft.token]
        own = next((p for p in self.phrases if p.start <= draft.token < p.end), None)
        if own is None:
            return
        bound = not tag.article and not any(reading.enclitic for reading in tag.readings)
        self._inside_noun_phrase(draft, own, bound=bound)
        for phrase in self._phrases_after(draft.token):
            if phrase.start <= draft.token or phrase == own:
                continue
            if phrase.role == "" and self.tags[phrase.start].conjunction:
                break
            if phrase.role == "genitive":
                if not draft.arguments and phrase.start == own.end:
                    draft.arguments.append(phrase)
            elif phrase.role == "" and draft.has("genitive") and not draft.has("object"):
                draft.arguments.append(phrase._replace(role="object"))
            elif phrase.role not in ("", "genitive"):
                draft.arguments.append(phrase)

    def _inside_noun_phrase(self, draft: _Draft, own: Phrase, *, bound: bool) -> None:
        for index in range(draft.token + 1, own.end):
            tag = self.tags[index]
            if tag.fixed is None or tag.fixed.start != index:
                continue
            role = "adjective" if tag.fixed.adjective else "genitive"
            if role == "adjective" and not self._qualifies(draft.token, index):
                role = "genitive"
            if role == "genitive" and not bound:
                continue
            draft.arguments.append(Phrase(role, index, own.end))
            if role == "genitive":
                return

    def _qualifies(self, noun: int, adjective: int) -> bool:
        """Whether an adjective belongs to the event noun itself and not to a genitive of it."""
        if adjective == noun + 1:
            return True
        article = self.tags[noun].article
        definite = self.tokens[adjective].form.startswith("ال")
        between = range(noun + 1, adjective)
        same = all(self.tags[index].article == article for index in between)
        return article == definite and same and all(is_adjective(self.tokens[index].word) for index in between)

    # -- links -----------------------------------------------------------------------------------

    def _hang(self, number: int, draft: _Draft) -> None:
        if draft.kind in ("masdar", "noun"):
            self._hang_noun(number, draft)
            return
        left = self._left_bound(draft.token)
        opener = self.tags[left - 1] if left else None
        if draft.kind == "participle":
            self._link(draft, self._previous_verb(number), "adverb")
        elif opener is None:
            draft.link = ""
        elif opener.tag == "that":
            self._link(draft, self._governor_at(left - 1), "that")
        elif opener.tag == "relative":
            self._link(draft, self._previous_verb(number), "relative")
        elif opener.tag in ("adverbial", "condition"):
            self._link(draft, self._previous_verb(number), "adverb")
            draft.flags["condition"] = opener.tag == "condition"
        elif opener.tag == "verb":
            self._after_verb(number, draft, left - 1)
        elif self.tokens[left - 1].form == ":":
            self._link(draft, self._previous_verb(number), "that")
        self._inherit(draft)

    def _link(self, draft: _Draft, governor: int | None, link: str) -> None:
        draft.governor, draft.link = governor, link

    def _previous_verb(self, number: int) -> int | None:
        for earlier in range(number - 1, -1, -1):
            if self.drafts[earlier].kind in ("verb", "participle"):
                return earlier
        return None

    def _governor_at(self, that: int) -> int | None:
        """The predicate whose complement begins at a "that": the last one before it that takes one."""
        if self.tags[that].conjunction:
            earlier = self._earlier_that(that)
            if earlier is not None:
                return self._governor_at(earlier)
        before = [number for token, number in self.at.items() if token < that]
        for number in reversed(before):
            if any(verb_classes(lemma) & _TAKES_THAT for lemma in _lemmas(self.drafts[number])):
                return number
        return before[-1] if before else None

    def _earlier_that(self, that: int) -> int | None:
        return next((index for index in range(that - 1, -1, -1) if self.tags[index].tag == "that"), None)

    def _after_verb(self, number: int, draft: _Draft, verb: int) -> None:
        other = self.at[verb]
        joined = self._is_joined(draft)
        if joined and not self._comma_between(verb, draft.token):
            governing = self.drafts[other]
            self._link(draft, governing.governor, "coordinate" if governing.governor is None else governing.link)
            draft.flags.setdefault("coordinate", True)
            if governing.flags.get("condition"):
                draft.flags["condition"] = True
        elif not joined and not self._comma_between(verb, draft.token):
            self._link(draft, other, "complement")

    def _is_joined(self, draft: _Draft) -> bool:
        """Whether a conjunction stands on the verb or on the particles before it (ولم تطرد، ثم أطلقت)."""
        if draft.readings[0].conjunction:
            return True
        for index in range(draft.token - 1, max(-1, draft.token - 1 - _MODAL_BACK), -1):
            tag = self.tags[index]
            if tag.tag == "conjunction" or (tag.tag in _CHAIN and tag.conjunction):
                return True
            if tag.tag not in _CHAIN:
                return False
        return False

    def _comma_between(self, start: int, end: int) -> bool:
        return any(self.tokens[index].form in ("،", ",") for index in range(start, end))

    def _inherit(self, draft: _Draft) -> None:
        """Takes the subject of the governing or preceding verb where the sentence leaves it out."""
        if draft.has("subject") or draft.flags.get("passive"):
            return
        number = self.at[draft.token]
        for earlier in range(number - 1, -1, -1):
            other = self.drafts[earlier]
            if other.kind not in ("verb", "participle"):
                continue
            subject = next((a for a in other.arguments if a.role == "subject"), None)
            if subject is not None and self._could_mean(draft, subject):
                draft.arguments.insert(0, subject)
                draft.flags["inherited"] = True
                return

    def _could_mean(self, draft: _Draft, subject: Phrase) -> bool:
        gender = self._gender(subject)
        if draft.kind == "participle" or not gender:
            return True
        return any(reading.gender in ("", gender) for reading in draft.readings)

    def _hang_noun(self, number: int, draft: _Draft) -> None:
        for earlier in range(number - 1, -1, -1):
            other = self.drafts[earlier]
            for phrase in (*other.arguments, *other.outer):
                if phrase.start <= draft.token < phrase.end and phrase.start > other.token:
                    self._link(draft, earlier, phrase.role)
                    return

    # -- flags -----------------------------------------------------------------------------------

    def _flags(self, draft: _Draft) -> dict[str, bool]:
        flags = dict.fromkeys(("negated", "future", "possible", "obliged", "question"), False)
        flags["future"] = any(reading.future for reading in draft.readings)
        flags["passive"] = self._is_passive(draft)
        for index in range(draft.token - 1, max(-1, draft.token - 1 - _MODAL_BACK), -1):
            tag = self.tags[index]
            if tag.tag not in _CHAIN:
                break
            self._mark(flags, tag, draft)
        flags["question"] = flags["question"] or any(tag.tag == "question" for tag in self.tags[:2])
        return flags

    def _mark(self, flags: dict[str, bool], tag: Tagged, draft: _Draft) -> None:
        if tag.tag == "negation":
            flags["negated"] = draft.kind in ("verb", "participle") or tag.lemma in _NEGATED_NOUNS
            flags["future"] = flags["future"] or tag.lemma == "لن"
        elif tag.lemma == "سوف":
            flags["future"] = True
        elif tag.lemma == "ربما" or (tag.lemma == "قد" and draft.readings[0].tense == "present"):
            flags["possible"] = True
        elif tag.tag == "question":
            flags["question"] = True

    def _is_passive(self, draft: _Draft) -> bool:
        if draft.kind == "participle":
            return all(reading.kind == "passive" for reading in draft.readings)
        if draft.kind != "verb":
            return False
        if all(reading.passive for reading in draft.readings):
            return True
        return _has_passive_sign(self.tokens[draft.token].raw, draft.readings[0])


def _has_passive_sign(raw: str, reading: Reading) -> bool:
    """A written damma on the first letter of the stem tells a passive (قُتل، تُعتقل)."""
    rest = raw[len(reading.conjunction) :]
    if len(rest) < 2 or rest[1] != "\u064f":
        return False
    # In the present, forms II, III and IV have the damma in the active too (يُعلن), so it only tells in the past.
    return reading.tense == "past"


def _lemmas(draft: _Draft) -> set[str]:
    return {reading.lemma for reading in draft.readings}


def _kind(tag: Tagged) -> Literal["verb", "masdar", "noun", "participle"]:
    if tag.tag == "verb":
        return "verb"
    if tag.tag == "participle":
        return "participle"
    return "masdar" if all(reading.kind == "masdar" for reading in tag.readings) else "noun"


def _finished(draft: _Draft) -> Clause:
    flags = {name: value for name, value in draft.flags.items() if name != "coordinate"}
    return Clause(
        draft.token,
        draft.readings,
        draft.kind,
        tuple(draft.arguments),
        tuple(draft.outer),
        draft.governor,
        draft.link,
        **flags,
    )
