"""Parties by name at a place in a sentence: states, blocs, places, bodies, people, adjectives."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from marsad.actors.knowledge import knowledge
from marsad.actors.leads import NOTHING, leads
from marsad.actors.mention import Mention
from marsad.actors.names import BETWEEN_STATES
from marsad.actors.settling import settled
from marsad.actors.writing import name_of
from marsad.languages.lazy import lazy

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from marsad.actors.introduced import Introduced
    from marsad.actors.parties import Name, Party
    from marsad.languages.grammar import Split, Token

_WOMENS_ENDINGS: Final = ("ا", "اء", "ة", "ى")
_MASCULINE_HEADS: Final = (
    "مجلس",
    "حلف",
    "اتحاد",
    "الاتحاد",
    "البنك",
    "بنك",
    "صندوق",
    "حزب",
    "تنظيم",
    "البيت",
    "التحالف",
)
_AND: Final = "و"
_COLON: Final = ":"
_FATHATAN: Final = "\u064b"
_RANKS: Final = {"GOV": 0, "PTY": 2, "OPP": 2, "CVL": 3}
_KNOWN: Final = 2
_SAME_NAME: Final = 0.6  # توني and أنتوني
_DIRECTIONS: Final = frozenset({"شمال", "جنوب", "شمالي", "جنوبي"})
_NEIGHBOURS: Final = frozenset({"جار", "جاره", "حدود", "جبهه"})


def _is_only_a_verb(token: Token) -> bool:
    readings = token.word.readings
    return bool(readings) and all(reading.kind == "verb" for reading in readings)


_DASHES: Final = frozenset({"-", "–"})


class NamedParties:
    """What the names in one sentence stand for on a day."""

    def __init__(self, tokens: Sequence[Token], on: dt.date | None, introduced: Introduced) -> None:
        """Takes the sentence.

        Args:
            tokens: its tokens.
            on: day at which offices are judged; None takes the latest.
            introduced: what the document has told before.
        """
        self.tokens, self.on, self.introduced = tokens, on, introduced
        self._found: dict[int, Mention | None] = {}
        self.stops: dict[int, int] = {}
        """Where a phrase begins that names no party though a word of it alone would → token after it."""

    def at(self, index: int) -> Mention | None:
        """The longest name that begins at a token; looked for once a token."""
        if index not in self._found:
            self._found[index] = self._longest_at(index)
        return self._found[index]

    def _longest_at(self, index: int) -> Mention | None:
        best, longest = None, 0
        if _FATHATAN in self.tokens[index].raw:
            return None  # روسياً is the adjective; names take no double vowel
        for split, name, parties in self._candidates(index):
            length = len(name.words)
            if length <= longest or not self.matches(index, name):
                continue
            if name.needs and not self._stands_before(index, name.needs) and not self._heads(index, parties):
                continue
            if name.after_preposition and not split.preposition and not self._stands_as_a_name(index):
                continue
            best, longest = (split, name, parties), length
        if best is None:
            return None
        split, name, parties = best
        if parties and self._is_of_a_namesake(index, split, name, parties):
            return None
        parties = settled(
            name, parties, self.tokens[index].raw, lambda: self._stems, self.introduced.countries
        )
        if not parties:
            self.stops[index] = index + longest  # a stopper: مسقط رأسه is no Muscat, الظروف القاهرة no Cairo
            return None
        return self._with_its_adjective(self._of_party(index, index + longest, split, parties))

    def _candidates(self, index: int) -> Iterable[tuple[Split, Name, tuple[Party, ...]]]:
        """Names that begin with a token, and with the one after it where they are longer."""
        known = leads(self.tokens[index].form)
        following = self.tokens[index + 1].form if index + 1 < len(self.tokens) else ""
        longer = known.longer.get(following)
        return known.names if longer is None else (*longer, *known.names)

    def _is_of_a_namesake(self, index: int, split: Split, name: Name, parties: tuple[Party, ...]) -> bool:
        """Whether another's given name stands before a bare surname ("ناتالي بورتمان" is no Rob Portman)."""
        bare = len(name.words) == 1 and not split.preposition and not split.conjunction
        if not bare or not index or parties[0].kind != "person":
            return False
        before = self.tokens[index - 1].word
        if before.form not in knowledge().given or before.readings or leads(before.form) is not NOTHING:
            return False
        own = {word for party in parties for word in name_of(party.name_ar).words[:-1]}
        return all(SequenceMatcher(None, before.form, word).ratio() < _SAME_NAME for word in own)

    def matches(self, index: int, name: Name) -> bool:
        """Whether the words of a name stand at a token; the first two are known to."""
        words, tokens = name.words, self.tokens
        if len(words) <= _KNOWN:
            return True
        if index + len(words) > len(tokens):
            return False
        return all(tokens[index + k].form == words[k] for k in range(_KNOWN, len(words)))

    @lazy
    def _stems(self) -> frozenset[str]:
        return frozenset().union(*(token.word.stems for token in self.tokens))

    def _stands_before(self, index: int, needs: frozenset[str]) -> bool:
        near = self.tokens[max(0, index - 2) : index]
        return any(not needs.isdisjoint(token.word.stems) for token in near)

    def _heads(self, index: int, parties: tuple[Party, ...]) -> bool:
        """Whether someone's surname opens the text before a verb or a colon ("عباس يدعو", "عون: لن نقبل")."""
        if index or not parties or parties[0].kind != "person" or len(self.tokens) <= _KNOWN:
            return False
        return self.tokens[1].form == _COLON or _is_only_a_verb(self.tokens[1])

    def _of_party(self, start: int, end: int, split: Split, parties: tuple[Party, ...]) -> Mention:
        party = self._on_date(parties)
        private = party.kind == "person" and not party.holds_on(self.on)
        return Mention(
            start,
            end,
            party,
            party.country,
            "CVL" if private else party.sector,
            place=party.kind in ("place", "capital"),
            gender=_gender_of_person(party.name_ar)
            if party.kind == "person"
            else party.gender or _gender_of_head(self.tokens[start].form),
            conjunction=split.conjunction,
            preposition=split.preposition,
        )

    def _with_its_adjective(self, mention: Mention) -> Mention | None:
        """A body with the adjective of its own state behind it ("صحيفة حرييت التركية") is one party.

        An outlet with the adjective of another is a namesake: "صحيفة الجريدة السودانية" is not Kuwait's.
        """
        if mention.party is None or mention.party.kind != "body" or mention.end >= len(self.tokens):
            return mention
        adjective = self.adjective(mention.end)
        if adjective is None or adjective.preposition or adjective.conjunction:
            return mention
        if not self.tokens[mention.end].form.startswith("ال"):
            return mention
        if adjective.country == mention.country:
            return mention._replace(end=adjective.end)
        return None if mention.sector == "JRN" else mention

    def _on_date(self, parties: tuple[Party, ...]) -> Party:
        if len(parties) == 1 and parties[0].holds_on(self.on):
            return parties[0]
        current = [party for party in parties if party.holds_on(self.on)]
        if not current:  # someone out of office is of the own state again, not of the last organisation
            current = [_as_place(party) for party in parties if party.country not in BETWEEN_STATES]
        # Who governs and leads a party too is named for governing; of equals the later row.
        return min(reversed(current or parties), key=lambda party: _RANKS.get(party.sector or "", 1))

    def adjective(self, index: int) -> Mention | None:
        """The adjective of a state or bloc at a token."""
        pair = self._adjective_pair(index)
        if pair is not None:
            return pair
        for split, parties in leads(self.tokens[index].form).adjectives:
            party = self._on_date(parties)
            if split.preposition and not split.article and index == 0:
                continue
            if party.country == "XWE" and self._is_direction(index, article=split.article):
                return None
            # An adjective that carries a preposition stands for its people (للروس، بالأمريكيين).
            alone = bool(split.preposition) or self._opens(index)
            return Mention(
                index,
                index + 1,
                party,
                party.country,
                "CVL" if alone or _is_people(split.stem) else party.sector,
                adjective=not alone,
                people=_is_people(split.stem),
                conjunction=split.conjunction,
                preposition=split.preposition,
            )
        return None

    def _adjective_pair(self, index: int) -> Mention | None:
        options = leads(self.tokens[index].form).pairs
        if not options or index + 1 >= len(self.tokens):
            return None
        following = self.tokens[index + 1].form.removeprefix("ال")
        for split, second, party in options:
            if second == following:
                return Mention(
                    index,
                    index + 2,
                    party,
                    party.country,
                    party.sector,
                    adjective=True,
                    conjunction=split.conjunction,
                    preposition=split.preposition,
                )
        return None

    def _is_direction(self, index: int, *, article: bool) -> bool:
        """Whether "غربي" is a point of the compass: after north, south or a neighbour, or before a place."""
        before = self.tokens[index - 1].word if index else None
        if before is not None and (before.form in _DIRECTIONS or self._is_neighbour(before.form)):
            return True
        return not article and index + 1 < len(self.tokens) and self.at(index + 1) is not None

    def _is_neighbour(self, form: str) -> bool:
        """Whether it is "its neighbour", "the border": جارتها الغربية lies to the west."""
        return form.removeprefix("ال").startswith(tuple(_NEIGHBOURS))

    def _stands_as_a_name(self, index: int) -> bool:
        """Whether an adjective stands where none can: "قطعت مالي", "مالي تطرد", "مالي والنيجر"."""
        if self.follows_preposition(index) or (index and _is_only_a_verb(self.tokens[index - 1])):
            return True
        if index + 1 >= len(self.tokens):
            return False
        if index == 0 and _is_only_a_verb(self.tokens[1]):
            return True
        beside = self.at(index + 1) if self.tokens[index + 1].form.startswith(_AND) else None
        return beside is not None and beside.party is not None and beside.party.kind == "state"

    def follows_preposition(self, index: int) -> bool:
        """Whether a preposition stands just before."""
        return bool(index) and "preposition" in self.tokens[index - 1].word.kinds

    def _opens(self, index: int) -> bool:
        if index == 0:
            return True
        dashed = index > 1 and self.tokens[index - 1].form in _DASHES
        if dashed and leads(self.tokens[index - 2].form).adjectives:
            return False  # "الحرب العراقية - الإيرانية"
        return self.tokens[index - 1].word.punctuation or self.follows_preposition(index)


def _as_place(party: Party) -> Party:
    """A capital that is none that day is a place like others (بون)."""
    return party._replace(kind="place") if party.kind == "capital" else party


def _gender_of_head(form: str) -> str:
    """Gender of a body by the first word of its name (مجلس "m", منظمة "f"), or ""."""
    if form.endswith("ه"):
        return "f"
    return "m" if form.lstrip("وفبل").startswith(_MASCULINE_HEADS) else ""


def _gender_of_person(name: str | None) -> str:
    """Gender of a person by the first name: open where it ends as names of women do (تيريزا، خديجة)."""
    first = (name or "").split(" ")[0]
    return "" if first.endswith(_WOMENS_ENDINGS) else "m"


def _is_people(stem: str) -> bool:
    """Whether an adjective has the plural of people (روسيون، أردنيين)."""
    return stem.endswith(("يون", "يين"))
