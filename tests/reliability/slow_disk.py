"""A disk that answers slowly: every call that looks at or reads something below a folder waits, and is counted."""

import builtins
import io
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

NAMES = ("stat", "lstat", "scandir", "listdir", "open", "readlink", "access")
"""Calls of the system by their name in ``os``."""


class SlowDisk:
    """Counts the calls below ``root``, those of the main thread apart, and lets each wait ``seconds``."""

    def __init__(self, root: Path, seconds: float) -> None:
        self._root, self._seconds = os.fspath(root), seconds
        self._never = threading.Event()
        self.calls = 0
        self.by_main_thread: list[str] = []

    def put_in(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let what this process does go through this disk."""
        for name in NAMES:
            monkeypatch.setattr(os, name, self._slow(name, getattr(os, name)))
        opened = self._slow("open", io.open)
        monkeypatch.setattr(io, "open", opened)
        monkeypatch.setattr(builtins, "open", opened)

    def _slow(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def act(*given: Any, **named: Any) -> Any:
            if given and self._is_below(given[0]):
                self.calls += 1
                if threading.current_thread() is threading.main_thread():
                    self.by_main_thread.append(name)
                self._never.wait(self._seconds)
            return real(*given, **named)

        return act

    def _is_below(self, path: object) -> bool:
        if not isinstance(path, str | bytes | os.PathLike):
            return False
        text = os.fsdecode(path)
        return text == self._root or text.startswith(self._root + os.sep)


def between(steps: Iterator[object], disk: SlowDisk) -> list[int]:
    """How many calls there were before each of ``steps``, and after the last."""
    counts, before = [], disk.calls
    for _ in steps:
        counts.append(disk.calls - before)
        before = disk.calls
    return [*counts, disk.calls - before]
