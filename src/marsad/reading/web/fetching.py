"""Addresses → answers: every hop checked, every site asked in its turn, every answer within limits."""

from __future__ import annotations

import collections
import datetime as dt
import re
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final, Self

import httpx2

from marsad.errors import FetchError, InputError
from marsad.reading.web.addresses import RefusedError
from marsad.reading.web.decoding import collected, decoded_body
from marsad.reading.web.pinning import Deadline, PinnedTransport
from marsad.reading.web.settings import AGENT

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Mapping

    from marsad.reading.web.addresses import AddressRules
    from marsad.reading.web.decoding import Limits
    from marsad.reading.web.politeness import Turns

_ACCEPT: Final = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,*/*;q=0.5"
_HOST: Final = re.compile(r"[a-z0-9_.-]+|[0-9a-f:.]+", re.IGNORECASE)
_LONGEST_ADDRESS: Final = 8_000
_FEW_DIGITS: Final = 4  # of a body's length
_OK: Final = 200
_UNCHANGED: Final = 304
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_PASSING: Final = frozenset({408, 425, 429})
_SERVER: Final = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site answered.

    Attributes:
        url: where it was found, after redirects.
        status: 200, or 304 where the site says that nothing has changed.
        headers: by lower-case name.
        body: unpacked.
        retrieved: when, ISO 8601 in UTC.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    retrieved: str

    @property
    def unchanged(self) -> bool:
        """Whether it is the same as at the last time, by the validators that were sent."""
        return self.status == _UNCHANGED


class Fetcher:
    """Fetches addresses; may be shared between threads.

    Args:
        rules: what may be reached.
        limits: what one fetch may cost.
        turns: who waits for whom at a site.
        agent: how the fetcher names itself.
        tls: how certificates are verified; None for the system's authorities.
    """

    def __init__(
        self,
        rules: AddressRules,
        limits: Limits,
        turns: Turns,
        *,
        agent: str = AGENT,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.limits, self._rules, self._turns, self._agent = limits, rules, turns, agent
        self._deadline = Deadline()
        self._transport = PinnedTransport(rules, tls or httpx2.create_ssl_context(), self._deadline)

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closes the connections."""
        self.close()

    def close(self) -> None:
        """Closes the connections."""
        self._transport.close()

    def fetch(
        self,
        address: str,
        *,
        headers: Mapping[str, str] | None = None,
        before_hop: Callable[[str], float] = lambda _: 0.0,
    ) -> Answer:
        """What an address holds, redirects followed.

        Args:
            address: with http:// or https://.
            headers: more to send, such as validators of an earlier answer.
            before_hop: asked before every request, with its address; raises where the site does not allow
                it, else tells the seconds that the site wants between two requests.

        Raises:
            FetchError: refused by the rules or the site, out of reach, another status than 200 and 304.
            UnreadableError: too large, packed too tightly, or damaged.
        """
        url, left = self.checked(address), self.limits.seconds
        for _ in range(self.limits.redirects + 1):
            pause = before_hop(str(url))
            with self._turns.taken(url.host, pause, str(url)):
                start = time.monotonic()
                self._deadline.at = start + left
                found = self._asked(url, headers or {})
                left -= time.monotonic() - start
            if isinstance(found, Answer):
                return found
            url = found
        raise FetchError(address, f"is redirected more than {self.limits.redirects} times")

    def checked(self, address: str, origin: str = "") -> httpx2.URL:
        """The address as a URL that may be asked for; what it leads to is checked when it is.

        Raises:
            FetchError: no http(s), a user's name inside, another port, or no address at all.
        """
        told = origin or address[:200]
        try:
            if len(address) > _LONGEST_ADDRESS:
                raise FetchError(told, f"is longer than {_LONGEST_ADDRESS:,} letters")
            url = httpx2.URL(address).copy_with(fragment=None)
            if url.scheme not in {"http", "https"} or not _HOST.fullmatch(url.raw_host.decode("ascii")):
                raise FetchError(
                    told, f"{'leads to' if origin else 'is'} no address with http:// or https://"
                )
            if url.userinfo:
                raise FetchError(told, "holds a name or password, which are never sent")
            self._rules.check_port(url.port or (443 if url.scheme == "https" else 80))
        except (httpx2.InvalidURL, ValueError, UnicodeError) as error:
            raise FetchError(told, f"is no address of the web: {error}") from error
        except RefusedError as error:
            raise FetchError(told, error.reason) from error
        return url

    def _asked(self, url: httpx2.URL, headers: Mapping[str, str]) -> Answer | httpx2.URL:
        """An answer, or where it is to be found."""
        source = str(url)
        sent = {"User-Agent": self._agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate", **headers}
        # The library's own timeouts are left out: every read and write ends at the deadline.
        request = httpx2.Request("GET", url, headers=sent)
        try:
            response = self._transport.handle_request(request)
            try:
                return self._found(response, url)
            finally:
                response.close()
        except RefusedError as error:
            raise FetchError(source, error.reason, passing=error.passing) from error
        except httpx2.ConnectTimeout as error:
            raise FetchError(source, "is not connected to in time", passing=True) from error
        except httpx2.TimeoutException as error:
            raise FetchError(source, f"takes more than {self.limits.seconds:g} s", passing=True) from error
        except httpx2.TransportError as error:
            raise _transport_error(source, error) from error
        except httpx2.InvalidURL as error:
            raise FetchError(source, f"is redirected to no address of the web: {error}") from error

    def _found(self, response: httpx2.Response, url: httpx2.URL) -> Answer | httpx2.URL:
        source, status = str(url), response.status_code
        headers = {name.lower(): value for name, value in response.headers.items()}
        location = headers.get("location")
        if status != _OK:
            _drain(response, headers)
        if status in _REDIRECTS and location:
            return self.checked(str(url.join(location)), source)
        if status not in {_OK, _UNCHANGED}:
            wait = told_wait(headers.get("retry-after", ""), dt.datetime.now(dt.UTC))
            raise FetchError(
                source, f"answers {status}", passing=status in _PASSING or status >= _SERVER, wait=wait
            )
        raw = collected(response.iter_raw(), self.limits.size, source) if status == _OK else b""
        body = decoded_body(raw, headers.get("content-encoding", ""), self.limits, source)
        return Answer(source, status, headers, body, _now())


def told_wait(value: str, now: dt.datetime) -> float | None:
    """Seconds of a ``Retry-After`` header, told as such or as a date."""
    if value.strip().isdecimal() and len(value) < 10:  # noqa: PLR2004 - thirty years are enough
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return max(0.0, (moment - now).total_seconds())


def _drain(response: httpx2.Response, headers: Mapping[str, str]) -> None:
    """Reads what little stands beside a redirect or an error, so that the connection can be used again."""
    size = headers.get("content-length", "")
    if size.isdecimal() and len(size) <= _FEW_DIGITS:
        collections.deque(response.iter_raw(), maxlen=0)


def _transport_error(source: str, error: httpx2.TransportError) -> InputError:
    told = str(error) or type(error).__name__
    if "CERTIFICATE" in told.upper() or "SSL" in told.upper() or "TLS" in told.upper():
        return FetchError(source, f"its certificate or encryption cannot be trusted: {told}")
    return FetchError(source, f"cannot be fetched: {told}", passing=True)


def _now() -> str:
    return dt.datetime.now(dt.UTC).replace(microsecond=0).isoformat()
