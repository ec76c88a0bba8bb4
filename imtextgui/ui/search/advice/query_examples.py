"""What can be typed, shown by examples that find something in this very catalogue."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from imtextgui.ui.widgets.controls import Button, label
from imtextgui.ui.widgets.flow_layout import FlowLayout


class QueryExamples(QWidget):
    """A line of examples; a click asks one."""

    chosen = Signal(str)
    """The text of an example: it shall be asked."""

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[Button] = []
        self._examples: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(self.tr("What you can type, for instance:"), "muted", wrap=True))
        inside = QWidget()
        self._row = FlowLayout(inside, spacing=6)
        column.addWidget(inside)
        self.hide()

    def show_examples(self, examples: Sequence[str]) -> None:
        """Show other examples."""
        self._row.clear()
        self._examples = tuple(examples)
        self.buttons = [self._button(text) for text in examples]
        self._fit_texts()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the control sizes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit_texts()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Follow the width."""
        super().resizeEvent(event)
        self._fit_texts()

    def _fit_texts(self) -> None:
        """Shorten an example that is wider than the line: it would make everything around it as wide."""
        for text, button in zip(self._examples, self.buttons, strict=True):
            button.ensurePolished()
            edges = button.sizeHint().width() - _width(button, button.text().replace("&&", "&"))
            room = self.width() - edges
            short = button.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, room)
            if (label_text := short.replace("&", "&&")) != button.text():
                button.setText(label_text)
            button.setToolTip("" if short == text else text)

    def _button(self, text: str) -> Button:
        name = self.tr("Search for {text}").format(text=text)
        button = Button("search", text.replace("&", "&&"), name=name, look="chip")
        button.setMinimumWidth(1)  # narrower than its text, which then is shortened
        button.clicked.connect(lambda _=False: self.chosen.emit(text))
        self._row.addWidget(button)
        button.show()
        return button


def _width(button: Button, text: str) -> int:
    return button.fontMetrics().horizontalAdvance(text)
