"""Where resources and user data are found, for each way to install."""

import stat
import sys
from pathlib import Path

import pytest

from imtextgui.config import logs, paths


def test_source_tree_has_its_resources() -> None:
    assert (paths.resources() / "messages" / "en.toml").is_file()


def test_wheel_resources_win_over_a_neighbouring_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site-packages" / "imtextgui"
    (package / "resources").mkdir(parents=True)
    (tmp_path / "site-packages" / "resources").mkdir()
    monkeypatch.setattr(paths, "_PACKAGE", package)
    assert paths.resources() == package / "resources"


def test_frozen_build_uses_the_unpacked_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources() == tmp_path / "resources"


def test_data_folder_can_be_chosen_and_is_not_created(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMTEXTGUI_DATA", str(tmp_path / "図面データ"))
    assert paths.data_dir() == tmp_path / "図面データ"
    assert paths.default_catalogue() == tmp_path / "図面データ" / "catalogue"
    assert not paths.data_dir().exists()


def test_data_folder_is_the_users_own_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IMTEXTGUI_DATA")
    assert paths.data_dir().name == "imtextgui"
    assert paths.data_dir().is_absolute()


def test_a_portable_program_keeps_its_data_beside_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("IMTEXTGUI_DATA")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "imtextgui"))
    (tmp_path / "portable.txt").touch()
    assert paths.data_dir() == tmp_path / "data", "as the Python that was unpacked with the program"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert paths.data_dir() == tmp_path / "data"
    (tmp_path / "portable.txt").unlink()
    assert paths.data_dir().name == "imtextgui"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_link_leads_to_a_portable_program_and_not_to_the_python_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "system").mkdir()
    (tmp_path / "system" / "portable.txt").touch()
    (tmp_path / "system" / "python3").touch()
    (tmp_path / "python").symlink_to(tmp_path / "system" / "python3")
    monkeypatch.delenv("IMTEXTGUI_DATA")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    assert paths.data_dir().name == "imtextgui"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert paths.data_dir() == tmp_path / "system" / "data"


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_own_folders_are_private_and_others_keep_their_rights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mode(folder: Path) -> int:
        return stat.S_IMODE(folder.stat().st_mode)

    data, shared = tmp_path / "data", tmp_path / "shared"
    monkeypatch.setenv("IMTEXTGUI_DATA", str(data))
    shared.mkdir()
    shared.chmod(0o755)
    for folder in (data / "a" / "b", shared / "plant" / "catalogue", shared):
        paths.make_private(folder)
    assert [mode(folder) for folder in (data, data / "a", data / "a" / "b")] == [0o700] * 3
    assert mode(shared / "plant" / "catalogue") == 0o700
    assert mode(shared) == 0o755
    log = logs.start()
    logs.stop()
    assert log is not None
    assert (mode(log), mode(log.parent)) == (0o600, 0o700)
