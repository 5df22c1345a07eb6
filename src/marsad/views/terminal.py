"""The brief on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from marsad.views.labels import Labels, labels_for
from marsad.views.safety import printable
from marsad.views.terminal_outlook import foretold_pieces, leaning_pieces
from marsad.views.terminal_shared import answer_pieces, linking_pieces, watching_pieces
from marsad.views.terminal_trap import trap_pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console, JustifyMethod, RenderableType

    from marsad.views.brief import Brief
    from marsad.views.parts import AccountView, Article, Dyad, Entry, PartyView, Quote, Report, Untold
    from marsad.views.terminal_outlook import Piece

_QUAD_STYLES: Final = {1: "blue", 2: "bold blue", 3: "yellow", 4: "bold yellow"}
_FULL, _LIGHT, _BAR = "█", "░", 12
_SUMMARY_LISTS: Final = ("recent", "supported", "promised", "threatened", "denied")


def brief_terminal(brief: Brief, console: Console) -> None:
    """Prints the brief: header, summary, who says what, timeline, figures, sources; articles are named only.

    Control characters and marks that turn the direction of the text are taken out of foreign words. The
    trigger stands in ⟦…⟧, so that it is told apart without colours too.
    """
    page = _Page(brief)
    parts = (
        page.header(), page.summary(), page.dealings(), page.rivals(), page.saying(), page.outlook(),
        page.timeline(), page.figures(), page.sources(),
    )  # fmt: skip
    for part in parts:
        for piece in part:
            console.print(piece)


class _Page:
    """One brief with its words, as pieces for rich."""

    def __init__(self, brief: Brief) -> None:
        self._brief = brief
        self._labels: Labels = labels_for(brief.language)
        self._justify: JustifyMethod = "right" if brief.direction == "rtl" else "left"

    def header(self) -> Iterable[RenderableType]:
        """State, period, numbers, and the word of caution."""
        h, t = self._brief.header, self._labels.text
        yield self._rule(f"{t('ui.marsad')} · {printable(h.name)} ({h.state})", "═")
        period = f"{h.since.text} – {h.until.text}" if h.since and h.until else t("ui.no_period")
        undated = f" ({t('ui.undated_articles', x=h.undated)})" if h.undated else ""
        grouped = t("ui.grouped_into", x=self._labels.counted("act", h.entries))
        yield self._line(f"{t('ui.period')}: {period}{undated}")
        yield self._line(
            f"{t('ui.articles')}: {h.articles} · {t('ui.outlets')}: {h.outlets} · "
            f"{t('ui.events')}: {h.events} ({grouped})"
        )
        yield self._line(f"{t('ui.made')}: {h.made.text}")
        if h.as_of:
            yield self._line(t("ui.as_of", x=h.as_of.text), "bold")
        yield self._line(t("ui.caution"), "bold italic")

    def summary(self) -> Iterable[RenderableType]:
        """The six questions, answered in short; or why there is nothing."""
        yield self._rule(self._labels.text("ui.summary"))
        if not self._brief.header.entries:
            yield from self._empty()
        yield from map(self._piece, answer_pieces(self._brief.answers))

    def dealings(self) -> Iterable[RenderableType]:
        """With whom the state dealt, and the short lists."""
        t = self._labels.text
        if not self._brief.header.entries:
            return
        yield self._rule(t("ui.dealings"))
        yield self._dyads(self._brief.dyads) if self._brief.dyads else self._line(t("ui.no_actual"))
        for name in _SUMMARY_LISTS:
            entries: tuple[Entry, ...] = getattr(self._brief.summary, name)
            if entries:
                yield self._line(f"\n{t(f'ui.{name}')}", "bold underline")
            for entry in entries:
                yield from self._digest(entry)

    def rivals(self) -> Iterable[RenderableType]:
        """Accounts that cannot all hold, one under the other."""
        t = self._labels.text
        if self._brief.rivals:
            yield self._rule(t("ui.rivals"))
            yield self._line(t("ui.rivals_note"), "dim")
        for rival in self._brief.rivals:
            yield self._line(f"\n{rival.kind_label}: {rival.matter}", "bold underline")
            for account in rival.accounts:
                yield from self._account(account)
            agreed = " · ".join(rival.agreed) or t("ui.nothing_agreed")
            yield self._line(f"{t('ui.agreed')}: {agreed}", "dim")
            yield self._line(f"{t('ui.why_rival')}: {rival.why}", "dim")

    def _account(self, account: AccountView) -> Iterable[RenderableType]:
        speakers = f"{self._labels.text('ui.comma')} ".join(account.speakers)
        origins = self._labels.counted("origin", account.origins)
        yield self._line(f"{account.role_label}: {account.says}", "bold")
        yield self._indented(self._line(f"{speakers} · {origins}", "dim"))
        for one in account.witnesses:
            yield self._indented(self._quoted(one.quote))
            yield self._indented(self._line(f"{one.outlet} · {one.published.text}", "dim"))

    def saying(self) -> Iterable[RenderableType]:
        """Speakers with their main claims."""
        t = self._labels.text
        if not self._brief.speakers:
            return
        yield self._rule(t("ui.saying"))
        yield self._line(t("ui.saying_note"), "dim")
        for speaker in self._brief.speakers:
            notes = [speaker.country] if speaker.country and speaker.country != speaker.name else []
            yield self._line(self._labels.annotated(speaker.name, notes), "bold")
            for claim in speaker.claims:
                style = "bold yellow" if claim.denial else ""
                yield self._indented(self._line(f"{claim.label}: {claim.excerpt.after}", style))
                yield self._indented(self._line(f"{claim.outlet} · {claim.published.text}", "dim"))
            if speaker.told > len(speaker.claims):
                more = t("ui.more_claims", x=speaker.told - len(speaker.claims))
                yield self._indented(self._line(more, "dim"))

    def outlook(self) -> Iterable[RenderableType]:
        """Where the state leans, what follows what, what choices cost, what was foretold, what to watch."""
        if self._brief.leaning:
            yield from map(self._piece, leaning_pieces(self._brief.leaning, self._labels))
        if self._brief.links:
            yield from map(self._piece, linking_pieces(self._brief.links, self._labels))
        if self._brief.trap:
            yield from map(self._piece, trap_pieces(self._brief.trap, self._labels))
        if self._brief.foretold:
            yield from map(self._piece, foretold_pieces(self._brief.foretold, self._labels))
        if self._brief.watching:
            yield from map(self._piece, watching_pieces(self._brief.watching, self._labels))

    def _piece(self, piece: Piece) -> RenderableType:
        if not isinstance(piece.words, str):
            return self._indented(self._quoted(piece.words))
        if piece.rule:
            return self._rule(piece.words)
        line = self._line(piece.words, piece.style)
        return self._indented(line) if piece.inside else line

    def timeline(self) -> Iterable[RenderableType]:
        """Every entry with all its sentences."""
        t = self._labels.text
        if self._brief.months:
            yield self._rule(t("ui.timeline"))
            yield self._line(t("ui.stories_note" if self._brief.joined else "ui.timeline_note"), "dim")
        for month in self._brief.months:
            yield self._line(f"\n{month.title}", "bold underline")
            for entry in month.entries:
                yield self._heading(entry)
                for report in entry.reports:
                    yield from self._report(report)

    def figures(self) -> Iterable[RenderableType]:
        """What is told in numbers."""
        if self._brief.figures:
            yield self._rule(self._labels.text("ui.figures"))
            yield self._line(self._labels.text("ui.figures_note"), "dim")
        for one in self._brief.figures:
            period = f" ({one.period})" if one.period else ""
            line = self._line("")
            line.append(f"{printable(one.what)} ", "bold")
            line.append(printable(f"{self._labels.listed(one.parties)}: {one.amount}{period}"))
            yield line
            yield self._indented(self._quoted(one.quote))
            yield self._indented(self._line(f"{one.outlet} · {one.published.text}", "dim"))

    def sources(self) -> Iterable[RenderableType]:
        """Outlets with their numbers, and the articles."""
        t = self._labels.text
        if not self._brief.sources:
            return
        yield self._rule(t("ui.sources"))
        table = Table(box=None, pad_edge=False)
        for name in ("outlet", "articles", "with_events", "events"):
            table.add_column(t(f"ui.{name}"), justify="left" if name == "outlet" else "right")
        for source in self._brief.sources:
            numbers = (source.articles, source.with_events, source.events)
            table.add_row(Text(printable(source.outlet)), *map(str, numbers))
        yield table
        yield from self._tellings()
        for article in self._brief.articles:
            yield self._article_line(article)
        for untold in self._brief.untold:
            yield self._article_line(untold)
        yield self._line(t("ui.no_articles_here"), "dim")

    def _tellings(self) -> Iterable[RenderableType]:
        """How outlets tell the acts of states; the sentences where there is a label."""
        t = self._labels.text
        if self._brief.tellings:
            yield self._line(f"\n{t('ui.tells')}", "bold underline")
            yield self._line(t("ui.tells_note"), "dim")
        for one in self._brief.tellings:
            yield self._line(f"{one.outlet} · {one.says}", "bold" if one.labelled else "")
            yield self._indented(
                self._line(t("ui.tells_measured", **dict(zip("abcdef", one.measured, strict=True))), "dim")
            )
            for side in (side for story in one.stories if one.labelled for side in story):
                yield from self._account(side)

    def _article_line(self, one: Article | Untold) -> Text:
        address = f" · {one.url}" if one.url else ""
        return self._line(f"· {one.name} · {one.outlet} · {one.published.text}{address}")

    def _empty(self) -> Iterable[RenderableType]:
        h, labels = self._brief.header, self._labels
        if not h.articles:
            yield self._line(labels.text("ui.empty_none"))
            return
        read = labels.counted("article", h.articles)
        yield self._line(labels.text("ui.empty_read", x=read, y=h.name))
        if self._brief.seen:
            yield self._line(labels.text("ui.empty_others"))
        for one in self._brief.seen:
            yield self._line(f"· {one.name} ({one.code}): {one.events}")
        yield self._line(labels.text("ui.empty_advice"))

    def _dyads(self, dyads: Sequence[Dyad]) -> Table:
        labels = self._labels
        table = Table(box=None, pad_edge=False, header_style="dim")
        table.add_column(labels.text("ui.counterpart"))
        for quad in range(1, 5):
            table.add_column(labels.text(f"quad.{quad}"), style=_QUAD_STYLES[quad])
        for dyad in dyads:
            table.add_row(Text(printable(dyad.name)), *(_bar(dyad, tally.quad) for tally in dyad.tallies))
        return table

    def _digest(self, entry: Entry) -> Iterable[RenderableType]:
        yield self._heading(entry)
        outlets = f" ({self._labels.counted('outlet', entry.outlets)})" if entry.outlets > 1 else ""
        yield self._indented(self._quoted(entry.lead.excerpt))
        yield self._indented(self._line(f"{self._voices(entry.lead)} · {entry.lead.outlet}{outlets}", "dim"))

    def _report(self, report: Report) -> Iterable[RenderableType]:
        certain = self._labels.text("ui.confidence", x=f"{report.confidence:.0%}")
        parts = (
            self._voices(report),
            report.mode,
            report.place,
            report.outlet,
            report.published.text,
            certain,
        )
        yield self._indented(self._quoted(report.quote))
        yield self._indented(self._line(" · ".join(part for part in parts if part), "dim"))
        if report.url:
            yield self._indented(self._line(report.url, "dim"))

    def _heading(self, entry: Entry) -> Text:
        told = entry.when.text if entry.when else None
        date = told or self._labels.text("ui.article_of", x=entry.lead.published.text)
        line = self._line("")
        line.append(f"{date} ", "bold")
        line.append(f"{entry.type_label} ", _QUAD_STYLES[entry.quad])
        if entry.status != "actual":
            line.append(f"[{entry.status_label}] ", "bold red")
        line.append(printable(self._sides(entry)))
        return line

    def _sides(self, entry: Entry) -> str:
        actors, recipients = self._parties(entry.actors), self._parties(entry.recipients)
        arrow = "←" if self._brief.direction == "rtl" else "→"
        return f"{actors} {arrow} {recipients}" if recipients else actors

    def _parties(self, parties: Sequence[PartyView]) -> str:
        return self._labels.listed([self._labels.annotated(one.name, one.notes) for one in parties])

    def _voices(self, report: Report) -> str:
        told = [f"{voice.phrase} {voice.speaker}" for voice in report.voices]
        return f"{self._labels.text('ui.comma')} ".join(told) or self._labels.text("ui.own_voice")

    def _quoted(self, quote: Quote) -> Text:
        line = Text(printable(quote.before), justify="right" if quote.direction == "rtl" else "left")
        line.append(f"⟦{printable(quote.trigger)}⟧", "bold reverse")
        return line.append(printable(quote.after))

    def _line(self, words: str, style: str = "") -> Text:
        return Text(printable(words), style=style, justify=self._justify)

    def _rule(self, title: str, characters: str = "─") -> Rule:
        return Rule(Text(title, "bold"), characters=characters)

    def _indented(self, words: Text) -> Padding:
        return Padding(words, (0, 4))


def _bar(dyad: Dyad, quad: int) -> str:
    number = dyad.tallies[quad - 1].number
    bars = {bar.quad: bar.length for bar in (*dyad.cooperation, *dyad.conflict)}
    cells = max(1, round(bars[quad] / 100 * _BAR)) if number else 0
    return f"{number} {(_FULL if quad in (2, 4) else _LIGHT) * cells}".rstrip()
