"""Shows the page as picture or as text, as the reader prefers and the page allows; says why it has no picture."""

from PySide6.QtCore import QObject, Signal

from imtextgui import messages
from imtextgui.domain.items import PageView
from imtextgui.domain.query import Hit
from imtextgui.errors import ImTextError
from imtextgui.ui.viewer.canvas.page_renderer import PageRenderer
from imtextgui.ui.viewer.page_body import PageBody
from imtextgui.ui.viewer.page_notes import PictureNote
from imtextgui.ui.viewer.page_text import terms_of
from imtextgui.ui.viewer.page_toolbar import PageToolbar


class PageDisplay(QObject):
    """What is in the middle of the preview, and the note below it."""

    problem_shown = Signal(str)
    """The code of a problem that is told in place of the page."""

    def __init__(self, body: PageBody, tools: PageToolbar, renderer: PageRenderer, parent: QObject) -> None:
        super().__init__(parent)
        self._body, self._tools, self._renderer = body, tools, renderer
        self.note = PictureNote()
        self._prefers_text = False
        tools.as_text.clicked.connect(self._prefer)

    def forget_preference(self) -> None:
        """Another document comes: its pages are shown as pictures again."""
        self._prefers_text = False

    def show_text(self, view: PageView, hit: Hit) -> None:
        """Have the text of a page ready, with what ``hit`` was found by."""
        self._body.text.show_text(view.text, terms_of(hit))

    def show_page(self, *, has_picture: bool) -> None:
        """Show the picture that is there, or the text where there is none or it is preferred."""
        self._show(text=self._prefers_text or not has_picture)

    def show_problem(self, problem: ImTextError) -> None:
        """Say why there is no picture; the page's text stands in for it."""
        self.show_no_picture(messages.sentence(problem.code, problem.details), keep_text=True)
        self.problem_shown.emit(problem.code)

    def show_no_picture(self, note: str, *, keep_text: bool = False) -> None:
        """Say why there is no picture; without ``keep_text`` there is no text either."""
        self._renderer.clear()
        if not keep_text:
            self._body.text.show_text("", ())
        self.note.show_note(note)
        self._show(text=True)

    def _prefer(self, text: bool) -> None:
        self._prefers_text = text
        self._show(text=text)

    def _show(self, *, text: bool) -> None:
        self._tools.as_text.setChecked(text)
        self._body.show_page(text=text)
