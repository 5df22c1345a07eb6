"""The day an act took place (codebook, decision 19)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.coding.deeds import came_about
from marsad.coding.relations import bearer, clause_range
from marsad.coding.slots import carried_by

if TYPE_CHECKING:
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause, TimeExpression
    from marsad.records import DatePrecision

_BACKGROUND: Final = dt.timedelta(days=365)
_DATING: Final = frozenset({"absolute", "relative", "range"})


class When(NamedTuple):
    """A date as the event record holds it."""

    date: str | None
    end_date: str | None
    precision: DatePrecision


_DIGITS: Final = 4
_FIRST_YEAR: Final = 1800
_COMMAS: Final = "،,؛"
_OPENER: Final = 2
_FAR: Final = 5
_YEAR_AND_MONTH: Final = 2
UNDATED: Final = When(None, None, "unknown")


def when(scene: Scene, clause: Clause) -> When:
    """The date told for a clause: the nearest expression between the verbs around it, else its bearer's."""
    carrier = carried_by(scene, clause) or came_about(scene, clause)
    found = _counted_to(scene, clause) or (_nearest(scene, carrier) if carrier else None)
    found = found or _nearest(scene, clause)
    lean = bearer(scene, clause)
    if found is None and lean is not None:
        found = _nearest(scene, lean)
    found = found or _fronted(scene, lean or clause) or _at_which(scene, clause)
    if found is None:
        year = _year_of_occasion(scene, clause)
        return When(year, None, "year") if year else UNDATED
    moved = _moved(scene, clause, found)
    if moved is not None:
        return When(moved, None, found.precision)
    return When(found.date, found.end_date, found.precision)


def _year_of_occasion(scene: Scene, clause: Clause) -> str | None:
    """The year of the happening in which a past deed was done ("دمرت القرية في حرب 2006")."""
    told = clause.kind != "verb" or clause.readings[0].tense == "past"
    if not told or scene.all_keys.isdisjoint(scene.cues.occasions):
        return None
    for index in clause_range(scene, clause):
        year = scene.tokens[index].form
        if (
            not (scene.tokens[index].word.digits and len(year) == _DIGITS and year.isdigit())
            or index < _OPENER
        ):
            continue
        past = scene.published is None or _FIRST_YEAR <= int(year) <= scene.published.year
        if (
            past
            and scene.keys(index - 1) & scene.cues.occasions
            and scene.keys(index - 2) & scene.cues.during
        ):
            return year
    return None


def told_on(scene: Scene, clause: Clause) -> When:
    """The day on which a plan was announced: that of the verb above, never the one that it is planned for."""
    upper: Clause | None = clause
    while upper is not None:
        if upper is clause or upper.kind == "verb":
            found = _nearest(scene, upper)
            if found is not None and not is_ahead(scene, found.date):
                return When(found.date, found.end_date, found.precision)
        upper = None if upper.governor is None else scene.clauses[upper.governor]
    return UNDATED


def is_ahead(scene: Scene, date: str | None) -> bool:
    """Whether a date lies after publication."""
    first = None if date is None else dt.date.fromisoformat((date + "-01-01")[:10])
    return scene.published is not None and first is not None and first > scene.published


def _moved(scene: Scene, clause: Clause, time: TimeExpression) -> str | None:
    """The day before or after the act on whose morrow or eve it is told ("استقال أمس، غداة غارة")."""
    lean = bearer(scene, clause)
    links = {clause.link, lean.link if lean is not None and lean.kind == "masdar" else ""}
    days = -1 if links & scene.cues.morrow else 1 if links & scene.cues.eve else 0
    if not days or time.date is None or time.precision != "day":
        return None
    if time.start > scene.tokens[clause.token].start:
        return None
    return (dt.date.fromisoformat(time.date) + dt.timedelta(days=days)).isoformat()


def _counted_to(scene: Scene, clause: Clause) -> TimeExpression | None:
    """The length of time that is counted to an event noun: "بعد يومين من قطع العلاقات" tells its day."""
    if clause.kind == "verb" or clause.token < 1:
        return None
    end = scene.tokens[clause.token - 1].start
    return next(
        (
            time
            for time in scene.times
            if time.kind == "duration" and time.date and not scene.text[time.end : end].strip()
        ),
        None,
    )


def _fronted(scene: Scene, clause: Clause) -> TimeExpression | None:
    """The time that opens the sentence of a main verb, over what only describes a noun of it.

    So "وفي اليوم التالي للإعلان الذي جاء …، حظرت موسكو".
    """
    if clause.kind != "verb" or clause.governor is not None or clause.readings[0].conjunction:
        return None
    before = [c for c in scene.clauses if c.kind == "verb" and c.token < clause.token]
    if not before or any(c.link != "relative" for c in before):
        return None
    first = scene.tokens[before[0].token].start
    opening = (t for t in scene.times if t.date and t.kind in _DATING and t.start < first)
    return next((t for t in opening if not _goes_on_since(scene, clause, t)), None)


def _at_which(scene: Scene, clause: Clause) -> TimeExpression | None:
    """The time right before the "when" that opens a clause ("… منذ صيف 2017، حين قطعت أربع دول علاقاتها")."""
    if clause.kind != "verb" or clause.readings[0].tense != "past":
        return None
    opener = next(
        (i for i in range(clause.token - 1, 0, -1) if scene.lemmas_at(i) & scene.cues.moments), None
    )
    if opener is None:
        return None
    start = scene.tokens[opener].start
    before = (t for t in scene.times if t.date and t.end <= start)
    return next((t for t in before if not scene.text[t.end : start].strip(_COMMAS + " ")), None)


def _nearest(scene: Scene, clause: Clause) -> TimeExpression | None:
    window = clause_range(scene, clause)
    if not window or not scene.times:
        return None
    start, end = scene.tokens[window[0]].start, scene.tokens[window[-1]].end
    here = scene.tokens[clause.token].start
    inside = [t for t in scene.times if t.date and t.kind in _DATING and start <= t.start < end]
    inside = [t for t in inside if not _goes_on_since(scene, clause, t)]
    if _follows_a_description(scene, clause) or _stands_against(scene, clause):
        inside = [t for t in inside if t.start > here]  # "… عام 2007، فسحبت …": of the verb before
    of_act = [t for t in inside if not _dates_a_noun(scene, clause, t)]
    return min(of_act, key=lambda time: _distance(scene.text, here, time), default=None)


def _goes_on_since(scene: Scene, clause: Clause, time: TimeExpression) -> bool:
    """Whether a time of years ago tells since when something goes on ("يطالبون منذ 2015 بالرحيل")."""
    if not is_background(time.date, scene.published):
        return False
    if _is_told_since(scene, clause, time):
        return True
    since = scene.language.even(time.text).split()[0] in scene.cues.since
    begun = clause.kind == "verb" and clause.readings[0].tense == "past" and time.kind == "relative"
    return since and not begun  # "زارها منذ عامين" may be "two years ago"


def _is_told_since(scene: Scene, clause: Clause, time: TimeExpression) -> bool:
    """Whether a time is of "since …" before what is so today ("منذ أن ضمت القرم عام 2014، تفرض كندا …")."""
    before = scene.verb_before(clause) if clause.kind == "verb" else None
    if before is None or before.link != "adverb" or clause.readings[0].tense == "past":
        return False
    that = scene.that_before(before)
    since = that is not None and bool(scene.lemmas_before(that) & scene.cues.since)
    return since and time.start < scene.tokens[clause.token].start


def is_standing(scene: Scene, clause: Clause) -> bool:
    """Whether a verb of the present tells what has been so for years ("تقيم علاقات معها منذ 1992")."""
    if clause.kind != "verb" or clause.readings[0].tense == "past" or not scene.times:
        return False
    window = clause_range(scene, clause)
    start, end = scene.tokens[window[0]].start, scene.tokens[window[-1]].end
    return any(start <= t.start < end and _goes_on_since(scene, clause, t) for t in scene.times)


def _follows_a_description(scene: Scene, clause: Clause) -> bool:
    """Whether "and" takes a verb up again behind a relative clause, whose the time before it then is."""
    if clause.kind != "verb" or not clause.readings[0].conjunction:
        return False
    before = scene.verb_before(clause)
    return before is not None and before.link == "relative" and clause.link != "relative"


def _stands_against(scene: Scene, clause: Clause) -> bool:
    """Whether "while" or "after" opens its stretch: a time before is of the verb before ("…، فيما فرضت …").

    "When" and "where" tell of the same time.
    """
    if clause.kind != "verb" or clause.link != "adverb":
        return False
    for index in range(clause.token - 1, max(-1, clause.token - 1 - _OPENER), -1):
        if scene.lemmas_at(index) & scene.cues.moments:
            return bool(scene.lemmas_before(index) & scene.cues.in_)  # "في حين": "whereas"
    return True


def _dates_a_noun(scene: Scene, clause: Clause, time: TimeExpression) -> bool:
    """Whether a time tells when a thing was and not the act ("من اتفاق عام 2015", "الموقعة عام 1960")."""
    at = next((i for i, token in enumerate(scene.tokens) if token.start >= time.start), 0) - 1
    if at > 0 and scene.lemmas_at(at) & scene.cues.in_:
        at -= 1
    if at <= 0 or at == clause.token or time.kind != "absolute":
        return False
    if (
        _is_described(scene, at)
        or _is_after_participle(scene, at, clause)
        or _is_of_charge(scene, at, clause)
    ):
        return True
    word = scene.tokens[at].word
    if at in scene.mention_at or any(split.article for split in word.splits):
        return False
    governing = {r.lemma for r in scene.tokens[at - 1].word.readings if r.kind == "preposition"}
    governing |= {split.preposition for split in word.splits}
    if any(reading.kind == "verb" or reading.enclitic for reading in word.readings):
        return False
    named_by_year = any(split.stem in scene.cues.yearly for split in word.splits)
    if scene.is_event_noun(at) and _is_matter(scene, at):
        return True
    return bool(scene.cues.dated & governing) and (named_by_year or scene.is_event_noun(at))


def _is_of_charge(scene: Scene, at: int, clause: Clause) -> bool:
    """Whether a time stands behind the deed that someone is charged with ("متهمين بقتل … عام 2011")."""
    charged = (i for i in range(clause.token + 1, at) if scene.keys(i) & scene.cues.charges)
    return any(scene.is_event_noun(index + 1) for index in charged)


def _is_described(scene: Scene, at: int) -> bool:
    """Whether a participle with the article describes the noun before it ("الاتفاق المبرم عام …")."""
    described = (r for r in scene.tokens[at].word.readings if r.article)
    if not any(
        r.kind == "passive" or (r.kind == "active" and r.lemma in scene.cues.signed) for r in described
    ):
        return False
    before = scene.tokens[at - 1].word
    return at not in scene.mention_at and any(split.article for split in before.splits)


def _is_matter(scene: Scene, at: int) -> bool:
    """Whether an event noun is the matter of another ("التحقيق في انفجار الرابع من آب")."""
    noun = next((clause for clause in scene.clauses if clause.token == at), None)
    above = None if noun is None or noun.governor is None else scene.clauses[noun.governor]
    return above is not None and above.kind in ("masdar", "noun")


def _is_after_participle(scene: Scene, at: int, clause: Clause) -> bool:
    """Whether a party with its preposition parts a time from "the one signed" ("الموقع مع كييف عام 1994")."""
    for index in range(at, max(clause.token, at - _FAR), -1):
        word = scene.tokens[index].word
        if any(reading.article and reading.lemma in scene.cues.signed for reading in word.readings):
            return True
        preposition = any(reading.kind == "preposition" for reading in word.readings)
        if not scene.is_named(index) and not preposition:
            return False
    return False


def _distance(text: str, here: int, time: TimeExpression) -> tuple[int, bool, int]:
    """How far a time is from a predicate: commas between, then after it before before it, then characters."""
    between = text[min(here, time.start) : max(here, time.start)]
    return sum(between.count(mark) for mark in _COMMAS), time.start < here, len(between)


def is_background(date: str | None, published: dt.date | None) -> bool:
    """Whether a date lies more than a year before publication."""
    if date is None or published is None:
        return False
    last = last_day(date)
    return last is not None and published - last > _BACKGROUND


def last_day(date: str) -> dt.date | None:
    """The last day of a date of any precision; None for what is no date."""
    parts = date.split("-")
    try:
        year = int(parts[0])
        month = int(parts[1]) if len(parts) > 1 else 12
        if len(parts) > _YEAR_AND_MONTH:
            return dt.date(year, month, int(parts[2]))
        following = dt.date(year + month // 12, month % 12 + 1, 1)
    except ValueError:
        return None
    return following - dt.timedelta(days=1)
