"""Files by path or by the URL of an object storage: listing, opening, sizes."""

from __future__ import annotations

import fnmatch
import io
import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from marsad.errors import InputError, UnreadableError, UsageError
from marsad.reading.sources import files_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

_SCHEME: Final = re.compile(r"(?!https?://)[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_BUFFER: Final = 1 << 20


class Listed(NamedTuple):
    """A file that a source stands for.

    Attributes:
        name: path or URL.
        size: in bytes.
        stamp: when it was last changed, in seconds.
        regular: whether it is a file and no pipe.
    """

    name: str
    size: int
    stamp: int
    regular: bool = True


def is_stored(name: str) -> bool:
    """Whether it is a URL of an object storage (``s3://``, ``gs://``, ``hdfs://``, ``file://``)."""
    return _SCHEME.match(name) is not None


def listed(source: str | Path) -> Iterator[Listed | InputError]:
    """The files that a path, folder, pattern or URL stands for, in order of names; errors for the rest."""
    name = str(source)
    if is_stored(name):
        yield from _stored_files(name)
        return
    for found in files_of(source):
        yield found if isinstance(found, InputError) else _local(found)


def _local(name: str) -> Listed | InputError:
    try:
        path = Path(name)
        status = path.stat()
    except OSError as error:
        return UnreadableError(name, (error.strerror or str(error)).lower())
    except ValueError as error:
        return UnreadableError(name, f"is no name of a file: {error}")
    return Listed(name, status.st_size, int(status.st_mtime), path.is_file())


def _stored_files(url: str) -> Iterator[Listed | InputError]:
    try:
        found = sorted(_walked(url))
    except (OSError, ValueError) as error:  # pyarrow's own errors are of these
        yield UnreadableError(url, f"cannot be listed: {str(error)[:200]}")
        return
    yield from found
    if not found:
        yield UnreadableError(url, "no file is there")


def _walked(url: str) -> Iterator[Listed]:
    address, mark, query = url.partition("?")
    scheme, path = address.split("://", 1)[0], address.split("://", 1)[1]
    system, base = _file_system(url if "*" not in path else _before_pattern(address) + mark + query)
    # A URL may name more than the path that the file system knows it by (a host, say).
    prefix = (_before_pattern(address) if "*" in path else address).removesuffix(base.rstrip("/"))
    for info in _infos(system, base):
        name = f"{prefix or scheme + '://'}{info.path}"
        hidden = any(part.startswith(".") for part in info.path.removeprefix(base).split("/"))
        if info.is_file and not hidden and ("*" not in path or fnmatch.fnmatchcase(name, address)):
            yield Listed(name + mark + query, info.size, int(info.mtime_ns or 0) // 10**9)


def _before_pattern(address: str) -> str:
    return address[: address.index("*")].rpartition("/")[0]


def _infos(system: Any, base: str) -> list[Any]:  # noqa: ANN401 - pyarrow's
    from pyarrow import fs  # noqa: PLC0415 - of the extra

    info = system.get_file_info(base)
    if info.type is fs.FileType.NotFound:
        raise FileNotFoundError("there is no such file")
    if info.type is fs.FileType.File:
        return [info]
    found: list[Any] = system.get_file_info(fs.FileSelector(base, recursive=True))
    return found


def _file_system(url: str) -> tuple[Any, str]:
    try:
        from pyarrow import fs  # noqa: PLC0415 - of the extra
    except ImportError as error:
        raise UsageError(f"{url}: an object storage needs the extra: pip install 'marsad[ray]'") from error
    system, path = fs.FileSystem.from_uri(url)
    return system, path


@contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """A file or object, open for reading.

    Raises:
        UnreadableError: it cannot be opened or read.
    """
    try:
        with _stream(name) as stream:
            yield stream
    except OSError as error:
        raise UnreadableError(name, (error.strerror or str(error)).lower()[:200]) from error


def _stream(name: str) -> BinaryIO:
    if not is_stored(name):
        return Path(name).open("rb")
    system, path = _file_system(name)
    stream: BinaryIO = io.BufferedReader(system.open_input_file(path), _BUFFER)
    return stream
