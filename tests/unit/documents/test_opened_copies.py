"""Copies of entries for other programs: under their own names, read-only, for a day, nowhere near the archive."""

import os
import stat
from pathlib import Path

import pytest

from imtextgui.documents.opened_copies import KEPT_SECONDS, archive_of, copied
from imtextgui.errors import DocumentEncrypted, DocumentMissing
from tests import archives


def test_an_entry_is_copied_once_and_read_only(tmp_path: Path) -> None:
    archive, folder = tmp_path / "files/a.zip", tmp_path / "data/opened"
    archive.parent.mkdir()
    archive.write_bytes(archives.zipped({"図面/pump.txt": b"words"}))
    copy = copied(archive / "図面/pump.txt", folder)
    assert (copy.name, copy.read_bytes()) == ("pump.txt", b"words")
    assert not copy.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    before = copy.stat().st_mtime_ns
    assert copied(archive / "図面/pump.txt", folder) == copy
    assert copy.stat().st_mtime_ns == before
    assert [path.name for path in archive.parent.iterdir()] == ["a.zip"]
    assert [path.name for path in copy.parent.iterdir()] == ["pump.txt"]


def test_a_changed_archive_has_other_copies(tmp_path: Path) -> None:
    archive = tmp_path / "a.tar"
    archive.write_bytes(archives.tarred({"a.txt": b"old"}))
    copied(archive / "a.txt", tmp_path / "opened")
    archive.write_bytes(archives.tarred({"a.txt": b"new", "b.txt": b"b" * 20_000}))
    assert copied(archive / "a.txt", tmp_path / "opened").read_bytes() == b"new"


def test_copies_go_after_a_day(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(archives.zipped({"a.txt": b"a", "b.txt": b"b"}))
    old = copied(tmp_path / "a.zip/a.txt", tmp_path / "opened")
    os.utime(old.parent, (0, old.stat().st_mtime - KEPT_SECONDS - 60))
    copied(tmp_path / "a.zip/b.txt", tmp_path / "opened")
    assert not old.exists()


def test_a_file_is_its_own_copy_and_what_is_not_there_is_missing(tmp_path: Path) -> None:
    file, archive = tmp_path / "a.txt", tmp_path / "a.zip"
    file.write_bytes(b"words")
    archive.write_bytes(archives.encrypted_zip("plan.txt"))
    assert copied(file, tmp_path / "opened") == file
    assert archive_of(file) is None
    assert archive_of(archive / "plan.txt") == archive
    for call in (archive_of, lambda path: copied(path, tmp_path / "opened")):
        with pytest.raises(DocumentMissing):
            call(tmp_path / "gone.txt")
    with pytest.raises(DocumentEncrypted):
        copied(archive / "plan.txt", tmp_path / "opened")
    assert list((tmp_path / "opened").rglob("plan.txt")) == []
