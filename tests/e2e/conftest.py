"""The program as its users meet it: a child process, with the bundle and the samples that are shipped."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import pytest

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

    def __call__(self, *arguments: str | Path) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            command(*arguments),
            env=self.environment,
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


def runner(data: Path) -> Run:
    """Runs ``imtextgui`` with its data folder at ``data``."""

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
    """Runs ``imtextgui`` with a data folder of this test's own."""
    return runner(tmp_path / "data")


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Started]:
    """Starts ``imtextgui`` and returns at once."""
    started = Started(environment_of(tmp_path / "data"))
    yield started
    for process in started.processes:
        process.kill()
        process.communicate()
