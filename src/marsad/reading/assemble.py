"""Classified lines + what is known from outside → Document."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from marsad.errors import MalformedError
from marsad.reading.language import language_of
from marsad.reading.outlet import author_of, credited, outlet_of, relayed
from marsad.reading.published import published_of
from marsad.reading.titles import bare_title
from marsad.records import Document, document_id, joined_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from marsad.reading.lines import Line


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a page beside its lines: from its markup or from the caller."""

    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    title: str | None = None
    published: dt.date | None = None
    site: str | None = None
    title_site: str | None = None
    extra_titles: tuple[str, ...] = field(default=())


def assembled(lines: Sequence[Line], facts: Facts, source: str) -> Document:
    """The document that the lines of a page make.

    Raises:
        MalformedError: nothing of it is an article.
    """
    title = facts.title or next((bare_title(line.text) for line in lines if line.kind == "title"), None)
    body = "\n\n".join(line.body for line in lines if line.kind == "body")
    if not title and not body:
        raise MalformedError(source, "no line of it is the text of an article")
    text, body_start = joined_text(title, body)
    published = published_of(lines, facts.published)
    source_outlet = credited(lines)
    outlet = facts.outlet or facts.site or outlet_of(lines, facts.title_site) or source_outlet
    return Document(
        id=document_id(text, outlet, published.day, facts.url),
        url=facts.url,
        outlet=outlet,
        author=facts.author or author_of(lines),
        title=title,
        published=published.day,
        published_basis=published.basis,
        published_earliest=published.earliest,
        published_latest=published.latest,
        language=language_of(text),
        text=text,
        body_start=body_start,
        comments=tuple(_comments(lines)),
        citations=tuple(line.text for line in lines if line.kind == "citation"),
        derived_from=source_outlet or relayed(lines),
    )


def _comments(lines: Sequence[Line]) -> list[str]:
    """Readers' comments, the paragraphs of each on lines of their own."""
    comments: dict[int, list[str]] = {}
    for line in lines:
        if line.kind == "comment":
            comments.setdefault(line.entry, []).append(line.text)
    return ["\n".join(parts) for parts in comments.values()]
