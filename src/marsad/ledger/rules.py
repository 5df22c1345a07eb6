"""What may be written into the ledger; asked before writing, and again whenever the log is read.

A rule looks at the state before an entry and at the entry; where it does not hold it says so in words.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Any, Final

from marsad.archive.log import canonical
from marsad.errors import UsageError
from marsad.ledger.entries import OUTCOMES
from marsad.records import content_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from marsad.ledger.entries import (
        Dispute,
        Evidence,
        Freeze,
        Prediction,
        Question,
        Resolution,
        Strike,
        Unfalsifiable,
        Void,
    )
    from marsad.ledger.state import Said, Standing, State

_CLOSED: Final = ("yes", "no", "partly")
_PROVEN: Final = ("yes", "partly")


def check(state: State, said: Said[Any]) -> None:
    """Whether an entry may follow on what is there.

    Raises:
        UsageError: it may not, and why.
    """
    _RULES[said.kind](state, said)


def fingerprint(question: Question) -> str:
    """What a freeze holds fast: a hash of all that the question says."""
    return content_id("frozen question", canonical(question))


def _question(state: State, said: Said[Question]) -> None:
    asked = said.content
    for name in ("text", "threshold", "source"):
        _need(bool(getattr(asked, name).strip()), f"a question needs its {name}")
    _need(asked.opens <= asked.deadline, f"the deadline {asked.deadline} lies before {asked.opens}")
    owner = state.keys.get(asked.key, asked.id) if asked.key else asked.id
    _need(owner == asked.id, f"the key {asked.key!r} is taken by question {owner}")
    _need(asked.key is None or asked.key.strip() == asked.key != "", "a key is a short name without blanks")
    if asked.version == 1:
        _need(asked.id not in state.versions, f"question {asked.id} is in the ledger already")
        _need(asked.replaces is None, "a first version replaces nothing")
        return
    _new_version(state.standing(asked.id), asked)


def _new_version(before: Standing, asked: Question) -> None:
    last = before.question
    _need(asked.version == last.version + 1, f"version {last.version + 1} of question {asked.id} is due")
    _need(
        asked.replaces == before.asked.number, f"it must name entry {before.asked.number}, which it replaces"
    )
    _need(before.outcome not in _CLOSED, f"question {asked.id} was decided; ask another one")
    _need(asked.key == last.key, "a new version keeps the key of the question")


def _freeze(state: State, said: Said[Freeze]) -> None:
    standing = _last_version(state, said.content)
    _need(standing.frozen is None, f"question {said.content.question} is frozen already")
    whole = fingerprint(standing.question)
    _need(said.content.fingerprint == whole, "the question is not the one that was to be frozen")


def _prediction(state: State, said: Said[Prediction]) -> None:
    made = said.content
    standing = _frozen(state, made)
    known = {one.content.id for one in standing.predictions}  # the question is part of the id
    _need(made.id not in known, f"forecast {made.id} is in the ledger already")
    _need(bool(made.forecaster.name.strip()), "a forecast needs its forecaster")
    _need(all(map(math.isfinite, (made.low, made.high))), "a probability is a number")
    _need(
        0 <= made.low <= made.high <= 1, f"{made.low}–{made.high} is no interval of probabilities from 0 to 1"
    )
    _not_ahead(made.made_on, said, "made")
    _need(made.made_on <= standing.question.deadline, f"made on {made.made_on}, after the deadline")
    documented = bool(made.document or made.url)
    _need(
        documented or not standing.is_decided,
        "the question is decided; only a forecast with a document or an address can still be entered",
    )


def _evidence(state: State, said: Said[Evidence]) -> None:
    found = said.content
    standing = _frozen(state, found)
    known = {one.content.id for one in standing.evidence}
    _need(found.id not in known, f"evidence {found.id} is attached already")
    _need(bool(found.text.strip() or found.url), "evidence needs its words or an address")
    if found.published is not None:
        _not_ahead(found.published, said, "published")


def _resolution(state: State, said: Said[Resolution]) -> None:
    decided = said.content
    standing = _frozen(state, decided)
    last = standing.resolution
    if said.kind == "correction":
        _need(last is not None, f"question {decided.question} has no decision to correct")
        number = last.number if last else None
        _need(decided.corrects == number, f"entry {number} is the decision that holds; a correction names it")
        _need(bool(decided.why.strip()), "a correction needs its reason")
    else:
        _need(not standing.is_decided, f"question {decided.question} is decided; a correction is due")
        _need(decided.corrects is None, "a first decision corrects nothing")
    _check_decision(standing, said)


def _check_decision(standing: Standing, said: Said[Resolution]) -> None:
    decided, question = said.content, standing.question
    _need(decided.outcome in OUTCOMES, f"outcome {decided.outcome!r}: one of {', '.join(OUTCOMES)} is due")
    _not_ahead(decided.known_on, said, "known")
    _need(decided.known_on >= question.opens, f"known on {decided.known_on}, before the question opens")
    attached = {one.content.id for one in standing.evidence}
    missing = [name for name in decided.evidence if name not in attached]
    _need(not missing, f"evidence {', '.join(missing)} is not attached to the question")
    if decided.outcome in _PROVEN:
        _need(bool(decided.evidence), f"{decided.outcome} needs evidence")
    elif decided.outcome != "pending":
        _need(bool(decided.evidence or decided.why.strip()), f"{decided.outcome} needs evidence or a reason")
    _check_condition(question, decided)


def _check_condition(question: Question, decided: Resolution) -> None:
    met = decided.condition_met
    if question.condition is None:
        _need(met is None, "the question has no condition that could be met")
    elif met is False:
        _need(decided.outcome in ("void", "pending"), "the condition was not met, so the question is void")
    elif met is None:
        _need(decided.outcome not in ("yes", "no", "partly"), "say whether the condition was met")


def _dispute(state: State, said: Said[Dispute]) -> None:
    standing = _frozen(state, said.content)
    last = standing.resolution
    _need(standing.is_decided, f"question {said.content.question} has no decision to dispute")
    number = last.number if last else 0
    _need(said.content.resolution == number, f"entry {number} is the decision that holds; a dispute names it")
    _need(bool(said.content.why.strip()), "a dispute needs its reason")
    _need(said.content.outcome is None or said.content.outcome in OUTCOMES, "no such outcome")


def _void(state: State, said: Said[Void]) -> None:
    name, found = said.content.prediction, state.prediction(said.content.prediction)
    if found is None:
        raise UsageError(f"no forecast {name} in the ledger")
    _need(name not in state.voids, f"forecast {name} is void already")
    _need(found[1].content.condition is not None, f"forecast {name} has no condition that could be unmet")
    _need(bool(said.content.why.strip()), "say why the condition was not met")


def _strike(state: State, said: Said[Strike]) -> None:
    wanted = said.content.entry
    numbers = {
        one.number
        for standing in state.all_standings()
        for one in (*standing.predictions, *standing.evidence)
    }
    _need(wanted in numbers, f"entry {wanted} is neither a forecast nor evidence")
    _need(wanted not in state.strikes, f"entry {wanted} is struck already")
    _need(bool(said.content.why.strip()), "say why the entry is struck")


def _unfalsifiable(state: State, said: Said[Unfalsifiable]) -> None:
    kept = said.content
    _need(kept.id not in state.unfalsifiable, f"{kept.id} is kept already")
    _need(bool(kept.statement.strip() or kept.record), "say what was foretold")
    _need(bool(kept.why.strip()), "say why no fact could refute it")


def _last_version(state: State, named: Freeze | Prediction | Evidence | Resolution | Dispute) -> Standing:
    standing = state.standing(named.question, named.version)
    _need(not standing.replaced, f"version {named.version} of question {named.question} was replaced")
    return standing


def _frozen(state: State, named: Prediction | Evidence | Resolution | Dispute) -> Standing:
    standing = _last_version(state, named)
    _need(standing.frozen is not None, f"question {named.question} is not frozen; nothing can be attached")
    return standing


def _not_ahead(day: dt.date, said: Said[Any], what: str) -> None:
    """The moment of writing is told in UTC; east of it, today is tomorrow already."""
    last = dt.date.fromisoformat(said.day) + dt.timedelta(days=1)
    _need(day <= last, f"{what} on {day}, after the day of writing ({said.day})")


def _need(holds: bool, problem: str) -> None:
    if not holds:
        raise UsageError(problem)


_RULES: Final[dict[str, Callable[[State, Said[Any]], None]]] = {
    "question": _question,
    "freeze": _freeze,
    "forecast": _prediction,
    "evidence": _evidence,
    "resolution": _resolution,
    "correction": _resolution,
    "dispute": _dispute,
    "void": _void,
    "strike": _strike,
    "unfalsifiable": _unfalsifiable,
}
