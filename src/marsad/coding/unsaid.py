"""Who did it, where the clause leaves it unsaid: a speaker, a subject carried on, the state of the land."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import structs

from marsad.coding.parties import entities_of, entity, is_located
from marsad.coding.relations import classes_of, is_of_reports
from marsad.coding.slots import causes
from marsad.coding.speech import colon_voices, speech_class
from marsad.records import Entity

if TYPE_CHECKING:
    from marsad.actors.mention import Mention
    from marsad.coding.frames import Frame
    from marsad.coding.moods import Mood
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause

_SUFFERED: Final = frozenset({"ASSAULT", "COERCE", "PROTEST"})
_MEASURES: Final = frozenset({"CONCEDE", "SANCTION"})
_SUFFERED_FROM: Final = frozenset({"ASSAULT", "COERCE", "SANCTION"})
_PAIR: Final = 2
_MATERIAL: Final = frozenset({"AID", "COOPERATE", "MOBILIZE", "SANCTION"})
_SETTLED: Final = frozenset({"AGREE", "SUPPORT"})
"""Types of what sides of one land settle between them ("اتفاق في العراق على …")."""
_FORCES: Final = frozenset({"MIL", "REB"})
_SENT_AWAY: Final = frozenset({"deport", "expel"})


def unsaid_actor(scene: Scene, clause: Clause, frame: Frame, mood: Mood) -> tuple[Entity, ...]:
    """Actors of an act that no slot of its frame tells; empty where nothing does."""
    nominal = clause.kind in ("masdar", "noun") or clause.passive
    said = _pair_at_head(scene, clause, frame) or _said_by_doer(scene, clause, mood)
    said = said or (_before_colon(scene, frame) if nominal else ())
    if said:
        return said
    if clause.passive and frame.mode in _SENT_AWAY:
        return _whose_land_is_left(scene, clause)
    ending = _by_at_end(scene, clause) or _land_to_leave(scene, clause, frame) if nominal else ()
    by_cause = ending or _by_cause_or_land(scene, clause, frame)
    if by_cause:
        return by_cause
    if "state-only" in frame.options:
        return _of_the_land(scene, clause)
    if scene.title and nominal and frame.type in _MEASURES:
        located = _located_land(scene, clause)
        return (Entity(text=None, country=located),) if located else ()
    if scene.title and nominal and frame.type in _SETTLED and not frame.recipient:
        located = _located_land(scene, clause)
        return (Entity(text=None, country=located),) if located else ()
    told = _taken_up(scene, clause, mood) or _who_denies(scene, clause, mood)
    if told:
        return told
    at_home = _is_unnamed_domestic(frame) or (frame.type == "ASSAULT" and not frame.recipient)
    return _of_the_land(scene, clause) if at_home else ()


def _by_cause_or_land(scene: Scene, clause: Clause, frame: Frame) -> tuple[Entity, ...]:
    """The doer told by a means, or by the land that someone is barred from."""
    if clause.passive and frame.type == "REJECT":
        return _whose_land_is_left(scene, clause)
    return causes(scene, clause) if frame.type in _SUFFERED_FROM else ()


def _pair_at_head(scene: Scene, clause: Clause, frame: Frame) -> tuple[Entity, ...]:
    """Both sides of an act between them, named before the break of a title ("الأردن ومصر.. اتفاق جديد")."""
    if not scene.title or frame.recipient or all(len(group) == 1 for group in frame.actor):
        return ()
    two = scene.mentions[:_PAIR]
    if len(two) < _PAIR or two[0].start or two[1].start != two[0].end or not two[1].conjunction:
        return ()
    broken = two[1].end < clause.token and scene.tokens[two[1].end].word.punctuation
    return tuple(entity(scene, mention) for mention in two) if broken else ()


def _takes_land(scene: Scene, frame: Frame) -> bool:
    """Whether land is taken and forces speak before the colon ("الجيش: استعادة السيطرة على …")."""
    return frame.mode == "territory" and any(v.speaker.sector in _FORCES for v in colon_voices(scene))


def _taken_up(scene: Scene, clause: Clause, mood: Mood) -> tuple[Entity, ...]:
    """Whom a verb without a subject goes on with: who speaks, or who was spoken of."""
    silent = clause.subject is None or clause.kind == "participle" or _is_told_by_pronoun(scene, clause)
    if clause.kind not in ("verb", "participle") or clause.passive or not silent:
        return ()
    if mood.voices and clause.link == "that":
        return (mood.voices[0].speaker,)
    carried = _carried_on(scene, clause)
    named = None if carried else _named_before(scene, clause)
    before = carried or ((entity(scene, named),) if named else scene.memory.subject)
    return tuple(map(replace_text, before))


def _who_denies(scene: Scene, clause: Clause, mood: Mood) -> tuple[Entity, ...]:
    """Who calls false what is told of a nameless doer ("وصفت بيونغيانغ الحديث عن إيفاد جنود بأنه كذب")."""
    if not mood.denied or clause.kind != "masdar" or clause.governor is None:
        return ()
    upper = scene.clauses[clause.governor]
    if upper.kind != "verb" or upper.subject is None or upper.subject.start < upper.token:
        return ()
    return tuple(map(replace_text, entities_of(scene, upper.subject, upper)))


def _said_by_doer(scene: Scene, clause: Clause, mood: Mood) -> tuple[Entity, ...]:
    """Who says "we" ("قال الوزير: «لم نعتقل أحدا»"), or denies the reports that tell of it."""
    if clause.inherited and is_of_reports(scene, clause):
        return tuple(map(replace_text, _carried_on(scene, clause)))  # "نفت تقارير أفادت بأنها أغلقت …"
    if clause.kind != "verb" or any(reading.person != "1" for reading in clause.readings):
        return ()
    if mood.voices and clause.link == "that":
        return (mood.voices[0].speaker,)
    return _who_says_we(scene, clause)


def _who_says_we(scene: Scene, clause: Clause) -> tuple[Entity, ...]:
    """Who speaks behind a quotation in the first person ("«لم نهاجم أي سفينة»، يقول قائد الأسطول")."""
    if not all(reading.person == "1" for reading in clause.readings):
        return ()
    after = (c for c in scene.clauses if c.token > clause.token and c.kind == "verb" and c.subject)
    speaking = next((c for c in after if speech_class(classes_of(scene, c)) and not c.inherited), None)
    if speaking is None or speaking.subject is None or speaking.link == "that":
        return ()
    return entities_of(scene, speaking.subject, speaking)


def _of_the_land(scene: Scene, clause: Clause) -> tuple[Entity, ...]:
    land = _land(scene, clause)
    return (Entity(text=None, country=land),) if land else ()


def _whose_land_is_left(scene: Scene, clause: Clause) -> tuple[Entity, ...]:
    """Who deports, where only the land that is left is told ("رُحّلوا من الجزائر")."""
    phrases = (a for a in (*clause.arguments, *clause.outer) if a.role in scene.cues.from_)
    return next(filter(None, (entities_of(scene, phrase, clause) for phrase in phrases)), ())


def _by_at_end(scene: Scene, clause: Clause) -> tuple[Entity, ...]:
    """Who did it, told behind a description of others ("عقوبات على من يتعامل مع بيرو من قبل تشيلي")."""
    last = scene.clauses[-1]
    described = last.kind == "verb" and not last.passive and last.link == "relative"
    if not (described and scene.title and scene.opens(clause.token)):
        return ()
    by = next((a for a in (*last.arguments, *last.outer) if a.role in scene.cues.by), None)
    return entities_of(scene, by, last) if by is not None else ()


def _may_be_doer(frame: Frame, speaker: Entity) -> bool:
    """Whether who speaks before a colon can have done it: no guest, and no arms from a charity."""
    does = any("subject" in group for group in frame.actor)
    return does and not (speaker.country == "NGO" and frame.type in _MATERIAL)


def _before_colon(scene: Scene, frame: Frame) -> tuple[Entity, ...]:
    """Who speaks before the colon of a title, where that one can have done it."""
    if not scene.title or (frame.type in _SUFFERED and not _takes_land(scene, frame)):
        return ()
    speakers = colon_voices(scene)
    able = bool(speakers) and _may_be_doer(frame, speakers[0].speaker)
    return (speakers[0].speaker,) if able else ()


def _land_to_leave(scene: Scene, clause: Clause, frame: Frame) -> tuple[Entity, ...]:
    """The land that someone is given time to leave ("مهلة للسفير الكندي لمغادرة السعودية")."""
    if frame.mode not in _SENT_AWAY:
        return ()
    number = scene.number_of(clause)
    below = (c for c in scene.clauses if c.governor == number and scene.cues.leaving & set(c.lemmas))
    return next((entities_of(scene, a, c) for c in below for a in c.arguments if a.role == "genitive"), ())


def replace_text(party: Entity) -> Entity:
    """A party taken over from another sentence: known, but unsaid here."""
    return structs.replace(party, text=None, start=None, end=None)


def _carried_on(scene: Scene, clause: Clause) -> tuple[Entity, ...]:
    """The subject of the nearest verb before that is no aside and that the verb agrees with."""
    genders = {reading.gender for reading in clause.readings} | {""}
    for earlier in reversed([c for c in scene.clauses if c.token < clause.token]):
        subject = earlier.subject
        if earlier.kind != "verb" or earlier.link == "relative" or subject is None:
            continue
        head = next(iter(scene.mentions_in(subject)), None)
        if head is not None and head.country and head.gender in genders:
            return entities_of(scene, subject, earlier)
    return ()


def _named_before(scene: Scene, clause: Clause) -> Mention | None:
    """The party named last before a verb without a subject, where nothing governs it."""
    before = [m for m in scene.mentions if m.end <= clause.token and m.country and not m.adjective]
    return next((m for m in reversed(before) if not m.preposition and not _is_governed(scene, m)), None)


def _is_governed(scene: Scene, mention: Mention) -> bool:
    """Whether a preposition stands just before a mention."""
    readings = scene.tokens[mention.start - 1].word.readings if mention.start else ()
    return any(reading.kind == "preposition" and not reading.enclitic for reading in readings)


def _is_told_by_pronoun(scene: Scene, clause: Clause) -> bool:
    """Whether "she" or "he" stands just before the verb ("السياسة قائمة، فهي تعارض الحرب")."""
    readings = scene.tokens[clause.token - 1].word.readings if clause.token else ()
    return any(reading.kind == "pronoun" for reading in readings)


def _is_unnamed_domestic(frame: Frame) -> bool:
    return "domestic" in frame.options or frame.type == "PROTEST"


def _land(scene: Scene, clause: Clause) -> str | None:
    """The land in which a deed is told to happen: where "in" or a place says so, else the first one named."""
    named = [mention.country for mention in scene.mentions if mention.country]
    return _located_land(scene, clause) or (named[0] if named else scene.memory.focus)


def _located_land(scene: Scene, clause: Clause) -> str | None:
    after = [mention for mention in scene.mentions if mention.start > clause.token and mention.country]
    for mention in after:
        if mention.place or mention.preposition in scene.cues.at or is_located(scene, mention):
            return mention.country
    return None
