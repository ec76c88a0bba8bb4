"""What SQLite raises is told as what has become of the catalogue."""

import errno
import os
import sqlite3
from pathlib import Path

import pytest

from imtextgui.errors import CatalogueDamaged, CatalogueDiskFull, CatalogueError, CatalogueForbidden
from imtextgui.store import sqlite_errors


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.sqlite3"


def test_an_input_or_output_error_on_a_full_disk_is_a_full_disk(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(free: int) -> type[CatalogueError]:
        monkeypatch.setattr(sqlite_errors, "_room", lambda _: free)
        trouble = sqlite3.OperationalError("disk I/O error")
        trouble.sqlite_errorcode = sqlite3.SQLITE_IOERR_WRITE
        with pytest.raises(CatalogueError) as caught, sqlite_errors.translated(file):
            raise trouble
        return caught.type

    assert fail(0) is CatalogueDiskFull
    assert fail(1 << 30) is CatalogueForbidden


@pytest.mark.parametrize(
    ("number", "error"),
    [
        (errno.EDQUOT, CatalogueDiskFull),
        (errno.ENOSPC, CatalogueDiskFull),
        (errno.EFBIG, CatalogueDiskFull),
        (errno.EIO, CatalogueForbidden),
        (errno.EACCES, CatalogueForbidden),
    ],
)
def test_a_write_that_fails_for_want_of_quota_is_a_full_disk(
    file: Path, number: int, error: type[CatalogueError], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    trouble = sqlite3.OperationalError("disk I/O error")
    trouble.sqlite_errorcode = sqlite3.SQLITE_IOERR_WRITE
    before = sorted(file.parent.iterdir())
    with pytest.raises(CatalogueError) as caught, sqlite_errors.translated(file):
        raise trouble
    assert caught.type is error
    assert sorted(file.parent.iterdir()) == before
    trouble.sqlite_errorcode = sqlite3.SQLITE_IOERR_READ
    with pytest.raises(CatalogueDamaged), sqlite_errors.translated(file):
        raise trouble


@pytest.mark.parametrize(("words", "is_damage"), [("SQL logic error", True), ("no such table: pump", False)])
def test_damaged_full_text_is_told_from_a_wrong_statement(file: Path, words: str, is_damage: bool) -> None:
    trouble = sqlite3.OperationalError(words)
    trouble.sqlite_errorcode = sqlite3.SQLITE_ERROR
    with (
        pytest.raises(CatalogueDamaged if is_damage else sqlite3.OperationalError),
        sqlite_errors.translated(file),
    ):
        raise trouble
