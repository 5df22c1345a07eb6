"""`marsad actors`: who a name stands for, and renewing the tables."""

from __future__ import annotations

import json

import pytest

from marsad.actors.layers import OWN_VARIABLE
from marsad.actors.lookup import close_names, identities
from marsad.asking import parsed_day
from marsad.cli import DONE, MISUSE, SOME_FAILED
from wikidata_service import answer, binding, running


@pytest.mark.parametrize(
    ("name", "on", "expected"),
    [
        ("توكاييف", "2018-05-01", ("Kassym-Jomart Tokayev", "KAZ", "LEG")),
        ("توقاييف", "2024-05-01", ("Kassym-Jomart Tokayev", "KAZ", "GOV")),
        ("Kassym-Jomart Tokayev", "2024-05-01", ("Kassym-Jomart Tokayev", "KAZ", "GOV")),
        ("قاسم جومارت توكاييف", "1980-01-01", ("Kassym-Jomart Tokayev", "KAZ", "CVL")),
        ("KAZ", None, ("Kazakhstan", "KAZ", None)),
        ("القازاقية", None, ("Kazakhstan", "KAZ", None)),
        ("الأردنيين", None, ("Jordan", "JOR", "CVL")),
        ("آلاف الشركات الروسية", None, (None, "RUS", "BUS")),
        ("السفارة الأمريكية في كازاخستان", None, (None, "USA", "GOV")),
        ("الجانب الروسي", None, (None, "RUS", None)),
        ("رئيس روسيا ، فلاديمير بوتين", "2024-01-01", (None, "RUS", "GOV")),
        ("قازاقستان", None, ("Kazakhstan", "KAZ", None)),
        ("Q232", None, ("Kazakhstan", "KAZ", None)),
        ("نور سلطان", "2020-01-01", ("Kazakhstan", "KAZ", None)),
        ("الناتو", None, ("NATO", "IGO", "MIL")),
        ("وزير الخارجية المجري", None, (None, "HUN", "GOV")),
        ("هيئة مراقبة السلامة الزراعية الروسية", None, (None, "RUS", "GOV")),
    ],
)
def test_who_a_name_stands_for(name, on, expected):
    found = identities(name, parsed_day(on))
    assert {(one.name, one.country, one.sector) for one in found} == {expected}


def test_without_a_day_all_offices_are_told_in_order():
    offices = [(one.office, str(one.from_)) for one in identities("توكاييف")]
    assert offices == sorted(offices, key=lambda office: office[1])
    assert {"President", "Foreign Minister"} <= {office for office, _ in offices}


@pytest.mark.parametrize("name", ["", " ", "لا أحد هنا", "Nobody At All", "!", "ال"])
def test_what_is_no_name_is_nobody(name):
    assert identities(name) == []


def test_two_joined_parties_are_both_told():
    assert [one.country for one in identities("روسيا والصين")] == ["RUS", "CHN"]


def test_a_slip_of_the_pen_finds_its_neighbour():
    assert "Vladimir Putin" in close_names("Vladimir Putn")


# ------------------------------------------------------------------------------------ commands


def test_show_writes_one_line_a_span(run):
    done = run("actors", "show", "توكاييف", "--on", "2024-05-01")
    (line,) = map(json.loads, done.out.splitlines())
    assert list(line) == ["text", "name", "name_ar", "country", "sector", "id", "office", "from", "to"]
    assert (line["office"], line["from"]) == ("President", "2019-03-20")
    assert done.code == DONE


def test_show_tells_what_is_unknown_and_shows_the_rest(run):
    done = run("actors", "show", "روسيا", "Vladimir Putn")
    assert [json.loads(line)["country"] for line in done.out.splitlines()] == ["RUS"]
    assert "Vladimir Putn: no such name; near: Vladimir Putin" in done.err
    assert done.code == SOME_FAILED


def test_show_as_a_table(run):
    assert "Kazakhstan" in run("actors", "show", "KAZ", "--format", "table").out


@pytest.mark.parametrize(
    "arguments",
    [("show",), ("show", "KAZ", "--on", "2024-13-01"), ("show", "KAZ", "--format", "xlsx"), ("update", "ZZZ"),
     ("update", "KAZ", "--endpoint", "ftp://x")],
)  # fmt: skip
def test_misuse(run, arguments):
    assert run("actors", *arguments).code == MISUSE


@pytest.fixture
def service(tmp_path, monkeypatch):
    monkeypatch.setenv(OWN_VARIABLE, str(tmp_path / "own"))
    with running() as asked:
        row = binding("Q9", "Jane Roe", "Minister of Foreign Affairs", name_ar="جين رو", start="2031-05-07")
        asked.answers = [answer(row)]
        yield asked


def test_a_dry_run_shows_the_differences_and_writes_nothing(run, service, tmp_path):
    done = run("actors", "update", "KAZ", "--dry-run", "--pause", "0", "--endpoint", service.address)
    assert done.out.startswith("+\tKAZ\tForeign Minister\tJane Roe\t2031-05-07 – open")
    assert "1 of 1 differences would be written" in done.err
    assert not (tmp_path / "own" / "people.tsv").exists()


def test_an_update_is_written_and_the_next_one_has_nothing_to_do(run, service, tmp_path):
    for due in ("1 of 1", "0 of 0"):
        done = run("actors", "update", "KAZ", "--pause", "0", "--endpoint", service.address)
        assert f"{due} differences written" in done.err
    assert len(service.questions) == 1
    assert "Jane Roe\tجين رو" in (tmp_path / "own" / "people.tsv").read_text(encoding="utf-8")


def test_a_state_that_fails_is_told(run, service):
    service.answers = [(403, {}, b"")]
    done = run("actors", "update", "KAZ", "--pause", "0", "--endpoint", service.address)
    assert "KAZ: " in done.err
    assert "answers 403" in done.err
    assert done.code == SOME_FAILED
