"""One sentence at a time, to be read by the codebook without what the machine read there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec
from starlette.responses import RedirectResponse, Response

from marsad.archive.correcting import annotation
from marsad.archive.decided import Annotation
from marsad.archive.gold_lines import annotations_of
from marsad.plover import event_types, quad
from marsad.views.decision_listing import DECISION_COLUMNS, decision_row
from marsad.web.asked import Asked
from marsad.web.editing import STATUSES, acts, editing_of, sides_in
from marsad.web.page import NotThereError, Page, RefusedError, Table
from marsad.web.sampling import in_order, next_sentence
from marsad.web.visits import ANNOTATOR, KEPT_SECONDS, annotator_cookie

if TYPE_CHECKING:
    from collections.abc import Iterable

    from marsad.records import Sentence

KEYS: Final = "qwertyuiasdfghjk"
_MOST_SEED: Final = 1_000_000


def annotating_page(asked: Asked) -> Page:
    """The next sentence for who annotates; in the order of ``seed``, or those of ``document``.

    Raises:
        UsageError: a seed that is no number, or events so far that are none.
        NotThereError: no such article or sentence.
    """
    seed, who = asked.number("seed", most=_MOST_SEED), asked.annotator
    done = annotations_of(asked.library.archive, who) if who else {}
    found = _wanted(asked, seed, done) if who and asked.library.editing else None
    return Page(
        "annotate.html.j2",
        asked.labels.text("web.annotate"),
        {
            "who": who,
            "done": len(done),
            "seed": seed,
            "place": found,
            "title": _title(found, asked),
            "so_far": so_far(asked.given.get("so_far", "")),
            "types": list(zip(KEYS, sorted(event_types(), key=quad), strict=True)),
            "acts": acts(),
            "statuses": STATUSES,
            "codes": sorted(asked.labels.names, key=asked.labels.country),
        },
        Table("annotations", DECISION_COLUMNS, lambda: _rows(asked, who)),
    )


def annotate(asked: Asked, form: dict[str, str]) -> Response:
    """Keeps a sentence's events and leads to the next sentence, or keeps in mind one event of several.

    Raises:
        NotAllowedError: the server was started for reading only.
        UsageError: nobody says who annotates, or the event cannot be.
    """
    editing = editing_of(asked)
    if "name" in form:
        return _named(asked, form["name"].strip())
    if asked.annotator is None:
        raise RefusedError("annotator-first")
    document, number = _sentence_in(form)
    events = [] if form.get("do") == "none" else [*so_far(form.get("so_far", "")), *_event(form)]
    kept = {"seed": form.get("seed"), "document": form.get("only")}
    if form.get("do") == "more":
        told = msgspec.json.encode(events).decode()
        target = asked.links.to("annotate", **kept, at=f"{document}:{number}", so_far=told)
        return RedirectResponse(target, status_code=303)
    plain = [msgspec.structs.asdict(one) for one in events]
    editing.archive.decisions().annotate(document, number, plain, who=asked.annotator)
    return RedirectResponse(asked.links.to("annotate", **kept), status_code=303)


def so_far(words: str) -> list[Annotation]:
    """Events of the sentence that were told already.

    Raises:
        UsageError: they are none.
    """
    if not words:
        return []
    try:
        found = msgspec.json.decode(words, type=list[Annotation])
    except msgspec.MsgspecError as error:
        raise RefusedError("events", problem=error) from error
    return [annotation(**msgspec.structs.asdict(one)) for one in found]


def _named(asked: Asked, name: str) -> Response:
    if not name or not name.isprintable():
        raise RefusedError("annotator", words=name)
    answer = RedirectResponse(asked.links.to("annotate"), status_code=303)
    cookie = annotator_cookie(name)
    answer.set_cookie(ANNOTATOR, cookie, max_age=KEPT_SECONDS, httponly=True, samesite="lax", path="/")
    return answer


def _wanted(asked: Asked, seed: int, done: Iterable[tuple[str, int]]) -> tuple[str, Sentence] | None:
    library, known, only = asked.library, set(done), asked.given.get("document")
    if place := asked.given.get("at"):
        return _at(place, asked)
    if only:
        left = [one for one in library.reader.sentences(only) if one.text and (only, one.start) not in known]
        return (only, left[0]) if left else None
    ordered = library.once(("in order", seed), lambda: in_order(library.reader.ids(), seed))
    return next_sentence(library.reader, ordered, seed, known)


def _at(place: str, asked: Asked) -> tuple[str, Sentence]:
    document, _, number = place.rpartition(":")
    for one in asked.library.reader.sentences(document):
        if str(one.number) == number:
            return document, one
    raise NotThereError("sentence", words=place)


def _sentence_in(form: dict[str, str]) -> tuple[str, int]:
    number = form.get("number", "")
    if not (number.isascii() and number.isdecimal()):
        raise RefusedError("whole-number", name="number", words=number)
    return form.get("document", ""), int(number[:9])


def _event(form: dict[str, str]) -> list[Annotation]:
    """The event that the form tells; none where no type was chosen."""
    kind, (of, _, mode) = form.get("type", ""), form.get("mode", "").partition("/")
    if not kind and not of:
        return []
    fields: dict[str, Any] = {
        "type": kind or of,
        "mode": mode or None if of == (kind or of) else None,
        "actors": sides_in(form, "actor"),
        "recipients": sides_in(form, "recipient"),
        "status": form.get("status") or "actual",
        "date": form.get("date", "").strip() or None,
    }
    return [annotation(**fields)]


def _title(found: tuple[str, Sentence] | None, asked: Asked) -> tuple[str, str] | None:
    """Day and title of the article: what the reader of the sentence would know."""
    header = asked.library.browser.headers([found[0]]).get(found[0]) if found else None
    return (str(header.published or ""), header.title or "") if header else None


def _rows(asked: Asked, who: str | None) -> Iterable[dict[str, Any]]:
    known = asked.library.archive.decisions().all()
    return [decision_row(one) for one in known if one.decision.kind == "annotate" and who == one.decision.who]
