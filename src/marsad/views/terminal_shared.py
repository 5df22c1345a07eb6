"""The first page, what follows what and what to watch, line by line for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.views.terminal_outlook import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from marsad.views.answer_parts import Answer
    from marsad.views.labels import Labels
    from marsad.views.linking import Linking, LinkView
    from marsad.views.parts import Witness
    from marsad.views.watching import Watching


def answer_pieces(answers: Sequence[Answer]) -> Iterator[Piece]:
    """Each question with its answer in short."""
    for one in answers:
        yield Piece(f"\n{one.question}", "bold underline")
        for line in one.lines:
            lead = "  " if line.inside else ""
            yield Piece(lead + " · ".join((line.head, *line.words)), inside=True)
            if line.quote:
                yield Piece(line.quote, inside=True)
        if one.more:
            yield Piece(one.more, "dim", inside=True)


def linking_pieces(linking: Linking, labels: Labels) -> Iterator[Piece]:
    """Links that were tested, and single cases, each with what followed what."""
    t = labels.text
    yield Piece(t("ui.links"), rule=True)
    yield Piece(linking.digest, "bold")
    yield Piece(t("ui.links_note"), "dim")
    if not linking.tested:
        yield Piece(t("ui.links_none"))
    for one in linking.tested:
        yield from _link(one, labels)
    if linking.single:
        yield Piece(f"\n{t('ui.links_single')}", "bold underline")
        yield Piece(t("ui.links_single_note"), "dim")
    for one in linking.single:
        yield from _link(one, labels)


def _link(one: LinkView, labels: Labels) -> Iterator[Piece]:
    likely = f" [{labels.text('ui.links_likely')}]" if one.is_likely else ""
    yield Piece(f"{one.side}: {one.says}{likely}", "bold")
    yield Piece(one.numbers, "dim", inside=True)
    for pair in one.pairs:
        yield Piece(pair.days, "dim", inside=True)
        yield Piece(pair.first.quote, inside=True)
        yield Piece(pair.then.quote, inside=True)


def watching_pieces(watching: Watching, labels: Labels) -> Iterator[Piece]:
    """Warnings, each with what the rule was worth and its sentences."""
    t = labels.text
    yield Piece(t("ui.watching"), rule=True)
    yield Piece(t("ui.watching_note"), "dim")
    if not watching.warnings:
        yield Piece(t("ui.no_warnings"))
    for one in watching.warnings:
        yield Piece(f"{one.window} · {one.sides} · {one.acts} [{one.stayed}]", "bold")
        yield Piece(f"{one.says} {one.past}", "dim", inside=True)
        for told in one.told:
            yield from _told(told)
    if watching.more:
        yield Piece(t("ui.more", n=watching.more), "dim")


def _told(told: Witness) -> Iterator[Piece]:
    yield Piece(told.quote, inside=True)
    yield Piece(f"{told.outlet} · {told.published.text}", "dim", inside=True)
