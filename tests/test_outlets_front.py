"""Outlets as a user sees them: lists, Python and the brief, over planted archives."""

from __future__ import annotations

import csv
import io
import json
import random
import re

import polars as pl
import pytest
from rich.console import Console

import marsad
from marsad.errors import MalformedError, UnknownCodeError, UsageError
from marsad.views import Matter, brief_of, brief_terminal
from marsad.views.outlet_listing import CONTRAST_COLUMNS, OUTLET_COLUMNS, SENTENCE_COLUMNS
from outlet_samples import HOSTILE, MILD, planted, written

COPIER = "بوابة الناقل"
SHORT, LONG = planted(9), planted(14)
COPIES = [
    one | {"outlet": COPIER, "published": one["published"][:-1] + "9"}
    for one in LONG
    if one["outlet"] == MILD
]


def archive_of(folder, articles):
    path = folder / "press.db"
    with marsad.open(path) as observatory:
        outcomes = observatory.add(written(folder, articles))
        assert {one.outcome for one in outcomes} == {"added"}
    return path


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    """Fourteen happenings, told twice, and the mild texts copied by a third."""
    return archive_of(tmp_path_factory.mktemp("press"), [*LONG, *COPIES])


def contrasts(path, **filters):
    with marsad.open(path, readonly=True) as observatory:
        return {
            (profile.outlet, one.state): one
            for profile in observatory.outlet_profiles(**filters)
            for one in profile.tells
        }


# Python


def test_an_edge_is_found_and_a_copier_has_none(press):
    found = contrasts(press)
    edge, mild = found[HOSTILE, "RUS"], found[MILD, "RUS"]
    assert (edge.label, mild.label) == ("hostile", "friendly")
    assert edge.measured.stories == 14
    assert (edge.measured.hostile, edge.measured.others_hostile, edge.tellers) == (1.0, 0.0, 1)
    assert (COPIER, "RUS") not in found
    assert all(told.outlet in (HOSTILE, MILD) for one in found.values() for shared in one.shared
               for told in shared.sentences)  # fmt: skip


def test_the_numbers_stay_the_same_without_the_copies(press, tmp_path):
    bare = contrasts(archive_of(tmp_path, LONG))
    assert bare[HOSTILE, "RUS"].measured == contrasts(press)[HOSTILE, "RUS"].measured


def test_every_sentence_stands_in_its_article(press):
    found = contrasts(press)
    with marsad.open(press, readonly=True) as observatory:
        texts = {one.id: one.text for one in observatory.documents()}
    passages = [told.sentence for one in found.values() for shared in one.shared for told in shared.sentences]
    assert len(passages) > 40
    assert all(one.text in texts[one.document] for one in passages)


def test_the_order_of_articles_does_not_matter(press, tmp_path):
    mixed = [*LONG, *COPIES]
    random.Random(3).shuffle(mixed)  # noqa: S311
    assert contrasts(archive_of(tmp_path, mixed)) == contrasts(press)


def test_below_ten_stories_there_is_no_label(tmp_path):
    found = contrasts(archive_of(tmp_path, SHORT))[HOSTILE, "RUS"]
    assert (found.label, found.why, found.measured.stories) == (None, "few", 9)


def test_the_archive_as_it_was_known(press):
    early = contrasts(press, as_of="2024-04-30")[HOSTILE, "RUS"]
    assert (early.label, early.why, early.measured.stories) == (None, "few", 8)
    with marsad.open(press, readonly=True) as observatory:
        profiles = observatory.outlet_profiles(as_of="2024-04-30")
        assert {one.outlet: one.documents for one in profiles} == dict.fromkeys((HOSTILE, MILD, COPIER), 8)
        assert max(one.last for one in profiles) <= "2024-04-30"
        assert len(observatory.origins(as_of="2024-01-06")) == 2
        assert observatory.outlet_profiles(as_of="2020-01-01") == []


def test_days_of_publication_limit_both_sides(press):
    found = contrasts(press, since="2024-03-01", until="2024-05-31")[HOSTILE, "RUS"]
    assert found.measured.stories == 6
    assert all(told.sentence.document for shared in found.shared for told in shared.sentences)


def test_a_filter_shows_less_and_changes_no_number(press):
    everything = contrasts(press)
    assert set(contrasts(press, actor="RUS")) == {(HOSTILE, "RUS"), (MILD, "RUS")}
    assert contrasts(press, actor=["RUS"])[HOSTILE, "RUS"] == everything[HOSTILE, "RUS"]
    assert contrasts(press, actor="CHN") == {}
    assert set(contrasts(press, outlet=MILD)) == {key for key in everything if key[0] == MILD}
    assert contrasts(press, outlet=[MILD])[MILD, "RUS"] == everything[MILD, "RUS"]
    assert contrasts(press, outlet="ليس هنا") == {}
    with marsad.open(press, readonly=True) as observatory:
        [acting] = observatory.outlet_profiles(actor="KAZ", outlet=MILD)
        [whole] = observatory.outlet_profiles(outlet=MILD)
        assert 0 < acting.documents < whole.documents == 14


def test_frames(press):
    with marsad.open(press, readonly=True) as observatory:
        outlets, states = observatory.outlets(), observatory.outlets(per="state")
        sentences = observatory.outlets(per="sentence", actor="RUS")
        empty = observatory.outlets(per="sentence", since="2030-01-01")
    assert tuple(outlets.columns) == OUTLET_COLUMNS
    assert tuple(states.columns) == CONTRAST_COLUMNS
    assert tuple(sentences.columns) == tuple(empty.columns) == SENTENCE_COLUMNS
    edge = states.row(by_predicate=(pl.col("outlet") == HOSTILE) & (pl.col("state") == "RUS"), named=True)
    told = sentences.filter(outlet=HOSTILE)
    assert edge["stories"] == told["story"].n_unique() == len(edge["story_ids"].split())
    own = told.filter(side="own").group_by("story").agg((pl.col("tells") == "hostile").mean())["tells"].mean()
    assert own == edge["hostile"]
    assert re.fullmatch(r"RUS hostile \+1\.00 \[\+0\.\d\d \+1\.00\] n=\d\d",
                        outlets.filter(outlet=HOSTILE)["tells"].item())  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "error", "problem"),
    [
        ({"per": "day"}, UnknownCodeError, "known: outlet, state, sentence"),
        ({"since": "soon"}, UsageError, "no date"),
        ({"as_of": "2024-13-01"}, UsageError, "no date"),
        ({"verb": "denies"}, UsageError, "no such filter"),
    ],
)
def test_what_cannot_be_asked(press, arguments, error, problem):
    with marsad.open(press, readonly=True) as observatory, pytest.raises(error, match=problem):
        observatory.outlets(**arguments)


def test_a_bad_day_of_origins_is_refused(press):
    with marsad.open(press, readonly=True) as observatory, pytest.raises(UsageError, match="no date"):
        observatory.origins(as_of="never")


# The command


def test_the_list_of_outlets(run, press):
    done = run("outlets", "-a", press)
    rows = {row["outlet"]: row for row in map(json.loads, done.out.splitlines())}
    [edge] = rows[HOSTILE]["tells"]
    assert (edge["state"], edge["label"], rows[COPIER]["tells"]) == ("RUS", "hostile", [])
    assert re.search(r"pairs of outlet and state: 2 looked at, 2 with stories enough; 2 labelled", done.err)


@pytest.mark.parametrize("per", ["outlet", "state", "sentence"])
@pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet", "jsonl"])
def test_every_format_of_every_list(run, press, tmp_path, per, suffix):
    target = tmp_path / f"o.{suffix}"
    assert run("outlets", "-a", press, "--per", per, "-o", target).code == 0
    assert target.stat().st_size > 100
    if suffix == "parquet":
        assert pl.read_parquet(target).height == {"outlet": 3, "state": 2, "sentence": 2 * 14 * 2}[per]


def test_the_list_of_states_opens_onto_its_sentences(run, press):
    done = run("outlets", "-a", press, "--per", "state", "--outlet", HOSTILE)
    [row] = map(json.loads, done.out.splitlines())
    assert row["outlet"] == HOSTILE
    assert len(row["shared"]) == row["measured"]["stories"]
    assert {told["own"] for told in row["shared"][0]["sentences"]} == {True, False}
    table = run("outlets", "-a", press, "--per", "state", "-f", "table")
    assert table.code == 0
    sentences = run("outlets", "-a", press, "--per", "sentence", "--actor", "RUS", "-f", "csv").out
    rows = csv.DictReader(io.StringIO(sentences.lstrip("\ufeff")))
    kinds = {(row["outlet"], row["side"], row["tells"]) for row in rows}
    assert (HOSTILE, "own", "hostile") in kinds
    assert (HOSTILE, "others", "friendly") in kinds
    assert (HOSTILE, "own", "friendly") not in kinds


def test_the_command_as_of_a_day(run, press):
    done = run("outlets", "-a", press, "--as-of", "2024-04-30", "--per", "state", "--actor", "RUS")
    assert {json.loads(line)["why"] for line in done.out.splitlines()} == {"few"}
    assert "2 looked at, 0 with stories enough; 0 labelled" in done.err
    before = run("outlets", "-a", press, "--as-of", "2020-01-01")
    assert (before.out, "no outlet in this list" in before.err) == ("", True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--per", "month"), "outlet or state or sentence is due"),
        (("--as-of", "heute"), "is no date"),
        (("--per", "state", "-f", "plover"), "unknown format"),
        (("--outlet",), "requires an argument"),
    ],
)
def test_the_command_misused(run, press, arguments, message):
    done = run("outlets", "-a", press, *arguments)
    assert (done.code, message in done.err) == (2, True)


# The brief


@pytest.fixture(scope="module")
def pages(press):
    with marsad.open(press, readonly=True) as observatory:
        return {language: observatory.brief("RUS", language=language) for language in ("ar", "en")}


def test_the_brief_shows_each_outlet_with_its_sentences(pages):
    views = pages["en"].brief.tellings
    assert [(one.outlet, one.labelled) for one in views] == [(HOSTILE, True), (MILD, True)]
    assert views[0].says == f"tells the acts of Russia as more hostile than {MILD} does"
    assert views[0].measured[1:4] == ("100%", "0%", "+1.00")
    assert len(views[0].stories) == int(views[0].measured[0].split()[0])
    own, others = views[0].stories[0]
    assert (own.role_label, own.says, own.speakers, own.origins) == (
        "this outlet", "hostile: 1 of 1", (HOSTILE,), 1,
    )  # fmt: skip
    assert (others.says, others.speakers) == ("hostile: 0 of 1", (MILD,))
    assert own.witnesses[0].href


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_layout_tells_it(pages, language):
    brief = pages[language].brief
    says = brief.tellings[0].says
    html, text = pages[language].html(), pages[language].markdown()
    console = Console(record=True, width=100, file=io.StringIO())
    brief_terminal(brief, console)
    for page in (html, text, " ".join(console.export_text().split())):
        assert says in page
    anchors = set(re.findall(r'id="([^"]+)"', html))
    part = html[html.index('id="tells"') : html.index('id="articles"')]
    targets = re.findall(r'href="#([^"]+)"', part)
    assert len(targets) > 40
    assert set(targets) <= anchors


def test_other_states_only_where_there_is_a_label(press):
    with marsad.open(press, readonly=True) as observatory:
        brief = observatory.brief("KAZ", language="en").brief
        assert [one.says.split(" as ")[0] for one in brief.tellings] == ["tells the acts of Russia"] * 2
        early = observatory.brief("KAZ", language="en", as_of="2024-04-30").brief
        assert early.tellings == ()
        own = observatory.brief("RUS", as_of="2024-04-30").brief.tellings
        assert [one.says for one in own] == ["لا حكم: القصص المشتركة 8، وأقل ما يُحكم به 10"] * 2


def test_a_brief_without_shared_stories_says_nothing_of_it():
    with marsad.open() as observatory:
        assert 'id="tells"' not in observatory.brief("KAZ").html()


def test_a_sentence_of_no_given_article_is_refused(press):
    with marsad.open(press, readonly=True) as observatory:
        profiles = observatory.outlet_profiles()
    with pytest.raises(MalformedError, match="was not given"):
        brief_of(Matter("RUS", [], [], profiles=profiles))
