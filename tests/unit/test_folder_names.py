"""A folder is known under whatever name it is called."""

import sys
from pathlib import Path

import pytest

from imtextgui import folder_names
from imtextgui.linux import mounts


@pytest.fixture
def plant(tmp_path: Path) -> Path:
    (tmp_path / "plant" / "sub").mkdir(parents=True)
    return tmp_path / "plant"


def test_a_link_is_another_name(plant: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(plant)
    assert folder_names.is_same(plant, link)
    assert folder_names.is_same(link / "sub", plant / "sub")
    assert not folder_names.is_same(plant, link / "sub")
    assert folder_names.holds(plant, link / "sub" / "new.pdf")
    assert folder_names.holds(link, plant)
    assert not folder_names.holds(plant / "sub", link)


def test_a_folder_that_cannot_be_reached_is_known_by_its_name(tmp_path: Path) -> None:
    away = tmp_path / "away"
    assert folder_names.is_same(away, away)
    assert folder_names.holds(away, away / "x.pdf")
    assert not folder_names.is_same(away, tmp_path / "other")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of mounts")
def test_a_mount_is_another_name(plant: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table, other = tmp_path / "mountinfo", tmp_path / "other"
    other.mkdir()
    table.write_text(
        f"1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 8:1 {plant}/sub {other} rw - ext4 /dev/sda1 rw\n"
    )
    monkeypatch.setattr(mounts, "TABLE", table)
    assert folder_names.is_same(other, plant / "sub")
    assert not folder_names.is_same(other, plant)
    assert folder_names.holds(plant, other / "new.pdf")
    assert not folder_names.holds(other, plant / "new.pdf")


@pytest.mark.skipif(sys.platform == "linux", reason="other systems tell nothing of mounts")
def test_elsewhere_links_are_all(plant: Path) -> None:
    assert not folder_names.holds(plant / "sub", plant)
