"""Does an event noun stand for a thing done, or does it name a topic?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.coding.dismissals import is_dismissed
from marsad.coding.moods import frame_for
from marsad.coding.relations import ANSWERING, TRANSPARENT, bearer, classes_of, governor, tells_of
from marsad.coding.slots import carried_by, is_behest, is_means, is_owned

if TYPE_CHECKING:
    from marsad.coding.frames import Frame
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause

_HAPPENS: Final = frozenset({"passive-light", "cause", "aspect"})
_FATAL: Final = frozenset({"ASSAULT", "PROTEST"})
_CHARGED: Final = 2
_UNDERGONE: Final = frozenset({"COERCE", "RETREAT", "SANCTION"})
_PRESSURE: Final = frozenset({"SANCTION", "THREATEN"})


def stands_for_a_deed(scene: Scene, clause: Clause, frame: Frame) -> bool:
    """Whether a predicate tells a deed; a verb always does, a noun only in some places (decisions 3, 14)."""
    if clause.kind in ("verb", "participle") or _is_described_as_done(scene, clause, frame):
        return True
    lean = bearer(scene, clause)
    if lean is not None:
        aside = clause.link in scene.cues.concerning or _is_left_unsaid(scene, clause, lean)
        return not (aside or _is_purpose_of(scene, clause, lean) or _is_yet_to_come(scene, lean))
    above = governor(scene, clause)
    doer_roles = {"adjective", "genitive"} | scene.cues.by | scene.cues.from_
    bound = any(argument.role in doer_roles for argument in clause.arguments)
    if clause.link in scene.cues.anchors and not _is_blamed_for(scene, clause, above):
        told = _is_attack_on_news(scene, clause, frame) or _is_unrest_on_news(scene, frame)
        return bound or is_owned(clause) or told or _names_who_underwent(scene, clause, frame)
    amid = clause.link in scene.cues.amid and _is_attack_on_news(scene, clause, frame)
    if amid or (scene.title and bound and _is_pressure_felt(scene, clause, frame)):
        return True
    if bound and above is None and _opens_complement(scene, clause):
        return True
    absent = clause.negated and (above is None or _is_there_none(above, clause))
    if absent and (bound or _is_between(scene, clause)):
        return True  # "ليس هناك أي تبادل للأسرى بين …": its absence is the news
    if _is_answered_for(scene, clause) or is_dismissed(scene, clause) or is_means(scene, clause):
        return True
    if scene.title:
        heads = not _is_known_agreement(clause, frame) and _heads_a_title(scene, clause, above)
        return heads or (frame.type in _FATAL and _is_fatal(scene, clause))
    return (
        above is not None and clause.link == "subject" and bound and bool(classes_of(scene, above) & _HAPPENS)
    )


def _is_blamed_for(scene: Scene, clause: Clause, above: Clause | None) -> bool:
    """Whether it is what someone is blamed for, no act beside it ("انتقاد كندا للهند بسبب رفضها …")."""
    if above is None or clause.link not in scene.cues.because_of:
        return False
    frame = frame_for(scene, above)
    return frame is not None and frame.type == "ACCUSE"


def _is_described_as_done(scene: Scene, clause: Clause, frame: Frame) -> bool:
    """Whether a description behind the noun tells that it was done, or it is what another acts on."""
    if frame.type != "AGREE" and carried_by(scene, clause) is not None:
        return True
    if came_about(scene, clause) is not None:
        return True
    return frame.type == "REQUEST" and is_behest(scene, clause)


def came_about(scene: Scene, clause: Clause) -> Clause | None:
    """The past verb right behind someone's deed that tells of it ("في هجوم روسي وقع أمس"), or None."""
    doer = next((a for a in clause.arguments if a.role == "adjective"), None)
    if clause.kind == "verb" or doer is None or clause.readings[0].article or clause.negated:
        return None
    verb = next((c for c in scene.clauses if c.kind == "verb" and c.token == doer.end), None)
    if verb is None or verb.negated or verb.readings[0].tense != "past":
        return None
    return verb if verb.link in ("complement", "that") else None


def _is_pressure_felt(scene: Scene, clause: Clause, frame: Frame) -> bool:
    """Whether a title tells of pressure that goes on ("وسط تهديدات صينية", "تحت العقوبات الصينية")."""
    if frame.type not in _PRESSURE:
        return False
    if clause.link in scene.cues.amid:
        return True
    ahead = scene.lemmas_before(clause.token) & (scene.cues.topics | scene.cues.ago | scene.cues.from_)
    before = scene.keys(clause.token - 1) if clause.token else frozenset()
    own = clause.readings[0].preposition
    felt = not own or own in scene.cues.at
    return felt and clause.governor is None and not ahead and not before & scene.cues.cases


def _is_purpose_of(scene: Scene, clause: Clause, lean: Clause) -> bool:
    """Whether it is what something else is done for ("بذلت جهودا لوقف القتال")."""
    return clause.link in scene.cues.for_ and any(a.role == "object" for a in lean.arguments)


def _is_left_unsaid(scene: Scene, clause: Clause, lean: Clause) -> bool:
    """Whether a known deed was only not announced or claimed ("لم تتبن أي جهة الهجوم")."""
    return lean.negated and clause.readings[0].article and "announce" in classes_of(scene, lean)


def _is_yet_to_come(scene: Scene, lean: Clause) -> bool:
    """Whether a deed is what something else comes before ("قبيل توجيه ضربة"), or is told since."""
    return lean.kind in ("masdar", "noun") and lean.link in scene.cues.ago


def _is_there_none(above: Clause, clause: Clause) -> bool:
    """Whether a verb of being tells that there was none ("لم تكن هناك أي مفاوضات بين …")."""
    return clause.link == "subject" and above.negated


def _is_between(scene: Scene, clause: Clause) -> bool:
    return any(argument.role in scene.cues.between for argument in clause.arguments)


def _opens_complement(scene: Scene, clause: Clause) -> bool:
    """Whether it stands right after "that": "إن رفض كازاخستان الانضمام يؤكد …" presupposes the deed."""
    if not clause.token or clause.readings[0].article:
        return False
    readings = scene.tokens[clause.token - 1].word.readings
    return any(reading.kind == "subordinator" and reading.lemma in scene.cues.that for reading in readings)


def _is_answered_for(scene: Scene, clause: Clause) -> bool:
    """Whether a verb of denial or intent above makes the noun a deed denied or planned."""
    above = governor(scene, clause)
    while above is not None:
        if classes_of(scene, above) & ANSWERING:
            return True
        reported = tells_of(scene, above) or (above.link == "that" and "reports" in classes_of(scene, above))
        above = governor(scene, above) if reported or _passes_on(scene, clause, above) else None
    return False


def _passes_on(scene: Scene, clause: Clause, above: Clause) -> bool:
    """Whether a noun between passes a denial on, as no "breach of" does ("نفت انتهاك العقوبات")."""
    if above.kind not in ("masdar", "noun"):
        return False
    passing = TRANSPARENT | {"reports", "says", "alleges"}
    planned = any(
        "intend" in classes_of(scene, other) for other in scene.clauses if other.token < clause.token
    )
    return planned or bool(classes_of(scene, above) & passing)


def _heads_a_title(scene: Scene, clause: Clause, above: Clause | None) -> bool:
    """In a title an event noun is news unless it is a topic: definite, or the object of some other verb."""
    definite = clause.readings[0].article and not scene.opens(clause.token)
    if _is_reported(scene, clause):
        return True
    if clause.token and scene.keys(clause.token - 1) & scene.cues.cases:
        return False  # "قضية مقتل …": the case is spoken of
    if above is not None:
        return clause.link == "subject" and not definite
    return (
        not definite
        and not clause.readings[0].preposition
        and not scene.lemmas_before(clause.token) & scene.cues.topics
    )


def _is_known_agreement(clause: Clause, frame: Frame) -> bool:
    """Whether it is one that everybody knows, and a topic ("الاتفاق النووي الإيراني مقبول")."""
    bare = {argument.role for argument in clause.arguments} <= {"adjective"}
    return frame.type == "AGREE" and clause.readings[0].article and bare


def _is_reported(scene: Scene, clause: Clause) -> bool:
    """Whether it is what a title has reports of ("تقارير عن اعتقال …")."""
    before = scene.tokens[clause.token - 2].form if clause.token > 1 else ""
    told = bool(scene.lemmas_before(clause.token) & scene.cues.topics)
    return told and bool(scene.language.keys(before) & scene.cues.reports)


def _is_fatal(scene: Scene, clause: Clause) -> bool:
    """Whether it is the attack of "dead in an attack": indefinite and after "in" or "by", it is the news."""
    first = clause.readings[0]
    after_in = bool(scene.lemmas_before(clause.token) & scene.cues.in_)
    if after_in and _is_charge(scene, clause.token - 1):
        return False
    return not first.article and (after_in or first.preposition in scene.cues.at)


def _is_attack_on_news(scene: Scene, clause: Clause, frame: Frame) -> bool:
    """Whether a title tells of a nameless attack as a cause, or of fights that it places somewhere."""
    if not scene.title or frame.type != "ASSAULT" or frame.mode == "territory":
        return False
    if clause.readings[0].article:  # "كارثة بسبب الغارات الجوية على درعا"
        return any((a.role,) in frame.recipient and scene.mentions_in(a) for a in clause.arguments)
    placed = any(argument.role in scene.cues.in_ for argument in clause.arguments)
    return bool(frame.recipient) or placed


def _is_unrest_on_news(scene: Scene, frame: Frame) -> bool:
    """Whether a title tells of protests as a cause ("استقالة رئيس الوزراء بعد الاحتجاجات الكبيرة")."""
    return scene.title and frame.type == "PROTEST" and frame.mode != "boycott"


def _names_who_underwent(scene: Scene, clause: Clause, frame: Frame) -> bool:
    """Whether a title tells as a cause what was done to whom ("تنديد بعد الإفراج عن جندي صربي")."""
    if not scene.title or ("objective" not in frame.options and frame.type not in _UNDERGONE):
        return False
    return any((a.role,) in frame.recipient and scene.mentions_in(a) for a in clause.arguments)


def _is_charge(scene: Scene, index: int) -> bool:
    """Whether "in" at a token follows one who is accused or a case: the deed is the charge, no news."""
    before = (scene.tokens[at].form for at in range(max(0, index - _CHARGED), index))
    return any(scene.language.keys(form) & scene.cues.charges for form in before)
