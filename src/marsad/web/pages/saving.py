"""Keeping a search, or no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse, Response

from marsad.web.page import RefusedError
from marsad.web.saved import SAVED, fields_of, query_of, saved_cookie
from marsad.web.visits import KEPT_SECONDS

if TYPE_CHECKING:
    from marsad.web.asked import Asked


def save(asked: Asked, form: dict[str, str]) -> Response:
    """Keeps a search, or forgets one that is kept, and leads back to it.

    Raises:
        UsageError: a search without words.
    """
    query = query_of(fields_of(form.get("query", "")))
    if not query:
        raise RefusedError("empty-search")
    others = tuple(one for one in asked.saved if one != query)
    kept = others if query in asked.saved else (*others, query)
    answer = RedirectResponse(asked.links.to("search", **fields_of(query)), status_code=303)
    answer.set_cookie(
        SAVED, saved_cookie(kept), max_age=KEPT_SECONDS, httponly=True, samesite="lax", path="/"
    )
    return answer
