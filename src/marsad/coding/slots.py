"""What stands in a frame's slots: phrases for a clause, words for a condition, entities for a party."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.coding.parties import entities_of, is_located
from marsad.coding.relations import ANSWERING, answering, bearer, classes_of, governor, tells_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.coding.frames import Frame
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause, Phrase
    from marsad.records import Entity

PRIVATE: Final = frozenset({"CVL", "REF", "SOC", "JRN", "REL", "EDU", "MED", "LAB"})
"""Sectors of people without a state's power."""
_NEAR: Final = 2
_FAR_CARRIER: Final = 9
_NEAR_CARRIER: Final = 4
"""Words from an event noun to the verb that tells who carried it out."""


def phrases_in(scene: Scene, clause: Clause, slot: str, frame: Frame, *, near: bool = False) -> list[Phrase]:
    """Phrases that may fill a slot, best first; ``near`` leaves out those a noun in between may claim."""
    if clause.kind in ("verb", "participle"):
        return _of_verb(scene, clause, slot, () if near else clause.outer)
    return list(_of_noun(scene, clause, slot, frame))


def _with_role(phrases: tuple[Phrase, ...], role: str) -> list[Phrase]:
    return [phrase for phrase in phrases if phrase.role == role]


def _with_roles(phrases: tuple[Phrase, ...], roles: frozenset[str]) -> list[Phrase]:
    return [phrase for phrase in phrases if phrase.role in roles]


def _of_verb(scene: Scene, clause: Clause, slot: str, outer: tuple[Phrase, ...]) -> list[Phrase]:
    if clause.passive:
        if slot == "subject":
            return _with_roles((*clause.arguments, *outer), scene.cues.by)
        if slot == "object":
            return _with_role(clause.arguments, "subject") + _with_role(clause.arguments, "object")
    found = _with_role((*clause.arguments, *outer), slot)
    return [
        phrase for phrase in found if slot != "object" or not _is_of_a_circumstance(scene, clause, phrase)
    ]


def _is_of_a_circumstance(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether an object is that of the event noun in a circumstance, the verb having its own.

    So "صادرت واشنطن ناقلة، بعد حشدها سفناً", "تعهدت بكين بالتعاون مقابل رفع واشنطن اسم المعهد".
    """
    own = scene.number_of(clause)
    for noun in scene.clauses:
        if noun.governor is None or not clause.token < noun.token < phrase.start or noun.kind != "masdar":
            continue
        hung = noun.governor == own or scene.clauses[noun.governor].governor == own
        if hung and noun.link in scene.cues.circumstances and phrase in noun.arguments:
            return any(
                a.role != "subject" and clause.token < a.start < noun.token - 1 for a in clause.arguments
            )
    return False


def _of_noun(scene: Scene, clause: Clause, slot: str, frame: Frame) -> Iterator[Phrase]:
    if slot == "subject":
        yield from _doers(scene, clause, frame)
    elif slot == "object":
        yield from _undergoers(scene, clause, frame)
    else:
        yield from _with_role(clause.arguments, slot)
        lean = bearer(scene, clause) or _carrier(scene, clause) or carried_by(scene, clause)
        if lean is not None:
            yield from _with_role(lean.arguments, slot)
            yield from _with_role(lean.outer, slot)


def _doers(scene: Scene, clause: Clause, frame: Frame) -> Iterator[Phrase]:
    yield from _with_roles(clause.arguments, scene.cues.by)
    yield from _with_role(clause.arguments, "adjective")
    genitives = _with_role(clause.arguments, "genitive")
    if genitives and _is_doer(scene, clause, frame):
        for phrase in genitives:
            if not (_is_no_doer(scene, clause, phrase) or _is_struck(scene, frame, phrase)):
                yield phrase
    lean = _leaned_on(scene, clause)
    suffers = lean is not None and bool(scene.cues.suffers & set(lean.lemmas))
    suffers = suffers or is_suffered(scene, clause, frame) or _is_only_told(scene, clause, lean)
    if lean is not None and clause.link != "subject" and not suffers:
        yield from _with_role(lean.arguments, "subject")
        if lean.kind in ("masdar", "noun"):
            yield from _with_role(lean.arguments, "adjective")
            yield from _with_role(lean.arguments, "genitive")
            if is_owned(clause):  # "السجن لناشط بعد انتقاده الحكومة"
                yield from _with_roles(lean.arguments, scene.cues.for_ | scene.cues.upon)
            yield from _who_takes_it_up(scene, clause, lean)
    if lean is not None and scene.cues.issues & set(lean.lemmas):
        yield from _with_roles((*lean.arguments, *lean.outer), scene.cues.about)
    yield from _with_roles(clause.arguments, scene.cues.from_)
    yield from _who_carried_it_out(scene, clause)


def _leaned_on(scene: Scene, clause: Clause) -> Clause | None:
    """The clause above whose doer does an event noun's deed, or None."""
    lean = bearer(scene, clause) or answering(scene, clause)
    if lean is None and (is_owned(clause) or is_means(scene, clause)):
        lean = governor(scene, clause) or _upheld(scene, clause)
        while lean is not None and tells_of(scene, lean):
            lean = governor(scene, lean)
    if lean is not None and lean.kind == "masdar" and lean.readings[0].enclitic:
        return answering(scene, lean) or lean  # "نفت قيامها بإرسال …"
    return lean


def _upheld(scene: Scene, clause: Clause) -> Clause | None:
    """The main verb that "and that" goes on with ("قال الوزير …، وذلك خلال زيارته لطوكيو")."""
    pointing = range(max(0, clause.token - _NEAR_CARRIER), clause.token)
    if not any(scene.lemmas_at(index) & scene.cues.those for index in pointing):
        return None
    return next((c for c in scene.clauses if c.kind == "verb" and c.governor is None and c.subject), None)


def _who_takes_it_up(scene: Scene, clause: Clause, noun: Clause) -> Iterator[Phrase]:
    """Who starts or announces what an event noun carries ("أعلنت إسرائيل شن غارات", "استمرار العمليات")."""
    above = bearer(scene, noun)
    if above is not None and above.kind == "masdar":
        above = bearer(scene, above)  # "أعلن بدء تنفيذ ضربات"
    if above is None or above.kind != "verb" or noun.link == "subject" or _is_only_told(scene, clause, above):
        return
    if not scene.cues.suffers & set(above.lemmas):
        yield from _with_role(above.arguments, "subject")


def is_suffered(scene: Scene, clause: Clause, frame: Frame) -> bool:
    """Whether the pronoun on an event noun is whom it is done to ("إثر اتهامه بالرشوة", "بعد توقيفه")."""
    if clause.kind != "masdar" or not is_owned(clause):
        return False
    if any(argument.role == "object" or argument.role in scene.cues.for_ for argument in clause.arguments):
        return False
    return frame.mode == "allege" or ("objective" in frame.options and frame.type in ("COERCE", "SANCTION"))


def _is_only_told(scene: Scene, clause: Clause, lean: Clause | None) -> bool:
    """Whether deaths are what someone denies, or an office without arms tells of: they are not its deed."""
    above = governor(scene, clause)
    told = {*clause.lemmas, *(above.lemmas if above is not None and above.kind != "verb" else ())}
    if lean is None or not scene.cues.deaths & told:
        return False
    if "denies" in classes_of(scene, lean):
        return True
    inside = scene.mentions_in(lean.subject) if lean.subject is not None else []
    return bool(inside) and inside[0].sector == "GOV" and inside[0].role is not None


def is_owned(clause: Clause) -> bool:
    """Whether a pronoun on the event noun tells its doer ("خلال لقائه نظيره")."""
    return bool(clause.readings[0].enclitic)


def is_means(scene: Scene, clause: Clause) -> bool:
    """Whether an event noun tells by what someone meets a challenge ("كينيا تواجه الغش بقطع الإنترنت")."""
    above = governor(scene, clause)
    if above is None or above.kind != "verb" or clause.link not in scene.cues.at:
        return False
    real = not (above.negated or above.future or above.possible or above.question)
    return real and bool(scene.cues.meets & set(above.lemmas))


def is_behest(scene: Scene, clause: Clause) -> bool:
    """Whether it is at whose request something is done ("رحّلت قبرص، بطلب من القضاء الأميركي، …")."""
    asked = any(argument.role in scene.cues.from_ for argument in clause.arguments)
    asked = asked and bool(scene.cues.behests & set(clause.lemmas))
    return asked and clause.link in scene.cues.at and not clause.readings[0].article


def _is_no_doer(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether a genitive is where it is done ("هجمات جنوبي سوريا"), or a thing that is denied.

    "نفت الحركة قبول المقترح المصري": Egypt's proposal accepts nothing.
    """
    inside = scene.mentions_in(phrase)
    of_a_thing = bool(inside) and inside[0].adjective and answering(scene, clause) is not None
    return of_a_thing or _is_place(scene, phrase)


def _is_place(scene: Scene, phrase: Phrase) -> bool:
    inside = scene.mentions_in(phrase)
    return bool(inside) and is_located(scene, inside[0])


def _is_struck(scene: Scene, frame: Frame, phrase: Phrase) -> bool:
    """Whether a town is what an attack struck ("هجوم كركوك"): towns do not attack, capitals may."""
    inside = scene.mentions_in(phrase)
    town = bool(inside) and inside[0].party is not None and inside[0].party.kind == "place"
    return town and frame.type == "ASSAULT" and bool(frame.recipient)


def _who_carried_it_out(scene: Scene, clause: Clause) -> Iterator[Phrase]:
    """The doer that a description behind an event noun tells ("غارات على دمشق نفذتها إسرائيل")."""
    verb = _carrier(scene, clause) or carried_by(scene, clause)
    if verb is not None and verb.subject and not scene.cues.suffers & set(verb.lemmas):
        yield verb.subject


def carried_by(scene: Scene, clause: Clause) -> Clause | None:
    """The light verb of a description right behind an event noun ("الهجوم الذي شنه حفتر")."""
    if clause.kind not in ("masdar", "noun"):
        return None
    verb = next((c for c in scene.clauses if c.kind == "verb" and c.token > clause.token), None)
    if verb is None or verb.negated:
        return None
    apart = verb.link == "relative" and _is_behind_comma(scene, verb.token - 1)
    if verb.token - clause.token > (_FAR_CARRIER if apart else _NEAR_CARRIER):
        return None
    bound = any(r.enclitic and r.tense == "past" for r in verb.readings)
    bound = bound and verb.link in ("relative", "complement")
    light = classes_of(scene, verb) & {"light", "passive-light"}
    between = range(clause.token + 1, verb.token)
    own = scene.number_of(clause)
    nearer = any(c.token in between and (c.governor, c.link) != (own, "genitive") for c in scene.clauses)
    signs = [index for index in between if scene.tokens[index].word.punctuation]
    if apart:
        nearer, signs = clause.governor is not None, signs[:-1]
    broken = nearer or bool(signs)
    return verb if bound and light and not broken else None


def _is_behind_comma(scene: Scene, index: int) -> bool:
    """Whether a relative pronoun stands behind a comma ("الحظر على الطماطم، الذي فرضته موسكو، …")."""
    return index > 0 and scene.tokens[index - 1].word.punctuation


def _carrier(scene: Scene, clause: Clause) -> Clause | None:
    """The light verb with a pronoun for an event noun that describes the noun ("قصف شنه الجيش")."""
    verb = next((c for c in scene.clauses if c.kind == "verb" and c.token > clause.token), None)
    if verb is None or verb.link == "relative" or not any(r.enclitic for r in verb.readings):
        return None
    return verb if verb.subject and "light" in classes_of(scene, verb) else None


def _is_doer(scene: Scene, clause: Clause, frame: Frame) -> bool:
    """Whether the genitive of an event noun is its doer: of an objective noun only where another follows."""
    if _is_carried_out(scene, clause):
        return False
    objective = "objective" in frame.options
    if not objective and "subjective" not in frame.options and ("object",) in frame.recipient:
        lean = bearer(scene, clause) or answering(scene, clause)
        leaning = {"light", "aspect"} | ANSWERING
        objective = lean is not None and bool(classes_of(scene, lean) & leaning)
    if "state-only" in frame.options:
        objective = objective or _is_of_private_people(scene, clause)
    if objective:
        goals = _with_roles(clause.arguments, scene.cues.for_)
        other = objects_of(scene, clause) or any(scene.mentions_in(goal) for goal in goals)
        return bool(other) and not _is_given_to(scene, clause)
    return not _is_given_to(scene, clause)


def objects_of(scene: Scene, clause: Clause) -> list[Phrase]:
    """Objects behind the genitive of an event noun, not what "and" joins to it ("تسليح كوبا وحلفائها")."""
    return [p for p in _with_role(clause.arguments, "object") if not _is_joined(scene, p)]


def _is_joined(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase begins with an unlisted word and "and", as no object does."""
    word = scene.tokens[phrase.start].word
    joined = any(split.conjunction in scene.cues.and_ for split in word.splits)
    return joined and phrase.start not in scene.mention_at and not scene.language.is_common(word.form)


def _is_carried_out(scene: Scene, clause: Clause) -> bool:
    """Whether who carries it out or refrains stands above: the genitive is no doer ("قيامه باختيار شركة")."""
    lean = governor(scene, clause)
    classes = frozenset() if lean is None else classes_of(scene, lean)
    avoided = "avoid" in classes and clause.link in scene.cues.about
    intended = "intend" in classes and clause.link == "object"
    if lean is None or not (avoided or intended or ("light" in classes and clause.link in scene.cues.at)):
        return False
    if is_owned(lean) and answering(scene, lean) is not None:
        return True  # "نفت قيامها بتسليم كييف صواريخ"
    return any(a.role in ("subject", "genitive") and scene.mentions_in(a) for a in lean.arguments)


def _is_given_to(scene: Scene, clause: Clause) -> bool:
    """Whether the genitive of a giving is who is given to ("نفت برلين تسليم كييف صواريخ")."""
    if not scene.cues.gives & set(clause.lemmas) or not _with_role(clause.arguments, "object"):
        return False
    lean = bearer(scene, clause) or answering(scene, clause)
    giver = lean.subject if lean is not None else None
    return giver is not None and bool(scene.mentions_in(giver))


def _is_of_private_people(scene: Scene, clause: Clause) -> bool:
    """Whether the genitive of an event noun is people who have no state's power ("اعتقال ناشط مصري")."""
    for genitive in _with_role(clause.arguments, "genitive")[:1]:
        heads = [mention for mention in scene.mentions_in(genitive) if mention.start == genitive.start]
        return any(head.sector in PRIVATE for head in heads)
    return False


def _undergoers(scene: Scene, clause: Clause, frame: Frame) -> Iterator[Phrase]:
    if not _is_doer(scene, clause, frame):
        yield from _with_role(clause.arguments, "genitive")
    yield from (a for a in _with_role(clause.arguments, "genitive") if _is_struck(scene, frame, a))
    ends = {a.end for a in _with_role(clause.arguments, "genitive")}
    yield from (a for a in _with_roles(clause.arguments, scene.cues.for_) if a.start in ends)
    yield from _with_role(clause.arguments, "object")
    yield from _with_roles(clause.arguments, scene.cues.for_)
    if "objective" in frame.options:
        yield from _with_role(clause.arguments, "genitive")


def entities_in(
    scene: Scene, clause: Clause, slots: tuple[str, ...], frame: Frame, *, near: bool = False
) -> tuple[Entity, ...]:
    """Parties of a slot, or of several taken together; ``near`` as in `phrases_in`."""
    found: list[Entity] = []
    for slot in slots:
        for phrase in phrases_in(scene, clause, slot, frame, near=near):
            parties = (
                entities_of(scene, phrase, clause)
                or _of_whole(scene, clause, phrase)
                or _of_owner(scene, clause, phrase)
                or _of_source(scene, clause, phrase)
                or _of_leader(scene, phrase)
            )
            if parties:
                found.extend(party for party in parties if party not in found)
                break
    return tuple(found)


def _of_whole(scene: Scene, clause: Clause, part: Phrase) -> tuple[Entity, ...]:
    """The party that a number is a part of ("ثمانية من أفراد الشرطة")."""
    whole = whole_of(scene, clause, part)
    return entities_of(scene, whole, clause) if whole else ()


def _of_owner(scene: Scene, clause: Clause, thing: Phrase) -> tuple[Entity, ...]:
    """Whose a thing is, by "for" right behind it ("ستين هدفاً للحوثيين", "على مواقع للجيش")."""
    if thing.role in scene.cues.from_:
        return ()
    whole = whole_of(scene, clause, thing) or thing
    bare = whole if whole is not thing or thing.role in ("subject", "object") else None
    if bare is not None and any(split.article for split in scene.tokens[bare.start].word.splits):
        return ()
    behind = (*clause.arguments, *clause.outer)
    owner = next((a for a in behind if a.role in scene.cues.for_ and a.start == whole.end), None)
    return entities_of(scene, owner, clause) if owner else ()


def _of_leader(scene: Scene, group: Phrase) -> tuple[Entity, ...]:
    """Who leads a group, told by a relative clause behind it ("التحالف الذي تقوده السعودية")."""
    behind = (c for c in scene.clauses if c.link == "relative" and group.end < c.token <= group.end + _NEAR)
    told = next((c for c in behind if not scene.cues.heads.isdisjoint(c.lemmas)), None)
    return entities_of(scene, told.subject, told) if told is not None and told.subject else ()


def whole_of(scene: Scene, clause: Clause, part: Phrase) -> Phrase | None:
    """The "of" phrase that stands right behind another."""
    behind = (*clause.arguments, *clause.outer)
    return next((a for a in behind if a.role in scene.cues.from_ and a.start == part.end + 1), None)


def is_count(scene: Scene, index: int) -> bool:
    """Whether a token counts what an "of" behind it names ("أياً من العقوبات", "تسعمئة من الأسرى")."""
    word = scene.tokens[index].word
    counts = any(reading.kind == "quantifier" for reading in word.readings)
    return word.digits or counts or not scene.keys(index).isdisjoint(scene.cues.counts)


def _of_source(scene: Scene, clause: Clause, part: Phrase) -> tuple[Entity, ...]:
    """The body in which an unnamed person sits ("مصدر في الخارجية السورية")."""
    leaned = bearer(scene, clause) or answering(scene, clause) or clause
    behind = (*clause.arguments, *clause.outer, *leaned.arguments, *leaned.outer)
    seat = next((a for a in behind if a.role in scene.cues.in_ and a.start == part.end + 1), None)
    if seat is None or scene.tokens[part.start].word.digits:
        return ()
    named = scene.mentions_in(seat)
    sits = named and (named[0].role is not None or (named[0].party and named[0].party.kind == "body"))
    return entities_of(scene, seat, clause) if sits else ()


def causes(scene: Scene, clause: Clause) -> tuple[Entity, ...]:
    """The doer told by an instrument: "برصاص الجيش الإسرائيلي", "في غارة روسية", "على يد"."""
    for phrase in (*clause.arguments, *clause.outer):
        if phrase.role not in scene.cues.struck:
            continue
        if any(split.stem in scene.cues.instruments for split in scene.tokens[phrase.start].word.splits):
            found = () if _is_place(scene, phrase) else entities_of(scene, phrase, clause)
            if found:
                return found
    return _by_what_was_suffered(scene, clause)


def _by_what_was_suffered(scene: Scene, clause: Clause) -> tuple[Entity, ...]:
    """Who did what the subject suffered ("تعرضت خاركيف لهجوم روسي")."""
    if clause.kind != "verb" or scene.cues.suffers.isdisjoint(clause.lemmas):
        return ()
    number = scene.number_of(clause)
    deeds = (c for c in scene.clauses if c.governor == number and c.kind in ("masdar", "noun"))
    told = (a for c in deeds if c.link in scene.cues.for_ for a in c.arguments if a.role == "adjective")
    return next((entities_of(scene, phrase, clause) for phrase in told), ())
