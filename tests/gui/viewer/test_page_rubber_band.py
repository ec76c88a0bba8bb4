"""A part of a page to search with, framed by keys; fingers on the page; what screen readers say of pictures."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from imtextgui.domain.query import Band, Evidence, Route
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.viewer.canvas.page_canvas import PageCanvas
from imtextgui.ui.viewer.page_preview import PagePreview
from tests.gui.fake_catalogue import ITEMS, FakeCatalogue, hit_of
from tests.gui.viewer.test_page_preview import Wait

SHIFT = Qt.KeyboardModifier.ShiftModifier
DRAWING = ITEMS[2]
WORDS = (Evidence(Route.WORDS, 1, 3.0, ("pump",)),)


@pytest.fixture
def preview(window: MainWindow, settled: Wait) -> PagePreview:
    """A drawing on show."""
    shown = window.search.preview
    shown.show_hit(hit_of(DRAWING, 1, Band.STRONG, WORDS))
    settled()
    return shown


def test_a_part_of_a_page_is_framed_and_searched_with_by_keys(
    qtbot: QtBot, window: MainWindow, preview: PagePreview, core: FakeCatalogue
) -> None:
    canvas = preview.canvas
    preview.tools.frame.setFocus()
    qtbot.keyClick(preview.tools.frame, Qt.Key.Key_Space)
    assert canvas.hasFocus()
    assert preview.how_to_frame.isVisible()
    qtbot.keyClick(canvas, Qt.Key.Key_Return)  # there is nothing framed yet
    assert not core.search.queries
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    for _ in range(2):
        qtbot.keyClick(canvas, Qt.Key.Key_Left)
    qtbot.keyClick(canvas, Qt.Key.Key_Up, SHIFT)
    frame = canvas.rubber_band.box
    assert frame is not None
    assert (frame.x0, frame.x1, frame.y0, frame.y1) == pytest.approx((0.1, 0.7, 0.2, 0.75))
    with qtbot.waitSignal(window.search.answered):
        qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert isinstance(core.search.queries[-1].photos[0].source, bytes)
    assert not preview.tools.frame.isChecked()
    assert not preview.how_to_frame.isVisible()


def test_a_frame_put_by_keys_is_taken_away_by_keys_and_stays_on_its_place(
    qtbot: QtBot, preview: PagePreview
) -> None:
    canvas = preview.canvas
    preview.tools.frame.click()
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    before = canvas.rubber_band.box
    qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.magnification > 1
    assert canvas.rubber_band.box == before
    qtbot.keyClick(canvas, Qt.Key.Key_Delete)
    assert canvas.rubber_band.box is None
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.rubber_band.box is None
    assert not preview.tools.frame.isChecked()


def test_two_fingers_zoom_the_page(qtbot: QtBot) -> None:
    canvas = PageCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(600, 400)
    with qtbot.waitExposed(canvas):
        canvas.show()
    canvas.show_picture(QImage(800, 600, QImage.Format.Format_RGB32), None)
    spread(canvas, 40, 120)
    larger = canvas.magnification
    assert larger > 1.5
    spread(canvas, 120, 60)
    assert 1 <= canvas.magnification < larger


def spread(canvas: PageCanvas, start: int, end: int) -> None:
    """Two fingers on the page, ``start`` pixels from its middle and at last ``end``."""
    viewport, middle = canvas.viewport(), canvas.viewport().rect().center()
    screen = QTest.createTouchDevice()
    touch = QTest.touchEvent(viewport, screen, False)
    for finger, sign in enumerate((-1, 1)):
        touch.press(finger, middle + QPoint(sign * start, 0), viewport)
    touch.commit()
    step = 10 if end > start else -10
    for reach in range(start + step, end + step, step):
        for finger, sign in enumerate((-1, 1)):
            touch.move(finger, middle + QPoint(sign * reach, 0), viewport)
        touch.commit()
    for finger, sign in enumerate((-1, 1)):
        touch.release(finger, middle + QPoint(sign * end, 0), viewport)
    touch.commit()


def test_pictures_are_spoken_of_as_pictures(window: MainWindow, preview: PagePreview) -> None:
    compared = window.search.compare
    for widget in (preview.canvas, window.search.photo.canvas, compared.left, compared.overlay):
        told = QAccessible.queryAccessibleInterface(widget)
        assert told.role() is QAccessible.Role.Graphic
        assert told.text(QAccessible.Text.Name)
        assert told.text(QAccessible.Text.Description)
