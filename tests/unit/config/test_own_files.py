"""Small files of the program's own are whole or as they were, and no file of somebody else is lost."""

import os
import stat
from pathlib import Path
from typing import Any

import pytest

from imtextgui.config import own_files


def test_a_file_is_replaced_and_is_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    (tmp_path / "settings.new").write_text("somebody's")
    for data in (b"one", b"two"):
        own_files.replace(file, data)
        assert file.read_bytes() == data
    assert sorted(path.name for path in tmp_path.iterdir()) == ["settings.new", "settings.toml"]
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name == "nt", reason="links want a right of their own there")
def test_a_link_stays_one_and_the_file_that_it_leads_to_is_replaced(tmp_path: Path) -> None:
    shared, link = tmp_path / "share" / "terms.csv", tmp_path / "terms.csv"
    shared.parent.mkdir()
    shared.write_bytes(b"old")
    shared.chmod(0o664)
    link.symlink_to(shared)
    own_files.replace(link, b"new")
    assert link.is_symlink()
    assert shared.read_bytes() == b"new"
    assert stat.S_IMODE(shared.stat().st_mode) == 0o664
    assert [path.name for path in shared.parent.iterdir()] == ["terms.csv"]


@pytest.mark.skipif(os.name == "nt", reason="links want a right of their own there")
@pytest.mark.parametrize("target", ["nowhere/terms.csv", "terms.csv"])  # the second leads to itself
def test_nothing_is_written_where_a_link_leads_to_no_file(tmp_path: Path, target: str) -> None:
    link = tmp_path / "terms.csv"
    link.symlink_to(tmp_path / target)
    with pytest.raises(OSError):  # noqa: PT011 - the system says which
        own_files.replace(link, b"new")
    assert link.is_symlink()
    assert [path.name for path in tmp_path.iterdir()] == ["terms.csv"]


def test_what_was_there_stays_where_the_disk_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "settings.toml"
    own_files.replace(file, b"old")

    def fail(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        own_files.replace(file, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["settings.toml"]
    assert file.read_bytes() == b"old"


def test_what_is_set_aside_takes_no_name_that_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "settings.toml"
    (tmp_path / "settings-damaged-1.toml").write_text("somebody's")
    file.write_text("damaged")
    assert own_files.set_aside(file) == tmp_path / "settings-damaged-2.toml"
    assert (tmp_path / "settings-damaged-1.toml").read_text() == "somebody's"
    assert not file.exists()
    assert own_files.set_aside(file) is None
    monkeypatch.setattr(os, "open", lambda *_: (_ for _ in ()).throw(PermissionError()))
    assert own_files.set_aside(tmp_path / "settings-damaged-2.toml") is None
