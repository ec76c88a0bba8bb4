"""Every page of the window: named, reachable, uncut also where words are two fifths longer; nothing stays at close."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer, QTranslator
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from imtextgui.domain.dictionary import Entry
from imtextgui.domain.query import Query
from imtextgui.ui.help.help_page import HelpPage
from imtextgui.ui.shell import i18n
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.style import colour_schemes, control_sizes, theme
from imtextgui.ui.tasks.task_runner import Lane
from imtextgui.ui.viewer.canvas.page_canvas import PageCanvas
from tests.gui.conftest import PLACES, MakeWindow
from tests.gui.fake_catalogue import FakeCatalogue, indexed
from tests.gui.widgets.test_accessibility import controls, texts_cut

LONGER = 1.4
SAID = QAccessible.Text.Description


class PseudoTranslator(QTranslator):
    """Makes every text two fifths longer, marks its ends, and keeps mnemonics and placeholders."""

    def isEmpty(self) -> bool:  # noqa: N802
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        text = source.replace("%n", str(n)) if n >= 0 else source
        return "[" + text + "~" * max(round((LONGER - 1) * len(source)) - 2, 0) + "]"


@pytest.fixture
def in_pseudo(qapp: QApplication) -> Iterator[None]:
    translator = PseudoTranslator(qapp)
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def filled() -> FakeCatalogue:
    """A catalogue with something on every page."""
    core = indexed()
    core.history.add(Query("pump"))
    core.tags.add([1, 2], "line 3")
    core.jobsheets.add_pages([102, 301, 501], "Shaft seal")
    core.dictionary.terms = [Entry(("old lady",), ("ばあちゃん",))]
    return core


def walk(qtbot: QtBot, window: MainWindow) -> Iterator[str]:
    for place in PLACES:
        window.workspace.go(place)
        qtbot.waitUntil(lambda: not window.tasks.is_busy(Lane.SEARCHES))
        yield place


def test_every_control_of_every_page_has_name_and_role_and_is_reached(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    window = make_window(filled())
    for place in walk(qtbot, window):
        assert_spoken_and_reached(window, place)


def assert_spoken_and_reached(window: MainWindow, place: str) -> None:
    chain: set[QWidget] = set()
    widget: QWidget | None = window
    while widget is not None and widget not in chain:
        chain.add(widget)
        widget = widget.nextInFocusChain()
    for control in controls(window):
        if not control.isVisible():
            continue
        spoken = QAccessible.queryAccessibleInterface(control)
        assert spoken.text(QAccessible.Text.Name).strip(), (place, control)
        assert spoken.role() not in {QAccessible.Role.NoRole, QAccessible.Role.Client}, control
        if isinstance(control, PageCanvas):
            assert spoken.role() is QAccessible.Role.Graphic
            assert spoken.text(SAID)
        if control.isEnabled() and not isinstance(control, QProgressBar):
            assert control in chain, (place, control)
            assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, (place, control)


@pytest.mark.parametrize("language", ["pseudo", "ja"])
def test_no_page_cuts_its_texts(
    qtbot: QtBot, make_window: MakeWindow, language: str, request: pytest.FixtureRequest, qapp: QApplication
) -> None:
    if language == "pseudo":
        request.getfixturevalue("in_pseudo")
        window = make_window(filled())
    else:
        installed = i18n.install(qapp, "ja")
        request.addfinalizer(lambda: i18n.install(qapp, "en"))
        request.addfinalizer(lambda: i18n.remove(qapp, installed))
        window = make_window(filled())
    window.resize(1366, 768)
    assert ("[" in window.workspace.rail.buttons["search"].text()) is (language == "pseudo")
    for place in walk(qtbot, window):
        assert_nothing_is_cut(qtbot, window, place)
    assert_rail_is_whole(window)
    theme.apply(qapp, colour_schemes.LIGHT, control_sizes.GLOVE)
    request.addfinalizer(lambda: theme.apply(qapp, colour_schemes.LIGHT, control_sizes.NORMAL))
    qapp.processEvents()
    qtbot.waitUntil(lambda: assert_rail_is_whole(window))
    assert (window.width(), window.height()) == (1366, 768)


@pytest.mark.parametrize("states", ["welcome", "search"])
def test_nothing_of_the_search_is_cut_where_words_are_longer(
    qtbot: QtBot, make_window: MakeWindow, in_pseudo: None, states: str
) -> None:
    window = make_window(FakeCatalogue() if states == "welcome" else filled())
    window.resize(1366, 768)
    assert window.workspace.current_page == states
    assert_nothing_is_cut(qtbot, window, states)
    for state in searching(qtbot, window) if states == "search" else ():
        assert_nothing_is_cut(qtbot, window, state)


def assert_nothing_is_cut(qtbot: QtBot, window: MainWindow, state: str) -> None:
    """A longer text makes the layouts around it wider one by one, each with an event of its own."""

    def check() -> None:
        assert texts_cut(window) == [], state

    qtbot.waitUntil(check)


def test_every_control_of_the_search_has_name_and_role_and_is_reached(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    window = make_window(filled())
    for state in searching(qtbot, window):
        assert_spoken_and_reached(window, state)


def searching(qtbot: QtBot, window: MainWindow) -> Iterator[str]:
    """The search brought into its states: results, filters, a page at full size, two pages compared."""
    search = window.search
    window.workspace.go("search")
    search.query_bar.words.setText("GP-2040")
    with qtbot.waitSignal(search.answered):
        search.search()
    qtbot.waitUntil(lambda: not window.tasks.is_answering)
    yield "results"
    search.bar.filter.click()
    yield "filters"
    search.read(True)
    yield "reading"
    search.read(False)
    search.results.selectAll()
    search.comparison.compare_selected()
    qtbot.waitUntil(lambda: search.compare.overlay.has_picture)
    yield "comparing"


def assert_rail_is_whole(window: MainWindow) -> None:
    for button in window.workspace.rail.buttons.values():
        assert button.fontMetrics().horizontalAdvance(button.text()) <= button.width() - 8, button.text()
    assert window.workspace.rail.minimumSizeHint().height() <= window.workspace.rail.height()


def test_every_topic_of_the_help_is_shown(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window(indexed())
    window.workspace.go("help")
    page = window.findChildren(HelpPage)[0]
    for name in page.topics:
        page.show_topic(name)
        assert len(page.browser.toPlainText()) > 100, name


def test_nothing_goes_on_in_a_closed_window(qtbot: QtBot, make_window: MakeWindow) -> None:
    before = set(threading.enumerate())
    window = make_window(filled())
    for _ in walk(qtbot, window):
        pass
    timers = window.findChildren(QTimer)
    assert any(timer.isActive() for timer in timers)
    window.close()
    assert not any(timer.isActive() for timer in timers)
    assert window.stopped == [True]
    dummy = threading._DummyThread  # noqa: SLF001 - nothing public tells Qt's pooled threads apart
    assert {thread for thread in threading.enumerate() if not isinstance(thread, dummy)} <= before
    shown = [
        widget for widget in QApplication.topLevelWidgets() if widget.isVisible() and widget is not window
    ]
    assert shown == []


@pytest.mark.parametrize("place", ["search", "sources"])
def test_closing_during_a_run_does_not_wait_for_its_end(
    qtbot: QtBot, make_window: MakeWindow, place: str
) -> None:
    core = indexed(step_seconds=0.02, files_to_index=10_000)
    window = make_window(core)
    window.workspace.go(place)
    window.sources.runs.index()
    qtbot.waitUntil(lambda: core.sources.steps > 2)
    window.close()
    assert core.sources.steps < 10_000
    assert window.stopped == [True]
    assert (core.script.jobs_closed, core.closed) == (1, True)
