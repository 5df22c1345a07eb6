"""Every row of the Arabic lexicon and of the Arabic frames, and the checks that keep them sound."""

import re

import pytest

from marsad.coding.classes import noun_classes
from marsad.coding.marks import MARKS
from marsad.errors import DataFileError
from marsad.tables import Row, parsed_rows, rows

LEXICON = "marsad.languages.arabic"
VERB_COLUMNS = ("lemma", "past", "present", "masdars", "gloss")
NOUN_COLUMNS = ("lemma", "forms", "gloss")
CLASS_COLUMNS = ("lemma", "class", "note")
FRAME_COLUMNS = (
    "lemma", "kind", "type", "mode", "actor", "recipient", "requires", "options", "example", "near_miss",
)  # fmt: skip

CLASSES = {
    "says", "confirms", "denies", "alleges", "asks", "warns", "predicts", "reports", "light", "passive-light",
    "aspect", "announce", "intend", "attempt", "fail", "want", "modal", "almost", "avoid", "cause", "holds",
    "opinion", "result", "stance", "stands", "to-people", "topic", "rare", "addresses", "whom", "whom-joined",
}  # fmt: skip
MODES = {
    "AGREE": set(),
    "CONSULT": {"visit", "third-party", "multilateral", "phone"},
    "SUPPORT": set(),
    "CONCEDE": set(),
    "COOPERATE": set(),
    "AID": set(),
    "RETREAT": {"withdraw", "release", "disarm", "ceasefire", "access", "resign"},
    "REQUEST": {"assist", "change", "yield", "meet"},
    "ACCUSE": {"disapprove", "allege", "investigate"},
    "REJECT": {"assist", "change", "yield", "meet"},
    "THREATEN": {"restrict", "arrest", "relations", "expel", "territory", "violence"},
    "PROTEST": {"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"},
    "SANCTION": {"convict", "expel", "withdraw", "discontinue"},
    "MOBILIZE": {"troops", "weapons", "police", "militia"},
    "COERCE": {
        "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold",
        "misinformation", "cyber",
    },
    "ASSAULT": {
        "primitive", "firearms", "explosives", "suicide-attack", "heavy-weapons", "crowd-control", "abduct",
        "beat", "torture", "sexual", "targeted", "territory", "destroy", "unconventional", "cleansing",
        "aerial", "drone",
    },
}  # fmt: skip
KINDS = {"verb", "finite", "masdar", "noun"}
OPTIONS = {"objective", "subjective", "state-only", "domestic", "weak", "headline", "blame", "formal"}
PREPOSITIONS = {
    "ل", "إلى", "على", "عن", "من", "مع", "ب", "في", "بين", "ضد", "عند", "لدى", "نحو", "تجاه", "بحق", "حيال",
    "أمام", "لصالح",
}  # fmt: skip
SLOTS = PREPOSITIONS | {"subject", "object"}
COVERED_KINDS = {"verb": {"finite", "masdar"}, "finite": {"finite"}, "masdar": {"masdar"}, "noun": {"noun"}}

ARABIC = re.compile(r"[ء-ي]")
LEMMA = re.compile(r"[ء-يّ]+")


@pytest.fixture(scope="module")
def verbs() -> list[Row]:
    return list(rows(LEXICON, "data/verbs.tsv", VERB_COLUMNS))


@pytest.fixture(scope="module")
def nouns() -> list[Row]:
    return list(rows(LEXICON, "data/nouns.tsv", NOUN_COLUMNS))


@pytest.fixture(scope="module")
def classes() -> list[Row]:
    return list(rows(LEXICON, "data/verb_classes.tsv", CLASS_COLUMNS))


@pytest.fixture(scope="module")
def frames() -> list[Row]:
    return list(rows("marsad.coding", "data/frames.ar.tsv", FRAME_COLUMNS))


def lemmas_of(table: list[Row]) -> list[str]:
    return [row["lemma"] for row in table]


def bad_slots(cell: str, plain: set[str]) -> set[str]:
    """Slot names of an actor or recipient cell that are unknown."""
    if cell in plain:
        return set()
    return {slot for option in cell.split("|") for slot in option.split("+") if slot not in SLOTS | plain}


def is_class(word: str) -> bool:
    return word in {name for names in noun_classes("ar").values() for name in names}


def bad_condition(text: str) -> str:
    """What is wrong with a ``requires`` condition; empty if nothing."""
    slot, equals, words = text.removeprefix("!").partition("=")
    if not equals or slot not in SLOTS | {"any"}:
        return f"no known slot in {text!r}"
    alternatives = words.split("|")
    if alternatives == ["*"]:
        return "" if slot != "any" else "any=* says nothing"
    words = {word for word in alternatives if word not in MARKS and not is_class(word)}
    wrong = {word for word in words if not LEMMA.fullmatch(word) or word.startswith("ال")}
    return f"not bare words without article: {wrong}" if wrong - ARTICLE_LOOKALIKES else ""


ARTICLE_LOOKALIKES = {"التزام", "التزامها", "التزامه", "التماس", "التماسا", "الله", "التفاف"}


def test_lemmas_are_unique_and_sorted(verbs: list[Row], nouns: list[Row]) -> None:
    for table in (verbs, nouns):
        lemmas = lemmas_of(table)
        assert len(lemmas) == len(set(lemmas))
        assert lemmas == sorted(lemmas)
    assert not set(lemmas_of(verbs)) & set(lemmas_of(nouns))


def test_verbs_have_the_shape_that_the_conjugation_expects(verbs: list[Row]) -> None:
    for row in verbs:
        assert LEMMA.fullmatch(row["lemma"]), row.error("lemma is not Arabic letters and shadda")
        assert LEMMA.fullmatch(row["past"]), row.error("past is not Arabic letters and shadda")
        assert re.fullmatch(r"ي[ء-يّ]+", row["present"]), row.error("present must start with ya")
        assert row["gloss"], row.error("no gloss")
        assert len(row["past"].replace("ّ", "")) >= 2, row.error("past is too short")
        if row["past"].endswith("ّ"):
            assert row["present"].endswith("ّ"), row.error("a doubled verb is doubled in the present too")


def test_masdars_are_bare_and_not_repeated(verbs: list[Row]) -> None:
    for row in verbs:
        masdars = row.alternatives("masdars")
        assert len(masdars) == len(set(masdars)), row.error("a masdar stands twice")
        assert all(LEMMA.fullmatch(masdar) for masdar in masdars), row.error("masdar is not one bare word")


def test_nouns_are_single_bare_words(nouns: list[Row]) -> None:
    for row in nouns:
        forms = row.alternatives("forms")
        assert forms, row.error("no form")
        assert len(forms) == len(set(forms)), row.error("a form stands twice")
        assert all(LEMMA.fullmatch(form) for form in forms), row.error("a form is not one bare word")
        assert row["gloss"], row.error("no gloss")


def test_noun_forms_do_not_repeat_the_masdars(verbs: list[Row], nouns: list[Row]) -> None:
    masdars = {masdar for row in verbs for masdar in row.alternatives("masdars")}
    for row in nouns:
        assert not masdars & set(row.alternatives("forms")), row.error("form is a masdar of a listed verb")


def test_classes_are_known_and_belong_to_verbs(verbs: list[Row], classes: list[Row]) -> None:
    known = set(lemmas_of(verbs))
    for row in classes:
        assert row["class"] in CLASSES, row.error("unknown class")
        assert row["lemma"] in known, row.error("no such verb")
    keys = [(row["lemma"], row["class"]) for row in classes]
    assert keys == sorted(set(keys))
    assert {row["class"] for row in classes} == CLASSES


def test_hopes_are_not_speech_that_vouches(classes: list[Row]) -> None:
    wants = {row["lemma"] for row in classes if row["class"] == "want"}
    vouches = {row["lemma"] for row in classes if row["class"] in {"says", "confirms", "reports"}}
    assert not wants & vouches


def test_frames_name_lemmas_of_their_kind(frames: list[Row], verbs: list[Row], nouns: list[Row]) -> None:
    masdared = {row["lemma"] for row in verbs if row["masdars"]}
    known = {"verb": set(lemmas_of(verbs)), "finite": set(lemmas_of(verbs)), "masdar": masdared}
    known["noun"] = set(lemmas_of(nouns))
    for row in frames:
        assert row["kind"] in KINDS, row.error("unknown kind")
        assert row["lemma"] in known[row["kind"]], row.error(f"no such {row['kind']}")
    assert lemmas_of(frames) == sorted(lemmas_of(frames))


def test_frames_have_known_types_modes_and_options(frames: list[Row]) -> None:
    for row in frames:
        assert row["type"] in MODES, row.error("unknown type")
        assert not row["mode"] or row["mode"] in MODES[row["type"]], row.error("unknown mode")
        options = [part for part in row["options"].split(",") if part]
        assert not set(options) - OPTIONS, row.error("unknown option")
        assert not {"objective", "subjective"} <= set(options), row.error("doer and undergoer at once")


def test_frames_cover_all_types_and_modes(frames: list[Row]) -> None:
    told = {(row["type"], row["mode"]) for row in frames}
    due = {(name, mode) for name, modes in MODES.items() for mode in modes}
    assert {name for name, _ in told} == set(MODES)
    assert due - told <= {("THREATEN", "territory")}


def test_frames_have_known_slots(frames: list[Row]) -> None:
    for row in frames:
        assert not bad_slots(row["actor"], {"-", "speaker"}), row.error("unknown actor slot")
        assert not bad_slots(row["recipient"], {"-", "same"}), row.error("unknown recipient slot")
        if "+" in row["actor"]:
            assert row["recipient"] == "-", row.error("reciprocal acts have no recipient")


def test_conditions_are_well_formed(frames: list[Row]) -> None:
    for row in frames:
        for condition in filter(None, row["requires"].split(";")):
            problem = bad_condition(condition)
            assert not problem, row.error(problem)


def test_examples_are_arabic_and_differ(frames: list[Row]) -> None:
    for row in frames:
        assert ARABIC.search(row["example"]), row.error("no example")
        assert ARABIC.search(row["near_miss"]), row.error("no near miss")
        assert row["example"] != row["near_miss"], row.error("example and near miss are the same")


def test_no_frame_stands_behind_one_that_always_wins(frames: list[Row]) -> None:
    always: dict[str, set[str]] = {}
    for row in frames:
        closed = always.setdefault(row["lemma"], set())
        covered = COVERED_KINDS[row["kind"]]
        assert covered - closed, row.error("can never win: a row above has no condition")
        if not row["requires"]:
            closed |= covered


@pytest.mark.parametrize(
    "text",
    ["object", "object=", "goal=حرب", "!=حرب", "object=الحرب", "object=حرب أهلية", "any=*", "object=war"],
)
def test_bad_conditions_are_noticed(text: str) -> None:
    assert bad_condition(text)


@pytest.mark.parametrize("cell", ["", "subjekt", "subject+object+x", "subject|", "same"])
def test_bad_slots_are_noticed(cell: str) -> None:
    assert bad_slots(cell, {"-"})


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("lemma\tpast\n", "header"),
        ("lemma\tpast\tpresent\tmasdars\tgloss\nقال\tقال\tيقول\n", "3 cells"),
        ("lemma\tpast\tpresent\tmasdars\tgloss\nقال\tقال\tيقول\t\tsay\nقال\tقال\tيقول\t\tsay\n", "same row"),
    ],
)
def test_bad_tables_name_the_fault(text: str, problem: str) -> None:
    with pytest.raises(DataFileError, match=problem):
        list(parsed_rows(text, "verbs.tsv", VERB_COLUMNS))
