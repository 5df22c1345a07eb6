"""What the forms of corrections do: each appends a decision in the name of who works here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.errors import UsageError
from marsad.web.asked import Asked
from marsad.web.editing import back_to, editing_of, event_fields

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response

    from marsad.archive import Decision, Decisions

_MOST_WORDS: Final = 2000


def decide(asked: Asked, form: dict[str, str]) -> Response:
    """Decides what a form says, and leads back to the page that it names.

    Raises:
        NotAllowedError: the server was started for reading only.
        UsageError: what cannot be decided.
    """
    editing = editing_of(asked)
    deed = _DEEDS.get(form.get("kind", ""))
    if deed is None:
        raise UsageError(f"no such deed {form.get('kind', '')!r}")
    made = deed(editing.archive.decisions(), form, editing.who)
    event = made.evidence.event if made.evidence else None
    return back_to(form, asked.links.to("event", event) if event else asked.links.to("decisions"))


def _why(form: dict[str, str]) -> str:
    return form.get("why", "").strip()[:_MOST_WORDS]


def _correct(decisions: Decisions, form: dict[str, str], who: str) -> Decision:
    return decisions.correct(form.get("event", ""), who=who, why=_why(form), **event_fields(form))


def _confirm(decisions: Decisions, form: dict[str, str], who: str) -> Decision:
    return decisions.confirm(form.get("event", ""), who=who, why=_why(form))


def _drop(decisions: Decisions, form: dict[str, str], who: str) -> Decision:
    return decisions.drop(form.get("event", ""), who=who, why=_why(form))


def _undo(decisions: Decisions, form: dict[str, str], who: str) -> Decision:
    return decisions.undo(_number(form, "number"), who=who, why=_why(form))


def _number(form: dict[str, str], name: str) -> int:
    words = form.get(name, "")
    if not (words.isascii() and words.isdecimal()):
        raise UsageError(f"{name}={words!r} is no number")
    return int(words[:9])


_DEEDS: Final[dict[str, Callable[[Decisions, dict[str, str], str], Decision]]] = {
    "confirm": _confirm,
    "correct": _correct,
    "drop": _drop,
    "undo": _undo,
}
