"""``python -m tests.journeys LANGUAGE SCENE...``: every way in windows of a language, each scene a theme, size, screen.

A scene is written as ``light,normal,1366x768``. Ends with status 1 and says which way did not lead where it should.
``--pictures FOLDER`` keeps a picture of each stop.
"""

import argparse
import os
import sys
import tempfile
import traceback
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QSettings

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config import paths, settings
from imtextgui.domain.progress import run
from imtextgui.ui.desktop import Desktop
from imtextgui.ui.settings.preferences import Preferences
from imtextgui.ui.shell import app as start
from imtextgui.ui.shell import i18n
from imtextgui.ui.shell.main_window import MainWindow
from tests.fakes import FakeEncoder
from tests.journeys.fitter import Fitter
from tests.journeys.ways import WAYS
from tests.journeys.x_server import Hands, screen

FOLDERS = ("Press line", "プレスライン")
"""Of the samples: manuals in two languages, drawings, photos, tables."""
LARGEST = (1920, 1080)


def main() -> int:
    """Go all ways in all scenes; gives the exit status."""
    options = argparse.ArgumentParser()
    options.add_argument("language", choices=i18n.LANGUAGES)
    options.add_argument("scenes", nargs="+")
    options.add_argument("--pictures", type=Path)
    options.add_argument("--only", default="")
    chosen = options.parse_args()
    if chosen.pictures:
        chosen.pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, screen(*LARGEST) as display:
        os.environ |= {
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "IMTEXTGUI_DATA": name,
            "IMTEXTGUI_LANGUAGE": chosen.language,
        }
        return _go(Path(name), chosen)


def _go(folder: Path, chosen: argparse.Namespace) -> int:
    app = start.application()
    i18n.install(app, chosen.language)
    with Image.open(next((paths.resources() / "samples" / FOLDERS[0]).rglob("*.jpg"))) as sample:
        sample.save(folder / "photo.png")
    failed = 0
    for scene in chosen.scenes:
        theme, size, room = scene.split(",")
        width, height = map(int, room.split("x"))
        settings.write(settings.Settings(theme=theme, size=size, second_pass=False, ocr="off"))
        preferences = Preferences(app)
        preferences.apply()  # before the window is made, as the program does
        catalogue = _catalogue(folder / scene)
        store = QSettings(str(folder / f"{scene}.ini"), QSettings.Format.IniFormat)
        window = MainWindow(lambda catalogue=catalogue: catalogue, Desktop(), store, None, preferences)  # type: ignore[misc]
        window.setGeometry(0, 0, width, height)
        window.show()
        window.activateWindow()
        hands = Hands()
        fitter = Fitter(window, hands, chosen.pictures, f"{chosen.language}-{scene}")
        fitter.until(lambda window=window: window.is_ready and window.isActiveWindow(), "the window")  # type: ignore[misc]
        fitter.settled()
        window.setGeometry(0, 0, width, height)
        failed += _go_ways(fitter, folder, chosen.only, scene)
        hands.close()
        window.close()
        fitter.until(lambda window=window: bool(window.stopped), "everything stopped")  # type: ignore[misc]
        window.deleteLater()
    return 1 if failed else 0


def _go_ways(fitter: Fitter, folder: Path, only: str, scene: str) -> int:
    failed = 0
    for name, way in WAYS.items():
        if only not in (name, ""):
            continue
        try:
            with fitter.journey(name):
                way(fitter, folder)
            print(f"{scene} {name}: there", flush=True)
        except Exception:
            traceback.print_exc()
            print(f"{scene} {name}: NOT there", flush=True)
            failed += 1
    return failed


def _catalogue(folder: Path) -> Catalogue:
    catalogue = Catalogue.open(folder, encoder=FakeEncoder())
    for name in FOLDERS:
        catalogue.sources.add(paths.resources() / "samples" / name)
    run(catalogue.sources.index())
    return catalogue


if __name__ == "__main__":
    sys.exit(main())
