"""Parties found in the tokens of a sentence: names longest first, then generic parties by rule.

A generic party is a role or body with a state: "وزير الخارجية المجري بيتر سيارتو", "هيئة مراقبة السلامة
الزراعية الروسية". What the press names and no list holds is so still given its country and sector.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.actors.apposition import continues, joined
from marsad.actors.leads import NOTHING, leads
from marsad.languages.arabic.words import is_common
from marsad.languages.grammar import Fixed, Split, Token

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from marsad.actors.parties import Name, Party, Role

_AND: Final = "و"
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
_FATHATAN: Final = "\u064b"
_NAME_PARTICLES: Final = frozenset({"بن", "ابن", "ال", "ابو", "ام", "عبد", "بو", "دي", "فون", "فان"})
_MOST_NAME_WORDS: Final = 4
_MOST_BETWEEN: Final = 5
_NISBA: Final = ("ي", "ية")
_NISBA_STEMS: Final = ("ي", "يه")  # in even spelling
_DIRECTIONS: Final = frozenset({"شمال", "جنوب", "شمالي", "جنوبي"})
_LINKS: Final = frozenset({"باسم", "لدى", "لدي", "في"})


class Mention(NamedTuple):
    """A party at its place in a sentence.

    Attributes:
        start: first token.
        end: token after the last.
        party: what it stands for; None for a generic party.
        country: code, or None where the words do not tell.
        sector: PLOVER sector or None.
        adjective: it is an adjective of a noun before it (هجوم روسي).
        place: it may be no more than a place.
        role: the generic word, if any.
        gender: grammatical gender, "" where not known.
        article: its first word, a generic one, has the article.
        conjunction: proclitic conjunction of its first token.
        preposition: proclitic preposition of its first token.
        owned: it carries a pronoun: its country is that of someone named elsewhere (حكومته).
    """

    start: int
    end: int
    party: Party | None
    country: str | None
    sector: str | None
    adjective: bool = False
    place: bool = False
    role: Role | None = None
    gender: str = ""
    article: bool = False
    conjunction: str = ""
    preposition: str = ""
    owned: bool = False

    def fixed(self) -> Fixed:
        """The mention as the language room takes it."""
        return Fixed(self.start, self.end, self.conjunction, self.preposition, self.adjective, self.gender)


def mentions(tokens: Sequence[Token], on: dt.date | None) -> list[Mention]:
    """Parties of a sentence, in order, none overlapping.

    Args:
        tokens: tokens of the sentence.
        on: day at which offices are judged; None takes the latest.
    """
    finder = _Finder(tokens, on)
    found: list[Mention] = []
    index = 0
    while index < len(tokens):
        mention = finder.mention_at(index)
        if mention is None:
            index += 1
            continue
        if index and tokens[index - 1].form == _AND:
            mention = mention._replace(conjunction=_AND)  # machine translation writes و apart
        if found and continues(found[-1], mention):
            found[-1] = joined(found[-1], mention)
        else:
            found.append(mention)
        index = mention.end
    return found


class _Finder:
    def __init__(self, tokens: Sequence[Token], on: dt.date | None) -> None:
        self.tokens, self.on = tokens, on

    def mention_at(self, index: int) -> Mention | None:
        if leads(self.tokens[index].form) is NOTHING:
            return None
        named = self._named(index)
        generic = self._generic(index)
        if generic is not None and (named is None or generic.end > named.end):
            return generic
        return named or self._adjective(index)

    # -- names -----------------------------------------------------------------------------------

    def _named(self, index: int) -> Mention | None:
        """The longest name that begins at a token."""
        best, longest = None, 0
        if _FATHATAN in self.tokens[index].raw:
            return None  # روسياً is the adjective; names take no double vowel
        for split, name, parties in leads(self.tokens[index].form).names:
            length = len(name.words)
            if length <= longest or not self._matches(index, name):
                continue
            if name.needs and not self._stands_before(index, name.needs):
                continue
            if name.after_preposition and not split.preposition and not self._follows_preposition(index):
                continue
            best, longest = (split, parties), length
        # A name without parties is a stopper: مسقط رأسه is no Muscat.
        return None if best is None or not best[1] else self._of_party(index, index + longest, *best)

    def _matches(self, index: int, name: Name) -> bool:
        words, tokens = name.words, self.tokens
        if len(words) == 1:
            return True
        # The second word tells most names apart; to look at it first took a third off the resolver's time.
        if index + len(words) > len(tokens) or tokens[index + 1].word.form != words[1]:
            return False
        return all(tokens[index + k].word.form == words[k] for k in range(2, len(words)))

    def _stands_before(self, index: int, needs: frozenset[str]) -> bool:
        near = self.tokens[max(0, index - 2) : index]
        return any(split.stem in needs for token in near for split in token.word.splits)

    def _of_party(self, start: int, end: int, split: Split, parties: tuple[Party, ...]) -> Mention:
        party = self._on_date(parties)
        sector = (
            party.sector if party.holds_on(self.on) else "CVL" if party.kind == "person" else party.sector
        )
        return Mention(
            start,
            end,
            party,
            party.country,
            sector,
            place=party.kind in ("place", "capital"),
            gender="m"
            if party.kind == "person"
            else party.gender or _gender_of_head(self.tokens[start].form),
            conjunction=split.conjunction,
            preposition=split.preposition,
        )

    def _on_date(self, parties: tuple[Party, ...]) -> Party:
        current = [party for party in parties if party.holds_on(self.on)]
        return (current or list(parties))[-1]

    def _adjective(self, index: int) -> Mention | None:
        pair = self._adjective_pair(index)
        if pair is not None:
            return pair
        for split, party in leads(self.tokens[index].form).adjectives:
            if split.preposition and not split.article and index == 0:
                continue
            if party.country == "XWE" and not split.article and self._is_direction(index):
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

    def _is_direction(self, index: int) -> bool:
        """Whether "غربي" is a point of the compass: after north or south, or before a place."""
        if index and self.tokens[index - 1].form in _DIRECTIONS:
            return True
        return index + 1 < len(self.tokens) and self._named(index + 1) is not None

    def _follows_preposition(self, index: int) -> bool:
        readings = self.tokens[index - 1].word.readings if index else ()
        return any(reading.kind == "preposition" for reading in readings)

    def _opens(self, index: int) -> bool:
        if index == 0:
            return True
        return self.tokens[index - 1].word.punctuation or self._follows_preposition(index)

    # -- generic parties -------------------------------------------------------------------------

    def _generic(self, index: int) -> Mention | None:
        head = self._role(index)
        if head is None:
            owned = leads(self.tokens[index].form).owned
            ta_marbuta = self.tokens[index].raw.endswith("ة")  # مسؤولية is no مسؤولي + ه
            return None if owned is None or ta_marbuta else _owned_mention(index, *owned)
        split, role, end = head
        if end == index + 1 and split.stem.endswith(_NISBA_STEMS) and self._follows_noun(index):
            return None
        end, role = self._with_further_roles(end, role, definite=split.article)
        country, end = self._country(index, end, role)
        if role.needs_state and not (split.article and country):
            return None
        end, person = self._person_name(end, role)
        if person is not None:
            named = person._replace(start=index, conjunction=split.conjunction, preposition=split.preposition)
            return named._replace(role=role, gender="f" if role.feminine else "m", place=False)
        return Mention(
            index,
            end,
            None,
            country,
            role.sector,
            role=role,
            gender=_role_gender(role),
            article=split.article,
            conjunction=split.conjunction,
            preposition=split.preposition,
        )

    def _follows_noun(self, index: int) -> bool:
        """Whether a noun stands just before, so that "الخارجية" is its adjective and no ministry."""
        if not index:
            return False
        word = self.tokens[index - 1].word
        nominal = not word.readings or any(r.kind in ("masdar", "noun") for r in word.readings)
        return nominal and not word.punctuation and not word.digits and self._role(index - 1) is None

    def _role(self, index: int) -> tuple[Split, Role, int] | None:
        """The longest role that begins at a token, with the token after it."""
        best: tuple[Split, Role, int] | None = None
        for split, name, role in leads(self.tokens[index].form).roles:
            end = index + len(name.words)
            if (best is None or end > best[2]) and self._matches(index, name):
                best = (split, role, end)
        return best

    def _with_further_roles(self, end: int, role: Role, *, definite: bool) -> tuple[int, Role]:
        """Follows "المتحدث باسم وزارة الدفاع", "نائب وزير الخارجية" to the last role."""
        while end < len(self.tokens):
            start = end + 1 if self.tokens[end].form in _LINKS else end
            further = self._role(start) if start < len(self.tokens) else None
            if further is None or further[0].conjunction or further[0].preposition:
                return end, role
            if definite and start == end:
                return end, role
            definite = self.tokens[further[2] - 1].raw.startswith("ال")
            role = role._replace(sector=further[1].sector) if start > end else role
            end = further[2]
        return end, role

    def _country(self, start: int, end: int, role: Role) -> tuple[str | None, int]:
        """Country told by an adjective or genitive after the role, over a few words in between."""
        end = self._after_quotation(end)
        body = self._body_behind(end, role)
        if body is not None:
            return body
        for index in range(end, min(len(self.tokens), end + _MOST_BETWEEN)):
            adjective = self._adjective(index)
            if adjective is not None and not adjective.preposition:
                return adjective.country, adjective.end
            named = self._named(index)
            if named is not None:
                # What has the article takes no genitive: "زار الرئيس باريس" are two.
                definite = self.tokens[end - 1].raw.lstrip("وفبكل").startswith("ال") and index == end
                definite = definite or (end - 1 > start and self._closes_phrase(end - 1))
                return (None, end) if definite else self._genitive(named, index, end)
            if self._is_apart(index, end) and role.plural:
                break
            if not self._may_stand_between(index, loose=role.kind == "body" and not role.plural):
                break
        return None, end

    def _body_behind(self, end: int, role: Role) -> tuple[str | None, int] | None:
        """Country of the body a person belongs to ("نائب في مجلس الدوما"), or where a body sits."""
        if end + 1 >= len(self.tokens) or self.tokens[end].form not in _LINKS:
            return None
        named = self._named(end + 1)
        kinds = ("body", "place", "capital", "state") if role.kind == "body" else ("body",)
        if named is None or named.party is None or named.party.kind not in kinds:
            return None
        return named.country, named.end

    def _after_quotation(self, start: int) -> int:
        """The token after a short quoted name that follows a role (شركة «…» الروسية), else ``start``."""
        if start >= len(self.tokens) or self.tokens[start].form != '"':
            return start
        for index in range(start + 1, min(len(self.tokens), start + 2 + _MOST_BETWEEN)):
            if self.tokens[index].form == '"':
                return index + 1
        return start

    def _genitive(self, named: Mention, index: int, end: int) -> tuple[str | None, int]:
        party = named.party
        if party is None or named.preposition or named.conjunction or party.kind == "person":
            return None, end
        if index > end and (party.kind != "state" or self._closes_phrase(index - 1)):
            return None, end
        return party.country, named.end

    def _closes_phrase(self, index: int) -> bool:
        """Whether a word takes no genitive: definite, or an adjective ("أدانت محكمة دولية روسيا" are two)."""
        raw = self.tokens[index].raw
        # خارجية is a ministry, not an adjective.
        return raw.startswith(("ال", "وال")) or (raw.endswith(_NISBA) and self._role(index) is None)

    def _is_apart(self, index: int, end: int) -> bool:
        """Whether a definite word follows a plural that keeps its nun ("أحرق محتجون العلم الإسرائيلي")."""
        head = self.tokens[end - 1].raw
        sound = head.endswith(("ون", "ين")) and not head.removeprefix("و").startswith("ال")
        return index == end and sound and self.tokens[index].raw.startswith("ال")

    def _may_stand_between(self, index: int, *, loose: bool) -> bool:
        word = self.tokens[index].word
        if word.punctuation or word.digits:
            return False
        if word.form.endswith("ا") and not word.form.startswith(("ال", "وال")):
            return False  # an accusative without the article: the object ("قتل مسلحون جنديا تركيا")
        if any(reading.kind not in ("masdar", "noun", "active", "passive") for reading in word.readings):
            return False
        return loose or word.form.startswith(("ال", "وال")) or not word.readings

    def _person_name(self, end: int, role: Role) -> tuple[int, Mention | None]:
        if role.kind != "person" or end >= len(self.tokens):
            return end, None
        named = self._named(end)
        if named is not None:
            is_person = named.party is not None and named.party.kind == "person"
            bare = not named.preposition and not named.conjunction
            return (named.end, named) if is_person and bare else (end, None)
        return self._unknown_name_end(end, role), None

    def _unknown_name_end(self, end: int, role: Role) -> int:
        if role.plural:
            return end
        for index in range(end, min(len(self.tokens), end + _MOST_NAME_WORDS)):
            form = self.tokens[index].form
            if form not in _NAME_PARTICLES and not self._is_name_word(index):
                return index
        return min(len(self.tokens), end + _MOST_NAME_WORDS)

    def _is_name_word(self, index: int) -> bool:
        word = self.tokens[index].word
        if word.punctuation or word.digits or word.readings or is_common(word):
            return False
        known = leads(word.form)
        if known.adjectives or any(len(name.words) == 1 for _, name, *_ in (*known.names, *known.roles)):
            return False
        after_abd = index > 0 and self.tokens[index - 1].form == "عبد"
        # Names such as أليكسي begin with the letters of the article only after normalisation.
        return after_abd or not self.tokens[index].raw.startswith(("ال", "وال", "بال", "لل"))


def _gender_of_head(form: str) -> str:
    """Gender of a body by the first word of its name (مجلس "m", منظمة "f"), or ""."""
    if form.endswith("ه"):
        return "f"
    return "m" if form.lstrip("وفبل").startswith(_MASCULINE_HEADS) else ""


def _is_people(stem: str) -> bool:
    """Whether an adjective has the plural of people (روسيون، أردنيين)."""
    return stem.endswith(("يون", "يين"))


def _owned_mention(index: int, split: Split, role: Role) -> Mention:
    return Mention(
        index,
        index + 1,
        None,
        None,
        role.sector,
        role=role,
        owned=True,
        gender=_role_gender(role),
        conjunction=split.conjunction,
        preposition=split.preposition,
    )


def _role_gender(role: Role) -> str:
    return "f" if role.feminine else "" if role.plural else "m"
