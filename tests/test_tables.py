"""The reader of data tables: what it takes, and what it refuses with the line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import DataFileError
from marsad.tables import parsed_rows, rows, rows_of_file

COLUMNS = ("code", "name", "forms")
GOOD = "# a remark\ncode\tname\tforms\nKAZ\tKazakhstan\tكازاخستان|قازاقستان\nRUS\tRussia\t\n"


def table(text):
    return list(parsed_rows(text, "test.tsv", COLUMNS))


def test_rows_carry_cells_and_their_place():
    first, second = table(GOOD)
    assert first.cells == {"code": "KAZ", "name": "Kazakhstan", "forms": "كازاخستان|قازاقستان"}
    assert (first.file, first.line, second.line) == ("test.tsv", 3, 4)
    assert first["name"] == "Kazakhstan"


def test_a_bar_parts_alternatives():
    first, second = table(GOOD)
    assert first.alternatives("forms") == ["كازاخستان", "قازاقستان"]
    assert second.alternatives("forms") == []


def test_spaces_around_cells_and_alternatives_do_not_count():
    row = table("code\tname\tforms\n KAZ \tx\ta | b |\n")[0]
    assert row["code"] == "KAZ"
    assert row.alternatives("forms") == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"test\.tsv:1: no header"),
        ("# only a remark\n", r"test\.tsv:1: no header"),
        ("code\tname\nKAZ\tx\n", r"test\.tsv:1: header is"),
        ("name\tcode\tforms\nx\tKAZ\t\n", r"test\.tsv:1: header is"),
        ("code\tname\tforms\nKAZ\tKazakhstan\n", r"test\.tsv:2: 2 cells where 3 are due"),
        ("code\tname\tforms\nKAZ\tx\ty\tz\n", r"test\.tsv:2: 4 cells where 3 are due"),
        ("code\tname\tforms\n\nKAZ\tx\ty\n", r"test\.tsv:2: 1 cells where 3 are due"),
        ("code\tname\tforms\nKAZ\tx\ty\nRUS\tx\ty\nKAZ\tx\ty\n", r"test\.tsv:4: .* stands in line 2"),
    ],
    ids=["empty", "no header", "short header", "wrong order", "too few", "too many", "blank line", "twice"],
)
def test_bad_tables_are_refused_with_their_line(text, message):
    with pytest.raises(DataFileError, match=message):
        table(text)


def test_a_row_makes_errors_that_name_it():
    error = table(GOOD)[1].error("no such code")
    assert isinstance(error, DataFileError)
    assert str(error) == "test.tsv:4: no such code"


def test_shipped_tables_are_found_by_package():
    found = list(rows("marsad.plover", "types.tsv", ("type", "quad", "score", "meaning")))
    assert len(found) == 16
    assert found[0].file == "marsad/plover/types.tsv"


def test_a_users_own_table(tmp_path):
    path = tmp_path / "mine.tsv"
    path.write_text(GOOD, encoding="utf-8")
    assert [row["code"] for row in rows_of_file(path, COLUMNS)] == ["KAZ", "RUS"]
    path.write_text("code\tname\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"mine\.tsv:1"):
        list(rows_of_file(path, COLUMNS))


CELL = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs")), max_size=8)


@given(st.lists(st.tuples(CELL.filter(lambda cell: cell[:1] != "#"), CELL, CELL), unique=True, max_size=6))
def test_what_is_written_is_read_back(written):
    lines = ["\t".join(COLUMNS), *("\t".join(cells) for cells in written)]
    found = table("\n".join(lines) + "\n")
    assert [tuple(row.cells.values()) for row in found] == written
