"""Does many things, one after the other, in one process that may die or hang at any of them, and tells how each ended.

A process is started once for hundreds of inputs instead of once for each; the one at which it ended, or gave no sign
of life, is known all the same, and a new process goes on behind it.
"""

import faulthandler
import multiprocessing
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeAlias

from imtextgui.errors import ImTextError
from imtextgui.indexing.reader_pool.process_limits import memory_limit

FOR_ONE_PROCESS = 400
"""Inputs that one process takes: what a library does not give back shall not add up to an end for want of memory."""

MOST_SILENCES = 6
"""An input that gives signs of life all the time is ended after so many times the silence that is allowed."""

MEMORY_MB = 1_024
"""As ``Limits.memory_mb`` gives a reader process."""

Alive: TypeAlias = Callable[[], None]
Act: TypeAlias = Callable[[int, Alive], None]
"""Does what input ``number`` is about, and calls the other for each step that ends."""

ANSWERED, FAILED, TIMED_OUT, DIED = "answered", "failure", "timed out", "died"


@dataclass(frozen=True, slots=True)
class Ending:
    """How one input ended: ``ANSWERED``, the code of an expected problem, or one of the three others with a reason."""

    number: int
    code: str
    reason: str = ""


def endings(make: Callable[[Path], Act], folder: Path, numbers: range, seconds: float) -> Iterator[Ending]:
    """How each of ``numbers`` ended; ``make(folder)`` is called in each process, and gives what is done with a number.

    ``seconds``: silence after which a process is ended.
    """
    # A fork has everything loaded; where there is none, ``make`` has to be something that can be pickled.
    forks = hasattr(os, "fork")
    context = multiprocessing.get_context("fork") if forks else multiprocessing.get_context("spawn")
    first, last = numbers.start, numbers.stop
    while first < last:
        ours, theirs = context.Pipe(duplex=False)
        share = range(first, min(first + FOR_ONE_PROCESS, last))
        process = context.Process(target=_work, args=(theirs, make, folder, share))
        process.start()
        theirs.close()
        with closing(ours):
            for ending in _listen(ours, share, seconds):
                first = ending.number + 1
                if ending.code == TIMED_OUT:
                    process.kill()
                if ending.code == DIED:
                    process.join()
                    yield Ending(ending.number, DIED, f"{process.exitcode} {_last_words(folder)}")
                else:
                    yield ending
        process.join()
        process.close()


def _listen(connection: Connection, numbers: range, seconds: float) -> Iterator[Ending]:
    """The endings of ``numbers`` up to the first at which the process died or was silent."""
    for number in numbers:
        told: Ending | None = None
        for _ in range(MOST_SILENCES * 1_000):
            if not connection.poll(seconds):
                yield Ending(number, TIMED_OUT, f"{seconds:g} s")
                return
            try:
                told = connection.recv()
            except (EOFError, OSError):
                yield Ending(number, DIED)
                return
            if told is not None:
                break
        yield told or Ending(number, TIMED_OUT, "signs of life without an end")
        if told is None:
            return


def _work(connection: Connection, make: Callable[[Path], Act], folder: Path, numbers: range) -> None:
    """What the process does; libraries that write to standard error write to nowhere."""
    scratch = folder / "temporary"
    scratch.mkdir(exist_ok=True)
    tempfile.tempdir = str(scratch)
    with Path(os.devnull).open("ab") as nowhere:
        os.dup2(nowhere.fileno(), sys.stderr.fileno())
    with _words_file(folder).open("w", encoding="utf-8") as words:
        faulthandler.enable(words)
        act = make(folder)
        memory_limit()(MEMORY_MB)
        for number in numbers:
            connection.send(_ending(act, number, lambda: connection.send(None)))
    connection.close()


def _ending(act: Act, number: int, alive: Alive) -> Ending:
    try:
        act(number, alive)
    except ImTextError as trouble:
        return Ending(number, trouble.code)
    except MemoryError:
        return Ending(number, "memory")
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as trouble:  # what must not be, panics of Rust among it
        places = [
            f"{Path(frame.filename).name}:{frame.lineno}"
            for frame in traceback.extract_tb(trouble.__traceback__)
        ]
        return Ending(number, FAILED, f"{type(trouble).__name__}: {trouble} at {' '.join(places[-4:])}"[:500])
    return Ending(number, ANSWERED)


def _words_file(folder: Path) -> Path:
    return folder / "last words"


def _last_words(folder: Path) -> str:
    """Where the process was when it died, as far as Python knows."""
    with suppress(OSError):
        lines = _words_file(folder).read_text(encoding="utf-8", errors="replace").splitlines()
        return " | ".join(line.strip() for line in lines if "File" in line)[:300]
    return ""
