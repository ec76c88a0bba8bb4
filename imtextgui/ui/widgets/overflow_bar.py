"""Controls in one line; the buttons that do not fit are in a menu at its end."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from imtextgui.ui.widgets.controls import Button


class OneLine(QWidget):
    """A line of controls that never breaks; ``giving`` are the groups of buttons that give way, the first one first."""

    def __init__(self) -> None:
        super().__init__()
        self._left_out: set[QWidget] = set()
        self._parts: Sequence[QWidget] = ()
        self._giving: Sequence[Sequence[Button]] = ()
        self.more = Button("more", name=self.tr("More"))
        self.menu = QMenu(self.more)
        self.menu.aboutToShow.connect(self._fill)
        self.more.setMenu(self.menu)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def lay(
        self, first: Sequence[QWidget], last: Sequence[QWidget], giving: Sequence[Sequence[Button]]
    ) -> None:
        """Put ``first`` at the left and ``last``, after the menu, at the right."""
        self._parts, self._giving = (*first, *last), giving
        for each in first:
            self._row.addWidget(each)
        self._row.addStretch(1)
        for each in (self.more, *last):
            self._row.addWidget(each)

    def want(self, widget: QWidget, wanted: bool) -> None:
        """Show ``widget``, in the line or in the menu, or leave it out."""
        if wanted == (widget in self._left_out):
            (self._left_out.discard if wanted else self._left_out.add)(widget)
            self._fit()

    def given(self) -> list[Button]:
        """The buttons that are in the menu now, in the order of the line."""
        return [
            each
            for each in self._parts
            if isinstance(each, Button) and each.isHidden() and each not in self._left_out
        ]

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Any width will do."""
        return QSize(0, super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Controls may want more room than before, as in another size of the window."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Show what fits."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = [each for each in self._parts if each not in self._left_out]
        given: list[Button] = []
        for group in self._giving:
            if self._width((*shown, self.more) if given else shown) <= self.width():
                break
            given += [each for each in group if each in shown]
            shown = [each for each in shown if each not in group]
        for each in self._parts:
            each.setVisible(each in shown)
        self.more.setVisible(bool(given))

    def _width(self, widgets: Sequence[QWidget]) -> int:
        widths = [max(each.sizeHint().width(), each.minimumWidth()) for each in widgets]
        return sum(widths) + self._row.spacing() * len(widths)

    def _fill(self) -> None:
        self.menu.clear()
        for button in self.given():
            action = self.menu.addAction(button.icon(), button.accessibleName())
            action.setEnabled(button.isEnabled())
            action.setCheckable(button.isCheckable())
            action.setChecked(button.isChecked())
            action.triggered.connect(lambda _=False, pressed=button: pressed.click())
