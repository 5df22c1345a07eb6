"""What the forms of corrections do: each appends a decision in the name of who works here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.web.asked import Asked
from marsad.web.editing import back_to, editing_of, event_fields
from marsad.web.page import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response

    from marsad.archive import Decision, Decisions
    from marsad.records import Story

_MOST_WORDS: Final = 2000


def decide(asked: Asked, form: dict[str, str]) -> Response:
    """Decides what a form says, and leads back to the page that it names.

    Raises:
        NotAllowedError: the server was started for reading only.
        UsageError: what cannot be decided.
    """
    editing, kind = editing_of(asked), form.get("kind", "")
    decisions = editing.archive.decisions()
    if kind in _WITH_PAGES:
        made = _WITH_PAGES[kind](decisions, form, editing.who, asked)
        if made.after is not None:
            return back_to(form, asked.links.to("event", made.after.id))
        return back_to({}, asked.links.to("decisions") + f"#d{made.number}")
    if kind not in _DEEDS:
        raise RefusedError("deed", words=kind)
    made = _DEEDS[kind](decisions, form, editing.who)
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


def _add(decisions: Decisions, form: dict[str, str], who: str, asked: Asked) -> Decision:
    document, number = form.get("document", ""), _number(form, "sentence")
    sentences = asked.library.reader.sentences(document)
    home = next((one for one in sentences if one.number == number), None)
    trigger = form.get("trigger", "").strip()
    at = home.text.find(trigger) if home and trigger else -1
    if home is None or at < 0:
        raise RefusedError("trigger", words=trigger)
    start = home.start + at
    return decisions.add(document, start, start + len(trigger), who=who, why=_why(form), **event_fields(form))


def _undo(decisions: Decisions, form: dict[str, str], who: str) -> Decision:
    return decisions.undo(_number(form, "number"), who=who, why=_why(form))


def _merge(decisions: Decisions, form: dict[str, str], who: str, asked: Asked) -> Decision:
    these, those = _story(form.get("story", ""), asked), _story(_other_story(form), asked)
    if these.id == those.id:
        raise RefusedError("merge-itself")
    return decisions.merge(these.events, those.events, who=who, why=_why(form))


def _split(decisions: Decisions, form: dict[str, str], who: str, asked: Asked) -> Decision:
    story = _story(form.get("story", ""), asked)
    off = [name for name in story.events if f"off:{name}" in form]
    kept = [name for name in story.events if name not in off]
    return decisions.split(off, kept, who=who, why=_why(form))


def _other_story(form: dict[str, str]) -> str:
    """The story that was chosen, or whose address was given: what stands last in it."""
    given = form.get("address", "").strip().partition("#")[0].partition("?")[0].rstrip("/")
    return given.rpartition("/")[2] or form.get("other", "")


def _story(name: str, asked: Asked) -> Story:
    found = asked.library.browser.story(name)
    if found is None:
        raise RefusedError("story", words=name)
    return found


def _number(form: dict[str, str], name: str) -> int:
    words = form.get(name, "")
    if not (words.isascii() and words.isdecimal()):
        raise RefusedError("whole-number", name=name, words=words)
    return int(words[:9])


_DEEDS: Final[dict[str, Callable[[Decisions, dict[str, str], str], Decision]]] = {
    "confirm": _confirm,
    "correct": _correct,
    "drop": _drop,
    "undo": _undo,
}
_WITH_PAGES: Final[dict[str, Callable[[Decisions, dict[str, str], str, Asked], Decision]]] = {
    "add": _add,
    "merge": _merge,
    "split": _split,
}
