"""How far two people agree who annotated the same sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from marsad.agreement import agreement
from marsad.archive.gold_lines import annotated_gold
from marsad.errors import UsageError
from marsad.views.agreement_listing import AGREEMENT_COLUMNS, agreement_rows
from marsad.web.page import Page, Table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from marsad.agreement import Agreement
    from marsad.web.asked import Asked

_MOST_APART = 100


class Apart(NamedTuple):
    """A sentence that two read differently: its words, what each read, and where it stands."""

    text: str
    one: str
    other: str
    href: str


def agreement_page(asked: Asked) -> Page:
    """Kappa and F1 of two who annotated, with the sentences that they read differently."""
    annotators = asked.library.archive.decisions().annotators()
    one, other = asked.given.get("one", ""), asked.given.get("other", "")
    found, problem = None, None
    lines: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {}
    if one and other:
        try:
            found, lines = _agreement(one, other, asked)
        except UsageError as error:
            problem = str(error)
    rows = agreement_rows(found) if found else []
    return Page(
        "agreement.html.j2",
        asked.labels.text("web.agreement"),
        {
            "annotators": annotators,
            "first": one,
            "second": other,
            "rows": rows,
            "problem": problem,
            "found": found,
            "apart": [_apart(*lines[name], asked) for name in (found.apart if found else ())[:_MOST_APART]],
        },
        Table("agreement", AGREEMENT_COLUMNS, lambda: rows),
    )


def _agreement(
    one: str, other: str, asked: Asked
) -> tuple[Agreement, dict[str, tuple[dict[str, Any], dict[str, Any]]]]:
    archive = asked.library.archive
    key = ("agreement", one, other, archive.decisions().last())
    first, second = (list(annotated_gold(archive, who)) for who in (one, other))
    known = {line["id"]: line for line in second}
    pairs = {line["id"]: (line, known[line["id"]]) for line in first if line["id"] in known}
    return asked.library.once(key, lambda: agreement(first, second)), pairs


def _apart(one: Mapping[str, Any], other: Mapping[str, Any], asked: Asked) -> Apart:
    document, _, number = one["id"].rpartition(":")
    return Apart(
        one["text"],
        _said(one, asked),
        _said(other, asked),
        asked.links.evidence(document, sentence=int(number)),
    )


def _said(line: Mapping[str, Any], asked: Asked) -> str:
    """The events that one read in a sentence, in words."""
    labels = asked.labels
    told = [
        f"{labels.code('type', event['type'])} ({labels.listed(list(map(labels.country, event['actors'])))})"
        for event in line["events"]
    ]
    return labels.listed(told) if told else labels.text("web.no_event")
