"""The web pages in a real browser: headless Chromium, both languages, phone and desk."""

from __future__ import annotations

import os
import shutil
import socket
from contextlib import contextmanager
from threading import Thread

import pytest

from web_samples import addresses

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
if CHROMIUM is None and not os.environ.get("CI"):
    pytest.skip("no Chromium on this machine", allow_module_level=True)

import uvicorn  # noqa: E402
from axe_playwright_python.sync_playwright import Axe  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from marsad.archive import open_archive  # noqa: E402
from marsad.web import Library, application  # noqa: E402

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


@contextmanager
def served(app):
    """An application on a free port of this machine; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        thread = Thread(target=server.run, kwargs={"sockets": [free]}, daemon=True)
        thread.start()
        while not server.started:
            thread.join(0.01)
        yield f"http://127.0.0.1:{free.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def site(examples_archive):
    archive = open_archive(str(examples_archive), readonly=True)
    with served(application(Library(archive))) as address:
        yield address
    archive.close()


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as player:
        chromium = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@contextmanager
def visited(browser, **options):
    """A page that takes note of what it complains about and of requests off this machine."""
    context = browser.new_context(**options)
    page, complaints = context.new_page(), []
    page.on(
        "console", lambda message: message.type in {"error", "warning"} and complaints.append(message.text)
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda one: "//127.0.0.1" in one.url or complaints.append(f"off: {one.url}"))
    yield page, complaints
    context.close()


NAMES = [
    "home", "state", "stories", "filtered stories", "rivals", "rival", "story", "document", "evidence",
    "lean", "lean, other poles", "links", "warnings", "forecasts", "forecasts of a state", "forecast",
    "outlet", "search", "trap", "trap, other poles",
    "network", "network, a map", "search, filtered", "outlets",
    "outlet, what it covers", "actor", "actor, a state", "actor, a body",
    "outlet", "search", "decisions", "queue", "event",
    "sentence to add to", "annotate", "agreement",
]  # fmt: skip


def test_every_page_is_visited(examples_archive):
    assert set(NAMES) == set(addresses(examples_archive))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_page_loads_in_silence_fits_a_phone_and_is_accessible(
    site, browser, examples_archive, language, name
):
    address = f"{site}/{language}{addresses(examples_archive)[name]}"
    with visited(browser, viewport=PHONE) as (page, complaints):
        page.goto(address, wait_until="networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.evaluate("scheme => document.documentElement.dataset.theme = scheme", scheme)
            found = Axe().run(page).response["violations"]
            assert not [one for one in found if one["impact"] in {"serious", "critical"}], told(found)
        assert not complaints


def told(violations):
    """What axe found, short enough to be read."""
    return [(one["id"], one["help"], [node["html"][:160] for node in one["nodes"][:3]]) for one in violations]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_from_the_first_page_to_who_says_so_in_four_clicks(site, browser, language):
    """Why do you say Kazakhstan banned goods to Russia, who says so, and who denies it?"""
    country, banned = {"ar": ("كازاخستان", "عقوبة"), "en": ("Kazakhstan", "Sanction")}[language]
    with visited(browser, viewport=DESK) as (page, complaints):
        page.goto(f"{site}/{language}/")
        page.get_by_role("link", name=country, exact=True).first.click()
        page.locator("article.rival").filter(has_text=banned).get_by_role("link").first.click()
        page.wait_for_load_state()
        assert page.locator(".account mark").count() >= 2
        page.get_by_role("article").get_by_role(
            "link", name={"ar": "الجملة في مقالها", "en": "The sentence in its article"}[language]
        ).first.click()
        page.wait_for_load_state()
        assert page.locator("#here mark.wanted").is_visible()
        assert not complaints


@pytest.mark.parametrize("language", ["ar", "en"])
def test_from_the_first_page_to_what_russia_did_next_in_four_clicks(site, browser, language):
    """Why do you say Kazakhstan rejected BRICS, who says so, and what did Russia do next?"""
    country, bodies, brics = {
        "ar": ("كازاخستان", "منظمة دولية", "بريكس"),
        "en": ("Kazakhstan", "International organisation", "BRICS"),
    }[language]
    with visited(browser, viewport=DESK) as (page, complaints):
        page.goto(f"{site}/{language}/")
        page.get_by_role("link", name=country, exact=True).first.click()
        page.get_by_role("row", name=bodies).get_by_role("cell").nth(2).get_by_role("link").click()
        page.wait_for_url("**/stories?**")
        page.get_by_role("article").get_by_role("heading").filter(has_text=brics).get_by_role(
            "link"
        ).first.click()
        page.wait_for_url("**/story/**")
        said = page.locator(".timeline .report")
        assert said.count() >= 2
        assert "بريكس" in said.first.inner_text()
        told = page.locator(".words", has_text="روسيا تقيّد")
        russia = page.locator("#then article").filter(has=told).get_by_role("heading")
        assert russia.is_visible()
        russia.get_by_role("link").click()
        page.wait_for_url("**/story/**")
        assert page.get_by_role("heading", level=1).is_visible()
        assert not complaints


def test_the_first_screen_of_a_state_answers_the_six_questions(site, browser):
    with visited(browser, viewport=DESK) as (page, complaints):
        page.goto(f"{site}/en/state/KAZ", wait_until="networkidle")
        answers = page.locator(".answers > li")
        assert answers.count() == 6
        assert all(len(one.strip().splitlines()) > 1 for one in answers.all_inner_texts())
        box = answers.last.bounding_box()
        assert box["y"] + box["height"] <= DESK["height"]
        page.locator(".answers").get_by_role("link", name="What happened?").click()
        assert page.locator("#happened").is_visible()
        assert not complaints


def test_the_keyboard_alone_leads_to_the_evidence(site, browser):
    with visited(browser, viewport=DESK) as (page, complaints):
        page.goto(f"{site}/en/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "q"
        page.keyboard.type("كازاخستان")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?**")
        page.locator(".hits a").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/document/**")
        assert page.locator("#here").is_visible()
        assert not complaints


def test_light_and_dark_are_kept(site, browser):
    with visited(browser, viewport=DESK, color_scheme="light") as (page, complaints):
        page.goto(f"{site}/en/")
        light = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.get_by_role("button", name="Dark").click()
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.goto(f"{site}/en/state/KAZ")
        assert dark == page.evaluate("getComputedStyle(document.body).backgroundColor") != light
        assert not complaints


def test_the_same_page_in_the_other_language(site, browser):
    with visited(browser, viewport=DESK) as (page, _):
        page.goto(f"{site}/en/state/KAZ/stories?other=RUS")
        page.get_by_role("link", name="العربية").click()
        page.wait_for_url("**/ar/state/KAZ/stories?other=RUS")
        assert page.evaluate("document.documentElement.dir") == "rtl"


def test_without_a_script_every_page_still_reads(site, browser, examples_archive):
    with visited(browser, viewport=DESK, java_script_enabled=False) as (page, _):
        for address in addresses(examples_archive).values():
            page.goto(f"{site}/en{address}")
            assert page.locator("h1").count() == 1
