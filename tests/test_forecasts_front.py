"""Forecasts at the fronts: kept in an archive, listed as a data frame, written by the command."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

import marsad
from marsad.cli.front import app
from marsad.errors import UsageError
from marsad.views.forecast_listing import FORECAST_COLUMNS

TEXT = "يتوقع خبراء أن تطرد فرنسا السفير الروسي قبل نهاية العام إذا تكرر الهجوم."


@pytest.fixture
def archive(tmp_path):
    source = tmp_path / "one.jsonl"
    source.write_text(json.dumps({"id": "a", "text": TEXT, "published": "2024-05-10"}), encoding="utf-8")
    with marsad.open(tmp_path / "kept.db") as observatory:
        observatory.add(source)
        yield observatory


def test_what_was_kept_comes_back(archive):
    (kept,) = archive.forecast_records()
    assert kept.forecaster.text == "خبراء"
    assert kept.horizon == "2024"
    assert kept.condition == "إذا تكرر الهجوم"


def test_the_data_frame_has_all_columns(archive):
    frame = archive.forecasts()
    assert tuple(frame.columns) == FORECAST_COLUMNS
    row = frame.row(0, named=True)
    assert (row["type"], row["actors"], row["recipients"], row["self_graded"]) == (
        "SANCTION",
        "FRA",
        "RUS",
        False,
    )
    assert archive.forecasts(actor="KAZ").height == 0
    assert archive.forecasts(forecaster=["UNK"], since="2024-05-10").height == 1


def test_a_filter_that_there_is_not_is_refused(archive):
    with pytest.raises(UsageError, match="no such filter"):
        archive.forecasts(weather="fair")
    with pytest.raises(UsageError, match="is no date"):
        archive.forecasts(since="soon")


def test_the_command_writes_them(tmp_path):
    source = tmp_path / "texts.jsonl"
    source.write_text(json.dumps({"id": "a", "text": TEXT, "published": "2024-05-10"}), encoding="utf-8")
    done = CliRunner().invoke(app, ["code", str(source), "--records", "forecasts"])
    (line,) = done.stdout.splitlines()
    assert json.loads(line)["likelihood"] == {"words": "يتوقع", "low": 0.55, "high": 0.85}
