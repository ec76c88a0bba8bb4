"""The head of a page: the name of its file, the folder, and what can be done with the file."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from imtextgui.domain.query import Hit
from imtextgui.ui.widgets.controls import Button, ElidedLabel, IconLabel
from imtextgui.ui.widgets.files.file_name_label import FileNameLabel


class PageHeader(QWidget):
    """The name in up to two lines, the folder in one, and three buttons."""

    def __init__(self) -> None:
        super().__init__()
        self._kind = IconLabel("other", 24, "accent")
        self.file_name = FileNameLabel()
        self._place = ElidedLabel(look="muted", mode=Qt.TextElideMode.ElideLeft)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self.file_name)
        lines.addWidget(self._place)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.open = Button("open", self.tr("&Open"), look="primary", tip=self.tr("Open the file (Enter)"))
        self.reveal = Button("reveal", name=self.tr("Show in folder"))
        self.copy = Button("copy", name=self.tr("Copy the path"))
        row.addWidget(self._kind)
        row.addSpacing(4)
        row.addLayout(lines, 1)
        for button in (self.open, self.reveal, self.copy):
            row.addWidget(button)

    def show_file(self, hit: Hit) -> None:
        """Name the file of ``hit``."""
        place = str(hit.path.parent)
        if hit.copies:
            place += "  ·  " + self.tr("%n more copies", "", len(hit.copies))
        self.file_name.show_name(hit.path.name)
        self._place.setText(place)
        self._place.setToolTip("\n".join(map(str, (hit.path, *hit.copies))))
        self._kind.set_icon(hit.kind.value, "accent")
