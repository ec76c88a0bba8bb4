"""The card on show while there is no photo: where to drop one, and the other ways to get one."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from imtextgui.ui.widgets.controls import Button, ElidedLabel, IconLabel, label

GAP, EDGES = 8, 24
"""Pixels between the buttons of the card, and beside all of them."""


class PhotoDropCard(QFrame):
    """Says what to do; its buttons are whole before that."""

    file_wanted = Signal()
    camera_wanted = Signal()
    paste_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("dropzone")
        open_photo = Button("open-photo", self.tr("Open p&hoto…"))
        open_photo.clicked.connect(self.file_wanted)
        self.camera = Button("photo", name=self.tr("Take a photo with the camera (F4)"))
        self.camera.clicked.connect(self.camera_wanted)
        self.paste = Button("paste", name=self.tr("Paste a picture (Ctrl+V)"))
        self.paste.clicked.connect(self.paste_wanted)
        self._ways = (open_photo, self.camera, self.paste)
        self.hint = ElidedLabel(look="muted")
        self.invite()
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addStretch()
        lines.addWidget(label(self.tr("By photo"), "heading"))
        lines.addWidget(self.hint)
        lines.addStretch()
        self._about = QWidget()
        about = QHBoxLayout(self._about)
        about.setContentsMargins(0, 0, 0, 0)
        about.addWidget(IconLabel("photo", 28, "accent"))
        about.addSpacing(6)
        about.addLayout(lines, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.addWidget(self._about, 1)
        for way in self._ways:
            row.addWidget(way)

    def invite(self) -> None:
        """Say what can be done."""
        self.hint.setText(self.tr("Drop a photo of the part here"))

    def say_no_picture(self) -> None:
        """Say why nothing was pasted."""
        self.hint.setText(self.tr("There is no picture on the clipboard."))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Reimplements ``QFrame.resizeEvent``: the buttons are whole first, then what the card is about."""
        super().resizeEvent(event)
        needed = sum(way.sizeHint().width() + GAP for way in self._ways) + EDGES
        self._about.setVisible(event.size().width() >= needed + self._about.minimumSizeHint().width())
