"""The Python front: open, add, ask, brief, and what is refused."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import polars as pl
import pytest

import marsad
from marsad.errors import ArchiveError, InputError, UnknownCodeError, UsageError

GOOD = (
    "أستانا بين جارين كبيرين\n\n"
    "حظرت روسيا أمس استيراد القمح من كازاخستان.\n\n"
    "زار الرئيس الصيني شي جين بينغ أستانا يوم الثلاثاء، "
    "وأجرى الرئيس الصيني محادثات مع نظيره الكازاخي قاسم جومارت توكاييف حول التجارة والنقل بين البلدين."
)
OTHER = (
    "وارسو تغضب\n\n"
    "طردت بولندا دبلوماسيا روسيا يوم الخميس.\n\n"
    "ونفت وزارة الدفاع البيلاروسية إرسال أسلحة إلى روسيا، "
    "وقالت الوزارة إن هذه الأنباء لا أساس لها من الصحة وإنها لن تعلق عليها بعد اليوم."
)


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "articles"
    place.mkdir()
    (place / "a.txt").write_text(GOOD, encoding="utf-8")
    (place / "b.txt").write_text(OTHER, encoding="utf-8")
    (place / "empty.txt").write_text("", encoding="utf-8")
    (place / "binary.txt").write_bytes(bytes(range(256)) * 8)
    return place


@pytest.fixture
def obs(tmp_path):
    with marsad.open(tmp_path / "news.db") as observatory:
        yield observatory


@pytest.fixture
def full(obs, folder):
    obs.add(folder, outlet="صحيفة", published="2024-05-10")
    return obs


def test_a_folder_with_good_and_bad_files(obs, folder):
    added = obs.add(folder, outlet="صحيفة", published="2024-05-10")
    good = [each for each in added if each.error is None]
    bad = [each for each in added if each.error is not None]
    assert len(good) == 2
    assert {each.document.outlet for each in good} == {"صحيفة"}
    assert {each.document.published for each in good} == {dt.date(2024, 5, 10)}
    assert len(bad) == 2
    assert all(isinstance(each.error, InputError) and each.document is None for each in bad)
    assert {str(folder / "empty.txt"), str(folder / "binary.txt")} == {each.error.source for each in bad}


def test_bad_inputs_are_kept_as_issues(full, folder):
    assert {str(folder / name) for name in ("empty.txt", "binary.txt")} == {
        issue["source"] for issue in full.issues()
    }


def test_what_is_added_twice_is_kept_once(full, folder):
    again = [each for each in full.add(folder, outlet="صحيفة", published="2024-05-10") if each.document]
    assert len(again) == 2
    assert len(list(full.documents())) == 2


def test_a_missing_source_is_an_error_of_that_source(obs, tmp_path):
    (missing,) = obs.add(tmp_path / "nowhere.txt")
    assert isinstance(missing.error, InputError)
    assert "nowhere.txt" in str(missing.error)


def test_what_is_kept_is_there_when_opened_again(tmp_path, folder):
    with marsad.open(tmp_path / "again.db") as first:
        first.add(folder, published="2024-05-10")
        kept = [event.id for event in first.event_records()]
    with marsad.open(tmp_path / "again.db", readonly=True) as second:
        assert [event.id for event in second.event_records()] == kept
        assert kept


def test_without_a_path_the_archive_is_in_memory_and_gone_afterwards(tmp_path, folder, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    with marsad.open() as one, marsad.open() as other:
        assert len(one.add(folder, outlet="صحيفة", published="2024-05-10")) == 4
        assert one.events().height > 1
        assert one.search("دبلوماسيا روسيا")
        assert len(one.origins()) == 2
        assert one.story_records() == one.story_records()
        assert "أستانا" in one.brief("KAZ").html()
        assert list(other.documents()) == []
    assert sorted(tmp_path.rglob("*")) == before
    with pytest.raises(ArchiveError, match="closed"):
        list(one.documents())
    with marsad.open() as again:
        assert list(again.documents()) == []


def test_in_memory_a_reader_who_lingers_keeps_nobody_waiting(folder):
    with marsad.open() as observatory:
        observatory.add(folder / "a.txt")
        lingering = observatory.documents()
        next(lingering)
        assert observatory.add(folder / "b.txt")[0].outcome == "added"
        assert list(lingering) == []  # it goes on seeing what was there when it began
        assert len(list(observatory.documents())) == 2


def test_in_memory_threads_share_the_archive(folder):
    with marsad.open() as observatory, ThreadPoolExecutor(4) as threads:
        added = [threads.submit(observatory.add, folder / name) for name in ("a.txt", "b.txt") * 4]
        outcomes = Counter(one.result()[0].outcome for one in added)
        assert outcomes == {"added": 2, "already there": 6}
        counted = threads.submit(lambda: len(list(observatory.documents())))
        assert counted.result() == 2


def test_an_archive_in_memory_cannot_be_read_only():
    with pytest.raises(UsageError, match="in memory is empty"):
        marsad.open(readonly=True)


def test_the_command_line_keeps_nothing_in_memory(run, folder):
    done = run("add", "-a", ":memory:", folder / "a.txt")
    assert (done.code, "give a file" in done.err) == (2, True)


def test_a_readonly_archive_takes_nothing(tmp_path, folder):
    marsad.open(tmp_path / "locked.db").close()
    with marsad.open(tmp_path / "locked.db", readonly=True) as locked, pytest.raises(ArchiveError):
        locked.add(folder)


def test_a_folder_is_no_archive(tmp_path):
    with pytest.raises(ArchiveError):
        marsad.open(tmp_path)


def test_the_frame_of_events(full):
    frame = full.events()
    assert isinstance(frame, pl.DataFrame)
    assert frame.height == len(list(full.event_records()))
    assert {"id", "document", "sentence", "type", "mode", "date", "status", "confidence", "text"} <= set(
        frame.columns
    )
    assert "SANCTION" in frame["type"].to_list()


def test_the_frame_of_no_events_has_the_same_columns(full, obs):
    assert full.events(actor="BRA").height == 0
    assert full.events(actor="BRA").columns == full.events().columns


@pytest.mark.parametrize(
    ("filters", "types"),
    [
        ({"actor": "POL"}, {"SANCTION"}),
        ({"recipient": "KAZ", "type": "SANCTION"}, {"SANCTION"}),
        ({"type": ["CONSULT", "REJECT"]}, {"CONSULT"}),
        ({"party": "CHN"}, {"CONSULT"}),
        ({"status": "negated"}, {"AID"}),
        ({"words": "القمح"}, {"SANCTION"}),
        ({"actor": "RUS", "since": "2024-05-09", "until": dt.date(2024, 5, 9)}, {"SANCTION"}),
        ({"until": "2020-01-01"}, set()),
        ({"actor": "BRA"}, set()),
        ({"min_confidence": 1.0}, set()),
        ({"as_of": "2024-05-09"}, set()),
    ],
)
def test_filters(full, filters, types):
    assert {event.type for event in full.event_records(**filters)} == types


@pytest.mark.parametrize("empty", [None, (), []])
def test_an_empty_filter_does_not_filter(full, empty):
    assert full.events(type=empty).height == full.events().height


@pytest.mark.parametrize(
    ("filters", "error", "problem"),
    [
        ({"type": "ATTACK"}, UnknownCodeError, "ATTACK"),
        ({"status": "maybe"}, UnknownCodeError, "unknown status 'maybe'"),
        ({"colour": "red"}, UsageError, "no such filter"),
        ({"since": "10 May"}, UsageError, "'10 May' is no date"),
        ({"until": "2024-02-30"}, UsageError, "2024-02-30"),
        ({"as_of": ""}, UsageError, "is no date"),
    ],
)
def test_a_bad_filter_is_refused(full, filters, error, problem):
    with pytest.raises(error, match=problem):
        full.events(**filters)


def test_the_frame_of_claims_and_its_filters(full):
    frame = full.claims()
    assert frame.height == len(list(full.claim_records())) > 0
    assert {"speaker", "country", "verb", "content", "quoted"} <= set(frame.columns)
    assert full.claims(actor="BRA").columns == frame.columns
    denials = list(full.claim_records(verb="denies"))
    assert {claim.verb for claim in denials} == {"denies"}
    code = denials[0].speaker.country
    assert full.claims(actor=code).equals(full.claims(speaker=code))


@pytest.mark.parametrize(
    ("filters", "error", "problem"),
    [
        ({"verb": "sings"}, UnknownCodeError, "unknown verb 'sings'"),
        ({"recipient": "KAZ"}, UsageError, "no such filter"),
        ({"since": "10 May"}, UsageError, "'10 May' is no date"),
    ],
)
def test_a_bad_filter_of_claims_is_refused(full, filters, error, problem):
    with pytest.raises(error, match=problem):
        full.claims(**filters)


def test_a_brief_tells_who_says_what(full):
    state = next(full.claim_records(verb="denies")).speaker.country
    page = full.brief(state, language="en")
    assert page.brief.speakers
    assert "## Who says what" in page.markdown()
    assert 'id="saying"' in page.html()


@pytest.mark.parametrize("words", ["القمح", "قمح", "وقمح", "القَمْح"])
def test_search_sees_through_clitics_and_vowel_signs(full, words):
    hits = full.search(words)
    assert len(hits) == 1
    assert "القمح" in str(hits[0])


@pytest.mark.parametrize("words", ["", " ", "؟"])
def test_a_search_for_nothing_is_refused(full, words):
    with pytest.raises(UsageError):
        full.search(words)


def test_a_search_without_a_hit_and_with_a_limit(full):
    assert full.search("برازيليا") == []
    assert len(full.search("روسيا", limit=1)) == 1


@pytest.mark.parametrize("name", ["kaz.html", "kaz.HTM", "kaz.md"])
def test_a_brief_is_saved_by_its_suffix(full, tmp_path, name):
    target = full.brief("KAZ").save(tmp_path / name)
    page = target.read_text(encoding="utf-8")
    assert target == tmp_path / name
    assert "كازاخستان" in page
    assert page.lstrip().lower().startswith("<!doctype html") == (not name.endswith(".md"))


def test_a_brief_in_english_and_as_of_a_day(full):
    assert "Kazakhstan" in full.brief("KAZ", language="en").markdown()
    assert "القمح" not in full.brief("KAZ", as_of="2024-05-09").markdown()
    assert "القمح" in full.brief("KAZ", as_of=dt.date(2024, 5, 10)).markdown()


def test_a_brief_of_a_bloc_or_of_a_state_without_events(full):
    assert full.brief("XWE").html()
    assert full.brief("BRA").markdown()


@pytest.mark.parametrize("state", ["KZ", "kaz", "Kazakhstan", "", "ZZZ"])
def test_an_unknown_state_is_refused(full, state):
    with pytest.raises(UnknownCodeError, match="unknown state"):
        full.brief(state)


@pytest.mark.parametrize("day", ["yesterday", "2024-13-01", "10/05/2024"])
def test_a_bad_day_is_refused(obs, folder, day):
    with pytest.raises(UsageError, match="is no date"):
        obs.brief("KAZ", as_of=day)
    with pytest.raises(UsageError, match="is no date"):
        obs.add(folder, published=day)
    with pytest.raises(UsageError, match="is no date"):
        marsad.code(GOOD, published=day)


@pytest.mark.parametrize("name", ["kaz.pdf", "kaz", "kaz.html.txt", "nowhere/kaz.html"])
def test_a_page_that_cannot_be_saved_there_is_refused(full, tmp_path, name):
    with pytest.raises(UsageError, match=r"saved as .html or .md|no such folder"):
        full.brief("KAZ").save(tmp_path / name)
    assert not (tmp_path / name).exists()


def test_a_page_where_a_folder_stands_is_refused(full, tmp_path):
    (tmp_path / "taken.html").mkdir()
    with pytest.raises(UsageError, match="directory"):
        full.brief("KAZ").save(tmp_path / "taken.html")


def test_code_keeps_nothing_and_takes_a_title():
    coding = marsad.code("يوم هادئ.", published="2024-05-10", title="حظر روسي على القمح الكازاخي")
    assert [(event.type, event.sentence) for event in coding.events] == [("SANCTION", 0)]
    assert marsad.code("", published=None).events == ()
    assert marsad.code(GOOD, minimum=1.0).events == ()


def test_where_there_is_too_little_the_alignment_says_so(full):
    readings = full.alignment_records("KAZ", ["RUS", "CHN"], every="all")
    assert [(one.pole, one.reading, one.why) for one in readings] == [
        ("RUS", False, "few stories"),
        ("CHN", False, "few stories"),
    ]
    frame = full.alignment("KAZ", ["RUS", "CHN"], every="all")
    assert frame["stories"].to_list() == [one.stories for one in readings]
    assert full.alignment("KAZ", ["RUS"], as_of="2020-01-01").is_empty()


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"state": "XYZ", "poles": ["RUS"]}, UnknownCodeError),
        ({"state": "KAZ", "poles": ["XYZ"]}, UnknownCodeError),
        ({"state": "KAZ", "poles": []}, UsageError),
        ({"state": "KAZ", "poles": ["RUS"], "every": "day"}, UsageError),
        ({"state": "KAZ", "poles": ["RUS"], "direction": "up"}, UsageError),
        ({"state": "KAZ", "poles": ["RUS"], "as_of": "yesterday"}, UsageError),
    ],
)
def test_alignments_that_cannot_be_measured_are_refused(full, asked, error):
    with pytest.raises(error):
        full.alignment_records(**asked)


def test_a_small_archive_warns_of_nothing(full):
    assert full.warning_records("KAZ", every="week") == []
    assert "hit_share" in full.warnings().columns
    assert full.warnings(as_of="2020-01-01").is_empty()
    with pytest.raises(UsageError):
        full.warnings(as_of="yesterday")
    with pytest.raises(UnknownCodeError):
        full.warnings("XYZ")


def test_tables_of_the_user_beside_a_small_archive(full, tmp_path):
    trade, rate = tmp_path / "trade.csv", tmp_path / "rate.csv"
    trade.write_text("exporter,importer,year,value\nKAZ,RUS,2024,8\n", encoding="utf-8")
    rate.write_text("date,value\n2024-01-01,450\n", encoding="utf-8")
    assert full.structure("KAZ", [trade])["share"].to_list() == [1.0]
    assert full.structure_records("KAZ", [str(trade)]).problems == []
    assert set(full.moves("KAZ", rate)["tested"].to_list()) <= {False}
    with pytest.raises(UnknownCodeError):
        full.structure("XYZ", [trade])
    with pytest.raises(UsageError):
        full.moves("KAZ", rate, as_of="yesterday")


def test_links_of_a_small_archive_are_told_without_a_test(full):
    found = full.link_records("KAZ")
    assert all(not link.tested and link.why == "not enough data for this test" for link in found)
    assert full.links("KAZ", ["RUS"]).height == len([link for link in found if link.side == "RUS"])
    with pytest.raises(UnknownCodeError):
        full.links("XYZ")
