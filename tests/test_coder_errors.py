"""The page of the coder's errors against the coder: each sentence is coded as wrongly as the page tells."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from marsad.bulk import TextLine, coding_of_line
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
OTHERS = body_rows(part("Claims, forecasts and figures"))


def coding(sentence):
    return coding_of_line(TextLine(id="errors", text=sentence, published="2024-05-10"))


def codes(parties):
    return "+".join(sorted(parties))


def told(event):
    actors, recipients = (
        codes({side.country or "UNK" for side in sides}) for sides in (event.actors, event.recipients)
    )
    status = "" if event.status == "actual" else event.status
    return " ".join([event.type, actors, ">", *filter(None, (recipients, status))])


def given(sentence):
    """The events of a sentence in the notation of the page."""
    return (
        "; ".join(sorted(told(event) for event in coding(sentence).events if event.status in SCORED))
        or "nothing"
    )


def claims(found):
    return "; ".join(
        f"{claim.verb} {claim.speaker.text or claim.speaker.name}: {claim.content}" for claim in found
    )


def forecasts(found):
    return "; ".join(f"made on {forecast.made_on}: {forecast.statement}" for forecast in found)


def figures(found):
    return "; ".join(f"{figure.value:g} {figure.unit} {codes(figure.parties)}" for figure in found)


OF_KIND = {"claims": claims, "forecasts": forecasts, "figures": figures}


@pytest.mark.parametrize(("sentence", "wrong", "due"), ROWS)
def test_a_sentence_of_the_page_is_coded_as_told(sentence, wrong, due):
    now = given(sentence)
    assert now != due, "mended: take the row off docs/reference/errors.md"
    assert now == wrong, "wrong in another way: tell it anew in docs/reference/errors.md"


@pytest.mark.parametrize(("kind", "sentence", "wrong", "due"), OTHERS)
def test_claims_forecasts_and_figures_of_the_page_are_read_as_told(kind, sentence, wrong, due):
    now = OF_KIND[kind](getattr(coding(sentence), kind))
    assert wrong != due
    assert now == wrong, "mended or wrong in another way: set docs/reference/errors.md right"


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
