"""Ways through the real window, with keys and mouse of an X server, each language in its own process.

The platform of Qt is chosen once in a process, and the suite has another one.
"""

import ctypes
import itertools
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from imtextgui.ui.shell import i18n
from tests.journeys.encoder_ways import ENCODER_WAYS
from tests.journeys.teaching_ways import TEACHING_WAYS
from tests.journeys.ways import WAYS
from tests.journeys.window_ways import WINDOW_WAYS
from tests.journeys.x_server import SERVER, XLIB, XTEST

PATIENCE_S = 900
FEW = ("light,normal,1366x768", "dark,glove,1366x768")
SCREENS = {"normal": "1366x768", "touch": "1024x700", "glove": "1920x1080", "dense": "1366x768"}
ALL = [f"{theme},{size},{SCREENS[size]}" for theme, size in itertools.product(("light", "dark"), SCREENS)]


def is_missing(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return True
    return False


pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="X11 is Linux"),
    pytest.mark.skipif(shutil.which(SERVER) is None, reason="Xvfb is not installed"),
    pytest.mark.skipif(is_missing(XTEST) or is_missing(XLIB), reason="libXtst is not installed"),
    pytest.mark.slow,
]


def lead(language: str, scenes: list[str], ways: str = "fitter", count: int = len(WAYS)) -> None:
    command = [sys.executable, "-m", "tests.journeys", language, *scenes, "--ways", ways]
    done = subprocess.run(
        command,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(": there") == len(scenes) * count


@pytest.mark.parametrize(("ways", "count"), [("fitter", len(WAYS)), ("window", len(WINDOW_WAYS))])
@pytest.mark.parametrize(("language", "scene"), list(zip(i18n.LANGUAGES, FEW, strict=True)))
def test_every_way_leads_where_it_should(language: str, scene: str, ways: str, count: int) -> None:
    lead(language, [scene], ways, count)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize(
    ("ways", "count"), [("teaching", len(TEACHING_WAYS)), ("encoders", len(ENCODER_WAYS))]
)
def test_what_a_supervisor_was_promised_is_there(language: str, ways: str, count: int) -> None:
    lead(language, [FEW[0]], ways, count)


@pytest.mark.full
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_way_leads_where_it_should_in_all_sizes_and_themes(language: str) -> None:
    lead(language, ALL)
    lead(language, ALL, "window", len(WINDOW_WAYS))
