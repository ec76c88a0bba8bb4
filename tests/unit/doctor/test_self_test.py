"""The self-test does the whole job, and whatever fails is a fault with a name; the window is left to the e2e tests."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from imtextgui.catalogue.search import CatalogueSearch
from imtextgui.config import paths
from imtextgui.doctor import self_test
from imtextgui.doctor.self_test import Trial
from imtextgui.documents import families, readers
from imtextgui.domain.bundles import Bundle
from imtextgui.domain.health import Finding, is_sound
from imtextgui.domain.progress import run
from imtextgui.domain.query import Band, Query, Results
from imtextgui.encoders import bundle, installed
from imtextgui.errors import DocumentDamaged
from tests.fakes import FakeEncoder


class Child:
    """Stands in for the process with the window: what it draws and how it ends."""

    def __init__(self) -> None:
        self.status, self.picture = 0, Image.effect_noise((90, 60), 80)
        self.commands: list[list[str]] = []

    def run(self, command: Sequence[str], **options: Any) -> "subprocess.CompletedProcess[bytes]":
        if "--screenshot" not in command:
            # A library that asks the system about Python when it is imported.
            return subprocess.CompletedProcess(command, 1, b"", b"")
        self.commands.append(list(command))
        self.picture.save(command[command.index("--screenshot") + 1])
        return subprocess.CompletedProcess(command, self.status, b"", b"no platform plugin")


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Child:
    """The weightless encoder, a window that is drawn at once, and a temporary folder to look into."""
    monkeypatch.setattr(bundle, "default_folder", lambda: tmp_path)
    monkeypatch.setattr(bundle, "load", lambda folder, threads: FakeEncoder())
    known = Bundle(FakeEncoder().fingerprint, "fake", "1", "Apache-2.0", tmp_path, own=False)
    monkeypatch.setattr(installed, "installed", lambda besides=None: [known])
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    child = Child()
    monkeypatch.setattr(subprocess, "run", child.run)
    return child


def done() -> list[Finding]:
    return list(run(self_test.self_test()))


def failed(findings: list[Finding]) -> dict[str, str]:
    """The reasons of what failed, by step."""
    return {
        str(each.details["step"]): str(each.details["reason"])
        for each in findings
        if each.check == "self-test-failed"
    }


def test_the_whole_job_is_done_and_nothing_is_left(child: Child, tmp_path: Path) -> None:
    findings = done()
    assert failed(findings) == {}
    assert is_sound(findings)
    assert [each.check for each in findings] == [
        *("self-test-readers", "self-test-index"),
        *["self-test-search"] * 5,
        "self-test-window",
    ]
    assert list(tmp_path.iterdir()) == []


def test_every_kind_of_reader_has_a_sample() -> None:
    samples = {file.suffix for file in (paths.resources() / "selftest").iterdir()}
    by_suffix = families.BY_SUFFIX
    assert {by_suffix[suffix] for suffix in samples if suffix in by_suffix} == set(by_suffix.values())
    assert {".7z", ".gz"} <= samples, "libraries that nothing else loads"


def test_a_reader_that_fails_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = readers.read

    def without_pdf(path: Path, *rest: Any) -> Any:
        if path.suffix == ".pdf":
            raise DocumentDamaged(path=str(path), reason="no library")
        return read(path, *rest)

    monkeypatch.setattr(readers, "read", without_pdf)
    assert "GP-2040.pdf is damaged" in only("read", Trial(tmp_path, None).read)["read"]


def only(name: str, check: Callable[..., Finding], *arguments: Any) -> dict[str, str]:
    """What failed of one step alone."""
    return failed([self_test.checked(name, partial(check, *arguments))])


def test_a_search_that_finds_nothing_and_one_that_breaks_are_faults(
    child: Child, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(self: CatalogueSearch, query: Query) -> Results:
        if query.text == "GP-2040":
            raise ValueError("a bug")
        return Results(query, (), Band.NONE, 0.1)

    monkeypatch.setattr(CatalogueSearch, "answer", answer)
    search = Trial(tmp_path, None).search
    assert only("search", search, Query("GP-2040"), "GP-2040", ".pdf") == {"search": "ValueError: a bug"}
    assert only("search", search, Query("軸シール"), "軸シール", ".docx") == {"search 軸シール": "no hit"}


def test_a_window_that_cannot_open_says_why(child: Child, tmp_path: Path) -> None:
    child.status = 1
    assert only("window", Trial(tmp_path, None).window) == {"window": "no platform plugin"}


def test_a_window_that_draws_nothing_is_a_fault(child: Child, tmp_path: Path) -> None:
    child.picture = Image.new("RGB", (90, 60), "white")
    assert only("window", Trial(tmp_path, None).window) == {"window": "1 colours"}


def test_the_window_is_of_this_very_program(
    child: Child, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only("window", Trial(tmp_path, tmp_path / "bundle").window)
    assert child.commands[0][:3] == [sys.executable, "-m", "imtextgui"]
    assert child.commands[0][-2:] == ["--bundle", str(tmp_path / "bundle")]
    monkeypatch.setattr("sys.frozen", True, raising=False)
    assert self_test.program() == [sys.executable]


def test_a_file_that_cannot_be_indexed_is_told(
    child: Child, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(self_test, "_draw_plate", lambda file: file.with_name("bad.pdf").write_bytes(b""))
    assert "bad.pdf has nothing in it" in only("index", Trial(tmp_path, None).index)["index"]
