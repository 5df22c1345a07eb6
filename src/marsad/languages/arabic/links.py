"""How clauses hang together: which governs which, and whose subject a verb without one takes over."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from marsad.languages.arabic.arguments import described_topic
from marsad.languages.arabic.drafts import Draft, View, lemmas_of
from marsad.languages.arabic.lexicon import verb_classes
from marsad.languages.arabic.verbhood import COPULAS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from marsad.languages.grammar import Phrase

_TAKES_THAT: Final = frozenset(
    {"says", "confirms", "denies", "alleges", "asks", "warns", "predicts", "reports", "announce", "intend",
     "want", "modal", "cause", "opinion", "stance", "holds"}
)  # fmt: skip
_AND: Final = "و"
_HER: Final = "ها"
_FEMININE: Final = ("ه", "ات")
_TAKES_NOUN: Final = frozenset({"announce", "intend"})
_WHAT: Final = "ما"
_WITHOUT: Final = "دون"
_OCCASIONS: Final = frozenset({"في", "خلال", "عبر", "ضمن"})
_OTHER: Final = "غير"
_FROM: Final = "من"
_HOLDS: Final = "holds"
_FOR: Final = "ل"
_WHEN: Final = frozenset({"بعد", "قبل", "منذ", "رغم", "حتى"})
"""Prepositions that make a time or a concession of the "that" after them (بعد أن طردت …)."""
_COMMAS: Final = frozenset({"،", ","})
_FARTHEST: Final = 40
"""Clauses over which a subject is taken on; no sentence that people write asks for more."""
_AGAINST: Final = frozenset({"غير", "بيد", "الا"})
"""Words in even spelling that make "but" of the "that" after them (غير أنها وعدت)."""


def hang(view: View, number: int, draft: Draft) -> None:
    """Links a draft to the one that governs it; all drafts are filled already."""
    if draft.kind in ("masdar", "noun"):
        _hang_noun(view, number, draft)
        return
    _hang_verb(view, number, draft)
    _inherit(view, draft)
    if _subject_told(draft) is not None:
        view.lenders.append(number)


def _hang_verb(view: View, number: int, draft: Draft) -> None:
    left = view.left_bound(draft.token)
    opener = view.tags[left - 1] if left else None
    if draft.kind == "participle":
        _link(draft, _previous_verb(view, number), "adverb")
    elif left in view.fresh:
        _beside(view, draft, _previous_verb(view, number))
    elif opener is None:
        draft.link = ""
    elif opener.tag == "that":
        _after_that(view, draft, left - 1)
    elif opener.tag == "relative":
        _after_relative(view, draft, _previous_verb(view, number), left - 1)
    elif opener.tag in ("adverbial", "condition"):
        _link(draft, _previous_verb(view, number), "adverb")
        draft.flags["condition"] = opener.tag == "condition"
    elif opener.tag == "verb":
        _after_verb(view, draft, left - 1)
    elif view.tokens[left - 1].form == ":":
        _link(draft, _previous_verb(view, number), "that")


def _after_that(view: View, draft: Draft, that: int) -> None:
    if _is_if(view, draft, that):
        draft.flags["condition"] = True
    elif that and (view.tags[that - 1].lemma == _WITHOUT or _is_without(view, that)):
        draft.flags["negated"] = True
    elif that and view.tags[that - 1].lemma in _WHEN:
        _link(draft, _previous_verb(view, view.at[draft.token]), "adverb")
    elif not _is_but(view, that) and not _is_although(view, draft, that):
        _link(draft, _governor_at(view, that), "that")


def _is_if(view: View, draft: Draft, that: int) -> bool:
    """Whether إن stands directly before a past verb: then it is "if", since "that" takes a noun.

    With "and" before it, it is "although" (وإن لوّحت بذلك).
    """
    return _stands_before_past(view, draft, that) and not view.tags[that].conjunction


def _is_without(view: View, that: int) -> bool:
    """Whether "from other than" makes "without" of a "that" (من غير أن يوقّع)."""
    told = that > 1 and view.tokens[that - 1].form == _OTHER
    return told and view.tokens[that - 2].form in (_FROM, "و" + _FROM)


def _is_but(view: View, that: int) -> bool:
    """Whether a "that" belongs to "but" and opens a sentence of its own."""
    return that > 0 and any(split.stem in _AGAINST for split in view.tokens[that - 1].word.splits)


def _is_although(view: View, draft: Draft, that: int) -> bool:
    """Whether "and if" stands directly before a past verb."""
    return _stands_before_past(view, draft, that) and bool(view.tags[that].conjunction)


def _stands_before_past(view: View, draft: Draft, that: int) -> bool:
    told = that + 1 == draft.token and draft.kind == "verb" and draft.readings[0].tense == "past"
    return told and "إ" in view.tokens[that].raw and not any(r.enclitic for r in view.tags[that].readings)


def _link(draft: Draft, governor: int | None, link: str) -> None:
    draft.governor, draft.link = governor, link


def _after_relative(view: View, draft: Draft, governor: int | None, opener: int) -> None:
    """Links a relative clause: of "نفى ما نشرته صحيفة" it is the content, of a noun a description.

    "… وهو ما اعتبرته طهران تدخلا" describes all that was told before it.
    """
    said = governor is not None and _takes_that(view, governor)
    content = said and view.tags[opener].lemma == _WHAT and view.tags[opener - 1].tag != "pronoun"
    _link(draft, governor, "that" if content else "relative")


def _previous_verb(view: View, number: int) -> int | None:
    for earlier in range(number - 1, -1, -1):
        if view.drafts[earlier].kind in ("verb", "participle"):
            return earlier
    return None


def _governor_at(view: View, that: int) -> int | None:
    """The predicate whose complement begins at a "that": the last one before it that takes one."""
    if view.tags[that].conjunction:
        earlier = _earlier_that(view, that)
        if earlier is not None:
            return _governor_at(view, earlier)
    before = range(bisect_left(view.predicates, that))
    aside = None
    for number in reversed(before):
        if _takes_that(view, number):
            if not (_has_its_object(view, number) or _is_occasion(view, number)):
                return number
            aside = number if aside is None else aside
    if aside is not None:
        return aside
    return before[-1] if before else None


def _has_its_object(view: View, number: int) -> bool:
    """Whether a verb only describes a noun, its pronoun stands for it ("نفى في بيان نشرته الوكالة أن …")."""
    draft = view.drafts[number]
    if not draft.token or not any(reading.enclitic for reading in draft.readings):
        return False
    if any("addresses" in verb_classes(lemma) for lemma in lemmas_of(draft)):
        return False  # "الرجل الذي أبلغه أن …"
    before = view.tags[draft.token - 1]
    return before.tag == "relative" or (before.tag in ("word", "event") and not before.article)


def _is_occasion(view: View, number: int) -> bool:
    """Whether a noun of speech only tells where someone spoke ("نفى في تصريحات أن …")."""
    draft = view.drafts[number]
    if draft.kind not in ("masdar", "noun") or not draft.token:
        return False
    before = view.tags[draft.token - 1]
    return before.tag == "preposition" and before.lemma in _OCCASIONS


def _takes_that(view: View, number: int) -> bool:
    return any(verb_classes(lemma) & _TAKES_THAT for lemma in lemmas_of(view.drafts[number]))


def _earlier_that(view: View, that: int) -> int | None:
    return next((index for index in range(that - 1, -1, -1) if view.tags[index].tag == "that"), None)


def _after_verb(view: View, draft: Draft, verb: int) -> None:
    other = view.at[verb]
    joined = view.is_joined(draft)
    if joined and not view.comma_between(verb, draft.token):
        _beside(view, draft, other)
    elif not joined and not view.comma_between(verb, draft.token) and not described_topic(view, draft):
        _link(draft, other, "complement")


def _beside(view: View, draft: Draft, other: int | None) -> None:
    """Hangs a draft where the one hangs that it is joined to."""
    if other is None:
        return
    governing = view.drafts[other]
    _link(draft, governing.governor, "coordinate" if governing.governor is None else governing.link)
    if governing.flags.get("condition"):
        draft.flags["condition"] = True


def _inherit(view: View, draft: Draft) -> None:
    """Takes the subject of the governing or preceding verb where the sentence leaves it out."""
    if draft.has("subject") or draft.flags.get("passive"):
        return
    described = _described(view, draft)
    found = [described] if described else list(_subjects_before(view, draft))
    # "… whether there was a nation, and he accused …": what is told of in passing acts last of all.
    known = [phrase for phrase in found if _is_definite(view, phrase)] if _goes_on(view, draft) else []
    subject = next(iter([*known, *found]), None)
    if subject is not None:
        draft.arguments.insert(0, subject)
        draft.flags["inherited"] = True


def _described(view: View, draft: Draft) -> Phrase | None:
    """The indefinite noun that a past verb right behind describes, and that acts ("دول شككت في النتائج")."""
    if draft.kind != "verb" or draft.link != "complement" or view.is_joined(draft):
        return None
    behind = view.tags[draft.token + 1] if draft.token + 1 < len(view.tags) else None
    resumed = behind is not None and behind.tag == "preposition" and behind.readings[0].enclitic
    if draft.readings[0].tense != "past" or resumed:
        return None
    above = -1 if draft.governor is None else view.drafts[draft.governor].token
    noun = next((p for p in view.phrases if p.start > above and p.end == draft.token), None)
    if noun is None or any(view.tags[index].article for index in range(noun.start, noun.end)):
        return None
    passive = any("passive-light" in verb_classes(lemma) for lemma in lemmas_of(draft))
    if passive or not view.could_mean(draft, noun) or _resumes(view, draft, noun):
        return None
    return noun._replace(role="subject")


def _resumes(view: View, draft: Draft, noun: Phrase) -> bool:
    """Whether the pronoun on a verb stands for the noun described ("قمة عقدتها", not "تقرير اتهمها")."""
    if not draft.readings[0].enclitic:
        return False
    return view.tokens[draft.token].form.endswith(_HER) == view.tokens[noun.start].form.endswith(_FEMININE)


def _goes_on(view: View, draft: Draft) -> bool:
    """Whether a verb is joined to what was told before, itself or by the "that" that opens its stretch."""
    left = view.left_bound(draft.token)
    opener = view.tags[left - 1] if left else None
    that = opener is not None and opener.tag == "that" and bool(opener.conjunction)
    return that or view.is_joined(draft)


def _subjects_before(view: View, draft: Draft) -> Iterator[Phrase]:
    """Subjects of the verbs before that the verb may go on with, the nearest first."""
    number = view.at[draft.token]
    joined = view.is_joined(draft) and view.tokens[draft.token - 1].form in _COMMAS
    lenders = view.lenders[bisect_left(view.lenders, number - _FARTHEST) :]
    for other in _by_nearness(view, draft, lenders):
        if _is_of_others(draft, other) or (joined and _is_described(view, view.at[other.token])):
            continue
        if any(start < other.token < end < draft.token for start, end in view.asides):
            continue
        subject = _subject_told(other)
        if subject is not None and view.could_mean(draft, subject):
            yield subject


def _is_described(view: View, number: int) -> bool:
    """Whether a verb is said inside what describes a noun ("القرار الذي قالت إن الصين أملته، وأعلنت …")."""
    draft: Draft | None = view.drafts[number]
    said = False
    while draft is not None and draft.governor is not None and draft.link != "relative":
        said = said or draft.link == "that"
        draft = view.drafts[draft.governor]
    return said and draft is not None and draft.link == "relative"


def _is_definite(view: View, phrase: Phrase) -> bool:
    tag = view.tags[phrase.start]
    return tag.tag not in ("word", "event", "participle") or tag.article


def _is_of_others(draft: Draft, other: Draft) -> bool:
    """Whether a verb in the plural cannot lend its subject to a participle in the singular."""
    plural = other.kind == "verb" and all(reading.number in ("p", "d") for reading in other.readings)
    return plural and draft.kind == "participle" and all(r.number == "s" for r in draft.readings)


def _by_nearness(view: View, draft: Draft, near: Sequence[int]) -> Iterable[Draft]:
    """The verbs before, nearest first; after "and that" those beside which it stands go before."""
    verbs = [view.drafts[number] for number in reversed(near)]
    left = view.left_bound(draft.token)
    if not left or view.tags[left - 1].tag != "that" or not view.tags[left - 1].conjunction:
        return verbs
    return sorted(verbs, key=lambda other: other.link != "that" or other.governor != draft.governor)


def _subject_told(other: Draft) -> Phrase | None:
    """The subject of a verb, or whom it tells something of ("سبق لمصر أن طردت", "لم يسبق لرئيس أن زار")."""
    found = next((a for a in other.arguments if a.role == "subject"), None)
    if found is not None or not any(_HOLDS in verb_classes(lemma) for lemma in lemmas_of(other)):
        return found
    return next((a._replace(role="subject") for a in other.arguments if a.role == _FOR), None)


def rehang(view: View) -> None:
    """Hangs the event noun that is a copula's subject on the verb that the copula leads to.

    "كانت الحرب قد اندلعت": what is told of the war is that it broke out.
    """
    for number, draft in enumerate(view.drafts):
        upper = None if draft.governor is None or draft.link != "subject" else view.drafts[draft.governor]
        if upper is None or not lemmas_of(upper) & COPULAS or draft.kind == "verb":
            continue
        told = (n for n in range(number + 1, len(view.drafts)) if view.drafts[n].governor == draft.governor)
        verb = next((n for n in told if view.drafts[n].link == "complement"), None)
        if verb is not None:
            _link(draft, verb, "subject")


def _taker(view: View, number: int, phrase: Phrase) -> int:
    """The verb whose object a noun is: not one that has its object as a pronoun and describes a noun.

    "قررت الحكومة في جلسة عقدتها أمس تعليق الاتفاق": what is suspended was decided.
    """
    draft = view.drafts[number]
    upper = None if draft.governor is None else view.drafts[draft.governor]
    if upper is None or phrase.role != "object" or draft.link not in ("complement", "relative"):
        return number
    bound = draft.kind == "verb" and any(reading.enclitic for reading in draft.readings)
    awaits = bound and upper.kind == "verb" and not upper.has("object")
    takes = any(_TAKES_NOUN & verb_classes(lemma) for lemma in lemmas_of(upper))
    return draft.governor if awaits and takes and draft.governor is not None else number


def _joins_another(view: View, number: int, draft: Draft) -> bool:
    """Hangs an event noun behind "and" where the one before hangs ("أمر بإبعاد ستين منهم وإغلاق …")."""
    earlier = view.drafts[number - 1] if number else None
    if earlier is None or earlier.kind != "masdar" or earlier.governor is None:
        return False
    tag = view.tags[draft.token]
    between = view.tags[earlier.token + 1 : draft.token]
    if tag.conjunction != _AND or tag.article or any(other.tag in ("verb", "point") for other in between):
        return False
    _link(draft, earlier.governor, earlier.link)
    return True


def _hang_noun(view: View, number: int, draft: Draft) -> None:
    for earlier in range(number - 1, -1, -1):
        other = view.drafts[earlier]
        for phrase in (*other.arguments, *other.outer):
            if phrase.start <= draft.token < phrase.end and phrase.start > other.token:
                _link(draft, _taker(view, earlier, phrase), phrase.role)
                return
    if _joins_another(view, number, draft):
        return
    own = view.phrase_at(draft.token)
    if own is not None and own.role != "genitive":
        draft.link = own.role  # at the head of a sentence, before its verb: "بعد طرد السفير، …"
