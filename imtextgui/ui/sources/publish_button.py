"""A button that publishes the catalogue for other machines: the first time it asks where, later one click does it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal

from imtextgui.catalogue.protocols import Published, PublishingPart
from imtextgui.domain.progress import Progress
from imtextgui.ui.tasks.background_task import Urgency
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.controls import Button
from imtextgui.ui.widgets.file_dialog import FileDialog
from imtextgui.ui.widgets.formatting import Formatter


class PublishButton(Button):
    """Shows how far it is while it publishes."""

    message = Signal(str)

    def __init__(self, publishing: PublishingPart, tasks: TaskRunner) -> None:
        super().__init__("export", "")
        self._publishing = publishing
        self._tasks = TaskOwner(self, tasks, Lane.REPORTS)
        self._formatter = Formatter(self)
        self._target: Path | None = None
        self._is_busy = False
        self._is_allowed = False
        self.clicked.connect(self._begin)
        self._show_target(None)

    def refresh(self) -> None:
        """Read again where the catalogue was published last."""
        self._tasks.start(
            self._publishing.last_target,
            self._show_target,
            topic="target",
            urgency=Urgency.DECORATION,
            lane=Lane.SEARCHES,
        )

    def allow(self, allowed: bool) -> None:
        """Let it publish, or not: there is nothing to publish, or it is others who do."""
        self._is_allowed = allowed
        self.setEnabled(allowed and not self._is_busy)

    def choose_target(self) -> None:
        """Ask for a folder and publish there."""
        title = self.tr("Choose an empty folder, such as one of a share, that others open as their catalogue")
        FileDialog(self, title, self.publish).only_folders().open()

    def tell_still_published(self, everything: bool) -> None:
        """Say where what was just forgotten is still published, and how it goes from there."""

        def tell(targets: Sequence[Path]) -> None:
            text = self.tr(
                "It is still in the catalogue as it is published in {folders}. Publish it there again."
            )
            if everything:
                text = self.tr(
                    "It is still in the catalogue as it is published in {folders}. An empty one takes its place with: "
                    "imtextgui publish --to FOLDER --overwrite"
                )
            if targets:
                self.message.emit(text.format(folders=", ".join(map(str, targets))))

        self._tasks.start(self._publishing.targets, tell, lane=Lane.SEARCHES)

    def publish(self, target: Path) -> None:
        """Publish the catalogue in ``target``."""
        if self._is_busy:
            return
        self._is_busy = True
        self.setEnabled(False)

        def tell(published: Published) -> None:
            self._show_target(target)
            pages = self.tr("%Ln page(s)", "", published.pages)
            text = (
                self.tr("Published in {folder}: {pages}. Others have it within a minute.")
                if published.is_new
                else self.tr("Nothing has changed since it was published in {folder}: {pages}.")
            )
            self.message.emit(text.format(folder=target, pages=pages))

        self._tasks.start(
            lambda: self._publishing.publish(target), tell, progress=self._show_step, ended=self._end
        )

    def _begin(self) -> None:
        if self._target is None:
            self.choose_target()
        else:
            self.publish(self._target)

    def _show_step(self, step: Progress) -> None:
        self.setText(self._formatter.short(step))

    def _end(self) -> None:
        self._is_busy = False
        self.setEnabled(self._is_allowed)
        self._show_target(self._target)

    def _show_target(self, target: Path | None) -> None:
        self._target = target
        if self._is_busy:
            return
        if target is None:
            self.setText(self.tr("&Publish…"))
            tip = self.tr("Let others search this catalogue, from a folder of a share")
        else:
            self.setText(self.tr("&Publish"))
            tip = self.tr("Publish it again in {folder}").format(folder=target)
        self.setToolTip(tip)
        self.setAccessibleDescription(tip)
