"""The results in another order: by mouse and by keyboard, within their sections, kept until the next start."""

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from imtextgui.domain.items import Kind
from imtextgui.domain.query import Band, Evidence, Hit, Query, Results, Route
from imtextgui.ui.results.results_model import Grouping, Order, ResultsModel
from imtextgui.ui.shell.main_window import MainWindow
from tests.gui.conftest import MakeWindow
from tests.gui.fake_catalogue import ROOT, indexed

LEFT = Qt.MouseButton.LeftButton
FOUND = (
    # name, band, when the file was changed
    ("pump b.pdf", Band.STRONG, 1.6e9),
    ("pump A.pdf", Band.STRONG, 1.7e9),
    ("ポンプ.pdf", Band.STRONG, 1.6e9),
    ("seal.pdf", Band.WEAK, 1.9e9),
    ("axle.pdf", Band.WEAK, 1.8e9),
)


def hits() -> tuple[Hit, ...]:
    evidence = (Evidence(Route.WORDS, 1, 5.0, ("pump",)),)
    return tuple(
        Hit(number, number * 100 + 1, ROOT / name, 1, 1, Kind.MANUAL, 1.0, band, evidence, modified=changed)
        for number, (name, band, changed) in enumerate(FOUND)
    )


def shown(model: ResultsModel) -> list[str]:
    return [hit.path.stem for hit in model.hits()]


def choose(qtbot: QtBot, window: MainWindow, steps: int) -> None:
    """Open the control with the keyboard, go down so many entries, and take that."""
    sort = window.search.bar.sort
    sort.setFocus()
    qtbot.waitUntil(sort.hasFocus, timeout=30_000)
    qtbot.keyClick(sort, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu), timeout=30_000)
    for _ in range(steps):
        qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None, timeout=30_000)


def test_equal_ones_stay_as_they_were_found_and_the_sections_stay() -> None:
    model = ResultsModel()
    model.show_hits(hits())
    sections = [(section.of, section.count) for section in model.sections]
    assert sections == [(Band.STRONG, 3), (Band.WEAK, 2)]
    assert shown(model) == ["pump b", "pump A", "ポンプ", "seal", "axle"]
    model.arrange(Order.DATE, Grouping.BAND)
    assert shown(model) == ["pump A", "pump b", "ポンプ", "seal", "axle"]
    assert [(section.of, section.count) for section in model.sections] == sections
    model.arrange(Order.NAME, Grouping.BAND)
    assert shown(model) == ["pump A", "pump b", "ポンプ", "axle", "seal"]
    model.arrange(Order.DATE, Grouping.KIND)
    assert shown(model) == ["seal", "axle", "pump A", "pump b", "ポンプ"]
    model.arrange(Order.RELEVANCE, Grouping.BAND)
    assert shown(model) == ["pump b", "pump A", "ポンプ", "seal", "axle"]


def test_the_order_is_chosen_by_keyboard_and_the_hit_looked_at_stays(
    qtbot: QtBot, window: MainWindow
) -> None:
    search = window.search
    search.show_answer(Results(Query("pump"), hits(), Band.STRONG, 0.1))
    assert search.bar.sort.accessibleName() == "Order of the results: Best match"
    search.results.choose(2)
    choose(qtbot, window, 2)
    assert shown(search.model) == ["pump A", "pump b", "ポンプ", "seal", "axle"]
    assert search.bar.sort.accessibleName() == "Order of the results: Newest"
    current = search.results.current_hit()
    assert current is not None
    assert current.path.stem == "ポンプ"


def test_the_order_is_chosen_by_mouse(qtbot: QtBot, window: MainWindow) -> None:
    search = window.search
    search.show_answer(Results(Query("pump"), hits(), Band.STRONG, 0.1))
    menu = search.bar.sort.menu()
    menu.popup(window.mapToGlobal(window.rect().center()))
    qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(search.bar.orders[Order.NAME]).center())
    assert shown(search.model) == ["pump A", "pump b", "ポンプ", "axle", "seal"]
    assert search.bar.orders[Order.NAME].isChecked()
    assert not menu.isVisible()


def test_order_and_grouping_are_there_again_at_the_next_start(make_window: MakeWindow) -> None:
    first = make_window(indexed())
    first.search.bar.orders[Order.DATE].trigger()
    first.search.bar.groupings[Grouping.KIND].trigger()
    first.close()
    second = make_window(indexed())
    assert (second.search.model.order, second.search.model.grouping) == (Order.DATE, Grouping.KIND)
    assert second.search.bar.sort.accessibleName() == "Order of the results: Newest"


def test_what_another_version_kept_changes_nothing(window: MainWindow, make_window: MakeWindow) -> None:
    window.close()
    store = QSettings(window.store.fileName(), QSettings.Format.IniFormat)
    store.setValue("arrangement", "size shelf")
    store.sync()
    again = make_window(indexed())
    assert (again.search.model.order, again.search.model.grouping) == (Order.RELEVANCE, Grouping.BAND)
