"""Where a state leans between poles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.measures import alignment_of
from marsad.observatory.outlook import lean_among, poles_for
from marsad.views.leaning import leaning_of
from marsad.views.measure_listing import ALIGNMENT_COLUMNS, alignment_row
from marsad.views.passages import direction_of
from marsad.web.evidence import bench_for
from marsad.web.page import Page, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from marsad.views.lean_parts import Leaning
    from marsad.web.asked import Asked

PICTURES: Final = ("trend", "ternary", "dimensions", "heatmap")
"""Kinds of pictures that there are as files; each has words ``web.picture_NAME``."""

_TERNARY: Final = 3
EVERY: Final = ("week", "month", "quarter", "year", "all")


def lean_page(asked: Asked) -> Page:
    """Where a state leans, with trends and the sentences that move it most.

    Raises:
        NotThereError: no such state.
        UnknownCodeError, UsageError: a pole or a window that is none.
    """
    state, poles = asked.state(), _poles(asked)
    every = asked.one_of("every", EVERY) or "month"
    return Page(
        "lean.html.j2",
        asked.labels.text("web.lean_of", x=asked.labels.country(state)),
        {
            "l": _leaning(asked),
            "brief": {"direction": direction_of(asked.language)},
            "poles": ",".join(poles),
            "files": _files(asked, poles),
        },
        Table(f"alignment-{state}", ALIGNMENT_COLUMNS, lambda: _rows(asked, every)),
        of=state,
    )


def _files(asked: Asked, poles: Sequence[str]) -> list[tuple[str, str]]:
    """Kinds of pictures with the addresses of their files."""
    kinds = [kind for kind in PICTURES if kind != "ternary" or len(poles) == _TERNARY]
    asking = {"poles": asked.given.get("poles")}
    return [
        (kind, asked.links.to("state", asked.state(), "picture", f"{kind}.svg", **asking)) for kind in kinds
    ]


def lean_short(asked: Asked) -> Page:
    """The same in a line; raises as `lean_page` does."""
    return Page("lean_short.html.j2", "", {"l": _leaning(asked)})


def _leaning(asked: Asked) -> Leaning | None:
    state, poles, library = asked.state(), _poles(asked), asked.library
    lean = library.once(
        ("lean", state, poles), lambda: lean_among(library.archive, library.deeds(), state, poles)
    )
    return leaning_of(lean, bench_for((event.document for event in lean.evidence.values()), asked))


def _poles(asked: Asked) -> tuple[str, ...]:
    words = asked.given.get("poles")
    given = [word.strip() for word in words.split(",") if word.strip()] if words else None
    return poles_for(asked.state(), given)


def _rows(asked: Asked, every: str) -> Iterator[dict[str, object]]:
    return map(alignment_row, alignment_of(asked.library.deeds(), asked.state(), _poles(asked), every=every))
