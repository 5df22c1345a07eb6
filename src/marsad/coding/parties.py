"""Who stands in a slot: from a phrase to entities, with pronouns, "the two sides" and unnamed countries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.actors.names import BETWEEN_STATES
from marsad.coding.beside import acts_apart
from marsad.records import Entity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from marsad.actors.mention import Mention
    from marsad.coding.scene import Scene
    from marsad.languages.grammar import Clause, Phrase

_PAIR: Final = 2
_TRIO: Final = 3
_NEAR: Final = 3
NOT_NATIONAL: Final = frozenset({"IGO", "UNO", "NGO", "IMG", "UNK"})
"""Codes that are no land: what they do is never done at home."""
REGIONS: Final = frozenset({"XAF", "XAR", "XCA", "XGC"})
"""Groups of states that are a region."""
_OFFICIAL: Final = frozenset({"GOV", "MIL", "COP"})
"""Sectors of those who speak for a state."""
_LANDS: Final = frozenset({"capital", "place", "state"})
_ABROAD: Final = frozenset({"GOV", "MIL", "JRN"})
"""Sectors of people that are often in another land than their own."""
UNNAMED: Final = Entity(text=None)


def entities_of(scene: Scene, phrase: Phrase, clause: Clause | None = None) -> tuple[Entity, ...]:
    """Parties that a phrase names; empty where it names none.

    Args:
        scene: the sentence.
        phrase: the phrase.
        clause: the clause whose argument it is, for "his country".
    """
    found = _top_level(scene, phrase)
    if len(found) == 1 and _is_dual(scene, found[0]):
        return tuple(_last_two(scene, found[0].start, clause))
    if len(found) == 1 and found[0].role and not found[0].country:
        pair = tuple(_anaphors(scene, phrase._replace(start=found[0].end), clause))
        if pair:
            return pair
    if found:
        return tuple(dict.fromkeys(entity(scene, mention, clause) for mention in found))
    if _are_three(scene, phrase.start):
        return tuple(_standing_for(scene, phrase.start, _three_states(scene, phrase.start)))
    return tuple(_anaphors(scene, phrase, clause)) or tuple(_person_before(scene, phrase, clause))


def _is_dual(scene: Scene, mention: Mention) -> bool:
    """Whether it is "the two presidents" without their countries."""
    if mention.role is None or mention.country or mention.owned or mention.party is not None:
        return False
    splits = scene.tokens[mention.start].word.splits
    return any(split.article and split.stem in scene.cues.pairs for split in splits)


def _top_level(scene: Scene, phrase: Phrase) -> list[Mention]:
    """The first party of a phrase, those joined to it by "and", and a pair of adjectives (روسية أوكرانية)."""
    inside = scene.mentions_in(phrase)
    if not inside:
        return []
    kept = [inside[0]]
    for mention in inside[1:]:
        body = kept[-1].role is not None and kept[-1].role.kind == "body" and kept[-1].country
        first = kept[-1].adjective or body
        pair = mention.adjective and first and mention.start == kept[-1].end
        if pair or mention.conjunction in scene.cues.and_ or _is_nor(scene, mention.start - 1):
            kept.append(mention)
    return _without_mere_places(kept)


def _is_nor(scene: Scene, index: int) -> bool:
    """Whether "and not" stands at a token: it joins one more that did not."""
    return any(r.kind == "negation" and r.conjunction for r in scene.tokens[index].word.readings)


def _without_mere_places(found: list[Mention]) -> list[Mention]:
    powers = [mention for mention in found if not _is_mere_place(mention)]
    return powers or found


def _is_mere_place(mention: Mention) -> bool:
    return mention.place and mention.party is not None and mention.party.kind == "place"


def entity(scene: Scene, mention: Mention, clause: Clause | None = None) -> Entity:
    """The entity record of a mention; an unknown country is filled in from what stands around it."""
    around = None if mention.country else _country_of_unnamed(scene, mention, clause)
    start, end = scene.span(mention.start, mention.end)
    party = mention.party
    return Entity(
        text=scene.words(mention.start, mention.end),
        name=party.name if party else None,
        name_ar=party.name_ar if party else None,
        country=_country(mention, around),
        sector=_sector(scene, mention),
        id=party.wikidata if party else None,
        start=start,
        end=end,
    )


def _country_of_unnamed(scene: Scene, mention: Mention, clause: Clause | None) -> str | None:
    """Country of a party that is named without one: the owner's, or told by what stands around."""
    owner = next(_own(scene, clause, mention), None) if mention.owned else None
    around = owner.country if owner is not None else _of_who_tells(scene, mention, clause)
    return around or country_around(scene, mention)


def _sector(scene: Scene, mention: Mention) -> str | None:
    """Sector of an entity: a capital that is no mere place stands for its government."""
    capital = mention.party is not None and mention.party.kind == "capital"
    if capital and mention.preposition not in scene.cues.at and not is_located(scene, mention):
        return "GOV"
    return mention.sector or None


def _country(mention: Mention, around: str | None) -> str:
    """Country of an entity: a place that no state owns has none, whatever stands around it."""
    shared = mention.party is not None and mention.party.kind == "place"
    return mention.country or (None if shared else around) or "UNK"


def _of_who_tells(scene: Scene, mention: Mention, clause: Clause | None) -> str | None:
    """Country of "the air force", "the army" in what an official says of it: the official's own."""
    role = mention.role
    subject_of = clause is not None and clause.subject is not None and clause.subject.start == mention.start
    if role is None or role.kind != "body" or role.stranger or not subject_of:
        return None
    while clause is not None and clause.governor is not None:
        told = clause.link in ("that", "complement")
        clause = scene.clauses[clause.governor] if told else None
        inside = scene.mentions_in(clause.subject) if clause is not None and clause.subject else []
        official = next((m for m in inside if m.country and m.sector in _OFFICIAL), None)
        if official is not None and official is not mention:
            return official.country
    return None


def country_around(scene: Scene, mention: Mention) -> str | None:
    """Country of a party that is named without one ("الشرطة", "الرئيس").

    The country that the document speaks of, if the sentence names it or none; else a place in the sentence,
    else the country named first in it.
    """
    if mention.role is not None and mention.role.stranger:
        return None
    owner = _owner_behind(scene, mention) or _land_of_people(scene, mention) or _land_ahead(scene, mention)
    if owner is not None:
        return owner
    office = mention.role.form if mention.role and mention.article and not mention.role.plural else None
    if office in scene.memory.introduced.offices:
        return scene.memory.introduced.offices[office]
    named = [other for other in scene.mentions if other.country and _is_national(other)]
    focus = scene.memory.focus
    if focus and (not named or any(other.country == focus for other in named)):
        return focus
    if named and named[0].start < mention.start:
        return named[0].country
    places = (other for other in named if other.preposition in scene.cues.at or is_located(scene, other))
    place = next(places, None)
    if place is not None:
        return place.country
    if mention.sector not in _OFFICIAL and len({other.country for other in named}) == 1:
        return named[0].country
    return focus or (named[0].country if named else None)


def _land_ahead(scene: Scene, mention: Mention) -> str | None:
    """The land that opens the sentence of an office ("وفي واشنطن، خلصت وزارة الخارجية إلى …")."""
    first = scene.mentions[0]
    near = first.start <= 1 and first.end < mention.start <= first.end + _NEAR
    return first.country if near and is_located(scene, first) and _is_national(first) else None


def _owner_behind(scene: Scene, mention: Mention) -> str | None:
    """The country of the body that an office is told to be of ("المدير التنفيذي لمكتب وكالة سبوتنيك")."""
    if mention.role is None or mention.end >= len(scene.tokens):
        return None
    splits = scene.tokens[mention.end].word.splits
    if not any(split.preposition in scene.cues.for_ for split in splits):
        return None
    if any(split.article and split.stem in scene.cues.bodies for split in splits):
        return next((party.country for party in _last_of(scene, mention.end, BETWEEN_STATES)), None)
    near = range(mention.end, mention.end + _NEAR)
    return next((m.country for m in scene.mentions if m.start in near and m.country), None)


def _land_of_people(scene: Scene, mention: Mention) -> str | None:
    """The land that ordinary people are told to be in or from ("المحتجين على حدود غزة", "الحجاج من قطر")."""
    role = mention.role
    if role is None or role.kind != "person" or not role.plural or mention.sector in _ABROAD or mention.owned:
        return None
    for other in scene.mentions:
        between = range(mention.end, other.start)
        if _names_a_land(other) and 0 < len(between) <= _PAIR:
            first = scene.lemmas_at(between[0])
            border = bool(scene.keys(between[-1]) & scene.cues.borders)
            if border if len(between) == _PAIR else bool(first & (scene.cues.in_ | scene.cues.from_)):
                return other.country
    return None


def _names_a_land(mention: Mention) -> bool:
    named = mention.party is not None and mention.party.kind in _LANDS
    return bool(mention.country) and named and not mention.adjective and not mention.people


def _is_national(mention: Mention) -> bool:
    return mention.country not in NOT_NATIONAL


def is_located(scene: Scene, mention: Mention) -> bool:
    """Whether "in", or "north of" and the like, stands just before a mention."""
    if scene.lemmas_before(mention.start) & scene.cues.in_:
        return True
    before = scene.tokens[mention.start - 1].word.splits if mention.start else ()
    return any(split.stem in scene.cues.directions and not split.article for split in before)


def _anaphors(scene: Scene, phrase: Phrase, clause: Clause | None) -> Iterator[Entity]:
    for index in range(phrase.start, min(phrase.end, phrase.start + 3)):
        for split in scene.tokens[index].word.splits:
            if split.stem in scene.cues.both and split.article:
                yield from _last_two(scene, index, clause)
                return
            if index == phrase.start and _is_pronoun_for_a_land(scene, index):
                yield from _other_last(scene, index, clause)
                return
            if split.stem in scene.cues.neighbours and index == phrase.start:
                yield from _other_last(scene, index, clause, focus=scene.memory.focus)
                return
            if split.stem in scene.cues.bodies and split.article and index == phrase.start:
                yield from _last_of(scene, index, BETWEEN_STATES)
                return
            if split.stem in scene.cues.own and index == phrase.start:
                yield from _own(scene, clause, gender=scene.language.owner_gender(split.stem))
                return
            if split.stem in scene.cues.members and _is_of_the_region(scene, index):
                yield from _last_of(scene, index, REGIONS)
                return
            if split.stem in scene.cues.home and split.article and index <= phrase.start + 1:
                yield from _focus(scene, index)
                return


def _is_pronoun_for_a_land(scene: Scene, index: int) -> bool:
    """Whether it is a preposition with "her", as lands are ("استدعت سفيرها منها")."""
    word = scene.tokens[index].word
    pronoun = any(r.kind == "preposition" and r.enclitic for r in word.readings)
    return pronoun and word.form.endswith(tuple(scene.cues.her))


def _is_pronoun_alone(scene: Scene, index: int) -> bool:
    return any(r.kind == "preposition" and r.enclitic for r in scene.tokens[index].word.readings)


def _person_before(scene: Scene, phrase: Phrase, clause: Clause | None) -> Iterator[Entity]:
    """The person that the verb before, of the same doer, was done to ("اعتقلت القس … وأفرجت عنه")."""
    if clause is None or clause.kind != "verb" or not clause.inherited:
        return
    if not _is_pronoun_alone(scene, phrase.start):
        return
    before = scene.verb_before(clause)
    for argument in before.arguments if before else ():
        named = scene.mentions_in(argument) if argument.role == "object" else []
        if named and named[0].country and named[0].role and named[0].role.kind == "person":
            yield entity(scene, named[0], clause)
            return


def _is_of_the_region(scene: Scene, index: int) -> bool:
    """Whether "states" is followed by "of the region", or "these" stands before it."""
    before = scene.tokens[index - 1].word.splits if index else ()
    after = scene.tokens[index + 1].word.splits if index + 1 < len(scene.tokens) else ()
    these = any(split.stem in scene.cues.these for split in before)
    return these or any(split.stem in scene.cues.region and split.article for split in after)


def _last_of(scene: Scene, index: int, group: frozenset[str]) -> Iterator[Entity]:
    """The party of a group of codes named last in the sentence or before ("these states", "the alliance")."""
    before = [m.country for m in scene.mentions if m.end <= index and m.country in group]
    earlier = [code for code in scene.memory.recent if code in group]
    yield from _standing_for(scene, index, (before or earlier)[-1:])


def _standing_for(scene: Scene, index: int, codes_meant: Iterable[str]) -> Iterator[Entity]:
    """The parties that one word, such as a pronoun, stands for."""
    start, end = scene.span(index, index + 1)
    for code in codes_meant:
        yield Entity(text=scene.words(index, index + 1), country=code, start=start, end=end)


def _is_group(code: str) -> bool:
    """Whether a code is of a group of states (the codebook's extension, in ISO's range for users)."""
    return code.startswith("X")


def _focus(scene: Scene, index: int) -> Iterator[Entity]:
    """The state that "the country", "this republic" stands for: the one that the text speaks of most."""
    code = scene.memory.focus
    if code is not None and code not in NOT_NATIONAL and not _is_group(code):
        yield from _standing_for(scene, index, (code,))


def _subject_countries(scene: Scene, clause: Clause | None) -> set[str]:
    inside = scene.mentions_in(clause.subject) if clause and clause.subject else []
    return {mention.country for mention in inside if mention.country}


def _doer_countries(scene: Scene, clause: Clause | None) -> set[str]:
    """Countries told with an event noun ("انسحاب القوات الروسية منها")."""
    if clause is None or clause.kind == "verb":
        return set()
    phrases = [a for a in clause.arguments if a.role in ("genitive", "adjective")]
    return {m.country for phrase in phrases for m in scene.mentions_in(phrase) if m.country}


def _other_last(
    scene: Scene, index: int, clause: Clause | None, focus: str | None = None
) -> Iterator[Entity]:
    """A state that is not the subject's: ``focus`` ("its neighbour"), else the last named ("his guest")."""
    own = _subject_countries(scene, clause) | _doer_countries(scene, clause)
    before = [m.country for m in scene.mentions if m.end <= index and m.country and _is_national(m)]
    named = [code for code in (*scene.memory.recent, *before) if code not in own | NOT_NATIONAL]
    meant = [focus] if focus and focus not in own | NOT_NATIONAL else named[-1:]
    yield from _standing_for(scene, index, meant)


def _last_two(scene: Scene, index: int, clause: Clause | None) -> Iterator[Entity]:
    """The two states that "the two sides" stands for.

    Those of this sentence if there are two besides the subject's own; else the pair that acted in the
    sentence before; else the two that the article names most.
    """
    yield from _standing_for(scene, index, _two_states(scene, index, clause))


def _two_states(scene: Scene, index: int, clause: Clause | None) -> list[str]:
    told = _listed_behind(scene, index)
    if len(told) == _PAIR:
        return told
    own = _subject_countries(scene, clause) | NOT_NATIONAL
    before = [m for m in scene.mentions if m.end <= index and m.sector != "JRN"]
    apart = {m.country for m in before if clause is not None and acts_apart(scene, clause, m)}
    before = [m for m in before if m.country not in apart]
    named = [m.country for m in before if m.country and m.country not in own]
    here = list(dict.fromkeys(named))
    if len(here) >= _PAIR:
        return here[-_PAIR:]
    pair = list(dict.fromkeys(p.country for p in scene.memory.subject if p.country not in own))
    if len(pair) == _PAIR:
        return pair
    told = _pair_of_story(scene, own) if not here else []
    if told:
        return told
    counted = [code for code, _ in scene.memory.introduced.countries.most_common() if code not in own]
    return list(dict.fromkeys([*here, *counted]))[:_PAIR]


def _pair_of_story(scene: Scene, own: set[str] | frozenset[str]) -> list[str]:
    """Who last did something together or to each other, by what was told before; one state in a civil war."""
    told = [*reversed(scene.done), *reversed(scene.memory.story)]
    for act in sorted(told, key=lambda act: act.type != "ASSAULT"):
        found = [party.country for party in (*act.actors, *act.recipients)]
        pair = [code for code in dict.fromkeys(found) if code not in own]
        fight = act.type == "ASSAULT" and len(pair) == 1 and not own & set(found)
        if fight or len(pair) == _PAIR:
            return pair
    return []


def _listed_behind(scene: Scene, index: int) -> list[str]:
    """The two states that stand in apposition ("البلدان، إيران والعراق،", "الجارتين مصر والسودان")."""
    first = index + 1
    if first < len(scene.tokens) and scene.tokens[first].word.punctuation:
        first += 1
    one = scene.mention_at.get(first)
    two = scene.mention_at.get(one.end) if one is not None and not one.preposition else None
    if one is None or two is None or two.conjunction not in scene.cues.and_:
        return []
    return _states((one.country, two.country))


def _are_three(scene: Scene, index: int) -> bool:
    """Whether a token is of those told by "three" behind it ("الدول الثلاث")."""
    splits = scene.tokens[index].word.splits
    group = any(split.article and split.stem in scene.cues.trios for split in splits)
    behind = scene.tokens[index + 1].word.splits if index + 1 < len(scene.tokens) else ()
    return group and any(split.article and split.stem in scene.cues.three for split in behind)


def _three_states(scene: Scene, index: int) -> list[str]:
    """The three states named before in the sentence, else those that acted last, else those named most."""
    before = (m for m in scene.mentions if m.end <= index and m.sector != "JRN")
    here = _states(m.country for m in before)
    acted = _states(party.country for party in scene.memory.subject)
    counted = _states(code for code, _ in scene.memory.introduced.countries.most_common())
    told = next((group for group in (here, acted) if len(group) == _TRIO), counted[:_TRIO])
    return told if len(told) == _TRIO else []


def _states(named: Iterable[str | None]) -> list[str]:
    """The codes of single states, each once."""
    return list(dict.fromkeys(code for code in named if code and code not in NOT_NATIONAL | REGIONS))


def _own(
    scene: Scene, clause: Clause | None, owned: Mention | None = None, *, gender: str = ""
) -> Iterator[Entity]:
    """For "his country": that of the subject of this clause or of one above, else of the sentence before."""
    while clause is not None:
        inside = scene.mentions_in(clause.subject) if clause.subject else []
        known = [m for m in inside if m.country and not m.owned and gender in ("", m.gender or gender)]
        if known and owned not in inside:
            yield entity(scene, known[0])
            return
        last, clause = clause, None if clause.governor is None else scene.clauses[clause.governor]
        if clause is None and last.link == "coordinate":
            clause = _beside(scene, last)
    yield from scene.memory.subject[:1]


def _beside(scene: Scene, clause: Clause) -> Clause | None:
    """The verb that a clause is joined to, where it has a subject of its own."""
    earlier = (c for c in reversed(scene.clauses) if c.token < clause.token and c.kind == "verb")
    other = next(earlier, None)
    return other if other is not None and other.subject is not None else None


def codes(parties: Iterable[Entity]) -> frozenset[str]:
    """Codes of the parties of a side."""
    return frozenset([party.country for party in parties])  # asked for five times a sentence
