"""Words that leave the line are offered back: those that its cross wiped, and those that a photo puts aside."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from imtextgui.domain.query import Results
from imtextgui.ui.photo.photo_panel import PhotoPanel
from imtextgui.ui.search.query_bar import QueryBar
from imtextgui.ui.widgets.undo_bar import UndoBar


class WordsAside(QObject):
    """Keeps what was typed within reach. A photo is asked by itself, unless words were typed for it.

    Words belong to the photo where they were not answered yet when it was chosen, or are typed after it.
    """

    def __init__(
        self,
        bar: QueryBar,
        photo: PhotoPanel,
        undo: UndoBar,
        parent: QObject,
        *,
        answer: Callable[[], Results | None],
    ) -> None:
        super().__init__(parent)
        self._bar, self._undo, self._answer = bar, undo, answer
        self._former = ""
        """Words that were answered before a photo was chosen."""
        bar.wiped.connect(self._offer_wiped)
        photo.coming.connect(self._note)
        photo.came.connect(self._put_aside)

    def _offer_wiped(self, words: str) -> None:
        if words.strip():
            self._offer(self.tr("The words were cleared."), words)

    def _note(self) -> None:
        words, answer = self._bar.text, self._answer()
        self._former = words if answer is not None and answer.query.text == words else ""

    def _put_aside(self) -> None:
        words, self._former = self._former, ""
        if words and words == self._bar.text:
            self._bar.words.clear()
            self._offer(self.tr("The photo is searched with, without “{words}”.").format(words=words), words)

    def _offer(self, sentence: str, words: str) -> None:
        self._undo.offer(sentence, lambda: self._bar.words.setText(words))
