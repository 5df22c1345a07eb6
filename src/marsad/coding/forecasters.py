"""Who foresees: the innermost voice over a statement; and when, where the text dates an older forecast."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import structs

from marsad.coding.attributed import BY_AUTHOR
from marsad.coding.conditions import conditions
from marsad.coding.likelihood import VERBS
from marsad.coding.openers import COLON, COMMAS, opener_of
from marsad.coding.relations import classes_of
from marsad.coding.speakers import UNKNOWN, Speaker, speakers_at, unsaid
from marsad.coding.speech import tells
from marsad.coding.stretches import STOPS, is_in_quotes
from marsad.coding.subjects import own_subject
from marsad.coding.when import last_day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from marsad.coding.attributed import Attribution
    from marsad.coding.foretold import Foreseen
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import TimeExpression

_PAPER_WITHIN: Final = 9
_PARTICLES: Final = 2
_FIRST: Final = 1
_NAME_WORDS: Final = 5


def voice_over(scene: Scene, place: Foreseen, voiced: Sequence[Attribution]) -> Attribution | None:
    """The innermost attribution in whose words something is foreseen; None in the author's own words."""
    if place.ascribed is not None and place.ascribed.speaker != BY_AUTHOR:
        return place.ascribed
    others = [a for a in voiced if a.speaker != BY_AUTHOR and not _is_in_condition(scene, place, a)]
    over = [a for a in others if _holds(scene, a, place.mark.start)]
    inner = max(over, key=lambda a: (a.content.start, a.way == "cited", -a.content.end), default=None)
    if inner is None:
        return _going_on(scene, place, others)
    return next((a for a in others if _is_relayed(a, inner, place)), inner)


def _is_relayed(source: Attribution, outer: Attribution, place: Foreseen) -> bool:
    """Whether a source is cited between an outlet's verb and its words ("ذكرت مجلة نقلاً عن خبراء أن")."""
    if source.way != "cited" or outer.token < 0:
        return False
    return max(outer.token, outer.speaker.start) < source.speaker.start < place.mark.start


def _is_in_condition(scene: Scene, place: Foreseen, voice: Attribution) -> bool:
    """Whether a verb of speech stands in the condition from which something follows ("إذا … فمن المرجح")."""
    return scene.is_then(place.mark.start) and any(
        start <= _FIRST and start < voice.token < place.mark.start for start, _ in conditions(scene)
    )


def _holds(scene: Scene, voice: Attribution, token: int) -> bool:
    """Whether a token stands in someone's words; a noun phrase ends at a comma, a demand at a "but"."""
    content = voice.content
    if not content.start <= token < content.end:
        return False
    commas = [i for i in range(content.start, token) if scene.tokens[i].form in COMMAS]
    if not content.clause:
        return not commas
    contrast = any(scene.keys(i + 1) & scene.cues.contrasts for i in commas)
    return not (contrast and voice.verb == "asks")


def _going_on(scene: Scene, place: Foreseen, others: Sequence[Attribution]) -> Attribution | None:
    """Whose indirect speech or quotation goes on where something is foreseen after its first clause."""
    before = [a for a in others if a.content.end <= place.mark.start or a.token < place.mark.start]
    before = [a for a in before if a.content.start < place.mark.start]
    if is_in_quotes(scene, place.mark.start):
        return before[-1] if before else None
    last = before[-1] if before else None
    if last is None or last.way not in ("that", "resolved") or last.verb not in ("says", "predicts", "warns"):
        return None
    between = range(last.content.end, place.mark.start)
    return None if any(_breaks(scene, index) for index in between) else last


def _breaks(scene: Scene, index: int) -> bool:
    """Whether a full stop or a "but" ends someone's speech."""
    if scene.tokens[index].form in STOPS:
        return True
    return scene.tokens[index].form in COMMAS and bool(scene.keys(index + 1) & scene.cues.contrasts)


def forecaster_of(scene: Scene, place: Foreseen, voice: Attribution | None) -> Speaker:
    """Who foresees: the subject of the verb itself, else who speaks, else the author."""
    return _full_name(scene, _forecaster(scene, place, voice))


def _forecaster(scene: Scene, place: Foreseen, voice: Attribution | None) -> Speaker:
    known = place.ascribed.speaker if place.ascribed is not None else None
    if known is not None and known not in (UNKNOWN, BY_AUTHOR):
        return known
    own = _subject_of(scene, place.mark.end - 1) if place.mark.kind in VERBS else None
    if own is not None:
        return own
    if voice is None and (quoted := _awaited(scene, place)) is not None:
        return quoted
    if voice is not None:
        named = _subject_of(scene, voice.token) if voice.speaker == UNKNOWN else None
        return named or voice.speaker
    if known is not None:
        return known
    return UNKNOWN if place.mark.kind == "noun" else _subject_over(scene, place) or BY_AUTHOR


def _awaited(scene: Scene, place: Foreseen) -> Speaker | None:
    """Who was about to be quoted at the end of the sentence before, where this one is in quotation marks."""
    if not is_in_quotes(scene, place.mark.start):
        return None
    if scene.memory.awaited is not None:
        return scene.memory.awaited
    spoken = _spoken_unsaid(scene, place) and scene.memory.speakers
    return unsaid(scene.memory.speakers[-1]) if spoken else None


def _spoken_unsaid(scene: Scene, place: Foreseen) -> bool:
    """Whether what may be a verb of speech stands before, so that a quotation goes on with who spoke last."""
    return any(index < place.mark.start for index, _ in scene.hints.verbs)


def take_note(scene: Scene, voiced: Sequence[Attribution]) -> None:
    """Takes note for the sentences to come.

    Of names in apposition to speakers, of the last past day told, and of whom a sentence that ends with a
    colon is about to quote.
    """
    memory = scene.memory
    for attribution in voiced:
        named = _in_apposition(scene, attribution.speaker)
        if named is not None and attribution.speaker.entity.text:
            memory.apposed[attribution.speaker.entity.text] = named
    past = [t for t in scene.times if t.date and scene.published and _is_past(t, scene.published)]
    exact = max(past, key=lambda time: len(time.date or ""), default=None)
    if exact is not None and exact.date:
        memory.past_day = last_day(exact.date)
    elif not _ends_open(scene):
        memory.past_day = None
    memory.awaited = _about_to_speak(scene, voiced) if _ends_open(scene) else None


def _ends_open(scene: Scene) -> bool:
    return bool(scene.tokens) and scene.tokens[-1].form == COLON


def _about_to_speak(scene: Scene, voiced: Sequence[Attribution]) -> Speaker | None:
    """The speaker of a sentence that ends with a colon, else the last one before it."""
    before = [a.speaker for a in voiced] or scene.memory.speakers
    if before:
        return unsaid(before[-1])
    subjects = (c.subject for c in scene.clauses if c.kind == "verb" and c.subject is not None)
    found = [one for phrase in subjects for one in speakers_at(scene, phrase.start, phrase.end, anyone=True)]
    return unsaid(found[0]) if found else None


def _in_apposition(scene: Scene, speaker: Speaker) -> Speaker | None:
    """The name between two commas behind a speaker ("رئيس المركز …، الدكتور محمد وليد يوسف، …")."""
    if speaker.start < 0:
        return None
    ahead = range(speaker.end, min(len(scene.tokens), speaker.end + _PAPER_WITHIN))
    comma = next((i for i in ahead if scene.tokens[i].form in COMMAS), None)
    if comma is None or any(i in scene.verb_tokens for i in range(speaker.end, comma)):
        return None
    rest = range(comma + 1, len(scene.tokens))
    end = next((i for i in rest if scene.tokens[i].form in COMMAS), len(scene.tokens))
    named = range(comma + 1, end)
    if not _PARTICLES <= len(named) <= _NAME_WORDS or any(_is_no_name(scene, i) for i in named):
        return None
    found = speakers_at(scene, comma + 1, end)
    if len(found) != 1:
        return None
    first, last = scene.span(comma + 1, end)
    words, country = scene.words(comma + 1, end), speaker.entity.country
    party = structs.replace(found[0].entity, text=words, start=first, end=last, country=country)
    return found[0]._replace(entity=party, end=end)


def _is_no_name(scene: Scene, index: int) -> bool:
    """Whether a token can be no part of a name: a verb, a preposition, a time, a sign."""
    kinds = {reading.kind for reading in scene.tokens[index].word.readings}
    other = scene.tokens[index].word.punctuation or scene.is_timed(index) or index in scene.verb_tokens
    return other or bool(kinds & {"preposition", "subordinator", "relative", "negation", "demonstrative"})


def _full_name(scene: Scene, speaker: Speaker) -> Speaker:
    """The speaker by the name that stood in apposition to the office, here or before."""
    called = speaker.entity.text or speaker.entity.name_ar or ""
    here = _in_apposition(scene, speaker)
    if here is not None:
        return here
    before = scene.memory.apposed.get(called)
    return speaker if before is None else unsaid(before)


def _subject_of(scene: Scene, token: int) -> Speaker | None:
    """The subject of a verb that no attribution was read from, or whose subject looks like its object."""
    clause = next((c for c in scene.clauses if c.token == token), None)
    if clause is None or clause.passive or all(r.person == "1" for r in clause.readings):
        return None
    found = own_subject(scene, clause, opener_of(scene, clause), anyone=False)
    behind = (
        a for a in clause.arguments if a.role == "subject" or (a.role == "object" and a.start == token + 1)
    )
    phrase = None if found else next(behind, None)
    if phrase is not None:
        found = speakers_at(scene, phrase.start, phrase.end, anyone=True)
    return found[0] if found else None


def _subject_over(scene: Scene, place: Foreseen) -> Speaker | None:
    """The subject of a verb of speech right before the statement's "that" ("خفض … تقديراته، وقال إن …")."""
    over = (
        c
        for c in reversed(scene.clauses)
        if c.token < place.mark.start and c.kind == "verb" and tells(classes_of(scene, c))
    )
    verb = next(over, None)
    if verb is None or verb.token + _PARTICLES < place.start or verb.negated:
        return None
    return _subject_of(scene, verb.token)


def made_on(scene: Scene, place: Foreseen, speaker: Speaker, voice: Attribution | None) -> dt.date | None:
    """The latest day on which it can have been foreseen: as the text dates it, else the publication's."""
    key = _key(speaker)
    awaited, day = scene.memory.awaited, scene.memory.past_day
    if day is not None and (awaited is not None or voice is None) and speaker != BY_AUTHOR:
        return day
    told = _told_day(scene, place, voice)
    if told is not None:
        if key:
            scene.memory.papers[key] = told
        return told
    return scene.memory.papers.get(key, scene.published) if key else scene.published


def _key(speaker: Speaker) -> str:
    words = (speaker.entity.text or speaker.entity.name_ar or "").split()
    return words[-1] if words else ""


def _told_day(scene: Scene, place: Foreseen, voice: Attribution | None) -> dt.date | None:
    """The day that the words before the statement give for it: of the saying, or of a paper that holds it."""
    if scene.published is None or (voice is None and place.mark.kind != "verb"):
        return None
    before = scene.tokens[min(place.start, place.mark.start)].start
    content = scene.tokens[voice.content.start].start if voice is not None else before
    past = [t for t in scene.times if t.start < max(before, content) and _is_past(t, scene.published)]
    dating = [t for t in past if _is_of_the_saying(scene, t, voice, place)]
    exact = max(dating, key=lambda time: (len(time.date or ""), time.start), default=None)
    return last_day(exact.date) if exact is not None and exact.date else None


def _is_past(time: TimeExpression, published: dt.date) -> bool:
    last = last_day(time.date) if time.date and time.kind in ("absolute", "relative") else None
    return last is not None and last < published


def _is_of_the_saying(scene: Scene, time: TimeExpression, voice: Attribution | None, place: Foreseen) -> bool:
    """Whether a time stands between the verb that ascribes and its words, or behind a paper."""
    at = next((i for i, token in enumerate(scene.tokens) if token.start >= time.start), 0)
    verb = voice.token if voice is not None and voice.token >= 0 else place.mark.start
    if verb < at:
        return True
    papers = scene.cues.sources
    return any(scene.keys(i) & papers for i in range(max(0, at - _PAPER_WITHIN), at))
