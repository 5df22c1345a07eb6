"""Whether a form that may be a finite verb is one, by its signs and its neighbours; ordered rules."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Final

from marsad.languages.arabic.lexicon import verb_classes
from marsad.languages.arabic.tags import Tagged
from marsad.languages.arabic.words import common_split

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.languages.grammar import Fixed, Reading, Token

_THAT: Final = frozenset({"أن", "أنه", "ألا"})
_NOUN_NEGATIONS: Final = frozenset({"غير", "عدم"})
_AND: Final = "و"
_UNTIL: Final = "حتى"
_BEEN_BEFORE: Final = frozenset({"حدث", "سبق"})
_AFTER: Final = frozenset({"بعد", "منذ"})
_LED_THAT: Final = 2
_DAMMA: Final = "\u064f"
_BREAKS: Final = frozenset({"point", "that", "adverbial", "relative", "conjunction", "condition", "question"})
_LETS_VERB_FOLLOW: Final = frozenset({"aspect", "modal", "attempt", "almost", "copula"})
COPULAS: Final = frozenset({"كان", "أصبح", "بات", "ظلّ", "صار", "أخذ", "راح", "زال", "دام"})
_SUBJECT_AND_PLACE: Final = 3
_PEOPLE: Final = ("يين", "يون")
_START: Final = Tagged("point")
_SELF: Final = frozenset({"عينه", "عينها"})
"""Behind a noun with the article: "the same" ("في الوقت عينه")."""
_MANNERS: Final = frozenset({"بشكل", "بصوره", "نفيا"})


def is_verb(
    tokens: Sequence[Token],
    index: int,
    before: list[Tagged],
    names: dict[int, Fixed],
    *,
    verbs: tuple[Reading, ...],
    nouns: tuple[Reading, ...],
) -> bool:
    """Whether a token is a finite verb.

    Args:
        tokens: tokens of the sentence.
        index: the token.
        before: tags of those before it.
        names: names known from outside, by each of their tokens.
        verbs: its readings as a verb, at least one.
        nouns: its readings as an event noun.
    """
    previous = _before_quote(before)
    if _can_be_no_verb(tokens, index, previous, verbs):
        return False
    following = names.get(index + 1)
    only_verb = not nouns and common_split(tokens[index].word) is None
    taken = only_verb and previous.tag == "name"  # "الشرطة تعتقل لبنانيا"
    qualified = following is not None and following.adjective and not taken
    if qualified and _qualifies_noun(tokens[index + 1], nouns):
        return False  # "طالب بريطاني": an indefinite adjective can follow a noun only
    if only_verb:
        if previous.tag == "quantifier":
            return False
        return previous.tag != "negation" or previous.lemma not in _NOUN_NEGATIONS
    if has_passive_sign(tokens[index].raw, verbs[0]):
        return True
    told = previous.tag == "point" or is_that(tokens, index + 1)
    if told and _has_verbs_ending(tokens[index].raw, verbs[0]):
        return True
    describes = following is not None and _describes(previous, verbs, following)
    asked = True if describes else _verb_by_left(previous, verbs, before)
    if asked is not None:
        return asked
    return _verb_by_right(tokens, index, names, verbs, previous, before)


def _can_be_no_verb(
    tokens: Sequence[Token], index: int, previous: Tagged, verbs: tuple[Reading, ...]
) -> bool:
    """Whether a verb is out of the question: behind a preposition, in "بشكل قاطع", as an adjective."""
    if previous.tag == "preposition" and not previous.readings[0].enclitic:
        return not _tells_how_far(tokens, index, previous, verbs)
    manner = index > 0 and tokens[index - 1].form in _MANNERS
    manner = manner or (tokens[index].form in _SELF and (previous.article or previous.tag == "adverb"))
    return manner or _is_indefinite_adjective(tokens, index, previous, verbs)


def _tells_how_far(tokens: Sequence[Token], index: int, previous: Tagged, verbs: tuple[Reading, ...]) -> bool:
    """Whether a form that is nothing but a past stands behind "until" ("لم يتوقف حتى أطلقت …")."""
    plain = previous.lemma == _UNTIL and verbs[0].tense == "past" and not verbs[0].conjunction
    kinds = {reading.kind for reading in tokens[index].word.readings}
    return plain and kinds == {"verb"} and common_split(tokens[index].word) is None


def _is_indefinite_adjective(
    tokens: Sequence[Token], index: int, previous: Tagged, verbs: tuple[Reading, ...]
) -> bool:
    """Whether a form like "they two followed" is rather an adjective in the accusative (مقرا تابعا ل…)."""
    accusative = previous.tag in ("word", "event") and not previous.article
    marked = accusative and index > 0 and tokens[index - 1].form.endswith(("ا", '"'))
    if not marked or verbs[0].conjunction:
        return False
    return all(reading.tense == "past" and reading.number == "d" for reading in verbs)


def _describes(previous: Tagged, verbs: tuple[Reading, ...], following: Fixed) -> bool:
    """Whether a past with a pronoun describes the indefinite noun before it (قصف صاروخي شنه الحرس …)."""
    nominal = previous.tag in ("word", "event") and not previous.article
    bound = nominal and any(reading.tense == "past" and reading.enclitic for reading in verbs)
    doer = not (following.adjective or following.preposition or following.conjunction)
    return bound and doer and (not following.gender or following.gender in {r.gender for r in verbs})


def _qualifies_noun(adjective: Token, nouns: tuple[Reading, ...]) -> bool:
    """Whether an adjective of origin qualifies the word before it: in the plural it is people as often."""
    return not adjective.form.startswith("ال") and bool(nouns or not adjective.form.endswith(_PEOPLE))


def _has_verbs_ending(raw: str, reading: Reading) -> bool:
    """Whether a past ends in ى, as no event noun does where ى and ي are kept apart (نفى, not نفي)."""
    return reading.tense == "past" and raw.endswith("ى")


def is_that(tokens: Sequence[Token], index: int) -> bool:
    """Whether a token is "that" (أن، ألا)."""
    readings = tokens[index].word.readings if index < len(tokens) else ()
    return any(reading.kind == "subordinator" and reading.lemma in _THAT for reading in readings)


def _before_quote(before: list[Tagged]) -> Tagged:
    if before and before[-1].tag != "quote":
        return before[-1]
    return next((tag for tag in reversed(before) if tag.tag != "quote"), _START)


def _verb_by_left(previous: Tagged, verbs: tuple[Reading, ...], before: list[Tagged]) -> bool | None:
    """What the token before says: True for a verb, False for a noun, None where it does not tell."""
    present = any(reading.tense == "present" for reading in verbs)
    conjoined = bool(verbs[0].conjunction)
    if previous.tag == "negation":
        return previous.lemma not in _NOUN_NEGATIONS and (present or previous.lemma == "ما")
    he = previous.tag in ("adverbial", "that") and any(r.enclitic for r in previous.readings)
    if he or previous.tag in ("particle", "relative", "pronoun"):
        return True  # also "لكنه رفع الرسوم", "إنه رفض"
    if previous.tag == "that":
        return present or _tells_before(before)  # أنْ takes a present, أنّ a noun
    if conjoined:
        return None if previous.tag != "verb" else True
    if previous.tag in ("event", "word") and not previous.article and _carries_out(verbs):
        return True
    already = _verb_already(before)
    if already is not None and not _lets_follow(already, present=present):
        return False
    if previous.tag in ("verb", "event", "quantifier", "demonstrative"):
        return False
    if previous.tag in ("word", "participle") and not previous.article:
        return present and (len(before) == 1 or _closes_subject(before))
    return None


def _tells_before(before: list[Tagged]) -> bool:
    """Whether "that" at the end follows "it has been before" or "after", which a past follows too."""
    if len(before) < _LED_THAT or before[-1].readings[0].conjunction:
        return False
    lead = before[-2]
    if lead.tag == "verb":
        return any(reading.lemma in _BEEN_BEFORE for reading in lead.readings)
    return lead.tag == "preposition" and lead.lemma in _AFTER


def _closes_subject(before: list[Tagged]) -> bool:
    """Whether a lone word after "in" ends the party that opens the sentence ("محكمة يونانية في فولوس")."""
    if len(before) < _SUBJECT_AND_PLACE or before[-2].lemma != "في" or before[0].tag != "name":
        return False
    return all(tag.fixed is not None and tag.fixed.start == 0 for tag in before[:-2])


def _carries_out(verbs: tuple[Reading, ...]) -> bool:
    """Whether a form may be "which … carried out", as it stands behind an event ("هجوم شنّه الجيش")."""
    return any(v.enclitic and v.tense == "past" and "light" in verb_classes(v.lemma) for v in verbs)


def has_passive_sign(raw: str, reading: Reading) -> bool:
    """Whether a written damma before the last two letters tells a passive past (قُتل، اعتُقل، استُدعي).

    In the present, forms II to IV have one in the active too (يُعلن): there it tells nothing.
    """
    return reading.tense == "past" and _DAMMA in raw[:-2]


def _verb_already(before: list[Tagged]) -> Tagged | None:
    """The finite verb since the last break, if any: a second one would need a joint."""
    for tag in reversed(before):
        if tag.tag in _BREAKS:
            return None
        if tag.tag == "verb":
            return tag
    return None


def _lets_follow(verb: Tagged, *, present: bool) -> bool:
    """Whether a verb may follow another without a joint: any after a copula, a present after "began to"."""
    if any(reading.lemma in COPULAS for reading in verb.readings):
        return True
    return present and any(verb_classes(reading.lemma) & _LETS_VERB_FOLLOW for reading in verb.readings)


def _verb_by_right(
    tokens: Sequence[Token],
    index: int,
    names: dict[int, Fixed],
    verbs: tuple[Reading, ...],
    previous: Tagged,
    before: list[Tagged],
) -> bool:
    """What the token after says, for a form that could be a finite verb or a noun."""
    following = names.get(index + 1)
    if _goes_on_with(before, verbs):
        return True
    if previous.tag == "name" and previous.fixed is not None and not verbs[0].conjunction:
        return following is None or not following.adjective
    genders = {reading.gender for reading in verbs}
    if previous.tag == "point" and _asks_for_party(verbs) and _party_follows(tokens, index, following):
        return True
    if following is not None:
        if following.preposition or following.conjunction:
            return previous.tag == "name"
        if following.adjective:
            return tokens[following.start].form.startswith("ال") and "f" in genders
        return not following.gender or following.gender in genders
    if index + 1 >= len(tokens):
        return previous.tag == "name"
    told = previous.tag == "point" and bool(verbs[0].conjunction)
    return _verb_before_word(tokens[index + 1], genders, previous=previous, told=told, heads=index == 0)


def _goes_on_with(before: list[Tagged], verbs: tuple[Reading, ...]) -> bool:
    """Whether "and" goes on with a past, no event noun between to be joined ("تدخل في ليبيا وقصف …")."""
    joined = verbs[0].conjunction == _AND and verbs[0].tense == "past"
    if not joined or not before or before[-1].tag != "name":
        return False
    since = list(takewhile(lambda tag: tag.tag not in ("verb", *_BREAKS), reversed(before)))
    earlier = before[-1 - len(since)] if len(since) < len(before) else None
    if earlier is None or earlier.tag != "verb" or any(tag.tag == "event" for tag in since):
        return False
    return any(a.tense == "past" and a.gender == b.gender for a in earlier.readings for b in verbs)


def _asks_for_party(verbs: tuple[Reading, ...]) -> bool:
    """Whether "and" stands before a verb whose object is a party (، وحث الصوماليين على …)."""
    return bool(verbs[0].conjunction) and any("whom" in verb_classes(r.lemma) for r in verbs)


def _party_follows(tokens: Sequence[Token], index: int, following: Fixed | None) -> bool:
    bound = any(r.kind == "verb" and r.enclitic for r in tokens[index].word.readings)
    return bound or (following is not None and not following.preposition and not following.conjunction)


def _verb_before_word(
    following: Token, genders: set[str], *, previous: Tagged, told: bool, heads: bool
) -> bool:
    if following.form.startswith("ال"):
        likely = "f" if following.form.endswith(("ه", "ات")) else "m"
        return likely in genders
    kinds = {reading.kind for reading in following.word.readings}
    if previous.tag == "point" and (following.word.digits or "quantifier" in kinds):
        return True  # "قتل ثلاثة جنود …"
    if told and any(r.kind == "preposition" and r.enclitic for r in following.word.readings):
        return True  # "فردّ عليه نظيره", "وطلب منه"
    if kinds & {"preposition", "subordinator"}:
        return previous.tag == "name" and not previous.preposition
    return previous.tag == "name" or (told and not heads)
