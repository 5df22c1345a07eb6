"""Stories and rival accounts of a set of documents: what was coded of them, joined and set side by side."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from marsad.stories.accounts import Teller
from marsad.stories.acts import acts_of
from marsad.stories.happenings import story_of
from marsad.stories.joining import joined
from marsad.stories.matters import Matters
from marsad.stories.rivals import rivals_of
from marsad.stories.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from marsad.records import Claim, Coding, Document, Rival, Sentence, Story
    from marsad.stories.origins import Origins

_NO_DAY = "9999"


class Stories(NamedTuple):
    """What documents tell together.

    Attributes:
        stories: by date, then id; undated ones come last.
        rivals: newest first.
    """

    stories: tuple[Story, ...]
    rivals: tuple[Rival, ...]


def stories_told(
    documents: Iterable[Document],
    codings: Iterable[Coding],
    sentences: Mapping[str, Sequence[Sentence]],
    origins: Origins,
) -> Stories:
    """The stories and rival accounts of documents.

    The result hangs on the set of documents and what was coded of them, not on the order in which they came.

    Args:
        documents: for day and outlet; their texts are not read.
        codings: one for each.
        sentences: by document, for figures, claims and causes.
        origins: of all the documents.
    """
    tellers = {one.id: Teller(one.published, one.outlet) for one in documents}
    coded = sorted(codings, key=lambda coding: coding.document)
    published = {name: teller.published for name, teller in tellers.items()}
    acts = acts_of((event for coding in coded for event in coding.events), published)
    wording = Wording(act.keys for act in acts)
    happenings = joined(acts, wording)
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted((claim for coding in coded for claim in coding.claims), key=lambda one: one.start):
        claims[claim.document].append(claim)
    figures = [figure for coding in coded for figure in coding.figures]
    matters = Matters(happenings, figures, claims, sentences, tellers, origins, wording)
    stories = [story_of(tellings, tellers, origins) for tellings in happenings]
    return Stories(
        tuple(sorted(stories, key=lambda one: (one.date or _NO_DAY, one.id))), tuple(rivals_of(matters))
    )
