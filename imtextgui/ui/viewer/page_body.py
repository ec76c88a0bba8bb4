"""What the page view shows in its middle: the page as picture or as text, or all pages at a glance."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from imtextgui.ui.tasks.thumbnails import ThumbnailCache
from imtextgui.ui.viewer.canvas.page_canvas import PageCanvas
from imtextgui.ui.viewer.page_overview import PageOverview
from imtextgui.ui.viewer.page_strip import PagesModel
from imtextgui.ui.viewer.page_text import PageText


class PageBody(QStackedWidget):
    """One of three; the overview stays until it is left."""

    def __init__(self, model: PagesModel, thumbnails: ThumbnailCache) -> None:
        super().__init__()
        self.canvas, self.text = PageCanvas(), PageText()
        self.overview = PageOverview(model, thumbnails)
        self._is_text = False
        for part in (self.canvas, self.text, self.overview):
            self.addWidget(part)

    @property
    def is_overview(self) -> bool:
        """Whether all pages are shown."""
        return self.currentWidget() is self.overview

    def show_page(self, *, text: bool) -> None:
        """Show the page as its text or as its picture, as soon as the overview is left."""
        self._is_text = text
        if not self.is_overview:
            self.setCurrentWidget(self.text if text else self.canvas)

    def show_overview(self, number: int) -> None:
        """Show all pages, page ``number`` with the cursor."""
        self.setCurrentWidget(self.overview)
        self.overview.go_to(number)
        self.overview.setFocus()

    @property
    def page(self) -> QWidget:
        """The page, as its text or as its picture."""
        return self.text if self._is_text else self.canvas

    def leave_overview(self) -> bool:
        """Show the page again; False where it is on show already."""
        if not self.is_overview:
            return False
        self.setCurrentWidget(self.page)
        return True
