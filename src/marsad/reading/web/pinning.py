"""Connections that go only where they may (resolve, check, pin), and that end in time, however slow it is."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import httpcore2
import httpx2

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable

    from marsad.reading.web.addresses import AddressRules

_KEPT_OPEN = 5.0
_CONNECT = 10.0  # seconds for one of a name's addresses: where IPv6 leads nowhere, IPv4 has its time


class Deadline(threading.local):
    """The moment at which what a thread is fetching must be done; each thread has its own."""

    at = float("inf")

    def left(self) -> float:
        """Seconds until then."""
        return self.at - time.monotonic()


class PinnedTransport(httpx2.HTTPTransport):
    """Sends requests over connections that were checked; no proxy, no cookies, no redirects.

    Args:
        rules: what may be reached.
        tls: how certificates are verified.
        deadline: when the request at hand must be done.
    """

    def __init__(self, rules: AddressRules, tls: ssl.SSLContext, deadline: Deadline) -> None:
        super().__init__(verify=tls, trust_env=False)
        self._pool = httpcore2.ConnectionPool(
            ssl_context=tls,
            keepalive_expiry=_KEPT_OPEN,
            network_backend=_PinningBackend(rules, deadline),
        )


class _PinningBackend(httpcore2.NetworkBackend):
    def __init__(self, rules: AddressRules, deadline: Deadline) -> None:
        self._rules, self._deadline = rules, deadline
        self._plain = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connects to the first checked address that answers; the name is not resolved again."""
        error: Exception = httpcore2.ConnectError("no address")
        for address in self._rules.checked(host, port, self._deadline.left()):
            try:
                stream = self._plain.connect_tcp(
                    address, port, _sooner(timeout or _CONNECT, self._deadline), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as failed:
                error = failed
            else:
                return _EndingStream(stream, self._deadline)
        raise error


class _EndingStream(httpcore2.NetworkStream):
    """Every read and write ends at the deadline: a server that sends a byte a second gains no time."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _sooner(timeout, self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _sooner(timeout, self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        secure = self._stream.start_tls(ssl_context, server_hostname, _sooner(timeout, self._deadline))
        return _EndingStream(secure, self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - as the library declares it
        return self._stream.get_extra_info(info)


def _sooner(timeout: float | None, deadline: Deadline) -> float:
    left = deadline.left()
    if left <= 0:
        raise httpcore2.ReadTimeout("the time is up")
    return left if timeout is None else min(timeout, left)
