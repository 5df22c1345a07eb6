"""Decisions on texts that are taken out: their words go, and that somebody decided something stays.

What stays of such a decision is its number, who made it, when, of what kind, and the hash of each piece of
evidence: enough to show to one who has the words that it was about them, nothing to learn them from. A merge
or a split that names reports of other documents on both sides goes on without those that are gone.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace
from sqlalchemy import update

from marsad.archive import decision_rows, schema
from marsad.archive.decided import ON_STORIES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import Connection

    from marsad.archive.decided import Decision, Evidence


def erase_decisions(connection: Connection, documents: Sequence[str]) -> int:
    """Takes the words of these documents out of all decisions; tells how many decisions held some."""
    columns = schema.decisions.c
    touching = columns.document.in_(documents) | columns.kind.in_(ON_STORIES)
    known = decision_rows.found(connection, touching)
    erased = [left for one in known if (left := without(one, documents)) is not one]
    if erased:
        with decision_rows.DECISIONS_TABLE.unguarded(connection):
            for one in erased:
                row = decision_rows.row_of(one)
                connection.execute(update(schema.decisions).where(columns.number == one.number).values(row))
    return len(erased)


def without(decision: Decision, documents: Collection[str]) -> Decision:
    """A decision without what it says of these documents; itself where it says nothing of them."""
    known = evidence_of(decision)
    if not any(one.document in documents for one in known):
        return decision
    these, those = (
        tuple(one for one in side if one.document not in documents)
        for side in (decision.these, decision.those)
    )
    left = (*these, *those) if these and those else ()
    gone = tuple(evidence_hash(one) for one in known if one not in left)
    bare = replace(decision, before=None, after=None, events=(), why="", forgotten=decision.forgotten + gone)
    if not left:
        return replace(bare, evidence=None, these=(), those=())
    return replace(bare, evidence=these[0], these=these, those=those)


def evidence_of(decision: Decision) -> tuple[Evidence, ...]:
    """All the evidence that a decision names, each once."""
    own = (decision.evidence,) if decision.evidence else ()
    return tuple(dict.fromkeys((*own, *decision.these, *decision.those)))


def evidence_hash(evidence: Evidence) -> str:
    """SHA-256, in hexadecimal, of evidence as JSON with sorted keys, without blanks."""
    return hashlib.sha256(msgspec.json.encode(evidence.as_dict(), order="sorted")).hexdigest()
