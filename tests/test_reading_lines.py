"""Which line of a page is what, on small pages made for one rule each."""

from __future__ import annotations

import textwrap

import pytest

from marsad.errors import MalformedError, UnreadableError
from marsad.reading import classified_lines, read_text

FIRST = "أعلنت وزارة الخارجية أن الوفدين اتفقا على عقد جولة جديدة من المحادثات خلال الشهر المقبل في جنيف."
SECOND = "وقال المتحدث باسم الوزارة إن الجانبين ناقشا ملف الحدود وتبادل الأسرى رغم استمرار الخلافات بينهما."
THIRD = "وأضاف أن بلاده ترحب بأي وساطة دولية تساعد على إنهاء الأزمة في أقرب وقت ممكن."
FOURTH = "وكانت الجولة السابقة قد انتهت في الربيع من غير أن يصدر عنها بيان مشترك أو موعد لجولة أخرى."
TITLE = "محادثات جديدة بين البلدين في جنيف الشهر المقبل"
BODY = [FIRST, SECOND, THIRD, FOURTH]


def page(*lines: str) -> str:
    return "\n\n".join(lines)


def kinds(text: str) -> dict[str, str]:
    return {line.text: line.kind for line in classified_lines(text)}


def body_of(text: str) -> list[str]:
    return read_text(text, source="page").body.split("\n\n")


HEADS = [
    [],
    [TITLE],
    ["الأخبار", TITLE],
    ["الرئيسية / أخبار / دولي", TITLE, "كتب: سامي العلي", "الخميس 4 مايو 2023 - 10:25"],
    [TITLE, TITLE, "سامي العلي", "نشر في: 4/5/2023", "120 مشاهدة", "شارك", "فيسبوك", "واتساب"],
    ["سياسة", TITLE, "آخر تحديث: 4 أيار/مايو 2023", "مدة القراءة: 3 دقائق"],
    [TITLE, "صورة أرشيفية من جولة سابقة (رويترز)", "حجم الخط"],
]


@pytest.mark.parametrize("head", HEADS, ids=len)
def test_head_of_page_is_no_body(head):
    document = read_text(page(*head, *BODY), source="page")
    assert document.body == "\n\n".join(BODY)
    assert document.title == (TITLE if head else None)


TAILS = [
    ["المصدر: رويترز"],
    ["سامي العلي", "كاتب وباحث في العلاقات الدولية"],
    ["الوسوم: جنيف، محادثات، هدنة"],
    ["#جنيف #هدنة"],
    ["مقالات ذات صلة", "انطلاق أعمال القمة وسط خلافات", "الاقتصاد العالمي بين التعافي والركود"],
    ["الأكثر قراءة", "1", "انطلاق أعمال القمة وسط خلافات", "2", "أسعار الذهب اليوم في الأسواق"],
    ["اشترك في نشرتنا البريدية ليصلك كل جديد", "البريد الإلكتروني", "اشترك الآن"],
    ["جميع الحقوق محفوظة © 2023"],
    ["اترك تعليقا", "لن يتم نشر عنوان بريدك الإلكتروني.", "الاسم *", "الموقع الإلكتروني", "إرسال التعليق"],
    ["لا توجد تعليقات", "زر الذهاب إلى الأعلى"],
    ["المقالات المنشورة لا تعبر بالضرورة عن رأي الموقع، وإنما عن رأي أصحابها."],
    ["تابعنا على تلغرام", "https://t.me/example", "@example"],
    ["المقال السابق", "زيارة مرتقبة لوزير الاقتصاد", "المقال التالي", "هل تنجح الوساطة الجديدة؟"],
]


@pytest.mark.parametrize("tail", TAILS, ids=lambda tail: str(len(tail)))
def test_tail_of_page_is_no_body(tail):
    document = read_text(page(TITLE, *BODY, *tail), source="page")
    assert document.body == "\n\n".join(BODY)
    assert document.comments == ()


@pytest.mark.parametrize(
    "middle",
    [
        ["وساطة مرتقبة"],
        ["ما الذي تغير؟"],
        ["اقرأ أيضا: زيارة مرتقبة لوزير الاقتصاد"],
        ["اقرأ أيضا", "زيارة مرتقبة لوزير الاقتصاد", "القمة تنطلق وسط خلافات"],
        ["إعلان"],
        ["وزير الخارجية خلال مؤتمر صحفي (أ ف ب)"],
        ["https://example.org/video"],
        ["1. أولا: خلفية الأزمة"],
    ],
)
def test_what_interrupts_the_body(middle):
    assert body_of(page(TITLE, FIRST, SECOND, *middle, THIRD, FOURTH)) == BODY


@pytest.mark.parametrize(
    "kept",
    [
        "انتهت الزيارة.",
        "وقال الوزير:",
        "«لن نقبل بأي شروط مسبقة للحوار»",
        "وهل يمكن أن تنجح هذه الجولة بعد كل ما جرى في الربيع الماضي؟",
        "شاهد العالم كيف انهارت الهدنة بعد ساعات من إعلانها في العاصمة.",
        "المصدر الأول لهذه الأزمة هو الخلاف على تقاسم مياه النهر بين البلدين.",
        "كتب الوزير في مقال نشرته صحيفة محلية أن بلاده لن تتخلى عن حلفائها.",
        "تابعوا المسؤولون الاجتماع عن بعد بسبب سوء الأحوال الجوية في العاصمة.",
    ],
)
def test_article_words_that_look_like_furniture_stay(kept):
    assert kept in body_of(page(TITLE, FIRST, SECOND, kept, THIRD, FOURTH))


@pytest.mark.parametrize(
    ("dateline", "outlet"),
    [
        ("موسكو- ", None),
        ("القاهرة – رويترز – ", None),
        ("جنيف (أ ف ب) - ", None),
        ("date 2023-05-04 لندن- ", None),
        ("الأفق نيوز – ", "الأفق نيوز"),
        ("واشنطن، 4 مايو 2023 – ", None),
        ("بيروت - سامي العلي - ", None),
        ("رويترز: ", None),
    ],
)
def test_dateline_is_cut_from_the_first_paragraph(dateline, outlet):
    document = read_text(page(TITLE, dateline + FIRST, SECOND, THIRD), source="page")
    assert document.body.startswith(FIRST)
    assert document.outlet == outlet


@pytest.mark.parametrize(
    "start",
    [
        "كازاخستان - وهي أكبر دولة حبيسة في العالم - تسعى منذ سنوات إلى تنويع طرق تصدير نفطها.",
        "قال الوزير: إن الاتفاق الأخير لا يلزم أحدا من الطرفين بسحب قواته من المنطقة.",
        "الجيو-سياسة علم يدرس أثر الجغرافيا في السياسة وفي علاقات الدول بعضها ببعض.",
    ],
)
def test_what_is_no_dateline_stays(start):
    assert body_of(page(TITLE, start, SECOND))[0] == start


COMMENT_REGIONS = {
    "numbered, dated": (
        [
            "2 تعليقات",
            "1. 0",
            "4 مايو 2023 10:29",
            "هذا خبر سار.",
            "2. +3",
            "4 مايو 2023 11:05",
            "لا أظن ذلك",
        ],
        ("هذا خبر سار.", "لا أظن ذلك"),
    ),
    "name, date": (
        [
            "التعليقات",
            "أبو سعد",
            "منذ 3 ساعات",
            "كلام جميل",
            "رد",
            "منى",
            "قبل يومين",
            "ستفشل كما فشلت سابقتها",
        ],
        ("كلام جميل", "ستفشل كما فشلت سابقتها"),
    ),
    "name only": (
        [
            "تعليقات القراء",
            "أبو سعد",
            "أرى أن الوساطة ستنجح هذه المرة.",
            "منى",
            "لا أظن أنها تنجح هذه المرة أبدا!",
        ],
        ("أرى أن الوساطة ستنجح هذه المرة.", "لا أظن أنها تنجح هذه المرة أبدا!"),
    ),
    "footer behind": (
        [
            "تعليق واحد",
            "سعد",
            "4/5/2023",
            "بارك الله في جهودكم جميعا",
            "مقالات ذات صلة",
            "القمة تنطلق وسط خلافات",
        ],
        ("بارك الله في جهودكم جميعا",),
    ),
}


@pytest.mark.parametrize("name", COMMENT_REGIONS)
def test_readers_are_heard_apart(name):
    region, comments = COMMENT_REGIONS[name]
    document = read_text(page(TITLE, *BODY) + "\n" + "\n".join(region), source="page")
    assert document.comments == comments
    assert document.body == "\n\n".join(BODY)


def test_long_comments_do_not_outweigh_a_short_article():
    comments = [f"{name}\n4 مايو 2023\n{FOURTH} {THIRD}" for name in ("سعد", "منى", "أحمد", "ليلى")]
    document = read_text(page(TITLE, FIRST, THIRD, "4 تعليقات", *comments), source="page")
    assert document.body == f"{FIRST}\n\n{THIRD}"
    assert len(document.comments) == 4


def test_notes_are_citations_and_markers_go():
    marked = FIRST.replace(" خلال", "[1] خلال")
    document = read_text(
        page(TITLE, marked, SECOND + "[2]", "[1] وكالة، 4-5-2023.", "[2] example.org"), source="page"
    )
    assert document.body == f"{FIRST}\n\n{SECOND}"
    assert document.citations == ("[1] وكالة، 4-5-2023.", "[2] example.org")


def test_list_under_the_heading_of_notes():
    notes = ["الهوامش:", "(1) سامي العلي، تاريخ الحدود، ص 12", "(2) تقرير الأمم المتحدة"]
    document = read_text(
        page(TITLE, FIRST + " (1)", SECOND, THIRD) + "\n\n" + "\n".join(notes), source="page"
    )
    assert document.citations == tuple(notes[1:])
    assert document.body.startswith(FIRST + "\n")


def test_square_metres_are_no_footnote():
    kept = "وتبلغ مساحة المنطقة المتنازع عليها نحو 20 كم² بحسب الخرائط الرسمية."
    assert kept in body_of(page(TITLE, FIRST, kept, SECOND))


def test_items_of_a_list_belong_to_the_line_that_opens_it():
    items = ["- وقف إطلاق النار", "- تبادل الأسرى", "- فتح المعابر"]
    body = body_of(page(TITLE, FIRST, "واتفق الجانبان على ما يلي:", *items, SECOND))
    assert body[2:5] == items


def test_hard_wrapped_text_is_joined():
    words = " ".join([*BODY, *BODY]).split()
    wrapped = textwrap.fill(" ".join(words), 72)
    assert read_text(wrapped, source="page").body == " ".join(words)


def test_machine_translation_puts_a_space_before_marks():
    spaced = [text.replace(".", " .").replace("،", " ،") for text in BODY]
    assert body_of(page(TITLE, *spaced)) == spaced


def test_paragraphs_without_full_stops_are_still_body():
    bare = [text.rstrip(".") for text in BODY]
    assert body_of(page(TITLE, *bare)) == bare


def test_single_sentence_is_body():
    document = read_text(FIRST, source="page")
    assert (document.title, document.body, document.body_start) == (None, FIRST, 0)


def test_single_headline_is_body():
    assert read_text(TITLE, source="page").text == TITLE


@pytest.mark.parametrize("text", ["", "  \n ", "123 456", "... !!!", "\u200f\u200e", "4/5/2023"])
def test_text_without_letters_is_refused(text):
    with pytest.raises(UnreadableError, match=r"page: (is empty|holds no letter)"):
        read_text(text, source="page")


@pytest.mark.parametrize(
    "text", ["فيسبوك\nتويتر\nواتساب", "جميع الحقوق محفوظة", "الرئيسية\nاتصل بنا", "https://example.org/a"]
)
def test_page_of_furniture_is_refused(text):
    with pytest.raises(MalformedError, match="page: no line"):
        read_text(text, source="page")


def test_every_line_has_one_kind_and_order_is_kept():
    text = page("الأخبار", TITLE, *BODY, "2 تعليقات", "سعد", "4/5/2023", "كلام جميل")
    assert [line.text for line in classified_lines(text)] == text.split("\n\n")
    assert kinds(text)[TITLE] == "title"


def test_turns_of_an_interview_are_body():
    turns = ["س: هل تتوقعون اتفاقا؟", "ج: لا أظن ذلك.", "س: وبعد؟", "ج: ننتظر."]
    assert body_of(page(TITLE, FIRST, *turns)) == [FIRST, *turns]


def test_name_that_the_copyright_line_repeats_is_no_title():
    document = read_text(page("أخبار الأفق البعيد", TITLE, *BODY, "© 2023 أخبار الأفق البعيد"), source="page")
    assert (document.title, document.outlet) == (TITLE, "أخبار الأفق البعيد")


def test_flash_of_a_headline_only_has_a_title():
    document = read_text("وكالة الأفق للأنباء\nعاجل\n" + TITLE + "\n4 مايو 2023", source="page")
    assert (document.title, document.body, str(document.published)) == (TITLE, "", "2023-05-04")


def test_name_and_words_of_a_reader_on_one_line():
    document = read_text(page(TITLE, *BODY, "التعليقات", "سعد: خبر سار", "منى يقول : لن تنجح"), source="page")
    assert document.comments == ("سعد: خبر سار", "منى يقول : لن تنجح")


def test_comments_of_a_forum():
    posts = [
        "رد مع اقتباس",
        "#2",
        "بنت البحر",
        "عضو مميز",
        "المشاركات: 12",
        "4-5-2023, 09:10 PM",
        "كلام جميل",
    ]
    document = read_text(page(TITLE, *BODY) + "\n" + "\n".join(posts), source="page")
    assert (document.comments, document.body) == (("كلام جميل",), "\n\n".join(BODY))


def test_pull_quote_is_not_said_twice():
    quote = "«اتفقا على عقد جولة جديدة من المحادثات»"
    assert body_of(page(TITLE, FIRST, quote, SECOND)) == [FIRST, SECOND]
