"""An HTML tree → the blocks of text a reader would see, in order, each with what the markup says of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from marsad.reading.cleaning import clean_text
from marsad.reading.signs import LONG, Block, Signs
from marsad.reading.zones import BLOCKS, SKIPPED, zone_of

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LOOSE_ZONES = frozenset({"furniture", "author", "date", "notes", "comments"})
# An inline element of such a zone stands for itself ("<span class=author>"), unless inside a paragraph.
_PARTING = frozenset({"author", "date", "comment"})
# A part that holds so much of the page's prose is the article, whatever its class is called.
_MOST_OF_PAGE = 0.4


def page_blocks(root: etree._Element) -> list[Block]:
    """The visible blocks of a page."""
    builder = _Builder(_prose_by_element(root))
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            builder.open(element)
        elif event == "end":
            builder.close(element)
        else:
            builder.say(element.tail)
    builder.flush()
    return _outside_marked(builder)


@dataclass(slots=True)
class _Context:
    """What holds inside an open element."""

    zone: str = ""
    heading: int = 0
    link: bool = False
    skipped: bool = False
    paragraph: bool = False
    item: bool = False
    reader: bool = False
    main: bool = False
    opens: bool = False
    parts: bool = False


@dataclass(slots=True)
class _Builder:
    """Collects text until an element ends the block."""

    prose: dict[etree._Element | None, int]
    stack: list[_Context] = field(default_factory=lambda: [_Context()])
    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    blocks: list[Block] = field(default_factory=list)
    inside: list[bool] = field(default_factory=list)
    gap: bool = False
    touching: bool = False  # an inline element has just closed: labels, names and dates in a row touch

    def open(self, element: etree._Element) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        here = self._context(element, tag)
        if tag == "br" or here.parts:
            self.flush()
        self.stack.append(here)
        # Among readers only a new comment parts; elsewhere every block element does.
        self.gap = self.gap or (tag in {"li", "article"} or here.opens if here.reader else here.parts)
        if self.touching and self.pieces and not here.paragraph:
            self.pieces.append(" ")
        self.touching = False
        self.say(element.text)

    def close(self, element: etree._Element) -> None:
        if self.stack[-1].parts:
            self.flush()
        self.stack.pop()
        self.touching = not element.tail
        self.say(element.tail)

    def say(self, text: str | None) -> None:
        if not text or self.stack[-1].skipped:
            return
        self.pieces.append(text)
        if self.stack[-1].link:
            self.linked += len(text.strip())

    def flush(self) -> None:
        """End the block that was being collected."""
        text = "".join(self.pieces)
        linked, self.linked = self.linked, 0
        self.pieces.clear()
        for line in clean_text(text).split("\n\n") if text else ():
            said = " ".join(line.split())
            if said:
                self._add(said, min(1.0, linked / len(said)))

    def _add(self, text: str, linked: float) -> None:
        here = self.stack[-1]
        block = Block(text, self.gap, here.heading, linked, here.paragraph, here.zone, here.reader)
        self.blocks.append(replace(block, item=True) if here.item else block)
        self.inside.append(here.main)
        self.gap = False

    def _context(self, element: etree._Element, tag: str) -> _Context:
        above = self.stack[-1]
        if above.skipped or tag in SKIPPED or not tag or _hidden(element):
            return _Context(skipped=True, parts=tag in BLOCKS)
        zone = self._zone(element, tag)
        reader = above.reader or zone in {"comments", "comment"}
        return _Context(
            zone=_inner_zone(above, zone),
            heading=int(tag[1]) if re.fullmatch("h[1-6]", tag) else above.heading,
            link=above.link or tag == "a",
            paragraph=tag == "p" or (above.paragraph and tag not in BLOCKS),
            item=tag == "li" or (above.item and tag not in {"ul", "ol", "div"}),
            reader=reader and not (above.reader and zone == "main"),
            main=above.main or zone == "main",
            opens=zone in {"comments", "comment"},
            parts=tag in BLOCKS or (zone in _PARTING and not above.paragraph),
        )

    def _zone(self, element: etree._Element, tag: str) -> str:
        names = [element.get(name) or "" for name in ("class", "id", "itemprop", "rel")]
        zone = zone_of(tag, " ".join(filter(None, names))[:500], (element.get("role") or "").lower())
        if zone == "furniture" and tag == "header" and self.stack[-1].main:
            return ""
        big = self.prose.get(element, 0) > _MOST_OF_PAGE * self.prose[None]
        if zone == "main":
            return zone if big else ""
        return "" if big and zone in _LOOSE_ZONES and not _readers_list(element, zone) else zone


def _inner_zone(above: _Context, zone: str) -> str:
    """The zone inside an element: an outer zone holds, but the parts of a comment are told apart."""
    if above.zone == "furniture" or (above.zone and not above.reader):
        return above.zone
    if zone in {"comments", "main"}:
        return "" if above.zone == "comments" else above.zone
    return zone or above.zone


def _readers_list(element: etree._Element, zone: str) -> bool:
    """Whether a big part called comments is one: it holds no main heading and no article."""
    return zone == "comments" and element.find(".//h1") is None and element.find(".//article") is None


def _hidden(element: etree._Element) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and bool(_HIDDEN.search(style)))


def _prose_by_element(root: etree._Element) -> dict[etree._Element | None, int]:
    """Letters of unlinked running text under every element; under None, of the page."""
    counts: dict[etree._Element | None, int] = {}
    stack = [0]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        silent = element.tag in SKIPPED or element.tag == "a"
        if event == "start":
            stack.append(0 if silent else _running(element.text))
            continue
        own = stack.pop()
        counts[element] = 0 if silent else own
        stack[-1] += counts[element] + _running(element.tail)
    counts[None] = max(stack[0], 1)
    return counts


def _running(text: str | None) -> int:
    """Length of a piece of text if it is long enough to be part of a sentence."""
    length = len(text.strip()) if text else 0
    return length if length >= LONG else 0


def _outside_marked(builder: _Builder) -> list[Block]:
    """Where markup names the article's element, prose outside it is furniture."""
    if not any(builder.inside):
        return builder.blocks
    pairs = zip(builder.blocks, builder.inside, strict=True)
    return [
        block if inside or not _stray(block) else replace(block, zone="furniture") for block, inside in pairs
    ]


def _stray(block: Block) -> bool:
    signs = Signs(block)
    return not block.zone and not block.reader and not block.heading and signs.strong and not signs.note
