"""A flow of buttons, made anew for each answer; a text longer than a line loses its middle and is in the tool tip."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from imtextgui.ui.widgets.controls import Button
from imtextgui.ui.widgets.flow_layout import FlowLayout

GAP = 6
"""Pixels between buttons."""
SHORTEST = 40
"""Pixels that a text has at least."""


class FlowOfButtons(QWidget):
    """As narrow as it must be: none of its buttons makes it wider."""

    def __init__(self) -> None:
        super().__init__()
        self._row = FlowLayout(self, spacing=GAP)
        self.setMinimumWidth(1)
        self.buttons: list[Button] = []
        self._texts: list[str] = []

    def clear(self) -> None:
        """Take all buttons away."""
        self._row.clear()
        self.buttons, self._texts = [], []

    def add(
        self, icon: str, text: str, do: Callable[[], object], *, name: str = "", look: str = ""
    ) -> Button:
        """Add a button that does ``do``; ``name`` is spoken in place of ``text``."""
        button = Button(icon, _as_label(text), name=name, look=look)
        button.clicked.connect(lambda _=False: do())
        self.buttons.append(button)
        self._texts.append(text)
        self._row.addWidget(button)
        button.show()
        self._fit(button, text)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Reimplements ``QWidget.resizeEvent``: more or less of the texts has room."""
        super().resizeEvent(event)
        self._fit_all()

    def event(self, event: QEvent) -> bool:
        """Reimplements ``QWidget.event``: follow another size of the controls."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_all()
        return super().event(event)

    def _fit_all(self) -> None:
        for button, text in zip(self.buttons, self._texts, strict=True):
            self._fit(button, text)

    def _fit(self, button: Button, text: str) -> None:
        if not self.isVisible():  # it has no width of its own yet
            return
        metrics, now = button.fontMetrics(), button.text().replace("&&", "&")
        around = button.sizeHint().width() - metrics.horizontalAdvance(now)
        room = max(self.width() - around, SHORTEST)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room)
        if shown != now:
            button.setText(_as_label(shown))
            button.setToolTip(text if shown != text else "")


def _as_label(text: str) -> str:
    return text.replace("&", "&&")
