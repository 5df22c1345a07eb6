"""Which addresses of the internet may be reached: public ones, on the web's two ports.

The rule is asked where a connection is made, of the addresses that a name has at that moment, and the
connection goes to the address that was checked. So a name that answers otherwise a moment later (DNS
rebinding) gains nothing, and neither does another spelling of an address (``http://2130706433/``).
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Resolver = Callable[[str, int], Sequence[str]]

PORTS: Final = frozenset({80, 443})
"""Ports of the web."""

# Ranges that ``ipaddress`` does not tell apart, or counts as public; the first that holds is told.
_KINDS: Final = tuple(
    (ipaddress.ip_network(network), kind)
    for network, kind in (
        ("127.0.0.0/8", "a loopback address"),
        ("::1/128", "a loopback address"),
        ("0.0.0.0/8", "an address of this network"),
        ("::/128", "an address of this network"),
        ("100.64.0.0/10", "an address behind a carrier's NAT"),
        ("169.254.0.0/16", "a link-local address"),
        ("fe80::/10", "a link-local address"),
        ("168.63.129.16/32", "an address of a cloud's own services"),
        ("::ffff:0:0/96", "an IPv4-mapped address"),
        ("::ffff:0:0:0/96", "an IPv4-translated address"),
        ("::/96", "an IPv4-compatible address"),
        ("64:ff9b::/96", "a NAT64 address"),
        ("64:ff9b:1::/48", "a NAT64 address"),
        ("2002::/16", "a 6to4 address"),
        ("2001::/32", "a Teredo address"),
        ("fec0::/10", "a site-local address"),
        ("fc00::/7", "a private address"),
        ("10.0.0.0/8", "a private address"),
        ("172.16.0.0/12", "a private address"),
        ("192.168.0.0/16", "a private address"),
        ("224.0.0.0/4", "a multicast address"),
        ("ff00::/8", "a multicast address"),
    )
)


class RefusedError(Exception):
    """A connection that must not or cannot be made.

    Args:
        reason: why, in a clause.
        passing: whether it may be otherwise later.
    """

    def __init__(self, reason: str, *, passing: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.passing = reason, passing


def kind_of_address(address: str) -> str | None:
    """What an IP address is, where it is no public one; None of a public one."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "no IP address"
    for network, kind in _KINDS:
        if found.version == network.version and found in network:
            return kind
    public = found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)
    return None if public else "an address of no public network"


def system_addresses(host: str, port: int) -> list[str]:
    """The addresses of a name, as this system resolves it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True)
class AddressRules:
    """What may be reached.

    Attributes:
        allowed: pairs of address and port that may be reached although they are not public: a server of
            one's own, as tests have one on 127.0.0.1. Empty without; it can be given in code alone, there is
            no option, file or variable of the environment that sets it.
        resolve: gives the addresses of a name.
    """

    allowed: frozenset[tuple[str, int]] = frozenset()
    resolve: Resolver = field(default=system_addresses)

    def check_port(self, port: int) -> None:
        """Refuses other ports than those of the web.

        Raises:
            RefusedError: it is another.
        """
        if port not in PORTS and port not in {allowed for _, allowed in self.allowed}:
            raise RefusedError(f"port {port} is refused; pages are fetched from 80 and 443 only")

    def checked(self, host: str, port: int, seconds: float) -> list[str]:
        """The addresses of a host, all of them public.

        Args:
            host: name or IP address.
            port: where the connection is to go.
            seconds: how long resolving may take.

        Raises:
            RefusedError: the port or one of the addresses must not be reached, or there is no address.
        """
        self.check_port(port)
        addresses = self._resolved(host, port, seconds)
        for address in addresses:
            kind = None if (address, port) in self.allowed else kind_of_address(address)
            if kind is not None:
                told = "is" if address == host else f"leads to {address},"
                raise RefusedError(f"{host} {told} {kind}; only public addresses are fetched")
        return addresses

    def _resolved(self, host: str, port: int, seconds: float) -> list[str]:
        """Resolving cannot be stopped, so it is left behind in a thread where it takes too long."""
        answers: SimpleQueue[list[str] | Exception] = SimpleQueue()

        def ask() -> None:
            try:
                answers.put(list(self.resolve(host, port)))
            except (OSError, UnicodeError) as error:
                answers.put(error)

        threading.Thread(target=ask, daemon=True, name="marsad-resolver").start()
        try:
            answer = answers.get(timeout=max(seconds, 0))
        except Empty:
            raise RefusedError(f"the name {host} is not resolved in time", passing=True) from None
        if isinstance(answer, Exception) or not answer:
            raise RefusedError(f"the name {host} cannot be resolved", passing=True)
        return answer
