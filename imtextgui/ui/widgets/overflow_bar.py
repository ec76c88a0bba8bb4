"""Controls in one line; the buttons that do not fit are in a menu at its end."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from imtextgui.ui.widgets.controls import Button


class OverflowBar(QWidget):
    """A line of controls that never breaks; buttons that do not fit move into a menu, group by group."""

    def __init__(self) -> None:
        super().__init__()
        self._hidden: set[QWidget] = set()
        self._controls: Sequence[QWidget] = ()
        self._collapsible: Sequence[Sequence[QWidget]] = ()
        self.more = Button("more", name=self.tr("More"))
        self.menu = QMenu(self.more)
        self.menu.aboutToShow.connect(self._fill)
        self.more.setMenu(self.menu)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_controls(
        self, first: Sequence[QWidget], last: Sequence[QWidget], collapsible: Sequence[Sequence[QWidget]]
    ) -> None:
        """Put ``first`` at the left and ``last``, after the menu, at the right.

        ``collapsible`` are the groups that move into the menu, the first group first; labels in them are hidden.
        """
        self._controls, self._collapsible = (*first, *last), collapsible
        for control in first:
            self._row.addWidget(control)
        self._row.addStretch(1)
        for control in (self.more, *last):
            self._row.addWidget(control)

    def set_shown(self, control: QWidget, shown: bool) -> None:
        """Show ``control``, in the line or in the menu, or hide it."""
        if shown == (control in self._hidden):
            (self._hidden.discard if shown else self._hidden.add)(control)
            self._fit()

    def overflowing(self) -> list[Button]:
        """The buttons that are in the menu now, in the order of the line."""
        return [
            control
            for control in self._controls
            if isinstance(control, Button) and control.isHidden() and control not in self._hidden
        ]

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Room for what cannot move into the menu, and for its button."""
        moving = {control for group in self._collapsible for control in group}
        stay = [
            control for control in self._controls if control not in self._hidden and control not in moving
        ]
        return QSize(self._width((*stay, self.more)), super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Fit anew when controls ask for another size, as after a change of the control sizes."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Show what fits."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = [control for control in self._controls if control not in self._hidden]
        in_menu: list[QWidget] = []
        for group in self._collapsible:
            if self._width((*shown, self.more) if in_menu else shown) <= self.width():
                break
            in_menu += [button for button in group if button in shown]
            shown = [control for control in shown if control not in group]
        for control in self._controls:
            control.setVisible(control in shown)
        self.more.setVisible(bool(in_menu))

    def _width(self, widgets: Sequence[QWidget]) -> int:
        widths = [max(widget.sizeHint().width(), widget.minimumWidth()) for widget in widgets]
        return sum(widths) + self._row.spacing() * len(widths)

    def _fill(self) -> None:
        self.menu.clear()
        for button in self.overflowing():
            action = self.menu.addAction(button.icon(), button.accessibleName())
            action.setEnabled(button.isEnabled())
            action.setCheckable(button.isCheckable())
            action.setChecked(button.isChecked())
            action.triggered.connect(lambda _=False, pressed=button: pressed.click())
