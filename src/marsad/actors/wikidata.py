"""Who holds which office, asked of Wikidata's public query service: one question a state, politely.

One request at a time with a pause between, a named user agent, and what the service says about waiting
(``Retry-After``) is obeyed (https://foundation.wikimedia.org/wiki/Policy:User-Agent_policy).
"""

from __future__ import annotations

import re
import time
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, NamedTuple, Self

import msgspec
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from marsad.actors.layers import table
from marsad.errors import MalformedError, UnreadableError, UsageError

if TYPE_CHECKING:
    from types import TracebackType

    import httpx2

ENDPOINT: Final = "https://query.wikidata.org/sparql"
"""The public query service."""

_AGENT: Final = "Marsad/0.1 (updates a local table of office holders; https://pypi.org/project/marsad)"
_PAUSE: Final = 1.0
_TIMEOUT: Final = 90.0
_MOST_BYTES: Final = 20_000_000
_TRIES: Final = 4
_LONGEST_WAIT: Final = 120.0
_BUSY: Final = frozenset({429, 500, 502, 503, 504})
_OK: Final = 200
# Wikidata's precisions of a time value: year, month, day.
_CUT: Final = {"9": 4, "10": 7, "11": 10}
_ITEM: Final = re.compile(r"https?://www\.wikidata\.org/entity/(Q[1-9]\d*)")
_TIME: Final = re.compile(r"\d{4}-\d{2}-\d{2}T.*")


class Holder(msgspec.Struct, frozen=True):
    """One person in one office of a state, as Wikidata tells it.

    Attributes:
        person: QID.
        name: English label.
        name_ar: Arabic label, or "".
        aliases: other Arabic names.
        office: the office as ``people.tsv`` writes it.
        also: other names that it goes by there.
        sector: its PLOVER sector.
        since: first day, month or year (as its precision allows), or "".
        until: last one, or "".
    """

    person: str
    name: str
    name_ar: str
    aliases: tuple[str, ...]
    office: str
    also: tuple[str, ...]
    sector: str
    since: str
    until: str


class _Cell(msgspec.Struct):
    value: str


class _Bindings(msgspec.Struct):
    bindings: list[dict[str, _Cell]]


class _Answer(msgspec.Struct):
    results: _Bindings


class _Office(NamedTuple):
    label: re.Pattern[str]
    name: str
    also: tuple[str, ...]
    sector: str


class _BusyError(Exception):
    """The service asks to come again later."""

    def __init__(self, reason: str, wait: float | None) -> None:
        super().__init__(reason)
        self.wait = wait


class Service:
    """A connection to the query service; use it as a context."""

    def __init__(self, endpoint: str = ENDPOINT, *, pause: float = _PAUSE, timeout: float = _TIMEOUT) -> None:
        """Opens nothing yet.

        Args:
            endpoint: address of a SPARQL service that knows Wikidata's items.
            pause: seconds between two requests, and the first wait after a failed one.
            timeout: seconds that one request may take.

        Raises:
            UsageError: the address is none of the web.
        """
        import httpx2  # noqa: PLC0415 - 60 ms to import, needed only here

        if not endpoint.startswith(("https://", "http://")):
            raise UsageError(f"{endpoint}: an address with http:// or https:// is due")
        self._endpoint, self._pause, self._last = endpoint, pause, 0.0
        headers = {"User-Agent": _AGENT, "Accept": "application/sparql-results+json"}
        self._client = httpx2.Client(headers=headers, timeout=timeout, follow_redirects=False)

    def __enter__(self) -> Self:
        """The service itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Closes the connection."""
        self._client.close()

    def holders(self, state: str) -> list[Holder]:
        """Who held the offices of ``offices.tsv`` in a state since 2000.

        Args:
            state: QID of the state.

        Raises:
            UnreadableError: the service cannot be reached, refuses, or is busy after several tries.
            MalformedError: its answer is none.
        """
        content = self._answer(_question(state))
        try:
            answer = msgspec.json.decode(content, type=_Answer)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise MalformedError(self._endpoint, f"no answer to a query: {error}") from error
        found = (self._holder(binding) for binding in answer.results.bindings)
        return sorted(filter(None, found), key=lambda one: (one.office, one.since, one.name))

    def _holder(self, binding: dict[str, _Cell]) -> Holder | None:
        told = {name: " ".join(cell.value.split()) for name, cell in binding.items()}
        item = _ITEM.fullmatch(told.get("person", ""))
        if item is None or not told.get("name") or "office" not in told:
            raise MalformedError(self._endpoint, f"a row without person, name or office: {told}")
        office = _office_of(told["office"])
        if office is None:
            return None
        return Holder(
            person=item[1],
            name=told["name"],
            name_ar=told.get("name_ar", ""),
            aliases=tuple(filter(None, told.get("aliases", "").split("|"))),
            office=office.name,
            also=office.also,
            sector=office.sector,
            since=_day(told, "start"),
            until=_day(told, "end"),
        )

    def _answer(self, question: str) -> bytes:
        retrying = Retrying(
            retry=retry_if_exception_type(_BusyError),
            stop=stop_after_attempt(_TRIES),
            wait=self._wait,
            reraise=True,
        )
        try:
            return bytes(retrying(self._asked, question))
        except _BusyError as busy:
            raise UnreadableError(self._endpoint, f"{busy} (asked {_TRIES} times)") from busy

    def _wait(self, state: RetryCallState) -> float:
        """What the service asks for, else 1, 2, 4 … times the pause."""
        error = state.outcome.exception() if state.outcome else None
        told = error.wait if isinstance(error, _BusyError) else None
        wait = self._pause * 2 ** (state.attempt_number - 1) if told is None else told
        return float(min(wait, _LONGEST_WAIT))

    def _asked(self, question: str) -> bytes:
        import httpx2  # noqa: PLC0415

        time.sleep(max(0.0, self._last + self._pause - time.monotonic()))
        try:
            with self._client.stream("GET", self._endpoint, params={"query": question}) as response:
                return self._content(response)
        except httpx2.TransportError as error:
            raise _BusyError(str(error) or type(error).__name__, None) from error
        finally:
            self._last = time.monotonic()

    def _content(self, response: httpx2.Response) -> bytes:
        if response.status_code in _BUSY:
            raise _BusyError(f"answers {response.status_code}", _told_wait(response.headers))
        if response.status_code != _OK:
            raise UnreadableError(self._endpoint, f"answers {response.status_code}")
        content = bytearray()
        for part in response.iter_bytes():
            content += part
            if len(content) > _MOST_BYTES:
                raise UnreadableError(self._endpoint, f"answers with more than {_MOST_BYTES:,} bytes")
        return bytes(content)


def _told_wait(headers: httpx2.Headers) -> float | None:
    """Seconds of a ``Retry-After`` header; its form as a date is rare and left to our own waiting."""
    told = headers.get("Retry-After", "")
    return float(told) if told.isdigit() else None


def _day(told: dict[str, str], which: str) -> str:
    """A time value cut to its precision: a year is no first of January."""
    value, cut = told.get(which, ""), _CUT.get(told.get(f"{which}_precision", ""))
    return value[:cut] if cut and _TIME.fullmatch(value) else ""


@lru_cache(maxsize=1)
def _offices() -> tuple[_Office, ...]:
    return tuple(
        _Office(re.compile(row["label"]), row["office"], tuple(row.alternatives("also")), row["sector"])
        for row in table("offices")
    )


def _office_of(label: str) -> _Office | None:
    """The office that a position's label tells, or None."""
    small = label.casefold()
    found = next((office for office in _offices() if office.label.search(small)), None)
    return found if found and found.name else None


def _question(state: str) -> str:
    wanted = "|".join(office.label.pattern for office in _offices() if office.name)
    text = files("marsad.actors").joinpath("data/holders.rq").read_text(encoding="utf-8")
    return text % {"state": state, "offices": wanted.replace("\\", "\\\\").replace('"', '\\"')}
