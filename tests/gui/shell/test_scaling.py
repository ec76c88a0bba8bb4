"""The window at the scalings that Windows offers: whole, in the pixels of the screen, no larger than half of one.

Qt takes the factor when it starts, so each has a process of its own, as ``QT_SCALE_FACTOR`` gives it to other systems.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from pytestqt.qtbot import QtBot

from imtextgui.ui.shell import i18n
from imtextgui.ui.shell.main_window import LOWEST_TO_TOUCH
from tests.gui.conftest import MakeWindow
from tests.gui.shell import test_sizes
from tests.gui.shell.test_every_page import filled

ROOT = Path(__file__).parents[3]
FACTORS = ("1.25", "1.5", "1.75", "2")
FACTOR = "IMTEXTGUI_TEST_SCALE"
HALF, LOWEST = 1920 // 2, 520
"""Pixels of half a screen, as windows are snapped to it, and of a window that is as low as it gets."""
ENLARGED = 1920 * 4 // 7
"""Pixels of the width of a screen at 175 %, on which a window can be no higher than ``LOWEST``."""


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


@pytest.mark.slow
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_it_can_be_snapped_to_half_a_screen_and_is_whole_on_an_enlarged_one(
    qtbot: QtBot, qapp: QApplication, make_window: MakeWindow, request: pytest.FixtureRequest, language: str
) -> None:
    installed = i18n.install(qapp, language)
    request.addfinalizer(lambda: i18n.install(qapp, "en"))
    request.addfinalizer(lambda: i18n.remove(qapp, installed))
    window = make_window(filled())
    window.resize(ENLARGED, LOWEST)
    for state in test_sizes.states(qtbot, window):
        qtbot.waitUntil(partial(test_sizes.assert_whole, window, (ENLARGED, LOWEST, state)))
        assert [
            test_sizes.told(part) for part in test_sizes.visible(window, QFrame) if is_pressed(part)
        ] == []
        least = window.minimumSizeHint().expandedTo(window.minimumSize())
        assert least.width() <= HALF, state


def is_pressed(part: QWidget) -> bool:
    """Whether a panel is lower than it has to be at the width that it has."""
    return part.objectName() == "panel" and part.height() < max(
        part.minimumHeight(), part.minimumSizeHint().height()
    )


def test_larger_controls_keep_a_higher_window(
    make_window: MakeWindow, in_size: Callable[[str], None]
) -> None:
    window = make_window(filled())
    assert window.minimumHeight() == LOWEST
    in_size("touch")
    assert window.minimumHeight() == LOWEST_TO_TOUCH
    in_size("normal")
    assert window.minimumHeight() == LOWEST
