"""The room a catalogue will need is judged from names and sizes, and compared with what is free."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from imtextgui.doctor.estimate import (
    BYTES_OF_A_NAME,
    BYTES_OF_A_PICTURE,
    BYTES_OF_A_TEXT,
    estimate,
    needed,
)
from imtextgui.domain.health import Level
from imtextgui.errors import SourceMissing


@pytest.mark.parametrize(
    ("name", "size", "pages", "of_a_page"),
    [
        ("a.pdf", 1_300_000, 20, BYTES_OF_A_PICTURE),
        ("a.PDF", 100, 1, BYTES_OF_A_PICTURE),
        ("写真.jpg", 9_000_000, 1, BYTES_OF_A_PICTURE),
        ("a.txt", 60_000, 10, BYTES_OF_A_TEXT),
        ("empty.md", 0, 1, BYTES_OF_A_TEXT),
        ("empty.png", 0, 1, BYTES_OF_A_PICTURE),
    ],
)
def test_pages_are_judged_by_size(name: str, size: int, pages: int, of_a_page: int) -> None:
    assert needed(Path(name), size) == BYTES_OF_A_NAME + pages * of_a_page


def test_a_file_that_is_not_read_takes_its_name_only() -> None:
    assert needed(Path("a.exe"), 1 << 30) == BYTES_OF_A_NAME


def test_a_folder_is_added_up(tmp_path: Path) -> None:
    (tmp_path / "図面").mkdir()
    for number in range(20):
        (tmp_path / "図面" / f"{number}.png").write_bytes(b"x" * 100_000)
    (tmp_path / "gone.pdf").symlink_to(tmp_path / "nowhere")
    found = estimate(tmp_path, tmp_path / "catalogue that is not there yet")
    assert found.level is Level.FINE
    assert found.details | {"free": 0} == {
        "path": str(tmp_path),
        "files": 21,
        "size": 2,
        "need": 2,
        "free": 0,
    }


def test_little_room_is_advice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.png").write_bytes(b"x")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=100_000))
    assert estimate(tmp_path, tmp_path).check == "estimate-tight"


def test_there_must_be_a_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing):
        estimate(tmp_path / "none", tmp_path)
