"""Stories and rival accounts of a set of documents: what was coded of them, joined and set side by side."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.stories.accounts import Teller
from marsad.stories.acts import acts_of
from marsad.stories.bonds import bonds_of
from marsad.stories.happenings import story_of
from marsad.stories.joining import joined
from marsad.stories.matters import Matters
from marsad.stories.rivals import rivals_of
from marsad.stories.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from marsad.archive import Decision
    from marsad.records import Claim, Document, Event, Figure, Rival, Sentence, Story
    from marsad.stories.origins import Origins

_NO_DAY: Final = "9999"


class Stories(NamedTuple):
    """What documents tell together.

    Attributes:
        stories: by date, then id; undated ones come last.
        rivals: newest first.
    """

    stories: tuple[Story, ...]
    rivals: tuple[Rival, ...]


class Coded(NamedTuple):
    """What was coded of documents, in any order."""

    events: Iterable[Event] = ()
    claims: Iterable[Claim] = ()
    figures: Iterable[Figure] = ()


def stories_told(
    documents: Iterable[Document],
    coded: Coded,
    sentences: Mapping[str, Sequence[Sentence]],
    origins: Origins,
    decisions: Iterable[Decision] = (),
) -> Stories:
    """The stories and rival accounts of documents.

    The result hangs on the set of documents, what was coded of them and what people decided about their
    stories, not on the order in which they came.

    Args:
        documents: for day and outlet; their texts are not read.
        coded: what was coded of them.
        sentences: by document, for figures, claims and causes.
        origins: of all the documents.
        decisions: merges and splits that hold, in their order.
    """
    tellers = {one.id: Teller(one.published, one.outlet) for one in documents}
    acts = acts_of(coded.events, {name: teller.published for name, teller in tellers.items()})
    wording = Wording(act.keys for act in acts)
    happenings = joined(acts, wording, bonds_of(decisions, (act.event for act in acts)))
    matters = Matters(
        happenings, list(coded.figures), _by_document(coded.claims), sentences, tellers, origins, wording
    )
    stories = [story_of(tellings, tellers, origins) for tellings in happenings]
    return Stories(
        tuple(sorted(stories, key=lambda one: (one.date or _NO_DAY, one.id))), tuple(rivals_of(matters))
    )


def _by_document(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda one: (one.document, one.start, one.id)):
        found[claim.document].append(claim)
    return found
