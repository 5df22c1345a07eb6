"""Ledgers for tests: an archive with a ledger over it, and questions of our own."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing

from archive_samples import new_place
from marsad.archive import open_archive
from marsad.ledger import Ledger
from marsad.ledger.making import evidence

PLAIN = {
    "text": "هل توقّع كينيا وأوغندا اتفاق السكك قبل نهاية يونيو 2024؟",
    "opens": dt.date(2024, 1, 10),
    "deadline": dt.date(2024, 6, 30),
    "threshold": "توقيع الحكومتين نصاً واحداً",
    "source": "بيان إحدى الحكومتين",
    "topic": "trade",
}


def opened(folder):
    """An archive with its ledger, written by a tester."""
    archive = open_archive(new_place(folder))
    return archive, Ledger(archive, by="tester")


def asked(ledger, key="q", *, frozen=True, **changes):
    """A question with this key, frozen."""
    question = ledger.ask(key=key, **(PLAIN | changes))
    if frozen:
        ledger.freeze(key)
    return question


def decided(ledger, key, outcome, **changes):
    """A decision with a piece of evidence and a reason, in one transaction."""
    question = ledger.state.found(key).question
    found = evidence(question=question.id, version=question.version, text=f"بيان عن {key}")
    told = {"known_on": dt.date(2024, 6, 20), "why": "بحسب البيان", "evidence": [found]}
    return ledger.resolve(key, outcome, **(told | changes))


def whole_life(ledger):
    """One question from its asking to a corrected decision: twelve entries."""
    asked(ledger)
    ledger.predict("q", "Amal", 0.7, made_on=dt.date(2024, 2, 1))
    ledger.predict("q", "Amal", 0.8, made_on=dt.date(2024, 3, 1))
    ledger.predict("q", "Badr", 0.2, 0.6, made_on=dt.date(2024, 2, 3), words="قد", condition="إن هدأت الحدود")
    decided(ledger, "q", "no")
    ledger.dispute("q", "وُقّع النص في 29 يونيو", outcome="yes")
    ledger.resolve("q", "yes", known_on=dt.date(2024, 6, 29), why="الاعتراض صحيح", correct=True)
    made = ledger.state.found("q").predictions
    ledger.void(made[2].content.id, "لم تهدأ الحدود")
    ledger.strike(made[0].number, "كُتب الرقم خطأً")
    asked(ledger, "second", frozen=False)


def tampered(path, *statements):
    """Changes the file as one who can switch our guards off."""
    with closing(sqlite3.connect(path)) as raw, raw:
        for (name,) in raw.execute(
            "SELECT name FROM sqlite_master WHERE name LIKE 'ledger_keeps%'"
        ).fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        for statement, *values in statements:
            raw.execute(statement, values)
