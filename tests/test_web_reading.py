"""Pages, feeds and sitemaps by their addresses: what is read, whose rules are kept, in whose turn."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

import marsad
from marsad.errors import FetchError, InputError, MalformedError, UnreadableError
from marsad.reading import read_sources
from marsad.reading.web import Answer, Limits, Web
from marsad.reading.web.feeds import joined
from marsad.reading.web.fetching import told_wait
from marsad.reading.web.listing import content_of, listed
from marsad.reading.web.politeness import Turns
from marsad.reading.web.reservations import reservation_of, site_reserves
from marsad.records import Document
from marsad.tables import rows
from web_server import FIRST, SECOND, page, serving

TITLE = "محادثات جديدة بين البلدين في جنيف"


@pytest.fixture
def site():
    with serving() as site:
        yield site


def read(site, *urls, **changed):
    options = {name: changed.pop(name) for name in ("outlet", "published") if name in changed}
    return list(read_sources(urls, web=site.settings(**changed), **options))


def kinds(found):
    return [type(one).__name__ for one in found]


# Pages


def test_a_page(site):
    (found,) = read(site, site.put("/a", page(), Content_Type="text/html"))
    assert (found.title, found.body) == (TITLE, f"{FIRST}\n\n{SECOND}")
    assert (found.url, found.published) == (site.url("/a"), dt.date(2024, 5, 10))
    assert dt.datetime.fromisoformat(found.retrieved).utcoffset() == dt.timedelta(0)


def test_a_page_fetched_twice_changes_nothing(site):
    url = site.put("/a", page())
    with marsad.open() as obs:
        (first,) = obs.add(url, web=site.settings())
        (second,) = obs.add(url, web=site.settings())
        assert (first.outcome, second.outcome) == ("added", "already there")
        assert len(list(obs.documents())) == 1


def test_what_the_caller_says_goes_before_what_the_page_says(site):
    (found,) = read(site, site.put("/a", page()), outlet="الأفق", published=dt.date(2024, 1, 2))
    assert (found.outlet, found.published) == ("الأفق", dt.date(2024, 1, 2))


def test_the_fragment_is_not_asked_for_nor_kept(site):
    site.put("/a", page())
    (found,) = read(site, site.url("/a#part"))
    assert found.url == site.url("/a")


def test_the_address_that_a_page_gives_itself_is_kept_on_its_own_site_alone(site):
    own = f'<link rel="canonical" href="{site.url("/own")}">'
    foreign = '<link rel="canonical" href="https://other.example/own">'
    first, second = read(site, site.put("/a?utm=1", page(head=own)), site.put("/b?utm=1", page(head=foreign)))
    assert first.url == site.url("/own")
    assert second.url == site.url("/b?utm=1")


def test_plain_text(site):
    body = f"{TITLE}\n\n{FIRST}\n\n{SECOND}"
    (found,) = read(site, site.put("/a.txt", body, Content_Type="text/plain; charset=utf-8"))
    assert found.title == TITLE


@pytest.mark.parametrize(
    ("body", "kind", "status", "error", "problem"),
    [
        (b"", "text/html", 404, FetchError, "answers 404"),
        (b"", "text/html", 451, FetchError, "answers 451"),
        (b"", "text/html", 503, FetchError, "answers 503"),
        (b"<p></p>", "text/html", 200, MalformedError, "no line"),
        (b"{}", "application/json", 200, UnreadableError, "no letter"),
        (b'{"a": "b"}', "application/json", 200, UnreadableError, "application/json, no page"),
        (b"<svg>abc</svg>", "image/svg", 200, UnreadableError, "image/svg, no page"),
        (
            b"<?xml version='1.0'?><notes>abc</notes>",
            "text/xml",
            200,
            MalformedError,
            "no page, feed or sitemap",
        ),
        (b"\x1f\x8b\x08\x00", "text/html", 200, UnreadableError, "cut off"),
    ],
)
def test_what_is_no_page(site, body, kind, status, error, problem):
    (found,) = read(site, site.put("/a", body, status, Content_Type=kind))
    assert type(found) is error
    assert problem in found.problem
    assert found.source == site.url("/a")


def test_what_failed_is_an_issue_of_the_archive_and_the_rest_goes_on(site):
    good = site.put("/a", page())
    with marsad.open() as obs:
        added = obs.add(site.url("/no"), good, web=site.settings())
        assert [each.error is None for each in added] == [False, True]
        (issue,) = obs.issues()
        assert (issue["source"], issue["problem"]) == (site.url("/no"), "answers 404")


# Feeds

ITEMS = (("/1", "Fri, 10 May 2024 01:00:00 +0300"), ("/2", "Sat, 11 May 2024 01:00:00 +0300"))
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>t</title><link>/</link>{}</channel></rss>"""
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom">{}</feed>'
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/">{}</rdf:RDF>'
)
FEEDS = {
    "rss": RSS.format("".join(
        f"<item><link>{link}</link><pubDate>{day}</pubDate></item>" for link, day in ITEMS)),
    "atom": ATOM.format(
        '<entry><link href="/1"/><published>2024-05-10T01:00:00+03:00</published></entry>'
        '<entry><link rel="alternate" href="/2"/><published>2024-05-11</published></entry>'
    ),
    "rdf": RDF.format(
        "<item><link>/1</link><dc:date>2024-05-10T01:00:00+03:00</dc:date></item>"
        "<item><link>/2</link><dc:date>2024-05-11</dc:date></item>"
    ),
    "json": json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "items": [
                {"id": "1", "url": "/1", "date_published": "2024-05-10T01:00:00+03:00"},
                {"id": "2", "external_url": "/2", "date_published": "2024-05-11"},
                {"id": "3"}, 7, {"url": 3},
            ],
        }
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(FEEDS))
def test_every_page_of_a_feed_is_read_with_the_day_that_it_tells(site, kind):
    url = site.put("/feed", FEEDS[kind])
    site.put("/1", page(day=None))
    site.put("/2", page(title="عنوان آخر لمقال ثان في الصحيفة"))
    first, second = read(site, url)
    assert (first.url, first.published) == (site.url("/1"), dt.date(2024, 5, 10))
    # what the page itself says goes before the feed
    assert (second.url, second.published) == (site.url("/2"), dt.date(2024, 5, 10))


ITEM = "<item><title>خبر</title><link>/1</link></item>"
BROKEN = {
    "no end": RSS.format("<item><link>/1</link></item>")[:-20],
    "bare ampersand": RSS.format("<item><title>a & b</title><link>/1</link></item>"),
    "unknown entity": RSS.format("<item><title>a&nbsp;b</title><link>/1</link></item>"),
    "a control sign": RSS.format("<item><title>a\x0bb</title><link>/1</link></item>"),
    "blanks before": "\n\n  " + RSS.format("<item><link> /1 </link></item>"),
    "wrong charset told": RSS.replace("utf-8", "ascii").format(ITEM),
    "no such charset": RSS.replace("utf-8", "klingon").format(ITEM),
    "a page inside": RSS.format("<item><title><![CDATA[<!DOCTYPE html>]]></title><link>/1</link></item>"),
    "a permanent guid": RSS.format('<item><guid isPermaLink="true">http://{host}/1</guid></item>'),
    "tags not nested": RSS.format("<item><b><i><link>/1</link></b></i></item>"),
    "twice": RSS.format("<item><link>/1</link></item>" * 2),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_a_broken_feed_is_read_as_far_as_it_goes(site, name):
    site.put("/1", page())
    body = BROKEN[name].replace("{host}", f"127.0.0.1:{site.port}")
    (found,) = read(site, site.put("/feed", body, Content_Type="application/rss+xml"))
    assert isinstance(found, Document), found


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (RSS.format(""), "is a feed that names no page"),
        (RSS.format("<item><link>mailto:a@b.example</link></item>"), "names no page"),
        ('{"version": "https://jsonfeed.org/version/1", "items": 3}', "is a json feed that names no page"),
        ('{"version": "https://jsonfeed.org/version/1", "items": [', "cannot be read"),
        ("<urlset></urlset>", "is a sitemap that names no page"),
        ("<sitemapindex><sitemap/></sitemapindex>", "is a sitemap that names no page"),
    ],
)
def test_a_list_without_pages(site, body, problem):
    (found,) = read(site, site.put("/feed", body))
    assert isinstance(found, MalformedError)
    assert problem in found.problem


def test_a_feed_that_would_take_minutes_to_parse_is_refused(site):
    (found,) = read(site, site.put("/feed", "<rss><channel>" + "<b>" * 700_000))
    assert isinstance(found, UnreadableError)
    assert "is a feed of 2,100,014 letters" in found.problem


def test_a_page_of_a_feed_that_fails_does_not_stop_the_others(site):
    url = site.put("/feed", FEEDS["rss"])
    site.put("/2", page())
    assert kinds(read(site, url)) == ["FetchError", "Document"]


def test_a_feed_in_a_feed_is_no_page(site):
    url = site.put("/feed", RSS.format("<item><link>/feed</link></item>"))
    (found,) = read(site, url)
    assert "is a feed, where a page is due" in found.problem


def test_a_feed_that_names_this_machine_gains_nothing(site):
    url = site.put("/feed", RSS.format("<item><link>http://169.254.169.254/x</link></item>"))
    (found,) = read(site, url)
    assert "link-local" in found.problem


def test_links_that_are_none():
    for link in ("", " ", "javascript:a()", "mailto:a@b", "file:///a", "http://[", "//[", "data:text/html,a"):
        assert joined("https://a.example/feed", link) == ""
    assert joined("https://a.example/feed", "//b.example/x#y") == "https://b.example/x"


# Sitemaps

MAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> {0}/1 </loc>
<news:news><news:publication_date>2024-05-09T08:00+03:00</news:publication_date></news:news>
<lastmod>2024-05-12</lastmod></url><url><loc>{0}/2</loc><lastmod>2024-05-08</lastmod></url><url/></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</sitemapindex>"""


def index_of(*urls):
    return INDEX.format("".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls))


@pytest.mark.parametrize("packed", [False, True])
def test_every_page_of_a_sitemap(site, packed):
    body = MAP.format(site.url("")).encode()
    url = site.put("/map.xml", gzip.compress(body) if packed else body)
    site.put("/1", page(day=None))
    site.put("/2", page(day=None, title="عنوان آخر لمقال ثان في الصحيفة"))
    assert [one.published for one in read(site, url)] == [dt.date(2024, 5, 9), dt.date(2024, 5, 8)]


@pytest.mark.parametrize(
    "reference", ["&#xD800;", "&#55296;", "&#xDFFF", "&#0;", "&#xFFFF;", "&#x110000;", "&#99999999;"]
)
def test_a_reference_to_no_character_costs_no_page(site, reference):
    body = f"<urlset><url{reference}><loc>/1{reference}</loc></url><url><loc>/2</loc></url></urlset>"
    site.put("/1", page())
    site.put("/2", page())
    found = read(site, site.put("/map.xml", body))
    assert found
    assert all(isinstance(one, (Document, InputError)) for one in found)
    body = f"<urlset><url><loc>/1{reference}</loc></url></urlset>"
    assert kinds(read(site, site.put("/map.xml", body))) == ["Document"]


def test_an_index_of_sitemaps(site):
    site.put("/1", page())
    site.put("/2", page())
    inner = site.put("/map.xml.gz", gzip.compress(MAP.format(site.url("")).encode()))
    loop = site.url("/index.xml")
    bad = site.put("/bad.xml", page())
    site.put("/index.xml", index_of(inner, loop, bad, inner))
    found = read(site, loop)
    assert kinds(found) == ["Document", "Document", "MalformedError"]
    assert "where a sitemap is due" in found[2].problem


def test_an_index_that_never_ends_stops_at_the_limit(site):
    for number in range(20):
        site.put(f"/{number}", index_of(site.url(f"/{number + 1}"), site.url(f"/x{number}")))
    (*missing, last) = read(site, site.url("/0"), limits=Limits(seconds=30, listed=8))
    assert "names more than 8 sitemaps" in last.problem
    assert all("404" in one.problem for one in missing)


# Rules of a site


@pytest.mark.parametrize(
    ("robots", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Marsad\nAllow: /", "/a", True),
        ("User-agent: marsad\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", False),
        ("User-agent: *\nDisallow: /private\nAllow: /private/open", "/private/open/x", True),
        ("User-agent: *\nDisallow: /private\nAllow: /private/open", "/private/x", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdfx", True),
        ("User-agent: *\nDisallow: /%D8%A3", "/%d8%a3/1", False),
        ("User-agent: *\nDisallow: /أ", "/%D8%A3/1", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("<html>no such page</html>", "/a", True),
        ("\x00\xff not text", "/a", True),
        ("User-agent: other\nDisallow: /", "/a", True),
    ],
)
def test_robots_txt_is_obeyed(site, robots, path, allowed):
    site.put("/robots.txt", robots)
    site.put(path, page())
    (found,) = read(site, site.url(path))
    assert isinstance(found, Document if allowed else FetchError), found
    if not allowed:
        assert found.problem == "is kept back by its site's robots.txt"
        assert site.paths() == []


@pytest.mark.parametrize(
    ("status", "allowed"), [(404, True), (403, True), (410, True), (429, False), (500, False), (503, False)]
)
def test_a_robots_txt_that_cannot_be_had(site, status, allowed):
    site.put("/robots.txt", b"", status)
    (found,) = read(site, site.put("/a", page()))
    assert isinstance(found, Document if allowed else FetchError)
    if not allowed:
        assert found.problem == f"its robots.txt cannot be had: answers {status}"
        assert found.passing


def test_a_robots_txt_is_asked_for_once_and_its_redirect_followed(site):
    site.put("/robots.txt", b"", 301, Location="/other.txt")
    site.put("/other.txt", "User-agent: *\nDisallow: /b")
    first, second = read(site, site.put("/a", page()), site.put("/b", page()))
    assert kinds([first, second]) == ["Document", "FetchError"]
    assert site.paths() == ["/other.txt", "/a"]


def test_a_robots_txt_that_would_take_for_ever_to_match_does_not(site):
    site.put("/robots.txt", "User-agent: *\n" + f"Disallow: /{'*a' * 900}*b\n" * 20)
    (found,) = read(site, site.put("/" + "a" * 2000, page()))
    assert isinstance(found, Document)


def test_a_pause_that_the_site_asks_for_is_kept(site):
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 0.2")
    start = dt.datetime.now(dt.UTC)
    read(site, site.put("/a", page()), site.put("/b", page()))
    assert (dt.datetime.now(dt.UTC) - start).total_seconds() >= 0.4


def test_a_site_that_asks_for_too_long_a_pause_is_left(site):
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 3600")
    (found,) = read(site, site.put("/a", page()))
    assert "wants 3600 s between two requests" in found.problem
    assert found.passing


def test_turns_wait_for_the_site_and_for_no_other():
    now, slept = [0.0], []

    def sleep(seconds):
        slept.append(seconds)
        now[0] += seconds

    turns = Turns(1.0, clock=lambda: now[0], sleep=sleep)
    for host, pause in (("a", 0), ("a", 0), ("b", 0), ("a", 5)):
        with turns.taken(host, pause, "x"):
            now[0] += 0.25
    assert slept == [1.0, pytest.approx(4.75)]


def test_threads_take_turns_at_a_site(site):
    for number in range(6):
        site.put(f"/{number}", page())
    with Web(site.settings()) as web:
        found = []
        threads = [
            threading.Thread(target=lambda n=n: found.extend(web.documents(site.url(f"/{n}"))))
            for n in range(6)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert kinds(found) == ["Document"] * 6
    assert site.most_at_once == 1


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("120", 120), (" 0 ", 0), ("Fri, 10 May 2024 12:01:00 GMT", 60), ("Fri, 10 May 2024 11:00:00 GMT", 0),
     ("soon", None), ("", None), ("-5", None), ("9" * 40, None), ("Fri, 99 May 2024 12:01:00 GMT", None)],
)  # fmt: skip
def test_when_to_come_again(value, seconds):
    assert told_wait(value, dt.datetime(2024, 5, 10, 12, tzinfo=dt.UTC)) == seconds


# What publishers keep back


@pytest.mark.parametrize(
    ("head", "headers", "kept_back"),
    [
        ('<meta name="robots" content="noarchive">', {}, True),
        ("<META CONTENT='index, NoArchive' NAME='ROBOTS'>", {}, True),
        ('<meta name="marsad" content="noarchive">', {}, True),
        ('<meta name="googlebot" content="noarchive">', {}, False),
        ('<meta name="robots" content="noindex, nofollow">', {}, False),
        ('<meta name="robots" content="noai">', {}, True),
        ('<meta name="tdm-reservation" content="1">', {}, True),
        ('<meta name="tdm-reservation" content="0">', {}, False),
        ("", {"x-robots-tag": "noarchive"}, True),
        ("", {"x-robots-tag": "otherbot: noarchive, Marsad: noai"}, True),
        ("", {"x-robots-tag": "otherbot: noarchive"}, False),
        ("", {"tdm-reservation": "1"}, True),
        ("", {"tdm-reservation": "0"}, False),
    ],
)
def test_reservations(head, headers, kept_back):
    assert (reservation_of(page(head=head), headers) is not None) == kept_back


def test_a_page_that_is_kept_back_and_the_switch(site):
    url = site.put("/a", page(head='<meta name="robots" content="noarchive">'))
    (found,) = read(site, url)
    assert isinstance(found, FetchError)
    assert "is kept back: its publisher asks that no copy is kept" in found.problem
    (found,) = read(site, url, reserved=True)
    assert isinstance(found, Document)


def test_the_list_of_a_site_keeps_pages_back(site):
    told = [{"location": "/open/*", "tdm-reservation": 0}, {"location": "/*", "tdm-reservation": 1}]
    site.put("/.well-known/tdmrep.json", json.dumps(told))
    urls = [site.put("/a", page()), site.put("/open/a", page())]
    assert kinds(read(site, *urls)) == ["FetchError", "Document"]
    assert kinds(read(site, *urls, reserved=True)) == ["Document", "Document"]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"3", b"[3, {}]", b'[{"location": 3}]', b"\xff", b"[" * 9_000]
)
def test_a_list_of_a_site_that_is_none(content):
    assert not site_reserves(content, "https://a.example/")


@pytest.mark.parametrize(
    ("pattern", "path", "covered"),
    [("/a", "/ab", True), ("/a$", "/ab", False), ("/a$", "/a", True), ("/*.html$", "/x/y.html", True),
     ("/*.html$", "/x.html.html", True), ("/*.html$", "/x.htm", False),
     ("*b*d", "/abcd", True), ("", "/", False)],
)  # fmt: skip
def test_patterns_of_a_site_list(pattern, path, covered):
    content = json.dumps([{"location": pattern, "tdm-reservation": 1}]).encode()
    assert site_reserves(content, f"https://a.example{path}") == covered


def test_every_row_of_the_table_keeps_a_page_back():
    table = list(rows("marsad.reading", "data/reservations.tsv", ("name", "value", "why")))
    assert table == sorted(table, key=lambda row: (row["name"], row["value"]))
    for row in table:
        assert row["why"].startswith("its publisher ")
        head = f'<meta name="{row["name"]}" content="{row["value"]}">'
        assert reservation_of(page(head=head), {}) == row["why"]


# Anything at all


def answer(body, kind="application/xml"):
    return Answer("https://a.example/feed", 200, {"content-type": kind}, body, "2024-05-10T00:00:00+00:00")


def check_list(body):
    """A list, or an error that names where it was found."""
    try:
        content = content_of(answer(body), Limits())
        found = None if content.kind == "page" else listed(content, "https://a.example/feed")
    except InputError as error:
        return error.source == "https://a.example/feed"
    return found is None or all(entry.address.startswith("http") for entry in found.entries)


PIECES = re.findall(
    r"\S+",
    "<rss> <channel> <item> </item> <link> </link> /1 <feed> <entry> <urlset> <url> <loc> </loc>"
    " <sitemapindex> <![CDATA[ ]]> <!-- --> & &#0; &#xD800; <?xml?> <pubDate> Fri,99May"
    " \x00 \ud7ff <a:b '> خبر < <link/>",
)
HEADS = ["<rss>", "<feed>", "<urlset>", "<sitemapindex>", "<rdf:RDF>", ""]


@given(st.lists(st.sampled_from(PIECES), max_size=30), st.sampled_from(HEADS))
def test_any_pieces_give_a_list_or_an_error(pieces, head):
    assert check_list((head + "".join(pieces)).encode())


KEYS = st.sampled_from(["items", "url", "external_url", "date_published", "a"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.just("/1"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_any_json_feed_gives_a_list_or_an_error(items):
    assert check_list(json.dumps({"version": "https://jsonfeed.org/version/1", "items": items}).encode())


BEGINNINGS = [b"", b"<?xml version='1.0'?><rss>", b"<urlset>", b"\x1f\x8b\x08\x00"]


@given(st.binary(max_size=300), st.sampled_from(BEGINNINGS))
def test_any_bytes_give_a_list_or_an_error(data, head):
    assert check_list(head + data)
