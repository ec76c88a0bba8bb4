"""The panel to search by photo: drop, paste or open some, and frame the part that counts."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QApplication,
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
from imtextgui.errors import ImTextError
from imtextgui.ui.photo.camera import CvCamera, OpenCamera
from imtextgui.ui.photo.camera_dialog import CameraDialog
from imtextgui.ui.photo.mime_photos import clipboard_data, photo_paths
from imtextgui.ui.photo.photo_canvas import PhotoCanvas
from imtextgui.ui.photo.photo_code_row import PhotoCodeRow
from imtextgui.ui.photo.photo_dialog import ask_for_photo
from imtextgui.ui.photo.photo_drop_card import PhotoDropCard
from imtextgui.ui.photo.photo_strip import PhotoStrip
from imtextgui.ui.photo.query_photos import MOST_PHOTOS, QueryPhotos
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.controls import Button, ElidedLabel, IconLabel, label, set_state
from imtextgui.ui.widgets.pictures import (
    LoadedPhoto,
    is_there,
    load_again,
    load_pasted,
    load_photo,
)

FILLED_HEIGHT = 208
"""Pixels of the panel while it shows a photo: the page below it is whole in a window of 520 pixels."""
BESIDE = 50
"""Pixels of the panel above and between codes and buttons, about."""
MARGIN = 8
"""Pixels around what is in the panel."""


class PhotoPanel(QFrame):
    """The photos of the query, each with its frame; one of them is on show."""

    changed = Signal()
    """Other photos or other frames are searched with now."""
    coming = Signal()
    """Where there is none, a photo was chosen and is being loaded. Not told of one that is asked again."""
    came = Signal()
    """That photo is there now; ``changed`` follows."""
    left = Signal()
    """The last photo was removed with the button beside it, which is gone with it."""

    def __init__(self, search: SearchPart, tasks: TaskRunner) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._search, self._is_wanted, self._is_dropping = search, False, False
        self._tasks = TaskOwner(self, tasks, Lane.PICTURES)
        self._runner = tasks
        self.open_camera: OpenCamera = CvCamera
        self._suggested: tuple[Box, ...] = ()
        self._photos = QueryPhotos()
        self.canvas = PhotoCanvas()
        self.canvas.cropped.connect(self._crop_changed)
        self.codes = PhotoCodeRow(search, tasks)
        self.strip = PhotoStrip()
        self.strip.chosen.connect(self._choose)
        self.strip.every_changed.connect(self.changed)
        self._pages = QStackedWidget()
        self.dropzone = PhotoDropCard()
        self.dropzone.file_wanted.connect(self.choose_file)
        self.dropzone.camera_wanted.connect(self.take_photo)
        self.dropzone.paste_wanted.connect(self._paste_or_say)
        self._pages.addWidget(self.dropzone)
        self._filled = self._filled_page()
        self._pages.addWidget(self._filled)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.addWidget(self._pages, 1)
        self._show_current()

    @property
    def photos(self) -> tuple[Photo, ...]:
        """The photos with their frames."""
        return self._photos.photos

    @property
    def photo(self) -> Photo | None:
        """The photo on show with its frame, None where there is none."""
        return self.photos[self._photos.current] if self._photos else None

    @property
    def shown(self) -> QImage | None:
        """The picture on show."""
        return self._photos.shown.image if self._photos.shown else None

    @property
    def every(self) -> bool:
        """Whether all photos must fit, not just any."""
        return len(self._photos) > 1 and self.strip.every

    @property
    def message(self) -> str:
        """What to do with the photo, or what is wrong."""
        return (self._name if self._photos else self.dropzone.hint).text()

    def open_file(self, path: Path) -> None:
        """Search with the photo in ``path`` in place of those there are."""
        self._load(lambda: [load_photo(path, self._search.photo_picture)], add=False)

    def add_file(self, path: Path) -> None:
        """Search with the photo in ``path``, too."""
        self._load(lambda: [load_photo(path, self._search.photo_picture)], add=True)

    def take(self, data: QMimeData) -> bool:
        """Search with the dropped or pasted photos; False where there are none in ``data``."""
        paths = photo_paths(data)
        if paths:
            self._load(lambda: [load_photo(path, self._search.photo_picture) for path in paths], add=False)
        elif data.hasImage():
            self.take_image(QImage(data.imageData()), self.tr("Pasted picture"))
        else:
            return False
        return True

    def take_image(self, image: QImage, name: str, *, add: bool = False) -> None:
        """Search with a picture that is no file, beside those there are or in their place."""
        self._load(lambda: [load_pasted(image, name)], add=add)

    def take_photo(self, *, add: bool = False) -> None:
        """Take a photo with a camera, and search with it beside those there are or in their place."""
        dialog = CameraDialog(self.open_camera, self._runner, self)
        dialog.taken.connect(lambda image: self.take_image(image, self.tr("Photo of the camera"), add=add))
        dialog.open()

    def put(self, photos: Sequence[Photo], *, every: bool, if_there: bool = False) -> None:
        """Search with these photos and their frames in place of those there are; ``if_there``: of files that are."""
        name = self.tr("Earlier photo")
        self.strip.set_every(every)
        self._load(
            lambda: [
                load_again(photo, name, self._search.photo_picture)
                for photo in photos
                if not if_there or is_there(photo)
            ],
            add=False,
            is_asked_again=True,
        )

    def paste(self) -> bool:
        """Search with the photo on the clipboard; False where there is none."""
        return self.take(clipboard_data())

    def clear(self) -> None:
        """Search without a photo."""
        self._tasks.cancel("photo")
        if self._photos:
            self._photos.clear()
            self._show_changed()

    def remove(self) -> None:
        """Search without the photo on show."""
        focused = QApplication.focusWidget()
        was_here = focused is not None and self._filled.isAncestorOf(focused)
        self._photos.remove_shown()
        self._show_changed()
        if was_here and not self._photos:
            self.left.emit()

    def choose_file(self) -> None:
        """Ask for a photo file."""
        self._ask(self.open_file)

    def want(self, wanted: bool) -> None:
        """Be there also without a photo, or only with one."""
        self._is_wanted = wanted
        self._show_if_needed()

    def _show_if_needed(self) -> None:
        needed = bool(self._photos) or self._is_wanted or self._is_dropping
        self.setVisible(needed)

    def show_dropping(self, dropping: bool) -> None:
        """Show that a photo hangs over the window."""
        self._is_dropping = dropping
        self._show_if_needed()
        set_state(self.dropzone, "dropping", dropping)

    def event(self, event: QEvent) -> bool:
        """Reimplements ``QFrame.event``: be as high as other codes or other sizes of the buttons need."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_height()
        return super().event(event)

    # Building

    def _filled_page(self) -> QWidget:
        self._name = ElidedLabel(look="muted")
        self.whole = Button("fit", name=self.tr("Use the whole photo"))
        self.whole.clicked.connect(lambda: self.canvas.set_crop(None))
        self.suggest = Button("frame", name=self.tr("Suggest a frame"))
        self.suggest.clicked.connect(self._suggest)
        self.add = Button("add", name=self.tr("Another photo of the same"))
        self.add.clicked.connect(lambda: self._ask(self.add_file))
        self.camera_add = Button("photo", name=self.tr("Another photo of the same with the camera"))
        self.camera_add.clicked.connect(lambda _=False: self.take_photo(add=True))
        remove = Button("clear", name=self.tr("Remove the photo"))
        remove.clicked.connect(self.remove)
        self._buttons = (self.whole, self.suggest, self.add, remove, self.camera_add)
        self._grid = QGridLayout()  # two by two: four in a column would take their height from the page
        self._grid.setSpacing(4)
        self._grid.setRowStretch(3, 1)
        self._columns = 0
        self._arrange(2)
        head = QHBoxLayout()
        head.addWidget(IconLabel("photo", 18, "accent"))
        head.addWidget(label(self.tr("By photo"), "heading"))
        head.addSpacing(8)
        head.addWidget(self._name, 1)
        row = QHBoxLayout()
        row.addWidget(self.strip)
        row.addWidget(self.canvas, 1)
        row.addLayout(self._grid)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(4, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.codes)
        column.addLayout(row, 1)
        return page

    # Doing

    def _ask(self, take: Callable[[Path], None]) -> None:
        title, kind = self.tr("Open a photo"), self.tr("Photos")
        ask_for_photo(self, self._runner, self._search.photo_picture, take, title=title, kind=kind)

    def _paste_or_say(self) -> None:
        if not self.paste():
            self.dropzone.say_no_picture()

    def _load(
        self, read: Callable[[], list[LoadedPhoto]], *, add: bool, is_asked_again: bool = False
    ) -> None:
        (self._name if self._photos else self.dropzone.hint).setText(self.tr("Loading…"))

        comes = not self._photos and not is_asked_again
        if comes:
            self.coming.emit()

        def take(loaded: Sequence[LoadedPhoto]) -> None:
            self._photos.take(loaded, add=add)
            if comes:
                self.came.emit()
            self._show_changed()

        self._tasks.start(read, take, problem=self._refuse, topic="photo")

    def _refuse(self, problem: ImTextError) -> None:
        self._say_what_counts()
        self._tasks.report(problem)

    def _show_changed(self) -> None:
        self._show_current()
        self.changed.emit()

    def _choose(self, at: int) -> None:
        self._photos.current = at
        self._show_current()

    def _show_current(self) -> None:
        shown = self._photos.shown
        there = shown is not None
        self._suggested = ()
        self.canvas.show_photo(shown.image if shown is not None else QImage())
        self.canvas.put_crop(self._photos.crop)
        self.codes.look_at(shown.photo if shown is not None else None)
        self.strip.show_photos(self._photos.images, self._photos.current)
        # A stack is as high as its highest page, unless that is told not to count. Before the page changes: from a
        # page that is hidden already, layouts hear nothing, and the panel would stay as high as the photo was.
        policy = QSizePolicy.Policy.Preferred if there else QSizePolicy.Policy.Ignored
        self._filled.setSizePolicy(policy, policy)
        self._pages.setCurrentWidget(self._filled if there else self.dropzone)
        self._fit_height()
        self._show_if_needed()
        for button in (self.add, self.camera_add):
            button.setEnabled(len(self._photos) < MOST_PHOTOS)
        self._say_what_counts()

    def _fit_height(self) -> None:
        """Room for a photo, and in the sizes for gloves for all buttons below the codes."""
        if self._photos:
            high = self.codes.sizeHint().height() + 3 * self.whole.sizeHint().height() + BESIDE
            self._arrange(3 if self.codes.buttons and high > FILLED_HEIGHT else 2)
        needed = self._filled.minimumSizeHint().height() + 2 * MARGIN
        self.setMinimumHeight(max(FILLED_HEIGHT, needed) if self._photos else 0)

    def _arrange(self, columns: int) -> None:
        """Put the buttons into so many columns."""
        if columns != self._columns:
            self._columns = columns
            for place, button in enumerate(self._buttons):
                self._grid.removeWidget(button)
                self._grid.addWidget(button, place // columns, place % columns)

    def _crop_changed(self) -> None:
        self._photos.set_crop(self.canvas.crop)
        self._say_what_counts()
        self.changed.emit()

    def _suggest(self) -> None:
        """Frame what looks like the thing that was photographed; once more, the next such part."""
        if self._suggested:
            self._show_suggestion(self._suggested)
            return
        if (shown := self._photos.shown) is None:
            return
        self._name.setText(self.tr("Looking for the part…"))
        self._tasks.start(
            lambda: self._search.suggest_crops(shown.photo),
            self._show_suggestion,
            problem=self._refuse,
            topic="frame",
        )

    def _show_suggestion(self, crops: Sequence[Box]) -> None:
        self._suggested = tuple(crops)
        if not crops:
            self._name.setText(self.tr("Nothing stands out: drag a frame"))
            return
        at = crops.index(self.canvas.crop) + 1 if self.canvas.crop in crops else 0
        self.canvas.set_crop(crops[at % len(crops)])

    def _say_what_counts(self) -> None:
        self.dropzone.invite()
        self.whole.setEnabled(self.canvas.crop is not None)
        if (shown := self._photos.shown) is None:
            return
        if self.canvas.crop is None:
            self._name.setText(self.tr("Drag a frame around the part"))
        else:
            self._name.setText(self.tr("Only the framed part counts"))
        self._name.setToolTip(shown.name)
