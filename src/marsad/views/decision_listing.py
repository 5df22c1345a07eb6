"""Decisions of people as flat rows for lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from marsad.archive import Decided

if TYPE_CHECKING:
    from marsad.archive import Unfit
    from marsad.records import Event

DECISION_COLUMNS: Final = (
    "number", "made_at", "who", "kind", "document", "start", "end", "words", "before", "after",
    "why", "undone_by", "undoes", "id", "forgotten",
)  # fmt: skip

SHOWN_DECISION_COLUMNS: Final = ("number", "made_at", "who", "kind", "before", "after", "why", "undone_by")

UNFIT_COLUMNS: Final = (*DECISION_COLUMNS, "misfit")
SHOWN_UNFIT_COLUMNS: Final = ("number", "who", "kind", "document", "words", "before", "after", "misfit")


def decision_row(one: Decided) -> dict[str, Any]:
    """A decision as a flat row; events in codes ("REJECT KAZ > RUS")."""
    decision, evidence = one.decision, one.decision.evidence
    return {
        "number": decision.number,
        "made_at": decision.made_at,
        "who": decision.who,
        "kind": decision.kind,
        "document": evidence and evidence.document,
        "start": evidence and evidence.start,
        "end": evidence and evidence.end,
        "words": evidence and evidence.words,
        "before": in_codes(decision.before),
        "after": in_codes(decision.after),
        "why": decision.why,
        "undone_by": one.undone_by,
        "undoes": decision.undoes,
        "id": decision.id,
        "forgotten": " ".join(decision.forgotten) or None,
    }


def unfit_row(one: Unfit, because: str) -> dict[str, Any]:
    """A decision that does not fit any more as a flat row.

    Args:
        one: the decision.
        because: why it does not fit, in words.
    """
    return {**decision_row(Decided(one.decision, None)), "misfit": because}


def in_codes(event: Event | None) -> str | None:
    """An event in codes; None for none."""
    if event is None:
        return None
    actors, recipients = (" ".join(one.country for one in side) for side in (event.actors, event.recipients))
    return f"{event.type} {actors} > {recipients}".strip(" >")
