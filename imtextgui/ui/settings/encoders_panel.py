"""The encoders of a catalogue, among the settings: which there are, which is in use, adding and forgetting them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from imtextgui import messages
from imtextgui.catalogue.protocols import EncoderComparisonPart, EncodersPart
from imtextgui.domain.bundles import Bundle, BundleState, EncoderComparison
from imtextgui.errors import ImTextError
from imtextgui.ui.settings.encoder_row import EncoderRow
from imtextgui.ui.tasks.task_bar import TaskBar
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.controls import Button, label
from imtextgui.ui.widgets.file_dialog import FileDialog
from imtextgui.ui.widgets.undo_bar import UndoBar


class EncodersPanel(QFrame):
    """A group of the settings page. Encoding itself is a run, which the page of folders shows."""

    use_requested = Signal(str)
    """The fingerprint of the encoder that is to take the place of the active one."""
    changed = Signal()
    """Vectors were forgotten."""
    message = Signal(str)

    def __init__(
        self, encoders: EncodersPart, comparison: EncoderComparisonPart, tasks: TaskRunner, undo: UndoBar
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self._encoders, self._comparison, self._undo = encoders, comparison, undo
        self._figures: dict[str, EncoderComparison] = {}
        self._tasks = TaskOwner(self, tasks, Lane.SEARCHES)
        self._leaving: set[str] = set()
        self._running = False
        self.rows: list[EncoderRow] = []
        self.add = Button(
            "folder-add",
            self.tr("A&dd…"),
            name=self.tr("Add an encoder"),
            tip=self.tr(
                "Install an encoder from a folder: a bundle, or a checkpoint of CLIP, OpenCLIP, MobileCLIP or SigLIP"
            ),
        )
        self.add.clicked.connect(self.choose_folder)
        hint = self.tr(
            "What understands texts and pictures. Another one encodes the whole catalogue first; "
            "until then searches go on with the one in use."
        )
        self._hint = label(hint, "muted", wrap=True)
        self.fallback = label("", "muted", wrap=True)
        self.fallback.hide()
        self.stop = Button(
            "cancel",
            self.tr("St&op"),
            name=self.tr("Stop the comparison"),
            tip=self.tr("What was encoded so far is kept; a later comparison goes on from there"),
        )
        name = self.tr("Comparing the encoders…")
        self.progress = TaskBar(tasks, name, self.stop, lane=Lane.CHANGES)
        self.progress.running_changed.connect(self._follow_comparison)
        self.stop.clicked.connect(self._tell_stopped)
        self.stop_adding = Button(
            "cancel",
            self.tr("St&op"),
            name=self.tr("Stop adding the encoder"),
            tip=self.tr("Nothing of it is kept"),
        )
        # In the lane of reports: it touches no catalogue, where a run may take hours, and a checkpoint takes minutes.
        self.adding = TaskBar(tasks, self.tr("Adding an encoder…"), self.stop_adding)
        self.adding.running_changed.connect(self._follow_adding)
        self.stop_adding.clicked.connect(lambda: self.message.emit(self.tr("No encoder was added.")))
        self._build()
        self.words = f"{self.tr('Encoders')} {hint}".casefold()

    def refresh(self) -> None:
        """Read again which encoders there are and how much they have."""

        def read() -> tuple[Sequence[BundleState], ImTextError | None]:
            return self._encoders.all(), self._encoders.provider_trouble()

        self._tasks.start(read, self._show, topic="encoders")

    def show_running(self, running: bool) -> None:
        """A run goes on, or has ended: nothing is to be changed meanwhile."""
        self._running = running
        for row in self.rows:
            row.allow_changes(self._changeable)

    def choose_folder(self) -> None:
        """Ask for the folder of a bundle and add it."""
        FileDialog(
            self, self.tr("Choose the folder of an encoder bundle or a checkpoint"), self.add_folder
        ).only_folders().open()

    def add_folder(self, folder: Path) -> None:
        """Check the bundle in ``folder``, made of a checkpoint if need be, and install it."""
        self.message.emit(
            self.tr("Checking the encoder… A checkpoint is made into a bundle first, which takes minutes.")
        )

        def refuse(problem: ImTextError) -> None:
            self.message.emit("")
            self._tasks.report(problem)

        self.adding.start(lambda: self._encoders.add(folder), self._tell_added, refuse)
        self.stop_adding.setFocus()

    @property
    def _changeable(self) -> bool:
        return not self._running and not self._encoders.read_only

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Encoders"), "group"), 1)
        head.addWidget(self.add)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.addLayout(head)
        column.addWidget(self._hint)
        column.addWidget(self.fallback)
        column.addWidget(self.adding)
        column.addWidget(self.progress)
        column.addLayout(self._list)

    def _show(self, read: tuple[Sequence[BundleState], ImTextError | None]) -> None:
        states, trouble = read
        self.fallback.setText(messages.sentence(trouble.code, trouble.details) if trouble else "")
        self.fallback.setVisible(trouble is not None)
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()  # it is deleted with a later event, and would be painted until then
            row.deleteLater()
        self.rows = [self._row(state) for state in states if state.fingerprint not in self._leaving]
        for row in self.rows:
            self._list.addWidget(row)

    def _row(self, state: BundleState) -> EncoderRow:
        row = EncoderRow(state)
        row.allow_changes(self._changeable)
        row.use_requested.connect(lambda wanted: self.use_requested.emit(wanted.fingerprint))
        row.forget_requested.connect(self._forget)
        row.compare_requested.connect(self._compare)
        if state.fingerprint in self._figures and not state.active:
            row.show_comparison(self._figures[state.fingerprint])
        return row

    def _tell_added(self, bundle: Bundle) -> None:
        text = self.tr(
            "{encoder} is installed. “Compare” measures it beside the one in use on your confirmed questions; "
            "“Use this” lets it search this catalogue."
        )
        self.message.emit(text.format(encoder=f"{bundle.name} {bundle.version}"))

    def _compare(self, state: BundleState) -> None:
        """Measure an encoder beside the active one; what that encodes makes the switch instant."""
        self.message.emit(self.tr("Comparing the encoders…"))
        self.show_running(True)

        def show(comparison: EncoderComparison) -> None:
            self._figures[state.fingerprint] = comparison
            self.message.emit(self.tr("The encoders were compared."))

        def refuse(problem: ImTextError) -> None:
            self.message.emit("")
            self._tasks.report(problem)

        self.progress.start(lambda: self._comparison.compare(state.fingerprint), show, refuse)
        self.stop.setFocus()

    def _tell_stopped(self) -> None:
        self.stop.setEnabled(False)  # the step that it is at ends first
        self.message.emit(self.tr("The comparison was stopped; what was encoded is kept."))

    def _follow_adding(self) -> None:
        self.add.setEnabled(not self.adding.running)
        if not self.adding.running:
            if self.stop_adding.hasFocus():
                self.add.setFocus()  # it goes away, and the keyboard goes on from here
            self.refresh()

    def _follow_comparison(self) -> None:
        self.stop.setEnabled(self.progress.running)
        if not self.progress.running:
            self.show_running(False)
            self.refresh()

    def _forget(self, state: BundleState) -> None:
        """Hide the encoder at once; remove its vectors when nobody takes that back."""

        def forget() -> None:
            self._tasks.start(
                lambda: self._encoders.forget(state.fingerprint), ended=forgotten, lane=Lane.CHANGES
            )

        def forgotten() -> None:
            keep()
            self.changed.emit()

        def keep() -> None:
            self._leaving.discard(state.fingerprint)
            self.refresh()

        self._leaving.add(state.fingerprint)
        self.refresh()
        text = self.tr("The vectors of {encoder} were removed.").format(encoder=state.called)
        self._undo.offer(text, keep, forget)
