"""Judgements, tags, descriptions and own terms handed on as a file, those of others taken in, and taken back."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from imtextgui.catalogue.protocols import ExchangePart
from imtextgui.domain.exchange.parcels import HandedOn, TakenBack, TakenIn
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.controls import Button, label
from imtextgui.ui.widgets.file_dialog import FileDialog
from imtextgui.ui.widgets.flow_layout import FlowLayout

MOST_CONFLICTS = 5
"""Contradictions that are told one by one."""


class ExchangeBar(QFrame):
    """What came last can be taken back with one click, then what came before it."""

    message = Signal(str)
    changed = Signal()
    """Other tags may be there now."""

    def __init__(self, exchange: ExchangePart, tasks: TaskRunner) -> None:
        super().__init__()
        self.setObjectName("card")
        self._exchange = exchange
        self._tasks = TaskOwner(self, tasks, Lane.SEARCHES)
        self._latest: TakenIn | None = None
        self.hand_on = Button(
            "export",
            self.tr("&Hand on…"),
            tip=self.tr("Judgements, tags, descriptions and own terms as one file"),
        )
        self.hand_on.clicked.connect(self._ask_where)
        self.take = Button(
            "import", self.tr("Take &in…"), tip=self.tr("Merge a file of another site or colleague")
        )
        self.take.clicked.connect(self._ask_what)
        self.back = Button("back", self.tr("Take bac&k"), tip=self.tr("Remove what the last file brought"))
        self.back.clicked.connect(self._take_back)
        self.state = label("", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        column.addWidget(label(self.tr("Exchange with other sites and colleagues"), "heading"))
        column.addWidget(self.state)
        buttons = FlowLayout()
        for button in (self.hand_on, self.take, self.back):
            buttons.addWidget(button)
        column.addLayout(buttons)
        self._show(())

    def refresh(self) -> None:
        """Read again what was taken in."""
        self._tasks.start(self._exchange.all, self._show, topic="exchange")

    def read(self, file: Path) -> None:
        """Merge a file."""
        self._tasks.start(lambda: self._exchange.take_in(file), self._tell)

    def write(self, file: Path) -> None:
        """Write a file; the dialog has asked whether to replace what is there."""
        self._tasks.start(
            lambda: self._exchange.export(file, overwrite=True),
            self._told_written,
        )

    def _ask_where(self) -> None:
        FileDialog(self, self.tr("Save judgements, tags, descriptions and own terms"), self.write).to_save(
            "exchange.json"
        ).open()

    def _ask_what(self) -> None:
        title = self.tr("Choose a file of another site or colleague")
        FileDialog(self, title, self.read).only_files(".json").open()

    def _tell(self, taken: TakenIn) -> None:
        self.message.emit(self._counts(taken))
        self._show((taken,))
        self.changed.emit()

    def _take_back(self) -> None:
        if self._latest is not None:
            number = self._latest.id
            self._tasks.start(lambda: self._exchange.undo(number), self._told_back)

    def _told_written(self, written: HandedOn) -> None:
        text = self.tr("Saved: {file}").format(file=written.path)
        if written.left_out:
            left = self.tr(
                "%n thing(s) left out: too long for others to take in, or not whole.", "", written.left_out
            )
            text = f"{text} {left}"
        self.message.emit(text)

    def _told_back(self, back: TakenBack) -> None:
        text = self.tr("Taken back: what the file brought is gone.")
        if back.kept:
            text = self.tr(
                "Taken back, but for %n thing(s) that were changed or confirmed here since.", "", back.kept
            )
        self.message.emit(text)
        self.refresh()
        self.changed.emit()

    def _show(self, taken: tuple[TakenIn, ...]) -> None:
        self._latest = taken[0] if taken else None
        lines = [self.tr("Nothing was taken in.")]
        if self._latest is not None:
            conflicts = self._latest.conflicts
            lines = [self._counts(self._latest)]
            lines += [
                self.tr("“{text}” says otherwise there, and stays as it is here.").format(text=conflict.text)
                for conflict in conflicts[:MOST_CONFLICTS]
            ]
            if len(conflicts) > MOST_CONFLICTS:
                lines.append(f"… (+{len(conflicts) - MOST_CONFLICTS})")
        self.state.setText("\n".join(lines))
        self.back.setVisible(self._latest is not None)
        for button in (self.take, self.back):
            button.setEnabled(not self._exchange.read_only)

    def _counts(self, taken: TakenIn) -> str:
        text = self.tr(
            "From {origin}: new are {judgements} judgements, {tags} tags, {refusals} refusals of tags,"
            " {descriptions} descriptions, {entries} terms; {known} were there."
        )
        return text.format(
            origin=taken.origin,
            judgements=taken.judgements,
            tags=taken.tags,
            refusals=taken.refusals,
            descriptions=taken.descriptions,
            entries=taken.entries,
            known=taken.known,
        )
