"""Forgets folders, or everything, for good, when nobody takes that back in time."""

from collections.abc import Callable, Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from imtextgui.catalogue.protocols import PrivacyPart, SourcesPart
from imtextgui.domain.items import Source
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane
from imtextgui.ui.widgets.controls import Button
from imtextgui.ui.widgets.undo_bar import UndoBar


class ForgetMenu(Button):
    """A button with what can be forgotten of the whole catalogue; it forgets and removes single folders, too.

    Sources that are about to go are ``leaving``: they are not shown any more, and go when the offer to take it back
    is over.
    """

    leaving_changed = Signal()
    """Other sources are leaving than before."""
    forgotten = Signal()
    """Something has gone from the catalogue."""
    erased = Signal(bool)
    """It was forgotten for good; whether that was everything."""

    def __init__(
        self,
        folders: SourcesPart,
        privacy: PrivacyPart,
        tasks: TaskOwner,
        undo: UndoBar,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("more", name=self.tr("What to forget of this catalogue"), look="flat")
        self.setParent(parent)
        self._folders, self._privacy = folders, privacy
        self._tasks, self._undo = tasks, undo
        self.leaving: set[int] = set()
        menu = QMenu(self)
        self.removed = menu.addAction(self.tr("Forget what was added to files that are &gone"))
        self.removed.triggered.connect(self._forget_removed)
        self.everything = menu.addAction(self.tr("Forget &everything in this catalogue"))
        self.everything.triggered.connect(self._forget_everything)
        self.setMenu(menu)

    def remove(self, source: Source) -> None:
        """Hide the folder at once; take it out when nobody takes that back. What people added stays."""
        text = self.tr("“{folder}” was removed from the catalogue. Its files stay as they are.")
        self._offer(
            text.format(folder=source.path.name), [source.id], lambda: self._folders.remove(source.id)
        )

    def forget(self, source: Source) -> None:
        """Hide the folder at once; forget it for good when nobody takes that back."""
        text = self.tr(
            "“{folder}” is forgotten for good, with tags, judgements and job sheet entries. Its files stay as they are."
        )
        self._offer(
            text.format(folder=source.path.name),
            [source.id],
            lambda: self._privacy.forget_source(source.id),
            lambda: self.erased.emit(False),
        )

    def _forget_removed(self) -> None:
        text = self.tr("What was added to files that are gone is forgotten for good.")
        self._offer(text, [], self._privacy.forget_removed, lambda: self.erased.emit(False))

    def _forget_everything(self) -> None:
        """Hide all folders, as soon as it is known which there are."""

        def offer(sources: Collection[Source]) -> None:
            text = self.tr("Everything in this catalogue is forgotten for good. Your files stay as they are.")
            self._offer(
                text,
                [source.id for source in sources],
                self._privacy.forget_everything,
                lambda: self.erased.emit(True),
            )

        self._tasks.start(self._folders.all, offer)

    def _offer(
        self,
        text: str,
        source_ids: Collection[int],
        work: Callable[[], object],
        done: Callable[[], None] = lambda: None,
    ) -> None:
        def go() -> None:
            self._tasks.start(work, lambda _: done(), ended=gone, lane=Lane.CHANGES)

        def gone() -> None:
            # Also where it failed, which is told: what is still there is shown again.
            self.leaving.difference_update(source_ids)
            self.leaving_changed.emit()
            self.forgotten.emit()

        def keep() -> None:
            self.leaving.difference_update(source_ids)
            self.leaving_changed.emit()

        self.leaving.update(source_ids)
        self.leaving_changed.emit()
        self._undo.offer(text, keep, go)
