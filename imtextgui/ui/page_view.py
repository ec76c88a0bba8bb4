"""The preview: the page of a hit at reading size, its text, and what can be done with its file."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout

from imtextgui import messages
from imtextgui.domain.items import Box, PageView
from imtextgui.domain.query import Hit
from imtextgui.errors import ImTextError
from imtextgui.ui import theme
from imtextgui.ui.controls import Button, ElidedLabel, EmptyState, Picture, label
from imtextgui.ui.core import Core
from imtextgui.ui.jobs import Lane, Task, Urgency
from imtextgui.ui.page_canvas import PageCanvas
from imtextgui.ui.page_text import PageText, terms_of
from imtextgui.ui.pictures import to_qimage
from imtextgui.ui.thumbnails import Thumbnails

READING_PIXELS = 1600
SHARP_PIXELS = 4000
MOST_OTHER_PAGES = 4


class PagePreview(QFrame):
    """One page of the current hit's item."""

    open_wanted = Signal(object, int)
    """Hit and page number."""
    reveal_wanted = Signal(object)
    copy_wanted = Signal(object)
    told = Signal(str)
    """The code of a problem that the preview shows in place of the page."""
    failed = Signal(str)

    def __init__(self, core: Core, lane: Lane, thumbnails: Thumbnails) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._core, self._lane, self._thumbnails = core, lane, thumbnails
        self._hit: Hit | None = None
        self._view: PageView | None = None
        self._number = 1
        self.others: dict[int, Button] = {}
        self._sharp = False
        self._prefers_text = False
        self.canvas = PageCanvas()
        self.text = PageText()
        # Arrow keys run through hits faster than pages can be drawn.
        self._pause = QTimer(self, singleShot=True, interval=60)
        self._pause.timeout.connect(self._load_page)
        self._rest = QTimer(self, singleShot=True, interval=250)
        self._rest.timeout.connect(self._sharpen)
        self.canvas.zoomed.connect(lambda _: self._rest.start())
        self._build()
        self.show_hit(None)

    @property
    def number(self) -> int:
        """The page on show, from 1."""
        return self._number

    def show_hit(self, hit: Hit | None) -> None:
        """Show the page of ``hit``; None shows what to do."""
        self._hit, self._view, self._sharp = hit, None, False
        self._pause.stop()
        self.canvas.clear()
        self._stack.setCurrentWidget(self.empty if hit is None else self._reader)
        if hit is None:
            self._lane.drop("page")
            return
        self._name.setText(hit.path.name)
        self._show_place(hit)
        self._kind.set_icon(hit.kind.value, "accent")
        self._show_other_pages(hit)
        self._go_to(hit.page)

    def turn(self, by: int) -> None:
        """Go ``by`` pages on or back within the item."""
        if self._hit is not None and 1 <= self._number + by <= self._hit.pages:
            self._go_to(self._number + by)

    def open_file(self) -> None:
        """Ask to open the file at the page on show."""
        if self._hit is not None:
            self.open_wanted.emit(self._hit, self._number)

    # Building

    def _build(self) -> None:
        self.empty = EmptyState(
            "preview", self.tr("No page chosen"), self.tr("Choose a result to read its page here.")
        )
        self._reader = QFrame()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._reader)
        around = QVBoxLayout(self)
        around.setContentsMargins(12, 10, 12, 12)
        around.addWidget(self._stack)
        column = QVBoxLayout(self._reader)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._head())
        column.addLayout(self._tools())
        self._also = QHBoxLayout()
        column.addLayout(self._also)
        self._body = QStackedWidget()
        self._body.addWidget(self.canvas)
        self._body.addWidget(self.text)
        column.addWidget(self._body, 1)
        self.note = label("", "muted", wrap=True)
        column.addWidget(self.note)
        column.addLayout(self._actions())

    def _head(self) -> QHBoxLayout:
        self._kind = Picture("other", 24, "accent")
        self._name = ElidedLabel(look="heading", mode=Qt.TextElideMode.ElideMiddle)
        self._place = ElidedLabel(look="muted", mode=Qt.TextElideMode.ElideLeft)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self._name)
        lines.addWidget(self._place)
        row = QHBoxLayout()
        row.addWidget(self._kind)
        row.addSpacing(4)
        row.addLayout(lines, 1)
        return row

    def _tools(self) -> QHBoxLayout:
        self.back = _button("previous", self.tr("Previous page (Alt+Left)"), lambda: self.turn(-1))
        self.forth = _button("next", self.tr("Next page (Alt+Right)"), lambda: self.turn(1))
        self.as_text = Button("text", name=self.tr("Show the text of the page"))
        self.as_text.setCheckable(True)
        self.as_text.clicked.connect(self._prefer)
        self.zoom_buttons = [
            _button("zoom-out", self.tr("Smaller"), self.canvas.zoom_out),
            _button("fit", self.tr("Whole page"), self.canvas.fit),
            _button("zoom-in", self.tr("Larger"), self.canvas.zoom_in),
        ]
        self._count = QLabel()
        self._count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout()
        row.setSpacing(4)
        for each in (self.back, self._count, self.forth):
            row.addWidget(each)
        row.addStretch()
        for each in (*self.zoom_buttons, self.as_text):
            row.addWidget(each)
        return row

    def _actions(self) -> QHBoxLayout:
        self.opening = Button("open", self.tr("&Open"), look="primary", tip=self.tr("Open the file (Enter)"))
        self.opening.clicked.connect(self.open_file)
        self.revealing = Button("reveal", self.tr("Show in fold&er"))
        self.revealing.clicked.connect(lambda: self.reveal_wanted.emit(self._hit))
        self.copying = Button("copy", name=self.tr("Copy the path"))
        self.copying.clicked.connect(lambda: self.copy_wanted.emit(self._hit))
        row = QHBoxLayout()
        row.addWidget(self.opening, 1)
        row.addWidget(self.revealing, 1)
        row.addWidget(self.copying)
        return row

    def _show_place(self, hit: Hit) -> None:
        place = str(hit.path.parent)
        if hit.copies:
            place += "  ·  " + self.tr("%n more copies", "", len(hit.copies))
        self._place.setText(place)
        self._place.setToolTip("\n".join(map(str, (hit.path, *hit.copies))))

    def _show_other_pages(self, hit: Hit) -> None:
        while (item := self._also.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        self.others = {}
        if not hit.other_pages:
            return
        self._also.addWidget(label(self.tr("Found on page"), "muted"))
        for number in sorted((hit.page, *hit.other_pages[:MOST_OTHER_PAGES])):
            button = Button("", str(number), name=self.tr("Page {number}").format(number=number))
            button.setCheckable(True)
            button.setMinimumWidth(theme.metrics().control + 2)
            button.clicked.connect(lambda _, number=number: self._go_to(number))
            self._also.addWidget(button)
            self.others[number] = button
        self._also.addStretch()

    # Showing

    def _go_to(self, number: int) -> None:
        hit = self._hit
        assert hit is not None
        self._number, self._view, self._sharp = number, None, False
        self.note.hide()
        self._count.setText(self.tr("{page} / {pages}").format(page=number, pages=hit.pages))
        for other, button in self.others.items():
            button.setChecked(other == number)
        self.back.setEnabled(number > 1)
        self.forth.setEnabled(number < hit.pages)
        for each in (self.back, self.forth, self._count):
            each.setVisible(hit.pages > 1)
        thumbnail = self._thumbnails.get(hit.page_id) if number == hit.page else None
        if thumbnail is not None:
            self.canvas.show_picture(thumbnail, self._region())
            self._show_body(self._prefers_text)
        self._pause.start()

    def _load_page(self) -> None:
        hit, number = self._hit, self._number
        if hit is None:
            return
        if number == hit.page:
            task = Task(lambda: self._core.page(hit.page_id), topic="page", urgency=Urgency.PAGE)
        else:
            task = Task(lambda: self._core.page_of(hit.item_id, number), topic="page", urgency=Urgency.PAGE)
        self._submit(task, self._show_page)

    def _show_page(self, view: PageView | None) -> None:
        hit = self._hit
        assert hit is not None
        if view is None:
            self._show_no_picture(
                self.tr("This page is gone. Index the folder again to take up what changed.")
            )
            return
        self._view = view
        self.text.show_text(view.text, terms_of(hit))
        has_picture = view.width > 0
        if not has_picture and not view.text:
            self._show_no_picture(self.tr("This file was found by its name. Its content could not be read."))
        for each in (*self.zoom_buttons, self.as_text):
            each.setEnabled(has_picture)
        if has_picture:
            self._load_picture(READING_PIXELS, self._show_picture)
        else:
            self.canvas.clear()
        self._show_body(self._prefers_text or not has_picture)

    def _load_picture(self, longest: int, show: Callable[[QImage | None], None]) -> None:
        view = self._view
        assert view is not None

        def draw() -> QImage | None:
            picture = self._core.picture(view.page_id, longest)
            return None if picture is None else to_qimage(picture)

        self._submit(Task(draw, topic="page", urgency=Urgency.PAGE), show)

    def _show_picture(self, image: QImage | None) -> None:
        if image is None:
            self.canvas.clear()
        elif self.canvas.has_picture and self.canvas.magnification > 1:
            self.canvas.sharpen(image)
        else:
            self.canvas.show_picture(image, self._region())
        self._show_body(self._prefers_text or image is None)

    def _sharpen(self) -> None:
        if self._view is None or self._sharp or not self.canvas.has_picture:
            return
        if self.canvas.magnification > 1 and self.canvas.needed_pixels > READING_PIXELS:
            self._sharp = True
            self._load_picture(SHARP_PIXELS, self._show_picture)

    def _submit(self, task: Task, show: Callable[..., None]) -> None:
        task.done.connect(show)
        task.problem.connect(self._show_problem)
        task.failed.connect(self.failed)
        self._lane.submit(task)

    def _show_problem(self, problem: ImTextError) -> None:
        """Say why there is no picture; the page's text stands in for it."""
        self._show_no_picture(messages.sentence(problem.code, problem.details), keep_text=True)
        self.told.emit(problem.code)

    def _show_no_picture(self, note: str, *, keep_text: bool = False) -> None:
        self.canvas.clear()
        if not keep_text:
            self.text.show_text("", ())
        self.note.setText(note)
        self.note.show()
        self._show_body(True)

    def _prefer(self, text: bool) -> None:
        self._prefers_text = text
        self._show_body(text)

    def _show_body(self, text: bool) -> None:
        self.as_text.setChecked(text)
        self._body.setCurrentWidget(self.text if text else self.canvas)

    def _region(self) -> Box | None:
        on_hit = self._hit is not None and self._number == self._hit.page
        return self._hit.region if on_hit and self._hit is not None else None


def _button(icon: str, name: str, do: Callable[[], object]) -> Button:
    button = Button(icon, name=name)
    button.clicked.connect(lambda _=False: do())
    return button
