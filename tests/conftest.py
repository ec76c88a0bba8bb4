"""What holds for every test: own data folder, English, no window server, no warning, no leaked thread."""

import gc
import logging
import os
import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import nullcontext, suppress
from multiprocessing import util
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from imtextgui.config import policy
from imtextgui.indexing.reader_pool import run_pool
from imtextgui.indexing.reader_pool.in_process_pool import InProcessReaderPool
from tests import file_order, lone_surrogates, unmeasured

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# A busy machine is no failure; a test that hangs has a timeout of its own.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable() -> Generator[None, object, object]:
    """Escape what a worker of xdist cannot send: it ends at once on a log that shows an undecodable file name."""
    return lone_surrogates.escaped((yield))


class FrozenHeap:
    """Leaves what was imported, which stays, out of every later collection of garbage.

    The tests of the window collect after each test, and the objects of imported modules (1.2 million where torch is
    among them) are nearly all that there is to look through: three quarters of those tests' processor time.
    """

    def __init__(self) -> None:
        self._modules = 0

    def keep_up(self) -> None:
        """Freeze what there is, if a good deal was imported since the last time."""
        if len(sys.modules) - self._modules >= MANY_MODULES:
            gc.collect()
            gc.freeze()
            self._modules = len(sys.modules)


MANY_MODULES = 50
heap = FrozenHeap()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    file_order.longest_first(items)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    # Nothing of the test before is alive any more, and nothing of this one yet.
    heap.keep_up()


@pytest.fixture(autouse=True, scope="session")
def no_data_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What fixtures of a module or of the session make lies in no folder of the user's, either."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IMTEXTGUI_DATA", str(tmp_path_factory.mktemp("session-data")))
        patch.setenv("IMTEXTGUI_LANGUAGE", "en")
        yield


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, logs and catalogues of a test go to a folder of its own, and messages are English."""
    folder = tmp_path_factory.mktemp("data")
    monkeypatch.setenv("IMTEXTGUI_DATA", str(folder))
    monkeypatch.setenv("IMTEXTGUI_LANGUAGE", "en")
    monkeypatch.setattr(policy, "system_file", lambda: folder / "policy" / "policy.toml")
    return folder


@pytest.fixture(autouse=True)
def links_where_they_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that wants a link is skipped where Windows wants a privilege for it, or Wine makes none in silence."""
    if sys.platform != "win32":
        return
    make = os.symlink

    def symlink(source: Any, target: Any, *more: Any, **chosen: Any) -> None:
        there = os.path.lexists(target)
        with suppress(OSError) if not there else nullcontext():
            make(source, target, *more, **chosen)
        # pytest's own link to the folder of its last run is no test's.
        if not os.path.lexists(target) and not str(target).endswith("current"):
            pytest.skip("no links are made here")

    monkeypatch.setattr(os, "symlink", symlink)


@pytest.fixture(autouse=True, scope="session")
def workers_are_not_measured() -> Iterator[None]:
    """Workers start without coverage, which costs half their start: they only ever end where nothing is saved."""
    start = util.spawnv_passfds

    def start_unmeasured(*arguments: Any) -> int:
        with pytest.MonkeyPatch.context() as patch:
            patch.delenv(unmeasured.SWITCH, raising=False)
            return start(*arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(util, "spawnv_passfds", start_unmeasured)
        yield


@pytest.fixture(autouse=True)
def files_are_read_in_this_process(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs of a catalogue start no reader processes, which cost most of a second each, unless the test is about them.

    The contract suite holds both kinds of pools to the same behaviour; ``reader_processes`` marks a test that is to
    have the program's own.
    """
    if request.node.get_closest_marker("reader_processes") is None:
        monkeypatch.setattr(run_pool, "open_reader_pool", lambda workers, sources: InProcessReaderPool())


@pytest.fixture(autouse=True)
def no_unexpected_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A record of level WARNING or above fails the test, unless it is marked with ``expects_log``.

    ``expects_log("part of the message", ...)`` names each expected record, and each must come.
    """
    yield
    marker = request.node.get_closest_marker("expects_log")
    expected = list(marker.args) if marker else []
    records = [
        each
        for phase in ("setup", "call", "teardown")
        for each in caplog.get_records(phase)
        if each.levelno >= logging.WARNING
    ]
    lines = [each.getMessage() for each in records]
    unexpected = [line for line in lines if not any(part in line for part in expected)]
    assert not unexpected, f"unexpected log records: {unexpected}"
    missing = [part for part in expected if not any(part in line for line in lines)]
    assert not missing, f"expected log records that did not come: {missing}"


@pytest.fixture(autouse=True)
def no_leaked_thread() -> Iterator[None]:
    """A thread that a test starts ends with the test."""
    before = set(threading.enumerate())
    yield
    left = _left(before)
    if left:
        gc.collect()
        for thread in left:
            thread.join(5)
        left = _left(before)
    assert not left, f"threads left behind: {left}"


def _left(before: set[threading.Thread]) -> list[threading.Thread]:
    return [each for each in threading.enumerate() if each not in before and _counts(each)]


def _counts(thread: threading.Thread) -> bool:
    # Qt's pooled threads are dummies once they have run Python code; tqdm keeps one monitor a process.
    dummy = threading._DummyThread  # noqa: SLF001 - nothing public tells them apart
    return not isinstance(thread, dummy) and type(thread).__name__ != "TMonitor"
