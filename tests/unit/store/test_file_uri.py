"""Addresses that SQLite opens, for paths of both flavours."""

import sqlite3
import sys
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from imtextgui.store.file_uri import file_uri


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (PurePosixPath("/data/カタログ #1?/100%.db"), "file:///data/カタログ %231%3f/100%25.db?mode=ro"),
        (PurePosixPath("//server/data.db"), "file:////server/data.db?mode=ro"),
        (PureWindowsPath("C:\\図面\\a b.db"), "file:C:\\図面\\a b.db?mode=ro"),
        (PureWindowsPath("\\\\server\\図面\\a#.db"), "file:\\\\server\\図面\\a%23.db?mode=ro"),
        (PureWindowsPath("\\\\?\\UNC\\server\\図面\\a.db"), "file:\\\\%3f\\UNC\\server\\図面\\a.db?mode=ro"),
    ],
)
def test_addresses(path: PurePath, expected: str) -> None:
    assert file_uri(path, "ro") == expected


def test_a_file_that_nobody_changes() -> None:
    assert file_uri(PurePosixPath("/a.db"), "ro", immutable=True) == "file:///a.db?mode=ro&immutable=1"


POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="Windows forbids some of these names")


@pytest.mark.parametrize(
    "name",
    [
        "plain",
        "図面 100% #3&x=y",
        "a%20b",
        "it's; --",
        pytest.param("図面?mode=x&y", marks=POSIX_ONLY),
        pytest.param("\\\\server\\c", marks=POSIX_ONLY),
    ],
)
def test_sqlite_opens_the_very_file(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    connection = sqlite3.connect(file_uri(file, "rwc"), uri=True)
    connection.execute("CREATE TABLE t (x)")
    connection.close()
    assert [entry.name for entry in tmp_path.iterdir()] == [name]
