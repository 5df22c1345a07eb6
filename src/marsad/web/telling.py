"""Stories and rival accounts in words, with the addresses that open them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from marsad import plover
from marsad.records import Record
from marsad.views.parties import party_view, speaker_name, voice_view
from marsad.views.parts import PartyView, Quote, VoiceView, When
from marsad.views.passages import direction_of, excerpt_of
from marsad.views.rivals import agreed_words
from marsad.views.safety import safe_url
from marsad.views.times import told_date, when_published, when_told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from marsad.records import Account, Document, Event, Passage, Rival, Story
    from marsad.web.asked import Asked


class Told(Record, frozen=True, kw_only=True):
    """A sentence of evidence, with where it stands.

    Attributes:
        quote: the sentence, cut at the words that matter; empty where its text was not kept.
        outlet: its name, or words that say it has none.
        href: address of the sentence in its article.
        outlet_href: address of the outlet; None where it has no name.
        url: the article's own address, only where it is http or https.
        voices: who reports.
        confidence: of its event, in (0, 1]; None where it is of none.
    """

    quote: Quote
    outlet: str
    title: str
    published: When
    href: str
    outlet_href: str | None
    url: str | None
    voices: tuple[VoiceView, ...] = ()
    confidence: float | None = None
    event: str | None = None


class StoryLine(Record, frozen=True, kw_only=True):
    """A story as one entry of a list; the first names are those that the pieces of all views ask for.

    Attributes:
        quad: 1 to 4.
        when: None for an undated one.
        told: its best supported sentence.
        href: address of the story.
        more: number of documents.
        accounts: number of accounts that differ.
    """

    type: str
    type_label: str
    quad: int
    quad_label: str
    status: str
    status_label: str
    actors: tuple[PartyView, ...]
    recipients: tuple[PartyView, ...]
    when: When | None
    told: Told
    href: str
    origins: int
    more: int
    accounts: int
    dimensions: tuple[str, ...]


class AccountLine(Record, frozen=True, kw_only=True):
    """What one side says."""

    role: str
    role_label: str
    says: str
    speakers: tuple[str, ...]
    origins: int
    told: tuple[Told, ...]


class RivalLine(Record, frozen=True, kw_only=True):
    """Accounts that cannot all hold.

    Attributes:
        story: address of the story; None where the matter is no single happening.
    """

    kind: str
    kind_label: str
    matter: str
    accounts: tuple[AccountLine, ...]
    agreed: tuple[str, ...]
    why: str
    href: str
    story: str | None


class _Sources(NamedTuple):
    """What is known of the documents of some evidence: headers, and where its sentences begin."""

    headers: Mapping[str, Document]
    starts: Mapping[tuple[str, int], int]


def story_lines(stories: Sequence[Story], asked: Asked) -> list[StoryLine]:
    """Stories as entries of a list, in their order; a few questions to the archive for all together."""
    leads = [_lead(story) for story in stories]
    events = {event.id: event for event in asked.library.browser.events(leads)}
    sources = _sources(events.values(), asked)
    return [
        _line(story, events[lead], sources, asked)
        for story, lead in zip(stories, leads, strict=True)
        if lead in events and events[lead].document in sources.headers  # forgotten meanwhile
    ]


def rival_lines(rivals: Sequence[Rival], asked: Asked) -> list[RivalLine]:
    """Rival accounts with their sentences, in their order."""
    passages = [one for rival in rivals for account in rival.accounts for one in account.sentences]
    sources = _sources(passages, asked)
    homes = asked.library.browser.homes(one.event for one in passages if one.event)
    return [_rival(rival, sources, homes, asked) for rival in rivals]


def account_lines(accounts: Iterable[Account], asked: Asked) -> tuple[AccountLine, ...]:
    """Accounts of a story or a matter with their sentences."""
    known = tuple(accounts)
    sources = _sources([one for account in known for one in account.sentences], asked)
    return tuple(_account(account, sources, asked) for account in known)


def told_lines(events: Sequence[Event], asked: Asked) -> list[Told]:
    """Events as sentences of evidence, in their order."""
    sources = _sources(events, asked)
    return [_told(event, sources, asked) for event in events if event.document in sources.headers]


def told_passages(passages: Iterable[Passage], asked: Asked) -> list[Told]:
    """Passages as sentences of evidence, in their order."""
    known = list(passages)
    sources = _sources(known, asked)
    return [_told(one, sources, asked) for one in known if one.document in sources.headers]


def _lead(story: Story) -> str:
    """The event whose words stand for the story: the first of its best supported account."""
    shown = (one.event for account in story.accounts for one in account.sentences)
    return next((event for event in shown if event is not None), story.events[0])


def _sources(evidence: Iterable[Event | Passage], asked: Asked) -> _Sources:
    known, browser = list(evidence), asked.library.browser
    headers = browser.headers(one.document for one in known)
    return _Sources(headers, browser.sentence_starts((one.document, one.sentence) for one in known))


def _line(story: Story, lead: Event, sources: _Sources, asked: Asked) -> StoryLine:
    labels, quad = asked.labels, int(plover.quad(story.type))
    date = told_date(story.date, story.date_precision, story.id)
    dimensions = {plover.contexts()[context] for context in story.contexts}
    return StoryLine(
        type=story.type,
        type_label=labels.code("type", story.type),
        quad=quad,
        quad_label=labels.text(f"quad.{quad}"),
        status=story.status,
        status_label=labels.text(f"status.{story.status}"),
        actors=tuple(party_view(entity, labels) for entity in lead.actors),
        recipients=tuple(party_view(entity, labels) for entity in lead.recipients),
        when=when_told(date, labels, story.end_date) if date else None,
        told=_told(lead, sources, asked),
        href=asked.links.story(story),
        origins=story.origins.number,
        more=len(story.documents),
        accounts=len(story.accounts),
        dimensions=tuple(name for name in plover.DIMENSIONS if name in dimensions),
    )


def _rival(rival: Rival, sources: _Sources, homes: Mapping[str, str], asked: Asked) -> RivalLine:
    labels = asked.labels
    shown = [one.event for account in rival.accounts for one in account.sentences]
    home = next((event for event in shown if event and homes.get(event) == rival.story), None)
    return RivalLine(
        kind=rival.kind,
        kind_label=labels.text(f"rival.{rival.kind}"),
        matter=labels.one_of(rival.matter),
        accounts=tuple(_account(account, sources, asked) for account in rival.accounts),
        agreed=agreed_words(rival.agreed, labels),
        why=labels.one_of(rival.why),
        href=asked.links.rival(rival.id),
        story=asked.links.story_of(home) if home else None,
    )


def _account(account: Account, sources: _Sources, asked: Asked) -> AccountLine:
    labels = asked.labels
    return AccountLine(
        role=account.role,
        role_label=labels.text(f"account.{account.role}"),
        says=labels.one_of(account.says),
        speakers=tuple(dict.fromkeys(speaker_name(one, labels) for one in account.speakers)),
        origins=account.origins.number,
        told=tuple(
            _told(one, sources, asked) for one in account.sentences if one.document in sources.headers
        ),
    )


def _told(one: Event | Passage, sources: _Sources, asked: Asked) -> Told:
    document, labels, links = sources.headers[one.document], asked.labels, asked.links
    is_event = not hasattr(one, "event")
    name: str | None = one.id if is_event else one.event  # type: ignore[union-attr]
    return Told(
        quote=_quote(one, document, sources.starts.get((one.document, one.sentence))),
        outlet=document.outlet or labels.text("ui.unnamed_outlet"),
        title=document.title or labels.text("ui.untitled"),
        published=when_published(document.published, labels),
        href=links.evidence(one.document, event=name, sentence=one.sentence),
        outlet_href=links.outlet(document.outlet) if document.outlet else None,
        url=safe_url(document.url),
        voices=tuple(voice_view(voice, labels) for voice in getattr(one, "voices", ())),
        confidence=getattr(one, "confidence", None),
        event=name,
    )


def _quote(one: Event | Passage, document: Document, start: int | None) -> Quote:
    """The sentence cut at the trigger; where the archive splits sentences otherwise by now, uncut."""
    first = one.start - start if start is not None else 0
    last = first + one.end - one.start
    if start is None or not 0 <= first < last <= len(one.text):
        first = last = 0
    return Quote(
        before=one.text[:first],
        trigger=one.text[first:last],
        after=one.text[last:],
        language=document.language,
        direction=direction_of(document.language),
    )


def short(told: Told) -> Quote:
    """The words around the trigger, for lists."""
    return excerpt_of(told.quote)
