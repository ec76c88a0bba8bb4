"""The barcodes on the photo on show, as a row of chips: a click searches for what one says."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from imtextgui.catalogue.protocols import SearchPart
from imtextgui.domain.query import Photo, PhotoCode
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.controls import Button

MOST_SHOWN = 4
"""Chips beside each other; the panel has room for one row of them."""

WIDEST = 220
"""Pixels of what a chip says."""

GAP = 6
"""Pixels between chips."""


class PhotoCodeRow(QWidget):
    """Hidden while there are none."""

    chosen = Signal(str)
    """What is typed to find what a code says."""

    def __init__(self, search: SearchPart, tasks: TaskRunner) -> None:
        super().__init__()
        self._search = search
        self._tasks = TaskOwner(self, tasks, Lane.PICTURES)
        self._photo: Photo | None = None
        self.buttons: list[Button] = []
        self._texts: list[str] = []
        # Narrower than its chips, which are cut then: the panel is not made wider for them.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)
        self._row.addStretch()
        self.hide()

    def look_at(self, photo: Photo | None) -> None:
        """Show the codes of the whole of ``photo`` as soon as they are read; none before that, and none of None."""
        if photo == self._photo:
            return
        self._photo = photo
        self._show(())
        self._tasks.cancel("codes")
        if photo is not None:
            # A photo that cannot be read is told by whoever searches with it.
            self._tasks.start(
                lambda: self._search.photo_codes(photo), self._show, problem=lambda _: None, topic="codes"
            )

    def _show(self, found: Sequence[PhotoCode]) -> None:
        for button in self.buttons:
            self._row.removeWidget(button)
            button.hide()  # it is deleted with a later event, and would be painted until then
            button.deleteLater()
        self.buttons = [self._button(code) for code in found[:MOST_SHOWN]]
        self._texts = [code.asked for code in found[:MOST_SHOWN]]
        self._fit(self.width())
        self.setVisible(bool(self.buttons))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Say as much of each code as there is room for."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, room: int) -> None:
        """Short texts stay whole; the others share what is left of ``room`` pixels."""
        metrics = self.fontMetrics()
        chips = sorted(
            zip(self.buttons, self._texts, strict=True), key=lambda chip: metrics.horizontalAdvance(chip[1])
        )
        room -= sum(_beside(button) + GAP for button in self.buttons)
        for place, (button, text) in enumerate(chips):
            share = min(WIDEST, max(room // (len(chips) - place), 0))
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, share)
            button.setText(shown.replace("&", "&&"))
            room -= metrics.horizontalAdvance(shown)

    def _button(self, code: PhotoCode) -> Button:
        name = self.tr("Search for what the barcode says: {text}").format(text=code.content)
        button = Button("codes", code.asked.replace("&", "&&"), name=name, look="chip", tip=name)
        button.clicked.connect(lambda _=False: self.chosen.emit(code.asked))
        self._row.insertWidget(self._row.count() - 1, button)
        button.show()
        return button


def _beside(button: Button) -> int:
    """Pixels of icon and edges."""
    text = button.text().replace("&&", "&")
    return button.sizeHint().width() - button.fontMetrics().horizontalAdvance(text)
