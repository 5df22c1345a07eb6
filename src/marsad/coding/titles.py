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
_DOTS: Final = frozenset({"..", "...", "…"})
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
    first = _first_before(scene, colon)
    speakers = speakers_at(scene, first, colon)
    content = content_from(scene, colon + 1)
    source = _source(scene, speakers, colon)
    if source and content is not None:
        yield from attributed(scene, (*speakers, *source), by_content(scene, content), content, "colon")
        return
    if len(speakers) == 1 and content is not None and _speaks(scene, speakers[0], content):
        yield from attributed(scene, speakers, by_content(scene, content), content, "colon")


def _first_before(scene: Scene, colon: int) -> int:
    """Where the words right before a colon begin: behind dots ("بعد التهديدات.. بنما: …")."""
    dots = (i for i in range(colon - 1, 0, -1) if scene.tokens[i].raw in _DOTS)
    return next(dots, -1) + 1


def _source(scene: Scene, outlets: tuple[Speaker, ...], colon: int) -> tuple[Speaker, ...]:
    """Whom an outlet before a colon cites ("رويترز عن مصادر: …", "رويترز نقلاً عن مسؤولين: …")."""
    if len(outlets) != 1 or outlets[0].entity.sector != OUTLET:
        return ()
    about = (i for i in range(outlets[0].end, colon - 1) if scene.lemmas_at(i) & scene.cues.about)
    start = next(about, colon)
    return speakers_at(scene, start + 1, colon) if start - outlets[0].end <= 1 else ()


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
        person = mention.role is not None and mention.role.kind == "person"
        told = bool(verbs) or mention.sector == "GOV" or (not person and _opens_news(scene, content.start))
        return told or not _names_a_thing(scene, content.start)
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


def _opens_news(scene: Scene, index: int) -> bool:
    """Whether words open with a number or a deed: what a body has counted or seen ("…: مقتل سبعة في …")."""
    word = scene.tokens[index].word
    counts = bool(word.digits) or any(reading.kind in ("number", "quantifier") for reading in word.readings)
    return counts or any(clause.token == index for clause in scene.clauses)


def _is_of_another(scene: Scene, land: str | None, content: Content) -> bool:
    """Whether the words open with another state: what happened at home needs no other."""
    ahead = range(content.start, min(content.end, content.start + _REACH))
    return any(m.start in ahead and m.country not in (None, land) for m in scene.mentions)


def _inside(scene: Scene, content: Content) -> list[Clause]:
    return [clause for clause in scene.clauses if content.start <= clause.token < content.end]
