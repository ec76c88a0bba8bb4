"""Of a damaged catalogue all that can be read is saved, the rest comes from a backup, and the file is kept."""

import errno
import os
import random
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from imtextgui.domain.progress import run
from imtextgui.domain.runs.repair import RepairReport
from imtextgui.errors import CatalogueDamaged, CatalogueDiskFull, CatalogueForbidden, CatalogueTooNew
from imtextgui.store import schema
from imtextgui.store.database import Database
from imtextgui.store.upkeep import kept_backups, repair
from imtextgui.store.upkeep.interrupted_runs import InterruptedRuns
from imtextgui.store.user.tags import Tags
from tests.unit.store.conftest import Store

NAME = "catalogue.sqlite3"
QUESTIONS = 400
SHEETS = 3


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a catalogue in which people added much, with a backup."""
    folder = tmp_path_factory.mktemp("filled")
    store = Store(Database.open(folder / NAME))
    for number in range(60):
        store.file(f"sheet{number}.pdf", f"number{number} " * 60)
    with store.database.transaction() as tx:
        tx.executemany(
            "INSERT INTO judgement (made, text, digest, number, right) VALUES (1, ?, ?, 1, 1)",
            [(f"question {number} " * 10, ascii(f"sheet{number % 60}.pdf")) for number in range(QUESTIONS)],
        )
        Tags(store.database).add(tx, range(1, 41), "spare")
        tx.executemany("INSERT INTO job_sheet (title, made, used) VALUES (?, 1, 1)", [("a",), ("b",), ("c",)])
        tx.execute("INSERT INTO search (made, query, name) VALUES (1, '{}', 'kept')")
    kept_backups.keep(store.database)
    store.database.close()
    return folder


@pytest.fixture
def folder(filled: Path, tmp_path: Path) -> Path:
    shutil.copytree(filled, tmp_path / "catalogue")
    return tmp_path / "catalogue"


def without_backup(folder: Path) -> Path:
    shutil.rmtree(folder / kept_backups.FOLDER)
    return folder


def repaired(folder: Path) -> RepairReport:
    before = (folder / NAME).read_bytes()
    report = run(repair.repair(folder / NAME))
    assert report is not None
    assert report.aside is not None
    assert (report.aside / NAME).read_bytes() == before
    database = Database.open(folder / NAME)
    with database.reading() as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        sources = {number for (number,) in connection.execute("SELECT id FROM source").fetchall()}
    assert InterruptedRuns(database).ids() == sources
    database.close()
    assert not list(folder.glob(".imtextgui-*"))
    return report


def root_of(file: Path, name: str) -> int:
    with closing(sqlite3.connect(file)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,)).fetchone()
    return int(root)


def overwrite(file: Path, page: int) -> None:
    size = 4096
    data = bytearray(file.read_bytes())
    data[(page - 1) * size : page * size] = random.Random(page).randbytes(size)
    file.write_bytes(data)


def test_what_is_whole_stays_as_it_is(folder: Path) -> None:
    before = (folder / NAME).read_bytes()
    assert run(repair.repair(folder / NAME)) is None
    assert (folder / NAME).read_bytes() == before


def test_damage_where_documents_are_costs_nothing_that_people_added(folder: Path) -> None:
    overwrite(folder / NAME, root_of(folder / NAME, "page"))
    with pytest.raises(CatalogueDamaged):
        Database.open(folder / NAME)
    (folder / "index").mkdir()
    report = repaired(without_backup(folder))
    assert (report.damaged, report.backup) == ((), None)
    assert (report.saved["judgements"], report.saved["tags"]) == (QUESTIONS, 40)
    assert (report.saved["jobsheets"], report.saved["searches"], report.saved["sources"]) == (SHEETS, 1, 1)
    assert not (folder / "index").exists()


def test_what_cannot_be_read_comes_from_the_backup(folder: Path) -> None:
    overwrite(folder / NAME, root_of(folder / NAME, "content_tag"))
    report = repaired(folder)
    assert report.damaged == ("tags",)
    assert report.backup is not None
    assert (report.saved["judgements"], report.saved["tags"]) == (QUESTIONS, 40)


def test_a_row_that_is_never_changed_is_as_the_backup_has_it(folder: Path) -> None:
    data = (folder / NAME).read_bytes()
    asked = data.index(b"question 200 question 200")
    changed = bytearray(data)
    changed[asked] ^= 4
    (folder / NAME).write_bytes(changed)
    with closing(sqlite3.connect(folder / NAME)) as connection:
        connection.execute(
            "UPDATE judgement SET made = 2, text = 'asked after a backup was restored' WHERE id = 7"
        )
        connection.execute("DELETE FROM judgement WHERE id = 9")
        connection.commit()
    overwrite(folder / NAME, root_of(folder / NAME, "page"))
    report = repaired(folder)
    assert report.damaged == ()
    assert report.backup is not None
    with closing(sqlite3.connect(folder / NAME)) as connection:
        rows = dict(connection.execute("SELECT id, text FROM judgement").fetchall())
    assert rows[201] == "question 200 " * 10
    assert rows[7] == "asked after a backup was restored"
    assert 9 not in rows, "what was removed since stays removed"


def test_without_a_backup_all_but_the_damaged_rows_is_saved(folder: Path) -> None:
    # Of a table on several pages one in the middle is lost: its rows are found from both ends.
    place = (folder / NAME).read_bytes().index(b"question 200 question 200")
    overwrite(folder / NAME, place // 4096 + 1)
    report = repaired(without_backup(folder))
    assert (report.damaged, report.backup) == (("judgements",), None)
    assert QUESTIONS - 60 <= report.saved["judgements"] < QUESTIONS
    assert report.saved["tags"] == 40


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: bytes(len(data)),
        lambda data: b"garbage " * 500,
        lambda data: data[:100] + bytes(4000) + data[4100:],
        lambda data: data[: len(data) // 2],
    ],
    ids=["empty", "zeros", "garbage", "no schema", "cut off"],
)
def test_a_file_that_cannot_be_read_at_all_is_made_anew_from_the_backup(
    folder: Path, damage: Callable[[bytes], bytes]
) -> None:
    (folder / NAME).write_bytes(damage((folder / NAME).read_bytes()))
    report = repaired(folder)
    assert (report.saved["judgements"], report.saved["tags"], report.saved["jobsheets"]) == (
        QUESTIONS,
        40,
        SHEETS,
    )


def test_a_damaged_backup_is_passed_over(folder: Path) -> None:
    (archive,) = kept_backups.archives(folder)
    shutil.copy2(archive, archive.with_name("2020-01-01 120000.zip"))
    archive.write_bytes(b"no archive")
    (folder / NAME).write_bytes(b"")
    assert repaired(folder).saved["judgements"] == QUESTIONS


def test_nothing_to_save_gives_an_empty_catalogue(folder: Path) -> None:
    (folder / NAME).write_bytes(b"")
    report = repaired(without_backup(folder))
    assert set(report.damaged) >= {"judgements", "tags"}
    assert (report.saved["judgements"], report.backup) == (0, None)


def test_the_log_beside_the_file_is_kept_with_it(folder: Path) -> None:
    overwrite(folder / NAME, root_of(folder / NAME, "page"))
    log = folder / f"{NAME}-wal"
    log.write_bytes(b"what was written last")
    report = repaired(folder)
    assert report.aside is not None
    assert (report.aside / log.name).read_bytes() == b"what was written last"


def test_tags_of_an_earlier_version_are_saved(tmp_path: Path) -> None:
    released = Path(__file__).parents[3] / "data/catalogues/version 2.sqlite3"
    shutil.copy(released, tmp_path / NAME)
    with closing(sqlite3.connect(tmp_path / NAME)) as connection:
        connection.execute("INSERT INTO item_tag SELECT id, 'spare' FROM item")
        connection.commit()
    overwrite(tmp_path / NAME, root_of(tmp_path / NAME, "passage"))
    assert repaired(tmp_path).saved["tags"] == 3


def test_tags_of_bytes_and_paths_belong_to_the_files_that_are_saved(tmp_path: Path) -> None:
    released = Path(__file__).parents[3] / "data/catalogues/version 5.sqlite3"
    shutil.copy(released, tmp_path / NAME)
    with closing(sqlite3.connect(tmp_path / NAME)) as connection:
        connection.execute(
            "INSERT INTO content_tag SELECT digest, 'spare' FROM content WHERE digest IS NOT NULL"
        )
        connection.execute("INSERT INTO path_tag VALUES (?, 'spare')", (b"/tmp/plant/broken.pdf",))
        connection.commit()
    overwrite(tmp_path / NAME, root_of(tmp_path / NAME, "features"))
    assert repaired(tmp_path).saved["tags"] == 4
    with closing(sqlite3.connect(tmp_path / NAME)) as connection:
        tagged = connection.execute(
            "SELECT i.path FROM item_tag t JOIN item i ON i.id = t.item_id"
        ).fetchall()
        assert (b"broken.pdf",) in tagged
        assert connection.execute("SELECT count(*) FROM item WHERE file_id IS NULL").fetchone() == (0,)
        assert len(tagged) == connection.execute("SELECT count(*) FROM item").fetchone()[0]


def test_what_is_no_damage_is_left_alone(folder: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(folder / NAME)) as connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    with pytest.raises(CatalogueTooNew):
        run(repair.repair(folder / NAME))
    other = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE bookmark (url TEXT)")
    with pytest.raises(CatalogueDamaged):
        run(repair.repair(other))


def test_a_folder_in_the_place_of_the_database_is_named(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    with pytest.raises(CatalogueForbidden) as told:
        run(repair.repair(tmp_path / NAME))
    assert told.value.details["path"] == str(tmp_path / NAME)
    assert [file.name for file in tmp_path.iterdir()] == [NAME]


def test_random_damage_never_stops_a_repair(folder: Path, tmp_path: Path) -> None:
    whole = (folder / NAME).read_bytes()
    saved = 0
    for seed in range(25):
        dice = random.Random(seed)
        data = bytearray(whole)
        for _ in range(dice.choice([1, 3, 10])):
            place = dice.randrange(len(data) // 4096) * 4096
            data[place : place + dice.choice([16, 4096])] = dice.randbytes(dice.choice([16, 4096]))
        (folder / NAME).write_bytes(data[: len(whole)])
        report = run(repair.repair(folder / NAME))
        if report is not None:
            database = Database.open(folder / NAME)
            database.close()
            saved += 1
            assert report.saved["judgements"] >= QUESTIONS, seed
        repair.forget(folder)
    assert saved > 10


def test_a_repair_without_room_leaves_the_log_beside_the_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    overwrite(folder / NAME, root_of(folder / NAME, "page"))
    log = folder / f"{NAME}-wal"
    log.write_bytes(b"what was added last")
    before = (folder / NAME).read_bytes()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as without:
        without.setattr(os, "link", full)
        without.setattr(shutil, "copy2", full)
        with pytest.raises(CatalogueDiskFull):
            run(repair.repair(folder / NAME))
    assert ((folder / NAME).read_bytes(), log.read_bytes()) == (before, b"what was added last")
    assert not list(folder.glob(f"{repair.ASIDE}*"))


def test_two_repairs_in_one_second_keep_both_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "strftime", lambda *_: "2026-11-30 120000")
    reports = []
    for _ in range(2):
        overwrite(folder / NAME, root_of(folder / NAME, "page"))
        reports.append(repaired(folder))
    assert [report.aside and report.aside.name for report in reports] == [
        f"{repair.ASIDE}2026-11-30 120000",
        f"{repair.ASIDE}2026-11-30 120000 2",
    ]
