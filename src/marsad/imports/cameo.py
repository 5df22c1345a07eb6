"""CAMEO 1.1b3 codes → PLOVER type, mode and contexts (``data/cameo.tsv``)."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from marsad import plover
from marsad.errors import UnknownCodeError
from marsad.tables import Row, rows

COLUMNS: Final = ("code", "name", "type", "mode", "contexts")


class Act(NamedTuple):
    """What a code means in PLOVER; ``type`` is "" where PLOVER has no such event."""

    type: str
    mode: str | None
    contexts: str | None


@lru_cache(maxsize=1)
def cameo() -> dict[str, Act]:
    """Code → act, for every root and subcode.

    Raises:
        DataFileError: a code given twice, or a type, mode or context that PLOVER does not have.
    """
    found: dict[str, Act] = {}
    for row in rows("marsad.imports", "data/cameo.tsv", COLUMNS):
        if row["code"] in found:
            raise row.error(f"{row['code']} is given twice")
        found[row["code"]] = act_of(row)
    return found


def act_of(row: Row) -> Act:
    """The act of a row with columns type, mode and contexts.

    Raises:
        DataFileError: a type, mode or context that PLOVER does not have.
    """
    kind, mode, contexts = row["type"], row["mode"] or None, row.alternatives("contexts")
    try:
        if kind:
            plover.check_mode(kind, mode)
    except UnknownCodeError as error:
        raise row.error(str(error)) from error
    strange = [context for context in contexts if context not in plover.contexts()]
    if strange or (not kind and (mode or contexts)):
        raise row.error(f"unknown contexts {strange}, or a mode or context without a type")
    return Act(kind, mode, "|".join(contexts) or None)


@lru_cache(maxsize=4096)
def act_of_code(code: str) -> Act | None:
    """The act of a code as files write it: some have lost the zero in front ("43" for 043); None for no code.

    "10" to "19" are read as the roots that they are too.
    """
    known = cameo()
    return known.get(code) or known.get(f"0{code}")
