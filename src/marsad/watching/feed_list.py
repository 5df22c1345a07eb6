"""The list of feeds to watch: one a line, its address, then, parted by tabs, outlet and minutes."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from marsad.errors import MalformedError, UnreadableError
from marsad.reading.sources import is_address

_MOST_BYTES: Final = 10_000_000
_CELLS: Final = 3
_LONGEST_MINUTES: Final = 30 * 24 * 60


class Feed(NamedTuple):
    """A feed to watch.

    Attributes:
        address: of the feed or sitemap.
        outlet: who publishes it; goes before what its pages say. None to take theirs.
        minutes: between two questions; None for those of the whole list.
    """

    address: str
    outlet: str | None = None
    minutes: float | None = None


def feeds_in(path: str | Path) -> tuple[list[Feed], list[MalformedError]]:
    """The feeds of a list, each once, and its bad lines.

    Blank lines and lines that begin with ``#`` are passed over.

    Raises:
        UnreadableError: the file cannot be read, or names no feed.
    """
    lines = _text(path).splitlines()
    feeds: dict[str, Feed] = {}
    problems = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            feed = _feed([cell.strip() for cell in line.split("\t")])
        except ValueError as error:
            problems.append(MalformedError(str(path), str(error), number))
        else:
            feeds.setdefault(feed.address, feed)
    if not feeds:
        why = f" ({problems[0]})" if problems else ""
        raise UnreadableError(str(path), f"names no feed{why}")
    return list(feeds.values()), problems


def _text(path: str | Path) -> str:
    try:
        with Path(path).open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or str(error)
        raise UnreadableError(str(path), told.lower()) from error
    if len(data) > _MOST_BYTES:
        raise UnreadableError(str(path), "is too large for a list of feeds")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(str(path), f"is no UTF-8 text: {error.reason}") from error


def _feed(cells: list[str]) -> Feed:
    address, outlet, minutes = [*cells, "", ""][:_CELLS]
    if len(cells) > _CELLS:
        raise ValueError(f"has {len(cells)} cells; address, outlet and minutes are due")
    if not is_address(address) or " " in address:
        raise ValueError(f"an address with http:// or https:// is due, not {address[:80]!r}")
    return Feed(address, outlet or None, _minutes(minutes) if minutes else None)


def _minutes(told: str) -> float:
    try:
        minutes = float(told)
    except ValueError:
        minutes = 0
    if not 1 <= minutes <= _LONGEST_MINUTES:
        raise ValueError(f"minutes from 1 to {_LONGEST_MINUTES} are due, not {told[:20]!r}")
    return minutes
