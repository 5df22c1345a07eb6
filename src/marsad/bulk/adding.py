"""Sources → documents with their codings, in order, for one writer."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

from marsad.bulk.engines import Engine, results
from marsad.bulk.lines import Places
from marsad.bulk.pieces import Group, Share, grouped, pieces_of
from marsad.bulk.work import Asked, Fetched, Lines, ReadAndCoded, Task, documents_of_task
from marsad.reading import read_sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from marsad.reading.web import Settings, Web


def documents_in(
    sources: Iterable[str | Path],
    asked: Asked | None = None,
    *,
    engine: Engine | None = None,
    share: Share | None = None,
    web: Settings | None = None,
) -> Iterator[ReadAndCoded]:
    """The documents of the sources with all that is coded in them, in the order of the sources.

    Args:
        sources: files, folders, patterns, URLs of an object storage, addresses, or ``-``.
        asked: what holds where the inputs do not say.
        engine: what it runs on; this process without.
        share: only this chunk of the inputs.
        web: how the web is asked.

    Raises:
        MarsadError: a worker process died.
        UsageError: a pipe or an address is to be shared, or given to Ray.
    """
    wanted, places, chosen = asked or Asked(), Places(), engine or Engine()
    groups = grouped(pieces_of(sources, share, lines=False))
    with ExitStack() as stack:
        tasks = groups if chosen.name == "ray" else _tasks(groups, wanted, web, stack)
        for task, documents in results(partial(documents_of_task, asked=wanted), tasks, chosen):
            for one in documents:
                yield _placed(one, task, places)


def _placed(one: ReadAndCoded, task: Task, places: Places) -> ReadAndCoded:
    if one.error is None or isinstance(task, Lines | Fetched):
        return one
    return ReadAndCoded(None, None, places.placed(one.error, task))


def _tasks(
    groups: Iterable[Group], asked: Asked, settings: Settings | None, stack: ExitStack
) -> Iterator[Task]:
    """The groups; what only this process can read is read here, page by page."""
    web: Web | None = None
    for group in groups:
        name, kind = group[0].name, group[0].kind
        if kind == "address":
            web = web or stack.enter_context(_web(settings))
            yield from map(Fetched, web.documents(name, outlet=asked.outlet, published=asked.published))
        elif kind == "stream":
            found = read_sources([name], outlet=asked.outlet, published=asked.published)
            yield from map(Fetched, found)
        else:
            yield group


def _web(settings: Settings | None) -> Web:
    from marsad.reading.web import Web  # noqa: PLC0415 - 100 ms to load, needed for addresses alone

    return Web(settings)
