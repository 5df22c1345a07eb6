"""The origins of what an archive holds: worked out once for a set of documents, and kept there.

Origins hang on all documents together, so that a new one may change those of others. The archive keeps them
with a hash of the ids, the tables and `VERSION`; where that differs they are worked out anew, and kept if the
archive may be written.
"""

from __future__ import annotations

import contextlib
import hashlib
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from marsad.actors.layers import sources_fingerprint
from marsad.archive import OriginRow
from marsad.archive.search_text import terms_fingerprint
from marsad.caching import fingerprint
from marsad.errors import ArchiveWriteError
from marsad.stories.origins import Origin, OriginIndex, Origins

if TYPE_CHECKING:
    from marsad.archive import Archive, Reader

VERSION: Final = "1"
"""Raised whenever the same documents may have other origins."""


def origins_of(archive: Archive) -> Origins:
    """The origins of all documents of an archive.

    Raises:
        ArchiveError: it cannot be read.
    """
    reader = archive.reader()
    made_from = _fingerprint(reader.ids())
    kept = reader.origins(made_from)
    if kept is not None:
        return Origins(msgspec.json.decode(row.record, type=Origin) for row in kept)
    found = _worked_out(reader)
    with contextlib.suppress(ArchiveWriteError):  # of an archive that cannot be written they are not kept
        archive.writer().put_origins(made_from, [_row(origin) for origin in found])
    return found


def _worked_out(reader: Reader) -> Origins:
    index, terms = OriginIndex(), dict(reader.terms())
    for document in reader.documents():
        index.add(document, terms.pop(document.id, ""))
    return index.origins()


def _row(origin: Origin) -> OriginRow:
    return OriginRow(origin.document, origin.roots[0], msgspec.json.encode(origin).decode())


def _fingerprint(ids: list[str]) -> str:
    known = (VERSION, _tables_fingerprint(), sources_fingerprint(), terms_fingerprint(), *ids)
    return hashlib.blake2b("\n".join(known).encode(), digest_size=16).hexdigest()


@lru_cache(maxsize=1)
def _tables_fingerprint() -> str:
    folder = Path(str(files("marsad.stories"))) / "data"
    return fingerprint(sorted(folder.glob("*.tsv")))
