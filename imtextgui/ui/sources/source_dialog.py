"""The frame that the dialogs about one source share: its folder, a hint, what is asked, and the buttons."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from imtextgui.ui.widgets.controls import Button, ElidedLabel, label


def lay_out(
    dialog: QDialog, folder: Path, hint: str, parts: Sequence[QWidget], buttons: Sequence[Button]
) -> None:
    """Lay ``dialog`` out: ``folder`` and ``hint``, ``parts``, of which the first takes the room, and ``buttons``."""
    column = QVBoxLayout(dialog)
    column.setContentsMargins(16, 16, 16, 16)
    column.setSpacing(10)
    heading = ElidedLabel(look="heading", mode=Qt.TextElideMode.ElideMiddle)
    heading.setText(str(folder))
    column.addWidget(heading)
    column.addWidget(label(hint, "muted", wrap=True))
    for place, part in enumerate(parts):
        column.addWidget(part, 0 if place else 1)
    row = QHBoxLayout()
    row.addStretch()
    for button in buttons:
        row.addWidget(button)
    column.addLayout(row)
