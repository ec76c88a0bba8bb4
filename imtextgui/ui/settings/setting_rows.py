"""The settings as the window shows them: title, explanation, and the control that fits the type."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from imtextgui.config.settings import BOUNDS, CHOICES
from imtextgui.domain.query import Route
from imtextgui.ui.widgets.controls import Picture, label
from imtextgui.ui.widgets.domain_names import DomainNames

LINES_HEIGHT = 96
MOST_PROCESSES = 64
STEPS = {"hnsw_threshold": 10_000, "max_file_mb": 100, "max_pages": 1_000, "page_seconds": 10}
INDENT = 8
"""Pixels before the text of a number, as before that of a choice."""


class Shown(NamedTuple):
    """One setting: its field, the group it stands in, what it is called and what it does."""

    name: str
    group: str
    title: str
    hint: str


class Choice(QComboBox):
    """A choice that the wheel of a mouse, meant for the page, does not change."""

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Reimplements ``QComboBox.wheelEvent``."""
        event.ignore()


class Count(QSpinBox):
    """A number that the wheel does not change either."""

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
        self, shown: Shown, value: object, names: dict[str, str], *, locked: bool = False, variable: str = ""
    ) -> None:
        super().__init__()
        self.name, self._names = shown.name, names
        # Also by what it may be set to, and by its name in the settings file: "dark" and "ocr" are typed, too.
        values = [names.get(f"{shown.name}={each}", "") for each in CHOICES.get(shown.name, ())]
        told = (shown.group, shown.title, shown.hint, shown.name.replace("_", " "), *values)
        self.words = " ".join(told).casefold()
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(label(shown.title, "heading", wrap=True), 1)
        hint = label(shown.hint, "muted", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addLayout(head)
        words.addWidget(hint)
        self.control = self._control(shown, value)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(16)
        row.addLayout(words, 3)
        row.addWidget(self.control, 2, Qt.AlignmentFlag.AlignVCenter)
        self.locked_hint = self._why(variable) if locked else ""
        if locked:
            self.control.setEnabled(False)
            sign = Picture("lock", 18, "possible")
            sign.setToolTip(self.locked_hint)
            # beside the title: beside the control it would make that narrower than the others
            head.insertWidget(0, sign)
            hint.setText(f"{shown.hint} {self.locked_hint}")

    def _why(self, variable: str) -> str:
        if variable:
            return self.tr("Set by the environment variable {name}").format(name=variable)
        return self.tr("Set by your administrator")

    def _control(self, shown: Shown, value: object) -> QWidget:
        made: QWidget
        if shown.name in CHOICES:
            made = self._choice(shown.name, str(value))
        elif isinstance(value, bool):
            made = self._switch(value)
        elif isinstance(value, int):
            made = self._count(value)
        elif shown.name == "routes_off":
            assert isinstance(value, tuple)
            return self._routes(value)
        elif isinstance(value, tuple):
            made = self._entries(value)
        else:
            made = self._lines(str(value))
        made.setAccessibleName(shown.title)
        made.setAccessibleDescription(shown.hint)
        return made

    def _choice(self, name: str, value: str) -> QComboBox:
        box = Choice()
        for each in CHOICES[name]:
            box.addItem(self._names.get(f"{name}={each}", each), each)
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
        box = Count()
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
        text = self._text(value)
        text.textChanged.connect(lambda: self.changed.emit(self.name, text.toPlainText()))
        return text

    def _entries(self, value: tuple[str, ...]) -> QPlainTextEdit:
        text = self._text("\n".join(value))
        text.textChanged.connect(
            lambda: self.changed.emit(
                self.name, tuple(filter(None, map(str.strip, text.toPlainText().splitlines())))
            )
        )
        return text

    def _text(self, value: str) -> QPlainTextEdit:
        text = QPlainTextEdit(value)
        text.setFixedHeight(LINES_HEIGHT)
        text.setTabChangesFocus(True)
        return text

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


class Catalog(QObject):
    """All settings that are shown, in their order, and the names of their values."""

    def shown(self) -> Sequence[Shown]:
        """The settings by group."""
        return (
            *self._appearance(),
            *self._indexing(),
            *self._limits(),
            *self._search(),
            *self._privacy(),
        )

    def names(self) -> dict[str, str]:
        """The names of values, by "field=value" or alone."""
        return {
            "on": self.tr("On"),
            "off": self.tr("Off"),
            "auto": self.tr("as many as suit the machine"),
            "max_file_mb=0": self.tr("any size"),
            "max_file_mb suffix": self.tr(" MB"),
            "page_seconds suffix": self.tr(" s"),
            "language=": self.tr("As the system"),
            "language=en": "English",
            "language=ja": "日本語",
            "theme=system": self.tr("As the system"),
            "theme=light": self.tr("Light"),
            "theme=dark": self.tr("Dark"),
            "size=normal": self.tr("Mouse"),
            "size=touch": self.tr("Fingers"),
            "size=glove": self.tr("Gloves"),
            "save_power=never": self.tr("Never"),
            "save_power=battery": self.tr("On battery"),
            "save_power=always": self.tr("Always"),
            "ocr=off": self.tr("Off"),
            "ocr=en": self.tr("English"),
            "ocr=en+ja": self.tr("English and Japanese"),
        }

    def _appearance(self) -> Sequence[Shown]:
        group = self.tr("Appearance")
        return (
            Shown("language", group, self.tr("Language"), self.tr("Of the window and its help.")),
            Shown("theme", group, self.tr("Colours"), self.tr("Light, dark, or as the system has them.")),
            Shown(
                "size", group, self.tr("Size of controls"), self.tr("Larger for fingers and for work gloves.")
            ),
        )

    def _indexing(self) -> Sequence[Shown]:
        group = self.tr("Indexing")
        return (
            Shown(
                "second_pass",
                group,
                self.tr("Look closer after the first pass"),
                self.tr(
                    "Finds parts of pages, such as one figure of many. Takes longer; search works meanwhile."
                ),
            ),
            Shown(
                "ocr",
                group,
                self.tr("Read text in pictures"),
                self.tr("Words in scans, drawings and photos, and in the photo you search with."),
            ),
            Shown("save_power", group, self.tr("Save power"), self.tr("Index with one process only.")),
            Shown(
                "workers",
                group,
                self.tr("Processes that read files"),
                self.tr("More are faster and need more memory."),
            ),
            Shown(
                "threads",
                group,
                self.tr("Threads that understand pages"),
                self.tr("From the next start on."),
            ),
            Shown(
                "exclude",
                group,
                self.tr("Left out of new folders"),
                self.tr("One rule a line, such as *.tmp or archive/."),
            ),
            Shown(
                "converters",
                group,
                self.tr("Converters"),
                self.tr(
                    "Programs for files that only they can read, one a line: suffix, what it makes, command."
                ),
            ),
        )

    def _limits(self) -> Sequence[Shown]:
        group = self.tr("Limits")
        return (
            Shown(
                "max_file_mb",
                group,
                self.tr("Largest file"),
                self.tr("Larger ones are not read, but listed as problems and found by their names."),
            ),
            Shown(
                "max_pages",
                group,
                self.tr("Most pages of a file"),
                self.tr(
                    "What follows is left out, and the file is listed. For files that are read from now on."
                ),
            ),
            Shown(
                "page_seconds",
                group,
                self.tr("Longest time for a page"),
                self.tr("Then it is given up and listed, and everything else goes on."),
            ),
        )

    def _search(self) -> Sequence[Shown]:
        group = self.tr("Search")
        return (
            Shown(
                "routes_off",
                group,
                self.tr("Ways to find a page"),
                self.tr("Switch one off to see what it is worth."),
            ),
            Shown(
                "hnsw_threshold",
                group,
                self.tr("Exact search up to"),
                self.tr(
                    "Pages and passages compared one by one; beyond it a faster index answers. From the next start on."
                ),
            ),
        )

    def _privacy(self) -> Sequence[Shown]:
        group = self.tr("Privacy")
        return (
            Shown(
                "keep_history",
                group,
                self.tr("Remember searches"),
                self.tr("With small pictures of their photos, in the catalogue."),
            ),
            Shown(
                "keep_thumbnails",
                group,
                self.tr("Keep small pictures of pages"),
                self.tr("Without them results are drawn from the files, which takes longer."),
            ),
            Shown(
                "keep_text",
                group,
                self.tr("Keep the text of pages"),
                self.tr(
                    "Without it pages are found by file names and pictures only. "
                    "To have it again, remove the folder and add it anew."
                ),
            ),
        )
