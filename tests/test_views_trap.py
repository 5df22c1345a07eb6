"""What each choice is said to cost, as a brief and the command show it, in both languages."""

from __future__ import annotations

import io
import json

import polars as pl
import pytest
from lxml import html as parser
from msgspec.structs import replace
from rich.console import Console

import marsad
from marsad.cli import DONE, MISUSE
from marsad.errors import MalformedError
from marsad.views import Matter, brief_html, brief_markdown, brief_of, brief_terminal
from marsad.views.trap_listing import TRAP_COLUMNS, shown_trap_rows, trap_rows
from trap_samples import DEMAND, EAST, THREAT, WEST, articles, filled

SIGNED = {"id": "w2", "text": "في 3 مارس 2024 وقعت كازاخستان اتفاقا مع ألمانيا.", "published": "2024-03-03"}
BARRED = {"id": "w3", "text": "فرضت روسيا في 9 مارس 2024 عقوبات على كازاخستان.", "published": "2024-03-09"}


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return filled(tmp_path_factory.mktemp("trap"), [*articles(), SIGNED, BARRED])


@pytest.fixture(scope="module")
def briefs(archive):
    with marsad.open(archive) as observatory:
        return {
            language: observatory.brief("KAZ", language=language, poles=["RUS", "XWE"]).brief
            for language in ("ar", "en")
        }


def printed(brief):
    console = Console(file=io.StringIO(), width=400)
    brief_terminal(brief, console)
    return console.file.getvalue()


def branch(brief, at):
    return brief.trap.branches[at]


# The brief


def test_each_choice_has_its_heaps_with_sentences_and_voices(briefs):
    east, west = briefs["en"].trap.branches
    assert east.title == "If it moves towards Russia or goes against West"
    assert [heap.title for heap in east.heaps] == ["What is said will or may follow"]
    assert [heap.title for heap in west.heaps] == [
        "What is said will or may follow", "Threats against it", "Demands for it",
    ]  # fmt: skip
    (cost,) = west.heaps[0].said
    quote = cost.witness.quote
    assert quote.before + quote.trigger + quote.after == WEST
    assert cost.act == "إذا انضمت كازاخستان إلى العقوبات الغربية"
    assert cost.origins == "1 independent origin"
    assert cost.notes == ("قد (likelihood: 20 to 60%)",)
    assert "نشرة الميزان" in cost.who


def test_a_reaction_tells_its_base_rate_and_opens_onto_both_sentences(briefs):
    (reaction,) = branch(briefs["en"], 1).reactions
    assert reaction.says.startswith(
        "words and meetings towards West: 1 of 1 were followed within 30 days by an act of conflict of Russia"
    )
    assert "not enough data for this test" in reaction.says
    (sequel,) = reaction.sequels
    assert sequel.says == "3 March 2024: Support → then 9 March 2024: Sanction"
    assert sequel.first.quote.trigger == "وقعت"
    assert sequel.then.quote.trigger == "فرضت"


def test_the_digest_and_the_unsorted_are_told(briefs):
    assert briefs["en"].trap.digest == (
        "If it moves towards Russia or goes against West: 1 forecast · If it moves towards West or goes "
        "against Russia: 1 forecast, 1 threat, 1 demand, 1 kind of past reaction"
    )
    assert briefs["en"].trap.unsorted.endswith("names none of these choices: 1")


@pytest.mark.parametrize(
    ("language", "heading", "threats"),
    [
        ("ar", "ما يُقال عن ثمن كل خيار", "تهديدات دونه"),
        ("en", "What each choice is said to cost", "Threats against it"),
    ],
)
@pytest.mark.parametrize("shown", [brief_html, brief_markdown, printed])
def test_all_forms_show_the_part_in_both_languages(briefs, language, heading, threats, shown):
    page = shown(briefs[language])
    assert heading in page
    assert threats in page
    for sentence in (WEST, EAST, THREAT, DEMAND):
        trigger = next(
            one.witness.quote.trigger
            for at in (0, 1)
            for heap in branch(briefs[language], at).heaps
            for one in heap.said
            if one.witness.quote.before + one.witness.quote.trigger + one.witness.quote.after == sentence
        )
        assert trigger in page


def test_the_page_marks_the_words_and_leads_to_the_section(briefs):
    tree = parser.fromstring(brief_html(briefs["ar"]))
    (section,) = tree.xpath("//section[@id='trap']")
    assert tree.xpath("//nav/a[@href='#trap']")
    assert len(section.xpath(".//article[contains(@class, 'branch')]")) == 2
    marked = {mark.text for mark in section.xpath(".//mark")}
    assert {"هددت", "طالبت", "وقعت", "فرضت"} <= marked
    ids = [one.get("id") for one in tree.xpath("//*[@id]")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "لا توقع مشروطاً ولا تهديد ولا مطلب يُروى عن هذا الخيار في هذه المقالات."),
        ("en", "No conditional forecast, threat or demand is told of this choice in these articles."),
    ],
)
def test_a_choice_of_which_nothing_is_told_says_so_in_one_line(archive, language, words):
    with marsad.open(archive) as observatory:
        page = observatory.brief("KAZ", language=language, poles=["TUR", "CHN"]).brief
    for one in page.trap.branches:
        assert (one.nothing, one.heaps, one.reactions, one.unfollowed) == (words, (), (), None)
    assert brief_markdown(page).count(words) == 2


def test_one_pole_or_the_state_itself_leaves_the_part_out(archive):
    with marsad.open(archive) as observatory:
        assert observatory.brief("KAZ", language="en", poles=["RUS"]).brief.trap is None
        assert observatory.brief("RUS", language="en", poles=["RUS", "XWE"]).brief.trap is None


def test_more_than_six_are_cut_and_counted(archive):
    with marsad.open(archive) as observatory:
        found = observatory.trap_records("KAZ", ["RUS", "XWE"])
        documents, events = list(observatory.documents()), list(observatory.event_records(party="KAZ"))
    many = tuple(replace(found[1].demands[0], id=f"d{at}") for at in range(9))
    matter = Matter("KAZ", documents, events, trap=[replace(found[1], demands=many)])
    heaps = brief_of(matter, language="en").trap.branches[0].heaps
    (heap,) = [one for one in heaps if one.title == "Demands for it"]
    assert (len(heap.said), heap.more) == (6, "and 3 more in the list of marsad trap")


def test_evidence_of_a_document_that_was_not_given_is_refused(archive):
    with marsad.open(archive) as observatory:
        found = observatory.trap_records("KAZ", ["RUS", "XWE"])
        documents = [one for one in observatory.documents() if THREAT not in one.text]
        kept = {one.id for one in documents}
        events = [one for one in observatory.event_records(party="KAZ") if one.document in kept]
    with pytest.raises(MalformedError, match="not given"):
        brief_of(Matter("KAZ", documents, events, trap=found), language="en")


# The list


def test_rows_hold_all_columns_and_a_table_tells_each_thing_once(archive):
    with marsad.open(archive) as observatory:
        found = observatory.trap_records("KAZ", ["RUS", "XWE"])
    rows = [row for one in found for row in trap_rows(one)]
    assert all(tuple(row) == TRAP_COLUMNS for row in rows)
    shown = [row for one in found for row in shown_trap_rows(one)]
    assert [row["row"] for row in shown] == ["forecast", "forecast", "threat", "demand", "reaction"]
    assert shown[0]["who"] == "the author, نشرة الميزان, 2024-03-05"


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet", "xlsx"])
def test_the_command_writes_every_format(run, archive, tmp_path, form):
    target = tmp_path / f"trap.{form}"
    done = run("trap", "KAZ", "--poles", "RUS,XWE", "-a", archive, "-f", form, "-o", target)
    assert done.code == DONE
    if form == "jsonl":
        found = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
        assert [one["pole"] for one in found] == ["RUS", "XWE"]
        assert found[1]["threats"][0]["sentences"][0]["text"] == THREAT
    else:
        read = {"csv": pl.read_csv, "parquet": pl.read_parquet}.get(form)
        assert target.stat().st_size
        if read:
            assert read(target).columns == list(TRAP_COLUMNS)


def test_the_command_shows_a_table(run, archive):
    done = run("trap", "KAZ", "--poles", "RUS,XWE,CHN", "-a", archive, "-f", "table")
    assert done.code == DONE
    assert "towards CHN" in done.out
    assert "none" in done.out
    assert "against RUS" in done.out


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("KAZ", "--poles", "RUS"), "no choice"),
        (("KAZ", "--poles", "RUS,ZZZ"), "unknown pole"),
        (("RUS", "--poles", "RUS,XWE"), "a part of the pole"),
        (("ZZZ", "--poles", "RUS,XWE"), "unknown state"),
        (("KAZ", "--poles", "RUS,XWE", "--within", "0"), "no span"),
        (("KAZ", "--poles", "RUS,XWE", "--as-of", "soon"), "soon"),
        (("KAZ", "--poles", "RUS,XWE", "-f", "plover"), "plover"),
    ],
)
def test_misuse_of_the_command_is_told(run, archive, asked, words):
    done = run("trap", *asked, "-a", archive)
    assert done.code == MISUSE
    assert words in done.err
