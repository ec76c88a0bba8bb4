"""What can be typed, shown by examples that find something in this very catalogue."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(self.tr("What you can type, for instance:"), "muted"))
        inside = QWidget()
        self._row = FlowLayout(inside, spacing=6)
        column.addWidget(inside)
        self.hide()

    def show_examples(self, examples: Sequence[str]) -> None:
        """Show other examples."""
        self._row.clear()
        self.buttons = [self._button(text) for text in examples]

    def _button(self, text: str) -> Button:
        name = self.tr("Search for {text}").format(text=text)
        button = Button("search", text.replace("&", "&&"), name=name, look="chip")
        button.clicked.connect(lambda _=False: self.chosen.emit(text))
        self._row.addWidget(button)
        button.show()
        return button
