"""The tables of the imports: every row, and what some of them must say."""

from __future__ import annotations

import pytest

from marsad import plover
from marsad.actors import country_names
from marsad.errors import DataFileError
from marsad.imports import FORMATS, sources
from marsad.imports.acled import kinds, side_of
from marsad.imports.cameo import COLUMNS, act_of, act_of_code, cameo
from marsad.imports.parties import cameo_side, codes, country_of, named_side, names, sectors
from marsad.tables import parsed_rows, rows

CAMEO_ROWS = list(rows("marsad.imports", "data/cameo.tsv", COLUMNS))
ROOTS = [f"{number:02}" for number in range(1, 21)]
SECTORS = {
    "BUS", "COP", "CRM", "CVL", "EDU", "GOV", "JRN", "JUD", "LAB", "LEG", "MED", "MIL", "OPP", "PTY", "REB",
    "REF", "REL", "SET", "SOC", "SPY", "UAF",
}  # fmt: skip


@pytest.mark.parametrize("row", CAMEO_ROWS, ids=lambda row: row["code"])
def test_every_cameo_code_hangs_on_its_root_and_is_of_plover(row):
    code = row["code"]
    assert code.isdecimal()
    assert 2 <= len(code) <= 4
    assert code[:2] in ROOTS
    assert len(code) == 2 or code[:-1] in cameo()
    assert row["name"]
    if row["type"]:
        plover.check_mode(row["type"], row["mode"] or None)
        assert set(row.alternatives("contexts")) <= set(plover.contexts())
    else:
        assert code[:2] == "01"


def test_all_roots_and_their_unspecified_codes_are_there_in_order():
    assert [code for code in cameo() if len(code) == 2] == ROOTS
    assert all(f"{root}0" in cameo() for root in ROOTS)
    assert list(cameo()) == sorted(cameo())
    assert len(cameo()) == 318


@pytest.mark.parametrize(
    ("code", "kind", "mode"),
    [
        ("043", "CONSULT", "visit"), ("0256", "REQUEST", "yield"), ("0841", "RETREAT", "release"),
        ("0871", "RETREAT", "ceasefire"), ("111", "ACCUSE", "disapprove"), ("116", "SANCTION", "convict"),
        ("1312", "THREATEN", None), ("141", "PROTEST", "demo"), ("154", "MOBILIZE", "troops"),
        ("163", "SANCTION", None), ("173", "COERCE", "arrest"), ("191", "COERCE", "restrict"),
        ("1952", "ASSAULT", "drone"), ("057", "SUPPORT", None), ("055", "CONCEDE", None),
    ],
)  # fmt: skip
def test_cameo_codes_and_their_acts(code, kind, mode):
    assert act_of_code(code)[:2] == (kind, mode)


@pytest.mark.parametrize("code", [code for code in cameo() if len(code) > 2 and code[0] == "0"])
def test_a_lost_zero_is_found_again_but_where_it_is_a_root(code):
    short = code[1:]
    assert act_of_code(short) == cameo()[short if short in cameo() else code]


def test_quads_of_cameo_are_kept_but_where_plover_moved_them():
    moved = {code for code, act in cameo().items() if act.type and _side(code) != _quad(act.type)}
    # yielding counts as verbal with CONCEDE; convictions and inquiries go with what PLOVER makes of them
    assert {code[:3] for code in moved} <= {"01", "018", "019"}


def _side(code):
    return int(code[:2]) <= 8 and code[:2] != "02"


def _quad(kind):
    return plover.quad(kind).cooperative


def test_what_is_no_code_has_no_act():
    assert all(act_of_code(code) is None for code in ("", "---", "29", "0", "999", "04x"))


def test_codes_of_countries_are_ours():
    known = {*country_names(), "KOS"}
    assert all(party.partition(":")[0] in known for party in codes().values())
    assert {code: codes()[code] for code in ("ROM", "EUR", "EEC", "NAT", "TMP", "KAZ", "UNO", "WST")} == {
        "ROM": "ROU", "EUR": "XER", "EEC": "EUR", "NAT": "IGO:NATO", "TMP": "TLS", "KAZ": "KAZ",
        "UNO": "UNO", "WST": "XWE",
    }  # fmt: skip
    assert "UNK" not in codes()


def test_names_of_countries_are_ours():
    assert set(names().values()) <= set(country_names())
    assert country_of("Russian Federation") == country_of("russia") == country_of("RUS") == "RUS"
    assert country_of("Atlantis") is None
    assert country_of("UNK") is None


def test_sectors_are_of_plover():
    assert set(sectors().values()) <= SECTORS


def test_sides_as_cameo_codes_them():
    assert cameo_side("KAZ", "", ("GOV", "", "")) == ("KAZ", "GOV", "")
    assert cameo_side("", "NAT", ("MIL", "", "")) == ("IGO:NATO", "MIL", "")
    assert cameo_side("", "", ("NGO", "", "")) == ("NGO", "", "")
    assert cameo_side("", "", ("GOV", "", "")) == ("UNK", "GOV", "")
    assert cameo_side("ZZZ", "", ("", "", "")) == ("UNK", "", "ZZZ")
    assert cameo_side("", "", ("", "", "")).party == ""
    assert named_side("None").party == ""


@pytest.mark.parametrize(("pair", "kind"), kinds().items(), ids=lambda value: str(value)[:40])
def test_every_type_of_acled_is_of_plover(pair, kind):
    assert kind.sides in {"", "mutual", "turned"}
    assert not kind.act.type or kind.act.type in plover.event_types()
    assert len(kinds()) == 25


@pytest.mark.parametrize(
    ("actor", "party", "sector"),
    [
        ("Military Forces of Kazakhstan (2019-)", "KAZ", "MIL"),
        ("Military Forces of the Democratic Republic of Congo (2019-)", "COD", "MIL"),
        ("Police Forces of Mali (2021-) Gendarmerie", "MLI", "COP"),
        ("Government of Russia (2000-)", "RUS", "GOV"),
        ("Protesters (India)", "IND", "CVL"),
        ("Military Forces of Russia (2000-) Air Force", "RUS", "MIL"),
        ("", "", ""),
    ],
)
def test_actors_of_acled(actor, party, sector):
    assert side_of(actor) == (party, sector, "")


@pytest.mark.parametrize("actor", ["Steppe Brigade", "Military Forces of Atlantis (2020-)"])
def test_actors_of_acled_that_are_not_known_are_named(actor):
    assert side_of(actor).party == "UNK"
    assert side_of(actor).missing == actor


def test_every_format_has_its_terms():
    assert sorted(sources()) == list(FORMATS)
    assert all(source.licence and source.cite for source in sources().values())


@pytest.mark.parametrize(
    "cells", ["99\tx\tNONE\t\t", "99\tx\tCONSULT\tdemo\t", "99\tx\tCONSULT\t\tnone", "99\tx\t\t\tlegal"]
)
def test_bad_rows_are_refused_with_their_line(cells):
    (row,) = parsed_rows("\t".join(COLUMNS) + f"\n{cells}\n", "own.tsv", COLUMNS)
    with pytest.raises(DataFileError, match=r"own\.tsv:2"):
        act_of(row)
