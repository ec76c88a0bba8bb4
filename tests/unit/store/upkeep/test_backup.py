"""A backup is a copy of one moment that can be restored, and a bad archive leaves nothing behind."""

import errno
import json
import os
import shutil
import stat
import sys
import threading
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from imtextgui import durable
from imtextgui.domain.progress import run
from imtextgui.errors import (
    CatalogueBackupDamaged,
    CatalogueDiskFull,
    CatalogueExists,
    CatalogueForbidden,
    CatalogueMissing,
    CatalogueReadOnly,
    CatalogueTooNew,
    ReportDiskFull,
    ReportExists,
    ReportForbidden,
    SourceNested,
)
from imtextgui.store import schema
from imtextgui.store.database import Database
from imtextgui.store.lock import WriterLock
from imtextgui.store.upkeep import backup
from tests.unit.store.conftest import Store

NAME = "catalogue.sqlite3"
LOCK_LEFT = [] if sys.platform == "win32" else ["writer.lock"]
"""Windows lets a lock be removed with the file that held it."""

no_pipes = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among its files")


@pytest.fixture
def archive(store: Store, tmp_path: Path) -> Path:
    """A backup of a catalogue with two files and a dictionary."""
    store.file("ポンプ.pdf", "軸シール", "page two")
    store.file("b.pdf", "three")
    (tmp_path / "dictionary.csv").write_text("en,ja,kind\npump,ポンプ,part\n", encoding="utf-8")
    (tmp_path / "writer.lock").touch()
    (tmp_path / "index").mkdir()
    return run(backup.backup(store.database, tmp_path / "out" / "保存.zip"))


def texts(folder: Path) -> list[str]:
    database = Database.open(folder / NAME, read_only=True)
    try:
        with database.reading() as connection:
            return [text for (text,) in connection.execute("SELECT text FROM page ORDER BY id")]
    finally:
        database.close()


def test_what_is_somebodys_work_is_in_the_archive_and_nothing_else(archive: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        assert sorted(opened.namelist()) == ["backup.json", NAME, "dictionary.csv"]
        assert json.loads(opened.read("backup.json"))["files"] == [NAME, "dictionary.csv"]
    assert [file.name for file in archive.parent.iterdir()] == ["保存.zip"]


def test_a_backup_comes_back_as_it_was(archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "復元"
    assert run(backup.restore(archive, folder, NAME)) == folder
    assert texts(folder) == ["軸シール", "page two", "three"]
    assert "ポンプ" in (folder / "dictionary.csv").read_text(encoding="utf-8")
    assert [each.name for each in folder.parent.iterdir()] == ["復元"]


def test_the_copy_is_made_beside_a_run_that_writes(store: Store, tmp_path: Path) -> None:
    store.file("a.pdf", "before")
    begun, go_on = threading.Event(), threading.Event()

    def write() -> None:
        with store.database.transaction() as tx:
            tx.execute("UPDATE page SET text = 'meanwhile'")
            begun.set()
            assert go_on.wait(20)

    with ThreadPoolExecutor(1) as other:
        writing = other.submit(write)
        assert begun.wait(20)
        run(backup.backup(store.database, tmp_path / "b.zip"))
        go_on.set()
        writing.result()
    run(backup.restore(tmp_path / "b.zip", tmp_path / "new", NAME))
    assert texts(tmp_path / "new") == ["before"]


def test_a_catalogue_is_never_restored_over(archive: Path, store: Store, tmp_path: Path) -> None:
    with pytest.raises(CatalogueExists):
        run(backup.restore(archive, tmp_path, NAME))
    with pytest.raises(CatalogueMissing):
        run(backup.restore(tmp_path / "none.zip", tmp_path / "new", NAME))


def test_an_abandoned_backup_leaves_the_one_before(archive: Path, store: Store) -> None:
    before = archive.read_bytes()
    job = backup.backup(store.database, archive, overwrite=True)
    next(job)
    next(job)
    job.close()
    assert archive.read_bytes() == before
    assert [file.name for file in archive.parent.iterdir()] == ["保存.zip"]


def repacked(archive: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """Write the archive anew with its members changed."""
    with zipfile.ZipFile(archive) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    change(members)
    with zipfile.ZipFile(archive, "w") as fresh:
        for name, data in members.items():
            fresh.writestr(name, data)


def described(**changed: Any) -> Callable[[dict[str, bytes]], None]:
    """Changes what the archive says of itself."""

    def change(members: dict[str, bytes]) -> None:
        members["backup.json"] = json.dumps(json.loads(members["backup.json"]) | changed).encode()
        members["../evil"] = b"x"

    return change


@pytest.mark.parametrize(
    "change",
    [
        lambda members: members.pop("backup.json"),
        lambda members: members.update({"backup.json": b"[]"}),
        lambda members: members.pop(NAME),
        described(format=2),
        described(files=[NAME, "../evil"]),
        described(files=["dictionary.csv"]),
        described(files=None),
    ],
)
def test_a_bad_archive_is_a_problem_and_leaves_nothing(
    archive: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], None]
) -> None:
    repacked(archive, change)
    with pytest.raises(CatalogueBackupDamaged):
        run(backup.restore(archive, tmp_path / "new", NAME))
    assert not (tmp_path / "new").exists()
    assert not (tmp_path / "new.restoring").exists()


def test_a_torn_archive_is_a_problem(archive: Path, tmp_path: Path) -> None:
    whole = archive.read_bytes()
    archive.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(CatalogueBackupDamaged):
        run(backup.restore(archive, tmp_path / "new", NAME))
    archive.write_bytes(whole[:200] + bytes(64) + whole[264:])
    with pytest.raises(CatalogueBackupDamaged):
        run(backup.restore(archive, tmp_path / "new", NAME))


@pytest.mark.parametrize(
    ("number", "error"), [(errno.ENOSPC, ReportDiskFull), (errno.EROFS, ReportForbidden)]
)
def test_a_target_that_cannot_be_written_is_a_problem(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, error: type[Exception]
) -> None:
    def replace(source: Path, target: Path) -> None:
        raise OSError(number, "no")

    for name in ("replace", "link"):
        monkeypatch.setattr(os, name, replace)
    with pytest.raises(error) as told:
        run(backup.backup(store.database, tmp_path / "b.zip"))
    assert told.value.details["path"] == str(tmp_path / "b.zip")  # type: ignore[attr-defined]  # of an ImTextError
    assert list(tmp_path.glob("b.zip*")) == []


def test_a_copy_without_room_is_told_of_the_target(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def copy_to(self: Database, target: object) -> None:
        raise CatalogueDiskFull(path=str(self.path), reason="full")

    monkeypatch.setattr(Database, "copy_to", copy_to)
    with pytest.raises(ReportDiskFull) as told:
        run(backup.backup(store.database, tmp_path / "b.zip"))
    assert told.value.details["path"] == str(tmp_path / "b.zip")


def test_a_catalogue_that_cannot_be_read_is_no_fault_of_the_target(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def copy_to(self: Database, target: object) -> None:
        raise CatalogueForbidden(path=str(self.path), reason="no right")

    monkeypatch.setattr(Database, "copy_to", copy_to)
    with pytest.raises(CatalogueForbidden):
        run(backup.backup(store.database, tmp_path / "b.zip"))


def test_a_backup_is_restored_at_the_root_of_a_drive(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "media" / "stick"
    stick.mkdir(parents=True)
    replace = os.replace

    def within_a_drive(source: Path, target: Path) -> None:
        if stick not in Path(source).parents:
            raise OSError(errno.EXDEV, "another drive")
        replace(source, target)

    monkeypatch.setattr(os, "replace", within_a_drive)
    monkeypatch.setattr(os.path, "ismount", lambda folder: Path(folder) == stick)
    run(backup.restore(archive, stick, NAME))
    assert texts(stick) == ["軸シール", "page two", "three"]
    assert sorted(file.name for file in stick.iterdir()) == [NAME, "dictionary.csv", *LOCK_LEFT]


def test_existing_files_outlive_backup_and_restore(store: Store, archive: Path, tmp_path: Path) -> None:
    out = archive.parent
    neighbours = [out / "b.zip.part", out / "b.zip.sqlite3", tmp_path / "new.restoring" / "mine.txt"]
    neighbours[2].parent.mkdir()
    for neighbour in neighbours:
        neighbour.write_bytes(b"mine")
    run(backup.backup(store.database, out / "b.zip"))
    run(backup.restore(out / "b.zip", tmp_path / "new", NAME))
    assert [neighbour.read_bytes() for neighbour in neighbours] == [b"mine"] * 3
    before = archive.read_bytes()
    with pytest.raises(ReportExists):
        run(backup.backup(store.database, archive))
    assert archive.read_bytes() == before
    archive.write_bytes(b"older")
    run(backup.backup(store.database, archive, overwrite=True))
    assert zipfile.is_zipfile(archive)


def test_a_backup_is_never_restored_among_other_files(archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "dictionary.csv").write_bytes(b"mine")
    with pytest.raises(CatalogueExists):
        run(backup.restore(archive, folder, NAME))
    assert [file.read_bytes() for file in folder.iterdir()] == [b"mine"]


@pytest.mark.parametrize("data", [b"", bytes(8192), bytes(range(256)) * 32], ids=["empty", "zeros", "random"])
def test_a_backup_whose_database_is_none_is_not_restored(archive: Path, tmp_path: Path, data: bytes) -> None:
    repacked(archive, lambda members: members.update({NAME: data}))
    with pytest.raises(CatalogueBackupDamaged):
        run(backup.restore(archive, tmp_path / "new", NAME))
    assert not (tmp_path / "new").exists()


def test_a_description_nested_too_deep_is_a_problem(archive: Path, tmp_path: Path) -> None:
    repacked(archive, lambda members: members.update({"backup.json": b"[" * 200_000}))
    with pytest.raises(CatalogueBackupDamaged):
        run(backup.restore(archive, tmp_path / "new", NAME))


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_a_backup_and_what_is_restored_are_their_owners_alone(archive: Path, tmp_path: Path) -> None:
    folder = run(backup.restore(archive, tmp_path / "new", NAME))
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("number", [errno.EINVAL, errno.EACCES, errno.EIO])
def test_an_archive_that_cannot_be_read_is_named_with_the_reason(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    archive = tmp_path / "backup.zip"
    run(backup.backup(store.database, archive))

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(zipfile.ZipFile, "open", refuse)
    with pytest.raises(CatalogueBackupDamaged, match=os.strerror(number)) as told:
        run(backup.restore(archive, tmp_path / "new", NAME))
    assert told.value.details["path"] == str(archive)


@pytest.mark.parametrize("pipe", [False, pytest.param(True, marks=no_pipes)])
def test_what_is_no_file_is_no_backup(tmp_path: Path, *, pipe: bool) -> None:
    archive = tmp_path / "backup.zip"
    os.mkfifo(archive) if pipe else archive.mkdir()
    with pytest.raises(CatalogueBackupDamaged) as told:
        run(backup.restore(archive, tmp_path / "new", NAME))
    assert told.value.details["path"] == str(archive)
    assert not (tmp_path / "new").exists()


def test_a_full_disk_is_told_by_the_folder_that_was_asked_for(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open

    def full(path: Path, mode: str = "r", *rest: Any, **more: Any) -> Any:
        if mode == "wb":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return opened(path, mode, *rest, **more)

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(CatalogueDiskFull) as told:
        run(backup.restore(archive, tmp_path / "new", NAME))
    assert told.value.details["path"] == str(tmp_path / "new")


def test_a_backup_of_a_newer_version_is_told_by_its_own_name(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = run(backup.backup(store.database, tmp_path / "backup.zip"))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION - 1)
    with pytest.raises(CatalogueTooNew) as told:
        run(backup.restore(archive, tmp_path / "new", NAME))
    assert told.value.details["path"] == str(archive)


def names_no_utf8(folder: Path) -> Path:
    """A file whose name is no UTF-8, as old systems have them."""
    file = folder / os.fsdecode(b"caf\xe9.txt")
    file.write_bytes(b"latin")
    return file


def test_every_file_of_the_user_is_in_the_archive_whatever_its_name(store: Store, tmp_path: Path) -> None:
    store.file("a.pdf", "words")
    mine = [tmp_path / name for name in ("backup.json", f"{NAME} notes.txt", f"{NAME}.bak")]
    if not (tmp_path / NAME.upper()).exists():  # a system that tells the case of names
        mine.append(tmp_path / "Backup.JSON")
    for file in mine:
        file.write_bytes(file.name.encode())
    if sys.platform == "linux":
        mine.append(names_no_utf8(tmp_path))
    (tmp_path / f"{NAME}-restoring").touch()
    archive = run(backup.backup(store.database, tmp_path / "out" / "b.zip"))
    folder = run(backup.restore(archive, tmp_path / "new", NAME))
    assert texts(folder) == ["words"]
    assert {file.name: file.read_bytes() for file in mine} == {
        file.name: file.read_bytes() for file in folder.iterdir() if file.name not in {NAME, "writer.lock"}
    }


def encrypted(archive: Path) -> None:
    """Set the flag of a password in every header."""
    data = bytearray(archive.read_bytes())
    for signature, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        place = data.find(signature)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(signature, place + 4)
    archive.write_bytes(data)


def damaged_lzma(archive: Path) -> None:
    """Write it anew with LZMA, and damage that of the database."""
    with zipfile.ZipFile(archive) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_LZMA) as fresh:
        for name, content in members.items():
            fresh.writestr(name, content)
        place = fresh.getinfo(NAME).header_offset + 30 + len(NAME) + 9
    data = bytearray(archive.read_bytes())
    data[place : place + 400] = b"\xff" * 400
    archive.write_bytes(data)


@pytest.mark.parametrize("spoil", [encrypted, damaged_lzma])
def test_an_archive_that_another_program_has_packed_is_a_problem(
    archive: Path, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(archive)
    with pytest.raises(CatalogueBackupDamaged):
        run(backup.restore(archive, tmp_path / "new", NAME))
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", ["..", "", "writer.lock"])
def test_an_archive_with_names_of_no_file_of_a_catalogue_is_a_problem(
    archive: Path, tmp_path: Path, name: str
) -> None:
    repacked(archive, described(files=[NAME, name]))
    with pytest.raises(CatalogueBackupDamaged):
        run(backup.restore(archive, tmp_path / "new", NAME))


def test_a_catalogue_that_another_program_makes_meanwhile_is_not_mixed_with_the_backup(
    archive: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "new"
    job = backup.restore(archive, folder, NAME)
    next(job)
    folder.mkdir()
    with WriterLock(folder) as other:
        assert other.acquire()
        with pytest.raises(CatalogueReadOnly):
            run(job)
    assert [file.name for file in folder.iterdir()] == LOCK_LEFT
    with WriterLock(folder) as other:
        assert other.acquire()
    assert run(backup.restore(archive, folder, NAME)) == folder


class Killed(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize("moved", [0, 1, 2])
def test_a_restoring_that_was_killed_is_done_by_the_next(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moved: int
) -> None:
    folder, left = tmp_path / "new", [None] * moved
    put = durable.replace

    def kill(fresh: Path, target: Path) -> None:
        if not left:
            raise Killed
        left.pop()
        put(fresh, target)

    def killed_after(path: Path, *, missing_ok: bool = False) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(durable, "replace", kill)
        if moved == 2:
            patch.setattr(Path, "unlink", killed_after)
        with pytest.raises(Killed):
            run(backup.restore(archive, folder, NAME))
    assert (folder / f"{NAME}-restoring").exists()
    if moved == 2:
        assert texts(folder) == ["軸シール", "page two", "three"]
        with pytest.raises(CatalogueExists):
            run(backup.restore(archive, folder, NAME))
        return
    (folder / ".imtextgui-123-abc").mkdir()
    run(backup.restore(archive, folder, NAME))
    assert texts(folder) == ["軸シール", "page two", "three"]
    assert not (folder / f"{NAME}-restoring").exists()


def test_what_was_changed_since_a_killed_restoring_is_the_users(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, put = tmp_path / "new", durable.replace

    def kill(fresh: Path, target: Path) -> None:
        if target.name == NAME:
            raise Killed
        put(fresh, target)

    with monkeypatch.context() as patch:
        patch.setattr(durable, "replace", kill)
        with pytest.raises(Killed):
            run(backup.restore(archive, folder, NAME))
    (folder / "dictionary.csv").write_text("mine")
    with pytest.raises(CatalogueExists):
        run(backup.restore(archive, folder, NAME))
    assert (folder / "dictionary.csv").read_text() == "mine"
    (folder / f"{NAME}-restoring").write_text("{")
    (folder / "dictionary.csv").unlink()
    assert run(backup.restore(archive, folder, NAME)) == folder


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_what_is_restored_into_a_folder_that_is_open_to_others_is_its_owners_alone(
    archive: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "new"
    folder.mkdir(mode=0o755)
    run(backup.restore(archive, folder, NAME))
    assert {file.name: file.stat().st_mode & 0o777 for file in folder.iterdir()} == dict.fromkeys(
        [NAME, "dictionary.csv", "writer.lock"], 0o600
    )


@pytest.mark.parametrize("portable", [False, True])
def test_a_backup_is_not_restored_into_a_folder_that_it_names_as_indexed(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, portable: bool
) -> None:
    plant, link = tmp_path / "plant", tmp_path / "link"
    plant.mkdir()
    with store.database.transaction() as tx:
        tx.execute("UPDATE source SET path = ?", (os.fsencode(plant),))
        tx.execute("INSERT INTO choice VALUES ('portable', ?)", ("yes" if portable else "no",))
    archive = run(backup.backup(store.database, tmp_path / "b.zip"))
    if portable:
        assert run(backup.restore(archive, plant / "new", NAME)) == plant / "new"
        return
    with monkeypatch.context() as patch:
        patch.setenv("IMTEXTGUI_DATA", str(plant / "data"))
        folder = plant / "data" / "catalogue"
        assert run(backup.restore(archive, folder, NAME)) == folder
        shutil.rmtree(plant / "data")
    with pytest.raises(SourceNested):
        run(backup.restore(archive, plant / "new", NAME))
    assert list(plant.iterdir()) == []
    link.symlink_to(plant)
    with pytest.raises(SourceNested):
        run(backup.restore(archive, link / "new", NAME))
    assert list(plant.iterdir()) == []
