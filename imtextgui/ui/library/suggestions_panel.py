"""Suggested tags of the whole catalogue: taken up, refused or corrected for many pages at once."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from imtextgui import messages
from imtextgui.catalogue.protocols import TaggingPart
from imtextgui.domain.progress import Progress
from imtextgui.domain.tagging.suggestions import PageSuggestion, TagChange, TaggingReport, TagSummary
from imtextgui.ui.tasks.background_task import BackgroundTask
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.controls import DATA, Button, EmptyState, RowList, label
from imtextgui.ui.widgets.focus import kept_focus
from imtextgui.ui.widgets.tag_reasons import TagReasons
from imtextgui.ui.widgets.undo_bar import UndoBar


class SuggestionsPanel(QWidget):
    """The suggested tags, the pages of one of them with their reasons, and what can be done with those selected."""

    message = Signal(str)
    changed = Signal()
    """Tags were given, or that taken back."""

    def __init__(self, tagging: TaggingPart, tasks: TaskRunner, undo: UndoBar) -> None:
        super().__init__()
        self._tagging, self._undo = tagging, undo
        self._tasks = TaskOwner(self, tasks, Lane.SEARCHES)
        self._reasons = TagReasons(self)
        self._looking: BackgroundTask | None = None
        self.list = RowList(self.tr("Suggested tags"))
        self.list.currentItemChanged.connect(lambda *_: self._read_pages())
        self.pages = RowList(self.tr("Pages with the suggested tag"))
        self.pages.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.pages.itemSelectionChanged.connect(self._count)
        self.accept = Button("check", self.tr("&Give the tag"), look="primary")
        self.accept.clicked.connect(self._accept)
        self.refuse = Button("wrong", self.tr("Re&fuse"))
        self.refuse.clicked.connect(self._refuse)
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Another tag, given with Enter"))
        self.name.setAccessibleName(self.tr("Tag to give in the place of the suggested one"))
        self.name.returnPressed.connect(self._correct)
        self.look = Button("reindex", self.tr("&Look for tags"))
        self.look.clicked.connect(self._look_or_stop)
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName(self.tr("Looking for tags"))
        self.bar.hide()
        self._build()
        self._count()

    def refresh(self) -> None:
        """Read the suggestions again."""
        self._tasks.start(self._tagging.summaries, self._show, topic="summaries")

    # Building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        self._stack.addWidget(
            EmptyState(
                "tag",
                self.tr("No suggestions"),
                self.tr(
                    "Tags are suggested from names, headings, title blocks, captions and from pictures that look like "
                    "tagged ones. Press “Look for tags”; nothing is written to your files."
                ),
            )
        )
        lists = QWidget()
        inside = QVBoxLayout(lists)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.list, 1)
        inside.addWidget(label(self.tr("Pages, all of which are selected at first:"), "muted"))
        inside.addWidget(self.pages, 2)
        row = QHBoxLayout()
        row.addWidget(self.accept)
        row.addWidget(self.refuse)
        row.addWidget(self.name, 1)
        inside.addLayout(row)
        self._stack.addWidget(lists)
        column.addWidget(self._stack, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.look)
        foot.addWidget(self.bar, 1)
        foot.addStretch()
        column.addLayout(foot)

    # Showing

    def _show(self, summaries: Sequence[TagSummary]) -> None:
        chosen = self.list.chosen()
        with kept_focus(self):
            self.list.clear()
            for one in summaries:
                pages = self.tr("%n page(s)", "", one.pages)
                names = "  ·  ".join(
                    dict.fromkeys(
                        name for name in (one.name(messages.language()), one.tag, one.other) if name
                    )
                )
                item = self.list.add(f"{names}   ({one.pages})", one.tag, f"{names}, {pages}")
                if one.tag == chosen:
                    self.list.setCurrentItem(item)
            if self.list.currentRow() < 0:
                self.list.setCurrentRow(0)
        self._stack.setCurrentIndex(1 if summaries else 0)
        self.look.setEnabled(not self._tagging.read_only)
        if not summaries:
            self.pages.clear()
        self._count()

    def _read_pages(self) -> None:
        tag = self.list.chosen()
        if tag is not None:
            self._tasks.start(lambda: self._tagging.listed(tag), self._show_pages, topic="pages")

    def _show_pages(self, listed: Sequence[PageSuggestion]) -> None:
        with kept_focus(self):
            self.pages.clear()
            for one in listed:
                why = self._reasons.text(one.suggested.reasons[0]) if one.suggested.reasons else ""
                place = self.tr("{name}, page {number}").format(name=one.path.name, number=one.number)
                item = self.pages.add(f"{place}\n{why}", (one.page_id, one.suggested.tag), f"{place}, {why}")
                item.setToolTip(str(one.path))
            self.pages.selectAll()
        self._count()

    def _count(self) -> None:
        # Not by ``_chosen``: the focus would leave a button each time that the pages of the next tag are read.
        allowed = bool(self.pages.selectedItems()) and not self._tagging.read_only
        for control in (self.accept, self.refuse, self.name):
            control.setEnabled(allowed)

    def _chosen(self) -> list[tuple[int, str]]:
        """The selected pages, without those of another tag, which stay on show until those of this one are read."""
        chosen: list[tuple[int, str]] = [item.data(DATA) for item in self.pages.selectedItems()]
        return [(page, tag) for page, tag in chosen if tag == self.list.chosen()]

    # Doing

    def _accept(self) -> None:
        chosen, language = self._chosen(), messages.language()
        if not chosen:
            return
        text = self.tr("The tag was given to %n page(s).", "", len(chosen))
        self._change(lambda: self._tagging.accept(chosen, language), text)

    def _refuse(self) -> None:
        chosen = self._chosen()
        if not chosen:
            return
        text = self.tr("The tag is not suggested for %n page(s) again.", "", len(chosen))
        self._change(lambda: self._tagging.refuse(chosen), text)

    def _correct(self) -> None:
        chosen, tag = self._chosen(), self.name.text().strip()
        if chosen and tag:
            self.name.clear()
            text = self.tr("Another tag was given to %n page(s).", "", len(chosen))
            self._change(lambda: self._tagging.correct(chosen, tag), text)

    def _change(self, change: Callable[[], TagChange], text: str) -> None:
        def offer(done: TagChange) -> None:
            self.changed.emit()
            self._undo.offer(text, lambda: self._take_back(done))

        self._tasks.start(change, offer, ended=self.refresh)

    def _take_back(self, done: TagChange) -> None:
        self._tasks.start(lambda: self._tagging.undo(done), lambda _: self.changed.emit(), ended=self.refresh)

    # Looking

    def _look_or_stop(self) -> None:
        if self._looking is not None:
            self._looking.cancel()
            return
        self._looking = self._tasks.start(
            self._tagging.update, self._tell, progress=self._step, ended=self._end, lane=Lane.CHANGES
        )
        self.look.setText(self.tr("&Stop"))
        self.look.set_icon("cancel")
        self.bar.setRange(0, 0)
        self.bar.show()

    def _step(self, step: Progress) -> None:
        if step.total:
            self.bar.setRange(0, step.total)
            self.bar.setValue(step.done)

    def _tell(self, report: TaggingReport) -> None:
        self.message.emit(self.tr("%n page(s) looked at.", "", report.pages))

    def _end(self) -> None:
        self._looking = None
        self.look.setText(self.tr("&Look for tags"))
        self.look.set_icon("reindex")
        self.bar.hide()
        self.refresh()
