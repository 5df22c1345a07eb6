"""The Python front: one observatory over one archive.

::

    import marsad

    with marsad.open("kz.db") as obs:
        obs.add("articles/")
        obs.events(actor="KAZ", type="REJECT")      # a polars data frame
        obs.claims(actor="KAZ", verb="denies")
        obs.brief("KAZ").save("kaz.html")
"""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, Self

from marsad.asking import claim_filter, event_filter, figure_filter, parsed_day
from marsad.coding import MINIMUM_CONFIDENCE, code_document
from marsad.errors import InputError, UnknownCodeError, UsageError
from marsad.languages import sentences
from marsad.records import Document, document_id, joined_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import polars as pl

    from marsad.archive import Archive, Outcome
    from marsad.ledger import Ledger
    from marsad.records import Claim, Coding, Event, Figure, Rival, Story
    from marsad.stories import Origins, OutletProfile, Stories
    from marsad.views import Brief

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


def open_observatory(path: str | Path = _MEMORY, *, readonly: bool = False) -> Observatory:
    """Opens the archive at a path or database URL, made where there is none.

    Raises:
        ArchiveError: it cannot be opened.
    """
    from marsad.archive import open_archive  # SQLAlchemy takes 350 ms to import

    return Observatory(open_archive(str(path), readonly=readonly))


class Observatory:
    """Reads, codes and keeps articles, and answers from what is kept."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

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
    ) -> list[Added]:
        """Reads, codes and keeps all that the sources hold; see `adding`."""
        return list(self.adding(sources, outlet=outlet, published=published))

    def adding(
        self,
        sources: Iterable[Source],
        *,
        outlet: str | None = None,
        published: dt.date | str | None = None,
    ) -> Iterator[Added]:
        """Reads, codes and keeps, one input at a time.

        What is yielded with an outcome is on disk. An input that cannot be used is yielded with its error,
        kept in the archive's list of issues, and the rest goes on.

        Args:
            sources: files, folders, or "-" for standard input.
            outlet: outlet of the documents; goes before what a page says of itself, after a JSON record.
            published: day of the documents, in the same way.

        Raises:
            ArchiveError: the archive cannot be written.
        """
        from marsad.reading import read_sources

        writer = self._archive.writer()
        for found in read_sources(sources, outlet=outlet, published=parsed_day(published)):
            if isinstance(found, InputError):
                writer.record_issue(found.source, found.problem, found.line)
                yield Added(None, None, found)
                continue
            outcome = writer.add(found, sentences(found.text, found.body_start), code_document(found))
            yield Added(found, outcome, None)

    def documents(self) -> Iterator[Document]:
        """Documents in order of publication."""
        return self._archive.reader().documents()

    def event_records(self, **filters: Any) -> Iterator[Event]:
        """Events as records; filters as `marsad.archive.EventFilter` takes them, one code or several each.

        Raises:
            UnknownCodeError: a type that PLOVER does not have.
        """
        return self._archive.reader().events(event_filter(**filters))

    def events(self, **filters: Any) -> pl.DataFrame:
        """Events as a data frame; filters as in `event_records`."""
        from marsad.views.listing import frame_of_events

        return frame_of_events(self.event_records(**filters))

    def claim_records(self, **filters: Any) -> Iterator[Claim]:
        """Claims as records; filters as `marsad.archive.ClaimFilter` takes them, ``actor`` for the speaker.

        Raises:
            UnknownCodeError: a class of verbs that there is not.
        """
        return self._archive.reader().claims(claim_filter(**filters))

    def claims(self, **filters: Any) -> pl.DataFrame:
        """Claims as a data frame; filters as in `claim_records`."""
        from marsad.views.listing import frame_of_claims

        return frame_of_claims(self.claim_records(**filters))

    def origins(self) -> Origins:
        """Where the documents have their matter from: a tree for each, and counts of independent origins.

        They are worked out from all documents together and kept in the archive; the first call after
        documents were added takes a while (see docs/explanation/origins.md).
        """
        from marsad.stories import origins_of

        return origins_of(self._archive)

    def story_records(self, **filters: Any) -> list[Story]:
        """Stories that hold an event which the filters find, by date; undated ones come last.

        They are worked out from all documents together and kept in the archive, as origins are; of an earlier
        day (``as_of``) they are worked out each time (see docs/explanation/stories.md).

        Raises:
            UnknownCodeError, UsageError: as `event_records`.
        """
        return list(self._told(filters).stories)

    def stories(self, **filters: Any) -> pl.DataFrame:
        """Stories as a data frame; filters as in `story_records`."""
        from marsad.views.story_listing import STORY_COLUMNS, frame_of, story_row

        return frame_of([story_row(story) for story in self.story_records(**filters)], STORY_COLUMNS)

    def rival_records(self, **filters: Any) -> list[Rival]:
        """Accounts that cannot all hold, about what the filters find, newest first.

        Raises:
            UnknownCodeError, UsageError: as `event_records`.
        """
        return list(self._told(filters).rivals)

    def rivals(self, **filters: Any) -> pl.DataFrame:
        """Rival accounts as a data frame, a row for each account; filters as in `rival_records`."""
        from marsad.views.story_listing import RIVAL_COLUMNS, frame_of, rival_rows

        rows = [row for rival in self.rival_records(**filters) for row in rival_rows(rival)]
        return frame_of(rows, RIVAL_COLUMNS)

    def _told(self, filters: dict[str, Any]) -> Stories:
        from marsad.stories import selected, stories_of

        wanted = event_filter(**filters)
        told = stories_of(self._archive, wanted.as_of)
        if not any(value for name, value in filters.items() if name != "as_of"):
            return told
        return selected(told, {event.id for event in self._archive.reader().events(wanted)}, wanted)

    def outlet_profiles(
        self,
        *,
        since: dt.date | str | None = None,
        until: dt.date | str | None = None,
    ) -> list[OutletProfile]:
        """Outlets with what they cover, whom they cite and who owns them, those of most documents first.

        Args:
            since: only documents published on this day or later.
            until: only documents published on this day or earlier.

        Raises:
            UsageError: ``since`` or ``until`` is no date.
        """
        from marsad.stories import outlet_profiles

        first, last = parsed_day(since), parsed_day(until)
        return outlet_profiles(self.origins(), self._archive.reader().parties(), since=first, until=last)

    def outlets(self, **days: Any) -> pl.DataFrame:
        """Outlets as a data frame; arguments as in `outlet_profiles`."""
        from marsad.views.listing import OUTLET_COLUMNS, frame_of, outlet_row

        return frame_of([outlet_row(profile) for profile in self.outlet_profiles(**days)], OUTLET_COLUMNS)

    def figure_records(self, **filters: Any) -> Iterator[Figure]:
        """Figures as records; filters as `marsad.archive.FigureFilter` takes them, one code or several each.

        Raises:
            UsageError: an argument that is no filter, or a date that is none.
        """
        return self._archive.reader().figures(figure_filter(**filters))

    def figures(self, **filters: Any) -> pl.DataFrame:
        """Figures as a data frame, each with its words and its sentence; filters as in `figure_records`."""
        from marsad.views.figure_listing import frame_of_figures

        return frame_of_figures(self.figure_rows(**filters))

    def figure_rows(self, **filters: Any) -> list[dict[str, Any]]:
        """Figures as flat rows, each with its words and its sentence; filters as in `figure_records`."""
        from marsad.views.figure_listing import figure_row

        reader, rows = self._archive.reader(), []
        for name, found in groupby(self.figure_records(**filters), key=lambda figure: figure.document):
            document, split = reader.document(name), reader.sentences(name)
            if document is not None:  # another process may have forgotten it meanwhile
                rows += [figure_row(figure, document, split) for figure in found]
        return rows

    def ledger(self, by: str = "") -> Ledger:
        """The ledger: what was foretold, and who was right.

        Args:
            by: who writes into it; needed for writing alone.
        """
        from marsad.ledger import Ledger

        return Ledger(self._archive, by)

    def search(self, words: str, limit: int = 20) -> list[dict[str, Any]]:
        """Sentences that hold all the words, best first; clitics and spelling variants are seen through.

        Raises:
            UsageError: no word to search for.
        """
        return [hit.as_dict() for hit in self._archive.search(words, limit)]

    def issues(self) -> list[dict[str, Any]]:
        """Inputs that could not be used, with reason and count."""
        return [issue.as_dict() for issue in self._archive.reader().issues()]

    def brief(
        self, state: str, *, language: Language = "ar", as_of: dt.date | str | None = None
    ) -> BriefPage:
        """The brief of a state.

        Args:
            state: code of the state or bloc ("KAZ").
            language: of the labels.
            as_of: only what was published by that day.

        Raises:
            UnknownCodeError: no such state.
        """
        from marsad.actors import country_names
        from marsad.views import brief_of

        day = check_brief(state, None, as_of)
        brief = brief_of(
            state,
            list(self.documents()),
            list(self.event_records(party=state, as_of=day)),
            list(self.claim_records(as_of=day)),
            figures=list(self.figure_records(party=state, as_of=day)),
            told=self._told({"party": state, "as_of": day}),
            language=language,
            as_of=day,
            made=dt.datetime.now(dt.UTC),
            names=country_names(),
        )
        return BriefPage(brief)


def check_brief(state: str, out: Path | None, as_of: dt.date | str | None) -> dt.date | None:
    """The day of a brief, after a look at all that can be refused before any work is done.

    Raises:
        UnknownCodeError: no such state.
        UsageError: ``as_of`` is no date, or a page cannot be saved under that name.
    """
    from marsad.actors import country_names

    if state not in country_names():
        raise UnknownCodeError(f"unknown state {state!r}; a code of three capitals is due, such as KAZ")
    if out is not None:
        _page_kind(out)
    return parsed_day(as_of)


_PAGE_KINDS: Final = {".html": "html", ".htm": "html", ".md": "markdown"}


def _page_kind(path: Path) -> str:
    kind = _PAGE_KINDS.get(path.suffix.lower())
    if kind is None:
        raise UsageError(f"{path}: a brief is saved as .html or .md")
    if not path.parent.is_dir():
        raise UsageError(f"{path}: no such folder")
    return kind


class BriefPage:
    """A brief, ready to be shown or saved."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief

    def html(self) -> str:
        """One self-contained HTML page."""
        from marsad.views import brief_html

        return brief_html(self.brief)

    def markdown(self) -> str:
        """The same as Markdown."""
        from marsad.views import brief_markdown

        return brief_markdown(self.brief)

    def save(self, path: str | Path) -> Path:
        """Writes the page; the suffix tells how: .html, .htm or .md.

        Raises:
            UsageError: another suffix, no such folder, or a file that cannot be written.
        """
        target = Path(path)
        page = self.html() if _page_kind(target) == "html" else self.markdown()
        try:
            target.write_text(page, encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{target}: {(error.strerror or str(error)).lower()}") from error
        return target
