"""Stories: one record for each happening, made from the tellings that were joined."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from marsad.records import Story, content_id
from marsad.stories.accounts import account_of, documents_of, support_of, told_of
from marsad.stories.acts import party_code

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from marsad.records import Account, AccountRole, DatePrecision, Status
    from marsad.stories.accounts import Teller, Told
    from marsad.stories.acts import Act
    from marsad.stories.origins import Origins
    from marsad.stories.tellings import Telling

_UNKNOWN: Final = "UNK"
_LENGTH: Final[dict[str, int]] = {"day": 10, "month": 7, "year": 4}


def story_of(tellings: Sequence[Telling], tellers: Mapping[str, Teller], origins: Origins) -> Story:
    """The story of a happening.

    Args:
        tellings: of it, in their order.
        tellers: publication and outlet by document.
        origins: of all documents.
    """
    acts = sorted((act for telling in tellings for act in telling.acts), key=lambda act: act.order)
    told = told_of(tellings)
    support = {id(one): support_of(one.documents, origins).number for one in told}
    told.sort(key=lambda one: -support[id(one)])
    done = [one for one in told if not one.lead.negated] or told
    dated = _most_exact(acts)
    return Story(
        id=content_id("story", acts[0].event.id),
        date=_cut(dated.event.date, dated.precision),
        end_date=_cut(dated.event.end_date, dated.precision),
        date_precision=dated.precision,
        place=next((act.event.place.text for act in acts if act.event.place), None),
        type=done[0].lead.event.type,
        status=_status(acts),
        parties=tuple(sorted({party_code(name) for act in acts for name in act.sides.all}) or (_UNKNOWN,)),
        contexts=tuple(sorted({context for act in acts for context in act.event.contexts})),
        events=tuple(act.event.id for act in acts),
        documents=documents_of(acts),
        origins=support_of(documents_of(acts), origins),
        accounts=tuple(_account(one, told, tellers, origins) for one in told),
        confidence=max(act.event.confidence for act in acts),
    )


def story_id(tellings: Sequence[Telling]) -> str:
    """The id of the story of a happening: of its event published first."""
    return content_id("story", min((act for one in tellings for act in one.acts), key=_order).event.id)


def _order(act: Act) -> tuple[int, str, int, str]:
    return act.order


def _account(one: Told, told: Sequence[Told], tellers: Mapping[str, Teller], origins: Origins) -> Account:
    return account_of(one, role_of(one, told), tellers, origins)


def role_of(one: Told, told: Sequence[Told]) -> AccountRole:
    """What an account is among the others: a denial, what is denied, or another account of the same."""
    denials = [other.lead for other in told if other.lead.negated]
    if one.lead.negated:
        return "denial"
    if not denials:
        return "account"
    return "claim" if any(denial.event.type == one.lead.event.type for denial in denials) else "explanation"


def _most_exact(acts: Sequence[Act]) -> Act:
    """The act that dates the story: the most exact date, then the one that most acts give."""
    exact = {"day": 3, "month": 2, "year": 1, "unknown": 0}
    often = Counter(act.event.date for act in acts)
    return max(acts, key=lambda act: (exact[act.precision], often[act.event.date], act.event.date or ""))


def _cut(date: str | None, precision: DatePrecision) -> str | None:
    return date[: _LENGTH[precision]] if date and precision in _LENGTH else None


def _status(acts: Sequence[Act]) -> Status:
    told: set[Status] = {act.event.status for act in acts}
    return next(status for status in ("actual", "historical", "negated") if status in told)
