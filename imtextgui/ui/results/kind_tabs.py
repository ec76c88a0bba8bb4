"""The tabs that show all hits or those of one kind, with their counts."""

from collections import Counter

from PySide6.QtCore import QEvent, QLocale, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from imtextgui.domain.items import Kind
from imtextgui.ui.style import control_sizes
from imtextgui.ui.widgets.controls import Button, without_mnemonic

_BETWEEN = 2
"""Pixels between tabs."""
_APART = 6
"""Pixels that each tab is wider than it must be: icons and counts of the brief ones would run into each other."""


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
        row.setSpacing(_BETWEEN)
        for kind in self._names:
            button = Button(_icon(kind), self._names[kind], look="tab")
            button.setCheckable(True)
            button.clicked.connect(lambda _, kind=kind: self._choose(kind))
            self._group.addButton(button)
            self.buttons[kind] = button
            row.addWidget(button)
        row.addStretch()
        self.buttons[None].setChecked(True)
        self._counts: Counter[Kind] = Counter()
        self._full = self._least = 0
        self.show_counts(self._counts)

    def show_counts(self, counts: Counter[Kind], total: int = 0) -> None:
        """Show how many hits each tab has; one may count in several, so that ``total`` is not their sum."""
        self._counts, self._total = counts, total
        for kind, button in self.buttons.items():
            plain = without_mnemonic(self._names[kind])
            button.setAccessibleName(f"{plain} {self._count(kind)}")
            in_list = self.tr("%n result(s) in the list", "", self._count(kind))
            button.setToolTip(f"{plain}: {in_list}")
        # The brief texts last, and both each time: how much room they need tells which of them fit.
        widths = []
        for brief in (False, True):
            self._say(brief=brief)
            apart = _BETWEEN * (len(self.buttons) - 1)
            widths.append(sum(map(_width, self.buttons.values())) + apart)
        self._full, self._least = widths
        self.updateGeometry()
        self._say(brief=self._full > self.width())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Room for icons and counts; the names go first where the window is narrow."""
        return QSize(self._least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Reimplements ``QWidget.resizeEvent``."""
        super().resizeEvent(event)
        self._say(brief=self._full > event.size().width())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the sizes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.show_counts(self._counts, self._total)

    def _count(self, kind: Kind | None) -> int:
        return self._total if kind is None else self._counts[kind]

    def _say(self, *, brief: bool) -> None:
        for kind, button in self.buttons.items():
            count = QLocale().toString(self._count(kind)) if self._counts else ""
            # A name needs no icon beside it, which leaves it room at 1366 pixels.
            button.set_icon(_icon(kind) if brief else "")
            text = count if brief else f"{self._names[kind]} {count}".rstrip()
            if text != button.text():
                button.setText(text)
            button.setMinimumWidth(_width(button))

    def _choose(self, kind: Kind | None) -> None:
        self.kind = kind
        self.chosen.emit()


def _width(button: Button) -> int:
    """The room that a tab takes with its present text; a brief one is as wide as any control at least."""
    return max(button.sizeHint().width() + _APART, control_sizes.current().control)


def _icon(kind: Kind | None) -> str:
    return kind.value if kind else "all"
