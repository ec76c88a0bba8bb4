"""What the doctor says of the program itself, on a machine where something is missing."""

import ctypes
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import NoReturn

import pytest

from imtextgui.config import paths, policy, settings
from imtextgui.config.settings import Settings
from imtextgui.doctor import program
from imtextgui.domain.health import Finding, Level, advice, fine
from imtextgui.linux import landlock, seccomp

BUNDLE = Path(__file__).parents[2] / "data" / "bundle"


def examined(bundle: Path | None = BUNDLE) -> dict[str, Finding]:
    return {each.check: each for each in program.examine(bundle)}


@pytest.fixture
def linux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(seccomp, "is_available", lambda: True)
    monkeypatch.setattr(landlock, "version", lambda: 4)


def test_a_whole_installation_is_fine(linux: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda name: name)
    found = examined()
    assert {each.level for each in found.values()} == {Level.FINE}
    assert found["encoder"].details["cosine"] == pytest.approx(1.0, abs=0.01)
    assert found["data-folder"].details["path"] == str(paths.data_dir())
    assert found["libraries"].details["count"] == len(program.WINDOW_LIBRARIES)


def test_what_the_administrator_has_locked_is_told() -> None:
    assert "policy" not in examined()
    policy.system_file().parent.mkdir()
    policy.system_file().write_text("[locked]\nworkers = 1\nthreads = 2\n")
    assert examined()["policy"].details["names"] == "threads, workers"


def test_libraries_that_are_missing_are_named(linux: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(name: str) -> NoReturn:
        raise OSError(name)

    monkeypatch.setattr(ctypes, "CDLL", load)
    found = examined()["libraries-missing"]
    assert found.level is Level.ADVICE
    assert "libxcb-cursor.so.0" in str(found.details["names"])


def test_how_far_readers_are_confined_is_told(linux: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert program.readers() == fine("readers-confined", version=4)
    monkeypatch.setattr(landlock, "version", lambda: 0)
    assert program.readers() == advice("readers-confined-calls")
    monkeypatch.setattr(seccomp, "is_available", lambda: False)
    assert program.readers() == advice("readers-not-confined")
    monkeypatch.setattr(landlock, "version", lambda: 1)
    assert program.readers() == advice("readers-confined-files")
    monkeypatch.setattr("sys.platform", "win32")
    assert program.readers() == fine("readers-confined-windows")
    settings.write(Settings(confine_readers=False))
    assert program.readers() == advice("readers-free")


def test_other_systems_have_no_libraries_to_miss(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    assert not {"libraries", "libraries-missing"} & examined().keys()


def test_a_folder_that_cannot_be_written_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: False)
    found = examined()["folder-forbidden"]
    assert found.level is Level.FAULT


def test_a_full_disk_is_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=1))
    assert examined()["room-low"].level is Level.ADVICE


def test_a_missing_or_damaged_bundle_is_a_fault_with_its_sentence(tmp_path: Path) -> None:
    found = examined(tmp_path / "none")["encoder-broken"]
    assert found.level is Level.FAULT
    assert "Install imtextgui again" in str(found.details["reason"])
    shutil.copytree(BUNDLE, tmp_path / "bundle")
    (tmp_path / "bundle" / "text.onnx").write_bytes(b"torn")
    assert "damaged" in str(examined(tmp_path / "bundle")["encoder-broken"].details["reason"])
