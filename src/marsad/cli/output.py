"""Where commands write: the console, files, progress, complaints."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TypeVar

import typer

from marsad.cli.app import SOME_FAILED
from marsad.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rich.console import Console
    from rich.progress import Progress

_FRAME_SUFFIXES: Final = ("csv", "parquet", "xlsx")


_Listed = TypeVar("_Listed")


def complain(message: str) -> None:
    """Says on standard error what went wrong."""
    typer.echo(f"marsad: {message}", err=True)


def console(*, stderr: bool = False) -> Console:
    """The terminal, for tables."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False)


@contextmanager
def progress_of(what: str) -> Iterator[Progress | None]:
    """A progress line on stderr, only on a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn(what), MofNCompleteColumn())
    with Progress(*columns, console=console(stderr=True), transient=True) as progress:
        progress.add_task(what, total=None)
        yield progress


def advance(progress: Progress | None) -> None:
    """One more is done."""
    if progress is not None:
        progress.advance(progress.task_ids[0])


def exit_with(errors: int) -> None:
    """Ends with the exit code for failed inputs where there were any."""
    if errors:
        raise typer.Exit(SOME_FAILED)


@contextmanager
def output(path: Path | None) -> Iterator[BinaryIO]:
    """The file to write, or standard output."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with opened(path, "wb") as out:
        yield out


@contextmanager
def lines_of(source: str) -> Iterator[Iterable[bytes]]:
    """Lines of a file, or of standard input for ``-``."""
    if source == "-":
        yield sys.stdin.buffer
        return
    with opened(Path(source), "rb") as stream:
        yield stream


def opened(path: Path, mode: str) -> BinaryIO:
    """A binary file, open.

    Raises:
        UsageError: it cannot be opened.
    """
    # Only the opening is guarded: an error while working is not an error of this file's name.
    try:
        return path.open(mode)  # type: ignore[return-value]  # the mode is binary
    except OSError as error:
        raise UsageError(f"{path}: {(error.strerror or str(error)).lower()}") from error


def checked(name: str, value: str, allowed: tuple[str, ...]) -> str:
    """The value of an option, if it is one of those allowed.

    Raises:
        UsageError: it is none of them.
    """
    if value not in allowed:
        raise UsageError(f"{name} {value}: {' or '.join(allowed)} is due")
    return value


def checked_format(asked: str | None, out: Path | None, *, events: bool = False) -> str:
    """The format of a list: as asked, else by the file name, else by whether a person looks on.

    Raises:
        UsageError: no such format, or a table for a file.
    """
    from marsad.views import listing

    allowed = listing.EVENT_FORMATS if events else listing.FORMATS
    name = listing.checked_format(asked or _default_format(out), allowed)
    if name == "table" and out is not None:
        raise UsageError(f"--format table is for a terminal; {out} can be jsonl, csv, parquet or xlsx")
    return name


def _default_format(out: Path | None) -> str:
    if out is not None and out.suffix.lstrip(".") in _FRAME_SUFFIXES:
        return out.suffix.lstrip(".")
    return "table" if out is None and sys.stdout.isatty() else "jsonl"


def write_records(
    found: Iterable[_Listed],
    rows_of: Callable[[_Listed], Iterable[dict[str, Any]]],
    columns: tuple[Sequence[str], Sequence[str]],
    name: str,
    out: Path | None,
) -> None:
    """Writes records as JSON lines, or their rows as a table or file.

    Args:
        found: the records, taken one by one where the format allows.
        rows_of: rows of one record; asked for only where rows are written.
        columns: all of them, and those that fit on a terminal.
        name: the format, as `checked_format` gives it.
        out: file to write; None for standard output.
    """
    import msgspec

    from marsad.views import listing

    every, shown = columns
    if name == "table":
        listing.print_table([row for record in found for row in rows_of(record)], shown, console())
        return
    with output(out) as stream:
        if name == "jsonl":
            listing.write_lines(map(msgspec.json.encode, found), stream)
        else:
            rows = [row for record in found for row in rows_of(record)]
            stream.write(listing.written_frame(listing.frame_of(rows, every), name))
