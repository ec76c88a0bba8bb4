"""Prints the page on show, or the pages of the selected results, after a look at them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from imtextgui.catalogue.protocols import PagesPart
from imtextgui.domain.items import PageToPrint, PageView, Paper
from imtextgui.domain.progress import Job
from imtextgui.domain.query import Hit
from imtextgui.ui.desktop import Desktop
from imtextgui.ui.printing.print_painting import PrintItem
from imtextgui.ui.tasks.task_runner import TaskRunner


class PagePrinting(QObject):
    """Makes leaves of pages and shows them in the preview."""

    message = Signal(str)

    def __init__(self, pages: PagesPart, tasks: TaskRunner, desktop: Desktop, parent: QWidget) -> None:
        super().__init__(parent)
        self._pages, self._tasks, self._desktop, self._window = pages, tasks, desktop, parent

    def print_hits(self, hits: Sequence[Hit]) -> None:
        """Print the pages of some hits."""
        feet = (self._foot(hit.path.name, hit.page, hit.pages) for hit in hits)
        self._show([PageToPrint(hit.page_id, foot) for hit, foot in zip(hits, feet, strict=True)])

    def print_page(self, view: PageView) -> None:
        """Print one page."""
        self._show([PageToPrint(view.page_id, self._foot(view.path.name, view.number, view.pages))])

    def _item(self, wanted: PageToPrint) -> PrintItem:
        pages, page_id = self._pages, wanted.page_id

        def text() -> str:
            page = pages.get(page_id)
            return page.text if page else ""

        return PrintItem(wanted.foot, lambda longest: pages.picture(page_id, longest), text)

    def _foot(self, name: str, page: int, pages: int) -> str:
        where = self.tr("page {page} of {pages}").format(page=page, pages=pages)
        return f"{name}  ·  {where}" if pages > 1 else name

    def _show(self, wanted: Sequence[PageToPrint]) -> None:
        # Qt's printing is loaded when somebody prints.
        from imtextgui.ui.printing.print_preview import PrintPreview

        def bind(places: Sequence[int], paper: Paper, target: Path | None) -> Job[Path | None]:
            return self._pages.printable([wanted[place] for place in places], paper, target)

        preview = PrintPreview(
            [self._item(page) for page in wanted],
            self._tasks,
            self._window,
            self._pages.check_target,
            bind=bind,
            desktop=self._desktop,
        )
        preview.message.connect(self.message)
        preview.open()
