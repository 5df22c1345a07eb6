"""Made forecasts, readings and questions for the tests of the outlook in a brief: own wording."""

from __future__ import annotations

import datetime as dt

from marsad.ledger import Ledger
from marsad.measures import Reading
from marsad.records import AUTHOR, Entity, Forecast, Grade, Likelihood, content_id
from marsad.views import Lean
from views_samples import document

FORETOLD = "ويُرجَّح أن تفتح كازاخستان معبراً جديداً مع أوزبكستان قبل نهاية 2024 إن هدأت الحدود."
STATEMENT = "تفتح كازاخستان معبراً جديداً مع أوزبكستان قبل نهاية 2024 إن هدأت الحدود"


def column(outlet="نشرة المعابر", published=dt.date(2024, 3, 5), **more):
    """An opinion piece that foretells one thing."""
    return document("المعابر", f"تتغير التجارة. {FORETOLD}", outlet=outlet, published=published, **more)


def forecast(doc, *, who=AUTHOR, horizon="2024", grade=None, **more):
    """The forecast of the column."""
    start = doc.text.index(STATEMENT)
    told = {
        "likelihood": Likelihood(words="يُرجَّح", low=0.55, high=0.85),
        "condition": "إن هدأت الحدود",
        "about": {"type": "RETREAT", "actors": ["KAZ"], "recipients": ["UZB"], "negated": False},
        "made_on": doc.published,
    }
    return Forecast(
        id=content_id("forecast", doc.id, start), document=doc.id, sentence=2, start=start,
        end=start + len(STATEMENT), forecaster=who, statement=STATEMENT, horizon=horizon, grade=grade,
        confidence=0.9, **(told | more),
    )  # fmt: skip


def own_grade(verdict="came true"):
    """A verdict of the forecaster's own side."""
    return Grade(verdict=verdict, by=AUTHOR, own=True, sentence=0, start=0, end=7)


EXPERT = Entity(text="خبير نقل", country="UZB")


def reading(pole, window="all", **more):
    """A reading: by default one that says more conflict than cooperation."""
    told = {"balance": -0.35, "low": -0.59, "high": -0.08, "share": 0.4, "stories": 31, "origins": 20}
    return Reading(
        state="KAZ", pole=pole, dimension="all", direction="both", window=window,
        **(told | {"reading": True} | more),
    )  # fmt: skip


def thin(pole, why, stories=0, origins=0):
    """No reading, and why."""
    bare = {"balance": None, "low": None, "high": None, "share": None, "reading": False}
    return reading(pole, **bare, why=why, stories=stories, origins=origins)


def quarters(pole):
    """A trend that rises over four quarters, the third of them without a deed."""
    rows = [("2024-Q1", 0.2, 3), ("2024-Q2", 0.3, 2), ("2024-Q3", 0.4, 0), ("2024-Q4", 0.5, 6)]
    return [
        reading(pole, window, trend=share, trend_low=share - 0.1, trend_high=share + 0.2, stories=stories)
        for window, share, stories in rows
    ]


def leaning(*whole, moving=(), events=()):
    """What the brief is given of the lean."""
    names = list(dict.fromkeys(one.pole for one in whole))
    return Lean(names, whole, moving, {event.id: event for event in events})


def asked_of(archive, record, key="crossing"):
    """A ledger with a frozen question of the forecast, a decided one, and a draft about others."""
    ledger = Ledger(archive, by="tester")
    told = {"threshold": "إعلان الحكومتين", "source": "بيان إحداهما"}
    ledger.ask_forecast(
        record, key=key, text="هل يُفتح المعبر قبل نهاية 2024؟", deadline=dt.date(2024, 12, 31), **told
    )
    ledger.freeze(key)
    ledger.ask(
        "هل تزيد كازاخستان شحناتها عبر ميناء الشرق؟", dt.date(2024, 5, 31), key="port",
        opens=dt.date(2024, 1, 1), **told,
    )  # fmt: skip
    ledger.freeze("port")
    ledger.predict("port", "أمل", 0.7, made_on=dt.date(2024, 2, 1))
    found = ledger.attach("port", "زادت الشحنات", published=dt.date(2024, 5, 1))
    ledger.resolve("port", "yes", known_on=dt.date(2024, 5, 2), why="بحسب البيان", evidence=[found])
    ledger.ask("هل تفوز كينيا بالبطولة؟", dt.date(2024, 9, 1), key="other", opens=dt.date(2024, 1, 1), **told)
    return ledger
