"""Origins: trees, roots, counts of independent origins, the archive that keeps them; profiles of outlets."""

from __future__ import annotations

import datetime as dt
import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import select

import marsad
from archive_samples import new_place
from layout_samples import old_archive
from marsad.archive import open_archive, schema
from marsad.archive.search_text import search_terms
from marsad.errors import ArchiveWriteError, UsageError
from marsad.languages import sentences
from marsad.reading import read_sources
from marsad.records import Coding, Document, document_id
from marsad.stories import OriginIndex, Origins, origins_of, outlet_profiles
from marsad.stories.outlets import AGENCIES

EXAMPLES = Path(__file__).parents[1] / "examples"
WORDS = [f"كلمة{number}" for number in range(3_000)]
OUTLETS = ["رويترز", "الجزيرة نت", "يومية المرفأ", None]


def words(seed: int, number: int = 60) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=number))  # noqa: S311


def document(text: str, day: int | None = 1, outlet: str | None = None, **fields) -> Document:
    published = dt.date(2024, 5, day) if day else None
    return Document(
        id=document_id(text, outlet, published), outlet=outlet, published=published, text=text, **fields
    )


def origins(*documents: Document) -> Origins:
    index = OriginIndex()
    for one in documents:
        index.add(one, search_terms(one.text))
    return index.origins()


def parents(found: Origins, one: Document):
    return [(parent.origin, parent.how) for parent in found.of(one.id).parents]


# Trees and roots


def test_a_copy_derives_from_the_earlier_one_and_a_copy_of_a_copy_from_the_copy():
    first = document(words(1), 1)
    second = document(words(1) + " " + words(2, 20), 2)
    third = document(words(1)[200:] + " " + words(2, 20), 3)
    found = origins(third, second, first)
    assert parents(found, second) == [(first.id, "copy")]
    assert parents(found, third) == [(second.id, "copy")]
    assert {found.of(one.id).roots for one in (first, second, third)} == {(first.id,)}
    assert found.tree(third.id)["from"][0]["from"][0]["document"] == first.id
    assert found.independent([first.id, second.id, third.id]) == (first.id,)


def test_a_joined_text_has_two_parents_and_is_no_root():
    one, other = document(words(1), 1), document(words(2), 1)
    joined = document(words(1) + " " + words(2), 2)
    found = origins(joined, one, other)
    assert sorted(found.of(joined.id).roots) == sorted([one.id, other.id])
    assert len(found.independent([joined.id])) == 1
    assert len(found.independent([joined.id, one.id])) == 1
    assert len(found.independent([one.id, other.id, joined.id])) == 2


def test_a_text_that_holds_a_small_one_is_a_root_of_its_own_too():
    small, large = document(words(1, 30), 1), document(words(2, 200) + " " + words(1, 30), 2)
    found = origins(small, large)
    assert parents(found, large) == [(small.id, "holds")]
    assert set(found.of(large.id).roots) == {small.id, large.id}
    assert found.independent([small.id, large.id]) == (small.id,)


def test_a_part_of_a_later_text_is_no_parent():
    early, late = document(words(1)[:200], 1), document(words(1), 2)
    found = origins(early, late)
    assert found.of(early.id).is_own
    assert parents(found, late) == [(early.id, "holds")]


def test_of_one_day_the_one_that_credits_nobody_is_the_source():
    for outlet in ("أ", "ب", "ج", "د"):  # whatever the ids are
        plain = document(words(1), 1, outlet)
        credited = document(words(1), 1, "يومية المرفأ", derived_from=outlet)
        found = origins(plain, credited)
        assert parents(found, credited) == [(plain.id, "copy")]


def test_what_has_no_day_comes_last():
    undated, dated = document(words(1), None), document(words(1), 9)
    assert parents(origins(undated, dated), undated) == [(dated.id, "copy")]


def test_a_credit_to_an_outlet_whose_text_is_not_there():
    text = "نقلت رويترز عن مسؤول قوله إن المصنع توقف.\n\n" + words(3)
    one, other = document(text, 1, "المرفأ"), document("قال مسؤول لرويترز كذا.\n\n" + words(4), 2, "السدرة")
    found = origins(one, other)
    assert found.of(one.id).roots == ("outlet:Reuters",)
    start, end = (getattr(found.of(one.id).parents[0], name) for name in ("start", "end"))
    assert text[start:end] == "نقلت رويترز"
    assert found.independent([one.id, other.id]) == ("outlet:Reuters",)


def test_what_an_agency_wrote_and_what_credits_it_are_one():
    wire = document(words(1), 1, "رويترز")
    credited = document(words(2), 2, "المرفأ", derived_from="رويترز")
    copied = document(words(1), 3, "السدرة")
    found = origins(wire, credited, copied)
    assert found.independent([wire.id, credited.id, copied.id]) == ("outlet:Reuters",)


def test_a_newspaper_that_is_credited_and_its_own_text_are_one():
    paper = document(words(1), 1, "القدس العربي")
    credited = document(words(2), 2, "المرفأ", derived_from="صحيفة القدس العربي")
    found = origins(paper, credited)
    assert found.independent([paper.id, credited.id]) == (paper.id,)
    assert found.independent([credited.id]) == ("outlet:Al-Quds Al-Arabi",)


def test_agencies_that_are_not_named_may_be_any_that_is():
    unnamed = document(words(1), 1, "المرفأ", derived_from="وكالات")
    wire = document(words(2), 1, "رويترز")
    found = origins(unnamed, wire)
    assert found.independent([unnamed.id]) == (f"outlet:{AGENCIES}",)
    assert found.independent([unnamed.id, wire.id]) == ("outlet:Reuters",)


def test_a_copy_that_credits_the_outlet_it_was_copied_from_adds_nothing():
    paper = document(words(1), 1, "القدس العربي")
    copy = document(words(1), 2, "المرفأ", derived_from="القدس العربي")
    assert parents(origins(paper, copy), copy) == [(paper.id, "copy")]


def test_an_outlet_cited_in_passing_is_no_origin():
    text = "فقرة أولى.\n\nوذكرت رويترز كذا.\n\nفقرة أخيرة."
    one = document(text, 1, "المرفأ")
    origin = origins(one).of(one.id)
    assert origin.is_own
    assert [citation.outlet for citation in origin.citations] == ["Reuters"]


def test_own_texts_are_their_own_roots():
    documents = [document(words(seed), seed) for seed in range(1, 6)]
    found = origins(*documents)
    assert all(found.of(one.id).roots == (one.id,) for one in documents)
    assert len(found.independent(one.id for one in documents)) == 5
    assert [origin.published for origin in found] == sorted(str(one.published) for one in documents)


def test_the_examples_have_the_copies_that_they_were_made_with():
    truth = json.loads((EXAMPLES / "kazakhstan.truth.json").read_text(encoding="utf-8"))
    index, names = OriginIndex(), {}
    for path in sorted((EXAMPLES / "kazakhstan").iterdir()):
        for one in read_sources([path]):
            index.add(one, search_terms(one.text))
            names.setdefault(path.name, one.id)
    found = index.origins()
    (family,) = truth["copies"]
    assert len(found.independent(names[name] for name in family)) == 1
    copies = [origin for origin in found if any(parent.how == "copy" for parent in origin.parents)]
    assert len(copies) == len(family) - 1


# Counts and errors


def test_unknown_documents_are_refused():
    found = origins(document(words(1)))
    for call in (found.of, found.tree, lambda name: found.independent([name])):
        with pytest.raises(UsageError, match="no document nowhere"):
            call("nowhere")


def test_nothing_has_no_origins():
    assert list(origins()) == []
    assert origins().independent([]) == ()
    empty = document("")
    assert origins(empty).of(empty.id).roots == (empty.id,)


# Any order, any batches


@st.composite
def presses(draw: st.DrawFn) -> list[Document]:
    """Documents that copy, cut, join and cite, on few days."""
    made = {}
    for seed in draw(st.lists(st.integers(0, 10_000), max_size=14)):
        chance = random.Random(seed)  # noqa: S311
        text = words(seed % 3, 40)[: chance.choice([None, 150])]
        text += " " + words(3 + seed % 2, chance.choice([0, 15, 40]))
        lead = chance.choice(["", "وذكرت وكالة تاس كذا.\n\n", "نقلا عن يومية المرفأ كذا.\n\n"])
        source = chance.choice([None, None, "رويترز", "وكالات", "السدرة"])
        one = document(
            lead + text, chance.choice([1, 1, 2, None]), chance.choice(OUTLETS), derived_from=source
        )
        made[one.id] = made.get(one.id, one)
    return list(made.values())


@settings(max_examples=60, deadline=None)
@given(presses(), st.randoms(use_true_random=False))
def test_any_order_and_any_batches_give_the_same(press, chance):
    whole = origins(*press)
    shuffled = list(press)
    chance.shuffle(shuffled)
    index = OriginIndex()
    for at, one in enumerate(shuffled):
        index.add(one, search_terms(one.text))
        if at % 4 == 0:
            index.origins()
        index.add(one, "")  # again: nothing changes
    assert list(index.origins()) == list(whole)


@settings(max_examples=60, deadline=None)
@given(presses(), st.randoms(use_true_random=False))
def test_counts_of_origins_hold_together(press, chance):
    found = origins(*press)
    names = [one.id for one in press]
    count = len(found.independent(names))
    assert count <= len(names)
    chance.shuffle(names)
    assert len(found.independent(names * 2)) == count
    for one in press:
        assert len(found.independent([one.id])) == 1
        days = {str(one.published or "9999")}
        for root in found.of(one.id).roots:
            if not root.startswith("outlet:"):
                assert (found.of(root).published or "9999") <= max(days)


@settings(max_examples=40, deadline=None)
@given(presses())
def test_every_tree_ends(press):
    found = origins(*press)

    def leaves(tree):
        below = [leaf for branch in tree.get("from", ()) for leaf in leaves(branch)]
        return below or [tree.get("document") or tree["origin"]]

    for one in press:
        ends = {
            "outlet:Reuters" if found_outlet(found, leaf) == "Reuters" else leaf
            for leaf in leaves(found.tree(one.id))
        }
        assert ends <= set(found.of(one.id).roots)


def found_outlet(found, leaf):
    return None if leaf.startswith("outlet:") else found.of(leaf).outlet


# In the archive


def put(archive, *documents: Document) -> None:
    for one in documents:
        archive.writer().add(one, sentences(one.text, one.body_start), Coding(document=one.id))


PRESS = [document(words(1), 1, "رويترز"), document(words(1), 2, "المرفأ"), document(words(2), 3, "المرفأ")]


def test_origins_are_kept_and_are_those_of_the_documents(tmp_path):
    with open_archive(new_place(tmp_path)) as archive:
        put(archive, *PRESS)
        found = list(origins_of(archive))
        assert found == list(origins(*PRESS)) == list(origins_of(archive))


def test_origins_are_renewed_with_the_documents(tmp_path):
    with open_archive(new_place(tmp_path)) as archive:
        put(archive, *PRESS[1:])
        assert origins_of(archive).of(PRESS[1].id).is_own
        put(archive, PRESS[0])
        assert not origins_of(archive).of(PRESS[1].id).is_own
        archive.writer().forget(PRESS[0].id)
        assert origins_of(archive).of(PRESS[1].id).is_own
        assert len(origins_of(archive)) == 2


def test_an_older_archive_gets_the_table_when_it_is_written(tmp_path):
    path = old_archive(tmp_path / "old.db", 1)
    with open_archive(str(path), readonly=True) as archive:
        assert len(origins_of(archive)) == 2
        with pytest.raises(ArchiveWriteError):
            archive.writer()
    with open_archive(str(path)) as archive:
        assert len(origins_of(archive)) == 2
        with archive._connections.reading() as connection:
            assert len(connection.execute(select(schema.origins)).all()) == 2


def test_texts_that_were_not_kept_have_no_words_to_compare(tmp_path):
    with open_archive(new_place(tmp_path)) as archive:
        for one in PRESS:
            archive.writer("hash").add(one, sentences(one.text, 0), Coding(document=one.id))
        assert all(origin.is_own for origin in origins_of(archive))


def test_readers_words_are_those_of_the_whole_text(tmp_path):
    with open_archive(new_place(tmp_path)) as archive:
        put(archive, *PRESS)
        assert dict(archive.reader().terms()) == {one.id: search_terms(one.text) for one in PRESS}
        assert archive.reader().ids() == sorted(one.id for one in PRESS)


# Outlets


def test_profiles_count_documents():
    press = [*PRESS, document("وذكرت رويترز كذا.\n\n" + words(5), 3, "السدرة"), document(words(6), None)]
    pairs = [(press[1].id, "KAZ"), (press[1].id, "UNK"), (press[2].id, "KAZ"), (press[2].id, "RUS")]
    found = {one.outlet: one for one in outlet_profiles(origins(*press), pairs)}
    harbour = found["المرفأ"]
    assert (harbour.documents, harbour.own, harbour.days) == (2, 1, 2)
    assert (harbour.first, harbour.last) == ("2024-05-02", "2024-05-03")
    assert [(one.name, one.n) for one in harbour.covers] == [("KAZ", 2), ("RUS", 1)]
    assert [(one.name, one.n) for one in found["السدرة"].cites] == [("Reuters", 1)]
    assert (found["Reuters"].country, found["Reuters"].ownership) == ("GBR", "private")
    assert (harbour.country, harbour.ownership) == (None, None)
    assert found[None].first is None
    assert list(found) == ["المرفأ", None, "Reuters", "السدرة"]


def test_profiles_of_some_days():
    found = outlet_profiles(origins(*PRESS), [], since=dt.date(2024, 5, 2), until=dt.date(2024, 5, 2))
    assert [(one.outlet, one.documents) for one in found] == [("المرفأ", 1)]
    undated = replace(PRESS[0], published=None)
    assert outlet_profiles(origins(undated), [], since=dt.date(2024, 1, 1)) == []


@pytest.fixture(scope="module")
def archive_of_examples(tmp_path_factory):
    path = tmp_path_factory.mktemp("outlets") / "kz.db"
    with marsad.open(path) as observatory:
        for source in sorted((EXAMPLES / "kazakhstan").glob("*cpc-ruling.txt")):
            observatory.add(source)
    return path


def test_the_python_front(archive_of_examples):
    with marsad.open(archive_of_examples) as observatory:
        assert len(observatory.origins()) == 4
        frame = observatory.outlets()
        assert frame["documents"].sum() == 4
        assert frame.columns[0] == "outlet"
        assert observatory.outlets(since="2030-01-01").is_empty()
        with pytest.raises(UsageError, match="no date"):
            observatory.outlets(since="soon")


def test_the_command(run, archive_of_examples, tmp_path):
    done = run("outlets", "-a", archive_of_examples)
    assert done.code == 0
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert sum(row["documents"] for row in rows) == 4
    assert list(rows[0])[:5] == ["outlet", "name_ar", "country", "ownership", "owner"]
    for suffix in ("csv", "xlsx", "parquet", "jsonl"):
        assert run("outlets", "-a", archive_of_examples, "-o", tmp_path / f"o.{suffix}").code == 0
        assert (tmp_path / f"o.{suffix}").stat().st_size
    assert "documents" in run("outlets", "-a", archive_of_examples, "-f", "table").out


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("-f", "plover"), 2, "unknown format"),
        (("--since", "gestern"), 2, "is no date"),
        (("-a", "nowhere.db"), 1, "no such archive"),
    ],
)
def test_the_command_misused(run, archive_of_examples, arguments, code, message):
    done = run("outlets", "-a", archive_of_examples, *arguments)
    assert (done.code, message in done.err) == (code, True)


def test_the_command_makes_no_archive_where_there_is_none(run, tmp_path):
    assert run("outlets", "-a", tmp_path / "none.db").code == 1
    assert not (tmp_path / "none.db").exists()
