"""From a document to its coding."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from marsad.coding.claims import as_claims, voiced
from marsad.coding.events import Act, acts
from marsad.coding.figures import figures
from marsad.coding.forecasters import take_note
from marsad.coding.forecasts import forecasts_of
from marsad.coding.gradings import graded, gradings_of
from marsad.coding.parties import entities_of, is_located
from marsad.coding.scene import Memory, Scene
from marsad.coding.setting import contexts_of, place_of
from marsad.coding.when import last_day
from marsad.languages import sentences
from marsad.records import Claim, Coding, Document, Entity, Event, Figure, Forecast, Sentence, content_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.coding.attributed import Attribution
    from marsad.records import DatePrecision

MINIMUM_CONFIDENCE: Final = 0.15
"""Events below this confidence are not written unless asked for (see docs/reference/coder.md)."""


_NAMING_A_DAY: Final = frozenset({"absolute", "relative"})
_CLOSING: Final = " \"'”’»)]"


RECORDS: Final = frozenset({"events", "claims", "forecasts", "figures"})
"""What can be read out of a document, by the names of `marsad.records.Coding`."""
_STORY: Final = 40
"""Acts before that a document is remembered by."""
_ACTS: Final = frozenset({"events"})
_SAID: Final = frozenset({"claims", "forecasts"})


def code_document(
    document: Document,
    *,
    minimum: float = MINIMUM_CONFIDENCE,
    before: str = "",
    records: frozenset[str] = RECORDS,
) -> Coding:
    """Codes a document.

    Args:
        document: what to code; its comments and citations are never coded.
        minimum: lowest confidence that is written.
        before: text that stood before it, read for its parties and dates and not coded.
        records: what is asked for, of `RECORDS`; events alone take six tenths of the time of all.

    Returns:
        The events in order of their triggers, the claims in order of what is said, the forecasts in order of
        their statements, and the figures in the order of the text.
    """
    memory = Memory()
    for sentence in sentences(before) if before else ():
        scene, found = _scene(sentence, document.published, memory)
        if records & _SAID:
            voiced(scene)
        _remember(memory, scene, found)
    draft = _Draft(document, minimum, records)
    body = sentences(document.text, document.body_start)
    for sentence in body:
        scene, found = _scene(sentence, document.published, memory, title=_is_title(sentence, body))
        draft.read(scene, found)
        if sentence is body[-1] and records == _ACTS:
            break  # nobody asks any more what it leaves behind
        _remember(memory, scene, found)
        draft.count(scene)
    return draft.coding(body)


class _Draft:
    """What has been read out of a document so far."""

    def __init__(self, document: Document, minimum: float, records: frozenset[str]) -> None:
        self._document, self._minimum, self._records = document, minimum, records
        self._events: list[Event] = []
        self._claims: list[Claim] = []
        self._forecasts: list[Forecast] = []
        self._figures: list[Figure] = []
        self._voiced: list[tuple[Scene, list[Attribution]]] = []

    def read(self, scene: Scene, found: Sequence[Act]) -> None:
        """Takes the acts of a sentence, and what is said and foretold in it; acts do not hang on the rest."""
        if "events" in self._records:
            self._events += [_event(self._document, scene, a) for a in found if a.confidence >= self._minimum]
        if not self._records & _SAID:
            return
        said = voiced(scene)
        claims = as_claims(scene, self._document.id, said) if "claims" in self._records else ()
        self._claims += [claim for claim in claims if claim.confidence >= self._minimum]
        if "forecasts" in self._records:
            foretold = forecasts_of(scene, self._document.id, said, found)
            self._forecasts += [one for one in foretold if one.confidence >= self._minimum]
            self._voiced.append((scene, said))
            take_note(scene, said)

    def count(self, scene: Scene) -> None:
        """Takes the figures of a sentence, once its parties are known to those after it."""
        if "figures" in self._records:
            self._figures += figures(self._document, scene)

    def coding(self, body: Sequence[Sentence]) -> Coding:
        """All of it."""
        return Coding(
            document=self._document.id,
            events=tuple(self._events),
            claims=tuple(self._claims),
            forecasts=tuple(_marked(self._forecasts, self._voiced, self._document, body)),
            figures=tuple(self._figures),
        )


def _marked(
    forecasts: Sequence[Forecast],
    read: Sequence[tuple[Scene, list[Attribution]]],
    document: Document,
    body: Sequence[Sentence],
) -> Sequence[Forecast]:
    """Forecasts with what the document says of how they turned out; it is looked for where there are any."""
    if not forecasts:
        return forecasts
    found = (verdict for scene, said in read for verdict in gradings_of(scene, said))
    return graded(forecasts, found, document, body)


def _is_title(sentence: Sentence, all_sentences: Sequence[Sentence]) -> bool:
    """The title, or a text of one sentence without a full stop, as a headline comes alone."""
    alone = len(all_sentences) == 1 and not sentence.text.rstrip(_CLOSING).endswith((".", "؟", "…"))
    return sentence.number == 0 or alone


def _scene(
    sentence: Sentence, published: dt.date | None, memory: Memory, *, title: bool = False
) -> tuple[Scene, list[Act]]:
    scene = Scene(sentence.text, sentence.start, sentence.number, published, title, memory)
    return scene, acts(scene)


def _remember(memory: Memory, scene: Scene, found: Sequence[Act]) -> None:
    places = frozenset(m.start for m in scene.mentions if m.place and is_located(scene, m))
    memory.note(scene.tokens, scene.mentions, title=scene.title, places=places)
    memory.told = tuple(found)
    memory.story = [*memory.story, *found][-_STORY:]
    subject = _main_subject(scene, found)
    if subject:
        memory.subject = subject
    day = _last_day_told(scene, found)
    memory.date = day or memory.date
    memory.year = None if day else _last_year_told(scene, found)


def _last_day_told(scene: Scene, found: Sequence[Act]) -> dt.date | None:
    """The day of the last dated act, or where none is dated the last day named that is not to come."""
    of_acts = [act.when.date for act in found if act.when.date and act.when.precision == "day"]
    named = [t.date for t in scene.times if t.date and t.precision == "day" and t.kind in _NAMING_A_DAY]
    days = [day for date in of_acts or named if (day := last_day(date))]
    past = [day for day in days if scene.published is None or day <= scene.published]
    return next(reversed(days if of_acts else past), None)


def _last_year_told(scene: Scene, found: Sequence[Act]) -> tuple[dt.date, DatePrecision] | None:
    """The year or month of the last act that one dates, else the last one named, by its first day."""
    of_acts = [(act.when.date, act.when.precision) for act in found if act.when.date]
    named = [(t.date, t.precision) for t in scene.times if t.date and t.kind == "absolute"]
    for date, precision in reversed(of_acts or named):
        first = last_day(date)
        past = first is not None and (scene.published is None or first <= scene.published)
        if past and precision in ("month", "year"):
            return dt.date.fromisoformat((date + "-01-01")[:10]), precision
    return None


def _main_subject(scene: Scene, found: Sequence[Act]) -> tuple[Entity, ...]:
    """Whom a verb without subject in the next sentence will mean: the speaker, else the first actor."""
    for act in found:
        if act.voices:
            return (act.voices[0].speaker,)
        if act.actors and act.actors[0].country != "UNK":
            return act.actors
    return _first_subject(scene)


def _first_subject(scene: Scene) -> tuple[Entity, ...]:
    for clause in scene.clauses:
        if clause.kind == "verb" and clause.governor is None:
            for argument in clause.arguments:
                if argument.role == "subject":
                    return entities_of(scene, argument, clause)
    return ()


def _event(document: Document, scene: Scene, act: Act) -> Event:
    start, end = scene.span(act.clause.token, act.clause.token + 1)
    identity = content_id(
        "event",
        document.id,
        start,
        end,
        act.type,
        sorted(party.country for party in act.actors),
        sorted(party.country for party in act.recipients),
        act.status,
    )
    return Event(
        id=identity,
        document=document.id,
        sentence=scene.number,
        start=start,
        end=end,
        type=act.type,
        mode=act.mode,
        contexts=contexts_of(scene),
        actors=act.actors,
        recipients=act.recipients,
        date=act.when.date,
        end_date=act.when.end_date,
        date_precision=act.when.precision,
        place=place_of(scene, act.clause),
        status=act.status,
        voices=act.voices,
        confidence=act.confidence,
        text=scene.text,
    )
