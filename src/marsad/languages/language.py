"""What a language offers to the rooms above, whichever language it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from marsad.languages.grammar import Clause, Fixed, Quantity, TimeExpression, Token, Word
    from marsad.records import DatePrecision, Sentence


class Language(NamedTuple):
    """The functions of one language room.

    Attributes:
        code: ISO 639-1.
        sentences: text and body start → sentences.
        tokens: sentence text → tokens.
        clauses: tokens, names known from outside, time runs → clauses.
        times: sentence text, publication, previous day and how exactly it is known → expressions of time.
        even: text → its even spelling.
        word: form in even spelling → what is known of it.
        keys: form in even spelling → stems and lemmas that a table may know it by.
        classes: lemma → classes such as "says" or "light".
        is_common: whether a form in even spelling is a common noun or adjective that tells no event.
        is_people: whether a form in even spelling is the plural of a word for people, of the regular kind.
        counting: sentence text and forms of its tokens → those at which a quantity may begin; quick.
        quantities: tokens and those of them at which one may begin → quantities.
        duals: form in even spelling of a noun → its duals.
        owner_gender: form with a pronoun → gender of the owner, "m", "f" or "".
        is_future: whether a form in even spelling is a verb marked as to come.
        is_we: whether such a verb is told of "we".
        is_present: whether a form in even spelling may be a verb in the present, where a verb is due.
    """

    code: str
    sentences: Callable[[str, int], list[Sentence]]
    tokens: Callable[[str], list[Token]]
    clauses: Callable[[Sequence[Token], Sequence[Fixed], Sequence[tuple[int, int]]], list[Clause]]
    times: Callable[[str, dt.date | None, dt.date | None, DatePrecision], list[TimeExpression]]
    even: Callable[[str], str]
    word: Callable[[str], Word]
    keys: Callable[[str], frozenset[str]]
    classes: Callable[[str], frozenset[str]]
    is_common: Callable[[str], bool]
    is_people: Callable[[str], bool]
    counting: Callable[[str, Sequence[str]], list[int]]
    quantities: Callable[[Sequence[Token], Sequence[int]], list[Quantity]]
    duals: Callable[[str], tuple[str, ...]]
    owner_gender: Callable[[str], str]
    is_future: Callable[[str], bool]
    is_we: Callable[[str], bool]
    is_present: Callable[[str], bool]
