"""Every row of the tables of states, old names, groups, memberships, places and ambiguous forms."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import DataFileError
from marsad.tables import Row, parsed_rows, rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

PACKAGE = "marsad.actors"
COLUMNS = {
    "states": (
        "code",
        "name",
        "name_ar",
        "forms",
        "nisba",
        "people",
        "capital",
        "capital_forms",
        "region",
        "wikidata",
    ),
    "former_names": ("form", "code", "kind", "from", "to", "note"),
    "blocs": ("code", "name", "name_ar", "forms", "nisba", "sector", "wikidata"),
    "memberships": ("bloc", "member", "from", "to", "basis"),
    "places": ("name", "name_ar", "forms", "country", "kind", "power", "ambiguous", "lat", "lon"),
    "ambiguous_forms": ("form", "codes", "default", "why"),
}
SORT_KEYS = {
    "states": ("code",),
    "former_names": ("form", "code"),
    "blocs": ("code",),
    "memberships": ("bloc", "member", "from"),
    "places": ("name", "country"),
    "ambiguous_forms": ("form",),
}
REGIONS = frozenset(
    [
        "north-america",
        "central-america",
        "caribbean",
        "south-america",
        "western-europe",
        "northern-europe",
        "southern-europe",
        "eastern-europe",
        "balkans",
        "caucasus",
        "central-asia",
        "middle-east",
        "gulf",
        "north-africa",
        "west-africa",
        "central-africa",
        "east-africa",
        "southern-africa",
        "south-asia",
        "southeast-asia",
        "east-asia",
        "oceania",
        "antarctica",
    ]
)
# Dependent and special territories of ISO 3166-1: they may lack a capital and an adjective.
TERRITORIES = frozenset(
    [
        "ABW",
        "AIA",
        "ALA",
        "ASM",
        "ATA",
        "ATF",
        "BES",
        "BLM",
        "BMU",
        "BVT",
        "CCK",
        "COK",
        "CUW",
        "CXR",
        "CYM",
        "FLK",
        "FRO",
        "GGY",
        "GIB",
        "GLP",
        "GRL",
        "GUF",
        "GUM",
        "HKG",
        "HMD",
        "IMN",
        "IOT",
        "JEY",
        "MAC",
        "MAF",
        "MNP",
        "MSR",
        "MTQ",
        "MYT",
        "NCL",
        "NFK",
        "NIU",
        "PCN",
        "PRI",
        "PYF",
        "REU",
        "SGS",
        "SHN",
        "SJM",
        "SPM",
        "SXM",
        "TCA",
        "TKL",
        "UMI",
        "VGB",
        "VIR",
        "WLF",
    ]
)
UNITED_NATIONS_MEMBERS = 193
OTHER_STATES = frozenset({"ESH", "KOS", "PSE", "TWN", "VAT"})
KINDS = frozenset(["city", "region", "water", "pass", "port", "pipeline", "field", "seat", "base", "border"])
ORGANISATIONS = frozenset(
    [
        "ASEAN",
        "AUKUS",
        "African Union",
        "Alliance of Sahel States",
        "Arab League",
        "Arab Maghreb Union",
        "BRICS",
        "CIS",
        "CSTO",
        "EAEU",
        "ECOWAS",
        "Five Eyes",
        "G20",
        "G7",
        "G8",
        "GCC",
        "IGAD",
        "Mercosur",
        "NATO",
        "OIC",
        "OPEC",
        "OPEC+",
        "Organization of Turkic States",
        "Quad",
        "SCO",
    ]
)
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
CODE = re.compile(r"[A-Z]{3}")
ARABIC = re.compile(r"[\u0621-\u064A0-9 ()\-]+")
FOLDED = str.maketrans("أإآٱىةؤئ-", "اااايهوي ")


@lru_cache
def table(name: str) -> tuple[Row, ...]:
    return tuple(rows(PACKAGE, f"data/{name}.tsv", COLUMNS[name]))


def one_row(name: str, line: str) -> Row:
    text = "\t".join(COLUMNS[name]) + "\n" + line + "\n"
    return next(iter(parsed_rows(text, f"{name}.tsv", COLUMNS[name])))


def folded(form: str) -> str:
    """The form as the resolver compares it, with its article."""
    return " ".join(form.translate(FOLDED).split())


def bare(form: str) -> str:
    """The folded form without its article."""
    return re.sub(r"^ال(?=..)", "", folded(form))


@lru_cache
def state_codes() -> frozenset[str]:
    return frozenset(row["code"] for row in table("states"))


@lru_cache
def bloc_codes() -> frozenset[str]:
    return frozenset(row["code"] for row in table("blocs"))


def known_codes() -> frozenset[str]:
    return state_codes() | bloc_codes()


@lru_cache
def ambiguous_bare() -> frozenset[str]:
    return frozenset(bare(row["form"]) for row in table("ambiguous_forms"))


# ---------------------------------------------------------------- checks of one row


def require(row: Row, good: bool, problem: str) -> None:
    if not good:
        raise row.error(problem)


def check_filled(row: Row, *columns: str) -> None:
    for column in columns:
        require(row, bool(row[column]), f"empty {column}")


def check_code(row: Row, column: str) -> None:
    require(row, bool(CODE.fullmatch(row[column])), f"{column} must be three capitals")


def check_arabic(row: Row, *columns: str) -> None:
    for column in columns:
        for form in row.alternatives(column):
            require(row, bool(ARABIC.fullmatch(form)), f"{column} is not bare Arabic: {form}")


def check_repeats(row: Row, *columns: str) -> None:
    """No spelling that the resolver's folding would make anyway."""
    forms = [bare(form) for column in columns for form in row.alternatives(column)]
    twice = {form for form in forms if forms.count(form) > 1}
    require(row, not twice, f"forms that differ only in folding: {sorted(twice)}")


def check_wikidata(row: Row) -> None:
    require(row, bool(re.fullmatch(r"(Q[1-9]\d*)?", row["wikidata"])), "wikidata is no item")


def check_span(row: Row) -> None:
    for column in ("from", "to"):
        require(row, not row[column] or bool(DATE.fullmatch(row[column])), f"{column} is no date")
    both = bool(row["from"] and row["to"])
    require(row, not both or row["from"] <= row["to"], "ends before it begins")


def check_state(row: Row) -> None:
    check_filled(row, "code", "name", "name_ar", "region")
    check_code(row, "code")
    check_arabic(row, "name_ar", "forms", "nisba", "people", "capital_forms")
    check_repeats(row, "name_ar", "forms")
    check_repeats(row, "nisba")
    check_repeats(row, "capital_forms")
    check_wikidata(row)
    require(row, row["region"] in REGIONS, f"unknown region {row['region']}")
    if row["code"] not in TERRITORIES:
        check_filled(row, "nisba", "capital")


def check_former_name(row: Row) -> None:
    check_filled(row, "form", "code", "note")
    check_arabic(row, "form")
    check_span(row)
    require(row, row["code"] in state_codes(), f"unknown state {row['code']}")
    kinds = {"name", "capital", "nisba", "union", "union nisba"}
    require(row, row["kind"] in kinds, f"unknown kind {row['kind']}")
    if row["kind"].startswith("union"):
        check_filled(row, "to")


def check_bloc(row: Row) -> None:
    check_filled(row, "code", "name", "name_ar", "forms")
    check_code(row, "code")
    check_arabic(row, "name_ar", "forms", "nisba")
    check_repeats(row, "name_ar", "forms")
    check_wikidata(row)
    require(row, row["code"] not in state_codes(), "a state's code")


def check_membership(row: Row) -> None:
    check_filled(row, "bloc", "member", "basis")
    check_span(row)
    require(row, row["bloc"] in bloc_codes() | ORGANISATIONS, f"unknown group {row['bloc']}")
    require(row, row["member"] in known_codes(), f"unknown member {row['member']}")


def degrees(row: Row, column: str) -> float:
    try:
        return float(row[column])
    except ValueError as error:
        raise row.error(f"{column} is no number: {row[column]!r}") from error


def check_coordinates(row: Row) -> None:
    require(row, -90 <= degrees(row, "lat") <= 90, "lat out of range")
    require(row, -180 <= degrees(row, "lon") <= 180, "lon out of range")


def check_place(row: Row) -> None:
    check_filled(row, "name", "name_ar", "kind")
    check_arabic(row, "name_ar", "forms")
    check_repeats(row, "name_ar", "forms")
    check_coordinates(row)
    require(row, row["country"] in state_codes() | {""}, f"unknown country {row['country']}")
    require(row, row["kind"] in KINDS, f"unknown kind {row['kind']}")
    for column in ("power", "ambiguous"):
        require(row, row[column] in {"yes", "no"}, f"{column} is neither yes nor no")


def check_ambiguous_form(row: Row) -> None:
    check_filled(row, "form", "why")
    check_arabic(row, "form")
    codes = row.alternatives("codes")
    unknown = set(codes) - known_codes()
    require(row, not unknown, f"unknown codes {sorted(unknown)}")
    require(row, row["default"].removesuffix("?") in {"", *codes}, "the default is none of the codes")


CHECKS: dict[str, Callable[[Row], None]] = {
    "states": check_state,
    "former_names": check_former_name,
    "blocs": check_bloc,
    "memberships": check_membership,
    "places": check_place,
    "ambiguous_forms": check_ambiguous_form,
}


@pytest.mark.parametrize("name", COLUMNS)
def test_every_row_is_sound(name: str) -> None:
    for row in table(name):
        CHECKS[name](row)


@pytest.mark.parametrize("name", COLUMNS)
def test_rows_are_sorted_and_unique_by_key(name: str) -> None:
    keys = [tuple(row[column] for column in SORT_KEYS[name]) for row in table(name)]
    assert [(left, right) for left, right in pairwise(keys) if left >= right] == []


# ---------------------------------------------------------------- checks across rows


def test_states_are_complete() -> None:
    members = state_codes() - TERRITORIES - OTHER_STATES
    assert len(members) == UNITED_NATIONS_MEMBERS
    assert state_codes() >= TERRITORIES | OTHER_STATES


def test_groups_are_those_of_the_codebook() -> None:
    assert bloc_codes() == {"EUR", "UNO", "XAF", "XAR", "XCA", "XER", "XGC", "XGS", "XWE"}


def test_no_wikidata_item_stands_twice() -> None:
    items = [row["wikidata"] for name in ("states", "blocs") for row in table(name) if row["wikidata"]]
    assert len(items) == len(set(items))


def forms_of(rows_: Iterable[Row], owner: str, *columns: str) -> list[tuple[str, str]]:
    return [(form, row[owner]) for row in rows_ for column in columns for form in row.alternatives(column)]


def all_forms() -> list[tuple[str, str]]:
    """Every form with its code; names with an end date are apart in time and left out."""
    lasting = [row for row in table("former_names") if not row["to"]]
    return [
        *forms_of(table("states"), "code", "name_ar", "forms", "nisba", "people", "capital_forms"),
        *forms_of(lasting, "code", "form"),
        *forms_of(table("blocs"), "code", "name_ar", "forms", "nisba"),
        *forms_of(table("places"), "country", "name_ar", "forms"),
    ]


def test_a_form_with_two_codes_is_listed_as_ambiguous() -> None:
    owners = defaultdict(set)
    for form, code in all_forms():
        owners[bare(form)].add(code)
    clashes = {form: codes for form, codes in owners.items() if len(codes) > 1}
    assert clashes.keys() - ambiguous_bare() == set()


def test_no_country_has_two_places_of_one_form() -> None:
    places = defaultdict(set)
    for row in table("places"):
        for column in ("name_ar", "forms"):
            for form in row.alternatives(column):
                places[bare(form), row["country"]].add(row["name"])
    assert {key: names for key, names in places.items() if len(names) > 1} == {}


def test_ambiguous_forms_stand_once_after_folding() -> None:
    forms = [folded(row["form"]) for row in table("ambiguous_forms")]
    assert sorted(form for form in set(forms) if forms.count(form) > 1) == []


def _dangerous_forms() -> set[str]:
    rows = table("ambiguous_forms")
    return {folded(row["form"]) for row in rows if not row["default"].removesuffix("?")}


def test_dangerous_forms_are_no_plain_forms_of_states() -> None:
    dangerous = _dangerous_forms()
    plain = {folded(form) for form, _ in forms_of(table("states"), "code", "forms", "capital_forms")}
    assert plain & dangerous == set()


def test_places_with_dangerous_forms_are_marked_ambiguous() -> None:
    dangerous = _dangerous_forms()
    unmarked = [
        row["name"]
        for row in table("places")
        if row["country"] and row["ambiguous"] == "no"
        if dangerous & {folded(form) for form in [row["name_ar"], *row.alternatives("forms")]}
    ]
    assert unmarked == []


def test_memberships_of_one_member_do_not_overlap() -> None:
    for left, right in pairwise(table("memberships")):
        if (left["bloc"], left["member"]) == (right["bloc"], right["member"]):
            require(right, bool(left["to"]) and left["to"] < right["from"], "overlaps the row before")


def member_on(bloc: str, member: str, day: str) -> bool:
    return any(
        row["from"] <= day and (not row["to"] or day <= row["to"])
        for row in table("memberships")
        if (row["bloc"], row["member"]) == (bloc, member)
    )


@pytest.mark.parametrize(
    ("bloc", "member", "day", "belongs"),
    [
        ("EUR", "GBR", "2019-06-01", True),
        ("EUR", "GBR", "2020-06-01", False),
        ("NATO", "SWE", "2024-01-01", False),
        ("NATO", "SWE", "2024-06-01", True),
        ("Arab League", "SYR", "2015-01-01", False),
        ("Arab League", "SYR", "2024-01-01", True),
        ("BRICS", "EGY", "2023-12-31", False),
        ("CSTO", "UZB", "2010-01-01", True),
        ("CSTO", "UZB", "2020-01-01", False),
        ("XCA", "KAZ", "2025-01-01", True),
        ("XWE", "RUS", "2025-01-01", False),
    ],
)
def test_memberships_hold_on_their_days(bloc: str, member: str, day: str, belongs: bool) -> None:
    assert member_on(bloc, member, day) is belongs


@pytest.mark.parametrize(
    ("form", "code"),
    [("أميركا", "USA"), ("بيلاروسيا", "BLR"), ("أستانا", "KAZ"), ("الغرب الجماعي", "XWE"), ("كييف", "UKR")],
)
def test_press_forms_are_known(form: str, code: str) -> None:
    assert (bare(form), code) in {(bare(known), owner) for known, owner in all_forms()}


@pytest.mark.parametrize(
    ("name", "country", "power"),
    [
        ("Kremlin", "RUS", "yes"),
        ("Baabda Palace", "LBN", "yes"),
        ("Quai d'Orsay", "FRA", "yes"),
        ("Evin prison", "IRN", "no"),
        ("Crimea", "UKR", "no"),
        ("Red Sea", "", "no"),
    ],
)
def test_places_carry_their_land_and_power(name: str, country: str, power: str) -> None:
    assert [(row["country"], row["power"]) for row in table("places") if row["name"] == name] == [
        (country, power)
    ]


# ---------------------------------------------------------------- bad rows

GOOD_STATE = "TST\tTest\tتست\tتستيا\tتستي\t\tTest\tتستو\toceania\t"
BAD_ROWS = [
    ("states", GOOD_STATE.replace("TST", "tst"), "three capitals"),
    ("states", GOOD_STATE.replace("oceania", "moon"), "unknown region moon"),
    ("states", GOOD_STATE.replace("\tتستي\t", "\t\t"), "empty nisba"),
    ("states", GOOD_STATE.replace("تستيا", "التست"), "differ only in folding"),
    ("states", GOOD_STATE.replace("تستيا", "Testland"), "not bare Arabic"),
    ("states", GOOD_STATE + "12", "no item"),
    ("former_names", "تستيا\tZZZ\tname\t1950\t1960\tx", "unknown state ZZZ"),
    ("former_names", "تستيا\tKAZ\tname\t1960\t1950\tx", "ends before it begins"),
    ("former_names", "تستيا\tKAZ\tname\t1960-13\t\tx", "from is no date"),
    ("former_names", "تستيا\tKAZ\tnick\t\t\tx", "unknown kind nick"),
    ("former_names", "تستيا\tKAZ\tunion\t1950\t\tTestland", "empty to"),
    ("blocs", "KAZ\tTest\tتست\tتستيا\t\t\t", "a state's code"),
    ("memberships", "NATO\tZZZ\t\t\tx", "unknown member ZZZ"),
    ("memberships", "Nobody\tKAZ\t\t\tx", "unknown group Nobody"),
    ("places", "Test\tتست\t\tKAZ\tcity\tno\tno\t91\t10", "lat out of range"),
    ("places", "Test\tتست\t\tKAZ\tcity\tno\tno\t\t10", "lat is no number"),
    ("places", "Test\tتست\t\tKAZ\ttown\tno\tno\t1\t1", "unknown kind town"),
    ("places", "Test\tتست\t\tKAZ\tcity\tno\tmaybe\t1\t1", "neither yes nor no"),
    ("ambiguous_forms", "تست\tKAZ\tUZB\tx", "default is none of the codes"),
    ("ambiguous_forms", "تست\tZZZ\t\tx", "unknown codes"),
]


@pytest.mark.parametrize(("name", "line", "problem"), BAD_ROWS)
def test_bad_row_is_told_with_file_and_line(name: str, line: str, problem: str) -> None:
    with pytest.raises(DataFileError, match=rf"{name}\.tsv:2: .*{problem}"):
        CHECKS[name](one_row(name, line))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "no header"),
        ("# only a remark\n", "no header"),
        ("form\tcodes\tdefault\nx\ty\tz\n", "header is"),
        ("form\tcodes\tdefault\twhy\nتست\tKAZ\n", "2 cells where 4 are due"),
        ("form\tcodes\tdefault\twhy\nتست\t\t\tx\n\nبست\t\t\tx\n", "1 cells where 4 are due"),
        ("form\tcodes\tdefault\twhy\nتست\t\t\tx\nتست\t\t\tx\n", "stands in line 2"),
    ],
)
def test_reader_refuses_a_broken_table(text: str, problem: str) -> None:
    with pytest.raises(DataFileError, match=problem):
        list(parsed_rows(text, "broken.tsv", COLUMNS["ambiguous_forms"]))


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\t\n|#", exclude_categories=["Cc", "Z"]))


@given(st.lists(st.tuples(CELL, CELL, CELL, CELL.filter(bool)), unique=True, max_size=5))
def test_reader_gives_back_what_was_written(cells: list[tuple[str, ...]]) -> None:
    columns = COLUMNS["ambiguous_forms"]
    text = "\n".join("\t".join(line) for line in [columns, *cells]) + "\n"
    assert [tuple(row.cells.values()) for row in parsed_rows(text, "t.tsv", columns)] == cells
