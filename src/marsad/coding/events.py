"""Events of one sentence: clauses that a frame fits, with their parties, status, date and voices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from marsad.coding.adjusting import Deed, as_its_sides_make_it, heir
from marsad.coding.background import with_background
from marsad.coding.companions import may_tell
from marsad.coding.confidence import ALWAYS, confidence_of, features_of
from marsad.coding.deeds import stands_for_a_deed
from marsad.coding.denials import denied_again
from marsad.coding.duties import duty_of
from marsad.coding.eras import is_of_an_era
from marsad.coding.gifts import gift_of
from marsad.coding.moods import frame_for, mood_of
from marsad.coding.outcomes import with_doers_of_outcomes
from marsad.coding.parties import codes
from marsad.coding.planned import is_own_threat, is_scheduled
from marsad.coding.presence import presence_of
from marsad.coding.recipients import STANCES
from marsad.coding.relations import tells_of
from marsad.coding.rereading import reread
from marsad.coding.retorts import retort_of
from marsad.coding.setting import is_off_topic
from marsad.coding.sides import SPEAKER, sides
from marsad.coding.speech import cited_voices, colon_voices
from marsad.coding.turns import Turn, turned
from marsad.coding.weapons import weapon_mode
from marsad.coding.when import UNDATED, When, is_ahead, is_background, is_standing, told_on, when
from marsad.plover import quad

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from marsad.coding.frames import Frame
    from marsad.coding.moods import Mood
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause
    from marsad.records import Entity, Status, Voice

_TIES: Final = frozenset({"COOPERATE", "SUPPORT"})
"""Types of what may be a state of affairs: ties kept, trade carried on (decision 4)."""


_RULING: Final = frozenset({None, "GOV", "MIL", "REB"})
"""Sectors of those who can do what they say that they will."""


_POWERS: Final = frozenset({"COERCE", "SANCTION", "THREATEN"})
_STATES: Final = frozenset({"GOV", None})
_NO_STATES: Final = frozenset({"UNK", "NGO"})
_AUTHORITIES: Final = frozenset({"COP", "GOV", "JUD", "MIL"})
_THREATS: Final = {"ASSAULT": "violence", "SANCTION": "restrict"}
"""Modes of threatening with a type."""
_ORDINARY: Final = frozenset({"CRM", "CVL", "REF"})
"""Sectors of people whose meetings are their own."""


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
        return self.type, codes(self.actors), codes(self.recipients), self.status


def acts(scene: Scene) -> list[Act]:
    """The acts that a sentence tells, one per (type, actors, recipients, status)."""
    found: dict[object, Act] = {}
    telling = may_tell(scene)
    aside = telling and is_off_topic(scene)
    if telling or not scene.cues.accusing.isdisjoint(scene.lemmas):
        reread(scene)
    for clause in scene.clauses if telling else ():
        act = _act(scene, clause)
        if act is None or (aside and not _is_by_authorities(act)):
            continue
        scene.done.append(act)
        standing = found.get(act.key)
        if standing is None or _outweighs(act, standing):
            found[act.key] = _merged(act, standing)
    visit = None if aside else _visit(scene)
    if visit is not None and not is_off_topic(scene):
        found.setdefault(visit.key, visit)
    duty = duty_of(scene)
    if duty is not None:
        demand = _told(scene, duty.clause, "REQUEST", "change", (duty.speaker, duty.bound))
        found = {key: act for key, act in found.items() if act.clause.token != duty.task}
        found.setdefault(demand.key, demand)
    retort = retort_of(scene)
    if retort is not None:
        said = _told(scene, retort.clause, retort.type, retort.mode, (retort.speaker, retort.other))
        found = {key: act for key, act in found.items() if act.clause.token != retort.clause.token}
        found.setdefault(said.key, said)
    gift = gift_of(scene) if not found else None
    if gift is not None:
        found[gift] = _told(scene, gift.clause, "AID", None, (gift.giver, gift.taker))
    for act in denied_again(scene, tuple(found.values())):
        found.setdefault(act.key, act)
    told = with_doers_of_outcomes(scene, list(found.values()))
    return list(_without_shadows(scene, with_background(scene, told)))


def _visit(scene: Scene) -> Act | None:
    """The visit that a title tells without a verb."""
    told = presence_of(scene)
    if told is None:
        return None
    return _told(scene, told.clause, "CONSULT", "visit", (told.visitor, told.host))


def _told(scene: Scene, clause: Clause, kind: str, mode: str | None, sides: tuple[Entity, Entity]) -> Act:
    """An act that a title tells without a predicate."""
    confidence = confidence_of(frozenset({ALWAYS, "title", "event noun", kind}))
    parties = ((sides[0],), (sides[1],))
    return Act(clause, kind, mode, *parties, "actual", (), when(scene, clause), confidence)


def _outweighs(act: Act, standing: Act) -> bool:
    return act.mode is not None and standing.mode is None


def _merged(act: Act, standing: Act | None) -> Act:
    if standing is None or act.when != UNDATED:
        return act
    return replace(act, when=standing.when)


def _without_shadows(scene: Scene, found: Iterable[Act]) -> Iterator[Act]:
    """Leaves out an act with an unnamed side where a fuller one of its type and status stands."""
    everything = list(found)
    for act in everything:
        others = [other for other in everything if other is not act]
        if not any(
            _shadows(other, act) or _is_means_of(scene, act, other) or _is_its_subject(scene, act, other)
            for other in others
        ):
            yield act


def _shadows(fuller: Act, act: Act) -> bool:
    if fuller.type != act.type or fuller.status != act.status:
        return False
    if not codes(act.actors) - {"UNK"} and codes(act.recipients) == codes(fuller.actors):
        return not fuller.recipients  # "dead in the battles of X": the fighting is the act
    assumed = all(party.text is None for party in act.recipients)
    if assumed and act.recipients and codes(act.actors) == codes(fuller.actors):
        return any(party.text for party in fuller.recipients)
    actors, recipients = codes(act.actors) - {"UNK"}, codes(act.recipients) - {"UNK"}
    poorer = actors <= codes(fuller.actors) and recipients <= codes(fuller.recipients)
    return poorer and len(actors) + len(recipients) < len(codes(fuller.actors)) + len(
        codes(fuller.recipients)
    )


def _is_its_subject(scene: Scene, act: Act, fuller: Act) -> bool:
    """Whether an act is the subject of another's verb ("دخل اتفاق الهدنة حيز التنفيذ")."""
    clause = act.clause
    if clause.governor is None or clause.link != "subject" or act.status != fuller.status:
        return False
    same = codes(act.actors) == codes(fuller.actors) and codes(act.recipients) == codes(fuller.recipients)
    return same and scene.clauses[clause.governor].token == fuller.clause.token


def _is_means_of(scene: Scene, act: Act, fuller: Act) -> bool:
    """Whether an attack without a doer is how the victims of another died ("مقتل جندي كيني في هجوم")."""
    known = codes(act.actors) - {"UNK"}
    same = not known or (scene.title and known <= codes(fuller.actors))
    if (
        not same
        or act.clause.governor is None
        or act.type != "ASSAULT"
        or fuller.type != "ASSAULT"
        or act.status != fuller.status
    ):
        return False
    by_means = act.clause.link in scene.cues.struck and act.clause.governor == scene.number_of(fuller.clause)
    return by_means and bool(codes(fuller.recipients) - {"UNK"})


def _act(scene: Scene, clause: Clause) -> Act | None:
    frame = frame_for(scene, clause)
    if frame is None or not stands_for_a_deed(scene, clause, frame) or _is_report(scene, clause):
        return None
    mood = mood_of(scene, clause)
    mood.planned = mood.planned or _is_own_plan(scene, clause, frame, mood)
    mood.planned = mood.planned or is_scheduled(scene, clause, frame)
    ruled_out = mood.negated and _is_ruled_out(scene, clause)
    mood.planned, mood.refused = mood.planned or ruled_out, mood.refused or ruled_out
    claim = frame.type == "ACCUSE" and _is_reproach(clause, frame)
    turn = turned(frame, mood, stance=_is_stance(scene, clause, frame), claim=claim)
    if turn is None or (frame.type in _TIES and is_standing(scene, clause)):
        return None
    status = turn[2]
    deed = Deed(turn[0], turn[1], *(tuple(map(heir, side)) for side in sides(scene, clause, frame, mood)))
    type_name, mode, actors, recipients = as_its_sides_make_it(scene, clause, frame, mood, deed)
    actors, recipients = _by_speaker(scene, actors, recipients) if ruled_out else (actors, recipients)
    if _is_a_thing(scene, clause, frame, actors) or not _is_worth_telling(actors, recipients, type_name):
        return None
    if _is_no_politics(scene, type_name, actors):
        return None
    if frame.actor == SPEAKER and frame.type == "ACCUSE" and not _is_blame(actors, recipients, status):
        return None
    time = _time_of(scene, clause, announced=_is_announced(frame, turn), done=status == "actual")
    if status == "actual" and is_past(scene, clause, time):
        status = "historical"
        if _is_anchor(scene, clause, actors):
            return None
    mode = mode if mode is not None or type_name != "ASSAULT" else weapon_mode(scene, clause)
    voices = tuple(mood.voices) or colon_voices(scene) or cited_voices(scene)
    if status == "future" and not mood.negated and _is_own_threat(frame, actors, voices):
        type_name, mode, status = "THREATEN", _THREATS.get(frame.type), "actual"
    if type_name == "ACCUSE" and is_own_threat(scene, clause, frame, actors):
        type_name, mode = "THREATEN", None
    features = features_of(scene, clause, frame, (actors, recipients), actual=status == "actual")
    confidence = confidence_of(features)
    return Act(clause, type_name, mode, actors, recipients, status, voices, time, confidence)


def _time_of(scene: Scene, clause: Clause, *, announced: bool, done: bool) -> When:
    """When an act was done or announced; what was done bears no date to come."""
    time = told_on(scene, clause) if announced else when(scene, clause)
    return told_on(scene, clause) if done and is_ahead(scene, time.date) else time


def _is_report(scene: Scene, clause: Clause) -> bool:
    """Whether a verb only tells what was reported ("نفى ما نشرته صحف عن …")."""
    return clause.kind == "verb" and clause.link == "that" and tells_of(scene, clause)


def _is_own_plan(scene: Scene, clause: Clause, frame: Frame, mood: Mood) -> bool:
    """Whether a state or force tells of what it will itself do ("قالت روسيا إنها ستقصف …")."""
    if not clause.future or mood.negated or mood.possible or mood.unreal or not mood.voices:
        return False
    speaker = mood.voices[0].speaker
    if clause.link != "that" or speaker.sector not in _RULING or speaker.country in ("UNK", None):
        return False
    return codes(sides(scene, clause, frame, mood)[0]) == {speaker.country}


def _is_ruled_out(scene: Scene, clause: Clause) -> bool:
    """Whether the speaker before a title's colon says no to something ("طهران: لا مفاوضات مع واشنطن")."""
    heads = scene.title and clause.kind in ("masdar", "noun") and clause.token > 1
    return heads and scene.tokens[clause.token - 2].form == ":" and bool(colon_voices(scene))


def _by_speaker(
    scene: Scene, actors: tuple[Entity, ...], recipients: tuple[Entity, ...]
) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    """The sides of what the speaker before a colon rules out: the speaker, and all others."""
    speaker = colon_voices(scene)[0].speaker
    return (speaker,), tuple(p for p in (*actors, *recipients) if p.country != speaker.country)


def _is_anchor(scene: Scene, clause: Clause, actors: tuple[Entity, ...]) -> bool:
    """Whether a deed of years ago without its doer only tells since when something is (decision 14)."""
    anchored = clause.kind != "verb" and clause.link in scene.cues.anchors
    return anchored and not codes(actors) - {"UNK"}


def _is_announced(frame: Frame, turn: Turn) -> bool:
    """Whether the act is to announce what the predicate tells: a plan, a threat, or not to do it."""
    return turn[2] == "actual" and turn[0] != frame.type


def _is_own_threat(frame: Frame, actors: tuple[Entity, ...], voices: tuple[Voice, ...]) -> bool:
    """Whether who tells of a hostile deed to come will do it ("تركيا: سنضرب …", "إن بلاده ستغلق المضيق")."""
    if not voices or quad(frame.type).cooperative or frame.type == "PROTEST":
        return False
    own = codes(actors) - {"UNK"}
    return bool(own) and codes((voices[0].speaker,)) == own


def is_past(scene: Scene, clause: Clause, time: When) -> bool:
    """Whether an act is background: dated more than a year back, or undated and told of another era."""
    if time.date is not None:
        return is_background(time.date, scene.published)
    return is_of_an_era(scene, clause)


def _is_a_thing(scene: Scene, clause: Clause, frame: Frame, actors: tuple[Entity, ...]) -> bool:
    """Whether the subject is a thing that acts only in a figure of speech (تضرب الفيضانات المدن)."""
    if (
        not any("subject" in group for group in frame.actor)
        or clause.kind != "verb"
        or clause.passive
        or any(actor.country != "UNK" or actor.text for actor in actors)
    ):
        return False
    subject = clause.subject
    if clause.link == "complement" and clause.inherited and clause.readings[0].tense == "past":
        return True  # "شحنة وصلت": it describes what did it, which is nobody named
    if subject is None or scene.tokens[subject.start].word.digits or subject.start in scene.mention_at:
        return False
    form = scene.tokens[subject.start].form
    return scene.language.is_common(form) and not scene.language.is_people(form)


def _is_by_authorities(act: Act) -> bool:
    """Whether a state's power is used, which is news also amid sport ("الشرطة تعتقل مشجعين بعد المباراة")."""
    doer = act.actors[0]
    if act.mode == "arrest" and act.type == "COERCE":
        return True
    if act.type == "ACCUSE" and doer.sector in _STATES and doer.country not in _NO_STATES:
        return any(party.sector == "GOV" and party.text for party in act.recipients)  # an envoy is summoned
    return act.type in _POWERS and doer.text is not None and doer.sector in _AUTHORITIES


def _is_no_politics(scene: Scene, type_name: str, actors: tuple[Entity, ...]) -> bool:
    return type_name == "CONSULT" and _is_private(scene, actors)


def _is_private(scene: Scene, actors: tuple[Entity, ...]) -> bool:
    """Whether the first who meets or visits is an ordinary person: no event of politics."""
    first = next((m for m in scene.mentions if scene.span(m.start, m.end)[0] == actors[0].start), None)
    if first is None or (first.party is not None and not first.adjective):
        return False
    alone = first.adjective and first.start > 0 and bool(scene.keys(first.start - 1) & scene.cues.ordinary)
    return alone or (first.people and not first.article) or actors[0].sector in _ORDINARY


def _is_worth_telling(actors: tuple[Entity, ...], recipients: tuple[Entity, ...], type_name: str) -> bool:
    """At least one side has a known country; a stance, which only someone can take, has a known actor."""
    known = [party for party in (*actors, *recipients) if party.country != "UNK"]
    unknown = all(party.country == "UNK" for party in actors)
    if type_name in STANCES - {"ACCUSE"} and unknown:
        return any(party.country != "UNK" and party.text for party in recipients) and any(
            a.text for a in actors
        )
    return bool(known)


def _is_blame(actors: tuple[Entity, ...], recipients: tuple[Entity, ...], status: Status) -> bool:
    """Whether someone known says that another did wrong (decision 16); to deny it is no event."""
    known = codes(actors) - {"UNK"}
    return status == "actual" and bool(known) and bool(codes(recipients) - known - {"UNK"})


def _is_reproach(clause: Clause, frame: Frame) -> bool:
    """Whether an ACCUSE is told by a noun ("نفى الاتهامات"), and no formal step: a summons, an inquiry."""
    return clause.kind in ("masdar", "noun") and not (
        frame.mode == "investigate" or "formal" in frame.options
    )


def _is_stance(scene: Scene, clause: Clause, frame: Frame) -> bool:
    """Whether a negation of the clause is a refusal in force ("لا تعترف")."""
    recognises = bool(scene.cues.recognise & set(clause.lemmas))
    return recognises and frame.type == "SUPPORT" and clause.readings[0].tense != "past"
