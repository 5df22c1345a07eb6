"""Who says what: the main claims of a state and about its acts, by speaker, denials marked."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from marsad.errors import MalformedError
from marsad.records import AUTHOR
from marsad.views.parties import speaker_name
from marsad.views.parts import ClaimView, Quote, SpeakerView
from marsad.views.passages import direction_of, excerpt_of
from marsad.views.safety import safe_url
from marsad.views.times import when_published

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from marsad.records import Claim, Document, Entity, Event
    from marsad.views.grouping import Shelf
    from marsad.views.labels import Labels

SPEAKERS: Final = 12
"""Speakers shown at most: the part has to stay short."""

PER_SPEAKER: Final = 3
_WEIGHT: Final = {"denies": 3, "alleges": 2, "warns": 2, "predicts": 1, "confirms": 1, "asks": 1}


def speakers_of(
    state: str,
    claims: Iterable[Claim],
    own: Sequence[Event],
    documents: Sequence[Document],
    shelves: Mapping[str, Shelf],
    labels: Labels,
) -> tuple[SpeakerView, ...]:
    """Speakers of the state first, then others that speak of its acts; each with a few main claims.

    Left out are the authors' own words and speakers that nothing names. The same words by the same speaker,
    as copies of an article bring them, stand once.

    Raises:
        MalformedError: a claim's span does not lie in its document or reads otherwise.
    """
    known = {document.id: document for document in documents}
    triggers: dict[str, list[int]] = defaultdict(list)
    for event in own:
        triggers[event.document].append(event.start)
    groups: dict[tuple[str, str], dict[str, Claim]] = defaultdict(dict)
    for claim in claims:
        if claim.document in known and _is_named(claim.speaker) and _concerns(claim, state, triggers):
            _check_span(claim, known[claim.document])
            standing = groups[_key(claim.speaker)].setdefault(_words(claim), claim)
            if standing.confidence < claim.confidence:
                groups[_key(claim.speaker)][_words(claim)] = claim
    views = [_speaker(state, list(told.values()), known, shelves, labels) for told in groups.values()]
    views.sort(key=lambda view: (not view.own, -view.told, -view.denials, view.name))
    return tuple(views[:SPEAKERS])


def _is_named(party: Entity) -> bool:
    return party != AUTHOR and bool(party.text or party.name or party.name_ar)


def _concerns(claim: Claim, state: str, triggers: Mapping[str, Sequence[int]]) -> bool:
    if claim.speaker.country == state:
        return True
    return any(claim.start <= start < claim.end for start in triggers.get(claim.document, ()))


def _check_span(claim: Claim, document: Document) -> None:
    if document.text[claim.start : claim.end] != claim.content:
        raise MalformedError(
            document.id, f"claim {claim.id}: {claim.start}-{claim.end} does not read as told"
        )


def _key(party: Entity) -> tuple[str, str]:
    return party.country, party.name or party.name_ar or party.text or ""


def _words(claim: Claim) -> str:
    return " ".join((claim.verb, *claim.content.split()))


def _speaker(
    state: str,
    claims: list[Claim],
    known: Mapping[str, Document],
    shelves: Mapping[str, Shelf],
    labels: Labels,
) -> SpeakerView:
    claims.sort(key=lambda claim: _rank(claim, known[claim.document]))
    party = claims[0].speaker
    return SpeakerView(
        name=speaker_name(party, labels),
        country=labels.country(party.country) if party.country != "UNK" else None,
        own=party.country == state,
        told=len(claims),
        denials=sum(claim.verb == "denies" for claim in claims),
        claims=tuple(_claim(claim, known, shelves, labels) for claim in claims[:PER_SPEAKER]),
    )


def _rank(claim: Claim, document: Document) -> tuple[int, int, float, str]:
    """Denials and accusations before plain words, new before old, sure before unsure."""
    day = document.published or dt.date.min
    return -_WEIGHT.get(claim.verb, 0), -day.toordinal(), -claim.confidence, claim.id


def _claim(
    claim: Claim, known: Mapping[str, Document], shelves: Mapping[str, Shelf], labels: Labels
) -> ClaimView:
    document = known[claim.document]
    shelf = shelves.get(document.id)
    return ClaimView(
        claim=claim.id,
        verb=claim.verb,
        label=labels.text(f"verb.{claim.verb}"),
        denial=claim.verb == "denies",
        quoted=claim.quoted,
        excerpt=_excerpt(claim, document),
        outlet=document.outlet or labels.text("ui.unnamed_outlet"),
        published=when_published(document.published, labels),
        article=shelf.anchor if shelf else None,
        url=safe_url(document.url),
        confidence=claim.confidence,
    )


def _excerpt(claim: Claim, document: Document) -> Quote:
    """The words of the claim; a long one is cut behind its first words."""
    whole = Quote(
        before="",
        trigger="",
        after=document.text[claim.start : claim.end],
        language=document.language,
        direction=direction_of(document.language),
    )
    return excerpt_of(whole, side=_LONGEST)


_LONGEST: Final = 180
