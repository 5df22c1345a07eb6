"""Rivals within one happening: told and denied, laid at different doors, told as different acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad import plover
from marsad.stories.accounts import Told, account_of, same_doer, told_of
from marsad.stories.acts import party_code, same_speaker
from marsad.stories.happenings import story_id
from marsad.stories.likeness import kindred
from marsad.stories.matters import agreed_of, independent, rival, shared_words
from marsad.stories.naming import act_words, deed_words, happening_words, phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from marsad.records import AccountRole, Bilingual, Rival, RivalKind
    from marsad.stories.acts import Act
    from marsad.stories.matters import Matters
    from marsad.stories.tellings import Telling

_TWO: Final = 2


def story_rivals(matters: Matters) -> Iterator[Rival]:
    """Rivals within the happenings, at most one of each."""
    for tellings in matters.happenings:
        told = told_of(tellings)
        found = None
        if len(told) >= _TWO:
            # Who denies tells another doer or type as well: that stands as an explanation beside the denial.
            found = _denied(tellings, told, matters) or _differing(tellings, told, matters)
        if found is not None:
            yield found


def _denied(tellings: Sequence[Telling], told: Sequence[Told], matters: Matters) -> Rival | None:
    """Told as done and denied by another voice; what else is told stands beside as explanation."""
    denials = [one for one in told if one.lead.negated]
    claims = [one for one in told if not one.lead.negated and any(_denies(denial, one) for denial in denials)]
    same = [one for one in claims if one.lead.event.type in {denial.lead.event.type for denial in denials}]
    claims = same or claims
    denying = [one for one in denials if any(_denies(one, claim) for claim in claims)]
    if not claims:
        return None
    others = [one for one in told if not one.lead.negated and one not in claims]
    claims, answers = _apart(claims, denying)
    others += answers
    if not claims:
        return None
    sides: list[tuple[AccountRole, Told]] = [
        *(("claim", one) for one in claims),
        *(("denial", one) for one in denying),
        *(("explanation", one) for one in others),
    ]
    return _rival("denial", sides, tellings, matters)


def _apart(claims: Sequence[Told], denying: Sequence[Told]) -> tuple[list[Told], list[Told]]:
    """What others claim, and what a denier tells beside the denial of the same kind of act."""
    denials = [act for one in denying for act in one.acts if act.voice]
    split: tuple[list[Told], list[Told]] = ([], [])
    for one in claims:
        own = [any(_is_beside(act, denial) for denial in denials) for act in one.acts]
        for side, is_own in zip(split, (False, True), strict=True):
            acts = tuple(act for act, mine in zip(one.acts, own, strict=True) if mine is is_own)
            if acts:
                side.append(Told(acts))
    return split


def _is_beside(act: Act, denial: Act) -> bool:
    together = act.event.document == denial.event.document and bool(act.voice)
    return together and same_speaker(act.voice, denial.voice)


def _denies(denial: Told, claim: Told) -> bool:
    """Whether another voice denies what the claim tells: the same or a kindred act."""
    left, right = denial.lead.event.type, claim.lead.event.type
    alike = left == right or kindred(left, right)
    return alike and any(_two_voices(one, other) for one in denial.acts for other in claim.acts)


def _two_voices(left: Act, right: Act) -> bool:
    if not left.voice and not right.voice:
        return left.event.document != right.event.document
    return not same_speaker(left.voice, right.voice)


def _differing(tellings: Sequence[Telling], told: Sequence[Told], matters: Matters) -> Rival | None:
    """The first kind of difference that two accounts or more of what was done have."""
    done = [one for one in told if not one.lead.negated]
    for kind, differ in _DIFFERENCES:
        apart: list[Told] = []
        for one in done:
            if all(differ(one, other) for other in apart):
                apart.append(one)
        sides: list[tuple[AccountRole, Told]] = [("account", one) for one in apart]
        if len(apart) >= _TWO and (found := _rival(kind, sides, tellings, matters)):
            return found
    return None


def _other_type(left: Told, right: Told) -> bool:
    """Whether one deed is told as two: as a friendly and a hostile one, or by another voice as another's.

    Two hostile deeds of one day that the authors tell are two deeds; a voice that tells otherwise, is not.
    """
    one, other = left.lead, right.lead
    if one.event.type == other.event.type or not (_is_deed(one) and _is_deed(other)):
        return False
    if not _two_voices(one, other):
        return False
    if plover.quad(one.event.type) != plover.quad(other.event.type):
        return not kindred(one.event.type, other.event.type)
    return (
        bool(one.voice or other.voice or _looks_back(one, other)) and one.sides.actors != other.sides.actors
    )


def _looks_back(one: Act, other: Act) -> bool:
    return one.event.document != other.event.document and one.precision == other.precision == "month"


def _other_doer(left: Told, right: Told) -> bool:
    """Whether one deed is laid at different doors, by different voices.

    Where the sides are only swapped, each account must be that of the side that says it was hit: else one
    of the sentences was read the wrong way round.
    """
    one, other = left.lead, right.lead
    alike = one.event.type == other.event.type and _is_deed(one)
    if not alike or same_doer(one, other) or not _two_voices(one, other):
        return False
    swapped = one.sides.actors == other.sides.recipients or one.sides.all == other.sides.all
    return not swapped or (_is_victims(one) and _is_victims(other))


def _is_victims(act: Act) -> bool:
    country = act.voice.partition(":")[0]
    return country in {party_code(name) for name in act.sides.recipients}


def _is_deed(act: Act) -> bool:
    return plover.quad(act.event.type).material


_DIFFERENCES: Final[tuple[tuple[RivalKind, Callable[[Told, Told], bool]], ...]] = (
    ("type", _other_type),
    ("doer", _other_doer),
)


def _rival(
    kind: RivalKind,
    sides: Sequence[tuple[AccountRole, Told]],
    tellings: Sequence[Telling],
    matters: Matters,
) -> Rival | None:
    accounts = [account_of(one, role, matters.tellers, matters.origins) for role, one in sides]
    if not independent([one for one in accounts if one.role != "explanation"]):
        return None  # who denies may explain as well; who claims must be another
    leads = [one.lead for _, one in sides]
    return rival(
        kind,
        accounts,
        story=story_id(tellings),
        matter=_matter(kind, leads),
        agreed=agreed_of(leads),
        why=phrase(f"why.{kind}", words=shared_words([one.acts for _, one in sides], matters.wording)),
    )


def _matter(kind: RivalKind, leads: Sequence[Act]) -> Bilingual:
    """What it is about, in words that take no side: what is in question stays open."""
    named = max(leads, key=lambda lead: (len(lead.sides.all), not lead.negated))
    if kind == "type":
        return happening_words(agreed_of(leads))
    if kind == "doer":
        hit = frozenset.intersection(*(lead.sides.recipients for lead in leads))
        return phrase("matter.doer", act=deed_words(named.event.type, hit))
    return phrase("matter.denial", act=act_words(named, whether=True))
