"""Signs on a predicate: negation, future, possibility, question, passive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.languages.arabic.drafts import CHAIN, CHAIN_LENGTH, Draft, View, lemmas_of
from marsad.languages.arabic.phrases import is_nor
from marsad.languages.arabic.verbhood import COPULAS, has_passive_sign

if TYPE_CHECKING:
    from marsad.languages.arabic.tags import Tagged
    from marsad.languages.grammar import Reading

_DAMMA: Final = "\u064f"
_SHADDA: Final = "\u0651"
_PREFIX: Final = 3
_TRILITERAL: Final = 3
_CEASING: Final = frozenset({"زال"})
_THERE: Final = frozenset({"هناك", "ثمه"})
_NEGATED_NOUNS: Final = frozenset({"عدم", "غير", "لا", "ليس"})


def signs_of(view: View, draft: Draft) -> dict[str, bool]:
    """Flags of `grammar.Clause` for a draft."""
    flags = {"negated": False, "future": False, "possible": False, "question": False}
    if draft.kind == "verb":
        flags["future"] = any(reading.future for reading in draft.readings)
    flags["passive"] = _is_passive(view, draft)
    nominal = draft.kind in ("masdar", "noun")
    for index in range(draft.token - 1, max(-1, draft.token - 1 - CHAIN_LENGTH), -1):
        tag = view.tags[index]
        if tag.tag not in CHAIN and not (nominal and tag.tag == "quantifier"):
            flags["negated"] = flags["negated"] or (nominal and _is_there_none(view, index))
            break
        _mark(flags, tag, draft)
    flags["negated"] = flags["negated"] or (view.denies and _is_of_neither(view, draft))
    if flags["negated"] and lemmas_of(draft) & _CEASING:
        flags["negated"] = False  # "not cease" is "still"
    flags["question"] = flags["question"] or view.asks
    return flags


def _is_there_none(view: View, index: int) -> bool:
    """Whether "there was no" stands at a token ("لم تكن هناك أي مفاوضات")."""
    verb = view.tags[index]
    copula = verb.tag == "verb" and any(reading.lemma in COPULAS for reading in verb.readings)
    if not copula or not index or view.tags[index - 1].tag != "negation":
        return False
    return index + 1 < len(view.tags) and view.tokens[index + 1].form in _THERE


def _is_of_neither(view: View, draft: Draft) -> bool:
    """Whether the subject before a verb is "neither … nor …" (لا كوبا ولا فنزويلا أرسلت جنوداً)."""
    subject = next((a for a in draft.arguments if a.role == "subject" and a.end <= draft.token), None)
    if subject is None or draft.flags.get("inherited") or not subject.start:
        return False
    neither = view.tags[subject.start - 1].tag == "negation"
    return neither and any(is_nor(tag) for tag in view.tags[subject.start : subject.end])


def _mark(flags: dict[str, bool], tag: Tagged, draft: Draft) -> None:
    if tag.tag == "negation":
        flags["negated"] = draft.kind in ("verb", "participle") or tag.lemma in _NEGATED_NOUNS
        flags["future"] = (flags["future"] or tag.lemma == "لن") and tag.lemma != "لم"  # "لم ولن ترسل"
    elif tag.lemma == "سوف":
        flags["future"] = True
    elif tag.lemma == "ربما" or (tag.lemma == "قد" and draft.readings[0].tense == "present"):
        flags["possible"] = True
    elif tag.tag == "question":
        flags["question"] = True


def _is_passive(view: View, draft: Draft) -> bool:
    if draft.kind == "participle":
        return all(reading.kind == "passive" for reading in draft.readings)
    if draft.kind != "verb":
        return False
    if all(reading.passive for reading in draft.readings):
        return True
    raw, reading = view.tokens[draft.token].raw, draft.readings[0]
    return has_passive_sign(raw, reading) or _has_present_passive_sign(raw, reading)


def _has_present_passive_sign(raw: str, reading: Reading) -> bool:
    """Whether a present has a damma on its prefix that its active has not (يُعتقد، يُستبعد; not يُعلن)."""
    if reading.tense != "present" or _DAMMA not in raw[:_PREFIX]:
        return False
    first, bare = reading.lemma[0], reading.lemma.replace(_SHADDA, "")
    ground = _SHADDA not in reading.lemma and len(bare) == _TRILITERAL
    return first in "ات" or (ground and first != "أ")
