"""Pages → documents, on pages made for one habit of markup each."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import InputError, MalformedError, UnreadableError
from marsad.reading import html, read_html

FIRST = "أعلنت وزارة الخارجية أن الوفدين اتفقا على عقد جولة جديدة من المحادثات خلال الشهر المقبل في جنيف."
SECOND = "وقال المتحدث باسم الوزارة إن الجانبين ناقشا ملف الحدود وتبادل الأسرى رغم استمرار الخلافات بينهما."
THIRD = "وأضاف أن بلاده ترحب بأي وساطة دولية تساعد على إنهاء الأزمة في أقرب وقت ممكن."
BODY = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
TITLE = "محادثات جديدة بين البلدين في جنيف"


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"


HEADING = f"<h1>{TITLE}</h1>"
PARAGRAPHS = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
OTHER = SECOND.replace("الحدود", "المياه")
LAYOUTS = {
    "paragraphs": HEADING + PARAGRAPHS,
    "div soup": f"<div>{HEADING}</div><div><div>{FIRST}</div><div><div>{SECOND}</div></div>{THIRD}</div>",
    "breaks": f"{HEADING}<div>{FIRST}<br><br>{SECOND}<br>{THIRD}</div>",
    "table of 2005": f"<table><tr><td>{HEADING}<tr><td><font>{FIRST}<p>{SECOND}<p>{THIRD}</font></table>",
    "form around all": f"<form action=x>{HEADING}{PARAGRAPHS}<input value=a></form>",
    "links inside": HEADING
    + PARAGRAPHS.replace("جنيف", "<a href=x>جنيف</a>").replace("الأسرى", "<b>الأسرى</b>"),
    "sidebar": f"<aside><p>{OTHER}</p></aside><article>{HEADING}{PARAGRAPHS}</article>",
    "teasers outside": f"{HEADING}<div class='entry-content'>{PARAGRAPHS}</div><div><p>{OTHER}</p></div>",
    "body class misleads": f"<div class='sidebar-none related-posts-off'>{HEADING}{PARAGRAPHS}</div>",
    "unclosed": f"<h1>{TITLE}<p>{FIRST}<p>{SECOND}<p>{THIRD}",
    "hidden text": f"{HEADING}<p style='display: none'>{OTHER}</p>{PARAGRAPHS}",
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts(name):
    document = read_html(page(LAYOUTS[name]), source="page")
    assert document.title == TITLE
    assert document.body == BODY


def test_furniture_by_markup_is_no_body():
    noise = (
        "<nav><a href=/>الرئيسية</a></nav>"
        "<div class=share-buttons>انشر هذا الخبر عبر حساباتك في كل المواقع.</div>"
        f"{HEADING}<figure><img src=x>"
        "<figcaption>جانب من الجولة السابقة التي عقدت في الربيع.</figcaption></figure>"
        f"<p>{FIRST}</p>"
        "<div class='related-articles'><a>القمة تنطلق وسط خلافات حادة بين الأعضاء.</a></div>"
        f"<p>{SECOND}</p><p>{THIRD}</p>"
        "<footer><p>موقع يهتم بأخبار المنطقة ويصدر من عواصم عدة منذ سنوات.</p></footer>"
        "<script>var a = '<p>كلام</p>';</script><style>p{}</style>"
        "<noscript>شغل السكربت في متصفحك حتى ترى الموقع.</noscript>"
    )
    assert read_html(page(noise), source="page").body == BODY


def test_comments_stay_apart():
    comments = (
        "<section id=comments><h3>تعليقان</h3><ol>"
        "<li class=comment><b class=comment-author>أبو سعد</b><time>4 مايو 2023</time>"
        "<div class=comment-content><p>كلام جميل.</p><p>وفقكم الله دائما.</p></div>"
        "<a class=reply-link>رد</a></li><li class=comment><b class=comment-author>منى</b>"
        "<div class=comment-content><p>لن تنجح</p></div></li>"
        "</ol><div id=respond><p>لن يتم نشر عنوان بريدك الإلكتروني.</p></div></section>"
    )
    document = read_html(page(LAYOUTS["paragraphs"] + comments), source="page")
    assert document.comments == ("كلام جميل.\nوفقكم الله دائما.", "لن تنجح")
    assert document.body == BODY


MAY_4 = dt.date(2023, 5, 4)


def json_ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


METADATA = [
    ('<meta property="article:published_time" content="2023-05-04T22:30:00+03:00">', MAY_4),
    ('<meta name="pubdate" content="20230504">', MAY_4),
    (json_ld('{"@type":"NewsArticle","datePublished":"2023-05-04"}'), MAY_4),
    (json_ld('{"@graph":[{"@type":["Article"],"datePublished":"2023-05-04T01:00"}]}'), MAY_4),
    (json_ld("{broken"), None),
    (json_ld('{"a":' * 5000), None),
    ('<meta property="article:published_time" content="2023-13-45">', None),
    ('<meta property="article:published_time" content="yesterday">', None),
    ('<meta property="article:modified_time" content="2023-05-04">', None),
]


@pytest.mark.parametrize(("head", "day"), METADATA)
def test_day_from_metadata(head, day):
    document = read_html(page(LAYOUTS["paragraphs"], head), source="page")
    assert document.published == day
    assert document.published_basis == ("metadata" if day else "unknown")


def test_day_that_is_also_visible_is_stated():
    visible = LAYOUTS["paragraphs"].replace("</h1>", "</h1><div class=date>الخميس 4 مايو 2023</div>")
    document = read_html(page(visible, METADATA[0][0]), source="page")
    assert (document.published, document.published_basis) == (dt.date(2023, 5, 4), "stated")


def test_what_the_head_says():
    head = (
        f"<title>{TITLE} | الأفق</title><meta property='og:site_name' content='صحيفة الأفق'>"
        "<meta name=author content='سامي العلي'><link rel=canonical href='https://example.org/a'>"
    )
    document = read_html(page(LAYOUTS["paragraphs"], head), source="page")
    assert (document.outlet, document.author, document.url) == (
        "صحيفة الأفق",
        "سامي العلي",
        "https://example.org/a",
    )


@pytest.mark.parametrize("address", ["javascript:alert(1)", "/relative", "file:///etc/passwd", "https://a b"])
def test_address_that_is_none(address):
    head = f"<link rel=canonical href='{address}'>"
    assert read_html(page(LAYOUTS["paragraphs"], head), source="page").url is None


def test_caller_knows_better():
    document = read_html(
        page(LAYOUTS["paragraphs"], METADATA[0][0]),
        source="page",
        url="https://example.org/b",
        outlet="الأفق",
        published=dt.date(2020, 1, 2),
    )
    assert (document.url, document.outlet, document.published) == (
        "https://example.org/b",
        "الأفق",
        dt.date(2020, 1, 2),
    )


@pytest.mark.parametrize(
    "markup",
    [
        page("<script>document.write('كلام')</script>"),
        page("<nav><a>الرئيسية</a><a>اتصل بنا</a></nav>"),
        page(""),
        page("<p>فيسبوك</p><p>تويتر</p>"),
        page("<img src=x><video></video>"),
        "<div>" * 50_000 + f"<p>{FIRST}</p>",
        "<!-- كلام -->",
    ],
    ids=["script only", "menu only", "empty", "buttons", "pictures", "50k deep", "remark"],
)
def test_page_without_article_is_refused(markup):
    with pytest.raises(MalformedError, match=r"^page: "):
        read_html(markup, source="page")


def test_page_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(html, "MAX_LETTERS", 1000)
    with pytest.raises(UnreadableError, match="at most 1,000 are"):
        read_html("ا" * 1001, source="page")


def test_entities_are_not_fetched_or_expanded(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("سر لا يقال لأحد من الناس في أي حال من الأحوال.", encoding="utf-8")
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    markup = (
        f'<!DOCTYPE html [<!ENTITY e0 "كلام">{bomb}<!ENTITY x SYSTEM "file://{secret}">]>'
        f"<html><body><h1>{TITLE}</h1><p>{FIRST} &x; &e8;</p></body></html>"
    )
    document = read_html(markup, source="page")
    assert "سر لا يقال" not in document.text
    assert len(document.text) < 1000


def test_no_markup_passes():
    document = read_html(
        page(f"<h1>{TITLE}</h1><p>{FIRST}<img onerror=alert(1)></p><p>{SECOND}</p>"), source="page"
    )
    assert "<" not in json.dumps(document.as_dict())


def test_many_blocks_are_read_in_fair_time():
    many = "".join(f"<p>{FIRST}</p>" for _ in range(3000))
    assert read_html(page(many), source="page").body.count("\n\n") == 2999


@given(st.text(alphabet="<>/abdivph1 ='\"&;#ابجد.\n\x00\ud800-!", max_size=200))
def test_any_markup_gives_a_document_or_an_input_error(markup):
    try:
        document = read_html(markup, source="page")
    except InputError:
        return
    assert document.text[document.body_start :] == document.body
    document.text.encode()


@pytest.mark.parametrize("kind", ["comment", "comments"])
def test_a_readers_region_that_its_first_block_ends_does_not_stop_the_walk(kind):
    latest = f"<div class={kind}><h2>أحدث المقالات</h2></div>"
    with pytest.raises(MalformedError):
        read_html(latest, source="in.html")
    paragraphs = "".join(f"<p>{line}</p>" for line in (FIRST, SECOND))
    document = read_html(f"<h1>عنوان المقال الأول</h1>{paragraphs}{latest}", source="in.html")
    assert document.comments == ()
