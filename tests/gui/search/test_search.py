"""Searching by words: by mouse, by keyboard, while typing, and what is shown then."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu
from pytestqt.qtbot import QtBot

from imtextgui.domain.items import Kind
from imtextgui.domain.query import Band, Evidence, Query, Results, Route
from imtextgui.errors import BundleMissing, QueryPhotoUnreadable
from imtextgui.ui.search import typing_delay
from imtextgui.ui.search.query_form import SHOWN_HITS
from imtextgui.ui.shell.main_window import MainWindow
from tests.gui.conftest import Told
from tests.gui.fake_catalogue import ITEMS, ROOT, FakeCatalogue, hit_of

LEFT = Qt.MouseButton.LeftButton
Wait = Callable[[], None]


def ask(qtbot: QtBot, window: MainWindow, words: str) -> None:
    line = window.search.query_bar.words
    line.setText(words)
    with qtbot.waitSignal(window.search.answered):
        qtbot.keyClick(line, Qt.Key.Key_Return)


def names(window: MainWindow) -> list[str]:
    model = window.search.model
    return [model.hit(row).path.name for row in range(model.rowCount())]


@pytest.mark.parametrize(
    ("words", "best"),
    [
        ("shaft seal", "hydraulic-pump-GP-2040.pdf"),
        ("油圧ポンプの組立図", "油圧ポンプ取扱説明書.pdf"),
        ("GP-2040-B1", "hydraulic-pump-GP-2040.pdf"),
    ],
)
def test_by_mouse_from_words_to_the_open_file(
    qtbot: QtBot, window: MainWindow, told: Told, settled: Wait, words: str, best: str
) -> None:
    search = window.search
    search.query_bar.words.setText(words)
    button = next(button for button in search.query_bar.findChildren(type(search.tabs.buttons[None])))
    with qtbot.waitSignal(search.answered):
        qtbot.mouseClick(button, LEFT)
    settled()
    first = search.results.visualRect(search.model.index(0, 0)).center()
    qtbot.mouseClick(search.results.viewport(), LEFT, pos=first)
    settled()
    assert names(window)[0] == best
    assert search.preview.canvas.has_picture
    assert search.preview.number == search.model.hit(0).page == 2
    qtbot.mouseClick(search.preview.head.open, LEFT)
    path = ROOT / "manuals" / best
    qtbot.waitUntil(lambda: told.opened == [path])
    qtbot.mouseClick(search.preview.head.reveal, LEFT)
    qtbot.mouseClick(search.preview.head.copy, LEFT)
    qtbot.waitUntil(lambda: told.opened == [path, path.parent])
    assert QApplication.clipboard().text() == str(path)


def test_by_keyboard_from_words_to_the_open_file(
    qtbot: QtBot, window: MainWindow, told: Told, settled: Wait
) -> None:
    window.search.results.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    line = window.search.query_bar.words
    qtbot.waitUntil(line.hasFocus)
    qtbot.keyClicks(line, "pump")
    with qtbot.waitSignal(window.search.answered):
        qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClick(line, Qt.Key.Key_Down)
    results = window.search.results
    assert results.hasFocus()
    qtbot.keyClick(results, Qt.Key.Key_Down)
    settled()
    assert results.currentIndex().row() == 1
    qtbot.keyClick(results, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: told.opened == [window.search.model.hit(1).path])
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.search.query is None
    assert line.hasFocus()
    assert names(window) == []


def test_keys_that_come_fast_are_searched_for_at_the_first_and_after_the_last(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typing_delay, "TYPING_PAUSE_MS", 400)  # a busy machine types slowly
    qtbot.keyClicks(window.search.query_bar.words, "pump", delay=10)
    qtbot.waitUntil(lambda: bool(core.search.queries) and core.search.queries[-1].text == "pump")
    assert [query.text for query in core.search.queries] == ["p", "pump"]
    assert core.search.queries[-1] == Query("pump", limit=SHOWN_HITS)


def test_a_key_after_a_rest_is_answered_without_a_pause(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typing_delay, "TYPING_PAUSE_MS", 60_000)
    with qtbot.waitSignal(window.search.answered):
        qtbot.keyClick(window.search.query_bar.words, "p")
    assert [query.text for query in core.search.queries] == ["p"]


def test_the_latest_search_wins(qtbot: QtBot, window: MainWindow, core: FakeCatalogue, settled: Wait) -> None:
    core.search.seconds = 0.15
    answers: list[str] = []

    def note(results: Results | None) -> None:
        answers.append(results.query.text if results else "")

    window.search.answered.connect(note)
    for words in ("bracket", "bearing", "seal", "pump"):
        window.search.query_bar.words.setText(words)
        window.search.search()
        qtbot.wait(20)
    settled()
    assert answers == ["pump"]
    assert len(core.search.queries) == 2  # the first had begun, those between were never asked


def test_old_results_stay_until_the_new_ones_are_there(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    ask(qtbot, window, "pump")
    before = names(window)
    core.search.seconds = 0.2
    window.search.query_bar.words.setText("bracket")
    window.search.search()
    qtbot.wait(50)
    assert names(window) == before
    with qtbot.waitSignal(window.search.answered):
        pass
    assert names(window) == ["bracket.png"]


def test_tabs_filter_by_kind_and_show_counts(qtbot: QtBot, window: MainWindow) -> None:
    ask(qtbot, window, "GP-2040")
    tabs = window.search.tabs.buttons
    assert [tabs[kind].accessibleName() for kind in tabs] == ["All 3", "Manuals 2", "Drawings 1", "Photos 0"]
    qtbot.mouseClick(tabs[Kind.DRAWING], LEFT)
    assert names(window) == ["GP-2040-B1.pdf"]
    qtbot.mouseClick(tabs[None], LEFT)
    assert len(names(window)) == 3


def test_a_weak_answer_says_so_and_advises(qtbot: QtBot, window: MainWindow, core: FakeCatalogue) -> None:
    core.search.band = Band.NONE
    ask(qtbot, window, "bracket")
    assert window.search.panel.advice.isVisible()
    core.search.band = None
    ask(qtbot, window, "pump")
    assert not window.search.panel.advice.isVisible()


def test_no_answer_advises_too(qtbot: QtBot, window: MainWindow) -> None:
    ask(qtbot, window, "zzz")
    assert window.search.panel.nothing.isVisible()
    assert window.search.panel.nothing.title.text() == "No good match"


def test_without_a_query_the_page_says_what_can_be_done(window: MainWindow) -> None:
    assert window.search.panel.nothing.title.text() == "10 pages can be found"


def test_hits_are_grouped_by_band_strong_first_below_the_best_match(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    evidence = (Evidence(Route.MEANING, 1, 0.5),)
    bands = (Band.WEAK, Band.STRONG, Band.POSSIBLE, Band.STRONG)
    hits = tuple(hit_of(item, 1, band, evidence) for item, band in zip(ITEMS, bands, strict=False))
    core.search.hits = lambda _: hits
    ask(qtbot, window, "anything")
    model = window.search.model
    assert [model.hit(row).item_id for row in range(4)] == [1, 2, 4, 3]
    assert [(section.of, section.count, section.leads) for section in model.sections] == [
        (Band.WEAK, 1, True),
        (Band.STRONG, 2, False),
        (Band.POSSIBLE, 1, False),
    ]
    window.search.results.viewport().grab()
    core.search.hits = lambda _: (hits[1], *hits)
    ask(qtbot, window, "something else")
    assert not any(section.leads for section in model.sections)


def test_the_chosen_hit_stays_chosen_when_the_catalogue_changes_but_not_for_another_query(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    ask(qtbot, window, "pump")
    window.search.results.choose(2)
    chosen = window.search.results.current_hit()
    core.search.items = [item for item in core.items if chosen and item.id in (chosen.item_id, 3)]
    with qtbot.waitSignal(window.search.answered):
        window.search.search_again()
    assert window.search.results.current_hit() == chosen
    ask(qtbot, window, "p")
    assert window.search.results.currentIndex().row() == 0


@pytest.mark.parametrize(
    "problem",
    [BundleMissing(path="/models", reason="gone"), QueryPhotoUnreadable(path="x.jpg", reason="truncated")],
)
def test_a_search_that_cannot_be_answered_is_told(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, told: Told, problem: Exception
) -> None:
    core.script.fails["search.answer"] = problem
    window.search.query_bar.words.setText("pump")
    with qtbot.waitSignal(window.notice.shown):
        window.search.search()
    assert told.codes == [problem.code]  # type: ignore[attr-defined]  # both have one
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.notice.isVisible()
    assert window.search.query is not None


@pytest.mark.expects_log("a task failed")
def test_a_fault_in_a_search_opens_a_report_that_can_be_copied(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    from imtextgui.ui.shell.messages import BugDialog

    core.script.fails["search.answer"] = RuntimeError("broken on purpose")
    window.search.query_bar.words.setText("pump")
    window.search.search()
    qtbot.waitUntil(lambda: bool(window.findChildren(BugDialog)))
    dialog = window.findChildren(BugDialog)[0]
    qtbot.mouseClick(dialog.copy, LEFT)
    text = QApplication.clipboard().text()
    assert "broken on purpose" in text
    assert "imtextgui" in text
    dialog.accept()


def menus(window: MainWindow) -> list[QMenu]:
    return [menu for menu in window.search.findChildren(QMenu) if menu.isVisible()]


def ask_for_menu(window: MainWindow) -> None:
    results = window.search.results
    where = results.viewport().rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, where, results.mapToGlobal(where))
    QApplication.sendEvent(results.viewport(), event)


def action(menu: QMenu, text: str) -> QAction:
    return next(action for action in menu.actions() if action.text().replace("&", "").startswith(text))


def test_a_card_has_a_menu(
    qtbot: QtBot, window: MainWindow, told: Told, core: FakeCatalogue, settled: Wait
) -> None:
    ask_for_menu(window)
    assert menus(window) == []  # there is no card yet
    ask(qtbot, window, "pump")
    ask_for_menu(window)
    menu = menus(window)[0]
    hit = window.search.model.hit(0)
    action(menu, "Open at page 2").trigger()
    qtbot.waitUntil(lambda: told.opened == [hit.path])
    action(menu, "Show in folder").trigger()
    qtbot.waitUntil(lambda: told.opened == [hit.path, hit.path.parent])
    action(menu, "Copy 1 path").trigger()
    assert Path(QApplication.clipboard().text()) == hit.path
    action(menu, "Copy picture").trigger()
    qtbot.waitUntil(lambda: QApplication.clipboard().mimeData().hasImage())
    assert window.status == "Picture copied."
    with qtbot.waitSignal(window.search.answered):
        action(menu, "Search with this page").trigger()
    asked = core.search.queries[-1]
    assert (asked.text, len(asked.photos)) == ("", 1)
    menu.close()


def test_several_hits_are_selected_copied_and_dragged(qtbot: QtBot, window: MainWindow) -> None:
    ask(qtbot, window, "GP-2040")
    results, model = window.search.results, window.search.model
    shift, ctrl = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier

    def click(row: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        results.scrollTo(model.index(row))
        qtbot.mouseClick(results.viewport(), LEFT, keys, results.visualRect(model.index(row)).center())

    click(2)
    click(0, shift)
    assert [hit.item_id for hit in results.selected_hits()] == [model.hit(row).item_id for row in range(3)]
    click(1, ctrl)
    chosen = [model.hit(0).path, model.hit(2).path]
    assert [hit.path for hit in results.selected_hits()] == chosen
    ask_for_menu(window)
    action(menus(window)[0], "Copy 2 paths").trigger()
    assert QApplication.clipboard().text().splitlines() == [str(path) for path in chosen]
    menus(window)[0].close()
    dragged = model.mimeData(results.selectedIndexes())
    assert [Path(url.toLocalFile()) for url in dragged.urls()] == chosen


def test_all_is_selected_by_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    ask(qtbot, window, "GP-2040")
    results = window.search.results
    results.setFocus()
    qtbot.keyClick(results, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(results.selected_hits()) == 2
    qtbot.keyClick(results, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(results.selected_hits()) == 3


def test_a_double_click_opens(qtbot: QtBot, window: MainWindow, told: Told) -> None:
    ask(qtbot, window, "bracket")
    results = window.search.results
    where = results.visualRect(window.search.model.index(0, 0)).center()
    qtbot.mouseClick(results.viewport(), LEFT, pos=where)
    qtbot.mouseDClick(results.viewport(), LEFT, pos=where)
    qtbot.waitUntil(lambda: told.opened == [ROOT / "drawings/bracket.png"])


def test_it_is_said_when_no_program_can_open_a_file(
    qtbot: QtBot, window: MainWindow, told: Told, settled: Wait
) -> None:
    told.refuses = True
    ask(qtbot, window, "bracket")
    qtbot.mouseClick(window.search.preview.head.open, LEFT)
    qtbot.waitUntil(lambda: window.status == "No program could open bracket.png.")
    qtbot.mouseClick(window.search.preview.head.reveal, LEFT)
    qtbot.waitUntil(lambda: window.status == "No file manager could show bracket.png.")
    qtbot.mouseClick(window.search.preview.head.copy, LEFT)
    assert window.status == "1 path copied."


def test_where_the_file_is_gone_its_copy_opens_and_without_one_that_is_told(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, told: Told
) -> None:
    path, copy = ITEMS[0].path, Path("/archive/GP-2040.pdf")
    hit = replace(hit_of(ITEMS[0], 1, Band.STRONG, (Evidence(Route.WORDS, 1, 1.0),)), copies=(copy,))
    core.search.hits = lambda _: (hit,)
    ask(qtbot, window, "pump")
    told.gone = {path}
    qtbot.mouseClick(window.search.preview.head.open, LEFT)
    qtbot.waitUntil(lambda: told.opened == [copy])
    told.gone = {path, copy}
    with qtbot.waitSignal(window.notice.shown):
        qtbot.mouseClick(window.search.preview.head.reveal, LEFT)
    assert told.codes == ["document-missing"]
    assert told.opened == [copy]


def test_what_lies_in_an_archive_opens_as_a_copy_and_its_archive_is_shown(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, told: Told
) -> None:
    told.gone, core.pages.archive = {ITEMS[0].path}, Path("/archive/drawings.zip")
    hit = hit_of(ITEMS[0], 1, Band.STRONG, (Evidence(Route.WORDS, 1, 1.0),))
    core.search.hits = lambda _: (hit,)
    ask(qtbot, window, "pump")
    qtbot.mouseClick(window.search.preview.head.open, LEFT)
    qtbot.waitUntil(lambda: told.opened == [Path("/copies", hit.path.name)])
    qtbot.mouseClick(window.search.preview.head.reveal, LEFT)
    qtbot.waitUntil(lambda: told.opened[1:] == [Path("/archive")])


def test_a_tab_without_hits_says_where_they_are(qtbot: QtBot, window: MainWindow) -> None:
    ask(qtbot, window, "bracket")
    qtbot.mouseClick(window.search.tabs.buttons[Kind.PHOTO], LEFT)
    assert window.search.panel.nothing.title.text() == "Nothing of this kind"
    assert window.search.panel.nothing.text.text() == "1 result of another kind"
    qtbot.mouseClick(window.search.tabs.buttons[None], LEFT)
    assert window.search.results.isVisible()


def test_a_slow_search_is_announced(qtbot: QtBot, window: MainWindow, core: FakeCatalogue) -> None:
    core.search.seconds = 0.6
    window.search.query_bar.words.setText("pump")
    window.search.search()
    qtbot.waitUntil(lambda: window.status == "Searching…")
    qtbot.waitUntil(lambda: window.status == "3 results in 0.04 s")


def test_the_preview_can_be_hidden(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert not window.search.preview.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert window.search.preview.isVisible()


def test_the_rail_and_its_keys_lead_to_every_page(qtbot: QtBot, window: MainWindow) -> None:
    for item in (item for item in window.workspace.rail.items if item.in_rail):
        qtbot.mouseClick(window.workspace.rail.buttons[item.name], Qt.MouseButton.LeftButton)
        assert window.workspace.current_page == item.name
        window.workspace.show_search()
        QTest.keySequence(window, QKeySequence(item.keys))
        assert window.workspace.current_page == item.name
        checked = [name for name, button in window.workspace.rail.buttons.items() if button.isChecked()]
        assert checked == [item.name]


def test_what_the_cross_in_the_line_wipes_comes_back(
    qtbot: QtBot, window: MainWindow, settled: Callable[[], None]
) -> None:
    ask(qtbot, window, "pump")
    words = window.search.query_bar.words
    cross = words.findChild(QAbstractButton)
    assert cross is not None
    qtbot.mouseClick(cross, LEFT)
    assert (words.text(), window.undo.text) == ("", "The words were cleared.")
    settled()
    with qtbot.waitSignal(window.search.answered):
        qtbot.mouseClick(window.undo.undo, LEFT)
    assert words.text() == "pump"
    settled()
