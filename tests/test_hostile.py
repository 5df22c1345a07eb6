"""What articles say stays words: pages, briefs and lists of an archive of payloads, in a real browser."""

from __future__ import annotations

import csv
import io
import json
import re
from urllib.parse import quote

import pytest
from lxml import html as parser
from markdown_it import MarkdownIt
from starlette.testclient import TestClient

import hostile_samples as hostile
import marsad
from marsad.archive import StoryFilter
from marsad.web import Library, application
from test_web_browser import CHROMIUM, PHONE, served

TRIPWIRE = """
window.__tripped = [];
for (const name of ["alert", "confirm", "prompt", "open", "print"])
  window[name] = (...told) => { window.__tripped.push([name, ...told].join(" ")); };
document.addEventListener("securitypolicyviolation",
  one => window.__tripped.push(`policy: ${one.violatedDirective} ${one.blockedURI}`));
"""
FOREIGN = """
() => [...document.querySelectorAll("*")].filter(one =>
  ["IFRAME", "OBJECT", "EMBED", "IMG", "VIDEO", "AUDIO", "SOURCE", "MARQUEE", "MATH", "BASE", "TEMPLATE",
   "TEXTAREA", "ANIMATE", "NOSCRIPT", "X", "B", "I"].includes(one.tagName.toUpperCase())
  || (one.tagName === "SCRIPT" && one.getAttribute("src") !== "/static/marsad.js")
  || (one.tagName === "META" && (one.httpEquiv || "").toLowerCase() === "refresh")
  || (one.tagName === "LINK" && !["/", "#"].includes((one.getAttribute("href") || " ")[0]))
  || [...one.attributes].some(it => it.name.startsWith("on") || ["srcdoc", "autofocus"].includes(it.name)
     || (["href", "src", "action", "xlink:href"].includes(it.name)
         && !/^(#|\\/(?!\\/)|https?:\\/\\/)/.test(it.value)))
).map(one => one.outerHTML.slice(0, 200))
"""
ALLOWED = {
    "div", "a", "mark", "p", "h1", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "br", "blockquote",
    "table", "thead", "tbody", "tr", "th", "td", "hr",
}  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    made = tmp_path_factory.mktemp("hostile") / "h.db"
    hostile.fill(made)
    return made


@pytest.fixture(scope="module")
def site(path):
    archive = hostile.opened(path)
    with served(application(Library(archive))) as address:
        yield address
    archive.close()


@pytest.fixture(scope="module")
def page():
    """A page of a phone that notes every complaint, and every request off this machine."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - skipped without Chromium

    with sync_playwright() as player:
        chromium = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        shown = chromium.new_page(viewport=PHONE)
        shown.complaints = []
        shown.add_init_script(TRIPWIRE)
        shown.on("console", lambda one: one.type in {"error", "warning"} and note(shown, one.text))
        shown.on("pageerror", lambda error: note(shown, str(error)))
        shown.on("dialog", lambda one: (note(shown, one.message), one.dismiss()))
        shown.on("request", lambda one: _is_near(one.url) or note(shown, f"off: {one.url}"))
        yield shown
        chromium.close()


def note(shown, words):
    shown.complaints.append(words)


def _is_near(url):
    return "//127.0.0.1" in url or url.startswith("file:")


def checked(page, address):
    """Opens a page; what it lets a payload do."""
    page.complaints.clear()
    answer = page.goto(address, wait_until="load")
    assert answer is None or answer.status == 200, address
    page.wait_for_timeout(50)
    assert page.evaluate("window.__tripped") == [], address
    assert page.evaluate(FOREIGN) == [], address
    assert page.complaints == [], address
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"], (address, wide)


def pages(path):
    """Addresses of each kind, and of every article, outlet and story."""
    with hostile.opened(path) as archive:
        reader, browser = archive.reader(), archive.browser()
        documents = list(reader.documents())
        stories = browser.stories(StoryFilter(party="KAZ"), limit=30).records
        rivals = browser.rivals("KAZ", limit=30).records
        forecasts = list(reader.forecasts())[:30]
    parts = ("", "/stories", "/rivals", "/lean", "/links", "/forecasts", "/warnings")
    found = ["/", "/forecasts", *(f"/state/KAZ{part}" for part in parts)]
    found += [f"/document/{one.id}" for one in documents]
    found += [
        f"/outlet/{quote(one.outlet, safe='')}"
        for one in documents[::6]
        if one.outlet and "\n" not in one.outlet
    ]
    found += [f"/story/{one.events[0]}" for one in stories[::3]]
    found += [f"/rival/{one.id}" for one in rivals[::5]]
    found += [f"/forecast/{one.id}" for one in forecasts[::4]]
    return found + [f"/search?q={quote(payload[:250])}" for payload in hostile.PAYLOADS[::7]]


def test_there_are_enough_payloads():
    assert len(set(hostile.PAYLOADS) | set(hostile.URLS)) >= 100


def test_nothing_runs_on_any_page_and_no_layout_breaks(path, site, page):
    for at, address in enumerate(pages(path)):
        checked(page, f"{site}/{('ar', 'en')[at % 2]}{address}")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_nothing_runs_in_the_brief_and_its_layout_holds(path, page, tmp_path, language):
    with marsad.open(path, readonly=True) as observatory:
        brief = observatory.brief("KAZ", language=language)
    checked(page, brief.save(tmp_path / "kaz.html").as_uri())


def test_markdown_holds_no_markup_of_others(path):
    with marsad.open(path, readonly=True) as observatory:
        text = observatory.brief("KAZ", language="en").markdown()
    made = parser.fromstring(MarkdownIt("commonmark", {"html": True}).enable("table").render(text))
    assert {one.tag for one in made.iter() if isinstance(one.tag, str)} <= ALLOWED
    assert not [one for one in made.iter() if not isinstance(one.tag, str)]
    for one in made.iter():
        assert set(one.attrib) <= {"id", "href", "dir", "lang", "style"}, one.attrib
        assert one.get("style", "text-align:right").startswith("text-align:")
        assert re.match(r"(#|https?://|$)", one.get("href", "")), one.get("href")


@pytest.mark.parametrize("address", ["/en/state/KAZ/stories", "/en/forecasts", "/en/search?q=روسيا"])
def test_no_cell_of_a_list_is_a_formula(path, address):
    with hostile.opened(path) as archive:
        client = TestClient(application(Library(archive)), base_url="http://127.0.0.1")
        mark = "&" if "?" in address else "?"
        table = client.get(f"{address}{mark}format=csv").text
        plain = client.get(f"{address}{mark}format=json")
    cells = [cell for row in csv.reader(io.StringIO(table, newline="")) for cell in row]
    assert len(cells) > 20
    assert not [cell for cell in cells if re.match(r"[=+@\t\r]|-(?![\d.]+$)", cell)]
    assert plain.headers["content-type"].startswith("application/")
    assert json.loads(plain.text)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_first_page_of_a_brief_is_one_sheet(examples_archive, page, tmp_path, language):
    """A4 less its margins of 14 mm is 688 by 1017 pixels."""
    with marsad.open(examples_archive, readonly=True) as observatory:
        saved = observatory.brief("KAZ", language=language).save(tmp_path / "kaz.html")
    page.set_viewport_size({"width": 688, "height": 1017})
    page.emulate_media(media="print")
    page.goto(saved.as_uri())
    bottom = page.evaluate("document.getElementById('summary').getBoundingClientRect().bottom + scrollY")
    page.emulate_media(media="screen")
    page.set_viewport_size(PHONE)
    assert bottom <= 1017
