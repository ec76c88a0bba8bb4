"""The first page of a catalogue without folders: what to do, in two sentences."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from imtextgui.ui.style import fonts
from imtextgui.ui.widgets.controls import Button, EmptyState, label


class WelcomePage(QWidget):
    """Asks for the first folder, or offers the samples."""

    folder_requested = Signal()
    samples_requested = Signal(object)

    def __init__(self, samples: Path | None) -> None:
        super().__init__()
        self.first_folder = Button("folder-add", self.tr("&Choose a folder…"), look="primary")
        self.first_folder.clicked.connect(self.folder_requested)
        buttons: list[QWidget] = [self.first_folder]
        if samples is not None and samples.is_dir():
            self.use_samples = Button("samples", self.tr("&Use the sample folder"))
            self.use_samples.clicked.connect(lambda: self.samples_requested.emit(samples))
            buttons.append(self.use_samples)
        for button in buttons:
            button.setProperty("big", True)
        column = QVBoxLayout(self)
        column.addWidget(
            EmptyState(
                "imtextgui",
                self.tr("Where are your manuals, drawings and photos?"),
                self.tr(
                    "Choose the folder they are in. Nothing in it is changed and nothing leaves this computer; "
                    "the first pages can be found within a minute."
                ),
                buttons,
            ),
            1,
        )
        if not fonts.has_japanese_font():
            column.addWidget(self._fonts())

    def _fonts(self) -> QWidget:
        text = self.tr(
            "This computer has no Japanese font, so 日本語 is shown as boxes. Any of these helps: {fonts}."
        ).format(fonts=", ".join(fonts.japanese_fonts()[:5]))
        hint = label(text, "muted", wrap=True)
        hint.setContentsMargins(24, 0, 24, 16)
        return hint
