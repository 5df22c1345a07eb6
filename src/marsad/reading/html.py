"""HTML pages → Document.

The tree is walked once into blocks with what the markup says of them; the blocks go through the same walk as
pasted lines. Nothing but text leaves this module. trafilatura was measured against this on the same pages and
lost (docs/reference/reading.md); it also costs 0.6 s to import.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from marsad.errors import MalformedError, UnreadableError
from marsad.reading.assemble import Facts, assembled
from marsad.reading.blocks import page_blocks
from marsad.reading.encodings import decoded
from marsad.reading.lines import classified_blocks
from marsad.reading.metadata import facts_of
from marsad.reading.signs import Block, Signs
from marsad.reading.titles import bare_title, same_title

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from marsad.records import Document

MAX_LETTERS = 16 * 2**20
"""Longest page that is parsed, in code points: a tree takes some thirty times the page's memory."""

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def read_html(
    data: bytes | str,
    *,
    source: str,
    url: str | None = None,
    outlet: str | None = None,
    published: dt.date | None = None,
) -> Document:
    """The article of an HTML page.

    Args:
        data: the page; bytes are decoded as `marsad.reading.encodings` does.
        source: its name, for messages.
        url: where it was fetched; else its canonical address.
        outlet: who published it, where the caller knows.
        published: the day, where the caller knows; goes before what the page says.

    Raises:
        UnreadableError: the bytes cannot be decoded, or hold no letter.
        MalformedError: the page holds no article text.
    """
    text = data if isinstance(data, str) else decoded(data, source).text
    if len(text) > MAX_LETTERS:
        raise UnreadableError(source, f"is a page of {len(text):,} letters; at most {MAX_LETTERS:,} are read")
    root = _tree(text, source)
    facts = facts_of(root, url)
    blocks = page_blocks(root)
    title = _shown_title(blocks, facts)
    lines = classified_blocks(blocks, title, facts.title)
    if title is None and not any(line.kind == "title" for line in lines):
        title = facts.title
    facts = replace(facts, title=title, outlet=outlet, published=published or facts.published)
    return assembled(lines, facts, source)


def _tree(text: str, source: str) -> etree._Element:
    # Entities of a document type are not expanded by the HTML parser; nothing is loaded from outside.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=False, huge_tree=True)
    try:
        root = etree.fromstring(_NOT_XML.sub(" ", text).encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise MalformedError(source, f"not HTML that can be parsed: {error}") from error
    if root is None:
        raise MalformedError(source, "holds no HTML element")
    return root


def _shown_title(blocks: Sequence[Block], facts: Facts) -> str | None:
    """The heading that says what the page's metadata says, else its first main heading, else None."""
    headings = [block for block in blocks if block.heading in {1, 2} and not block.reader]
    for block in headings:
        if any(same_title(Signs(block), title) for title in facts.extra_titles):
            return bare_title(block.text)
    main = [block.text for block in headings if block.heading == 1 and _may_be_title(block, facts.site)]
    return bare_title(main[0]) if main else None


def _may_be_title(block: Block, site: str | None) -> bool:
    signs = Signs(block)
    # A main heading may end in a source in brackets, as a caption does.
    phrase = signs.phrase is not None and signs.phrase.where != "end"
    furniture = block.zone != "" or phrase or signs.menu
    return signs.words > 1 and not furniture and signs.text != site
