"""``python -m tests.screens``: every page in both languages and themes, and for fingers, gloves and a large screen.

With ``--help-pictures`` the pictures of the help are drawn anew instead.
"""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")

from imtextgui.config import paths
from imtextgui.ui.shell import i18n
from tests.screens.stage import PAGES, WINDOW, Stage

OUT = Path("screenshots")
CATALOGUE = Path(".cache/screens-catalogue")
ILLUSTRATED = {"start": "start", "results": "words", "photo": "photo", "folders": "running"}
"""Pictures of the help, and the pages that they show."""
LARGE_WINDOW = (2560, 1440)
HELP_WINDOW, HELP_WIDTH = (1200, 740), 800


def main() -> int:
    """Draw what was asked for; gives the exit status."""
    options = argparse.ArgumentParser()
    options.add_argument("--help-pictures", action="store_true")
    options.add_argument("--only", default="")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as data:
        os.environ["IMTEXTGUI_DATA"] = data
        shutil.rmtree(CATALOGUE, ignore_errors=True)  # so that every run draws the same
        stage = Stage(CATALOGUE)
        stage.fill()
        try:
            if chosen.help_pictures:
                _illustrate(stage)
            else:
                _draw_all(stage, chosen.only)
        finally:
            stage.close()
    return 0


def _draw_all(stage: Stage, only: str) -> None:
    OUT.mkdir(exist_ok=True)
    sets = [(language, theme, "normal") for language in i18n.LANGUAGES for theme in ("light", "dark")]
    for language, theme, size in (*sets, ("en", "light", "touch"), ("ja", "dark", "glove")):
        name = f"{language}-{theme}" + ("" if size == "normal" else f"-{size}")
        _draw_set(stage, only, language, theme, size, WINDOW, name)
    _draw_set(stage, only, "en", "dark", "normal", LARGE_WINDOW, "en-dark-large")


def _draw_set(
    stage: Stage, only: str, language: str, theme: str, size: str, window: tuple[int, int], name: str
) -> None:
    for page in PAGES:
        if only in (page, ""):
            file = OUT / f"{page}-{name}.png"
            stage.draw(page, language, theme=theme, size=size, window=window).save(str(file))
            print(file)


def _illustrate(stage: Stage) -> None:
    from PIL import Image

    for language in i18n.LANGUAGES:
        folder = paths.resources() / "help" / language / "pictures"
        folder.mkdir(exist_ok=True)
        for name, page in ILLUSTRATED.items():
            drawn = folder / f"{name}.png"
            stage.draw(page, language, window=HELP_WINDOW).save(str(drawn))
            with Image.open(drawn) as picture:
                height = round(picture.height * HELP_WIDTH / picture.width)
                small = picture.convert("RGB").resize((HELP_WIDTH, height), Image.Resampling.LANCZOS)
            drawn.unlink()
            small.save(folder / f"{name}.webp", quality=80, method=6)
            print(folder / f"{name}.webp")


if __name__ == "__main__":
    sys.exit(main())
