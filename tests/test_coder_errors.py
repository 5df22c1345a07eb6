"""The page of the coder's errors against the coder: each sentence is coded as wrongly as the page tells."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from marsad.bulk import TextLine, code_text_line
from marsad.plover import event_types

PAGE = (Path(__file__).parents[1] / "docs" / "reference" / "errors.md").read_text(encoding="utf-8")
SCORED = ("actual", "negated", "historical")
TOLD = re.compile(r"([A-Z]+) [A-Z+]+ >( [A-Z+]+)?( negated| historical)?")


def cells(line):
    return [cell.strip(" `") for cell in line.strip("|").split("|")]


def body_rows(text):
    """The rows of the tables of a text, below their heads."""
    found = [line for line in text.splitlines() if line.startswith("|")]
    heads = {index + step for index, line in enumerate(found) if line.startswith("| ---") for step in (-1, 0)}
    return [cells(line) for index, line in enumerate(found) if index not in heads]


def part(title, text=PAGE, level="##"):
    found = re.search(
        rf"^{level} {re.escape(title)}$(.*?)(?=^#{{2,{len(level)}}} |\Z)", text, re.MULTILINE | re.DOTALL
    )
    assert found, f"no section {title!r}"
    return found[1]


ROWS = body_rows(part("One by one"))


def codes(sides):
    return "+".join(sorted({side["country"] or "UNK" for side in sides}))


def told(event):
    status = "" if event["status"] == "actual" else event["status"]
    return " ".join(
        [event["type"], codes(event["actors"]), ">", *filter(None, (codes(event["recipients"]), status))]
    )


def given(sentence):
    """What the coder makes of a sentence, in the notation of the page."""
    line = TextLine(id="errors", text=sentence, published="2024-05-10")
    events = [event.as_dict() for event in code_text_line(line)]
    return "; ".join(sorted(told(event) for event in events if event["status"] in SCORED)) or "nothing"


@pytest.mark.parametrize(("sentence", "wrong", "due"), ROWS)
def test_a_sentence_of_the_page_is_coded_as_told(sentence, wrong, due):
    now = given(sentence)
    assert now != due, "mended: take the row off docs/reference/errors.md"
    assert now == wrong, "wrong in another way: tell it anew in docs/reference/errors.md"


@pytest.mark.parametrize(("sentence", "wrong", "due"), ROWS)
def test_what_is_due_is_told_in_the_notation_of_the_page(sentence, wrong, due):
    assert wrong != due
    for event in [] if due == "nothing" else due.split("; "):
        found = TOLD.fullmatch(event)
        assert found, event
        assert found[1] in event_types(), event


def test_no_sentence_stands_twice():
    assert not [sentence for sentence, times in Counter(row[0] for row in ROWS).items() if times > 1]


def test_the_causes_count_the_sentences_below_them():
    causes = {cause: int(examples) for cause, _, examples in body_rows(part("By cause"))}
    listed = re.findall(r"^### (.*)$", part("One by one"), re.MULTILINE)
    assert causes == {title: len(body_rows(part(title, level="###"))) for title in listed}
    assert f"\n{sum(causes.values())} sentences:" in PAGE
