"""Every page in the sizes for mouse, fingers and gloves, both languages and three windows: whole and large enough."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QSpinBox,
    QStyle,
    QStyleOptionButton,
    QStyleOptionSpinBox,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from imtextgui.domain.query import Band, Chip, ChipKind, Facet, Query
from imtextgui.ui.shell import i18n
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.style import control_sizes
from imtextgui.ui.widgets.controls import Button
from imtextgui.ui.widgets.overflow_bar import OverflowBar
from tests.gui.conftest import PLACES, MakeWindow
from tests.gui.fake_catalogue import FakeCatalogue
from tests.gui.shell.test_every_page import filled
from tests.gui.widgets.test_accessibility import texts_cut

WINDOWS = ((1024, 700), (1366, 768), (1920, 1080))
CODE = Chip(ChipKind.CODE, "GP-2040", "code:gp2040")
SLACK = 1
"""Pixels that rounding may cost."""


@pytest.fixture
def core() -> FakeCatalogue:
    core = filled()
    core.search.facets = (
        Facet("folder", (("Conveyor line", 12_345), ("プレスライン", 41))),
        Facet("type", (("manual", 12_345), ("drawing", 7), ("photo", 120))),
    )
    return core


@pytest.mark.slow
@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("size", sorted(control_sizes.BY_NAME))
def test_nothing_is_cut_and_everything_is_large_enough(
    qtbot: QtBot,
    qapp: QApplication,
    make_window: MakeWindow,
    core: FakeCatalogue,
    in_size: Callable[[str], None],
    request: pytest.FixtureRequest,
    size: str,
    language: str,
) -> None:
    installed = i18n.install(qapp, language)
    request.addfinalizer(lambda: i18n.install(qapp, "en"))
    request.addfinalizer(lambda: i18n.remove(qapp, installed))
    window = make_window(core)
    in_size(size)
    for width, height in WINDOWS:
        window.resize(width, height)
        for state in states(qtbot, window):
            qtbot.waitUntil(partial(assert_whole, window, (width, height, state)))


def states(qtbot: QtBot, window: MainWindow) -> Iterator[str]:
    """The search with results, with filters, with the card for photos and with a photo, and all other pages."""
    search = window.search
    window.workspace.go("search")
    search.query_bar.words.setText("GP-2040")
    with qtbot.waitSignal(search.answered):
        search.search()
    qtbot.waitUntil(lambda: not window.tasks.is_answering)
    yield "results"
    sure = search.answer
    assert sure is not None
    search.show_answer(replace(sure, query=Query("xyzzy plugh"), band=Band.NONE, chips=(*sure.chips, CODE)))
    yield "no good match"
    search.show_answer(sure)
    search.bar.filter.click()
    yield "filters"
    search.bar.filter.click()
    search.query_bar.photo.click()
    yield "photo card"
    search.query_bar.photo.click()
    photo = QImage(200, 150, QImage.Format.Format_RGB32)
    photo.fill(0x808080)
    with qtbot.waitSignal(search.answered):
        search.photo.take_image(photo, "photo")
    qtbot.waitUntil(lambda: not window.tasks.is_answering)
    yield "photo"
    search.photo.clear()
    for place in PLACES:
        window.workspace.go(place)
        qtbot.waitUntil(lambda: not window.tasks.is_answering)
        yield place


def assert_whole(window: MainWindow, at: tuple[int, int, str]) -> None:
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    width, height, _ = at
    assert (window.width(), window.height()) == (width, height), at
    assert texts_cut(window) == [], at
    assert [told(part) for part in visible(window, QAbstractButton) if is_squeezed(part)] == [], at
    assert [told(part) for part in visible(window, QAbstractButton) if is_hidden_partly(part)] == [], at
    for bar in visible(window, OverflowBar):
        assert overlapping(bar) == [], at
    assert [told(part) for part in visible(window, QWidget) if is_too_small(part)] == [], at


def visible(window: MainWindow, kind: type[QWidget]) -> list[QWidget]:
    return [part for part in window.findChildren(kind) if part.isVisible()]


def told(part: QWidget) -> tuple[str, str, QRect]:
    text = part.text() if isinstance(part, QAbstractButton) else ""
    return type(part).__name__, text or part.accessibleName(), part.geometry()


def is_squeezed(button: QWidget) -> bool:
    """Whether a button has less room than its icon and text need."""
    if isinstance(button, QToolButton) or not isinstance(button, QAbstractButton):
        return False
    return button.width() < button.sizeHint().width() - SLACK


def is_hidden_partly(button: QWidget) -> bool:
    """Whether something around a button cuts it; what can be scrolled shows whole lines of buttons at least."""
    place, around = button.rect(), button
    while (parent := around.parentWidget()) is not None and not around.isWindow():
        place.translate(around.pos())
        around = parent
        if isinstance(around.parentWidget(), QAbstractScrollArea):
            return around.height() + SLACK < button.height()
        if not around.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(place):
            return True
    return False


def overlapping(bar: QWidget) -> list[tuple[object, object]]:
    parts = [child for child in bar.children() if isinstance(child, QWidget) and child.isVisible()]
    return [
        (told(one), told(other))
        for place, one in enumerate(parts)
        for other in parts[:place]
        if one.geometry().intersects(other.geometry())
    ]


def is_too_small(part: QWidget) -> bool:
    """Whether something that is pressed is lower than its size asks, or its arrow or box is."""
    sizes = control_sizes.current()
    if isinstance(part, QCheckBox):
        option = QStyleOptionButton()
        part.initStyleOption(option)
        box = part.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, part)
        return part.height() < sizes.row or box.height() < sizes.icon
    if isinstance(part, QSpinBox):
        spin = QStyleOptionSpinBox()
        part.initStyleOption(spin)
        arrow = part.style().subControlRect(
            QStyle.ComplexControl.CC_SpinBox, spin, QStyle.SubControl.SC_SpinBoxUp, part
        )
        return part.height() < sizes.control or arrow.width() < sizes.control
    if isinstance(part, QComboBox):
        view = part.view()
        return part.height() < sizes.control or view.sizeHintForRow(0) < sizes.row
    is_line = isinstance(part, QLineEdit) and not isinstance(part.parent(), QSpinBox)
    is_button = isinstance(part, Button) and not part.icon().isNull()
    return (is_line or is_button) and part.height() < sizes.control
