"""Generic parties: a role or body with a state, by rule and not by list.

"وزير الخارجية المجري بيتر سيارتو", "هيئة مراقبة السلامة الزراعية الروسية": what the press names and no list
holds is so still given its country and sector.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.actors.knowledge import acting_country
from marsad.actors.leads import leads
from marsad.actors.mention import Mention
from marsad.actors.names import NO_CODE
from marsad.languages.arabic.lexicon import verb_classes
from marsad.languages.arabic.words import common_split, is_adjective, is_common

if TYPE_CHECKING:
    from marsad.actors.named import NamedParties
    from marsad.actors.parties import Party, Role
    from marsad.languages.grammar import Split, Word

_NAME_PARTICLES: Final = frozenset({"بن", "ابن", "ال", "ابو", "ام", "عبد", "بو", "دي", "فون", "فان"})
_MOST_NAME_WORDS: Final = 4
_MOST_BETWEEN: Final = 5
_NISBA: Final = ("ي", "ية")
_NISBA_STEMS: Final = ("ي", "يه")  # in even spelling
_DEPUTIES: Final = frozenset({"نائب", "مساعد", "وكيل"})
_DEFINITE: Final = ("ال", "وال", "بال", "لل", "فال", "كال", "ولل", "وبال")
_ABROAD: Final = frozenset({"سفارة", "قنصلية", "بعثة دبلوماسية", "سفير", "قنصل"})
_LEADER: Final = "قائد"
_FOR: Final = "ل"
_FOREIGN: Final = frozenset({"اجنبي", "اجنبيه", "اجانب"})
_MALI: Final = "MLI"
_MALIAN: Final = frozenset({"المالي", "الماليه", "الماليون", "الماليين"})
_OF_STATE: Final = frozenset({"GOV", "LEG", "MIL"})
_OF_MONEY: Final = frozenset(
    {"رقابة", "مدير", "مراقب", "مستشار", "مسؤول", "مسؤولون", "مسؤولين", "ملحق", "هيئة", "وكالة"}
)
"""Offices and bodies that are rather "financial" than "Malian"."""
_LINKS: Final = frozenset({"باسم", "لدى", "لدي", "في"})


class _Owner(NamedTuple):
    """Whose a role is: country (None where it is not told), the token after the words that tell, the body."""

    country: str | None
    end: int
    body: Party | None = None


class GenericParties:
    """The generic parties of one sentence."""

    def __init__(self, named: NamedParties) -> None:
        """Takes the sentence with its names."""
        self.named, self.tokens = named, named.tokens

    def at(self, index: int) -> Mention | None:
        """The generic party that begins at a token."""
        head = self._role(index)
        if head is not None and self._is_circumstance(index, head[0]):
            return None
        if head is None:
            owned = leads(self.tokens[index].form).owned
            ta_marbuta = self.tokens[index].raw.endswith("ة")  # مسؤولية is no مسؤولي + ه
            return None if owned is None or ta_marbuta else _owned_mention(index, *owned)
        split, role, end = head
        nisba = split.stem.endswith(_NISBA_STEMS) and role.form.endswith(_NISBA)  # أسرى is none
        if end == index + 1 and nisba and self._follows_noun(index):
            return None
        end, role = self._with_further_roles(end, role, definite=split.article)
        country, end, body = self._owner(index, end, role)
        if role.needs_state and not (split.article and country):
            return None
        if body is not None and body.kind == "body" and body.sector and _is_of_office(role):
            role = role._replace(sector=body.sector)
        told = end
        end, person = self._person_name(end, role)
        if person is not None:
            named = person._replace(start=index, conjunction=split.conjunction, preposition=split.preposition)
            feminine = role.feminine and not self.tokens[index].raw.endswith("ه")  # رئيسه is no رئيسة
            return named._replace(role=role, gender="f" if feminine else "m", place=False)
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
            named_from=told if end > told else None,
        )

    def _is_circumstance(self, index: int, split: Split) -> bool:
        """Whether a participle after a comma tells what the subject does ("، متهمة الحرس الثوري ب…")."""
        if not index or split.article or not self.tokens[index - 1].word.punctuation:
            return False
        active = (r for r in self.tokens[index].word.readings if r.kind == "active")
        blames = any("alleges" in verb_classes(r.lemma) and (r.accusative or r.gender == "f") for r in active)
        return blames and self.named.at(index + 1) is not None

    def _follows_noun(self, index: int) -> bool:
        """Whether a noun stands just before, so that "الخارجية" is its adjective and no ministry."""
        if not index:
            return False
        word = self.tokens[index - 1].word
        if any("to-people" in verb_classes(reading.lemma) for reading in word.readings):
            return False  # "اعتقال صحفي" is a journalist's arrest, "لقاء صحفي" an interview
        nominal = not word.readings or any(r.kind in ("masdar", "noun") for r in word.readings)
        return nominal and not word.punctuation and not word.digits and self._role(index - 1) is None

    def _role(self, index: int) -> tuple[Split, Role, int] | None:
        """The longest role that begins at a token, with the token after it."""
        best: tuple[Split, Role, int] | None = None
        known = leads(self.tokens[index].form)
        if not (known.roles or known.longer_roles):  # most names are no role
            return None
        following = self.tokens[index + 1].form if index + 1 < len(self.tokens) else ""
        for split, name, role in (*known.longer_roles.get(following, ()), *known.roles):
            end = index + len(name.words)
            if (best is None or end > best[2]) and self.named.matches(index, name):
                best = (split, role, end)
        return best

    def _with_further_roles(self, end: int, role: Role, *, definite: bool) -> tuple[int, Role]:
        """Follows "المتحدث باسم وزارة الدفاع", "نائب وزير الخارجية" to the last role."""
        while end < len(self.tokens):
            start = end + 1 if self.tokens[end].form in _LINKS else end
            further = self._role(start) if start < len(self.tokens) else None
            if further is None or further[0].conjunction or further[0].preposition:
                return end, role
            if start == end and role.plural and self._is_apart(start, end):
                return end, role
            named = self.named.at(start)
            is_body = named is not None and named.party is not None and named.party.kind == "body"
            if is_body and named is not None and named.end > further[2]:
                return end, role  # the commander of the Quds Force: its name tells more than "force"
            if definite and start == end:
                return end, role
            definite = self.tokens[further[2] - 1].raw.startswith("ال")
            if start > end or _is_told_by(role, further[1]):
                role = role._replace(sector=further[1].sector)
            end = further[2]
        return end, role

    def _owner(self, start: int, end: int, role: Role) -> _Owner:
        """Whose a role is, told by an adjective or genitive after it, over a few words in between."""
        end = self._after_quotation(end)
        owner = self._behind_a_link(end, role) or self._foreign(end) or self._headed(end, role)
        if owner is not None:
            return owner
        if self._is_of_mali(start, end, role):
            return _Owner(_MALI, end + 1)
        for index in range(end, min(len(self.tokens), end + _MOST_BETWEEN)):
            adjective = self._adjective_of(index, end)
            if adjective is not None and not adjective.preposition:
                return _Owner(acting_country(adjective.party, adjective.country), adjective.end)
            named = self.named.at(index)
            if named is not None and self._is_people_of(named, index, end):
                return _Owner(named.country, named.end)
            if named is not None:
                # What has the article takes no genitive: "زار الرئيس باريس" are two.
                definite = self.tokens[end - 1].raw.lstrip("وفبكل").startswith("ال") and index == end
                definite = definite or (end - 1 > start and self._closes_phrase(end - 1))
                return _Owner(None, end) if definite else self._genitive(named, index, end)
            seat = self._seat(start, end, index, role)
            if seat is not None:
                return seat
            if self._is_apart(index, end) and role.plural:
                break
            if not self._may_stand_between(index, loose=role.kind == "body" and not role.plural):
                break
        return _Owner(None, end)

    def _is_of_mali(self, start: int, end: int, role: Role) -> bool:
        """Whether what follows a state's own body or office is "Malian": written like "financial"."""
        definite = any(self.tokens[index].raw.startswith(_DEFINITE) for index in (start, end - 1))
        told = definite and end < len(self.tokens) and self.tokens[end].form in _MALIAN
        return told and role.sector in _OF_STATE and role.form not in _OF_MONEY

    def _adjective_of(self, index: int, end: int) -> Mention | None:
        """An adjective at a token; over other words one that agrees ("خفر السواحل … سوريين" are two)."""
        definite = index > end and self.tokens[end - 1].raw.startswith("ال")
        agrees = not definite or self.tokens[index].raw.startswith("ال")
        return self.named.adjective(index) if agrees else None

    def _is_people_of(self, named: Mention, index: int, end: int) -> bool:
        """Whether a name of a people is the adjective of a plural just before ("المراقبين الروس")."""
        if named.party is None or named.party.kind != "people" or index != end:
            return False
        agrees = self.tokens[end - 1].raw.startswith(_DEFINITE) == self.tokens[index].raw.startswith("ال")
        return agrees and not named.preposition and not named.conjunction

    def _behind_a_link(self, end: int, role: Role) -> _Owner | None:
        """The body a person belongs to ("نائب في مجلس الدوما"), or where a body sits."""
        if end + 1 >= len(self.tokens) or self.tokens[end].form not in _LINKS:
            return None
        if role.form in _ABROAD:
            return None  # the consulate in Istanbul is not Turkey's
        named = self.named.at(end + 1)
        kinds = ("body", "place", "capital", "state") if role.kind == "body" else ("body", "seat")
        if named is None or named.party is None or named.party.kind not in kinds:
            return None
        return _Owner(named.country, named.end, named.party)

    def _headed(self, end: int, role: Role) -> _Owner | None:
        """The body that someone in office heads, carried by "for" ("المدير العام للوكالة الدولية …")."""
        named = self.named.at(end) if end < len(self.tokens) else None
        if named is None or named.party is None or role.kind != "person" or role.plural:
            return None
        headed = named.party.kind == "body" and named.preposition == _FOR
        return _Owner(named.country, named.end, named.party) if headed else None

    def _seat(self, start: int, end: int, index: int, role: Role) -> _Owner | None:
        """Where a body that only definite adjectives describe sits ("السلطات المختصة في كازاخستان")."""
        if index == end or role.kind != "body" or self.named.at(start) is not None:
            return None
        if not all(self._describes(k) for k in range(end, index)):
            return None
        return self._behind_a_link(index, role)

    def _describes(self, index: int) -> bool:
        """Whether a word is a definite adjective or participle, and no noun ("خرقت القوات الهدنة في …")."""
        token = self.tokens[index]
        participle = any(reading.kind in ("active", "passive") for reading in token.word.readings)
        return token.raw.startswith("ال") and (participle or is_adjective(token.word))

    def _foreign(self, end: int) -> _Owner | None:
        """Of another land that is not told ("شركات أجنبية"): not of the one that the sentence speaks of."""
        if end >= len(self.tokens):
            return None
        stems = {split.stem for split in self.tokens[end].word.splits}
        return None if stems.isdisjoint(_FOREIGN) else _Owner(NO_CODE, end + 1)

    def _after_quotation(self, start: int) -> int:
        """The token after a short quoted name that follows a role (شركة «…» الروسية), else ``start``."""
        if start >= len(self.tokens) or self.tokens[start].form != '"':
            return start
        for index in range(start + 1, min(len(self.tokens), start + 2 + _MOST_BETWEEN)):
            if self.tokens[index].form == '"':
                return index + 1
        return start

    def _genitive(self, named: Mention, index: int, end: int) -> _Owner:
        party = named.party
        if party is None or named.preposition or named.conjunction or party.kind == "person":
            return _Owner(None, end)
        if index > end and (party.kind != "state" or self._closes_phrase(index - 1)):
            return _Owner(None, end)
        return _Owner(party.country, named.end, party)

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
        if word.punctuation or word.digits or _has_preposition(word):
            return False
        if word.form.endswith("ا") and not word.form.startswith(("ال", "وال")):
            return False  # an accusative without the article: the object ("قتل مسلحون جنديا تركيا")
        if any(reading.kind not in ("masdar", "noun", "active", "passive") for reading in word.readings):
            return False
        return loose or word.form.startswith(("ال", "وال")) or not word.readings

    def _person_name(self, end: int, role: Role) -> tuple[int, Mention | None]:
        if role.kind != "person" or end >= len(self.tokens):
            return end, None
        named = self.named.at(end)
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
            if self._role(index) is not None:
                return index  # "الرئيس الأوكراني وولي العهد" are two
        return min(len(self.tokens), end + _MOST_NAME_WORDS)

    def _is_name_word(self, index: int) -> bool:
        word = self.tokens[index].word
        if word.punctuation or word.digits or word.readings or is_common(word):
            return False
        known = leads(word.form)
        if known.adjectives or known.names or known.roles:
            return False
        after_abd = index > 0 and self.tokens[index - 1].form == "عبد"
        # Names such as أليكسي begin with the letters of the article only after normalisation.
        return after_abd or not self.tokens[index].raw.startswith(("ال", "وال", "بال", "لل"))


def _has_preposition(word: Word) -> bool:
    """Whether a common noun carries a preposition: another phrase begins ("أشاد الرئيس بجهود …")."""
    common = common_split(word)
    return common is not None and bool(common.preposition)


def _is_told_by(role: Role, further: Role) -> bool:
    """Whether the second of two roles tells the sector: of a body's head, and of an office's deputy."""
    if role.plural or role.kind != "person":
        return role.form.startswith(_LEADER) and further.kind == "body"
    return role.form in _DEPUTIES or (_is_of_office(role) and further.kind == "body")


def _is_of_office(role: Role) -> bool:
    """Whether the role is one of office in general, so that the body tells the sector ("رئيس الشركة")."""
    return role.kind == "person" and role.sector == "GOV"


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
