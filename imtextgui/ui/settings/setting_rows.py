"""One setting of the settings page: title, explanation, and the control that fits the type of its value."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QListView,
    QPlainTextEdit,
    QSpinBox,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from imtextgui.config.settings import BOUNDS, CHOICES
from imtextgui.domain.query import Route
from imtextgui.ui.settings.setting_texts import SettingText
from imtextgui.ui.widgets.controls import IconLabel, label
from imtextgui.ui.widgets.domain_names import DomainNames

LINES_HEIGHT = 96
"""Pixels of a setting that takes several lines."""
MOST_PROCESSES = 64
STEPS = {"hnsw_threshold": 10_000, "max_file_mb": 100, "max_pages": 1_000, "page_seconds": 10}
INDENT = 8
"""Pixels before the text of a number, as before that of a choice."""


class WheelSafeComboBox(QComboBox):
    """A choice that the wheel does not change: it is meant for the page below the pointer."""

    def __init__(self) -> None:
        super().__init__()
        # Qt's own drop-down of a choice does not look at the height of rows in the style sheet.
        self.setView(QListView())
        self.setItemDelegate(QStyledItemDelegate(self))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Reimplements ``QComboBox.wheelEvent``."""
        event.ignore()


class WheelSafeSpinBox(QSpinBox):
    """A number that the wheel does not change."""

    def __init__(self) -> None:
        super().__init__()
        self.lineEdit().setTextMargins(INDENT, 0, 0, 0)  # style sheets do not reach this line's padding

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Reimplements ``QSpinBox.wheelEvent``."""
        event.ignore()


class SettingRow(QWidget):
    """One setting. ``changed`` tells the new value. One that is ``locked`` a policy or a ``variable`` has laid down."""

    changed = Signal(str, object)

    def __init__(
        self,
        text: SettingText,
        value: object,
        names: dict[str, str],
        *,
        locked: bool = False,
        variable: str = "",
    ) -> None:
        super().__init__()
        self.name, self._names = text.name, names
        # Also by what it may be set to, and by its name in the settings file: "dark" and "ocr" are typed, too.
        values = [names.get(f"{text.name}={choice}", "") for choice in CHOICES.get(text.name, ())]
        searchable = (text.group, text.title, text.hint, text.name.replace("_", " "), *values)
        self.words = " ".join(searchable).casefold()
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(label(text.title, "heading", wrap=True), 1)
        hint = label(text.hint, "muted", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addLayout(head)
        words.addWidget(hint)
        self.control = self._control(text, value)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(16)
        row.addLayout(words, 3)
        row.addWidget(self.control, 2, Qt.AlignmentFlag.AlignVCenter)
        self.locked_hint = self._why(variable) if locked else ""
        if locked:
            self.control.setEnabled(False)
            sign = IconLabel("lock", 18, "possible")
            sign.setToolTip(self.locked_hint)
            # beside the title: beside the control it would make that narrower than the others
            head.insertWidget(0, sign)
            hint.setText(f"{text.hint} {self.locked_hint}")

    def _why(self, variable: str) -> str:
        if variable:
            return self.tr("Set by the environment variable {name}").format(name=variable)
        return self.tr("Set by your administrator")

    def _control(self, text: SettingText, value: object) -> QWidget:
        made: QWidget
        if text.name in CHOICES:
            made = self._choice(text.name, str(value))
        elif isinstance(value, bool):
            made = self._switch(value)
        elif isinstance(value, int):
            made = self._count(value)
        elif text.name == "routes_off":
            assert isinstance(value, tuple)
            return self._routes(value)
        elif isinstance(value, tuple):
            made = self._entries(value)
        else:
            made = self._lines(str(value))
        made.setAccessibleName(text.title)
        made.setAccessibleDescription(text.hint)
        return made

    def _choice(self, name: str, value: str) -> QComboBox:
        box = WheelSafeComboBox()
        for choice in CHOICES[name]:
            box.addItem(self._names.get(f"{name}={choice}", choice), choice)
        box.setCurrentIndex(box.findData(value))
        box.currentIndexChanged.connect(lambda _: self.changed.emit(name, box.currentData()))
        return box

    def _switch(self, value: bool) -> QCheckBox:
        box = QCheckBox(self._names["on"] if value else self._names["off"])
        box.setChecked(value)
        box.toggled.connect(lambda on: box.setText(self._names["on"] if on else self._names["off"]))
        box.toggled.connect(lambda on: self.changed.emit(self.name, on))
        return box

    def _count(self, value: int) -> QSpinBox:
        box = WheelSafeSpinBox()
        large = self.name == "hnsw_threshold"
        box.setRange(*BOUNDS.get(self.name, (0, 10_000_000 if large else MOST_PROCESSES)))
        box.setSingleStep(STEPS.get(self.name, 1))
        box.setGroupSeparatorShown(True)
        box.setSuffix(self._names.get(f"{self.name} suffix", ""))
        if not large and not box.minimum():
            box.setSpecialValueText(self._names.get(f"{self.name}=0", self._names["auto"]))
        box.setValue(value)
        box.valueChanged.connect(lambda number: self.changed.emit(self.name, number))
        return box

    def _lines(self, value: str) -> QPlainTextEdit:
        editor = self._editor(value)
        editor.textChanged.connect(lambda: self.changed.emit(self.name, editor.toPlainText()))
        return editor

    def _entries(self, value: tuple[str, ...]) -> QPlainTextEdit:
        editor = self._editor("\n".join(value))
        editor.textChanged.connect(
            lambda: self.changed.emit(
                self.name, tuple(filter(None, map(str.strip, editor.toPlainText().splitlines())))
            )
        )
        return editor

    def _editor(self, value: str) -> QPlainTextEdit:
        editor = QPlainTextEdit(value)
        editor.setFixedHeight(LINES_HEIGHT)
        editor.setTabChangesFocus(True)
        return editor

    def _routes(self, off: tuple[str, ...]) -> QWidget:
        names, page = DomainNames(self), QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        boxes: list[tuple[Route, QCheckBox]] = []

        def tell() -> None:
            switched = tuple(route.value for route, box in boxes if not box.isChecked())
            self.changed.emit(self.name, switched)

        for place, route in enumerate(Route):
            box = QCheckBox(names.route(route))
            box.setChecked(route.value not in off)
            box.toggled.connect(tell)
            boxes.append((route, box))
            grid.addWidget(box, place // 2, place % 2)
        return page
