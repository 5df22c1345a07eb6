"""Denials of what nothing was coded of: the words that one denies are the words that another tells."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec.structs import replace

from marsad import tables
from marsad.actors import mentions
from marsad.languages.arabic.normalise import normalised
from marsad.languages.arabic.tokens import tokens
from marsad.records import Account, Agreed, Bilingual, Passage
from marsad.stories.accounts import dates_of, speakers_of, support_of
from marsad.stories.acts import UNKNOWN, entity_name, same_speaker
from marsad.stories.matters import independent, rival, speaker_around
from marsad.stories.naming import phrase
from marsad.stories.wording import forms_of, keys_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from marsad.records import AccountRole, Claim, Rival, Sentence
    from marsad.stories.matters import Matters
    from marsad.stories.wording import Keys

    Told = dict[
        str, list[tuple[str, Sentence]]
    ]  # by the id of a denial, the sentences that tell what it denies

_DAYS: Final = 10
_ALIKE: Final = 0.5
_MUCH: Final = 14.0
_RARE: Final = 4
_BEFORE: Final = 2
_BESIDE: Final = 1
_ALIKE_BEFORE: Final = 0.6
_AND: Final = "و"
_AFTER: Final = 3
_SHOWN: Final = 6

Where = tuple[str, int]
"""A document's id and the number of a sentence."""


class Denial(NamedTuple):
    """A claim that denies, its words, and the day on which it was published."""

    claim: Claim
    keys: Keys
    day: int

    @property
    def where(self) -> Where:
        """Its sentence."""
        return self.claim.document, self.claim.sentence


def claim_rivals(matters: Matters, shown: Collection[Where]) -> Iterator[Rival]:
    """Rivals of denials that are not coded as events; the denials of one document on one matter are one.

    Args:
        matters: all that was told.
        shown: sentences that rivals within a happening show already.
    """
    denied = _denied_sentences(matters)
    denials = [one for one in _denials(matters) if one.where not in shown]
    told = _telling(denials, matters, denied)
    for denial in denials:
        told[denial.claim.id] += _before(denial, matters, denied)
    for group in _by_matter([one for one in denials if told[one.claim.id]], told):
        made = _rival(group, told, matters)
        if made is not None:
            yield made


def _before(denial: Denial, matters: Matters, denied: Collection[Where]) -> list[tuple[str, Sentence]]:
    """The sentence before a denial, where it tells in the same words what is then denied ("denied that")."""
    document, number = denial.where
    sentence = _sentence(denial, matters)
    if sentence is None or _speaks_of(sentence.text, "another"):
        return []
    # "Denied that, saying …": what is denied is only pointed at, and the words are those of the answer.
    share = 0.0 if _speaks_of(sentence.text, "pointing") else _ALIKE_BEFORE
    least = max(_MUCH, share * matters.wording.total(denial.keys))
    return [
        (document, one)
        for one in matters.sentences.get(document, ())
        if 0 < number - one.number <= _BEFORE
        and (document, one.number) not in denied
        and matters.wording.total(denial.keys & keys_of(one.text)) >= least
        and not _same_speaker(denial.claim, document, one, matters)
    ][-1:]


def _speaks_of(text: str, kind: str) -> bool:
    return not _forms(text).isdisjoint(other_words()[kind])


def _forms(text: str) -> set[str]:
    return {form.removeprefix(_AND) for form in normalised(text).text.split()}


@lru_cache(maxsize=1)
def other_words() -> dict[str, frozenset[str]]:
    """Words of ``data/others.ar.tsv`` by kind.

    Raises:
        DataFileError: a kind that there is not.
    """
    found: dict[str, set[str]] = {"another": set(), "pointing": set()}
    for row in tables.rows("marsad.stories", "data/others.ar.tsv", ("word", "kind")):
        if row["kind"] not in found:
            raise row.error(f"kind is {row['kind']!r}, must be another or pointing")
        found[row["kind"]].add(normalised(row["word"]).text)
    return {kind: frozenset(words) for kind, words in found.items()}


def _same_speaker(claim: Claim, document: str, sentence: Sentence, matters: Matters) -> bool:
    held = [one for one in matters.claims.get(document, ()) if one.sentence == sentence.number]
    return any(same_speaker(entity_name(one.speaker), entity_name(claim.speaker)) for one in held)


def _by_matter(denials: Sequence[Denial], told: Told) -> list[list[Denial]]:
    """Denials of one document that deny the same document's words."""
    groups: dict[tuple[str, str], list[Denial]] = defaultdict(list)
    for denial in denials:
        first = min(document for document, _ in told[denial.claim.id])
        groups[denial.claim.document, first].append(denial)
    return list(groups.values())


def _denials(matters: Matters) -> list[Denial]:
    found = []
    for document in sorted(matters.claims):
        published = matters.tellers[document].published
        for claim in matters.claims[document]:
            keys = keys_of(_denied_words(claim, matters))
            if claim.verb == "denies" and published and matters.wording.total(keys) >= _MUCH:
                found.append(Denial(claim, keys, published.toordinal()))
    return found


def _denied_words(claim: Claim, matters: Matters) -> str:
    """What a claim denies; where its words only point back ("نفت ذلك"), what another claimed before."""
    if claim.verb != "denies" or len(_forms(claim.content) - other_words()["pointing"]) > _BESIDE:
        return claim.content
    if not _speaks_of(claim.content, "pointing"):
        return claim.content
    told = [
        one.content
        for one in sorted(matters.claims[claim.document], key=lambda one: (one.sentence, one.start))
        if claim.sentence - 1 <= one.sentence <= claim.sentence
        and one.start < claim.start
        and one.verb != "denies"
        and not same_speaker(entity_name(one.speaker), entity_name(claim.speaker))
    ]
    held = matters.sentences[claim.document]
    before = [one.text for one in held if one.number == claim.sentence - 1]
    return (told or before or [claim.content])[-1]


def _denied_sentences(matters: Matters) -> set[Where]:
    """Sentences that deny or negate, which affirm nothing."""
    acts = (act for tellings in matters.happenings for telling in tellings for act in telling.acts)
    negated = {(act.event.document, act.event.sentence) for act in acts if act.negated}
    claims = (claim for held in matters.claims.values() for claim in held if claim.verb == "denies")
    return negated | {(claim.document, claim.sentence) for claim in claims}


def _telling(denials: Sequence[Denial], matters: Matters, denied: Collection[Where]) -> Told:
    """For each denial the sentences of other documents, of the same days, that tell what it denies."""
    by_word: dict[str, list[Denial]] = defaultdict(list)
    for denial in denials:
        for key in matters.wording.rarest(denial.keys, _RARE):
            by_word[key].append(denial)
    found: Told = defaultdict(list)
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


def _rival(denials: Sequence[Denial], told: Told, matters: Matters) -> Rival | None:
    found = {(name, one.number): (name, one) for denial in denials for name, one in told[denial.claim.id]}
    claimed = [(name, one, one.start, one.end) for _, (name, one) in sorted(found.items())]
    denying = [(one.claim.document, _sentence(one, matters), one.claim) for one in denials]
    accounts = [
        _account("claim", claimed, matters),
        _spoken("denial", [(name, at, claim) for name, at, claim in denying if at], matters),
        *_explanations(denials, found, matters),
    ]
    if not independent(accounts):
        return None
    lead = max(denials, key=lambda one: (len(one.claim.content), one.claim.id))
    common = lead.keys & frozenset(key for _, one, *_ in claimed for key in keys_of(one.text))
    words = "، ".join(forms_of(lead.claim.content, matters.wording.rarest(common, _SHOWN)))
    return rival(
        "denial",
        accounts,
        story=None,
        matter=phrase("matter.claim", words=_asked(lead, claimed[0][0], claimed[0][1], matters)),
        agreed=Agreed(parties=_parties(lead, matters)),
        why=phrase("why.claim", words=words),
    )


def _asked(lead: Denial, document: str, claimed: Sentence, matters: Matters) -> str:
    """What is in question: the words denied; where these only point back ("denied that"), those claimed."""
    sentence = _sentence(lead, matters)
    if sentence is None or not _speaks_of(sentence.text, "pointing"):
        return lead.claim.content
    said = [one.content for one in matters.claims.get(document, ()) if one.sentence == claimed.number]
    shared = {words: matters.wording.total(lead.keys & keys_of(words)) for words in said}
    return max(said, key=lambda words: (shared[words], -len(words)), default=claimed.text)


def _explanations(denials: Sequence[Denial], told: Collection[Where], matters: Matters) -> list[Account]:
    """What others say of it in the sentences after a denial, in the same words."""
    accounts, spoken = [], {entity_name(one.claim.speaker) for one in denials}
    for denial in denials:
        document, number = denial.where
        keys = denial.keys | _answer(denial, matters)
        for claim in matters.claims[document]:
            near = 0 < claim.sentence - number <= _AFTER and claim.verb != "denies"
            shared = matters.wording.total(keys & keys_of(claim.content))
            other = not any(same_speaker(entity_name(claim.speaker), one) for one in spoken)
            sentence = _sentence(denial._replace(claim=claim), matters)
            if near and other and sentence and shared >= _MUCH and (document, claim.sentence) not in told:
                spoken.add(entity_name(claim.speaker))
                accounts.append(_spoken("explanation", [(document, sentence, claim)], matters))
    return accounts


def _answer(denial: Denial, matters: Matters) -> Keys:
    """The words of what the denier tells in the same sentence ("نفت ذلك قائلة إن …")."""
    own = (
        keys_of(one.content)
        for one in matters.claims[denial.claim.document]
        if one.sentence == denial.claim.sentence and one.verb != "denies"
        if same_speaker(entity_name(one.speaker), entity_name(denial.claim.speaker))
    )
    return frozenset().union(*own)


def _sentence(denial: Denial, matters: Matters) -> Sentence | None:
    document, number = denial.where
    return next((one for one in matters.sentences[document] if one.number == number), None)


def _parties(denial: Denial, matters: Matters) -> tuple[str, ...]:
    """The states that the denied words name, and the denier's."""
    named = mentions(tokens(denial.claim.content), matters.tellers[denial.claim.document].published)
    found = {one.country for one in named} | {denial.claim.speaker.country}
    return tuple(sorted(code for code in found - {UNKNOWN} if code))


def _spoken(role: AccountRole, claims: Sequence[tuple[str, Sentence, Claim]], matters: Matters) -> Account:
    """An account from claims, with their speakers."""
    where = [(name, sentence, claim.start, claim.end) for name, sentence, claim in claims]
    made = _account(role, where, matters)
    return replace(made, speakers=speakers_of(claim.speaker for *_, claim in claims))


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
