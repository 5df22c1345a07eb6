"""What is new about a state, for feed readers: stories, warnings, forecasts whose day has come.

Atom (RFC 4287) and JSON Feed 1.1. An entry keeps its id for good, on whatever machine it is read.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple
from uuid import NAMESPACE_URL, uuid5

import msgspec

from marsad.measures.windows import window_of
from marsad.observatory.outlook import forecasts_about, kept_about
from marsad.views.pictures.svg import joined, tag
from marsad.views.watching import warning_words
from marsad.web.file import File
from marsad.web.pages.warnings import warnings
from marsad.web.telling import story_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markupsafe import Markup

    from marsad.views.labels import Labels
    from marsad.views.parts import PartyView
    from marsad.web.asked import Asked
    from marsad.web.telling import StoryLine, Told

_STORIES: Final = 30
_WARNINGS: Final = 10
_DUE: Final = 20
_NEVER: Final = "1970-01-01T00:00:00Z"
_ATOM: Final = "http://www.w3.org/2005/Atom"
_JSON: Final = "https://jsonfeed.org/version/1.1"


class Entry(NamedTuple):
    """An entry of a feed.

    Attributes:
        id: a URN that stays.
        kind: story, warning or forecast.
        title: in words.
        says: its text.
        href: address of its page.
        updated: RFC 3339, UTC.
    """

    id: str
    kind: str
    title: str
    says: str
    href: str
    updated: str


def atom_feed(asked: Asked) -> File:
    """What is new about a state, as Atom.

    Raises:
        NotThereError: no such state.
    """
    entries, state, links = entries_of(asked), asked.state(), asked.links
    content = tag(
        "feed",
        tag("id", _name("feed", f"{state} {asked.language}")),
        tag("title", _title(asked)),
        tag("updated", entries[0].updated if entries else _NEVER),
        tag("author", tag("name", asked.labels.text("ui.marsad"))),
        _link("self", "application/atom+xml", links.state(state, "feed.atom"), asked),
        _link("alternate", "text/html", links.state(state), asked),
        joined(_atom_entry(one, asked) for one in entries),
        xmlns=_ATOM,
        **{"xml:lang": asked.language},
    )
    written = f'<?xml version="1.0" encoding="utf-8"?>\n{content}\n'
    return File(None, "application/atom+xml; charset=utf-8", written.encode())


def json_feed(asked: Asked) -> File:
    """The same as JSON Feed; raises as `atom_feed` does."""
    state, links = asked.state(), asked.links
    content = {
        "version": _JSON,
        "title": _title(asked),
        "home_page_url": _whole(links.state(state), asked),
        "feed_url": _whole(links.state(state, "feed.json"), asked),
        "language": asked.language,
        "authors": [{"name": asked.labels.text("ui.marsad")}],
        "items": [_json_item(one, asked) for one in entries_of(asked)],
    }
    return File(None, "application/feed+json; charset=utf-8", msgspec.json.encode(content))


def entries_of(asked: Asked) -> Sequence[Entry]:
    """All entries, the last updated first; worked out once for each state of the archive's stories."""
    state, library = asked.state(), asked.library
    if library.browser.worked_out() is None:
        return ()
    day = asked.now.date()  # by which a forecast may have become due

    def made() -> list[Entry]:
        found = [*_stories(asked), *_warnings(asked), *_due(asked)]
        return sorted(found, key=lambda one: (one.updated, one.id), reverse=True)

    return library.once(("feed", state, asked.language, day), made)


def _stories(asked: Asked) -> Iterator[Entry]:
    fresh = asked.library.browser.fresh(asked.state(), limit=_STORIES)
    moments = {asked.links.story(story): moment for moment, story in fresh}
    for line in story_lines([story for _, story in fresh], asked):
        name, says = _name("story", line.href.rpartition("/")[2]), _told(line.told, asked.labels)
        title, moment = _headline(line, asked.labels), _moment(moments[line.href])
        yield Entry(name, "story", title, says, line.href, moment)


def _warnings(asked: Asked) -> Iterator[Entry]:
    state = asked.state()
    found = warnings(asked, state)[:_WARNINGS]
    for one in found:
        words = warning_words(one, asked.labels)
        name = _name("warning", f"{one.side} {one.other} {one.acts} {one.window}")
        title = f"{words.sides}: {words.acts} ({words.window})"
        says = f"{words.says} {words.past}"
        yield Entry(name, "warning", title, says, _of(asked, "warnings"), _day(_last_day(one.window, asked)))


def _last_day(window: str, asked: Asked) -> dt.date:
    """The last day of a month; of one that still runs the first, so that it stays what it is meanwhile."""
    month = window_of(dt.date.fromisoformat(f"{window}-01"), "month")
    return month.last if month.last < asked.now.date() else month.first


def _due(asked: Asked) -> Iterator[Entry]:
    state, archive, today = asked.state(), asked.library.archive, asked.now.date()
    kept = kept_about(archive, state, forecasts_about(archive, state, None), None)
    if kept is None:
        return
    opened = {one.question.key or one.question.id: one.question.opens for one in kept.state.latest()}
    for one in kept.due[:_DUE]:
        title = asked.labels.text("web.feed_due", x=one.text)
        says = asked.labels.text("web.feed_deadline", x=one.deadline.isoformat())
        day = one.deadline if one.deadline <= today else opened[one.question]
        name = _name("due", f"{one.question} {one.why}")
        yield Entry(name, "forecast", title, says, _of(asked, "forecasts"), _day(day))


def _headline(line: StoryLine, labels: Labels) -> str:
    arrow = " ← " if labels.language == "ar" else " → "
    sides = [_sides(parties, labels) for parties in (line.actors, line.recipients) if parties]
    status = f" ({line.status_label})" if line.status != "actual" else ""
    return f"{line.type_label}{status}: {arrow.join(sides)}"


def _sides(parties: Sequence[PartyView], labels: Labels) -> str:
    return labels.listed([labels.annotated(one.name, one.notes) for one in parties])


def _told(told: Told, labels: Labels) -> str:
    quote = f"{told.quote.before}{told.quote.trigger}{told.quote.after}"
    return f"{quote}\n{told.outlet}{labels.text('ui.comma')} {told.published.text}".strip()


def _title(asked: Asked) -> str:
    return asked.labels.text("web.feed_of", x=asked.labels.country(asked.state()))


def _of(asked: Asked, part: str) -> str:
    return asked.links.state(asked.state(), part)


def _whole(href: str, asked: Asked) -> str:
    return f"{asked.origin}{href}"


def _name(kind: str, key: str) -> str:
    return uuid5(NAMESPACE_URL, f"marsad {kind} {key}").urn


def _moment(stored: str) -> str:
    """A moment of the archive as RFC 3339 has it."""
    return dt.datetime.fromisoformat(stored).astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _day(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _link(rel: str, kind: str, href: str, asked: Asked) -> Markup:
    return tag("link", rel=rel, type=kind, href=_whole(href, asked))


def _atom_entry(one: Entry, asked: Asked) -> Markup:
    return tag(
        "entry",
        tag("id", one.id),
        tag("title", one.title),
        tag("updated", one.updated),
        _link("alternate", "text/html", one.href, asked),
        tag("category", term=one.kind, label=asked.labels.text(f"web.feed_{one.kind}")),
        tag("content", one.says, type="text"),
    )


def _json_item(one: Entry, asked: Asked) -> dict[str, object]:
    return {
        "id": one.id,
        "url": _whole(one.href, asked),
        "title": one.title,
        "content_text": one.says,
        "date_modified": one.updated,
        "tags": [one.kind],
        "language": asked.language,
    }
