"""Measures of what an archive holds: alignment, links, the trap, structure, warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marsad.asking import parsed_day
from marsad.observatory.over_archive import OverArchive
from marsad.observatory.pages import check_brief
from marsad.observatory.pictured import picture_of, told_in_archive, usual_partners

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

    import polars as pl

    from marsad.errors import MalformedError
    from marsad.measures import Branch, Link, Moved, Reading, Structure, Warned
    from marsad.observatory.pictured import PicturePage
    from marsad.stories import Counted


class Measured(OverArchive):
    """Numbers about states, each with what it rests on."""

    def alignment_records(
        self,
        state: str,
        poles: Iterable[str],
        *,
        as_of: dt.date | str | None = None,
        imported: bool = True,
        **asked: Any,
    ) -> list[Reading]:
        """Where a state leans between poles, by pole and window.

        Args:
            state: code of the state.
            poles: states, blocs, bodies or groups of them ("RUS", "CSTO", "West=USA+EUR").
            as_of: what could be known on that day.
            imported: whether others' data in the archive count too.
            asked: ``every``, ``direction`` and ``dimension`` as `marsad.measures.alignment_of` takes them.

        Raises:
            UnknownCodeError: no such state or pole.
            UsageError: no pole, no such window, direction or dimension, or a date that is none.
        """
        from marsad.measures import Borrowed, alignment_of, borrowed_deeds
        from marsad.stories import counted_deeds

        day, sides, every = check_brief(state, None, as_of), tuple(poles), asked.get("every", "month")
        borrowed = Borrowed()
        if imported:
            borrowed = borrowed_deeds(self._archive, state, sides, every=every, as_of=day)
        return alignment_of(counted_deeds(self._archive, day), state, sides, borrowed=borrowed, **asked)

    def alignment(self, state: str, poles: Iterable[str], **asked: Any) -> pl.DataFrame:
        """The alignment of a state as a data frame; arguments as in `alignment_records`."""
        from marsad.views.measure_listing import ALIGNMENT_COLUMNS, alignment_row, frame_of

        found = self.alignment_records(state, poles, **asked)
        return frame_of([alignment_row(reading) for reading in found], ALIGNMENT_COLUMNS)

    def picture(
        self,
        state: str,
        *,
        kind: str = "trend",
        poles: Iterable[str] | None = None,
        every: str = "quarter",
        as_of: dt.date | str | None = None,
        language: str = "ar",
        **asked: Any,
    ) -> PicturePage:
        """A picture of where a state leans, to be saved as SVG or as a page with its numbers.

        Args:
            state: code of the state.
            kind: trend, ternary (three poles), dimensions or heatmap.
            poles: as in `alignment_records`; without, those of a brief, and for a heat map the twelve
                partners of most stories.
            every: length of the windows.
            as_of: what could be known on that day.
            language: of its words, "ar" or "en".
            asked: ``direction``, ``dimension`` and ``imported`` as in `alignment_records`; ``width`` of the
                drawing, in units of the picture.

        Raises:
            UnknownCodeError: no such state, pole or language.
            UsageError: no such kind; poles or windows that the kind cannot show; nothing to be drawn.
        """
        from marsad.observatory.outlook import poles_for

        day, width = check_brief(state, None, as_of), asked.pop("width", None)
        told = told_in_archive(self._archive, state, day, imported=asked.pop("imported", True))
        if poles is None and kind == "heatmap":
            poles = usual_partners(self._archive, told, state, day)
        sides = poles_for(state, poles)
        return picture_of(told, state, sides, kind=kind, every=every, language=language, width=width, **asked)

    def link_records(
        self,
        state: str,
        sides: Iterable[str] = (),
        *,
        within: int = 30,
        as_of: dt.date | str | None = None,
        imported: bool = True,
    ) -> list[Link]:
        """What precedes what between a state and others, the likeliest first.

        Args:
            state: code of the state.
            sides: others, as poles of `alignment_records`; without any, all it deals with.
            within: days within which something follows.
            as_of: what could be known on that day.
            imported: whether others' data in the archive count too, once a day.

        Raises:
            UnknownCodeError: no such state or side.
            UsageError: a span or a date that is none.
        """
        from marsad.measures import links_of

        asked = tuple(sides)
        counted = self._counted(state, asked, check_brief(state, None, as_of), imported=imported)
        return links_of(counted, state, asked, within=within)

    def _counted(self, state: str, sides: tuple[str, ...], day: dt.date | None, *, imported: bool) -> Counted:
        from marsad.measures import with_dealings
        from marsad.stories import counted_deeds

        counted = counted_deeds(self._archive, day)
        return with_dealings(counted, self._archive, state, sides, day) if imported else counted

    def links(self, state: str, sides: Iterable[str] = (), **asked: Any) -> pl.DataFrame:
        """Links as a data frame; arguments as in `link_records`."""
        from marsad.views.measure_listing import LINK_COLUMNS, frame_of, link_row

        return frame_of([link_row(link) for link in self.link_records(state, sides, **asked)], LINK_COLUMNS)

    def move_records(
        self,
        state: str,
        series: Path | str,
        sides: Iterable[str] = (),
        *,
        within: int = 30,
        as_of: dt.date | str | None = None,
        imported: bool = True,
    ) -> tuple[list[Moved], list[MalformedError]]:
        """What a series of yours did after deeds of each kind, and the rows of its table that are bad.

        Args:
            state: code of the state.
            series: CSV file with ``date`` and ``value``.
            sides: as in `link_records`.
            within: days over which the series is followed.
            as_of: what the press could tell on that day; the series is taken whole.
            imported: whether others' data in the archive count too, once a day.

        Raises:
            UnknownCodeError: no such state or side.
            UsageError: a span or a date that is none.
            InputError: the series cannot be read, or has another header.
        """
        from pathlib import Path

        from marsad.measures import moves_of

        asked = tuple(sides)
        counted = self._counted(state, asked, check_brief(state, None, as_of), imported=imported)
        return moves_of(counted, state, Path(series), asked, within=within)

    def moves(self, state: str, series: Path | str, sides: Iterable[str] = (), **asked: Any) -> pl.DataFrame:
        """What a series did after deeds, as a data frame; arguments as in `move_records`."""
        from marsad.views.measure_listing import MOVE_COLUMNS, frame_of, move_row

        found, _ = self.move_records(state, series, sides, **asked)
        return frame_of([move_row(one) for one in found], MOVE_COLUMNS)

    def trap_records(
        self, state: str, poles: Iterable[str], *, within: int = 30, as_of: dt.date | str | None = None
    ) -> list[Branch]:
        """What each choice of a state between poles is said to cost, and what followed such acts before.

        Args:
            state: code of the state.
            poles: two or more, as in `alignment_records`.
            within: days within which a reaction follows.
            as_of: what could be known on that day.

        Raises:
            UnknownCodeError: no such state or pole.
            UsageError: fewer than two poles, the state one of them, a span or a date that is none.
        """
        from marsad.measures import trap_of

        day = check_brief(state, None, as_of)
        return trap_of(self._archive, state, poles, within=within, as_of=day)

    def trap(self, state: str, poles: Iterable[str], **asked: Any) -> pl.DataFrame:
        """The trap as a data frame, a row for each thing said, reaction and sequel; as in `trap_records`."""
        from marsad.views.trap_listing import TRAP_COLUMNS, frame_of, trap_rows

        found = self.trap_records(state, poles, **asked)
        return frame_of([row for branch in found for row in trap_rows(branch)], TRAP_COLUMNS)

    def warning_records(
        self,
        state: str | None = None,
        *,
        every: str = "month",
        as_of: dt.date | str | None = None,
        imported: bool = True,
    ) -> list[Warned]:
        """Windows with improbably many deeds between two sides, the newest first.

        Args:
            state: code of a state whose pairs alone are looked at; all without.
            every: week or month.
            as_of: what could be known on that day.
            imported: whether others' data in the archive count too, once a day; only where a state is asked.

        Raises:
            UnknownCodeError: no such state.
            UsageError: a window that is neither, or a date that is none.
        """
        from marsad.measures import told_besides, warnings_of
        from marsad.stories import counted_deeds

        if state is None:
            day = parsed_day(as_of)
            return warnings_of(counted_deeds(self._archive, day), every=every, as_of=day)
        day = check_brief(state, None, as_of)
        counted = self._counted(state, (), day, imported=imported)
        besides = told_besides(self._archive, state, day) if imported else {}
        return warnings_of(counted, state, every=every, as_of=day, besides=besides)

    def warnings(self, state: str | None = None, **asked: Any) -> pl.DataFrame:
        """Warnings as a data frame; arguments as in `warning_records`."""
        from marsad.views.measure_listing import WARNING_COLUMNS, frame_of, warning_row

        return frame_of([warning_row(one) for one in self.warning_records(state, **asked)], WARNING_COLUMNS)

    def structure_records(
        self, state: str, tables: Iterable[Path | str], *, as_of: dt.date | str | None = None
    ) -> Structure:
        """What ties a state to others by the user's tables, with the press beside it.

        Args:
            state: code of the state.
            tables: CSV files of trade, GDP, arms, aid or votes (see docs/reference/measures.md).
            as_of: what the press could tell on that day; the tables are taken whole.

        Raises:
            UnknownCodeError: no such state.
            UsageError: a date that is none.
            InputError: a table that cannot be read, or has another header; bad rows are in ``problems``.
        """
        from pathlib import Path

        from marsad.measures import structure_of
        from marsad.stories import counted_deeds

        day = check_brief(state, None, as_of)
        return structure_of(counted_deeds(self._archive, day), state, [Path(table) for table in tables])

    def structure(self, state: str, tables: Iterable[Path | str], **asked: Any) -> pl.DataFrame:
        """Ties as a data frame, a row for each matter, partner and year; as in `structure_records`."""
        from marsad.views.structure_listing import TIE_COLUMNS, frame_of, tie_row

        found = self.structure_records(state, tables, **asked)
        return frame_of([tie_row(row) for row in found.rows], TIE_COLUMNS)
