"""The window stays usable: nothing holds its thread for long while a run goes on and somebody searches and scrolls."""

import pytest
from pytestqt.qtbot import QtBot

from imtextgui.domain.query import Band, Query, Results
from imtextgui.ui.tasks.task_runner import Lane
from tests.benchmarks.heartbeat import heartbeat
from tests.gui.conftest import MakeWindow
from tests.gui.fake_catalogue import indexed
from tests.gui.results.test_results import many

WORDS = ("pump", "shaft seal", "bracket", "GP-2040", "油圧ポンプ")


def test_the_worst_block_is_told(
    qtbot: QtBot, make_window: MakeWindow, capsys: pytest.CaptureFixture[str]
) -> None:
    core = indexed(step_seconds=0.002, files_to_index=2_000)
    core.search.seconds = 0.02
    window = make_window(core)
    search = window.search
    answer = Results(Query("pump"), many(10_000), Band.STRONG, 0.1)
    with heartbeat() as beats:
        window.sources.runs.index()
        for words in WORDS * 3:
            search.query_bar.words.setText(words)
            qtbot.waitUntil(lambda: not window.tasks.is_busy(Lane.SEARCHES), timeout=20_000)
            qtbot.wait(30)
        search.show_answer(answer)
        bar = search.results.verticalScrollBar()
        for step in range(20):
            bar.setValue(bar.maximum() * step // 20)
            qtbot.wait(5)
        window.sources.runs.cancel()
        qtbot.waitUntil(lambda: not window.sources.runs.running, timeout=20_000)
    with capsys.disabled():
        print(
            f"\nworst block of the window's thread: {max(beats.late) * 1000:.0f} ms in {len(beats.late)} heartbeats"
        )
    assert len(beats.late) > 50


def test_what_chance_reaches_is_measured_after_opening_and_no_search_waits(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    core = indexed()
    core.script.slow = "search.measure_chance"
    window = make_window(core)
    qtbot.waitUntil(lambda: window.tasks.is_busy(Lane.REPORTS))
    window.search.query_bar.words.setText("pump")
    qtbot.waitUntil(lambda: bool(core.search.queries))
    qtbot.waitUntil(lambda: not window.tasks.is_answering)
    assert window.search.model.rowCount() > 0
    assert window.tasks.is_busy(Lane.REPORTS)
    core.script.go_on.set()
    qtbot.waitUntil(lambda: not window.tasks.is_busy(Lane.REPORTS))
    assert not core.script.gave_up


def test_two_hundred_thousand_hits_are_laid_out_and_reached(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window(indexed())
    search = window.search
    search.show_answer(Results(Query("pump"), many(200_000), Band.STRONG, 0.1))
    results = search.results
    results.choose(199_999)
    assert results.visualRect(search.model.index(199_999)).bottom() <= results.viewport().height()
    assert len(results.visible_pages()) < 20
    results.show_grid(True)
    assert results.visualRect(search.model.index(199_999)).intersects(results.viewport().rect())
    assert len(results.visible_pages()) < 60
