"""What each token of a sentence is: a verb, an event noun, a particle, part of a name, or some other word.

Without vowel signs one in ten nouns looks like a verb (رفض is "he refused" and "a refusal"), so a form is
never trusted alone: its neighbours decide. The rules are ordered, the first that applies wins.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from marsad.languages.arabic.lexicon import lexicon, verb_classes
from marsad.languages.arabic.words import common_split, is_adjective, word
from marsad.languages.grammar import Fixed, Reading, Token

if TYPE_CHECKING:
    from collections.abc import Sequence

Tag = Literal[
    "verb", "event", "participle", "preposition", "that", "adverbial", "relative", "negation", "particle",
    "conjunction", "condition", "question", "demonstrative", "pronoun", "quantifier", "adverb", "point",
    "number", "word", "name", "quote",
]  # fmt: skip

_PARTICLE_TAGS: Final[dict[str, Tag]] = {
    "preposition": "preposition",
    "conjunction": "conjunction",
    "relative": "relative",
    "negation": "negation",
    "particle": "particle",
    "condition": "condition",
    "question": "question",
    "demonstrative": "demonstrative",
    "pronoun": "pronoun",
    "quantifier": "quantifier",
    "adverb": "adverb",
}
_THAT: Final = frozenset({"أن", "أنه", "ألا"})
_NOUN_NEGATIONS: Final = frozenset({"غير", "عدم"})
_QAD: Final = "قد"
_DAMMA: Final = "\u064f"
_SHADDA: Final = "\u0651"
_FATHATAN: Final = "\u064b"
_TANWIN: Final = frozenset("\u064b\u064c\u064d")
_BREAKS: Final = frozenset({"point", "that", "adverbial", "relative", "conjunction", "condition", "question"})
_LETS_VERB_FOLLOW: Final = frozenset({"aspect", "modal", "attempt", "almost", "copula"})
COPULAS: Final = frozenset({"كان", "أصبح", "بات", "ظلّ", "صار", "أخذ", "راح", "زال", "دام"})
_BEFORE_WHAT: Final = frozenset({"preposition", "quantifier", "pronoun"})
_SUBJECT_AND_PLACE: Final = 3
_PEOPLE: Final = ("يين", "يون")
_QUOTE: Final = '"'
_COMMAS: Final = frozenset({"،", ","})
_LONGEST_QUOTED_NAME: Final = 5
_MANNERS: Final = frozenset({"بشكل", "بصوره", "نفيا"})
_AFTER: Final = "بعد"
_NOT_YET: Final = frozenset({"لم", "لما"})
_DENIALS: Final = frozenset({"لم", "لن"})
_NOMINAL: Final = frozenset({"masdar", "noun"})
_WHOLE: Final = _NOMINAL | {"verb"}
_PARTICIPLE: Final = frozenset({"active", "passive"})


class _Traits(NamedTuple):
    """What the tagger asks of a word wherever it stands; found once a word and remembered.

    Attributes:
        closed: readings as a particle or another word of a closed class.
        whole: whether it is a verb or an event noun without a conjunction taken off.
        begins_pair: whether a preposition of two words may begin with it.
        nouns: readings as an event noun.
        participles: readings as a participle that is no common noun or adjective.
    """

    closed: tuple[Reading, ...]
    whole: bool
    begins_pair: bool
    nouns: tuple[Reading, ...]
    participles: tuple[Reading, ...]


@lru_cache(maxsize=65536)
def _traits(form: str) -> _Traits:
    known = word(form)
    readings = known.readings
    participles = tuple(reading for reading in readings if reading.kind in _PARTICIPLE)
    firsts = {first for first, _ in lexicon().pairs}
    return _Traits(
        closed=tuple(r for r in readings if r.kind == "subordinator" or r.kind in _PARTICLE_TAGS),
        whole=any(r.kind in _WHOLE and not r.conjunction for r in readings),
        begins_pair=any(s.stem in firsts and not s.article and not s.preposition for s in known.splits),
        nouns=tuple(reading for reading in readings if reading.kind in _NOMINAL),
        participles=participles if participles and common_split(known) is None else (),
    )


class Tagged(NamedTuple):
    """A token's tag with the readings that agree with it, and its proclitics."""

    tag: Tag
    readings: tuple[Reading, ...] = ()
    conjunction: str = ""
    preposition: str = ""
    article: bool = False
    fixed: Fixed | None = None

    @property
    def lemma(self) -> str:
        """Lemma of the first reading, or ""."""
        return self.readings[0].lemma if self.readings else ""


def tagged(
    tokens: Sequence[Token], fixed: Sequence[Fixed], times: Sequence[tuple[int, int]] = ()
) -> list[Tagged]:
    """A tag for every token.

    Args:
        tokens: tokens of one sentence.
        fixed: names known from outside, in order and apart from each other.
        times: runs of tokens that tell a time; they are adverbs whatever their words.
    """
    timed = {index for start, end in times for index in range(start, end)}
    names = {index: span for span in fixed for index in range(span.start, span.end)}
    quoted = _short_quotes(tokens)
    tags: list[Tagged] = []
    for index in range(len(tokens)):
        if index in names:
            tags.append(_name(names[index], index))
        elif index in timed and not _is_preposition(tokens[index]):
            tags.append(Tagged("adverb"))
        elif tokens[index].form == _QUOTE:
            tags.append(Tagged("quote"))
        elif index in quoted:
            tags.append(_quoted_word(tokens, index))
        elif tokens[index].form == _AFTER and _is_yet(tokens, index, tags):
            tags.append(Tagged("adverb"))
        else:
            tags.append(_tag(tokens, index, tags, names))
    return tags


def _is_yet(tokens: Sequence[Token], index: int, before: list[Tagged]) -> bool:
    """Whether "after" is "yet": behind "did not", and before what an "after" cannot stand before.

    "لم تتخذ بعد قرارا", "لم تسمح لهم بعد بالدخول"; but "لم يلتقه بعد القمة".
    """
    since = next(
        (n for n, tag in enumerate(reversed(before)) if tag.tag in ("negation", "point", "that")), -1
    )
    if since < 0 or before[-1 - since].lemma not in _NOT_YET:
        return False
    if index + 1 >= len(tokens) or before[-1].tag == "verb":
        return True
    following = tokens[index + 1].word
    if following.punctuation or tokens[index + 1].raw.endswith((_FATHATAN, _FATHATAN + "ا", "ا" + _FATHATAN)):
        return True
    governed = any(r.kind == "preposition" or r.preposition for r in following.readings)
    return governed or any(r.accusative for r in following.readings) or _is_open_object(tokens, index + 1)


def _is_open_object(tokens: Sequence[Token], index: int) -> bool:
    """Whether a feminine event noun without article, genitive or pronoun stands there ("بعد دعوة إلى …")."""
    if not tokens[index].raw.endswith("ة") or index + 1 >= len(tokens):
        return False
    return any(reading.kind == "preposition" for reading in tokens[index + 1].word.readings)


def _is_preposition(token: Token) -> bool:
    return any(reading.kind == "preposition" for reading in token.word.readings)


def _short_quotes(tokens: Sequence[Token]) -> set[int]:
    """Tokens inside short quotations: names and catchwords, in which no verb or particle is looked for."""
    marks = [index for index, token in enumerate(tokens) if token.form == _QUOTE]
    inside: set[int] = set()
    for opening, closing in zip(marks[::2], marks[1::2], strict=False):
        if closing - opening - 1 <= _LONGEST_QUOTED_NAME and not _denies(tokens, opening + 1):
            inside.update(range(opening + 1, closing))
    return inside


def _denies(tokens: Sequence[Token], index: int) -> bool:
    """Whether a quotation opens with a denial, which no name does ("لم نقصف المدينة")."""
    return tokens[index].form in _DENIALS


def _quoted_word(tokens: Sequence[Token], index: int) -> Tagged:
    word = tokens[index].word
    if word.punctuation or word.digits:
        return Tagged("point" if word.punctuation else "number")
    nouns = tuple(reading for reading in word.readings if reading.kind in _NOMINAL)
    return _with_clitics("event", nouns) if nouns else _other_word(tokens[index])


def _name(span: Fixed, index: int) -> Tagged:
    if index != span.start:
        return Tagged("name", fixed=span)
    return Tagged("name", (), span.conjunction, span.preposition, fixed=span)


def _tag(tokens: Sequence[Token], index: int, before: list[Tagged], names: dict[int, Fixed]) -> Tagged:
    word = tokens[index].word
    if word.punctuation:
        return Tagged("point")
    if word.digits:
        return Tagged("number")
    traits = _traits(word.form)
    closed = _pair(tokens, index, before) or _closed_class(tokens, index, before)
    if closed:
        return closed
    stating = _circumstance(tokens, index)
    if stating:
        return _with_clitics("participle", stating)
    if _is_manner(tokens, index):
        return Tagged("adverb")
    verbs = () if _is_marked_noun(tokens[index].raw) else _verb_readings(word.readings, before)
    nouns = traits.nouns
    if verbs and _is_verb(tokens, index, before, names, verbs=verbs, nouns=nouns):
        return Tagged("verb", verbs, verbs[0].conjunction)
    if nouns:
        return _with_clitics("event", nouns)
    if traits.participles:
        return _with_clitics("participle", traits.participles)
    return _other_word(tokens[index])


def _circumstance(tokens: Sequence[Token], index: int) -> tuple[Reading, ...]:
    """Readings of a participle that goes on behind a comma, also if it is an adjective too ("، مؤكداً أن")."""
    if index + 1 >= len(tokens) or tokens[index + 1].word.punctuation:
        return ()
    behind_comma = index > 0 and tokens[index - 1].form in _COMMAS
    if not behind_comma and not (index == 0 and _is_that(tokens, index + 1)):
        return ()
    readings = tokens[index].word.readings
    if any(reading.kind in ("verb", *_NOMINAL) or reading.article for reading in readings):
        return ()
    return tuple(reading for reading in readings if reading.kind == "active" and reading.accusative)


def _verb_readings(readings: tuple[Reading, ...], before: list[Tagged]) -> tuple[Reading, ...]:
    """Verb readings; those in the third person alone where there are any, since news is told in it."""
    negated = bool(before) and before[-1].tag == "negation"
    verbs = tuple(r for r in readings if r.kind == "verb" and (negated or not r.jussive or r.preposition))
    third = _without_odd_duals(tuple(reading for reading in verbs if reading.person == "3"))
    return third or tuple(reading for reading in verbs if not reading.enclitic and not _is_i(reading))


def _without_odd_duals(verbs: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Without duals and rare verbs where "and" with a singular may be meant: "ودعت" is "and she called"."""
    joined = any(reading.conjunction and reading.number == "s" for reading in verbs)
    return tuple(r for r in verbs if not (joined and not r.conjunction and _is_odd(r)))


def _is_odd(reading: Reading) -> bool:
    return reading.number == "d" or "rare" in verb_classes(reading.lemma)


def _is_i(reading: Reading) -> bool:
    # "I do" in the present is written like an elative (أعنف) and next to never met in reported news.
    return reading.tense == "present" and reading.person == "1" and reading.number == "s"


def _is_manner(tokens: Sequence[Token], index: int) -> bool:
    """An adjective with the double vowel that follows no noun with it is an adverb (رسمياً، سنوياً)."""
    raw = tokens[index].raw
    if _FATHATAN not in raw or not is_adjective(tokens[index].word):
        return False
    return index == 0 or _FATHATAN not in tokens[index - 1].raw


def _is_marked_noun(raw: str) -> bool:
    """Written signs that no finite verb has: ta marbuta at the end, or the double vowel of an indefinite."""
    return raw.endswith("ة") or not _TANWIN.isdisjoint(raw)


def _with_clitics(tag: Tag, readings: tuple[Reading, ...]) -> Tagged:
    # The whole word comes first: بحث is "discussion" before it is "by urging".
    first = readings[0]
    clitics = (first.conjunction, first.preposition, first.article)
    same = tuple(r for r in readings if (r.conjunction, r.preposition, r.article) == clitics)
    return Tagged(tag, same, first.conjunction, first.preposition, first.article)


def _other_word(token: Token) -> Tagged:
    common = common_split(token.word)
    if common is not None:
        return Tagged("word", (), common.conjunction, common.preposition, common.article)
    for split in token.word.splits:
        article = split.article and not (split.preposition == "ك" or split.conjunction == "ف")
        if article and (split.preposition or split.conjunction or token.form.startswith("ال")):
            return Tagged("word", (), split.conjunction, split.preposition, article=True)
    return Tagged("word")


def _closed_class(tokens: Sequence[Token], index: int, before: list[Tagged]) -> Tagged | None:
    traits = _traits(tokens[index].form)
    whole, readings = traits.whole, tokens[index].word.readings
    for reading in traits.closed:
        if tokens[index].raw.endswith("أ"):
            continue  # هنأ is no هنا
        if whole and reading.conjunction == "ف" and reading.lemma != _QAD:
            continue  # فتحت is no ف + تحت
        if reading.kind == "quantifier" and _may_be_verb(readings) and tokens[index].raw.endswith("ى"):
            continue  # أثنى is no اثني
        if reading.kind == "preposition" and readings[-1].kind == "verb" and _SHADDA in tokens[index].raw:
            continue  # عبّر is no عبر
        if reading.kind == "subordinator":
            tag: Tag = "that" if reading.lemma in _THAT else "adverbial"
            return Tagged(tag, (reading,), reading.conjunction)
        if reading.kind == "particle" and whole and not _verb_follows(tokens, index):
            continue  # "فقد حياته" is "he lost", "فقد قتل" is "he did kill"
        tag = _particle_tag(reading, tokens, index, before)
        return Tagged(tag, (reading,), reading.conjunction, reading.preposition, reading.article)
    return None


def _verb_follows(tokens: Sequence[Token], index: int) -> bool:
    """Whether a past that no article or pronoun makes a noun stands right behind."""
    following = tokens[index + 1].word.readings if index + 1 < len(tokens) else ()
    return any(reading.tense == "past" for reading in following)


def _may_be_verb(readings: tuple[Reading, ...]) -> bool:
    return any(reading.kind == "verb" for reading in readings)


def _pair(tokens: Sequence[Token], index: int, before: list[Tagged]) -> Tagged | None:
    """A preposition of two words (إلى جانب، على يد): both words are tagged with it."""
    pairs = lexicon().pairs
    first = tokens[index].word
    if index + 1 < len(tokens) and _traits(first.form).begins_pair:
        for split in first.splits:
            lemma = pairs.get((split.stem, tokens[index + 1].form))
            if lemma and not split.article and not split.preposition:
                return Tagged("preposition", (Reading("preposition", lemma),), split.conjunction)
    if before and before[-1].tag == "preposition" and index:
        lemma = next(
            (
                pairs[s.stem, first.form]
                for s in tokens[index - 1].word.splits
                if (s.stem, first.form) in pairs
            ),
            "",
        )
        if lemma == before[-1].lemma:
            return Tagged("preposition", before[-1].readings)
    return None


def _particle_tag(reading: Reading, tokens: Sequence[Token], index: int, before: list[Tagged]) -> Tag:
    following = tokens[index + 1].word if index + 1 < len(tokens) else None
    if reading.lemma == "أي" and ((before and before[-1].tag != "point") or reading.preposition):
        return "quantifier"
    if reading.lemma == "ما" and following is not None:
        if before and (before[-1].tag in _BEFORE_WHAT or _awaits_object(before)):
            return "relative"
        return "negation" if any(after.tense == "past" for after in following.readings) else "relative"
    if reading.lemma == "نحو" and following is not None and not following.form.startswith("ال"):
        counted = following.digits or any(r.kind == "quantifier" for r in following.readings)
        return "quantifier" if counted else "preposition"
    if reading.lemma == "في حال":
        return "condition" if before and before[-1].lemma == "في" else "adverb"
    return _PARTICLE_TAGS[reading.kind]


def _awaits_object(before: list[Tagged]) -> bool:
    """Whether a verb stands before in the same stretch: "نفى المتحدث ما تردد" is what, not not."""
    for tag in reversed(before):
        if tag.tag in ("point", "that", "quote", "negation"):
            return False
        if tag.tag == "verb":
            return True
    return False


def _is_verb(
    tokens: Sequence[Token],
    index: int,
    before: list[Tagged],
    names: dict[int, Fixed],
    *,
    verbs: tuple[Reading, ...],
    nouns: tuple[Reading, ...],
) -> bool:
    previous = _before_quote(before)
    if _can_be_no_verb(tokens, index, previous, verbs):
        return False
    following = names.get(index + 1)
    if following is not None and following.adjective and _qualifies_noun(tokens[index + 1], nouns):
        return False  # "طالب بريطاني": an indefinite adjective can follow a noun only
    if not nouns and common_split(tokens[index].word) is None:
        if previous.tag == "quantifier":
            return False
        return previous.tag != "negation" or previous.lemma not in _NOUN_NEGATIONS
    if has_passive_sign(tokens[index].raw, verbs[0]):
        return True
    told = previous.tag == "point" or _is_that(tokens, index + 1)
    if told and _has_verbs_ending(tokens[index].raw, verbs[0]):
        return True
    describes = following is not None and _describes(previous, verbs, following)
    asked = True if describes else _verb_by_left(previous, verbs, before)
    if asked is not None:
        return asked
    return _verb_by_right(tokens, index, names, verbs, previous)


def _can_be_no_verb(
    tokens: Sequence[Token], index: int, previous: Tagged, verbs: tuple[Reading, ...]
) -> bool:
    """Whether a verb is out of the question: behind a preposition, in "بشكل قاطع", as an adjective."""
    if previous.tag == "preposition" and not previous.readings[0].enclitic:
        return True
    manner = index > 0 and tokens[index - 1].form in _MANNERS
    return manner or _is_indefinite_adjective(tokens, index, previous, verbs)


def _is_indefinite_adjective(
    tokens: Sequence[Token], index: int, previous: Tagged, verbs: tuple[Reading, ...]
) -> bool:
    """Whether a form like "they two followed" is rather an adjective in the accusative (مقرا تابعا ل…)."""
    dual = all(reading.tense == "past" and reading.number == "d" for reading in verbs)
    accusative = previous.tag in ("word", "event") and not previous.article
    marked = index > 0 and tokens[index - 1].form.endswith(("ا", '"'))
    return dual and accusative and marked and not verbs[0].conjunction


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


def _is_that(tokens: Sequence[Token], index: int) -> bool:
    readings = tokens[index].word.readings if index < len(tokens) else ()
    return any(reading.kind == "subordinator" and reading.lemma in _THAT for reading in readings)


def _before_quote(before: list[Tagged]) -> Tagged:
    return next((tag for tag in reversed(before) if tag.tag != "quote"), Tagged("point"))


def _verb_by_left(previous: Tagged, verbs: tuple[Reading, ...], before: list[Tagged]) -> bool | None:
    """What the token before says: True for a verb, False for a noun, None where it does not tell."""
    present = any(reading.tense == "present" for reading in verbs)
    conjoined = bool(verbs[0].conjunction)
    if previous.tag == "negation":
        return previous.lemma not in _NOUN_NEGATIONS and (present or previous.lemma == "ما")
    if previous.tag in ("particle", "relative", "pronoun"):
        return True
    if previous.tag == "that":
        # أنْ takes a present, أنّ a noun; only with its pronoun (إنه رفض) can a past follow.
        return present or any(reading.enclitic for reading in previous.readings)
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
) -> bool:
    """What the token after says, for a form that could be a finite verb or a noun."""
    following = names.get(index + 1)
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
    joined = previous.tag == "point" and index > 0 and bool(verbs[0].conjunction)
    return _verb_before_word(tokens[index + 1], genders, previous=previous, joined=joined)


def _asks_for_party(verbs: tuple[Reading, ...]) -> bool:
    """Whether "and" stands before a verb whose object is a party (، وحث الصوماليين على …)."""
    return bool(verbs[0].conjunction) and any("whom" in verb_classes(r.lemma) for r in verbs)


def _party_follows(tokens: Sequence[Token], index: int, following: Fixed | None) -> bool:
    bound = any(r.kind == "verb" and r.enclitic for r in tokens[index].word.readings)
    return bound or (following is not None and not following.preposition and not following.conjunction)


def _verb_before_word(following: Token, genders: set[str], *, previous: Tagged, joined: bool) -> bool:
    if following.form.startswith("ال"):
        likely = "f" if following.form.endswith(("ه", "ات")) else "m"
        return likely in genders
    kinds = {reading.kind for reading in following.word.readings}
    if previous.tag == "point" and (following.word.digits or "quantifier" in kinds):
        return True  # "قتل ثلاثة جنود …"
    if kinds & {"preposition", "subordinator"}:
        return previous.tag == "name" and not previous.preposition
    return previous.tag == "name" or joined
