"""The tabs that show all hits or those of one kind, with their counts."""

from collections import Counter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from imtextgui.domain.items import Kind
from imtextgui.ui.controls import Button


class KindTabs(QWidget):
    """All, manuals, drawings, photos."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.kind: Kind | None = None
        self._names = {
            None: self.tr("A&ll"),
            Kind.MANUAL: self.tr("&Manuals"),
            Kind.DRAWING: self.tr("&Drawings"),
            Kind.PHOTO: self.tr("Pho&tos"),
        }
        self._group = QButtonGroup(self)
        self.buttons: dict[Kind | None, Button] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for kind in self._names:
            button = Button(kind.value if kind else "all", self._names[kind], look="tab")
            button.setCheckable(True)
            button.clicked.connect(lambda _, kind=kind: self._choose(kind))
            self._group.addButton(button)
            self.buttons[kind] = button
            row.addWidget(button)
        row.addStretch()
        self.buttons[None].setChecked(True)

    def show_counts(self, counts: Counter[Kind]) -> None:
        """Show how many hits each tab has."""
        for kind, button in self.buttons.items():
            count = counts.total() if kind is None else counts[kind]
            name = self._names[kind]
            button.setText(f"{name}  {count}" if counts else name)
            button.setAccessibleName(f"{name.replace('&', '')} {count}")

    def _choose(self, kind: Kind | None) -> None:
        self.kind = kind
        self.chosen.emit()
