"""What a brief is made from, kind by kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from marsad.stories.accounts import passage_of
from marsad.views.rivals import witness_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from marsad.ledger import State
    from marsad.ledger.corp import Curve
    from marsad.ledger.listing import Due
    from marsad.ledger.summary import Score
    from marsad.measures import Branch, Link, Reading, Shares, Warned
    from marsad.records import Claim, Document, Event, Figure, Forecast, Passage
    from marsad.stories import Deed, OutletProfile, Stories
    from marsad.views.grouping import Shelf
    from marsad.views.labels import Labels
    from marsad.views.parts import Witness


@dataclass(frozen=True, slots=True)
class Kept:
    """What the ledger holds about the state.

    Attributes:
        state: of the ledger, its questions about the state alone.
        score: of all that was scored of these; None where nothing was.
        curve: reliability of the same.
        due: those of the questions that wait for a person.
    """

    state: State
    score: Score | None = None
    curve: Curve | None = None
    due: Sequence[Due] = ()


@dataclass(frozen=True, slots=True)
class Lean:
    """Where the state leans, as measured.

    Attributes:
        poles: names of those it was measured against, in the order that was asked.
        whole: readings over the whole span.
        moving: readings by quarter.
        evidence: the events that the readings name.
        deeds: pole → event → the deed it tells of.
        shares: of three poles by window; of other numbers of poles none.
        fields: dimension → readings by quarter.
        partners: those it deals with most, in their order.
        dealings: readings with them by window.
    """

    poles: Sequence[str]
    whole: Sequence[Reading]
    moving: Sequence[Reading]
    evidence: Mapping[str, Event]
    deeds: Mapping[str, Mapping[str, Deed]] = field(default_factory=dict)
    shares: Sequence[Shares] = ()
    fields: Mapping[str, Sequence[Reading]] = field(default_factory=dict)
    partners: Sequence[str] = ()
    dealings: Sequence[Reading] = ()


@dataclass(frozen=True, slots=True)
class Matter:
    """What a brief is made from.

    Attributes:
        state: ISO 3166-1 alpha-3 or a code of the codebook.
        documents: the articles that were read; one given twice counts once.
        events: what was coded in them; those without the state serve only to mark the articles.
        claims: who says what in them; those of the state and about its acts are shown.
        figures: what was read in them in numbers; those without the state are left out.
        forecasts: those in them that concern the state.
        told: stories that join the events, and rival accounts; without them, events that are alike stand as
            one entry.
        profiles: of the outlets, with how they tell the acts of states.
        kept: what the ledger holds about the state.
        lean: where it leans.
        trap: what each choice between poles is said to cost.
        links: what follows what, the likeliest first; None where that was not asked.
        warned: windows with improbably many deeds, the newest first; None where that was not asked.
    """

    state: str
    documents: Sequence[Document]
    events: Sequence[Event]
    claims: Sequence[Claim] = ()
    figures: Sequence[Figure] = ()
    forecasts: Sequence[Forecast] = ()
    told: Stories | None = None
    profiles: Sequence[OutletProfile] = ()
    kept: Kept | None = None
    lean: Lean | None = None
    trap: Sequence[Branch] = ()
    links: Sequence[Link] | None = None
    warned: Sequence[Warned] | None = None


class Bench(NamedTuple):
    """What parts of a brief are made on.

    Attributes:
        documents: articles that could be known.
        shelves: those of them that the page holds.
        labels: words.
        today: the day it is for.
        lead: address of a sentence where the page does not hold its articles.
    """

    documents: Mapping[str, Document]
    shelves: Mapping[str, Shelf]
    labels: Labels
    today: dt.date
    lead: Callable[[Passage], str] | None = None

    def witness(self, passage: Passage) -> Witness:
        """A sentence of evidence, ready to be laid out; raises as `witness_of` does."""
        found = witness_of(passage, self.documents, self.shelves, self.labels)
        return replace(found, href=self.lead(passage)) if self.lead else found

    def event_witness(self, event: Event) -> Witness:
        """The sentence of an event as evidence; raises as `witness`."""
        return self.witness(passage_of(event))
