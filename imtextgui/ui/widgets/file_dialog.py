"""The dialog for files and folders: that of the desktop, or Qt's where the desktop brings none of its own."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QSplitter,
    QToolButton,
    QTreeView,
    QWidget,
)

from imtextgui.ui.style import icons, theme
from imtextgui.ui.widgets.controls import label
from imtextgui.ui.widgets.files import recent_folders
from imtextgui.ui.widgets.files.recent_folders import OPENED, SAVED

SIZE = (960, 600)
"""Of the dialog, in points."""
SIDE = 180
"""Width of the list of places, in points: names of folders can be read in it."""
TYPES = 2
"""Of the columns of Qt's list of files."""
_SIGNS = {
    "backButton": "previous",
    "forwardButton": "next",
    "toParentButton": "up",
    "newFolderButton": "folder-add",
}
"""Our icons on the buttons of Qt's dialog, by their names there."""
PREVIEW = QSize(240, 320)
"""Of the picture of a file, in points."""
ReadPicture: TypeAlias = Callable[[Path, Callable[[QImage], object]], object]
"""Begins to read the picture of a file and gives it to a function, or nothing where it has none."""


class FileDialog(QFileDialog):
    """Asks for one existing file or folder and goes on without blocking; opens where the last one was.

    Qt's own lists the recent folders at its side, and shows the picture of a file where that is wanted; those of the
    desktops do both in their way.
    """

    def __init__(self, parent: QWidget, title: str, chosen: Callable[[Path], object]) -> None:
        super().__init__(parent, title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFileMode(QFileDialog.FileMode.ExistingFile)
        self.resize(*SIZE)
        # Qt's own Japanese lacks these two.
        self.setLabelText(QFileDialog.DialogLabel.LookIn, self.tr("Look in:"))
        self.setLabelText(QFileDialog.DialogLabel.FileType, self.tr("Kind of files:"))
        self._chosen = chosen
        self._formats: dict[str, str] = {}
        self._begin_in(OPENED)
        self._arrange_columns()
        self._sign_buttons()
        self.fileSelected.connect(self._hand_on)

    def only_folders(self) -> "FileDialog":
        """Ask for a folder; returns the dialog itself."""
        self.setFileMode(QFileDialog.FileMode.Directory)
        self.setOption(QFileDialog.Option.ShowDirsOnly)
        self.setLabelText(QFileDialog.DialogLabel.FileName, self.tr("Folder:"))
        for part in (self.findChild(QLabel, "fileTypeLabel"), self.findChild(QComboBox, "fileTypeCombo")):
            if part is not None:
                part.hide()  # there is only one kind, which Qt calls "Directories"
        return self

    def only_files(self, suffix: str) -> "FileDialog":
        """Ask for files whose names end in ``suffix`` (".csv"); returns the dialog itself."""
        name = self.tr("{kind} files").format(kind=suffix[1:].upper())
        self.setNameFilter(f"{name} (*{suffix})")
        return self

    def to_save(self, name: str) -> "FileDialog":
        """Ask where to write a file, by default under ``name``; returns the dialog itself."""
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setFileMode(QFileDialog.FileMode.AnyFile)
        self.only_files(Path(name).suffix)
        self.setDefaultSuffix(Path(name).suffix[1:])
        self._begin_in(SAVED)
        self.selectFile(name)
        return self

    def with_formats(self, formats: Mapping[str, str]) -> "FileDialog":
        """Offer formats: the end of the name (".csv") and what it is called; returns the dialog itself."""
        self._formats = {f"{name} (*{suffix})": suffix for suffix, name in formats.items()}
        self.setNameFilters(list(self._formats))
        self.filterSelected.connect(self._follow_format)
        return self

    def with_pictures(self, read: ReadPicture) -> "FileDialog":
        """Show the picture of the file that has the cursor, as ``read`` gives it; returns the dialog itself.

        It has its place from the beginning, so that nothing moves when it comes.
        """
        self.picture = label(self.tr("Choose a file to see it here."), "muted", wrap=True)
        self.picture.setAccessibleName(self.tr("Picture of the file"))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setFixedWidth(PREVIEW.width())
        self.picture.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)
        around = self.layout()
        if isinstance(around, QGridLayout):  # a dialog of the desktop has none
            around.addWidget(self.picture, 1, around.columnCount())
            self.currentChanged.connect(lambda name: read(Path(name), self._show_picture))
        return self

    def _begin_in(self, done: str) -> None:
        self._done = done
        self.setDirectory(recent_folders.first(done))
        self.setSidebarUrls([QUrl("file:"), *map(QUrl.fromLocalFile, recent_folders.places(done))])
        if (parts := self.findChild(QSplitter, "splitter")) is not None:
            parts.setSizes([SIDE, SIZE[0] - SIDE])

    def _arrange_columns(self) -> None:
        """Room for names; the column of types is left out: names tell them, and Qt has no Japanese for "Folder"."""
        if (files := self.findChild(QTreeView, "treeView")) is None:  # a dialog of the desktop has none
            return
        files.setColumnHidden(TYPES, True)
        header = files.header()
        header.setResizeContentsPrecision(0)  # of what is seen: a folder may hold thousands
        header.setStretchLastSection(False)
        for column in range(header.count()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def _sign_buttons(self) -> None:
        """Our signs on Qt's small buttons: its own are black, on dark ground too."""
        colours = theme.current()
        for name, sign in _SIGNS.items():
            if (button := self.findChild(QToolButton, name)) is not None:
                button.setIcon(
                    icons.icon(sign, colours.text, colours.strong_border, button.iconSize().width())
                )

    def _show_picture(self, picture: QImage) -> None:
        if picture.isNull():
            self.picture.setText(self.tr("Choose a file to see it here."))
            return
        ratio = self.devicePixelRatioF()
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        drawn = QPixmap.fromImage(picture.scaled(PREVIEW * ratio, keep, smooth))
        drawn.setDevicePixelRatio(ratio)
        self.picture.setPixmap(drawn)

    def _follow_format(self, chosen: str) -> None:
        """Another format was chosen: the name ends as its files do."""
        suffix = self._formats[chosen]
        self.setDefaultSuffix(suffix[1:])
        for name in self.selectedFiles()[:1]:
            path = Path(name)
            known = sorted(self._formats.values(), key=len, reverse=True)
            end = next((one for one in known if path.name.lower().endswith(one)), "")
            if end:
                self.selectFile(f"{path.name[: -len(end)]}{suffix}")

    def _hand_on(self, name: str) -> None:
        recent_folders.note(self.directory().absolutePath(), self._done)
        self._chosen(Path(name))
