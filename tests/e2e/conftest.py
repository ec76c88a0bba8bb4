"""The program as its users meet it: by its command line, with the bundle and the samples that are shipped."""

import io
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import pytest

from imtextgui import messages
from imtextgui.__main__ import main
from imtextgui.config import paths

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = paths.resources() / "samples"
DEADLINE = 240


@dataclass(frozen=True)
class Answer:
    """What a command said and how it ended."""

    status: int
    out: str
    err: str

    def json(self) -> Any:
        """Standard output as one JSON value."""
        return json.loads(self.out)

    def lines(self) -> list[Any]:
        """Standard output as one JSON value a line."""
        return [json.loads(line) for line in self.out.splitlines()]


class Run(Protocol):
    """Runs ``imtextgui`` with arguments, to its end."""

    def __call__(self, *arguments: str | Path, **environment: str) -> Answer: ...


@dataclass(frozen=True)
class Started:
    """Commands that still run; they are killed, with their workers, when the test ends."""

    environment: dict[str, str]
    processes: list[subprocess.Popen[str]] = field(default_factory=list)

    def __call__(self, *arguments: str | Path, **environment: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            command(*arguments),
            env=self.environment | environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        self.processes.append(process)
        return process


def command(*arguments: str | Path) -> list[str]:
    """The command line of a child that runs ``imtextgui`` with ``arguments``."""
    return [sys.executable, "-m", "imtextgui", *map(str, arguments)]


def environment_of(data: Path, **more: str) -> dict[str, str]:
    """An environment with a data folder of its own, English, no display, and warnings as errors: a user's, not CI's.

    Libraries behave otherwise where they believe to be tested. Pictures are not read, which takes long, unless ``more``
    says so.
    """
    left_out = ("DISPLAY", "WAYLAND_DISPLAY", "CI", "GITHUB_ACTIONS")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    ours = {
        "IMTEXTGUI_DATA": str(data),
        "IMTEXTGUI_LANGUAGE": "en",
        "IMTEXTGUI_OCR": "off",
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "error",
    }
    return kept | ours | more


def in_this_process(data: Path) -> Run:
    """Runs ``imtextgui`` with its data folder at ``data``, as if it were alone: nothing of it stays behind.

    A process of its own takes a second of processor time to import what it needs; see ``in_a_process`` for tests of
    what only a process has: signals, a lock between processes, the encoding of its streams, its children.
    """

    def run(*arguments: str | Path, **environment: str) -> Answer:
        out, err = _Stream(), _Stream()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            wanted = environment_of(data, **environment)
            for name in os.environ.keys() - wanted.keys():
                patch.delenv(name)
            for name, value in wanted.items():
                patch.setenv(name, value)
            try:
                status = main([*map(str, arguments)])
            except SystemExit as end:  # as argparse ends for --help and for wrong usage
                status = int(end.code or 0)
            finally:
                messages.use("")
                logging.getLogger("imtextgui").setLevel(logging.NOTSET)
        return Answer(status, out.text(), err.text())

    return run


class _Stream(io.TextIOWrapper):
    """Takes what is printed."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="\n")

    def text(self) -> str:
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode("utf-8")


def in_a_process(data: Path) -> Run:
    """Runs ``imtextgui`` in a child process with its data folder at ``data``."""

    def run(*arguments: str | Path, **environment: str) -> Answer:
        done = subprocess.run(
            command(*arguments),
            env=environment_of(data, **environment),
            capture_output=True,
            encoding="utf-8",
            timeout=DEADLINE,
            check=False,
        )
        return Answer(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def imtextgui(tmp_path: Path) -> Run:
    """Runs ``imtextgui`` in this process with a data folder of this test's own."""
    return in_this_process(tmp_path / "data")


@pytest.fixture
def imtextgui_process(tmp_path: Path) -> Run:
    """Runs ``imtextgui`` in a child process with the same data folder."""
    return in_a_process(tmp_path / "data")


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Started]:
    """Starts ``imtextgui`` and returns at once."""
    started = Started(environment_of(tmp_path / "data"))
    yield started
    for process in started.processes:
        process.kill()
        process.communicate()
