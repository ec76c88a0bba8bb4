"""A window on a real catalogue: files are read by real workers, only the encoder is the light one."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.ui.shell.main_window import MainWindow
from tests.fakes import FakeEncoder
from tests.gui.conftest import PATIENCE_MS, Told

Open = Callable[[], MainWindow]


@pytest.fixture
def plant(tmp_path: Path) -> Path:
    """A folder with two notes, a photo, a sketch and an empty file."""
    folder = tmp_path / "工場 plant"
    folder.mkdir()
    (folder / "pump.txt").write_text("Replace the shaft seal GP-2040-B1 when the pump leaks.", "utf-8")
    (folder / "ポンプ.md").write_text("# 油圧ポンプ\n\n組立図のとおりにシールを交換する。", "utf-8")
    (folder / "empty.pdf").touch()
    photo = Image.effect_mandelbrot((640, 480), (-3, -2.5, 2, 2.5), 90).convert("RGB")
    photo.save(folder / "photo.jpg")
    sketch = Image.new("RGB", (800, 600), "white")
    ImageDraw.Draw(sketch).rectangle((80, 80, 700, 500), outline="black", width=4)
    sketch.save(folder / "sketch.png")
    return folder


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path, told: Told) -> Iterator[Open]:
    """Open a window on the catalogue of this test."""
    windows: list[MainWindow] = []

    def make() -> MainWindow:
        store = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
        folder, encoder = tmp_path / "catalogue", FakeEncoder()
        window = MainWindow(lambda: Catalogue.open(folder, encoder=encoder), told.desktop(), store)
        windows.append(window)
        window.notice.shown.connect(told.codes.append)
        with qtbot.waitSignal(window.ready, timeout=PATIENCE_MS):
            window.show()
        return window

    yield make
    for window in windows:
        window.close()
        window.deleteLater()
