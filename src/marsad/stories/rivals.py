"""Accounts that cannot all hold, of every kind, in one list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.stories.cause_rivals import cause_rivals
from marsad.stories.claim_rivals import claim_rivals
from marsad.stories.figure_rivals import figure_rivals
from marsad.stories.stance_rivals import stance_rivals
from marsad.stories.story_rivals import story_rivals

if TYPE_CHECKING:
    from marsad.records import Rival
    from marsad.stories.matters import Matters


def rivals_of(matters: Matters) -> list[Rival]:
    """All rivals, newest first, then by id; what hangs on it is the set of what was told, not its order."""
    found = [
        *story_rivals(matters),
        *figure_rivals(matters),
        *stance_rivals(matters),
        *cause_rivals(matters),
    ]
    shown = {
        (one.document, one.sentence)
        for rival in found
        for account in rival.accounts
        for one in account.sentences
    }
    found += claim_rivals(matters, shown)
    known = {rival.id: rival for rival in found}
    return sorted(sorted(known.values(), key=lambda one: one.id), key=_newest, reverse=True)


def _newest(rival: Rival) -> str:
    return max((day for account in rival.accounts for day in account.dates), default="")
