"""What Wikidata knows of offices that the tables do not, and how it becomes rows of the user's own layer.

Nothing is taken over that contradicts a listed day: such a difference is shown and left to a person.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from marsad.actors.writing import name_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from marsad.actors.wikidata import Holder
    from marsad.tables import Row

Change = Literal["new", "renewed", "differs", "left out"]
_ARABIC: Final = re.compile(r"[\u0621-\u063a\u0641-\u064a\u0651 .\-]+")
_YEAR: Final = 4


class Difference(NamedTuple):
    """One thing that Wikidata tells otherwise than the tables.

    Attributes:
        change: what becomes of it: "new" and "renewed" rows are written, the others only shown.
        country: code of the state.
        office: the office.
        name: English name of the person.
        why: what is new, in words.
        cells: the row to write; empty where none is.
    """

    change: Change
    country: str
    office: str
    name: str
    why: str
    cells: dict[str, str]


class Listed:
    """The people of the tables, found by Wikidata id or by name."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Takes the rows of ``people.tsv``, own ones over the shipped."""
        self._by_key: dict[tuple[str, str], list[Row]] = {}
        self._latest: dict[tuple[str, str], str] = {}
        for row in rows:
            latest = self._latest.get((row["country"], row["office"]), "")
            self._latest[row["country"], row["office"]] = max(latest, row["from"])
            keys = {("id", row["wikidata"]), (row["country"], row["name"].casefold())}
            keys |= {
                (row["country"], form) for form in map(_even, (row["name_ar"], *row.alternatives("forms")))
            }
            for key in keys:
                if key[1]:
                    self._by_key.setdefault(key, []).append(row)

    def of(self, holder: Holder, country: str) -> list[Row]:
        """Rows of a person: by id, else by English name, else by Arabic full name; in that state."""
        names = (("id", holder.person), (country, holder.name.casefold()), (country, _even(holder.name_ar)))
        found = next((self._by_key[key] for key in names if key[1] and key in self._by_key), [])
        return [row for row in found if row["wikidata"] in ("", holder.person)]

    def office(self, holder: Holder, country: str) -> str:
        """What the tables call an office in a state: the name of its latest holder's (King, Chancellor)."""
        names = (holder.office, *holder.also)
        return max(names, key=lambda name: (self._latest.get((country, name), ""), name == holder.office))


def differences(
    holders: Iterable[Holder], country: str, listed: Listed, today: dt.date
) -> Iterator[Difference]:
    """What the holders of a state's offices add to the tables."""
    for holder in holders:
        rows = listed.of(holder, country)
        same = [row for row in rows if _is_office(row["office"], holder)]
        row = next((row for row in same if _is_span(row, holder)), None)
        if row is not None:
            yield from _renewed(row, holder)
        elif any(_overlaps(row, holder) for row in same):
            yield _difference("differs", country, holder, f"listed as {_span_of(same)}")
        else:
            yield _new(holder, country, rows, listed.office(holder, country), today)


def _renewed(row: Row, holder: Holder) -> Iterator[Difference]:
    told = {"from": holder.since, "to": holder.until, "wikidata": holder.person}
    changed = {column: value for column, value in told.items() if _says_more(row[column], value)}
    if changed:
        why = ", ".join(f"{column} {row[column] or 'open'} → {value}" for column, value in changed.items())
        yield _difference("renewed", row["country"], holder, why)._replace(
            office=row["office"], name=row["name"], cells=row.cells | changed
        )
    elif holder.until and row["to"] and not row["to"].startswith(holder.until):
        yield _difference("differs", row["country"], holder, f"listed as ending {row['to']}")


def _says_more(listed: str, told: str) -> bool:
    """Whether a cell is empty, or the same with less precision."""
    return told.startswith(listed) and len(told) > len(listed)


def _new(holder: Holder, country: str, rows: list[Row], office: str, today: dt.date) -> Difference:
    """A row for someone, or for another office of someone listed."""
    known = rows[0] if rows else None
    problem = None if known else _name_problem(holder)
    if not holder.since:
        problem = "no first day"
    if problem:
        return _difference("left out", country, holder, problem)
    cells = {
        "name": known["name"] if known else _plain(holder.name),
        "name_ar": known["name_ar"] if known else holder.name_ar,
        "forms": known["forms"] if known else "|".join(_full_names(holder)),
        "country": country,
        "sector": holder.sector,
        "office": office,
        "from": holder.since,
        "to": holder.until,
        "basis": f"Wikidata, {today.isoformat()}",
        "wikidata": holder.person,
    }
    return _difference("new", country, holder, f"{holder.since} – {holder.until or 'open'}")._replace(
        office=office, cells=cells
    )


def _name_problem(holder: Holder) -> str | None:
    if not holder.name_ar:
        return "no Arabic name"
    if not _ARABIC.fullmatch(holder.name_ar) or len(holder.name_ar.split()) == 1:
        return f"no full name in plain Arabic: {holder.name_ar}"
    return None


def _full_names(holder: Holder) -> list[str]:
    """Aliases in plain Arabic of two words and more: a surname alone could be anyone's."""
    seen = {_even(holder.name_ar)}
    kept = []
    for alias in holder.aliases:
        if _ARABIC.fullmatch(alias) and len(alias.split()) > 1 and _even(alias) not in seen:
            seen.add(_even(alias))
            kept.append(alias)
    return kept


def _difference(change: Change, country: str, holder: Holder, why: str) -> Difference:
    return Difference(change, country, holder.office, holder.name, why, {})


def _is_office(listed: str, holder: Holder) -> bool:
    return listed == holder.office or listed in holder.also


def _is_span(row: Row, holder: Holder) -> bool:
    """Whether a row is the same time in office: begun in the same year, or without a beginning told."""
    return not row["from"] or not holder.since or row["from"][:_YEAR] == holder.since[:_YEAR]


def _overlaps(row: Row, holder: Holder) -> bool:
    """Whether both spans share a year beyond the one where they meet."""
    first, last = int(row["from"][:_YEAR]), int(row["to"][:_YEAR] or 9999)
    since, until = int(holder.since[:_YEAR] or 0), int(holder.until[:_YEAR] or 9999)
    return max(first, since) < min(last, until)


def _span_of(rows: list[Row]) -> str:
    return ", ".join(f"{row['from']} – {row['to'] or 'open'}" for row in rows)


def _even(name: str) -> str:
    return " ".join(name_of(name).words) if name.strip() else ""


def _plain(name: str) -> str:
    """A Latin name without accents, as the tables write it."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().strip()
