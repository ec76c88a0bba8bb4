"""What a worker is let do, told without laying it on the process of the test; the real thing is in ``reliability``."""

import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

import pytest

from imtextgui.config import paths, settings
from imtextgui.config.settings import Settings
from imtextgui.documents import conversions
from imtextgui.documents.content import DEFAULT_LIMITS
from imtextgui.errors import DocumentDamaged, DocumentNeedsConverter, DocumentTimedOut
from imtextgui.indexing.reader_pool import (
    confinement,
    converter_process,
    process_limits,
    worker_main,
    worker_start,
)
from imtextgui.indexing.reader_pool.confinement import Confinement, program_files
from imtextgui.linux import landlock, seccomp

CONVERTERS = {".dwg": (".pdf", ("convert", "{input}"))}


class Asked:
    """Takes down what is asked of the system; ``refuses`` to lay on rules."""

    def __init__(self, refuses: bool = False) -> None:
        self.refuses = refuses
        self.order: list[str] = []
        self.read: list[Path] = []
        self.write: list[Path] = []

    def files(self, read: list[Path], write: list[Path]) -> None:
        self.order.append("files")
        self.read, self.write = list(read), list(write)
        self._refuse()

    def calls(self) -> None:
        self.order.append("calls")
        self._refuse()

    def converting(self) -> str:
        self.order.append("converting")
        return "converting"

    def _refuse(self) -> None:
        if self.refuses:
            raise OSError(38, "not here")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Asked:
    made = Asked(getattr(request, "param", False))
    monkeypatch.setattr(landlock, "restrict", made.files)
    monkeypatch.setattr(seccomp, "restrict", made.calls)
    monkeypatch.setattr(confinement, "ConverterProcess", made.converting)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(tempfile, "tempdir", tempfile.gettempdir())
    monkeypatch.setenv("TMPDIR", tempfile.gettempdir())
    return made


@pytest.fixture
def handed_over() -> Iterator[None]:
    yield
    conversions.hand_over(None)


@pytest.mark.parametrize("asked", [False, True], indirect=True)
def test_without_converters_files_and_calls_are_bounded_as_far_as_the_system_can(
    asked: Asked, tmp_path: Path
) -> None:
    assert Confinement(("/plant",), str(tmp_path)).enter() is None
    assert asked.order == ["files", "calls"]
    assert Path("/plant") in asked.read
    assert paths.converted_dir() not in asked.read
    assert asked.write == [tmp_path, Path(os.devnull)]
    assert tempfile.gettempdir() == os.environ["TMPDIR"] == str(tmp_path)


def test_who_starts_converters_is_started_before_and_its_output_is_read(asked: Asked, tmp_path: Path) -> None:
    assert Confinement(("/plant",), str(tmp_path), CONVERTERS).enter() is not None
    assert asked.order == ["converting", "files", "calls"]
    assert paths.converted_dir() in asked.read


def test_other_systems_lay_on_nothing(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert Confinement(("/plant",), "/scratch", CONVERTERS).enter() is None
    assert asked.order == []


def test_neither_the_home_nor_the_folder_of_a_command_counts_as_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, work, modules = tmp_path / "people/me", tmp_path / "work", tmp_path / "people/me/modules"
    for folder in (work, modules):
        folder.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.chdir(work)
    monkeypatch.setattr(sys, "path", ["", ".", str(work), str(home), str(tmp_path), str(modules)])
    files = list(program_files())
    assert modules in files
    assert {home, work, tmp_path, Path(), Path("/")} & set(files) == set()
    assert {Path(sys.prefix), Path(sys.executable), paths.resources(), home / ".fonts"} <= set(files)


def test_a_worker_is_confined_before_it_reads_and_hands_conversions_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    order: list[Any] = []

    class Converting:
        def take_over(self, converters: object) -> None:
            order.append(converters)

    class Confining:
        converters = CONVERTERS

        def enter(self) -> Converting:
            order.append("enter")
            return Converting()

    monkeypatch.setattr(process_limits, "lower_priority", lambda: order.append("lower"))
    monkeypatch.setattr(worker_main, "main", lambda *pipes, alone: order.append((*pipes, alone)))
    worker_start.main(1, 2, 3, Confining())  # type: ignore[arg-type]
    worker_start.main(1, 2, 3)  # type: ignore[arg-type]
    assert order == ["lower", "enter", CONVERTERS, (1, 2, 3, False), "lower", (1, 2, 3, False)]


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch, handed_over: None) -> Any:
    """This side of a process for converters, and the connection of the other."""
    ours, theirs = Pipe()
    monkeypatch.setattr(converter_process, "Pipe", lambda: (ours, theirs))
    monkeypatch.setattr(os, "fork", lambda: 1, raising=False)
    monkeypatch.setattr(theirs, "close", lambda: None)
    converting = converter_process.ConverterProcess()
    converting.take_over(CONVERTERS)
    yield theirs
    ours.close()


def test_what_is_to_be_converted_is_asked_for_by_suffix_and_bytes(apart: Any, tmp_path: Path) -> None:
    assert conversions.converter_for(".dwg") == conversions.Converter(".pdf", ("convert", "{input}"))
    assert conversions.converter_for(".doc") is None, "the settings are not asked again"
    made = tmp_path / "made.pdf"
    apart.send(made)
    path = tmp_path / "secret name.dwg"
    assert conversions.converted(path, b"\nbytes\n", DEFAULT_LIMITS, ".dwg") == made
    assert apart.recv_bytes() == b'[".dwg", 96.0]\n\nbytes\n'
    apart.send((DocumentDamaged, {"reason": "no licence"}))
    with pytest.raises(DocumentDamaged) as caught:
        conversions.converted(path, b"x", DEFAULT_LIMITS, ".dwg")
    assert caught.value.details == {"path": str(path), "reason": "no licence"}
    with pytest.raises(DocumentNeedsConverter):
        conversions.make(path, b"x", ".doc", 1.0)


def test_a_process_for_converters_that_has_ended_costs_the_file(
    apart: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    apart.close()
    with pytest.raises(DocumentDamaged, match="has ended"):
        conversions.converted(Path("a.dwg"), b"x", DEFAULT_LIMITS, ".dwg")


def test_the_settings_say_which_program_takes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    settings.write(Settings(converters=("dwg pdf convert {input}", "", "XYZ .dxf other {input}")))
    monkeypatch.setattr("shutil.which", lambda name: None)
    found = conversions.installed()
    assert found[".xyz"] == conversions.Converter(".dxf", ("other", "{input}"))
    asked: list[object] = []

    def make(*arguments: object) -> Path:
        asked.append(arguments)
        if len(asked) > 1:
            raise DocumentTimedOut(path="document.dwg")
        return Path("/converted/a.pdf")

    monkeypatch.setattr(conversions, "make", make)
    request = b'[".dwg", 96.0]\n\nbytes'
    assert converter_process._answer(request) == Path("/converted/a.pdf")  # noqa: SLF001 (a process of its own)
    assert asked == [(Path("document.dwg"), b"\nbytes", ".dwg", 96.0)]
    assert converter_process._answer(request) == (DocumentTimedOut, {})  # noqa: SLF001


@pytest.mark.skipif(not hasattr(os, "fork"), reason="what only Linux has")
def test_it_ends_when_nobody_is_left_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = Pipe()
    ours.close()
    ended: list[int] = []
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(os, "kill", lambda pid, number: ended.append(number))
    from queue import SimpleQueue

    with pytest.raises(EOFError):
        converter_process._receive(theirs, SimpleQueue())  # noqa: SLF001
    assert ended == [signal.SIGTERM]
    with pytest.raises(SystemExit):
        converter_process._stop()  # noqa: SLF001
    theirs.close()
