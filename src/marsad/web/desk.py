"""The pages as a Starlette application."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route

from marsad.errors import ArchiveError, MarsadError, UsageError
from marsad.web.asked import Asked
from marsad.web.exporting import exported
from marsad.web.file import answered
from marsad.web.guarding import Guard, Guarded
from marsad.web.page import NotAllowedError, NotThereError, Page, RefusedError
from marsad.web.rendering import LANGUAGES, laid_out, static_file
from marsad.web.routes import ACTIONS, FILES, PAGES
from marsad.web.saved import saved_in
from marsad.web.visits import KEPT_SECONDS, Visit, annotator_in, followed_in, visit_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from marsad.web.file import File
    from marsad.web.library import Library

_MOST_FORM_BYTES: Final = 64 * 1024
_KINDS: Final = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}


def application(library: Library, guard: Guard | None = None) -> Starlette:
    """The web application over an archive.

    Args:
        library: what the pages are made from.
        guard: who may ask; without, this machine alone.
    """
    own = guard or Guard()
    desk = _Desk(library, own)
    languages = [Mount(f"/{language}", routes=desk.routes(language)) for language in LANGUAGES]
    return Starlette(
        routes=[Route("/", _entrance), Route("/static/{name}", _static), *languages],
        middleware=[Middleware(Guarded, guard=own), Middleware(GZipMiddleware, minimum_size=1024)],
        exception_handlers={404: desk.not_there},
    )


async def _entrance(request: Request) -> Response:
    """Arabic, unless the browser asks for English first."""
    wanted = request.headers.get("accept-language", "").lower()
    first = next((one.strip()[:2] for one in wanted.split(",") if one.strip()[:2] in LANGUAGES), LANGUAGES[0])
    return RedirectResponse(f"/{first}/", status_code=307)


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    content = static_file(name)
    if content is None:
        return PlainTextResponse("There is no such file.", status_code=404)
    kind = _KINDS[name.rpartition(".")[2]]
    return Response(content, media_type=kind, headers={"Cache-Control": "no-cache"})


class _Desk:
    """Takes requests, has pages made in a thread of their own, and answers."""

    def __init__(self, library: Library, guard: Guard) -> None:
        self._library, self._guard = library, guard

    def routes(self, language: str) -> list[Route]:
        """The routes of one language."""
        pages = [Route(path, self._page(make, language)) for path, make in PAGES]
        pages += [Route(path, self._file(make, language)) for path, make in FILES]
        return pages + [Route(path, self._action(do, language), methods=["POST"]) for path, do in ACTIONS]

    def _page(self, make: Callable[[Asked], Page | Response], language: str) -> Callable[[Request], Any]:
        async def answers(request: Request) -> Response:
            asked = self._asked(request, language)
            response = await run_in_threadpool(self._answered, make, asked)
            return _with_visit(response, request)

        return answers

    def _file(self, make: Callable[[Asked], File], language: str) -> Callable[[Request], Any]:
        async def answers(request: Request) -> Response:
            known = request.headers.get("if-none-match")
            return await run_in_threadpool(self._filed, make, self._asked(request, language), known)

        return answers

    def _filed(self, make: Callable[[Asked], File], asked: Asked, known: str | None) -> Response:
        try:
            return answered(make(asked), known)
        except MarsadError as error:
            return self._failure(asked, _code_of(error), error)

    def _action(
        self, do: Callable[[Asked, dict[str, str]], Response], language: str
    ) -> Callable[[Request], Any]:
        async def answers(request: Request) -> Response:
            asked = self._asked(request, language)
            form = await _form_of(request)
            if form is None:
                return self._failure(asked, 413, RefusedError("form-size"))
            if not self._guard.made(form.get("mark", "")):
                return self._failure(asked, 403, RefusedError("form-mark"))
            return await run_in_threadpool(self._done, do, asked, form)

        return answers

    def _answered(self, make: Callable[[Asked], Page | Response], asked: Asked) -> Response:
        try:
            _check_address(asked)
            page = make(asked)
            if isinstance(page, Response):
                return page
            if kind := asked.given.get("format"):
                name, media, content = exported(page.table, kind, asked)
                attached = {"Content-Disposition": f'attachment; filename="{name}"'}
                return Response(content, media_type=media, headers=attached)
            return HTMLResponse(laid_out(page, asked, self._guard.form_mark()))
        except MarsadError as error:
            return self._failure(asked, _code_of(error), error)

    def _done(
        self, do: Callable[[Asked, dict[str, str]], Response], asked: Asked, form: dict[str, str]
    ) -> Response:
        try:
            return do(asked, form)
        except MarsadError as error:
            return self._failure(asked, _code_of(error), error)

    async def not_there(self, request: Request, _: Exception) -> Response:
        """The answer where no route fits."""
        language = request.url.path[1:3]
        known = language if language in LANGUAGES else LANGUAGES[0]
        error = NotThereError("address", words=request.url.path)
        return self._failure(self._asked(request, known), 404, error)

    def _failure(self, asked: Asked, code: int, error: MarsadError) -> Response:
        """A page that tells what is wrong; what the rooms below say, they say in English."""
        title = asked.labels.text(f"web.error.{code}")
        ours = isinstance(error, RefusedError)
        problem = error.in_words(asked.labels) if isinstance(error, RefusedError) else str(error)
        page = Page("error.html.j2", title, {"problem": problem, "in_english": not ours})
        return HTMLResponse(laid_out(page, asked, self._guard.form_mark()), status_code=code)

    def _asked(self, request: Request, language: str) -> Asked:
        now = dt.datetime.now(dt.UTC)
        return Asked(
            language="en" if language == "en" else "ar",
            path=request.url.path.removeprefix(f"/{language}") or "/",
            named=request.path_params,
            given=dict(request.query_params),
            library=self._library,
            followed=followed_in(request.cookies),
            saved=saved_in(request.cookies),
            last_visit=visit_of(request.cookies, now).before,
            now=now,
            origin=f"{request.url.scheme}://{request.url.netloc}",
            annotator=annotator_in(request.cookies),
        )


def _check_address(asked: Asked) -> None:
    """Refuses what no name holds, and no server's text can."""
    if any("\0" in one for one in asked.named.values()):
        raise NotThereError("address", words=asked.path)


def _code_of(error: MarsadError) -> int:
    if isinstance(error, NotThereError):
        return 404
    if isinstance(error, NotAllowedError):
        return 403
    if isinstance(error, UsageError):
        return 400
    return 503 if isinstance(error, ArchiveError) else 500


def _with_visit(response: Response, request: Request) -> Response:
    visit: Visit = visit_of(request.cookies, dt.datetime.now(dt.UTC))
    if response.media_type == "text/html":
        response.set_cookie(
            "visit", visit.cookie(), max_age=KEPT_SECONDS, httponly=True, samesite="lax", path="/"
        )
    return response


async def _form_of(request: Request) -> dict[str, str] | None:
    """The fields of a form, of one given twice the last; None where it is too large."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _MOST_FORM_BYTES:
            return None
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
