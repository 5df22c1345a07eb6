"""Outlets as flat rows for lists: one for each outlet, each state whose acts it tells, or each sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from marsad.errors import UnknownCodeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from marsad.stories import Contrast, Measured, OutletProfile
    from marsad.stories.profiles import Count

PER: Final = ("outlet", "state", "sentence")

OUTLET_COLUMNS: Final = (
    "outlet", "documents", "own", "days", "first", "last", "country", "ownership", "cites", "covers", "tells",
    "owner", "name_ar",
)  # fmt: skip

CONTRAST_COLUMNS: Final = (
    "outlet", "state", "label", "stories", "hostile", "others_hostile", "difference", "low", "high", "says",
    "says_en", "why", "articles", "tellers", "against", "chance", "adjusted", "pairs", "tested",
    "quoted_stories", "quoted_difference", "quoted_low", "quoted_high", "story_ids",
)  # fmt: skip

SENTENCE_COLUMNS: Final = (
    "outlet", "state", "story", "side", "publisher", "tells", "type", "text", "document", "sentence", "start",
    "end", "event",
)  # fmt: skip

_SHOWN: Final = {
    "outlet": ("outlet", "documents", "own", "country", "ownership", "cites", "covers", "tells"),
    "state": ("outlet", "state", "stories", "hostile", "others_hostile", "difference", "low", "high", "says"),
    "sentence": ("outlet", "state", "side", "publisher", "tells", "type", "text"),
}
"""What fits on a terminal."""


def outlet_columns(per: str) -> tuple[str, ...]:
    """The columns of the rows that `outlet_rows` gives.

    Raises:
        UnknownCodeError: a row is none of `PER`.
    """
    columns = dict(zip(PER, (OUTLET_COLUMNS, CONTRAST_COLUMNS, SENTENCE_COLUMNS), strict=True))
    if per not in columns:
        raise UnknownCodeError(f"unknown row {per!r}; known: {', '.join(PER)}")
    return columns[per]


def shown_columns(per: str) -> tuple[str, ...]:
    """Those of them that fit on a terminal."""
    return _SHOWN[per]


def outlet_rows(profile: OutletProfile, per: str) -> list[dict[str, Any]]:
    """The flat rows of an outlet.

    Args:
        profile: of the outlet.
        per: one of `PER`.
    """
    if per == "outlet":
        return [outlet_row(profile)]
    made = _contrast_row if per == "state" else _sentence_rows
    return [{"outlet": profile.outlet, **row} for one in profile.tells for row in made(one)]


def outlet_records(profile: OutletProfile, per: str) -> list[dict[str, Any]]:
    """The same as plain values for JSON: of a state everything that is known, each story with its sentences.

    Args:
        profile: of the outlet.
        per: "state" or "sentence".
    """
    if per == "sentence":
        return outlet_rows(profile, per)
    return [{"outlet": profile.outlet, **one.as_dict()} for one in profile.tells]


def outlet_row(profile: OutletProfile, most: int | None = None) -> dict[str, Any]:
    """An outlet as one flat row: whom it cites and what it covers as "name n", parted by semicolons.

    Args:
        profile: of the outlet.
        most: how many of each to tell; all without.
    """
    return profile.as_dict() | {
        "cites": _counts(profile.cites[:most]),
        "covers": _counts(profile.covers[:most]),
        "tells": "; ".join(_told(one) for one in profile.tells[:most]),
    }


def _counts(counted: Iterable[Count]) -> str:
    return "; ".join(f"{one.name} {one.n}" for one in counted)


def _told(one: Contrast) -> str:
    """A contrast in a few signs: "RUS hostile +0.41 [0.20 0.58] n=14", "KAZ ? +0.10 […] n=3" unlabelled."""
    found = one.measured
    between = f"[{found.low:+.2f} {found.high:+.2f}]"
    return f"{one.state} {one.label or '?'} {found.difference:+.2f} {between} n={found.stories}"


def _contrast_row(one: Contrast) -> Iterator[dict[str, Any]]:
    yield {
        "state": one.state,
        "label": one.label,
        **one.measured.as_dict(),
        "says": one.says.ar,
        "says_en": one.says.en,
        "why": one.why,
        "articles": one.articles,
        "tellers": one.tellers,
        "against": one.against,
        "chance": one.chance,
        "adjusted": one.adjusted,
        "pairs": one.pairs,
        "tested": one.tested,
        **_quoted(one.with_quoted),
        "story_ids": " ".join(story.story for story in one.shared),
    }


def _quoted(found: Measured | None) -> dict[str, Any]:
    names = ("stories", "difference", "low", "high")
    return {f"quoted_{name}": getattr(found, name) if found else None for name in names}


def _sentence_rows(one: Contrast) -> Iterator[dict[str, Any]]:
    for story in one.shared:
        for told in story.sentences:
            yield {
                "state": one.state,
                "story": story.story,
                "side": "own" if told.own else "others",
                "publisher": told.outlet,
                "tells": "hostile" if told.hostile else "friendly",
                "type": told.type,
                **{name: getattr(told.sentence, name) for name in _PLACE},
            }


_PLACE: Final = ("text", "document", "sentence", "start", "end", "event")


def looked_at(found: Sequence[OutletProfile]) -> str:
    """How many pairs of an outlet and a state were looked at for what the list tells, in a sentence."""
    one = next((contrast for profile in found for contrast in profile.tells), None)
    if one is None:
        return "no outlet in this list tells in its own voice acts of a state that another one tells too"
    labelled = sum(contrast.label is not None for profile in found for contrast in profile.tells)
    counted = f"{one.pairs} looked at, {one.tested} with stories enough"
    return f"pairs of outlet and state: {counted}; {labelled} labelled in this list"
