"""The parts of a brief: a frozen tree with every word and number in place, ready to be laid out.

Nothing here knows of HTML, terminals or Markdown, and a layout computes nothing: what it shows stands here.
Anchors (``d1``, ``e3``, ``f2``, ``d1s40``) are names of places within one brief.
"""

from __future__ import annotations

from typing import Literal

from marsad.records import Record
from marsad.views.tallies import Bar, Tally

Direction = Literal["rtl", "ltr"]


class Quote(Record, frozen=True, kw_only=True):
    """Words cut in three, so that ``before + trigger + after`` is the whole and the trigger stands out.

    Attributes:
        language: language of the article, for fonts and hyphenation.
        direction: which way the article runs.
    """

    before: str
    trigger: str
    after: str
    language: str
    direction: Direction


class When(Record, frozen=True, kw_only=True):
    """A time as told.

    Attributes:
        iso: ISO 8601 day, month or year; None where it is not known.
        text: the same in words.
    """

    iso: str | None
    text: str


class PartyView(Record, frozen=True, kw_only=True):
    """A party of an event.

    Attributes:
        name: its country; for a body that stands for none, its own name.
        code: code of its country.
        notes: who exactly, and of what sector, where the name does not tell it.
        unsaid: the sentence leaves it unsaid.
    """

    name: str
    code: str
    notes: tuple[str, ...]
    unsaid: bool


class VoiceView(Record, frozen=True, kw_only=True):
    """One of those who report: how ("denied by"), and who."""

    verb: str
    phrase: str
    speaker: str


class ClaimView(Record, frozen=True, kw_only=True):
    """One thing that someone says.

    Attributes:
        claim: id of the claim.
        label: how it is said, in words ("denies").
        denial: it is a denial.
        excerpt: the words, cut where they are long; nothing in them stands out.
        article: anchor of the article where it is shown in full.
        url: the article's address, only where it is http or https.
        confidence: in (0, 1].
    """

    claim: str
    verb: str
    label: str
    denial: bool
    quoted: bool
    excerpt: Quote
    outlet: str
    published: When
    article: str | None
    url: str | None
    confidence: float


class SpeakerView(Record, frozen=True, kw_only=True):
    """A speaker with the main claims.

    Attributes:
        country: name of the country, None where it is not known.
        own: the speaker is of the state that the brief is about.
        told: number of claims, of which ``claims`` are the main ones.
        denials: how many of them deny.
    """

    name: str
    country: str | None
    own: bool
    told: int
    denials: int
    claims: tuple[ClaimView, ...]


class Report(Record, frozen=True, kw_only=True):
    """One sentence of one article that tells of an act.

    Attributes:
        event: id of the event.
        article: anchor of the article.
        sentence: anchor of the sentence in the article.
        url: the article's address, only where it is http or https.
        quote: the whole sentence.
        excerpt: the sentence cut to the words around the trigger, for the summary.
        mode: name of the mode, where told.
        confidence: in (0, 1].
    """

    event: str
    article: str
    sentence: str
    outlet: str
    title: str
    url: str | None
    published: When
    quote: Quote
    excerpt: Quote
    voices: tuple[VoiceView, ...]
    mode: str | None
    place: str | None
    confidence: float


class Entry(Record, frozen=True, kw_only=True):
    """Reports alike in type, parties, status and date, shown as one.

    Attributes:
        quad: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
        status: the codebook's status, or "denied" where a voice denies it.
        when: the day of the act; for an undated one, None.
        actors: who acts.
        recipients: to whom; empty where the act is mutual or addressed to none.
        mutual: all sides act.
        counterparts: codes of those the state dealt with; its own for a domestic act, "" for none named.
        filters: anchors of the lists that this entry is counted in.
        reports: most confident first.
        outlets: number of different outlets.
        origins: number of independent origins of the happening; None where stories were not joined.
        dimensions: what the happening is about ("military"), empty where the text does not tell.
        rival: anchor of the rival accounts of it.
    """

    anchor: str
    type: str
    type_label: str
    quad: int
    quad_label: str
    status: str
    status_label: str
    when: When | None
    actors: tuple[PartyView, ...]
    recipients: tuple[PartyView, ...]
    mutual: bool
    counterparts: tuple[str, ...]
    filters: tuple[str, ...] = ()
    reports: tuple[Report, ...]
    outlets: int
    origins: int | None = None
    dimensions: tuple[str, ...] = ()
    rival: str | None = None

    @property
    def lead(self) -> Report:
        """The report that is shown first."""
        return self.reports[0]


class Dyad(Record, frozen=True, kw_only=True):
    """Dealings with one counterpart: four tallies, in the order of the quad classes.

    Attributes:
        cooperation: pieces of the cooperative half of the bar, from the middle outwards.
        conflict: pieces of the other half.
        alternative: the bar in words.
    """

    code: str
    name: str
    tallies: tuple[Tally, Tally, Tally, Tally]
    total: int
    cooperation: tuple[Bar, ...]
    conflict: tuple[Bar, ...]
    alternative: str


class Summary(Record, frozen=True, kw_only=True):
    """What the first page tells; every entry stands in the timeline as well."""

    recent: tuple[Entry, ...]
    supported: tuple[Entry, ...]
    denied: tuple[Entry, ...]
    promised: tuple[Entry, ...]
    threatened: tuple[Entry, ...]


class Month(Record, frozen=True, kw_only=True):
    """Entries of one month, of a year whose month is not told, or without a date.

    Attributes:
        key: "2024-10", "2024", or "" for the undated.
    """

    key: str
    title: str
    entries: tuple[Entry, ...]


class Source(Record, frozen=True, kw_only=True):
    """An outlet: articles given, articles with events about the state, those events."""

    outlet: str
    articles: int
    with_events: int
    events: int


class Run(Record, frozen=True, kw_only=True):
    """Words of an article under the same triggers.

    Attributes:
        events: ids of the events whose trigger covers the words.
        entry: anchor of the entry to lead to; None where no covering event is about the state.
    """

    text: str
    events: tuple[str, ...] = ()
    entry: str | None = None


class Stretch(Record, frozen=True, kw_only=True):
    """Words of an article that belong to one coded sentence (``anchor``) or to none."""

    anchor: str | None
    runs: tuple[Run, ...]


class Paragraph(Record, frozen=True, kw_only=True):
    """A paragraph of an article."""

    stretches: tuple[Stretch, ...]


class Article(Record, frozen=True, kw_only=True):
    """An article in full.

    Attributes:
        heading: its title, cut as the paragraphs are; empty where it has none.
        name: its title as plain words, or words that say it has none.
        inferred: the date of publication is inferred.
    """

    anchor: str
    name: str
    outlet: str
    author: str | None
    url: str | None
    published: When
    inferred: bool
    language: str
    direction: Direction
    derived_from: str | None
    heading: tuple[Stretch, ...]
    paragraphs: tuple[Paragraph, ...]
    comments: tuple[str, ...]
    citations: tuple[str, ...]
    events: int


class FigureView(Record, frozen=True, kw_only=True):
    """A number told about the state.

    Attributes:
        figure: id of the figure.
        amount: value and unit in words.
        what: what it is of.
        parties: names of those it is about.
        period: the time it holds for, where told.
        quote: its sentence, cut to the words around it.
        url: the article's address, only where it is http or https.
    """

    figure: str
    amount: str
    what: str
    parties: tuple[str, ...]
    period: str | None
    quote: Quote
    outlet: str
    url: str | None
    published: When


class Untold(Record, frozen=True, kw_only=True):
    """An article in which nothing about the state was coded."""

    name: str
    outlet: str
    url: str | None
    published: When
    language: str
    direction: Direction


class Seen(Record, frozen=True, kw_only=True):
    """A party that has events in the articles, for a brief that has none of its own."""

    code: str
    name: str
    events: int


class Witness(Record, frozen=True, kw_only=True):
    """A sentence of an account.

    Attributes:
        href: address that leads to the sentence, else to its article; None where nothing here holds it.
        url: the article's address, only where it is http or https.
    """

    href: str | None
    outlet: str
    url: str | None
    published: When
    quote: Quote


class AccountView(Record, frozen=True, kw_only=True):
    """What one side says.

    Attributes:
        role: claim, denial, explanation or account.
        says: it in a few words.
        speakers: by name.
        origins: number of independent origins.
    """

    role: str
    role_label: str
    says: str
    speakers: tuple[str, ...]
    origins: int
    witnesses: tuple[Witness, ...]


class RivalView(Record, frozen=True, kw_only=True):
    """Accounts that cannot all hold.

    Attributes:
        kind_label: what they differ in.
        matter: what it is about.
        agreed: what all tell alike, in words.
        why: why the machine takes them for rivals.
        entries: anchors of the timeline's entries about it.
    """

    anchor: str
    kind: str
    kind_label: str
    matter: str
    accounts: tuple[AccountView, ...]
    agreed: tuple[str, ...]
    why: str
    entries: tuple[str, ...] = ()


class TellingView(Record, frozen=True, kw_only=True):
    """How an outlet tells a state's acts: in words, in numbers (places a to f of the label), by story."""

    outlet: str
    says: str
    labelled: bool
    measured: tuple[str, ...]
    quoted: tuple[str, ...]
    stories: tuple[tuple[AccountView, AccountView], ...]


class Header(Record, frozen=True, kw_only=True):
    """What the brief is about and what it was made from.

    Attributes:
        since: day of the earliest dated article.
        until: day of the latest.
        undated: articles without a date.
        with_events: articles that have events about the state.
        events: events about the state, one per report.
        entries: the same after grouping.
    """

    state: str
    name: str
    since: When | None
    until: When | None
    undated: int
    articles: int
    with_events: int
    outlets: int
    events: int
    entries: int
    made: When
    as_of: When | None
