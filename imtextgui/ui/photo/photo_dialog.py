"""Asks for the file of a photo, with the pictures of those to choose from."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from imtextgui.domain.query import PHOTO_SUFFIXES, Photo
from imtextgui.errors import ImTextError
from imtextgui.ui.tasks.task_owner import TaskOwner
from imtextgui.ui.tasks.task_runner import Lane, TaskRunner
from imtextgui.ui.widgets.file_dialog import PREVIEW, FileDialog
from imtextgui.ui.widgets.pictures import OpenPhoto, to_qimage


def ask_for_photo(
    parent: QWidget,
    tasks: TaskRunner,
    open_photo: OpenPhoto,
    taken: Callable[[Path], object],
    *,
    title: str,
    kind: str,
) -> None:
    """Open the dialog; ``taken`` gets the file that was chosen. ``kind`` is what such files are called."""
    dialog = FileDialog(parent, title, taken)
    owner = TaskOwner(dialog, tasks, Lane.PICTURES)
    longest = 2 * max(PREVIEW.width(), PREVIEW.height())  # sharp on screens with twice the pixels, too

    def read(file: Path, show: Callable[[QImage], object]) -> None:
        show(QImage())
        owner.cancel("picture")
        if file.suffix.lower() not in PHOTO_SUFFIXES:
            return

        def leave_out(_: ImTextError) -> None:
            """It is told when it is chosen."""

        owner.start(
            lambda: to_qimage(open_photo(Photo(file), longest)), show, problem=leave_out, topic="picture"
        )

    dialog.setOption(FileDialog.Option.HideNameFilterDetails)  # a line of fifteen ends of names tells less
    patterns = " ".join(f"*{suffix}" for suffix in PHOTO_SUFFIXES)
    dialog.setNameFilter(f"{kind} ({patterns})")
    dialog.with_pictures(read).open()
