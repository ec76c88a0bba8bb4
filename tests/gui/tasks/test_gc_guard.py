"""Garbage is collected in the window's thread, and nowhere else, while the window lives."""

import gc
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest
from pytestqt.qtbot import QtBot

from imtextgui.ui.tasks import gc_guard as module
from imtextgui.ui.tasks.gc_guard import GcGuard


class Knot:
    """Refers to itself, so that only a collection ends it; says in which thread that was."""

    ended_in: list[str] = []  # noqa: RUF012 - one list for the tests to look at

    def __init__(self) -> None:
        self.me = self

    def __del__(self) -> None:
        self.ended_in.append(threading.current_thread().name)


def knots(count: int) -> None:
    for _ in range(count):
        Knot()


def test_lanes_do_not_collect_and_the_window_does(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EVERY_MS", 10)
    Knot.ended_in.clear()
    guard = GcGuard()
    try:
        with ThreadPoolExecutor(1) as lane:
            lane.submit(knots, 5_000).result()
        assert Knot.ended_in == []
        qtbot.waitUntil(lambda: len(Knot.ended_in) >= 4_000)
        assert set(Knot.ended_in) == {threading.main_thread().name}
    finally:
        guard.stop()
        gc.collect()


def test_nothing_is_collected_before_it_is_due() -> None:
    guard = GcGuard()
    try:
        gc.collect()
        knot = weakref.ref(Knot())
        guard.collect()
        assert knot() is not None
    finally:
        guard.stop()
        gc.collect()


def test_what_the_start_has_made_is_left_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    frozen: list[int] = []
    monkeypatch.setattr(module, "STARTED_AFTER", 2)
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(1))
    guard = GcGuard()
    try:
        guard.collect()
        assert frozen == []
        for _ in range(3):
            guard.collect()
        assert frozen == [1]
    finally:
        guard.stop()


def test_python_collects_again_after_the_end() -> None:
    guard = GcGuard()
    assert not gc.isenabled()
    guard.stop()
    assert gc.isenabled()
