"""Small widgets that the screens are made of: buttons with our icons, eliding labels, empty states."""

import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from imtextgui.ui.style import control_sizes, icons, theme
from imtextgui.ui.widgets.japanese_lines import JOINER, with_phrases

_JAPANESE_MNEMONIC = re.compile(r"\(&\w\)")
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_VERTICAL = (Qt.Key.Key_Up, Qt.Key.Key_Down)
WIDEST_TEXT = 560
"""Pixels of the texts of an empty page."""
DATA = Qt.ItemDataRole.UserRole
"""What a row of a ``RowList`` stands for."""


class Button(QPushButton):
    """A button with one of our icons, which follows the theme.

    Without ``text`` it is a square, and ``name`` is its tool tip and what a screen reader says.
    ``look`` is "primary", "flat", "tab", "chip" or "" for a plain one.
    """

    def __init__(self, icon: str, text: str = "", *, name: str = "", look: str = "", tip: str = "") -> None:
        super().__init__(text)
        self._icon = icon
        self.setProperty("square", not text)
        for known_look in ("primary", "flat", "tab", "chip"):
            self.setProperty(known_look, known_look == look)
        self.setAccessibleName(name or without_mnemonic(text))
        self.setToolTip(tip or ("" if text else name))
        self.setAutoDefault(False)  # in a dialog, Enter in a line would press the first button
        self._fit_icon()
        self._paint_icon()

    def setText(self, text: str) -> None:  # noqa: N802
        """Show ``text``; a button that had none is no square any more."""
        super().setText(text)
        if self.property("square") != (not text):
            self.setProperty("square", not text)
            self.style().unpolish(self)
            self.style().polish(self)

    def set_icon(self, icon: str) -> None:
        """Show another icon, or none for ""."""
        if icon != self._icon:
            self._icon = icon
            self._paint_icon()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter presses, as Space does. Up and Down are for what lies around, where Qt would go to other buttons."""
        if event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.click() if self.menu() is None else self.showMenu()
        elif event.key() in _VERTICAL and self.group() is None:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the theme and of the sizes."""
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_icon()
        elif event.type() == QEvent.Type.StyleChange:
            self._fit_icon()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802
        """With room for the bold type of the chosen tab; Qt tells the size for plain type."""
        size = super().sizeHint()
        if self.property("tab"):
            size.setWidth(size.width() + self._bold_growth())
        return size

    def _bold_growth(self) -> int:
        bold = self.font()
        bold.setWeight(QFont.Weight.DemiBold)
        plain, text = self.fontMetrics(), without_mnemonic(self.text())
        return max(QFontMetrics(bold).horizontalAdvance(text) - plain.horizontalAdvance(text), 0)

    def _fit_icon(self) -> None:
        size = QSize(control_sizes.current().icon, control_sizes.current().icon)
        if self.iconSize() != size:
            self.setIconSize(size)
            self._paint_icon()

    def _paint_icon(self) -> None:
        if not self._icon:
            self.setIcon(QIcon())
            return
        colours = theme.current()
        normal = colours.on_accent if self.property("primary") else colours.text
        self.setIcon(icons.icon(self._icon, normal, colours.strong_border, control_sizes.current().icon))


class IconLabel(QLabel):
    """An icon as decoration, in the theme's colour of the given name."""

    def __init__(self, icon: str, size: int = icons.SIZE, colour: str = "muted") -> None:
        super().__init__()
        self._icon, self._size, self._colour = icon, size, colour
        self.setFixedSize(size, size)
        self._paint_icon()

    def set_icon(self, icon: str, colour: str) -> None:
        """Show another icon or colour."""
        self._icon, self._colour = icon, colour
        self._paint_icon()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_icon()
        super().changeEvent(event)

    def _paint_icon(self) -> None:
        self.setPixmap(icons.pixmap(self._icon, getattr(theme.current(), self._colour), self._size))


class ElidedLabel(QLabel):
    """One line that is cut with dots where it does not fit, and tells the whole in its tool tip."""

    def __init__(
        self, text: str = "", *, look: str = "", mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight
    ) -> None:
        super().__init__(text)
        self._mode = mode
        self.setObjectName(look)
        self.setTextFormat(Qt.TextFormat.PlainText)
        # The layout says how wide the line is, not its text.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(40)

    def setText(self, text: str) -> None:  # noqa: N802
        """Show ``text``; line breaks become spaces."""
        line = " ".join(text.split("\n"))
        super().setText(line)
        self.setToolTip(line)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Room for a few letters."""
        return QSize(40, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw what fits."""
        painter = QPainter(self)
        line = QFontMetrics(self.font()).elidedText(self.text(), self._mode, self.contentsRect().width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(self.alignment()), line)


class RowList(QListWidget):
    """A list whose rows are as high as the control sizes ask or their lines need, ``height`` pixels at least."""

    def __init__(self, name: str, height: int = 0) -> None:
        super().__init__()
        self.setObjectName("rows")
        self.setAccessibleName(name)
        self._height = height

    def add(self, text: str, data: object, spoken: str = "") -> QListWidgetItem:
        """Add a row that stands for ``data``; ``spoken`` is what a screen reader says in place of ``text``."""
        item = QListWidgetItem(text)
        item.setData(DATA, data)
        if spoken:
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        self._fit(item)
        self.addItem(item)
        return item

    def chosen(self) -> Any:
        """What the current row stands for; None where there is none."""
        item = self.currentItem()
        return item.data(DATA) if item is not None else None

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the sizes."""
        if event.type() == QEvent.Type.StyleChange:
            for row in range(self.count()):
                self._fit(self.item(row))
        super().changeEvent(event)

    def _fit(self, item: QListWidgetItem) -> None:
        lines = self.fontMetrics().lineSpacing() * (item.text().count("\n") + 1)
        item.setSizeHint(QSize(120, max(control_sizes.current().row + 6, lines + 10, self._height)))


def scrolled(inside: QWidget) -> QScrollArea:
    """``inside`` with a bar where the window is too low for it, on the ground of the page; Tab brings what it is on
    into view.
    """
    area = QScrollArea(widgetResizable=True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    for ground in (inside, area.viewport()):
        ground.setAutoFillBackground(False)  # setWidget turns it on
    return area


class EmptyState(QWidget):
    """A page that says what to do: picture, title, explanation, and the buttons that do it."""

    def __init__(self, icon: str, title: str, text: str, buttons: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self.title = label(title, "title", wrap=True)
        self.text = label(text, "muted", wrap=True)
        self._picture = IconLabel(icon, 72)
        column = QVBoxLayout(self)
        column.setSpacing(14)
        column.addStretch(2)
        column.addWidget(self._picture, alignment=Qt.AlignmentFlag.AlignHCenter)
        for line in (self.title, self.text):
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            line.setMaximumWidth(WIDEST_TEXT)
            line.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
            column.addLayout(_centred(line))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch()
        for button in buttons:
            row.addWidget(button)
        row.addStretch()
        column.addLayout(row)
        column.addStretch(3)
        self._column = column

    def add_below(self, widget: QWidget) -> None:
        """Put ``widget`` below the texts, as wide as they may be."""
        widget.setMaximumWidth(WIDEST_TEXT)
        self._column.insertLayout(self._column.count() - 1, _centred(widget))

    def say(self, icon: str, title: str, text: str) -> None:
        """Show another message."""
        self._picture.set_icon(icon, "muted")
        self.title.setText(title)
        self.text.setText(text)


def _centred(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    # The widget takes all room up to its maximum width, the stretches what is left of it.
    row.addStretch(1)
    row.addWidget(widget, 1000)
    row.addStretch(1)
    return row


def without_mnemonic(text: str) -> str:
    """``text`` as it is read aloud: "&Open", or "開く(&O)" in Japanese, without the letter that reaches it."""
    return _JAPANESE_MNEMONIC.sub("", text).replace("&", "")


class WrappedLabel(QLabel):
    """Text of several lines, which break between phrases also in Japanese."""

    def __init__(self, text: str = "") -> None:
        super().__init__(with_phrases(text))
        self.setWordWrap(True)

    def setText(self, text: str) -> None:  # noqa: N802
        """Reimplements ``QLabel.setText``."""
        super().setText(with_phrases(text))

    def text(self) -> str:
        """Reimplements ``QLabel.text``: as it was given."""
        return super().text().replace(JOINER, "")


def label(text: str = "", look: str = "", *, wrap: bool = False) -> QLabel:
    """A plain text label in one of the looks of the style sheet."""
    made = WrappedLabel(text) if wrap else QLabel(text)
    made.setObjectName(look)
    made.setTextFormat(Qt.TextFormat.PlainText)  # names of files may hold what looks like HTML
    return made


def as_note(made: QLabel) -> None:
    """Let a label of another class look like a muted one of several lines."""
    made.setObjectName("muted")
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)


def page_column(page: QWidget, widest: int) -> QVBoxLayout:
    """The column that the parts of a page stand in, at most ``widest`` pixels wide, in the middle of the page."""
    inside = QWidget()
    inside.setMaximumWidth(widest)
    column = QVBoxLayout(inside)
    column.setContentsMargins(16, 8, 16, 12)
    column.setSpacing(10)
    QHBoxLayout(page).addWidget(inside)
    return column


def panel(name: str = "panel") -> QFrame:
    """A framed surface in one of the looks of the style sheet."""
    frame = QFrame()
    frame.setObjectName(name)
    return frame


def set_state(widget: QWidget, name: str, value: bool) -> None:
    """Set a property that the style sheet looks at, and repaint."""
    widget.setProperty(name, value)
    # A style sheet looks at properties only when a widget is polished.
    widget.style().unpolish(widget)
    widget.style().polish(widget)
