"""What is said below a page: why it has no picture, and how to frame a part of it."""

from PySide6.QtWidgets import QLabel

from imtextgui.domain.items import PageView
from imtextgui.ui.widgets.controls import as_note

_STEP = (".step", ".stp")


class PictureNote(QLabel):
    """Says why a page has no picture."""

    def __init__(self) -> None:
        super().__init__()
        as_note(self)

    def reason(self, view: PageView | None) -> str:
        """Why ``view`` has no picture, "" where its text says enough; None is a page that is gone."""
        if view is None:
            return self.tr("This page is gone. Index the folder again to take up what changed.")
        if not view.text:
            return self.tr("This file was found by its name. Its content could not be read.")
        if view.path.suffix.lower() in _STEP:
            return self.tr(
                'STEP models are drawn where a CAD kernel is installed: pip install "imtextgui[step]", '
                "then index the folder again."
            )
        return ""

    def show_note(self, text: str) -> None:
        """Show ``text``."""
        self.setText(text)
        self.show()


class FramingHint(QLabel):
    """Says how a part of the page is framed."""

    def __init__(self) -> None:
        super().__init__()
        as_note(self)
        self.setText(
            self.tr(
                "Draw a frame with the mouse; or Space makes one, arrow keys move it, with Shift they size it, "
                "Enter searches."
            )
        )
        self.hide()
