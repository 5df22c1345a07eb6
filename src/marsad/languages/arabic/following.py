"""Phrases that stand behind a predicate and may be its arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.languages.arabic.words import common_split

if TYPE_CHECKING:
    from marsad.languages.arabic.drafts import View
    from marsad.languages.grammar import Phrase

_AMONG: Final = frozenset({"بين", "من"})
_THEN: Final = frozenset({"انذاك", "حينها", "حينذاك", "يومها", "وقتها", "وقتذاك", "يومذاك"})


def phrases_after(view: View, token: int) -> list[Phrase]:
    """Phrases behind a predicate that may be its arguments, without those that break in."""
    stop = view.right_bound(token)
    behind = view.phrases_between(token + 1, stop)
    if view.asides:
        resumed = view.resumed(token, stop)
        behind += view.phrases_between(resumed.start, resumed.stop)
    found: list[Phrase] = []
    for phrase in behind:
        told = phrase.role and phrase.start not in view.at  # a preposition's, and no predicate: most are
        if not told and _is_beside(view, phrase):
            continue
        if phrase.role == "genitive" and found and found[-1].end == phrase.start:
            found[-1] = found[-1]._replace(end=phrase.end)
        else:
            found.append(phrase)
    return found


def _is_beside(view: View, phrase: Phrase) -> bool:
    """Whether a phrase is no argument: a circumstance, an aside in brackets, an example ("منها …")."""
    if _is_circumstance(view, phrase):
        return True
    if phrase.role:
        return False
    return _is_aside(view, phrase) or _is_example(view, phrase) or _is_name_of_office(view, phrase)


def _is_name_of_office(view: View, phrase: Phrase) -> bool:
    """Whether a name stands behind an office and "then" ("الرئيس الأميركي آنذاك جورج بوش")."""
    at = phrase.start - 1
    if phrase.role or at < 1 or view.tokens[at].form not in _THEN or view.tags[phrase.start].conjunction:
        return False
    office, name = view.tags[at - 1].fixed, view.tags[phrase.start].fixed
    proper = name is not None and not name.adjective and common_split(view.tokens[phrase.start].word) is None
    return proper and office is not None and office.end > office.start + 1


def _is_example(view: View, phrase: Phrase) -> bool:
    before = view.tags[phrase.start - 1]
    listing = before.tag == "preposition" and before.lemma in _AMONG
    return not phrase.role and listing and bool(before.readings[0].enclitic)


def _is_aside(view: View, phrase: Phrase) -> bool:
    """Whether a noun phrase stands in brackets: another name of the one before, no argument of its own."""
    return not phrase.role and view.tokens[phrase.start - 1].form == "("


def _is_circumstance(view: View, phrase: Phrase) -> bool:
    number = view.at.get(phrase.start)
    return number is not None and view.drafts[number].kind == "participle"
