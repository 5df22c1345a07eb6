"""The web pages without a browser: what they answer, and whom they refuse."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

import marsad
from marsad.archive import open_archive
from marsad.errors import UsageError
from marsad.views.labels import labels_for
from marsad.web import Guard, Library, application
from marsad.web.guarding import guard_for, host_name, is_loopback
from marsad.web.routes import PAGES
from marsad.web.visits import FOLLOWED, followed_cookie, followed_in, visit_of
from marsad.web.wording import web_labels, word_files
from web_samples import addresses

HERE = {"base_url": "http://127.0.0.1"}
WORDS = "correct horse battery"


@pytest.fixture(scope="module")
def library(examples_archive):
    archive = open_archive(str(examples_archive), readonly=True)
    yield Library(archive)
    archive.close()


@pytest.fixture
def client(library):
    return TestClient(application(library), **HERE)


@pytest.fixture(scope="module")
def pages(examples_archive):
    return addresses(examples_archive)


def mark_of(client):
    return re.search(r'name="mark" value="([0-9a-f]+)"', client.get("/en/").text)[1]


# Pages


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_page_answers_in_both_languages(client, pages, language):
    for name, address in pages.items():
        answer = client.get(f"/{language}{address}")
        assert answer.status_code == 200, (name, answer.text[:500])
        assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in answer.text
        assert not re.search(r">\s*(web|ui)\.\w+", answer.text), f"{name} shows a key instead of words"


def test_every_page_has_an_address_in_the_samples(pages):
    whole = [path for path, _ in PAGES if not path.endswith("/short")]
    plain = [re.sub(r"\{\w+(:path)?\}", "[^/?#]+", path) for path in whole]
    told = [address.partition("?")[0].partition("#")[0] for address in pages.values()]
    missing = [path for path in plain if not any(re.fullmatch(path, address) for address in told)]
    assert not missing


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_short_form_of_a_part_is_words_and_a_way_to_the_whole(client, language):
    for path, _ in PAGES:
        if path.endswith("/short"):
            answer = client.get(f"/{language}{path.replace('{code}', 'KAZ')}")
            assert answer.status_code == 200
            assert "<html" not in answer.text
            assert f'href="/{language}/state/KAZ/' in answer.text
            assert not re.search(r">\s*(web|ui)\.\w+", answer.text)


def test_the_page_of_a_state_asks_for_every_short_form(client):
    shorts = {path.replace("{code}", "KAZ") for path, _ in PAGES if path.endswith("/short")}
    asked = re.findall(r'data-load="/en([^"]+)"', client.get("/en/state/KAZ").text)
    assert set(asked) == shorts


def test_no_page_holds_a_script_or_a_style_of_its_own(client, pages):
    for address in pages.values():
        text = client.get(f"/en{address}").text
        assert re.findall(r"<script[^>]*>", text) == ['<script src="/static/marsad.js" defer>']
        assert "<style" not in text
        assert not re.search(r"<[^>]+\s(style|on\w+)=", text)


def test_every_link_on_every_page_leads_somewhere(client, pages):
    asked = set()
    for address in pages.values():
        text = client.get(f"/en{address}").text
        asked |= {link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"#]+)', text)}
    broken = {link for link in sorted(asked)[:400] if client.get(link).status_code != 200}
    assert not broken


def test_the_entrance_leads_to_the_language_of_the_browser(client):
    for wanted, language in {"en-GB,en;q=0.9": "en", "ar": "ar", "fr": "ar", "": "ar", "fr,en": "en"}.items():
        answer = client.get("/", headers={"Accept-Language": wanted}, follow_redirects=False)
        assert answer.headers["location"] == f"/{language}/"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/en/nothing", 404),
        ("/nothing", 404),
        ("/en/state/ZZZZ", 404),
        ("/en/story/nosuch", 404),
        ("/en/rival/nosuch", 404),
        ("/en/document/nosuch", 404),
        ("/en/event/nosuch", 404),
        ("/en/document/nosuch/add/1", 404),
        ("/en/document/../../etc/passwd", 404),
        ("/static/../application.py", 404),
        ("/en/state/KAZ/stories?type=NOSUCH", 400),
        ("/en/state/KAZ/stories?quad=5", 400),
        ("/en/state/KAZ/stories?since=yesterday", 400),
        ("/en/state/KAZ/stories?page=0", 400),
        ("/en/state/KAZ/stories?page=-1", 400),
        ("/en/state/KAZ/stories?page=9999999999999999999", 400),
        ("/en/state/KAZ/stories?page=²", 400),
        ("/en/state/KAZ/stories?format=exe", 400),
        ("/en/state/KAZ/stories?dimension=%00", 400),
    ],
)
def test_what_is_not_there_or_not_understood_is_told(client, address, code):
    answer = client.get(address)
    assert answer.status_code == code
    assert "Traceback" not in answer.text


@given(st.text(max_size=40), st.sampled_from(["state", "story", "document", "rival"]))
def test_no_address_breaks_a_page(library, words, kind):
    client = TestClient(application(library), raise_server_exceptions=True, **HERE)
    assert client.get(f"/en/{kind}/x", params={"event": words, "sentence": words}).status_code in {400, 404}


# Exports


@pytest.mark.parametrize("kind", ["csv", "json", "parquet", "xlsx"])
def test_every_list_can_be_taken_along(client, pages, kind):
    for name, address in pages.items():
        plain, _, _ = address.partition("#")
        answer = client.get(f"/en{plain}{'&' if '?' in plain else '?'}format={kind}")
        assert answer.status_code == 200, name
        assert answer.headers["content-disposition"].endswith(f'.{kind}"')


def test_an_export_holds_the_whole_list_and_how_to_cite_it(client):
    told = client.get("/en/state/KAZ/stories?format=json").json()
    shown = client.get("/en/state/KAZ/stories").text
    assert f">{len(told['rows'])} acts<" in shown
    assert "/en/state/KAZ/stories" in told["cite"]
    assert "coder" in told["made_by"]
    filtered = client.get("/en/state/KAZ/stories?other=RUS&format=json").json()["rows"]
    assert 0 < len(filtered) < len(told["rows"])
    assert all("RUS" in row["parties"].split() for row in filtered)


# Safety


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "", "[::2]"])
def test_another_name_is_refused(client, host):
    assert client.get("/en/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost:99", "LOCALHOST", "[::1]:8000"])
def test_its_own_names_are_known(client, host):
    assert client.get("/en/", headers={"Host": host}).status_code == 200


def test_rules_stand_on_every_answer(client):
    for address in ("/en/", "/nothing", "/static/marsad.css", "/en/state/KAZ/stories?format=json"):
        headers = client.get(address).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("host", ["10.0.0.1", "192.168.1.5", "::", "example.org"])
def test_beyond_this_machine_a_token_is_due(host):
    assert not is_loopback(host)
    with pytest.raises(UsageError, match="token"):
        guard_for(host, None)
    with pytest.raises(UsageError, match="16 characters"):
        guard_for(host, "short")
    assert guard_for(host, "x" * 16).token == "x" * 16


def test_a_token_lets_in_once_and_leaves_the_address(library):
    client = TestClient(application(library, Guard(token=WORDS)), **HERE)
    assert client.get("/en/").status_code == 401
    assert client.get("/en/?token=wrong").status_code == 401
    assert client.get("/en/", headers={"Cookie": "marsad_reader=wrong"}).status_code == 401
    answer = client.get("/en/?token=correct horse battery", follow_redirects=False)
    assert answer.headers["location"] == "/en/"
    assert "correct" not in answer.headers["set-cookie"]
    assert client.get("/en/").status_code == 200


@pytest.mark.parametrize("path", ["//evil.example/en/", "/%5Cevil.example", "///evil.example"])
def test_a_token_leads_to_no_other_site(library, path):
    client = TestClient(application(library, Guard(token=WORDS)), **HERE)
    answer = client.get(f"http://127.0.0.1{path}?token=correct horse battery", follow_redirects=False)
    assert re.match(r"/(?![/\\])", answer.headers.get("location", "/x"))


def test_host_names_come_without_their_port():
    assert host_name("Example.org:80") == "example.org"
    assert host_name("[::1]:80") == "[::1]"
    assert host_name("[::1]") == "[::1]"


# Following


def test_following_a_state_puts_it_on_the_first_page(client):
    form = {"state": "KAZ", "mark": mark_of(client)}
    assert client.post("/en/follow", data=form).status_code == 200
    assert 'id="f-KAZ"' in client.get("/en/").text
    client.post("/en/follow", data=form)
    assert 'id="f-KAZ"' not in client.get("/en/").text


@pytest.mark.parametrize("mark", [None, "", "0" * 64, "é"])
def test_a_form_of_another_site_is_refused(client, mark):
    form = {"state": "KAZ"} if mark is None else {"state": "KAZ", "mark": mark}
    assert client.post("/en/follow", data=form).status_code == 403
    assert FOLLOWED not in client.cookies


def test_a_form_that_is_too_large_or_wrong_is_refused(client):
    mark = mark_of(client)
    assert client.post("/en/follow", content=b"x" * 100_000).status_code == 413
    assert client.post("/en/follow", data={"state": "NOSUCH", "mark": mark}).status_code == 404
    assert client.get("/en/follow").status_code == 405


@given(st.lists(st.from_regex(r"[A-Z]{3}", fullmatch=True), max_size=40))
def test_states_followed_come_back_as_they_went(codes):
    kept = tuple(dict.fromkeys(codes))[:30]
    assert followed_in({FOLLOWED: followed_cookie(kept)}) == kept


@given(st.text(max_size=60))
def test_a_cookie_that_cannot_be_read_follows_nothing_new(words):
    assert all(re.fullmatch(r"[A-Z]{2,6}", code) for code in followed_in({FOLLOWED: words}))
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    assert visit_of({"visit": words}, now).now == "2026-01-01T00:00:00.000+00:00"


def test_a_visit_ends_after_half_an_hour():
    first = visit_of({}, dt.datetime(2026, 1, 1, 10, 0, tzinfo=dt.UTC))
    assert first.before is None
    same = visit_of({"visit": first.cookie()}, dt.datetime(2026, 1, 1, 10, 20, tzinfo=dt.UTC))
    assert same.before is None
    later = visit_of({"visit": same.cookie()}, dt.datetime(2026, 1, 1, 11, 0, tzinfo=dt.UTC))
    assert later.before == same.now


def test_what_came_since_the_last_visit_is_told(client, library):
    assert "since your last visit" not in client.get("/en/", headers={"Cookie": "followed=KAZ"}).text
    total = len(client.get("/en/state/KAZ/stories?format=json").json()["rows"])
    again = TestClient(application(library), **HERE)
    cookie = {"Cookie": "followed=KAZ; visit=|2001-01-01T00:00:00+00:00"}
    assert f"<bdi>{total}</bdi> new since your last visit" in again.get("/en/", headers=cookie).text


# Words


def test_words_are_there_in_both_languages_and_new():
    assert word_files()
    arabic, english = web_labels("ar"), web_labels("en")
    assert arabic.words.keys() == english.words.keys() > labels_for("ar").words.keys()
    for key in arabic.words.keys() - labels_for("ar").words.keys():
        places = re.compile(r"\{(\w+)\}")
        assert set(places.findall(arabic.words[key])) == set(places.findall(english.words[key])), key


def test_exports_of_the_first_page_name_the_states(client):
    rows = json.loads(client.get("/ar/?format=json").content)["rows"]
    assert rows[0]["name"] == "كازاخستان"


def test_what_is_refused_is_told_in_the_language_of_the_page(client):
    arabic, english = (client.get(f"/{one}/state/KAZ/stories?since=yesterday") for one in ("ar", "en"))
    assert arabic.status_code == english.status_code == 400
    assert "«yesterday» ليس يوماً" in arabic.text
    assert "“yesterday” is no day" in english.text
    assert "is no day" not in arabic.text


def test_every_reason_of_a_refusal_has_words_with_the_places_that_it_fills():
    raised = re.compile(r'(?:Refused|NotThere|NotAllowed)Error\(\s*"([a-z-]+)"((?:[^()]|\([^()]*\))*)\)')
    found = {}
    for file in (Path(marsad.__file__).parent / "web").rglob("*.py"):
        for reason, told in raised.findall(file.read_text(encoding="utf-8")):
            found.setdefault(reason, set()).add(frozenset(re.findall(r"(\w+)=(?!=)", told)))
    for language in ("ar", "en"):
        words = web_labels(language).words
        known = {key.removeprefix("web.refused.") for key in words if key.startswith("web.refused.")}
        assert known == set(found)
        for reason, ways in found.items():
            places = set(re.findall(r"{(\w+)}", words[f"web.refused.{reason}"]))
            assert all(places <= way for way in ways), reason
