"""Archives of earlier layouts: brought forwards from each, read as they are where they can be."""

from __future__ import annotations

import datetime as dt
import threading
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import inspect, text

from archive_samples import trio
from layout_samples import NUMBERS, old_archive
from marsad.archive import Outcome, StoryFilter, migrations, open_archive, schema
from marsad.errors import ArchiveError, ArchiveWriteError
from marsad.ledger import Ledger
from marsad.stories import origins_of, stories_of

if TYPE_CHECKING:
    from pathlib import Path

each_layout = pytest.mark.parametrize("number", NUMBERS)


def shape(path: Path):
    """Tables with their columns and indexes, and all triggers."""
    with open_archive(str(path)) as archive, archive._connections.reading() as connection:
        looked = inspect(connection)
        triggers = {
            "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
            "postgresql": "SELECT tgname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid"
            " WHERE NOT tgisinternal AND c.relnamespace = current_schema()::regnamespace",
        }
        tables = {
            name: (
                sorted((column["name"], str(column["type"])) for column in looked.get_columns(name)),
                sorted(str(index["name"]) for index in looked.get_indexes(name)),
            )
            for name in looked.get_table_names()
        }
        told = connection.execute(text(triggers[connection.dialect.name])).scalars()
        return tables, sorted(told)


def version_of(archive) -> str:
    with archive._connections.reading() as connection:
        asked = text("SELECT value FROM meta WHERE key = 'schema_version'")
        return connection.execute(asked).scalar()


def test_steps_follow_each_other_to_the_layout_of_today() -> None:
    numbers = [step.version for step in migrations.steps()]
    assert numbers == list(range(2, schema.SCHEMA_VERSION + 1))
    assert len(NUMBERS) == schema.SCHEMA_VERSION - 1, "a sample of every earlier layout"
    assert all(step.what for step in migrations.steps())


@each_layout
def test_every_layout_comes_to_the_shape_of_a_new_archive(tmp_path: Path, number: int) -> None:
    open_archive(str(tmp_path / "new.db")).close()
    assert shape(old_archive(tmp_path / "old.db", number)) == shape(tmp_path / "new.db")


@each_layout
def test_what_an_old_archive_holds_is_kept_and_can_grow(tmp_path: Path, number: int) -> None:
    with open_archive(str(old_archive(tmp_path / "old.db", number))) as archive:
        assert version_of(archive) == str(schema.SCHEMA_VERSION)
        counts = archive.reader().counts()
        assert {counts[kind] for kind in ("sentences", "events", "claims", "forecasts", "figures")} == {3}
        assert len(list(archive.reader().events())) == 3
        assert [hit.text for hit in archive.search("أستانا")] == ["أعلنت أستانا خطة جديدة"]
        assert archive.writer().add(*trio("خبر جديد من أستانا")) is Outcome.ADDED
        assert len(archive.search("أستانا")) == 2
        assert len(origins_of(archive)) == 3
        stories_of(archive)
        assert archive.browser().worked_out()
        assert archive.browser().stories(StoryFilter(party="KAZ"), limit=9).total


@each_layout
def test_ledger_and_imports_of_an_old_archive(tmp_path: Path, number: int) -> None:
    with open_archive(str(old_archive(tmp_path / "old.db", number))) as archive:
        ledger = Ledger(archive, by="tester")
        assert ledger.verify() == []
        assert ledger.state.length == (1 if number > 3 else 0)
        ledger.ask(
            key="new", text="هل تفتح كينيا المعبر قبل نهاية 2024؟", opens=dt.date(2024, 1, 1),
            deadline=dt.date(2024, 12, 31), threshold="فتحه", source="بيان", topic="trade",
        )  # fmt: skip
        assert ledger.verify() == []
        assert len(archive.imported().imports()) == (1 if number > 4 else 0)
        assert archive.importer().forget("rows.csv") == (1 if number > 4 else 0)


@each_layout
def test_reading_only_leaves_an_old_archive_as_it_is(tmp_path: Path, number: int) -> None:
    path = str(old_archive(tmp_path / "old.db", number))
    with open_archive(path, readonly=True) as archive:
        assert len(list(archive.reader().events())) == 3
        assert len(origins_of(archive)) == 2
        assert Ledger(archive).state.length == (1 if number > 3 else 0)
        assert len(archive.imported().imports()) == (1 if number > 4 else 0)
        assert (archive.browser().worked_out() is None) == (number < 6)
        assert version_of(archive) == ("7" if number == 7 else "1")
        with pytest.raises(ArchiveWriteError, match="opened read-only"):
            archive.writer()


def test_what_an_old_archive_lacks_is_told_with_what_to_do(tmp_path: Path) -> None:
    with (
        open_archive(str(old_archive(tmp_path / "old.db", 3)), readonly=True) as archive,
        pytest.raises(ArchiveError, match="older layout, without what is asked for; opened once for writing"),
    ):
        archive.browser().stories(StoryFilter(party="KAZ"), limit=1)


@pytest.mark.parametrize("number", [5, 7])
def test_stories_without_sides_or_deeds_are_worked_out_anew(tmp_path: Path, number: int) -> None:
    with open_archive(str(old_archive(tmp_path / "old.db", number))) as archive:
        assert archive.browser().worked_out() is None


def test_several_may_open_an_old_archive_at_once(tmp_path: Path) -> None:
    path, problems = str(old_archive(tmp_path / "old.db", 1)), []

    def opens() -> None:
        try:
            open_archive(path).close()
        except ArchiveError as error:  # pragma: no cover - what must not be
            problems.append(error)

    threads = [threading.Thread(target=opens) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []


def test_a_step_that_fails_leaves_the_layout_before_it(tmp_path: Path, monkeypatch) -> None:
    path = str(old_archive(tmp_path / "old.db", 1))

    def fails(_: object) -> None:
        raise OSError("the power went")

    whole = migrations.steps()
    broken = [step._replace(bring=fails) if step.version == 4 else step for step in whole]
    monkeypatch.setattr(migrations, "steps", lambda: broken)
    with pytest.raises(OSError, match="the power went"):
        open_archive(path)
    with open_archive(path, readonly=True) as archive:
        assert version_of(archive) == "3"
    monkeypatch.setattr(migrations, "steps", lambda: whole)
    with open_archive(path) as archive:
        assert version_of(archive) == str(schema.SCHEMA_VERSION)
