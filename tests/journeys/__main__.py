"""``python -m tests.journeys LANGUAGE SCENE...``: every way in windows of a language, each scene a theme, size, screen.

A scene is written as ``light,normal,1366x768``. ``--ways`` names whose ways they are (``WAYS_OF``). Ends with status 1
and says which way did not lead where it should. ``--pictures FOLDER`` keeps a picture of each stop.
"""

import argparse
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from PySide6.QtCore import QSettings, QSize
from PySide6.QtWidgets import QApplication

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config import paths, settings
from imtextgui.domain.progress import run
from imtextgui.ui.desktop import Desktop
from imtextgui.ui.settings.preferences import Preferences
from imtextgui.ui.shell import app as start
from imtextgui.ui.shell import i18n
from imtextgui.ui.shell.main_window import MainWindow
from tests.fakes import FakeEncoder
from tests.journeys import bench_folder, site
from tests.journeys.encoder_ways import ENCODER_WAYS
from tests.journeys.fitter import Fitter
from tests.journeys.teaching_ways import TEACHING_WAYS
from tests.journeys.ways import WAYS, Way
from tests.journeys.window_ways import WINDOW_WAYS
from tests.journeys.x_server import Hands, screen

FOLDERS = ("Press line", "プレスライン")
"""Of the samples: manuals in two languages, drawings, photos, tables."""
LARGEST = (1920, 1080)


def main() -> int:
    """Go all ways in all scenes; gives the exit status."""
    options = argparse.ArgumentParser()
    options.add_argument("language", choices=i18n.LANGUAGES)
    options.add_argument("scenes", nargs="+")
    options.add_argument("--ways", choices=WAYS_OF, default="fitter")
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
    ways, failed = WAYS_OF[chosen.ways], 0
    for scene in chosen.scenes:
        theme, size, room = scene.split(",")
        width, height = map(int, room.split("x"))
        settings.write(settings.Settings(theme=theme, size=size, second_pass=False, ocr="off"))
        place = folder / scene.replace(",", " ")  # a comma would end a path in a table
        place.mkdir()
        with Image.open(next((paths.resources() / "samples" / FOLDERS[0]).rglob("*.jpg"))) as sample:
            sample.save(place / "photo.png")
        ways.prepare(place)
        store = QSettings(str(place / "window.ini"), QSettings.Format.IniFormat)

        hands = Hands()
        make = partial(_window, app, partial(ways.open, place), store, QSize(width, height))
        fitter = Fitter(make, hands, chosen.pictures, f"{chosen.language}-{scene}")
        fitter.is_strict = chosen.ways == "window"
        failed += _go_ways(fitter, place, ways.all, chosen.only, scene)
        fitter.close()
        hands.close()
    return 1 if failed else 0


def _window(app: QApplication, opening: Callable[[], Catalogue], store: QSettings, size: QSize) -> MainWindow:
    preferences = Preferences(app)
    preferences.apply()  # before the window is made, as the program does
    window = MainWindow(opening, Desktop(), store, None, preferences)
    window.setGeometry(0, 0, size.width(), size.height())
    return window


def _go_ways(fitter: Fitter, folder: Path, ways: Mapping[str, Way], only: str, scene: str) -> int:
    failed = 0
    for name, way in ways.items():
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


def _prepare_samples(folder: Path, *others: Path) -> None:
    with Catalogue.open(folder / "catalogue", encoder=FakeEncoder()) as catalogue:
        for source in (*(paths.resources() / "samples" / name for name in FOLDERS), *others):
            catalogue.sources.add(source)
        run(catalogue.sources.index())


def _prepare_bench(folder: Path) -> None:
    bench_folder.make(folder / bench_folder.NAME)
    _prepare_samples(folder, folder / bench_folder.NAME)


def _open_samples(folder: Path) -> Catalogue:
    return Catalogue.open(folder / "catalogue", encoder=FakeEncoder())


class WaysOf(NamedTuple):
    """Whose ways, over which catalogue: made once for a scene, opened by each window."""

    all: Mapping[str, Way]
    prepare: Callable[[Path], None]
    open: Callable[[Path], Catalogue]


WAYS_OF = {
    "fitter": WaysOf(WAYS, _prepare_samples, _open_samples),
    "window": WaysOf(WINDOW_WAYS, _prepare_bench, _open_samples),
    "teaching": WaysOf(TEACHING_WAYS, site.prepare_light, site.open_light),
    "encoders": WaysOf(ENCODER_WAYS, site.prepare_installed, site.open_installed),
}


if __name__ == "__main__":
    sys.exit(main())
