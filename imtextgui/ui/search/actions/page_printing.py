"""Prints the page on show, or the pages of the selected results, after a look at them."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from imtextgui.catalogue.protocols import PagesPart
from imtextgui.domain.items import PageView
from imtextgui.domain.query import Hit
from imtextgui.ui.printing.print_painting import PrintItem
from imtextgui.ui.tasks.task_runner import TaskRunner


class PagePrinting(QObject):
    """Makes leaves of pages and shows them in the preview."""

    message = Signal(str)

    def __init__(self, pages: PagesPart, tasks: TaskRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self._pages, self._tasks, self._window = pages, tasks, parent

    def print_hits(self, hits: Sequence[Hit]) -> None:
        """Print the pages of some hits."""
        self._show([self._item(hit.page_id, self._foot(hit.path.name, hit.page, hit.pages)) for hit in hits])

    def print_page(self, view: PageView) -> None:
        """Print one page."""
        self._show([self._item(view.page_id, self._foot(view.path.name, view.number, view.pages))])

    def _item(self, page_id: int, foot: str) -> PrintItem:
        pages = self._pages

        def text() -> str:
            page = pages.get(page_id)
            return page.text if page else ""

        return PrintItem(foot, lambda longest: pages.picture(page_id, longest), text)

    def _foot(self, name: str, page: int, pages: int) -> str:
        where = self.tr("page {page} of {pages}").format(page=page, pages=pages)
        return f"{name}  ·  {where}" if pages > 1 else name

    def _show(self, items: Sequence[PrintItem]) -> None:
        # Qt's printing is loaded when somebody prints.
        from imtextgui.ui.printing.print_preview import PrintPreview

        preview = PrintPreview(items, self._tasks, self._window, self._pages.check_target)
        preview.message.connect(self.message)
        preview.open()
