"""How far two coders agree: tables on a terminal, JSON, and the sentences where they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from marsad.scoring import codes
from marsad.views.safety import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rich.console import Console

    from marsad.coder_agreement import Agreement, Difference


def print_agreement(names: tuple[str, str], found: Agreement, console: Console, *, differences: bool) -> None:
    """Prints an agreement.

    Args:
        names: of both coders.
        found: the comparison.
        console: where to.
        differences: print also every sentence where they differ, the triggers in ⟦…⟧.
    """
    first, second = map(printable, names)
    heading = f"{first} ({found.first} events) and {second} ({found.second}) on {found.texts} texts"
    console.print(heading, soft_wrap=True)
    console.print()
    console.print(_level_table(found))
    console.print()
    console.print(_type_table(found, names))
    console.print(f"\n{len(found.differences)} sentences differ", soft_wrap=True)
    for one in found.differences if differences else ():
        _print_difference(names, one, console)


def agreement_values(names: tuple[str, str], found: Agreement) -> dict[str, Any]:
    """An agreement as plain values."""
    levels: dict[str, Any] = {
        level: {"f1": scored.score.f1, "low": scored.low, "high": scored.high, "both": scored.score.hits}
        for level, scored in found.levels.items()
    }
    types = {
        kind: {"both": score.hits, "first": score.missed, "second": score.extra, "f1": score.f1}
        for kind, score in found.types.items()
        if score.hits or score.missed or score.extra
    }
    counts = {"coders": list(names), "texts": found.texts, "first": found.first, "second": found.second}
    shares = {"same_status": found.same_status, "same_date": found.same_date}
    return {**counts, **levels, **shares, "types": types, "differences": len(found.differences)}


def difference_rows(names: tuple[str, str], found: Iterable[Difference]) -> Iterable[dict[str, Any]]:
    """One row for each sentence where two coders differ, for people to judge."""
    for one in found:
        yield {
            "document": one.document,
            "sentence": one.sentence,
            "text": one.text,
            names[0]: "; ".join(map(_told, one.first)),
            names[1]: "; ".join(map(_told, one.second)),
        }


def _told(event: Mapping[str, Any]) -> str:
    sides = " > ".join(" ".join(sorted(codes(event[side]))) or "–" for side in ("actors", "recipients"))
    status = "" if event.get("status", "actual") == "actual" else f" {event['status']}"
    return f"{event['type']} {sides}{status}"


def _level_table(found: Agreement) -> Table:
    table = _table("level", "both", "F1", "90 % interval")
    for level, scored in found.levels.items():
        interval = f"{scored.low:.3f} to {scored.high:.3f}"
        table.add_row(level, str(scored.score.hits), f"{scored.score.f1:.3f}", interval)
    for name, share in (("same status", found.same_status), ("same date", found.same_date)):
        table.add_row(f"{name}, of agreed triples", "", "–" if share is None else f"{share:.3f}", "")
    return table


def _type_table(found: Agreement, names: tuple[str, str]) -> Table:
    table = _table("type", "both", *(f"{printable(name)} alone" for name in names), "F1")
    for kind, score in found.types.items():
        if score.hits or score.missed or score.extra:
            counts = map(str, (score.hits, score.missed, score.extra))
            table.add_row(kind, *counts, f"{score.f1:.3f}")
    return table


def _table(first: str, *numbers: str) -> Table:
    table = Table(show_edge=False, pad_edge=False)
    table.add_column(first, no_wrap=True)
    for name in numbers:
        table.add_column(name, justify="right")
    return table


def _print_difference(names: tuple[str, str], one: Difference, console: Console) -> None:
    console.print()
    console.print(Text(printable(f"{one.document} {one.sentence}"), "bold"))
    for name, events in zip(names, (one.first, one.second), strict=True):
        told = "; ".join(map(_told, events)) or "–"
        console.print(Padding(Text(printable(f"{name}: {told}")), (0, 4)))
    console.print(Padding(Text(printable(one.text)), (0, 4)))
