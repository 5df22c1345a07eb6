"""Which states a figure is about."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from marsad.coding.cues import cues
from marsad.coding.figure_tables import currencies
from marsad.coding.parties import NOT_NATIONAL, entities_of, entity
from marsad.languages import language
from marsad.languages.grammar import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.actors.mention import Mention
    from marsad.coding.figure_measures import What
    from marsad.coding.figure_units import Count
    from marsad.coding.figure_words import Words
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause

ToldParties = list[tuple[int, str]]
"""Tokens at which a party is named or meant, with its code, in order."""
_UNKNOWN: Final = "UNK"
_PRESS: Final = "JRN"
_PAIR: Final = 2
_SPEECH: Final = frozenset({"says", "reports", "confirms", "alleges"})


def parties_of(words: Words, count: Count, what: What, told: ToldParties) -> tuple[str, ...]:
    """Codes of the states that a figure is about, in the order in which they are named.

    Those of its part of the sentence; else of the nearest part that names any; else the subject of the
    sentences before, else the state that the document speaks of. Who only says so is left out.

    Args:
        words: the words of the sentence.
        count: the count.
        what: what it is of.
        told: the parties of the sentence, as `told_parties` gives them.
    """
    scene = words.scene
    named = _named(words, count, told)
    if not named:
        return tuple(code for code in _from_before(scene) if code != _UNKNOWN)[:_PAIR]
    if len(named) == 1 and what.pair:
        named = [*named, *_other_side(words, count, named[0], told)]
    return tuple(dict.fromkeys(named))


def _named(words: Words, count: Count, told: ToldParties) -> list[str]:
    """Codes named in the count's own part, or in the nearest one that names any, those before first."""
    scene = words.scene
    own = words.part_at(count.first)
    last = words.parts[-1]
    for part in (*range(own, -1, -1), *range(own + 1, last + 1)):
        codes = [code for at, code in told if words.parts[at] == part]
        if codes:
            return list(dict.fromkeys([*_before_a_colon(scene, codes), *codes]))
    return []


def _before_a_colon(scene: Scene, named: list[str]) -> list[str]:
    """The state with which a title opens ("مصر: …"), where only bodies that are no state are named."""
    opening = [m for m in scene.mentions[:1] if m.end < len(scene.tokens) and scene.tokens[m.end].form == ":"]
    if not opening or not opening[0].country or not NOT_NATIONAL.issuperset(named):
        return []
    return [opening[0].country]


def told_parties(words: Words) -> ToldParties:
    """Tokens at which a party is named or meant, with its code; speakers only where there is no one else."""
    scene = words.scene
    aside = _speakers(scene)
    mentioned = [m for m in scene.mentions if not _is_no_party(words, m)]
    found = [(m.start, _code_of(scene, m)) for m in mentioned if m.start not in aside]
    found += [(at, code) for at, code in _meant(words)]
    found = [(at, code) for at, code in found if code != _UNKNOWN]
    if not found:
        found = [(m.start, m.country) for m in mentioned if m.country]
    return sorted(found)


def _code_of(scene: Scene, mention: Mention) -> str:
    """Its code; where the words do not tell it ("refugees"), that of a state around it."""
    if mention.country and not mention.owned:
        return mention.country
    around = entity(scene, mention).country
    return _UNKNOWN if not mention.country and around in NOT_NATIONAL else around


def _is_no_party(words: Words, mention: Mention) -> bool:
    """Whether a mention is the adjective of a currency, the press, or a landmark."""
    scene = words.scene
    if (
        mention.sector == _PRESS
        or words.is_cue("platform", mention.start)
        or words.ends_cue("landmark", mention.start)
    ):
        return True
    money = currencies(scene.language.code)
    return (
        mention.adjective
        and mention.start > 0
        and bool(money.beginning(frozenset((words.forms[mention.start - 1],))))
    )


def _speakers(scene: Scene) -> frozenset[int]:
    """First tokens of those that say so, or that are cited."""
    said: set[int] = set()
    for clause in scene.clauses:
        if clause.kind == "verb" and _tells_of_others(scene, clause) and clause.subject:
            said.update(mention.start for mention in scene.mentions_in(clause.subject))
    return frozenset(said.union(citation.end for citation in scene.hints.citations))


def _tells_of_others(scene: Scene, clause: Clause) -> bool:
    """Whether a verb of speech is followed by "that" and someone else; "that she …" is of the speaker."""
    if all(scene.language.classes(reading.lemma).isdisjoint(_SPEECH) for reading in clause.readings):
        return False
    for token in scene.tokens[clause.token + 1 :]:
        for reading in token.word.readings:
            if reading.kind == "subordinator" and reading.lemma in scene.cues.that:
                return not reading.enclitic
    return False


def _meant(words: Words) -> Iterator[tuple[int, str]]:
    """Parties that "the two countries", "his country", "the country" stand for."""
    scene = words.scene
    for index, form in enumerate(words.forms):
        if _may_stand_for_a_party(scene.language.code, form):
            clause = next((c for c in reversed(scene.clauses) if c.token <= index), None)
            for party in entities_of(scene, Phrase("", index, index + 1), clause):
                yield index, party.country


@lru_cache(maxsize=65536)
def _may_stand_for_a_party(code: str, form: str) -> bool:
    known = cues(code)
    anaphors = known.both | known.own | known.neighbours | known.home
    return any(split.stem in anaphors for split in language(code).word(form).splits)


def _other_side(words: Words, count: Count, named: str, told: ToldParties) -> Iterator[str]:
    """The other side of a pair of which only one is named near: told before in the sentence or the text."""
    scene = words.scene
    earlier = [code for at, code in told if at < count.first and code != named]
    if earlier:
        yield earlier[0]
        return
    partnered = any(words.is_cue("with", mention.start - 1) for mention in scene.mentions)
    if partnered:
        yield from (code for code in _from_before(scene) if code not in (named, _UNKNOWN))


def _from_before(scene: Scene) -> list[str]:
    subject = [party.country for party in scene.memory.subject if party.country not in NOT_NATIONAL]
    focus = [scene.memory.focus] if scene.memory.focus else []
    return list(dict.fromkeys(subject or focus))
