"""The lines of a page with what each is: the same rules for pasted text and for the blocks of HTML."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from marsad.reading.cleaning import clean_text
from marsad.reading.comments import Part, comment_parts
from marsad.reading.datelines import split_dateline
from marsad.reading.footnotes import without_markers
from marsad.reading.pasted import GAP, pasted_blocks
from marsad.reading.signs import Block, Signs
from marsad.reading.walk import Kind, State, Walk

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUOTES = " \"'“”«».،…-*"
_LEAST_QUOTE, _MOST_QUOTE = 3, 40
_LONGEST_ARTICLE = 1000
"""Paragraphs of a text beyond which nobody looks for pull quotes: it is no article."""
_KIND_OF_PART: dict[Part, Kind] = {Part.SPEECH: "comment", Part.DATE: "date"}


@dataclass(frozen=True, slots=True)
class Line:
    """A non-blank line of a page.

    Attributes:
        text: the line, clean; a paragraph that a program had wrapped is one line.
        kind: what it is.
        body: for a body line, what of it is body: without dateline and footnote markers; else empty.
        region: where it stands: "head", "body", "related", "notes", "end", "comments" or "ask" (readers are
            invited to speak).
        entry: for a comment, which one it belongs to, from 1; else 0.
    """

    text: str
    kind: Kind
    body: str = ""
    region: State = "body"
    entry: int = 0


def classified_lines(text: str) -> list[Line]:
    """The non-blank lines of a pasted page with what each is, in order."""
    return classified_blocks(pasted_blocks(clean_text(text, gap=GAP)))


def classified_blocks(
    blocks: Sequence[Block], title: str | None = None, hint: str | None = None
) -> list[Line]:
    """The blocks of a page with what each is, in order.

    Args:
        blocks: clean blocks.
        title: the title, where markup shows it.
        hint: what the page's metadata calls it, which may be another wording.
    """
    signs = [Signs(block) for block in blocks]
    walk = Walk(signs, title, hint)
    lines: list[Line] = []
    while len(lines) < len(signs):
        index = len(lines)
        kind = walk.kind(index)
        if walk.state in {"comments", "ask"}:
            # Where the block that opens the region also ends it, it is furniture: the walk must go on.
            lines += _heard(walk, index) or [Line(signs[index].text, "boilerplate", region="end")]
            walk.state = "end"
        else:
            lines.append(Line(signs[index].text, kind, region=walk.state))
    return _with_bodies(lines)


def _heard(walk: Walk, index: int) -> list[Line]:
    """The lines of the readers' region from its heading (or, in markup, its first block) on."""
    region: State = "comments" if walk.state == "comments" else "ask"
    unheaded = walk.signs[index].block.reader or index == walk.voices
    head = [] if unheaded else [Line(walk.signs[index].text, "boilerplate", region=region)]
    start = index + len(head)
    signs = walk.signs[start : walk.readers_end(start)]
    parts = comment_parts(signs, sure=region == "comments")
    return head + _comment_lines(signs, parts, region)


def _comment_lines(signs: Sequence[Signs], parts: Sequence[Part], region: State) -> list[Line]:
    """Paragraphs of one comment share an entry; where nothing parts comments, every line is one."""
    lines: list[Line] = []
    entry, goes_on = 0, False
    parted = Part.DATE in parts or Part.NAME in parts
    for one, part in zip(signs, parts, strict=True):
        kind = _KIND_OF_PART.get(part, "boilerplate")
        marked_start = one.block.reader and one.block.gap
        entry += kind == "comment" and not (goes_on and parted and not marked_start)
        goes_on = kind == "comment"
        lines.append(Line(one.text, kind, region=region, entry=entry if goes_on else 0))
    return lines


def _without_pull_quotes(lines: list[Line]) -> list[Line]:
    """A short body line whose words stand in a longer one repeats it for the eye."""
    body = [line.text for line in lines if line.kind == "body"]
    if len(body) > _LONGEST_ARTICLE:
        return lines
    whole = "\n".join(body)
    short = [text for text in body if _LEAST_QUOTE <= text.count(" ") <= _MOST_QUOTE]
    quotes = {text for text in short if whole.count(text.strip(_QUOTES)) > body.count(text)}
    return [
        replace(line, kind="boilerplate") if line.kind == "body" and line.text in quotes else line
        for line in lines
    ]


def _with_bodies(lines: list[Line]) -> list[Line]:
    """Body lines with what of them is body; a line of which nothing is left is furniture."""
    citations = [line.text for line in lines if line.kind == "citation"]
    lines = _without_pull_quotes(lines)
    done: list[Line] = []
    first = True  # a deck may come before the paragraph that has the dateline
    for line in lines:
        if line.kind == "body":
            story = split_dateline(line.text).rest if first else line.text
            body = without_markers(story, citations)
            done.append(replace(line, body=body) if body else replace(line, kind="boilerplate"))
            first = line.region == "head"
        else:
            done.append(line)
    return done
