"""A label for the name of a file."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from imtextgui.ui.widgets.files.file_names import title_lines


class FileNameLabel(QLabel):
    """A name in one line, or in two where it needs them; the whole is in its tool tip and for screen readers."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("heading")
        self.setTextFormat(Qt.TextFormat.PlainText)
        # The layout says how wide the lines are, not the name.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(40)
        self._name = ""
        self._shared: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The whole name."""
        return self._name

    def show_name(self, name: str, shared: frozenset[str] = frozenset()) -> None:
        """Show ``name``; its words in ``shared`` go first where there is little room."""
        self._name, self._shared = name, shared
        self.setToolTip(name)
        self.setAccessibleName(name)
        self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as the lines."""
        lines = self.text().count("\n") + 1
        return QSize(200, lines * self.fontMetrics().lineSpacing() + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Room for a few letters."""
        return QSize(40, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Reimplements ``QLabel.resizeEvent``."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        self.ensurePolished()
        lines = title_lines(self._name, self.font().toString(), self.contentsRect().width(), self._shared)
        text = "\n".join(line.rstrip() for line in lines)
        if text != self.text():
            self.setText(text)
            self.updateGeometry()
