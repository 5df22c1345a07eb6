"""To whom it was done: a slot's filler, a pronoun, the one other party, or a group without a country."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import structs

from marsad.coding.blame import attackers, blamed_attack
from marsad.coding.discourse import other_side, with_joined
from marsad.coding.parties import NOT_NATIONAL, codes, entities_of, entity, is_located
from marsad.coding.relations import clause_range, is_what
from marsad.coding.slots import entities_in, is_behest, is_suffered
from marsad.coding.story import doers_before, foes, takers_of_step, with_whom
from marsad.records import Entity

if TYPE_CHECKING:
    from marsad.coding.frames import Frame
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause

STANCES: Final = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE"})
"""Types that only someone with a will can do."""

_PAIR: Final = 2
_PRESSURE: Final = frozenset({"SANCTION", "THREATEN"})
_DESCRIBING: Final = frozenset({"relative", "complement"})
_SENT_ABROAD: Final = frozenset({"expel"})
_ANSWERS: Final = frozenset({"ACCUSE", "REJECT", "THREATEN"})

_FORCES: Final = frozenset({None, "GOV", "MIL"})
_IN_A_LAND: Final = frozenset({"ASSAULT", "COERCE"})
_AT_HOME: Final = frozenset(
    {"COERCE", "ASSAULT", "PROTEST", "SANCTION", "RETREAT", "ACCUSE", "REQUEST", "REJECT"}
)


def recipients_of(
    scene: Scene, clause: Clause, frame: Frame, actors: tuple[Entity, ...]
) -> tuple[Entity, ...]:
    """Recipients of an act whose actors are known; empty where nothing tells one."""
    blamed = _doers_of_the_blamed(scene, clause, frame)
    if blamed:
        return blamed
    attack = blamed_attack(scene, clause, frame)
    if attack is not None:
        return attackers(scene, attack, actors) or _answered(scene, clause, frame, actors)
    taken = takers_of_step(scene, clause, frame, codes(actors))
    if taken:
        return taken
    for near in (True, False):
        found = _in_slots(scene, clause, frame, actors, near=near)
        if found:
            return found
    if is_on_whoever(scene, clause, frame):
        return ()
    beside = (
        _who_was_bidden(scene, clause, frame, actors)
        or _protested_against(scene, clause, frame, actors)
        or _struck_abroad(scene, clause, frame, actors)
        or _fought(scene, frame, actors)
    )
    if beside:
        return beside
    if ("same",) in frame.recipient:
        national = [actor for actor in actors[:1] if actor.country not in NOT_NATIONAL]
        return tuple(Entity(text=None, country=actor.country) for actor in national)
    return (
        _suffered_by_pronoun(scene, clause, frame, actors)
        or _enclitic_object(scene, clause, frame, actors)
        or _doers_of_what(scene, clause, frame, actors)
        or _only_other(scene, clause, frame, actors)
        or _unnamed_group(scene, clause, frame, actors)
        or _answered(scene, clause, frame, actors)
        or _along_with(scene, clause, frame, actors)
        or other_side(scene, clause, frame, actors)
    )


def is_on_whoever(scene: Scene, clause: Clause, frame: Frame) -> bool:
    """Whether pressure is on all who deal with a party, which is no side ("عقوبات على من يتعامل مع …")."""
    if frame.type not in _PRESSURE:
        return False
    told = (c for c in scene.clauses if c.link in _DESCRIBING and scene.cues.dealing & set(c.lemmas))
    heads = (c.token - step for c in told for step in (1, 2) if c.token - step > clause.token)
    return any(scene.keys(head) & scene.cues.whoever for head in heads)


def _fought(scene: Scene, frame: Frame, actors: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Whom forces fight in this story, where an attack tells none ("أطلقت القوات النار على سيارات")."""
    if ("same",) not in frame.recipient or frame.type != "ASSAULT" or scene.title or not actors:
        return ()
    return foes(scene, codes(actors)) if actors[0].sector in _FORCES else ()


def _along_with(scene: Scene, clause: Clause, frame: Frame, actors: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """To whom it is said in the same breath ("هاتف الوزير نظيريه داعياً إلى التهدئة")."""
    if clause.kind != "participle" or frame.type not in STANCES or not frame.recipient or not actors:
        return ()
    return with_whom(scene, codes(actors))


def _struck_abroad(
    scene: Scene, clause: Clause, frame: Frame, actors: tuple[Entity, ...]
) -> tuple[Entity, ...]:
    """Whose land it was done in, where that is not the doer's ("داهم الجيش الإسرائيلي منازل في نابلس")."""
    if frame.type not in _IN_A_LAND or ("same",) not in frame.recipient or not actors:
        return ()
    inside = (a for a in (*clause.arguments, *clause.outer) if a.role in scene.cues.in_)
    lands = (m for a in inside for m in scene.mentions_in(a)[:1] if (m.place or m.adjective) and m.country)
    return tuple(entity(scene, m) for m in lands if m.country not in codes(actors))[:1]


def _who_was_bidden(
    scene: Scene, clause: Clause, frame: Frame, actors: tuple[Entity, ...]
) -> tuple[Entity, ...]:
    """Who acts at another's request ("رحّلت قبرص، بطلب من القضاء الأميركي، …")."""
    above = None if clause.governor is None else scene.clauses[clause.governor]
    if frame.type != "REQUEST" or above is None or above.subject is None or not is_behest(scene, clause):
        return ()
    return tuple(p for p in entities_of(scene, above.subject, above) if p.country not in codes(actors))


def _protested_against(
    scene: Scene, clause: Clause, frame: Frame, actors: tuple[Entity, ...]
) -> tuple[Entity, ...]:
    """The other state named in what a strike or march answers ("احتجاجا على قانون في إسرائيل")."""
    cause = next((a for a in clause.arguments if a.role in scene.cues.answered), None)
    if frame.type != "PROTEST" or cause is None:
        return ()
    others = (m for m in scene.mentions if m.start >= cause.start and m.country)
    return tuple(entity(scene, m) for m in others if m.country not in codes(actors))[:1]


def _doers_of_the_blamed(scene: Scene, clause: Clause, frame: Frame) -> tuple[Entity, ...]:
    """Who did the deed that is condemned, where "by" tells ("نددت غزة بقتل شاب على يد مستوطنين")."""
    if frame.type != "ACCUSE":
        return ()
    below = [c for c in scene.clauses if c.governor is not None and c.kind in ("masdar", "noun")]
    told = [
        a for c in below for a in c.arguments if a.role in scene.cues.by and _hangs_below(scene, c, clause)
    ]
    return entities_of(scene, told[0], clause) if told else ()


def _hangs_below(scene: Scene, lower: Clause, upper: Clause) -> bool:
    number: int | None = lower.governor
    while number is not None:
        if scene.clauses[number].token == upper.token:
            return True
        number = scene.clauses[number].governor
    return False


def _answered(scene: Scene, clause: Clause, frame: Frame, actors: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Whom a title answers: who acts in the verb before ("روسيا تقصف كييف وباريس تندد")."""
    if not scene.title or frame.type not in _ANSWERS or clause.link != "coordinate" or not frame.recipient:
        return ()
    earlier = [c for c in scene.clauses if c.kind == "verb" and c.token < clause.token]
    subject = earlier[-1].subject if earlier else None
    found = entities_of(scene, subject, earlier[-1]) if subject else ()
    return tuple(party for party in found if party.country not in codes(actors) and party.country != "UNK")


def _doers_of_what(
    scene: Scene, clause: Clause, frame: Frame, actors: tuple[Entity, ...]
) -> tuple[Entity, ...]:
    """Who did what is judged, where it is told as a clause ("شجبت كاراكاس ما قامت به واشنطن")."""
    if frame.type not in STANCES or ("object",) not in frame.recipient:
        return ()
    number = scene.number_of(clause)
    below = [c for c in scene.clauses if c.governor == number and c.link == "that" and c.token > clause.token]
    if not below or not is_what(scene, below[0].token):
        return ()
    subject = next((a for a in below[0].arguments if a.role == "subject" and a.start > clause.token), None)
    phrases = [subject] if subject else [a for a in below[0].arguments if a.start > below[0].token]
    found = (party for phrase in phrases for party in entities_of(scene, phrase, below[0]))
    return tuple(party for party in found if party.country not in codes(actors))[:1]


def _in_slots(
    scene: Scene, clause: Clause, frame: Frame, actors: tuple[Entity, ...], *, near: bool
) -> tuple[Entity, ...]:
    for group in frame.recipient:
        found = entities_in(scene, clause, group, frame, near=near)
        others = tuple(p for p in found if p not in actors and not _is_own(scene, p, actors))
        if others:
            return others
    return ()


def _is_own(scene: Scene, party: Entity, actors: tuple[Entity, ...]) -> bool:
    """Whether it is the actor's own (سحبت فرنسا قواتها): no other side."""
    if party.country not in codes(actors):
        return False
    return any(m.owned and scene.span(m.start, m.end)[0] == party.start for m in scene.mentions)


def _unnamed_group(
    scene: Scene, clause: Clause, frame: Frame, actors: tuple[Entity, ...]
) -> tuple[Entity, ...]:
    """A group without a country inside what is threatened, asked or refused: the actor's own people."""
    known = [actor.country for actor in actors if actor.country != "UNK"]
    if frame.type not in STANCES or not frame.recipient or not known:
        return ()
    window = clause_range(scene, clause)
    for mention in scene.mentions:
        inside = mention.start in window and mention.start > clause.token
        if inside and mention.role is not None and not mention.country and not is_located(scene, mention):
            return (replace_country(entity(scene, mention), known[0]),)
    return ()


def replace_country(party: Entity, country: str) -> Entity:
    """The party as one of another country: what it is called there is not known."""
    return structs.replace(party, country=country, name=None, name_ar=None, id=None)


def _only_other(scene: Scene, clause: Clause, frame: Frame, actors: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """The one other country named after the predicate and before the next verb, where there is just one.

    "توعدت واشنطن بمعاقبة المصارف القيرغيزية": the party stands inside what is threatened.
    """
    if not frame.recipient:
        return ()
    own = codes(actors)
    window = _until_circumstance(scene, clause)
    after = [m for m in scene.mentions if m.start in window and m.country]
    others = [
        m
        for m in after
        if m.country not in own and m.sector != "JRN" and not (m.place and is_located(scene, m))
    ]
    if len({mention.country for mention in others}) > 1 and frame.type in STANCES:
        others = [m for m in others if not m.adjective or m.role is not None]  # "الغاز الروسي … نحو أوروبا"
    several = {mention.country for mention in others}
    joined = with_joined(scene, others[0], others) if others else []
    if not others or several != {mention.country for mention in joined} or len(several) > _PAIR:
        return ()
    return tuple(entity(scene, mention) for mention in joined[: len(several)])


def _until_circumstance(scene: Scene, clause: Clause) -> range:
    """Tokens from a predicate to the next verb, or to a time or cause told before it."""
    stop = clause_range(scene, clause)[-1] + 1
    for index in range(clause.token + 1, stop):
        if scene.lemmas_at(index) & scene.cues.sooner:
            return range(clause.token + 1, index)
    return range(clause.token + 1, stop)


def _has_loose_pronoun(scene: Scene, clause: Clause) -> bool:
    """Whether an object pronoun stands by itself behind the predicate (متهماً إياها)."""
    after = (index for index in clause_range(scene, clause) if index > clause.token)
    return any(scene.lemmas_at(index) & scene.cues.them for index in after)


def _enclitic_object(
    scene: Scene, clause: Clause, frame: Frame, actors: tuple[Entity, ...]
) -> tuple[Entity, ...]:
    """In "اتهمها" the pronoun stands for the country named last that is not the actor's."""
    bound = clause.kind == "verb" or _is_undergone(clause, frame)
    pronoun = any(reading.enclitic for reading in clause.readings) and bound
    pronoun = pronoun or _has_loose_pronoun(scene, clause)
    if not pronoun or ("object",) not in frame.recipient:
        return ()
    own = codes(actors)
    judged = (
        clause.kind == "verb" and clause.link != "relative" and scene.cues.describing & set(clause.lemmas)
    )
    taken = (_judged_again(scene, own) or doers_before(scene, own)) if judged else ()
    if taken:
        return taken
    before = [
        m.country for m in scene.mentions if m.end <= clause.token and m.country and m.country not in own
    ]
    subject = [party.country for party in scene.memory.subject if party.country not in own | {"UNK"}]
    others = before or subject[:1] or [code for code in scene.memory.recent if code not in own]
    return (Entity(text=None, country=others[-1]),) if others else ()


def _judged_again(scene: Scene, own: frozenset[str]) -> tuple[Entity, ...]:
    """Whom the party blamed just before ("دانت القاهرة التوغل الإسرائيلي واعتبرته احتلالاً")."""
    last = scene.done[-1] if scene.done else None
    again = last is not None and last.type == "ACCUSE" and codes(last.actors) == own
    return with_whom(scene, own) if again else ()


def _suffered_by_pronoun(
    scene: Scene, clause: Clause, frame: Frame, actors: tuple[Entity, ...]
) -> tuple[Entity, ...]:
    """Whom the clause above names, where the pronoun on an event noun is whom it is done to."""
    above = None if clause.governor is None else scene.clauses[clause.governor]
    if above is None or not is_suffered(scene, clause, frame):
        return ()
    roles = ("subject",) if above.kind == "verb" else ("genitive", "adjective", "object")
    for phrase in (a for role in roles for a in above.arguments if a.role == role):
        found = tuple(p for p in entities_of(scene, phrase, above) if p.country != "UNK")
        if found and not codes(found) & codes(actors):
            return found
    return ()


def _is_undergone(clause: Clause, frame: Frame) -> bool:
    """Whether the pronoun on an event noun is whom it is done to ("أفرجت عنهم بعد احتجازهم")."""
    alone = not any(argument.role in ("object", "genitive") for argument in clause.arguments)
    return alone and clause.kind == "masdar" and frame.type == "COERCE" and "objective" in frame.options


def with_shared_country(
    scene: Scene,
    clause: Clause,
    frame: Frame,
    actors: tuple[Entity, ...],
    recipients: tuple[Entity, ...],
) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    """In a domestic act the side whose country is not told has the other's; who is expelled has not."""
    known = [party.country for party in (*actors, *recipients) if party.country not in NOT_NATIONAL]
    if not known:
        return actors, recipients
    if frame.mode in _SENT_ABROAD:
        recipients = _from_abroad(scene, clause, frame, actors, recipients)
    elif frame.type in _AT_HOME:
        recipients = tuple(_in_country(party, known[0]) for party in recipients)
    if ("domestic" in frame.options or frame.type == "COERCE") and not recipients:
        recipients = (Entity(text=None, country=known[0]),)
    return actors, recipients


def _from_abroad(
    scene: Scene,
    clause: Clause,
    frame: Frame,
    actors: tuple[Entity, ...],
    recipients: tuple[Entity, ...],
) -> tuple[Entity, ...]:
    """Who is expelled is never the own: of the other side, or of a state that is not told."""
    other = next((party.country for party in other_side(scene, clause, frame, actors)), "UNK")
    own = codes(actors) | {"UNK"}
    return tuple(replace_country(p, other) if p.country in own else p for p in recipients)


def _in_country(party: Entity, country: str) -> Entity:
    return party if party.country != "UNK" else replace_country(party, country)
