"""Sentences and tokens: where they end, and that their offsets index the text as it stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.languages.arabic.normalise import normalised
from marsad.languages.arabic.sentences import sentence_spans, sentences, trimmed
from marsad.languages.arabic.tokens import tokens

CASES = {
    "full stops": ["وصل الوفد أمس.", "غادر اليوم."],
    "Arabic question mark": ["هل تنسحب القوات؟", "لا أحد يعلم."],
    "exclamation mark": ["يا للمفاجأة!", "عاد الوزير."],
    "a run of marks": ["هل هذا معقول؟!", "نعم."],
    "ellipsis sign": ["انتظر الناس طويلا…", "ثم رحلوا."],
    "ellipsis of dots": ["انتظر الناس طويلا...", "ثم رحلوا."],
    "semicolon does not end": ["غادر الوفد؛ لأن المباحثات تعثرت."],
    "colon does not end": ["قال الوزير: لن نوقع."],
    "comma does not end": ["زار باكو، ثم تبليسي، ثم يريفان."],
    "no final stop": ["وصل الوفد أمس.", "غادر اليوم"],
    "decimal": ["ارتفع السعر 3.5 دولار.", "ثم هبط."],
    "Arabic decimal": ["ارتفع السعر ٣.٥ دولار.", "ثم هبط."],
    "dotted date": ["وقع الطرفان يوم 12.05.2024 في باكو.", "انتهى."],
    "one-letter abbreviation": ["حضر د. سليم الاجتماع.", "ثم غادر."],
    "abbreviation at the head": ["د. سليم حضر الاجتماع.", "ثم غادر."],
    "abbreviation in quotes": ["حضر «د. سليم» الاجتماع.", "ثم غادر."],
    "two abbreviations": ["حضر أ. د. سليم الاجتماع.", "ثم غادر."],
    "Latin initial": ["قال J. Smith إنه سيغادر.", "ثم غادر."],
    "dotted Latin initials": ["عملت في U.S.Army سنوات.", "ثم غادرت."],
    "web address": ["نشر موقع example.com الخبر.", "ثم حذفه."],
    "stop inside guillemets": ["قال: «لن ننسحب.»", "ثم غادر القاعة."],
    "stop inside curly quotes": ["قال: “لن ننسحب.”", "ثم غادر القاعة."],
    "stop inside straight quotes": ['قال: "لن ننسحب."', "ثم غادر القاعة."],
    "stop inside brackets": ["(حضر الجميع.)", "ثم غادروا."],
    "stop before a bracket and a comma": ["«لن ننسحب.»،", "قال الوزير."],
    "stop inside square brackets": ["[انظر الخريطة.]", "المصدر معروف."],
    "nested closing marks": ["قال (إن أحدهم صاح: «كفى!»)", "ثم سكت."],
    "question inside quotes": ["سأل: «من وقع؟»", "لم يجب أحد."],
    "Latin sentence": ["The deal was signed.", "ثم غادر."],
    "percentage": ["نما الاقتصاد 4.2% العام الماضي.", "خبر سار."],
    "number before a stop": ["حدث ذلك عام 2014.", "ثم عاد."],
    "long word before a stop": ["هكذا قال.", "انتهى"],
    "emoji": ["شكرا لكم 🙏.", "إلى اللقاء 👋"],
    "vowel signs": ["وَصَلَ الوَفْدُ.", "غادَرَ."],
    "direction marks": ["\u200fوصل الوفد\u200f.", "غادر اليوم."],
}


def has_letters(text):
    """Letters that even spelling keeps: the presentation forms of vowel signs count as letters in Unicode."""
    return any(character.isalnum() for character in normalised(text).text)


def texts(text):
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize("expected", CASES.values(), ids=CASES)
def test_sentences_of_a_line(expected):
    assert texts(" ".join(expected)) == expected


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n \t\n", "\r\n\r\n", "\n\n\n\n"])
def test_a_line_break_ends_a_sentence_without_a_stop(gap):
    assert texts(f"عنوان بلا نقطة{gap}وصل الوفد.") == ["عنوان بلا نقطة", "وصل الوفد."]


@pytest.mark.parametrize("text", ["", " ", "\n\n", ".", "…", "؟!", "«»", "***", "- - -", "\u200f", "🙏"])
def test_a_text_without_letters_or_digits_has_no_sentence(text):
    assert texts(text) == []
    assert sentences(text) == []


def test_stray_dots_are_no_sentence():
    assert texts("وصل الوفد. . . ثم غادر.") == ["وصل الوفد.", "ثم غادر."]


def test_white_space_around_a_sentence_is_no_part_of_it():
    assert texts("  \t وصل الوفد.  \n ") == ["وصل الوفد."]
    assert trimmed("  ا  ", 0, 5) == (2, 3)
    assert trimmed("  .  ", 0, 5) is None


def test_the_title_is_sentence_0_however_many_stops_it_has():
    title = "قمة باكو. من حضر؟ ومن غاب!"
    text = f"{title}\n\nوصل الوفد. غادر."
    found = sentences(text, len(title) + 2)
    assert [(s.number, s.text) for s in found] == [(0, title), (1, "وصل الوفد."), (2, "غادر.")]
    assert all(text[s.start : s.end] == s.text for s in found)


def test_without_a_title_numbers_start_at_1():
    assert [sentence.number for sentence in sentences("وصل الوفد. غادر.")] == [1, 2]


def test_a_title_alone():
    assert [(s.number, s.text) for s in sentences("قمة باكو\n\n", 10)] == [(0, "قمة باكو")]


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("قال: لا.", ["قال", ":", "لا", "."]),
        ("بلغ 3.5% أمس", ["بلغ", "3.5%", "أمس"]),
        ("بلغ ١٢٬٥٠٠ رجل", ["بلغ", "١٢٬٥٠٠", "رجل"]),
        ("يوم 12/05/2024", ["يوم", "12/05/2024"]),
        ("«نعم»...", ["«", "نعم", "»", "..."]),
        ("كازاخستان-روسيا", ["كازاخستان", "-", "روسيا"]),
        ("رَفَضَ الطَّلَبَ", ["رَفَضَ", "الطَّلَبَ"]),
        ("رفـــض", ["رفـــض"]),
        ("طائرة F-16", ["طائرة", "F", "-", "16"]),
        ("a_b", ["a", "_", "b"]),
        ("شكرا🙏", ["شكرا", "🙏"]),
        ("", []),
    ],
)
def test_tokens(text, raw):
    found = tokens(text)
    assert [text[token.start : token.end] for token in found] == raw
    assert [token.raw for token in found] == raw


def test_token_forms_are_in_even_spelling():
    assert [token.form for token in tokens("أَكَّدَتِ الحكـومةُ")] == ["اكدت", "الحكومه"]


WORDS = st.sampled_from(
    [
        "قال",
        "رَفَضَتْ",
        "الحكـــومة",
        "«نعم»",
        "(لا)",
        "٣٫٥",
        "2.5",
        "د.",
        "؟",
        "...",
        "…",
        "\n\n",
        "\n",
        "،",
        "؛",
        "🇰🇿",
        "🙏🏽",
    ]
)
SIGNS = st.characters(codec="utf-8") | st.sampled_from(
    "\u200f\u200e\u202b\u202c\u0640\u064b\u0651\u0670ﷲﻻﷺىۀ\u00ad\ufeff"
)
TEXT = st.lists(WORDS | st.text(SIGNS, max_size=6), max_size=25).map(" ".join) | st.text(SIGNS, max_size=80)


@settings(max_examples=200, deadline=None)
@given(TEXT)
def test_sentence_spans_are_ordered_disjoint_trimmed_and_cover_all_letters(text):
    spans = list(sentence_spans(text))
    ends = 0
    for start, end in spans:
        assert ends <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert not any(character.isalnum() for character in text[ends:start])
        ends = end
    assert not any(character.isalnum() for character in text[ends:])


@settings(max_examples=200, deadline=None)
@given(TEXT, st.data())
def test_sentences_index_the_text_whatever_the_title(text, data):
    body_start = data.draw(st.integers(0, len(text)))
    found = sentences(text, body_start)
    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in found)
    assert [s.number for s in found] == sorted({s.number for s in found})
    assert all(s.start >= body_start for s in found if s.number)
    assert all(s.end <= body_start for s in found if not s.number)


@settings(max_examples=300, deadline=None)
@given(TEXT)
def test_tokens_index_the_text_in_order_and_cover_all_letters(text):
    ends = 0
    for token in tokens(text):
        assert ends <= token.start < token.end <= len(text)
        assert text[token.start : token.end] == token.raw
        assert token.form
        assert not has_letters(text[ends : token.start])
        ends = token.end
    assert not has_letters(text[ends:])
