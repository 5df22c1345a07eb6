"""Where a state leans and what was foretold, as Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from marsad.views.safety import markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marsad.views.foretold_parts import ForecastView, Foretold, QuestionView
    from marsad.views.labels import Labels
    from marsad.views.lean_parts import Leaning, PoleView
    from marsad.views.parts import Quote, Witness


_SIGNED: Final = re.compile(r"(?<![\w-])[-+](?=\d)")


def quoted(quote: Quote) -> str:
    """A sentence with its trigger marked."""
    # The three pieces are escaped as one line would be, but only the first can begin it.
    return f"{markdown(quote.before)}<mark>{markdown(quote.trigger)}</mark>{markdown(quote.after)}"


def plain_words(words: str, labels: Labels) -> str:
    """Words of the page that may hold foreign names: escaped; in Arabic, signs kept before their numbers."""
    safe = markdown(words)
    return _SIGNED.sub("\u200e\\g<0>", safe) if labels.language == "ar" else safe


def leaning_lines(leaning: Leaning, labels: Labels) -> Iterator[str]:
    """A table by pole, then each pole with its sentence, its trend in words and its evidence."""
    t = labels.text
    yield f'\n## <a id="leaning"></a>{t("ui.leaning")}\n\n**{plain_words(leaning.choice, labels)}**\n'
    names = ("pole", "balance", "interval_90", "share", "stories", "origins")
    yield f"| {' | '.join(t(f'ui.{name}') for name in names)} |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for one in leaning.poles:
        told = (one.balance or t("lean.no_reading"), one.interval or "", one.share or "")
        yield f"| {markdown(one.name)} | {' | '.join(told)} | {one.stories} | {one.origins} |"
    yield f"\n{t('ui.leaning_note')}"
    for one in leaning.poles:
        yield from _pole(one, labels)


def _pole(one: PoleView, labels: Labels) -> Iterator[str]:
    yield f"\n**{plain_words(one.says, labels)}**  "
    if one.hangs:
        yield f"{plain_words(one.hangs, labels)}  "
    if one.trend:
        yield markdown(one.trend.alternative)
    if one.evidence:
        yield f"\n{labels.text('ui.evidence')}:\n"
    for told in one.evidence:
        yield f"- {quoted(told.quote)} ({origin_words(told, labels)})"


def foretold_lines(foretold: Foretold, labels: Labels) -> Iterator[str]:
    """Forecasts with their sentences, then what the ledger holds."""
    t = labels.text
    yield f'\n## <a id="foretold"></a>{t("ui.foretold")}\n\n{t("ui.foretold_note")}\n'
    for one in foretold.forecasts:
        yield from _forecast(one, labels)
    if foretold.questions:
        yield f"\n### {t('ui.questions')}\n\n{t('ui.questions_note')}\n"
    for asked in foretold.questions:
        yield _question(asked)
    if foretold.scores:
        yield f"\n### {t('ui.scores')}\n"
    for line in (*foretold.scores, foretold.alternative):
        if line:
            yield f"- {markdown(line)}"


def _forecast(one: ForecastView, labels: Labels) -> Iterator[str]:
    t = labels.text
    who = markdown(labels.annotated(one.who, [one.country] if one.country else []))
    flags = "".join(f" \\[{markdown(note)}\\]" for note in (one.grade, *one.notes) if note)
    yield f"- **{who}** · {markdown(one.words)} ({t('ui.likelihood')}: {one.range}){flags}  "
    yield f"  {quoted(one.witness.quote)}  "
    if one.condition:
        yield f"  {t('ui.condition')}: {markdown(one.condition)}  "
    by = f"{t('ui.by_when')} {one.horizon.text} · " if one.horizon else ""
    said = f"{t('ui.said_on')} {one.made_on.text} · " if one.made_on else ""
    again = f" · {t('ui.repeated', n=one.repeats)}" if one.repeats else ""
    yield f"  {by}{said}{origin_words(one.witness, labels)}{again}"


def _question(one: QuestionView) -> str:
    state = " · ".join(words for words in (one.stage, one.outcome, one.due) if words)
    told = "".join(f" · {markdown(words)}" for words in one.told)
    return f"- {markdown(one.text)} \\[{state}\\] {markdown(one.days)}{told}"


def origin_words(one: Witness, labels: Labels) -> str:
    """Where a sentence of evidence stands."""
    place = f" · [{labels.text('ui.in_article')}]({one.href})" if one.href else ""
    address = f" · [{labels.text('ui.original')}](<{one.url}>)" if one.url else ""
    return f"{markdown(one.outlet)} · {one.published.text}{place}{address}"
