"""What is said of the choices of a state: conditional forecasts, threats and demands, each with its voice."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.coding.suppositions import conditions_around, may_lead, supposed_by
from marsad.measures.branches import Move, moves_in
from marsad.measures.trap import Kind, Said
from marsad.records import Passage, Support
from marsad.stories.accounts import passage_of
from marsad.stories.acts import party_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from marsad.coding.suppositions import Supposed
    from marsad.measures.branches import Between
    from marsad.records import Document, Entity, Event, Forecast, Sentence, Story
    from marsad.stories import Origins

_KINDS: Final[dict[str, Kind]] = {"THREATEN": "threat", "REQUEST": "demand"}
_OFFICIAL: Final = frozenset({"GOV", "MIL"})
_NO_DAY: Final = "9999"


class Library(NamedTuple):
    """What the texts are looked up in.

    Attributes:
        documents: by id.
        sentences: those of a document, with their text where it was kept.
        origins: of the documents.
        today: the day of whatever has none.
    """

    documents: Mapping[str, Document]
    sentences: Callable[[str], Sequence[Sentence]]
    origins: Origins
    today: dt.date

    def day_of(self, document: str) -> dt.date:
        """The day on which it is asked who belongs to a pole."""
        return self.documents[document].published or self.today

    def support(self, passages: Iterable[Passage]) -> Support:
        """The independent origins of passages."""
        ids = self.origins.independent(one.document for one in passages)
        return Support(number=len(ids), ids=ids)

    def outlets(self, passages: Iterable[Passage]) -> tuple[str, ...]:
        """The outlets of passages in their order; "" for unnamed ones."""
        return tuple(dict.fromkeys(self.documents[one.document].outlet or "" for one in passages))


Sorted = tuple[Move, Said]


class Foretold(NamedTuple):
    """Forecasts by the act they suppose, and how many conditional ones suppose none of the state's."""

    said: list[Sorted]
    unsorted: int


def foretold(forecasts: Iterable[Forecast], known: Between, library: Library) -> Foretold:
    """What was foretold should the state act towards a pole or against it.

    The same words of the same forecaster under the same condition, as copies bring them, are one.
    """
    groups: dict[tuple[Move, str, str], list[tuple[Forecast, Supposed]]] = defaultdict(list)
    unsorted: set[tuple[str, str]] = set()
    for forecast in forecasts:
        supposed = _supposed(forecast, library)
        moves = _moves(forecast, supposed, known, library) if supposed else []
        for move in moves:
            groups[move, *_words(forecast)].append((forecast, supposed))  # type: ignore[arg-type]
        if supposed and not moves and forecast.condition and known.state in supposed.named:
            unsorted.add(_words(forecast))
    said = [(key[0], _forecast(key[0], group, library)) for key, group in groups.items()]
    return Foretold(said, len(unsorted))


def _words(forecast: Forecast) -> tuple[str, str]:
    party = forecast.forecaster
    return f"{party.country} {party.name or party.text or ''}", " ".join(forecast.statement.split())


def _supposed(forecast: Forecast, library: Library) -> Supposed | None:
    if forecast.condition is None and not may_lead(forecast.statement):
        return None
    published = library.documents[forecast.document].published
    return supposed_by(forecast, library.sentences(forecast.document), published)


def _moves(forecast: Forecast, supposed: Supposed, known: Between, library: Library) -> list[Move]:
    unsaid = known.state in supposed.named or forecast.forecaster.country == known.state
    return moves_in(supposed.leanings, known, library.day_of(forecast.document), unsaid)


def _forecast(move: Move, group: Sequence[tuple[Forecast, Supposed]], library: Library) -> Said:
    told = sorted(group, key=lambda one: _published(one[0].document, library))
    first, supposed = told[0]
    about = first.about or {}
    passages = tuple(_passage(one, library) for one, _ in told)
    text = library.documents[first.document].text
    return Said(
        kind="forecast",
        id=first.id,
        sense=move.sense,
        pole=move.pole,
        speaker=first.forecaster,
        day=first.made_on.isoformat() if first.made_on else None,
        words=first.statement,
        condition=text[supposed.start : supposed.end],
        condition_start=supposed.start,
        condition_end=supposed.end,
        likelihood=first.likelihood,
        type=about.get("type"),
        mode=about.get("mode"),
        sentences=passages,
        origins=library.support(passages),
        outlets=library.outlets(passages),
    )


def _passage(forecast: Forecast, library: Library) -> Passage:
    sentences = library.sentences(forecast.document)
    around = next(one for one in sentences if one.number == forecast.sentence)
    return Passage(
        document=forecast.document,
        sentence=forecast.sentence,
        start=forecast.start,
        end=forecast.end,
        text=around.text,
    )


def _published(document: str, library: Library) -> tuple[str, str]:
    day = library.documents[document].published
    return (day.isoformat() if day else _NO_DAY, document)


def pressed(
    stories: Iterable[Story], events: Mapping[str, Event], known: Between, library: Library
) -> list[Sorted]:
    """Threats and demands of the poles on the state: one for each story, pole and kind."""
    return [found for story in stories for found in _of_story(story, events, known, library)]


def _of_story(
    story: Story, events: Mapping[str, Event], known: Between, library: Library
) -> Iterator[Sorted]:
    groups: dict[tuple[Kind, str], list[tuple[Event, Entity]]] = defaultdict(list)
    for event in (events[name] for name in story.events):
        if not _presses(event, known.state):
            continue
        for party in filter(_speaks_for_a_state, event.actors):
            for pole in known.holding(party_name(party), library.day_of(event.document)):
                groups[_KINDS[event.type], pole.name].append((event, party))
    for (kind, name), told in groups.items():
        yield _move(kind, name), _pressure(story, kind, name, told, library)


def _presses(event: Event, state: str) -> bool:
    """Whether it is a threat or demand to the state; of one that was not made, whether someone denies it."""
    if event.type not in _KINDS or state not in {one.country for one in event.recipients}:
        return False
    return event.status != "negated" or any(voice.verb == "denies" for voice in event.voices)


def _speaks_for_a_state(party: Entity) -> bool:
    """Whether the words tell who it is; the country of "activists" or of one left unsaid is a guess."""
    return party.text is not None and (party.name is not None or party.sector in _OFFICIAL)


def _move(kind: Kind, pole: str) -> Move:
    """What a threat warns off, or a demand asks for: an act against the pole, or towards it."""
    return Move("against" if kind == "threat" else "towards", pole)


def _pressure(
    story: Story, kind: Kind, pole: str, told: Sequence[tuple[Event, Entity]], library: Library
) -> Said:
    told = sorted(told, key=lambda one: (_published(one[0].document, library), one[0].start))
    event, speaker = told[0]
    passages = tuple(dict.fromkeys(passage_of(one) for one, _ in told))
    document = library.documents[event.document]
    span = conditions_around(event.start, library.sentences(event.document), document.published)
    return Said(
        kind=kind,
        id=story.id,
        sense=_move(kind, pole).sense,
        pole=pole,
        speaker=speaker,
        voices=event.voices,
        day=story.date or (document.published.isoformat() if document.published else None),
        words=document.text[event.start : event.end],
        condition=document.text[slice(*span)] if span else None,
        condition_start=span[0] if span else None,
        condition_end=span[1] if span else None,
        type=event.type,
        mode=event.mode,
        status=event.status,
        sentences=passages,
        origins=library.support(passages),
        outlets=library.outlets(passages),
    )
