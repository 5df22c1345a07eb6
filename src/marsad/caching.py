"""What is compiled from data tables, kept in the user's cache so that the next start is fast.

A compiled thing is found by a fingerprint of all it was made from, so it is never stale; where the disk is
read-only or the file is damaged it is made anew, in memory.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Compiled = TypeVar("Compiled")
CACHE_VARIABLE: Final = "MARSAD_CACHE"
"""Environment variable: the folder to cache in; "off" for none."""


def cache_folder() -> Path | None:
    """Where compiled things are kept: ``$MARSAD_CACHE``, else the user's own; None where it is off."""
    told = os.environ.get(CACHE_VARIABLE, "")
    if told == "off":
        return None
    if told:
        return Path(told)
    from platformdirs import user_cache_path  # noqa: PLC0415 - needed only where no folder is told

    return user_cache_path("marsad")


def fingerprint(files: Iterable[Path]) -> str:
    """A hash of the names and bytes of files, 32 hexadecimal digits.

    Raises:
        OSError: a file cannot be read.
    """
    found = hashlib.blake2b(digest_size=16)
    for file in files:
        content = file.read_bytes()
        found.update(f"{file.name}\0{len(content)}\0".encode())
        found.update(content)
    return found.hexdigest()


def cached(name: str, key: str, kind: type[Compiled], made: Callable[[], Compiled]) -> Compiled:
    """The compiled thing of a name and fingerprint: read from the cache, else made and kept there.

    Args:
        name: what it is ("actors"); older files of that name are removed.
        key: fingerprint of all it is made from.
        kind: type that msgspec can write and read.
        made: makes it.
    """
    folder = cache_folder()
    if folder is None:
        return made()
    file = folder / f"{name}-{key}.msgpack"
    try:
        return msgspec.msgpack.decode(file.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError):
        fresh = made()
        with contextlib.suppress(OSError):  # a read-only disk costs time, nothing else
            _keep(file, msgspec.msgpack.encode(fresh), name)
        return fresh


def _keep(file: Path, content: bytes, name: str) -> None:
    """Writes beside and renames, so that a reader never sees half a file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    old = [other for other in file.parent.glob(f"{name}-*.msgpack") if other != file]
    handle, beside = tempfile.mkstemp(dir=file.parent, prefix=f".{name}-")
    try:
        with os.fdopen(handle, "wb") as writer:
            writer.write(content)
        Path(beside).replace(file)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise
    for other in old:
        other.unlink(missing_ok=True)
