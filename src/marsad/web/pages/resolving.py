"""The question of a forecast: asked, frozen and decided from its page, in the ledger's own log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from marsad.web.asked import Asked
from marsad.web.editing import back_to, editing_of
from marsad.web.page import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response

    from marsad.ledger import Ledger
    from marsad.ledger.entries import Evidence, Outcome
    from marsad.ledger.state import Standing

_MET: Final = {"met": True, "unmet": False}


class Work(NamedTuple):
    """What can be done with a forecast's question.

    Attributes:
        question: id of the question; empty where none was asked.
        stage: not asked, draft, open, resolved or disputed.
        conditional: whether it must be said that the condition was met.
        outcomes: that can be chosen.
    """

    question: str
    stage: str
    conditional: bool
    outcomes: tuple[str, ...]


def work_on(forecast: str, asked: Asked) -> Work | None:
    """What can be done from the page of a forecast; None where nobody works here."""
    if asked.library.editing is None:
        return None
    from marsad.ledger import Ledger
    from marsad.ledger.entries import OUTCOMES

    found = _standing(Ledger(asked.library.archive), forecast)
    if found is None:
        return Work("", "not asked", conditional=False, outcomes=OUTCOMES)
    conditional = found.question.condition is not None
    return Work(found.question.id, found.stage, conditional, OUTCOMES)


def resolve(asked: Asked, form: dict[str, str]) -> Response:
    """Asks, freezes or decides the question of a forecast, as the form says.

    Raises:
        NotAllowedError: the server was started for reading only.
        UsageError: the rules of the ledger forbid it.
    """
    from marsad.ledger import Ledger

    editing, forecast = editing_of(asked), form.get("forecast", "")
    deed = _DEEDS.get(form.get("kind", ""))
    if deed is None:
        raise RefusedError("deed", words=form.get("kind", ""))
    deed(Ledger(editing.archive, editing.who), forecast, form)
    return back_to(form, asked.links.forecast(forecast))


def _ask(ledger: Ledger, forecast: str, _: dict[str, str]) -> None:
    ledger.ask_forecast(forecast)


def _freeze(ledger: Ledger, forecast: str, _: dict[str, str]) -> None:
    ledger.freeze(_needed(ledger, forecast).question.id)


def _decide(ledger: Ledger, forecast: str, form: dict[str, str]) -> None:
    from marsad.asking import parsed_day
    from marsad.ledger.entries import OUTCOMES

    standing = _needed(ledger, forecast)
    if form.get("outcome") not in OUTCOMES:
        raise RefusedError(
            "choice", name="outcome", words=form.get("outcome", ""), allowed=", ".join(OUTCOMES)
        )
    known, evidence = parsed_day(form.get("known_on") or None), _evidence(ledger, standing, form)
    told: dict[str, Any] = {"known_on": known} if known else {}
    ledger.resolve(
        standing.question.id,
        cast("Outcome", form["outcome"]),
        evidence=evidence,
        why=form.get("why", "").strip(),
        condition_met=_MET.get(form.get("condition", "")),
        correct=standing.is_decided,
        **told,
    )


def _evidence(ledger: Ledger, standing: Standing, form: dict[str, str]) -> list[Evidence]:
    """The words and the address that were given, and what the archive speaks for where it is asked."""
    from marsad.ledger import making

    asked, found = standing.question, []
    words, url = form.get("evidence", "").strip(), form.get("url", "").strip() or None
    if words or url:
        found.append(making.evidence(question=asked.id, version=asked.version, text=words, url=url))
    if "from_archive" in form:
        proposed = ledger.proposals([standing]).get(asked.id)
        found += proposed.evidence if proposed else ()
    return found


def _needed(ledger: Ledger, forecast: str) -> Standing:
    found = _standing(ledger, forecast)
    if found is None:
        raise RefusedError("no-question")
    return found


def _standing(ledger: Ledger, forecast: str) -> Standing | None:
    """The question that a forecast raised, or that it is a forecast of."""
    return next(
        (
            one
            for one in ledger.state.latest()
            if one.question.forecast == forecast
            or any(said.content.record == forecast for said in one.predictions)
        ),
        None,
    )


_DEEDS: Final[dict[str, Callable[[Ledger, str, dict[str, str]], None]]] = {
    "ask": _ask,
    "decide": _decide,
    "freeze": _freeze,
}
