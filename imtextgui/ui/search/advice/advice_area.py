"""The place of the advice above the results: as high as the advice is, and scrolled where the window is too low."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
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
        self.setWidget(advice)
        self.viewport().setAutoFillBackground(False)
        self.setHidden(advice.isHidden())

    def sizeHint(self) -> QSize:  # noqa: N802
        """Reimplements ``QScrollArea.sizeHint``: the whole advice at the width that it has."""
        return QSize(super().sizeHint().width(), self._advice.minimumHeight() + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Reimplements ``QScrollArea.minimumSizeHint``."""
        return QSize(0, min(LOWEST_ADVICE, self.sizeHint().height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Reimplements ``QScrollArea.eventFilter``: follow what the advice says, and whether it is shown."""
        answer = super().eventFilter(watched, event)
        if watched is self._advice:
            if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
                self.setHidden(self._advice.isHidden())
                if (around := self.parentWidget()) is not None:
                    # Hidden while its own content is being hidden, it left a strip of itself between its neighbours.
                    around.update()
            elif event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
                self.updateGeometry()
        return answer
