"""Shapes of pages beyond the plain web page: readers, messengers, papers; one small text a rule."""

from __future__ import annotations

import textwrap

import pytest

from marsad.errors import MalformedError, UnreadableError
from marsad.reading import classified_lines, read_html, read_text
from marsad.reading.comments import first_voice, heads_entry, is_control
from marsad.reading.signs import Block, Signs

FIRST = "أعلنت وزارة النقل أن الميناء الجديد سيستقبل أولى السفن في مطلع العام المقبل بعد توسعة أرصفته."
SECOND = "وقال مدير الميناء إن العمال أنهوا حفر القناة قبل موعدها رغم نقص الآلات في الشهور الأولى."
THIRD = "وأضاف أن الحكومة تدرس خطا للسكة الحديد يصل الميناء بالمدن الداخلية في السنوات القادمة."
TITLE = "الميناء الجديد يستقبل أولى سفنه مطلع العام المقبل"
BODY = [FIRST, SECOND, THIRD]
ONE, TWO = "خبر ننتظره من سنين طويلة.", "ومن سيدفع ثمن هذا كله يا ترى"


def page(*lines: str) -> str:
    return "\n\n".join(lines)


def body_of(text: str) -> list[str]:
    return read_text(text, source="page").body.split("\n\n")


READERS = {
    "numbered": [
        "الردود (2)",
        "1- كريم",
        "2023/05/04 10:20",
        ONE,
        "2- هدى",
        "2023/05/04 11:20",
        TWO,
    ],
    "said on": ["تعليقان", "قال كريم في 4 مايو 2023 الساعة 10:20 ص:", ONE, "قالت هدى في 5 مايو 2023:", TWO],
    "wrote": ["تعليقات الزوار", "كتب كريم بتاريخ 4/5/2023", ONE, "كتبت هدى بتاريخ 5/5/2023", TWO],
    "says": ["2 تعليقات", "كريم يقول:", "4 مايو، 2023", ONE, "رد", "هدى تقول:", "5 مايو، 2023", TWO, "رد"],
    "dot": ["التعليقات", "كريم · منذ 3 ساعات", ONE, "أعجبني · رد · 3 س", "هدى · منذ ساعة", TWO, "رد · 1 س"],
    "handle": ["الردود", "كريم @karim · 4 مايو", ONE, "هدى @huda · 5 مايو", TWO],
    "network": ["الأكثر ملاءمة", "كريم عمر", ONE, "5 س", "أعجبني", "رد", "هدى علي", "معجب كبير", TWO, "رد"],
    "date behind": ["آراء القراء", "كريم", ONE, "منذ 5 ساعات", "هدى", TWO, "منذ 3 ساعات"],
    "scores": [
        "التعليقات (2)",
        "كريم",
        "04/05/2023",
        ONE,
        "0   11",
        "رد   إبلاغ",
        "هدى",
        "05/05/2023",
        TWO,
        "3   8",
    ],
    "asked first": ["شاركنا برأيك", "لن ينشر بريدك", "كريم", "4/5/2023", ONE, "هدى", "5/5/2023", TWO],
    "no heading": ["كريم - منذ 5 ساعات", ONE, "هدى - منذ 3 ساعات", TWO + "؟"],
    "no heading, two lines": ["كريم عمر", "4 مايو 2023", ONE, "هدى علي", "5 مايو 2023", TWO + "؟"],
    "nested": ["تعليقان", "كريم", "4/5/2023", ONE, "رد", "هدى", "ردا على كريم", "5/5/2023", TWO],
}
FEET = [[], ["مواضيع قد تعجبك", "أسعار الذهب اليوم"], ["في السياق ذاته", "سفينة تجنح عند المدخل", "© 2023"]]


@pytest.mark.parametrize("foot", FEET, ids=len)
@pytest.mark.parametrize("name", READERS)
def test_readers_of_many_sites(name, foot):
    document = read_text(page(TITLE, *BODY) + "\n" + "\n".join(READERS[name] + foot), source="page")
    assert tuple(comment.rstrip("؟") for comment in document.comments) == (ONE, TWO)
    assert document.body == page(*BODY)


@pytest.mark.parametrize("heading", ["التفاعلات (2)", "آراؤكم", "شيء آخر"])
def test_readers_in_lists_without_class_names(heading):
    entries = [("كريم", "قبل 3 أيام", ONE), ("هدى", "قبل يومين", TWO + "؟")]
    items = "".join(f"<li><b>{who}</b> <i>{when}</i><p>{said}</p></li>" for who, when, said in entries)
    text = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    document = read_html(f"<h1>{TITLE}</h1>{text}<h4>{heading}</h4><ol>{items}</ol>", source="page")
    assert document.comments == (ONE, TWO + "؟")
    assert document.body == page(*BODY)


@pytest.mark.parametrize("text", ["كريم | 4-5-2023", "هدى علي (4 مايو 2023):", "قال كريم في 4 مايو 2023:"])
def test_line_that_heads_an_entry(text):
    assert heads_entry(Signs(Block(text)))


@pytest.mark.parametrize("text", ["4 مايو 2023 | 10:20", FIRST, "قال كريم في بيته:", "منذ ساعة"])
def test_line_that_heads_no_entry(text):
    assert not heads_entry(Signs(Block(text)))


@pytest.mark.parametrize(("text", "yes"), [("أعجبني · رد · 3 س", True), ("2d Reply", True), (ONE, False)])
def test_row_of_buttons(text, yes):
    assert is_control(Signs(Block(text))) is yes


def test_teasers_with_dates_are_no_readers():
    lines = ["سفينة تجنح عند المدخل", "4 مايو 2023", "أسعار الذهب اليوم في الأسواق", "5 مايو 2023"]
    assert first_voice([Signs(Block(line)) for line in lines], 0) is None


@pytest.mark.parametrize(
    "middle",
    [
        "للقراءة أيضاً: سفينة تجنح عند المدخل",
        "للمزيد من مقالات الكاتب انقر هنا",
        "خريطة: موقع الميناء الجديد",
        "صورة الأرصفة من الجو | غرافيك: الأفق",
        "رافعات على الرصيف الشرقي (وزارة النقل)",
        "إنفوغراف: أعماق الموانئ",
        "[ صورة ]",
        "Forwarded from الأفق",
        "رابط القناة 👈 t.me/example",
    ],
)
def test_what_interrupts_the_body(middle):
    assert body_of(page(TITLE, FIRST, SECOND, middle, THIRD, FIRST)) == [FIRST, SECOND, THIRD, FIRST]


@pytest.mark.parametrize(
    "kept",
    [
        "للقراءة في هذه المدينة تاريخ طويل يعرفه أهلها ويفخرون به.",
        "وأكدت مصادر في الميناء (وزارة النقل) أن الأرصفة جاهزة.",
        "انضموا إلى الإضراب عمال الشحن والتفريغ في الميناء القديم.",
    ],
)
def test_article_words_that_look_like_furniture_stay(kept):
    assert kept in body_of(page(TITLE, FIRST, kept, SECOND, THIRD))


@pytest.mark.parametrize("before", ["🔴🔴 ", "▪️ ", "⚡️", "#عاجل ", "🔴 عاجل | ", "⬅️ "])
def test_ornaments_before_a_title_go(before):
    document = read_text(page("قناة الأفق, [04.05.2023 10:20]", before + TITLE, *BODY), source="page")
    assert (document.title, str(document.published)) == (TITLE, "2023-05-04")


def test_points_of_a_post_are_body():
    points = [
        "🔹 الميناء يفتح أبوابه قريبا جدا",
        "🔹 القناة أعمق من سابقتها.",
        "🔹 لا رسوم في الشهر الأول",
    ]
    assert body_of(page(TITLE, FIRST, SECOND) + "\n" + "\n".join(points)) == [FIRST, SECOND, *points]


def test_day_of_a_post_in_a_network():
    document = read_text("4 مايو 2023 · تمت المشاركة مع العامة\n" + page(*BODY), source="page")
    assert (document.title, str(document.published)) == (None, "2023-05-04")


def test_source_line_above_the_text_is_a_citation():
    document = read_text(page(TITLE, "المصدر: وكالة الأفق", *BODY), source="page")
    assert document.citations == ("المصدر: وكالة الأفق",)


def test_label_before_a_link_to_another_article():
    link = "<div><span>كنا نشرنا:</span> <a>كيف تغير وجه الساحل في عشرين عاما من البناء؟</a></div>"
    text = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    assert read_html(f"<h1>{TITLE}</h1>{link.join([text, text])}", source="page").body == page(*BODY, *BODY)


def test_foot_behind_the_notes_is_no_note():
    notes = [
        "(1) محاضر مجلس المدينة.",
        "*أستاذ الجغرافيا",
        "© معهد الأفق 2021. يسمح بالاقتباس.",
    ]
    document = read_text(
        page(TITLE, FIRST, SECOND, THIRD[:-1] + "(1).") + "\n\n" + "\n".join(notes), source="page"
    )
    assert document.citations == (notes[0],)


PAPER = " ".join([*BODY, *BODY])


def paper(foot: list[str]) -> str:
    """A paper whose first page ends in mid-sentence."""
    lines = textwrap.wrap(PAPER, 70)
    return "\n".join(["معهد الأفق", TITLE, "1", TITLE, *lines[:5], *foot, *lines[5:], "3"])


@pytest.mark.parametrize("number", ["2", "- 2 -", "صفحة 2 من 9", "2/9"])
def test_paragraph_goes_on_over_the_end_of_a_page(number):
    foot = ["(1) Port Authority, Report, 2021.", "معهد الأفق | www.example.org", number, TITLE]
    document = read_text(paper(foot), source="page")
    assert document.body == PAPER
    assert document.citations == (foot[0],)


def test_page_number_ends_no_paragraph_that_is_none():
    assert [line.text for line in classified_lines("2\n3")] == ["2", "3"]


def test_hyphen_at_the_end_of_a_line():
    lines = textwrap.wrap(PAPER, 70)
    lines[1] = lines[1][:60] + " الجيو-"
    lines[2] = "سياسية " + lines[2][:60]
    lines[3] = lines[3][:50] + " Auto-"
    lines[3], lines[4] = lines[3][:-5] + " autho-", "rity " + lines[4][:60]
    body = read_text("\n".join(lines), source="page").body
    assert "الجيو-سياسية" in body
    assert "authority" in body


def test_list_of_headlines_is_not_joined():
    headlines = [f"{TITLE} في المدينة الساحلية {number}" for number in range(9)]
    assert [line.text for line in classified_lines("\n".join(headlines))] == headlines


def test_main_heading_may_name_a_source_in_brackets():
    text = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    title = f"{TITLE} (وزارة النقل)"
    assert read_html(f"<h1>{title}</h1>{text}", source="page").title == title


@pytest.mark.parametrize("name", ["كريم علي", "علي حسن", "محمد علي سالم"])
def test_ali_is_a_name(name):
    assert read_text(page(TITLE, name, *BODY), source="page").author == name


@pytest.mark.parametrize("text", ["صفحة 2 من 9\n- 3 -", "👁 12 👍 3\n4/5/2023"])
def test_furniture_of_papers_and_posts_alone_is_refused(text):
    with pytest.raises((MalformedError, UnreadableError), match="page"):
        read_text(text, source="page")


def test_an_untitled_text_keeps_a_short_first_sentence():
    short = "أغلق الميناء أمس بسبب الرياح."
    assert body_of(page(short, *BODY)) == [short, *BODY]


def test_a_menu_before_an_untitled_text_is_not_its_body():
    assert body_of(page("الرئيسية", "سياسة واقتصاد", *BODY)) == BODY


def test_readers_are_heard_under_a_heading_behind_the_button_that_invites_them():
    readers = ["كريم عمر", ONE, "أعجبني رد 2 ي", "هدى علي", TWO, "أعجبني رد 1 ي"]
    text = "\n".join([TITLE, *BODY, "أعجبني", "تعليق", "إرسال", "الأكثر ملاءمة", *readers])
    document = read_text(text, source="page")
    assert document.body.split("\n\n") == BODY
    assert list(document.comments) == [ONE, TWO]
