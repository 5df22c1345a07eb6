"""Where a state leans and what was foretold, as a brief shows it."""

from __future__ import annotations

import datetime as dt
import io
import re

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as parser
from rich.console import Console

import marsad
from marsad.errors import MalformedError, UnknownCodeError, UsageError
from marsad.measures.influence import Shift
from marsad.observatory.outlook import names_state, poles_for
from marsad.views import Matter, brief_html, brief_markdown, brief_of, brief_terminal
from outlook_samples import (
    EXPERT,
    FORETOLD,
    STATEMENT,
    asked_of,
    column,
    forecast,
    leaning,
    own_grade,
    quarters,
    reading,
    thin,
)
from views_samples import MADE, NAMES, week


def made(*, forecasts=(), docs=(), lean=None, language="en", **more):
    documents, events = week()
    matter = Matter("KAZ", [*documents, *docs], events, forecasts=forecasts, lean=lean)
    return brief_of(matter, language=language, names=NAMES, made=MADE, **more)


def foretold(*forecasts, docs, **more):
    return made(forecasts=forecasts, docs=docs, **more).foretold


def poles(*whole, language="en", **more):
    return made(lean=leaning(*whole, **more), language=language).leaning.poles


def printed(brief):
    console = Console(file=io.StringIO(), width=300)
    brief_terminal(brief, console)
    return console.file.getvalue()


# What was foretold


def test_a_forecast_stands_with_its_sentence_and_the_statement_marked():
    doc = column()
    (view,) = foretold(forecast(doc, who=EXPERT), docs=[doc]).forecasts
    assert (view.who, view.country) == ("خبير نقل", "Uzbekistan")
    assert view.witness.quote.trigger == STATEMENT
    assert view.witness.quote.before + STATEMENT + view.witness.quote.after == FORETOLD
    assert (view.words, view.range, view.condition) == ("يُرجَّح", "55 to 85%", "إن هدأت الحدود")
    assert (view.horizon.text, view.made_on) == ("2024", None)


def test_the_author_is_named_or_told_by_the_outlet():
    plain, signed = column(), column("نشرة أخرى", author="سمير النموذجي")
    told = foretold(forecast(plain), forecast(signed), docs=[plain, signed])
    assert {one.who for one in told.forecasts} == {"the article's author (نشرة المعابر)", "سمير النموذجي"}


def test_an_older_forecast_keeps_its_own_day():
    doc = column()
    (view,) = foretold(forecast(doc, made_on=dt.date(2023, 1, 2)), docs=[doc]).forecasts
    assert view.made_on.text == "2 January 2023"


@pytest.mark.parametrize(
    ("own", "words"), [(True, "Graded by its own side: it came true"), (False, "the text says: it came true")]
)
def test_a_grade_in_print_is_flagged_where_it_is_of_the_own_side(own, words):
    doc = column()
    grade = msgspec.structs.replace(own_grade(), own=own)
    told = foretold(forecast(doc, grade=grade), docs=[doc])
    assert (told.forecasts[0].self_graded, told.forecasts[0].grade) == (own, words)
    assert ("graded by their own side: 1" in told.digest) is own


@pytest.mark.parametrize(
    ("horizon", "gone"),
    [("2024", True), ("2025-03-01", True), ("2025-03-02", False), ("2025-03", False), (None, False)],
)
def test_a_day_that_has_gone_by_is_told(horizon, gone):
    doc = column()
    (view,) = foretold(forecast(doc, horizon=horizon), docs=[doc]).forecasts
    assert ("its day has gone by" in view.notes) is gone


def test_the_day_that_counts_is_that_of_the_brief():
    doc = column()
    assert foretold(forecast(doc), docs=[doc], as_of=dt.date(2024, 6, 1)).forecasts[0].notes == ()


def test_the_same_words_by_the_same_forecaster_stand_once():
    first, copy = column(), column("ناقل", published=dt.date(2024, 3, 6))
    told = foretold(forecast(copy, who=EXPERT), forecast(first, who=EXPERT), docs=[first, copy])
    (view,) = told.forecasts
    assert (view.repeats, view.witness.outlet) == (1, "نشرة المعابر")


def test_forecasts_of_articles_not_yet_known_are_left_out():
    doc = column()
    assert foretold(forecast(doc), docs=[doc], as_of=dt.date(2024, 3, 4)) is None


@pytest.mark.parametrize(
    ("changes", "problem"),
    [({"start": 3}, "lies in no sentence"), ({"statement": "غيرها"}, "does not read as told")],
)
def test_a_forecast_that_does_not_fit_its_document_is_refused(changes, problem):
    doc = column()
    with pytest.raises(MalformedError, match=problem):
        foretold(msgspec.structs.replace(forecast(doc), **changes), docs=[doc])


def test_a_forecast_of_an_unknown_document_is_refused():
    with pytest.raises(MalformedError, match="names a document that was not given"):
        foretold(forecast(column()), docs=[])


# The ledger


@pytest.fixture(name="kept")
def _kept(tmp_path):
    """An observatory with the column and a ledger."""
    path = tmp_path / "a.db"
    page = tmp_path / "column.txt"
    page.write_text(f"المعابر\n\n5 مارس 2024\n\nتتغير التجارة في المنطقة. {FORETOLD}\n", encoding="utf-8")
    with marsad.open(path) as observatory:
        observatory.add(page, outlet="نشرة المعابر", published="2024-03-05")
        (record,) = observatory.forecast_records()
        asked_of(observatory._archive, record.id)
        yield observatory


def test_questions_stand_with_their_state_what_is_due_first(kept):
    told = kept.brief("KAZ", language="en").brief.foretold
    assert [one.stage for one in told.questions] == ["question open", "decided"]
    first, second = told.questions
    assert (first.due, second.due) == ("deadline passed, not decided", None)
    assert (second.outcome, second.told) == ("it happened", ("أمل: 70%",))
    assert "frozen on" in first.days
    assert "waiting for a decision: 1" in told.digest


def test_a_forecast_leads_to_its_question(kept):
    told = kept.brief("KAZ", language="en").brief.foretold
    assert [(one.question, one.notes) for one in told.forecasts] == [("q1", ("question open",))]


def test_questions_about_others_are_left_out(kept):
    assert (
        kept.brief("KEN", language="en").brief.foretold.digest == "no forecasts · questions in the ledger: 1"
    )


def test_what_was_decided_is_scored_with_its_number_and_a_picture(kept):
    told = kept.brief("KAZ", language="en").brief.foretold
    assert told.scores == (
        "Brier score 0.09, 1 forecasts on 1 decided questions", "Decided questions: 1; no ranking below 10",
    )  # fmt: skip
    assert "told 70%" in told.alternative
    page = kept.brief("KAZ", language="en").html()
    assert 'viewBox="0 0 640 784"' in page
    assert "<script" not in page


def test_a_ledger_as_of_an_earlier_day_knows_no_outcome(kept):
    told = kept.brief("KAZ", language="en", as_of="2024-04-01").brief.foretold
    assert {one.outcome for one in told.questions} == {None}
    assert told.picture is None


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_form_tells_the_ledger(kept, language):
    page = kept.brief("KAZ", language=language)
    for text in (page.html(), page.markdown(), printed(page.brief)):
        assert "هل يُفتح المعبر قبل نهاية 2024؟" in text
        assert "70%" in text


# Where it leans


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, ("With Russia: more conflict than cooperation: -0.35 (-0.59 to -0.08), 31 stories, "
             "20 independent origins")),
        ({"balance": 0.2, "low": 0.1, "high": 0.3}, ("With Russia: more cooperation than conflict: +0.20 "
         "(+0.10 to +0.30), 31 stories, 20 independent origins")),
        ({"balance": 0.2, "low": -0.1, "high": 0.3}, ("With Russia: neither cooperation nor conflict clearly "
         "outweighs, as the interval holds zero: +0.20 (-0.10 to +0.30), 31 stories, 20 independent "
         "origins")),
    ],
)  # fmt: skip
def test_a_reading_is_said_in_a_sentence(changes, words):
    (pole,) = poles(reading("RUS", **changes))
    assert pole.says == words


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("no deeds", "no act between them in these articles"),
        ("few stories", "too few stories (3 stories, 2 independent origins; at least 5 stories are needed)"),
        ("few origins", "too few independent origins (3 stories, 2 independent origins; at least 3 origins"),
        ("wide interval", "the interval is too wide to say anything (3 stories, 2 independent origins)"),
    ],
)
def test_without_a_reading_it_says_why_and_shows_no_number(why, words):
    (pole,) = poles(thin("RUS", why, 3, 2))
    assert pole.says.startswith("With Russia: no reading: ")
    assert words in pole.says
    assert (pole.balance, pole.gauge, pole.share, pole.evidence) == (None, None, None, ())


def test_a_pole_that_nothing_was_read_of_is_told_too():
    lean = leaning(reading("RUS"))
    lean.poles.append("CHN")
    assert made(lean=lean).leaning.digest == "Russia -0.35 (-0.59 to -0.08) · China: no reading"


def test_the_bar_is_mirrored_in_arabic_and_its_interval_holds_its_mark():
    told = reading("RUS")
    (english,), (arabic,) = poles(told), poles(told, language="ar")
    assert english.gauge.at == pytest.approx(65)
    assert arabic.gauge.at == pytest.approx(135)
    for gauge in (english.gauge, arabic.gauge):
        assert gauge.left < gauge.at < gauge.left + gauge.width


def test_signs_stay_before_their_numbers_in_arabic():
    (pole,) = poles(reading("RUS"), language="ar")
    assert pole.balance == "\u200e-0.35"
    text = brief_markdown(made(lean=leaning(reading("RUS")), language="ar"))
    assert "\u200e-0.35 (من \u200e-0.59 إلى \u200e-0.08)" in text


def test_what_it_hangs_on_is_named():
    (pole,) = poles(reading("RUS", without=Shift(family="دار النموذج", balance=0.1)))
    assert pole.hangs == "It hangs most on دار النموذج; without it the balance would be +0.10"


def test_evidence_is_a_sentence_that_leads_to_its_article():
    event = week()[1][0]
    (pole,) = poles(reading("RUS", evidence=(event.id,)), events=[event])
    (told,) = pole.evidence
    assert told.quote.before + told.quote.trigger + told.quote.after == event.text
    page = brief_html(made(lean=leaning(reading("RUS", evidence=(event.id,)), events=[event])))
    assert f'id="{told.href.removeprefix(chr(35))}"' in page


def test_the_trend_runs_with_the_reading_direction_and_shows_where_there_were_deeds():
    told, moving = reading("RUS"), quarters("RUS")
    (english,), (arabic,) = poles(told, moving=moving), poles(told, moving=moving, language="ar")
    words = re.findall(r"<title>(Q[^<]*)", english.trend.svg)
    assert words[0] == "Q1 2024: cooperation 20% (10% to 40%), 3 stories"
    assert len(words) == 3
    places = [[float(x) for x in re.findall(r'cx="([\d.]+)"', one.trend.svg)] for one in (english, arabic)]
    assert places == [sorted(places[0]), sorted(places[1], reverse=True)]
    assert "First: Q1 2024: 20% (10% to 40%)" in english.trend.alternative
    assert "Highest: Q4 2024: 50% (40% to 70%)" in english.trend.alternative
    assert english.trend.table.rows[2] == ("Russia", "Q3 2024", "40%", "30% to 60%", "0", "20")


def test_a_single_quarter_is_no_trend():
    (pole,) = poles(reading("RUS"), moving=quarters("RUS")[:1])
    assert pole.trend is None


def test_poles_are_shown_as_a_choice():
    told = made(lean=leaning(reading("RUS"), thin("CHN", "no deeds"))).leaning
    assert told.choice.startswith("The poles (Russia and China) are a choice")


@pytest.mark.parametrize("show", [brief_html, brief_markdown, printed])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_form_has_the_line_on_top_and_the_part(show, language):
    doc = column()
    brief = made(
        forecasts=[forecast(doc)], docs=[doc], lean=leaning(reading("RUS"), moving=quarters("RUS")),
        language=language,
    )  # fmt: skip
    text = show(brief)
    top = text.index(brief.foretold.digest)
    assert top < text.index(STATEMENT)
    assert "0.35" in text
    assert "يُرجَّح" in text


def test_the_pictures_have_words_and_the_links_lead_somewhere():
    doc = column()
    page = brief_html(
        made(forecasts=[forecast(doc)], docs=[doc], lean=leaning(reading("RUS"), moving=quarters("RUS")))
    )
    tree = parser.fromstring(page)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in tree.xpath("//a/@href[starts-with(., '#')]")} <= set(ids)
    assert all(svg.get("aria-label") for svg in tree.xpath("//svg[@role='img']"))


def test_foreign_words_in_the_outlook_are_no_markup():
    doc = column(outlet="<script>x</script>", author="<img src=x onerror=y>")
    lean = leaning(reading("<b>West</b>", without=Shift(family="<i>x</i>", balance=0.1)))
    brief = made(forecasts=[forecast(doc)], docs=[doc], lean=lean)
    for text in (brief_html(brief), brief_markdown(brief)):
        assert not re.search(r"(?<!\\)<(?:script|img|b|i)\b", text)


def test_a_brief_without_either_has_no_such_part():
    page = brief_html(made())
    assert 'id="leaning"' not in page
    assert 'id="foretold"' not in page


# The poles of a brief


def test_the_usual_poles_leave_out_the_one_the_state_is_part_of():
    assert poles_for("KAZ", None) == ("RUS", "XWE", "CHN")
    assert poles_for("RUS", None) == ("XWE", "CHN")
    assert "XWE" not in poles_for("USA", None)
    assert poles_for("RUS", ["RUS"]) == ("RUS",)


@pytest.mark.parametrize(("given", "error"), [(["NOWHERE"], UnknownCodeError), ([], UsageError)])
def test_poles_that_are_none_are_refused(given, error):
    with marsad.open() as observatory, pytest.raises(error):
        observatory.brief("KAZ", poles=given)


def test_poles_of_the_users_own():
    with marsad.open() as observatory:
        assert observatory.brief("KAZ", poles=["West=USA+EUR"]).brief.leaning is None


@pytest.mark.parametrize(
    ("text", "named"),
    [("تفتح أستانا المعبر", True), ("يعود الكازاخستانيون", True), ("تنمو دول آسيا الوسطى", True),
     ("تفوز كينيا", False), ("", False)],
)  # fmt: skip
def test_a_state_is_named_by_its_people_its_capital_or_its_region(text, named):
    assert names_state(text, "KAZ", dt.date(2024, 1, 1)) is named


def test_the_command_refuses_a_pole_that_is_none_before_it_reads(run, tmp_path):
    done = run("brief", "KAZ", str(tmp_path), "--poles", "RUS,NOWHERE")
    assert done.code != 0
    assert "unknown pole 'NOWHERE'" in done.err


@settings(deadline=None, max_examples=25)
@given(st.lists(st.floats(-1, 1), min_size=3, max_size=3), st.sampled_from(["ar", "en"]))
def test_every_bar_stays_inside_its_picture(numbers, language):
    low, balance, high = sorted(numbers)
    (pole,) = poles(reading("RUS", low=low, balance=balance, high=high), language=language)
    gauge = pole.gauge
    assert 0 <= gauge.left <= gauge.left + gauge.width <= 201
    assert gauge.left - 0.1 <= gauge.at <= gauge.left + gauge.width + 0.16
    assert gauge.kind == ("coop" if low > 0 else "conf" if high < 0 else "even")
