"""The place of the advice above the results: as high as the advice is, and scrolled where the window is too low."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy

from imtextgui.ui.search.advice.advice_row import AdviceRow

LOWEST_ADVICE = 100
"""Least height in pixels: a title, and the upper part of the line or of the buttons below it."""


class AdviceArea(QScrollArea):
    """Shows ``advice`` while it is not hidden, and takes no room while it is."""

    def __init__(self, advice: AdviceRow) -> None:
        super().__init__(widgetResizable=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._advice = advice
        is_hidden = advice.isHidden()
        self.setWidget(advice)  # which shows it
        advice.setHidden(is_hidden)
        self.viewport().setAutoFillBackground(False)
        self.setHidden(is_hidden)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Reimplements ``QScrollArea.sizeHint``: the whole advice, in as many lines as it takes at this width."""
        # Beside a bar if there is one: Qt keeps it until there is room for the lines that it makes longer.
        lines = self._advice.heightForWidth(self.viewport().width())
        return QSize(super().sizeHint().width(), lines + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Reimplements ``QScrollArea.minimumSizeHint``."""
        return QSize(0, min(LOWEST_ADVICE, self.sizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Reimplements ``QScrollArea.resizeEvent``, which is that of its viewport: another width, other lines."""
        super().resizeEvent(event)
        self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Reimplements ``QScrollArea.eventFilter``: follow what the advice says, and whether it is shown."""
        answer = super().eventFilter(watched, event)
        if watched is self._advice:
            around = self.parentWidget()
            # Without one, it would be shown as a window of its own.
            if around is not None and event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
                self.setHidden(self._advice.isHidden())
                # Hidden while its own content is being hidden, it left a strip of itself between its neighbours.
                around.update()
            elif event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
                self.updateGeometry()
        return answer
