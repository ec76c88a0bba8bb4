"""The buttons above a page: turn pages, go from match to match, zoom, turn, frame, read."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel

from imtextgui.domain.query import Hit
from imtextgui.ui.widgets.controls import Button
from imtextgui.ui.widgets.overflow_bar import OverflowBar


class PageToolbar(OverflowBar):
    """The buttons; the page view tells them what can be done."""

    turned = Signal(int)
    """So many pages on or back."""
    match_requested = Signal(int)
    """The number of a page that matched."""

    def __init__(self) -> None:
        super().__init__()
        self._matching: list[int] = []
        self._number = 1
        self.previous = Button("previous", name=self.tr("Previous page (Alt+Left)"))
        self.previous.clicked.connect(lambda: self.turned.emit(-1))
        self.next = Button("next", name=self.tr("Next page (Alt+Right)"))
        self.next.clicked.connect(lambda: self.turned.emit(1))
        self.previous_match = Button("found-previous", name=self.tr("Previous page that matched (Alt+Up)"))
        self.previous_match.clicked.connect(lambda: self.step_to_match(-1))
        self.next_match = Button("found-next", name=self.tr("Next page that matched (Alt+Down)"))
        self.next_match.clicked.connect(lambda: self.step_to_match(1))
        self.smaller = Button("zoom-out", name=self.tr("Smaller"))
        self.larger = Button("zoom-in", name=self.tr("Larger"))
        self.whole = Button("fit-width")
        self.rotate = Button("rotate", name=self.tr("Turn the page (R)"))
        self.frame = Button("frame", name=self.tr("Search with a part of the page: draw a frame"))
        self.finding = Button("find", name=self.tr("Find in the document (Ctrl+F)"))
        self.overview = Button("overview", name=self.tr("All pages at a glance (Ctrl+T)"))
        self.as_text = Button("text", name=self.tr("Show the text of the page"))
        self.collect = Button("jobsheet", name=self.tr("Add this page to the job sheet (Ctrl+J)"))
        self.open = Button("open", name=self.tr("Open the file (Enter)"))
        self.reveal = Button("reveal", name=self.tr("Show in folder"))
        self.copy = Button("copy", name=self.tr("Copy the path"))
        self.read = Button("expand", name=self.tr("Page at full size (Space)"))
        for toggle in (self.frame, self.as_text, self.overview, self.read):
            toggle.setCheckable(True)
        self._count, self.zoom = _centred_label(), _centred_label()
        self.zoom.setToolTip(self.tr("Size of the page against its true size"))
        self._arrange()
        self.offer_width(True)
        self.show_file_buttons(False)

    def _arrange(self) -> None:
        self._turners = (self.previous, self._count, self.next)
        self._steppers = (self.previous_match, self.next_match)
        self._viewers = (self.smaller, self.larger, self.whole, self.rotate, self.frame)
        self._of_the_file = (self.open, self.reveal, self.copy)
        zooming = (self.smaller, self.zoom, self.larger, self.whole)
        rest = (self.rotate, self.frame, self.as_text, self.finding, self.overview, self.collect)
        self.set_controls(
            (*self._turners, *self._steppers, *zooming, *rest),
            (*self._of_the_file, self.read),
            (
                (self.copy,),
                (self.reveal,),
                (self.rotate,),
                (self.as_text,),
                (self.frame,),
                (self.finding,),
                (self.overview,),
                self._steppers,
                (self.whole,),
                (self.collect,),
                (self.open,),
                zooming[:3],
                self._turners,
            ),
        )

    @property
    def matching(self) -> list[int]:
        """The numbers of the pages that matched, in order."""
        return self._matching

    def show_place(self, hit: Hit, number: int) -> None:
        """Page ``number`` of the hit's item is on show."""
        self._matching = sorted({hit.page, *hit.other_pages})
        self._number = number
        _write(self._count, self.tr("{page} / {pages}").format(page=number, pages=hit.pages))
        for control in self._turners:
            self.set_shown(control, hit.pages > 1)
        self.set_shown(self.overview, hit.pages > 1)
        for button in self._steppers:
            self.set_shown(button, len(self._matching) > 1)
        self.previous.setEnabled(number > 1)
        self.next.setEnabled(number < hit.pages)
        self.previous_match.setEnabled(number > self._matching[0])
        self.next_match.setEnabled(number < self._matching[-1])

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

    def show_file_buttons(self, shown: bool) -> None:
        """Show the buttons of the file, where there is no head above that has them."""
        for button in self._of_the_file:
            self.set_shown(button, shown)

    def allow_viewing(self, has_picture: bool) -> None:
        """Offer what only a page with a picture can do."""
        for button in (*self._viewers, self.as_text):
            button.setEnabled(has_picture)
        if not has_picture:
            self.show_zoom(None)

    def step_to_match(self, direction: int) -> None:
        """Ask for the next page that matched, or the one before."""
        after = [page for page in self._matching if page > self._number]
        before = [page for page in self._matching if page < self._number]
        if direction > 0 and after:
            self.match_requested.emit(after[0])
        elif direction < 0 and before:
            self.match_requested.emit(before[-1])


def _centred_label() -> QLabel:
    made = QLabel()
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


def _write(into: QLabel, text: str, widest: str = "") -> None:
    """Write ``text`` with room for it, and for ``widest``, so that its neighbours stay where they are."""
    into.setText(text)
    metrics = into.fontMetrics()
    into.setMinimumWidth(max(map(metrics.horizontalAdvance, (text, widest))) + 8)
