"""Office holders from a query service on this machine into the user's own layer."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.actors.fetching import FRESH_DAYS, fetched, states_to_ask
from marsad.actors.layers import COLUMNS, OWN_VARIABLE, own_file, own_rows, shipped, table, write_own_rows
from marsad.actors.renewal import Listed, differences
from marsad.actors.wikidata import Holder, Service
from marsad.errors import DataFileError, MalformedError, UnknownCodeError, UnreadableError, UsageError
from marsad.tables import parsed_rows, written_rows
from wikidata_service import answer, binding, running

TODAY = dt.date(2031, 6, 1)
MINISTER = binding("Q900001", "Jane Roe", "Foreign Minister", name_ar="جين رو", start="2031-05-07")
HEADER = "\t".join(COLUMNS["people"])


@pytest.fixture
def service():
    with running() as asked:
        yield asked


@pytest.fixture
def own(tmp_path, monkeypatch):
    monkeypatch.setenv(OWN_VARIABLE, str(tmp_path / "own"))
    return tmp_path / "own"


def holders(asked, *answers):
    asked.answers = list(answers)
    with Service(asked.address, pause=0, timeout=5) as connected:
        return connected.holders("Q232")


# ------------------------------------------------------------------------------------ the service


def test_a_row_becomes_a_holder(service):
    row = binding(
        "Q900001", "Jane Roe", "Minister of Foreign Affairs of Kazakhstan", name_ar=" جين  رو ",
        aliases="جاين رو|رو", start="2031-05-07", end="2033",
    )  # fmt: skip
    (found,) = holders(service, answer(row))
    assert (found.person, found.name, found.name_ar) == ("Q900001", "Jane Roe", "جين رو")
    assert (found.office, found.since, found.until) == ("Foreign Minister", "2031-05-07", "2033")
    assert found.aliases == ("جاين رو", "رو")


def test_it_asks_for_the_state_and_says_who_it_is(service):
    holders(service, answer())
    assert "wd:Q232 p:P35" in service.questions[0]
    assert "%(" not in service.questions[0]
    assert service.agents[0].startswith("Marsad/")


@pytest.mark.parametrize(
    ("label", "office"),
    [
        ("head of state", "President"),
        ("head of government", "Prime Minister"),
        ("Minister for Foreign Affairs", "Foreign Minister"),
        ("Minister of Defence of Ukraine", "Defence Minister"),
        ("United States Secretary of State", "Secretary of State"),
        ("Minister for Europe and Foreign Affairs", "Foreign Minister"),
        ("Minister of Petroleum", "Energy Minister"),
        ("Deputy Minister of Defence", None),
        ("Secretary of State for Wales", None),
        ("Minister of Culture", None),
    ],
)
def test_offices_are_told_by_the_label(service, label, office):
    found = holders(service, answer(binding("Q1", "A B", label)))
    assert [one.office for one in found] == ([office] if office else [])


def test_a_year_is_no_first_of_january(service):
    dates = [{"start": "2031"}, {"start": "2031-05"}, {"start": "2031-05-07"}]
    rows = [binding(f"Q{n}", "A B", "head of state", **date) for n, date in enumerate(dates, 1)]
    assert [one.since for one in holders(service, answer(*rows))] == ["2031", "2031-05", "2031-05-07"]


def test_a_busy_service_is_asked_again(service):
    busy = (429, {"Retry-After": "0"}, b"")
    assert holders(service, busy, (503, {}, b"later"), answer(MINISTER))
    assert len(service.questions) == 3


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_service_that_stays_busy_is_an_error_with_its_answer(service, status):
    with pytest.raises(UnreadableError, match=rf"answers {status} \(asked 4 times\)"):
        holders(service, (status, {"Retry-After": "0"}, b""))
    assert len(service.questions) == 4


@pytest.mark.parametrize("status", [400, 403, 404, 302])
def test_a_refusal_is_not_asked_again(service, status):
    with pytest.raises(UnreadableError, match=f"answers {status}"):
        holders(service, (status, {"Location": "http://127.0.0.1:9/"}, b"no"))
    assert len(service.questions) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>busy</html>",
        b'{"results": {"bindings": [',
        b'{"results": {}}',
        b'{"results": {"bindings": [{"person": 5}]}}',
        b'{"results": {"bindings": [{"person": {"value": "http://elsewhere.org/Q1"}}]}}',
        b"\xff\xfe",
    ],
)
def test_what_is_no_answer_is_named(service, content):
    with pytest.raises(MalformedError, match="127"):
        holders(service, (200, {}, content))


def test_an_answer_cut_short_is_asked_again(service):
    status, _, content = answer(MINISTER)
    assert holders(service, (status, {"Content-Length": "9999"}, content), answer(MINISTER))


def test_an_endless_answer_is_refused(service, monkeypatch):
    monkeypatch.setattr("marsad.actors.wikidata._MOST_BYTES", 1000)
    with pytest.raises(UnreadableError, match="more than 1,000 bytes"):
        holders(service, (200, {}, b" " * 5000))


def test_no_service_there_is_an_error():
    with Service("http://127.0.0.1:9/sparql", pause=0) as nobody, pytest.raises(UnreadableError):
        nobody.holders("Q232")


@pytest.mark.parametrize("address", ["ftp://example.org", "file:///etc/passwd", "query.wikidata.org"])
def test_only_addresses_of_the_web(address):
    with pytest.raises(UsageError, match="http"):
        Service(address)


@given(
    st.dictionaries(
        st.sampled_from(["person", "name", "office", "start", "start_precision", "aliases"]), st.text()
    )
)
def test_whatever_a_row_holds_it_is_read_or_refused(told):
    rows = {key: type("Cell", (), {"value": value}) for key, value in told.items()}
    with Service("http://127.0.0.1:9/") as offline:
        try:
            found = offline._holder(rows)
        except MalformedError:
            found = None
    assert found is None or found.person.startswith("Q")


# ------------------------------------------------------------------------------------ resuming


def test_states_are_asked_once_a_week(service, own):
    service.answers = [answer(MINISTER)]
    states = states_to_ask(["KAZ", "UZB"])
    with Service(service.address, pause=0) as connected:
        assert [state.country for state in fetched(states, connected, TODAY)] == ["KAZ", "UZB"]
        assert len(list(fetched(states, connected, TODAY + dt.timedelta(days=1)))) == 2
        assert len(service.questions) == 2
        list(fetched(states, connected, TODAY + dt.timedelta(days=FRESH_DAYS)))
    assert len(service.questions) == 4


def test_a_stopped_run_goes_on_where_it_was(service, own):
    service.answers = [answer(MINISTER)]
    states = states_to_ask(["KAZ", "UZB"])
    with Service(service.address, pause=0) as connected:
        running_fetch = fetched(states, connected, TODAY)
        next(running_fetch)
        running_fetch.close()
        list(fetched(states, connected, TODAY))
    assert len(service.questions) == 2


def test_a_state_that_fails_leaves_the_others(service, own):
    service.answers = [(404, {}, b""), answer(MINISTER)]
    with Service(service.address, pause=0) as connected:
        first, second = fetched(states_to_ask(["KAZ", "UZB"]), connected, TODAY)
    assert "answers 404" in str(first.error)
    assert second.holders


def test_a_damaged_file_is_fetched_again(service, own):
    service.answers = [answer(MINISTER)]
    with Service(service.address, pause=0) as connected:
        list(fetched(states_to_ask(["KAZ"]), connected, TODAY))
        (own / "fetched" / "KAZ.json").write_text("{")
        list(fetched(states_to_ask(["KAZ"]), connected, TODAY))
    assert len(service.questions) == 2


def test_every_state_with_a_government_and_an_id_can_be_asked():
    assert len(states_to_ask([])) > 190
    with pytest.raises(UnknownCodeError, match="ZZZ"):
        states_to_ask(["ZZZ"])


# ------------------------------------------------------------------------------------ differences

LISTED = [
    "Jane Roe\tجين رو\tرووه\tKAZ\tGOV\tForeign Minister\t2031\t\tpublic record\t",
    "John Doe\tجون دو الأول\t\tKAZ\tGOV\tKing\t2020-01-05\t2030-02-01\tpublic record\tQ77",
]


def told(**more):
    made = {
        "person": "Q900001", "name": "Jane Roe", "name_ar": "جين رو", "aliases": (),
        "office": "Foreign Minister", "also": (), "sector": "GOV", "since": "2031-05-07", "until": "",
    } | more  # fmt: skip
    return Holder(**made)


def compared(*found, rows=LISTED):
    listed = Listed(parsed_rows("\n".join([HEADER, *rows, ""]), "people.tsv", COLUMNS["people"]))
    return list(differences(found, "KAZ", listed, TODAY))


def test_a_more_precise_day_and_an_id_renew_a_row():
    (one,) = compared(told(until="2032-01"))
    assert (one.change, one.why) == (
        "renewed",
        "from 2031 → 2031-05-07, to open → 2032-01, wikidata open → Q900001",
    )
    assert one.cells["forms"] == "رووه"


def test_what_is_known_makes_no_difference():
    assert compared(told(since="2031"), rows=[LISTED[0] + "Q900001"]) == []


def test_a_person_not_listed_is_new():
    (one,) = compared(told(person="Q5", name="Zoë Müller", name_ar="زوي مولر", aliases=("زوئي مولر", "مولر")))
    assert one.change == "new"
    assert (one.cells["name"], one.cells["forms"]) == ("Zoe Muller", "زوئي مولر")
    assert one.cells["basis"] == "Wikidata, 2031-06-01"


def test_another_office_of_someone_listed_is_new_under_the_listed_name():
    (one,) = compared(told(name_ar="جين روو", office="Defence Minister"))
    assert (one.change, one.cells["name_ar"], one.cells["forms"]) == ("new", "جين رو", "رووه")


def test_an_office_keeps_the_name_that_it_has_in_the_state():
    (one,) = compared(told(person="Q6", name="Joe Doe", name_ar="جو دو", office="President", also=("King",)))
    assert one.cells["office"] == "King"


def test_days_that_contradict_are_shown_and_left():
    later = told(person="Q77", name="John Doe", office="King", since="2020-01-05", until="2029-01-01")
    other = told(person="Q77", name="John Doe", office="King", since="2019-01-05", until="2030-02-01")
    assert [(one.change, one.cells) for one in compared(later, other)] == [("differs", {}), ("differs", {})]


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"name_ar": ""}, "no Arabic name"),
        ({"name_ar": "Müller"}, "plain Arabic"),
        ({"name_ar": "مولر"}, "no full name"),
        ({"since": ""}, "no first day"),
    ],
)
def test_what_cannot_be_a_row_is_left_out_with_its_reason(more, why):
    (one,) = compared(told(person="Q5", name="Zoe Muller", **({"name_ar": "زوي مولر"} | more)))
    assert (one.change, one.cells) == ("left out", {})
    assert why in one.why


def test_a_namesake_with_another_id_is_someone_else():
    (one,) = compared(told(since="2032"), rows=[LISTED[0] + "Q4"])
    assert one.change == "new"


# ------------------------------------------------------------------------------------ the own layer


def test_written_rows_go_over_the_shipped_ones(own):
    row = next(row for row in shipped("people") if row["office"] == "President" and not row["to"])
    before = len(list(table("people")))
    write_own_rows("people", [row.cells | {"to": "2029"}])
    write_own_rows("people", [row.cells | {"to": "2030"}])
    kept = [
        other["to"]
        for other in table("people")
        if other["name"] == row["name"] and other["from"] == row["from"]
    ]
    assert kept == ["2030"]
    assert len(list(table("people"))) == before


def test_a_shipped_row_without_a_first_day_gives_way_to_one_with_it(own):
    row = next(row for row in shipped("people") if not row["from"])
    write_own_rows("people", [row.cells | {"from": "1990"}])
    same = [
        other for other in table("people") if (other["name"], other["office"]) == (row["name"], row["office"])
    ]
    assert [other["from"] for other in same] == ["1990"]


def test_a_bad_own_file_is_named_and_left_as_it_is(own):
    own.mkdir()
    own_file("people").write_text(HEADER + "\nJane\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"people\.tsv:2"):
        write_own_rows("people", [])
    assert own_file("people").read_text(encoding="utf-8") == HEADER + "\nJane\n"


def test_nothing_half_written_is_left(own):
    write_own_rows("people", [dict(zip(COLUMNS["people"], LISTED[0].split("\t"), strict=True))])
    assert [file.name for file in own.iterdir()] == ["people.tsv"]
    assert [row["name"] for row in own_rows("people")] == ["Jane Roe"]


CELL = st.text(
    st.characters(codec="utf-8", exclude_characters="\t\n|#", exclude_categories=["Cc", "Z"]), min_size=1
)


@given(st.lists(st.tuples(CELL, CELL), unique=True, max_size=5))
def test_written_rows_are_read_back(cells):
    columns = ("place", "behind")
    rows = [dict(zip(columns, cell, strict=True)) for cell in cells]
    assert [row.cells for row in parsed_rows(written_rows(columns, rows), "t.tsv", columns)] == rows


def test_every_office_row_is_sound():
    for row in shipped("offices"):
        re.compile(row["label"])
        assert bool(row["office"]) == bool(row["sector"]), row
        assert row["label"] == row["label"].lower(), row
