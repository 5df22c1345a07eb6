"""The trap as flat rows for lists: one for each thing said, each reaction and each sequel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from marsad.records import AUTHOR
from marsad.views.listing import frame_of
from marsad.views.measure_listing import short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.measures import Branch, Reaction, Said
    from marsad.measures.trap import Sequel
    from marsad.records import Passage, Voice

__all__ = [
    "SHOWN_TRAP_COLUMNS",
    "TRAP_COLUMNS",
    "frame_of",
    "shown_trap_rows",
    "trap_rows",
]

TRAP_COLUMNS: Final = (
    "state", "branch", "row", "act", "speaker", "speaker_country", "voices", "day", "words", "condition",
    "condition_start", "condition_end", "likelihood", "low", "high", "type", "mode", "status", "origins",
    "outlets", "manner", "side", "answer", "within", "n_first", "n_then", "followed", "expected", "lift", "p",
    "q", "placebo", "tried", "tested", "why", "document", "sentence", "start", "end", "text", "then_day",
    "then_type", "then_document", "then_sentence", "then_start", "then_end", "then_text",
)  # fmt: skip

SHOWN_TRAP_COLUMNS: Final = ("branch", "row", "who", "what", "origins")
"""What fits on a terminal."""

_SHORT: Final = 160
_AUTHOR: Final = "the author"
_PLACE: Final = ("document", "sentence", "start", "end", "text")
_TESTED: Final = (
    "manner", "side", "answer", "within", "n_first", "n_then", "followed", "expected", "lift", "p", "q",
    "placebo", "tried", "tested", "why",
)  # fmt: skip


def trap_rows(branch: Branch) -> Iterator[dict[str, Any]]:
    """A branch as flat rows, all with the same columns: one alone where nothing is told of it."""
    bare = dict.fromkeys(TRAP_COLUMNS) | {"state": branch.state, "branch": _name(branch.sense, branch.pole)}
    for one in branch.said:
        for place in one.sentences:
            yield bare | _said(one) | _place(place)
    for one_reaction in branch.reactions:
        yield bare | _reaction(one_reaction)
        for sequel in one_reaction.sequels:
            yield bare | _sequel(one_reaction, sequel)
    if branch.why is not None:
        yield bare | {"row": "none", "why": branch.why}


def _name(sense: str, pole: str) -> str:
    return f"{sense} {pole}"


def _said(one: Said) -> dict[str, Any]:
    likely = one.likelihood
    same = ("day", "words", "condition", "condition_start", "condition_end", "type", "mode", "status")
    return {name: getattr(one, name) for name in same} | {
        "row": one.kind,
        "act": _name(one.sense, one.pole),
        "speaker": _speaker(one),
        "speaker_country": None if one.speaker == AUTHOR else one.speaker.country,
        "voices": "; ".join(map(_voice, one.voices)),
        "likelihood": likely and likely.words,
        "low": likely and likely.low,
        "high": likely and likely.high,
        "origins": one.origins.number,
        "outlets": "; ".join(one.outlets),
    }


def _speaker(one: Said) -> str:
    party = one.speaker
    return _AUTHOR if party == AUTHOR else party.name or party.text or party.name_ar or party.country


def _voice(one: Voice) -> str:
    party = one.speaker
    return party.name or party.text or party.name_ar or party.country


def _place(place: Passage, before: str = "") -> dict[str, Any]:
    return {
        f"{before}{name}": getattr(place, name) for name in ("document", "sentence", "start", "end", "text")
    }


def _reaction(one: Reaction) -> dict[str, Any]:
    return {name: getattr(one, name) for name in _TESTED} | {
        "row": "reaction",
        "act": _name(one.sense, one.pole),
        "origins": one.origins.number,
    }


def _sequel(one: Reaction, sequel: Sequel) -> dict[str, Any]:
    return {
        "row": "sequel",
        "act": _name(one.sense, one.pole),
        "manner": one.manner,
        "side": one.side,
        "answer": one.answer,
        "within": one.within,
        "day": sequel.first_day,
        "type": sequel.first_type,
        "then_day": sequel.then_day,
        "then_type": sequel.then_type,
        **_place(sequel.first),
        **_place(sequel.then, "then_"),
    }


def shown_trap_rows(branch: Branch) -> Iterator[dict[str, Any]]:
    """A branch as a person reads it on a terminal: what is said, what followed; or that nothing is known."""
    name = _name(branch.sense, branch.pole)
    for one in branch.said:
        shown = {"branch": name, "row": one.kind, "who": _who(one), "what": _what(one)}
        yield shown | {"origins": one.origins.number}
    for reaction in branch.reactions:
        if reaction.followed:
            yield {"branch": name, "row": "reaction", "who": reaction.side, "what": _followed(reaction),
                   "origins": reaction.origins.number}  # fmt: skip
    if not branch.said and not any(one.followed for one in branch.reactions):
        yield {"branch": name, "row": "none", "who": "", "what": "nothing told", "origins": 0}


def _who(one: Said) -> str:
    """Who says so and when; for an author, in which outlet."""
    notes = [one.outlets[0]] if one.speaker == AUTHOR and one.outlets[:1] != ("",) else []
    return ", ".join([_speaker(one), *notes, *([one.day] if one.day else [])])


def _what(one: Said) -> str:
    if one.kind != "forecast":
        denied = "denied: " if one.status == "negated" else ""
        return denied + _cut(one.sentences[0].text)
    condition = one.condition or ""
    return _cut(one.words) if condition in one.words else f"{_cut(condition)} → {_cut(one.words)}"


def _cut(words: str) -> str:
    return words if len(words) <= _SHORT else words[:_SHORT].rpartition(" ")[0] + " …"


def _followed(one: Reaction) -> str:
    tested = f"p {short(one.p)}, q {short(one.q)}" if one.tested else "not enough data for this test"
    acts = f"{one.followed} of {one.n_first} acts in {one.manner} {one.sense} {one.pole}"
    after = f"followed by {one.answer} within {one.within} days"
    return f"{acts} {after} (expected {short(one.expected)}; {tested})"
