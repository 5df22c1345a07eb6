# ruff: noqa: E501 - a sentence of an article stands on one line
"""Made documents and events for the tests of the views: own wording, invented outlets."""

from __future__ import annotations

import datetime as dt

from marsad.records import Document, Entity, Event, Place, Voice, content_id, document_id, joined_text

NAMES = {
    "KAZ": ("كازاخستان", "Kazakhstan"),
    "RUS": ("روسيا", "Russia"),
    "CHN": ("الصين", "China"),
    "USA": ("الولايات المتحدة", "United States"),
    "UZB": ("أوزبكستان", "Uzbekistan"),
    "TUR": ("تركيا", "Türkiye"),
}
MADE = dt.datetime(2025, 3, 2, 23, 40, tzinfo=dt.UTC)


def document(title, body, *, outlet="وكالة المثال", published=None, **more):
    text, body_start = joined_text(title, body)
    return Document(
        id=document_id(text, outlet, published, more.get("url")),
        title=title,
        text=text,
        body_start=body_start,
        outlet=outlet,
        published=published,
        **more,
    )


def entity(country, text=None, **more):
    return Entity(text=text, country=country, **more)


def event(of, sentence, trigger, type_, actors, recipients=(), *, number=1, **more):
    """An event whose trigger is the first one in the sentence's first standing."""
    at = of.text.index(sentence)
    start = at + sentence.index(trigger)
    sides = [
        tuple(e if isinstance(e, Entity) else entity(e, NAMES[e][0]) for e in side)
        for side in (actors, recipients)
    ]
    more.setdefault("confidence", 0.8)
    date = more.get("date")
    more.setdefault("date_precision", "unknown" if date is None else "day")
    return Event(
        id=content_id("event", of.id, start, type_, [e.country for e in sides[0]], more.get("status")),
        document=of.id,
        sentence=number,
        start=start,
        end=start + len(trigger),
        type=type_,
        actors=sides[0],
        recipients=sides[1],
        text=sentence,
        **more,
    )


def voice(country, text, verb="says", **more):
    return Voice(speaker=entity(country, text, **more), verb=verb)


TOKAYEV = entity(
    "KAZ", "الرئيس الكازاخي", name="Kassym-Jomart Tokayev", name_ar="قاسم جومارت توكاييف", sector="GOV"
)


def wire():
    """A wire report: a visit told by two outlets, an accord, a promise, a ban, a denial and background."""
    visit = "وصل الرئيس الكازاخي إلى بكين يوم الثلاثاء 11 شباط 2025 في زيارة تستمر يومين التقى خلالها نظيره الصيني."
    accord = (
        "ووقّع البلدان 14 وثيقة تشمل النقل والطاقة، بينها اتفاق على خط جديد للشحن عبر ميناء Khorgos الجاف."
    )
    promise = "وتعهّدت الصين بتمويل توسعة الخط بنحو 2.5 مليار دولار خلال ثلاثة أعوام."
    denial = "ونفت وزارة الدفاع الكازاخية أن تكون أستانا قد سمحت بإقامة قاعدة عسكرية صينية على أراضيها."
    past = "وكانت كازاخستان قد زوّدت أوزبكستان بالقمح مجاناً عام 2021."
    body = f"{visit} {accord}\n\n{promise}\n\n{denial} {past}"
    doc = document(
        "توكاييف في بكين لتوقيع حزمة اتفاقات",
        body,
        published=dt.date(2025, 2, 12),
        url="https://example.org/news/1?a=1&b=2",
        author="مراسلة الوكالة",
        comments=("زيارة مهمة، ولكن ماذا عن أسعار القمح؟", "<b>لا أصدّق</b> هذه الأرقام!"),
        citations=("[1] وكالة المثال، 12-02-2025.", "[2] example.org, 11-02-2025."),
    )
    xi = entity("CHN", "نظيره الصيني", name="Xi Jinping", name_ar="شي جين بينغ", sector="GOV")
    events = [
        event(doc, visit, "زيارة", "CONSULT", [TOKAYEV], [entity("CHN", "بكين")], mode="visit", date="2025-02-11",
              place=Place(text="بكين"), confidence=0.93),
        event(doc, visit, "التقى", "CONSULT", [TOKAYEV, xi], date="2025-02-11", confidence=0.9),
        event(doc, accord, "ووقّع", "SUPPORT", ["KAZ", "CHN"], date="2025-02-11", confidence=0.88, number=2,
              contexts=("economic",)),
        event(doc, promise, "تعهّدت", "AGREE", ["CHN"], [entity("KAZ")], confidence=0.71, number=3),
        event(doc, denial, "سمحت بإقامة قاعدة", "RETREAT", [entity("KAZ", "أستانا")], ["CHN"], mode="access",
              status="negated", number=4, voices=(voice("KAZ", "وزارة الدفاع الكازاخية", "denies", sector="GOV"),)),
        event(doc, past, "زوّدت", "AID", ["KAZ"], ["UZB"], status="historical", date="2021",
              date_precision="year", number=5, confidence=0.66),
        event(doc, past, "مجاناً", "COOPERATE", ["UZB"], ["TUR"], number=5, confidence=0.4),
    ]  # fmt: skip
    return doc, events


def daily():
    """A second outlet: the visit once more, a threat, a ban, arrests at home, a test of a weapon."""
    visit = "وبدأ الرئيس الكازاخي الثلاثاء زيارة إلى الصين."
    threat = "هدّد مسؤول روسي بوقف عبور النفط الكازاخي عبر البحر الأسود إذا مضت أستانا في الخط الجديد، بحسب صحيفة «المنبر»."
    ban = "وأعلنت هيئة الرقابة الروسية حظر استيراد الشعير الكازاخي ابتداءً من 20 شباط."
    arrest = "وأوقفت الشرطة في ألماتي ثلاثة ناشطين تظاهروا أمام القنصلية الروسية."
    test = "وأجرى الجيش الكازاخي تجربة على طائرة مسيّرة محلية الصنع."
    call = "ودعت واشنطن أستانا إلى تشديد الرقابة على إعادة التصدير."
    doc = document(
        "بين بكين وموسكو: أسبوع حافل لأستانا",
        f"{visit}\n\n{threat} {ban}\n\n{arrest} {test}\n\n{call}",
        outlet="صحيفة النموذج اليومية",
        published=dt.date(2025, 2, 21),
        url="https://example.net/a/77",
        derived_from="وكالة المثال",
    )
    reporter = voice("UNK", "صحيفة «المنبر»", "reports", sector="JRN")
    events = [
        event(doc, visit, "زيارة", "CONSULT", [TOKAYEV], ["CHN"], mode="visit", date="2025-02-11", confidence=0.85),
        event(doc, threat, "هدّد", "THREATEN", [entity("RUS", "مسؤول روسي", sector="GOV")], [entity("KAZ", "أستانا")],
              mode="restrict", voices=(reporter,), confidence=0.77, number=2),
        event(doc, ban, "حظر استيراد", "SANCTION", [entity("RUS", "هيئة الرقابة الروسية", sector="GOV")],
              [entity("KAZ", "الكازاخي")], date="2025-02-20", mode="discontinue", number=3, confidence=0.9,
              voices=(voice("RUS", "هيئة الرقابة الروسية", "says"),)),
        event(doc, arrest, "وأوقفت", "COERCE", [entity("KAZ", "الشرطة", sector="COP")],
              [entity("KAZ", "ثلاثة ناشطين", sector="CVL")], mode="arrest", date="2025-02", date_precision="month",
              number=4, place=Place(text="ألماتي")),
        event(doc, arrest, "تظاهروا", "PROTEST", [entity("KAZ", "ثلاثة ناشطين", sector="CVL")], ["RUS"], mode="demo",
              number=4, confidence=0.74),
        event(doc, test, "تجربة", "MOBILIZE", [entity("KAZ", "الجيش الكازاخي", sector="MIL")], mode="weapons", number=5,
              confidence=0.6),
        event(doc, call, "ودعت", "REQUEST", [entity("USA", "واشنطن")], [entity("KAZ", "أستانا")], mode="change",
              number=6, confidence=0.82),
    ]  # fmt: skip
    return doc, events


def silent():
    """An article without events about the state."""
    return document(
        "أسعار القطن في أسبوع",
        "تراجعت أسعار القطن قليلاً.",
        outlet="نشرة الأسواق",
        published=dt.date(2025, 1, 30),
    )


def week():
    """All of the above: documents and events."""
    pairs = [wire(), daily()]
    return [doc for doc, _ in pairs] + [silent()], [one for _, events in pairs for one in events]
