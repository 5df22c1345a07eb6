"""What each choice of a state between poles is said to cost, and what followed such acts, ready to show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.records import AUTHOR
from marsad.views.ledger_questions import range_words
from marsad.views.parties import speaker_name, voice_view
from marsad.views.times import when_told
from marsad.views.trap_parts import BranchView, Heap, ReactionView, SaidView, SequelView, TrapView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marsad.measures import Branch, Reaction, Said
    from marsad.measures.trap import Sequel
    from marsad.views.labels import Labels
    from marsad.views.matter import Bench
    from marsad.views.parts import When

_MOST: Final = 6
_OFFICIAL: Final = frozenset({"GOV", "MIL"})


def trap_view_of(branches: Sequence[Branch], bench: Bench) -> TrapView | None:
    """The branches ready to be laid out; None where they were not asked.

    Raises:
        MalformedError: a sentence of evidence is of no given document, or does not stand in it.
    """
    if not branches:
        return None
    labels = bench.labels
    poles = dict.fromkeys(name for one in branches for name in (one.pole, *one.others))
    unsorted = branches[0].unsorted
    return TrapView(
        digest=" · ".join(_digest(one, labels) for one in branches),
        choice=labels.text("ui.poles_choice", x=labels.listed([labels.country(name) for name in poles])),
        branches=tuple(_branch(at, one, bench) for at, one in enumerate(branches, 1)),
        unsorted=labels.text("trap.unsorted", n=unsorted) if unsorted else None,
    )


def _digest(branch: Branch, labels: Labels) -> str:
    told = {"forecast": branch.forecasts, "threat": branch.threats, "demand": branch.demands}
    parts = [labels.counted(noun, len(said)) for noun, said in told.items() if said]
    followed = sum(one.followed > 0 for one in branch.reactions)
    parts += [labels.counted("reaction", followed)] if followed else []
    comma = f"{labels.text('ui.comma')} "
    return f"{_title(branch, labels)}: {comma.join(parts) or labels.text('trap.nothing')}"


def _title(branch: Branch, labels: Labels) -> str:
    """The choice in words; between two poles, to turn on the other one belongs to it."""
    name = labels.country(branch.pole)
    if branch.sense == "towards" and len(branch.others) == 1:
        return labels.text("trap.towards_or", x=name, y=labels.country(branch.others[0]))
    return labels.text(f"trap.{branch.sense}", x=name)


def _branch(at: int, branch: Branch, bench: Bench) -> BranchView:
    labels = bench.labels
    heaps = (("forecasts", branch.forecasts), ("threats", branch.threats), ("demands", branch.demands))
    reactions = tuple(_reaction(one, bench) for one in branch.reactions if one.followed)
    known = any(said for _, said in heaps) or bool(reactions)
    return BranchView(
        anchor=f"b{at}",
        title=_title(branch, labels),
        nothing=None if known else labels.text("trap.nothing_told"),
        heaps=tuple(_heap(name, said, bench) for name, said in heaps if said),
        followed=labels.text("trap.reactions"),
        reactions=reactions,
        unfollowed=_unfollowed(branch.reactions, labels),
    )


def _heap(name: str, said: Sequence[Said], bench: Bench) -> Heap:
    more = len(said) - _MOST
    return Heap(
        title=bench.labels.text(f"trap.{name}"),
        said=tuple(_said(one, bench) for one in said[:_MOST]),
        more=bench.labels.text("trap.more", n=more) if more > 0 else None,
    )


def _said(one: Said, bench: Bench) -> SaidView:
    labels = bench.labels
    witness = bench.witness(one.sentences[0])
    who = _who(one, bench)
    country = labels.country(one.speaker.country) if one.speaker.country != "UNK" else None
    return SaidView(
        who=who,
        country=country if country != who else None,
        when=_when(one, bench),
        act=one.condition,
        notes=_notes(one, labels),
        origins=labels.counted("origin", one.origins.number),
        witness=witness,
    )


def _when(one: Said, bench: Bench) -> When | None:
    """When it was said, where that is not the day of the article."""
    published = bench.documents[one.sentences[0].document].published
    if one.day is None or (published is not None and one.day == published.isoformat()):
        return None
    return when_told(one.day, bench.labels)


def _who(one: Said, bench: Bench) -> str:
    """Who says so; of one who is no official the words as they stand, since "Russia" would say too much."""
    party = one.speaker
    if one.kind != "forecast" and party.sector not in _OFFICIAL and _is_other(party.text, party.name_ar):
        return party.text or ""
    if party != AUTHOR:
        return speaker_name(party, bench.labels)
    document = bench.documents[one.sentences[0].document]
    outlet = document.outlet or bench.labels.text("ui.unnamed_outlet")
    return document.author or bench.labels.text("ui.author_of", x=outlet)


def _is_other(text: str | None, name: str | None) -> bool:
    """Whether words hold something else than a name ("a Russian", not "and Russia")."""
    return text is not None and (name is None or name not in text)


def _notes(one: Said, labels: Labels) -> tuple[str, ...]:
    """The likelihood of a forecast; of a threat or demand its mode, sector, voices and status."""
    found = []
    if one.likelihood is not None:
        span = range_words(one.likelihood.low, one.likelihood.high, labels)
        found.append(f"{one.likelihood.words} ({labels.text('ui.likelihood')}: {span})")
    if one.type is not None and one.mode is not None and one.kind != "forecast":
        found.append(labels.code(f"mode.{one.type}", one.mode))
    if one.kind != "forecast" and one.speaker.sector is not None:
        found.append(labels.code("sector", one.speaker.sector))
    told = [voice_view(voice, labels) for voice in one.voices]
    found += [f"{voice.phrase} {voice.speaker}" for voice in told]
    if one.status is not None and one.status != "actual":
        found.append(labels.code("status", "denied" if one.status == "negated" else one.status))
    return tuple(found)


def _reaction(one: Reaction, bench: Bench) -> ReactionView:
    labels = bench.labels
    numbers = {"n": one.followed, "m": one.n_first, "w": one.within, "e": _number(one.expected)}
    says = labels.text(
        "trap.followed",
        act=_act(one, labels),
        answer=labels.text(f"trap.answer.{one.answer}"),
        y=labels.country(one.side),
        t=_tested(one, labels),
        **numbers,
    )
    return ReactionView(says=says, sequels=tuple(_sequel(each, bench) for each in one.sequels[:_MOST]))


def _act(one: Reaction, labels: Labels) -> str:
    return labels.text(f"trap.act.{one.sense}.{one.manner}", x=labels.country(one.pole))


def _tested(one: Reaction, labels: Labels) -> str:
    if one.p is None or one.q is None:
        return labels.text("trap.untested")
    return labels.text("trap.tested", p=_number(one.p), q=_number(one.q))


def _number(number: float) -> str:
    return f"{number:.2f}"


def _sequel(one: Sequel, bench: Bench) -> SequelView:
    labels = bench.labels
    days = {"a": when_told(one.first_day, labels).text, "b": when_told(one.then_day, labels).text}
    kinds = {"x": labels.code("type", one.first_type), "y": labels.code("type", one.then_type)}
    return SequelView(
        says=labels.text("trap.sequel", **days, **kinds),
        first=bench.witness(one.first),
        then=bench.witness(one.then),
    )


def _unfollowed(reactions: Sequence[Reaction], labels: Labels) -> str | None:
    """Kinds of acts after which no act of another pole is told, and how many acts these were."""
    kinds: dict[str, tuple[int, int]] = {}
    for one in reactions:
        name = _act(one, labels)
        kinds[name] = (one.n_first, kinds.get(name, (0, 0))[1] + one.followed)
    bare = [f"{name} ({number})" for name, (number, followed) in kinds.items() if not followed]
    if not bare:
        return None
    return labels.text("trap.unfollowed", w=reactions[0].within, x=labels.listed(bare))
