"""Made readings, shares and deeds for the tests of pictures: nothing in them was ever told."""

from __future__ import annotations

import datetime as dt
import json

from lxml import etree

from marsad.measures import Reading, Shares
from marsad.stories import Deed
from marsad.views.labels import labels_for
from marsad.views.pictures.drawing import Portrait, draw
from marsad.views.pictures.marking import Weighty
from marsad.views.pictures.sheet import Sheet

SVG = "{http://www.w3.org/2000/svg}"
NASTY = "<script>&\"' \x00\x1b]]>"
NAMES = {
    "KAZ": ("كازاخستان", "Kazakhstan"),
    "RUS": ("روسيا", "Russia"),
    "CHN": ("الصين", "China"),
}
WINDOWS = ("2023-Q3", "2023-Q4", "2024-Q1", "2024-Q2")


def reading(pole, window, balance=0.3, **more):
    """A reading whose trend stands at the middle of the scale of its balance."""
    told = {"low": balance - 0.2, "high": balance + 0.2, "volume": 4.0, "stories": 8, "origins": 5}
    share = (balance + 1) / 2
    moving = {"trend": share, "trend_low": max(0.0, share - 0.2), "trend_high": min(1.0, share + 0.2)}
    return Reading(
        state="KAZ", pole=pole, dimension="all", direction="both", window=window, balance=balance,
        reading=True, **(told | moving | more),
    )  # fmt: skip


def thin(pole, window, stories=2, why="few stories"):
    """No reading, and no trend."""
    return Reading(
        state="KAZ", pole=pole, dimension="all", direction="both", window=window, stories=stories,
        origins=min(stories, 1), volume=stories / 2, why=why if stories else "no deeds",
    )  # fmt: skip


def moving(pole, windows=WINDOWS, **more):
    return [reading(pole, window, 0.5 - 0.3 * at, **more) for at, window in enumerate(windows)]


def shares(window, *told, poles=("RUS", "XWE", "CHN")):
    """Shares with a small region around them; without any, no reading."""
    bare = Shares(state="KAZ", poles=poles, window=window, dimension="all", direction="both", stories=9)
    if not told:
        return bare
    corners = [
        tuple(0.9 * share + 0.1 * (at == corner) for at, share in enumerate(told)) for corner in range(3)
    ]
    return Shares(**{name: getattr(bare, name) for name in bare.__struct_fields__} | {
        "shares": told, "low": tuple(share * 0.9 for share in told),
        "high": tuple(min(1.0, share * 1.1) for share in told), "region": tuple(corners), "reading": True,
    })  # fmt: skip


def deed(number=1, score=-0.5, day=dt.date(2024, 1, 15), **more):
    told = {
        "story": f"s{number}", "precision": "day", "actor": "RUS", "recipient": "KAZ", "mutual": False,
        "type": "ACCUSE", "chance": 1.0, "dimensions": {}, "origin": "o", "origins": ("o",),
        "outlets": ("صحيفة",), "events": (f"e{number}",),
    }  # fmt: skip
    return Deed(day=day, score=score, **(told | more))


WEIGHTY = (
    Weighty(deed(), "اتهمت روسيا كازاخستان بعرقلة التجارة.", "https://a.example/1?x=1&y=2"),
    Weighty(deed(2, 0.6, type="AGREE"), f"Signed {NASTY}"),
)


def portrait(poles=("RUS", "XWE", "CHN"), **more):
    """What all kinds can be drawn from; the last pole has too little in its last two windows."""
    readings = [one for pole in poles[:-1] for one in moving(pole)]
    readings += [*moving(poles[-1])[:2], *(thin(poles[-1], window) for window in WINDOWS[2:])]
    told = {
        "readings": readings,
        "fields": {"political": moving(poles[0]), "military": []},
        "shares": [shares(WINDOWS[0], 0.5, 0.3, 0.2), shares(WINDOWS[1]), shares(WINDOWS[2], 0.2, 0.6, 0.2)],
        "weighty": {poles[0]: WEIGHTY},
    }
    return Portrait(**({"state": "KAZ", "every": "quarter", "poles": poles} | told | more))


def drawn(kind, language="en", names=NAMES, width=None, **more):
    """A picture as a tree of elements; that this is well-formed XML is the first thing tested."""
    return tree(draw(kind, portrait(**more), language, names, width).svg)


def tree(svg):
    return etree.fromstring(svg.encode())


def found(root, *kinds):
    """Elements that have all of these classes."""
    return [one for one in root.iter() if set(kinds) <= set((one.get("class") or "").split())]


def told_in(root):
    return [one.text or "" for one in root.iter(f"{SVG}text", f"{SVG}title", f"{SVG}desc")]


def sheet(language="en", width=400.0):
    return Sheet(width, labels_for(language))


def rows(number=24):
    """PLOVER lines of acts between Kazakhstan and others, over two years, told by several domains."""
    kinds = ("AGREE", "CONSULT", "ACCUSE")
    for at in range(number):
        yield json.dumps({
            "id": f"r{at}", "date": f"202{3 + at % 2}-{1 + at % 12:02}-05", "type": kinds[at % 3],
            "context": ["military" if at % 4 else "economic"],
            "actor": [{"name": "Kazakhstan", "country": "KAZ"}],
            "recipient": [{"name": "x", "country": ("RUS", "CHN", "USA", "RUS")[at // 2 % 4]}],
            "text": f"Made up row {at}.", "url": f"https://d{at % 5}.example/{at}", "confidence": 1,
        })  # fmt: skip
