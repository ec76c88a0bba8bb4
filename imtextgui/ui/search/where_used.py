"""Looks a part number up, and shows the answer in the place of the results until the user goes back."""

from PySide6.QtCore import QObject, Signal

from imtextgui.catalogue.protocols import PagesPart
from imtextgui.domain.query import Hit, Query
from imtextgui.ui.desktop import Desktop
from imtextgui.ui.search.where_used_panel import WhereUsedPanel
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.viewer.page_preview import PagePreview


class WhereUsedLookup(QObject):
    """The panel, the work behind it, and the page beside it."""

    shown = Signal(bool)
    """The panel takes the place of the results, or gives it back."""
    message = Signal(str)

    def __init__(
        self, pages: PagesPart, tasks: TaskRunner, desktop: Desktop, preview: PagePreview, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._pages, self._desktop, self._preview = pages, desktop, preview
        self._tasks = TaskOwner(self, tasks, Lane.SEARCHES)
        self.is_shown = False
        self.panel = WhereUsedPanel()
        self.panel.asked.connect(self.look_up)
        self.panel.chosen.connect(self._show_page)
        self.panel.closed.connect(self.close)
        self.panel.copy_requested.connect(self._copy)

    def open(self, number: str = "") -> None:
        """Show the panel; ``number`` is looked up at once."""
        self._show(True)
        self.panel.number.setText(number)
        self.panel.number.setFocus()
        if number:
            self.look_up(number)

    def look_up(self, number: str) -> None:
        """Show where ``number`` is used, as soon as that is known; until then nothing of another one."""
        self._show(True)
        self.panel.clear()
        self._preview.show_hit(None)
        self._tasks.start(lambda: self._pages.where_used(number), self.panel.show_used, topic="where")

    def close(self) -> None:
        """Give the place back to the results."""
        self._tasks.cancel("where")
        self._show(False)

    def _show(self, shown: bool) -> None:
        if shown != self.is_shown:
            self.is_shown = shown
            self.shown.emit(shown)

    def _show_page(self, hit: Hit) -> None:
        if self.is_shown:
            self._preview.query = Query(hit.evidence[0].terms[0]) if hit.evidence[0].terms else None
            self._preview.show_hit(hit)

    def _copy(self, table: str) -> None:
        self._desktop.copy_text(table)
        self.message.emit(self.tr("Copied as a table."))
