"""What an act becomes once its sides are known: a riot, a diplomatic protest, a joint exercise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import structs

from marsad.actors.knowledge import knowledge
from marsad.coding.parties import codes

if TYPE_CHECKING:
    from marsad.coding.frames import Frame
    from marsad.coding.moods import Mood
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause
    from marsad.records import Entity

_FORCES: Final = frozenset({"COP", "MIL"})


_STATE: Final = frozenset({None, "COP", "GOV", "JUD", "LEG", "MIL"})
_EUROPE: Final = "XER"
_UNION: Final = "EUR"
_CUTS: Final = frozenset({None, "discontinue"})


class Deed(NamedTuple):
    """Type, mode and sides of an act."""

    type: str
    mode: str | None
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]


def as_its_sides_make_it(scene: Scene, clause: Clause, frame: Frame, mood: Mood, deed: Deed) -> Deed:
    """A deed with the type, mode and sides that its doers make it have."""
    deed = _with_sides_in_place(scene, clause, frame, mood, _by_its_doers(scene, clause, deed))
    if deed.type == "SANCTION" and codes(deed.actors) == {_EUROPE}:
        # What Europe as one forbids or sanctions, its Union does ("العقوبات الأوروبية").
        deed = deed._replace(actors=tuple(_with_country(party, _UNION) for party in deed.actors))
    if deed.type == "SANCTION" and deed.mode in _CUTS and _is_at_home(deed):
        return deed._replace(type="COERCE", mode="restrict")
    if deed.type == "REJECT" and _is_barred_at_home(scene, clause, deed):
        return deed._replace(type="COERCE", mode="restrict")
    if deed.type == "MOBILIZE" and len(codes(deed.actors)) > 1 and _is_an_exercise(scene, clause):
        return deed._replace(type="COOPERATE", mode=None)
    return deed


def _is_at_home(deed: Deed) -> bool:
    """Whether a state cuts off or bans its own people, as told: that is COERCE (ruling 23)."""
    told = bool(deed.recipients) and all(party.text for party in deed.recipients)
    told = told and all(party.sector in _STATE for party in deed.actors)
    return told and len(codes(deed.actors)) == 1 and codes(deed.actors) == codes(deed.recipients)


def _is_barred_at_home(scene: Scene, clause: Clause, deed: Deed) -> bool:
    """Whether a state keeps its own people from going somewhere ("منعت السلطات المخرج من السفر")."""
    barred = not scene.cues.bars.isdisjoint(clause.lemmas) and any(
        a.role == "object" for a in clause.arguments
    )
    return barred and len(codes(deed.actors)) == 1 and codes(deed.actors) == codes(deed.recipients)


def _by_its_doers(scene: Scene, clause: Clause, deed: Deed) -> Deed:
    forces = any(actor.sector in _FORCES for actor in deed.actors)
    if deed.type == "ASSAULT" and not forces and _are_protesters(scene, deed.actors):
        deed = deed._replace(type="PROTEST", mode="riot")
    if deed.type == "PROTEST" and clause.kind == "verb" and _is_government(deed.actors):
        # What is only implied (one's own authorities) is implied for demonstrators.
        told = tuple(party for party in deed.recipients if party.text)
        return Deed("ACCUSE", "disapprove", deed.actors, told)
    return deed


def _with_sides_in_place(scene: Scene, clause: Clause, frame: Frame, mood: Mood, deed: Deed) -> Deed:
    actors, recipients = deed.actors, tuple(_as_union(scene, party) for party in deed.recipients)
    if deed.type == "REJECT" and _is_about_recognition(scene, clause):
        recipients = tuple(_power_behind(party) for party in recipients)
    if (mood.refused or mood.declined) and deed.type == "REJECT" and frame.actor == (("object",),):
        actors, recipients = recipients, actors  # who declines to receive someone is no visitor
    own_plan = deed.type != frame.type and not _are_to_act_together(scene, clause, deed)
    if own_plan and not frame.recipient and not recipients and len(actors) > 1:
        actors, recipients = actors[:1], actors[1:]
    return deed._replace(actors=actors, recipients=recipients)


def _are_to_act_together(scene: Scene, clause: Clause, deed: Deed) -> bool:
    """Whether all sides stand together as the subject of a plan ("ستوقّع مصر والأردن اتفاقا")."""
    if deed.type != "AGREE" or clause.kind != "verb" or clause.subject is None:
        return False
    return codes(deed.actors) <= {mention.country for mention in scene.mentions_in(clause.subject)}


def _as_union(scene: Scene, party: Entity) -> Entity:
    """Europe, where its Union is named beside it, is the Union ("إلى أوروبا إذا عاقبه الاتحاد الأوروبي")."""
    beside = party.country == _EUROPE and any(mention.country == _UNION for mention in scene.mentions)
    return _with_country(party, _UNION) if beside else party


def _is_about_recognition(scene: Scene, clause: Clause) -> bool:
    """Whether recognising is refused: by the verb itself, or as what it refuses ("ترفض الاعتراف")."""
    heads = {index for a in clause.arguments if a.role == "object" for index in (a.start,)}
    lemmas = set(clause.lemmas).union(*(scene.lemmas_at(index) for index in heads))
    return bool(scene.cues.recognise & lemmas)


def _is_an_exercise(scene: Scene, clause: Clause) -> bool:
    """Whether forces drill, by the predicate itself or as what it carries out."""
    heads = [clause.token, *(a.start for a in clause.arguments if a.role in ("object", "genitive"))]
    return any(scene.language.keys(scene.tokens[index].form) & scene.cues.exercises for index in heads)


def _are_protesters(scene: Scene, actors: tuple[Entity, ...]) -> bool:
    """Whether demonstrators act; what they attack makes it a riot."""
    words = (word for actor in actors for word in (actor.text or "").split()[:1])
    return any(scene.language.keys(scene.language.even(word)) & scene.cues.protesters for word in words)


def _is_government(actors: tuple[Entity, ...]) -> bool:
    """Whether a state or its government acts; it protests in words, not in the street."""
    return bool(actors) and all(party.text and party.sector in (None, "GOV") for party in actors)


def _power_behind(party: Entity) -> Entity:
    """Who is meant by not recognising a disputed land (ruling 24)."""
    return _with_country(party, knowledge().behind.get(party.name or ""))


def heir(party: Entity) -> Entity:
    """Whom the deeds of a union that fell apart are coded with ("الغزو السوفياتي")."""
    return party if party.country != "UNK" else _with_country(party, knowledge().heirs.get(party.name or ""))


def _with_country(party: Entity, country: str | None) -> Entity:
    if country is None:
        return party
    return structs.replace(party, country=country, sector=None, id=None)
