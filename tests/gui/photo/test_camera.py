"""Photos taken in the window, with a camera that a test plays: seen, taken, one more; and where there is none."""

import threading
from dataclasses import dataclass, field

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from imtextgui.errors import QueryCameraMissing
from imtextgui.ui.photo import camera
from imtextgui.ui.photo.camera_dialog import CameraDialog
from imtextgui.ui.shell import i18n
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.tasks.task_runner import Lane
from tests.gui.conftest import MakeWindow
from tests.gui.fake_catalogue import FakeCatalogue

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Capture:
    """Cameras as a test has them: ``there`` are the numbers of those that are connected."""

    there: set[int] = field(default_factory=lambda: {0})
    opened: list[int] = field(default_factory=list)
    open_now: int = 0
    unplugged: threading.Event = field(default_factory=threading.Event)
    paused: threading.Event = field(default_factory=threading.Event)

    def open(self, number: int) -> "Capture":
        self.opened.append(number)
        if number not in self.there:
            raise QueryCameraMissing()
        self.open_now += 1
        return self

    def read(self) -> QImage | None:
        self.paused.wait(0.02)  # as long as a camera takes
        if self.unplugged.is_set():
            return None
        return camera.picture_of(np.full((90, 160, 3), (200, 100, 50), dtype=np.uint8))

    def close(self) -> None:
        self.open_now -= 1


@pytest.fixture
def capture(window: MainWindow) -> Capture:
    made = Capture()
    window.search.photo.open_camera = made.open
    return made


def dialog(qtbot: QtBot, window: MainWindow) -> CameraDialog:
    qtbot.waitUntil(lambda: any(found.isVisible() for found in window.findChildren(CameraDialog)))
    return next(found for found in window.findChildren(CameraDialog) if found.isVisible())


def closed(qtbot: QtBot, window: MainWindow, capture: Capture) -> None:
    qtbot.waitUntil(lambda: not window.tasks.is_busy(Lane.REPORTS))
    assert capture.open_now == 0
    qtbot.waitUntil(lambda: not window.tasks.is_answering)


def test_a_photo_is_taken_by_the_keyboard_and_searched_with(
    qtbot: QtBot, window: MainWindow, capture: Capture, core: FakeCatalogue
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F4)
    asking = dialog(qtbot, window)
    qtbot.waitUntil(asking.take.isEnabled)
    assert asking.hint.text().startswith("Bring the part")
    colour = asking.finder.picture.pixelColor(5, 5)
    assert (colour.red(), colour.green(), colour.blue()) == (50, 100, 200)
    asking.grab()  # the frame is painted over the picture
    with qtbot.waitSignal(window.search.answered):
        qtbot.keyClick(asking, Qt.Key.Key_Return)
    assert len(core.search.queries[-1].photos) == 1
    assert window.search.photo.isVisible()
    closed(qtbot, window, capture)


def test_one_more_of_the_same_is_added(qtbot: QtBot, window: MainWindow, capture: Capture) -> None:
    panel = window.search.photo
    for button, count in ((panel.dropzone.camera, 1), (panel.camera_add, 2)):
        panel.want(True)
        button.click()
        asking = dialog(qtbot, window)
        qtbot.waitUntil(asking.take.isEnabled)
        qtbot.mouseClick(asking.take, LEFT)
        qtbot.waitUntil(lambda count=count: len(panel.photos) == count)  # type: ignore[misc]
        qtbot.waitUntil(lambda: not any(found.isVisible() for found in window.findChildren(CameraDialog)))
    closed(qtbot, window, capture)


def test_where_there_is_no_camera_it_is_said_and_can_be_tried_again(
    qtbot: QtBot, window: MainWindow, capture: Capture
) -> None:
    capture.there = set()
    qtbot.keyClick(window, Qt.Key.Key_F4)
    asking = dialog(qtbot, window)
    qtbot.waitUntil(lambda: asking.hint.text().startswith("No camera was found"))
    assert not asking.take.isEnabled()
    asking.grab()
    capture.there = {0, 1}
    qtbot.mouseClick(asking.other, LEFT)
    qtbot.waitUntil(asking.take.isEnabled)
    qtbot.mouseClick(asking.other, LEFT)
    qtbot.waitUntil(lambda: capture.opened == [0, 0, 1])
    qtbot.waitUntil(asking.take.isEnabled)
    qtbot.keyClick(asking, Qt.Key.Key_Escape)
    assert window.search.photo.photos == ()
    closed(qtbot, window, capture)


def test_a_camera_that_is_unplugged_is_told(qtbot: QtBot, window: MainWindow, capture: Capture) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F4)
    asking = dialog(qtbot, window)
    qtbot.waitUntil(asking.take.isEnabled)
    capture.unplugged.set()
    qtbot.waitUntil(lambda: asking.hint.text().startswith("No camera was found"))
    assert asking.finder.picture.isNull()
    qtbot.mouseClick(asking.leave, LEFT)
    closed(qtbot, window, capture)


def test_closing_the_window_lets_go_of_the_camera(qtbot: QtBot, window: MainWindow, capture: Capture) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F4)
    qtbot.waitUntil(dialog(qtbot, window).take.isEnabled)
    window.close()
    assert capture.open_now == 0


def test_in_japanese(qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue, qapp: QApplication) -> None:
    installed = i18n.install(qapp, "ja")
    try:
        window = make_window(core)
        window.search.photo.open_camera = Capture().open
        qtbot.keyClick(window, Qt.Key.Key_F4)
        asking = dialog(qtbot, window)
        qtbot.waitUntil(asking.take.isEnabled)
        assert asking.hint.text().startswith("部品または銘板")
        qtbot.keyClick(asking, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not window.tasks.is_busy(Lane.REPORTS))
    finally:
        i18n.remove(qapp, installed)
        i18n.install(qapp, "en")


class Library:
    """Stands for cv2's capture."""

    frames = 1

    def __init__(self, number: int) -> None:
        self.number, self.released, self.wanted = number, False, dict[int, float]()

    def isOpened(self) -> bool:  # noqa: N802
        return self.number == 0

    def set(self, name: int, value: float) -> bool:
        self.wanted[name] = value
        return True

    def read(self) -> tuple[bool, object]:
        self.frames -= 1
        return self.frames >= 0, np.zeros((4, 6, 3), dtype=np.uint8)

    def release(self) -> None:
        self.released = True


def test_the_capture_of_opencv_is_read_until_nothing_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cv2.VideoCapture", Library)
    seen: list[QImage] = []
    with pytest.raises(QueryCameraMissing):
        seen.extend(camera.pictures(camera.CvCamera, 0))
    opened = camera.CvCamera(0)
    picture = opened.read()
    assert picture is not None
    assert (picture.width(), picture.height()) == (6, 4)
    assert opened.read() is None
    opened.close()
    with pytest.raises(QueryCameraMissing):
        camera.CvCamera(1)
