"""The panel to search by photo: drop, paste or open some, and frame the part that counts."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from imtextgui.catalogue.protocols import SearchPart
from imtextgui.domain.items import Box
from imtextgui.domain.query import Photo
from imtextgui.ui.photo.photo_canvas import PhotoCanvas
from imtextgui.ui.photo.photo_strip import PhotoStrip
from imtextgui.ui.tasks.lanes import Lane, Task
from imtextgui.ui.widgets.controls import Button, ElidedLabel, Picture, label, panel, set_state
from imtextgui.ui.widgets.file_dialog import FileDialog
from imtextgui.ui.widgets.pictures import (
    PHOTO_SUFFIXES,
    LoadedPhoto,
    is_there,
    load_again,
    load_pasted,
    load_photo,
)

FILLED_HEIGHT = 216
MOST_PHOTOS = 8


class PhotoQuery(QFrame):
    """The photos of the query, each with its frame; one of them is on show."""

    changed = Signal()
    problem = Signal(object)
    failed = Signal(str)

    def __init__(self, search: SearchPart, lane: Lane) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._search, self._lane = search, lane
        self._suggested: tuple[Box, ...] = ()
        self._loaded: list[LoadedPhoto] = []
        self._crops: list[Box | None] = []
        self._at = 0
        self.canvas = PhotoCanvas()
        self.canvas.cropped.connect(self._crop_changed)
        self.strip = PhotoStrip()
        self.strip.chosen.connect(self._choose)
        self.strip.every_changed.connect(self.changed)
        self._pages = QStackedWidget()
        self._empty = self._empty_page()
        self._pages.addWidget(self._empty)
        self._filled = self._filled_page()
        self._pages.addWidget(self._filled)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self._pages, 1)
        self._show_current()

    @property
    def photos(self) -> tuple[Photo, ...]:
        """The photos with their frames."""
        return tuple(
            replace(loaded.photo, crop=crop) for loaded, crop in zip(self._loaded, self._crops, strict=True)
        )

    @property
    def photo(self) -> Photo | None:
        """The photo on show with its frame, None where there is none."""
        return self.photos[self._at] if self._loaded else None

    @property
    def shown(self) -> QImage | None:
        """The picture on show."""
        return self._loaded[self._at].image if self._loaded else None

    @property
    def every(self) -> bool:
        """Whether all photos must fit, not just any."""
        return len(self._loaded) > 1 and self.strip.every

    @property
    def said(self) -> str:
        """What to do with the photo, or what is wrong."""
        return (self._hint if not self._loaded else self._name).text()

    def open_file(self, path: Path) -> None:
        """Search with the photo in ``path`` in place of those there are."""
        self._load(lambda: [load_photo(path)], add=False)

    def add_file(self, path: Path) -> None:
        """Search with the photo in ``path``, too."""
        self._load(lambda: [load_photo(path)], add=True)

    def take(self, data: QMimeData) -> bool:
        """Search with the dropped or pasted photos; False where there are none in ``data``."""
        paths = photo_paths(data)
        if paths:
            self._load(lambda: [load_photo(path) for path in paths], add=False)
        elif data.hasImage():
            self.take_image(QImage(data.imageData()), self.tr("Pasted picture"))
        else:
            return False
        return True

    def take_image(self, image: QImage, name: str) -> None:
        """Search with a picture that is no file."""
        self._load(lambda: [load_pasted(image, name)], add=False)

    def put(self, photos: Sequence[Photo], *, every: bool, if_there: bool = False) -> None:
        """Search with these photos and their frames in place of those there are; ``if_there``: of files that are."""
        name = self.tr("Earlier photo")
        self.strip.set_every(every)
        self._load(
            lambda: [load_again(photo, name) for photo in photos if not if_there or is_there(photo)],
            add=False,
        )

    def paste(self) -> bool:
        """Search with the photo on the clipboard; False where there is none."""
        return self.take(clipboard_data())

    def clear(self) -> None:
        """Search without a photo."""
        self._lane.drop("photo")
        if self._loaded:
            self._replace([])

    def remove(self) -> None:
        """Search without the photo on show."""
        kept = [loaded for place, loaded in enumerate(self._loaded) if place != self._at]
        crops = [crop for place, crop in enumerate(self._crops) if place != self._at]
        self._replace(kept, crops)

    def choose_file(self) -> None:
        """Ask for a photo file."""
        self._ask(self.open_file)

    def show_dropping(self, dropping: bool) -> None:
        """Show that a photo hangs over the window."""
        set_state(self.dropzone, "dropping", dropping)

    # Building

    def _empty_page(self) -> QWidget:
        self.dropzone = panel("dropzone")
        open_photo = Button("open-photo", self.tr("Open p&hoto…"))
        open_photo.clicked.connect(self.choose_file)
        self.paste_button = Button("paste", name=self.tr("Paste a picture (Ctrl+V)"))
        self.paste_button.clicked.connect(self._paste_or_say)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addStretch()
        lines.addWidget(label(self.tr("By photo"), "heading"))
        self._hint = ElidedLabel(self.tr("Drop a photo of the part here"), look="muted")
        lines.addWidget(self._hint)
        lines.addStretch()
        row = QHBoxLayout(self.dropzone)
        row.setContentsMargins(12, 4, 8, 4)
        row.addWidget(Picture("photo", 28, "accent"))
        row.addSpacing(6)
        row.addLayout(lines, 1)
        row.addWidget(open_photo)
        row.addWidget(self.paste_button)
        return self.dropzone

    def _filled_page(self) -> QWidget:
        self._name = ElidedLabel(look="muted")
        self.whole = Button("fit", name=self.tr("Use the whole photo"))
        self.whole.clicked.connect(lambda: self.canvas.set_crop(None))
        self.suggest = Button("frame", name=self.tr("Suggest a frame"))
        self.suggest.clicked.connect(self._suggest)
        self.add = Button("add", name=self.tr("Another photo of the same"))
        self.add.clicked.connect(lambda: self._ask(self.add_file))
        remove = Button("clear", name=self.tr("Remove the photo"))
        remove.clicked.connect(self.remove)
        buttons = QGridLayout()  # two by two: four in a column would take their height from the page
        buttons.setSpacing(4)
        for place, each in enumerate((self.whole, self.suggest, self.add, remove)):
            buttons.addWidget(each, place // 2, place % 2)
        buttons.setRowStretch(2, 1)
        head = QHBoxLayout()
        head.addWidget(Picture("photo", 18, "accent"))
        head.addWidget(label(self.tr("By photo"), "heading"))
        head.addSpacing(8)
        head.addWidget(self._name, 1)
        row = QHBoxLayout()
        row.addWidget(self.strip)
        row.addWidget(self.canvas, 1)
        row.addLayout(buttons)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(4, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(row, 1)
        return page

    # Doing

    def _ask(self, take: Callable[[Path], None]) -> None:
        patterns = " ".join(f"*{suffix}" for suffix in PHOTO_SUFFIXES)
        dialog = FileDialog(self, self.tr("Open a photo"), take)
        dialog.setNameFilter(self.tr("Photos") + f" ({patterns})")
        dialog.open()

    def _paste_or_say(self) -> None:
        if not self.paste():
            self._hint.setText(self.tr("There is no picture on the clipboard."))

    def _load(self, read: Callable[[], list[LoadedPhoto]], *, add: bool) -> None:
        (self._name if self._loaded else self._hint).setText(self.tr("Loading…"))
        task = Task(read, topic="photo")
        task.done.connect(lambda loaded: self._take_loaded(loaded, add=add))
        task.problem.connect(self._refuse)
        task.failed.connect(self.failed)
        self._lane.submit(task)

    def _refuse(self, problem: Exception) -> None:
        self._say_what_counts()
        self.problem.emit(problem)

    def _take_loaded(self, loaded: Sequence[LoadedPhoto], *, add: bool) -> None:
        before = self._loaded if add else []
        crops = self._crops if add else []
        both = [*before, *loaded][-MOST_PHOTOS:]
        self._replace(both, [*crops, *(each.photo.crop for each in loaded)][-MOST_PHOTOS:], at=len(both) - 1)

    def _replace(
        self, loaded: Sequence[LoadedPhoto], crops: Sequence[Box | None] = (), *, at: int = 0
    ) -> None:
        self._loaded, self._crops = list(loaded), list(crops)
        self._at = at
        self._show_current()
        self.changed.emit()

    def _choose(self, at: int) -> None:
        self._at = at
        self._show_current()

    def _show_current(self) -> None:
        there = bool(self._loaded)
        self._suggested = ()
        self.canvas.show_photo(self._loaded[self._at].image if there else QImage())
        if there:
            self.canvas.put_crop(self._crops[self._at])
        self.strip.show_photos([loaded.image for loaded in self._loaded], self._at)
        # A stack is as high as its highest page, unless that is told not to count. Before the page changes: from a
        # page that is hidden already, layouts hear nothing, and the panel would stay as high as the photo was.
        policy = QSizePolicy.Policy.Preferred if there else QSizePolicy.Policy.Ignored
        self._filled.setSizePolicy(policy, policy)
        self._pages.setCurrentWidget(self._filled if there else self._empty)
        self.setMinimumHeight(FILLED_HEIGHT if there else 0)
        self.add.setEnabled(len(self._loaded) < MOST_PHOTOS)
        self._say_what_counts()

    def _crop_changed(self) -> None:
        if self._loaded:
            self._crops[self._at] = self.canvas.crop
        self._say_what_counts()
        self.changed.emit()

    def _suggest(self) -> None:
        """Frame what looks like the thing that was photographed; once more, the next such part."""
        if self._suggested:
            self._show_suggestion(self._suggested)
            return
        photo = self._loaded[self._at].photo
        self._name.setText(self.tr("Looking for the part…"))
        task = Task(lambda: self._search.suggest_crops(photo), topic="frame")
        task.done.connect(self._show_suggestion)
        task.problem.connect(self._refuse)
        task.failed.connect(self.failed)
        self._lane.submit(task)

    def _show_suggestion(self, crops: Sequence[Box]) -> None:
        self._suggested = tuple(crops)
        if not crops:
            self._name.setText(self.tr("Nothing stands out: drag a frame"))
            return
        at = crops.index(self.canvas.crop) + 1 if self.canvas.crop in crops else 0
        self.canvas.set_crop(crops[at % len(crops)])

    def _say_what_counts(self) -> None:
        self._hint.setText(self.tr("Drop a photo of the part here"))
        self.whole.setEnabled(self.canvas.crop is not None)
        if not self._loaded:
            return
        if self.canvas.crop is None:
            self._name.setText(self.tr("Drag a frame around the part"))
        else:
            self._name.setText(self.tr("Only the framed part counts"))
        self._name.setToolTip(self._loaded[self._at].name)


def clipboard_data() -> QMimeData:
    """What the clipboard holds; the stubs hide that Qt gives None for an empty one."""
    data: QMimeData | None = QGuiApplication.clipboard().mimeData()
    return QMimeData() if data is None else data


def photo_paths(data: QMimeData) -> list[Path]:
    """The files in ``data`` that are named like photos, no more than can be searched with at once."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in PHOTO_SUFFIXES][:MOST_PHOTOS]
