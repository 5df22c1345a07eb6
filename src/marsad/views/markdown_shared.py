"""The first page, what follows what and what to watch, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.views.markdown_outlook import origin_words, plain_words, quoted
from marsad.views.safety import markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from marsad.views.answer_parts import Answer, AnswerLine
    from marsad.views.labels import Labels
    from marsad.views.linking import Linking, LinkView
    from marsad.views.watching import WarningView, Watching


def answer_lines(answers: Sequence[Answer], labels: Labels) -> Iterator[str]:
    """Each question with its answer in short."""
    for one in answers:
        yield f"\n### {one.question}\n"
        for line in one.lines:
            yield f"{'  - ' if line.inside else '- '}{_answer(line, labels)}"
        if one.more:
            yield f"- {one.more}"


def _answer(line: AnswerLine, labels: Labels) -> str:
    head = plain_words(line.head, labels)
    words = [
        f"[{head}]({line.href})" if line.href else head,
        *(plain_words(one, labels) for one in line.words),
    ]
    if line.quote:
        words.append(quoted(line.quote))
    return " · ".join(words)


def linking_lines(linking: Linking, labels: Labels) -> Iterator[str]:
    """Links that were tested, and single cases, each with what followed what."""
    t = labels.text
    yield f'\n## <a id="links"></a>{t("ui.links")}\n\n**{linking.digest}**\n\n{t("ui.links_note")}'
    tried = f" ({t('ui.links_tried', x=linking.tried)})" if linking.tried else ""
    yield f"\n### {t('ui.links_tested')}{tried}\n"
    if not linking.tested:
        yield t("ui.links_none")
    for one in linking.tested:
        yield from _link(one, labels)
    if linking.single:
        yield f"\n### {t('ui.links_single')}\n\n{t('ui.links_single_note')}\n"
    for one in linking.single:
        yield from _link(one, labels)


def _link(one: LinkView, labels: Labels) -> Iterator[str]:
    likely = f" \\[{labels.text('ui.links_likely')}\\]" if one.is_likely else ""
    yield f'- <a id="{one.anchor}"></a>**{markdown(one.side)}: {one.says}**{likely} {one.numbers}'
    for pair in one.pairs:
        yield f"  - {pair.days}  "
        for told in (pair.first, pair.then):
            yield f"    {quoted(told.quote)} ({origin_words(told, labels)})  "


def watching_lines(watching: Watching, labels: Labels) -> Iterator[str]:
    """Warnings, each with what the rule was worth and its sentences."""
    t = labels.text
    yield f'\n## <a id="watching"></a>{t("ui.watching")}\n\n{t("ui.watching_note")}\n'
    if not watching.warnings:
        yield t("ui.no_warnings")
    for one in watching.warnings:
        yield from _warning(one, labels)
    if watching.more:
        yield f"- {t('ui.more', n=watching.more)}"


def _warning(one: WarningView, labels: Labels) -> Iterator[str]:
    head = f"{one.window} · {markdown(one.sides)} · {one.acts}"
    yield f'- <a id="{one.anchor}"></a>**{head}** \\[{one.stayed}\\] {one.says} {one.past}'
    for told in one.told:
        yield f"  - {quoted(told.quote)} ({origin_words(told, labels)})"
