"""Who says what in the brief: whose claims are shown, in which order, and what is refused."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from rich.console import Console

from marsad.errors import MalformedError
from marsad.records import AUTHOR, Claim, Entity, content_id
from marsad.views import Matter, brief_html, brief_markdown, brief_of, brief_terminal
from marsad.views.saying import PER_SPEAKER, SPEAKERS
from views_samples import MADE, NAMES, document, event

BODY = "نفت كازاخستان إرسال قوات. قالت روسيا إن كازاخستان وقعت الاتفاق. قالت تركيا إن الطقس جميل."


def claim(of, words, speaker, verb="says", **more):
    start = of.text.index(words)
    party = speaker if isinstance(speaker, Entity) else Entity(text=NAMES[speaker][0], country=speaker)
    return Claim(
        id=content_id("claim", of.id, start, party.text, party.country, verb),
        document=of.id,
        sentence=1,
        start=start,
        end=start + len(words),
        speaker=party,
        verb=verb,
        content=words,
        quoted=False,
        confidence=more.pop("confidence", 0.9),
        **more,
    )


def article(outlet="وكالة المثال", day=dt.date(2025, 1, 3)):
    doc = document("عنوان", BODY, outlet=outlet, published=day)
    events = [event(doc, "قالت روسيا إن كازاخستان وقعت الاتفاق.", "وقعت", "SUPPORT", ["KAZ"])]
    claims = [
        claim(doc, "إرسال قوات", "KAZ", "denies"),
        claim(doc, "كازاخستان وقعت الاتفاق", "RUS"),
        claim(doc, "الطقس جميل", "TUR"),
    ]
    return doc, events, claims


def made(*articles, **more):
    docs, events, claims = ([one for item in kind for one in (item if isinstance(item, list) else [item])]
                            for kind in zip(*articles, strict=True))  # fmt: skip
    return brief_of(Matter("KAZ", docs, events, claims), names=NAMES, made=MADE, **more)


def test_the_state_speaks_first_then_others_on_its_acts_and_nobody_else():
    own, other = made(article()).speakers
    assert (own.name, own.own, own.denials) == ("كازاخستان", True, 1)
    assert own.claims[0].denial
    assert (other.name, other.own, other.claims[0].excerpt.after) == (
        "روسيا",
        False,
        "كازاخستان وقعت الاتفاق",
    )


def test_words_that_a_copy_repeats_stand_once():
    brief = made(article(), article(outlet="صحيفة أخرى"))
    assert [speaker.told for speaker in brief.speakers] == [1, 1]


def test_authors_and_the_unnamed_are_left_out():
    doc, events, _ = article()
    nobody = [claim(doc, "إرسال قوات", AUTHOR), claim(doc, "إرسال قوات", Entity(text=None, country="KAZ"))]
    assert made((doc, events, nobody)).speakers == ()


def test_a_speaker_left_unsaid_goes_by_name_and_joins_the_named():
    doc, events, _ = article()
    minister = Entity(text="الوزير رامز", name_ar="رامز", country="KAZ")
    later = msgspec.structs.replace(minister, text=None)
    told = [claim(doc, "إرسال قوات", minister, "denies"), claim(doc, "الطقس جميل", later)]
    (speaker,) = made((doc, events, told)).speakers
    assert (speaker.name, speaker.told) == ("رامز", 2)
    assert [one.verb for one in speaker.claims] == ["denies", "says"]


def test_the_part_stays_short():
    words = " ".join(f"كلمة{number}" for number in range(200))
    doc = document(None, words)
    many = [claim(doc, f"كلمة{n}", Entity(text=f"ناطق {n % 15}", country="KAZ")) for n in range(100, 200)]
    brief = brief_of(Matter("KAZ", [doc], [], many), names=NAMES, made=MADE)
    assert len(brief.speakers) == SPEAKERS
    assert all(len(speaker.claims) == PER_SPEAKER < speaker.told for speaker in brief.speakers)


@pytest.mark.parametrize(
    ("language", "title", "denies"), [("ar", "من يقول ماذا", "ينفي"), ("en", "Who says what", "denies")]
)
def test_every_form_shows_it_in_both_languages(language, title, denies):
    brief = made(article(), language=language)
    console = Console(record=True, width=120, force_terminal=False)
    brief_terminal(brief, console)
    for page in (brief_html(brief), brief_markdown(brief), console.export_text()):
        assert title in page
        assert denies in page
        assert "إرسال قوات" in page


def test_foreign_words_are_escaped():
    doc = document("عنوان", "قالت كازاخستان إن <script>alert(1)</script> جميل.")
    brief = brief_of(
        Matter("KAZ", [doc], [], [claim(doc, "<script>alert(1)</script>", "KAZ")]), names=NAMES, made=MADE
    )
    assert "<script>" not in brief_html(brief)
    assert "<script>" not in brief_markdown(brief)


def test_only_what_was_known_by_a_day():
    assert made(article(), as_of=dt.date(2025, 1, 2)).speakers == ()


def test_a_claim_that_does_not_read_as_told_is_refused():
    doc, events, claims = article()
    wrong = msgspec.structs.replace(claims[0], start=claims[0].start + 1)
    with pytest.raises(MalformedError, match=f"claim {wrong.id}: .* does not read as told"):
        made((doc, events, [wrong]))


def test_two_claims_of_one_id_are_refused():
    doc, events, claims = article()
    with pytest.raises(MalformedError, match="two different claims have this id"):
        made((doc, events, [claims[0], msgspec.structs.replace(claims[0], verb="says")]))
