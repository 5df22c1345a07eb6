"""Rival explanations: one happening, and causes told for it that have no words in common."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

from marsad import tables
from marsad.languages.arabic.normalise import normalised
from marsad.records import Account, Bilingual, Passage
from marsad.stories.accounts import dates_of, speakers_of, support_of
from marsad.stories.happenings import story_id
from marsad.stories.matters import agreed_of, independent, rival, speaker_around
from marsad.stories.naming import act_words, phrase
from marsad.stories.wording import keys_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from marsad.records import Rival, Sentence
    from marsad.stories.matters import Matters
    from marsad.stories.tellings import Telling
    from marsad.stories.wording import Keys

Kind = Literal["because", "ascribes"]

_COLUMNS: Final = ("words", "kind", "to")
_TWO: Final = 2
_DAYS: Final = 10
_ALIKE: Final = 0.2
_SAME_EFFECT: Final = 0.5
_MUCH: Final = 14.0
"""Worth of words in common, in nats, with which a sentence elsewhere speaks of the same thing."""

_LEAST_WORDS: Final = 2
_RARE: Final = 4
_AND: Final = "و"
_LETTERS: Final = re.compile(r"[^\W_]+")
_MOST_WORDS: Final = 20


class Cue(NamedTuple):
    """Words behind which a cause stands; see ``data/causes.ar.tsv``."""

    words: tuple[str, ...]
    kind: Kind
    to: str


class Cause(NamedTuple):
    """A cause that a sentence tells: where, its words, and the words of what it explains."""

    document: str
    sentence: Sentence
    start: int
    end: int
    kind: Kind
    keys: Keys
    effect: Keys

    @property
    def words(self) -> str:
        """The cause as it stands."""
        return self.sentence.text[self.start - self.sentence.start : self.end - self.sentence.start]


def cause_rivals(matters: Matters) -> Iterator[Rival]:
    """Rival explanations of the happenings."""
    known = _Causes.of(matters)
    for tellings in matters.happenings:
        causes = _explaining(tellings, known, matters)
        apart: list[Cause] = []
        for cause in causes:
            if all(_differ(cause, other, matters) for other in apart):
                apart.append(cause)
        made = _rival(tellings, apart, matters) if len(apart) >= _TWO else None
        if made is not None:
            yield made


class _Causes(NamedTuple):
    """All causes, by document and by the rarest words of what they explain."""

    by_document: dict[str, list[Cause]]
    by_word: dict[str, list[Cause]]

    @classmethod
    def of(cls, matters: Matters) -> _Causes:
        """Those told in the documents."""
        by_document = {name: found for name in matters.sentences if (found := causes_in(name, matters))}
        by_word: dict[str, list[Cause]] = defaultdict(list)
        for cause in (cause for causes in by_document.values() for cause in causes):
            for key in matters.wording.rarest(cause.effect, _RARE):
                by_word[key].append(cause)
        return cls(by_document, by_word)


def causes_in(document: str, matters: Matters) -> list[Cause]:
    """The causes told in a document, in its order."""
    made = (cause_in(document, sentence) for sentence in matters.sentences[document])
    return [cause for cause in made if cause is not None]


def cause_in(document: str, sentence: Sentence) -> Cause | None:
    """The first cause that a sentence tells."""
    words = _words(sentence.text)
    for at, word in enumerate(words):
        for cue in _cues_from(word.form.removeprefix(_AND)):
            begin = _after(words, at, cue)
            if begin is not None and len(words) - begin >= _LEAST_WORDS:
                return _cause(document, sentence, cue.kind, words, at, begin)
    return None


class Word(NamedTuple):
    """A word without marks and signs, and where it stands in its sentence."""

    form: str
    start: int
    end: int


def _words(text: str) -> list[Word]:
    found, at = [], 0
    for piece in text.split():
        start = text.index(piece, at)
        at = start + len(piece)
        found.append(Word(_form(piece), start, at))
    return found


@lru_cache(maxsize=65_536)
def _form(piece: str) -> str:
    return "".join(_LETTERS.findall(normalised(piece).text))


def _after(words: Sequence[Word], at: int, cue: Cue) -> int | None:
    """Number of the word with which the cause begins; None where the cue does not stand here."""
    end = at + len(cue.words)
    first, *others = cue.words
    if words[at].form.removeprefix(_AND) != first or [word.form for word in words[at + 1 : end]] != others:
        return None
    if not cue.to:
        return end
    return next((number + 1 for number in range(end, len(words)) if words[number].form == cue.to), None)


def _cause(
    document: str, sentence: Sentence, kind: Kind, words: Sequence[Word], at: int, begin: int
) -> Cause:
    last = min(len(words), begin + _MOST_WORDS) - 1
    start, end = words[begin].start, words[last].end
    return Cause(
        document,
        sentence,
        sentence.start + start,
        sentence.start + end,
        kind,
        keys_of(sentence.text[start:end]),
        keys_of(sentence.text[: words[at].start]),
    )


def _explaining(tellings: Sequence[Telling], known: _Causes, matters: Matters) -> list[Cause]:
    """Causes of a happening: in its sentences, ascribed in the next one, or of the same words elsewhere."""
    told = {(act.event.document, act.event.sentence) for one in tellings for act in one.acts}
    days = [act.day for one in tellings for act in one.acts if act.day is not None]
    words = frozenset(key for one in tellings for key in one.head.keys)
    own = (cause for name in {document for document, _ in told} for cause in known.by_document.get(name, ()))
    found = {cause for cause in own if _is_beside(cause, told)}
    elsewhere = (cause for key in words & known.by_word.keys() for cause in known.by_word[key])
    found |= {cause for cause in elsewhere if _is_of(cause, words, days, matters)}
    return sorted(found, key=lambda cause: (cause.document, cause.start))


def _is_beside(cause: Cause, told: Collection[tuple[str, int]]) -> bool:
    here = (cause.document, cause.sentence.number)
    before = (cause.document, cause.sentence.number - 1)
    return here in told or (cause.kind == "ascribes" and before in told)


def _is_of(cause: Cause, words: Keys, days: Sequence[int], matters: Matters) -> bool:
    published = matters.tellers[cause.document].published
    near = published is not None and any(abs(published.toordinal() - day) <= _DAYS for day in days)
    shared = matters.wording.total(cause.effect & words)
    return near and shared >= _MUCH and matters.wording.likeness(cause.effect, words) >= _SAME_EFFECT


def _differ(left: Cause, right: Cause, matters: Matters) -> bool:
    return left.document != right.document and matters.wording.likeness(left.keys, right.keys) < _ALIKE


def _rival(tellings: Sequence[Telling], causes: Sequence[Cause], matters: Matters) -> Rival | None:
    accounts = [_account(cause, matters) for cause in causes]
    if not independent(accounts):
        return None
    lead = max((one.head for one in tellings), key=lambda act: (act.event.confidence, act.event.id))
    return rival(
        "explanation",
        accounts,
        story=story_id(tellings),
        matter=phrase("matter.cause", act=act_words(lead, whether=True)),
        agreed=agreed_of([one.head for one in tellings]),
        why=phrase("why.explanation"),
    )


def _account(cause: Cause, matters: Matters) -> Account:
    return Account(
        role="explanation",
        says=Bilingual(ar=cause.words, en=cause.words),
        speakers=speakers_of([speaker_around(cause.document, cause.start, cause.end, matters)]),
        sentences=(
            Passage(
                document=cause.document,
                sentence=cause.sentence.number,
                start=cause.start,
                end=cause.end,
                text=cause.sentence.text,
            ),
        ),
        origins=support_of([cause.document], matters.origins),
        dates=dates_of([cause.document], matters.tellers),
    )


def _cues_from(form: str) -> tuple[Cue, ...]:
    return _cues_by_word().get(form, ())


@lru_cache(maxsize=1)
def _cues_by_word() -> dict[str, tuple[Cue, ...]]:
    firsts = {cue.words[0] for cue in cues()}
    return {first: tuple(cue for cue in cues() if cue.words[0] == first) for first in firsts}


@lru_cache(maxsize=1)
def cues() -> tuple[Cue, ...]:
    """The words of cause, longest first.

    Raises:
        DataFileError: a kind that there is not, or no words.
    """
    found = []
    for row in tables.rows("marsad.stories", "data/causes.ar.tsv", _COLUMNS):
        words = tuple(map(_form, row["words"].split()))
        if row["kind"] not in get_args(Kind) or not words:
            raise row.error(f"kind is {row['kind']!r}, must be because or ascribes, with words")
        found.append(Cue(words, row["kind"], _form(row["to"])))  # type: ignore[arg-type]
    return tuple(sorted(found, key=lambda cue: (-len(cue.words), cue)))
