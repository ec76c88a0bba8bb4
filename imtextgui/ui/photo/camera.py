"""The cameras of this computer, by OpenCV's capture: pictures one after the other, read in a lane."""

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtGui import QImage

from imtextgui.errors import QueryCameraMissing

if TYPE_CHECKING:
    import numpy as np

WIDTH, HEIGHT = 1920, 1080
"""Pixels that a camera is asked for; it gives what it has. Writing on a type plate is read from some hundred."""
MOST_CAMERAS = 4


class Camera(Protocol):
    """One that is open."""

    def read(self) -> QImage | None:
        """The next picture, None where no more come."""

    def close(self) -> None:
        """Let go of it."""


OpenCamera = Callable[[int], Camera]
"""Opens camera number 0, 1, … Raises QueryCameraMissing."""


class CvCamera:
    """A camera of OpenCV. Raises QueryCameraMissing where there is none of this number, or it gives nothing."""

    def __init__(self, number: int) -> None:
        import cv2

        library: Any = cv2
        before = library.utils.logging.setLogLevel(library.utils.logging.LOG_LEVEL_SILENT)
        try:  # that there is no camera is said by us
            self._capture: Any = cv2.VideoCapture(number)
        finally:
            library.utils.logging.setLogLevel(before)
        if not self._capture.isOpened():
            self._capture.release()
            raise QueryCameraMissing()
        self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, WIDTH)
        self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, HEIGHT)

    def read(self) -> QImage | None:
        """See ``Camera``."""
        there, frame = self._capture.read()
        return picture_of(frame) if there else None

    def close(self) -> None:
        """See ``Camera``."""
        self._capture.release()


def pictures(open_camera: OpenCamera, number: int) -> Generator[QImage, None, None]:
    """The pictures of a camera as the steps of a job, until it is closed. Raises QueryCameraMissing."""
    camera = open_camera(number)
    try:
        while (picture := camera.read()) is not None:
            yield picture
    finally:
        camera.close()
    raise QueryCameraMissing()


def picture_of(frame: "np.ndarray[Any, Any]") -> QImage:
    """A frame of OpenCV, [height, width, 3] in blue, green, red, as a picture of its own."""
    height, width = frame.shape[:2]
    data = frame.tobytes()
    return QImage(data, width, height, 3 * width, QImage.Format.Format_BGR888).copy()
