"""The pages of the rail by their names, one of them on show."""

from PySide6.QtWidgets import QStackedWidget, QWidget

MARGIN = 8
"""Pixels around a page."""


class PageStack(QStackedWidget):
    """Holds the pages that were made."""

    def __init__(self) -> None:
        super().__init__()
        self.made: dict[str, QWidget] = {}
        self.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)

    def add(self, name: str, page: QWidget) -> QWidget:
        """Take ``page`` in; gives it back."""
        self.made[name] = page
        self.addWidget(page)
        return page

    def current_name(self, otherwise: str) -> str:
        """The name of the page on show."""
        shown = self.currentWidget()
        return next((name for name, page in self.made.items() if page is shown), otherwise)
