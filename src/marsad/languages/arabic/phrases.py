"""Noun phrases of a tagged sentence, each with the preposition that governs it.

A phrase begins at a name, at an event noun, or at the first word after a preposition, a verb or a break;
adjectives, genitives and coordinated nouns stay in it. A bare phrase (role "") is a subject, an object or
an apposition: which, the clause tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.languages.arabic.lexicon import lexicon, verb_classes
from marsad.languages.arabic.words import common_split, is_adjective, is_people
from marsad.languages.grammar import Phrase, Token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.languages.arabic.tags import Tagged
    from marsad.languages.grammar import Reading

"""Role of the doer of a passive."""

_OPENERS: Final = frozenset({"that", "adverbial", "relative", "condition"})
_BEFORE_VERB: Final = frozenset({"negation", "particle", "adverb", "quote"})
_AND: Final = "و"
_BUT: Final = frozenset({"لكن", "بل"})
_DASHES: Final = frozenset({"-", "–"})
_NOT: Final = "لا"
_HIS: Final = "ه"
_ATTACHED: Final = frozenset("وبلفك")
_COMPLETE: Final = ("هم", "ها", "هما", "ون")
_FEMININE: Final = ("ه", "ات")
_WORDS: Final = frozenset({"says", "stance", "asks", "warns"})
_WILLED: Final = _WORDS | {"addresses", "alleges", "announce", "confirms", "denies", "to-people"}
"""Classes of verbs whose subject is someone."""
_OF_THINGS_TOO: Final = frozenset({"أثبت", "أظهر", "أنذر", "أكّد", "دلّ", "كشف", "هدّد"})
_OF_BOTH: Final = frozenset({"بين", "حول", "عن"})
"""Prepositions that join both ("اتفاق بين روسيا وتركيا يدعو إلى …", "تقرير عن روسيا وتركيا يتهم …")."""
_LONG_A: Final = "ا"
_WARS: Final = frozenset({"حرب", "حروب"})
_ARTICLE: Final = "ال"
_PEOPLE: Final = ("يين", "يون")
_PLURALS: Final = ("ون", "ين", "ات", "اء", "و", "ي", "اه")
_THEY: Final = "ون"
_SHORT: Final = 4
ACCUSATIVE: Final = ("\u064bا", "ا\u064b", "ة\u064b")
"""Endings of an object that is written with its double vowel."""
_THAT: Final = "ذلك"
_AFTER: Final = "بعد"
_COUNTS_FROM: Final = frozenset({"من", "على"})
_COUNTED: Final = 5
_TIMES: Final = frozenset({
    "ساعه", "ساعات", "ساعتين", "دقايق", "يوم", "يوما", "يومين", "ايام", "اسبوع", "اسبوعا", "اسبوعين",
    "اسابيع", "شهر", "شهرا", "شهرين", "اشهر", "شهور", "عام", "عاما", "عامين", "اعوام", "سنه", "سنتين",
    "سنوات",
})  # fmt: skip
"""Units of time in even spelling."""
_NOMINAL: Final = frozenset({"word", "name", "event", "participle", "number", "quantifier", "demonstrative"})


def fresh_subjects(tokens: Sequence[Token], tags: Sequence[Tagged]) -> frozenset[int]:
    """Tokens at which "and" and a name before its verb open a sentence (… وأنقرة تدعو إلى اجتماع)."""
    joined = [
        index
        for index, tag in enumerate(tags)
        if tag.fixed is not None and (tag.conjunction == _AND or _turns(tags, index))
    ]
    return frozenset(index for index in joined if _is_fresh_subject(tokens, tags, index))


def _turns(tags: Sequence[Tagged], index: int) -> bool:
    """Whether "but" stands before a token."""
    return bool(index) and tags[index - 1].tag == "conjunction" and tags[index - 1].lemma in _BUT


def _is_fresh_subject(tokens: Sequence[Token], tags: Sequence[Tagged], index: int) -> bool:
    name = tags[index].fixed
    if name is None or name.start != index or name.adjective or tags[index].preposition:
        return False
    tag, turns = tags[index], _turns(tags, index)
    if not (turns or tag.conjunction == _AND):
        return False
    apart = turns or (index > 0 and tags[index - 1].tag == "point")
    end = name.end
    while end < len(tags) and tags[end].tag in _BEFORE_VERB:
        end += 1
    if end == len(tags) or tags[end].tag != "verb" or tags[end].conjunction:
        return False
    told = [r for r in tags[end].readings if (apart or r.tense == "present") and r.number == "s"]
    now = next((r for r in told if r.tense == "present"), None)
    after_deed = now is not None and _follows_deed(tokens, tags, index, now)
    return bool(told) and (_follows_verb(tags, index) or after_deed)


def _follows_deed(tokens: Sequence[Token], tags: Sequence[Tagged], index: int, verb: Reading) -> bool:
    """Whether a title's event noun or number opens the sentence that cannot be the verb's subject.

    "هجوم على النيجر والأمم المتحدة تدين الحادث", "29 قتيلا في هجوم على كركوك وروحاني يتعهد بالرد".
    """
    if any(tag.tag in ("verb", *_OPENERS) for tag in tags[:index]):
        return False
    if not any(tag.tag == "preposition" or tag.preposition for tag in tags[:index]):
        return False
    head = tags[0]
    if head.tag in ("number", "quantifier"):
        return True
    of_both = any(tag.lemma in _OF_BOTH for tag in tags[:index])
    if head.tag == "event" and not of_both and verb_classes(verb.lemma) & _WORDS:
        return True  # attacks do not speak
    if not of_both and _only_someone_does(tags, index, verb):
        return True
    form, gender = tokens[0].form, verb.gender
    plural = not all(reading.kind == "masdar" for reading in head.readings) and _LONG_A in form
    own = "f" if form.endswith(_FEMININE) else "" if plural or form in _WARS else "m"
    return head.tag == "event" and not head.article and "" not in (own, gender) and gender != own


def _only_someone_does(tags: Sequence[Tagged], index: int, verb: Reading) -> bool:
    """Whether the party before a verb does what no thing does ("توتر في القدس والأردن يستدعي السفير")."""
    name, head = tags[index].fixed, tags[0]
    if name is None or verb.lemma in _OF_THINGS_TOO or not verb_classes(verb.lemma) & _WILLED:
        return False
    return head.tag == "event" and name.gender in ("", verb.gender)


def _follows_verb(tags: Sequence[Tagged], index: int) -> bool:
    """Whether a verb that describes nothing stands before in the stretch (إن روسيا والصين … has none)."""
    found = False
    for tag in reversed(tags[:index]):
        found = found or tag.tag == "verb"
        if tag.tag in _OPENERS:
            return found and tag.tag != "relative"
    return found


def phrases(tokens: Sequence[Token], tags: Sequence[Tagged], fresh: frozenset[int]) -> list[Phrase]:
    """Phrases in order; their roles are "", "genitive" or a preposition's lemma.

    Args:
        tokens: tokens of the sentence.
        tags: their tags.
        fresh: tokens at which a new sentence begins (`fresh_subjects`).
    """
    found: list[Phrase] = []
    start, role, pending, last = -1, "", "", -1
    joints = _joints(tokens, tags)
    for index, tag in enumerate(tags):
        if tag.tag == "quote" or index in joints:
            continue
        previous, last = last, index
        if tag.tag not in _NOMINAL:
            if start >= 0:
                found.append(Phrase(role, start, index))
                start = -1
            pending = _preposition(tokens, tags, index) if tag.tag == "preposition" else ""
            if tag.tag == "preposition" and tag.readings[0].enclitic:
                found.append(Phrase(pending, index, index + 1))
                pending = ""
            continue
        opens = start < 0 or index in fresh or _opens(tokens, tags, index, previous)
        if not opens:
            continue
        if start >= 0:
            found.append(Phrase(role, start, index))
        fresh_event = tag.tag == "event" and start >= 0 and tags[previous].tag == "name"
        joined = role if start >= 0 and tag.conjunction and not fresh_event and index not in fresh else ""
        role = (
            tag.preposition
            or pending
            or joined
            or _inner_role(tokens, tags, index, previous, fresh=start < 0)
        )
        start, pending = index, ""
    if start >= 0:
        found.append(Phrase(role, start, len(tags)))
    return found


def _preposition(tokens: Sequence[Token], tags: Sequence[Tagged], index: int) -> str:
    """Lemma of a preposition; "after three days of …" and "two years after" are "after"."""
    if tags[index].lemma in _COUNTS_FROM:
        before = [i for i in range(index - 1, max(-1, index - 1 - _COUNTED), -1) if tags[i].tag != "quote"]
        for at in before:
            if tags[at].lemma == _AFTER:
                return _AFTER if at < index - 1 and _is_time(tokens, tags, index) else tags[index].lemma
            if tags[at].tag not in ("adverb", "quantifier", "number", "word"):
                break
    return tags[index].lemma


def _is_time(tokens: Sequence[Token], tags: Sequence[Tagged], index: int) -> bool:
    """Whether the words before a token count time."""
    near = range(max(0, index - _COUNTED), index)
    return any(tags[i].tag == "adverb" or tokens[i].form in _TIMES for i in near)


def _joints(tokens: Sequence[Token], tags: Sequence[Tagged]) -> list[int]:
    """Tokens that join two names: an "and" written apart, "nor", the dash of a pair of adjectives."""
    between = [
        index
        for index in range(1, len(tags) - 1)
        if tags[index - 1].fixed is not None and tags[index + 1].fixed is not None
    ]
    return [index for index in between if _joins(tokens, tags, index)]


def _joins(tokens: Sequence[Token], tags: Sequence[Tagged], index: int) -> bool:
    if tags[index].lemma == _AND or is_nor(tags[index]):
        return True
    if tokens[index].form not in _DASHES:  # "الحرب العراقية - الإيرانية"
        return False
    sides = (tags[index - 1].fixed, tags[index + 1].fixed)
    return all(side is not None and side.adjective for side in sides)


def is_nor(tag: Tagged) -> bool:
    """Whether a token is "and not" before one more that did not (ولا صربيا)."""
    return tag.tag == "negation" and tag.lemma == _NOT and bool(tag.conjunction)


def _inner_role(
    tokens: Sequence[Token], tags: Sequence[Tagged], index: int, before: int, *, fresh: bool
) -> str:
    """Role "genitive" for an event noun or name that completes the bare noun before it."""
    if fresh or tags[index].conjunction or is_circumstance(tags, before):
        return ""
    complete = _is_his(tokens[before], tags[before])
    complete = complete or (tags[index].fixed is None and _is_complete(tokens[before], tags[before]))
    complete = complete or _are_they(tokens[before], tags[before])
    bare = _is_bare_head(tags[before]) and not complete  # a name behind it is in apposition
    return "genitive" if bare else ""


def _is_complete(token: Token, tag: Tagged) -> bool:
    """Whether a noun can take no genitive: it carries a pronoun, or the ending of a full plural."""
    return (
        tag.tag == "word" and not tag.article and len(token.form) > _SHORT and token.form.endswith(_COMPLETE)
    )


def _are_they(token: Token, tag: Tagged) -> bool:
    """Whether a noun is the plural of people in full ("اغتال مجهولون رئيس هايتي"), not "law" or "prisons"."""
    return tag.tag == "word" and token.form.endswith(_THEY) and is_people(token.word)


def _is_his(token: Token, tag: Tagged) -> bool:
    """Whether "his" ends a noun ("في مكتبه"); where the sign of the feminine is meant it is written so."""
    stem = token.form[:-1]
    if tag.tag != "word" or tag.article or not token.raw.endswith(_HIS):
        return False
    return stem in lexicon().nominals or (stem[:1] in _ATTACHED and stem[1:] in lexicon().nominals)


def _awaits_genitive(form: str, tag: Tagged) -> bool:
    """Whether a party of one word stands in a plural that asks for a genitive (موظفي سفارته)."""
    one = tag.fixed is not None and tag.fixed.end == tag.fixed.start + 1 and not tag.fixed.adjective
    return one and form.endswith("ي") and form + "ن" in lexicon().nominals


def _is_bare_head(tag: Tagged) -> bool:
    if tag.tag == "event":
        return not tag.article and not any(r.enclitic or r.accusative for r in tag.readings)
    return tag.tag in ("word", "participle", "quantifier", "number") and not tag.article


def is_circumstance(tags: Sequence[Tagged], index: int) -> bool:
    """Whether an active participle after a comma tells how the subject does it (، محملا باكو المسؤولية)."""
    tag = tags[index]
    if tag.tag != "participle" or tag.article or tag.preposition or not index:
        return False
    adverbial = any(r.kind == "active" and (r.accusative or r.gender == "f") for r in tag.readings)
    return adverbial and tags[index - 1].tag == "point"


def _opens(tokens: Sequence[Token], tags: Sequence[Tagged], index: int, before: int) -> bool:
    """Whether a new phrase begins at a nominal token that follows another one (at ``before``) directly."""
    tag, previous = tags[index], tags[before]
    if tag.preposition or is_circumstance(tags, before):
        return True
    if previous.tag in ("quantifier", "number", "demonstrative"):
        return not tag.article and _closes_phrase(tag, tokens[before].form, previous)
    if _is_complete(tokens[before], previous):
        return not tag.article or tag.fixed is not None or _is_thing(tokens[index], tag)
    if tag.conjunction:
        return tag.tag == "event" and previous.tag != "event"
    if tag.fixed is not None:
        return _name_opens(tokens, tags, index, before)
    if tag.tag == "event" or _is_apart(tokens[index], tag, tokens[before], previous):
        return True
    if tag.tag == "quantifier":
        counts_those = tag.article and (previous.article or previous.tag == "name")  # "الدول الثلاث"
        return not (_is_bare_head(previous) or counts_those)
    if tag.tag == "number":
        return previous.tag == "name"  # "قدمت ألمانيا 100 مليون يورو"
    return (
        previous.tag == "name"
        and tag.tag in ("word", "participle")
        and _parts_from_name(tokens[index], tokens[before], tag)
    )


def _are_a_people(tokens: Sequence[Token], tags: Sequence[Tagged], index: int, before: int) -> bool:
    """Whether an adjective of origin is a people of its own behind a name ("اتهم لافروف الأميركيين")."""
    party = tags[before].fixed
    if party is None or party.adjective or not tokens[index].form.endswith(_PEOPLE):
        return False
    alone = party.end - party.start > 1 and not tokens[party.start].form.endswith(_PLURALS)
    return alone and tokens[index].form.startswith(_ARTICLE) and not tags[index].conjunction


def _name_opens(tokens: Sequence[Token], tags: Sequence[Tagged], index: int, before: int) -> bool:
    """Whether a name begins a phrase of its own behind a nominal token."""
    name, previous = tags[index].fixed, tags[before]
    if name is None or name.start != index:
        return False
    if name.adjective:
        return _are_a_people(tokens, tags, index, before)
    if name.end > index + 1 and _is_his(tokens[before], previous):
        return True
    added = before + 1 < index and is_nor(tags[index - 1])
    return not (added or _is_bare_head(previous) or _awaits_genitive(tokens[before].form, previous))


def _is_apart(token: Token, tag: Tagged, other: Token, previous: Tagged) -> bool:
    """Whether case or article shows that a word goes with none before it.

    "عطلت في أسبوع بياناً": what is marked as an object; "عقب المحادثات بيانين": behind a definite noun.
    """
    if tag.tag != "word" or tag.article or previous.tag not in ("word", "event", "name"):
        return False
    if is_adjective(token.word):
        return False
    if token.raw.endswith(ACCUSATIVE):
        return not other.raw.endswith((*ACCUSATIVE, "ا"))
    return previous.tag != "name" and previous.article and common_split(token.word) is not None


def _closes_phrase(tag: Tagged, form: str, previous: Tagged) -> bool:
    """Whether an indefinite noun is another thing behind it ("بعد ذلك سفينتين", "الدول الثلاث قوة")."""
    if previous.tag == "quantifier" and previous.article:
        return tag.fixed is None or not tag.fixed.adjective
    return form == _THAT and tag.fixed is None


def _parts_from_name(token: Token, name: Token, tag: Tagged) -> bool:
    """Whether a word after a name is a thing of its own, and no part or adjective of it.

    "حظرت روسيا القمح" are two; "الرئيس السابق" is one.
    """
    if tag.article:
        return _is_thing(token, tag)
    return not name.raw.endswith("-")


def _is_thing(token: Token, tag: Tagged) -> bool:
    """Whether a word is a common noun, which qualifies nothing ("سلّم سفيره الرسالة", not "سفيره الجديد")."""
    return tag.tag == "word" and common_split(token.word) is not None and not is_adjective(token.word)
