"""The buttons above a page: turn pages, go from match to match, zoom, turn, frame, read."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel

from imtextgui.domain.query import Hit
from imtextgui.ui.widgets.controls import Button
from imtextgui.ui.widgets.overflow_bar import OneLine


class PageTools(OneLine):
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
        self.larger = Button("zoom-in", name=self.tr("Larger"))
        self.whole = Button("fit-width")
        self.rotate = Button("rotate", name=self.tr("Turn the page (R)"))
        self.frame = Button("frame", name=self.tr("Search with a part of the page: draw a frame"))
        self.as_text = Button("text", name=self.tr("Show the text of the page"))
        self.collect = Button("jobsheet", name=self.tr("Add this page to the job sheet (Ctrl+J)"))
        self.open = Button("open", name=self.tr("Open the file (Enter)"))
        self.reveal = Button("reveal", name=self.tr("Show in folder"))
        self.copy = Button("copy", name=self.tr("Copy the path"))
        self.read = Button("expand", name=self.tr("Page at full size (Space)"))
        for each in (self.frame, self.as_text, self.read):
            each.setCheckable(True)
        self._count, self.zoom = _figure(), _figure()
        self.zoom.setToolTip(self.tr("Size of the page against its true size"))
        self._lay()
        self.offer_width(True)
        self.stand_in(False)

    def _lay(self) -> None:
        self._turners = (self.back, self._count, self.forth)
        self._steppers = (self.found_back, self.found_forth)
        self._viewers = (self.smaller, self.larger, self.whole, self.rotate, self.frame)
        self._of_the_file = (self.open, self.reveal, self.copy)
        zooming = (self.smaller, self.zoom, self.larger, self.whole)
        rest = (self.rotate, self.frame, self.as_text, self.collect)
        self.lay(
            (*self._turners, *self._steppers, *zooming, *rest),
            (*self._of_the_file, self.read),
            (
                (self.copy,),
                (self.reveal,),
                (self.rotate,),
                (self.as_text,),
                (self.frame,),
                self._steppers,
                (self.whole,),
                (self.collect,),
                (self.open,),
            ),
        )

    @property
    def found(self) -> list[int]:
        """The numbers of the pages that matched, in order."""
        return self._found

    def show_place(self, hit: Hit, number: int) -> None:
        """Page ``number`` of the hit's item is on show."""
        self._found = sorted({hit.page, *hit.other_pages})
        self._number = number
        _write(self._count, self.tr("{page} / {pages}").format(page=number, pages=hit.pages))
        for each in self._turners:
            self.want(each, hit.pages > 1)
        for each in self._steppers:
            self.want(each, len(self._found) > 1)
        self.back.setEnabled(number > 1)
        self.forth.setEnabled(number < hit.pages)
        self.found_back.setEnabled(number > self._found[0])
        self.found_forth.setEnabled(number < self._found[-1])

    def show_zoom(self, percent: int | None) -> None:
        """Tell the size of the page; None where it is not known."""
        text = "" if percent is None else self.tr("{percent} %").format(percent=percent)
        self.zoom.setAccessibleName(self.tr("Zoom {percent} %").format(percent=percent) if text else "")
        _write(self.zoom, text, self.tr("{percent} %").format(percent=888))

    def offer_width(self, width: bool) -> None:
        """Offer to fit the width of the page, or the whole page."""
        name = self.tr("Width of the page (W)") if width else self.tr("Whole page (0)")
        self.whole.set_icon("fit-width" if width else "fit")
        self.whole.setAccessibleName(name)
        self.whole.setToolTip(name)

    def stand_in(self, standing: bool) -> None:
        """Offer what concerns the file, too, where there is no head above."""
        for each in self._of_the_file:
            self.want(each, standing)

    def allow_viewing(self, has_picture: bool) -> None:
        """Offer what only a page with a picture can do."""
        for each in (*self._viewers, self.as_text):
            each.setEnabled(has_picture)
        if not has_picture:
            self.show_zoom(None)

    def step_found(self, direction: int) -> None:
        """Ask for the next page that matched, or the one before."""
        after = [page for page in self._found if page > self._number]
        before = [page for page in self._found if page < self._number]
        if direction > 0 and after:
            self.found_wanted.emit(after[0])
        elif direction < 0 and before:
            self.found_wanted.emit(before[-1])


def _figure() -> QLabel:
    made = QLabel()
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


def _write(figure: QLabel, text: str, widest: str = "") -> None:
    """Write ``text`` with room for it, and for ``widest``, so that its neighbours stay where they are."""
    figure.setText(text)
    metrics = figure.fontMetrics()
    figure.setMinimumWidth(max(map(metrics.horizontalAdvance, (text, widest))) + 8)
