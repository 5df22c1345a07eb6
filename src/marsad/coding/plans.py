"""What looks like a forecast and is none (codebook, section 3): plans, dates on a calendar, rules, questions.

Words of likelihood make a forecast of nearly anything; a mere verb to come does not: officials announce with
it, agreements provide with it, agencies tell with it what stands on a programme.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.coding.forecast_cues import forecast_cues
from marsad.coding.foretold import is_to_come
from marsad.coding.gradings import is_verdict
from marsad.coding.moods import frame_for
from marsad.coding.openers import is_that
from marsad.coding.relations import classes_of
from marsad.coding.speech import tells
from marsad.coding.stretches import is_in_quotes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.coding.attributed import Attribution
    from marsad.coding.events import Act
    from marsad.coding.foretold import Foreseen
    from marsad.coding.scene import Scene
    from marsad.coding.speakers import Speaker
    from marsad.languages.grammar import Clause

_TO_COME: Final = frozenset({"future", "never"})
_WEAK: Final = frozenset({"can", "may", "particle"})
_BODIES: Final = frozenset({"IGO", "NGO", "UNO"})
_ANNOUNCED: Final = frozenset({"AGREE", "CONCEDE", "REJECT", "THREATEN"})
_NEAR: Final = 4
_HEAD: Final = 3
_QUESTION: Final = "؟"


def is_no_forecast(
    scene: Scene, place: Foreseen, voice: Attribution | None, who: Speaker, told: Sequence[Act]
) -> bool:
    """Whether what is foreseen at a place is no forecast.

    Args:
        scene: the sentence.
        place: where something is foreseen.
        voice: in whose words it stands; None for the author's.
        who: who is taken to foresee it.
        told: the acts of the sentence.
    """
    if _is_asked(scene, place) or _is_of_the_past(scene, place):
        return True
    if is_verdict(scene.language.code, scene.tokens[place.verb].form):
        return True  # "قد تحقق ما توقعناه": it marks a forecast
    kind = place.mark.kind
    if kind in _WEAK:
        return _is_a_rule(scene, place) or _is_a_state(scene, place)
    if kind == "warn":
        return _is_about_conduct(scene, place)
    if kind == "that":
        return not _has_anything_to_come(scene, place)
    if kind not in _TO_COME:
        return kind in ("verb", "denied verb") and _is_a_guess_back(scene, place)
    if _is_a_plan_told(scene, place) or _is_a_rule(scene, place):
        return True
    return _is_scheduled(scene, place, told) if voice is None else _is_announced(scene, place, voice, who)


def _is_asked(scene: Scene, place: Foreseen) -> bool:
    """Whether it stands in a question, or right behind "who", "what", "how long"."""
    last = next((token.form for token in reversed(scene.tokens) if token.form != '"'), "")
    if last == _QUESTION:
        return True
    words = forecast_cues(scene.language.code).asking
    before = place.verb - 1
    if place.mark.kind not in _TO_COME or before < 0:
        return False
    readings = scene.tokens[before].word.readings
    return bool(scene.keys(before) & words) and not any(r.kind == "pronoun" for r in readings)


def _is_of_the_past(scene: Scene, place: Foreseen) -> bool:
    """Whether what is likely is that something has been so ("من المحتمل أن يكون قد فقد …")."""
    if place.mark.kind in ("state", "chances", "noun"):
        return False
    copula = forecast_cues(scene.language.code).copula
    if not scene.lemmas_at(place.verb) & copula or scene.language.is_future(scene.tokens[place.verb].form):
        return False
    ahead = range(place.verb + 1, min(place.end, place.verb + 1 + _NEAR))
    past = any(c.token in ahead and c.kind == "verb" and c.readings[0].tense == "past" for c in scene.clauses)
    return past or (place.mark.high <= _LIKELY and not _has_time_ahead(scene, place))


_LIKELY: Final = 0.7


def _has_time_ahead(scene: Scene, place: Foreseen) -> bool:
    first, last = scene.tokens[place.start].start, scene.tokens[place.end - 1].end
    times = [time for time in scene.times if first <= time.start < last]
    dates = (time.end_date or time.date for time in times)
    return any(
        date and (scene.published is None or date >= scene.published.isoformat()[: len(date)])
        for date in dates
    )


def _has_anything_to_come(scene: Scene, place: Foreseen) -> bool:
    """Whether a verb to come, an event noun or a date ahead stands in what is called likely."""
    if scene.is_event_noun(place.start) and place.start not in scene.verb_tokens:
        return True
    return is_to_come(scene, place.verb) or _has_time_ahead(scene, place)


def _is_a_rule(scene: Scene, place: Foreseen) -> bool:
    """Whether a rule or an agreement provides for it."""
    rules = forecast_cues(scene.language.code).rules
    return any(scene.keys(index) & rules for index in range(place.mark.start))


def _is_a_state(scene: Scene, place: Foreseen) -> bool:
    """Whether "may" guesses at how things are: with "be" and nothing to come, or of a thing's use."""
    clause = next((c for c in scene.clauses if c.token == place.verb), None)
    return clause is not None and clause.passive


def _is_about_conduct(scene: Scene, place: Foreseen) -> bool:
    """Whether a warning is addressed to a party, or is of no danger: then it is of a conduct."""
    dangers = forecast_cues(scene.language.code).dangers
    head = range(place.start, min(place.end, place.start + _HEAD))
    if not any(scene.keys(index) & dangers for index in head):
        return True
    clause = next((c for c in scene.clauses if c.token == place.mark.end - 1), None)
    return clause is not None and any(
        phrase.role == "object" and scene.mentions_in(phrase) for phrase in clause.arguments
    )


def _is_a_guess_back(scene: Scene, place: Foreseen) -> bool:
    """Whether a version of what has been is ruled in or out ("لم يستبعد فرضية العمل التخريبي")."""
    doubt = forecast_cues(scene.language.code).doubt
    return bool(scene.keys(place.start) & doubt)


def _is_a_plan_told(scene: Scene, place: Foreseen) -> bool:
    """Whether a verb of agreeing, promising, threatening or deciding governs it ("اتفقوا على أن …")."""
    that = next((i for i in range(place.verb - 1, -1, -1) if is_that(scene, i)), None)
    if that is None:
        return False
    verbs = [c for c in scene.clauses if c.token < that and c.kind in ("verb", "participle", "masdar")]
    if not verbs:
        return False
    upper = verbs[-1]
    classes = classes_of(scene, upper)
    if "threat" in classes or "intend" in classes:
        return True
    return not tells(classes) and frame_for(scene, upper) is not None


def _is_announced(scene: Scene, place: Foreseen, voice: Attribution, who: Speaker) -> bool:
    """Whether who speaks tells of the own side, or passes on what is planned.

    The own side is "we", "they" of "that they", "my country", the speaker's state. Else it is foreseen where
    an expert or a body speaks, where the verb is one of opinion, or it tells what comes about by itself.
    """
    if _is_we(scene, place) or _is_carried_on(scene, place) or _is_own(scene, place):
        return True
    clause = _clause(scene, place.verb)
    if clause is not None and _just_happens(scene, clause):
        return False
    if _is_of_the_own_state(scene, place, who):
        return True
    return voice.verb not in ("predicts", "warns") and not _is_expert(scene, who)


def _is_of_the_own_state(scene: Scene, place: Foreseen, who: Speaker) -> bool:
    """Whether the speaker's own state is named as the subject."""
    first = min(place.start, place.mark.start - _FEW)
    named = [m for m in scene.mentions if first <= m.start < place.end and m.start <= place.verb + _HEAD]
    country = who.entity.country
    return country != "UNK" and any(m.country == country and not m.adjective for m in named[:1])


def _is_expert(scene: Scene, who: Speaker) -> bool:
    """Whether a speaker's word about what is to come is a judgement: an expert, a bank, a report."""
    if who.entity.country in _BODIES:
        return True
    experts = forecast_cues(scene.language.code).experts
    words = (who.entity.text or who.entity.name_ar or "").split()
    return any(scene.language.keys(scene.language.even(word)) & experts for word in words[:_HEAD])


def _just_happens(scene: Scene, clause: Clause) -> bool:
    """Whether a verb tells what comes about rather than what someone does."""
    happens = forecast_cues(scene.language.code).happens
    return bool(set(clause.lemmas) & happens)


def _is_we(scene: Scene, place: Foreseen) -> bool:
    """Whether "we" will do it, other than what "we" only undergo ("سنشهد")."""
    form = scene.tokens[place.verb].form
    readings = [reading for reading in scene.tokens[place.verb].word.readings if reading.kind == "verb"]
    we = scene.language.is_we(form) or (bool(readings) and all(r.person == "1" for r in readings))
    return we and not scene.lemmas_at(place.verb) & forecast_cues(scene.language.code).witness


def _is_carried_on(scene: Scene, place: Foreseen) -> bool:
    """Whether the subject is a pronoun on the "that" right before ("إنها ستبني")."""
    before = place.mark.start - 1
    if before < 0:
        return False
    readings = scene.tokens[before].word.readings
    return is_that(scene, before) and any(r.enclitic or r.lemma not in scene.cues.that for r in readings)


def _is_own(scene: Scene, place: Foreseen) -> bool:
    """Whether the subject is the speaker's own: "my country", "his government"."""
    head = range(max(0, min(place.start, place.mark.start - _FEW)), min(place.verb + _FEW, place.end))
    return any(_is_of_the_speaker(scene, index) for index in head)


_FEW: Final = 2


def _is_of_the_speaker(scene: Scene, index: int) -> bool:
    if scene.keys(index) & scene.cues.own:
        return True
    offices = forecast_cues(scene.language.code).offices
    return bool(scene.keys(index) & offices) and bool(scene.language.owner_gender(scene.tokens[index].form))


def _is_scheduled(scene: Scene, place: Foreseen, told: Sequence[Act]) -> bool:
    """Whether the author tells what stands on a programme, or a party's own announced act."""
    if _is_we(scene, place) or _is_relative(scene, place) or _was_learnt(scene, place):
        return True
    cues = forecast_cues(scene.language.code)
    if any(scene.keys(index) & cues.scheduled for index in range(place.start, place.end)):
        return True
    if scene.lemmas_at(place.verb) & cues.programmed:
        return True
    if _is_quoted(scene, place) and not scene.lemmas_at(place.verb) & cues.happens:
        return True
    if any(
        act.clause.token == place.verb and act.type in _ANNOUNCED and act.status == "actual" for act in told
    ):
        return True
    return _has_day(scene, place)


def _is_quoted(scene: Scene, place: Foreseen) -> bool:
    """Whether it stands in quotation marks, so that someone other than the author says it."""
    return is_in_quotes(scene, place.verb)


def _was_learnt(scene: Scene, place: Foreseen) -> bool:
    """Whether a verb in the past stands over "that he will": a story told ("تبين له أنه لن يتمكن")."""
    if not _is_carried_on(scene, place):
        return False
    verbs = [c for c in scene.clauses if c.token < place.mark.start and c.kind == "verb"]
    return bool(verbs) and verbs[-1].readings[0].tense == "past"


def _is_relative(scene: Scene, place: Foreseen) -> bool:
    """Whether a relative clause describes a thing with it ("القرض الذي ستستخدمه")."""
    before = place.mark.start - 1
    return before >= 0 and any(r.kind == "relative" for r in scene.tokens[before].word.readings)


def _has_day(scene: Scene, place: Foreseen) -> bool:
    first, last = scene.tokens[place.start].start, scene.tokens[place.end - 1].end
    return any(t.precision == "day" and first <= t.start < last for t in scene.times)


def _clause(scene: Scene, token: int) -> Clause | None:
    return next((clause for clause in scene.clauses if clause.token == token), None)
