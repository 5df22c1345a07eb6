"""Counts of a brief, each with the anchor of the list behind it."""

from __future__ import annotations

from marsad.records import Record


class Tally(Record, frozen=True, kw_only=True):
    """A number of a table and the anchor of the list behind it (None where the number is zero).

    Attributes:
        title: what is counted, in words.
    """

    quad: int
    number: int
    anchor: str | None
    title: str


class Bar(Record, frozen=True, kw_only=True):
    """A piece of a bar, in hundredths of the width of its half."""

    quad: int
    start: float
    length: float


class DimensionTally(Record, frozen=True, kw_only=True):
    """How many entries are about one dimension.

    Attributes:
        anchor: of the list behind the number.
    """

    name: str
    label: str
    number: int
    anchor: str
