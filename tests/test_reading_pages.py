"""How many lines of whole pages end up where a careful reader puts them; a floor that may only rise.

The pages of ``tests/pages`` were made by someone who did not see the reader. The five real articles are not
part of the repository; that test runs where they are at hand.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from marsad.reading import read_sources
from marsad.records import Document

FLOOR = 0.98
PAGES = Path(__file__).parent / "pages"
SEEDS = Path(__file__).parents[2] / "shared"
_INVISIBLE = re.compile("[\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def squeezed(text: str) -> str:
    return " ".join(_INVISIBLE.sub("", text).split())


def right(document: Document, line: dict[str, str]) -> bool:
    """Whether a line of the gold is where it belongs and nowhere else."""
    text = squeezed(line.get("body_text") or line.get("title_text") or line["text"])
    body = squeezed(document.body)
    paragraphs = {squeezed(paragraph) for paragraph in document.body.split("\n\n")}
    comments = [squeezed(part) for comment in document.comments for part in (comment, *comment.split("\n"))]
    citations = [squeezed(citation) for citation in document.citations]
    match line["class"]:
        case "body":
            return text in body and text not in comments
        case "title":
            return text == squeezed(document.title or "")
        case "comment":
            return any(text in comment for comment in comments) and text not in paragraphs
        case "citation":
            return any(text in citation for citation in citations) and text not in paragraphs
    return not paragraphs & {text} and text not in comments and text not in citations


def document_of(path: Path) -> Document:
    (document,) = read_sources([path])
    assert isinstance(document, Document), document
    return document


def scored(pages: list[tuple[Path, list[dict[str, str]]]]) -> tuple[float, Counter[str], list[str]]:
    """Share of lines that are right, counts by class, and the lines that are wrong."""
    counts: Counter[str] = Counter()
    wrong = []
    for path, lines in pages:
        document = document_of(path)
        body_lines = {
            squeezed(line.get("body_text") or line["text"]) for line in lines if line["class"] == "body"
        }
        for line in lines:
            # Furniture that says what a body line says cannot be told apart in the output.
            if line["class"] in {"boilerplate", "author"} and squeezed(line["text"]) in body_lines:
                continue
            good = right(document, line)
            counts[line["class"], good] += 1
            if not good:
                wrong.append(f"{path.name} {line['class']}: {line['text'][:80]}")
    total = sum(counts.values())
    return sum(count for (_, good), count in counts.items() if good) / total, counts, wrong


def gold_pages() -> list[tuple[Path, list[dict[str, str]]]]:
    with (PAGES / "gold.jsonl").open(encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    return [(PAGES / record["file"], record["lines"]) for record in records]


@pytest.mark.skipif(not (PAGES / "gold.jsonl").exists(), reason="the pages are not here")
def test_pages_made_by_another_hand():
    share, counts, wrong = scored(gold_pages())
    assert share >= FLOOR, f"{share:.3f} {counts} {wrong}"


@pytest.mark.skipif(not (PAGES / "gold.jsonl").exists(), reason="the pages are not here")
def test_titles_and_days_of_pages():
    with (PAGES / "gold.jsonl").open(encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    documents = [document_of(PAGES / record["file"]) for record in records]
    known = [
        (record, document) for record, document in zip(records, documents, strict=True) if record["published"]
    ]
    days = [str(document.published) == record["published"] for record, document in known]
    assert sum(days) / len(days) >= 0.9


def seed_lines() -> list[tuple[Path, list[dict[str, str]]]]:
    files = sorted((SEEDS / "seeds").glob("*.txt"))
    with (SEEDS / "gold" / "seeds.documents.jsonl").open(encoding="utf-8") as file:
        golds = [json.loads(line) for line in file]
    return [(path, _lines_of(gold)) for path, gold in zip(files, golds, strict=True)]


def _lines_of(gold: dict) -> list[dict[str, str]]:
    lines = [{"class": "body", "text": text} for text in gold["body"]]
    lines += [{"class": "comment", "text": text} for text in gold["comments"]]
    lines += [{"class": "citation", "text": text} for text in gold["citations"]]
    lines += [{"class": "title", "text": gold["title"]}] if gold["title"] else []
    return lines + [{"class": "boilerplate", "text": text} for text in gold["boilerplate"]]


@pytest.mark.skipif(not (SEEDS / "seeds").is_dir(), reason="the real articles are not here")
def test_real_articles_are_read_as_marked():
    share, counts, wrong = scored(seed_lines())
    assert share == 1.0, f"{share:.3f} {counts} {wrong}"
