"""Pages with more on them than a low window holds: nothing is squeezed or covered, and Tab reaches all of it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from imtextgui.domain.measurement.drift import DriftAdvice, DriftCheck, DriftFinding, DriftKind
from imtextgui.ui.library.quality_page import QualityPage
from imtextgui.ui.library.tags_page import TagsPage
from imtextgui.ui.library.trial.trial_page import TrialPage
from imtextgui.ui.shell import i18n
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.widgets.controls import Button
from tests.gui.conftest import MakeWindow
from tests.gui.fake_catalogue import indexed
from tests.gui.widgets.test_accessibility import texts_cut

LOW = (1024, 700)
DRIFTED = DriftCheck(
    0.0,
    "fake",
    tuple(DriftKind),
    (
        DriftFinding(DriftKind.PAGE_WORDS, 0.1, 0.4, 1e-6, tuple(DriftAdvice), ("スプロケット", "idler")),
        DriftFinding(DriftKind.HIT_RATE, 0.9, 0.7, 0.01, (DriftAdvice.TEACH,), (), ("1", "2")),
    ),
)


@pytest.fixture
def active(qtbot: QtBot, make_window: MakeWindow) -> MainWindow:
    window = make_window(indexed())
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def on_page(qtbot: QtBot, window: MainWindow, name: str) -> None:
    window.workspace.go(name)
    qtbot.waitUntil(lambda: window.workspace.current_page == name and not window.tasks.is_answering)


@pytest.mark.parametrize("size", ["normal", "glove"])
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_low_window_cuts_nothing_of_quality_and_trial(
    qtbot: QtBot,
    qapp: QApplication,
    make_window: MakeWindow,
    in_size: Callable[[str], None],
    request: pytest.FixtureRequest,
    language: str,
    size: str,
) -> None:
    installed = i18n.install(qapp, language)
    request.addfinalizer(lambda: i18n.remove(qapp, installed))
    in_size(size)
    window = make_window(indexed())
    window.resize(*LOW)
    on_page(qtbot, window, "quality")
    (quality,) = window.findChildren(QualityPage)
    quality.drift.show_check(DRIFTED)
    qtbot.waitUntil(lambda: texts_cut(window) == [])
    on_page(qtbot, window, "trial")
    (trial,) = window.findChildren(TrialPage)
    qtbot.waitUntil(lambda: texts_cut(window) == [] and overlapping(trial.form) == [])
    trial.form.start.click()
    qtbot.waitUntil(lambda: trial.ask.isVisible() and texts_cut(window) == [])


def overlapping(form: QWidget) -> list[tuple[QWidget, QWidget]]:
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    fields = [
        part for part in form.findChildren(QWidget) if isinstance(part, QAbstractButton | QAbstractSpinBox)
    ]
    fields = [part for part in fields if part.isVisible()]
    return [
        (upper, lower)
        for place, lower in enumerate(fields)
        for upper in fields[:place]
        if upper.geometry().intersects(lower.geometry())
    ]


def walked(window: MainWindow, key: Qt.Key, steps: int, press: Callable[..., None]) -> list[QWidget]:
    reached: list[QWidget] = []
    for _ in range(steps):
        press(QApplication.focusWidget() or window, key)
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.append(focused)
    return reached


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_tab_goes_round_on_the_page_of_tags(qtbot: QtBot, active: MainWindow, key: Qt.Key) -> None:
    on_page(qtbot, active, "tags")
    (tags,) = active.findChildren(TagsPage)
    active.workspace.rail.buttons["help"].setFocus()
    reached = walked(active, key, 20, qtbot.keyClick)
    assert {tags.given, tags.suggested, tags.exchange.take} <= set(reached)


def test_tab_reaches_the_trial_beside_the_measurement(qtbot: QtBot, active: MainWindow) -> None:
    on_page(qtbot, active, "quality")
    (quality,) = active.findChildren(QualityPage)
    active.workspace.rail.buttons["help"].setFocus()
    assert quality.trial in walked(active, Qt.Key.Key_Tab, 2, qtbot.keyClick)


def test_a_chosen_tab_has_room_for_its_bold_name(qtbot: QtBot) -> None:
    tab, plain = Button("tag", "Suggestions", look="tab"), Button("tag", "Suggestions", look="flat")
    for button in (tab, plain):
        qtbot.addWidget(button)
    bold = tab.font()
    bold.setWeight(QFont.Weight.DemiBold)
    longer = QFontMetrics(bold).horizontalAdvance("Suggestions")
    longer -= tab.fontMetrics().horizontalAdvance("Suggestions")
    assert longer > 0
    assert tab.sizeHint().width() == QPushButton.sizeHint(tab).width() + longer
    assert plain.sizeHint() == QPushButton.sizeHint(plain), "only tabs turn bold"
