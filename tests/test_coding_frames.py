"""The tables of the coder: frames with their own examples, contexts, off-topic words, powers behind lands."""

from __future__ import annotations

import re
from functools import lru_cache

import pytest

from marsad import code
from marsad.actors import country_names, knowledge
from marsad.actors.layers import shipped
from marsad.coding.companions import may_tell, possible_frames
from marsad.coding.eras import COLUMNS as ERA_COLUMNS
from marsad.coding.eras import known_eras
from marsad.coding.frames import COLUMNS, KINDS, OPTIONS, frame_of, frames
from marsad.coding.scene import Memory, Scene
from marsad.coding.setting import CONTEXT_COLUMNS, OFF_TOPIC_COLUMNS, context_words, off_topic_words
from marsad.coding.weapons import COLUMNS as WEAPON_COLUMNS
from marsad.coding.weapons import weapon_words
from marsad.errors import DataFileError
from marsad.languages.arabic.lexicon import lexicon
from marsad.plover import contexts
from marsad.tables import Row, parsed_rows, rows

# Measured shares less one in a hundred; they only ever rise.
EXAMPLE_FLOOR = 0.905
NEAR_MISS_FLOOR = 0.983
GOOD = ("هاجم", "verb", "ASSAULT", "", "subject", "object", "", "", "مثال", "غيره")
SLOTS = {"subject", "object", "same", "speaker", "-"}  # "-" as the last choice: else nobody


@lru_cache(maxsize=1)
def table() -> list[Row]:
    return list(rows("marsad.coding", "data/frames.ar.tsv", COLUMNS))


def types_of(text):
    """Types told by a text as a sentence and as a headline of its own."""
    return {
        event.type for written in (f"{text}.", text) for event in code(written, published="2024-05-10").events
    }


def row_with(**cells):
    row = dict(zip(COLUMNS, GOOD, strict=True)) | cells
    return Row("frames.ar.tsv", 7, row)


def test_every_row_makes_a_frame():
    made = [frame_of(row) for row in table()]
    assert len(made) >= 900
    assert {frame.kind for frame in made} == set(KINDS)
    assert {frame.type for frame in made} >= {"AGREE", "ASSAULT", "PROTEST"}
    assert sum(len(options) for options in frames("ar").values()) == len(made)


def test_every_lemma_is_in_the_lexicon():
    assert set(frames("ar")) <= lexicon().lemmas


def prepositions():
    entries = (entry for stem in lexicon().forms.values() for entry in stem)
    return {entry.lemma for entry in entries if entry.kind == "preposition"} | {"ب", "ل"}


def every_frame():
    return [frame for options in frames("ar").values() for frame in options]


def test_slots_are_roles_or_prepositions():
    known = SLOTS | prepositions()
    for frame in every_frame():
        used = {slot for group in (*frame.actor, *frame.recipient) for slot in group}
        assert used <= known, (frame.lemma, frame.row, used - known)


def test_conditions_name_a_known_slot_and_words():
    known = {"subject", "object", "any"} | prepositions()
    for frame in every_frame():
        for condition in frame.conditions:
            assert condition.slot in known, frame
            assert all(word and word == word.strip() for word in condition.words), frame


def test_rows_of_a_lemma_keep_the_order_of_the_table():
    assert all(
        [frame.row for frame in options] == sorted(frame.row for frame in options)
        for options in frames("ar").values()
    )


def test_examples_give_their_type():
    missed = [row for row in table() if row["type"] not in types_of(row["example"])]
    share = 1 - len(missed) / len(table())
    assert share >= EXAMPLE_FLOOR, (
        share,
        [(row["lemma"], row["type"], row["line"]) for row in _told(missed)],
    )


def test_near_misses_do_not_give_their_type():
    hit = [row for row in table() if row["type"] in types_of(row["near_miss"])]
    share = 1 - len(hit) / len(table())
    assert share >= NEAR_MISS_FLOOR, (share, [(row["lemma"], row["type"], row["line"]) for row in _told(hit)])


def _told(found):
    return [row.cells | {"line": row.line} for row in found]


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"kind": "adverb"}, "unknown kind 'adverb'"),
        ({"kind": ""}, "unknown kind ''"),
        ({"type": "ATTACK"}, "ATTACK"),
        ({"type": ""}, "unknown"),
        ({"mode": "aerobatics"}, "aerobatics"),
        ({"type": "AGREE", "mode": "aerial"}, "aerial"),
        ({"options": "objektive"}, "unknown options ['objektive']"),
        ({"options": "objective, weekly"}, "unknown options ['weekly']"),
        ({"requires": "صاروخ"}, "condition 'صاروخ' is not slot=words"),
        ({"requires": "object="}, "is not slot=words"),
        ({"requires": "object=صاروخ;قذيفة"}, "condition 'قذيفة'"),
        ({"requires": "!object"}, "is not slot=words"),
        ({"requires": "object=صاروخ|@persn"}, "unknown marks ['@persn']"),
        ({"requires": "!subject=@State"}, "unknown marks ['@State']"),
    ],
)
def test_a_bad_row_names_its_line(cells, problem):
    with pytest.raises(DataFileError, match=re.escape(problem)) as caught:
        frame_of(row_with(**cells))
    assert str(caught.value).startswith("frames.ar.tsv:7: ")
    assert caught.value.line == 7


@pytest.mark.parametrize("cells", [GOOD[:-1], (*GOOD, ""), GOOD[:1], ("",)])
def test_a_row_with_another_number_of_cells_names_its_line(cells):
    text = "\t".join(COLUMNS) + "\n" + "\t".join(GOOD) + "\n" + "\t".join(cells) + "\n"
    with pytest.raises(DataFileError, match=r"^mine\.tsv:3: \d+ cells where 10 are due"):
        list(parsed_rows(text, "mine.tsv", COLUMNS))


def test_a_good_row():
    frame = frame_of(
        row_with(
            actor="subject+مع|بين",
            recipient="-",
            requires="object=صاروخ|قذيفة; !any=حفل",
            options="weak, objective",
        )
    )
    assert frame.actor == (("subject", "مع"), ("بين",))
    assert frame.recipient == ()
    assert [(c.slot, c.words, c.negated) for c in frame.conditions] == [
        ("object", frozenset({"صاروخ", "قذيفة"}), False),
        ("any", frozenset({"حفل"}), True),
    ]
    assert frame.options == {"weak", "objective"} <= OPTIONS
    assert frame.mode is None


@pytest.mark.parametrize(
    ("told", "untold"),
    [
        ("سافر الرئيس الكيني إلى أديس أبابا", "سافر مزارع كيني إلى أديس أبابا"),  # @official, @state
        ("أبعدت تركيا عشرات الأفغان", "أبعدت تركيا عشرات الأشجار"),  # @people, counted
        ("خرجت السويد من أفغانستان", "خرجت السويد من الغرفة"),  # @state
        ("انتزع الجيش السوري تدمر", "انتزع الجيش السوري الإعجاب"),  # @place
        ("انكفأت البيشمركة عن البلدة", "انكفأت الجدة عن البلدة"),  # @force
        ("خرجت الدنمارك من الاتحاد الأوروبي", "خرجت الدنمارك من القاعة"),  # @union
        ("عرض الرئيس الكيني استضافة الحوار", "عرض الرئيس الكيني ساعته"),  # @deed
    ],
)
def test_marks_ask_for_what_stands_at_a_head(told, untold):
    assert types_of(told)
    assert not types_of(untold)


def test_not_to_intend_to_yield_is_a_refusal():
    assert types_of("لا ينوي الرئيس الأرميني الاستقالة") == {"REJECT"}
    assert types_of("لا تعتزم كينيا استقبال لاجئين صوماليين") == {"REJECT"}


def test_an_unknown_language_has_no_frames():
    with pytest.raises(FileNotFoundError):
        frames("xx")


def test_contexts_are_those_of_plover_and_each_stands_once():
    found = list(rows("marsad.coding", "data/contexts.ar.tsv", CONTEXT_COLUMNS))
    names = [row["context"] for row in found]
    assert names == sorted(set(names))
    assert set(names) <= set(contexts())
    for row in found:
        words = row.alternatives("words")
        assert words, row.error("no words")
        assert len(words) == len(set(words)), row.error("a word twice")
        assert all(re.fullmatch(r"[ء-ي]+", word) for word in words), row.error("no single plain word")
    assert set().union(*context_words("ar").values()) == set(names)


def test_off_topic_words_are_single_and_of_a_known_field():
    found = list(rows("marsad.coding", "data/off_topic.ar.tsv", OFF_TOPIC_COLUMNS))
    assert {row["field"] for row in found} == {"sport", "entertainment"}
    assert all(re.fullmatch(r"[ء-ي]+", row["word"]) for row in found)
    assert len(off_topic_words("ar")) == len(found)


def test_off_topic_words_tell_no_context():
    assert not off_topic_words("ar") & set(context_words("ar"))


def test_eras_are_sorted_names_of_what_is_over():
    found = list(rows("marsad.coding", "data/eras.ar.tsv", ERA_COLUMNS))
    assert [row["era"] for row in found] == sorted({row["era"] for row in found})
    assert sum(map(len, known_eras("ar").values())) == len(found)
    for row in found:
        assert 1700 < int(row["last"]) < 2015, row.error("no year that is over")
        assert row["what"], row.error("not told what it was")


def test_weapons_tell_modes_of_attacks():
    found = list(rows("marsad.coding", "data/weapons.ar.tsv", WEAPON_COLUMNS))
    assert [row["mode"] for row in found] == sorted({row["mode"] for row in found})
    assert set(weapon_words("ar").values()) == {row["mode"] for row in found}


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("هاجمت القوات الروسية بلدة أوكرانية بالمدفعية.", "heavy-weapons"),
        ("هاجم الجيش الكيني قرية صومالية.", None),
        ("شن الحوثيون هجوما انتحاريا على القوات السعودية.", "suicide-attack"),
        ("هاجمت الشرطة الكينية متظاهرين بالعصي.", "beat"),
    ],
)
def test_a_weapon_tells_the_mode_of_an_attack(text, mode):
    found = [event.mode for event in code(text, published="2024-05-10").events if event.type == "ASSAULT"]
    assert mode in found


def test_powers_behind_lands_are_states_and_the_lands_are_known():
    known = {party.name for party in knowledge().everyone()}
    found = list(shipped("behind"))
    assert [row["place"] for row in found] == sorted({row["place"] for row in found})
    for row in found:
        assert row["behind"] in country_names(), row.error("unknown code")
        assert row["place"] in known, row.error("no such place or body")


def test_a_refused_recognition_is_addressed_to_the_power_behind():
    found = code("لا تعترف تركيا بضم القرم.").events
    assert [(event.type, event.recipients[0].country) for event in found] == [("REJECT", "RUS")]


def test_a_sentence_without_a_predicate_of_any_frame_can_tell_nothing():
    assert not may_tell(scene_of("الطقس جميل."))
    assert may_tell(scene_of("قصفت روسيا مدينة أوكرانية."))


def asks_in_vain(frame, scene):
    """Whether a frame asks for words, and for no mark and no filler at all, that a sentence does not hold."""
    due = [c.words for c in frame.conditions if not c.negated and not {"*"} & c.words]
    plain = [words for words in due if not any(word.startswith("@") for word in words)]
    firsts = [{scene.language.even(word).split()[0] for word in words} for words in plain]
    return any(scene.all_keys.isdisjoint(words) for words in firsts)


@pytest.mark.parametrize(
    "text",
    [
        "أعلنت فرنسا فرض عقوبات على مالي، وألغت زيارة وزيرها.",
        "أطلق الجيش صواريخ على المدينة وسحب قواته إلى الحدود.",
        "قدّمت تركيا مساعدات وسلّمت السفير مذكرة احتجاج.",
    ],
)
def test_frames_found_by_the_words_of_a_sentence_are_those_found_one_by_one(text):
    scene = scene_of(text)
    for lemma, options in frames("ar").items():
        found = possible_frames(scene, scene.clauses[0], lemma)
        assert list(found) == [frame for frame in options if not asks_in_vain(frame, scene)]


def scene_of(text):
    return Scene(text, 0, 1, None, title=False, memory=Memory())
