"""Following a state, or no longer."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from marsad.actors import country_names
from marsad.web.asked import Asked
from marsad.web.page import NotThereError
from marsad.web.visits import FOLLOWED, KEPT_SECONDS, followed_cookie


def follow(asked: Asked, form: dict[str, str]) -> Response:
    """Turns the following of a state on or off, and leads back to the first page.

    Raises:
        NotThereError: no such state.
    """
    code = form.get("state", "")
    if code not in country_names():
        raise NotThereError("state", words=code)
    others = tuple(one for one in asked.followed if one != code)
    kept = others if code in asked.followed else (*others, code)
    answer = RedirectResponse(asked.links.home(), status_code=303)
    answer.set_cookie(
        FOLLOWED, followed_cookie(kept), max_age=KEPT_SECONDS, httponly=True, samesite="lax", path="/"
    )
    return answer
