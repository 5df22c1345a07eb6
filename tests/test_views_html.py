"""The HTML page: sentences and triggers exact, foreign words inert, links whole, nothing loaded."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as parser

from marsad.records import Event
from marsad.views import Matter, brief_html, brief_of
from views_samples import MADE, NAMES, document, entity, event, voice, week

HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}<!-- ' & \u202e"
# Characters that HTML itself keeps: no controls, no lone surrogates.
WORDS = st.text(
    st.one_of(
        st.sampled_from("ابتثو جحخ<>&\"'{}%# \n\u202e\u202b\u2067\u2069\u200f\u0651"),
        st.characters(exclude_categories=["Cc", "Cs"]),
    ),
    max_size=40,
)


def page(documents, events, state="KAZ", **more):
    return brief_html(brief_of(Matter(state, documents, events), names=NAMES, made=MADE, **more))


def quotes(text):
    """Blockquotes of the timeline, as (whole words, marked words)."""
    found = re.findall(r"<blockquote><bdi[^>]*>(.*?)</bdi></blockquote>", text, re.DOTALL)
    marked = [re.search(r"<mark>(.*)</mark>", one, re.DOTALL)[1] for one in found]
    whole = [re.sub(r"</?mark>", "", one) for one in found]
    return [(unescape(words), unescape(mark)) for words, mark in zip(whole, marked, strict=True)]


@st.composite
def coded(draw):
    """A document of random words with events whose triggers may overlap."""
    pieces = [draw(WORDS) for _ in range(3)]
    sentence = "".join(pieces) + "و"
    doc = document(draw(WORDS), draw(WORDS) + sentence + draw(WORDS), outlet=draw(WORDS), url=draw(WORDS))
    base = doc.text.index(sentence, doc.body_start)
    events = []
    for number in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(sentence) - 1))
        end = draw(st.integers(start + 1, len(sentence)))
        if not sentence[start:end].strip():
            start, end = len(sentence) - 1, len(sentence)
        events.append(_random_event(doc, base, sentence, (start, end), number))
    return doc, events


def _random_event(doc, base, sentence, span, number):
    return Event(
        id=f"{number:024x}",
        document=doc.id,
        sentence=1,
        start=base + span[0],
        end=base + span[1],
        type="AID",
        actors=(entity("KAZ", sentence),),
        recipients=(entity("RUS"),),
        confidence=0.5,
        text=sentence,
        voices=(voice("KAZ", sentence),),
        date=f"2025-01-0{number + 1}",
        date_precision="day",
    )


@settings(max_examples=60, deadline=None)
@given(coded(), st.sampled_from(["ar", "en"]))
def test_sentences_and_triggers_come_out_exactly(sample, language):
    doc, events = sample
    text = page([doc], events, language=language)
    wanted = [(one.text, doc.text[one.start : one.end]) for one in events]
    assert sorted(quotes(text)) == sorted(wanted)
    assert "<script" not in text
    assert not re.search(r"<(?:img|iframe|object|embed|link|base|form)\b", text)


@settings(max_examples=60, deadline=None)
@given(coded())
def test_marks_in_the_article_cover_each_trigger(sample):
    doc, events = sample
    text = page([doc], events)
    marks = re.findall(r'<mark data-event="([^"]*)"><a href="#e\d+">(.*?)</a></mark>', text, re.DOTALL)
    for one in events:
        marked = "".join(unescape(words) for ids, words in marks if one.id in ids.split(" "))
        # Blank lines between paragraphs are no part of any paragraph.
        assert "".join(marked.split()) == "".join(doc.text[one.start : one.end].split())


@settings(max_examples=40, deadline=None)
@given(coded())
def test_every_link_leads_somewhere_and_every_id_is_one(sample):
    check_links(page([sample[0]], sample[1]))


def check_links(text):
    tree = parser.document_fromstring(text)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for link in tree.xpath("//a[@href]"):
        target = link.get("href")
        if target.startswith("#"):
            assert target[1:] in ids
        else:
            assert re.match(r"https?://", target)
            assert "noopener" in link.get("rel").split()
    for name in (*tree.xpath("//@aria-labelledby"),):
        assert name in ids


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("state", ["KAZ", "RUS", "MNG"])
def test_the_page_is_whole(state, language):
    text = page(*week(), state=state, language=language)
    check_links(text)
    tree = parser.document_fromstring(text)
    assert tree.get("lang") == language
    assert tree.get("dir") == {"ar": "rtl", "en": "ltr"}[language]
    assert all(tree.xpath(f"//{name}") for name in ("header", "nav", "main", "footer"))
    levels = [int(one.tag[1]) for one in tree.xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - before <= 1 for before, later in pairwise(levels))


def test_nothing_is_loaded_and_nothing_runs():
    text = page(*week())
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    assert f'<meta http-equiv="Content-Security-Policy" content="{policy}">' in text
    tree = parser.document_fromstring(text)
    assert not tree.xpath("//script|//link|//img|//iframe|//object|//@src|//@style|//@srcset|//@action")
    assert not [name for name in tree.xpath("//@*") if getattr(name, "attrname", "").startswith("on")]
    assert not re.search(r"@import|url\(", text)


def test_every_sentence_of_the_state_is_there():
    docs, events = week()
    told = quotes(page(docs, events))
    own = [one for one in events if "KAZ" in {party.country for party in one.actors + one.recipients}]
    by_id = {doc.id: doc for doc in docs}
    assert sorted(told) == sorted((one.text, by_id[one.document].text[one.start : one.end]) for one in own)


def test_hostile_words_stay_words():
    sentence = f"قالت الصحيفة {HOSTILE} إن كازاخستان ساعدت روسيا."
    doc = document(
        f"عنوان {HOSTILE}", sentence, outlet=f"صحيفة {HOSTILE}", author=HOSTILE, url="javascript:alert(1)",
        comments=(HOSTILE,), citations=(HOSTILE,), derived_from=HOSTILE, language='ar" onload="x',
    )  # fmt: skip
    party = entity("KAZ", HOSTILE, sector=HOSTILE)
    odd = event(
        doc, sentence, "ساعدت", "AID", [party], ["RUS"], mode=HOSTILE, voices=(voice("UNK", HOSTILE),)
    )
    text = page([doc], [odd])
    tree = parser.document_fromstring(text)
    assert not tree.xpath("//script|//img|//@onerror|//@onload")
    assert "javascript:" not in text
    assert "49" not in tree.xpath("string(//h3[contains(., 'alert')])")
    check_links(text)


def test_overlapping_triggers_keep_every_word_once():
    sentence = "أرسلت كازاخستان مساعدات طبية عاجلة."
    doc = document(None, sentence)
    wide = event(doc, sentence, "أرسلت كازاخستان مساعدات", "AID", ["KAZ"], ["RUS"])
    narrow = event(doc, sentence, "مساعدات طبية", "COOPERATE", ["KAZ"], ["RUS"])
    tree = parser.document_fromstring(page([doc], [wide, narrow]))
    (paragraph,) = tree.xpath("//div[@class='body']/p")
    assert paragraph.text_content() == sentence
    assert [mark.text_content() for mark in paragraph.xpath(".//mark")] == [
        "أرسلت كازاخستان ",
        "مساعدات",
        " طبية",
    ]


def test_events_of_others_are_marked_apart():
    tree = parser.document_fromstring(page(*week()))
    assert [mark.text_content() for mark in tree.xpath("//mark[@class='other']")] == ["مجاناً"]


def test_comments_are_folded_as_the_readers_voice():
    tree = parser.document_fromstring(page(*week(), language="en"))
    (folded,) = tree.xpath("//details[@class='comments']")
    assert "Readers' voice" in folded.text_content()
    assert "<b>لا أصدّق</b> هذه الأرقام!" in folded.text_content()
    assert folded.get("open") is None


def test_each_number_opens_its_list():
    tree = parser.document_fromstring(page(*week()))
    for link in tree.xpath("//td[@class='number']/a"):
        anchor = link.get("href")[1:]
        listed = [one for one in tree.xpath("//article[@id]") if anchor in one.get("class", "").split()]
        assert len(listed) == int(link.text)
        assert tree.xpath(f"//p[@id='{anchor}' and contains(@class, 'filter')]")


def test_bars_are_told_in_words_too():
    tree = parser.document_fromstring(page(*week(), language="en"))
    assert (
        tree.xpath("//svg/@aria-label")[1]
        == "Cooperation 0 (words 0, deeds 0); conflict 3 (words 1, deeds 2)"
    )


@pytest.mark.parametrize(
    ("documents", "words"),
    [([], "No article was given."), (week()[0], "This does not mean that nothing happened")],
)
def test_an_empty_brief_says_so(documents, words):
    tree = parser.document_fromstring(page(documents, [], state="MNG", language="en"))
    assert words in tree.xpath("string(//div[@class='empty'])")


@pytest.mark.parametrize(
    ("language", "words"),
    [("ar", "رُمّز آلياً؛ راجع الجملة."), ("en", "Coded automatically; check the sentence.")],
)
def test_the_page_warns_that_a_program_coded_it(language, words):
    assert words in page(*week(), language=language)
