"""Where texts are sent: an address and a model that the user named, and a key that nobody sees."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from marsad.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

KEY_VARIABLE: Final = "MARSAD_LLM_KEY"
"""The variable of the environment that may hold the key; there is no option, so that no history keeps it."""
PROMPT_VERSION: Final = "1"
"""Version of what is asked of a model; raised whenever instructions, labels or schema change."""
TIMEOUT: Final = 120.0
"""Seconds that one request may take, all of it."""
ANSWER_TOKENS: Final = 4_000
"""Most tokens that a model is asked to answer with."""

_MODEL: Final = re.compile(r"[!-~]{1,200}")
_KEY: Final = re.compile(r"[!-~]{1,4000}")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible endpoint and one of its models; made by `endpoint`.

    Attributes:
        address: up to and without ``/chat/completions``.
        model: as the endpoint calls it.
        key: sent as bearer token; in no message, record or representation.
        timeout: seconds for one request.
        answer_tokens: most tokens of an answer.
    """

    address: str
    model: str
    key: str | None = field(default=None, repr=False)
    timeout: float = TIMEOUT
    answer_tokens: int = ANSWER_TOKENS

    @property
    def coder(self) -> str:
        """What stands in ``coder`` of the records: model and version of the prompt."""
        return f"llm:{self.model}+prompt{PROMPT_VERSION}"

    @property
    def url(self) -> str:
        """The one address that is ever asked."""
        return f"{self.address}/chat/completions"

    @property
    def warning(self) -> str:
        """Tells where texts go."""
        seen = "this machine" if is_here(self.address) else "a machine that may keep and read them"
        return f"texts are sent to {self.address} ({seen}), to be coded by the model {self.model}"


def endpoint(address: str | None, model: str | None, key: str | None = None, **limits: float) -> Endpoint:
    """A checked endpoint; nothing is sent yet.

    Args:
        address: with http:// or https://, as ``http://127.0.0.1:8080/v1``.
        model: its name there.
        key: bearer token; None sends none.
        limits: ``timeout``, ``answer_tokens``.

    Raises:
        UsageError: address or model is missing or cannot be one, or a key would travel unencrypted.
    """
    if not address or not model:
        raise UsageError("the coder llm asks for --endpoint and --model; without both nothing is sent")
    if not _MODEL.fullmatch(model):
        raise UsageError(f"--model {model[:80]!r}: printable ASCII letters without spaces are due")
    address = address.rstrip("/")
    parts = _parts(address)
    if key is not None and not _KEY.fullmatch(key):
        raise UsageError(f"${KEY_VARIABLE} holds no key: printable ASCII letters without spaces are due")
    if key is not None and parts != "https" and not is_here(address):
        raise UsageError(f"{address}: a key is only sent over https or to this machine")
    return Endpoint(address, model, key, **limits)  # type: ignore[arg-type]  # by name, each of its type


def _parts(address: str) -> str:
    """The scheme of an address that can be one."""
    try:
        parts = urlsplit(address)
        good = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        good = None
    if not good or not address.isascii() or any(letter.isspace() for letter in address):
        raise UsageError("--endpoint: an address with http:// or https:// is due")
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise UsageError(f"--endpoint: no name, password, query or fragment; a key goes into ${KEY_VARIABLE}")
    return parts.scheme


def is_here(address: str) -> bool:
    """Whether an address is of this machine."""
    host = urlsplit(address).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def key_of_environment(environment: Mapping[str, str]) -> str | None:
    """The key, where the environment holds one."""
    return environment.get(KEY_VARIABLE) or None
