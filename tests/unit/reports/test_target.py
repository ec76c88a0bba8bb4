"""A report never lands among the user's own files, and is there whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from imtextgui.errors import ReportDiskFull, ReportForbidden, ReportInSource
from imtextgui.reports import target


def test_a_place_outside_the_sources_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert (
        target.checked(Path("sheet.pdf"), [tmp_path / "plant", Path("/unplugged")]) == tmp_path / "sheet.pdf"
    )


@pytest.mark.parametrize(
    "name", ["sheet.pdf", "manuals/sheet.pdf", "manuals/../sheet.pdf", "no such/sheet.pdf"]
)
def test_a_place_in_a_source_is_refused(tmp_path: Path, name: str) -> None:
    plant = tmp_path / "図面"
    (plant / "manuals").mkdir(parents=True)
    with pytest.raises(ReportInSource) as refused:
        target.checked(plant / name, [tmp_path / "other", plant])
    assert refused.value.details["other"] == str(plant)


def test_a_source_is_known_by_any_name(tmp_path: Path) -> None:
    plant, link = tmp_path / "plant", tmp_path / "link"
    plant.mkdir()
    link.symlink_to(plant)
    for chosen, source in ((link, plant), (plant, link)):
        with pytest.raises(ReportInSource):
            target.checked(chosen / "sheet.pdf", [source])
    own = tmp_path / "own.pdf"
    own.symlink_to(plant / "manual.pdf")
    with pytest.raises(ReportInSource):
        target.checked(own, [plant])


def test_an_unplugged_source_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(ReportInSource):
        target.checked(tmp_path / "away" / "sheet.pdf", [tmp_path / "away"])


def test_what_was_there_is_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "作業票.pdf"
    file.write_bytes(b"before")
    target.write(file, b"after")
    assert file.read_bytes() == b"after"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("number", "kind"),
    [(errno.ENOSPC, ReportDiskFull), (errno.EDQUOT, ReportDiskFull), (errno.EACCES, ReportForbidden)],
)
def test_a_disk_that_refuses_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[Exception]
) -> None:
    def refuse(_: int) -> None:
        raise OSError(number, os.strerror(number))

    file = tmp_path / "sheet.pdf"
    file.write_bytes(b"before")
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(kind):
        target.write(file, b"after")
    assert file.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [file]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReportForbidden) as refused:
        target.write(tmp_path / "none" / "sheet.pdf", b"")
    assert refused.value.details["reason"] == os.strerror(errno.ENOENT)
