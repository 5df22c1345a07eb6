"""The parts of a brief that tell what was foretold; every word and number in place."""

from __future__ import annotations

from marsad.records import Record
from marsad.views.parts import When, Witness


class ForecastView(Record, frozen=True, kw_only=True):
    """A forecast with its sentence, the statement marked in it.

    Attributes:
        forecast: id of the archived forecast.
        who: the forecaster.
        country: name of its country, where it is not told by the name.
        made_on: the day it was said, where it is another than that of the article.
        horizon: by when; None where the text gives no date.
        words: the words of likelihood, in the article's language.
        range: what the table assumes for them, in words.
        grade: what the text itself says of how it turned out.
        self_graded: who says so is of the forecaster's own side.
        notes: what is to be known of it: its place in the ledger, its day gone by.
        question: anchor of its question in the ledger.
        repeats: how often copies and others of the articles have it again.
    """

    anchor: str
    forecast: str
    who: str
    country: str | None
    made_on: When | None
    horizon: When | None
    words: str
    range: str
    condition: str | None
    grade: str | None
    self_graded: bool
    notes: tuple[str, ...]
    question: str | None
    repeats: int
    witness: Witness


class QuestionView(Record, frozen=True, kw_only=True):
    """A question of the ledger.

    Attributes:
        days: from which day to which it asks, and when it was asked and frozen, in words.
        stage: how far it has come, in words.
        outcome: what was decided, in words.
        due: why it waits for a person, in words; None where it does not.
        told: forecasts of it, each as its forecaster and the range in words.
    """

    anchor: str
    text: str
    days: str
    stage: str
    outcome: str | None
    due: str | None
    told: tuple[str, ...]


class Foretold(Record, frozen=True, kw_only=True):
    """What was foretold.

    Attributes:
        digest: all of it in one line, for the summary.
        forecasts: newest first.
        questions: of the ledger: what is due first, then by deadline.
        scores: what the decided ones came to, in words, line by line.
        picture: the reliability diagram as SVG; None where nothing was scored.
        alternative: the diagram in words.
    """

    digest: str
    forecasts: tuple[ForecastView, ...]
    questions: tuple[QuestionView, ...] = ()
    scores: tuple[str, ...] = ()
    picture: str | None = None
    alternative: str = ""
