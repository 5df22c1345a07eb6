"""Opening an observatory, adding to it, and the brief."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, Self

from marsad.asking import (
    parsed_day,
)
from marsad.coding import MINIMUM_CONFIDENCE, code_document
from marsad.errors import InputError
from marsad.languages import sentences
from marsad.observatory.decided import Deciding
from marsad.observatory.lists import Lists
from marsad.observatory.measured import Measured
from marsad.observatory.outlook import forecasts_about, kept_about, lean_among, poles_for, trap_between
from marsad.observatory.pages import BriefPage, check_brief
from marsad.observatory.together import Together
from marsad.observatory.upkeep import Upkeep
from marsad.records import Document, document_id, joined_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from marsad.archive import Keep, Outcome, Progress, Writer
    from marsad.bulk import Engine, ReadAndCoded, Share
    from marsad.errors import MalformedError
    from marsad.ledger import Ledger
    from marsad.reading.web import Settings
    from marsad.records import Coding
    from marsad.views import Matter
    from marsad.watching import Round


Language = Literal["ar", "en"]
Source = str | Path

_MEMORY: Final = ":memory:"


class Added(NamedTuple):
    """What became of one input: the document and whether it is new, or the error."""

    document: Document | None
    outcome: Outcome | None
    error: InputError | None


def code(
    text: str,
    *,
    published: dt.date | str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    minimum: float = MINIMUM_CONFIDENCE,
) -> Coding:
    """Codes one text; nothing is kept.

    Args:
        text: clean body text.
        published: day of publication, which relative dates are counted from.
        title: the headline, coded as sentence 0.
        outlet: who published it.
        minimum: lowest confidence that is written.

    Raises:
        UsageError: ``published`` is no ISO date.
    """
    day = parsed_day(published)
    joined, body_start = joined_text(title, text)
    identity = document_id(joined, outlet, day)
    document = Document(
        id=identity, outlet=outlet, title=title, published=day, text=joined, body_start=body_start
    )
    return code_document(document, minimum=minimum)


def kept(writer: Writer, found: Document | InputError) -> Added:
    """Codes and keeps a document; an error becomes one of the archive's issues.

    Raises:
        ArchiveError: the archive cannot be written.
    """
    if isinstance(found, InputError):
        writer.record_issue(found.source, found.problem, found.line)
        return Added(None, None, found)
    outcome = writer.add(found, sentences(found.text, found.body_start), code_document(found))
    return Added(found, outcome, None)


def _put(writer: Writer, made: ReadAndCoded) -> Added:
    """Keeps what was coded already; what cannot be kept becomes one of the archive's issues."""
    problem = made.error
    if made.document is not None and made.coding is not None:
        found = made.document
        try:
            outcome = writer.add(found, sentences(found.text, found.body_start), made.coding)
            return Added(found, outcome, None)
        except InputError as error:
            problem = error
    assert problem is not None  # noqa: S101  it is a document with its coding, or an error
    return kept(writer, problem)


def open_observatory(path: str | Path = _MEMORY, *, readonly: bool = False) -> Observatory:
    """Opens the archive at a path or database URL, made where there is none.

    Raises:
        ArchiveError: it cannot be opened.
    """
    from marsad.archive import open_archive  # SQLAlchemy takes 350 ms to import

    return Observatory(open_archive(str(path), readonly=readonly))


class Observatory(Lists, Together, Measured, Deciding, Upkeep):
    """Reads, codes and keeps articles, and answers from what is kept."""

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closes the archive."""
        self.close()

    def close(self) -> None:
        """Closes the archive."""
        self._archive.close()

    def add(
        self,
        *sources: Source,
        outlet: str | None = None,
        published: dt.date | str | None = None,
        keep: Keep = "whole",
        web: Settings | None = None,
        engine: Engine | None = None,
        share: Share | None = None,
    ) -> list[Added]:
        """Reads, codes and keeps all that the sources hold; see `adding`."""
        additions = self.adding(
            sources, outlet=outlet, published=published, web=web, keep=keep, engine=engine, share=share
        )  # fmt: skip
        return list(additions)

    def adding(
        self,
        sources: Iterable[Source],
        *,
        outlet: str | None = None,
        published: dt.date | str | None = None,
        keep: Keep = "whole",
        web: Settings | None = None,
        engine: Engine | None = None,
        share: Share | None = None,
    ) -> Iterator[Added]:
        """Reads, codes and keeps, one input at a time, in the order of the sources.

        What is yielded with an outcome is on disk: workers read and code, and this process writes. An input
        that cannot be used is yielded with its error, kept in the archive's list of issues, and the rest goes
        on.

        Args:
            sources: files, folders, patterns, URLs of an object storage, addresses of pages, feeds or
                sitemaps, or "-" for standard input.
            outlet: outlet of the documents; goes before what a page says of itself, after a JSON record.
            published: day of the documents, in the same way.
            keep: how much of their words to keep: whole, only sentences that are evidence, or a hash.
            web: how the web is asked.
            engine: what reading and coding run on (`marsad.bulk.Engine`); this process without.
            share: only this chunk of the inputs (`marsad.bulk.Share`).

        Raises:
            ArchiveError: the archive cannot be written.
            UsageError: what is fetched or piped is to be shared, or given to Ray; another word for ``keep``.
        """
        from marsad.bulk import Asked, documents_in

        asked = Asked(
            outlet=outlet, published=parsed_day(published), reserved=web is not None and web.reserved
        )  # fmt: skip
        writer = self._archive.writer(keep)
        for made in documents_in(sources, asked, engine=engine, share=share, web=web):
            yield _put(writer, made)

    def watching(
        self,
        feeds: Source,
        *,
        once: bool = False,
        minutes: float | None = None,
        web: Settings | None = None,
        on_problem: Callable[[InputError], None] = lambda _: None,
    ) -> Iterator[Round]:
        """Asks a list of feeds on and on, and adds the pages they name; yields what each round did.

        What a round has noted is on disk; a run that was killed goes on where it was.

        Args:
            feeds: file with an address a line; outlet and minutes may follow, parted by tabs.
            once: a single round, in which every feed is asked.
            minutes: between two questions to a feed; 15 without.
            web: how the web is asked.
            on_problem: told of every feed or page that cannot be used; they are noted as issues too.

        Raises:
            UnreadableError: the list cannot be read, or names no feed.
            ArchiveError: the archive cannot be written.
        """
        from marsad.reading.web import Web
        from marsad.watching import Kept, Watch, feeds_in
        from marsad.watching.rounds import MINUTES

        listed, problems = feeds_in(feeds)
        writer = self._archive.writer()

        def keep(found: Document | InputError) -> Kept:
            if isinstance(found, InputError):
                on_problem(found)
            added = kept(writer, found)
            return Kept(added.document.id if added.document else None, added.outcome == "added")

        for problem in problems:
            keep(problem)
        with Web(web) as fetching:
            watch = Watch(self._archive.watched(), fetching, keep, minutes=minutes or MINUTES)
            yield from watch.rounds(listed, once=once)

    def import_file(
        self,
        path: Source,
        form: str,
        *,
        licence: str | None = None,
        on_problem: Callable[[MalformedError], None] = lambda _: None,
        on_batch: Callable[[Progress], None] = lambda _: None,
        workers: int = 1,
    ) -> Progress:
        """Imports events of others' data; see `marsad.imports.import_file`, whose errors it raises."""
        from marsad.imports import import_file

        return import_file(
            self._archive, path, form, licence=licence, on_problem=on_problem, on_batch=on_batch,
            workers=workers,
        )  # fmt: skip

    def forget_import(self, path: Source) -> int:
        """Takes out all that was imported from files of this name; tells how many imports there were."""
        return self._archive.importer().forget(str(path))

    def imports(self) -> list[dict[str, Any]]:
        """The files that were imported, with their terms, how to cite them, and what became of their rows."""
        return [info.as_dict() for info in self._archive.imported().imports()]

    def ledger(self, by: str = "") -> Ledger:
        """The ledger: what was foretold, and who was right.

        Args:
            by: who writes into it; needed for writing alone.
        """
        from marsad.ledger import Ledger

        return Ledger(self._archive, by)

    def brief(
        self,
        state: str,
        *,
        language: Language = "ar",
        as_of: dt.date | str | None = None,
        poles: Iterable[str] | None = None,
    ) -> BriefPage:
        """The brief of a state.

        Args:
            state: code of the state or bloc ("KAZ").
            language: of the labels.
            as_of: only what was published by that day.
            poles: whom its lean is measured against ("RUS", "CSTO", "West=USA+EUR"); without, Russia, the
                West and China, less the one that it is part of itself.

        Raises:
            UnknownCodeError: no such state or pole.
            UsageError: no pole, or a date that is none.
            LedgerError: the ledger's log is not as it was written.
        """
        from marsad.actors import country_names
        from marsad.views import brief_of

        day, sides = check_brief(state, None, as_of), poles_for(state, poles)
        brief = brief_of(
            self._matter(state, day, sides),
            language=language,
            as_of=day,
            made=dt.datetime.now(dt.UTC),
            names=country_names(),
        )
        return BriefPage(brief)

    def _matter(self, state: str, day: dt.date | None, poles: Sequence[str]) -> Matter:
        """All that a brief of the state is made from."""
        from marsad.measures import links_of, warnings_of
        from marsad.stories import OutletFilter, counted_deeds, origins_of, profiles_of, stories_of
        from marsad.views import Matter

        origins = origins_of(self._archive, day)
        told = stories_of(self._archive, day, origins)
        counted = counted_deeds(self._archive, day, told)
        forecasts = forecasts_about(self._archive, state, day)
        return Matter(
            state,
            list(self.documents()),
            list(self.event_records(party=state, as_of=day)),
            claims=list(self.claim_records(as_of=day)),
            figures=list(self.figure_records(party=state, as_of=day)),
            forecasts=forecasts,
            told=self._told({"party": state, "as_of": day}, told),
            profiles=profiles_of(self._archive, OutletFilter(as_of=day), origins, told.stories),
            kept=kept_about(self._archive, state, forecasts, day),
            lean=lean_among(self._archive, counted, state, poles) if poles else None,
            trap=trap_between(self._archive, state, poles, told, origins, day),
            links=links_of(counted, state),
            warned=warnings_of(counted, state, as_of=day),
        )
