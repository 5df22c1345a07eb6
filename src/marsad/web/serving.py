"""Running the web server, and keeping the stories of its archive up to date meanwhile."""

from __future__ import annotations

import multiprocessing
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

from marsad.archive import open_archive
from marsad.errors import UsageError
from marsad.web.desk import application
from marsad.web.editing import Editing
from marsad.web.guarding import guard_for
from marsad.web.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LOOKS_EVERY: Final = 20.0
"""Seconds between two looks at whether articles came."""

_LOOKS_WHILE_EDITING: Final = 3.0
"""The same where somebody corrects and waits for the stories."""


def serve(
    path: str,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    token: str | None = None,
    names: tuple[str, ...] = (),
    edit: str | None = None,
    ready: Callable[[str], None] = lambda _: None,
) -> None:
    """Serves the pages of an archive until it is interrupted.

    Args:
        path: of the archive, or its URL.
        host: address to listen on.
        port: its port.
        token: what readers must show; needed beyond this machine.
        names: further names under which it may be asked.
        edit: who corrects from the pages; None for pages that only show.
        ready: told the address of the first page.

    Raises:
        ArchiveError: there is no such archive.
        ArchiveWriteError: it is to be corrected, and cannot be written.
        UsageError: an address beyond this machine without a token, or a name that is none.
    """
    import uvicorn

    guard = guard_for(host, token, names)
    with (
        _editing(path, edit) as editing,
        open_archive(path, readonly=True) as archive,
        _kept_up_to_date(path, _LOOKS_EVERY if editing is None else _LOOKS_WHILE_EDITING),
    ):
        ready(f"http://{f'[{host}]' if ':' in host else host}:{port}/")
        app = application(Library(archive, editing), guard)
        uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)


@contextmanager
def _editing(path: str, who: str | None) -> Iterator[Editing | None]:
    if who is None:
        yield None
        return
    if not who.strip() or not who.isprintable():
        raise UsageError(f"{who!r} is no name of who decides")
    with open_archive(path) as archive:
        yield Editing(archive, who.strip())


@contextmanager
def _kept_up_to_date(path: str, every: float) -> Iterator[None]:
    """Works stories out anew whenever articles came, in a process of its own, so that pages stay quick."""
    ended = Event()
    worker = Thread(target=_keep, args=(path, ended, every), daemon=True, name="marsad stories")
    worker.start()
    try:
        yield
    finally:
        ended.set()


def _keep(path: str, ended: Event, every: float) -> None:
    context = multiprocessing.get_context("spawn")
    known: tuple[int, str] | None = None
    while not ended.is_set():
        with open_archive(path, readonly=True) as archive:
            now = archive.browser().extent()
        if now != known:
            process = context.Process(target=work_out, args=(path,), daemon=True)
            process.start()
            process.join()
            known = now
        ended.wait(every)


def work_out(path: str) -> None:
    """Works the stories of an archive out and keeps them in it; one that cannot be written is left alone."""
    from contextlib import suppress

    from marsad.errors import ArchiveError
    from marsad.stories import stories_of

    with suppress(ArchiveError), open_archive(path) as archive:
        stories_of(archive)
