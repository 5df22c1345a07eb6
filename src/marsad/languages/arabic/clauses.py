"""Clauses of an Arabic sentence: predicates, their arguments, and how they hang together.

A single pass from left to right. Arabic news is mostly verb–subject–object with the verb first, or, in
titles, the subject first; both are read. The stages: tags (`tagging`), phrases (`phrases`), predicates
(here), their arguments (`arguments`), signs (`signs`), links (`links`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from marsad.languages.arabic.arguments import fill
from marsad.languages.arabic.drafts import Draft, View
from marsad.languages.arabic.links import hang, rehang
from marsad.languages.arabic.signs import signs_of
from marsad.languages.arabic.tagging import tagged
from marsad.languages.grammar import Clause, Fixed, Token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.languages.arabic.tags import Tagged


_TELLING: Final = frozenset({"verb", "event"})


def clauses(
    tokens: Sequence[Token], fixed: Sequence[Fixed], times: Sequence[tuple[int, int]] = ()
) -> list[Clause]:
    """Clauses of one sentence in order of their predicates.

    Args:
        tokens: tokens of the sentence.
        fixed: noun phrases known from outside (names), in order.
        times: runs of tokens that tell a time.
    """
    view = View(tokens, tagged(tokens, fixed, times))
    _find_predicates(view)
    for draft in view.drafts:
        fill(view, draft)
        draft.flags = signs_of(view, draft)
    for number, draft in enumerate(view.drafts):
        hang(view, number, draft)
    rehang(view)
    return [_finished(draft) for draft in view.drafts]


def _find_predicates(view: View) -> None:
    for index, tag in enumerate(view.tags):
        if tag.tag in _TELLING or (tag.tag == "participle" and view.is_predicative(index, tag)):
            view.at[index] = len(view.drafts)
            view.drafts.append(Draft(index, tag.readings, _kind(tag)))


def _kind(tag: Tagged) -> Literal["verb", "masdar", "noun", "participle"]:
    if tag.tag == "verb":
        return "verb"
    if tag.tag == "participle":
        return "participle"
    return "masdar" if all(reading.kind == "masdar" for reading in tag.readings) else "noun"


def _finished(draft: Draft) -> Clause:
    return Clause(
        draft.token,
        draft.readings,
        draft.kind,
        tuple(draft.arguments),
        tuple(draft.outer),
        draft.governor,
        draft.link,
        **draft.flags,
    )
