"""The commands that measure what an archive holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from marsad.cli.app import app
from marsad.cli.lists import opened_for_keeping
from marsad.cli.options import (
    DEFAULT_ARCHIVE,
    ArchiveOption,
    AsOfOption,
    FormatOption,
    ImportedOption,
    OutOption,
)
from marsad.cli.output import checked, checked_format, complain, exit_with, lines_of, write_records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.errors import InputError, MarsadError
    from marsad.measures import Reading
    from marsad.observatory import PicturePage
    from marsad.stories import Counted


@app.command()
def alignment(
    state: Annotated[str, typer.Argument(help="Code of the state, such as KAZ.")],
    poles: Annotated[str, typer.Option(help="Poles parted by commas: RUS,XWE,CSTO,West=USA+EUR.")],
    every: Annotated[
        str | None,
        typer.Option(
            help="Windows: week, month, quarter, year or all.", show_default="month; with a picture quarter"
        ),
    ] = None,
    direction: Annotated[str, typer.Option(help="both, to (acts of the state) or from (on it).")] = "both",
    dimension: Annotated[str, typer.Option(help="all, or one such as economic.")] = "all",
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    as_of: AsOfOption = None,
    imported: ImportedOption = True,
    events: Annotated[
        Path | None, typer.Option(help="Events as JSON lines, as marsad events writes them; no archive.")
    ] = None,
    picture: Annotated[Path | None, typer.Option(help="Also draw a picture, an .svg or .html.")] = None,
    picture_kind: Annotated[str, typer.Option(help="trend, ternary, dimensions or heatmap.")] = "trend",
    picture_width: Annotated[
        int | None, typer.Option(help="Width of the drawing.", show_default="what suits the kind")
    ] = None,
    lang: Annotated[str, typer.Option(help="Language of the picture: ar or en.")] = "ar",
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Measure where a state leans between poles, with intervals; where there is too little, say so."""
    name, sides = checked_format(format, out), poles.split(",")
    length = every or ("quarter" if picture else "month")
    asked: dict[str, Any] = {"every": length, "direction": direction, "dimension": dimension}
    drawing: dict[str, Any] = {"kind": picture_kind, "language": lang, "width": picture_width}
    _check_picture(picture, sides, asked, drawing)
    errors = 0
    if events is not None:
        counted, errors = _filed(events, state, as_of, imported=imported)
        found, page = _of_file(counted, state, sides, asked, drawing if picture else None)
    else:
        with opened_for_keeping(archive) as observatory:
            known = {"poles": sides, "as_of": as_of, "imported": imported, **asked}
            found = observatory.alignment_records(state, **known)
            page = observatory.picture(state, **known, **drawing) if picture else None
    if picture and page:
        page.save(picture)
    _write_readings(found, name, out)
    exit_with(errors)


def _check_picture(
    path: Path | None, poles: list[str], asked: dict[str, Any], drawing: dict[str, Any]
) -> None:
    """Refuses a picture that cannot be drawn before anything is measured."""
    from marsad.observatory import check_picture

    if path is None:
        return
    checked("--lang", drawing["language"], ("ar", "en"))
    check_picture(path, poles, asked["every"], asked["dimension"], **drawing)


def _write_readings(found: list[Reading], name: str, out: Path | None) -> None:
    from marsad.views import measure_listing as listing

    columns = listing.ALIGNMENT_COLUMNS, listing.SHOWN_ALIGNMENT_COLUMNS
    row = listing.shown_alignment_row if name == "table" else listing.alignment_row
    write_records(found, lambda reading: [row(reading)], columns, name, out)


def _of_file(
    counted: Counted, state: str, poles: list[str], asked: dict[str, Any], drawing: dict[str, Any] | None
) -> tuple[list[Reading], PicturePage | None]:
    """The readings of events in a file, and their picture where one is asked for."""
    from marsad.measures import alignment_of
    from marsad.observatory import picture_of, told_in_file

    found = alignment_of(counted, state, poles, **asked)
    if drawing is None:
        return found, None
    return found, picture_of(told_in_file(counted), state, poles, **asked, **drawing)


def _filed(path: Path, state: str, as_of: str | None, *, imported: bool) -> tuple[Counted, int]:
    """The deeds of events in a file, and how many of its lines were none."""
    from marsad.measures import filed_deeds
    from marsad.observatory import check_brief

    day, errors = check_brief(state, None, as_of), 0

    def failed(error: MarsadError) -> None:
        nonlocal errors
        errors += 1
        complain(str(error))

    with lines_of(str(path)) as lines:
        counted = filed_deeds(lines, str(path), failed, day, imported=imported)
    return counted, errors


@app.command()
def links(
    state: Annotated[str, typer.Argument(help="Code of the state, such as KAZ.")],
    sides: Annotated[str, typer.Option(help="Others, parted by commas; all it deals with without.")] = "",
    within: Annotated[int, typer.Option(help="Days within which something follows.")] = 30,
    series: Annotated[Path | None, typer.Option(help="CSV of date and value: what moved after acts?")] = None,
    imported: ImportedOption = True,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    as_of: AsOfOption = None,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Test what precedes what between a state and others: political and economic acts."""
    from marsad.views import measure_listing as listing

    name = checked_format(format, out)
    asked = [side for side in sides.split(",") if side.strip()]
    if series is not None:
        kept = {"within": within, "as_of": as_of, "imported": imported}
        _moves(state, series, asked, archive, kept, name, out)
        return
    with opened_for_keeping(archive) as observatory:
        found = observatory.link_records(state, asked, within=within, as_of=as_of, imported=imported)
    row = listing.shown_link_row if name == "table" else listing.link_row
    columns = listing.LINK_COLUMNS, listing.SHOWN_LINK_COLUMNS
    write_records(found, lambda link: [row(link)], columns, name, out)


def _moves(
    state: str,
    series: Path,
    sides: list[str],
    archive: str,
    asked: dict[str, Any],
    name: str,
    out: Path | None,
) -> None:
    from marsad.views import measure_listing as listing

    with opened_for_keeping(archive) as observatory:
        found, problems = observatory.move_records(state, series, sides, **asked)
    row = listing.shown_move_row if name == "table" else listing.move_row
    columns = listing.MOVE_COLUMNS, listing.SHOWN_MOVE_COLUMNS
    write_records(found, lambda moved: [row(moved)], columns, name, out)
    _told_apart(problems)


def _told_apart(problems: Sequence[InputError]) -> None:
    """Names the rows that could not be used, and ends with the exit code for them."""
    for problem in problems:
        complain(str(problem))
    exit_with(len(problems))


@app.command()
def trap(
    state: Annotated[str, typer.Argument(help="Code of the state, such as KAZ.")],
    poles: Annotated[str, typer.Option(help="Two poles or more, parted by commas: RUS,XWE.")],
    within: Annotated[int, typer.Option(help="Days within which a reaction follows.")] = 30,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    as_of: AsOfOption = None,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Show what each choice of a state between poles is said to cost, and what followed such acts before."""
    from marsad.views import trap_listing as listing

    name = checked_format(format, out)
    with opened_for_keeping(archive) as observatory:
        found = observatory.trap_records(state, poles.split(","), within=within, as_of=as_of)
    rows = listing.shown_trap_rows if name == "table" else listing.trap_rows
    write_records(found, rows, (listing.TRAP_COLUMNS, listing.SHOWN_TRAP_COLUMNS), name, out)


@app.command()
def warnings(
    state: Annotated[str | None, typer.Argument(help="Code of the state; all without.")] = None,
    every: Annotated[str, typer.Option(help="Windows: week or month.")] = "month",
    imported: ImportedOption = True,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    as_of: AsOfOption = None,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """List windows with improbably many deeds between two sides, and what such alarms were worth before."""
    from marsad.views import measure_listing as listing

    name = checked_format(format, out)
    with opened_for_keeping(archive) as observatory:
        found = observatory.warning_records(state, every=every, as_of=as_of, imported=imported)
    row = listing.shown_warning_row if name == "table" else listing.warning_row
    columns = listing.WARNING_COLUMNS, listing.SHOWN_WARNING_COLUMNS
    write_records(found, lambda warned: [row(warned)], columns, name, out)


@app.command()
def structure(
    state: Annotated[str, typer.Argument(help="Code of the state, such as KAZ.")],
    table: Annotated[list[Path], typer.Argument(help="CSV files of trade, GDP, arms, aid or votes.")],
    per: Annotated[str, typer.Option(help="tie: partner and year; rank: table against press.")] = "tie",
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    as_of: AsOfOption = None,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Show what ties a state to others by your own tables, with the press beside it."""
    from marsad.views import structure_listing as listing

    name, wanted = checked_format(format, out), checked("--per", per, ("tie", "rank"))
    with opened_for_keeping(archive) as observatory:
        found = observatory.structure_records(state, table, as_of=as_of)
    shown = name == "table"
    if wanted == "rank":
        rank_row = listing.shown_ranked_row if shown else listing.ranked_row
        ranks = listing.RANKED_COLUMNS, listing.SHOWN_RANKED_COLUMNS
        write_records(found.ranked, lambda ranked: [rank_row(ranked)], ranks, name, out)
    else:
        tie_row = listing.shown_tie_row if shown else listing.tie_row
        ties = listing.TIE_COLUMNS, listing.SHOWN_TIE_COLUMNS
        write_records(found.rows, lambda row: [tie_row(row)], ties, name, out)
    _told_apart(found.problems)
