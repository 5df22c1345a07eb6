"""Denials of what nothing was coded of: the words that one denies are the words that another tells."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.records import Account, Agreed, Bilingual, Passage
from marsad.stories.accounts import dates_of, speakers_of, support_of
from marsad.stories.matters import independent, rival, speaker_around
from marsad.stories.naming import phrase
from marsad.stories.wording import forms_of, keys_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from marsad.records import AccountRole, Claim, Rival, Sentence
    from marsad.stories.matters import Matters
    from marsad.stories.wording import Keys

_DAYS: Final = 10
_ALIKE: Final = 0.5
_MUCH: Final = 14.0
_RARE: Final = 4
_SHOWN: Final = 6

Where = tuple[str, int]
"""A document's id and the number of a sentence."""


class Denial(NamedTuple):
    """A claim that denies, its words, and the day on which it was published."""

    claim: Claim
    keys: Keys
    day: int


def claim_rivals(matters: Matters, shown: Collection[Where]) -> Iterator[Rival]:
    """Rivals of denials that are not coded as events.

    Args:
        matters: all that was told.
        shown: sentences that rivals within a happening show already.
    """
    denied = _denied_sentences(matters)
    denials = [one for one in _denials(matters) if (one.claim.document, one.claim.sentence) not in shown]
    told = _telling(denials, matters, denied)
    for denial in denials:
        found = told.get(denial.claim.id)
        if found and (made := _rival(denial, found, matters)):
            yield made


def _denials(matters: Matters) -> list[Denial]:
    found = []
    for document in sorted(matters.claims):
        published = matters.tellers[document].published
        for claim in matters.claims[document]:
            keys = keys_of(claim.content)
            if claim.verb == "denies" and published and matters.wording.total(keys) >= _MUCH:
                found.append(Denial(claim, keys, published.toordinal()))
    return found


def _denied_sentences(matters: Matters) -> set[Where]:
    """Sentences that deny or negate, which affirm nothing."""
    acts = (act for tellings in matters.happenings for telling in tellings for act in telling.acts)
    negated = {(act.event.document, act.event.sentence) for act in acts if act.negated}
    claims = (claim for held in matters.claims.values() for claim in held if claim.verb == "denies")
    return negated | {(claim.document, claim.sentence) for claim in claims}


def _telling(
    denials: Sequence[Denial], matters: Matters, denied: Collection[Where]
) -> dict[str, list[tuple[str, Sentence]]]:
    """For each denial the sentences of other documents, of the same days, that tell what it denies."""
    by_word: dict[str, list[Denial]] = defaultdict(list)
    for denial in denials:
        for key in matters.wording.rarest(denial.keys, _RARE):
            by_word[key].append(denial)
    found: dict[str, list[tuple[str, Sentence]]] = defaultdict(list)
    for document in sorted(matters.sentences) if denials else ():
        for sentence in matters.sentences[document]:
            keys = keys_of(sentence.text)
            meeting = {one.claim.id: one for key in keys & by_word.keys() for one in by_word[key]}
            for denial in meeting.values():
                other = document != denial.claim.document and (document, sentence.number) not in denied
                if other and _is_same(denial, keys, document, matters):
                    found[denial.claim.id].append((document, sentence))
    return found


def _is_same(denial: Denial, keys: Keys, document: str, matters: Matters) -> bool:
    published = matters.tellers[document].published
    if published is None or abs(published.toordinal() - denial.day) > _DAYS:
        return False
    shared = matters.wording.total(denial.keys & keys)
    return shared >= _MUCH and shared >= _ALIKE * matters.wording.total(denial.keys)


def _rival(denial: Denial, told: Sequence[tuple[str, Sentence]], matters: Matters) -> Rival | None:
    claim = denial.claim
    sentence = next((one for one in matters.sentences[claim.document] if one.number == claim.sentence), None)
    if sentence is None:
        return None
    accounts = [
        _account("claim", [(name, one, one.start, one.end) for name, one in told], matters),
        _account("denial", [(claim.document, sentence, claim.start, claim.end)], matters),
    ]
    accounts[1] = _spoken(accounts[1], claim)
    if not independent(accounts):
        return None
    common = denial.keys & frozenset(key for _, one in told for key in keys_of(one.text))
    words = "، ".join(forms_of(claim.content, matters.wording.rarest(common, _SHOWN)))
    return rival(
        "denial",
        accounts,
        story=None,
        matter=phrase("matter.claim", words=claim.content),
        agreed=Agreed(),
        why=phrase("why.claim", words=words),
    )


def _spoken(account: Account, claim: Claim) -> Account:
    from msgspec.structs import replace  # noqa: PLC0415

    return replace(account, speakers=speakers_of([claim.speaker]))


def _account(role: AccountRole, where: Sequence[tuple[str, Sentence, int, int]], matters: Matters) -> Account:
    """An account from sentences, each with the span of its words that matter."""
    documents = sorted({document for document, *_ in where})
    words = where[0][1].text
    return Account(
        role=role,
        says=Bilingual(ar=words, en=words),
        speakers=speakers_of(
            speaker_around(document, start, end, matters) for document, _, start, end in where
        ),
        sentences=tuple(
            Passage(document=document, sentence=one.number, start=start, end=end, text=one.text)
            for document, one, start, end in where
        ),
        origins=support_of(documents, matters.origins),
        dates=dates_of(documents, matters.tellers),
    )
