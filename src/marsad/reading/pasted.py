"""Text as pasted from a page → blocks: one per line, or per paragraph where a program wrapped the lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.reading.signs import Block, Signs

if TYPE_CHECKING:
    from collections.abc import Iterator

GAP = "\t"
"""What cleaning leaves of a tab or a run of spaces: it parts the labels of a menu."""
_CELL_WORDS = 4
_NARROWEST, _WIDEST = 40, 130
_LEAST_LINES = 6


def pasted_blocks(text: str) -> list[Block]:
    """The non-blank lines of a text in order, clean, hard-wrapped paragraphs joined.

    Args:
        text: clean but for gaps inside lines, which are `GAP`.
    """
    blocks = list(_blocks(text))
    width = _wrapped_width(blocks)
    return blocks if width is None else _unwrapped(blocks, width)


def _blocks(text: str) -> Iterator[Block]:
    gap = False
    for line in text.split("\n"):
        cells = [cell for cell in line.split(GAP) if cell.strip()]
        if cells:
            row = len(cells) > 1 and all(len(cell.split()) <= _CELL_WORDS for cell in cells)
            yield Block(" ".join(" ".join(cells).split()), gap=gap, zone="furniture" if row else "")
        gap = not cells


def _wrapped_width(blocks: list[Block]) -> int | None:
    """The width lines were wrapped at, or None: none is wider, most come near it and end in mid-sentence."""
    lengths = [len(block.text) for block in blocks]
    width = max(lengths, default=0)
    full = [block for block in blocks if len(block.text) >= 0.75 * width]
    if not _NARROWEST <= width <= _WIDEST or len(full) < _LEAST_LINES or len(full) < 0.55 * len(blocks):
        return None
    open_ended = sum(Signs(block).ending in {"", ","} for block in full)
    joined = sum(not block.gap for block in blocks[1:])
    return width if open_ended > 0.6 * len(full) and joined > 0.5 * len(blocks) else None


def _unwrapped(blocks: list[Block], width: int) -> list[Block]:
    joined: list[Block] = []
    goes_on = False
    for block in blocks:
        if goes_on and not block.gap:
            joined[-1] = Block(f"{joined[-1].text} {block.text}", gap=joined[-1].gap)
        else:
            joined.append(block)
        goes_on = len(block.text) >= 0.7 * width
    return joined
