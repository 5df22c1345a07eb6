"""New entries from what a person says, and from archived forecasts by rule."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from marsad.actors import country_names
from marsad.errors import UsageError
from marsad.ledger.entries import Evidence, Party, Pattern, Prediction, Question, Unfalsifiable
from marsad.records import AUTHOR, content_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from marsad.records import Claim, Document, Entity, Forecast

LEAST_ORIGINS: Final = 2
"""Independent origins that an event needs before the machine proposes a yes."""

_TEXT: Final = "هل يقع بين {opens} و{deadline} حدث من نوع {types} ({sides})؟ قيل: «{statement}»"
_KINDS_OF_BODIES: Final = frozenset({"IGO", "IMG", "ISM", "MNC", "NGO"})
_THRESHOLD: Final = (
    "one event of type {types}, actors {actors}, recipients {recipients}, told by {n} independent origins"
)
_SOURCE: Final = "the stories of this archive"
_DAY: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def question(**fields: Any) -> Question:  # noqa: ANN401  the fields of a question
    """A first version of a question, with the id that its content gives it."""
    made = Question(id="", **fields)
    told = (made.key, made.text, made.opens, made.deadline, made.threshold, made.source)
    return replace(made, id=content_id("ledger question", *told))


def prediction(**fields: Any) -> Prediction:  # noqa: ANN401
    """A prediction, with the id that its content gives it."""
    made = Prediction(id="", **fields)
    place = (made.publisher, made.republished_on, made.document, made.record)
    told = (made.question, made.version, made.forecaster, made.low, made.high, made.words, made.made_on)
    return replace(made, id=content_id("ledger prediction", *told, made.statement, *place))


def evidence(**fields: Any) -> Evidence:  # noqa: ANN401
    """A piece of evidence, with the id that its content gives it."""
    made = Evidence(id="", **fields)
    told = (made.question, made.version, made.text, made.bearing, made.document, made.url)
    return replace(made, id=content_id("ledger evidence", *told))


def pattern_of(about: Mapping[str, Any] | None) -> Pattern | None:
    """The event that a forecast is about; None where it names no type, or no side.

    Args:
        about: type ("SANCTION", or several parted by ``|``), actors and recipients as codes or entities.
    """
    told = about or {}
    types = tuple(sorted(filter(None, re.split(r"\s*\|\s*", str(told.get("type") or "")))))
    actors, recipients = (_codes(told.get(side)) for side in ("actors", "recipients"))
    return (
        Pattern(types=types, actors=actors, recipients=recipients) if types and actors + recipients else None
    )


def _codes(parties: Any) -> tuple[str, ...]:  # noqa: ANN401  JSON
    codes = (one.get("country") if isinstance(one, dict) else one for one in parties or ())
    return tuple(sorted({str(code) for code in codes if code and code != "UNK"}))


def last_day(horizon: str | None) -> dt.date | None:
    """The last day of a year, a month or a day; None where there is none or it is no date."""
    found = _DAY.fullmatch(horizon or "")
    if found is None:
        return None
    year, month, day = int(found[1]), int(found[2] or 12), int(found[3] or 0)
    try:
        return dt.date(year, month, day or calendar.monthrange(year, month)[1])
    except ValueError:
        return None


def ruled_question(forecast: Forecast) -> Question:
    """The question that the rule makes of a forecast: does the event that it is about happen by its horizon?

    Forecasts about one event by one horizon give questions that `asks_alike` finds to be the same.

    Raises:
        UsageError: the forecast leaves open what should happen, by when, or when it was made.
    """
    pattern, deadline, made_on = pattern_of(forecast.about), last_day(forecast.horizon), forecast.made_on
    if pattern is None:
        raise UsageError(f"forecast {forecast.id} is about no event that was coded; a person must ask")
    if _KINDS_OF_BODIES & {*pattern.actors, *pattern.recipients}:
        raise UsageError(
            f"forecast {forecast.id} is about a body that codes tell by its kind; a person must ask"
        )
    if deadline is None or made_on is None or made_on >= deadline:
        raise UsageError(
            f"forecast {forecast.id} has no horizon after the day it was made; a person must ask"
        )
    opens = made_on + dt.timedelta(days=1)  # what was news on that day was no longer foretold
    asked = {"types": " ".join(pattern.types), "sides": _sides(pattern), "statement": forecast.statement}
    return question(
        text=_TEXT.format(opens=opens, deadline=deadline, **asked),
        opens=opens,
        deadline=deadline,
        threshold=_threshold(pattern),
        source=_SOURCE,
        topic=" ".join(pattern.types),
        condition=forecast.condition,
        about=pattern,
        made_by="rule",
        forecast=forecast.id,
    )


def _sides(pattern: Pattern) -> str:
    """The sides in words: what is asked for is the event, and the statement may say that it will not be."""
    names = country_names()
    told = (("الفاعل", pattern.actors), ("الطرف الآخر", pattern.recipients))
    named = ((side, [names[code][0] if code in names else code for code in codes]) for side, codes in told)
    return "؛ ".join(f"{side}: {'، '.join(codes)}" for side, codes in named if codes)


def _threshold(pattern: Pattern) -> str:
    named = {name: " ".join(getattr(pattern, name)) or "any" for name in ("types", "actors", "recipients")}
    return _THRESHOLD.format(n=LEAST_ORIGINS, **named)


def asks_alike(one: Question, other: Question) -> bool:
    """Whether two questions that the rule made are one, though the second was foretold later."""
    same = (one.about, one.deadline, one.condition, one.made_by)
    return same == (other.about, other.deadline, other.condition, other.made_by) and one.opens <= other.opens


def archived_prediction(
    asked: Question, forecast: Forecast, document: Document | None, voices: Iterable[str] = ()
) -> Prediction:
    """What an archived forecast foretells of a question.

    Forecaster, publisher and who marked it stay apart, and so do the day it was made and the day it was
    printed. A question asks whether something happens: a forecast that it will **not** gives its
    counter-probability.

    Args:
        asked: the question.
        forecast: in the archive.
        document: that it stands in.
        voices: who passed it on within the document, the nearest to the forecaster first.

    Raises:
        UsageError: the day on which it was made is not known.
    """
    if forecast.made_on is None:
        raise UsageError(f"forecast {forecast.id}: the day on which it was made is not known")
    low, high = forecast.likelihood.low, forecast.likelihood.high
    if (forecast.about or {}).get("negated"):
        low, high = round(1 - high, 10), round(1 - low, 10)
    grade = forecast.as_dict().get("grade") or {}
    published = document.published if document else None
    return prediction(
        question=asked.id,
        version=asked.version,
        forecaster=party_of(forecast.forecaster, document),
        low=low,
        high=high,
        words=forecast.likelihood.words,
        made_on=forecast.made_on,
        statement=forecast.statement,
        condition=None if asked.condition else forecast.condition,
        voices=(*voices, *((document.derived_from,) if document and document.derived_from else ())),
        publisher=document.outlet if document else None,
        republished_on=None if published == forecast.made_on else published,
        grader=_grader(grade, document),
        self_graded=bool(grade.get("own")),
        document=forecast.document,
        url=document.url if document else None,
        record=forecast.id,
    )


def voices_of(forecast: Forecast, claims: Iterable[Claim]) -> tuple[str, ...]:
    """Who says that the forecast was made: speakers of claims around it, from the inside out.

    Args:
        forecast: whose own forecaster is left out.
        claims: of its document.
    """
    around = [one for one in claims if one.start <= forecast.start and forecast.end <= one.end]
    ordered = sorted(around, key=lambda one: (one.end - one.start, one.id))
    own = party_of(forecast.forecaster, None).name
    names = (party_of(one.speaker, None).name for one in ordered)
    return tuple(dict.fromkeys(name for name in names if name != own))


def unfalsifiable(forecast: Forecast, document: Document | None, why: str) -> Unfalsifiable:
    """An archived forecast that no fact could refute."""
    return Unfalsifiable(
        id=content_id("ledger unfalsifiable", forecast.id),
        forecaster=party_of(forecast.forecaster, document),
        statement=forecast.statement,
        why=why,
        made_on=forecast.made_on,
        publisher=document.outlet if document else None,
        document=forecast.document,
        record=forecast.id,
    )


def party_of(entity: Entity, document: Document | None) -> Party:
    """A forecaster as the ledger lists it; the author of a text by name, else by the outlet."""
    if entity.name == AUTHOR.name and entity.text is None:
        outlet = document.outlet if document else None
        author = document.author if document else None
        return Party(name=author or (f"{outlet} (author)" if outlet else "author"), side=outlet)
    name = entity.name or entity.name_ar or entity.text or entity.country
    return Party(name=name, name_ar=entity.name_ar, country=entity.country)


def _grader(grade: Mapping[str, Any], document: Document | None) -> str | None:
    by = grade.get("by")
    if not by:
        return None
    if by.get("name") == AUTHOR.name and document is not None:
        return document.author or document.outlet or AUTHOR.name
    names = (by.get(name) for name in ("name", "name_ar", "text", "country"))
    return next((str(name) for name in names if name), None)
