"""The actor tables beside each other: no name leads to two on one day, and every state is complete."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from marsad.actors.layers import COLUMNS, shipped
from marsad.actors.names import all_names, ambiguous_forms
from marsad.actors.writing import date_of, index_key, name_of
from test_actor_tables_places import TERRITORIES

HEADS = re.compile(
    r"\b(President|Prime Minister|King|Queen|Emir|Sultan|Chancellor|Supreme Leader|Pope|Grand Duke|Prince"
    r"|Emperor|Member of the Presidency|Head of the Presidential Leadership Council|Polisario)\b"
)
# Two captains regent, others each half year.
NO_LASTING_HEAD = {"SMR"}


def spans_meet(one, other):
    first, last = one.since or dt.date.min, one.until or dt.date.max
    return (other.since or dt.date.min) <= last and first <= (other.until or dt.date.max)


def same_party(one, other):
    """One party in two tables: a capital is also a city, and stands for its state."""
    cities = {one.kind, other.kind} == {"capital", "place"} and one.country == other.country
    return one.name == other.name or cities


def test_no_name_leads_to_two_on_one_day_unless_it_is_marked():
    owners, ambiguous = defaultdict(list), ambiguous_forms()
    for name, party in all_names():
        if name not in ambiguous and not name.needs:
            owners[name].append(party)
    clashes = {
        (index_key(name), one.name, other.name)
        for name, parties in owners.items()
        for one, other in combinations(dict.fromkeys(parties), 2)
        if not same_party(one, other) and spans_meet(one, other)
    }
    assert clashes == set()


def test_every_state_has_capital_adjective_and_current_head():
    today = dt.date.max
    governed = {
        row["country"]
        for row in shipped("people")
        if HEADS.search(row["office"]) and (date_of(row["to"], end=True) or today) == today
    }
    for row in shipped("states"):
        if row["code"] not in TERRITORIES:
            assert row["nisba"], row.error("no adjective")
            assert row["capital"], row.error("no capital")
            assert row["code"] in governed | NO_LASTING_HEAD, row.error("no current head")


def test_every_table_of_the_room_is_known_and_loads():
    for name in COLUMNS:
        assert list(shipped(name)), name


def test_every_outlet_has_its_ownership_and_no_other_body():
    bodies = {row["name"] for row in shipped("bodies") if row["kind"] == "outlet"}
    table = list(shipped("outlets"))
    assert [row["name"] for row in table] == sorted(bodies)
    for row in table:
        kinds = {"state", "public", "royal", "party", "armed", "private", "unknown"}
        assert row["ownership"] in kinds, row.error("unknown ownership")
        assert row["basis"] in {"public record", "widely reported"}, row.error("unknown basis")
        for domain in row.alternatives("domains"):
            assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", domain), row.error(f"bad domain {domain}")


def test_a_domain_belongs_to_one_outlet():
    domains = [domain for row in shipped("outlets") for domain in row.alternatives("domains")]
    assert len(domains) == len(set(domains))


def test_place_nouns_are_sorted_single_words():
    forms = [row["form"] for row in shipped("place_nouns")]
    assert forms == sorted(set(forms))
    assert all(len(name_of(form).words) == 1 for form in forms)


def test_there_are_as_many_as_are_told():
    counts = {name: len({row["name"] for row in shipped(name)}) for name in ("places", "bodies", "people")}
    cities = sum(row["kind"] == "city" for row in shipped("places"))
    states = {row["country"] for row in shipped("people")}
    assert cities >= 3_000
    assert counts["bodies"] >= 2_000
    assert counts["people"] >= 5_000
    assert len(states) >= 190


DOCS = Path(__file__).parents[1] / "docs" / "reference" / "actors.md"


def test_the_docs_tell_the_number_of_rows_of_every_table():
    told = dict(re.findall(r"^\| `(\w+)` \| (\d+) \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE))
    assert told == {name: str(len(list(shipped(name)))) for name in COLUMNS}
