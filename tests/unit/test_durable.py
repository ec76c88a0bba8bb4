"""A file has its name only when its bytes are on the disk, and keeps it over a power cut."""

import os
import sys
import threading
from pathlib import Path

import pytest

from imtextgui import durable


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was done to the disk, in order."""
    done: list[str] = []

    def watched(name: str) -> None:
        real = getattr(os, name)

        def act(*given: object) -> object:
            what = given[0]
            folder = isinstance(what, int) and Path(f"/proc/self/fd/{what}").is_dir()
            done.append(f"{name} folder" if folder else name)
            return real(*given)

        monkeypatch.setattr(os, name, act)

    for name in ("fsync", "replace", "link"):
        watched(name)
    return done


@pytest.mark.skipif(
    sys.platform == "win32" or not Path("/proc/self/fd").is_dir(), reason="handles cannot be looked at"
)
def test_bytes_come_before_the_name_and_the_name_before_the_end(tmp_path: Path, steps: list[str]) -> None:
    fresh, target = tmp_path / "fresh", tmp_path / "target"
    fresh.write_text("new")
    target.write_text("old")
    durable.replace(fresh, target)
    assert steps == ["fsync", "replace", "fsync folder"]
    assert target.read_text() == "new"
    steps.clear()
    fresh.write_text("newer")
    durable.name_new(fresh, tmp_path / "other")
    assert steps == ["fsync", "link", "fsync folder"]
    assert [file.name for file in sorted(tmp_path.iterdir())] == ["other", "target"]


@pytest.mark.parametrize("links", [True, False])
def test_a_name_that_is_taken_is_refused(
    tmp_path: Path, links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh, target = tmp_path / "fresh", tmp_path / "target"
    fresh.write_text("new")
    target.write_text("old")
    if not links:
        monkeypatch.setattr(os, "link", _no_links)
    with pytest.raises(FileExistsError):
        durable.name_new(fresh, target)
    assert target.read_text() == "old"


def test_a_file_system_without_links_gets_the_file_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", _no_links)
    fresh, target = tmp_path / "fresh", tmp_path / "target"
    fresh.write_text("new")
    durable.name_new(fresh, target)
    assert target.read_text() == "new"
    assert not fresh.exists()


def test_a_name_that_was_reserved_and_not_used_is_free_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", _no_links)
    monkeypatch.setattr(os, "replace", refuse)
    fresh, target = tmp_path / "fresh", tmp_path / "target"
    fresh.write_text("new")
    with pytest.raises(PermissionError):
        durable.name_new(fresh, target)
    assert not target.exists()


@pytest.mark.parametrize("system", ["win32", "linux"])
def test_what_another_program_has_open_is_waited_for_on_windows_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    """As ``os.replace`` behaves there: who reads a file lets nobody else put another in its place."""
    fresh, target = tmp_path / "fresh", tmp_path / "target"
    fresh.write_text("new")
    target.write_text("old")
    refusals = iter([PermissionError(13, "in use"), PermissionError(13, "in use")])
    real = os.replace

    def replace(*given: Path) -> None:
        for refusal in refusals:
            raise refusal
        real(*given)

    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr(sys, "platform", system)
    if system == "linux":
        with pytest.raises(PermissionError):
            durable.replace(fresh, target)
        assert target.read_text() == "old"
        return
    durable.replace(fresh, target)
    assert target.read_text() == "new"


def test_patience_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def refuse() -> None:
        tried.append(1)
        raise PermissionError

    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(PermissionError):
        durable.patiently(refuse, 0.05)
    assert len(tried) > 1
    with pytest.raises(FileNotFoundError):
        durable.patiently((Path("nowhere") / "file").unlink)


def test_a_file_that_somebody_reads_is_replaced_when_it_is_let_go(tmp_path: Path) -> None:
    """On Windows this is the system's own refusal."""
    fresh, target = tmp_path / "fresh", tmp_path / "target"
    fresh.write_text("new")
    target.write_text("old")
    reader = target.open()
    letting_go = threading.Timer(0.2, reader.close)
    letting_go.start()
    durable.replace(fresh, target, patience=60)
    letting_go.join()
    assert target.read_text() == "new"


def _no_links(*_: object) -> None:
    raise OSError(95, "not supported")
