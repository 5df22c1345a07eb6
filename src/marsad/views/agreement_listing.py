"""How far two annotators agree, as flat rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marsad.agreement import Agreement, Kappa

AGREEMENT_COLUMNS: Final = ("measure", "of", "value", "low", "high", "observed", "sentences", "articles")
_DIGITS: Final = 4
_LEAST_ARTICLES: Final = 2


def agreement_rows(found: Agreement) -> list[dict[str, Any]]:
    """Kappa of the sets of types, of events at all and of each type, then F1 of each level, one row each.

    Sentences of one article have no interval: it is drawn over articles.
    """
    kappas = {"types": found.types, "any": found.any, **found.by_type}
    rows = [_kappa_row(name, one) for name, one in kappas.items()]
    for level, scored in found.f1.levels.items():
        told = {"value": scored.score.f1, "low": scored.low, "high": scored.high}
        rows.append({"measure": "F1", "of": level, **_rounded(told), "observed": None})
    counts = {"sentences": found.sentences, "articles": found.articles}
    bare = {"low": None, "high": None} if found.articles < _LEAST_ARTICLES else {}
    return [row | counts | bare for row in rows]


def _kappa_row(name: str, one: Kappa) -> dict[str, Any]:
    told = {"value": one.value, "low": one.low, "high": one.high, "observed": one.observed}
    return {"measure": "kappa", "of": name, **_rounded(told)}


def _rounded(told: Mapping[str, float | None]) -> dict[str, float | None]:
    return {name: value if value is None else round(value, _DIGITS) for name, value in told.items()}
