"""Where documents have their matter from: for each a tree that ends at its origins.

A document derives from the earlier documents that its words stand in, and from the outlets that it gives
as the source of the whole (a credit, a dateline, the first paragraph). Earlier is: published on an
earlier day; of one day, those that credit nobody come first, then the id decides; what has no day comes
last. Its **roots** are the documents and outlets at the ends of the tree; a text that is half new is a
root of its own as well. What an agency wrote has the agency as its root, so that all copies of an
agency's report, and the report, are one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np

from marsad.errors import UsageError
from marsad.records import Record
from marsad.stories.citations import Citation, citations, cues
from marsad.stories.duplicates import LEAST_SHARED, DuplicateIndex
from marsad.stories.outlets import AGENCIES, Outlet, OutletNames, listed, outlet_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from marsad.records import Document
    from marsad.stories.citations import Cue
    from marsad.stories.duplicates import Likeness

Way = Literal["copy", "part", "holds", "overlap", "relays", "translates", "cites", "told", "agencies"]

OUTLET: Final = "outlet:"
"""Before the name of an outlet that stands for a text of its which is not in the archive."""

_HALF: Final = 0.5
_CREDITS: Final = ("relays", "translates", "agencies")
_NO_DAY: Final = "9999"


class Parent(Record, frozen=True, kw_only=True):
    """One thing that a document derives from.

    Attributes:
        origin: id of an earlier document, or "outlet:" and a name.
        how: copy (each is for the better half in the other), part (it is a part of the earlier one), holds
            (the earlier one stands in it), overlap (less than half of either), or how an outlet is cited.
        share: part of this document's runs of three words that stand in the earlier one; None for an outlet.
        jaccard: runs that both have as a share of all that either has; None for an outlet.
        start: of the words that cite; None where it was not the text that told.
        end: offset after them.
    """

    origin: str
    how: Way
    share: float | None = None
    jaccard: float | None = None
    start: int | None = None
    end: int | None = None


class Origin(Record, frozen=True, kw_only=True):
    """Where a document has its matter from.

    Attributes:
        document: its id.
        published: ISO 8601 day, None where not known.
        outlet: canonical name of its outlet, or the name it goes by.
        parents: what it derives from directly, the largest share first, then outlets.
        roots: ids of documents and "outlet:NAME", sorted; the ends of its tree.
        citations: all outlets that it cites, also in passing.
    """

    document: str
    published: str | None
    outlet: str | None
    parents: tuple[Parent, ...] = ()
    roots: tuple[str, ...]
    citations: tuple[Citation, ...] = ()

    @property
    def is_own(self) -> bool:
        """Whether it derives from nothing else that is known."""
        return not self.parents


class Origins:
    """The origins of a set of documents.

    Args:
        found: one for each document.
    """

    def __init__(self, found: Iterable[Origin]) -> None:
        self._found = {origin.document: origin for origin in found}

    def __iter__(self) -> Iterator[Origin]:
        """All of them, by day of publication, then id; those without a day come last."""
        return iter(sorted(self._found.values(), key=lambda one: (one.published or _NO_DAY, one.document)))

    def __len__(self) -> int:
        """Number of documents."""
        return len(self._found)

    def of(self, document: str) -> Origin:
        """The origin of a document.

        Raises:
            UsageError: it is none of these documents.
        """
        if document not in self._found:
            raise UsageError(f"no document {document} among those whose origins are known")
        return self._found[document]

    def tree(self, document: str) -> dict[str, Any]:
        """The tree of a document: itself, and under ``from`` the trees of what it derives from.

        Raises:
            UsageError: as `of`.
        """
        origin = self.of(document)
        branches = [parent.as_dict() | self._branch(parent) for parent in origin.parents]
        return {
            "document": document,
            "outlet": origin.outlet,
            "published": origin.published,
            "from": branches,
        }

    def _branch(self, parent: Parent) -> dict[str, Any]:
        return {} if parent.origin.startswith(OUTLET) else self.tree(parent.origin)

    def independent(self, documents: Iterable[str]) -> tuple[str, ...]:
        """The fewest origins that can have supplied all the documents: what support is counted in.

        Documents of one root count once. An outlet that is cited, and a document of that outlet, are one;
        agencies that are not named are any agency that is. Where documents have several roots, roots are
        taken until each document has one: first those without which a document would have none, then those
        that serve most (a greedy cover, at most a few more than the least).

        Raises:
            UsageError: as `of`.
        """
        return cover(self.roots_among(documents).values())

    def roots_among(self, documents: Iterable[str]) -> dict[str, frozenset[str]]:
        """The roots of each document, those that are one in these documents under one name.

        Raises:
            UsageError: as `of`.
        """
        rooted = {document: self.of(document).roots for document in sorted(set(documents))}
        aliases = self._aliases({root for roots in rooted.values() for root in roots})
        return {
            document: frozenset(aliases.get(root, root) for root in roots)
            for document, roots in rooted.items()
        }

    def _aliases(self, roots: set[str]) -> dict[str, str]:
        """Roots that are counted as another: an outlet as the earliest root document of it."""
        named = sorted(root for root in roots if root.startswith(OUTLET))
        known = (self._found[root] for root in roots if root in self._found)
        documents = sorted(known, key=lambda one: (one.published or _NO_DAY, one.document))
        aliases = {OUTLET + one.outlet: one.document for one in reversed(documents) if one.outlet}
        agencies = [root for root in named if is_agency(root.removeprefix(OUTLET))]
        if agencies:
            aliases[OUTLET + AGENCIES] = agencies[0]
        return {root: aliases[root] for root in named if root in aliases}


class OriginIndex:
    """Documents to find the origins of.

    They may come one by one, in any order; what is found depends on their set alone. Each is read once, when
    it comes; its text is not kept.
    """

    def __init__(self) -> None:
        self._documents: dict[str, tuple[Document, tuple[Cue, ...]]] = {}
        self._texts = DuplicateIndex()

    def add(self, document: Document, terms: str) -> None:
        """Takes a document in; one whose id is there changes nothing.

        Args:
            document: its id tells whether it is new.
            terms: its words as `marsad.archive.search_text.search_terms` gives them.
        """
        if document.id not in self._documents:
            self._documents[document.id] = (_without_text(document), cues(document))
            self._texts.add(document.id, terms, ())

    def origins(self) -> Origins:
        """The origins of all documents that came."""
        names = OutletNames(document.outlet for document, _ in self._documents.values() if document.outlet)
        owns = {name: outlet_of(document, names) for name, (document, _) in self._documents.items()}
        told = {name: citations(found, names, owns[name]) for name, (_, found) in self._documents.items()}
        self._texts.reorder({name: self._order(name, told[name]) for name in self._documents})
        earlier: dict[str, list[Likeness]] = {}
        for likeness in self._texts.near_duplicates():
            earlier.setdefault(likeness.later, []).append(likeness)
        found: dict[str, Origin] = {}
        for name in self._texts.ordered:  # what a document derives from comes before it
            found[name] = self._origin(name, owns[name], told[name], earlier.get(name, ()), found)
        return Origins(found.values())

    def _order(self, name: str, told: Sequence[Citation]) -> tuple[str, ...]:
        day = self._documents[name][0].published
        credited = any(citation.source and citation.how in _CREDITS for citation in told)
        return (day.isoformat() if day else _NO_DAY, "1" if credited else "0")

    def _origin(
        self,
        name: str,
        own: Outlet | None,
        told: tuple[Citation, ...],
        earlier: Sequence[Likeness],
        known: Mapping[str, Origin],
    ) -> Origin:
        document = self._documents[name][0]
        chosen, covered = self._explaining(name, earlier)
        sources = [
            citation for citation in told if citation.source and _adds(citation, chosen, covered, known)
        ]
        parents = (*map(_text_parent, chosen), *map(_cited_parent, sources))
        roots = {root for parent in parents for root in _roots_of(parent.origin, known)}
        if not sources and covered < _HALF:
            roots.add(OUTLET + own.name if own is not None and own.agency else name)
        return Origin(
            document=name,
            published=document.published.isoformat() if document.published else None,
            outlet=own.name if own is not None else document.outlet,
            parents=parents,
            roots=tuple(sorted(roots)),
            citations=told,
        )

    def _explaining(self, name: str, earlier: Sequence[Likeness]) -> tuple[list[Likeness], float]:
        """Earlier texts that together explain the most of a text, and the part that they explain.

        The one that explains most is taken first, the earliest of several; each further one must explain by
        itself half of what it shares. So a text joined from two has two parents, and a copy of a copy one.
        """
        runs = self._texts.runs(name)
        left, chosen = np.ones(len(runs), np.bool_), []
        among = [(likeness, np.isin(runs, self._texts.runs(likeness.earlier))) for likeness in earlier]
        while among:
            new, held = max(((int(np.count_nonzero(held & left)), -at) for at, (_, held) in enumerate(among)))
            likeness, present = among.pop(-held)
            if new < max(LEAST_SHARED, likeness.shared * _HALF):
                break
            chosen.append(likeness)
            left &= ~present
        return chosen, 1 - float(np.count_nonzero(left)) / len(runs) if len(runs) else 0.0


def cover(rooted: Iterable[frozenset[str]]) -> tuple[str, ...]:
    """Few roots of which each set has one."""
    open_sets = list(rooted)
    chosen = {root for roots in open_sets if len(roots) == 1 for root in roots}
    while waiting := [roots for roots in open_sets if not roots & chosen]:
        served = sorted({root for roots in waiting for root in roots})
        chosen.add(max(served, key=lambda root: sum(root in roots for roots in waiting)))
    return tuple(sorted(chosen))


def is_agency(name: str) -> bool:
    """Whether the tables list an agency of that name."""
    return name in listed() and listed()[name].agency


def _without_text(document: Document) -> Document:
    """What the index keeps of a document: its head without the words."""
    from msgspec.structs import replace  # noqa: PLC0415

    return replace(document, text="", body_start=0, comments=(), citations=())


def _adds(
    citation: Citation, chosen: Sequence[Likeness], covered: float, known: Mapping[str, Origin]
) -> bool:
    """Whether a citation tells more of the origin than the earlier texts do.

    Where these hold the better half, only a credit does, to an outlet that is none of theirs.
    """
    if covered < _HALF:
        return True
    above = {outlet for likeness in chosen for outlet in _outlets_above(likeness.earlier, known)}
    return citation.how in ("relays", "translates") and citation.outlet not in above


def _outlets_above(name: str, known: Mapping[str, Origin]) -> set[str]:
    """Outlets of a document and of all that it derives from."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        origin = waiting.pop()
        if origin.startswith(OUTLET):
            found.add(origin.removeprefix(OUTLET))
            continue
        found |= {known[origin].outlet or ""}
        waiting += [parent.origin for parent in known[origin].parents]
    return found


def _roots_of(origin: str, known: Mapping[str, Origin]) -> tuple[str, ...]:
    return (origin,) if origin.startswith(OUTLET) else known[origin].roots


def _text_parent(likeness: Likeness) -> Parent:
    inside, around = likeness.of_later >= _HALF, likeness.of_earlier >= _HALF
    how: Way = "copy" if inside and around else "part" if inside else "holds" if around else "overlap"
    share, jaccard = round(likeness.of_later, 4), round(likeness.jaccard, 4)
    return Parent(origin=likeness.earlier, how=how, share=share, jaccard=jaccard)


def _cited_parent(citation: Citation) -> Parent:
    assert citation.how != "own"  # noqa: S101  no source
    assert citation.how != "footnote"  # noqa: S101
    return Parent(origin=OUTLET + citation.outlet, how=citation.how, start=citation.start, end=citation.end)
