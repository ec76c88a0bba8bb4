"""Where no process can be started, a run reads without; its notes say so."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from imtextgui.documents.content import DocumentInfo, Limits, PageContent, Prepare
from imtextgui.documents.opening import Opened
from imtextgui.domain.progress import Job, Progress, Stage, run
from imtextgui.errors import DocumentError
from imtextgui.indexing.reader_pool.events import Finished, Waiting
from imtextgui.indexing.reader_pool.fallback_pool import FallbackReaderPool
from imtextgui.indexing.reader_pool.page_numbers import PageNumbers
from imtextgui.indexing.reader_pool.process_pool import ProcessReaderPool
from imtextgui.indexing.reader_pool.process_stream import NoWorkers
from imtextgui.indexing.reader_pool.protocol import ReaderPool, ReadSpec
from imtextgui.indexing.reader_pool.run_pool import closing_readers, open_reader_pool
from imtextgui.indexing.reader_pool.worker_process import WorkerProcess

FELL_BACK = "files are read without reader processes"


def refuse() -> WorkerProcess:
    raise PermissionError("no process is to be started here")


def tell_process(
    opened: Opened, prepare: Prepare, limits: Limits, pages: PageNumbers
) -> Iterator[DocumentInfo | PageContent]:
    yield PageContent(1, text=str(os.getpid()))


SPEC = ReadSpec(np.asarray, read=tell_process)


def texts(folder: Path, count: int) -> list[tuple[str, Path]]:
    paths = [folder / f"{number:02}.txt" for number in range(count)]
    for path in paths:
        path.write_text(path.name)
    return [(path.name, path) for path in paths]


def read(
    pool: ReaderPool, files: list[tuple[str, Path]], spec: ReadSpec = SPEC
) -> tuple[list[str], set[str]]:
    """The files in the order they ended, and the processes that read them."""
    order, pids = [], set()
    with closing(pool.stream(files, spec)) as stream:
        for key, event in stream:
            if isinstance(event, Finished | DocumentError):
                order.append(key)
            elif isinstance(event, PageContent):
                pids.add(event.text)
    return order, pids


@pytest.mark.expects_log(FELL_BACK)
def test_a_run_goes_on_without_processes_where_none_can_be_started(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    files = texts(tmp_path, 30)
    with FallbackReaderPool(ProcessReaderPool(2, start=refuse)) as pool:
        for _ in range(2):
            assert read(pool, files) == ([key for key, _ in files], {str(os.getpid())})
    notes = [record.getMessage() for record in caplog.records if FELL_BACK in record.getMessage()]
    assert len(notes) == 1
    assert "no process is to be started here" in notes[0]


class Fatal:
    """Ends the process that it is sent to."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (3,)

    def __call__(self, _image: object) -> np.ndarray:
        raise AssertionError("is never called")


@pytest.mark.expects_log(FELL_BACK)
def test_processes_that_end_before_they_are_ready_are_none(tmp_path: Path) -> None:
    files = texts(tmp_path, 3)
    spec = ReadSpec(Fatal(), read=tell_process)
    with open_reader_pool(1) as pool:
        assert read(pool, files, spec) == ([key for key, _ in files], {str(os.getpid())})


def test_with_processes_nothing_is_read_here(tmp_path: Path) -> None:
    files = texts(tmp_path, 3)
    with open_reader_pool(1) as pool:
        order, pids = read(pool, files)
        pool.reset()
    assert order == [key for key, _ in files]
    assert str(os.getpid()) not in pids


def crash(
    opened: Opened, prepare: Prepare, limits: Limits, pages: PageNumbers
) -> Iterator[DocumentInfo | PageContent]:
    yield PageContent(1)
    os._exit(1)


def test_processes_that_cannot_be_replaced_any_more_are_an_error(tmp_path: Path) -> None:
    allowed = [WorkerProcess]

    def start_one() -> WorkerProcess:
        return allowed.pop()() if allowed else refuse()

    pool = FallbackReaderPool(ProcessReaderPool(1, start=start_one))
    with pool, pytest.raises(NoWorkers):
        read(pool, texts(tmp_path, 3), ReadSpec(np.asarray, read=crash))


def test_readers_end_with_the_run(tmp_path: Path) -> None:
    ended: list[str] = []

    class Watched(FallbackReaderPool):
        def close(self) -> None:
            ended.append("closed")
            super().close()

    def job(pool: ReaderPool) -> Job[int]:
        for _, event in pool.stream(texts(tmp_path, 2), SPEC):
            if not isinstance(event, Waiting):
                yield Progress(Stage.READ)
        return 7

    pool = Watched(ProcessReaderPool(1))
    assert run(closing_readers(pool, job(pool))) == 7
    assert ended == ["closed"]
    stopped = closing_readers(pool, job(pool))
    next(stopped)
    stopped.close()
    assert ended == ["closed"] * 2
