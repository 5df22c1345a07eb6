"""The speaker of a title: before its colon, or behind its last dash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.coding.attributed import Attribution, attributed
from marsad.coding.content import Content, content_before, content_from
from marsad.coding.openers import QUOTE
from marsad.coding.speakers import Speaker, speakers_at
from marsad.coding.speech import OUTLET, title_colon
from marsad.coding.tone import by_content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause

_LANDS: Final = frozenset({"capital", "place", "state"})
_DASHES: Final = frozenset({"-", "–", "—"})
_REACH: Final = 5


def titled(scene: Scene) -> Iterator[Attribution]:
    """What the speaker before the colon of a title says, or the source behind its last dash."""
    colon = title_colon(scene) if scene.title else None
    if colon is not None and not any(c.token < colon and c.kind == "verb" for c in scene.clauses):
        yield from _before_colon(scene, colon)
    elif scene.title:
        yield from _behind_dash(scene)


def _before_colon(scene: Scene, colon: int) -> Iterator[Attribution]:
    speakers = speakers_at(scene, 0, colon)
    content = content_from(scene, colon + 1)
    if len(speakers) == 1 and content is not None and _speaks(scene, speakers[0], content):
        yield from attributed(scene, speakers, by_content(scene, content), content, "colon")


def _behind_dash(scene: Scene) -> Iterator[Attribution]:
    """The source of "… - وزارة الصحة"; an outlet there is the page's own name."""
    last = range(len(scene.tokens) - 1, max(0, len(scene.tokens) - 1 - _REACH), -1)
    dash = next((index for index in last if scene.tokens[index].form in _DASHES), None)
    if dash is None or scene.tokens[dash - 1].end == scene.tokens[dash].start:
        return
    speakers = speakers_at(scene, dash + 1, len(scene.tokens))
    whole = bool(speakers) and speakers[-1].end == len(scene.tokens)
    content = content_before(scene, dash) if whole and speakers[0].named else None
    if content is not None and speakers[0].entity.sector != OUTLET:
        yield from attributed(scene, speakers, "says", content, "colon")


def _speaks(scene: Scene, speaker: Speaker, content: Content) -> bool:
    """Whether a party before a colon speaks: a person or body does; a land or a topic, where it must be."""
    mention = scene.mention_at.get(speaker.start)
    verbs = [clause for clause in _inside(scene, content) if clause.kind == "verb"]
    first = scene.tokens[content.start]
    if mention is None:
        sources = scene.keys(speaker.start) & scene.cues.sources
        return bool(verbs) or (bool(sources) and not _is_definite(scene, speaker.start))
    kind = mention.party.kind if mention.party is not None else ""
    if not mention.place and kind not in _LANDS:
        return bool(verbs) or mention.sector == "GOV" or not _names_a_thing(scene, content.start)
    negated = any(reading.kind == "negation" for reading in first.word.readings)
    own = any(all(r.person == "1" for r in clause.readings) for clause in verbs)
    return negated or own or first.form == QUOTE or _is_of_another(scene, mention.country, content)


def _is_definite(scene: Scene, index: int) -> bool:
    return any(split.article for split in scene.tokens[index].word.splits)


def _names_a_thing(scene: Scene, index: int) -> bool:
    """Whether words open with a noun without the article: "هالة صباغ: مسيرة طويلة" tells of her."""
    word = scene.tokens[index].word
    kinds = {reading.kind for reading in word.readings}
    common = scene.language.is_common(word.form) or bool(kinds & {"active", "masdar", "noun", "passive"})
    return common and not _is_definite(scene, index)


def _is_of_another(scene: Scene, land: str | None, content: Content) -> bool:
    """Whether the words open with another state: what happened at home needs no other."""
    ahead = range(content.start, min(content.end, content.start + _REACH))
    return any(m.start in ahead and m.country not in (None, land) for m in scene.mentions)


def _inside(scene: Scene, content: Content) -> list[Clause]:
    return [clause for clause in scene.clauses if content.start <= clause.token < content.end]
