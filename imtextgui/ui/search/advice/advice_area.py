"""The place of the advice above the results: as high as the advice, with a bar where the window is too low for it."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QScrollArea, QSizePolicy

from imtextgui.ui.search.advice.advice_row import AdviceRow
from imtextgui.ui.style import control_sizes

LEAST_ROWS = 2
"""Rows of buttons that are in view at least."""


class AdviceArea(QScrollArea):
    """Shown while the advice is."""

    def __init__(self, advice: AdviceRow) -> None:
        super().__init__(widgetResizable=True)
        self._advice = advice
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setWidget(advice)
        self.viewport().setAutoFillBackground(False)  # setWidget turns it on
        advice.installEventFilter(self)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Come and go with the advice, and follow its height."""
        kind = event.type()
        if watched is self._advice and kind in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._follow()
        elif watched is self._advice and kind in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Reimplements ``QScrollArea.sizeHint``: the whole advice."""
        return QSize(self._advice.minimumSizeHint().width(), self._advice.minimumHeight())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Reimplements ``QScrollArea.minimumSizeHint``: some rows, the others are scrolled to."""
        least = LEAST_ROWS * control_sizes.current().control
        return QSize(1, min(least, self._advice.minimumHeight()))

    def _follow(self) -> None:
        self.setVisible(not self._advice.isHidden())
        self.updateGeometry()
