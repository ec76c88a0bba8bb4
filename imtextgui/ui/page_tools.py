"""The buttons above a page: turn pages, go from match to match, zoom, turn, frame, read."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from imtextgui.domain.query import Hit
from imtextgui.ui.controls import Button
from imtextgui.ui.flow import FlowLayout


class PageTools(QWidget):
    """Buttons without a memory; the page view says what can be done."""

    turned = Signal(int)
    """So many pages on or back."""
    found_wanted = Signal(int)
    """The number of a page that matched."""

    def __init__(self) -> None:
        super().__init__()
        self._found: list[int] = []
        self._number = 1
        self.back = Button("previous", name=self.tr("Previous page (Alt+Left)"))
        self.back.clicked.connect(lambda: self.turned.emit(-1))
        self.forth = Button("next", name=self.tr("Next page (Alt+Right)"))
        self.forth.clicked.connect(lambda: self.turned.emit(1))
        self.found_back = Button("found-previous", name=self.tr("Previous page that matched (Alt+Up)"))
        self.found_back.clicked.connect(lambda: self.step_found(-1))
        self.found_forth = Button("found-next", name=self.tr("Next page that matched (Alt+Down)"))
        self.found_forth.clicked.connect(lambda: self.step_found(1))
        self.smaller = Button("zoom-out", name=self.tr("Smaller"))
        self.whole = Button("fit", name=self.tr("Whole page"))
        self.larger = Button("zoom-in", name=self.tr("Larger"))
        self.rotate = Button("rotate", name=self.tr("Turn the page (R)"))
        self.frame = Button("frame", name=self.tr("Search with a part of the page: draw a frame"))
        self.as_text = Button("text", name=self.tr("Show the text of the page"))
        self.collect = Button("jobsheet", name=self.tr("Add this page to the job sheet (Ctrl+J)"))
        self.read = Button("expand", name=self.tr("Page at full size (Space)"))
        for each in (self.frame, self.as_text, self.read):
            each.setCheckable(True)
        self._count = QLabel()
        self._count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._turners = (self.back, self._count, self.forth)
        self._steppers = (self.found_back, self.found_forth)
        self._viewers = (self.smaller, self.whole, self.larger, self.rotate, self.frame)
        row = FlowLayout(self, spacing=4)
        for widget in (
            *self._turners,
            *self._steppers,
            *self._viewers,
            self.as_text,
            self.collect,
            self.read,
        ):
            row.addWidget(widget)

    @property
    def found(self) -> list[int]:
        """The numbers of the pages that matched, in order."""
        return self._found

    def show_place(self, hit: Hit, number: int) -> None:
        """Page ``number`` of the hit's item is on show."""
        self._found = sorted({hit.page, *hit.other_pages})
        self._number = number
        self._count.setText(self.tr("{page} / {pages}").format(page=number, pages=hit.pages))
        self._count.setMinimumSize(
            self._count.fontMetrics().horizontalAdvance(self._count.text()) + 8, self.back.sizeHint().height()
        )
        for each in self._turners:
            each.setVisible(hit.pages > 1)
        for each in self._steppers:
            each.setVisible(len(self._found) > 1)
        self.back.setEnabled(number > 1)
        self.forth.setEnabled(number < hit.pages)
        self.found_back.setEnabled(number > self._found[0])
        self.found_forth.setEnabled(number < self._found[-1])

    def allow_viewing(self, has_picture: bool) -> None:
        """Offer what only a page with a picture can do."""
        for each in (*self._viewers, self.as_text):
            each.setEnabled(has_picture)

    def step_found(self, direction: int) -> None:
        """Ask for the next page that matched, or the one before."""
        after = [page for page in self._found if page > self._number]
        before = [page for page in self._found if page < self._number]
        if direction > 0 and after:
            self.found_wanted.emit(after[0])
        elif direction < 0 and before:
            self.found_wanted.emit(before[-1])
