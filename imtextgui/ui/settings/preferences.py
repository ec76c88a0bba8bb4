"""The user's settings as the window follows them: kept in the settings file, applied at once where that is possible."""

import dataclasses
import os
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from imtextgui import messages
from imtextgui.config import settings
from imtextgui.config.settings import Settings
from imtextgui.errors import SettingsDamaged, SettingsError
from imtextgui.ui.style import control_sizes, theme


class Preferences(QObject):
    """Reads, changes and applies the settings."""

    changed = Signal(str)
    """The name of the setting that has another value now."""
    unwritten = Signal(str)
    """The settings file could not be written, and why."""

    def __init__(self, parent: QObject | None = None, file: Path | None = None) -> None:
        super().__init__(parent)
        self._file = file
        try:
            self.now, self._locked = settings.read(file), settings.locked()
            self._variables = settings.locked_by_environment()
        except SettingsDamaged:
            self.now, self._locked = Settings(), frozenset[str]()  # the window says so when it opens
            self._variables = {}

    def change(self, name: str, value: object) -> None:
        """Give the setting ``name`` another value, keep it and apply it."""
        if getattr(self.now, name) == value:
            return
        self.now = dataclasses.replace(self.now, **{name: value})  # type: ignore[arg-type]  # of the field's type
        try:
            settings.change(name, value, self._file)  # type: ignore[arg-type]  # of the field's type
        except SettingsError as trouble:
            self.unwritten.emit(messages.sentence(trouble.code, trouble.details))
        except OSError as trouble:
            self.unwritten.emit(str(trouble))
        if name in ("theme", "size"):
            self.apply()
        self.changed.emit(name)

    def is_locked(self, name: str) -> bool:
        """Whether the user cannot change a setting here: a policy or the environment has laid it down."""
        return name in self._locked or bool(self.locking_variable(name))

    def locking_variable(self, name: str) -> str:
        """The variable of the environment that has laid a setting down, "" where none has."""
        variable = settings.variable(name)
        if name == "language" and name not in self._locked and os.environ.get(variable):
            return variable
        return self._variables.get(name, "")

    def apply(self) -> None:
        """Paint the application in the theme and the sizes of the settings."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.tell_system(self.now.theme)
        theme.apply(app, theme.chosen(self.now.theme), control_sizes.BY_NAME[self.now.size])
