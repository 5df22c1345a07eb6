"""One ascription of words to a speaker, and how an outlet's is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from marsad.coding.content import Content, is_quoted
from marsad.coding.speakers import Speaker
from marsad.coding.speech import OUTLET
from marsad.coding.tone import as_outlet
from marsad.records import AUTHOR, VerbClass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from marsad.coding.scene import Scene

Way = Literal["author", "cited", "colon", "noun", "quote", "resolved", "that", "unknown"]
"""How an attribution was read; rows of ``data/claim_confidence.tsv``."""

BY_AUTHOR: Final = Speaker(AUTHOR, -1, -1, "", named=True)
_HEAD: Final = 2
_BEHIND: Final = 3


class Attribution(NamedTuple):
    """One ascription of words to a speaker.

    Attributes:
        speaker: who is said to speak.
        verb: how.
        content: what is said.
        quoted: whether it stands in quotation marks.
        way: how it was read; its confidence hangs on it.
        token: the verb that ascribes it, -1 where none does.
    """

    speaker: Speaker
    verb: VerbClass
    content: Content
    quoted: bool
    way: Way
    token: int = -1


def attributed(
    scene: Scene, speakers: Sequence[Speaker], verb: VerbClass, content: Content, way: Way
) -> Iterator[Attribution]:
    """One attribution for each of several who speak together; an outlet reports."""
    quoted = is_quoted(scene, content)
    for speaker in speakers:
        told = as_outlet(verb) if _is_outlet(scene, speaker) else verb
        yield Attribution(speaker, told, content, quoted, way)


def _is_outlet(scene: Scene, speaker: Speaker) -> bool:
    """Whether an outlet speaks: one of the tables, or by its first words ("صحيفة …", "وسائل إعلام …")."""
    head = range(speaker.start, min(speaker.end, speaker.start + _HEAD)) if speaker.start >= 0 else range(0)
    person = any(m.start == speaker.start and m.role and m.role.kind == "person" for m in scene.mentions)
    named = any(scene.keys(index) & scene.cues.outlets for index in head)
    return not person and (speaker.entity.sector == OUTLET or named or _is_of_news(scene, speaker))


def _is_of_news(scene: Scene, speaker: Speaker) -> bool:
    """Whether an agency is of news ("وكالة … للأنباء")."""
    if speaker.start < 0 or not scene.keys(speaker.start) & scene.cues.agencies:
        return False
    ahead = range(speaker.start, min(len(scene.tokens), speaker.end + _BEHIND))
    return any(scene.keys(index) & scene.cues.news for index in ahead)
