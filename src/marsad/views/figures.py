"""The figures of a brief: what is told in numbers about the state, each with its sentence."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from marsad.errors import MalformedError
from marsad.languages import sentences
from marsad.tables import rows
from marsad.views.parts import FigureView, Quote
from marsad.views.passages import direction_of, excerpt_of
from marsad.views.safety import safe_url
from marsad.views.times import when_published

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from marsad.records import Document, Figure
    from marsad.views.labels import Labels

COLUMNS: Final = ("key", "ar", "en")
_SCALES: Final = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_CHANGES: Final = ("rise", "fall")


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
        amount=amount_of(figure, labels),
        what=what_in_words(figure.what, labels),
        parties=tuple(labels.country(code) for code in figure.parties),
        period=period_in_words(figure.period, labels),
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


def amount_of(figure: Figure, labels: Labels) -> str:
    """Value and unit in words: "about 20 billion USD", "10 to 15 million USD", "at least 3 people"."""
    names, unit = _names(labels), _named(figure.unit, "unit", labels)
    unit = unit if unit == "%" else f" {unit}"
    low, high = (end if end is None else _number(end, names) for end in (figure.low, figure.high))
    if low and high:
        return names["amount.range"].format(low=low, high=high) + unit
    if low or high:
        return names["amount.least" if low else "amount.most"].format(x=f"{low or high}{unit}")
    told = f"{_number(figure.value, names)}{unit}"
    return names["amount.about"].format(x=told) if figure.approximate else told


def what_in_words(what: str, labels: Labels) -> str:
    """The name of a measure in the language of the interface; the words as they are where it has none."""
    change, _, rest = what.partition(" in ")
    if change in _CHANGES and rest:
        return _names(labels)[f"change.{change}"].format(x=_named(rest, "what", labels))
    return _named(what, "what", labels)


def period_in_words(period: str | None, labels: Labels) -> str | None:
    """A rate in words; a year or month as it stands."""
    return period and _named(period, "period", labels)


def _named(key: str, kind: str, labels: Labels) -> str:
    return _names(labels).get(f"{kind}.{key}", key)


def _number(value: float, names: Mapping[str, str]) -> str:
    """A number with up to two decimals, from a million on in words ("1.5 million")."""
    for scale, name in _SCALES:
        if abs(value) >= scale:
            return f"{_plain(value / scale)} {names[f'scale.{name}']}"
    return _plain(value)


def _plain(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def _names(labels: Labels) -> Mapping[str, str]:
    return figure_names()[labels.language]


@lru_cache(maxsize=1)
def figure_names() -> dict[str, dict[str, str]]:
    """Language → key of the table → words.

    Raises:
        DataFileError: a key is given twice, or has no words.
    """
    found: dict[str, dict[str, str]] = {"ar": {}, "en": {}}
    for row in rows("marsad.views", "data/figure_names.tsv", COLUMNS):
        for language, known in found.items():
            if row["key"] in known or not row[language]:
                raise row.error(f"{row['key']} is named twice, or has no words in {language!r}")
            known[row["key"]] = row[language]
    return found


def shown(figures: Sequence[FigureView], most: int) -> tuple[FigureView, ...]:
    """The first figures, each amount of a thing once: a brief stays compact."""
    kept: dict[tuple[str, str, tuple[str, ...]], FigureView] = {}
    for view in figures:
        kept.setdefault((view.what, view.amount, view.parties), view)
    return tuple(kept.values())[:most]
