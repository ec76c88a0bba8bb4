"""What can be typed, shown by examples that find something in this very catalogue."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from imtextgui.ui.widgets.controls import Button, label
from imtextgui.ui.widgets.flow_of_buttons import FlowOfButtons


class QueryExamples(QWidget):
    """A line of examples; a click asks one."""

    chosen = Signal(str)
    """The text of an example: it shall be asked."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(self.tr("What you can type, for instance:"), "muted", wrap=True))
        self._row = FlowOfButtons()
        column.addWidget(self._row)
        self.hide()

    @property
    def buttons(self) -> list[Button]:
        """One for each example."""
        return self._row.buttons

    def show_examples(self, examples: Sequence[str]) -> None:
        """Show other examples."""
        self._row.clear()
        for text in examples:
            name = self.tr("Search for {text}").format(text=text)
            self._row.add("search", text, partial(self.chosen.emit, text), name=name, look="chip")
