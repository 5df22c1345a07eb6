"""Whose acts an outlet tells as hostile or friendly, beside the others that tell the same stories.

For an outlet and a state: over the stories in which this outlet and another independent teller tell acts of
that state, the share of conflict in what this outlet tells less the same share among the others (the mean of
their shares), story by story, each story once. What is counted is what they tell in their own voice; what
they quote is measured beside it. Nothing is called hostile or friendly below `LEAST_STORIES` stories, where
the interval holds zero, or where the difference may be chance among all the pairs that were looked at. See
docs/explanation/outlets.md.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final, Literal

from msgspec.structs import replace

from marsad.multiplicity import adjusted
from marsad.records import Bilingual, Record
from marsad.stories.naming import named, phrase
from marsad.stories.outlets import listed
from marsad.stories.shared_stories import (
    Measured,
    SharedStory,
    bundles,
    measured,
    rests_on,
    shared_stories,
    witnesses,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from marsad.records import Event, Story
    from marsad.stories.origins import Origins
    from marsad.stories.shared_stories import Both

LEAST_STORIES: Final = 10
"""Shared stories from which on an outlet–state pair is tested; below, no label is given."""

FALSE_SHARE: Final = 0.10
"""Share of false ones to be expected among the labels given (Benjamini and Hochberg)."""

_DIGITS: Final = 4

Label = Literal["hostile", "friendly"]
Why = Literal["few", "open", "many"]


class Contrast(Record, frozen=True, kw_only=True):
    """How an outlet tells a state's acts, beside the others on the same stories.

    Attributes:
        state: code of the doer.
        label: hostile or friendly: more so than the others tell them; None where nothing can be said.
        why: why there is no label: few stories, an interval open to zero, or too many pairs looked at.
        says: label or reason in words.
        measured: what is told in the outlets' own voice.
        articles: groups of the outlet's articles that tell these stories; those of one group hang together.
        tellers: number of the others.
        against: the one of them on whom the difference rests: without that one less than half of it is left;
            a name, or the id of a document whose outlet is not known; None for several, or too few stories.
        chance: of such a difference by mere chance; None where there are too few stories to test.
        adjusted: the same among all pairs that were tested.
        pairs: outlet–state pairs that were looked at.
        tested: how many of them had stories enough.
        with_quoted: the same with what is quoted; None where that leaves nothing to compare.
        shared: the stories, with every sentence that is counted in ``measured``.
    """

    state: str
    label: Label | None
    why: Why | None
    says: Bilingual
    measured: Measured
    articles: int
    tellers: int
    against: str | None
    chance: float | None
    adjusted: float | None
    pairs: int
    tested: int
    with_quoted: Measured | None
    shared: tuple[SharedStory, ...]


def contrasts_of(
    stories: Iterable[Story],
    events: Mapping[str, Event],
    outlets: Mapping[str, str | None],
    origins: Origins,
) -> dict[str, tuple[Contrast, ...]]:
    """By outlet, how it tells the acts of states beside the others; labelled ones first, then most stories.

    The result hangs on the set of stories alone, not on their order.

    Args:
        stories: that may be shared.
        events: by id; those that are not there are not counted.
        outlets: outlet by document; only these documents are asked.
        origins: of all documents.
    """
    told = sorted(stories, key=lambda story: story.id)
    own_voice = shared_stories(told, events, outlets, origins, quoted=False)
    all_voices = shared_stories(told, events, outlets, origins, quoted=True)
    found = {pair: _unlabelled(pair[1], shared, all_voices.get(pair)) for pair, shared in own_voice.items()}
    by_outlet: dict[str, list[Contrast]] = defaultdict(list)
    for (outlet, _), contrast in _labelled(found).items():
        by_outlet[outlet].append(contrast)
    return {outlet: tuple(sorted(made, key=_rank)) for outlet, made in sorted(by_outlet.items())}


def _rank(one: Contrast) -> tuple[bool, int, str]:
    return one.label is None, -one.measured.stories, one.state


def _unlabelled(state: str, shared: Sequence[Both], quoted: Sequence[Both] | None) -> tuple[Contrast, float]:
    """A contrast without label, and the chance of its difference."""
    found, chance = measured(shared)
    contrast = Contrast(
        state=state,
        label=None,
        why="few",
        says=Bilingual(ar="", en=""),
        measured=found,
        articles=len(bundles(shared)),
        tellers=len({teller for one in shared for teller in one.others}),
        against=rests_on(shared) if found.stories >= LEAST_STORIES else None,
        chance=None,
        adjusted=None,
        pairs=0,
        tested=0,
        with_quoted=measured(quoted)[0] if quoted else None,
        shared=tuple(map(witnesses, shared)),
    )
    return contrast, chance


def _labelled(
    found: Mapping[tuple[str, str], tuple[Contrast, float]],
) -> dict[tuple[str, str], Contrast]:
    """The contrasts with labels, or with the reason why there is none."""
    tested = [pair for pair, (one, _) in found.items() if one.measured.stories >= LEAST_STORIES]
    beside = dict(zip(tested, adjusted([found[pair][1] for pair in tested]), strict=True))
    made = {}
    for pair, (one, chance) in found.items():
        label, why = _verdict(one.measured, beside.get(pair))
        counted = replace(
            one,
            label=label,
            why=why,
            chance=round(chance, _DIGITS) if pair in beside else None,
            adjusted=round(beside[pair], _DIGITS) if pair in beside else None,
            pairs=len(found),
            tested=len(tested),
        )
        made[pair] = replace(counted, says=_says(counted))
    return made


def _verdict(found: Measured, adjusted: float | None) -> tuple[Label | None, Why | None]:
    if adjusted is None:
        return None, "few"
    if found.low <= 0 <= found.high:
        return None, "open"
    if adjusted > FALSE_SHARE:
        return None, "many"
    return ("hostile" if found.difference > 0 else "friendly"), None


def _says(one: Contrast) -> Bilingual:
    return phrase(
        f"contrast.{one.label}.one" if one.label and one.against else f"contrast.{one.label or one.why}",
        teller=_called(one.against),
        state=named([one.state]),
        n=str(one.measured.stories),
        least=str(LEAST_STORIES),
        tested=str(one.tested),
    )


def _called(outlet: str | None) -> Bilingual:
    """An outlet by its names, where a table lists it; a text whose outlet is not known as such."""
    known = listed().get(outlet or "")
    if outlet and _ID.fullmatch(outlet):
        return phrase("contrast.nameless")
    return Bilingual(ar=(known.name_ar if known else None) or outlet or "", en=outlet or "")


_ID: Final = re.compile(r"[0-9a-f]{24}")
