"""What a written word may begin: a name, a role, an adjective of a state. Found once a word and remembered.

Nine words in ten begin nothing, and news words repeat, so the resolver asks this cache before it looks at
the sentence (that made it three times as fast).
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeVar

from marsad.actors.knowledge import Knowledge, knowledge
from marsad.actors.parties import Name, Party, Role
from marsad.languages.arabic.words import word
from marsad.languages.grammar import Shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from marsad.languages.grammar import Split, Word

T = TypeVar("T")
_COUNTERPART: Final = frozenset(
    {"نظير", "نظيره", "نظيرها", "نظيرته", "نظيرتها", "نظيريه", "نظرائه", "نظراءه"}
)
_COUNTERPART_ROLE: Final = Role("نظير", "GOV", "person", plural=False, feminine=False)
_SHORTEST: Final = 3
_OWNERS: Final = ("هما", "هم", "ها", "ه", "نا")
_CLOSED: Final = frozenset({"preposition", "subordinator", "relative", "negation", "particle", "conjunction"})


class Leads(Shape, frozen=True):
    """What a word may begin, best first.

    Attributes:
        names: names that it is by itself.
        longer: second word → names that begin with both, so that the hundreds of a first word such as "party"
            or "governorate" are not tried one by one (that took a quarter of the coder's time).
        roles: roles that it is by itself.
        longer_roles: second word → roles that begin with both.
        owned: the role with a pronoun that it is (حكومته), or None.
        adjectives: parties that it is the adjective of, each span of time.
        pairs: adjectives of two words that it begins: second word without article → party.
    """

    names: tuple[tuple[Split, Name, tuple[Party, ...]], ...]
    longer: dict[str, list[tuple[Split, Name, tuple[Party, ...]]]]
    roles: tuple[tuple[Split, Name, Role], ...]
    longer_roles: dict[str, list[tuple[Split, Name, Role]]]
    owned: tuple[Split, Role] | None
    adjectives: tuple[tuple[Split, tuple[Party, ...]], ...]
    pairs: tuple[tuple[Split, str, Party], ...]


NOTHING: Final = Leads((), {}, (), {}, None, (), ())


@lru_cache(maxsize=65536)
def leads(form: str) -> Leads:
    """What a normalised word may begin; `NOTHING` for most words."""
    known, written = knowledge(), word(form)
    if written.punctuation or written.digits:
        return NOTHING
    closed = is_closed_class(written)
    names = list(_names(known, written, closed=closed))
    roles = [] if closed else list(_roles(known, written))
    found = Leads(
        tuple(name for name in names if len(name[1].words) == 1),
        _by_second_word(names),
        tuple(role for role in roles if len(role[1].words) == 1),
        _by_second_word(roles),
        None if closed else next(_owned_roles(known, written), None),
        tuple(_adjectives(known, written)),
        tuple(_pairs(known, written)),
    )
    return NOTHING if found == NOTHING else found


def _by_second_word(found: Iterable[tuple[Split, Name, T]]) -> dict[str, list[tuple[Split, Name, T]]]:
    longer: dict[str, list[tuple[Split, Name, T]]] = defaultdict(list)
    for one in found:
        if len(one[1].words) > 1:
            longer[one[1].words[1]].append(one)
    return dict(longer)


def is_closed_class(written: Word) -> bool:
    """Whether the word as it stands is a preposition or the like (أمام is no إمام)."""
    return any(r.kind in _CLOSED and not r.conjunction and not r.preposition for r in written.readings)


def _names(
    known: Knowledge, written: Word, *, closed: bool
) -> Iterator[tuple[Split, Name, tuple[Party, ...]]]:
    for split in written.splits:
        for name, parties in known.names_from(split.stem):
            single = len(name.words) == 1
            if name.article != split.article or (closed and single and not split.preposition):
                continue
            if split.preposition == "ك" or (split.conjunction == "ف" and single):
                continue  # كبيرة is no ك + البيرة, فرقة no ف + الرقة
            yield split, name, known.those(parties)


def _roles(known: Knowledge, written: Word) -> Iterator[tuple[Split, Name, Role]]:
    deed = any(reading.kind == "masdar" for reading in written.readings)
    for split in written.splits:
        if split.stem in _COUNTERPART:
            yield split, Name((split.stem,), article=False), _COUNTERPART_ROLE
        for name, role in known.roles.get(split.stem, ()):
            if deed and role.kind == "person" and len(name.words) == 1:
                continue  # مهاجمة is far more often an attack than an attacker
            yield split, name, role


def _owned_roles(known: Knowledge, written: Word) -> Iterator[tuple[Split, Role]]:
    for split in written.splits:
        for owner in _OWNERS:
            base = split.stem.removesuffix(owner)
            if split.article or base == split.stem or len(base) < _SHORTEST:
                continue
            role = _single(known, base) or (base.endswith("ت") and _single(known, base[:-1] + "ه"))
            if role:
                yield split, role


def _single(known: Knowledge, stem: str) -> Role | None:
    return next((role for name, role in known.roles.get(stem, ()) if len(name.words) == 1), None)


def _adjectives(known: Knowledge, written: Word) -> Iterator[tuple[Split, tuple[Party, ...]]]:
    for split in written.splits:
        numbers = known.adjectives.get(split.stem)
        if numbers:
            yield split, known.those(numbers)


def _pairs(known: Knowledge, written: Word) -> Iterator[tuple[Split, str, Party]]:
    for split in written.splits:
        for second, party in known.pairs.get(split.stem, ()):
            yield split, second, known.those([party])[0]
