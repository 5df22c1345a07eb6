"""Inputs of every kind for bulk runs, in our own words."""

from __future__ import annotations

import json

import polars as pl

from warc_samples import cc_news, response
from web_server import page

TEXTS = (
    "حظرت روسيا أمس استيراد القمح من كازاخستان.",
    "زار الرئيس الصيني شي جين بينغ أستانا يوم الثلاثاء.",
    "رفضت كازاخستان طلب روسيا إرسال قوات.",
    "وقعت أستانا وأنقرة اتفاقية للتعاون العسكري.",
)


def rows(count, name="t"):
    return [
        {"id": f"{name}{number}", "text": TEXTS[number % len(TEXTS)], "published": "2024-05-10"}
        for number in range(count)
    ]


def lines(given):
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in given)


def crawl(folder):
    """A folder with lines, a table, a WARC file, a page and a text; and nothing bad."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "a.jsonl").write_bytes(lines(rows(60)))
    pl.DataFrame(rows(9, "p")).write_parquet(folder / "b.parquet")
    pages = [response(f"https://a.example/{number}", page(title=f"خبر رقم {number}")) for number in range(3)]
    (folder / "c.warc.gz").write_bytes(cc_news(*pages))
    (folder / "sub").mkdir(exist_ok=True)
    (folder / "sub" / "d.html").write_bytes(page())
    (folder / "sub" / "e.txt").write_text(f"زيارة إلى أستانا\n\n{TEXTS[1]} {TEXTS[2]}", encoding="utf-8")
    return folder
