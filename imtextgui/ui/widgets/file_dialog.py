"""The dialog for folders and photo files, where the desktop brings none of its own."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

SIZE = (960, 600)
"""Of the dialog, in points."""


class FileDialog(QFileDialog):
    """Asks for one existing file or folder and goes on without blocking; opens where the last one was."""

    _last_folder = ""

    def __init__(self, parent: QWidget, title: str, chosen: Callable[[Path], object]) -> None:
        super().__init__(parent, title, FileDialog._last_folder or str(Path.home()))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFileMode(QFileDialog.FileMode.ExistingFile)
        self.resize(*SIZE)
        # Qt's own Japanese lacks these two.
        self.setLabelText(QFileDialog.DialogLabel.LookIn, self.tr("Look in:"))
        self.setLabelText(QFileDialog.DialogLabel.FileType, self.tr("Kind of files:"))
        self._chosen = chosen
        self._formats: dict[str, str] = {}
        self.fileSelected.connect(self._hand_on)

    def only_folders(self) -> "FileDialog":
        """Ask for a folder; returns the dialog itself."""
        self.setFileMode(QFileDialog.FileMode.Directory)
        self.setOption(QFileDialog.Option.ShowDirsOnly)
        return self

    def to_save(self, name: str) -> "FileDialog":
        """Ask where to write a file, by default under ``name``; returns the dialog itself."""
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setFileMode(QFileDialog.FileMode.AnyFile)
        self.setDefaultSuffix(Path(name).suffix[1:])
        self.selectFile(name)
        return self

    def with_formats(self, formats: Mapping[str, str]) -> "FileDialog":
        """Offer formats: the end of the name (".csv") and what it is called; returns the dialog itself."""
        self._formats = {f"{name} (*{suffix})": suffix for suffix, name in formats.items()}
        self.setNameFilters(list(self._formats))
        self.filterSelected.connect(self._follow_format)
        return self

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
        FileDialog._last_folder = self.directory().absolutePath()
        self._chosen(Path(name))
