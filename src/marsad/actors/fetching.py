"""Fetched office holders, kept a state a file, so that a run that was stopped goes on where it was."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from marsad.actors.layers import own_folder, table, write_whole
from marsad.actors.wikidata import Holder
from marsad.errors import InputError, UnknownCodeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from marsad.actors.wikidata import Service

FRESH_DAYS: Final = 7
"""A state that was fetched so many days ago is not asked for again."""


class Fetched(NamedTuple):
    """What was learnt of one state.

    Attributes:
        country: code of the state.
        holders: office holders, where it could be asked or was kept.
        error: why it could not be asked.
    """

    country: str
    holders: tuple[Holder, ...]
    error: InputError | None = None


class _Kept(msgspec.Struct, frozen=True):
    day: dt.date
    holders: tuple[Holder, ...]


def states_to_ask(codes: Iterable[str]) -> dict[str, str]:
    """Code → QID of the states asked for; of all that have a QID and a capital where none are named.

    Raises:
        UnknownCodeError: no such state, or none whose QID is known.
    """
    known = {row["code"]: row["wikidata"] for row in table("states") if row["wikidata"] and row["capital"]}
    wanted = tuple(codes)
    for code in wanted:
        if code not in known:
            raise UnknownCodeError(f"unknown state {code!r}; a code of three capitals is due, such as KAZ")
    return {code: known[code] for code in wanted or known}


def fetched(states: dict[str, str], service: Service, today: dt.date) -> Iterator[Fetched]:
    """The office holders of each state, asked for or, where they are fresh, as kept.

    A state that fails is given with its error, and the others go on.

    Raises:
        OSError: what was fetched cannot be kept.
    """
    for country, item in states.items():
        file = own_folder() / "fetched" / f"{country}.json"
        kept = _kept(file, today)
        if kept is not None:
            yield Fetched(country, kept)
            continue
        try:
            holders = tuple(service.holders(item))
        except InputError as error:
            yield Fetched(country, (), error)
            continue
        write_whole(file, msgspec.json.encode(_Kept(today, holders)))
        yield Fetched(country, holders)


def _kept(file: Path, today: dt.date) -> tuple[Holder, ...] | None:
    """Holders fetched in the last days; None where there are none or the file is damaged."""
    try:
        kept = msgspec.json.decode(file.read_bytes(), type=_Kept)
    except (OSError, msgspec.DecodeError):
        return None
    return kept.holders if dt.timedelta(0) <= today - kept.day < dt.timedelta(FRESH_DAYS) else None
