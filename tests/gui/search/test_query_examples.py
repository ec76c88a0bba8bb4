"""What can be typed is shown before anything is: examples of this catalogue, asked by a click or a key."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from imtextgui.errors import CatalogueBusy
from imtextgui.ui.search.advice.query_examples import QueryExamples
from imtextgui.ui.shell import i18n
from tests.gui.conftest import MakeWindow
from tests.gui.fake_catalogue import FakeCatalogue, indexed
from tests.gui.search.test_search import names

LEFT = Qt.MouseButton.LeftButton
Wait = Callable[[], None]


@pytest.fixture
def core() -> FakeCatalogue:
    catalogue = indexed()
    catalogue.search.tried = ("GP-2040", "shaft seal")
    return catalogue


def test_an_example_is_asked_by_a_click(qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue) -> None:
    window = make_window(core)
    examples = window.search.panel.nothing.examples
    qtbot.waitUntil(lambda: [button.text() for button in examples.buttons] == ["GP-2040", "shaft seal"])
    qtbot.waitUntil(examples.isVisible)
    assert examples.buttons[1].accessibleName() == "Search for shaft seal"
    with qtbot.waitSignal(window.search.answered):
        qtbot.mouseClick(examples.buttons[1], LEFT)
    assert window.search.query_bar.words.text() == "shaft seal"
    assert names(window)[0] == "hydraulic-pump-GP-2040.pdf"
    assert not examples.isVisible()
    qtbot.waitUntil(lambda: not window.tasks.is_answering)


def test_by_a_key_and_in_japanese(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue, qapp: QApplication
) -> None:
    installed = i18n.install(qapp, "ja")
    try:
        window = make_window(core)
        examples = window.search.panel.nothing.examples
        qtbot.waitUntil(examples.isVisible)
        assert examples.buttons[0].accessibleName() == "GP-2040 を検索"
        examples.buttons[0].setFocus()
        with qtbot.waitSignal(window.search.answered):
            qtbot.keyClick(examples.buttons[0], Qt.Key.Key_Space)
        assert window.search.query_bar.words.text() == "GP-2040"
        qtbot.waitUntil(lambda: not window.tasks.is_answering)
    finally:
        i18n.remove(qapp, installed)
        i18n.install(qapp, "en")


def test_without_examples_nothing_is_said_of_them(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue
) -> None:
    core.script.fails["search.examples"] = CatalogueBusy(path="/catalogue")
    window = make_window(core)
    qtbot.waitUntil(lambda: not window.tasks.is_answering)
    assert not window.search.panel.nothing.examples.isVisible()


def test_other_examples_take_the_place_of_the_ones_before(qtbot: QtBot) -> None:
    examples = QueryExamples()
    qtbot.addWidget(examples)
    examples.show_examples(["GP-2040", "A & B"])
    before = examples.buttons
    examples.show_examples(["軸シール"])
    assert [button.text() for button in examples.buttons] == ["軸シール"]
    assert all(button.isHidden() for button in before)
    with qtbot.waitSignal(examples.chosen) as chosen:
        qtbot.mouseClick(examples.buttons[0], LEFT)
    assert chosen.args == ["軸シール"]


def test_a_long_example_is_shortened_leaves_the_text_above_whole_and_is_asked_whole(
    qtbot: QtBot,
    make_window: MakeWindow,
    core: FakeCatalogue,
    in_size: Callable[[str], None],
    settled: Wait,
) -> None:
    long = 'Consolidated parts list of the press machine:"north hall+hydraulic press with a long name"'
    core.search.tried = ("GP-2040", long)
    in_size("glove")
    window = make_window(core)
    window.resize(1024, 700)
    nothing = window.search.panel.nothing
    qtbot.waitUntil(lambda: len(nothing.examples.buttons) == 2)
    settled()
    area = nothing.parentWidget()
    assert area is not None
    button = nothing.examples.buttons[1]

    def assert_within() -> None:
        assert nothing.width() <= area.width()
        assert "…" in button.text()
        assert button.toolTip() == long
        assert button.accessibleName() == f"Search for {long}"
        assert button.mapTo(nothing, button.rect().topRight()).x() < nothing.width()
        assert button.width() >= button.sizeHint().width()

    for size in ("normal", "glove"):
        in_size(size)
        qtbot.waitUntil(assert_within)
    window.search.bar.filter.click()
    qtbot.waitUntil(assert_within)
    with qtbot.waitSignal(window.search.answered):
        qtbot.mouseClick(nothing.examples.buttons[1], LEFT)
    assert window.search.query_bar.words.text() == long
    settled()
