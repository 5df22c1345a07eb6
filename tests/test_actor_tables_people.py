"""The tables of people: every row is loaded and checked, and bad rows are caught."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.actors.layers import COLUMNS, shipped
from marsad.actors.writing import date_of, name_of
from marsad.errors import DataFileError
from marsad.tables import Row, parsed_rows

SECTORS = frozenset(
    [
        "GOV",
        "MIL",
        "LEG",
        "JUD",
        "OPP",
        "REB",
        "PTY",
        "BUS",
        "REL",
        "SPY",
        "COP",
        "JRN",
        "CVL",
        "LAB",
        "EDU",
        "UAF",
        "CRM",
        "MED",
    ]
)
GROUP_CODES = frozenset({"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"})
BASES = frozenset({"public record", "widely reported; years uncertain"})
DATE = re.compile(r"(\d{4}(-\d{2}(-\d{2})?)?)?")
ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064a\u0651 .\-]+")
HEADER = "\t".join(COLUMNS["people"])
GOOD = "Jane Roe\tجين رو\t\tKAZ\tGOV\tPresident\t2001\t2002-05-07\tpublic record\t"

Span = tuple[str, dt.date, dt.date]


def people() -> list[Row]:
    return list(shipped("people"))


def ambiguous() -> list[Row]:
    return list(shipped("ambiguous_people"))


def span_of(row: Row) -> Span:
    since, until = date_of(row["from"]), date_of(row["to"], end=True)
    return row["name"], since or dt.date.min, until or dt.date.max


def check_person(row: Row) -> None:
    """Raises DataFileError for a row that breaks the format."""
    if not row["name"].isascii() or not row["name"] or not row["office"]:
        raise row.error("name and office must be given, the name in Latin letters")
    if not re.fullmatch(r"[A-Z]{3}", row["country"]):
        raise row.error(f"country {row['country']!r} is no code of three letters")
    if row["sector"] not in SECTORS:
        raise row.error(f"unknown sector {row['sector']!r}")
    if row["basis"] not in BASES:
        raise row.error(f"unknown basis {row['basis']!r}")
    if not re.fullmatch(r"(Q[1-9]\d*)?", row["wikidata"]):
        raise row.error(f"bad Wikidata id {row['wikidata']!r}")
    check_dates(row)
    check_forms(row)


def check_dates(row: Row) -> None:
    if not DATE.fullmatch(row["from"]) or not DATE.fullmatch(row["to"]):
        raise row.error("a date is not YYYY, YYYY-MM or YYYY-MM-DD")
    try:
        _, since, until = span_of(row)
    except ValueError as problem:
        raise row.error(f"no such date: {problem}") from problem
    if since > until:
        raise row.error(f"ends {until} before it begins {since}")


def check_forms(row: Row) -> None:
    forms = [row["name_ar"], *row.alternatives("forms")]
    if len(set(forms)) != len(forms):
        raise row.error("a form is given twice")
    if len(row["name_ar"].split()) == 1 and " " in row["name"]:
        raise row.error("name_ar is no full name")  # some Javanese have one name only
    for form in forms:
        if not ARABIC.fullmatch(form):
            raise row.error(f"{form!r} is not plain Arabic writing")


def clashes(spans: dict[object, list[Span]]) -> list[tuple[object, str, str]]:
    """Keys that lead to two people on one same day."""
    return [
        (key, one, other)
        for key, holders in spans.items()
        for (one, since, until), (other, later, end) in combinations(holders, 2)
        if one != other and since <= end and later <= until
    ]


def spans_by_form(table: list[Row]) -> dict[object, list[Span]]:
    spans: dict[object, list[Span]] = defaultdict(list)
    for row in table:
        for form in (row["name_ar"], *row.alternatives("forms")):
            spans[name_of(form)].append(span_of(row))
    return spans


def needs_of(row: Row) -> frozenset[str]:
    return frozenset(word for need in row.alternatives("needs") for word in name_of(need).words)


def parsed(*lines: str) -> list[Row]:
    return list(parsed_rows("\n".join((HEADER, *lines, "")), "people.tsv", COLUMNS["people"]))


def test_every_person_is_well_formed():
    for row in people():
        check_person(row)


def test_people_are_many_and_of_many_states():
    table = people()
    states = {row["country"] for row in table} - GROUP_CODES
    assert len(table) >= 650
    assert len(states) >= 90


def test_people_are_sorted_by_name_then_start():
    keys = [(row["name"], row["from"]) for row in people()]
    assert keys == sorted(keys)


def test_one_arabic_name_and_one_id_per_person():
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in people():
        found[row["name"]].add((row["name_ar"], row["wikidata"]))
    assert {name for name, kinds in found.items() if len(kinds) > 1} == set()


def test_no_form_leads_to_two_people_on_one_day():
    assert clashes(spans_by_form(people())) == []


def test_ambiguous_rows_are_well_formed_and_sorted():
    table = ambiguous()
    names = {row["name"] for row in people()}
    for row in table:
        assert row["name"] in names, row
        assert row.alternatives("needs"), row
        assert ARABIC.fullmatch(row["form"]), row
    keys = [(row["form"], row["name"]) for row in table]
    assert keys == sorted(set(keys))


def test_ambiguous_forms_are_not_read_without_their_companions():
    plain = {name_of(form) for row in people() for form in (row["name_ar"], *row.alternatives("forms"))}
    assert [row["form"] for row in ambiguous() if name_of(row["form"]) in plain] == []


def test_one_ambiguous_form_with_one_companion_leads_to_one_person_a_day():
    offices: dict[str, list[Span]] = defaultdict(list)
    for row in people():
        offices[row["name"]].append(span_of(row))
    spans: dict[object, list[Span]] = defaultdict(list)
    for row in ambiguous():
        for need in needs_of(row):
            spans[words_of(row["form"]), need].extend(offices[row["name"]])
    assert clashes(spans) == []


@pytest.mark.parametrize(
    ("form", "day", "name"),
    [
        ("بوش", "1991-01-17", "George H. W. Bush"),
        ("بوش", "2003-03-20", "George W. Bush"),
        ("خادم الحرمين الشريفين", "2004-01-01", "Fahd of Saudi Arabia"),
        ("خادم الحرمين الشريفين", "2010-01-01", "Abdullah of Saudi Arabia"),
        ("خادم الحرمين الشريفين", "2022-12-09", "Salman of Saudi Arabia"),
        ("علييف", "2001-01-01", "Heydar Aliyev"),
        ("علييف", "2024-01-01", "Ilham Aliyev"),
        ("الشرع", "2001-01-01", "Farouk al-Sharaa"),
        ("الشرع", "2025-06-01", "Ahmed al-Sharaa"),
        ("كلينتون", "2000-07-11", "Bill Clinton"),
        ("كلينتون", "2011-01-01", "Hillary Clinton"),
    ],
)
def test_the_day_tells_who_is_meant(form, day, name):
    on = dt.date.fromisoformat(day)
    held = spans_by_form(people())[name_of(form)]
    assert {person for person, since, until in held if since <= on <= until} == {name}


@pytest.mark.parametrize("form", ["توقاييف", "ترمب", "نتانياهو", "زيلنسكي", "شي جينبينغ", "إردوغان", "بوتن"])
def test_variants_of_the_press_are_known(form):
    assert name_of(form) in spans_by_form(people())


def test_a_good_row_passes():
    check_person(parsed(GOOD)[0])


@pytest.mark.parametrize(
    ("good", "bad", "problem"),
    [
        ("KAZ", "kz", "no code of three letters"),
        ("GOV", "GVT", "unknown sector"),
        ("2002-05-07", "2000", "before it begins"),
        ("2002-05-07", "2002-02-30", "no such date"),
        ("2002-05-07", "7.5.2002", "not YYYY"),
        ("public record", "hearsay", "unknown basis"),
        ("President", "", "must be given"),
        ("Jane Roe", "جين رو", "Latin letters"),
        ("جين رو", "رو", "no full name"),
        ("جين رو\t", "جين رو\tRoe", "plain Arabic"),
        ("جين رو\t", "جين رو\tجين رو", "given twice"),
    ],
)
def test_bad_rows_are_named(good, bad, problem):
    row = parsed(GOOD.replace(good, bad, 1))[0]
    with pytest.raises(DataFileError, match=problem):
        check_person(row)


def test_a_bad_wikidata_id_is_named():
    with pytest.raises(DataFileError, match="bad Wikidata id"):
        check_person(parsed(GOOD + "7747")[0])


def test_a_row_given_twice_is_refused():
    with pytest.raises(DataFileError, match="same row"):
        parsed(GOOD, GOOD)


def test_a_missing_cell_is_refused():
    with pytest.raises(DataFileError, match="cells where"):
        parsed(GOOD.rpartition("\t")[0])


def test_a_clash_of_two_people_is_found():
    other = (
        GOOD.replace("Jane Roe", "Joan Roe")
        .replace("2001", "2002-05-07")
        .replace("2002-05-07\tpub", "2003\tpub")
    )
    assert [clash[1:] for clash in clashes(spans_by_form(parsed(GOOD, other)))] == [("Jane Roe", "Joan Roe")]


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d"]))
def test_a_date_cell_holds_the_day_it_was_cut_from(day, precision):
    cell = day.strftime(precision)
    since, until = date_of(cell), date_of(cell, end=True)
    assert since is not None
    assert until is not None
    assert since <= day <= until


def words_of(form):
    """The words of a name and whether it has the article, whatever else it needs."""
    name = name_of(form)
    return name.words, name.article
