"""Elements of SVG, everything in them escaped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterable

Value = str | float | None
Place = tuple[float, float]

_NEVER: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold, not even escaped."""


def tag(name: str, *inside: str, **attributes: Value) -> Markup:
    """An element; ``class_`` gives ``class``, ``text_anchor`` gives ``text-anchor``; None is left out."""
    told = [
        f' {key.rstrip("_").replace("_", "-")}="{_escaped(_written(value))}"'
        for key, value in attributes.items()
        if value is not None
    ]
    body = "".join(_escaped(part) for part in inside)
    opened = f"<{name}{''.join(told)}"
    # All that is put together here was escaped on the lines above, or is markup already.
    return Markup(f"{opened}>{body}</{name}>" if inside else f"{opened}/>")  # noqa: S704


def joined(parts: Iterable[Markup]) -> Markup:
    """Elements one after the other."""
    return Markup("\n").join(parts)


def points(places: Iterable[Place]) -> str:
    """Places as a ``points`` attribute has them."""
    return " ".join(f"{_written(x)},{_written(y)}" for x, y in places)


def _escaped(part: str) -> str:
    return part if isinstance(part, Markup) else str(escape(_NEVER.sub("\ufffd", part)))


def _written(value: str | float) -> str:
    return value if isinstance(value, str) else f"{round(float(value), 2):g}"
