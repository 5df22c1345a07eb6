"""The brief on a terminal and as Markdown."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from marsad.views import Matter, brief_markdown, brief_of, brief_terminal
from views_samples import MADE, NAMES, document, event, week

ESCAPE = "\x1b]0;taken\x07\x1b[31mأحمر\x1b[0m \u202eمقلوب"


def made(documents, events, state, language):
    return brief_of(Matter(state, documents, events), language=language, names=NAMES, made=MADE)


def printed(documents, events, state="KAZ", language="ar", width=400):
    console = Console(file=io.StringIO(), width=width)
    brief_terminal(
        brief_of(Matter(state, documents, events), language=language, names=NAMES, made=MADE), console
    )
    return console.file.getvalue()


def written(documents, events, state="KAZ", language="ar"):
    return brief_markdown(
        brief_of(Matter(state, documents, events), language=language, names=NAMES, made=MADE)
    )


def told(events):
    return [one for one in events if "KAZ" in {party.country for party in one.actors + one.recipients}]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_terminal_shows_every_sentence_with_its_trigger(language):
    docs, events = week()
    text = printed(docs, events, language=language)
    for one in told(events):
        trigger = next(doc for doc in docs if doc.id == one.document).text[one.start : one.end]
        assert one.text.replace(trigger, f"⟦{trigger}⟧", 1) in text


@pytest.mark.parametrize("width", [40, 80])
def test_narrow_terminals_hold_every_line(width):
    lines = printed(*week(), width=width).splitlines()
    assert max(map(len, lines)) <= 2 * width  # vowel signs have no width


def test_escape_sequences_are_not_printed():
    sentence = f"ساعدت كازاخستان {ESCAPE} روسيا."
    doc = document(ESCAPE, sentence, outlet=ESCAPE)
    text = printed([doc], [event(doc, sentence, "ساعدت", "AID", ["KAZ"], ["RUS"])])
    assert not set(text) & {"\x1b", "\x07", "\u202e"}


def test_square_brackets_are_no_markup_on_a_terminal():
    sentence = "ساعدت كازاخستان [bold red]روسيا[/] [/nothing]."
    doc = document("[link=x]", sentence, outlet="[red]")
    text = printed([doc], [event(doc, sentence, "ساعدت", "AID", ["KAZ"], ["RUS"])])
    assert "[bold red]روسيا[/] [/nothing]." in text


@pytest.mark.parametrize("language", ["ar", "en"])
def test_markdown_marks_every_trigger(language):
    docs, events = week()
    text = written(docs, events, language=language)
    for one in told(events):
        trigger = next(doc for doc in docs if doc.id == one.document).text[one.start : one.end]
        assert one.text.replace(trigger, f"<mark>{trigger}</mark>", 1) in text


def test_links_of_markdown_lead_somewhere():
    text = written(*week())
    ids = re.findall(r'<a id="(\w+)">', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"\]\(#(\w+)\)", text)) <= set(ids)


def test_foreign_words_are_no_markdown():
    sentence = "# ساعدت كازاخستان <script>x</script> [هنا](javascript:x) روسيا | *جداً*."
    doc = document("<img src=x>", sentence, outlet="a|b", url="javascript:x", comments=("<b>x</b>",))
    text = written([doc], [event(doc, sentence, "ساعدت", "AID", ["KAZ"], ["RUS"])])
    assert not re.search(r"(?<!\\)<(?:script|img|b)\b", text)
    assert not re.search(r"(?<!\\)\]\(javascript", text)
    assert "a\\|b" in text


@pytest.mark.parametrize("show", [printed, written])
@pytest.mark.parametrize(("given", "words"), [(([], []), "No article was given"), (week(), "KAZ")])
def test_an_empty_brief_says_so_everywhere(show, given, words):
    text = show(*given, state="MNG", language="en")
    assert words in text
    assert "Timeline" not in text
