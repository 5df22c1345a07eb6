"""The nouns of the house: frozen, typed, small.

Every record but `Document` points into a document's ``text`` by ``start`` and ``end``, counted in Unicode
code points, so that ``document.text[start:end]`` is the evidence. What has no span does not exist; the one
exception within a coded text is a party that the sentence leaves unsaid (a dropped subject, an unnamed
doer), whose ``text`` is None.

Ids are content hashes (`content_id`): the same content gives the same id on any machine.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any, Final, Literal

import msgspec

CODEBOOK_VERSION: Final = "1"
"""Version of the codebook that the records follow."""

CODER_VERSION: Final = "5"
"""Version of the built-in coder; raised whenever the same text may be coded otherwise."""

PublishedBasis = Literal["stated", "metadata", "inferred", "unknown"]
DatePrecision = Literal["day", "month", "year", "unknown"]
Status = Literal["actual", "negated", "historical", "future", "hypothetical"]
VerbClass = Literal["says", "confirms", "denies", "alleges", "asks", "warns", "predicts", "reports"]

_ID_BYTES: Final = 12


def content_id(kind: str, *parts: object) -> str:
    """The id of a record: a hash of its kind and of what identifies it.

    Args:
        kind: one word that keeps the kinds apart ("document", "event", …).
        parts: JSON-encodable values, in a fixed order.

    Returns:
        24 hexadecimal digits (96 bits), enough that two of 10^9 records collide with odds below 10^-10.
    """
    payload = msgspec.json.encode((kind, *parts), order="sorted")
    return hashlib.blake2b(payload, digest_size=_ID_BYTES).hexdigest()


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all records."""

    def as_dict(self) -> dict[str, Any]:
        """The record as plain JSON-encodable values, fields in their written order."""
        built: dict[str, Any] = msgspec.to_builtins(self)
        return built


class Document(Record, frozen=True, kw_only=True):
    """One article as reading leaves it.

    ``text`` is the title, a blank line, and the body; without a title it is the body alone. ``body_start``
    is the offset at which the body begins. Paragraphs of the body are parted by a blank line.

    Attributes:
        published: the day of publication, or the best single guess inside the interval.
        published_basis: how the day is known.
        published_earliest: first possible day, where the day was inferred.
        published_latest: last possible day, where the day was inferred.
        comments: readers' comments, never coded as the article's.
        citations: footnotes and source lines, as they stand.
        derived_from: the outlet or document that this one republishes, as named in the text.
        retrieved: when it was read, ISO 8601; no part of the id.
    """

    id: str
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    title: str | None = None
    published: dt.date | None = None
    published_basis: PublishedBasis = "unknown"
    published_earliest: dt.date | None = None
    published_latest: dt.date | None = None
    language: str = "ar"
    text: str
    body_start: int = 0
    comments: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    derived_from: str | None = None
    retrieved: str | None = None

    @property
    def body(self) -> str:
        """The body alone."""
        return self.text[self.body_start :]


def document_id(text: str, outlet: str | None, published: dt.date | None, url: str | None = None) -> str:
    """Id of a document: what it says, who says it, and when.

    The same text from two outlets is two documents (and one story); the same file added twice is one.
    """
    return content_id("document", text, outlet, published, url)


def joined_text(title: str | None, body: str) -> tuple[str, int]:
    """A document's ``text`` and ``body_start`` from its title and body."""
    if not title:
        return body, 0
    return f"{title}\n\n{body}", len(title) + 2


class Sentence(Record, frozen=True, kw_only=True):
    """A sentence of a document. Number 0 is the title; without a title, numbers start at 1."""

    number: int
    start: int
    end: int
    text: str


class Entity(Record, frozen=True, kw_only=True):
    """A party or speaker.

    Attributes:
        text: the words as they stand, or None where the sentence leaves the party unsaid.
        name: canonical English name.
        name_ar: canonical Arabic name.
        country: ISO 3166-1 alpha-3, or a code of PLOVER or the codebook (UNO, EUR, IGO, XWE …); "UNK"
            where it is not known.
        sector: PLOVER 5.2 (GOV, MIL, COP …), None for the state as such.
        id: Wikidata QID where certain.
        start: offset of the words in the document, None where they are unsaid.
        end: offset after the words.
    """

    text: str | None
    name: str | None = None
    name_ar: str | None = None
    country: str = "UNK"
    sector: str | None = None
    id: str | None = None
    start: int | None = None
    end: int | None = None


AUTHOR: Final = Entity(text=None, name="author", name_ar="الكاتب")
"""Stands for the author of a text, where what is said is the author's own forecast or opinion."""


class Place(Record, frozen=True, kw_only=True):
    """Where an event took place, as told."""

    text: str
    name: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None


class Voice(Record, frozen=True, kw_only=True):
    """One link of the chain of those who report: who, and how."""

    speaker: Entity
    verb: VerbClass


class Imported(Record, frozen=True, kw_only=True):
    """The row of others' data that an event stands in, which is its evidence.

    Attributes:
        format: whose data it is (plover, polecat, icews, gdelt, acled).
        file: as it was named when it was imported.
        line: its line there, 1-based.
        url: address of the source, where the row has one.
        origin: domain or publisher of the source.
    """

    format: str
    file: str
    line: int
    url: str | None = None
    origin: str


class Event(Record, frozen=True, kw_only=True):
    """One act of one side towards another, by the codebook; ``start``–``end`` is its trigger.

    An event of others' data has no span: ``imported`` tells its row; ``document`` is the import, ``sentence``
    the line. ``decided`` is the id of the person's decision that made it so. Elsewhere both are not there.
    """

    id: str
    document: str
    sentence: int
    start: int
    end: int
    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[Entity, ...] = ()
    recipients: tuple[Entity, ...] = ()
    date: str | None = None
    end_date: str | None = None
    date_precision: DatePrecision = "unknown"
    place: Place | None = None
    status: Status = "actual"
    voices: tuple[Voice, ...] = ()
    confidence: float
    text: str
    coder: str = CODER_VERSION
    codebook: str = CODEBOOK_VERSION
    imported: Imported | msgspec.UnsetType = msgspec.UNSET
    decided: str | msgspec.UnsetType = msgspec.UNSET


class Claim(Record, frozen=True, kw_only=True):
    """Who says what; ``start``–``end`` is the content."""

    id: str
    document: str
    sentence: int
    start: int
    end: int
    speaker: Entity
    verb: VerbClass
    content: str
    quoted: bool
    confidence: float
    coder: str = CODER_VERSION
    codebook: str = CODEBOOK_VERSION


class Likelihood(Record, frozen=True, kw_only=True):
    """Words of likelihood and the range of probability that the table assumes for them."""

    words: str
    low: float
    high: float


Verdict = Literal["came true", "did not come true"]


class Grade(Record, frozen=True, kw_only=True):
    """What a text itself says of how a forecast turned out; it is the text's word, and no outcome.

    Attributes:
        verdict: what it says.
        by: who says so; `AUTHOR` for the text in its own voice.
        own: whether the forecast is the text's own too (of its author, its outlet, its house): who foresaw
            marks the own paper, and such a verdict is no evidence.
        sentence: number of the sentence that says so.
        start: offset of the words that say so.
        end: offset after them.
    """

    verdict: Verdict
    by: Entity
    own: bool
    sentence: int
    start: int
    end: int


class Forecast(Record, frozen=True, kw_only=True):
    """A statement that something will, may or is expected to happen; ``start``–``end`` is the statement.

    Attributes:
        forecaster: who foresees: the innermost voice; `AUTHOR` where the text does so itself.
        made_on: the day of publication, or the latest day that the text gives for an older forecast.
        statement: the words of what is foreseen.
        horizon: by when: ISO 8601 day, month or year, as exact as it is told; None where no date is told.
        likelihood: the words of likelihood, and the range that the table assumes for them.
        condition: the words of the condition, None for a forecast without one.
        about: type, mode, actors and recipients (codes) of the event foreseen, and whether it is ``negated``,
            where that can be coded.
        grade: what the same text says of how it turned out, None where it says nothing of that.
    """

    id: str
    document: str
    sentence: int
    start: int
    end: int
    forecaster: Entity
    made_on: dt.date | None
    statement: str
    horizon: str | None = None
    likelihood: Likelihood
    condition: str | None = None
    about: dict[str, Any] | None = None
    grade: Grade | None = None
    confidence: float
    coder: str = CODER_VERSION
    codebook: str = CODEBOOK_VERSION

    @property
    def self_graded(self) -> bool:
        """Whether the text marks its own forecast."""
        return self.grade is not None and self.grade.own


class Figure(Record, frozen=True, kw_only=True):
    """A number that says something checkable about a party or a pair."""

    id: str
    document: str
    sentence: int
    start: int
    end: int
    value: float
    low: float | None = None
    high: float | None = None
    unit: str
    what: str
    parties: tuple[str, ...] = ()
    period: str | None = None
    approximate: bool = False
    coder: str = CODER_VERSION
    codebook: str = CODEBOOK_VERSION


class Bilingual(Record, frozen=True, kw_only=True):
    """The same words in both languages of the interface."""

    ar: str
    en: str


class Passage(Record, frozen=True, kw_only=True):
    """A sentence of a document as evidence.

    Attributes:
        sentence: its number.
        start: offset of the words that matter (a trigger, a figure).
        end: offset after them.
        text: the whole sentence.
        event: id of the event that stands there, None where it is none.
    """

    document: str
    sentence: int
    start: int
    end: int
    text: str
    event: str | None = None


class Support(Record, frozen=True, kw_only=True):
    """Independent origins: how many, and which (ids of documents and "outlet:NAME")."""

    number: int
    ids: tuple[str, ...]


AccountRole = Literal["claim", "denial", "explanation", "account"]
RivalKind = Literal["denial", "doer", "type", "figures", "assessment", "explanation"]


class Account(Record, frozen=True, kw_only=True):
    """What some say of a happening or a matter.

    Attributes:
        role: what it is among the others.
        says: it in a few words, made from what was coded.
        speakers: those who say so; an outlet for what its author tells.
        sentences: where.
        origins: the independent origins of these documents.
        dates: ISO 8601 days on which it was published, in order.
    """

    role: AccountRole
    says: Bilingual
    speakers: tuple[Entity, ...]
    sentences: tuple[Passage, ...]
    origins: Support
    dates: tuple[str, ...]


class Agreed(Record, frozen=True, kw_only=True):
    """What all accounts have in common; None or empty where they have it not.

    Attributes:
        date: ISO 8601 day, month or year.
        parties: codes.
    """

    date: str | None = None
    place: str | None = None
    parties: tuple[str, ...] = ()


class Story(Record, frozen=True, kw_only=True):
    """One happening, as one or many documents tell it.

    Attributes:
        id: hash of its earliest event; see docs/explanation/stories.md for what becomes of it.
        date: ISO 8601, cut to what is known; None where no account dates it.
        type: the type that most independent origins give it.
        status: actual where any account tells it as done, else historical or negated.
        parties: codes of all sides.
        contexts: of all its events.
        events: ids, by publication.
        documents: ids, by publication.
        accounts: what is told of it, the best supported first; one where all tell the same.
        confidence: of its surest event.
    """

    id: str
    date: str | None
    end_date: str | None
    date_precision: DatePrecision
    place: str | None
    type: str
    status: Status
    parties: tuple[str, ...]
    contexts: tuple[str, ...]
    events: tuple[str, ...]
    documents: tuple[str, ...]
    origins: Support
    accounts: tuple[Account, ...]
    confidence: float


class Rival(Record, frozen=True, kw_only=True):
    """Accounts that cannot all hold; none of them is told as the fact.

    Attributes:
        story: id of the story, None where the matter is no single happening.
        matter: what it is about.
        agreed: what all sides tell alike.
        why: why the machine takes them for rivals.
    """

    id: str
    story: str | None
    matter: Bilingual
    kind: RivalKind
    accounts: tuple[Account, ...]
    agreed: Agreed
    why: Bilingual


class Coding(Record, frozen=True, kw_only=True):
    """All that was read out of one document."""

    document: str
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    forecasts: tuple[Forecast, ...] = ()
    figures: tuple[Figure, ...] = ()
