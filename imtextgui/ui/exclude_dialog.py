"""Asks which files of a source are left out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from imtextgui.domain.items import Source
from imtextgui.ui.controls import Button, ElidedLabel, label


class ExcludeDialog(QDialog):
    """The exclusion rules of one source, one gitignore line each."""

    decided = Signal(int, str)
    """Source id and its new rules."""

    def __init__(self, source: Source, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Leave out files"))
        self.resize(520, 420)
        self._source = source
        self.rules = QPlainTextEdit(source.exclude)
        self.rules.setTabChangesFocus(True)
        self.rules.setAccessibleName(self.tr("Rules, one a line"))
        self.rules.setPlaceholderText("archive/\n*.tmp\n!archive/pumps.pdf")
        self.keep = Button("check", self.tr("&Save"), look="primary")
        self.keep.clicked.connect(self._decide)
        cancel = Button("clear", self.tr("&Cancel"))
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        folder = ElidedLabel(look="heading", mode=Qt.TextElideMode.ElideMiddle)
        folder.setText(str(source.path))
        column.addWidget(folder)
        how = self.tr(
            "One rule a line: a folder name with / at its end, or a pattern like *.tmp. "
            "A line with ! in front takes files back in. Hidden files are always left out."
        )
        column.addWidget(label(how, "muted", wrap=True))
        column.addWidget(self.rules, 1)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(cancel)
        row.addWidget(self.keep)
        column.addLayout(row)

    def _decide(self) -> None:
        self.decided.emit(self._source.id, self.rules.toPlainText())
        self.accept()
