"""What each choice of a state between poles is said to cost, line by line for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.views.terminal_outlook import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.views.labels import Labels
    from marsad.views.trap_parts import BranchView, ReactionView, SaidView, TrapView


def trap_pieces(trap: TrapView, labels: Labels) -> Iterator[Piece]:
    """Each choice with what is said of it and what followed such acts."""
    yield Piece(labels.text("ui.trap"), rule=True)
    yield Piece(trap.choice, "bold")
    yield Piece(labels.text("ui.trap_note"), "dim")
    for one in trap.branches:
        yield from _branch(one, labels)
    if trap.unsorted:
        yield Piece(f"\n{trap.unsorted}", "dim")


def _branch(branch: BranchView, labels: Labels) -> Iterator[Piece]:
    yield Piece(f"\n{branch.title}", "bold underline")
    if branch.nothing:
        yield Piece(branch.nothing)
    for heap in branch.heaps:
        yield Piece(heap.title, "bold")
        for one in heap.said:
            yield from _said(one, labels)
        if heap.more:
            yield Piece(heap.more, "dim", inside=True)
    if branch.reactions:
        yield Piece(branch.followed, "bold")
    for reaction in branch.reactions:
        yield from _reaction(reaction)
    if branch.unfollowed:
        yield Piece(branch.unfollowed, "dim")


def _said(one: SaidView, labels: Labels) -> Iterator[Piece]:
    who = labels.annotated(one.who, [one.country] if one.country else [])
    yield Piece(" · ".join((who, *one.notes, one.origins)), inside=True)
    yield Piece(one.witness.quote, inside=True)
    if one.act:
        yield Piece(f"{labels.text('trap.act')}: {one.act}", "dim", inside=True)
    said = f"{labels.text('ui.said_on')} {one.when.text} · " if one.when else ""
    yield Piece(f"{said}{one.witness.outlet} · {one.witness.published.text}", "dim", inside=True)


def _reaction(one: ReactionView) -> Iterator[Piece]:
    yield Piece(one.says, inside=True)
    for sequel in one.sequels:
        yield Piece(sequel.says, "dim", inside=True)
        yield Piece(sequel.first.quote, inside=True)
        yield Piece(sequel.then.quote, inside=True)
