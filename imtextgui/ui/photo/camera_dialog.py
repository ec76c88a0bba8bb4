"""Takes a photo with a camera of this computer: what it sees, a frame to aim with, and the button."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from imtextgui import messages
from imtextgui.errors import ImTextError
from imtextgui.ui.photo.camera import MOST_CAMERAS, OpenCamera, pictures
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.accessibility import as_picture
from imtextgui.ui.widgets.controls import Button, label

GUIDE = 0.72
"""Share of the picture's sides that the frame to aim with takes."""
SIZE = (880, 640)


class Viewfinder(QWidget):
    """What the camera sees, with the frame."""

    def __init__(self) -> None:
        super().__init__()
        self.picture = QImage()
        self.setMinimumSize(QSize(320, 240))
        self.setAccessibleName(self.tr("What the camera sees"))
        as_picture(self)

    def show_picture(self, picture: QImage) -> None:
        """Show the latest picture."""
        self.picture = picture
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The picture as large as there is room, and the frame in its middle."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#101418"))
        if self.picture.isNull():
            return
        size = self.picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(QRectF(self.rect()).center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, self.picture)
        guide = QRectF(0, 0, place.width() * GUIDE, place.height() * GUIDE)
        guide.moveCenter(place.center())
        for colour, width in (("#000000", 5), ("#ffd24a", 3)):  # seen on every ground
            painter.setPen(QPen(QColor(colour), width))
            painter.drawRoundedRect(guide, 8, 8)


class CameraDialog(QDialog):
    """Shows the first camera that there is, or says that there is none. It deletes itself."""

    taken = Signal(object)
    """The photo (QImage)."""

    def __init__(self, open_camera: OpenCamera, tasks: TaskRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Take a photo"))
        self._open_camera, self._number = open_camera, 0
        # In the lane of reports: pictures of pages are drawn meanwhile.
        self._tasks = TaskOwner(self, tasks, Lane.REPORTS)
        self.finder = Viewfinder()
        self.hint = label("", "muted", wrap=True)
        self.take = Button("photo", self.tr("&Take the photo"), look="primary")
        self.take.setDefault(True)
        self.take.clicked.connect(self._take)
        self.other = Button("reindex", self.tr("&Other camera"), tip=self.tr("The next camera, or try again"))
        self.other.clicked.connect(self._next_camera)
        self.leave = Button("cancel", self.tr("&Close"))
        self.leave.clicked.connect(self.reject)
        for button in (self.take, self.other, self.leave):
            button.setProperty("big", True)
        row = QHBoxLayout()
        row.addWidget(self.other)
        row.addStretch(1)
        row.addWidget(self.take)
        row.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.addWidget(self.finder, 1)
        column.addWidget(self.hint)
        column.addLayout(row)
        self.resize(*SIZE)
        self.finished.connect(lambda _: self._tasks.cancel_all())
        self._look()

    def _look(self) -> None:
        number = self._number
        self.take.setEnabled(False)
        self.finder.show_picture(QImage())
        self.hint.setText(self.tr("Looking for a camera…"))
        self._tasks.start(
            lambda: pictures(self._open_camera, number),
            progress=self._show,
            problem=self._say,
            topic="camera",
        )

    def _show(self, picture: QImage) -> None:
        self.finder.show_picture(picture)
        if not self.take.isEnabled():
            self.hint.setText(self.tr("Bring the part, or its type plate, into the frame and hold still."))
            self.take.setEnabled(True)
            self.take.setFocus()

    def _say(self, problem: ImTextError) -> None:
        self.finder.show_picture(QImage())
        self.take.setEnabled(False)
        self.hint.setText(messages.sentence(problem.code, problem.details))

    def _next_camera(self) -> None:
        self._number = (self._number + 1) % MOST_CAMERAS if self.take.isEnabled() else 0
        self._look()

    def _take(self) -> None:
        if not self.finder.picture.isNull():
            self.taken.emit(self.finder.picture)
            self.accept()
