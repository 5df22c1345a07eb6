"""Who a claim is ascribed to: the noun phrase that a speech verb or a citation points to, as an entity.

Other than a party of an event, a speaker need not be known to the tables: "سكان", "تقرير", a name never met.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import structs

from marsad.coding.parties import entity
from marsad.records import Entity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.actors.mention import Mention
    from marsad.coding.scene import Scene

_LONGEST: Final = 8
_NAME_WORDS: Final = 4
_CLOSED: Final = frozenset(
    {"preposition", "subordinator", "relative", "negation", "conjunction", "condition", "question", "adverb",
     "particle", "pronoun", "demonstrative"}
)  # fmt: skip
OBLIQUE: Final = "ين"
"""Ending of a plural of men that is no subject."""
_ENDS: Final = frozenset({"،", ",", "؛", ".", ":"})
_OPENS_NAME: Final = frozenset({"،", ",", "("})


class Speaker(NamedTuple):
    """A speaker and where it stands.

    Attributes:
        entity: who speaks.
        start: first token, -1 where the sentence leaves the speaker unsaid.
        end: token after the last.
        gender: "m", "f" or "" where it is open.
        named: whether a table or a rule knows the party.
    """

    entity: Entity
    start: int
    end: int
    gender: str
    named: bool


UNKNOWN: Final = Speaker(Entity(text=None), -1, -1, "", named=False)
"""A speaker left unsaid that nothing before tells."""


def unsaid(speaker: Speaker) -> Speaker:
    """A speaker taken over from before: what it was called there stays as its name."""
    party = speaker.entity
    known = Entity(
        text=None,
        name=party.name,
        name_ar=party.name_ar or party.text,
        country=party.country,
        sector=party.sector,
        id=party.id,
    )
    return speaker._replace(entity=known, start=-1, end=-1)


def speakers_at(
    scene: Scene,
    start: int,
    stop: int,
    *,
    joined: int | None = None,
    anyone: bool = False,
    adjective: bool = False,
) -> tuple[Speaker, ...]:
    """Speakers that the noun phrase at a token names; empty where nothing there could speak.

    Args:
        scene: the sentence.
        start: first token of the phrase.
        stop: token at which it ends at the latest.
        joined: token before which others may be joined by "and"; ``stop`` without.
        anyone: whether any noun is taken for a speaker, since only someone can do what the verb says.
        adjective: whether an adjective may stand for its state ("تحذير أميركي").
    """
    while start < stop and (scene.tokens[start].form == '"' or _points(scene, start)):
        start += 1
    if start >= stop:
        return ()
    first = scene.mention_at.get(start)
    if first is None or (first.adjective and first.role is None and not adjective):
        found = _of_words(scene, start, stop, anyone=anyone)
        return (found,) if found else ()
    others = list(_joined(scene, first, stop if joined is None else joined))
    ends = [*(other.start for other in others), stop]
    pairs = zip((first, *others), ends, strict=True)
    return tuple(_of_mention(scene, mention, end) for mention, end in pairs)


def _points(scene: Scene, index: int) -> bool:
    """Whether a demonstrative stands before its noun ("هذه المصادر")."""
    definite = index + 1 < len(scene.tokens) and _has_article(scene, index + 1)
    return definite and any(r.kind == "demonstrative" for r in scene.tokens[index].word.readings)


def _joined(scene: Scene, first: Mention, stop: int) -> Iterator[Mention]:
    """The parties joined to one by "and"."""
    last = first
    for mention in scene.mentions:
        if last.end <= mention.start < stop and mention.conjunction in scene.cues.and_:
            between = scene.tokens[last.end : mention.start]
            if any(token.word.punctuation for token in between) or len(between) > _NAME_WORDS:
                return
            yield mention
            last = mention


def _of_mention(scene: Scene, mention: Mention, stop: int) -> Speaker:
    end = mention.end
    behind = scene.mention_at.get(end)
    if behind is not None and scene.tokens[end - 1].form in scene.cues.behalf:
        end = behind.end  # "الناطق باسم" and whom it speaks for
    end = _name_end(scene, end, stop)
    party = _widened(scene, entity(scene, mention), mention.start, end)
    gender = mention.gender or _gender_of(scene, mention.start)
    return Speaker(party, mention.start, end, gender, named=True)


def _widened(scene: Scene, party: Entity, start: int, end: int) -> Entity:
    first, last = scene.span(start, end)
    text = scene.words(start, end)
    if any(text.startswith(word) for word in scene.cues.and_) and _is_joined(scene, start):
        first, text = first + 1, text[1:]
    return structs.replace(party, text=text, start=first, end=last)


def _is_joined(scene: Scene, start: int) -> bool:
    """Whether the "and" of a party's first word is written with it."""
    mention = scene.mention_at.get(start)
    return (
        mention is not None
        and bool(mention.conjunction)
        and scene.lemmas_before(start).isdisjoint(scene.cues.and_)
    )


def _name_end(scene: Scene, end: int, stop: int) -> int:
    """The token after the words of an unknown name that follow an office ("رئيس الوكالة …")."""
    for index in range(end, min(stop, end + _NAME_WORDS)):
        if not _is_name_word(scene, index) or scene.mention_at.get(index) is not None:
            return index
    return min(stop, end + _NAME_WORDS)


def _is_name_word(scene: Scene, index: int) -> bool:
    word = scene.tokens[index].word
    if word.punctuation or word.digits or word.readings or scene.is_timed(index):
        return False
    return not scene.tokens[index].raw.startswith(("ال", "لل")) and not scene.language.is_common(word.form)


def _of_words(scene: Scene, start: int, stop: int, *, anyone: bool) -> Speaker | None:
    """A speaker that is no party: a document, a group of people, a name that no table holds."""
    inner = next((m for m in scene.mentions if start < m.start < stop), None)
    if not may_speak(scene, start, inner) and not (anyone and _is_noun(scene, start)):
        return None
    end = _words_end(scene, start, stop)
    within = [m for m in scene.mentions if start < m.start < end]
    country = entity(scene, within[0]).country if within else "UNK"
    first, last = scene.span(start, end)
    party = Entity(text=scene.words(start, end), country=country, start=first, end=last)
    return Speaker(party, start, end, _gender_of(scene, start), named=False)


def named_at(scene: Scene, start: int, stop: int) -> Speaker:
    """The speaker whose name begins at a token, with the office behind it."""
    ahead = range(start + 1, min(stop, start + _LONGEST))
    end = next((index for index in ahead if _ends_phrase(scene, index)), ahead.stop)
    within = [m for m in scene.mentions if start <= m.start < end]
    party = entity(scene, within[0]) if within else Entity(text="")
    return Speaker(_widened(scene, party, start, end), start, end, "", named=False)


def _words_end(scene: Scene, start: int, stop: int) -> int:
    """The token after a noun phrase: its genitives and adjectives, and "in" with a body right behind."""
    index = start + 1
    limit = min(stop, start + _LONGEST)
    while index < limit:
        mention = scene.mention_at.get(index)
        if mention is not None and not mention.conjunction:
            return mention.end if not mention.preposition else index
        if scene.lemmas_at(index) & scene.cues.in_ and scene.mention_at.get(index + 1) is not None:
            index += 1
            continue
        if _ends_phrase(scene, index) or _is_another_noun(scene, start, index):
            return index
        index += 1
    return max(index, start + 1)


def _is_another_noun(scene: Scene, start: int, index: int) -> bool:
    """Whether a noun is rather the object: indefinite after definite, or definite after indefinites."""
    kinds = {reading.kind for reading in scene.tokens[index].word.readings}
    if _has_article(scene, index) and _has_article(scene, start) and kinds & {"masdar", "noun"}:
        return True
    if _has_article(scene, index):
        return not _has_article(scene, index - 1) and (index > start + 1 or _has_article(scene, start))
    return _has_article(scene, start) and not _is_name_word(scene, index)


def _ends_phrase(scene: Scene, index: int) -> bool:
    token = scene.tokens[index]
    if index in scene.verb_tokens or scene.is_timed(index):
        return True
    if token.word.punctuation:
        return token.form != '"'
    kinds = {reading.kind for reading in token.word.readings}
    return bool(kinds & _CLOSED) or any(split.preposition and split.article for split in token.word.splits)


def may_speak(scene: Scene, index: int, inner: Mention | None = None) -> bool:
    """Whether the noun at a token could speak: people, a document, or a name; not "the results"."""
    token = scene.tokens[index]
    if token.word.punctuation or token.word.digits or scene.is_timed(index):
        return False
    if scene.language.keys(token.form) & (scene.cues.sources | scene.cues.outlets):
        return True
    kinds = {reading.kind for reading in token.word.readings}
    if kinds & _CLOSED:
        return False
    if "quantifier" in kinds:
        return inner is not None or _counts_people(scene, index)
    if scene.language.is_people(token.form):
        return True
    return not token.word.readings and not scene.language.is_common(token.form)


def _counts_people(scene: Scene, index: int) -> bool:
    """Whether people are told of behind a quantity ("أحد قادة المعارضة")."""
    if index + 1 >= len(scene.tokens):
        return False
    form = scene.tokens[index + 1].form
    return scene.language.is_people(form) or bool(scene.language.keys(form) & scene.cues.sources)


def _is_noun(scene: Scene, index: int) -> bool:
    token = scene.tokens[index]
    kinds = {reading.kind for reading in token.word.readings}
    if token.word.punctuation or token.word.digits or scene.is_timed(index) or kinds & _CLOSED:
        return False
    if index in scene.verb_tokens:
        return False  # a participle that states: "واستطرد قائلا"
    return not kinds & {"masdar"} or _has_article(scene, index)


def _has_article(scene: Scene, index: int) -> bool:
    return any(split.article for split in scene.tokens[index].word.splits)


def _gender_of(scene: Scene, index: int) -> str:
    """Gender by the ending, as verbs agree with it: what ends in "at" or ta marbuta is feminine."""
    form = scene.tokens[index].form
    return "f" if form.endswith(("ه", "ات")) else "m" if form.endswith(("ون", "ين")) else ""


def with_name(scene: Scene, speaker: Speaker, opener: int) -> Speaker:
    """The speaker with a name in apposition ("الباحث في شؤون …، رامز قبيسي، إن …")."""
    for index in range(speaker.end, opener):
        if scene.tokens[index].form not in _OPENS_NAME or index + 1 >= opener:
            continue
        mention = scene.mention_at.get(index + 1)
        if mention is not None and _is_person(mention):
            return _of_person(scene, speaker, mention)
        if mention is None and _is_name_word(scene, index + 1):
            end = _name_end(scene, index + 1, opener)
            party = _widened(scene, speaker.entity, speaker.start, end)
            return speaker._replace(entity=party, end=end)
        if mention is None and _is_between_commas(scene, index, opener):
            party = _widened(scene, speaker.entity, speaker.start, opener - 1)
            return speaker._replace(entity=party, end=opener - 1)
    return speaker


def name_stop(scene: Scene, start: int) -> int:
    """Where the name of a source may end: at the second sign behind its office, if no verb stands before."""
    signs = [i for i in range(start, len(scene.tokens)) if scene.tokens[i].form in _ENDS]
    stop = signs[1] if len(signs) > 1 else start
    return start if any(index in scene.verb_tokens for index in range(start, stop)) else stop


def _is_between_commas(scene: Scene, comma: int, opener: int) -> bool:
    """Whether a few plain words stand between a comma and one right before the words ("، جان دوبون، إن")."""
    words = scene.tokens[comma + 1 : opener - 1]
    if not 1 < len(words) <= _NAME_WORDS or scene.tokens[opener - 1].form not in _OPENS_NAME:
        return False
    kinds = {reading.kind for token in words for reading in token.word.readings}
    plain = not any(token.word.punctuation or token.word.digits for token in words)
    return plain and not kinds & _CLOSED and not _has_article(scene, comma + 1)


def _is_person(mention: Mention) -> bool:
    known = mention.party is not None and mention.party.kind == "person"
    return known or (mention.role is not None and mention.role.kind == "person" and bool(mention.named_from))


def _of_person(scene: Scene, speaker: Speaker, mention: Mention) -> Speaker:
    person = entity(scene, mention)
    country = person.country if person.country != "UNK" else speaker.entity.country
    party = Entity(
        text=scene.words(speaker.start, mention.end),
        name=person.name,
        name_ar=person.name_ar,
        country=country,
        sector=person.sector or speaker.entity.sector,
        id=person.id,
        start=speaker.entity.start,
        end=person.end,
    )
    return speaker._replace(entity=party, end=mention.end)
