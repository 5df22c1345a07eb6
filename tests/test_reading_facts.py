"""Day, outlet, author and source of a page, and the tables behind the reader."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad.errors import DataFileError
from marsad.reading import read_text
from marsad.reading.datewords import days_told, is_date_line, stated_day
from marsad.reading.phrases import COLUMNS, checked, found_phrase
from marsad.tables import parsed_rows, rows

FIRST = "أعلنت وزارة الخارجية أن الوفدين اتفقا على عقد جولة جديدة من المحادثات خلال الأسابيع المقبلة في جنيف."
SECOND = "وقال المتحدث باسم الوزارة إن الجانبين ناقشا ملف الحدود وتبادل الأسرى رغم استمرار الخلافات بينهما."
TITLE = "محادثات جديدة بين البلدين في جنيف"
MAY_4 = dt.date(2023, 5, 4)


def document(*lines: str):
    return read_text("\n\n".join(lines), source="page")


@pytest.mark.parametrize(
    "line",
    [
        "4 مايو 2023",
        "الخميس 4 أيار/مايو 2023 - 10:25 م",
        "نشر في: 04/05/2023",
        "تاريخ النشر: 2023-05-04 12:00",
        "٤ مايو ٢٠٢٣",
        "Thursday, May 4, 2023",
        "الخميس 14 شوال 1444 هـ الموافق 4 مايو 2023 م",
        "4 - مايو - 2023",
        "04.05.2023 | 14:20 GMT",
        "نشر: 4 مايو 2023 | آخر تحديث: 9 مايو 2023",
    ],
)
def test_day_stated_in_a_line(line):
    found = document(TITLE, line, FIRST, SECOND)
    assert (found.published, found.published_basis) == (MAY_4, "stated")
    assert found.body == f"{FIRST}\n\n{SECOND}"


def test_day_in_the_dateline():
    assert document(TITLE, f"date 2023-05-04 جنيف- {FIRST}", SECOND).published == MAY_4


def test_day_of_change_counts_less_than_day_of_publication():
    found = document(TITLE, "آخر تحديث: 9 مايو 2023", "نشر في 4 مايو 2023", FIRST, SECOND)
    assert found.published == MAY_4


def test_first_comment_is_the_upper_bound():
    told = "وكان الوزير قد زار جنيف في 2 مايو 2023 والتقى هناك نظيره من البلد المجاور."
    found = document(
        TITLE, FIRST, told, "تعليقان", "سعد", "6 مايو 2023", "كلام جميل", "منى", "4 مايو 2023", "لن تنجح"
    )
    assert (found.published, found.published_basis) == (MAY_4, "inferred")
    assert (found.published_earliest, found.published_latest) == (dt.date(2023, 5, 2), MAY_4)


def test_latest_day_told_is_the_lower_bound():
    told = "وعقدت الجولة الأولى بين 2 و4 مايو 2023 وشارك فيها وزراء من الجانبين ومن المنظمة."
    to_come = "ومن المقرر أن تعقد الجولة التالية في 20 مايو 2023 إذا لم يطرأ ما يمنع ذلك."
    found = document(TITLE, FIRST, told, to_come)
    assert (found.published, found.published_basis) == (MAY_4, "inferred")
    assert (found.published_earliest, found.published_latest) == (MAY_4, None)


def test_last_year_and_its_number():
    told = "وارتفع حجم التجارة في عام 2022 إلى مستوى قياسي بعد أن ركد العام الماضي في أوله."
    found = document(TITLE, FIRST, told)
    assert (found.published_earliest, found.published_latest) == (dt.date(2023, 1, 1), dt.date(2023, 12, 31))


@pytest.mark.parametrize(
    "line",
    [
        "منذ 3 أيام",
        "حقوق النشر محفوظة 2023",
        "32 مايو 2023",
        "2023-02-30",
        "14 شوال 1444 هـ",
        "4 مايو",
        "4 مايو 2999",
    ],
)
def test_what_gives_no_day(line):
    found = document(TITLE, line, FIRST, SECOND)
    assert (found.published, found.published_basis) == (None, "unknown")


@pytest.mark.parametrize(
    ("line", "dated"),
    [
        ("3 مارس 2021 14:05", True),
        ("منذ 3 ساعات", True),
        ("قبل يومين", True),
        ("الخميس", True),
        ("22:15", True),
        ("1. 0", False),
        ("4", False),
        ("قمة 2022", False),
        ("عام", False),
        ("", False),
        ("يوم الغضب في 2011", False),
    ],
)
def test_lines_of_date(line, dated):
    assert is_date_line(line) is dated


def test_day_month_order_falls_back():
    assert stated_day("12/31/2022") == dt.date(2022, 12, 31)
    assert stated_day("31/12/2022") == dt.date(2022, 12, 31)
    assert stated_day("31/31/2022") is None


def test_days_in_running_text():
    text = "بين 2 و4 أكتوبر 2024، ثم 1 كانون الثاني/يناير 2025 و2025-02-03 ولا شيء في 45 مارس 2020"
    assert [str(day) for day, _ in days_told(text)] == ["2024-10-04", "2025-01-01", "2025-02-03"]


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("بقلم: سامي العلي", "سامي العلي"),
        ("كتب سامي العلي - منى السيد", "سامي العلي - منى السيد"),
        ("كتبت: منى السيد | 4 مايو 2023", "منى السيد"),
        ("د. سامي العلي", "د. سامي العلي"),
        ("فريق التحرير", "فريق التحرير"),
        ("By Sami Ali", "Sami Ali"),
        ("4 مايو 2023", None),
        ("سياسة دولية", None),
        ("بقلم", None),
        ("(محرر: لي)", None),
        ("(تحرير: ق. م.)", None),
    ],
)
def test_author(line, author):
    assert document(TITLE, line, FIRST, SECOND).author == author


@pytest.mark.parametrize(
    ("line", "derived_from"),
    [
        ("نقلا عن صحيفة الأفق", "الأفق"),
        ("نقلاً عن: موقع الأفق، 4 مايو", "الأفق"),
        ("المصدر: وكالات", "وكالات"),
        ("المصدر : رويترز + تاس", "رويترز + تاس"),
        ("منقول من مجلة الأفق بتصرف", "مجلة الأفق"),
    ],
)
def test_source_credit(line, derived_from):
    found = document(TITLE, FIRST, SECOND, line)
    assert found.derived_from == found.outlet == derived_from
    assert found.body == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("جميع الحقوق محفوظة © 2023 صحيفة الأفق", "الأفق"),
        ("حقوق النشر محفوظة لـ الأفق الجديد 2023", "الأفق الجديد"),
        ("© 2023. Powered by WordPress", None),
        ("جميع الحقوق محفوظة", None),
        (
            "نحن في مركز الأفق للدراسات نعمل على فهم العالم، وهدفنا أن يصل العلم إلى الناس",
            "مركز الأفق للدراسات",
        ),
    ],
)
def test_outlet(line, outlet):
    assert document(TITLE, FIRST, SECOND, "بقلم: سامي العلي", line).outlet == outlet


def test_caller_names_the_outlet():
    found = read_text(f"الأفق نيوز – {FIRST}", source="page", outlet="المدار", published=MAY_4)
    assert (found.outlet, found.published, found.published_basis) == ("المدار", MAY_4, "metadata")


@pytest.mark.parametrize(("text", "language"), [(FIRST, "ar"), ("This is an English sentence.", "und")])
def test_language(text, language):
    assert read_text(text, source="page").language == language


def test_persian_is_not_arabic():
    text = "وزیر امور خارجه گفت که گفتگوها در ژنو ادامه خواهد یافت و هیچ پیش شرطی پذیرفته نیست."
    assert read_text(text, source="page").language == "und"


def test_every_phrase_is_usable_and_found():
    table = list(rows("marsad.reading", "data/boilerplate.tsv", COLUMNS))
    assert len(table) > 1000
    for row in table:
        checked(row)
        if row["where"] in {"line", "label"}:
            assert found_phrase(row["phrase"]) is not None


@pytest.mark.parametrize(
    "row",
    [
        "شارك\tunknown\tline\tx",
        "شارك\tboilerplate\tmiddle\tx",
        "…\tboilerplate\tline\tx",
        "\tboilerplate\tline\tx",
    ],
)
def test_bad_phrase_names_its_row(row):
    text = "\t".join(COLUMNS) + "\n" + row + "\n"
    with pytest.raises(DataFileError, match=r"^own\.tsv:2: "):
        checked(next(parsed_rows(text, "own.tsv", COLUMNS)))


TABLES = {
    "data/boilerplate.tsv": COLUMNS,
    "data/common_words.tsv": ("word", "rank"),
    "data/date_words.tsv": ("word", "kind", "value"),
    "data/dateline.tsv": ("form", "kind"),
    "data/outlet_words.tsv": ("word", "kind"),
    "data/zones.tsv": ("name", "kind", "zone", "rank"),
}
ALLOWED = {
    "data/date_words.tsv": ("kind", {"month", "weekday", "filler", "hijri", "unit", "ago"}),
    "data/dateline.tsv": ("kind", {"place", "agency", "desk"}),
    "data/outlet_words.tsv": ("kind", {"before", "part"}),
    "data/zones.tsv": ("zone", {"furniture", "author", "date", "comment", "comments", "notes", "main"}),
}


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_sorted_and_hold_known_kinds(name):
    table = list(rows("marsad.reading", name, TABLES[name]))
    cells = [tuple(row[column] for column in TABLES[name]) for row in table]
    assert cells == sorted(cells)
    assert all(cell[0] for cell in cells)
    if name in ALLOWED:
        column, known = ALLOWED[name]
        assert {row[column] for row in table} <= known


def test_months_have_numbers():
    table = rows("marsad.reading", "data/date_words.tsv", TABLES["data/date_words.tsv"])
    assert {int(row["value"]) for row in table if row["kind"] == "month"} == set(range(1, 13))
