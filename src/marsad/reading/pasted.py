"""Text as pasted from a page → blocks: one per line, or per paragraph where a program wrapped the lines."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import compress, pairwise
from typing import TYPE_CHECKING, Final

from marsad.reading.signs import Block, Signs

if TYPE_CHECKING:
    from collections.abc import Iterator

GAP = "\t"
"""What cleaning leaves of a tab or a run of spaces: it parts the labels of a menu."""
_CELL_WORDS = 4
_NARROWEST, _WIDEST = 40, 130
_LEAST_LINES = 6
_FULL: Final = 0.75
"""Share of the width from which on a line is full."""
_RUNS_ON: Final = 0.7
"""Share of the width from which on the next line goes on with the paragraph."""
_LEAST_BROKEN: Final = 3
_LONGEST_FOOT: Final = 8
"""Lines that notes, foot and number of a page take at most."""
_PAGE_NUMBER = re.compile(
    r"^(?:[-–—|\s]*(?:صفحة|الصفحة|ص|page)?\s?\d{1,3}(?:\s?(?:/|من|of)\s?\d{1,3})?[-–—|\s.]*)$", re.IGNORECASE
)
_FOOT = re.compile(r"\||www\.|https?:|@")
_HYPHENATED = re.compile(r"[^\W\d_][-‐\u00ad]$")
_DASHED = re.compile(r"^(?:[-–—•▪●■*©]|\d{1,2}[.)-])\s?(?=\S)")


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
    """The width lines were wrapped at, or None: none is wider, and those near it end in mid-sentence.

    Headings, notes and page numbers of a paper may be as many as its full lines; where full lines are the
    lesser part, they must follow each other.
    """
    lengths = [len(block.text) for block in blocks]
    width = max(lengths, default=0)
    full = [length >= _FULL * width for length in lengths]
    if not _NARROWEST <= width <= _WIDEST or sum(full) < _LEAST_LINES:
        return None
    signs = list(map(Signs, blocks))
    filled = list(compress(signs, full))
    open_ended = sum(one.ending in {"", ","} for one in filled)
    joined = sum(not block.gap for block in blocks[1:])
    running = sum(one and after for one, after in pairwise(full))
    enough = sum(full) >= 0.55 * len(blocks) or (sum(full) >= 0.35 * len(blocks) and _broken(filled))
    mostly = open_ended > 0.6 * sum(full) and joined > 0.5 * len(blocks)
    told = any(one.sentences > 0 or one.ending == "." for one in signs)
    return width if enough and mostly and told and running >= 0.4 * sum(full) else None


def _broken(filled: list[Signs]) -> bool:
    """Whether a sentence ends inside many full lines: headlines of a list hold none."""
    return sum(signs.sentences > 0 for signs in filled) >= _LEAST_BROKEN


def _unwrapped(blocks: list[Block], width: int) -> list[Block]:
    """Lines joined to paragraphs, over the foot and head of a page, too."""
    known = Counter(block.text for block in blocks)
    joined: list[Block] = []
    feet: list[Block] = []
    goes_on, index = False, 0
    while index < len(blocks):
        after = _after_break(blocks, index, known) if goes_on else index
        feet += map(_of_foot, blocks[index:after])
        block, broken = blocks[after], after > index
        apart = known[block.text] > 1 or bool(_PAGE_NUMBER.match(block.text))
        if goes_on and not apart and _continues(joined[-1], block, broken=broken):
            joined[-1] = Block(_joined(joined[-1].text, block.text), gap=joined[-1].gap)
        else:
            joined += [*feet, block]
            feet.clear()
        goes_on, index = len(block.text) >= _RUNS_ON * width and not apart, after + 1
    return joined + feet


def _continues(before: Block, block: Block, *, broken: bool) -> bool:
    """Whether a line goes on with the full line before it; ``broken``: a page ends between them."""
    if _begins_item(block):
        return False
    return Signs(before).ending != "." if broken else not block.gap


def _after_break(blocks: list[Block], index: int, known: Counter[str]) -> int:
    """Index behind the notes, foot, number and head of a page that begin at ``index``; else ``index``."""
    noted = False
    for at in range(index, min(index + _LONGEST_FOOT, len(blocks) - 1)):
        text = blocks[at].text
        if _PAGE_NUMBER.match(text):
            return _after_header(blocks, at + 1, known)
        noted = noted or _is_note(blocks[at])
        if not (noted or known[text] > 1 or _FOOT.search(text)):
            return index
    return index


def _after_header(blocks: list[Block], at: int, known: Counter[str]) -> int:
    while at < len(blocks) - 1 and known[blocks[at].text] > 1:
        at += 1
    return at


def _is_note(block: Block) -> bool:
    signs = Signs(block)
    return signs.note or signs.round_note


def _of_foot(block: Block) -> Block:
    return replace(block, zone="notes" if _is_note(block) else "furniture")


def _begins_item(block: Block) -> bool:
    return _is_note(block) or bool(_DASHED.match(block.text))


def _joined(before: str, after: str) -> str:
    """Two lines of a paragraph; a hyphen at the line's end holds a word together."""
    if _HYPHENATED.search(before):
        # Latin words are divided at a line's end, Arabic ones never: there the hyphen is the word's own.
        divided = before[-2].isascii() and before[-2].islower() and after[:1].islower()
        return (before[:-1] if divided else before) + after
    return f"{before} {after}"
