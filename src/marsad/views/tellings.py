"""How outlets tell the acts of states, for a brief: label, numbers, and the sentences of both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.views.parts import AccountView, TellingView
from marsad.views.rivals import witness_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from marsad.records import Document
    from marsad.stories import Contrast, Measured, OutletProfile, SharedStory, Witnessed
    from marsad.views.grouping import Shelf
    from marsad.views.labels import Labels

_NOTHING: Final = ""
_LEFT_TO_RIGHT: Final = "\u200e"


def tellings_of(
    state: str,
    profiles: Sequence[OutletProfile],
    documents: Mapping[str, Document],
    shelves: Mapping[str, Shelf],
    labels: Labels,
) -> tuple[TellingView, ...]:
    """What a brief shows of how outlets tell acts: all about its state, of other states what has a label.

    Labelled ones come first, then those of most stories.

    Args:
        state: of the brief.
        profiles: of the outlets.
        documents: that the brief is made from, by id.
        shelves: those of them that it shows in full.
        labels: words of the interface.

    Raises:
        MalformedError: a sentence is of no given document, or does not stand in it.
    """
    found = [
        (profile, one) for profile in profiles for one in profile.tells if one.state == state or one.label
    ]
    found.sort(key=lambda pair: _rank(state, *pair))
    return tuple(_view(profile, one, documents, shelves, labels) for profile, one in found)


def _rank(state: str, profile: OutletProfile, one: Contrast) -> tuple[bool, bool, int, str, str]:
    return one.state != state, one.label is None, -one.measured.stories, one.state, profile.outlet or _NOTHING


def _view(
    profile: OutletProfile,
    one: Contrast,
    documents: Mapping[str, Document],
    shelves: Mapping[str, Shelf],
    labels: Labels,
) -> TellingView:
    def sides(story: SharedStory) -> tuple[AccountView, AccountView]:
        own, others = ([told for told in story.sentences if told.own is side] for side in (True, False))
        return (
            _side(own, "own", story.origins, documents, shelves, labels),
            _side(others, "others", story.others_origins, documents, shelves, labels),
        )

    arabic = labels.language == "ar"
    return TellingView(
        outlet=(profile.name_ar if arabic else None) or profile.outlet or labels.text("ui.unnamed_outlet"),
        says=one.says.ar if arabic else one.says.en,
        labelled=one.label is not None,
        measured=measured_words(one.measured, labels),
        quoted=measured_words(one.with_quoted, labels) if one.with_quoted else (),
        stories=tuple(map(sides, one.shared)),
    )


def measured_words(found: Measured, labels: Labels) -> tuple[str, ...]:
    """Stories, both shares, the difference and its interval, in the order of the places a to f."""
    mark = _LEFT_TO_RIGHT if labels.language == "ar" else ""  # else the sign is shown behind its number
    shares = (f"{mark}{share:.0%}" for share in (found.hostile, found.others_hostile))
    ends = (f"{mark}{number:+.2f}" for number in (found.difference, found.low, found.high))
    return (labels.counted("story", found.stories), *shares, *ends)


def _side(
    told: Sequence[Witnessed],
    role: str,
    origins: int,
    documents: Mapping[str, Document],
    shelves: Mapping[str, Shelf],
    labels: Labels,
) -> AccountView:
    outlets = dict.fromkeys(one.outlet or labels.text("ui.unnamed_outlet") for one in told)
    hostile = sum(one.hostile for one in told)
    return AccountView(
        role=role,
        role_label=labels.text(f"ui.tells_{role}"),
        says=labels.text("ui.tells_share", x=hostile, y=len(told)),
        speakers=tuple(outlets),
        origins=origins,
        witnesses=tuple(witness_of(one.sentence, documents, shelves, labels) for one in told),
    )
