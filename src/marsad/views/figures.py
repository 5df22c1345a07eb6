"""The figures of a brief: what is told in numbers about the state, each with its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.errors import MalformedError
from marsad.languages import sentences
from marsad.stories import amount_words, measure_words, period_words
from marsad.views.parts import FigureView, Quote
from marsad.views.passages import direction_of, excerpt_of
from marsad.views.safety import safe_url
from marsad.views.times import when_published

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from marsad.records import Document, Figure
    from marsad.views.labels import Labels


def figures_of(
    figures: Iterable[Figure], documents: Mapping[str, Document], labels: Labels
) -> tuple[FigureView, ...]:
    """Figures ready to be laid out: of the newest articles first, then in the order of the text.

    Raises:
        MalformedError: a figure's span lies in no sentence.
    """
    made = [_view(figure, documents[figure.document], labels) for figure in figures]
    return tuple(sorted(made, key=lambda view: view.published.iso or "", reverse=True))


def _view(figure: Figure, document: Document, labels: Labels) -> FigureView:
    return FigureView(
        figure=figure.id,
        amount=labels.one_of(amount_words(figure)),
        what=labels.one_of(measure_words(figure.what)),
        parties=tuple(labels.country(code) for code in figure.parties),
        period=labels.one_of(period_words(figure.period)) if figure.period else None,
        quote=excerpt_of(_quote(figure, document)),
        outlet=document.outlet or labels.text("ui.unnamed_outlet"),
        url=safe_url(document.url),
        published=when_published(document.published, labels),
    )


def _quote(figure: Figure, document: Document) -> Quote:
    split = sentences(document.text, document.body_start)
    around = next((one for one in split if one.start <= figure.start < figure.end <= one.end), None)
    if around is None:
        raise MalformedError(
            document.id, f"figure {figure.id}: span {figure.start}-{figure.end} lies in no sentence"
        )
    return Quote(
        before=document.text[around.start : figure.start],
        trigger=document.text[figure.start : figure.end],
        after=document.text[figure.end : around.end],
        language=document.language,
        direction=direction_of(document.language),
    )


def shown(figures: Sequence[FigureView], most: int) -> tuple[FigureView, ...]:
    """The first figures, each amount of a thing once: a brief stays compact."""
    kept: dict[tuple[str, str, tuple[str, ...]], FigureView] = {}
    for view in figures:
        kept.setdefault((view.what, view.amount, view.parties), view)
    return tuple(kept.values())[:most]
