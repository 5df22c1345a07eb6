"""Stories and rival accounts as flat rows for lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from marsad.views.listing import frame_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marsad.records import Account, Entity, Rival, Story

__all__ = [
    "RIVAL_COLUMNS",
    "SHOWN_RIVAL_COLUMNS",
    "SHOWN_STORY_COLUMNS",
    "STORY_COLUMNS",
    "frame_of",
    "rival_rows",
    "story_row",
]

STORY_COLUMNS: Final = (
    "date", "type", "parties", "place", "status", "origins", "documents", "reports", "accounts", "text",
    "contexts", "end_date", "date_precision", "confidence", "document_ids", "origin_ids", "event_ids", "id",
)  # fmt: skip

SHOWN_STORY_COLUMNS: Final = ("date", "type", "status", "parties", "origins", "text")
"""What fits on a terminal."""

RIVAL_COLUMNS: Final = (
    "kind", "matter", "matter_en", "role", "says", "says_en", "speakers", "origins", "dates", "text",
    "agreed_date", "agreed_place", "agreed_parties", "why", "why_en", "documents", "story", "id",
)  # fmt: skip

SHOWN_RIVAL_COLUMNS: Final = ("kind", "matter", "role", "says", "speakers", "text")


def story_row(story: Story) -> dict[str, Any]:
    """A story as one flat row: numbers of origins, documents, reports and accounts; ids parted by spaces."""
    return {
        "date": story.date,
        "type": story.type,
        "parties": " ".join(story.parties),
        "place": story.place,
        "status": story.status,
        "origins": story.origins.number,
        "documents": len(story.documents),
        "reports": len(story.events),
        "accounts": len(story.accounts),
        "text": story.accounts[0].sentences[0].text,
        "contexts": " ".join(story.contexts),
        "end_date": story.end_date,
        "date_precision": story.date_precision,
        "confidence": story.confidence,
        "document_ids": " ".join(story.documents),
        "origin_ids": " ".join(story.origins.ids),
        "event_ids": " ".join(story.events),
        "id": story.id,
    }


def rival_rows(rival: Rival) -> list[dict[str, Any]]:
    """Rival accounts as flat rows, one for each account, which repeat what they share."""
    shared = {
        "kind": rival.kind,
        "matter": rival.matter.ar,
        "matter_en": rival.matter.en,
        "agreed_date": rival.agreed.date,
        "agreed_place": rival.agreed.place,
        "agreed_parties": " ".join(rival.agreed.parties),
        "why": rival.why.ar,
        "why_en": rival.why.en,
        "story": rival.story,
        "id": rival.id,
    }
    return [shared | _account_row(account) for account in rival.accounts]


def _account_row(account: Account) -> dict[str, Any]:
    return {
        "role": account.role,
        "says": account.says.ar,
        "says_en": account.says.en,
        "speakers": "; ".join(_called(account.speakers)),
        "origins": account.origins.number,
        "dates": " ".join(account.dates),
        "text": account.sentences[0].text,
        "documents": " ".join(dict.fromkeys(one.document for one in account.sentences)),
    }


def _called(speakers: Iterable[Entity]) -> list[str]:
    return [one.text or one.name_ar or one.name or one.country for one in speakers]
