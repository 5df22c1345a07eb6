"""Claims of one sentence: attributions as records, and what the next sentence has to know of them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from marsad.coding.attributed import Attribution
from marsad.coding.attribution import attributions
from marsad.coding.content import Content
from marsad.coding.speakers import unsaid
from marsad.records import Claim, content_id
from marsad.tables import rows

if TYPE_CHECKING:
    from marsad.coding.scene import Scene
    from marsad.coding.speakers import Speaker

CONFIDENCE_COLUMNS: Final = ("way", "chance", "note")
_LAST_SPEAKERS: Final = 4
_OPENING: Final = frozenset("«“„‹")
_CLOSING: Final = frozenset("»”›")


def voiced(scene: Scene) -> list[Attribution]:
    """Attributions of a sentence, in the order of what is said; the memory takes note of who spoke."""
    found = [*_running(scene), *attributions(scene)]
    _remember(scene, found)
    return found


def as_claims(scene: Scene, document: str, found: list[Attribution]) -> list[Claim]:
    """Attributions as records, each once."""
    claims = (_claim(scene, document, attribution) for attribution in found)
    return list({claim.id: claim for claim in claims}.values())


def _claim(scene: Scene, document: str, attribution: Attribution) -> Claim:
    content = attribution.content
    start, end = scene.span(content.start, content.end)
    party = attribution.speaker.entity
    who = party.name or party.text or party.name_ar
    return Claim(
        id=content_id("claim", document, start, end, who, party.country, attribution.verb),
        document=document,
        sentence=scene.number,
        start=start,
        end=end,
        speaker=party,
        verb=attribution.verb,
        content=scene.words(content.start, content.end),
        quoted=attribution.quoted,
        confidence=chances()[attribution.way],
    )


@lru_cache(maxsize=1)
def chances() -> dict[str, float]:
    """Way of attribution → chance that speaker and verb class are right, as measured on the project's gold.

    Raises:
        DataFileError: a chance outside (0, 1].
    """
    found = {}
    for row in rows("marsad.coding", "data/claim_confidence.tsv", CONFIDENCE_COLUMNS):
        try:
            found[row["way"]] = float(row["chance"])
        except ValueError as error:
            raise row.error(f"{row['chance']!r} is no number") from error
        if not 0 < found[row["way"]] <= 1:
            raise row.error("a chance lies in (0, 1]")
    return found


def _running(scene: Scene) -> list[Attribution]:
    """The words of someone whose quotation a sentence before has left open."""
    speaker = scene.memory.quoting
    if speaker is None or not scene.tokens:
        return []
    end = _closing(scene)
    content = Content(0, len(scene.tokens) if end is None else end, clause=True)
    if content.end <= content.start:
        return []
    return [Attribution(unsaid(speaker), "says", content, quoted=True, way="quote")]


def _closing(scene: Scene) -> int | None:
    """The mark that closes a quotation opened before this sentence, or None."""
    depth = 1
    for index, token in enumerate(scene.tokens):
        depth += (token.raw in _OPENING) - (token.raw in _CLOSING)
        if not depth:
            return index
    return None


def _remember(scene: Scene, found: list[Attribution]) -> None:
    memory = scene.memory
    memory.quoting = _still_quoting(scene, found)
    for attribution in found:
        speaker = attribution.speaker
        if speaker.start >= 0 or (attribution.way == "resolved" and speaker.entity.name_ar):
            memory.speakers = [s for s in memory.speakers if s.entity != speaker.entity][
                -_LAST_SPEAKERS + 1 :
            ]
            memory.speakers.append(speaker)


def _still_quoting(scene: Scene, found: list[Attribution]) -> Speaker | None:
    """Whose quotation the sentence leaves open: that in whose words the mark stands that nothing closes."""
    if scene.memory.quoting is None and not any(mark in scene.text for mark in _OPENING):
        return None
    depth, opened = (1, 0) if scene.memory.quoting is not None else (0, 0)
    for index, token in enumerate(scene.tokens):
        if token.raw in _OPENING:
            depth, opened = depth + 1, opened if depth else index
        elif token.raw in _CLOSING:
            depth = max(0, depth - 1)
    if not depth:
        return None
    holding = [a.speaker for a in found if a.content.start <= opened <= a.content.end]
    return holding[0] if holding else None
