"""What parts of a brief are made on, where the pages make them: the articles of the evidence alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.views.matter import Bench

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marsad.records import Passage
    from marsad.web.asked import Asked


def bench_for(documents: Iterable[str], asked: Asked) -> Bench:
    """A bench with these documents, without shelves: sentences lead to the pages of their articles."""
    reader = asked.library.reader
    found = (reader.document(name) for name in dict.fromkeys(documents))
    known = {one.id: one for one in found if one is not None}
    return Bench(known, {}, asked.labels, asked.now.date(), lambda one: _address(one, asked))


def _address(passage: Passage, asked: Asked) -> str:
    return asked.links.evidence(passage.document, event=passage.event, sentence=passage.sentence)
