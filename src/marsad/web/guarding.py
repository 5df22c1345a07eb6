"""What keeps the pages safe: who may ask, what a page may load, and that a form was ours.

Article text and names are foreign words. They are escaped in every template; should one slip through, the
rules below (CSP) let it run and load nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from marsad.errors import UsageError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

READER_COOKIE: Final = "marsad_reader"
HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_LOOPBACK_NAMES: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
_SHORTEST_TOKEN: Final = 16


@dataclass(frozen=True)
class Guard:
    """Who may ask.

    Attributes:
        hosts: names under which the server may be asked, without port. A page of another site that had its
            name point here (DNS rebinding) is refused by this.
        token: what a reader must show once; None on this machine alone.
        key: signs the forms of this run.
    """

    hosts: frozenset[str] = _LOOPBACK_NAMES
    token: str | None = None
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def lets_in(self, headers: Headers) -> bool:
        """Whether the reader has shown the token."""
        if self.token is None:
            return True
        shown = cookie_parser(headers.get("cookie", "")).get(READER_COOKIE, "")
        return hmac.compare_digest(shown.encode(), self._pass().encode())

    def knows(self, host: str) -> bool:
        """Whether the server is asked under a name of its own."""
        return host_name(host) in self.hosts

    def form_mark(self) -> str:
        """What our forms bring back, and another site's cannot know."""
        return hmac.new(self.key, b"form", hashlib.sha256).hexdigest()

    def made(self, mark: str) -> bool:
        """Whether a form is ours."""
        return hmac.compare_digest(mark.encode(), self.form_mark().encode())

    def entered(self, shown: str, target: str) -> Response | None:
        """The answer to the right token: into a cookie, out of the address; None to a wrong one."""
        if self.token is None or not hmac.compare_digest(shown.encode(), self.token.encode()):
            return None
        answer = RedirectResponse(target, status_code=303)
        answer.set_cookie(READER_COOKIE, self._pass(), httponly=True, samesite="strict", path="/")
        return answer

    def _pass(self) -> str:
        """What the cookie holds: the token itself would outlive a restart with another one."""
        return hmac.new((self.token or "").encode(), b"marsad reader", hashlib.sha256).hexdigest()


def guard_for(host: str, token: str | None, names: tuple[str, ...] = ()) -> Guard:
    """The guard of a server at an address.

    Args:
        host: address or name that it listens on.
        token: what readers must show; needed beyond this machine.
        names: further names under which it may be asked.

    Raises:
        UsageError: an address beyond this machine without a token, or with a short one.
    """
    if not is_loopback(host) and token is None:
        raise UsageError(f"{host} can be reached from other machines: give a --token that readers must show")
    if token is not None and len(token) < _SHORTEST_TOKEN:
        raise UsageError(f"a token needs {_SHORTEST_TOKEN} characters or more")
    own = {f"[{host}]" if ":" in host else host.lower()}
    return Guard(frozenset({*_LOOPBACK_NAMES, *own, *(name.lower() for name in names)}), token)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def host_name(host: str) -> str:
    """The name in a Host header, without its port."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdecimal() else host).lower()


class Guarded:
    """Answers only whom the guard lets in, and puts the rules on every answer."""

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        self._app, self._guard = app, guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = self._refusal(scope)
        await (refused or self._app)(scope, receive, _ruled(send))

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if not self._guard.knows(headers.get("host", "")):
            return PlainTextResponse("This server is not asked under that name.", status_code=421)
        if self._guard.lets_in(headers):
            return None
        shown = QueryParams(scope["query_string"]).get("token", "")
        wrong = PlainTextResponse("A token is due: open the address with ?token=… once.", status_code=401)
        here = "/" + scope["path"].lstrip("/\\")  # //host would lead to another site
        return self._guard.entered(shown, here) or wrong


def _ruled(send: Send) -> Send:
    async def sends(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sends
