"""What a worker does with its orders, played through in this process."""

import os
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from imtextgui.documents.content import DocumentInfo, Limits, PageContent, Prepare
from imtextgui.documents.opening import Opened
from imtextgui.domain.items import Kind
from imtextgui.errors import DocumentChanging, DocumentDamaged, DocumentMissing, DocumentTooLarge
from imtextgui.indexing.reader_pool import process_limits, worker_main
from imtextgui.indexing.reader_pool.file_reading import Bug, Content, End
from imtextgui.indexing.reader_pool.messages import (
    Answer,
    Begin,
    Digested,
    Idle,
    Note,
    Order,
    ReadTask,
    Started,
    Taken,
    WorkerReady,
)
from imtextgui.indexing.reader_pool.page_numbers import PageNumbers, from_page
from imtextgui.indexing.reader_pool.protocol import PAGES_AHEAD, ReadSpec


class NoMoreOrders(Exception):
    """The play is over."""


class Play:
    """A worker's pipes: it gets ``orders``, and an order for each page it sends where ``taken`` says so."""

    def __init__(self, *orders: Order, taken: bool = True) -> None:
        self.orders = deque(orders)
        self.notes: list[Note] = []
        self.contents: list[tuple[int, Content]] = []
        self.taken = taken
        self.limits: list[int] = []
        """The bounds of memory in megabytes that the worker gave itself."""

    def empty(self) -> bool:
        return not self.orders

    def get(self) -> Order:
        if not self.orders:
            raise NoMoreOrders
        return self.orders.popleft()

    def send(self, note: Note) -> None:
        self.notes.append(note)
        if isinstance(note, Digested) and not isinstance(note.result, Exception):
            self.orders.append(Answer(note.number, None if note.number % 10 == 9 else from_page(1)))

    def content(self, message: tuple[int, Content]) -> None:
        self.contents.append(message)
        if self.taken and isinstance(message[1], PageContent):
            self.orders.append(Taken())

    def run(self, read: Any = None, ahead: int = PAGES_AHEAD) -> "Play":
        self.orders.appendleft(Begin(ReadSpec(np.asarray, Limits(), read or three_pages, ahead)))
        mail: Any = self
        with pytest.raises(NoMoreOrders):
            worker_main.Worker(mail, mail, self.content, self.limits.append).run()
        return self


def three_pages(
    opened: Opened, prepare: Prepare, limits: Limits, pages: PageNumbers
) -> Iterator[DocumentInfo | PageContent]:
    yield DocumentInfo(Kind.MANUAL, 3, "")
    for number in range(pages[0], 4):
        yield PageContent(number, text=opened.path.name)


def tasks(folder: Path, count: int, size: int = 10) -> list[ReadTask]:
    paths = [folder / f"{number}.txt" for number in range(count)]
    for path in paths:
        path.write_bytes(b"x" * size)
    return [ReadTask(number, path) for number, path in enumerate(paths)]


def test_some_files_are_digested_before_the_first_is_read(tmp_path: Path) -> None:
    play = Play(*tasks(tmp_path, 20)).run()
    first = [type(note) for note in play.notes].index(WorkerReady)
    ahead = play.notes[first + 1 : first + 1 + 2 * worker_main.DIGESTED_AHEAD]
    assert [note.number for note in ahead if isinstance(note, Digested)] == list(
        range(worker_main.DIGESTED_AHEAD)
    )
    wanted = [number for number in range(20) if number % 10 != 9]
    assert [number for number, content in play.contents if isinstance(content, End)] == wanted
    assert len([content for _, content in play.contents if isinstance(content, PageContent)]) == 3 * len(
        wanted
    )


def test_a_large_file_is_digested_when_all_small_ones_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_main, "HELD_BYTES", 100)
    given = tasks(tmp_path, 5)
    given[1].path.write_bytes(b"x" * 200)
    play = Play(*given, ReadTask(5, tmp_path / "gone.txt")).run()
    assert [note.number for note in play.notes if isinstance(note, Digested)] == [0, 2, 3, 4, 5, 1]
    assert [number for number, content in play.contents if isinstance(content, End)] == [0, 2, 3, 4, 1]


def test_a_file_that_another_has_taken_over_is_forgotten(tmp_path: Path) -> None:
    play = Play(*tasks(tmp_path, 2), Answer(1, None), Answer(7, None)).run()
    assert [number for number, content in play.contents if isinstance(content, End)] == [0]


def test_every_deed_is_announced_and_waiting_too(tmp_path: Path) -> None:
    play = Play(*tasks(tmp_path, 1)).run()
    assert [type(note) for note in play.notes] == [WorkerReady, Started, Digested, *[Started] * 4, Idle]
    pages = [note.page for note in play.notes if isinstance(note, Started)]
    assert pages == [None, 1, 2, 3, 4], "the page that is at work is told before it begins"
    last = play.notes[-1]
    assert isinstance(last, Idle)
    assert last.received == 1 + 1 + 1 + 3, "what to do, a task, an answer and three pages taken"


def test_no_more_pages_are_sent_than_there_is_room_for(tmp_path: Path) -> None:
    play = Play(*tasks(tmp_path, 1), taken=False).run(ahead=2)
    assert [content.number for _, content in play.contents if isinstance(content, PageContent)] == [1, 2]
    assert isinstance(play.notes[-1], Idle)


def test_files_held_in_memory_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_main, "HELD_AHEAD_BYTES", 2_500)
    held: list[bool] = []

    def look(opened: Opened, *_: object) -> Iterator[DocumentInfo]:
        held.append(opened.data is not None)
        yield DocumentInfo(Kind.MANUAL, 0, "")

    Play(*tasks(tmp_path, 4, size=1_000)).run(look)
    assert held == [True, True, False, False]


def test_a_file_taken_up_again_must_be_the_same(tmp_path: Path) -> None:
    (task,) = tasks(tmp_path, 1)
    play = Play(ReadTask(0, task.path, pages=from_page(2), digest="of something else")).run()
    result = next(note.result for note in play.notes if isinstance(note, Digested))
    assert isinstance(result, DocumentChanging)
    play = Play(ReadTask(0, tmp_path / "gone.txt")).run()
    result = next(note.result for note in play.notes if isinstance(note, Digested))
    assert isinstance(result, DocumentMissing)


@pytest.mark.parametrize(
    ("trouble", "end"),
    [
        (DocumentDamaged(path="a", reason="b"), DocumentDamaged),
        (MemoryError(), DocumentTooLarge),
        (KeyError("x"), Bug),
    ],
)
def test_what_a_reader_raises_ends_the_file_and_not_the_worker(
    tmp_path: Path, trouble: Exception, end: type[Content]
) -> None:
    def fail(*_: object) -> Iterator[DocumentInfo]:
        yield DocumentInfo(Kind.MANUAL, 1, "")
        raise trouble

    play = Play(*tasks(tmp_path, 2)).run(fail)
    assert [type(content) for _, content in play.contents] == [DocumentInfo, end] * 2


def test_long_digests_give_signs_of_life(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 1_000, 5))
    monkeypatch.setattr(
        "imtextgui.indexing.reader_pool.worker_main.time.monotonic", lambda: float(next(clock))
    )
    monkeypatch.setattr("imtextgui.documents.opening.HELD_BYTES", 10)
    monkeypatch.setattr("imtextgui.documents.opening._CHUNK", 100)
    play = Play(*tasks(tmp_path, 1, size=1_000)).run()
    assert sum(isinstance(note, Started) for note in play.notes) >= 10


def test_another_kind_of_work_begins_with_its_own_limit_and_room(tmp_path: Path) -> None:
    first, second = tasks(tmp_path, 2)
    again = Begin(ReadSpec(np.asarray, Limits(memory_mb=77), three_pages, 2))
    play = Play(first)
    send = play.send

    def send_and_begin_again(note: Note) -> None:
        send(note)
        if isinstance(note, Idle) and not play.orders and again not in begun:
            begun.append(again)
            play.orders += [again, second]
            play.taken = False

    begun: list[Order] = []
    play.send = send_and_begin_again  # type: ignore[method-assign]  # the worker sends its notes here
    play.run()
    assert play.limits == [Limits().memory_mb, 77]
    pages = [
        (number, content.number) for number, content in play.contents if isinstance(content, PageContent)
    ]
    assert pages == [(0, 1), (0, 2), (0, 3), (1, 1), (1, 2)], "there is no room for a third page"


def test_on_windows_a_job_bounds_it_and_it_works_below_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    class Bound:
        def __init__(self, kernel: object, alone: bool) -> None:
            asked.append((kernel, alone))

        def set(self, extra: int) -> None:
            asked.append(extra)

    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr("imtextgui.windows.jobs.libraries", lambda: ("kernel32", "ntdll"))
    monkeypatch.setattr("imtextgui.windows.jobs.MemoryBound", Bound)
    monkeypatch.setattr(
        "imtextgui.windows.jobs.lower_priority", lambda kernel: asked.append(("lower", kernel))
    )
    process_limits.lower_priority()
    process_limits.memory_limit(alone=True)(512)
    assert asked == [("lower", "kernel32"), ("kernel32", True), 512 * 2**20]


@pytest.mark.skipif(sys.platform != "linux", reason="the limits of Linux")
def test_on_linux_it_leaves_the_processor_and_goes_first_when_memory_runs_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import resource

    asked: list[object] = []
    monkeypatch.setattr(os, "nice", asked.append)
    monkeypatch.setattr(Path, "write_text", lambda path, text: asked.append((str(path), text)))
    monkeypatch.setattr(resource, "setrlimit", lambda what, limits: asked.append(limits))
    process_limits.lower_priority()
    process_limits.limit_memory(64)
    nice, first, (soft, hard) = asked  # type: ignore[misc]
    assert (nice, first) == (5, ("/proc/self/oom_score_adj", "500"))
    assert soft > 64 * 2**20  # type: ignore[has-type]
    assert hard == resource.getrlimit(resource.RLIMIT_AS)[1]  # type: ignore[has-type]
    monkeypatch.setattr(sys, "platform", "darwin")
    process_limits.limit_memory(64)
    assert len(asked) == 3


def test_elsewhere_the_address_space_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert process_limits.memory_limit() is process_limits.limit_memory
