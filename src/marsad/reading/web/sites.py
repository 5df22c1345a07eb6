"""The web as a source: pages, feeds and sitemaps by their addresses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, Self

import msgspec

from marsad.errors import InputError, MalformedError, UnreadableError
from marsad.reading.web.fetching import Fetcher
from marsad.reading.web.listing import Entry, content_of, listed
from marsad.reading.web.pages import Told, check_reservation, page_document
from marsad.reading.web.politeness import Turns
from marsad.reading.web.robots import Robots
from marsad.reading.web.settings import Settings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from marsad.reading.web.fetching import Answer
    from marsad.reading.web.listing import Content, Listed
    from marsad.records import Document


class Asked(NamedTuple):
    """What a list of pages was found to hold.

    Attributes:
        answer: of the site; its headers hold no validators where further lists were read.
        entries: the pages it names; none where it has not changed.
        problems: further lists, of an index, that could not be read.
    """

    answer: Answer
    entries: tuple[Entry, ...] = ()
    problems: tuple[InputError, ...] = ()


class Web:
    """Fetches and reads; use it in ``with``, or close it.

    Args:
        settings: how the web is asked.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings or Settings()
        told = self._settings
        self._fetcher = Fetcher(told.rules, told.limits, Turns(told.pause), agent=told.agent, tls=told.tls)
        self._robots = Robots(self._fetcher.fetch, reserved=told.reserved)

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closes the connections."""
        self.close()

    def close(self) -> None:
        """Closes the connections."""
        self._fetcher.close()

    def documents(
        self, address: str, *, outlet: str | None = None, published: dt.date | None = None
    ) -> Iterator[Document | InputError]:
        """The article of a page, or of every page that a feed or sitemap names, one by one.

        Args:
            address: of a page, a feed (RSS, Atom, RDF, JSON) or a sitemap (also packed, or an index).
            outlet: who published them, where the caller knows.
            published: the day, where the caller knows.
        """
        told = Told(outlet, published, reserved=self._settings.reserved)
        try:
            answer = self._fetched(address)
            content = self._content(answer)
            if content.kind == "page":
                yield self._read(answer, content, told)
                return
            found = listed(content, answer.url)
            if not found.entries and not found.lists:
                raise MalformedError(answer.url, f"is a {content.kind} that names no page")
        except InputError as error:
            yield error
            return
        for entry in self._entries(found, answer.url):
            yield (
                entry
                if isinstance(entry, InputError)
                else self.page(entry, outlet=outlet, published=published)
            )

    def page(
        self, entry: Entry, *, outlet: str | None = None, published: dt.date | None = None
    ) -> Document | InputError:
        """The article of one page, or why there is none."""
        told = Told(outlet, published, entry.day, self._settings.reserved)
        try:
            answer = self._fetched(entry.address)
            content = self._content(answer)
            if content.kind != "page":
                raise MalformedError(answer.url, f"is a {content.kind}, where a page is due")
            return self._read(answer, content, told)
        except InputError as error:
            return error

    def listed(self, address: str, validators: Mapping[str, str]) -> Asked:
        """A feed or sitemap and the pages it names.

        Args:
            address: of the feed, the sitemap, or an index of sitemaps.
            validators: headers that ask whether it has changed (``If-None-Match``, ``If-Modified-Since``).

        Raises:
            InputError: it cannot be fetched, or is neither.
        """
        answer = self._fetched(address, validators)
        if answer.unchanged:
            return Asked(answer)
        content = self._content(answer)
        if content.kind == "page":
            raise MalformedError(address, "is a page, where a feed or sitemap is due")
        top = listed(content, answer.url)
        found = list(self._entries(top, answer.url))
        if top.lists:  # an index stays as it is while the sitemaps it names change
            answer = replace(answer, headers={})
        entries = tuple(one for one in found if isinstance(one, Entry))
        return Asked(answer, entries, tuple(one for one in found if isinstance(one, InputError)))

    def _fetched(self, address: str, headers: Mapping[str, str] | None = None) -> Answer:
        return self._fetcher.fetch(address, headers=headers, before_hop=self._robots.pause_for)

    def _content(self, answer: Answer) -> Content:
        return content_of(answer, self._settings.limits)

    def _read(self, answer: Answer, content: Content, told: Told) -> Document:
        kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        check_reservation(content.body, answer.headers, answer.url, told)
        document = page_document(content.text, answer.url, kind, answer.url, told)
        return msgspec.structs.replace(document, retrieved=answer.retrieved)

    def _entries(self, found: Listed, url: str) -> Iterator[Entry | InputError]:
        """The pages of a list and of the lists it names, each once."""
        seen: set[str] = set()
        waiting, known = list(found.lists), set(found.lists)
        yield from _fresh(found.entries, seen)
        for read, address in enumerate(waiting):  # which grows while it is walked
            if read == self._settings.limits.listed:
                yield UnreadableError(url, f"names more than {read} sitemaps; the others are not read")
                return
            try:
                further = self._further(address)
            except InputError as error:
                yield error
                continue
            yield from _fresh(further.entries, seen)
            waiting += [one for one in further.lists if one not in known]
            known.update(further.lists)

    def _further(self, address: str) -> Listed:
        """What a sitemap that an index names holds."""
        answer = self._fetched(address)
        content = self._content(answer)
        if content.kind != "sitemap":
            raise MalformedError(address, f"is a {content.kind}, where a sitemap is due")
        return listed(content, answer.url)


def _fresh(entries: tuple[Entry, ...], seen: set[str]) -> Iterator[Entry]:
    for entry in entries:
        if entry.address not in seen:
            seen.add(entry.address)
            yield entry
