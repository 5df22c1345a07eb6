"""The state of the ledger, as the log leaves it: what was asked, foretold, found and decided."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Generic, Literal, TypeVar

from marsad.errors import UsageError
from marsad.ledger.entries import (
    SCORED,
    Dispute,
    Evidence,
    Freeze,
    Outcome,
    Prediction,
    Question,
    Resolution,
    Strike,
    Unfalsifiable,
    Void,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Container, Iterator

C_co = TypeVar("C_co", covariant=True)
Stage = Literal["draft", "open", "resolved", "disputed", "replaced"]


@dataclass(frozen=True, slots=True)
class Said(Generic[C_co]):
    """An entry of the log, read: what it says, and when and by whom it was written."""

    number: int
    written_at: str
    who: str
    kind: str
    content: C_co

    @property
    def day(self) -> str:
        """ISO 8601 day of writing."""
        return self.written_at[:10]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One version of a question and all that hangs on it, in the order of the log.

    Attributes:
        asked: the entry that asked it.
        frozen: the entry that froze it.
        resolutions: the decision and its corrections; the last one holds.
        replaced: whether a later version took its place.
    """

    asked: Said[Question]
    frozen: Said[Freeze] | None = None
    predictions: tuple[Said[Prediction], ...] = ()
    evidence: tuple[Said[Evidence], ...] = ()
    resolutions: tuple[Said[Resolution], ...] = ()
    disputes: tuple[Said[Dispute], ...] = ()
    replaced: bool = False

    @property
    def question(self) -> Question:
        """What is asked."""
        return self.asked.content

    @property
    def resolution(self) -> Said[Resolution] | None:
        """The decision that holds, None where there is none."""
        return self.resolutions[-1] if self.resolutions else None

    @property
    def outcome(self) -> Outcome | None:
        """What was decided, None where nothing was."""
        return self.resolution.content.outcome if self.resolution else None

    @property
    def is_decided(self) -> bool:
        """Whether a decision other than pending was made."""
        return self.outcome not in (None, "pending")

    @property
    def is_scored(self) -> bool:
        """Whether probabilities can be held against its outcome."""
        return self.outcome in SCORED and not self.replaced

    @property
    def open_dispute(self) -> Said[Dispute] | None:
        """The last objection that no correction has answered."""
        last = self.resolution.number if self.resolution else 0
        standing = [dispute for dispute in self.disputes if dispute.content.resolution == last]
        return standing[-1] if standing else None

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        if self.replaced:
            return "replaced"
        if self.frozen is None:
            return "draft"
        if not self.is_decided:
            return "open"
        return "disputed" if self.open_dispute else "resolved"


@dataclass(frozen=True, slots=True)
class State:
    """All of the ledger.

    Attributes:
        length: number of the last entry.
        versions: id of a question → its versions, the first first.
        keys: the asker's own short name → id of the question.
        voids: id of a prediction → why it does not count.
        strikes: number of an entry → why it does not count.
        unfalsifiable: forecasts that no fact could refute, by id.
    """

    length: int = 0
    versions: dict[str, tuple[Standing, ...]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    voids: dict[str, Said[Void]] = field(default_factory=dict)
    strikes: dict[int, Said[Strike]] = field(default_factory=dict)
    unfalsifiable: dict[str, Said[Unfalsifiable]] = field(default_factory=dict)

    def copied(self) -> State:
        """The same, in tables of its own."""
        return State(
            self.length,
            dict(self.versions),
            dict(self.keys),
            dict(self.voids),
            dict(self.strikes),
            dict(self.unfalsifiable),
        )

    def all_standings(self) -> Iterator[Standing]:
        """Every version of every question."""
        return (standing for standings in self.versions.values() for standing in standings)

    def prediction(self, name: str) -> tuple[Standing, Said[Prediction]] | None:
        """A prediction by its id, with the version that it is on; None where there is none."""
        for standing in self.all_standings():
            for said in standing.predictions:
                if said.content.id == name:
                    return standing, said
        return None

    def latest(self) -> list[Standing]:
        """The last version of every question, in the order in which they were asked."""
        return [standings[-1] for standings in self.versions.values()]

    def standing(self, question: str, version: int | None = None) -> Standing:
        """A version of a question by its id; the last without a number.

        Raises:
            UsageError: there is none.
        """
        standings = self.versions.get(question, ())
        if version is None and standings:
            return standings[-1]
        if version is None or not 1 <= version <= len(standings):
            named = question if version is None else f"{question}, version {version}"
            raise UsageError(f"no question {named} in the ledger")
        return standings[version - 1]

    def found(self, name: str) -> Standing:
        """The last version of a question by its key, its id or the first six or more digits of its id.

        Raises:
            UsageError: there is none, or there are several.
        """
        wanted = self.keys.get(name, name)
        if wanted in self.versions:
            return self.standing(wanted)
        known = self.versions if len(name) >= LEAST_DIGITS else ()
        like = [question for question in known if question.startswith(name)]
        if len(like) != 1:
            raise UsageError(f"{'several questions begin with' if like else 'no question'} {name!r}")
        return self.standing(like[0])

    def entry_of(self, name: str) -> int:
        """The number of the entry of a forecast or piece of evidence, by its id or that number itself.

        Raises:
            UsageError: there is none.
        """
        if name.isdecimal() and len(name) < LEAST_DIGITS:
            return int(name)
        numbers: dict[str, int] = {}
        for standing in self.all_standings():
            numbers |= {said.content.id: said.number for said in standing.predictions}
            numbers |= {said.content.id: said.number for said in standing.evidence}
        if name in numbers:
            return numbers[name]
        raise UsageError(f"no forecast or evidence {name!r} in the ledger")

    def counted(self, standing: Standing) -> list[Said[Prediction]]:
        """The predictions of a question that were neither struck nor void, by the day they were made."""
        return sorted(
            (said for said in standing.predictions if self._counts(said)),
            key=lambda said: (said.content.made_on, said.number),
        )

    def shown_evidence(self, standing: Standing) -> list[Said[Evidence]]:
        """The evidence of a question that was not struck."""
        return [said for said in standing.evidence if said.number not in self.strikes]

    def _counts(self, said: Said[Prediction]) -> bool:
        return said.number not in self.strikes and said.content.id not in self.voids


def only(state: State, wanted: Callable[[Standing], bool], records: Container[str | None]) -> State:
    """The state with some of its questions alone.

    Args:
        state: of the ledger.
        wanted: whether the last version of a question is one of them.
        records: ids of archived forecasts; of those that no fact could refute, these stay.
    """
    return replace(
        state,
        versions={name: found for name, found in state.versions.items() if wanted(found[-1])},
        unfalsifiable={
            name: said for name, said in state.unfalsifiable.items() if said.content.record in records
        },
    )


def known_by(state: State, day: dt.date) -> State:
    """The state as the world knew it on a day: nothing made, printed or known later.

    What has no day of its own (undated evidence, disputes) goes with the decision.
    """
    versions = {
        name: tuple(_standing_by(standing, day) for standing in standings)
        for name, standings in state.versions.items()
        if standings[0].question.opens <= day
    }
    return replace(state, versions=versions)


def _standing_by(standing: Standing, day: dt.date) -> Standing:
    decided = tuple(said for said in standing.resolutions if said.content.known_on <= day)
    found = (said for said in standing.evidence if _is_out(said.content, day, decided=bool(decided)))
    return replace(
        standing,
        predictions=tuple(said for said in standing.predictions if said.content.made_on <= day),
        evidence=tuple(found),
        resolutions=decided,
        disputes=standing.disputes if len(decided) == len(standing.resolutions) else (),
    )


def _is_out(evidence: Evidence, day: dt.date, *, decided: bool) -> bool:
    return decided if evidence.published is None else evidence.published <= day


LEAST_DIGITS: Final = 6
"""Of an id that is cut short."""
