"""Results leave the window: as files of each kind, as a table on the clipboard; all on show, or those selected."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from imtextgui.errors import ReportInSource
from imtextgui.ui.shell import i18n
from imtextgui.ui.shell.main_window import MainWindow
from tests.gui.conftest import MakeWindow, Told
from tests.gui.fake_catalogue import FakeCatalogue
from tests.gui.search.test_judging import action
from tests.gui.search.test_search import ask, names

LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Wait = Callable[[], None]


@pytest.fixture
def asked(qtbot: QtBot, window: MainWindow, settled: Wait) -> MainWindow:
    ask(qtbot, window, "pump")
    settled()
    return window


def dialog(window: MainWindow) -> QFileDialog:
    return next(found for found in window.findChildren(QFileDialog) if found.isVisible())


def save_as(qtbot: QtBot, window: MainWindow, target: Path, name_filter: str) -> None:
    asking = dialog(window)
    asking.filterSelected.emit(name_filter)  # what choosing it in the box tells
    asking.setDirectory(str(target.parent))
    asking.selectFile(target.name)
    assert asking.defaultSuffix() == target.suffix[1:]
    asking.accept()
    qtbot.waitUntil(target.exists)


@pytest.mark.parametrize(
    ("suffix", "name_filter", "begins"),
    [
        (".csv", "Table for Excel (*.csv)", b"\xef\xbb\xbfNo.,"),
        (".html", "Web page with pictures (*.html)", b"<!DOCTYPE html>"),
        (".pdf", "PDF with pictures (*.pdf)", b"%PDF-"),
        (".json", "JSON for scripts (*.json)", b"{"),
    ],
)
def test_all_on_show_are_written_in_the_format_that_was_chosen(
    qtbot: QtBot, asked: MainWindow, tmp_path: Path, suffix: str, name_filter: str, begins: bytes
) -> None:
    qtbot.keyClick(asked, Qt.Key.Key_S, CTRL)
    asking = dialog(asked)
    assert asking.windowTitle() == "Save 3 results"
    assert [Path(name).name for name in asking.selectedFiles()] == ["pump.csv"]
    assert asking.nameFilters()[0] == "Table for Excel (*.csv)"
    said: list[str] = []
    asked.search.message.connect(said.append)
    target = tmp_path / f"for the boss{suffix}"
    save_as(qtbot, asked, target, name_filter)
    qtbot.waitUntil(lambda: said[-1:] == [f"Saved: {target}"])
    assert target.read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("language", "suffix", "name", "by_mouse"),
    [
        ("en", ".parts.pdf", "Parts catalogue to print, in two languages", True),
        ("ja", ".parts.html", "ウェブページの部品カタログ", False),
    ],
)
def test_the_results_become_a_parts_catalogue(
    qtbot: QtBot,
    qapp: QApplication,
    make_window: MakeWindow,
    core: FakeCatalogue,
    tmp_path: Path,
    language: str,
    suffix: str,
    name: str,
    by_mouse: bool,
) -> None:
    installed = i18n.install(qapp, language)
    try:
        window = make_window(core)
        ask(qtbot, window, "pump")
        qtbot.waitUntil(lambda: not window.tasks.is_answering)
        if by_mouse:
            qtbot.mouseClick(window.search.bar.export, LEFT)
        else:
            qtbot.keyClick(window, Qt.Key.Key_S, CTRL)
        asking = dialog(window)
        asking.filterSelected.emit(f"{name} (*{suffix})")
        assert [Path(file).name for file in asking.selectedFiles()] == [f"pump{suffix}"]
        target = tmp_path / f"line 2{suffix}"
        asking.setDirectory(str(tmp_path))
        asking.selectFile(target.name)
        asking.accept()
        qtbot.waitUntil(target.exists)
        assert core.result_lists.written[-1][1] == target
    finally:
        i18n.remove(qapp, installed)
        i18n.install(qapp, "en")


def test_only_the_selected_ones_where_several_are(
    qtbot: QtBot, asked: MainWindow, core: FakeCatalogue, tmp_path: Path
) -> None:
    results = asked.search.results
    results.setFocus()
    qtbot.keyClick(results, Qt.Key.Key_Down, SHIFT)
    assert len(results.selected_hits()) == 2
    qtbot.mouseClick(asked.search.bar.export, LEFT)
    assert dialog(asked).windowTitle() == "Save 2 results"
    target = tmp_path / "two.json"
    save_as(qtbot, asked, target, "JSON for scripts (*.json)")
    told = json.loads(target.read_text(encoding="utf-8"))
    assert [Path(hit["path"]).name for hit in told["hits"]] == names(asked)[:2]


def test_a_table_is_put_on_the_clipboard(qtbot: QtBot, asked: MainWindow) -> None:
    qtbot.keyClick(asked, Qt.Key.Key_C, CTRL | SHIFT)
    said: list[str] = []
    asked.search.message.connect(said.append)
    qtbot.waitUntil(lambda: said == ["3 results copied as a table."])
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:4] == ["No.", "Confidence", "Kind", "File"]
    assert [line.split("\t")[3] for line in lines[1:]] == names(asked)
    action(asked, "Copy as table").trigger()
    qtbot.waitUntil(lambda: len(said) == 2)


def test_the_menu_of_a_result_offers_the_same(qtbot: QtBot, asked: MainWindow) -> None:
    action(asked, "Save the results…").trigger()
    assert dialog(asked).windowTitle() == "Save 3 results"
    dialog(asked).reject()


def test_where_there_is_nothing_it_is_said(qtbot: QtBot, window: MainWindow) -> None:
    said: list[str] = []
    window.search.message.connect(said.append)
    qtbot.keyClick(window, Qt.Key.Key_S, CTRL)
    assert said == ["There are no results to take along."]


def test_a_place_among_the_own_files_is_refused(
    qtbot: QtBot, asked: MainWindow, core: FakeCatalogue, told: Told, tmp_path: Path
) -> None:
    core.script.fails["result_lists.write"] = ReportInSource(path="/plant/x.csv", other="/plant")
    qtbot.keyClick(asked, Qt.Key.Key_S, CTRL)
    asking = dialog(asked)
    asking.setDirectory(str(tmp_path))
    asking.selectFile("x.csv")
    asking.accept()
    qtbot.waitUntil(lambda: told.codes == ["report-in-source"])
    assert not (tmp_path / "x.csv").exists()


def test_a_result_is_dragged_as_file_path_and_picture(
    qtbot: QtBot, asked: MainWindow, monkeypatch: pytest.MonkeyPatch, settled: Wait
) -> None:
    dragged: list[QMimeData] = []

    def execute(drag: QDrag, _: object) -> None:
        data = drag.mimeData()
        kept = QMimeData()  # the drag takes its own along when it ends
        kept.setUrls(data.urls())
        kept.setText(data.text())
        if data.hasImage():
            kept.setImageData(data.imageData())
        dragged.append(kept)

    monkeypatch.setattr(QDrag, "exec", execute)
    results = asked.search.results
    settled()
    place = results.visualRect(asked.search.model.index(0)).center()
    for end in (place, place + QPoint(60, 40)):  # the press, and a way long enough to be a drag
        if end is place:
            qtbot.mousePress(results.viewport(), LEFT, pos=end)
        else:
            move = QMouseEvent(
                QMouseEvent.Type.MouseMove,
                QPointF(end),
                QPointF(results.viewport().mapToGlobal(end)),
                Qt.MouseButton.NoButton,
                LEFT,
                Qt.KeyboardModifier.NoModifier,
            )
            QApplication.sendEvent(results.viewport(), move)
            QApplication.sendEvent(results.viewport(), move)
    path = asked.search.model.hit(0).path
    (data,) = dragged
    assert [Path(url.toLocalFile()) for url in data.urls()] == [path]
    assert data.text() == str(path)
    assert data.hasImage()
    qtbot.mouseRelease(results.viewport(), LEFT, pos=place)
    results.selectAll()
    several = results.dragged(results.selectedIndexes())
    assert len(several.urls()) == 3
    assert not several.hasImage()
