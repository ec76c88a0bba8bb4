"""Worker processes: the window, what hanging and crashing files cost, and that workers stay between streams."""

import mmap
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image

from imtextgui.documents.content import DEFAULT_LIMITS, DocumentInfo, Limits, Listing, PageContent, Prepare
from imtextgui.documents.opening import Opened
from imtextgui.documents.readers import read_opened
from imtextgui.domain.embedding import Tensor
from imtextgui.domain.items import Kind
from imtextgui.errors import (
    DocumentCrashed,
    DocumentError,
    DocumentTimedOut,
)
from imtextgui.indexing.reader_pool import process_stream
from imtextgui.indexing.reader_pool.events import Event, Finished, Waiting
from imtextgui.indexing.reader_pool.page_numbers import PageNumbers
from imtextgui.indexing.reader_pool.process_pool import ProcessReaderPool
from imtextgui.indexing.reader_pool.process_stream import NoWorkers, ProcessStream
from imtextgui.indexing.reader_pool.protocol import Read, ReadSpec, read_whole
from imtextgui.indexing.reader_pool.worker_process import WorkerProcess

IMPATIENT = Limits(seconds_per_page=4.0)


def prepare(image: Image.Image) -> Tensor:
    return np.asarray(image.convert("RGB").resize((8, 8)))


def misbehave(
    opened: Opened, prepare: Prepare, limits: Limits, pages: PageNumbers
) -> Iterator[DocumentInfo | PageContent | Listing]:
    """Reads as usual, but does what a file's first word says, after its first page."""
    word = opened.head[:20].split()[0].decode()
    if pages[0] > 1:
        # Taken up again after its first page, it does the same once more.
        DEEDS.get(word, lambda: None)()
    if word == "pages":
        yield DocumentInfo(Kind.MANUAL, 300, "")
        tensor = np.zeros((224, 224, 3), np.uint8)
        for number in range(pages[0], 301):
            yield PageContent(number, text=str(os.getpid()), tensor=tensor)
        return
    for content in read_opened(opened, prepare, limits, pages[0]):
        yield content
        if isinstance(content, PageContent):
            DEEDS.get(word, lambda: None)()


def _hog() -> None:
    hogged = bytearray(8 * 2**30)
    assert not hogged, "the memory limit did not hold"


DEEDS: dict[str, Callable[[], object]] = {
    "hang": lambda: time.sleep(600),
    "abort": os.abort,
    "segfault": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "exit": lambda: os._exit(0),
    "bug": lambda: 1 // 0,
    "hog": _hog,
}


def texts(folder: Path, *words: str) -> list[tuple[str, Path]]:
    """One text file for each word, whose first word it is; the key is the file's name."""
    files = []
    for number, word in enumerate(words):
        path = folder / f"{number:03} {word}.txt"
        path.write_text(f"{word} 本文 {number}\n")
        files.append((path.name, path))
    return files


@contextmanager
def reading(
    files: list[tuple[str, Path]],
    limits: Limits = DEFAULT_LIMITS,
    *,
    workers: int = 2,
    read: Read = read_whole,
) -> Iterator[ProcessStream[str]]:
    """A stream of ``files`` and a pool for it alone."""
    with (
        ProcessReaderPool(workers) as pool,
        closing(pool.stream(files, ReadSpec(prepare, limits, read))) as stream,
    ):
        yield stream


def told(stream: ProcessStream[str]) -> list[tuple[str, Event]]:
    """Everything that is told of the files, without the moments of waiting."""
    return [(key, event) for key, event in stream if not isinstance(event, Waiting)]


def ends(events: list[tuple[str, Event]]) -> list[str]:
    """How each file ended, by name; files that take long are overtaken."""
    ended = {
        key: "finished" if isinstance(event, Finished) else event.code
        for key, event in events
        if isinstance(event, Finished | DocumentError)
    }
    return [ended[key] for key in sorted(ended)]


@pytest.mark.parametrize(
    ("deed", "code"),
    [
        ("hang", DocumentTimedOut.code),
        ("abort", DocumentCrashed.code),
        ("segfault", DocumentCrashed.code),
        ("exit", DocumentCrashed.code),
        ("hog", "document-too-large"),
    ],
)
def test_a_bad_file_costs_only_itself(tmp_path: Path, deed: str, code: str) -> None:
    files = texts(tmp_path, "good", deed, "good", "good", deed, "good")
    limits = IMPATIENT if deed == "hang" else Limits()
    with reading(files, limits, read=misbehave) as stream:
        events = told(stream)
    assert ends(events) == ["finished", code, "finished", "finished", code, "finished"]
    pages = [key for key, event in events if isinstance(event, PageContent)]
    assert sorted(set(pages)) == sorted(pages), "no page twice"
    assert len([key for key in pages if "good" in key]) == 4


def die_once(
    opened: Opened, prepare: Prepare, limits: Limits, pages: PageNumbers
) -> Iterator[DocumentInfo | PageContent | Listing]:
    """Reads as usual; of a file that begins with "killed" the reader is ended by somebody, the first time."""
    mark = opened.path.with_suffix(".mark")
    for content in read_opened(opened, prepare, limits, pages[0]):
        if isinstance(content, PageContent) and opened.head.startswith(b"killed") and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        yield content


def die_always(
    opened: Opened, prepare: Prepare, limits: Limits, pages: PageNumbers
) -> Iterator[DocumentInfo | PageContent | Listing]:
    opened.path.with_suffix(".mark").unlink(missing_ok=True)
    yield from die_once(opened, prepare, limits, pages)


def test_a_reader_that_is_killed_once_costs_nothing(tmp_path: Path) -> None:
    files = texts(tmp_path, "good", "killed", "good", "killed")
    with reading(files, read=die_once) as stream:
        events = told(stream)
    assert ends(events) == ["finished"] * 4
    assert sorted(key for key, event in events if isinstance(event, PageContent)) == [key for key, _ in files]


@pytest.mark.skipif(sys.platform == "win32", reason="nobody tells who ended a process")
def test_a_reader_that_is_killed_twice_is_no_fault_of_the_file(tmp_path: Path) -> None:
    with reading(texts(tmp_path, "good", "killed", "good"), read=die_always) as stream:
        assert ends(told(stream)) == ["finished", "document-reader-killed", "finished"]


def slow_first(
    opened: Opened, prepare: Prepare, limits: Limits, pages: PageNumbers
) -> Iterator[DocumentInfo | PageContent | Listing]:
    """Reads as usual; a file that begins with "slow" has a second page when all others have been read."""
    yield from read_opened(opened, prepare, limits, pages[0])
    if opened.head.startswith(b"slow"):
        while not (opened.path.parent / "done").exists():
            time.sleep(0.02)
        yield PageContent(2, text="late")


@pytest.mark.parametrize("others", [3, 14])
def test_quick_files_overtake_one_that_takes_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, others: int
) -> None:
    monkeypatch.setattr(process_stream, "OVERTAKEN_SECONDS", 0.1)
    monkeypatch.setattr(process_stream, "STUCK_SECONDS", 0.1)
    files = texts(tmp_path, "slow", *["quick"] * others)
    ended: list[str] = []
    pages: list[tuple[str, int]] = []
    with reading(files, read=slow_first) as stream:
        for key, event in stream:
            if isinstance(event, PageContent):
                pages.append((key, event.number))
            if isinstance(event, Finished | DocumentError):
                ended.append(key)
                if len(ended) == others:
                    (tmp_path / "done").touch()
    assert ended[-1] == files[0][0], "also files that the same reader was given"
    assert sorted(ended) == [key for key, _ in files]
    assert sorted(pages) == sorted([*((key, 1) for key, _ in files), (files[0][0], 2)]), "no page twice"


@pytest.mark.expects_log("a reader failed on")
def test_a_bug_in_a_reader_is_logged_with_its_trace(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with reading(texts(tmp_path, "bug", "good"), workers=1, read=misbehave) as stream:
        assert ends(told(stream)) == [DocumentCrashed.code, "finished"]
    assert "ZeroDivisionError" in caplog.text


def test_pages_wait_until_they_are_taken(tmp_path: Path) -> None:
    files = texts(tmp_path, "pages", "pages", "word")
    with reading(files, read=misbehave) as stream:
        seen = []
        for key, event in stream:
            if isinstance(event, PageContent):
                seen.append((key, event.number))
                if event.number == 1:
                    time.sleep(0.5)
                    assert stream.untold < 100, "the window is bounded however slow we are"
    assert seen == [(key, number) for key, _ in files[:2] for number in range(1, 301)] + [(files[2][0], 1)]


def test_a_reader_that_waits_for_us_does_not_time_out(tmp_path: Path) -> None:
    files = texts(tmp_path, "pages", "pages")
    with reading(files, Limits(seconds_per_page=1.5), read=misbehave) as stream:
        for _, event in stream:
            if isinstance(event, PageContent) and event.number == 40:
                time.sleep(2.5)
            assert not isinstance(event, DocumentError)


def test_waiting_is_told_while_a_file_takes_its_time(tmp_path: Path) -> None:
    files = texts(tmp_path, "hang")
    with reading(files, Limits(seconds_per_page=1.5), workers=1, read=misbehave) as stream:
        events = [event for _, event in stream]
    assert sum(isinstance(event, Waiting) for event in events[1:]) >= 2
    assert isinstance(events[-1], DocumentError)


def test_leaving_early_ends_the_workers(tmp_path: Path) -> None:
    me = psutil.Process()
    before = {child.pid for child in me.children()}
    with reading(texts(tmp_path, *["word"] * 20)) as stream:
        events = iter(stream)
        next(events)
        assert len(_workers(me, before)) == 2
    assert not _workers(me, before)


def pids(pool: ProcessReaderPool, files: list[tuple[str, Path]], spec: ReadSpec | None = None) -> set[str]:
    """The processes that read ``files``."""
    with closing(pool.stream(files, spec or ReadSpec(prepare, read=tell_process))) as stream:
        return {event.text for _, event in stream if isinstance(event, PageContent)}


def tell_process(
    opened: Opened, prepare: Prepare, limits: Limits, pages: PageNumbers
) -> Iterator[DocumentInfo | PageContent]:
    yield PageContent(1, text=str(os.getpid()))


def test_workers_stay_between_streams(tmp_path: Path) -> None:
    files = texts(tmp_path, *["word"] * 12)
    with ProcessReaderPool(2) as pool:
        first = pids(pool, files)
        assert len(first) == 2
        assert pids(pool, files) == first
        assert pids(pool, files[:1]) < first
        smaller = ReadSpec(prepare, Limits(memory_mb=700), tell_process)
        assert pids(pool, files, smaller).isdisjoint(first), "they may hold more than they are allowed now"


def test_a_worker_that_died_or_was_at_a_file_is_replaced(tmp_path: Path) -> None:
    files = texts(tmp_path, "pages", "word")
    with ProcessReaderPool(1) as pool:
        (first,) = pids(pool, files)
        os.kill(int(first), signal.SIGKILL)
        (second,) = pids(pool, files)
        assert second != first
        with closing(pool.stream(files, ReadSpec(prepare, read=misbehave))) as stream:
            for _, event in stream:
                if isinstance(event, PageContent):
                    break
        assert not psutil.pid_exists(int(second))
        assert pids(pool, files).isdisjoint({first, second})


def grow(
    opened: Opened, prepare: Prepare, limits: Limits, pages: PageNumbers
) -> Iterator[DocumentInfo | PageContent]:
    HELD.append(mmap.mmap(-1, 1_100 * 2**20))
    yield PageContent(1, text=str(os.getpid()))


HELD: list[mmap.mmap] = []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the size of another process")
def test_a_worker_that_has_grown_is_replaced(tmp_path: Path) -> None:
    files = texts(tmp_path, "word")
    with ProcessReaderPool(1) as pool:
        roomy = Limits(memory_mb=2_048)
        (grown,) = pids(pool, files, ReadSpec(prepare, roomy, grow))
        (fresh,) = pids(pool, files, ReadSpec(prepare, roomy, tell_process))
        assert fresh != grown
        assert pids(pool, files, ReadSpec(prepare, roomy, tell_process)) == {fresh}


def test_the_memory_limit_holds_for_each_kind_of_work_anew(tmp_path: Path) -> None:
    with ProcessReaderPool(1) as pool:
        pids(pool, texts(tmp_path, "word"))
        files = texts(tmp_path, "hog", "good")
        with closing(pool.stream(files, ReadSpec(prepare, read=misbehave))) as stream:
            assert ends(told(stream)) == ["document-too-large", "finished"]


def refuse() -> WorkerProcess:
    raise PermissionError("no process is to be started here")


def test_no_process_is_an_error_and_one_less_is_not(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    files = texts(tmp_path, *["word"] * 20)
    with ProcessReaderPool(2, start=refuse) as pool, pytest.raises(NoWorkers, match="no process is"):
        told(pool.stream(files, ReadSpec(prepare)))
    allowed = [WorkerProcess]

    def start_one() -> WorkerProcess:
        return allowed.pop()() if allowed else refuse()

    with ProcessReaderPool(2, start=start_one) as pool, caplog.at_level("INFO"):
        assert ends(told(pool.stream(files, ReadSpec(prepare)))) == ["finished"] * 20
    assert "1 reader processes have to do" in caplog.text


def _workers(parent: psutil.Process, before: set[int]) -> list[psutil.Process]:
    return [
        child
        for child in parent.children()
        if child.pid not in before and "resource_tracker" not in " ".join(child.cmdline())
    ]


PARENT = """
import signal, sys, time
from pathlib import Path
sys.path[:0] = [{tests!r}]
from test_process_pool import misbehave, prepare
from imtextgui.indexing.reader_pool.process_pool import ProcessReaderPool
from imtextgui.indexing.reader_pool.protocol import ReadSpec
if __name__ == "__main__":
    # As the command line does: an interrupt that is raised while a destructor runs is lost there.
    interrupts = []
    signal.signal(signal.SIGINT, lambda *interrupt: interrupts.append(interrupt))
    files = [(path.name, path) for path in sorted(Path({folder!r}).glob("*.txt"))]
    for key, event in ProcessReaderPool(2).stream(files, ReadSpec(prepare, read=misbehave)):
        print(key, flush=True)
        # Not one long sleep: an interrupt in the moment before it would be noticed at its end.
        while "pages" in key and not interrupts:
            time.sleep(0.05)
        if interrupts:
            raise KeyboardInterrupt
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of POSIX")
def test_workers_end_with_a_killed_parent(tmp_path: Path) -> None:
    texts(tmp_path, "pages", "hang")
    script = tmp_path / "parent.py"
    script.write_text(PARENT.format(tests=str(Path(__file__).parent), folder=str(tmp_path)))
    with subprocess.Popen([sys.executable, "-W", "error", str(script)], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        children = psutil.Process(parent.pid).children(recursive=True)
        assert len(children) >= 2
        parent.kill()
    _, alive = psutil.wait_procs(children, timeout=120)
    # On a busy machine it may be a while until the system takes note of one that has ended.
    assert not [child for child in alive if child.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT to a group is of POSIX")
def test_interrupt_and_warnings_leave_nothing_on_the_error_stream(tmp_path: Path) -> None:
    texts(tmp_path, "pages", "word")
    script = tmp_path / "parent.py"
    script.write_text(PARENT.format(tests=str(Path(__file__).parent), folder=str(tmp_path)))
    with subprocess.Popen(
        [sys.executable, "-W", "error", str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        os.killpg(parent.pid, signal.SIGINT)
        try:
            _, errors = parent.communicate(timeout=120)
        finally:
            parent.kill()
    assert errors.decode().strip().endswith("KeyboardInterrupt")
    assert errors.count(b"Traceback") == 1
    assert b"Warning" not in errors


class Fatal:
    """Ends the process that it is sent to."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (3,)

    def __call__(self, image: Image.Image) -> Tensor:
        raise AssertionError("is never called")


def test_workers_that_never_start_are_our_fault_and_not_a_file_s(tmp_path: Path) -> None:
    with ProcessReaderPool(1) as pool, pytest.raises(NoWorkers, match="before they have started"):
        list(pool.stream(texts(tmp_path, "word"), ReadSpec(Fatal())))
