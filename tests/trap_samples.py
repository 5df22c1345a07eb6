"""Made articles, deeds and archives for the tests of the trap: own wording, invented outlets."""

from __future__ import annotations

import datetime as dt
import json

import marsad
from marsad.records import Event
from test_measures_links import FIRST, deed

WEST = "إذا انضمت كازاخستان إلى العقوبات الغربية فقد تقطع موسكو عنها الكهرباء."
EAST = "إن راعت كازاخستان روسيا في كل شيء فستفقد مصارفها ثقة الممولين."
THREAT = "هددت روسيا كازاخستان بوقف استيراد القمح إذا أغلقت حدودها."
DEMAND = "طالبت الولايات المتحدة كازاخستان بتشديد الرقابة على الشحن."
PLAIN = "ستصل التجارة بين كازاخستان وجيرانها إلى رقم جديد إذا هطل المطر."


def articles():
    """An opinion piece, its copy in another outlet, and a wire report."""
    opinion = f"تقف كازاخستان بين جارين. {WEST} {EAST} {PLAIN}"
    return [
        {"id": "o1", "text": opinion, "outlet": "نشرة الميزان", "published": "2024-03-05"},
        {"id": "o2", "text": opinion, "outlet": "صدى المعابر", "published": "2024-03-06"},
        {"id": "w1", "text": f"{THREAT} {DEMAND}", "outlet": "وكالة المثال", "published": "2024-04-01"},
    ]


def filled(tmp_path, texts=None):
    """An archive of these, as a path."""
    source = tmp_path / "articles.jsonl"
    lines = (json.dumps(one, ensure_ascii=False) for one in (texts or articles()))
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    path = tmp_path / "trap.db"
    with marsad.open(path) as observatory:
        assert all(one.error is None for one in observatory.add(source))
    return path


def event_of(made):
    """An event for a made deed."""
    return Event(
        id=made.events[0], document=f"doc {made.story}", sentence=1, start=0, end=3, type=made.type,
        confidence=1.0, text="كذا",
    )  # fmt: skip


def press(*told):
    """Deeds of (day, actor, recipient, type), and their events by id."""
    deeds = [
        deed(f"s{at}", day, actor=actor, recipient=recipient, type=kind, **more)
        for at, (day, actor, recipient, kind, *rest) in enumerate(told)
        for more in [rest[0] if rest else {}]
    ]
    return deeds, {one.events[0]: event_of(one) for one in deeds}


def day_of(number):
    """The day of a number, ISO 8601."""
    return (FIRST + dt.timedelta(number)).isoformat()
