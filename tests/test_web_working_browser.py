"""The pages of those who work on the archive in a real browser: forms on a phone, and the keys."""

from __future__ import annotations

import shutil

import pytest

from marsad.archive import open_archive
from marsad.web import Library, application
from marsad.web.editing import Editing
from test_web_browser import DESK, PHONE, Axe, browser, served, told, visited
from web_samples import addresses

__all__ = ["browser"]
PAGES = ["event", "story", "document", "sentence to add to", "queue", "decisions", "forecast"]


@pytest.fixture(scope="module")
def work(examples_archive, tmp_path_factory):
    """An address under which somebody may work, and the archive behind it."""
    path = str(tmp_path_factory.mktemp("work") / "work.db")
    shutil.copy(examples_archive, path)
    with open_archive(path) as own, open_archive(path, readonly=True) as archive:
        own.decisions().confirm(next(own.reader().events()).id, who="أيغول", why="صحيح")
        with served(application(Library(archive, Editing(own, "أيغول")))) as address:
            yield address, own


def looked_over(page):
    """The page fits a phone and is accessible, light and dark."""
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for scheme in ("light", "dark"):
        page.evaluate("scheme => document.documentElement.dataset.theme = scheme", scheme)
        found = Axe().run(page).response["violations"]
        assert not [one for one in found if one["impact"] in {"serious", "critical"}], told(found)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_page_with_forms_fits_a_phone_and_is_accessible(work, browser, examples_archive, language, name):
    address, _ = work
    with visited(browser, viewport=PHONE) as (page, complaints):
        page.goto(f"{address}/{language}{addresses(examples_archive)[name]}", wait_until="networkidle")
        assert page.locator("form[method=post], a[href*='/add/']").count() > 0
        looked_over(page)
        assert not complaints


def test_the_queue_is_worked_through_by_keys(work, browser):
    address, own = work
    first, second = own.browser().unsure(limit=2)
    with visited(browser, viewport=DESK) as (page, complaints):
        page.goto(f"{address}/en/queue", wait_until="networkidle")
        page.keyboard.press("j")
        with page.expect_navigation():
            page.keyboard.press("1")
        page.keyboard.press("j")
        with page.expect_navigation():
            page.keyboard.press("2")
        page.keyboard.press("j")
        with page.expect_navigation():
            page.keyboard.press("e")
        assert "/en/event/" in page.url
        assert not complaints
    made = [one.decision for one in own.decisions().all()[-2:]]
    assert [(one.kind, one.evidence.event) for one in made] == [("confirm", first.id), ("drop", second.id)]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_sentence_is_annotated_by_keys(work, browser, language):
    address, own = work
    with visited(browser, viewport=PHONE) as (page, complaints):
        page.goto(f"{address}/{language}/annotate", wait_until="networkidle")
        page.locator("input[name=name]").fill(f"مرمّز {language}")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        looked_over(page)
        page.locator("h1").click()
        page.keyboard.press("q")
        page.keyboard.press("z")
        page.keyboard.type("KAZ")
        page.keyboard.press("Escape")
        page.keyboard.press("2")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        with page.expect_navigation():
            page.keyboard.press("n")
        assert not complaints
    one, other = own.decisions().all()[-2:]
    assert [(each.type, each.actors, each.status) for each in one.decision.events] == [
        ("AGREE", ("KAZ",), "negated")
    ]
    assert other.decision.events == ()
