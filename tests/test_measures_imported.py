"""Others' data in links and warnings: once a day, with the origins of all rows, and not where not wanted."""

from __future__ import annotations

import datetime as dt

import pytest

import import_samples as samples
import marsad
from archive_samples import new_place
from marsad.archive import open_archive
from marsad.errors import UnknownCodeError
from marsad.imports import import_file
from marsad.measures import told_besides
from marsad.measures.dealings import dealings


@pytest.fixture
def archive(tmp_path):
    with open_archive(new_place(tmp_path)) as opened:
        yield opened


def copies(at, day, *, actor="KAZ", recipient="RUS", papers=2, code="043"):
    """Rows of one deed as so many papers tell it."""
    return [
        samples.gdelt(
            10 * at + paper, day=day, code=code, actor=actor, recipient=recipient,
            c60=f"https://paper{paper}.example/{at}",
        )
        for paper in range(papers)
    ]  # fmt: skip


def put(archive, folder, rows, name="rows"):
    path = folder / f"{name}.tsv"
    path.write_text("\n".join(rows), encoding="utf-8")
    import_file(archive, path, "gdelt")


def test_rows_of_one_day_sides_and_type_are_one_deed_with_all_origins(archive, tmp_path):
    rows = copies(1, "20240507", papers=3) + copies(2, "20240507", code="111") + copies(3, "20240508")
    put(archive, tmp_path, rows + copies(4, "20240508", actor="RUS", recipient="KAZ"))
    found = sorted(dealings(archive, "KAZ"), key=lambda deed: (deed.day, deed.type, deed.actor))
    told = [(deed.day.day, deed.type, deed.actor, len(deed.origins), len(deed.events)) for deed in found]
    assert told == [
        (7, "ACCUSE", "KAZ", 2, 2), (7, "CONSULT", "KAZ", 3, 3),
        (8, "CONSULT", "KAZ", 2, 2), (8, "CONSULT", "RUS", 2, 2),
    ]  # fmt: skip
    assert all(deed.told == deed.day for deed in found)
    assert dealings(archive, "KAZ", ["CHN"]) == ()
    assert len(dealings(archive, "KAZ", ["CSTO"], dt.date(2024, 5, 7))) == 2
    with pytest.raises(UnknownCodeError):
        dealings(archive, "KAZ", ["QQQ"])


def test_what_others_do_is_counted_once_a_day_and_background_is_not(archive, tmp_path):
    rows = copies(1, "20240507", actor="USA", recipient="FRA") + copies(2, "20240508", actor="KAZ")
    late = samples.gdelt(900, day="20200101", actor="USA", recipient="FRA", c59="20240507120000")
    put(archive, tmp_path, [*rows, late])
    assert told_besides(archive, "KAZ") == {dt.date(2024, 5, 7): 1}
    assert told_besides(archive, "KAZ", dt.date(2024, 5, 6)) == {}


def test_warnings_and_links_use_imports_where_not_told_otherwise(tmp_path):
    rows = []
    for month in range(36):
        day = f"{2021 + month // 12}{month % 12 + 1:02}"
        rows += copies(1000 + month, f"{day}10", actor="KAZ", recipient="USA")
        rows += [
            row
            for at in range(20)
            for row in copies(5000 + 20 * month + at, f"{day}{at + 1:02}", actor="USA", recipient="FRA")
        ]
    for at in range(6):
        rows += copies(9000 + at, f"202306{10 + at}", recipient="RUS", code="111")
    with marsad.open(new_place(tmp_path)) as observatory:
        put(observatory._archive, tmp_path, rows)
        warned = observatory.warning_records("KAZ")
        assert [(one.window, one.other, one.count, one.origins) for one in warned] == [
            ("2023-06", "RUS", 6, 2)
        ]
        assert observatory.warning_records("KAZ", imported=False) == []
        assert observatory.warning_records() == []  # without a state, of articles alone
        found = observatory.link_records("KAZ", ["USA"], within=10)
        assert observatory.link_records("KAZ", ["USA"], within=10, imported=False) == found == []
        assert "2023-06" in str(observatory.warnings("KAZ", as_of="2023-07-05"))
