"""Documents, sentences and codings for the tests of the archive: small fixed ones, and Hypothesis's."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from marsad.records import (
    CODER_VERSION,
    Claim,
    Coding,
    Document,
    Entity,
    Event,
    Figure,
    Forecast,
    Grade,
    Likelihood,
    Place,
    Sentence,
    Voice,
    content_id,
    document_id,
)

if TYPE_CHECKING:
    from pathlib import Path

Trio = tuple[Document, tuple[Sentence, ...], Coding]

KAZ = Entity(text="أستانا", name="Kazakhstan", name_ar="كازاخستان", country="KAZ")
CHN = Entity(text="الصين", name="China", name_ar="الصين", country="CHN", id="Q148")
UNSAID = Entity(text=None)


def new_place(folder: Path) -> str:
    """Where a test may make a new archive."""
    return str(folder / "news.db")


def trio(
    *lines: str,
    published: dt.date | None = dt.date(2024, 5, 10),
    outlet: str | None = "صحيفة",
    coder: str = CODER_VERSION,
    **event: Any,
) -> Trio:
    """A document of one sentence per line, with one event, claim, forecast and figure in each."""
    text = "\n\n".join(lines)
    document = Document(
        id=document_id(text, outlet, published), outlet=outlet, published=published, text=text
    )
    return document, sentences_of(text), coding_of(document, coder=coder, **event)


def sentences_of(text: str) -> tuple[Sentence, ...]:
    found, at = [], 0
    for number, line in enumerate(text.split("\n\n"), 1):
        found.append(Sentence(number=number, start=at, end=at + len(line), text=line))
        at += len(line) + 2
    return tuple(found)


def coding_of(document: Document, *, coder: str = CODER_VERSION, **event: Any) -> Coding:
    spans = [(document.id, each, each.start, each.end) for each in sentences_of(document.text)]
    return Coding(
        document=document.id,
        events=tuple(event_at(*span, coder=coder, **event) for span in spans),
        claims=tuple(_claim_at(*span, coder=coder) for span in spans),
        forecasts=tuple(_forecast_at(*span, coder=coder) for span in spans),
        figures=tuple(_figure_at(*span, coder=coder) for span in spans),
    )


def event_at(document: str, sentence: Sentence, start: int, end: int, **fields: Any) -> Event:
    plain: dict[str, Any] = {
        "type": "AGREE",
        "actors": (KAZ,),
        "recipients": (CHN,),
        "voices": (Voice(speaker=UNSAID, verb="says"),),
        "place": Place(text="أكتاو", country="KAZ", lat=43.65, lon=51.17),
        "confidence": 0.75,
    }
    return Event(**_at("event", document, sentence, start, end), text=sentence.text, **(plain | fields))


def _claim_at(document: str, sentence: Sentence, start: int, end: int, coder: str) -> Claim:
    place = _at("claim", document, sentence, start, end)
    content = sentence.text
    return Claim(
        **place, speaker=CHN, verb="denies", content=content, quoted=True, confidence=0.5, coder=coder
    )


def _forecast_at(document: str, sentence: Sentence, start: int, end: int, coder: str) -> Forecast:
    return Forecast(
        **_at("forecast", document, sentence, start, end),
        forecaster=KAZ,
        made_on=dt.date(2024, 1, 2),
        statement=sentence.text,
        likelihood=Likelihood(words="قد", low=0.2, high=0.6),
        condition=sentence.text[:3],
        about={"type": "AGREE", "actors": ["KAZ"], "n": 1.5},
        grade=Grade(verdict="came true", by=CHN, own=True, sentence=sentence.number, start=start, end=end),
        confidence=0.25,
        coder=coder,
    )


def _figure_at(document: str, sentence: Sentence, start: int, end: int, coder: str) -> Figure:
    place = _at("figure", document, sentence, start, end)
    return Figure(**place, value=2.5e10, unit="USD", what="trade volume", parties=("KAZ", "CHN"), coder=coder)


def _at(kind: str, document: str, sentence: Sentence, start: int, end: int) -> dict[str, Any]:
    return {
        "id": content_id(kind, document, start, end),
        "document": document,
        "sentence": sentence.number,
        "start": start,
        "end": end,
    }


# What Hypothesis makes: any text that a database can carry, in every field that takes text.

words = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1, max_size=20)
maybe_words = st.none() | words
confidences = st.floats(0, 1, exclude_min=True)
numbers = st.floats(allow_nan=False, allow_infinity=False)
days = st.dates(dt.date(1000, 1, 1), dt.date(9999, 12, 31))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | numbers | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
entities = st.builds(
    Entity,
    text=maybe_words,
    name=maybe_words,
    name_ar=maybe_words,
    country=st.sampled_from(["KAZ", "RUS", "XWE", "UNK"]),
    sector=maybe_words,
    id=maybe_words,
    start=st.none() | st.integers(0, 99),
    end=st.none() | st.integers(0, 99),
)
verbs = st.sampled_from(["says", "confirms", "denies", "alleges", "asks", "warns", "predicts", "reports"])
voices = st.builds(Voice, speaker=entities, verb=verbs)
places = st.builds(Place, text=words, name=maybe_words, country=maybe_words, lat=st.none() | numbers)
event_dates = st.none() | days.map(dt.date.isoformat) | st.sampled_from(["2024", "2023-11", "2024-02-29"])


@st.composite
def trios(draw: st.DrawFn) -> Trio:
    """A document with one to three sentences and up to three records of each kind anywhere in them."""
    lines = draw(st.lists(words, min_size=1, max_size=3))
    text = "\n".join(lines)
    document = draw(
        st.builds(
            Document,
            id=st.uuids().map(str),
            url=maybe_words,
            outlet=maybe_words,
            author=maybe_words,
            title=maybe_words,
            published=st.none() | days,
            published_earliest=st.none() | days,
            published_latest=st.none() | days,
            text=st.just(text),
            body_start=st.integers(0, len(text)),
            comments=st.lists(words, max_size=2).map(tuple),
            citations=st.lists(words, max_size=2).map(tuple),
            derived_from=maybe_words,
            retrieved=maybe_words,
        )
    )
    sentences, at = [], 0
    for number, line in enumerate(lines):
        sentences.append(Sentence(number=number, start=at, end=at + len(line), text=line))
        at += len(line) + 1
    return document, tuple(sentences), draw(_codings(document, sentences))


def _codings(document: Document, sentences: list[Sentence]) -> st.SearchStrategy[Coding]:
    versions = {"coder": st.just("7"), "codebook": st.just("2")}
    lists = {
        "events": st.builds(
            Event,
            **_places(document, sentences),
            **versions,
            type=words,
            mode=maybe_words,
            contexts=st.lists(words, max_size=2).map(tuple),
            actors=st.lists(entities, max_size=2).map(tuple),
            recipients=st.lists(entities, max_size=2).map(tuple),
            date=event_dates,
            date_precision=st.sampled_from(["day", "month", "year", "unknown"]),
            place=st.none() | places,
            status=st.sampled_from(["actual", "negated", "historical", "future", "hypothetical"]),
            voices=st.lists(voices, max_size=2).map(tuple),
            confidence=confidences,
            text=words,
        ),
        "claims": st.builds(
            Claim,
            **_places(document, sentences),
            **versions,
            speaker=entities,
            verb=verbs,
            content=words,
            quoted=st.booleans(),
            confidence=confidences,
        ),
        "forecasts": st.builds(
            Forecast,
            **_places(document, sentences),
            **versions,
            forecaster=entities,
            made_on=st.none() | days,
            statement=words,
            horizon=maybe_words,
            likelihood=st.builds(Likelihood, words=words, low=numbers, high=numbers),
            condition=maybe_words,
            about=st.none() | st.dictionaries(words, json_values, max_size=3),
            confidence=confidences,
        ),
        "figures": st.builds(
            Figure,
            **_places(document, sentences),
            **versions,
            value=numbers,
            low=st.none() | numbers,
            high=st.none() | numbers,
            unit=words,
            what=words,
            parties=st.lists(st.sampled_from(["KAZ", "RUS"]), max_size=2).map(tuple),
            period=maybe_words,
            approximate=st.booleans(),
        ),
    }
    return st.builds(
        Coding,
        document=st.just(document.id),
        **{
            name: st.lists(one, max_size=3, unique_by=lambda record: record.id).map(tuple)
            for name, one in lists.items()
        },
    )


def _places(document: Document, sentences: list[Sentence]) -> dict[str, st.SearchStrategy[Any]]:
    last = len(document.text)
    return {
        "id": st.uuids().map(str),
        "document": st.just(document.id),
        "sentence": st.sampled_from([sentence.number for sentence in sentences]),
        "start": st.just(0),
        "end": st.integers(1, last),
    }
