"""What each choice of a state between poles is said to cost, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.views.markdown_outlook import origin_words, plain_words, quoted
from marsad.views.safety import markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.views.labels import Labels
    from marsad.views.trap_parts import BranchView, ReactionView, SaidView, TrapView


def trap_lines(trap: TrapView, labels: Labels) -> Iterator[str]:
    """Each choice with what is said of it and what followed such acts."""
    t = labels.text
    yield f'\n## <a id="trap"></a>{t("ui.trap")}\n'
    yield f"**{plain_words(trap.choice, labels)}**\n\n{t('ui.trap_note')}"
    for one in trap.branches:
        yield from _branch(one, labels)
    if trap.unsorted:
        yield f"\n{trap.unsorted}"


def _branch(branch: BranchView, labels: Labels) -> Iterator[str]:
    yield f"\n### {markdown(branch.title)}"
    if branch.nothing:
        yield f"\n{branch.nothing}"
    for heap in branch.heaps:
        yield f"\n**{heap.title}**\n"
        for one in heap.said:
            yield from _said(one, labels)
        if heap.more:
            yield f"- {heap.more}"
    if branch.reactions:
        yield f"\n**{branch.followed}**\n"
    for reaction in branch.reactions:
        yield from _reaction(reaction, labels)
    if branch.unfollowed:
        yield f"\n{plain_words(branch.unfollowed, labels)}"


def _said(one: SaidView, labels: Labels) -> Iterator[str]:
    who = markdown(labels.annotated(one.who, [one.country] if one.country else []))
    notes = "".join(f" · {markdown(note)}" for note in one.notes)
    yield f"- **{who}**{notes} · {one.origins}  "
    yield f"  {quoted(one.witness.quote)}  "
    if one.act:
        yield f"  {labels.text('trap.act')}: {markdown(one.act)}  "
    said = f"{labels.text('ui.said_on')} {one.when.text} · " if one.when else ""
    yield f"  {said}{origin_words(one.witness, labels)}"


def _reaction(one: ReactionView, labels: Labels) -> Iterator[str]:
    yield f"- {plain_words(one.says, labels)}"
    for sequel in one.sequels:
        yield f"  - {plain_words(sequel.says, labels)}  "
        for told in (sequel.first, sequel.then):
            yield f"    {quoted(told.quote)} ({origin_words(told, labels)})  "
