"""Figures read out of texts, and the tables that they are read by."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import marsad
from marsad.coding import figure_tables
from marsad.coding.figure_tables import (
    CUE_COLUMNS,
    CURRENCY_COLUMNS,
    GOOD_COLUMNS,
    KINDS,
    MEASURE_COLUMNS,
    SHARE_COLUMNS,
    UNIT_COLUMNS,
    figure_cues,
    sayings_from,
)
from marsad.errors import DataFileError
from marsad.languages import language
from marsad.tables import parsed_rows, rows

TABLES = {
    "units": UNIT_COLUMNS,
    "currencies": CURRENCY_COLUMNS,
    "measures": MEASURE_COLUMNS,
    "goods": GOOD_COLUMNS,
    "shares": SHARE_COLUMNS,
    "figure_cues": CUE_COLUMNS,
}
EVERY_ROW = [
    (name, row)
    for name, columns in TABLES.items()
    for row in rows("marsad.coding", f"data/{name}.ar.tsv", columns)
]


def figures(text, published="2024-05-10", **more):
    return marsad.code(text, published=published, **more).figures


def one(text, **more):
    (found,) = figures(text, **more)
    return found


@pytest.mark.parametrize(
    ("text", "value", "unit", "what", "parties"),
    [
        ("بلغت صادرات تشاد إلى الكاميرون 70 مليون دولار.", 70e6, "USD", "exports", "TCD CMR"),
        ("قدّمت النرويج إلى ملاوي منحة قدرها عشرون مليون كرونة.", 20e6, "NOK", "aid", "NOR MWI"),
        ("خصّصت تونس 90 مليون دينار لشراء القمح.", 90e6, "TND", "spending", "TUN"),
        ("خصّصت تونس 90 مليون دينار كويتي لشراء القمح.", 90e6, "KWD", "spending", "TUN"),
        ("قُتل 14 راعياً في مالي.", 14, "persons", "killed", "MLI"),
        ("أوقفت الشرطة البيروفية شخصين.", 2, "persons", "arrested", "PER"),
        ("رست سفينتان إيطاليتان في مالطا.", 2, "ships", "ships", "ITA MLT"),
        ("تنتج أنغولا 1.1 مليون برميل من النفط يومياً.", 1.1e6, "barrels", "oil production", "AGO"),
        ("زادت واردات سريلانكا بنسبة 8 في المئة.", 8, "percent", "rise in imports", "LKA"),
        ("تراجعت واردات سريلانكا إلى 8 مليارات دولار.", 8e9, "USD", "imports", "LKA"),
        ("تأتي من كندا 55 في المئة من واردات جامايكا.", 55, "percent", "share of imports", "CAN JAM"),
        ("فرّ ثلث سكان توغو.", 100 / 3, "percent", "share of population", "TGO"),
        ("جُمّدت عضوية الغابون لمدة شهر.", 1, "months", "duration", "GAB"),
        ("سُجن ناشط في لاوس، وحُكم عليه بالسجن تسع سنوات.", 9, "years", "prison sentence", "LAO"),
        ("نالت المرشحة في أيسلندا 34 في المئة من الأصوات.", 34, "percent", "vote share", "ISL"),
        ("افتتحت فنلندا ثلاث مدارس في نيبال.", 3, "مدارس", "مدارس", "FIN NPL"),
    ],
)
def test_figure(text, value, unit, what, parties):
    found = one(text)
    assert found.value == pytest.approx(value)
    assert (found.unit, found.what) == (unit, what)
    assert set(found.parties) == set(parties.split())


@pytest.mark.parametrize(
    "text",
    [
        "تأسست الجامعة في تشيلي عام 1842.",
        "توفيت الشاعرة الكوبية عن 91 عاماً.",
        "انعقدت القمة الرابعة عشرة في بنما.",
        "تنص المادة 9 من دستور اليابان على السلم.",
        "حلّقت طائرات ميغ-29 فوق صربيا.",
        "وصل الوفد النيجيري عند الساعة 9:15.",
        "اتصلوا بسفارة غانا على الرقم 0302123456.",
        "يجتمع وزراء مجموعة العشرين في البرازيل.",
        "أقيمت المباراة بين غانا ومالي وانتهت 2-1.",
        "ثلاثة أسباب وراء الخلاف بين كينيا والصومال",
        "غادر الوزير الكيني بعد ثلاثة أيام.",
        "دعا أحد الوزراء في كينيا إلى الحوار.",
    ],
)
def test_numbers_that_are_no_figures(text):
    assert figures(text) == ()


def test_a_number_about_no_party_is_no_figure():
    assert figures("بلغ سعر الذهب ألفي دولار.") == ()


def test_who_only_says_so_is_no_party():
    assert one("قالت اليابان إن صادرات بيرو بلغت 3 مليارات دولار.").parties == ("PER",)
    assert one("صادرات بيرو بلغت 3 مليارات دولار، وفق البنك الدولي.").parties == ("PER",)


def test_who_speaks_of_himself_is_a_party():
    assert set(one("قالت اليابان إنها منحت بيرو 3 ملايين دولار.").parties) == {"JPN", "PER"}


def test_the_two_countries_are_those_named_before():
    found = figures("زار الرئيس الكيني أوغندا. وبلغت التجارة بين البلدين مليار دولار.")
    assert set(found[0].parties) == {"KEN", "UGA"}


def test_a_change_tells_what_was_and_what_is():
    found = figures("رفعت المكسيك الرسوم على السلع الفيتنامية من 10 إلى 30 في المئة.")
    assert [(figure.value, figure.what) for figure in found] == [(10, "tariff rate"), (30, "tariff rate")]


def test_a_stretch_keeps_its_ends():
    found = one("تحتاج زامبيا إلى قروض بين 3 و5 مليارات دولار.")
    assert (found.value, found.low, found.high, found.approximate) == (4e9, 3e9, 5e9, True)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("بلغت صادرات بيرو 3 مليارات دولار في عام 2022.", "2022"),
        ("بلغت صادرات بيرو 3 مليارات دولار العام الماضي.", "2023"),
        ("تصدّر بيرو ألف طن من النحاس شهرياً.", "per month"),
        ("بلغت صادرات بيرو 3 مليارات دولار.", None),
        ("تضاعفت صادرات بيرو منذ عام 2010 وبلغت 3 مليارات دولار.", None),
    ],
)
def test_period(text, period):
    assert one(text).period == period


def test_spans_ids_and_order():
    text = "أعلنت كينيا مقتل 12 شخصاً وإصابة نحو 30 آخرين."
    coding = marsad.code(text, published="2024-05-10")
    assert [text[figure.start : figure.end] for figure in coding.figures] == ["12 شخصاً", "نحو 30"]
    assert coding == marsad.code(text, published="2024-05-10")
    assert len({figure.id for figure in coding.figures}) == 2


def test_titles_are_read_too():
    found = one("نص بلا أرقام.", title="مقتل 12 شخصاً في كينيا")
    assert (found.sentence, found.start) == (0, 5)


WORDS = [
    "كينيا", "الصومال", "بلغت", "صادرات", "نحو", "5", "آلاف", "مليون", "دولار",
    "شخصين", "قتل", "،", "من", "إلى", "بين", "في المئة", "لمدة", "شهر",
    "واحدة", "سفينة", "عدد", "آخرين", "نصف", "السكان", "و7", "قال إن",
]  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(WORDS), max_size=16))
def test_any_heap_of_words_can_be_coded(words):
    text = " ".join(words)
    coding = marsad.code(text, published="2024-05-10")
    assert len({figure.id for figure in coding.figures}) == len(coding.figures)
    for figure in coding.figures:
        assert 0 <= figure.start < figure.end <= len(text)
        assert figure.parties
        assert figure.what
        assert figure.unit


# Tables


@pytest.mark.parametrize(("name", "row"), EVERY_ROW, ids=lambda value: str(getattr(value, "line", value)))
def test_every_row_has_words_once(name, row):
    words = row.alternatives("words")
    assert words
    assert len(words) == len(set(words))
    assert all(word == " ".join(word.split()) for word in words)


@pytest.mark.parametrize("name", TABLES)
def test_rows_are_sorted(name):
    lines = ["\t".join(row.cells.values()) for table, row in EVERY_ROW if table == name]
    assert lines == sorted(lines)


def test_every_word_of_a_measure_is_found_by_its_own_form():
    arabic = language("ar")
    for name, row in EVERY_ROW:
        if name == "measures":
            for word in row.alternatives("words"):
                first = arabic.even(word).split()[0]
                assert sayings_from("ar", first), (row.line, word)


def test_every_kind_of_a_measure_is_a_kind_of_some_unit():
    told = {row["kind"] for name, row in EVERY_ROW if name == "units"}
    own = {"money", "percent", "points", "basis points", "times"}
    assert own | told == KINDS


def test_cues_hold_what_the_rules_ask_for():
    assert {cue for cue, runs in figure_cues("ar").items() if runs} == set(figure_tables.CUES)


def bad(monkeypatch, columns, *lines):
    text = "\n".join(["\t".join(columns), *lines]) + "\n"
    monkeypatch.setattr(figure_tables, "rows", lambda *_: parsed_rows(text, "made.tsv", columns))


@pytest.mark.parametrize(
    ("loader", "columns", "line", "problem"),
    [
        ("_nouns", UNIT_COLUMNS, "x\tweight\t\t\tس", "unknown kind 'weight'"),
        ("_nouns", UNIT_COLUMNS, "x\tmass\t\tno\tس", "final 'no'"),
        ("_nouns", UNIT_COLUMNS, "x\tmass\t\t\t", "no words"),
        ("currencies", CURRENCY_COLUMNS, "س\tKEN\tkes\t", "unit 'kes'"),
        ("currencies", CURRENCY_COLUMNS, "س\tKenya\tKES\t", "code 'Kenya'"),
        ("currencies", CURRENCY_COLUMNS, "س\tKEN\tKES\tmaybe", "default 'maybe'"),
        ("measures", MEASURE_COLUMNS, "x\theight\tس\t\t", "unknown kinds of unit: height"),
        ("measures", MEASURE_COLUMNS, "x\t\tس\t\t", "none given"),
        ("measures", MEASURE_COLUMNS, "x\tmass\tس\tperhaps\t", "change 'perhaps'"),
        ("wholes", SHARE_COLUMNS, "x\tس\tperhaps", "pair 'perhaps'"),
        ("figure_cues", CUE_COLUMNS, "perhaps\tس\t", "'perhaps' is unknown"),
        ("figure_cues", CUE_COLUMNS, "to\tس\t", "cues missing"),
    ],
)
def test_bad_row_is_named(monkeypatch, loader, columns, line, problem):
    bad(monkeypatch, columns, line)
    load = getattr(figure_tables, loader)
    with pytest.raises(DataFileError, match=rf":\d+: .*{problem}"):
        getattr(load, "__wrapped__", load)("ar")


def test_two_defaults_of_one_word_are_refused(monkeypatch):
    bad(monkeypatch, CURRENCY_COLUMNS, "س\tKEN\tKES\tyes", "س\tUGA\tUGX\tyes")
    with pytest.raises(DataFileError, match=r"made\.tsv:3: two defaults"):
        figure_tables.currencies.__wrapped__("ar")


def test_goods_name_measures_that_there_are(monkeypatch):
    figure_tables.measures("ar")
    bad(monkeypatch, GOOD_COLUMNS, "oil\thopes\tنفط")
    with pytest.raises(DataFileError, match=r"made\.tsv:2: unknown measures: hopes"):
        figure_tables.goods("ar")


def test_no_word_stands_for_two_units():
    seen = [
        (language("ar").even(word), row["unit"])
        for name, row in EVERY_ROW
        if name == "units"
        for word in row.alternatives("words")
    ]
    for word, group in itertools.groupby(sorted(set(seen)), key=lambda pair: pair[0]):
        assert len(list(group)) == 1, word
