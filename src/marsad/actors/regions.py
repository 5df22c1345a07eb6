"""In which region a state lies (``data/states.tsv``)."""

from __future__ import annotations

from functools import lru_cache

from marsad.actors.layers import table


@lru_cache(maxsize=1)
def regions() -> dict[str, str]:
    """Code of a state → its region ("central-asia")."""
    return {row["code"]: row["region"] for row in table("states") if row["region"]}
