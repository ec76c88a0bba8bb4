"""The rail at the left edge: one large button for each page of the window."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QVBoxLayout

from imtextgui.ui.style import control_sizes, icons, theme

SMALLEST = 84
"""Least width of a button in pixels."""
BESIDE = 18
"""Pixels beside the longest word."""

WELCOME, SEARCH, SOURCES, PROBLEMS = "welcome", "search", "sources", "problems"
HISTORY, TAGS, DICTIONARY, JOB_SHEETS = "history", "tags", "dictionary", "job-sheets"
QUALITY, TRIAL, SETTINGS, HELP = "quality", "trial", "settings", "help"
"""The names of the pages."""


class NavigationItem(NamedTuple):
    """A page that rail and menu lead to. ``keys`` is its shortcut, ``low`` puts it at the rail's lower end.

    Without ``in_rail`` it is in the menu alone: at 768 pixels the buttons for gloves leave no room for a tenth one.
    """

    name: str
    icon: str
    text: str
    keys: str
    low: bool = False
    in_rail: bool = True


class NavigationButton(QToolButton):
    """An icon above its word, which follows the theme."""

    def __init__(self, item: NavigationItem) -> None:
        super().__init__()
        self._icon = item.icon
        self.setText(item.text)
        self.setAccessibleName(item.text)
        self.setToolTip(f"{item.text} ({item.keys})")
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._paint_icon)
        self._paint_icon()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter presses, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the theme and of the sizes."""
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._paint_icon()
        super().changeEvent(event)

    def _paint_icon(self) -> None:
        colours, size = theme.current(), control_sizes.current().icon + 2
        colour = colours.accent if self.isChecked() else colours.muted
        self.setIconSize(QSize(size, size))
        self.setIcon(icons.icon(self._icon, colour, colours.strong_border, size))
        self.ensurePolished()
        self.setMinimumWidth(max(SMALLEST, self.fontMetrics().horizontalAdvance(self.text()) + BESIDE))


class NavigationRail(QFrame):
    """The pages as buttons, of which one is checked."""

    requested = Signal(str)
    """The name of the page whose button was pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.items = self._make_items()
        self.setObjectName("rail")
        self.buttons: dict[str, NavigationButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(2)
        for low in (False, True):
            for item in self.items:
                if item.low is low and item.in_rail:
                    column.addWidget(self._button(item))
            if not low:
                column.addStretch(1)

    def show_current(self, name: str) -> None:
        """Mark the page that is on show."""
        # No button group: one would leave Tab only the checked button.
        for page, button in self.buttons.items():
            button.setChecked(page == name)

    def _button(self, item: NavigationItem) -> NavigationButton:
        button = NavigationButton(item)
        button.clicked.connect(lambda: button.setChecked(True))
        button.clicked.connect(lambda: self.requested.emit(item.name))
        self.buttons[item.name] = button
        return button

    def _make_items(self) -> list[NavigationItem]:
        return [
            NavigationItem(SEARCH, "search", self.tr("Search"), "Ctrl+1"),
            NavigationItem(SOURCES, "folder", self.tr("Folders"), "Ctrl+2"),
            NavigationItem(HISTORY, "history", self.tr("History"), "Ctrl+3"),
            NavigationItem(TAGS, "tag", self.tr("Tags"), "Ctrl+4"),
            NavigationItem(DICTIONARY, "dictionary", self.tr("Dictionary"), "Ctrl+5"),
            NavigationItem(JOB_SHEETS, "jobsheet", self.tr("Job sheets"), "Ctrl+6"),
            NavigationItem(QUALITY, "quality", self.tr("Quality"), "Ctrl+7"),
            NavigationItem(TRIAL, "trial", self.tr("Trial"), "Ctrl+9", in_rail=False),
            NavigationItem(SETTINGS, "settings", self.tr("Settings"), "Ctrl+8", low=True),
            NavigationItem(HELP, "help", self.tr("Help"), "F1", low=True),
        ]
