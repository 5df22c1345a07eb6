"""How the web is asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from marsad.reading.web.addresses import AddressRules
from marsad.reading.web.decoding import Limits
from marsad.reading.web.politeness import PAUSE

if TYPE_CHECKING:
    import ssl

AGENT: Final = "Marsad/0.1 (reads news for research; +https://pypi.org/project/marsad)"
"""How Marsad names itself to sites."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the web is asked.

    Attributes:
        pause: least seconds between two requests to a site.
        reserved: also pages that their publisher reserves from being kept or mined, for those whom the law
            allows it; robots.txt is obeyed all the same.
        limits: what one fetch may cost.
        rules: what may be reached.
        agent: how Marsad names itself.
        tls: how certificates are verified; None for the system's authorities.
    """

    pause: float = PAUSE
    reserved: bool = False
    limits: Limits = field(default=Limits())
    rules: AddressRules = field(default=AddressRules())
    agent: str = AGENT
    tls: ssl.SSLContext | None = None
