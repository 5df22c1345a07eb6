"""What rival accounts are looked for in: happenings, figures, claims and the sentences of the documents."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.records import Agreed, Bilingual, Rival, content_id
from marsad.stories.accounts import outlet_entity
from marsad.stories.acts import UNKNOWN, entity_name, party_code
from marsad.stories.wording import forms_of, keys_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from marsad.records import Account, Claim, Entity, Figure, RivalKind, Sentence
    from marsad.stories.accounts import Teller
    from marsad.stories.acts import Act
    from marsad.stories.origins import Origins
    from marsad.stories.tellings import Telling
    from marsad.stories.wording import Wording

_WORDS_SHOWN: Final = 5
_TELLING: Final = 3.0
"""Worth of a word, in nats, that is shown as common to two sides: it stands in one of twenty or fewer."""


class Matters(NamedTuple):
    """All that was told, with who told it and where from.

    Attributes:
        happenings: tellings of each.
        figures: numbers told.
        claims: what was said by whom, by document.
        sentences: by document.
        tellers: publication and outlet by document.
        origins: of the documents.
        wording: what words are worth.
    """

    happenings: Sequence[Sequence[Telling]]
    figures: Sequence[Figure]
    claims: Mapping[str, Sequence[Claim]]
    sentences: Mapping[str, Sequence[Sentence]]
    tellers: Mapping[str, Teller]
    origins: Origins
    wording: Wording


def rival(
    kind: RivalKind,
    accounts: Sequence[Account],
    *,
    story: str | None,
    matter: Bilingual,
    agreed: Agreed,
    why: Bilingual,
) -> Rival:
    """Rival accounts with their id, a hash of kind, story and the first sentence of each account."""
    firsts = sorted(_first(account) for account in accounts)
    return Rival(
        id=content_id("rival", kind, story, firsts),
        story=story,
        matter=matter,
        kind=kind,
        accounts=tuple(accounts),
        agreed=agreed,
        why=why,
    )


def _first(account: Account) -> tuple[str, int, int]:
    return min((one.document, one.start, one.end) for one in account.sentences)


def independent(accounts: Sequence[Account]) -> bool:
    """Whether no two accounts are one text: a copy that was read otherwise is no second account."""
    sources = [(frozenset(map(entity_name, one.speakers)), frozenset(one.origins.ids)) for one in accounts]
    return len(set(sources)) == len(sources)


def speaker_around(document: str, start: int, end: int, matters: Matters) -> Entity:
    """Who says some words of a document: the closest claim that holds them, else the outlet."""
    held = [one for one in matters.claims.get(document, ()) if one.start <= start and end <= one.end]
    claim = min(held, key=lambda one: (one.end - one.start, one.id), default=None)
    return claim.speaker if claim else outlet_entity(matters.tellers[document].outlet)


def agreed_of(acts: Iterable[Act]) -> Agreed:
    """What acts that are told by different accounts have in common."""
    told = list(acts)
    dates = {act.event.date for act in told if act.event.date}
    places = {act.place: act.event.place.text for act in told if act.event.place}
    sides = [{party_code(name) for name in act.sides.all} | act.lands for act in told]
    common = set.intersection(*sides) - {UNKNOWN} if sides else set()
    return Agreed(
        date=dates.pop() if len(dates) == 1 else None,
        place=next(iter(places.values())) if len(places) == 1 else None,
        parties=tuple(sorted(common)),
    )


def shared_words(sides: Sequence[Sequence[Act]], wording: Wording) -> str:
    """The words that tell most of those that two sides have, as the first one has them."""
    texts = [" ".join(act.event.text for act in side) for side in sides]
    held = [keys_of(text) for text in texts]
    common = frozenset(key for one, other in combinations(held, 2) for key in one & other)
    telling = [key for key in wording.rarest(common, _WORDS_SHOWN) if wording.worth(key) >= _TELLING]
    return "، ".join(forms_of(" ".join(texts), telling))
