"""Lets results leave the window: as a file that is written beside the window, or as a table on the clipboard."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from imtextgui.catalogue.protocols import ResultListsPart
from imtextgui.domain.progress import Progress
from imtextgui.domain.query import Hit, Results
from imtextgui.domain.text.tables import tab_separated
from imtextgui.ui.desktop import Desktop
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.file_dialog import FileDialog
from imtextgui.ui.widgets.formatting import Formatter

_NO_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
"""Characters that some system allows in no file name."""
LONGEST_NAME = 60


class ResultListWriter(QObject):
    """Writes one list at a time; a second one waits in its lane."""

    message = Signal(str)

    def __init__(self, lists: ResultListsPart, tasks: TaskRunner, desktop: Desktop, parent: QWidget) -> None:
        super().__init__(parent)
        self._lists, self._desktop, self._window = lists, desktop, parent
        self._tasks = TaskOwner(self, tasks, Lane.REPORTS)
        self._formatter = Formatter(self)

    def ask_where(self, results: Results, hits: Sequence[Hit]) -> None:
        """Ask for a file to write ``hits`` of ``results`` into; the end of its name tells the format."""
        formats = {
            ".csv": self.tr("Table for Excel"),
            ".html": self.tr("Web page with pictures"),
            ".pdf": self.tr("PDF with pictures"),
            ".json": self.tr("JSON for scripts"),
            ".parts.pdf": self.tr("Parts catalogue to print, in two languages"),
            ".parts.html": self.tr("Parts catalogue as a web page"),
        }
        title = self.tr("Save %n result(s)", "", len(hits))
        dialog = FileDialog(self._window, title, lambda target: self.write(results, hits, target))
        dialog.to_save(f"{self._name(results)}.csv").with_formats(formats).open()

    def write(self, results: Results, hits: Sequence[Hit], target: Path) -> None:
        """Write ``hits`` into ``target``; the dialog has asked whether to replace what is there."""
        chosen = replace(results, hits=tuple(hits))
        self._tasks.start(
            lambda: self._lists.write(chosen, target, overwrite=True),
            lambda path: self.message.emit(self.tr("Saved: {file}").format(file=path)),
            progress=self._tell_step,
        )

    def copy(self, results: Results, hits: Sequence[Hit]) -> None:
        """Put ``hits`` on the clipboard as a table."""
        chosen = replace(results, hits=tuple(hits))

        def put(rows: Sequence[Sequence[str]]) -> None:
            self._desktop.copy_text(tab_separated(rows))
            self.message.emit(self.tr("%n result(s) copied as a table.", "", len(hits)))

        self._tasks.start(lambda: self._lists.rows(chosen), put)

    def _name(self, results: Results) -> str:
        name = _NO_NAME.sub(" ", results.query.text)[:LONGEST_NAME].strip(" .")
        return name or self.tr("Search results")

    def _tell_step(self, step: Progress) -> None:
        done, total = self._formatter.count(step.done), self._formatter.count(step.total or 0)
        self.message.emit(self.tr("Writing the list: {done} of {total}").format(done=done, total=total))
