"""Pictures of where a state leans: well-formed, escaped, in both languages, with honest geometry."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from typing import get_args

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from lxml import html as parser

import marsad
from marsad.errors import UnknownCodeError, UsageError
from marsad.views.html import picture_html
from marsad.views.pictures.drawing import Kind, check_kind, check_width, draw
from marsad.views.pictures.heatmap import STEPS, shade
from marsad.views.pictures.layout import palette, picture_style
from marsad.views.pictures.sheet import Box, shortened, wide, wrapped
from marsad.views.pictures.signs import hatch
from marsad.views.pictures.spans import Span, ticks, window_name
from marsad.views.pictures.svg import tag
from marsad.views.pictures.ternary import Triangle
from picture_samples import (
    NASTY,
    SVG,
    WINDOWS,
    drawn,
    found,
    moving,
    portrait,
    reading,
    rows,
    shares,
    sheet,
    thin,
    told_in,
    tree,
)

KINDS = get_args(Kind)
LANGUAGES = ("ar", "en")
ARABIC = re.compile(r"[\u0621-\u064a]")
part = st.floats(0, 1)


def numbers(element, *names):
    return [float(element.get(name)) for name in names]


def places(element):
    return [tuple(map(float, pair.split(","))) for pair in element.get("points").split()]


# All kinds


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_one_image_with_a_name_and_its_content_in_words(kind, language):
    root = drawn(kind, language)
    assert (root.get("lang"), root.get("direction")) == (language, "rtl" if language == "ar" else "ltr")
    (image,) = [one for one in root.iter() if one.get("role") == "img"]
    held = {one.get("id"): one.text for one in root.iter() if one.get("id")}
    assert held[image.get("aria-labelledby")] == root.findtext(f"{SVG}title")
    assert len(held[image.get("aria-describedby")]) > 60


@pytest.mark.parametrize("kind", KINDS)
def test_words_are_of_the_language(kind):
    arabic, english = (drawn(kind, language, weighty={}) for language in LANGUAGES)
    assert not [words for words in told_in(english) if ARABIC.search(words)]
    assert ARABIC.search(arabic.findtext(f"{SVG}title"))
    assert all(ARABIC.search(words) for words in told_in(arabic) if re.search("[a-z]{4}", words))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_loaded_and_nothing_runs(kind):
    root = drawn(kind)
    tags = {one.tag.removeprefix(SVG) for one in root.iter()}
    assert not tags & {"script", "image", "use", "foreignObject", "animate", "set", "iframe"}
    assert "url(" not in picture_style()
    assert "@import" not in picture_style()
    for one in root.iter():
        assert not [name for name in one.attrib if name.startswith("on") or name.endswith("src")]
        assert one.tag == f"{SVG}a" or not [name for name in one.attrib if name.endswith("href")]


@pytest.mark.parametrize("kind", KINDS)
def test_foreign_words_are_escaped(kind):
    names = {"KAZ": (NASTY, NASTY), "RUS": (NASTY, NASTY)}
    root = drawn(kind, names=names)
    shown = NASTY.replace("\x00", "\ufffd").replace("\x1b", "\ufffd")
    assert shown in root.findtext(f"{SVG}title")
    assert not list(root.iter(f"{SVG}script"))


@pytest.mark.parametrize("width", [300, 340, 720, 2000])
@pytest.mark.parametrize("kind", KINDS)
def test_everything_stays_on_the_sheet(kind, width):
    root = drawn(kind, width=width)
    for shape in root.iter(f"{SVG}rect", f"{SVG}line", f"{SVG}circle"):
        if shape.get("width") != "100%":
            names = [name for name in ("x", "x1", "x2", "cx") if shape.get(name)]
            assert all(-0.01 <= number <= width + 0.01 for number in numbers(shape, *names))
    for area in root.iter(f"{SVG}polygon", f"{SVG}polyline"):
        assert all(-0.01 <= x <= width + 0.01 for x, _ in places(area))


@pytest.mark.parametrize(
    ("kind", "sign", "number", "width"),
    [
        ("trend", "run", 6, 720),
        ("dimensions", "run", 3, 720),
        ("heatmap", "cell", 12, 720),
        ("ternary", "way", 1, 560),
    ],
)
def test_arabic_is_the_mirror_of_english(kind, sign, number, width):
    codes = {code: (code, code) for code in ("KAZ", "RUS", "XWE", "CHN")}  # names of the same width
    arabic, english = (found(drawn(kind, language, codes), sign)[:number] for language in LANGUAGES)
    assert len(arabic) == len(english) == number
    for one, other in zip(arabic, english, strict=True):
        assert sorted(width - x for x in across(one)) == pytest.approx(sorted(across(other)), abs=0.02)


def across(element):
    """Places from the left of an element."""
    if element.tag == f"{SVG}g":
        (box,) = found(element, "area")
        left, broad = numbers(box, "x", "width")
        return [left, left + broad]
    return numbers(element, *(name for name in ("x1", "x2", "cx") if element.get(name)))


def test_colours_are_written_out_for_day_and_night():
    light, dark = palette()
    style = picture_style()
    assert "var(" not in style
    assert light["b3"] != dark["b3"]
    day, _, night = style.partition("@media (prefers-color-scheme: dark)")
    assert light["ink"] in day
    assert dark["ink"] in night


@pytest.mark.parametrize("theme", [0, 1])
def test_words_and_marks_stand_out_from_the_paper(theme):
    colours = palette()[theme]
    for name, least in (("ink", 7), ("soft", 4.5), ("coop", 3), ("conf", 3), ("link", 4.5)):
        assert contrast(colours[name], colours["paper"]) >= least, name


@pytest.mark.parametrize("theme", [0, 1])
def test_the_two_ends_of_the_balance_stand_out_from_its_middle(theme):
    colours = palette()[theme]
    steps = [contrast(colours[f"b{at}"], colours["b0"]) for at in range(-3, 4)]
    assert steps[0] > steps[1] > steps[2] > steps[3] == 1 < steps[4] < steps[5] < steps[6]


def contrast(one, two):
    """As WCAG 2.2 defines it."""
    bright, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return np.dot(linear, (0.2126, 0.7152, 0.0722))


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_holds_the_picture_and_its_numbers(kind):
    page = parser.document_fromstring(picture_html(draw(kind, portrait(), "ar"), "ar"))
    heads = page.xpath("//thead//th")
    assert page.get("dir") == "rtl"
    assert page.xpath("//svg")
    assert {len(row) for row in page.xpath("//tbody/tr")} == {len(heads)}
    assert "default-src 'none'" in page.xpath("//meta[@http-equiv]/@content")[0]


# The trend


def test_marks_are_numbered_told_below_and_lead_to_their_sentences():
    root = drawn("trend")
    (link,) = root.iter(f"{SVG}a")
    assert link.get("href") == "https://a.example/1?x=1&y=2"
    assert "اتهمت روسيا كازاخستان" in link.get("aria-label")
    assert not [one for one in link.iterancestors() if one.get("role") == "img"]
    assert [text.text for text in found(root, "on") if text.text] == ["2", "1", "2", "1"]
    assert len(found(root, "m-conf")) == len(found(root, "m-coop")) == 3


def test_an_arabic_sentence_stands_right_in_an_english_picture():
    (line,) = [one for one in drawn("trend").iter(f"{SVG}text") if one.get("direction")]
    assert (line.get("direction"), line.get("text-anchor"), line.get("x")) == ("rtl", "end", "42")
    assert line.text.startswith("اتهمت")


def test_lines_of_an_arabic_sentence_start_together():
    lines = wrapped("اتهمت روسيا كازاخستان بعرقلة التجارة بين البلدين في الشهر الماضي", 150)
    read = list(tree(f"<g>{sheet().block((42, 10), lines)}</g>"))
    assert len(read) == len(lines) > 1
    assert {(one.get("direction"), one.get("text-anchor")) for one in read} == {("rtl", None)}
    assert len({one.get("x") for one in read}) == 1
    assert [one.get("direction") for one in tree(f"<g>{sheet('ar').block((42, 10), lines)}</g>")] == [
        None
    ] * len(lines)


def test_marks_never_cover_each_other():
    root = drawn("trend")
    stems = [(float(one.get("x1")), float(one.get("y1"))) for one in found(root, "stem")]
    assert len(stems) == len(set(stems)) == 2
    for one, two in pairwise(sorted(stems)):
        assert abs(two[0] - one[0]) >= 16 or abs(two[1] - one[1]) >= 16


def test_a_line_is_dotted_where_nothing_was_told():
    told = moving("RUS")
    told[1] = reading("RUS", WINDOWS[1], stories=0)
    root = drawn("trend", poles=("RUS",), readings=told, weighty={})
    assert [len(found(root, "run")), len(found(root, "run", "carried"))] == [5, 3]
    assert len(root.xpath("//*[local-name()='rect'][@class='column']")) == 3 + 1


def test_the_height_of_a_dot_is_its_share():
    root = drawn("trend", poles=("RUS",), readings=moving("RUS"), weighty={})
    (half,) = {float(one.get("y1")) for one in found(root, "even")}
    dots = [float(one.get("cy")) for one in found(root, "dot")][:4]
    assert [dot < half for dot in dots] == [True, True, False, False]
    assert [y - dots[0] for y in dots] == pytest.approx(
        [(dots[1] - dots[0]) * at for at in range(4)], abs=0.1
    )


@pytest.mark.parametrize("kind", ["trend", "dimensions"])
def test_without_a_trend_a_panel_is_hatched(kind):
    root = drawn(kind, readings=[*moving("RUS"), *(thin("CHN", window) for window in WINDOWS)])
    assert found(root, "hatch")
    assert "no reading" in told_in(root)


# The ternary plot


@given(part, part, st.floats(10, 1000))
def test_shares_come_back_from_their_places(one, two, side):
    assume(one + two <= 1)
    triangle, told = Triangle(7.0, 5.0, side), (one, two, 1 - one - two)
    assert triangle.shares(triangle.place(told)) == pytest.approx(told, abs=1e-9)


@given(part, part)
def test_points_lie_inside_the_triangle(one, two):
    assume(one + two <= 1)
    triangle = Triangle(0.0, 0.0, 100.0)
    x, y = triangle.place((one, two, 1 - one - two))
    assert -1e-9 <= y <= triangle.high + 1e-9
    assert abs(x - 50) <= y / 3**0.5 + 1e-9


def test_a_pole_alone_is_its_corner_and_thirds_are_the_middle():
    triangle = Triangle(10.0, 20.0, 100.0)
    assert triangle.place((1, 0, 0)) == pytest.approx((60, 20))
    assert triangle.place((0, 1, 0)) == pytest.approx((10, 20 + triangle.high))
    assert triangle.place((0, 0, 1)) == pytest.approx((110, 20 + triangle.high))
    assert triangle.place((1 / 3, 1 / 3, 1 / 3)) == pytest.approx((60, 20 + triangle.high * 2 / 3))


def test_a_point_only_where_there_is_a_reading_and_the_gap_is_dotted():
    root = drawn("ternary")
    body = [one for one in root.iter(f"{SVG}circle") if one.find(f"{SVG}title") is not None]
    assert len(body) == 2
    assert len(found(root, "way", "carried")) == 1
    assert len([one for one in root.iter(f"{SVG}polygon") if "region" in one.get("class")]) == 2
    assert any("No reading in 1 of 3 windows." in words for words in told_in(root))
    assert "Q3 2023: Russia 50% (45% to 55%), The West 30%" in root.findtext(f"{SVG}desc")


def test_the_last_window_is_always_named():
    crowd = [shares(f"20{at:02}-Q1", 0.34, 0.33, 0.33) for at in range(30)]
    assert "Q1 2029" in told_in(drawn("ternary", shares=crowd))


def test_regions_stay_in_the_triangle():
    root = drawn("ternary", shares=[shares(WINDOWS[0], 1.0, 0.0, 0.0)])
    corners = places(found(root, "edge")[0])
    for x, y in places(found(root, "region")[0]):
        assert min(x for x, _ in corners) - 0.1 <= x <= max(x for x, _ in corners) + 0.1
        assert min(y for _, y in corners) - 0.1 <= y <= max(y for _, y in corners) + 0.1


# The heat map


def test_a_cell_for_each_partner_and_window_coloured_only_where_there_is_a_reading():
    root = drawn("heatmap")
    cells = found(root, "cell")
    assert len(cells) == 3 * len(WINDOWS)
    colours = {f"b{at}" for at in range(-3, 4)}
    for cell in cells:
        inside = {name for one in cell.iter() for name in (one.get("class") or "").split()}
        if "none" in cell.get("class"):
            assert "hatch" in inside
            assert not inside & colours
        else:
            assert inside & colours
    assert len(found(root, "none")) == 2


def test_nothing_told_is_fainter_than_too_little_told():
    readings = [thin("RUS", WINDOWS[0]), thin("RUS", WINDOWS[1], 0), reading("RUS", WINDOWS[2])]
    cells = found(drawn("heatmap", poles=("RUS",), readings=readings), "cell")
    assert [bool(found(cell, "faint")) for cell in cells] == [False, True, False]
    assert "too few stories" in cells[0].findtext(f"{SVG}title")
    assert "no act between them" in cells[1].findtext(f"{SVG}title")


def test_the_area_is_the_volume_and_the_sign_the_surety():
    readings = [
        reading("RUS", WINDOWS[0], 0.5, volume=16.0),
        reading("RUS", WINDOWS[1], -0.5, volume=4.0, high=-0.1),
        reading("RUS", WINDOWS[2], 0.1, volume=16.0),
    ]
    one, two, three = found(drawn("heatmap", poles=("RUS",), readings=readings), "cell")
    areas = [np.prod(numbers(found(cell, name)[0], "width", "height"))
             for cell, name in ((one, "b2"), (two, "b-2"), (three, "b0"))]  # fmt: skip
    assert areas[0] / areas[1] == pytest.approx(4, rel=0.01)
    assert [len(found(cell, "sure")) for cell in (one, two, three)] == [2, 1, 0]


def test_colours_are_alike_on_both_sides():
    assert [shade(step) for step in (-1, -0.5, -0.2, 0, 0.2, 0.5, 1)] == [f"b{at}" for at in range(-3, 4)]
    assert tuple(-step for step in reversed(STEPS)) == STEPS


def test_what_was_told_of_long_ago_is_left_out_and_counted():
    old = [thin("RUS", f"{year}", 1 if year == 1991 else 0) for year in range(1991, 2020)]
    new = [reading("RUS", f"{year}", stories=20) for year in range(2020, 2024)]
    root = drawn("heatmap", poles=("RUS",), every="year", readings=[*old, *new])
    assert len(found(root, "cell")) == 4
    assert any("Windows before 2020 are not drawn; they hold 1 story." in words for words in told_in(root))


# Small multiples


def test_panels_have_the_same_scales_and_places():
    root = drawn("dimensions", fields={"political": moving("RUS"), "military": moving("RUS")[2:]})
    tops = found(root, "t-coop")
    assert len(tops) == 2
    assert {one.get("width") for one in tops} == {tops[0].get("width")}
    assert {one.get("height") for one in tops} == {tops[0].get("height")}
    assert tops[0].get("x") == tops[1].get("x")
    dots = [float(one.get("cx")) for one in found(root, "dot")][:6]
    assert dots[4:] == dots[2:4]


# The kit


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_can_be_written_and_comes_back(words, value):
    read = tree(str(tag("text", words, lang=value)))
    held = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", words)
    assert (read.text or "") == held.replace("\r\n", "\n").replace("\r", "\n")
    assert set(read.attrib) == {"lang"}


@given(st.text(st.characters(categories=["L", "Zs"]), max_size=200), st.integers(40, 400))
def test_wrapped_words_are_all_there(words, width):
    lines = wrapped(words, width)
    assert " ".join(lines).split() == words.split()
    assert all(wide(line) <= width for line in lines if " " in line)


def test_long_words_are_cut_with_an_ellipsis():
    assert shortened("Kazakhstan", 200) == "Kazakhstan"
    assert shortened("Kazakhstan and others", 60).endswith("…")
    assert wide(shortened("Kazakhstan and others", 60)) <= 60
    assert wrapped("one two three four five six", 40, most=2)[-1].endswith("…")


@given(st.floats(1, 50), st.floats(1, 50))
def test_hatching_stays_in_its_box(broad, high):
    path = tree(str(hatch(sheet(), Box(10, 10, broad, high)))).get("d")
    for x, y in re.findall(r"[ML]([\d.]+) ([\d.]+)", path):
        assert 9.9 <= float(x) <= 10.1 + broad
        assert 9.9 <= float(y) <= 10.1 + high


@pytest.mark.parametrize(
    ("window", "english", "arabic"),
    [
        ("2024-Q2", "Q2 2024", "الربع 2 من 2024"),
        ("2024-05", "May 2024", "مايو/أيار 2024"),
        ("2024-W09", "week 9 of 2024", "الأسبوع 9 من 2024"),
        ("2024", "2024", "2024"),
        ("all", "the whole span", "المدة كلها"),
    ],
)
def test_windows_have_names(window, english, arabic):
    assert window_name(window, sheet("en").labels) == english
    assert window_name(window, sheet("ar").labels) == arabic


@given(st.integers(1, 60), st.integers(60, 900))
def test_names_under_an_axis_never_touch(years, width):
    span = Span(tuple(str(1970 + at) for at in range(years)), 40.0, float(width))
    named = [one for one in ticks(span, sheet().labels) if one.words]
    assert named
    for one, two in pairwise(named):
        assert two.middle - one.middle > (wide(one.words) + wide(two.words)) / 2


def test_a_day_stands_inside_its_window():
    span = Span(WINDOWS, 40.0, 400.0)
    assert span.of_day(dt.date(2024, 1, 1), "quarter") == pytest.approx(240.5, abs=0.1)
    assert span.of_day(dt.date(2024, 6, 30), "quarter") == pytest.approx(439.5, abs=0.1)
    assert span.of_day(dt.date(2025, 1, 1), "quarter") is None
    assert span.of_day(dt.date(2024, 1, 1), "all") is None


# What is refused


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("pie", 3, "month"), "unknown kind of picture 'pie'; known: trend, ternary, dimensions, heatmap"),
        (("ternary", 2, "month"), "a ternary plot has three poles; 2 were given"),
        (("ternary", 1, "month"), "a ternary plot has three poles; 1 was given"),
        (("trend", 2, "all"), "goes through time"),
        (("dimensions", 2, "all"), "goes through time"),
        (("dimensions", 2, "year", "military"), "shows them all; military alone was asked"),
    ],
)
def test_what_no_picture_can_show_is_refused(asked, told):
    with pytest.raises(UsageError, match=told):
        check_kind(*asked)


@pytest.mark.parametrize("width", [299, 4001, 0, -5])
def test_a_width_that_is_none_is_refused(width):
    with pytest.raises(UsageError, match="300 to 4000 wide"):
        check_width(width)


def test_a_language_that_is_none_is_refused():
    with pytest.raises(UnknownCodeError, match="no interface in 'fr'"):
        drawn("trend", "fr")


@pytest.mark.parametrize("kind", KINDS)
def test_without_any_deed_there_is_nothing_to_draw(kind):
    with pytest.raises(UsageError, match="nothing to draw: KAZ has no deed with RUS, XWE, CHN"):
        drawn(kind, readings=[], shares=[], fields={})


def test_more_windows_than_can_be_told_apart_are_refused():
    many = [reading("RUS", f"{2000 + at // 12}-{1 + at % 12:02}") for at in range(200)]
    with pytest.raises(UsageError, match="200 windows are more than the"):
        drawn("heatmap", poles=("RUS",), readings=many)


# From an archive


@pytest.fixture(name="archive", scope="module")
def _archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pictures")
    (folder / "rows.jsonl").write_text("\n".join(rows()), encoding="utf-8")
    with marsad.open(folder / "kz.db") as observatory:
        observatory.import_file(folder / "rows.jsonl", "plover")
    return folder / "kz.db"


@pytest.mark.parametrize("kind", KINDS)
def test_pictures_from_python(archive, kind, tmp_path):
    with marsad.open(archive, readonly=True) as observatory:
        page = observatory.picture("KAZ", kind=kind, poles=["RUS", "XWE", "CHN"], every="year", language="en")
    assert page.save(tmp_path / "x.svg").read_text(encoding="utf-8") == page.svg()
    assert "<!DOCTYPE html>" in page.save(tmp_path / "x.html").read_text(encoding="utf-8")
    assert page.title.startswith("Kazakhstan")
    assert page.description
    assert page.rows()
    assert tree(page.svg()) is not None


def test_partners_of_a_heat_map_are_those_of_most_stories(archive):
    with marsad.open(archive, readonly=True) as observatory:
        told = observatory.picture("KAZ", kind="heatmap", every="year", language="en")
        own = observatory.picture("KAZ", kind="heatmap", every="all", poles=["USA"], language="en")
        with pytest.raises(UsageError, match="no pole given"):
            observatory.picture("KAZ", kind="heatmap", imported=False)
    assert list(dict.fromkeys(row["Counterpart"] for row in told.rows())) == [
        "Russia",
        "China",
        "United States",
    ]
    assert {row["Window"] for row in own.rows()} == {"the whole span"}


def test_rows_of_others_are_told_below_the_trend(archive):
    with marsad.open(archive, readonly=True) as observatory:
        root = tree(observatory.picture("KAZ", poles=["RUS"], every="year", language="en").svg())
    assert any(re.fullmatch(r"Made up row \d+\.", words) for words in told_in(root))
    assert all(link.get("href").startswith("https://d") for link in root.iter(f"{SVG}a"))


def test_a_deed_of_many_sides_is_told_with_the_pole(tmp_path):
    sides = '[{"name": "a", "country": "RUS"}, {"name": "b", "country": "CHN"}]'
    lines = [line.replace('[{"name": "x", "country": "CHN"}]', sides) for line in rows()]
    (tmp_path / "rows.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with marsad.open(tmp_path / "kz.db") as observatory:
        observatory.import_file(tmp_path / "rows.jsonl", "plover")
        root = tree(observatory.picture("KAZ", poles=["CHN"], every="year", language="en").svg())
    told = [words for words in told_in(root) if "Kazakhstan →" in words]
    assert told
    assert all("Kazakhstan → China" in words for words in told)


@pytest.fixture(name="asked")
def _asked(archive):
    return ["alignment", "KAZ", "--poles", "RUS,XWE,CHN", "--archive", archive]


@pytest.mark.parametrize("suffix", ["svg", "html"])
def test_the_command_draws_beside_its_list(run, asked, tmp_path, suffix):
    target = tmp_path / f"lean.{suffix}"
    done = run(*asked, "--picture", target, "--lang", "en", "--every", "year", "--format", "jsonl")
    assert (done.code, done.err, len(done.out.splitlines())) == (0, "", 6)
    assert "share of cooperation over time" in target.read_text(encoding="utf-8")


def test_with_a_picture_windows_are_quarters_and_else_months(run, asked, tmp_path):
    assert '"2023-01"' in run(*asked).out
    assert '"2023-Q1"' in run(*asked, "--picture", tmp_path / "x.svg").out
    assert run(*asked, "--every", "all").code == 0


def test_a_picture_of_a_file_of_events(run, asked, archive, tmp_path):
    lines = run("events", "--archive", archive, "--imported", "--format", "jsonl").out
    (tmp_path / "events.jsonl").write_text(lines, encoding="utf-8")
    target = tmp_path / "x.svg"
    done = run(*asked[:4], "--events", tmp_path / "events.jsonl", "--every", "year", "--picture", target)
    assert done.code == 0
    assert found(tree(target.read_text(encoding="utf-8")), "run")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--picture-kind", "pie"], "unknown kind of picture 'pie'"),
        (["--picture-kind", "ternary", "--poles", "RUS,CHN"], "a ternary plot has three poles"),
        (["--picture-width", "20"], "300 to 4000 wide"),
        (["--every", "all"], "goes through time"),
        (["--lang", "fr"], "ar or en"),
        (["--picture", "lean.png"], "a picture is saved as .svg or .html"),
        (["--picture", "nowhere/lean.svg"], "no such folder"),
        (["--poles", "TUR"], "nothing to draw"),
    ],
)
def test_pictures_that_are_misuse(run, asked, tmp_path, arguments, told):
    done = run(*asked, "--picture", tmp_path / "x.svg", *arguments)
    assert done.code == 2
    assert told in done.err
    assert done.out == ""
    assert not (tmp_path / "x.svg").exists()
