"""Who did it, and to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.coding.blame import blamed_attack, struck_by
from marsad.coding.discourse import likeliest_other, other_land, other_side
from marsad.coding.marks import FORCES
from marsad.coding.parties import UNNAMED, codes, entities_of, entity, is_located
from marsad.coding.recipients import is_on_whoever, recipients_of, replace_country, with_shared_country
from marsad.coding.slots import PRIVATE, causes, entities_in
from marsad.coding.speech import colon_voices
from marsad.coding.story import foes
from marsad.coding.unsaid import unsaid_actor
from marsad.records import Entity

if TYPE_CHECKING:
    from marsad.actors.mention import Mention
    from marsad.coding.frames import Frame
    from marsad.coding.moods import Mood
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause, Phrase

SPEAKER: Final = (("speaker",),)
"""The actor slot of what someone says another must do."""
_DONE_TO: Final = frozenset({"ASSAULT", "COERCE", "SANCTION", "ACCUSE", "RETREAT"})
_DONE_AT_HOME: Final = frozenset({"ASSAULT", "COERCE", "PROTEST"})
_AT_HOME: Final = frozenset({"COERCE", "PROTEST"})
_OF_FIRMS: Final = frozenset({"AGREE", "COOPERATE", "REJECT", "SANCTION"})
"""What a company of no told country does to another land."""
_OWN_MEASURES: Final = frozenset({"CONCEDE", "SANCTION"})


def sides(
    scene: Scene, clause: Clause, frame: Frame, mood: Mood
) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    """Actors and recipients of an act; ``UNNAMED`` for an actor that nothing tells."""
    if (
        _is_charged(scene, clause)
        or _is_done_by(scene, clause, frame)
        or _reads_passive(scene, clause, frame)
    ):
        clause = clause._replace(passive=True)
    if frame.actor == SPEAKER:
        actors = tuple(voice.speaker for voice in (tuple(mood.voices) or colon_voices(scene))[:1])
    else:
        actors = _first_filled(scene, clause, frame, frame.actor) or unsaid_actor(scene, clause, frame, mood)
    recipients = recipients_of(scene, clause, frame, actors)
    if not actors and frame.type == "ASSAULT" and not scene.title and _is_one_known(recipients):
        actors = foes(scene, codes(recipients))
    if not actors and clause.kind in ("masdar", "noun"):
        actors, recipients = _doer_after_for(scene, clause, frame, recipients)
    if len(actors) == 1 and _is_reciprocal(frame):
        actors = _with_earlier_side(scene, clause, actors)
        if not recipients and _is_one_known(actors):
            actors = (*actors, *likeliest_other(scene, clause, actors, at_home=False))
    if recipients and not actors and _eases_own_measure(clause, frame):
        actors, recipients = _measures_owner(scene, clause, frame, recipients)
    actors, recipients = _struck_by(scene, clause, frame, actors, recipients)
    recipients = _apart_from(scene, clause, frame, actors, recipients)
    if frame.recipient == () or not actors:
        return actors or (UNNAMED,), recipients
    return _with_unsaid_land(scene, clause, frame, actors, recipients)


def _apart_from(
    scene: Scene, clause: Clause, frame: Frame, actors: tuple[Entity, ...], recipients: tuple[Entity, ...]
) -> tuple[Entity, ...]:
    """The recipients, or where an attack struck; what the actors, or one of several, own is none."""
    recipients = recipients or _struck_where(scene, clause, frame, actors)
    if recipients == actors and any(party.text for party in recipients):
        recipients = ()
    if frame.type not in _DONE_AT_HOME and len(codes(actors)) > 1 and codes(recipients) <= codes(actors):
        return other_side(scene, clause, frame, actors)
    return recipients


def _with_unsaid_land(
    scene: Scene, clause: Clause, frame: Frame, actors: tuple[Entity, ...], recipients: tuple[Entity, ...]
) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    """The sides, with the country that the sentence leaves unsaid of one of them."""
    actors = _without_guess(scene, frame, actors, recipients)
    actors, recipients = with_shared_country(scene, clause, frame, actors, recipients)
    if _is_done_abroad(scene, clause, actors, recipients):
        return actors, likeliest_other(scene, clause, actors, at_home=False) or recipients
    if frame.type == "ASSAULT" and codes(recipients) <= {"UNK"} and _is_of_government(scene, actors):
        return actors, (Entity(text=None, country=actors[0].country),)
    open_to_guess = frame.type != "MOBILIZE" and not is_on_whoever(scene, clause, frame)
    if _is_one_known(actors) and codes(recipients) <= {"UNK"} and open_to_guess:
        other = likeliest_other(scene, clause, actors, at_home=frame.type != "THREATEN")
        attack = blamed_attack(scene, clause, frame)
        spared = attack is not None and codes(other) <= struck_by(scene, attack) | codes(actors)
        return actors, recipients if spared else other or recipients
    return _with_other_land(scene, frame, actors, recipients)


def _is_done_abroad(
    scene: Scene, clause: Clause, actors: tuple[Entity, ...], recipients: tuple[Entity, ...]
) -> bool:
    """Whether a description tells what a nation's soldiers did to the thing of another that is spoken of.

    "طالبت غانا بريطانيا بإعادة كنوز نهبها الجنود البريطانيون": not their own treasures.
    """
    bound = clause.kind == "verb" and any(reading.enclitic for reading in clause.readings)
    if not bound or clause.link not in ("relative", "complement") or not _is_one_known(actors):
        return False
    own = actors[0].sector == "MIL" and codes(recipients) == codes(actors)
    own = own and all(party.text is None for party in recipients)
    told = {m.country for m in scene.mentions if m.country and m.end < clause.token}
    return own and bool(told - codes(actors))


def _is_of_government(scene: Scene, actors: tuple[Entity, ...]) -> bool:
    """Whether "government forces" strike, as they do in a civil war only."""
    if not _is_one_known(actors) or actors[0].sector != "MIL":
        return False
    words = scene.language.even(actors[0].text or "").split()
    return any(scene.language.keys(word) & scene.cues.loyal for word in words)


def _without_guess(
    scene: Scene, frame: Frame, actors: tuple[Entity, ...], recipients: tuple[Entity, ...]
) -> tuple[Entity, ...]:
    """Actors without a country that was only guessed, and is the other side's ("شركة عالمية تغادر كوبا")."""
    if frame.type not in _OF_FIRMS or len(actors) != 1 or actors[0].sector != "BUS":
        return actors
    told = {scene.span(m.start, m.end)[0] for m in scene.mentions if m.country}
    if actors[0].start in told or codes(actors) != codes(recipients):
        return actors
    return (replace_country(actors[0], "MNC"),)


def _with_other_land(
    scene: Scene, frame: Frame, actors: tuple[Entity, ...], recipients: tuple[Entity, ...]
) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    """The sides, one of them of the other state that the text speaks of where its country is not told.

    A group that a state acts on ("أنذرت الجنرالات"), or a ministry or force that acts on a state ("أسقط سلاح
    الجو مقاتلات هندية"), was taken to be of the same state: on the tuned half of all gold, where another one
    is spoken of, mostly wrongly.
    """
    if frame.type in _AT_HOME or "domestic" in frame.options or codes(actors) != codes(recipients):
        return actors, recipients
    land = other_land(scene, codes(actors)) if _is_one_known(actors) else None
    if land is None:
        return actors, recipients
    sector, told = actors[0].sector, {scene.span(m.start, m.end)[0] for m in scene.mentions if m.country}
    if sector in (None, "GOV") and all(party.text and party.start not in told for party in recipients):
        return actors, tuple(replace_country(party, land) for party in recipients)
    named = all(party.text and party.start in told for party in recipients)
    if sector in ("GOV", "MIL") and named and all(p.text and p.start not in told for p in actors):
        return tuple(replace_country(party, land) for party in actors), recipients
    return actors, recipients


def _is_one_known(parties: tuple[Entity, ...]) -> bool:
    return bool(parties) and len(codes(parties)) == 1 and parties[0].country != "UNK"


def _measures_owner(
    scene: Scene, clause: Clause, frame: Frame, recipients: tuple[Entity, ...]
) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    """Whose measure it is ("تمديد العقوبات الأوروبية على روسيا"), and the other side."""
    owner = entities_in(scene, clause, ("object",), frame)
    if owner and not codes(owner) & codes(recipients):
        return owner, recipients
    targets = [group for group in frame.recipient if group != ("object",)]
    if any(entities_in(scene, clause, group, frame) for group in targets):
        return (), recipients  # "رفع العقوبات عن إيران" tells whom they hurt
    return recipients, recipients_of(scene, clause, frame, recipients)


def _struck_where(
    scene: Scene, clause: Clause, frame: Frame, actors: tuple[Entity, ...]
) -> tuple[Entity, ...]:
    """The land of a nameless attack on nobody named: the town it struck, or where a title places it."""
    if frame.type != "ASSAULT" or not frame.recipient or actors or not scene.title or clause.kind == "verb":
        return ()
    if scene.cues.deaths & set(clause.lemmas):
        return ()  # the dead of an accident, or of long ago
    towns = [m for m in scene.mentions if m.country and not m.adjective and _is_at(scene, m)]
    after = [town for town in towns if town.start > clause.token]
    return tuple(entity(scene, town) for town in after or towns)[:1]


def _is_at(scene: Scene, mention: Mention) -> bool:
    town = mention.party is not None and mention.party.kind == "place"
    return town or mention.preposition in scene.cues.at or is_located(scene, mention)


def _struck_by(
    scene: Scene,
    clause: Clause,
    frame: Frame,
    actors: tuple[Entity, ...],
    recipients: tuple[Entity, ...],
) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    """In "مقتل فلسطيني بقصف إسرائيلي" the means tells the doer, and who stood for it is the victim."""
    if frame.type != "ASSAULT" or "objective" not in frame.options or clause.kind not in ("masdar", "noun"):
        return actors, recipients
    if any(argument.role in scene.cues.by for argument in clause.arguments):
        return actors, recipients
    doers = causes(scene, clause)
    if not doers or not actors or codes(doers) == codes(actors):
        return actors, recipients
    others = tuple(party for party in recipients if party.country not in codes(doers))
    return doers, others or actors


def _doer_after_for(
    scene: Scene, clause: Clause, frame: Frame, recipients: tuple[Entity, ...]
) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    """In "زيارة لكيم إلى بكين", with another goal told, "for" carries the doer."""
    roles = {argument.role for argument in clause.arguments}
    goals = [group for group in frame.recipient if not scene.cues.for_ & set(group) and set(group) & roles]
    first = next((argument for argument in clause.arguments if argument.role in scene.cues.for_), None)
    if first is not None and any(a.start < first.start and (a.role,) in goals for a in clause.arguments):
        return (), recipients  # "تحقيقات مع وزير … لصالح كندا"
    doers = _first_filled(scene, clause, frame, tuple((role,) for role in scene.cues.for_ & roles))
    if _is_strike_of(frame, doers):
        return doers, recipients_of(scene, clause, frame, doers)
    if not goals or not doers:
        return (), recipients
    return doers, _first_filled(scene, clause, frame, tuple(goals)) or recipients


def _is_strike_of(frame: Frame, doers: tuple[Entity, ...]) -> bool:
    """Whether a strike is told with "for" and a force, which made it ("غارة للتحالف", "هجوم للمتمردين")."""
    struck = {slot for group in frame.recipient for slot in group}
    armed = bool(doers) and all(party.sector in FORCES for party in doers)
    return frame.type == "ASSAULT" and armed and "على" in struck and "object" not in struck


def _is_reciprocal(frame: Frame) -> bool:
    return frame.recipient == () and any(len(group) > 1 for group in frame.actor)


def _with_earlier_side(scene: Scene, clause: Clause, actors: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """The side left out of a reciprocal act: the subject of the verb before it (… وصافح كيم)."""
    for earlier in reversed(scene.clauses[: scene.number_of(clause)]):
        if earlier.kind == "verb" and earlier.subject is not None:
            found = entities_of(scene, earlier.subject, earlier)
            return (*found, *actors) if found and not codes(found) & codes(actors) else actors
    return actors


def _eases_own_measure(clause: Clause, frame: Frame) -> bool:
    """Whether the party named with a measure is the one that takes it back (رفع العقوبات الأميركية)."""
    named = any(condition.slot == "object" and not condition.negated for condition in frame.conditions)
    return named and frame.type in _OWN_MEASURES and clause.kind in ("masdar", "noun")


def _is_done_by(scene: Scene, clause: Clause, frame: Frame) -> bool:
    """Whether "by" tells the doer of a verb that looks active ("اعتقلن من قبل الشرطة")."""
    if clause.kind != "verb":
        return False
    nobody = clause.subject is None or not scene.mentions_in(clause.subject)
    told = any(a.role in scene.cues.by for a in (*clause.arguments, *(clause.outer if nobody else ())))
    return told and frame.type in _DONE_TO and ("object",) in frame.recipient


def _reads_passive(scene: Scene, clause: Clause, frame: Frame) -> bool:
    """Whether an active-looking verb must be passive: something is done to its only bare noun phrase.

    Without vowel signs قُتل and قَتل are one. A civilian or a bare number that "arrests", "convicts" or
    "kills" with nothing behind it was arrested, convicted or killed.
    """
    if (
        clause.kind != "verb"
        or clause.passive
        or clause.readings[0].person == "1"
        or frame.type not in _DONE_TO
        or ("object",) not in frame.recipient
    ):
        return False
    objects = (argument for argument in clause.arguments if argument.role == "object")
    subject, told = clause.subject, any(not _is_one_more(scene, clause, argument) for argument in objects)
    if told or subject is None or any(reading.enclitic for reading in clause.readings):
        return False
    inside = scene.mentions_in(subject)
    if not inside:
        return scene.tokens[subject.start].word.digits or "state-only" in frame.options
    if _is_a_number(scene, subject.start) or _heads_a_title_as_noun(scene, clause, frame):
        return True
    return inside[0].sector in PRIVATE or (frame.type == "ASSAULT" and _is_some_people(inside[0]))


def _is_charged(scene: Scene, clause: Clause) -> bool:
    """Whether "accused" is what a title tells of who it opens with ("الجيش الكيني متهم باستخدام …")."""
    if not scene.title or clause.kind != "participle" or any(r.accusative for r in clause.readings):
        return False
    opened = any(m.start <= 1 and m.end == clause.token for m in scene.mentions)
    return opened and bool(scene.keys(clause.token) & scene.cues.charges)


def _is_one_more(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether a phrase is one more event noun behind "and" ("طرد السفير … واستدعاء القائم بالأعمال")."""
    if not scene.title or not scene.opens(clause.token) or not scene.is_event_noun(phrase.start):
        return False
    joined = any(split.conjunction in scene.cues.and_ for split in scene.tokens[phrase.start].word.splits)
    return joined or bool(scene.lemmas_before(phrase.start) & scene.cues.and_)


def _heads_a_title_as_noun(scene: Scene, clause: Clause, frame: Frame) -> bool:
    """Whether the form is an event noun too, and opens a title with what it was done to ("طرد السفير")."""
    readings = scene.tokens[clause.token].word.readings
    masdar = any(reading.kind == "masdar" for reading in readings)
    return scene.title and scene.opens(clause.token) and masdar and "objective" in frame.options


def _is_some_people(mention: Mention) -> bool:
    """Whether unnamed people are told without the article (قتل جنود إسرائيليون)."""
    role = mention.role
    return role is not None and role.kind == "person" and not mention.article and mention.party is None


def _is_a_number(scene: Scene, index: int) -> bool:
    word = scene.tokens[index].word
    return word.digits or any(reading.kind == "quantifier" for reading in word.readings)


def _first_filled(
    scene: Scene, clause: Clause, frame: Frame, slots: tuple[tuple[str, ...], ...]
) -> tuple[Entity, ...]:
    groups = slots
    if clause.kind in ("masdar", "noun"):
        # "اتفاق بين …" names all sides; what else stands in the phrase belongs to its matter.
        groups = tuple(sorted(slots, key=lambda group: not scene.cues.between & set(group)))
    told = [entities_in(scene, clause, group, frame) for group in groups]
    filled = [found for found in told if found]
    if not filled:
        return ()
    if len(groups[0]) == 1 and (told[0] or all(len(group) == 1 for group in groups)):
        return filled[0]
    return max(filled, key=lambda found: len(codes(found)))
