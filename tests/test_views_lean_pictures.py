"""The pictures of a brief: which are shown, where their marks lead, and that the page stays whole."""

from __future__ import annotations

from collections import Counter

import pytest
from lxml import html as parser

from marsad.views import Lean, Matter, brief_html, brief_of
from picture_samples import WINDOWS, deed, moving, shares, thin
from views_samples import MADE, NAMES, week

POLES = ("RUS", "XWE", "CHN")


def lean(poles=POLES, **more):
    """A lean with all that pictures are drawn from; one event of the sample weighs most."""
    _, events = week()
    event = next(one for one in events if "KAZ" in {party.country for party in one.actors})
    told = {
        "poles": poles,
        "whole": [one for pole in poles for one in moving(pole, ["all"], evidence=(event.id,))],
        "moving": [one for pole in poles for one in moving(pole)],
        "evidence": {event.id: event},
        "deeds": {pole: {event.id: deed()} for pole in poles},
        "shares": [shares(window, 0.5, 0.3, 0.2) for window in WINDOWS] if len(poles) == 3 else [],
        "fields": {"political": moving("RUS"), "military": []},
        "partners": ["RUS", "CHN"],
        "dealings": [*moving("RUS"), *(thin("CHN", window) for window in WINDOWS)],
    }
    return Lean(**(told | more))


def view(language="en", **more):
    documents, events = week()
    matter = Matter("KAZ", documents, events, lean=lean(**more))
    return brief_of(matter, language=language, names=NAMES, made=MADE)


def titles(**more):
    return [one.title for one in view(**more).leaning.pictures]


def test_each_picture_stands_once_in_its_order():
    found = titles()
    assert [title.partition(": ")[2].split()[0] for title in found] == ["between", "cooperation", "balance"]


@pytest.mark.parametrize(
    ("more", "number"),
    [
        ({"poles": ("RUS", "CHN")}, 2),
        ({"shares": [shares(WINDOWS[0], 0.5, 0.3, 0.2), shares(WINDOWS[1])]}, 2),
        ({"fields": {"military": []}}, 2),
        ({"dealings": [thin("RUS", window) for window in WINDOWS], "partners": ["RUS"]}, 2),
        ({"shares": [], "fields": {}, "dealings": [], "partners": []}, 0),
    ],
)
def test_a_picture_without_anything_to_show_is_left_out(more, number):
    assert len(titles(**more)) == number


def test_a_dimension_without_a_trend_is_named_not_drawn():
    dimensions = view().leaning.pictures[1]
    assert dimensions.notes[-1] == "No reading of a trend in: military."
    assert "military" not in dimensions.svg


@pytest.mark.parametrize("language", ["ar", "en"])
def test_marks_lead_to_sentences_that_are_on_the_page(language):
    page = parser.document_fromstring(brief_html(view(language)))
    links = page.xpath("//section[@id='leaning']//svg//a/@href")
    assert len(links) == len(POLES)
    anchors = set(page.xpath("//@id"))
    assert {link.removeprefix("#") for link in links} <= anchors


def test_no_id_stands_twice_and_every_picture_is_named():
    page = parser.document_fromstring(brief_html(view()))
    counted = Counter(page.xpath("//@id"))
    assert not [name for name, number in counted.items() if number > 1]
    images = page.xpath("//section[@id='leaning']//*[@role='img'][@aria-labelledby]")
    assert len(images) == len(POLES) + 1 + 2 * 2
    for image in images:
        assert image.get("aria-labelledby") in counted
        assert image.get("aria-describedby") in counted


def test_numbers_stand_in_tables_beside_the_pictures():
    page = parser.document_fromstring(brief_html(view()))
    tables = page.xpath("//table[@class='plain']")
    assert len(tables) == len(POLES) + 3
    for table in tables:
        assert {len(row) for row in table.xpath(".//tr")} == {len(table.xpath(".//th[@scope='col']"))}


def test_names_in_pictures_are_escaped():
    documents, events = week()
    nasty = "<b onload=x>"
    matter = Matter("KAZ", documents, events, lean=lean())
    page = brief_html(brief_of(matter, language="en", names=NAMES | {"RUS": (nasty, nasty)}, made=MADE))
    assert nasty not in page
    assert "&lt;b onload=x&gt;" in page
