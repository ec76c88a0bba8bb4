"""The panel to search by words and part numbers."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from imtextgui.domain.query import Chip
from imtextgui.ui.search.chip_row import ChipRow
from imtextgui.ui.style import control_sizes
from imtextgui.ui.widgets.controls import Button, ElidedLabel, IconLabel, label

WEIGHT_WIDTH = 220
"""Pixels of the slider between words and photo."""
NARROW = 560
"""Pixels below which the bar leaves its heading out, and has the slider in a line of its own."""


class QueryBar(QFrame):
    """The words of the query."""

    changed = Signal()
    """The text changed while typing."""
    weighed = Signal()
    """The slider between words and photo moved."""
    submitted = Signal()
    """Enter or the button: search at once."""
    wiped = Signal(str)
    """The words that the cross in the line took away."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.words, self._wiped = QLineEdit(), ""
        self.words.setObjectName("words")
        self.words.setClearButtonEnabled(True)
        self._follow_cross()
        self.words.setPlaceholderText(self.tr("Part, fault, number…"))
        self.words.setAccessibleName(self.tr("Words to search for"))
        self.words.textChanged.connect(self.changed)
        self.words.returnPressed.connect(self.submitted)
        self.past = Button("history", name=self.tr("Past searches"), look="flat")
        search = Button("search", name=self.tr("Search"), look="primary", tip=self.tr("Search (Enter)"))
        search.clicked.connect(self.submitted)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.addLayout(self._head())
        row.addSpacing(4)
        row.addWidget(self.words, 1)
        self._weight_place = row.count()
        row.addWidget(self._weight_row())
        row.addWidget(self.past)
        self.photo = Button(
            "photo", self.tr("Photo"), tip=self.tr("Search by photo: open, paste or drop one")
        )
        self.photo.setCheckable(True)
        row.addWidget(self.photo)
        row.addWidget(search)
        self._row, self._column, self._is_narrow = row, column, False
        column.addLayout(row)
        column.addLayout(self._below(), 1)
        column.addStretch()
        self._show_below("")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Reimplements ``QFrame.resizeEvent``: in a narrow bar the words need the room of heading and slider."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Leave the heading out where the words need its room, and put the slider below them where it has none."""
        narrow, weighing = self.width() < NARROW, not self._weighing.isHidden()
        for part in self._heading:
            part.setVisible(self.width() >= NARROW + weighing * WEIGHT_WIDTH)
        if narrow is not self._is_narrow:
            self._is_narrow = narrow
            self._row.removeWidget(self._weighing)
            self._column.removeWidget(self._weighing)
            if narrow:
                self._column.insertWidget(1, self._weighing)
            else:
                self._row.insertWidget(self._weight_place, self._weighing)
            self._weighing.setFixedWidth(self.width() - 40 if narrow else WEIGHT_WIDTH)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Reimplements ``QFrame.changeEvent``: the line below the words is as high as a chip in other sizes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit_below()

    @property
    def text(self) -> str:
        """What was typed, without blanks around."""
        return self.words.text().strip()

    @property
    def photo_weight(self) -> float:
        """The share of the photo, 0 to 1."""
        return self.weight.value() / 100

    def offer_weight(self, both: bool) -> None:
        """Show the slider where words and a photo are given."""
        self._weighing.setVisible(both)
        self._share_width()

    def show_chips(self, chips: Sequence[Chip], did_you_mean: str = "") -> None:
        """Show how the query was read, and what may have been meant."""
        self.chips.show_chips(chips, did_you_mean)
        self._show_below("")

    def show_mistake(self, sentence: str) -> None:
        """Say what is wrong with the query, until the next answer."""
        self._show_below(sentence)

    @property
    def mistake(self) -> str:
        """What is said to be wrong with the query."""
        return self._mistake.text() if self._mistake.isVisibleTo(self) else ""

    def _below(self) -> QVBoxLayout:
        """The line under the words: what can be typed, how it was read, or what is wrong with it."""
        self.chips = ChipRow()
        self.chips.toggled.connect(self.submitted)
        self.chips.meant.connect(self._take_meant)
        self._hint = ElidedLabel(
            self.tr("“exact words”   -without   GP-2040   folder:pumps   type:pdf"), look="muted"
        )
        self._mistake = label("", "danger", wrap=True)
        self._fit_below()
        self.chips.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout()
        for alternative in (self._hint, self.chips, self._mistake):
            column.addWidget(alternative)
        return column

    def _take_meant(self, text: str) -> None:
        self.words.setText(text)
        self.words.setFocus()  # the link that was pressed goes with the answer before

    def _fit_below(self) -> None:
        for part in (self._hint, self.chips):
            part.setMinimumHeight(control_sizes.current().control + 2)

    def _show_below(self, mistake: str) -> None:
        chips = bool(self.chips.buttons) or self.chips.link is not None
        self._mistake.setText(mistake)
        self._mistake.setVisible(bool(mistake))
        self.chips.setVisible(chips and not mistake)
        self._hint.setVisible(not chips and not mistake)

    def _weight_row(self) -> QWidget:
        self.weight = QSlider(Qt.Orientation.Horizontal)
        self.weight.setRange(0, 100)
        self.weight.setValue(50)
        self.weight.setSingleStep(10)
        self.weight.setPageStep(25)
        self.weight.setAccessibleName(self.tr("What counts more: words or photo"))
        self.weight.setToolTip(self.weight.accessibleName())
        self.weight.valueChanged.connect(lambda _: self.weighed.emit())
        self._weighing = QWidget()
        row = QHBoxLayout(self._weighing)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(self.tr("Words"), "muted"))
        row.addWidget(self.weight, 1)
        row.addWidget(label(self.tr("Photo"), "muted"))
        self._weighing.setFixedWidth(WEIGHT_WIDTH)
        self._weighing.hide()
        return self._weighing

    def _follow_cross(self) -> None:
        """Tell what the cross wipes: Qt's own button keeps it to itself."""
        cross = self.words.findChild(QAbstractButton)
        if cross is not None:
            cross.pressed.connect(lambda: self._note_wiped(self.words.text()))
            cross.clicked.connect(lambda: self.wiped.emit(self._wiped))

    def _note_wiped(self, words: str) -> None:
        self._wiped = words

    def _head(self) -> QHBoxLayout:
        title = label(self.tr("By &words"), "heading")
        title.setBuddy(self.words)
        row = QHBoxLayout()
        self._heading = (IconLabel("text", 18, "accent"), title)
        for part in self._heading:
            row.addWidget(part)
        return row
