"""What is answered as a file and not as a page: pictures and feeds."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class File:
    """A file for the reader.

    Attributes:
        name: that it is saved under; None where it is to be read and not saved (a feed).
        kind: its media type.
        content: its bytes.
        headers: further headers of the answer.
    """

    name: str | None
    kind: str
    content: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    def tag(self) -> str:
        """Its entity tag (RFC 9110): changes with its content alone."""
        return f'"{hashlib.blake2b(self.content, digest_size=16).hexdigest()}"'


def answered(file: File, known: str | None) -> Response:
    """The answer, or that the reader has it already.

    Args:
        file: what is asked for.
        known: the tags that the reader knows (``If-None-Match``).
    """
    tag, saved = file.tag(), {"Content-Disposition": f'attachment; filename="{file.name}"'}
    headers = {**file.headers, "ETag": tag, "Cache-Control": "no-cache", **(saved if file.name else {})}
    if known is not None and _holds(known, tag):
        return Response(status_code=304, headers=headers)
    return Response(file.content, media_type=file.kind, headers=headers)


def _holds(known: str, tag: str) -> bool:
    """Whether one of the tags is it; compared weakly, as RFC 9110 13.1.2 asks for."""
    told = (one.strip().removeprefix("W/") for one in known.split(","))
    return known.strip() == "*" or tag in told
