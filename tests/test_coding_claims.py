"""Who says what: attributions in sentences of our own, and the tables behind them."""

from __future__ import annotations

import datetime as dt
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.coding import ascriptions, claims, code_document
from marsad.coding.ascriptions import COLUMNS
from marsad.coding.attributed import Way
from marsad.errors import DataFileError
from marsad.languages import language
from marsad.records import AUTHOR, Document, joined_text
from marsad.tables import parsed_rows, rows


def claims_in(text, title=None, **more):
    joined, start = joined_text(title, text)
    document = Document(
        id="d", text=joined, title=title, body_start=start, published=dt.date(2024, 5, 10), **more
    )
    return code_document(document).claims


def told(text, title=None):
    return [(claim.speaker.text, claim.verb, claim.content) for claim in claims_in(text, title)]


SENTENCES = [
    # before the words
    ("قال وزير الزراعة إن المحصول وفير.", "وزير الزراعة", "says", "المحصول وفير"),
    ("وأوضح المتحدث أن الطريق مغلق.", "المتحدث", "says", "الطريق مغلق"),
    (
        "الرئيس الكيني قال إن الانتخابات ستجرى في موعدها.",
        "الرئيس الكيني",
        "says",
        "الانتخابات ستجرى في موعدها",
    ),
    ("أما أنقرة فقالت إن المفاوضات مستمرة.", "أنقرة", "says", "المفاوضات مستمرة"),
    ("قال الوزير، الذي يزور أستانا، إن الاتفاق جاهز.", "الوزير", "says", "الاتفاق جاهز"),
    ("ويقول مزارعون تحدثوا إلى المراسل إن الآبار جفت.", "مزارعون", "says", "الآبار جفت"),
    ("تؤكد النرويج صداقتها مع فنلندا، إلا أن الخلاف قائم.", "النرويج", "confirms", "صداقتها مع فنلندا"),
    # after and amid them
    ("ستُغلق المدارس غداً، بحسب وزارة التعليم.", "وزارة التعليم", "says", "ستُغلق المدارس غداً"),
    ("فشلت الوساطة، على حد قول الناطق العسكري.", "الناطق العسكري", "says", "فشلت الوساطة"),
    ("توقفت الرحلات، وفق ما أعلنت هيئة الطيران.", "هيئة الطيران", "says", "توقفت الرحلات"),
    ("لن ينجح الاتفاق، كما يقول المزارعون.", "المزارعون", "says", "لن ينجح الاتفاق"),
    ("وبحسب وكالة رويترز، أُغلق الميناء.", "وكالة رويترز", "reports", "أُغلق الميناء"),
    ('"الوضع خطير"، قال الطبيب.', "الطبيب", "says", '"الوضع خطير"'),
    # verb classes
    ("نفت الشرطة اعتقال الطلاب.", "الشرطة", "denies", "اعتقال الطلاب"),
    ("أكد المدعي العام أن التحقيق انتهى.", "المدعي العام", "confirms", "التحقيق انتهى"),
    ("زعمت منصات محلية أن الجسر انهار.", "منصات محلية", "alleges", "الجسر انهار"),
    ("حذر خبراء من موجة جفاف.", "خبراء", "warns", "موجة جفاف"),
    ("توقع البنك الدولي أن ينمو الاقتصاد.", "البنك الدولي", "predicts", "ينمو الاقتصاد"),
    ("طالبت نيروبي جارتها بفتح المعبر.", "نيروبي", "asks", "جارتها بفتح المعبر"),
    ("هددت باريس بوقف المساعدات.", "باريس", "warns", "بوقف المساعدات"),
    ("انتقدت برلين القرار.", "برلين", "says", "القرار"),
    ("يأمل السكان أن يعود الهدوء.", "السكان", "says", "يعود الهدوء"),
    ("كتبت صحيفة لوموند أن الشركة أفلست.", "صحيفة لوموند", "reports", "الشركة أفلست"),
    # opinions: what is, and what is to come
    ("يرى محللون أن الأزمة عميقة.", "محللون", "says", "الأزمة عميقة"),
    ("يرى محللون أن الحكومة ستسقط.", "محللون", "predicts", "الحكومة ستسقط"),
    ("قال الخبير إن من المرجح أن ترتفع الأسعار.", "الخبير", "predicts", "من المرجح أن ترتفع الأسعار"),
    # a denial by its content
    ("قال الجيش إن قواته لم تقصف المدينة.", "الجيش", "denies", "قواته لم تقصف المدينة"),
    ("قال الوزير إن الحكومة لم تتخذ بعد قراراً.", "الوزير", "says", "الحكومة لم تتخذ بعد قراراً"),
    # documents, unnamed sources, people
    ("أظهر استطلاع للرأي أن الناخبين غاضبون.", "استطلاع", "says", "الناخبين غاضبون"),
    ("جاء في البيان أن الهدنة صامدة.", "البيان", "says", "الهدنة صامدة"),
    ("أفادت مصادر طبية بوقوع إصابات.", "مصادر طبية", "says", "بوقوع إصابات"),
    ("قال مصدر أمني إن المهاجم فر.", "مصدر أمني", "says", "المهاجم فر"),
]


@pytest.mark.parametrize(("text", "speaker", "verb", "content"), SENTENCES, ids=[s[0] for s in SENTENCES])
def test_who_says_what(text, speaker, verb, content):
    assert told(text) == [(speaker, verb, content)]


SILENT = [
    "أعلن الرئيس حالة الطوارئ.",  # done by being announced
    "وتعد كينيا أكبر منتج للشاي في القارة.",  # is considered
    "وقد قيل إن الوزير استقال.",  # one says
    "ويذكر أن المصنع افتتح قبل عقدين.",  # it is to be noted
    "لم يقل الوزير شيئاً.",
    "وفق القانون الجديد تُخفض الضرائب.",  # a law is no source
    "تظاهر آلاف في نيروبي مطالبين بخفض الأسعار.",  # decision 9
    "أقر البرلمان الموازنة.",
    "وهم يلوحون بالأعلام.",
    "عبر الناقلون المضيق ليلاً.",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_is_no_claim(text):
    assert told(text) == []


ATTRIBUTIONS = [
    # whose words they are: nobody who is only addressed, and the subject of the main verb
    ("انتقدت كينيا القرار، واتهمت أوغندا بعرقلة الاتفاق.", ["كينيا says", "كينيا alleges"]),
    ("تعهدت الرئيسة بالإصلاح، وناشدت المتظاهرين العودة إلى بيوتهم.", ["الرئيسة asks"]),
    ("رفض رئيس غانا الاستقالة، مؤكداً أنه باق في منصبه.", ["رئيس غانا confirms"]),
    ("ألغت نيروبي مناورات كانت مقررة غداً، معتبرة أن الظرف لا يسمح.", ["نيروبي says"]),
    ("قال الوزير إن السد آمن، لكن كينيا أوضحت أن الشقوق تتسع.", ["الوزير says", "كينيا says"]),
    ("شدد كل من كينيا وغانا على ضرورة الحوار.", ["كينيا confirms", "غانا confirms"]),
    ("قال مسؤول في الهيئة، طلب عدم ذكر اسمه، إن الشحنة وصلت.", ["مسؤول في الهيئة says"]),
    ("يقول مدير البرنامج، جان دوبون، إن التمويل قليل.", ["مدير البرنامج، جان دوبون says"]),
    ("الجيش، الذي قال الناطق باسمه أمس إن الهدنة صامدة، انسحب.", ["الناطق says"]),
    ("نفى قائد الشرطة، عبر مقربين منه، مشاركة رجاله في الهجوم.", ["قائد الشرطة denies"]),
    # what someone calls a thing, or says of it, in a clause on it
    ("في خطوة وصفها مراقبون بأنها متسرعة، أُغلق الميناء.", ["مراقبون says"]),
    ("وفقاً لما كشفه مسؤولون، أُغلق الميناء.", ["مسؤولون says"]),
    ("بلغ العدد ألفاً، وهو رقم تشكك فيه كينيا.", ["كينيا says"]),
    # by a noun
    ("اكتفت كينيا، التي كانت ترعى المحادثات، بالقول إنها تتابع.", ["كينيا says"]),
    ("ردت كينيا بالتحذير من عواقب وخيمة.", ["كينيا warns"]),
    ("نقل التلفزيون عن قائد الجيش دعوته السكان إلى الهدوء.", ["التلفزيون reports", "قائد الجيش asks"]),
    ("يذهب باحثون إلى أن الكلفة عالية.", ["باحثون says"]),
    # a citation between the verb and its words
    ("ذكرت قناة «الفجر» نقلاً عن مصدر أمني أن المطار أُغلق.", ["قناة «الفجر» reports", "مصدر أمني says"]),
]


@pytest.mark.parametrize(("text", "expected"), ATTRIBUTIONS, ids=[a[0] for a in ATTRIBUTIONS])
def test_whose_words_they_are(text, expected):
    assert sorted(f"{speaker} {verb}" for speaker, verb, _ in told(text)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "عرقلت روسيا مشروع قرار يطالب كينيا بوقف القتال.",  # a document asks
        "اعترفت كينيا بدولة فلسطين.",  # an act
        "وذهب الوفد إلى نيروبي على أن يعود غداً.",
    ],
)
def test_what_only_looks_like_a_claim(text):
    assert told(text) == []


def test_a_source_cited_before_the_words_says_what_follows():
    found = told("ذكرت رويترز نقلاً عن مصدر أمني أن المطار أُغلق.")
    assert [(speaker, content) for speaker, _, content in found] == [
        ("رويترز", "المطار أُغلق"),
        ("مصدر أمني", "المطار أُغلق"),
    ]


def test_a_denial_that_points_back_and_its_answer_are_two_claims():
    found = told("لكن كينيا نفت ذلك قائلة إن الطائرة أوغندية.")
    assert found == [("كينيا", "denies", "ذلك"), ("كينيا", "says", "الطائرة أوغندية")]
    found = told("ونفت ذلك وزارة الدفاع الكينية، قائلة إن الطائرة أوغندية.")
    assert [(verb, content) for _, verb, content in found] == [("denies", "ذلك"), ("says", "الطائرة أوغندية")]


def test_a_participle_opens_a_sentence_of_the_speaker_before():
    *_, last = claims_in("قال الوزير رامز قبيسي إن الطريق مغلق. مضيفاً أن العمل مستمر.")
    assert (last.speaker.name_ar, last.content) == ("الوزير رامز قبيسي", "العمل مستمر")


def test_two_verbs_of_one_speaker_are_two_claims():
    found = told("نفت الشركة بيع الأسهم، قائلة إن المصنع يعمل كالمعتاد.")
    assert found == [
        ("الشركة", "denies", "بيع الأسهم"),
        ("الشركة", "says", "المصنع يعمل كالمعتاد"),
    ]


def test_speakers_joined_by_and_speak_each():
    assert [speaker for speaker, *_ in told("دعت كينيا وتنزانيا والصومال إلى الحوار.")] == [
        "كينيا", "تنزانيا", "الصومال",
    ]  # fmt: skip


def test_nested_voices_go_down_to_the_first_speaker():
    found = told("نقلت رويترز عن مسؤول كيني أن الاتفاق وقع.")
    assert [(speaker, verb) for speaker, verb, _ in found] == [
        ("رويترز", "reports"),
        ("مسؤول كيني", "says"),
    ]
    found = told("قال الوزير إن السفير أكد أن القرض وصل.")
    assert [(speaker, verb) for speaker, verb, _ in found] == [("الوزير", "says"), ("السفير", "confirms")]


def test_a_name_in_apposition_belongs_to_the_speaker():
    (claim,) = claims_in("يقول الباحث في شؤون المياه، رامز قبيسي، إن السد ممتلئ.")
    assert claim.speaker.text == "الباحث في شؤون المياه، رامز قبيسي"


def test_a_denied_accusation_is_a_claim_about_the_words_before():
    found = told("اتهمت المعارضة الحكومة بالتزوير، وهو ما نفته اللجنة الانتخابية.")
    assert ("اللجنة الانتخابية", "denies", "اتهمت المعارضة الحكومة بالتزوير") in found


def test_a_dropped_subject_is_the_last_speaker_that_agrees():
    first, second, third = claims_in(
        "قال الوزير رامز قبيسي إن الطريق مغلق. وأضاف أن العمل مستمر. وأضافت أن الجسر آمن."
    )
    assert first.speaker.text == "الوزير رامز قبيسي"
    assert second.speaker.text is None
    assert second.speaker.name_ar == "الوزير رامز قبيسي"
    assert third.speaker.name_ar is None  # a feminine verb does not go on with him
    assert third.confidence < second.confidence < first.confidence


def test_a_quotation_left_open_goes_on_with_its_speaker():
    found = claims_in("قال العمدة: «الماء نفد من الآبار. ولم تصل الشاحنات بعد. هذا كل شيء». ثم غادر القاعة.")
    assert [(claim.speaker.text or claim.speaker.name_ar, claim.quoted) for claim in found] == [
        ("العمدة", True), ("العمدة", True), ("العمدة", True),
    ]  # fmt: skip
    assert found[-1].content == "هذا كل شيء"


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("قال العمدة: «الماء نفد من الآبار».", True),
        ("قال العمدة إن «الماء نفد من الآبار».", True),
        ("قال العمدة إن الماء نفد من «البئر».", False),
    ],
)
def test_words_in_quotation_marks(text, quoted):
    (claim,) = claims_in(text)
    assert claim.quoted is quoted


TITLES = [
    ("وزير النقل الكيني: الميناء جاهز", "وزير النقل الكيني", "says"),
    ("مصادر: إغلاق المعبر غداً", "مصادر", "says"),
    ("أنقرة: لم نقصف القرية", "أنقرة", "denies"),
    ("كينيا: القيود الصومالية على الشاي مرفوضة", "كينيا", "says"),
    ("رويترز: السعودية تخفض الإنتاج", "رويترز", "reports"),
    ("تحذير أممي من المجاعة", "أممي", "warns"),
    ("إصابة العشرات في حريق - وزارة الصحة", "وزارة الصحة", "says"),
    ("انقلاب في الجزيرة وأنقرة تدعو إلى الحوار", "أنقرة", "asks"),
    ("بعد تهديدات واشنطن.. وزير النقل: القناة مفتوحة", "وزير النقل", "says"),
    ("الهلال الأحمر: مقتل مسعفين اثنين", "الهلال الأحمر", "says"),
    ("مصر تجدد دعوتها إلى وقف القتال", "مصر", "asks"),
]


@pytest.mark.parametrize(("title", "speaker", "verb"), TITLES, ids=[t[0] for t in TITLES])
def test_titles(title, speaker, verb):
    assert [(claim.speaker.text, claim.verb) for claim in claims_in("نص.", title)] == [(speaker, verb)]


@pytest.mark.parametrize(
    "title",
    [
        "كينيا: مقتل عشرة في حادث سير",  # a dateline
        "بالصور: فيضانات في الوادي",
        "هالة صباغ: مسيرة طويلة",  # tells of her
        "كينيا والصومال: علاقة متوترة",
        "اختفاء السفينة: يوم ثالث من البحث",
    ],
)
def test_what_stands_before_a_colon_and_does_not_speak(title):
    assert not claims_in("نص.", title)


def test_an_outlet_before_a_colon_and_its_source_are_two_claims():
    said = [
        (claim.speaker.text, claim.verb) for claim in claims_in("نص.", "رويترز عن مسؤول تركي: لا هدنة قريبة")
    ]
    assert said == [("رويترز", "reports"), ("مسؤول تركي", "says")]


@pytest.mark.parametrize(
    ("before", "name", "text"),
    [("قال الوزير رامز قبيسي إن الطريق مغلق.", "الوزير رامز قبيسي", None), ("الطريق مغلق.", None, None)],
)
def test_a_citation_by_a_pronoun_takes_who_spoke_last(before, name, text):
    document = Document(id="d", text="وبرأيه، لا يمكن الوثوق بهذه الوعود.")
    (claim,) = code_document(document, before=before).claims
    assert (claim.speaker.name_ar, claim.speaker.text) == (name, text)


@pytest.mark.parametrize(
    ("text", "speaker", "verb"),
    [
        (
            "وأكد حسن عبد الرحمن رئيس هيئة الموانئ أن العمل مستمر.",
            "حسن عبد الرحمن رئيس هيئة الموانئ",
            "confirms",
        ),
        ("وقال علي ناصر إن الحزب باق.", "علي ناصر", "says"),
        ("صرح بذلك المتحدث باسم الخارجية الصينية.", "المتحدث باسم الخارجية الصينية", "says"),
        ("هكذا قال أحد المفاوضين: «وصلنا إلى طريق مسدود».", "أحد المفاوضين", "says"),
        ("وأكد الجانبان ضرورة الحوار.", "الجانبان", "confirms"),
        ("يقول رجل وهو ينظر إلى بيته: «لم يبق لنا شيء».", "رجل", "says"),
        ("الأمر الذي نفته أستانا بشدة.", "أستانا", "denies"),
        ("وشكك نواب المعارضة في نزاهة اللجنة.", "نواب المعارضة", "says"),
        ("وقال كبير المفتشين الذي وصل السبت على رأس فريق إن العمل بدأ.", "كبير المفتشين", "says"),
    ],
)
def test_speakers_that_are_hard_to_see(text, speaker, verb):
    assert [(claim.speaker.text, claim.verb) for claim in claims_in(text)] == [(speaker, verb)]


def test_the_author_speaks_of_the_likely():
    (claim,) = claims_in("ومن المرجح أن ترتفع الأسعار قبل الصيف.")
    assert claim.speaker == AUTHOR
    assert claim.verb == "predicts"


def test_the_likely_in_the_words_of_another_is_not_the_authors():
    assert all(claim.speaker != AUTHOR for claim in claims_in("قال الوزير إن من المرجح أن ترتفع الأسعار."))


def test_context_before_a_text_gives_speakers_and_no_claims():
    document = Document(id="d", text="وأضاف أن العمل مستمر.")
    (claim,) = code_document(document, before="قال الوزير رامز قبيسي إن الطريق مغلق.").claims
    assert claim.speaker.name_ar == "الوزير رامز قبيسي"


def test_claims_below_the_minimum_are_not_written():
    document = Document(id="d", text="قال الوزير إن الطريق مغلق.")
    assert code_document(document, minimum=0.95).claims == ()


PIECES = st.sampled_from(
    [*(sentence[0] for sentence in SENTENCES), *SILENT, "«", "»", "“", "”", '"', ":", "،", "؛", " ", "\n\n",
     "قال", "وأضاف", "نفى", "إن", "أنه", "بحسب", "كما", "ما", "وفقاً ل", "أما", "فقال", "\u200f", "🇰🇿", "١٢"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=14), st.sampled_from(["", " ", " ، "]), st.none() | PIECES)
def test_whatever_the_text_spans_hold_and_it_comes_out_the_same_twice(pieces, joint, title):
    text, start = joined_text(title, joint.join(pieces))
    document = Document(id="d", text=text, title=title, body_start=start)
    found = code_document(document).claims
    assert found == code_document(document).claims
    assert len({claim.id for claim in found}) == len(found)
    for claim in found:
        assert text[claim.start : claim.end] == claim.content
        assert claim.content.strip()
        assert 0 < claim.confidence <= 1
        party = claim.speaker
        if party.text is not None:
            assert text[party.start : party.end] == party.text
        else:
            assert party.start is None


@pytest.mark.parametrize("table", ["citations", "author", "unsaid"])
def test_every_row_of_ascriptions_is_found_in_a_sentence(table):
    known = list(rows("marsad.coding", f"data/{table}.ar.tsv", COLUMNS))
    assert [row["words"] for row in known] == sorted({row["words"] for row in known})
    for row in known:
        words = row["words"].removesuffix(" ل") if row["words"].endswith(" ل") else row["words"]
        link = "ل" if row["words"].endswith(" ل") else ""
        tokens = language("ar").tokens(f"و{words} {link}مصدر مطلع إن الطريق مغلق")
        found = ascriptions.hints(tokens, "ar")
        assert row["verb"] in {ascription.verb for ascription in getattr(found, table)}, row.error(
            "is not found"
        )


def test_every_way_has_a_chance():
    assert set(claims.chances()) == set(get_args(Way))


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ("way\tchance\tnote\nthat\thigh\t", "'high' is no number"),
        ("way\tchance\tnote\nthat\t1.5\t", r"a chance lies in \(0, 1\]"),
        ("way\tchance\tnote\nthat\t0\t", r"a chance lies in \(0, 1\]"),
    ],
)
def test_bad_chances_are_told(monkeypatch, cells, message):
    monkeypatch.setattr(claims, "rows", lambda _package, name, columns: parsed_rows(cells, name, columns))
    claims.chances.cache_clear()
    with pytest.raises(DataFileError, match=message):
        claims.chances()
    monkeypatch.undo()
    claims.chances.cache_clear()


def test_an_unknown_class_in_a_table_of_ascriptions_is_told(monkeypatch):
    cells = "words\tverb\tnote\nبحسب\tsings\t"
    monkeypatch.setattr(
        ascriptions, "rows", lambda _package, name, columns: parsed_rows(cells, name, columns)
    )
    ascriptions.ascriptions.cache_clear()
    with pytest.raises(DataFileError, match=r"citations.ar.tsv.*2.*unknown verb class 'sings'"):
        ascriptions.ascriptions("citations", "ar")
    monkeypatch.undo()
    ascriptions.ascriptions.cache_clear()
