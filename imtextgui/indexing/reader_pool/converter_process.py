"""A process that starts converters for a worker which may start no program itself.

It is forked while the worker has one thread and has read nothing, and is told bytes and a suffix only: which program
takes them, it reads in the settings itself, so that a worker which was taken over has nothing else started.
"""

import json
import os
import signal
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from typing import NoReturn, TypeAlias

from imtextgui.errors import DocumentDamaged, DocumentError

ConverterParts: TypeAlias = tuple[str, tuple[str, ...]]
"""A ``conversions.Converter`` in plain types: its target and its command."""


class ConverterProcess:
    """Started by its constructor; it ends when this process does."""

    def __init__(self) -> None:
        self._connection, theirs = Pipe()
        if os.fork() == 0:
            _close_all_but(theirs)
            _serve(theirs)
        theirs.close()

    def take_over(self, converters: Mapping[str, ConverterParts]) -> None:
        """Let all that this process converts be converted there; ``converters`` are those there are, by suffix."""
        from imtextgui.documents import conversions

        known = {suffix: conversions.Converter(*converter) for suffix, converter in converters.items()}
        conversions.hand_over(known, self.make)

    def make(self, path: Path, data: bytes, suffix: str, seconds: float) -> Path:
        """As ``conversions.make`` does."""
        try:
            self._connection.send_bytes(json.dumps([suffix, seconds]).encode() + b"\n" + data)
            answer = self._connection.recv()
        except (EOFError, OSError) as trouble:
            raise DocumentDamaged(path=str(path), reason="the process for converters has ended") from trouble
        if isinstance(answer, Path):
            return answer
        problem, reason = answer
        raise problem(path=str(path), **reason)


def _close_all_but(connection: Connection) -> None:
    """Let nothing of the worker be held open by this process: its owner sees by its pipes that it has ended."""
    for name in os.listdir("/proc/self/fd"):  # noqa: PTH208 (numbers, not paths)
        if int(name) > 2 and int(name) != connection.fileno():
            with suppress(OSError):
                os.close(int(name))


def _serve(connection: Connection) -> NoReturn:
    """Convert what comes until the worker has ended, and then end at once, with the converter that runs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _stop)
    requests: SimpleQueue[bytes] = SimpleQueue()
    try:
        with ThreadPoolExecutor(1) as thread:
            thread.submit(_receive, connection, requests)
            while True:
                connection.send(_answer(requests.get()))
    finally:
        os._exit(0)


def _receive(connection: Connection, requests: "SimpleQueue[bytes]") -> None:
    try:
        while True:
            requests.put(connection.recv_bytes())
    finally:
        os.kill(os.getpid(), signal.SIGTERM)


def _stop(*_: object) -> NoReturn:
    """Leave what is being done by the way of errors, which ends a converter and removes its folder."""
    raise SystemExit


def _answer(request: bytes) -> Path | tuple[type[DocumentError], dict[str, object]]:
    """The file that a converter made, or what is to be raised: its class and its details but for the path."""
    from imtextgui.documents import conversions

    head, _, data = request.partition(b"\n")
    suffix, seconds = json.loads(head)
    try:
        return conversions.make(Path(f"document{suffix}"), data, suffix, seconds)
    except DocumentError as trouble:
        return type(trouble), {name: detail for name, detail in trouble.details.items() if name != "path"}
