"""The window at the scalings that Windows offers: whole, in the pixels of the screen, no larger than half of one.

Qt takes the factor when it starts, so each has a process of its own, as ``QT_SCALE_FACTOR`` gives it to other systems.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from tests.gui.conftest import PLACES, MakeWindow
from tests.gui.shell import test_sizes
from tests.gui.shell.test_every_page import filled

ROOT = Path(__file__).parents[3]
FACTORS = ("1.25", "1.5", "1.75", "2")
FACTOR = "IMTEXTGUI_TEST_SCALE"
HALF, LOWEST = 1920 // 2, 600
"""Pixels of half a screen, as windows are snapped to it, and of a window that is as low as it gets."""


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("factor", FACTORS)
def test_nothing_is_cut_and_pictures_are_sharp(factor: str) -> None:
    whole = f"{test_sizes.__file__}::{test_sizes.test_nothing_is_cut_and_everything_is_large_enough.__name__}"
    sharp = f"{__file__}::{test_pictures_have_the_pixels_of_the_screen.__name__}"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:cov"]
    environment = os.environ | {"QT_SCALE_FACTOR": factor, FACTOR: factor, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        [*command, f"{whole}[normal-ja]", f"{whole}[touch-en]", sharp],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout
    assert "3 passed" in ended.stdout


def test_pictures_have_the_pixels_of_the_screen(make_window: MakeWindow) -> None:
    """Factors are taken as they are: none is rounded, which would blur or enlarge."""
    factor = float(os.environ.get(FACTOR, "1"))
    window = make_window(filled())
    assert window.devicePixelRatioF() == factor
    window.resize(1024, 700)
    picture = window.grab()
    assert (picture.width(), picture.height()) == (round(1024 * factor), round(700 * factor))
    assert QGuiApplication.primaryScreen().devicePixelRatio() == factor


def test_it_can_be_snapped_to_half_a_screen(qtbot: object, make_window: MakeWindow) -> None:
    window = make_window(filled())
    for place in ("search", *PLACES):
        window.workspace.go(place)
        least = window.minimumSizeHint().expandedTo(window.minimumSize())
        assert least.width() <= HALF, place
        assert least.height() <= LOWEST, place
