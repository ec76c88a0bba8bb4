"""The panel to search by photo: drop, paste or open one, and frame the part that counts."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from imtextgui.domain.query import Photo
from imtextgui.ui.controls import Button, ElidedLabel, Picture, label, panel, set_state
from imtextgui.ui.file_dialog import FileDialog
from imtextgui.ui.jobs import Lane, Task
from imtextgui.ui.photo_canvas import PhotoCanvas
from imtextgui.ui.pictures import PHOTO_SUFFIXES, LoadedPhoto, load_pasted, load_photo

EMPTY_HEIGHT = 132
FILLED_HEIGHT = 204


class PhotoQuery(QFrame):
    """The photo of the query."""

    changed = Signal()
    problem = Signal(object)
    failed = Signal(str)

    def __init__(self, lane: Lane) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._lane = lane
        self._loaded: LoadedPhoto | None = None
        self.canvas = PhotoCanvas()
        self.canvas.cropped.connect(self._crop_changed)
        self._pages = QStackedWidget()
        self._empty = self._empty_page()
        self._pages.addWidget(self._empty)
        self._filled = self._filled_page()
        self._pages.addWidget(self._filled)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(6)
        column.addLayout(self._head())
        column.addWidget(self._pages, 1)
        self.setFixedHeight(EMPTY_HEIGHT)

    @property
    def photo(self) -> Photo | None:
        """The photo with its frame, None where there is none."""
        if self._loaded is None:
            return None
        return replace(self._loaded.photo, crop=self.canvas.crop)

    @property
    def said(self) -> str:
        """The line beside the title: what to do with the photo, or what is wrong."""
        return self._name.text()

    def open_file(self, path: Path) -> None:
        """Search with the photo in ``path``."""
        self._load(Task(lambda: load_photo(path), topic="photo"))

    def take(self, data: QMimeData) -> bool:
        """Search with a dropped or pasted photo; False where there is none in ``data``."""
        path = photo_path(data)
        if path is not None:
            self.open_file(path)
        elif data.hasImage():
            image = QImage(data.imageData())
            name = self.tr("Pasted picture")
            self._load(Task(lambda: load_pasted(image, name), topic="photo"))
        else:
            return False
        return True

    def paste(self) -> bool:
        """Search with the photo on the clipboard; False where there is none."""
        return self.take(clipboard_data())

    def clear(self) -> None:
        """Search without a photo."""
        self._lane.drop("photo")
        if self._loaded is not None:
            self._show(None)

    def choose_file(self) -> None:
        """Ask for a photo file."""
        patterns = " ".join(f"*{suffix}" for suffix in PHOTO_SUFFIXES)
        dialog = FileDialog(self, self.tr("Open a photo"), self.open_file)
        dialog.setNameFilter(self.tr("Photos") + f" ({patterns})")
        dialog.open()

    def show_dropping(self, dropping: bool) -> None:
        """Show that a photo hangs over the window."""
        set_state(self.dropzone, "dropping", dropping)

    def _head(self) -> QHBoxLayout:
        self._name = ElidedLabel(look="muted")
        row = QHBoxLayout()
        row.addWidget(Picture("photo", 18, "accent"))
        row.addWidget(label(self.tr("By photo"), "heading"))
        row.addSpacing(8)
        row.addWidget(self._name, 1)
        return row

    def _empty_page(self) -> QWidget:
        self.dropzone = panel("dropzone")
        open_photo = Button("open-photo", self.tr("Open p&hoto…"))
        open_photo.clicked.connect(self.choose_file)
        self.paste_button = Button("paste", name=self.tr("Paste a picture (Ctrl+V)"))
        self.paste_button.clicked.connect(self._paste_or_say)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(open_photo)
        row.addWidget(self.paste_button)
        row.addStretch()
        hint = label(self.tr("Drop a photo of the part here"), "muted")
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self.dropzone)
        column.setContentsMargins(8, 6, 8, 8)
        column.setSpacing(4)
        column.addWidget(hint)
        column.addLayout(row)
        return self.dropzone

    def _filled_page(self) -> QWidget:
        self.whole = Button("fit", name=self.tr("Use the whole photo"))
        self.whole.clicked.connect(lambda: self.canvas.set_crop(None))
        self.whole.setEnabled(False)
        another = Button("open-photo", name=self.tr("Open another photo"))
        another.clicked.connect(self.choose_file)
        remove = Button("clear", name=self.tr("Remove the photo"))
        remove.clicked.connect(self.clear)
        buttons = QVBoxLayout()
        for each in (self.whole, another, remove):
            buttons.addWidget(each)
        buttons.addStretch()
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.canvas, 1)
        row.addLayout(buttons)
        return page

    def _paste_or_say(self) -> None:
        if not self.paste():
            self._name.setText(self.tr("There is no picture on the clipboard."))

    def _load(self, task: Task) -> None:
        self._name.setText(self.tr("Loading…"))
        task.done.connect(self._show)
        task.problem.connect(self._refuse)
        task.failed.connect(self.failed)
        self._lane.submit(task)

    def _refuse(self, problem: Exception) -> None:
        self._say_what_counts()
        self.problem.emit(problem)

    def _show(self, loaded: LoadedPhoto | None) -> None:
        self._loaded = loaded
        self.canvas.show_photo(QImage() if loaded is None else loaded.image)
        self.whole.setEnabled(False)
        self._pages.setCurrentWidget(self._empty if loaded is None else self._filled)
        self.setFixedHeight(EMPTY_HEIGHT if loaded is None else FILLED_HEIGHT)
        self._say_what_counts()
        self.changed.emit()

    def _crop_changed(self) -> None:
        self.whole.setEnabled(self.canvas.crop is not None)
        self._say_what_counts()
        self.changed.emit()

    def _say_what_counts(self) -> None:
        if self._loaded is None:
            self._name.setText("")
        elif self.canvas.crop is None:
            self._name.setText(self.tr("Drag a frame around the part"))
        else:
            self._name.setText(self.tr("Only the framed part counts"))
        self._name.setToolTip(self._loaded.name if self._loaded else "")


def clipboard_data() -> QMimeData:
    """What the clipboard holds; the stubs hide that Qt gives None for an empty one."""
    data: QMimeData | None = QGuiApplication.clipboard().mimeData()
    return QMimeData() if data is None else data


def photo_path(data: QMimeData) -> Path | None:
    """The first file in ``data`` that is named like a photo."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return next((path for path in paths if path.suffix.lower() in PHOTO_SUFFIXES), None)
