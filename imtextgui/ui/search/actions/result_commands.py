"""The commands of menus and buttons that take the selected results, all on show, or the page on show."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from imtextgui.domain.items import PageView
from imtextgui.domain.query import Hit, Results
from imtextgui.ui.results.results_model import ResultsModel
from imtextgui.ui.results.results_view import ResultsView
from imtextgui.ui.search.actions.hit_actions import HitActions
from imtextgui.ui.search.actions.page_printing import PagePrinting
from imtextgui.ui.search.actions.result_list_writer import ResultListWriter
from imtextgui.ui.viewer.page_preview import PagePreview


class ResultCommands(QObject):
    """Chooses what a command is about, and has it done."""

    message = Signal(str)
    """A short message for the status bar."""

    def __init__(
        self,
        actions: HitActions,
        printing: PagePrinting,
        lists: ResultListWriter,
        parent: QWidget,
        *,
        model: ResultsModel,
        results: ResultsView,
        preview: PagePreview,
        answer: Callable[[], Results | None],
        is_searching: Callable[[], bool],
    ) -> None:
        """``answer`` gives what is on show, None where nothing was asked; ``is_searching`` whether that is not yet what
        is asked now. ``parent`` is the page of the search.
        """
        super().__init__(parent)
        self.actions, self.printing, self.lists = actions, printing, lists
        self._model, self._results, self._preview = model, results, preview
        self._answer, self._is_searching, self._page = answer, is_searching, parent
        self._is_awaited = False
        """Whether the page that is on its way shall be printed."""
        preview.shown.connect(self._print_awaited)
        results.menu_requested.connect(self._show_menu)
        results.open_requested.connect(lambda hit: actions.open_file(hit, hit.page))
        preview.open_requested.connect(actions.open_file)
        preview.reveal_requested.connect(actions.reveal)
        preview.copy_requested.connect(lambda hit: actions.copy_paths([hit]))
        preview.search_requested.connect(actions.search_with)
        preview.collect_requested.connect(lambda page_id: actions.collect([page_id]))
        actions.print_requested.connect(printing.print_hits)
        actions.list_requested.connect(self.save_list)
        actions.table_requested.connect(self.copy_list)
        for speaker in (actions, printing, lists):
            speaker.message.connect(self.message)

    def collect(self) -> None:
        """Put the selected hits on the job sheet, or the page on show where the cursor is not among the results."""
        if not self.actions.can_collect or not self._page.isVisible():
            return
        if self._results.hasFocus():
            self.actions.collect_hits(self._results.selected_hits())
        else:
            self._preview.collect()

    def save_list(self) -> None:
        """Write the selected results, or all on show where not several are selected, into a file."""
        self._with_listed(self.lists.ask_where)

    def copy_list(self) -> None:
        """Put them on the clipboard as a table."""
        self._with_listed(self.lists.copy)

    def print_pages(self) -> None:
        """Print the selected results where the cursor is among them and several are selected, else the page on show.

        A page that is not read yet is printed as soon as it is there, unless another one is gone to before.
        """
        selected = self._results.selected_hits() if self._results.hasFocus() else []
        page = self._preview.page_on_show
        if self._is_searching():
            self.message.emit(self.tr("Still searching. Print as soon as the page is there."))
        elif len(selected) > 1:
            self.printing.print_hits(selected)
        elif page is not None and self._page.isVisible():
            self.printing.print_page(page)
        elif self._preview.is_showing and self._page.isVisible():
            self._is_awaited = True
            self.message.emit(self.tr("The page is still loading. It is printed as soon as it is there."))
        else:
            self.message.emit(self.tr("Choose a page to print first."))

    def _print_awaited(self, page: PageView | None) -> None:
        is_awaited, self._is_awaited = self._is_awaited, False
        if is_awaited and page is not None and self._page.isVisible():
            self.printing.print_page(page)

    def _show_menu(self, where: QPoint) -> None:
        hits = self._results.selected_hits() or [hit for hit in [self._results.current_hit()] if hit]
        if hits:
            answer = self._answer()
            self.actions.show_menu(where, hits, answer.query if answer else None)

    def _with_listed(self, do: Callable[[Results, Sequence[Hit]], object]) -> None:
        selected = self._results.selected_hits()
        hits = selected if len(selected) > 1 else self._model.hits()
        answer = self._answer()
        if answer is None or not hits:
            self.message.emit(self.tr("There are no results to take along."))
        else:
            do(answer, hits)
