"""The photos of a query as a strip of small pictures, and whether any or all of them must fit."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from imtextgui.ui.widgets.controls import Button
from imtextgui.ui.widgets.flow_layout import FlowLayout

SIDE = 34
"""Points of a small picture."""
WIDTH = 90
"""Pixels of the strip, two pictures beside each other, where its button needs no more."""


class PhotoStrip(QWidget):
    """Shown where there are several photos."""

    chosen = Signal(int)
    every_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[Button] = []
        self._group = QButtonGroup(self)
        inside = QWidget()
        self._row = FlowLayout(inside)
        self.any_or_all = Button("", self.tr("Any"), name=self.tr("Whether any or all photos must fit"))
        self.any_or_all.setCheckable(True)
        self.any_or_all.toggled.connect(self._say)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(inside, 1)
        column.addWidget(self.any_or_all)
        self._fit_width()
        self.hide()

    @property
    def every(self) -> bool:
        """Whether all photos must fit."""
        return self.any_or_all.isChecked()

    def set_every(self, every: bool) -> None:
        """Let all photos have to fit, or any."""
        self.any_or_all.setChecked(every)

    def show_photos(self, images: Sequence[QImage], at: int) -> None:
        """Show small pictures of the photos; the one ``at`` is on show beside them."""
        for button in self.buttons:
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.deleteLater()
        self.buttons = [self._button(place, image) for place, image in enumerate(images)]
        if images:
            self.buttons[at].setChecked(True)
        self.setVisible(len(images) > 1)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow another size of the controls."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit_width()

    def _fit_width(self) -> None:
        self.setFixedWidth(max(WIDTH, self.any_or_all.sizeHint().width()))

    def _button(self, place: int, image: QImage) -> Button:
        button = Button("", name=self.tr("Photo {number}").format(number=place + 1))
        side = QSize(SIDE, SIDE) * 2  # for screens of two pixels a point
        smooth = Qt.TransformationMode.SmoothTransformation
        small = image.scaled(side, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        button.setIcon(QIcon(QPixmap.fromImage(small)))
        button.setIconSize(QSize(SIDE - 4, SIDE - 4))
        button.setCheckable(True)
        button.clicked.connect(lambda _=False: self.chosen.emit(place))
        self._group.addButton(button)
        self._row.addWidget(button)
        return button

    def _say(self, every: bool) -> None:
        self.any_or_all.setText(self.tr("All") if every else self.tr("Any"))
        self._fit_width()
        self.every_changed.emit()
