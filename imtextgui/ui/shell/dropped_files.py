"""Takes what is dropped on the window or pasted into it: folders to index, photos to search with."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from imtextgui.config import paths
from imtextgui.ui.photo.mime_photos import clipboard_data, photo_paths
from imtextgui.ui.search.search_page import SearchPage
from imtextgui.ui.sources.sources_page import SourcesPage


class DropHandler(QObject):
    """Watches the window for drops, and the words for pasting. ``show_search`` brings the search to the front."""

    def __init__(
        self,
        window: QWidget,
        sources: SourcesPage,
        search: SearchPage,
        show_search: Callable[[], None],
        open_catalogue: Callable[[Path], None],
    ) -> None:
        super().__init__(window)
        self._window, self._sources, self._search = window, sources, search
        self._show_search, self._open_catalogue = show_search, open_catalogue
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        search.query_bar.words.setAcceptDrops(False)  # a dropped file is no text
        search.query_bar.words.installEventFilter(self)

    def paste(self) -> None:
        """Search with the photo on the clipboard, or with its text."""
        self._show_search()
        if not self._search.photo.paste():
            self._search.query_bar.words.paste()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Take drops on the window and keys in the words."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return watched is self._search.query_bar.words and self._take_key(event)
        if watched is not self._window:
            return False
        if isinstance(event, QDragEnterEvent):
            self._welcome(event)
        elif isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self._take(event)
        elif event.type() == QEvent.Type.DragLeave:
            self._end()
        else:
            return False
        return True

    def _take_key(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Paste):
            data = clipboard_data()
            if photo_paths(data) or (data.hasImage() and not data.hasText()):
                return self._search.photo.take(data)
        return False

    def _welcome(self, event: QDragEnterEvent) -> None:
        folder = self._folder(event)
        # A result brings the picture of its page along: let go of by mistake, it must not become the query.
        foreign = event.source() is None
        photo = bool(photo_paths(event.mimeData())) or (foreign and event.mimeData().hasImage())
        self._sources.show_dropping(folder is not None)
        self._search.photo.show_dropping(folder is None and photo)
        event.setAccepted(folder is not None or photo)

    def _take(self, event: QDropEvent) -> None:
        self._end()
        folder = self._folder(event)
        if folder is not None and paths.opens_as_catalogue(folder):
            self._open_catalogue(folder)
            event.acceptProposedAction()
        elif folder is not None:
            self._sources.add_folder(folder)
            event.acceptProposedAction()
        elif self._search.photo.take(event.mimeData()):
            self._show_search()
            event.acceptProposedAction()

    def _end(self) -> None:
        self._sources.show_dropping(False)
        self._search.photo.show_dropping(False)

    def _folder(self, event: QDropEvent) -> Path | None:
        dropped = (Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        folder = next((path for path in dropped if path.is_dir()), None)
        if folder is None or paths.opens_as_catalogue(folder) or self._sources.add.isEnabled():
            return folder
        return None
