"""The six questions about a state, answered in a line or a short list each; all else stands behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.views.answer_parts import Answer, AnswerLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from marsad.views.brief import Brief
    from marsad.views.foretold_parts import ForecastView
    from marsad.views.labels import Labels
    from marsad.views.lean_parts import PoleView
    from marsad.views.parts import Dyad, Entry, PartyView, RivalView

_ACTS: Final = 4
_DEALINGS: Final = 5
_RIVALS: Final = 3
_ACCOUNTS: Final = 3
_DENIED: Final = 2
_LIKELY: Final = 2
_FORECASTS: Final = 3
_WARNINGS: Final = 3
_DUE: Final = 2
_LONGEST: Final = 110
"""Letters of a piece of a line: the page has to stay one page, whatever articles hold."""


def answers_of(brief: Brief, labels: Labels) -> tuple[Answer, ...]:
    """The answers, in the order of the questions; empty where nothing about the state was coded."""
    if not brief.header.entries:
        return ()
    return (
        _happened(brief, labels),
        _otherwise(brief, labels),
        _leans(brief, labels),
        _follows(brief, labels),
        _foretold(brief, labels),
        _watch(brief, labels),
    )


def _answer(
    name: str,
    part: str | None,
    lines: Iterable[AnswerLine],
    labels: Labels,
    nothing: str,
    more: str | None = None,
) -> Answer:
    known = tuple(lines) or (AnswerLine(head=labels.text(nothing)),)
    return Answer(question=labels.text(f"ui.question_{name}"), part=part, lines=known, more=more)


def _happened(brief: Brief, labels: Labels) -> Answer:
    shown = brief.summary.recent[:_ACTS]
    lines = [_dealings(brief.dyads, labels)] if brief.dyads else []
    lines += [_act(entry, brief, labels) for entry in shown]
    done = sum(entry.status == "actual" for month in brief.months for entry in month.entries)
    more = labels.text("ui.more", n=done - len(shown)) if done > len(shown) else None
    return _answer("happened", "dealings", lines, labels, "ui.no_actual", more)


def _dealings(dyads: Sequence[Dyad], labels: Labels) -> AnswerLine:
    shown = sorted(dyads, key=lambda one: -one.total)[:_DEALINGS]
    return AnswerLine(
        head=labels.text("ui.dealings"),
        href="#dealings",
        words=tuple(f"{one.name}: {_tallied(one, labels)}" for one in shown),
    )


def _tallied(dyad: Dyad, labels: Labels) -> str:
    one, two, three, four = (tally.number for tally in dyad.tallies)
    told = (("cooperation", one + two), ("conflict", three + four))
    comma = f"{labels.text('ui.comma')} "
    return comma.join(f"{labels.text(f'ui.{name}')} {number}" for name, number in told if number)


def _act(entry: Entry, brief: Brief, labels: Labels) -> AnswerLine:
    when = entry.when.text if entry.when else labels.text("ui.article_of", x=entry.lead.published.text)
    by = ("outlet", entry.outlets) if entry.origins is None else ("origin", entry.origins)
    return AnswerLine(
        head=f"{when} · {entry.type_label}",
        href=f"#{entry.anchor}",
        words=(_cut(_sides(entry, brief, labels)), labels.counted(*by)),
        quote=entry.lead.excerpt,
    )


def _sides(entry: Entry, brief: Brief, labels: Labels) -> str:
    actors, recipients = (_named(side, labels) for side in (entry.actors, entry.recipients))
    arrow = "←" if brief.direction == "rtl" else "→"
    return f"{actors} {arrow} {recipients}" if recipients else actors


def _named(parties: Sequence[PartyView], labels: Labels) -> str:
    return labels.listed(list(dict.fromkeys(one.name for one in parties)))


def _otherwise(brief: Brief, labels: Labels) -> Answer:
    lines = [line for one in brief.rivals[:_RIVALS] for line in _rival(one, labels)]
    if not lines:
        lines = [_act(entry, brief, labels) for entry in brief.summary.denied[:_DENIED]]
    left = len(brief.rivals) - _RIVALS
    more = labels.text("ui.more", n=left) if left > 0 else None
    return _answer("otherwise", "rivals" if brief.rivals else None, lines, labels, "ui.no_rivals", more)


def _rival(rival: RivalView, labels: Labels) -> Iterator[AnswerLine]:
    yield AnswerLine(head=_cut(f"{rival.kind_label}: {rival.matter}"), href=f"#{rival.anchor}")
    for one in rival.accounts[:_ACCOUNTS]:
        speakers = (_cut(labels.listed(list(one.speakers))),) if one.speakers else ()
        words = (_cut(one.says), *speakers, labels.counted("origin", one.origins))
        yield AnswerLine(head=one.role_label, words=words, inside=True)


def _leans(brief: Brief, labels: Labels) -> Answer:
    poles = brief.leaning.poles if brief.leaning else ()
    lines = [AnswerLine(head=one.name, href=f"#{one.anchor}", words=_leaning(one, labels)) for one in poles]
    return _answer("leans", "leaning" if poles else None, lines, labels, "ui.not_measured")


def _leaning(pole: PoleView, labels: Labels) -> tuple[str, ...]:
    told = f"{pole.balance} ({pole.interval})" if pole.balance else labels.text("lean.no_reading")
    return told, labels.counted("story", pole.stories), labels.counted("origin", pole.origins)


def _follows(brief: Brief, labels: Labels) -> Answer:
    lines = []
    if brief.links:
        lines += [AnswerLine(head=labels.text("ui.links"), href="#links", words=(brief.links.digest,))]
        lines += [
            AnswerLine(head=one.side, href=f"#{one.anchor}", words=(one.says, one.numbers))
            for one in brief.links.likely[:_LIKELY]
        ]
    if brief.trap:
        lines.append(AnswerLine(head=labels.text("ui.trap"), href="#trap", words=(brief.trap.digest,)))
    return _answer("follows", "links" if brief.links else None, lines, labels, "ui.not_measured")


def _foretold(brief: Brief, labels: Labels) -> Answer:
    found = brief.foretold
    if found is None:
        return _answer("foretold", None, (), labels, "ui.no_forecasts")
    lines = [
        AnswerLine(head=labels.text("ui.foretold"), href="#foretold", words=(found.digest, *found.scores[:1]))
    ]
    lines += [_forecast(one) for one in found.forecasts[:_FORECASTS]]
    return _answer("foretold", "foretold", lines, labels, "ui.no_forecasts")


def _forecast(one: ForecastView) -> AnswerLine:
    words = (one.range, *one.notes[:1], _cut(one.witness.quote.trigger))
    return AnswerLine(head=_cut(one.who), href=f"#{one.anchor}", words=words)


def _watch(brief: Brief, labels: Labels) -> Answer:
    found = brief.watching
    warned = found.warnings if found else ()
    lines = [
        AnswerLine(
            head=f"{one.window} · {one.sides}", href=f"#{one.anchor}", words=(one.acts, one.says, one.stayed)
        )
        for one in warned[:_WARNINGS]
    ]
    due = [one for one in (brief.foretold.questions if brief.foretold else ()) if one.due]
    lines += [
        AnswerLine(head=_cut(one.text), href=f"#{one.anchor}", words=(one.due or "",)) for one in due[:_DUE]
    ]
    left = (len(warned) - _WARNINGS + found.more) if found else 0
    more = labels.text("ui.more", n=left) if left > 0 else None
    nothing = "ui.no_warnings" if found else "ui.not_measured"
    return _answer("watch", "watching" if found else None, lines, labels, nothing, more)


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]} …"
