"""The brief as Markdown, for notes and wikis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.views.labels import Labels, labels_for
from marsad.views.markdown_outlook import foretold_lines, leaning_lines, quoted
from marsad.views.markdown_shared import answer_lines, linking_lines, watching_lines
from marsad.views.markdown_trap import trap_lines
from marsad.views.safety import markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from marsad.views.brief import Brief
    from marsad.views.parts import AccountView, Article, Entry, PartyView, Report, Run, Stretch

_SUMMARY_LISTS = ("recent", "supported", "promised", "threatened", "denied")


def brief_markdown(brief: Brief) -> str:
    """The brief as Markdown with the trigger of every sentence in ``<mark>``.

    Foreign words are escaped, so that they cannot become markup, HTML or links.
    """
    return "\n".join(_Page(brief).lines()) + "\n"


class _Page:
    """One brief with its words, line by line."""

    def __init__(self, brief: Brief) -> None:
        self._brief = brief
        self._labels: Labels = labels_for(brief.language)

    def lines(self) -> Iterator[str]:
        """The whole page."""
        yield f'<div dir="{self._brief.direction}" lang="{self._brief.language}">\n'
        yield from self._header()
        yield from self._summary()
        yield from self._dealings()
        yield from self._rivals()
        yield from self._saying()
        if self._brief.leaning:
            yield from leaning_lines(self._brief.leaning, self._labels)
        if self._brief.links:
            yield from linking_lines(self._brief.links, self._labels)
        if self._brief.trap:
            yield from trap_lines(self._brief.trap, self._labels)
        if self._brief.foretold:
            yield from foretold_lines(self._brief.foretold, self._labels)
        if self._brief.watching:
            yield from watching_lines(self._brief.watching, self._labels)
        yield from self._timeline()
        yield from self._figures()
        yield from self._sources()
        yield from self._articles()
        footer = self._labels.text("ui.footer", x=self._brief.coder, y=self._brief.codebook)
        yield f"\n{footer}\n\n</div>"

    def _header(self) -> Iterator[str]:
        h, t = self._brief.header, self._labels.text
        yield f"# {markdown(h.name)} ({h.state})\n"
        period = f"{h.since.text} – {h.until.text}" if h.since and h.until else t("ui.no_period")
        undated = f" ({t('ui.undated_articles', x=h.undated)})" if h.undated else ""
        grouped = t("ui.grouped_into", x=self._labels.counted("act", h.entries))
        yield f"- {t('ui.period')}: {period}{undated}"
        yield f"- {t('ui.articles')}: {h.articles} · {t('ui.outlets')}: {h.outlets}"
        yield f"- {t('ui.events')}: {h.events} ({grouped})"
        yield f"- {t('ui.made')}: {h.made.text}"
        if h.as_of:
            yield f"- {t('ui.as_of', x=h.as_of.text)}"
        yield f"\n**{t('ui.caution')}** {t('ui.caution_long')}"

    def _summary(self) -> Iterator[str]:
        t = self._labels.text
        yield f"\n## {t('ui.summary')}\n"
        if not self._brief.header.entries:
            yield from self._empty()
            return
        yield from answer_lines(self._brief.answers, self._labels)

    def _dealings(self) -> Iterator[str]:
        t = self._labels.text
        if not self._brief.header.entries:
            return
        yield f'\n## <a id="dealings"></a>{t("ui.dealings")}\n'
        yield from self._dyads()
        for name in _SUMMARY_LISTS:
            entries: tuple[Entry, ...] = getattr(self._brief.summary, name)
            if entries:
                yield f"\n### {t(f'ui.{name}')}\n"
            for entry in entries:
                yield f"- {self._heading(entry)} ([{t('ui.details')}](#{entry.anchor}))  "
                yield f"  {quoted(entry.lead.excerpt)}"

    def _empty(self) -> Iterator[str]:
        h, labels = self._brief.header, self._labels
        if not h.articles:
            yield labels.text("ui.empty_none")
            return
        read = labels.counted("article", h.articles)
        yield labels.text("ui.empty_read", x=read, y=markdown(h.name))
        if self._brief.seen:
            yield f"\n{labels.text('ui.empty_others')}\n"
        for one in self._brief.seen:
            yield f"- {markdown(one.name)} ({markdown(one.code)}): {one.events}"
        yield f"\n{labels.text('ui.empty_advice')}"

    def _dyads(self) -> Iterator[str]:
        labels = self._labels
        if not self._brief.dyads:
            yield labels.text("ui.no_actual")
            return
        names = (labels.text("ui.counterpart"), *(labels.text(f"quad.{quad}") for quad in range(1, 5)))
        yield f"| {' | '.join(names)} |"
        yield "| --- | ---: | ---: | ---: | ---: |"
        for dyad in self._brief.dyads:
            yield f"| {markdown(dyad.name)} | {' | '.join(str(tally.number) for tally in dyad.tallies)} |"
        yield f"\n{labels.text('ui.dealings_note')}"

    def _rivals(self) -> Iterator[str]:
        t = self._labels.text
        if self._brief.rivals:
            yield f"\n## {t('ui.rivals')}\n\n{t('ui.rivals_note')}"
        for rival in self._brief.rivals:
            yield f'\n### <a id="{rival.anchor}"></a>{rival.kind_label}: {markdown(rival.matter)}\n'
            for account in rival.accounts:
                yield from self._account(account)
            agreed = " · ".join(map(markdown, rival.agreed)) or t("ui.nothing_agreed")
            yield f"\n{t('ui.agreed')}: {agreed}  "
            yield f"{t('ui.why_rival')}: {markdown(rival.why)}"

    def _account(self, account: AccountView) -> Iterator[str]:
        speakers = f"{self._labels.text('ui.comma')} ".join(map(markdown, account.speakers))
        origins = self._labels.counted("origin", account.origins)
        yield f"- **{account.role_label}:** {markdown(account.says)} · {speakers} · {origins}  "
        for one in account.witnesses:
            place = f" · [{self._labels.text('ui.in_article')}]({one.href})" if one.href else ""
            yield f"  {quoted(one.quote)} ({markdown(one.outlet)} · {one.published.text}{place})  "

    def _saying(self) -> Iterator[str]:
        t = self._labels.text
        if not self._brief.speakers:
            return
        yield f"\n## {t('ui.saying')}\n\n{t('ui.saying_note')}"
        for speaker in self._brief.speakers:
            notes = [speaker.country] if speaker.country and speaker.country != speaker.name else []
            yield f"\n**{markdown(self._labels.annotated(speaker.name, notes))}**\n"
            for claim in speaker.claims:
                label = f"**\\[{claim.label}\\]**" if claim.denial else f"*{claim.label}*"
                place = f" · [{t('ui.in_article')}](#{claim.article})" if claim.article else ""
                words = markdown(claim.excerpt.after)
                yield f"- {label} {words} · {markdown(claim.outlet)} · {claim.published.text}{place}"
            if speaker.told > len(speaker.claims):
                yield f"- {t('ui.more_claims', x=speaker.told - len(speaker.claims))}"

    def _timeline(self) -> Iterator[str]:
        note = "ui.stories_note" if self._brief.joined else "ui.timeline_note"
        if self._brief.months:
            yield f"\n## {self._labels.text('ui.timeline')}\n\n{self._labels.text(note)}"
        for month in self._brief.months:
            yield f"\n### {month.title}"
            for entry in month.entries:
                yield f'\n<a id="{entry.anchor}"></a>{self._heading(entry)}{self._together(entry)}\n'
                for report in entry.reports:
                    yield f"> {quoted(report.quote)}\n>\n> {self._told_by(report)}\n"

    def _figures(self) -> Iterator[str]:
        if self._brief.figures:
            yield f"\n## {self._labels.text('ui.figures')}\n\n{self._labels.text('ui.figures_note')}\n"
        for one in self._brief.figures:
            period = f" ({markdown(one.period)})" if one.period else ""
            parties = markdown(self._labels.listed(one.parties))
            yield f"- **{markdown(one.what)}** · {parties}: {markdown(one.amount)}{period}  "
            yield f"  {quoted(one.quote)} · {markdown(one.outlet)} · {one.published.text}"

    def _sources(self) -> Iterator[str]:
        t = self._labels.text
        if not self._brief.sources:
            return
        columns = (t(f"ui.{name}") for name in ("outlet", "articles", "with_events", "events"))
        yield f"\n## {t('ui.sources')}\n\n| {' | '.join(columns)} |\n| --- | ---: | ---: | ---: |"
        for one in self._brief.sources:
            yield f"| {markdown(one.outlet)} | {one.articles} | {one.with_events} | {one.events} |"
        yield f"\n{t('ui.sources_note')}"
        yield from self._tellings()
        if self._brief.untold:
            yield f"\n### {t('ui.uncoded', x=markdown(self._brief.header.name))}\n"
        for item in self._brief.untold:
            name = f"[{markdown(item.name)}](<{item.url}>)" if item.url else markdown(item.name)
            yield f"- {name} · {markdown(item.outlet)} · {item.published.text}"

    def _tellings(self) -> Iterator[str]:
        t = self._labels.text
        if self._brief.tellings:
            yield f"\n### {t('ui.tells')}\n\n{t('ui.tells_note')}"
        for one in self._brief.tellings:
            yield f"\n**{markdown(one.outlet)}** · {markdown(one.says)}  "
            yield t("ui.tells_measured", **dict(zip("abcdef", one.measured, strict=True)))
            if one.quoted:
                yield f"  {t('ui.tells_quoted', **dict(zip('abcdef', one.quoted, strict=True)))}"
            yield ""
            for story in one.stories:
                for side in story:
                    yield from self._account(side)

    def _articles(self) -> Iterator[str]:
        if self._brief.articles:
            yield f"\n## {self._labels.text('ui.full_articles')}"
        for one in self._brief.articles:
            yield from self._article(one)

    def _article(self, one: Article) -> Iterator[str]:
        t = self._labels.text
        title = _stretches(one.heading) if one.heading else markdown(one.name)
        address = f" · [{t('ui.original')}](<{one.url}>)" if one.url else ""
        yield f'\n### <a id="{one.anchor}"></a>{title}\n'
        yield f"{markdown(one.outlet)} · {one.published.text}{address}"
        for paragraph in one.paragraphs:
            yield f"\n{_stretches(paragraph.stretches)}"
        for heading, lines in (("citations", one.citations), ("comments", one.comments)):
            if lines:
                yield f"\n#### {t(f'ui.{heading}')}\n"
            for line in lines:
                yield f"- {markdown(line)}"

    def _heading(self, entry: Entry) -> str:
        told = entry.when.text if entry.when else None
        date = told or self._labels.text("ui.article_of", x=entry.lead.published.text)
        status = f" \\[{entry.status_label}\\]" if entry.status != "actual" else ""
        arrow = "←" if self._brief.direction == "rtl" else "→"
        sides = self._parties(entry.actors)
        if entry.recipients:
            sides = f"{sides} {arrow} {self._parties(entry.recipients)}"
        return f"**{date} · {entry.type_label}**{status} {sides}"

    def _together(self, entry: Entry) -> str:
        """By how many origins it is told, what it is about, and where its accounts differ."""
        if entry.origins is None:
            return ""
        told = self._labels.text("ui.told_by", x=self._labels.counted("origin", entry.origins))
        names = [self._labels.text(f"dimension.{name}") for name in entry.dimensions]
        rival = [f"[{self._labels.text('ui.rival_link')}](#{entry.rival})"] if entry.rival else []
        return f" ({' · '.join([told, *names, *rival])})"

    def _parties(self, parties: Sequence[PartyView]) -> str:
        names = [self._labels.annotated(one.name, one.notes) for one in parties]
        return self._labels.listed([markdown(name) for name in names])

    def _told_by(self, report: Report) -> str:
        t = self._labels.text
        voices = [f"{voice.phrase} {markdown(voice.speaker)}" for voice in report.voices]
        told = f"{t('ui.comma')} ".join(voices) or t("ui.own_voice")
        certain = t("ui.confidence", x=f"{report.confidence:.0%}")
        place = f"[{t('ui.in_article')}](#{report.sentence})"
        address = f" · [{t('ui.original')}](<{report.url}>)" if report.url else ""
        outlet = markdown(report.outlet)
        return f"{told} · {outlet} · {report.published.text} · {certain} · {place}{address}"


def _stretches(parts: Sequence[Stretch]) -> str:
    return "".join(f"{_anchor(part)}{''.join(_run(run) for run in part.runs)}" for part in parts)


def _anchor(part: Stretch) -> str:
    return f'<a id="{part.anchor}"></a>' if part.anchor else ""


def _run(run: Run) -> str:
    return f"<mark>{markdown(run.text)}</mark>" if run.events else markdown(run.text)
