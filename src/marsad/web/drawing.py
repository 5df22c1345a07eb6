"""The network as a picture: a circle by regions, or a map of the seats of states.

Places hang on the codes alone, so that the same archive always gives the same picture. There is no outline
of land: the map shows degrees and nothing else.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.views.pictures.svg import joined, tag
from marsad.web.network import capitals

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from markupsafe import Markup

    from marsad.web.network import Dyad, Network

_WIDEST: Final = 7.0
_LEAST_SPAN: Final = 40.0
_LEAST_RATIO: Final = 0.4
_CODE_WIDTH: Final = 30
_CODE_HEIGHT: Final = 12
_STEPS: Final = (5, 10, 15, 30, 60)
_MOST_LINES: Final = 6
_BENT: Final = 0.35


class Words(NamedTuple):
    """What a picture says and where it leads.

    Attributes:
        name: of a state.
        state: address of a state.
        dyad: address of the stories of a dyad.
        says: a dyad in words.
        label: what the picture is.
    """

    name: Callable[[str], str]
    state: Callable[[str], str]
    dyad: Callable[[Dyad], str]
    says: Callable[[Dyad], str]
    label: str


class _Place(NamedTuple):
    x: float
    y: float


def circle(network: Network, words: Words, *, is_full: bool) -> Markup:
    """States on a ring, by region; with full names around it, or with codes where there is little room."""
    width, height, beside, above = (900, 640, 170, 40) if is_full else (340, 340, 42, 22)
    middle = _Place(width / 2, height / 2)
    turns = {code: 2 * math.pi * at / len(network.states) for at, code in enumerate(network.states)}
    places = {
        code: _Place(
            middle.x + (middle.x - beside) * math.sin(turn), middle.y - (middle.y - above) * math.cos(turn)
        )
        for code, turn in turns.items()
    }
    edges = [
        _edge(one, _bent(places[one.first], places[one.second], middle), network, words)
        for one in reversed(network.dyads)
    ]
    nodes = [
        _node(code, place, network, words, _beside(turns[code], place), is_full=is_full)
        for code, place in places.items()
    ]
    return _sheet(width, height, [*edges, *nodes], words)


def world_map(network: Network, words: Words, *, width: float) -> Markup:
    """States at their seats, degrees equally wide (plate carrée); those without a seat in a row below."""
    seats = {code: capitals()[code] for code in network.states if code in capitals()}
    west, east, south, north = _window(list(seats.values()))
    scale = width / (east - west)
    height = (north - south) * scale
    places = {code: _Place((lon - west) * scale, (north - lat) * scale) for code, (lat, lon) in seats.items()}
    others = [code for code in network.states if code not in seats]
    for at, code in enumerate(others):
        places[code] = _Place(width * (at + 0.5) / len(others), height + 30)
    grid = _grid(west, east, south, north, scale)
    edges = [
        _edge(one, _straight(places[one.first], places[one.second]), network, words)
        for one in reversed(network.dyads)
    ]
    labels = _unhidden(places, network)
    nodes = [
        _node(code, place, network, words, labels[code], is_full=False) for code, place in places.items()
    ]
    return _sheet(width, height + (50 if others else 10), [*grid, *edges, *nodes], words)


class _Label(NamedTuple):
    x: float
    y: float
    anchor: str


def _beside(turn: float, place: _Place) -> _Label:
    """Where the name of a state on the ring stands: outside."""
    right, down = math.sin(turn), -math.cos(turn)
    anchor = "middle" if abs(right) < 0.2 else "start" if right > 0 else "end"  # noqa: PLR2004  near the top
    return _Label(place.x + 13 * right, place.y + 15 * down + 4, anchor)


def _unhidden(places: Mapping[str, _Place], network: Network) -> dict[str, _Label | None]:
    """Where codes stand above their points: those of most stories first, none upon another."""
    taken: list[_Place] = []
    found: dict[str, _Label | None] = dict.fromkeys(places)
    for code in sorted(places, key=lambda one: (-network.weights[one], one)):
        spot = _Place(places[code].x, places[code].y - 10)
        if all(abs(spot.x - one.x) >= _CODE_WIDTH or abs(spot.y - one.y) >= _CODE_HEIGHT for one in taken):
            taken.append(spot)
            found[code] = _Label(*spot, "middle")
    return found


def _edge(one: Dyad, path: str, network: Network, words: Words) -> Markup:
    most = network.dyads[0].stories
    width = 1 + _WIDEST * math.sqrt(one.stories / most)
    kind = _kind(one)
    return tag(
        "a",
        tag("title", words.says(one)),
        tag("path", d=path, class_="hit", stroke_width=max(width, 9.0)),
        tag("path", d=path, class_=f"dyad {kind}", stroke_width=width),
        href=words.dyad(one),
        aria_label=words.says(one),
    )


def _kind(one: Dyad) -> str:
    """Its colour class by balance; near the middle neither side."""
    if abs(one.balance) < 0.1:  # noqa: PLR2004  a tenth of the scale
        return "even"
    strong = "2" if abs(one.balance) >= 0.5 else "1"  # noqa: PLR2004  half of it
    return f"{'coop' if one.balance > 0 else 'conf'}{strong}"


def _node(
    code: str, place: _Place, network: Network, words: Words, label: _Label | None, *, is_full: bool
) -> Markup:
    most = max(network.weights.values())
    name = words.name(code)
    return tag(
        "a",
        tag("title", f"{name}: {network.weights[code]}"),
        tag("circle", cx=place.x, cy=place.y, r=3 + 6 * math.sqrt(network.weights[code] / most)),
        *([_text(name if is_full else code, label)] if label else []),
        href=words.state(code),
        aria_label=f"{name}: {network.weights[code]}",
    )


def _text(words: str, label: _Label) -> Markup:
    return tag("text", words, x=label.x, y=label.y, text_anchor=label.anchor, class_="halo")


def _bent(start: _Place, end: _Place, middle: _Place) -> str:
    """A curve between two places on the ring, drawn towards its middle."""
    x, y = (
        _BENT * (one + other) / 2 + (1 - _BENT) * centre
        for one, other, centre in ((start.x, end.x, middle.x), (start.y, end.y, middle.y))
    )
    return f"M{start.x:.1f} {start.y:.1f} Q{x:.1f} {y:.1f} {end.x:.1f} {end.y:.1f}"


def _straight(start: _Place, end: _Place) -> str:
    return f"M{start.x:.1f} {start.y:.1f} L{end.x:.1f} {end.y:.1f}"


def _window(seats: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    """West, east, south and north around the seats, at least 40 degrees wide, and two fifths as high."""
    if not seats:
        return -180, 180, -60, 80
    lats, lons = [lat for lat, _ in seats], [lon for _, lon in seats]
    west, east = _wide(min(lons) - 8, max(lons) + 8, _LEAST_SPAN, 180)
    south, north = _wide(min(lats) - 6, max(lats) + 6, _LEAST_RATIO * (east - west), 90)
    return west, east, south, north


def _wide(low: float, high: float, least: float, most: float) -> tuple[float, float]:
    missing = max(0.0, least - (high - low)) / 2
    return max(-most, low - missing), min(most, high + missing)


def _grid(west: float, east: float, south: float, north: float, scale: float) -> list[Markup]:
    """Degrees of longitude and latitude, with their numbers."""
    step = next((one for one in _STEPS if (east - west) / one <= _MOST_LINES), _STEPS[-1])
    wide, high = (east - west) * scale, (north - south) * scale
    found = []
    for lon in range(math.ceil(west / step) * step, math.floor(east) + 1, step):
        x = (lon - west) * scale
        found.append(tag("line", x1=x, x2=x, y1=0, y2=high, class_="grid"))
        found.append(tag("text", _degrees(lon, "E", "W"), x=x + 3, y=high - 4, class_="soft"))
    for lat in range(math.ceil(south / step) * step, math.floor(north) + 1, step):
        y = (north - lat) * scale
        found.append(tag("line", x1=0, x2=wide, y1=y, y2=y, class_="grid"))
        found.append(tag("text", _degrees(lat, "N", "S"), x=3, y=y - 3, class_="soft"))
    return found


def _degrees(number: int, plus: str, minus: str) -> str:
    return f"{abs(number)}°{plus if number > 0 else minus if number < 0 else ''}"


def _sheet(width: float, height: float, parts: Sequence[Markup], words: Words) -> Markup:
    return tag(
        "svg",
        joined(parts),
        viewBox=f"0 0 {width:g} {height:.0f}",
        class_="picture net",
        role="group",
        aria_label=words.label,
        direction="ltr",
    )
