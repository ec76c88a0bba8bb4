"""Reading ahead: order, the window, and what a bad file may cost."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image

from imtextgui.documents.content import DocumentInfo, Limits, Listing, PageContent, Prepare
from imtextgui.documents.opening import Opened
from imtextgui.documents.readers import read_opened
from imtextgui.domain.embedding import Tensor
from imtextgui.domain.items import Kind
from imtextgui.errors import (
    DocumentCrashed,
    DocumentDamaged,
    DocumentError,
    DocumentMissing,
    DocumentTimedOut,
)
from imtextgui.indexing.reader_pool import Ahead, Digest, Event, Finished, Waiting
from imtextgui.indexing.worker_main import PageNumbers, from_page

IMPATIENT = Limits(seconds_per_page=4.0)


def prepare(image: Image.Image) -> Tensor:
    return np.asarray(image.convert("RGB").resize((8, 8)))


def misbehave(
    opened: Opened, prepare: Prepare, limits: Limits, pages: PageNumbers
) -> Iterator[DocumentInfo | PageContent | Listing]:
    """Reads as usual, but does what a file's first word says, after its first page."""
    word = opened.head[:20].split()[0].decode()
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


def told(ahead: Ahead[str]) -> list[tuple[str, Event]]:
    """Everything that is told of the files, without the moments of waiting."""
    return [(key, event) for key, event in ahead if not isinstance(event, Waiting)]


def ends(events: list[tuple[str, Event]]) -> list[str]:
    """How each file ended, in order."""
    return [
        "finished" if isinstance(event, Finished) else event.code
        for _, event in events
        if isinstance(event, Finished | DocumentError)
    ]


def test_events_of_a_file_come_in_order_and_files_in_theirs(tmp_path: Path) -> None:
    files = texts(tmp_path, *["word"] * 30)
    picture = tmp_path / "photo.png"
    Image.new("RGB", (500, 300), "red").save(picture)
    files.insert(3, ("photo.png", picture))
    with Ahead(files, prepare, workers=2) as ahead:
        events = told(ahead)
    assert [type(event) for _, event in events] == [Digest, DocumentInfo, PageContent, Finished] * 31
    assert [key for key, event in events if isinstance(event, Digest)] == [key for key, _ in files]
    page = events[3 * 4 + 2][1]
    assert isinstance(page, PageContent)
    assert page.tensor is not None
    assert page.tensor.shape == (8, 8, 3)


def test_only_wanted_files_are_read_and_from_the_page_asked_for(tmp_path: Path) -> None:
    long = tmp_path / "long.txt"
    long.write_text("\f".join(f"page {number}" for number in range(1, 6)))
    files = [*texts(tmp_path, "known", "new"), ("long", long)]
    answers = {"000 known.txt": None, "001 new.txt": from_page(1), "long": from_page(4)}
    with Ahead(files, prepare, workers=1, wanted=lambda key, digest: answers[key]) as ahead:
        events = told(ahead)
    assert [event for key, event in events if key.endswith("known.txt")][1:] == [Finished(skipped=True)]
    assert [event.text for key, event in events if isinstance(event, PageContent)] == [
        "new 本文 1",
        "page 4",
        "page 5",
    ]


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
    with Ahead(files, prepare, limits, workers=2, read=misbehave) as ahead:
        events = told(ahead)
    assert ends(events) == ["finished", code, "finished", "finished", code, "finished"]
    pages = [key for key, event in events if isinstance(event, PageContent)]
    assert sorted(set(pages)) == sorted(pages), "no page twice"
    assert len([key for key in pages if "good" in key]) == 4


@pytest.mark.expects_log("a reader failed on")
def test_a_bug_in_a_reader_is_logged_with_its_trace(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with Ahead(texts(tmp_path, "bug", "good"), prepare, workers=1, read=misbehave) as ahead:
        assert ends(told(ahead)) == [DocumentCrashed.code, "finished"]
    assert "ZeroDivisionError" in caplog.text


def test_pages_wait_until_they_are_taken(tmp_path: Path) -> None:
    files = texts(tmp_path, "pages", "pages", "word")
    with Ahead(files, prepare, workers=2, read=misbehave) as ahead:
        seen = []
        for key, event in ahead:
            if isinstance(event, PageContent):
                seen.append((key, event.number))
                if event.number == 1:
                    time.sleep(0.5)
                    held = sum(len(file.events) for file in ahead._window)
                    assert held < 100, "the window is bounded however slow we are"
    assert seen == [(key, number) for key, _ in files[:2] for number in range(1, 301)] + [(files[2][0], 1)]


def test_a_reader_that_waits_for_us_does_not_time_out(tmp_path: Path) -> None:
    files = texts(tmp_path, "pages", "pages")
    with Ahead(files, prepare, Limits(seconds_per_page=1.5), workers=2, read=misbehave) as ahead:
        for _, event in ahead:
            if isinstance(event, PageContent) and event.number == 40:
                time.sleep(2.5)
            assert not isinstance(event, DocumentError)


def test_waiting_is_told_while_a_file_takes_its_time(tmp_path: Path) -> None:
    with Ahead(
        texts(tmp_path, "hang"), prepare, Limits(seconds_per_page=1.5), workers=1, read=misbehave
    ) as ahead:
        events = [event for _, event in ahead]
    assert sum(isinstance(event, Waiting) for event in events[1:]) >= 2
    assert isinstance(events[-1], DocumentError)


def test_files_that_vanish_or_are_damaged_end_in_their_code(tmp_path: Path) -> None:
    files = texts(tmp_path, "good", "gone", "good")
    files[1][1].unlink()
    damaged = tmp_path / "damaged.jpg"
    damaged.write_bytes(b"\xff\xd8\xff\xe0 no picture")
    with Ahead([*files, ("damaged", damaged)], prepare, workers=2) as ahead:
        assert ends(told(ahead)) == ["finished", DocumentMissing.code, "finished", DocumentDamaged.code]


def test_leaving_early_ends_the_workers(tmp_path: Path) -> None:
    me = psutil.Process()
    before = {child.pid for child in me.children()}
    with Ahead(texts(tmp_path, *["word"] * 20), prepare, workers=2) as ahead:
        events = iter(ahead)
        next(events)
        assert len(_workers(me, before)) == 2
    assert not _workers(me, before)


def _workers(parent: psutil.Process, before: set[int]) -> list[psutil.Process]:
    return [
        child
        for child in parent.children()
        if child.pid not in before and "resource_tracker" not in " ".join(child.cmdline())
    ]


PARENT = """
import sys, time
from pathlib import Path
sys.path[:0] = [{tests!r}]
from test_ahead import misbehave, prepare
from imtextgui.documents.content import Limits
from imtextgui.indexing.ahead import Ahead
if __name__ == "__main__":
    files = [(path.name, path) for path in sorted(Path({folder!r}).glob("*.txt"))]
    for key, event in Ahead(files, prepare, Limits(), workers=2, read=misbehave):
        print(key, flush=True)
        if "pages" in key:
            time.sleep(600)
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
    _, alive = psutil.wait_procs(children, timeout=3)
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
        _, errors = parent.communicate(timeout=20)
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
    ahead = Ahead(texts(tmp_path, "word"), Fatal(), workers=1)
    with pytest.raises(RuntimeError, match="before they have started"):
        list(ahead)


def test_an_error_of_the_one_who_is_asked_goes_to_the_one_who_listens(tmp_path: Path) -> None:
    def refuse(key: str, digest: str) -> PageNumbers | None:
        raise ConnectionError(key)

    with pytest.raises(ConnectionError):
        list(Ahead(texts(tmp_path, "word"), prepare, workers=1, wanted=refuse))
