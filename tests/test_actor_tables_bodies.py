"""Every row of bodies.tsv and roles.tsv: codes, sectors, dates, order, and one body for a form on one day."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.actors.layers import COLUMNS, shipped
from marsad.actors.writing import date_of, name_of
from marsad.errors import DataFileError
from marsad.tables import Row, parsed_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

SECTORS = frozenset({
    "AGR", "BUS", "COP", "CRM", "CVL", "EDU", "GOV", "JRN", "JUD", "LAB",
    "LEG", "MED", "MIL", "OPP", "PTY", "REB", "REF", "REL", "SET", "SOC", "SPY", "UAF",
})  # fmt: skip
BODY_KINDS = frozenset({
    "igo", "regional", "ngo", "court", "alliance", "armed", "party",
    "company", "agency", "outlet", "ministry", "forces", "other",
})  # fmt: skip
CODE = re.compile(r"[A-Z]{3}")
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
WIKIDATA = re.compile(r"Q[1-9]\d*")
# Arabic letters, digits and the plus of OPEC+; no tashkeel, no tatweel, no Latin letters, no punctuation.
FORM = re.compile(r"[ء-غف-ي0-9+]+( [ء-غف-ي0-9+]+)*")
NOTE = re.compile(r"|article|(plural; )?stranger|plural|rank|former|homograph: .+")
OPEN_START = dt.date.min.toordinal()


def check_body(row: Row) -> None:
    if not row["name"] or not CODE.fullmatch(row["country"]):
        raise row.error(f"name or country is bad: {row['name']!r} {row['country']!r}")
    if row["sector"] and row["sector"] not in SECTORS:
        raise row.error(f"unknown sector {row['sector']!r}")
    if row["kind"] not in BODY_KINDS:
        raise row.error(f"unknown kind {row['kind']!r}")
    if row["wikidata"] and not WIKIDATA.fullmatch(row["wikidata"]):
        raise row.error(f"bad Wikidata id {row['wikidata']!r}")
    check_forms(row, [row["name_ar"], *row.alternatives("forms")])
    span(row)


def check_forms(row: Row, forms: list[str]) -> None:
    for form in forms:
        if not FORM.fullmatch(form):
            raise row.error(f"bad form {form!r}")
    if len(forms) != len(set(forms)):
        raise row.error("a form stands twice")


def span(row: Row) -> tuple[int, int]:
    """First and last day of a row, as ordinals."""
    for column in ("from", "to"):
        if row[column] and not DATE.fullmatch(row[column]):
            raise row.error(f"bad date {row[column]!r}")
    try:
        since, until = date_of(row["from"]), date_of(row["to"], end=True)
    except ValueError as error:
        raise row.error(str(error)) from error
    first = since.toordinal() if since else OPEN_START
    last = until.toordinal() if until else dt.date.max.toordinal()
    if first > last:
        raise row.error("ends before it begins")
    return first, last


def check_bodies(table: Iterable[Row]) -> int:
    """Checks all rows and their order; gives their number."""
    taken: dict[object, list[tuple[int, int, Row]]] = defaultdict(list)
    before = ("", "")
    count = 0
    for count, row in enumerate(table, 1):  # noqa: B007
        check_body(row)
        if (row["name"], row["from"]) <= before:
            raise row.error("not sorted by name and date")
        before = (row["name"], row["from"])
        for form in {name_of(form) for form in (row["name_ar"], *row.alternatives("forms"))}:
            claim(taken[form], row)
    return count


def claim(holders: list[tuple[int, int, Row]], row: Row) -> None:
    first, last = span(row)
    for other_first, other_last, other in holders:
        if first <= other_last and other_first <= last:
            raise row.error(f"shares a form on one day with line {other.line} ({other['name']})")
    holders.append((first, last, row))


def check_roles(table: Iterable[Row]) -> int:
    """Checks all rows and their order; gives their number."""
    taken: dict[tuple[str, ...], Row] = {}
    before = ""
    count = 0
    for count, row in enumerate(table, 1):  # noqa: B007
        if row["sector"] not in SECTORS or row["kind"] not in ("person", "body"):
            raise row.error(f"unknown sector or kind: {row['sector']!r} {row['kind']!r}")
        if not NOTE.fullmatch(row["note"]):
            raise row.error(f"unknown note {row['note']!r}")
        if row["form"] <= before:
            raise row.error("not sorted by form")
        before = row["form"]
        forms = [form for column in ("form", "plural", "feminine") for form in row.alternatives(column)]
        check_forms(row, list(dict.fromkeys(forms)))
        for words in {name_of(form).words for form in forms}:
            if words in taken:
                raise row.error(f"shares {' '.join(words)!r} with line {taken[words].line}")
            taken[words] = row
    return count


def body_table(*lines: str) -> Iterable[Row]:
    return parsed_rows("\n".join(["\t".join(COLUMNS["bodies"]), *lines]), "bodies.tsv", COLUMNS["bodies"])


def role_table(*lines: str) -> Iterable[Row]:
    return parsed_rows("\n".join(["\t".join(COLUMNS["roles"]), *lines]), "roles.tsv", COLUMNS["roles"])


def shipped_bodies() -> list[Row]:
    return list(shipped("bodies"))


def shipped_roles() -> list[Row]:
    return list(shipped("roles"))


def bodies_named(form: str, day: dt.date) -> list[tuple[str, str]]:
    found = []
    for row in shipped_bodies():
        first, last = span(row)
        names = {name_of(other) for other in (row["name_ar"], *row.alternatives("forms"))}
        if name_of(form) in names and first <= day.toordinal() <= last:
            found.append((row["country"], row["sector"]))
    return found


def test_every_body_is_sound():
    assert check_bodies(shipped_bodies()) >= 330


def test_every_role_is_sound():
    assert check_roles(shipped_roles()) >= 260


@pytest.mark.parametrize(
    ("form", "day", "expected"),
    [
        ("طالبان", dt.date(2021, 8, 14), ("AFG", "REB")),
        ("طالبان", dt.date(2021, 8, 15), ("AFG", "GOV")),
        ("الدعم السريع", dt.date(2022, 1, 1), ("SDN", "MIL")),
        ("الدعم السريع", dt.date(2023, 4, 15), ("SDN", "REB")),
        ("حماس", dt.date(2023, 10, 7), ("PSE", "REB")),
        ("مجلس الأمن", dt.date(2020, 1, 1), ("UNO", "")),
        ("المفوضية الأوروبية", dt.date(2020, 1, 1), ("EUR", "")),
        ("الناتو", dt.date(2020, 1, 1), ("IGO", "MIL")),
        ("داعش", dt.date(2015, 1, 1), ("IMG", "REB")),
        ("روساتوم", dt.date(2020, 1, 1), ("RUS", "BUS")),
        ("رويترز", dt.date(2020, 1, 1), ("GBR", "JRN")),
    ],
)
def test_known_bodies_are_found_once(form, day, expected):
    assert bodies_named(form, day) == [expected]


@pytest.mark.parametrize(
    ("form", "sector"),
    [
        ("وزير الدفاع", "GOV"),
        ("القوات المسلحة", "MIL"),
        ("مسلحون", "UAF"),
        ("متظاهرين", "CVL"),
        ("النيابة العامة", "JUD"),
        ("قوات الأمن", "COP"),
        ("مجلس النواب", "LEG"),
        ("مخابرات", "SPY"),
        ("البنك المركزي", "GOV"),
        ("منظمات غير حكومية", "SOC"),
        ("نازحين", "REF"),
    ],
)
def test_known_roles_have_their_sector(form, sector):
    words = name_of(form).words
    found = [
        row["sector"]
        for row in shipped_roles()
        for column in ("form", "plural", "feminine")
        if words in {name_of(other).words for other in row.alternatives(column)}
    ]
    assert found == [sector]


@pytest.mark.parametrize(
    ("lines", "line", "problem"),
    [
        (["A\tألف\t\tRU\tGOV\tother\t\t\t"], 2, "country"),
        (["A\tألف\t\trus\tGOV\tother\t\t\t"], 2, "country"),
        (["A\tألف\t\tRUS\tXYZ\tother\t\t\t"], 2, "sector"),
        (["A\tألف\t\tRUS\tGOV\tclub\t\t\t"], 2, "kind"),
        (["A\tألف\t\tRUS\tGOV\tother\t2020-13-01\t\t"], 2, "month"),
        (["A\tألف\t\tRUS\tGOV\tother\tsoon\t\t"], 2, "bad date"),
        (["A\tألف\t\tRUS\tGOV\tother\t2021\t2020\t"], 2, "before it begins"),
        (["A\tألف\t\tRUS\tGOV\tother\t\t\tX1"], 2, "Wikidata"),
        (["A\tAlef\t\tRUS\tGOV\tother\t\t\t"], 2, "bad form"),
        (["A\tأَلف\t\tRUS\tGOV\tother\t\t\t"], 2, "bad form"),
        (["A\t\t\tRUS\tGOV\tother\t\t\t"], 2, "bad form"),
        (["A\tألف\tألف\tRUS\tGOV\tother\t\t\t"], 2, "twice"),
        (["B\tباء\t\tRUS\tGOV\tother\t\t\t", "A\tألف\t\tRUS\tGOV\tother\t\t\t"], 3, "not sorted"),
        (["A\tألف\t\tRUS\tGOV\tother\t\t\t", "B\tالف\t\tUSA\tGOV\tother\t\t\t"], 3, "shares a form"),
        (
            ["A\tألف\t\tRUS\tREB\tarmed\t\t2020\t", "A\tألف\t\tRUS\tGOV\tarmed\t2020-12-31\t\t"],
            3,
            "shares a form",
        ),
        (["A\tألف\t\tRUS\tGOV\tother"], 2, "cells"),
    ],
)
def test_a_bad_body_is_named_with_its_line(lines, line, problem):
    with pytest.raises(DataFileError, match=problem) as caught:
        check_bodies(body_table(*lines))
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("lines", "line", "problem"),
    [
        (["وزير\tوزراء\tوزيرة\tMINISTER\tperson\t"], 2, "unknown sector"),
        (["وزير\tوزراء\tوزيرة\tGOV\tthing\t"], 2, "unknown sector or kind"),
        (["وزير\tوزراء\tوزيرة\tGOV\tperson\tsomething"], 2, "unknown note"),
        (["وزير\tminister\tوزيرة\tGOV\tperson\t"], 2, "bad form"),
        (["وزير\t\t\tGOV\tperson\t", "جيش\t\t\tMIL\tbody\t"], 3, "not sorted"),
        (["جندي\tجنود\t\tMIL\tperson\t", "عسكر\tجنود\t\tMIL\tperson\t"], 3, "shares"),
        (["الجيش\t\t\tMIL\tbody\t", "جيش\t\t\tMIL\tbody\t"], 3, "shares"),
    ],
)
def test_a_bad_role_is_named_with_its_line(lines, line, problem):
    with pytest.raises(DataFileError, match=problem) as caught:
        check_roles(role_table(*lines))
    assert caught.value.line == line


def test_spans_that_meet_but_do_not_overlap_are_allowed():
    lines = ["A\tألف\t\tRUS\tREB\tarmed\t\t2020\t", "A\tألف\t\tRUS\tGOV\tarmed\t2021\t\t"]
    assert check_bodies(body_table(*lines)) == 2


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), st.integers(0, 400))
def test_a_span_holds_both_its_days(first, days):
    last = first + dt.timedelta(days=days)
    (row,) = body_table(f"A\tألف\t\tRUS\tGOV\tother\t{first}\t{last}\t")
    assert span(row) == (first.toordinal(), last.toordinal())
