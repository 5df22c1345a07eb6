"""Events of one sentence: clauses that a frame fits, with their parties, status, date and voices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from marsad.actors.knowledge import knowledge
from marsad.coding.moods import Mood, frame_for, mood_of
from marsad.coding.parties import UNNAMED, entity, is_located
from marsad.coding.setting import is_off_topic
from marsad.coding.slots import bearer, causes, classes_of, clause_range, entities_in, governor
from marsad.coding.when import UNDATED, When, is_background, when
from marsad.plover import quad
from marsad.records import Entity, Status, Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from marsad.coding.frames import Frame
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause

_PLAN_IS_AGREE: Final = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "AGREE"})
_ANCHORS: Final = frozenset({"بعد", "بسبب", "رغم", "ردا على"})
_DONE_TO: Final = frozenset({"ASSAULT", "COERCE", "SANCTION", "ACCUSE", "RETREAT"})
_HAPPENS: Final = frozenset({"passive-light", "cause", "aspect"})
_CIVIL: Final = frozenset({"CVL", "JRN", "REL", "EDU", "MED", "LAB"})
_VERBAL: Final = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE"})


@dataclass(frozen=True, slots=True)
class Act:
    """An event before it becomes a record."""

    clause: Clause
    type: str
    mode: str | None
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]
    status: Status
    voices: tuple[Voice, ...]
    when: When
    confidence: float

    @property
    def key(self) -> tuple[str, frozenset[str], frozenset[str], str]:
        """What makes it one event in its sentence (decision 20)."""
        return self.type, _codes(self.actors), _codes(self.recipients), self.status


def _codes(parties: tuple[Entity, ...]) -> frozenset[str]:
    return frozenset(party.country for party in parties)


def acts(scene: Scene) -> list[Act]:
    """The acts that a sentence tells, one per (type, actors, recipients, status)."""
    found: dict[object, Act] = {}
    for clause in scene.clauses:
        act = _act(scene, clause)
        if act is None:
            continue
        standing = found.get(act.key)
        if standing is None or _outweighs(act, standing):
            found[act.key] = _merged(act, standing)
    return list(_without_shadows(found.values()))


def _outweighs(act: Act, standing: Act) -> bool:
    return act.mode is not None and standing.mode is None


def _merged(act: Act, standing: Act | None) -> Act:
    if standing is None or act.when != UNDATED:
        return act
    return replace(act, when=standing.when)


def _without_shadows(found: Iterable[Act]) -> Iterator[Act]:
    """Leaves out an act with an unnamed side where a fuller one of its type and status stands."""
    everything = list(found)
    for act in everything:
        if not any(_shadows(other, act) for other in everything if other is not act):
            yield act


def _shadows(fuller: Act, act: Act) -> bool:
    if fuller.type != act.type or fuller.status != act.status:
        return False
    actors, recipients = _codes(act.actors) - {"UNK"}, _codes(act.recipients) - {"UNK"}
    poorer = actors <= _codes(fuller.actors) and recipients <= _codes(fuller.recipients)
    return poorer and len(actors) + len(recipients) < len(_codes(fuller.actors)) + len(
        _codes(fuller.recipients)
    )


def _act(scene: Scene, clause: Clause) -> Act | None:
    frame = frame_for(scene, clause)
    if frame is None or is_off_topic(scene) or not _stands_for_a_deed(scene, clause, frame):
        return None
    mood = mood_of(scene, clause)
    turned = _turned(frame, mood, clause)
    if turned is None:
        return None
    type_name, mode, status = turned
    actors, recipients = _sides(scene, clause, frame, mood)
    if type_name == "REJECT" and "اعترف" in clause.lemmas:
        recipients = tuple(_power_behind(party) for party in recipients)
    if type_name != frame.type and not recipients and len(actors) > 1:
        actors, recipients = actors[:1], actors[1:]
    if not _is_worth_telling(actors, recipients, type_name):
        return None
    time = when(scene, clause)
    if status == "actual" and is_background(time.date, scene.published):
        status = "historical"
    voices = tuple(mood.voices) or scene_voices(scene)
    confidence = _confidence(clause, frame, actors, recipients)
    return Act(clause, type_name, mode, actors, recipients, status, voices, time, confidence)


def _power_behind(party: Entity) -> Entity:
    """Who is meant by not recognising a disputed land (ruling 24)."""
    behind = knowledge().behind.get(party.name or "")
    if behind is None:
        return party
    return Entity(
        text=party.text,
        name=party.name,
        name_ar=party.name_ar,
        country=behind,
        start=party.start,
        end=party.end,
    )


def _is_worth_telling(actors: tuple[Entity, ...], recipients: tuple[Entity, ...], type_name: str) -> bool:
    """At least one side has a known country; a stance, which only someone can take, has a known actor."""
    known = [party for party in (*actors, *recipients) if party.country != "UNK"]
    if type_name in _VERBAL and all(party.country == "UNK" for party in actors):
        return False
    return bool(known)


# -- does it stand for a deed? ---------------------------------------------------------------------


def _stands_for_a_deed(scene: Scene, clause: Clause, frame: Frame) -> bool:
    if clause.kind in ("verb", "participle"):
        return True
    if bearer(scene, clause) is not None:
        return True
    above = governor(scene, clause)
    bound = any(argument.role in ("adjective", "genitive", "من قبل", "من") for argument in clause.arguments)
    if clause.link in _ANCHORS:
        return bound
    if bound and above is None and _opens_complement(scene, clause):
        return True
    if _is_answered_for(scene, clause):
        return True
    if scene.title:
        return _heads_a_title(scene, clause, above) or (frame.type == "ASSAULT" and _is_fatal(scene, clause))
    return above is not None and clause.link == "subject" and bound and bool(classes_of(above) & _HAPPENS)


def _opens_complement(scene: Scene, clause: Clause) -> bool:
    """Whether the noun stands right after "that": "(قال) إن رفض كازاخستان الانضمام يؤكد …" presupposes the deed."""
    if not clause.token or clause.readings[0].article:
        return False
    readings = scene.tokens[clause.token - 1].word.readings
    return any(reading.kind == "subordinator" and reading.lemma == "أن" for reading in readings)


def _is_answered_for(scene: Scene, clause: Clause) -> bool:
    """Whether a verb of denial or intent above makes the noun a deed denied or planned."""
    above = governor(scene, clause)
    while above is not None:
        if classes_of(above) & {"denies", "intend"}:
            return True
        above = governor(scene, above) if above.kind in ("masdar", "noun") else None
    return False


def _heads_a_title(scene: Scene, clause: Clause, above: Clause | None) -> bool:
    """In a title an event noun is news unless it is a topic: definite, or the object of some other verb."""
    definite = clause.readings[0].article and clause.token > 0
    if above is not None:
        return clause.link == "subject" and not definite
    before = scene.tokens[clause.token - 1].form if clause.token else ""
    return not definite and not clause.readings[0].preposition and before not in ("في", "حول", "عن", "منذ")


def _is_fatal(scene: Scene, clause: Clause) -> bool:
    """ "Dead in an attack": an indefinite attack after "in" or "by" is the news itself."""
    before = scene.tokens[clause.token - 1].form if clause.token else ""
    return not clause.readings[0].article and (before == "في" or clause.readings[0].preposition == "ب")


# -- what it amounts to ----------------------------------------------------------------------------


def _turned(frame: Frame, mood: Mood, clause: Clause) -> tuple[str, str | None, Status] | None:
    """Type, mode and status after plan, refusal, denial and expectation; None where it is no act."""
    if mood.unreal:
        return None
    cooperative = frame.type in _PLAN_IS_AGREE
    if mood.planned and mood.refused:
        return ("REJECT", None, "actual") if cooperative or frame.type == "REQUEST" else None
    if mood.possible:
        return frame.type, frame.mode, "hypothetical"
    if mood.future and mood.negated and not mood.denied:
        return (
            ("REJECT", None, "actual")
            if cooperative or frame.type == "REQUEST"
            else (frame.type, frame.mode, "future")
        )
    if mood.planned or mood.future:
        return _intended(frame, mood)
    if mood.negated:
        return _negated(frame, mood, clause)
    return frame.type, frame.mode, "actual"


def _intended(frame: Frame, mood: Mood) -> tuple[str, str | None, Status]:
    if frame.type in _PLAN_IS_AGREE:
        return "AGREE", None, "actual"
    if frame.type in ("RETREAT", "CONCEDE"):
        return "CONCEDE", None, "actual"
    if mood.planned and not quad(frame.type).cooperative:
        return "THREATEN", None, "actual"
    return frame.type, frame.mode, "future"


def _negated(frame: Frame, mood: Mood, clause: Clause) -> tuple[str, str | None, Status]:
    # "لا تعترف بضم القرم" is a stance in force, not an act that did not happen (decision 2).
    stance = frame.type == "SUPPORT" and clause.readings[0].tense != "past" and not mood.denied
    if stance and "اعترف" in clause.lemmas:
        return "REJECT", None, "actual"
    return frame.type, frame.mode, "negated"


# -- who -------------------------------------------------------------------------------------------


def _sides(
    scene: Scene, clause: Clause, frame: Frame, mood: Mood
) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    if _reads_passive(scene, clause, frame):
        clause = clause._replace(passive=True)
    actors = _first_filled(scene, clause, frame, frame.actor) or _unsaid_actor(scene, clause, frame, mood)
    recipients = _recipients(scene, clause, frame, actors)
    if recipients == actors and any(party.text for party in recipients):
        recipients = ()
    if frame.recipient == () or not actors:
        return actors or (UNNAMED,), recipients
    return _with_shared_country(actors, recipients, frame)


def _reads_passive(scene: Scene, clause: Clause, frame: Frame) -> bool:
    """Whether an active-looking verb must be passive: something is done to its only bare noun phrase.

    Without vowel signs قُتل and قَتل are one. A civilian or a bare number that "arrests", "convicts" or
    "kills" with nothing behind it was arrested, convicted or killed.
    """
    if (
        clause.kind != "verb"
        or clause.passive
        or frame.type not in _DONE_TO
        or ("object",) not in frame.recipient
    ):
        return False
    roles = [argument.role for argument in clause.arguments]
    if "object" in roles or "subject" not in roles or any(reading.enclitic for reading in clause.readings):
        return False
    subject = next(argument for argument in clause.arguments if argument.role == "subject")
    inside = scene.mentions_in(subject)
    if not inside:
        return scene.tokens[subject.start].word.digits or "state-only" in frame.options
    return inside[0].sector in _CIVIL


def _first_filled(
    scene: Scene, clause: Clause, frame: Frame, slots: tuple[tuple[str, ...], ...]
) -> tuple[Entity, ...]:
    for group in slots:
        found = entities_in(scene, clause, group, frame)
        if found:
            return found
    return ()


def _unsaid_actor(scene: Scene, clause: Clause, frame: Frame, mood: Mood) -> tuple[Entity, ...]:
    if scene.title and clause.kind in ("masdar", "noun"):
        speakers = scene_voices(scene)
        if speakers:
            return (speakers[0].speaker,)
    by_cause = causes(scene, clause) if frame.type in ("ASSAULT", "COERCE") else ()
    if by_cause:
        return by_cause
    if "state-only" in frame.options:
        land = _land(scene, clause)
        return (Entity(text=None, country=land),) if land else ()
    takes_up = clause.kind in ("verb", "participle") and not clause.passive and not _has_subject(clause)
    if takes_up and mood.voices and clause.link == "that":
        return (mood.voices[0].speaker,)
    if takes_up and scene.memory.subject:
        return tuple(replace_text(party) for party in scene.memory.subject)
    if _is_unnamed_domestic(frame) or (frame.type == "ASSAULT" and not frame.recipient):
        land = _land(scene, clause)
        return (Entity(text=None, country=land),) if land else ()
    return ()


def replace_text(party: Entity) -> Entity:
    """A party taken over from another sentence: known, but unsaid here."""
    return Entity(
        text=None,
        name=party.name,
        name_ar=party.name_ar,
        country=party.country,
        sector=party.sector,
        id=party.id,
    )


def _has_subject(clause: Clause) -> bool:
    return any(argument.role == "subject" for argument in clause.arguments)


def _is_unnamed_domestic(frame: Frame) -> bool:
    return "domestic" in frame.options or frame.type == "PROTEST"


def _land(scene: Scene, clause: Clause) -> str | None:
    for mention in scene.mentions:
        if mention.start > clause.token and mention.country and (mention.place or mention.preposition == "ب"):
            return mention.country
    named = [mention.country for mention in scene.mentions if mention.country]
    return named[0] if named else scene.memory.focus


def _recipients(scene: Scene, clause: Clause, frame: Frame, actors: tuple[Entity, ...]) -> tuple[Entity, ...]:
    for group in frame.recipient:
        if group == ("same",):
            return tuple(Entity(text=None, country=actor.country) for actor in actors[:1])
        found = entities_in(scene, clause, group, frame)
        others = tuple(party for party in found if party not in actors)
        if others:
            return others
    return (
        _enclitic_object(scene, clause, frame, actors)
        or _only_other(scene, clause, frame, actors)
        or _unnamed_group(scene, clause, frame, actors)
    )


def _unnamed_group(
    scene: Scene, clause: Clause, frame: Frame, actors: tuple[Entity, ...]
) -> tuple[Entity, ...]:
    """A group without a country inside what is threatened, asked or refused: taken as the actor's own people."""
    known = [actor.country for actor in actors if actor.country != "UNK"]
    if frame.type not in _VERBAL or not frame.recipient or not known:
        return ()
    window = clause_range(scene, clause)
    for mention in scene.mentions:
        inside = mention.start in window and mention.start > clause.token
        if inside and mention.role is not None and not mention.country and not is_located(scene, mention):
            return (replace_country(entity(scene, mention), known[0]),)
    return ()


def replace_country(party: Entity, country: str) -> Entity:
    """The party with another country."""
    return Entity(text=party.text, country=country, sector=party.sector, start=party.start, end=party.end)


def _only_other(scene: Scene, clause: Clause, frame: Frame, actors: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """The one other country named after the predicate and before the next verb, where there is just one.

    "توعدت واشنطن بمعاقبة المصارف القيرغيزية": the party stands inside what is threatened.
    """
    if not frame.recipient:
        return ()
    own = _codes(actors)
    window = clause_range(scene, clause)
    after = [m for m in scene.mentions if m.start in window and m.start > clause.token and m.country]
    others = [m for m in after if m.country not in own and not (m.place and is_located(scene, m))]
    if len({mention.country for mention in others}) != 1:
        return ()
    return (entity(scene, others[0]),)


def _enclitic_object(
    scene: Scene, clause: Clause, frame: Frame, actors: tuple[Entity, ...]
) -> tuple[Entity, ...]:
    """ "اتهمها": the pronoun stands for the country named last that is not the actor's."""
    pronoun = any(reading.enclitic for reading in clause.readings) and clause.kind == "verb"
    if not pronoun or ("object",) not in frame.recipient:
        return ()
    own = _codes(actors)
    before = [
        m.country for m in scene.mentions if m.end <= clause.token and m.country and m.country not in own
    ]
    codes = before or [code for code in scene.memory.recent if code not in own]
    return (Entity(text=None, country=codes[-1]),) if codes else ()


def _with_shared_country(
    actors: tuple[Entity, ...], recipients: tuple[Entity, ...], frame: Frame
) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    """In a domestic act the side whose country is not told has the other's."""
    known = [party.country for party in (*actors, *recipients) if party.country != "UNK"]
    if not known:
        return actors, recipients
    if frame.type in ("COERCE", "ASSAULT", "PROTEST", "SANCTION", "RETREAT", "ACCUSE", "REQUEST", "REJECT"):
        recipients = tuple(_in_country(party, known[0]) for party in recipients)
    if ("domestic" in frame.options or frame.type == "COERCE") and not recipients:
        recipients = (Entity(text=None, country=known[0]),)
    return actors, recipients


def _in_country(party: Entity, country: str) -> Entity:
    return party if party.country != "UNK" else replace_country(party, country)


# -- how sure --------------------------------------------------------------------------------------


def _confidence(
    clause: Clause, frame: Frame, actors: tuple[Entity, ...], recipients: tuple[Entity, ...]
) -> float:
    """A first, uncalibrated confidence: finite verbs and named sides are surer than nouns and unnamed ones."""
    sure = 0.8 if clause.kind == "verb" else 0.65
    if "weak" in frame.options:
        sure -= 0.2
    if all(party.country == "UNK" for party in actors):
        sure -= 0.15
    if frame.recipient and not recipients and len(actors) < 2:
        sure -= 0.1
    return round(max(sure, 0.05), 2)


# -- voices told once for the sentence ---------------------------------------------------------------


def scene_voices(scene: Scene) -> tuple[Voice, ...]:
    """The speaker before a colon in a title ("نتنياهو: …")."""
    colon = next((i for i, token in enumerate(scene.tokens[:10]) if token.form == ":"), None)
    if colon is None or any(clause.token < colon for clause in scene.clauses):
        return ()
    before = [mention for mention in scene.mentions if mention.end <= colon]
    if not before or (before[0].place and before[0].party and before[0].party.kind == "place"):
        return ()
    return (Voice(speaker=entity(scene, before[0]), verb="says"),)
