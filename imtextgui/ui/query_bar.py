"""The panel to search by words and part numbers."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSlider, QVBoxLayout, QWidget

from imtextgui.ui.controls import Button, ElidedLabel, Picture, label


class QueryBar(QFrame):
    """The words of the query."""

    changed = Signal()
    """The text changed while typing."""
    weighed = Signal()
    """The slider between words and photo moved."""
    submitted = Signal()
    """Enter or the button: search at once."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.words = QLineEdit()
        self.words.setObjectName("words")
        self.words.setClearButtonEnabled(True)
        self.words.setPlaceholderText(self.tr("Part, fault, number…"))
        self.words.setAccessibleName(self.tr("Words to search for"))
        self.words.textChanged.connect(self.changed)
        self.words.returnPressed.connect(self.submitted)
        search = Button("search", name=self.tr("Search"), look="primary", tip=self.tr("Search (Enter)"))
        search.clicked.connect(self.submitted)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.addLayout(self._head())
        row.addSpacing(4)
        row.addWidget(self.words, 1)
        row.addWidget(search)
        column.addLayout(row)
        column.addWidget(ElidedLabel(self.tr("“exact words”   -without   GP-2040"), look="muted"))
        column.addWidget(self._weight_row())
        column.addStretch()

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
        self._weighing.hide()
        return self._weighing

    def _head(self) -> QHBoxLayout:
        title = label(self.tr("By &words"), "heading")
        title.setBuddy(self.words)
        row = QHBoxLayout()
        row.addWidget(Picture("text", 18, "accent"))
        row.addWidget(title, 1)
        return row
