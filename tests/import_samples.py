"""Made-up rows in the formats of others' data, each as its codebook lays it out."""

from __future__ import annotations

import csv
import io

ICEWS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text",
    "CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID",
    "Sentence Number", "Publisher",
    "City", "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
POLECAT = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Contexts", "Actor Name", "Actor Country",
    "Primary Actor Sector", "Recipient Name", "Recipient Country", "Primary Recipient Sector", "Placename",
    "Country", "Source", "Publication Date", "Version",
)  # fmt: skip
ACLED = (
    "event_id_cnty", "event_date", "year", "time_precision", "event_type", "sub_event_type", "actor1",
    "actor2", "country", "admin1", "location", "source", "notes", "fatalities",
)  # fmt: skip


def gdelt(number=1, day="20240507", code="043", actor="KAZ", recipient="RUS", *, columns=61, **at):
    """A line of GDELT 2; ``at`` sets columns by number, written ``c26``."""
    cells = [""] * columns
    known = {0: str(number), 1: day, 26: code, 7: actor, 17: recipient, 12: "GOV",
             52: "Astana, Astana, Kazakhstan", 59: f"{day}120000",
             60: "https://www.Steppe-Times.example:443/news/1"}  # fmt: skip
    for place, value in (known | {int(name[1:]): value for name, value in at.items()}).items():
        if place < columns:
            cells[place] = value
    return "\t".join(cells)


def icews(number=1, code="043", **told):
    row = dict.fromkeys(ICEWS, "") | {
        "Event ID": str(number), "Event Date": "2024-05-07", "Source Name": "Ministry (Kazakhstan)",
        "Source Sectors": "Executive,Government", "Source Country": "Kazakhstan", "CAMEO Code": code,
        "Event Text": "Host a visit", "Target Name": "Russia", "Target Country": "Russian Federation",
        "Publisher": "Steppe News", "City": "Astana", "Country": "Kazakhstan",
    }  # fmt: skip
    return "\t".join((row | told).values())


def polecat(number=1, **told):
    row = dict.fromkeys(POLECAT, "") | {
        "Event ID": f"20240507-{number}", "Event Date": "2024-05-07", "Event Type": "CONSULT",
        "Event Mode": "visit", "Contexts": "economic; diplomatic; strange", "Actor Country": "KAZ; CHN",
        "Primary Actor Sector": "GOV", "Recipient Country": "RUS", "Country": "KAZ", "Placename": "Astana",
        "Source": "Steppe News", "Publication Date": "2024-05-09",
    }  # fmt: skip
    return "\t".join((row | told).values())


def acled(number=1, **told):
    row = dict.fromkeys(ACLED, "") | {
        "event_id_cnty": f"KAZ{number}", "event_date": "07 May 2024", "time_precision": "1",
        "event_type": "Battles", "sub_event_type": "Armed clash",
        "actor1": "Military Forces of Kazakhstan (2019-)", "actor2": "Unidentified Armed Group (Russia)",
        "country": "Kazakhstan", "location": "Aktau", "source": "Steppe News; Coast Radio",
        "notes": 'A clash, "small", by the port', "fatalities": "0",
    }  # fmt: skip
    return csv_line((row | told).values())


def csv_line(cells):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue().removesuffix("\n")


PLOVER = (
    '{"id":"p%d","date":"2024-05-07","type":"CONSULT","mode":"visit","context":["economic"],'
    '"actor":[{"text":"x","country":"KAZ","sector":"GOV","wiki":null}],'
    '"recipient":[{"country":"RUS"}],"url":"https://steppe.example/1"}'
)


def lines(form, *, rows=3):
    """A valid file of a format, as lines."""
    numbers = range(1, rows + 1)
    return {
        "gdelt": [gdelt(at) for at in numbers],
        "icews": ["\t".join(ICEWS), *(icews(at) for at in numbers)],
        "polecat": ["\t".join(POLECAT), *(polecat(at) for at in numbers)],
        "acled": [csv_line(ACLED), *(acled(at) for at in numbers)],
        "plover": [PLOVER % at for at in numbers],
    }[form]
