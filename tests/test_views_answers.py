"""The first page of a brief, what follows what, and what to watch: HTML, Markdown, terminal."""

from __future__ import annotations

import datetime as dt
import io

import msgspec
import pytest
from lxml import html as parser
from rich.console import Console

import marsad
from marsad.measures import links_of, warnings_of
from marsad.stories.deeds import Counted, Deed
from marsad.views import Matter, brief_html, brief_markdown, brief_of, brief_terminal
from marsad.views.labels import labels_for
from marsad.views.linking import link_words, links_digest
from marsad.views.watching import warning_words
from views_samples import MADE, NAMES, week

QUESTIONS = {
    "en": ["What happened?", "Who says so, and who says otherwise?", "Where does it lean?",
           "What follows what?", "What was foretold, and who was right?", "What to watch?"],
    "ar": ["ماذا حدث؟", "من يقول ذلك، ومن يقول غيره؟", "إلى أين تميل؟",
           "ماذا يتلو ماذا؟", "ماذا تُوقّع، ومن أصاب؟", "ماذا ينبغي رصده؟"],
}  # fmt: skip


def deed(number, day, kind, score, field, event):
    return Deed(
        f"s{number}", day, "day", "KAZ", "RUS", mutual=False, type=kind, score=score, chance=0.8,
        dimensions={field: 1.0}, origin=f"o{number}", origins=(f"o{number}",), outlets=("",),
        events=(event,), told=day,
    )  # fmt: skip


def told(events):
    """Political conflict, each time followed by an economic one; the events stand for sentences alone."""
    start, found = dt.date(2020, 1, 1), []
    for n in range(12):
        first = start + dt.timedelta(days=n * 61)
        found.append(deed(2 * n, first, "ACCUSE", -0.3, "political", events[n % 2].id))
        later = first + dt.timedelta(days=3)
        found.append(deed(2 * n + 1, later, "SANCTION", -0.8, "economic", events[n % 2].id))
    for n in range(100, 108):
        day = dt.date(2022, 5, 1) + dt.timedelta(days=n - 100)
        found.append(deed(n, day, "ACCUSE", -0.3, "political", events[0].id))
    return Counted(tuple(sorted(found, key=lambda one: one.day)), 0)


@pytest.fixture(name="matter")
def _matter():
    documents, events = week()
    own = [one for one in events if "KAZ" in {party.country for party in (*one.actors, *one.recipients)}]
    counted = told(own)
    return Matter(
        "KAZ", documents, events, links=links_of(counted, "KAZ"), warned=warnings_of(counted, "KAZ")
    )


def made(matter, language="en"):
    return brief_of(matter, language=language, names=NAMES, made=MADE)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_six_questions_are_answered_in_order_and_every_address_is_there(matter, language):
    page = parser.fromstring(brief_html(made(matter, language)))
    asked = [" ".join(one.xpath("text()")).strip() for one in page.xpath("//*[@id='summary']//h3")]
    assert asked == QUESTIONS[language]
    names = set(page.xpath("//@id"))
    for link in page.xpath("//*[@id='summary']//a"):
        assert link.get("href")[1:] in names


def test_what_was_not_measured_is_said(matter):
    bare = msgspec.structs.asdict(made(Matter("KAZ", matter.documents, matter.events)))["answers"]
    assert [one.lines[0].head for one in bare[2:]] == [
        "Not measured.", "Not measured.", "No forecasts in what was read.", "Not measured.",
    ]  # fmt: skip


def test_nothing_coded_asks_no_questions(matter):
    assert made(Matter("MNG", matter.documents, matter.events)).answers == ()


def test_a_likely_link_stands_with_its_sentences(matter):
    linking = made(matter).links
    best = linking.tested[0]
    assert (best.side, best.is_likely) == ("Russia", True)
    assert best.says == "after political conflict came economic conflict"
    assert best.numbers.startswith("followed 12 of ")
    assert "within 30 days" in best.numbers
    assert all(pair.first.quote.trigger and pair.then.quote.trigger for pair in best.pairs)
    assert linking.likely[0] == best


def test_a_pair_whose_events_are_not_at_hand_is_left_out(matter):
    pair = matter.links[0].pairs[0]
    gone = msgspec.structs.replace(pair, then_event="gone")
    links = [msgspec.structs.replace(matter.links[0], pairs=(gone, pair))]
    odd = Matter("KAZ", matter.documents, matter.events, links=links)
    assert len(made(odd).links.tested[0].pairs) == 1


def test_a_warning_tells_what_its_rule_was_worth(matter):
    first = made(matter).watching.warnings[0]
    assert (first.sides, first.acts, first.window) == (
        "Kazakhstan and Russia",
        "Conflict in words",
        "2022-05",
    )
    assert "8 deeds of 8 independent origins" in first.says
    assert first.told[0].href.startswith("#")


def test_no_warning_and_no_link_are_told_as_such(matter):
    brief = made(Matter("KAZ", matter.documents, matter.events, links=[], warned=[]))
    page = brief_html(brief)
    assert "There is not enough for the test" in page
    assert page.count("No warnings: no window went above") == 2


@pytest.mark.parametrize("language", ["ar", "en"])
def test_all_three_layouts_tell_the_same_links_and_warnings(matter, language):
    brief, labels = made(matter, language), labels_for(language, NAMES)
    console = Console(file=io.StringIO(), width=400)
    brief_terminal(brief, console)
    plain = parser.fromstring(brief_html(brief)).text_content()
    words = (link_words(matter.links[0], labels), warning_words(matter.warned[0], labels))
    for page in (plain, brief_markdown(brief).replace("\\", ""), console.file.getvalue()):
        assert links_digest(matter.links, labels) in page
        for wanted in (words[0].says, words[0].numbers, words[1].says, words[1].past, *QUESTIONS[language]):
            assert wanted in page


def test_the_brief_of_an_archive_has_all_parts(examples_archive):
    with marsad.open(examples_archive, readonly=True) as observatory:
        brief = observatory.brief("KAZ", language="en").brief
    assert [one.question for one in brief.answers] == QUESTIONS["en"]
    assert [one.part for one in brief.answers] == [
        "dealings", "rivals", "leaning", "links", "foretold", "watching",
    ]  # fmt: skip
    assert brief.links is not None
    assert brief.watching is not None
