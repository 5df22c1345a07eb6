"""Whether what a clause tells was done, denied, planned, feared or demanded; and by whose voice.

The clauses above a clause decide (codebook, decisions 1–7): under "said" it is someone's word, under
"denied" it is negated, under "threatens" or "demands" it is no act of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from marsad.coding.companions import holds, possible_frames
from marsad.coding.dismissals import is_dismissed
from marsad.coding.relations import TRANSPARENT, UNREAL, classes_of, tells_of
from marsad.coding.slots import is_behest, objects_of
from marsad.coding.speech import speakers_of, speech_class
from marsad.records import VerbClass, Voice

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from marsad.coding.frames import Frame
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause

_STEPS_ASIDE: Final = frozenset({"adverb", "coordinate", "relative", "subject"})
_CONTENT: Final = frozenset({"that", "object", "complement"})
_PRESUPPOSED: Final = frozenset({"adverb", "relative"})
"""Links of what a denial of the clause above takes for granted ("نفى أن يكون قصفها، فيما نشر قوات")."""
_CARRYING: Final = TRANSPARENT | {"holds"}
_LIMIT: Final = 8
_TERMS: Final = 6
_COMMAS: Final = frozenset({"،", ","})


@dataclass(slots=True)
class Mood:
    """How a clause is told.

    Attributes:
        unreal: the content of a demand, a wish, an attempt or an opinion: no act.
        negated: told as not so.
        denied: the negation is a speaker's denial.
        planned: the doer's own plan.
        refused: the doer's plan is not to.
        declined: the doer announces or decides not to; of cooperation it is a refusal.
        future: told as to come.
        possible: told as possible, asked, or under a condition.
        voices: who tells it, nearest first.
        announcer: parties that announce it, for a doer left unsaid.
    """

    unreal: bool = False
    negated: bool = False
    denied: bool = False
    planned: bool = False
    refused: bool = False
    declined: bool = False
    future: bool = False
    possible: bool = False
    voices: list[Voice] = field(default_factory=list)


def mood_of(scene: Scene, clause: Clause) -> Mood:
    """The mood of a clause, from its own signs and from all clauses above it."""
    mood = Mood(
        unreal=(_is_purpose(clause) and not _came_of_it(scene, clause))
        or (_goes_on(scene, clause) and _has_deed_below(scene, clause)),
        negated=clause.negated or (clause.kind != "verb" and clause.link in scene.cues.without),
        future=clause.future,
        possible=clause.possible
        or clause.condition
        or (clause.question and not _is_presupposed(scene, clause)),
    )
    _mark_standing(scene, clause, mood)
    mood.possible = mood.possible or _is_of_terms(scene, clause)
    if clause.negated and scene.cues.rules_out & set(clause.lemmas):
        mood.possible = True  # "لم تستبعد": it is left open
    if is_dismissed(scene, clause):
        mood.negated = mood.denied = True
    lower, steps, aside, presupposed, stepped = clause, 0, False, None, False
    while lower.governor is not None and steps < _LIMIT and not mood.unreal:
        upper = scene.clauses[lower.governor]
        if lower.link in _PRESUPPOSED and presupposed is None and not tells_of(scene, lower):
            presupposed = mood.negated, mood.denied
        aside = aside or _stands_aside(scene, lower, upper)
        if aside:
            _hear(scene, lower, upper, mood)
        elif _is_ruled_out(scene, clause, upper):
            mood.negated = mood.denied = True
        elif not (stepped and lower.link == "complement" and frame_for(scene, upper) is not None):
            _rise(scene, lower, upper, mood)
        stepped = lower.link in _PRESUPPOSED
        lower, steps = upper, steps + 1
        if lower.link in ("adverb", "relative", "coordinate", "") and not tells_of(scene, lower):
            break
    if presupposed is not None:
        mood.negated, mood.denied = presupposed
    return mood


def _is_ruled_out(scene: Scene, clause: Clause, upper: Clause) -> bool:
    """Whether a deed of the past is what someone holds not to be so ("استبعد أن تكون الشرطة قد اعتقلت …")."""
    past = clause.kind == "verb" and clause.readings[0].tense == "past"
    return past and not upper.negated and bool(scene.cues.rules_out & set(upper.lemmas))


def _is_presupposed(scene: Scene, clause: Clause) -> bool:
    """Whether a question takes a deed for granted ("هل نجحت عقوبات ترامب؟", "لماذا طردت …؟")."""
    if clause.kind in ("masdar", "noun"):
        return clause.link == "subject"
    past = clause.kind == "verb" and clause.readings[0].tense == "past"
    return past and bool(clause.token) and not scene.cues.asking.isdisjoint(scene.keys(clause.token - 1))


def _is_purpose(clause: Clause) -> bool:
    """Whether a preposition on the verb makes it a purpose or a wish ("in order to", "let him")."""
    return clause.kind == "verb" and bool(clause.readings[0].preposition)


def _came_of_it(scene: Scene, clause: Clause) -> bool:
    """Whether what looks like a purpose came about ("… ، ليردّ بقصف المدينة", "عادت المدمرة لتقصف …")."""
    number = scene.number_of(clause)
    before = next((c for c in reversed(scene.clauses[:number]) if c.kind == "verb"), None)
    if before is None or before.negated or before.condition or before.future or before.link == "that":
        return False
    if scene.cues.returning & set(before.lemmas):
        return True
    told = before.readings[0].tense == "past" and before.link != "relative"
    return told and scene.tokens[clause.token - 1].form in _COMMAS


def _is_of_terms(scene: Scene, clause: Clause) -> bool:
    """Whether it is what an agreement provides for ("وبموجب الاتفاق، يسحب الجيش قواته")."""
    if clause.kind != "verb" or any(reading.tense != "present" for reading in clause.readings):
        return False
    before = range(max(0, clause.token - _TERMS), clause.token)
    return any(scene.lemmas_at(index) & scene.cues.terms for index in before)


def _goes_on(scene: Scene, clause: Clause) -> bool:
    """Whether a verb of ceasing is negated: what it did not cease is the deed ("لم تتوقف عن دعمهم")."""
    return clause.negated and "avoid" in classes_of(scene, clause)


def _has_deed_below(scene: Scene, clause: Clause) -> bool:
    """Whether an event noun is what the verb ceases, and no thing ("لم توقف السلطات خدمة الإنترنت")."""
    own = scene.number_of(clause)
    return any(other.governor == own and other.kind in ("masdar", "noun") for other in scene.clauses)


def _stands_aside(scene: Scene, lower: Clause, upper: Clause) -> bool:
    """Whether an event noun tells a cause or a time; after a negation بعد is "yet"."""
    if is_behest(scene, lower):
        return True
    return lower.kind in ("masdar", "noun") and lower.link in scene.cues.anchors and not upper.negated


def _hear(scene: Scene, lower: Clause, upper: Clause, mood: Mood) -> None:
    """Above a cause or a time the deed is presupposed: only who tells it is taken note of."""
    speech = speech_class(classes_of(scene, upper))
    if speech is not None and speech != "denies" and lower.link == "that":
        speakers = speakers_of(scene, upper)
        mood.voices.extend(Voice(speaker=speaker, verb=speech) for speaker in speakers[:1])


def _mark_standing(scene: Scene, clause: Clause, mood: Mood) -> None:
    """Marks "it is scheduled that", "it is expected that" and "it is not true that"."""
    before = scene.that_before(clause)
    if before is None or before < 1:
        return
    keys = scene.language.keys(scene.tokens[before - 1].form)
    mood.unreal = mood.unreal or bool(keys & scene.cues.needful)
    mood.planned = mood.planned or bool(keys & scene.cues.scheduled)
    mood.possible = mood.possible or bool(keys & scene.cues.expected)
    mood.negated = mood.negated or (bool(keys & scene.cues.true) and _is_untrue(scene, before - 1))


def _is_untrue(scene: Scene, index: int) -> bool:
    """Whether "true" at a token is denied ("ليس صحيحا أن …")."""
    return bool(scene.lemmas_before(index) & scene.cues.untrue)


def _rise(scene: Scene, lower: Clause, upper: Clause, mood: Mood) -> None:
    classes = classes_of(scene, upper)
    told = tells_of(scene, lower)
    if lower.link in ("adverb", "coordinate", "relative") and not told:
        mood.possible = mood.possible or lower.condition
        return
    if _goes_on(scene, upper) and _is_content(scene, lower):
        return
    if _is_taken_up(scene, lower, upper):
        mood.unreal = True
        return
    speech = speech_class(classes)
    passed = upper.passive and lower.link == "subject"  # "نُفي إرسال قوات"
    if speech and (told or passed or lower.link in _CONTENT or lower.link in scene.cues.speech):
        _speak(scene, upper, speech, lower, mood)
    elif _is_content(scene, lower) and (frame := frame_for(scene, upper)) is not None:
        # "اتهمت جارتها بتسليح متمردين هاجموا العاصمة": that too is what she accuses of
        mood.unreal = mood.unreal or frame.mode == "allege" or not _describes_what_is(lower)
    elif "avoid" in classes and _is_content(scene, lower):
        mood.negated = not upper.negated
    elif "intend" in classes:
        mood.planned, mood.refused = True, upper.negated != lower.negated  # also "decided not to"
    elif classes & UNREAL and (_is_content(scene, lower) or _is_failed(scene, lower, classes)):
        mood.unreal = True
    elif classes & _CARRYING:
        mood.declined = mood.declined or _declines(classes, lower)
        _carry(upper, mood)


def _describes_what_is(lower: Clause) -> bool:
    """Whether a past verb behind an act describes a noun, with no word for "which" ("شحنة قمح وصلت …")."""
    return lower.kind == "verb" and lower.link == "complement" and lower.readings[0].tense == "past"


def _is_taken_up(scene: Scene, lower: Clause, upper: Clause) -> bool:
    """Whether a clause is what an act above is about, or what an accusation says was done (decision 9)."""
    nominal = lower.kind in ("masdar", "noun") and _is_content(scene, lower)
    accused = lower.link == "that" and speech_class(classes_of(scene, upper)) == "alleges"
    taken = (nominal or accused) and not tells_of(scene, upper)
    frame = frame_for(scene, upper) if taken else None
    return frame is not None and (nominal or frame.type == "ACCUSE")


def _is_failed(scene: Scene, lower: Clause, classes: frozenset[str]) -> bool:
    """Whether an event noun is what someone failed in ("أخفقت في إسقاط طائرة")."""
    return "fail" in classes and lower.link in scene.cues.in_


def _declines(classes: frozenset[str], lower: Clause) -> bool:
    """Whether a negated event noun is what someone decides or announces ("قررت عدم استقبال")."""
    decides = "announce" in classes and "confirms" not in classes  # "أكدت عدم ترحيلهم": it is not so
    return decides and lower.negated and lower.kind in ("masdar", "noun")


def _is_content(scene: Scene, lower: Clause) -> bool:
    """Whether a clause is what the one above speaks of, and not its time, cause or circumstance."""
    return lower.link not in _STEPS_ASIDE and lower.link not in scene.cues.adjuncts


def _carry(upper: Clause, mood: Mood) -> None:
    mood.negated = mood.negated or upper.negated
    mood.future = mood.future or upper.future
    mood.possible = mood.possible or upper.possible or upper.condition or upper.question


def _speak(scene: Scene, upper: Clause, speech: VerbClass, lower: Clause, mood: Mood) -> None:
    announces = "announce" in classes_of(scene, upper) and lower.kind in ("masdar", "noun")
    announces = announces and not (speech == "confirms" and (lower.negated or upper.negated))
    if speech in ("predicts", "asks"):
        mood.unreal = True
    if speech == "warns":
        mood.unreal = True
    if speech == "denies":
        mood.negated = mood.denied = True
        mood.possible = mood.possible or upper.negated  # "لم تنف ولم تؤكد": it is left open
    elif announces:
        mood.declined = mood.declined or _declines(classes_of(scene, upper), lower)
        _carry(upper, mood)
        return
    unsaid = upper.negated and speech == "confirms"  # "without admitting that …" asserts nothing
    mood.possible = mood.possible or upper.condition or upper.question or unsaid
    speakers = speakers_of(scene, upper)
    mood.voices.extend(Voice(speaker=speaker, verb=speech) for speaker in speakers[:1])


_ANY_KIND: Final = frozenset({"verb", "masdar", "active", "passive"})


def frame_for(scene: Scene, clause: Clause) -> Frame | None:
    """The first frame of a clause's lemmas whose conditions hold, or None; worked out once a clause."""
    key = clause.token, clause.kind, clause.passive, clause.arguments
    if key not in scene.frames:
        scene.frames[key] = _frame_for(scene, clause)
    return scene.frames[key]


def _frame_for(scene: Scene, clause: Clause) -> Frame | None:
    for lemma in clause.lemmas:
        options = possible_frames(scene, clause, lemma)
        if not options:
            continue
        finite = clause.kind in ("verb", "participle") or _is_done(scene, clause)
        kinds = {reading.kind for reading in clause.readings if reading.lemma == lemma}
        for frame in options:
            if _fits(scene, frame, kinds, finite=finite) and holds(scene, clause, frame):
                return frame
    return None


def _is_done(scene: Scene, clause: Clause) -> bool:
    """Whether a verbal noun stands for a verb: with doer and object, as what someone did, denies or avoids.

    So "قام بسرقة الحبوب", "نفى سرقة الحبوب", "عدم سرقة الحبوب", "بعد سرقة روسيا حبوباً".
    """
    if clause.kind != "masdar":
        return False
    genitive = any(argument.role == "genitive" for argument in clause.arguments)
    if clause.negated or (genitive and objects_of(scene, clause)):
        return True
    upper = None if clause.governor is None else scene.clauses[clause.governor]
    classes = frozenset() if upper is None else classes_of(scene, upper)
    if clause.link in scene.cues.at:
        return "light" in classes
    return bool(classes & {"denies", "avoid"}) and clause.link in scene.cues.about | {"object"}


def _fits(scene: Scene, frame: Frame, kinds: AbstractSet[str], *, finite: bool) -> bool:
    if "headline" in frame.options and not scene.title:
        return False
    if frame.kind == "finite":
        return finite
    if frame.kind in ("masdar", "noun"):
        return frame.kind in kinds
    return not kinds.isdisjoint(_ANY_KIND)
