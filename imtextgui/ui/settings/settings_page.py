"""The settings: few, typed, found by typing, and applied at once."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from imtextgui.config.settings import Settings
from imtextgui.ui.settings.encoders_panel import EncodersPanel
from imtextgui.ui.settings.preferences import Preferences
from imtextgui.ui.settings.setting_rows import SettingRow
from imtextgui.ui.settings.setting_texts import SettingTexts
from imtextgui.ui.widgets.controls import Button, label, page_column, panel
from imtextgui.ui.widgets.undo_bar import UndoBar

WIDEST = 860


class SettingsPage(QFrame):
    """All settings in groups; the line at the top leaves those that hold the words."""

    message = Signal(str)
    keeping_less = Signal()
    """Something that the catalogue holds may not be kept any more."""

    def __init__(self, preferences: Preferences, undo: UndoBar, encoders: EncodersPanel) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._preferences, self._undo, self.encoders = preferences, undo, encoders
        self.rows: dict[str, SettingRow] = {}
        self._groups: list[tuple[QWidget, list[SettingRow]]] = []
        self.words = QLineEdit()
        self.words.setClearButtonEnabled(True)
        self.words.setPlaceholderText(self.tr("Find a setting"))
        self.words.setAccessibleName(self.tr("Find a setting"))
        self.words.textChanged.connect(self._filter)
        self.reset = Button("undo", self.tr("&Reset all"))
        self.reset.clicked.connect(self._reset)
        self.no_match = label(self.tr("No setting with these words."), "muted")
        self.no_match.hide()
        self._build()
        self.setFocusProxy(self.words)

    def show_encoders(self) -> None:
        """Bring the encoders into view."""
        self.words.clear()
        self._scroll.ensureWidgetVisible(self.encoders)

    # Building

    def _build(self) -> None:
        column = page_column(self, WIDEST)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Settings"), "title"), 1)
        head.addWidget(self.reset)
        column.addLayout(head)
        column.addWidget(self.words)
        column.addWidget(self.no_match)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        column.addWidget(self._scroll, 1)
        self._fill()

    def _fill(self) -> None:
        texts, page = SettingTexts(self), QWidget()
        names, column = texts.names(), QVBoxLayout(page)
        column.setContentsMargins(0, 0, 8, 12)
        column.setSpacing(12)
        self.rows, self._groups, last = {}, [], ""
        for text in texts.settings():
            if text.group != last:
                last = text.group
                frame = self._group(text.group)
                column.addWidget(frame)
            value = getattr(self._preferences.now, text.name)
            locked = self._preferences.is_locked(text.name)
            variable = self._preferences.locking_variable(text.name)
            row = SettingRow(text, value, names, locked=locked, variable=variable)
            row.changed.connect(self._change)
            layout = frame.layout()
            assert layout is not None
            layout.addWidget(row)
            self.rows[text.name] = row
            self._groups[-1][1].append(row)
        column.addWidget(self.encoders)
        column.addStretch()
        self._scroll.setWidget(page)
        page.setAutoFillBackground(False)  # setWidget turns it on
        self._filter(self.words.text())

    def _group(self, name: str) -> QFrame:
        frame = panel("card")
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 10, 16, 10)
        column.addWidget(label(name, "group"))
        self._groups.append((frame, []))
        return frame

    # Doing

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        for frame, rows in self._groups:
            fitting = [row for row in rows if all(word in row.words for word in words)]
            for row in rows:
                row.setVisible(row in fitting)
            frame.setVisible(bool(fitting))
        self.encoders.setVisible(all(word in self.encoders.words for word in words))
        frames = [self.encoders, *(frame for frame, _ in self._groups)]
        self.no_match.setVisible(all(frame.isHidden() for frame in frames))

    def _change(self, name: str, value: object) -> None:
        self._preferences.change(name, value)
        if name.startswith("keep_") and not value:
            self._offer_to_keep(name)

    def _offer_to_keep(self, name: str) -> None:
        def keep() -> None:
            self._preferences.change(name, True)
            self._fill()

        text = self.tr("What the catalogue holds of it will be removed.")
        self._undo.offer(text, keep, self.keeping_less.emit)

    def _reset(self) -> None:
        before = self._preferences.now
        self._apply(Settings())
        self._undo.offer(self.tr("All settings are as they came."), lambda: self._put_back(before))

    def _put_back(self, before: Settings) -> None:
        """Give settings that are as they came their values of ``before``; what was changed since stays."""
        now, as_they_came = self._preferences.now, Settings()
        changed = {
            name: getattr(now, name)
            for name in self.rows
            if getattr(now, name) != getattr(as_they_came, name)
        }
        self._apply(replace(before, **changed))

    def _apply(self, chosen: Settings) -> None:
        for name in self.rows:
            if not self._preferences.is_locked(name):
                self._preferences.change(name, getattr(chosen, name))
        self._fill()
