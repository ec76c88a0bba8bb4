"""Room for the page: beside the results of a small screen, read at full size, and tools that stay in one line."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from imtextgui.domain.query import Band, Evidence, Route
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.style import colour_schemes, control_sizes, theme
from imtextgui.ui.viewer.canvas.page_canvas import PageCanvas
from imtextgui.ui.viewer.canvas.page_zoom import FitMode
from imtextgui.ui.viewer.page_strip import SMALL_TILE, TILE
from tests.gui.conftest import MakeWindow
from tests.gui.fake_catalogue import ITEMS, hit_of, indexed
from tests.gui.viewer.test_page_preview import Wait

LEFT = Qt.MouseButton.LeftButton
MANUAL, DRAWING = ITEMS[0], ITEMS[2]
WORDS = (Evidence(Route.WORDS, 1, 3.0, ("pump",)),)


@pytest.fixture
def sizes(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[control_sizes.ControlSizes]:
    theme.apply(qapp, colour_schemes.LIGHT, request.param)
    yield request.param
    theme.apply(qapp, colour_schemes.LIGHT, control_sizes.NORMAL)


def turn_wheel(canvas: PageCanvas, by: int, keys: Qt.KeyboardModifier) -> None:
    centre = QPointF(canvas.viewport().rect().center())
    place, none = canvas.viewport().mapToGlobal(centre), Qt.MouseButton.NoButton
    phase = Qt.ScrollPhase.NoScrollPhase
    wheel = QWheelEvent(centre, place, QPoint(), QPoint(0, by), none, keys, phase, False)
    QApplication.sendEvent(canvas.viewport(), wheel)


@pytest.fixture
def reading(window: MainWindow, settled: Wait) -> MainWindow:
    """The second page of a manual at full size, on the screen of a small laptop."""
    window.resize(1366, 768)
    window.search.read(True)
    window.search.preview.show_hit(hit_of(MANUAL, 2, Band.STRONG, WORDS, others=(3,)))
    settled()
    return window


def fitted(canvas: PageCanvas) -> FitMode:
    return canvas.fit_mode


def test_the_page_has_more_room_than_the_results_until_the_user_shares_it_otherwise(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    window = make_window(indexed())
    window.resize(1366, 768)
    splitter = window.search.splitter
    qtbot.waitUntil(lambda: splitter.width() > 1200)
    results, page = splitter.sizes()
    assert page >= 1.2 * results
    assert page >= 0.45 * window.width()
    splitter.setSizes([800, 400])
    shared = splitter.sizes()
    window.close()
    again = make_window(indexed())
    again.resize(1366, 768)
    qtbot.waitUntil(lambda: again.search.splitter.sizes() == pytest.approx(shared, abs=12))


def test_filters_push_the_page_aside_and_let_it_come_back(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1366, 768)
    search = window.search
    qtbot.waitUntil(lambda: search.splitter.width() > 1200)
    before = search.splitter.sizes()
    search.bar.filter.click()
    qtbot.waitUntil(lambda: search.splitter.sizes()[0] > before[0])
    search.bar.filter.click()
    qtbot.waitUntil(lambda: search.splitter.sizes() == before)


@pytest.mark.parametrize(
    "sizes", [control_sizes.NORMAL, control_sizes.GLOVE], ids=lambda sizes: sizes.name, indirect=True
)
def test_the_tools_stay_in_one_line_and_what_does_not_fit_is_in_a_menu(
    qtbot: QtBot, qapp: QApplication, window: MainWindow, settled: Wait, sizes: control_sizes.ControlSizes
) -> None:
    window.resize(1366, 768)
    preview = window.search.preview
    preview.show_hit(hit_of(MANUAL, 2, Band.STRONG, WORDS, others=(3,)))
    settled()
    tools = preview.tools
    assert tools.height() < 2 * tools.read.height()
    assert tools.read.geometry().right() < tools.width()
    assert tools.more.isVisible() is (sizes is control_sizes.GLOVE)
    window.resize(1100, 768)
    qtbot.waitUntil(lambda: tools.rotate in tools.overflowing())
    assert tools.more.accessibleName() == "More"
    assert tools.more.focusPolicy() & Qt.FocusPolicy.TabFocus
    tools.menu.aboutToShow.emit()
    offered = {action.text(): action for action in tools.menu.actions()}
    offered[tools.rotate.accessibleName()].trigger()
    assert preview.canvas.rotation == 90


def test_where_the_window_is_low_strip_and_head_make_room_for_the_page(
    qtbot: QtBot, window: MainWindow, settled: Wait
) -> None:
    window.resize(1366, 1000)
    preview = window.search.preview
    preview.show_hit(hit_of(MANUAL, 2, Band.STRONG, WORDS, others=(3,)))
    settled()
    qtbot.waitUntil(lambda: preview.strip.tile == TILE and preview.head.isVisible())
    preview.setFixedHeight(420)
    qtbot.waitUntil(lambda: preview.strip.tile == SMALL_TILE)
    assert not preview.head.isVisible()
    assert preview.tools.open.isVisible() or preview.tools.open in preview.tools.overflowing()
    assert preview.canvas.height() >= 280


def test_a_portrait_page_is_read_as_wide_as_the_window_from_its_top(
    reading: MainWindow, qtbot: QtBot
) -> None:
    canvas, tools = reading.search.preview.canvas, reading.search.preview.tools
    assert fitted(canvas) is FitMode.WIDTH
    assert canvas.visible_part().y0 == 0.0
    assert canvas.horizontalScrollBar().maximum() == 0
    assert canvas.mapFromScene(canvas.sceneRect()).boundingRect().width() > 0.9 * canvas.width()
    qtbot.mouseClick(tools.whole, LEFT)
    assert (fitted(canvas), canvas.magnification) == (FitMode.WHOLE, 1.0)
    qtbot.keyClick(canvas, Qt.Key.Key_W)
    assert fitted(canvas) is FitMode.WIDTH
    qtbot.keyClick(canvas, Qt.Key.Key_0)
    assert fitted(canvas) is FitMode.WHOLE


def test_drawings_are_read_as_a_whole_and_so_are_pages_of_who_wants_them_so(
    reading: MainWindow, qtbot: QtBot, settled: Wait
) -> None:
    preview = reading.search.preview
    preview.show_hit(hit_of(DRAWING, 1, Band.STRONG, WORDS))
    settled()
    assert fitted(preview.canvas) is FitMode.WHOLE
    preview.show_hit(hit_of(MANUAL, 1, Band.STRONG, WORDS))
    settled()
    assert fitted(preview.canvas) is FitMode.WIDTH
    qtbot.mouseClick(preview.tools.whole, LEFT)
    preview.show_hit(hit_of(MANUAL, 2, Band.STRONG, WORDS))
    settled()
    assert fitted(preview.canvas) is FitMode.WHOLE
    reading.search.read(False)
    reading.search.read(True)
    assert fitted(preview.canvas) is FitMode.WHOLE


def test_page_down_reads_to_the_end_and_on_and_page_up_back(
    reading: MainWindow, qtbot: QtBot, settled: Wait
) -> None:
    preview = reading.search.preview
    bar = preview.canvas.verticalScrollBar()
    qtbot.keyClick(preview.canvas, Qt.Key.Key_PageDown)
    assert preview.number == 2
    assert bar.value() > bar.minimum()
    while bar.value() < bar.maximum():
        qtbot.keyClick(preview.canvas, Qt.Key.Key_PageDown)
    qtbot.keyClick(preview.canvas, Qt.Key.Key_PageDown)
    settled()
    assert (preview.number, bar.value(), fitted(preview.canvas)) == (3, bar.minimum(), FitMode.WIDTH)
    qtbot.keyClick(preview.canvas, Qt.Key.Key_PageUp)
    settled()
    assert (preview.number, bar.value()) == (2, bar.maximum())
    qtbot.keyClick(preview.canvas, Qt.Key.Key_Space)
    assert not reading.search.is_reading
    assert fitted(preview.canvas) is FitMode.WIDTH


def test_the_wheel_moves_a_page_that_is_read_and_zooms_with_control(reading: MainWindow) -> None:
    canvas = reading.search.preview.canvas
    bar, before = canvas.verticalScrollBar(), canvas.magnification
    turn_wheel(canvas, -120, Qt.KeyboardModifier.NoModifier)
    assert bar.value() > bar.minimum()
    assert canvas.magnification == before
    turn_wheel(canvas, 120, Qt.KeyboardModifier.ControlModifier)
    assert canvas.magnification == pytest.approx(1.25 * before)


def test_the_size_of_the_page_is_told(reading: MainWindow, qtbot: QtBot, settled: Wait) -> None:
    preview = reading.search.preview
    canvas, zoom = preview.canvas, preview.tools.zoom
    assert canvas.percent is not None
    assert zoom.text() == f"{canvas.percent} %"
    assert zoom.accessibleName() == f"Zoom {canvas.percent} %"
    before = canvas.percent
    canvas.zoom_in()
    assert canvas.percent == pytest.approx(1.25 * before, abs=1)
    assert zoom.text() == f"{canvas.percent} %"
    preview.show_hit(hit_of(ITEMS[5], 1, Band.STRONG, WORDS))
    settled()
    assert zoom.text() == ""
