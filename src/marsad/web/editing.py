"""Working on the archive from the pages: who may, and what the fields of a form say."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from starlette.responses import RedirectResponse, Response

from marsad import plover
from marsad.actors import country_names
from marsad.errors import UnknownCodeError
from marsad.web.page import NotAllowedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marsad.archive import Archive
    from marsad.web.asked import Asked

STATUSES: Final = ("actual", "negated", "historical", "future", "hypothetical")
_OWN_ADDRESS: Final = re.compile(r"/(?:ar|en)/[^\\\s]*")
_MOST_SIDES: Final = 12


class Editing(NamedTuple):
    """A second opening of the archive that writes, where the server was started so.

    Attributes:
        archive: opened for writing; pages are still made from the one opened for reading.
        who: in whose name corrections are made.
    """

    archive: Archive
    who: str


def editing_of(asked: Asked) -> Editing:
    """What a form writes through.

    Raises:
        NotAllowedError: the server was started for reading only.
    """
    found = asked.library.editing
    if found is None:
        raise NotAllowedError("reading-only")
    return found


def act_of(form: Mapping[str, str]) -> tuple[str, str | None]:
    """Type and mode that were chosen ("REJECT/yield")."""
    kind, _, mode = form.get("act", "").partition("/")
    return kind, mode or None


def event_fields(form: Mapping[str, str]) -> dict[str, Any]:
    """What a form says of an event, as `Decisions.correct` takes it.

    Raises:
        UnknownCodeError: a side that is no state or bloc.
    """
    kind, mode = act_of(form)
    return {
        "type": kind,
        "mode": mode,
        "actors": sides_in(form, "actor"),
        "recipients": sides_in(form, "recipient"),
        "status": form.get("status") or "actual",
        "date": form.get("date", "").strip() or None,
    }


def sides_in(form: Mapping[str, str], role: str) -> list[str]:
    """Codes of the sides in the fields ``actor1``, ``actor2`` …; raises as `event_fields`."""
    told = [form.get(f"{role}{number}", "") for number in range(1, _MOST_SIDES + 1)]
    return [side_code(words) for words in told if words.strip()]


def side_code(words: str) -> str:
    """The code of a side that was written as a code ("KAZ", "KAZ:GOV") or as a name in either language.

    Raises:
        UnknownCodeError: it is neither.
    """
    word = words.strip()
    code, colon, more = word.partition(":")
    if code.strip().upper() in country_names():
        return f"{code.strip().upper()}{colon}{more.strip()}"
    found = _codes_by_name().get(word.casefold())
    if found is None:
        raise UnknownCodeError(f"no state or bloc {word!r}")
    return found


def acts() -> dict[str, list[str]]:
    """The types with their modes, as forms list them."""
    return {name: sorted(found.modes) for name, found in plover.event_types().items()}


def back_to(form: Mapping[str, str], otherwise: str) -> Response:
    """To the page that a form names as its own, on this server alone."""
    named = form.get("back", "")
    return RedirectResponse(named if _OWN_ADDRESS.fullmatch(named) else otherwise, status_code=303)


@lru_cache(maxsize=1)
def _codes_by_name() -> dict[str, str]:
    return {name.casefold(): code for code, names in country_names().items() for name in names}
