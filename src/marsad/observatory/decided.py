"""What people decide about what was read: corrections, stories merged and split, annotations."""

from __future__ import annotations

from inspect import signature
from typing import TYPE_CHECKING, Any, Final

from marsad.errors import UsageError
from marsad.observatory.over_archive import OverArchive

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl

    from marsad.agreement import Agreement
    from marsad.archive import Decided, Decision

_KINDS: Final = ("correct", "confirm", "drop", "add", "merge", "split", "annotate", "undo")


class Deciding(OverArchive):
    """Decisions of people: appended, never edited, applied when read, kept when texts are coded anew."""

    def decide(self, kind: str, *on: Any, by: str, **fields: Any) -> Decision:
        """Decides something in a person's name.

        Args:
            kind: what is decided, with what it is decided on: ``correct``, ``confirm`` or ``drop`` (id of an
                event), ``add`` (id of a document, start and end of the trigger), ``merge`` or ``split`` (ids
                of the events on both sides), ``annotate`` (id of a document, number of a sentence, its
                events), ``undo`` (number of a decision).
            *on: as told.
            by: who decides.
            **fields: ``why`` in words; of `correct` and `add` what the event is: ``type``, ``mode``,
                ``actors``, ``recipients`` (codes), ``status``, ``date``, ``end_date``.

        Raises:
            UsageError: it cannot be decided.
            ArchiveWriteError: the archive cannot be written.
        """
        if kind not in _KINDS:
            raise UsageError(f"{kind!r} is no decision; {', '.join(_KINDS)} are")
        deed = getattr(self._archive.decisions(), kind)
        try:
            signature(deed).bind(*on, who=by, **fields)
        except TypeError as error:
            raise UsageError(f"{kind}: {error}") from error
        made: Decision = deed(*on, who=by, **fields)
        return made

    def decision_records(self, *, kind: Iterable[str] | None = None, who: str | None = None) -> list[Decided]:
        """Decisions with the number of the one that took each back, in their order.

        Args:
            kind: only of these kinds.
            who: only those of this person.
        """
        kinds = None if kind is None else {kind} if isinstance(kind, str) else set(kind)
        return [
            one
            for one in self._archive.decisions().all()
            if (kinds is None or one.decision.kind in kinds) and who in {None, one.decision.who}
        ]

    def decisions(self, *, kind: Iterable[str] | None = None, who: str | None = None) -> pl.DataFrame:
        """Decisions as a data frame; arguments as in `decision_records`."""
        from marsad.views.decision_listing import DECISION_COLUMNS, decision_row
        from marsad.views.listing import frame_of

        rows = [decision_row(one) for one in self.decision_records(kind=kind, who=who)]
        return frame_of(rows, DECISION_COLUMNS)

    def unfit(self) -> list[dict[str, Any]]:
        """Decisions that hold and do not fit what the archive holds by now, as flat rows with the reason."""
        from marsad.archive.decided import MISFITS
        from marsad.views.decision_listing import unfit_row

        return [unfit_row(one, MISFITS[one.misfit]) for one in self._archive.decisions().unfit()]

    def gold(self, annotator: str | None = None) -> list[dict[str, Any]]:
        """Decided sentences in the form of gold files, one dictionary each.

        Args:
            annotator: the sentences that this person annotated; without, those with corrected events.

        Raises:
            UsageError: nobody of this name annotated anything.
        """
        from marsad.archive.gold_lines import annotated_gold, corrected_gold

        if annotator is None:
            return list(corrected_gold(self._archive))
        return list(annotated_gold(self._archive, annotator))

    def agreement(self, one: str, other: str) -> Agreement:
        """How far two people agree on the sentences that both annotated.

        Args:
            one: whose annotations stand as gold.
            other: whose are compared with them.

        Raises:
            UsageError: one of them annotated nothing, or they have no sentence in common.
        """
        from marsad.agreement import agreement

        return agreement(self.gold(one), self.gold(other))
