"""The origins and stories of what an archive holds: worked out once for a set of documents, and kept there.

They hang on all documents together, so that a new one may change those of others. The archive keeps them
with a hash of the ids, the tables and `VERSION`; where that differs they are worked out anew, and kept if the
archive may be written. Of an earlier day (``as_of``) they are worked out each time and not kept.
"""

from __future__ import annotations

import contextlib
import hashlib
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec
from msgspec.structs import replace

from marsad.actors.layers import sources_fingerprint
from marsad.archive import ClaimFilter, EventFilter, FigureFilter, OriginRow
from marsad.archive.decided import ON_STORIES
from marsad.archive.search_text import terms_fingerprint
from marsad.caching import fingerprint
from marsad.collecting import rare_collections
from marsad.errors import ArchiveWriteError
from marsad.stories.deeds import Counted, deed_rows, deeds_of, kept_deed
from marsad.stories.origins import Origin, OriginIndex, Origins
from marsad.stories.told import Coded, Stories, stories_told

if TYPE_CHECKING:
    import datetime as dt

    from marsad.archive import Archive, Reader
    from marsad.records import Document, Event

VERSION: Final = "1"
"""Raised whenever the same documents may have other origins."""

STORIES_VERSION: Final = "4"
"""Raised whenever the same codings may make other stories, rivals or deeds, or other rows of them."""

_NEW_OBJECTS: Final = 1_000_000
"""New objects after which the garbage collector looks for cycles: stories hold none, and are many."""


def origins_of(archive: Archive, as_of: dt.date | None = None) -> Origins:
    """The origins of all documents of an archive.

    Args:
        archive: where they are, and are kept.
        as_of: only of documents that were surely published on this day or earlier.

    Raises:
        ArchiveError: it cannot be read.
    """
    reader = archive.reader()
    if as_of is not None:
        return _worked_out(reader, as_of)
    made_from = _fingerprint(reader.ids())
    kept = reader.origins(made_from)
    if kept is not None:
        return Origins(msgspec.json.decode(row.record, type=Origin) for row in kept)
    found = _worked_out(reader)
    with contextlib.suppress(ArchiveWriteError):  # of an archive that cannot be written they are not kept
        archive.writer().put_origins(made_from, [_row(origin) for origin in found])
    return found


def _worked_out(reader: Reader, as_of: dt.date | None = None) -> Origins:
    index, terms = OriginIndex(), dict(reader.terms())
    for document in reader.documents():
        if _is_known(document, as_of):
            index.add(document, terms.pop(document.id, ""))
    return index.origins()


def stories_of(archive: Archive, as_of: dt.date | None = None, origins: Origins | None = None) -> Stories:
    """The stories and rival accounts of all documents of an archive.

    Args:
        archive: where they are, and are kept.
        as_of: only from documents that were surely published on this day or earlier.
        origins: of the documents of that day, where they are known already.

    Raises:
        ArchiveError: it cannot be read.
    """
    reader = archive.reader()
    if as_of is not None:
        return _told(archive, _known(reader, as_of), origins or _worked_out(reader, as_of))
    made_from = _stories_fingerprint(archive)
    kept = reader.stories(made_from)
    if kept is not None:
        return Stories(tuple(kept[0]), tuple(kept[1]))
    with rare_collections(_NEW_OBJECTS):
        known = _known(reader, None)
        found = _told(archive, known, origins or origins_of(archive))
        with contextlib.suppress(ArchiveWriteError):  # as with origins
            archive.writer().put_stories(made_from, *found, deed_rows(_counted(known, found)))
    return found


def counted_deeds(archive: Archive, as_of: dt.date | None = None, told: Stories | None = None) -> Counted:
    """The deeds that the stories of an archive tell; with ``as_of`` as they could be known on that day.

    Args:
        archive: with the events and documents.
        as_of: the day.
        told: the stories of that day, where they are at hand.

    Raises:
        ArchiveError: it cannot be read.
    """
    if as_of is None and (kept := _kept_deeds(archive, _stories_fingerprint(archive))) is not None:
        return kept
    known = _known(archive.reader(), as_of)
    return _counted(known, stories_of(archive, as_of) if told is None else told)


def kept_deeds(archive: Archive) -> Counted:
    """The deeds of the stories as they were last worked out and kept, whatever came since."""
    mark = archive.browser().worked_out()
    return (_kept_deeds(archive, mark) if mark else None) or Counted((), 0)


def _kept_deeds(archive: Archive, made_from: str) -> Counted | None:
    with rare_collections(_NEW_OBJECTS):
        kept = archive.reader().deeds(made_from, kept_deed)
    return None if kept is None else Counted(tuple(kept[0]), kept[1])


def kept_stories(archive: Archive) -> Stories:
    """The stories and rival accounts as they were last worked out and kept, whatever came since."""
    reader, mark = archive.reader(), archive.browser().worked_out()
    kept = reader.stories(mark) if mark else None
    return Stories(tuple(kept[0]), tuple(kept[1])) if kept else Stories((), ())


class _Known(NamedTuple):
    documents: list[Document]
    events: list[Event]
    as_of: dt.date | None


def _known(reader: Reader, as_of: dt.date | None) -> _Known:
    documents = [_without_text(one) for one in reader.documents() if _is_known(one, as_of)]
    return _Known(documents, list(reader.events(EventFilter(as_of=as_of))), as_of)


def _told(archive: Archive, known: _Known, origins: Origins) -> Stories:
    reader, ids = archive.reader(), {document.id for document in known.documents}
    coded = Coded(
        known.events,
        reader.claims(ClaimFilter(as_of=known.as_of)),
        reader.figures(FigureFilter(as_of=known.as_of)),
    )
    sentences = {name: split for name, split in reader.all_sentences() if name in ids}
    decisions = archive.decisions().standing(*ON_STORIES)
    return stories_told(known.documents, coded, sentences, origins, decisions)


def _counted(known: _Known, told: Stories) -> Counted:
    documents = {document.id: document for document in known.documents}
    return deeds_of(told.stories, {event.id: event for event in known.events}, documents)


def _is_known(document: Document, as_of: dt.date | None) -> bool:
    latest = document.published_latest or document.published
    return as_of is None or (latest is not None and latest <= as_of)


def _without_text(document: Document) -> Document:
    return replace(document, text="", body_start=0, comments=(), citations=())


def _stories_fingerprint(archive: Archive) -> str:
    reader, last = archive.reader(), archive.decisions().last(with_annotations=False)
    decided = [f"decisions {last}"] if last else []
    known = (STORIES_VERSION, _fingerprint(reader.ids()), *map(" ".join, reader.current_codings()), *decided)
    return hashlib.blake2b("\n".join(known).encode(), digest_size=16).hexdigest()


def _row(origin: Origin) -> OriginRow:
    return OriginRow(origin.document, origin.roots[0], msgspec.json.encode(origin).decode())


def _fingerprint(ids: list[str]) -> str:
    known = (VERSION, _tables_fingerprint(), sources_fingerprint(), terms_fingerprint(), *ids)
    return hashlib.blake2b("\n".join(known).encode(), digest_size=16).hexdigest()


@lru_cache(maxsize=1)
def _tables_fingerprint() -> str:
    folder = Path(str(files("marsad.stories"))) / "data"
    return fingerprint(sorted(folder.glob("*.tsv")))
