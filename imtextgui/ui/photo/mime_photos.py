"""Photos among what is dropped or pasted."""

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from imtextgui.domain.query import PHOTO_SUFFIXES
from imtextgui.ui.photo.query_photos import MOST_PHOTOS


def clipboard_data() -> QMimeData:
    """What the clipboard holds; the stubs hide that Qt gives None for an empty one."""
    data: QMimeData | None = QGuiApplication.clipboard().mimeData()
    return QMimeData() if data is None else data


def photo_paths(data: QMimeData) -> list[Path]:
    """The files in ``data`` that are named like photos, no more than can be searched with at once."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in PHOTO_SUFFIXES][:MOST_PHOTOS]
