"""The dialog that asks for a file."""

from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from imtextgui.ui.widgets.file_dialog import FileDialog

FORMATS = {".csv": "Table", ".html": "Web page"}


def test_the_name_follows_the_format_and_a_foreign_end_stays(qtbot: QtBot, tmp_path: Path) -> None:
    chosen: list[Path] = []
    window = QWidget()
    qtbot.addWidget(window)
    dialog = FileDialog(window, "Save", chosen.append).to_save("list.csv").with_formats(FORMATS)
    dialog.setDirectory(str(tmp_path))
    dialog.selectNameFilter("Web page (*.html)")
    dialog.filterSelected.emit("Web page (*.html)")
    assert Path(dialog.selectedFiles()[0]).name == "list.html"
    dialog.selectFile("list.old")
    dialog.filterSelected.emit("Table (*.csv)")
    assert Path(dialog.selectedFiles()[0]).name.startswith("list.old")
    assert dialog.defaultSuffix() == "csv"
