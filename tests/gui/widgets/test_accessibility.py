"""Every control has a name, can be reached, touched and read, in both languages and both themes."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QGraphicsView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QScrollBar,
    QSlider,
    QSpinBox,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from imtextgui.config import settings
from imtextgui.domain.query import Band, Facet
from imtextgui.ui.library.dictionary_page import DictionaryPage
from imtextgui.ui.photo.photo_canvas import PhotoCanvas
from imtextgui.ui.shell import i18n
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.shell.messages import BugDialog
from imtextgui.ui.sources.exclude_dialog import ExcludeDialog
from imtextgui.ui.sources.left_out_dialog import LeftOutDialog
from imtextgui.ui.style import colour_schemes, control_sizes, theme
from imtextgui.ui.tasks.task_runner import Lane
from imtextgui.ui.widgets.controls import Button, ElidedLabel
from tests.gui.conftest import PLACES, MakeWindow
from tests.gui.fake_catalogue import FakeCatalogue, draw_page, indexed

CONTROLS = (
    QAbstractButton,
    QLineEdit,
    QAbstractSlider,
    QAbstractItemView,
    QPlainTextEdit,
    QProgressBar,
    QGraphicsView,
    PhotoCanvas,
)
FINGER = 40
"""Pixels that the smaller side of a target needs for a finger."""

SCREENS = ("search", "photo", "weak", "problems", "running", "undo", "notice")


def parts_of_qt(widget: QWidget) -> bool:
    """Scroll bars, headers and the buttons inside line edits are Qt's own."""
    return (
        isinstance(widget, QScrollBar)
        or widget.objectName().startswith("qt_")
        or "Header" in type(widget).__name__
        or isinstance(widget.parent(), QLineEdit)
    )


def controls(root: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in root.findChildren(QWidget)
        if isinstance(widget, CONTROLS) and not parts_of_qt(widget)
    ]


@pytest.fixture
def in_japanese(qapp: QApplication) -> Iterator[None]:
    installed = i18n.install(qapp, "ja")
    yield
    i18n.remove(qapp, installed)
    i18n.install(qapp, "en")


def arrange(qtbot: QtBot, window: MainWindow, screen: str, tmp_path: Path) -> None:
    """Bring the window into the state that has the name."""
    from imtextgui.errors import SourceNested

    search = window.search
    if screen == "photo":
        photo = tmp_path / "photo.jpg"
        draw_page(501, indexed().items[4].kind, "", 600).save(photo)
        search.photo.open_file(photo)
    if screen == "problems":
        window.show_problems()
    elif screen == "running":
        window.workspace.go("sources")
        window.sources.runs.index()
        qtbot.waitUntil(lambda: "of" in window.sources.run_card.far or "中" in window.sources.run_card.far)
    elif screen == "undo":
        window.workspace.go("sources")
        window.undo.offer("“documents” was removed from the catalogue.", lambda: None)
    elif screen == "notice":
        window.show_problem(SourceNested(path="/plant/documents/manuals", other="/plant/documents"))
    if screen != "problems":
        search.query_bar.words.setText("bracket" if screen == "weak" else "pump")
        search.search()
    qtbot.wait(100)
    qtbot.waitUntil(lambda: not window.tasks.is_busy(Lane.SEARCHES))


def test_every_control_has_a_name(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, tmp_path: Path
) -> None:
    arrange(qtbot, window, "photo", tmp_path)
    dialogs = [
        ExcludeDialog(window.sources.rows[0].source, core.sources, window.tasks, window),
        LeftOutDialog(window.sources.rows[0].source, core.sources, window.tasks, window, changeable=True),
        BugDialog("details", "log", window),
    ]
    nameless = [
        widget
        for root in (window, *dialogs)
        for widget in controls(root)
        if not widget.accessibleName().strip() and not (isinstance(widget, QAbstractButton) and widget.text())
    ]
    assert nameless == []


def test_every_control_can_be_reached_by_tab(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    arrange(qtbot, window, "photo", tmp_path)
    reached: set[QWidget] = set()
    widget: QWidget | None = window
    while widget is not None and widget not in reached:
        reached.add(widget)
        widget = widget.nextInFocusChain()
    unreachable = [
        control
        for control in controls(window)
        if not isinstance(control, QProgressBar)
        and (control not in reached or not control.focusPolicy() & Qt.FocusPolicy.TabFocus)
    ]
    assert unreachable == []


def test_tab_runs_from_words_over_photo_and_results_to_the_page(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    arrange(qtbot, window, "search", tmp_path)
    words = window.search.query_bar.words
    window.search.query_bar.photo.click()
    words.setFocus()
    seen: list[QWidget | None] = []
    for _ in range(30):
        qtbot.keyClick(QApplication.focusWidget() or words, Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    search = window.search
    order = [
        seen.index(control)
        for control in (
            search.photo.dropzone.paste,
            search.tabs.buttons[None],
            search.results,
            search.preview.head.open,
        )
    ]
    assert order == sorted(order)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("size", ["touch", "glove"])
def test_buttons_are_large_enough_for_fingers_and_gloves(
    qtbot: QtBot,
    make_window: MakeWindow,
    tmp_path: Path,
    screen: str,
    size: str,
    in_size: Callable[[str], None],
) -> None:
    in_size(size)
    window = make_window(indexed(step_seconds=0.02, files_to_index=10_000))
    arrange(qtbot, window, screen, tmp_path)
    small = [
        (button.accessibleName(), button.size())
        for button in window.findChildren(Button)
        if button.isVisible() and min(button.width(), button.height()) < control_sizes.BY_NAME[size].control
    ]
    assert small == []


@pytest.mark.parametrize("size", ["touch", "glove"])
def test_boxes_rows_and_sliders_are_high_enough_for_fingers_and_gloves(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path, size: str, in_size: Callable[[str], None]
) -> None:
    in_size(size)
    core = indexed()
    core.search.facets = (Facet("folder", (("manuals", 3), ("drawings", 1))),)
    window = make_window(core)
    arrange(qtbot, window, "photo", tmp_path)
    qtbot.waitUntil(window.search.query_bar.weight.isVisible)
    window.search.bar.filter.click()
    heights = dict(targets(window.workspace))
    for place in PLACES:
        window.workspace.go(place)
        qtbot.waitUntil(lambda: not window.tasks.is_busy(Lane.SEARCHES))
        heights |= dict(targets(window.workspace))
    kinds = {name.split()[0] for name in heights}
    heights |= {
        f"QMenuBar {bar.text()}": window.menuBar().actionGeometry(bar).height()
        for bar in window.menuBar().actions()
    }
    dictionary = window.findChild(DictionaryPage)
    assert dictionary is not None
    heights["QTableWidget row"] = dictionary.table.verticalHeader().defaultSectionSize()
    assert {"ResultsView", "QTreeWidget", "QCheckBox", "QSlider", "WheelSafeComboBox", "RowList"} <= kinds
    assert {name: height for name, height in heights.items() if height < FINGER} == {}


def targets(page: QWidget) -> Iterator[tuple[str, int]]:
    """What of ``page`` can be pressed besides buttons, with its height in pixels."""
    for widget in page.findChildren(QWidget):
        name = f"{type(widget).__name__} {widget.accessibleName()}"
        if not widget.isVisible() or parts_of_qt(widget):
            continue
        if isinstance(widget, QCheckBox | QComboBox | QSpinBox | QLineEdit) or type(widget) is QSlider:
            if not isinstance(widget.parent(), QAbstractSpinBox):
                yield f"{name} {widget.objectName()}", widget.height()
        elif isinstance(widget, QAbstractItemView):
            yield from ((f"{name}, row {row}", height) for row, height in rows(widget))


def rows(view: QAbstractItemView) -> Iterator[tuple[int, int]]:
    """The rows of a list, tree or table that are laid out, with their heights; of a tree those of its branches, too."""
    index = view.model().index(0, 0) if view.model() is not None else QModelIndex()
    count = 0
    while index.isValid():
        yield count, view.visualRect(index).height()
        count += 1
        index = view.indexBelow(index) if isinstance(view, QTreeView) else index.siblingAtRow(index.row() + 1)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_text_is_cut(
    qtbot: QtBot,
    make_window: MakeWindow,
    tmp_path: Path,
    screen: str,
    language: str,
    request: pytest.FixtureRequest,
) -> None:
    if language == "ja":
        request.getfixturevalue("in_japanese")
    core = indexed(step_seconds=0.02, files_to_index=10_000)
    core.search.band = Band.NONE if screen == "weak" else None
    window = make_window(core)
    window.resize(1366, 768)
    arrange(qtbot, window, screen, tmp_path)
    assert (window.width(), window.height()) == (1366, 768)
    assert texts_cut(window) == []
    window.resize(window.minimumSizeHint())
    qtbot.wait(50)
    assert window.width() < 1260
    assert texts_cut(window) == []


def texts_cut(window: QWidget) -> list[tuple[str, QSize]]:
    """The visible texts that do not fit, with the sizes of their widgets."""
    texts = [widget for widget in window.findChildren(QWidget) if isinstance(widget, QLabel | QPushButton)]
    return [(widget.text(), widget.size()) for widget in texts if widget.isVisible() and is_cut(widget)]


def is_cut(widget: QLabel | QPushButton) -> bool:
    """Whether the text needs more room; a line that is cut with dots on purpose does not."""
    if not widget.text() or isinstance(widget, ElidedLabel):
        return False
    height = widget.heightForWidth(widget.width()) if widget.hasHeightForWidth() else 0
    needed = widget.minimumSizeHint()
    return needed.width() > widget.width() + 1 or max(height, needed.height()) > widget.height() + 1


@pytest.mark.parametrize("screen", ["search", "problems"])
def test_mnemonics_are_unique_on_a_screen(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, screen: str
) -> None:
    arrange(qtbot, window, screen, tmp_path)
    texts = [action.text() for action in window.menuBar().actions()]
    texts += [button.text() for button in window.findChildren(Button) if button.isVisible()]
    texts += [
        label.text()
        for label in window.findChildren(QLabel)
        if label.isVisible() and label.buddy() is not None
    ]
    keys = Counter(QKeySequence.mnemonic(text).toString() for text in texts)
    del keys[""]
    assert [key for key, times in keys.items() if times > 1] == []


def test_shortcuts_are_unique(window: MainWindow) -> None:
    keys = Counter(
        action.shortcut().toString() for menu in window.findChildren(QMenu) for action in menu.actions()
    )
    del keys[""]
    assert {"Ctrl+F", "Ctrl+V", "F5", "Esc"} <= set(keys)
    assert [key for key, times in keys.items() if times > 1] == []


@pytest.mark.parametrize(
    "colours", [colour_schemes.LIGHT, colour_schemes.DARK], ids=lambda colours: colours.name
)
def test_text_stands_out_from_its_ground(colours: colour_schemes.ColourScheme) -> None:
    for front, back in (
        (colours.text, colours.surface),
        (colours.text, colours.window),
        (colours.muted, colours.surface),
        (colours.muted, colours.window),
        (colours.muted, colours.accent_tint),
        (colours.on_accent, colours.accent),
        (colours.on_mark, colours.mark),
        (colours.strong, colours.window),
        (colours.possible, colours.window),
        (colours.weak, colours.window),
        (colours.text, colours.warning_tint),
        (colours.accent, colours.surface),
    ):
        assert contrast(front, back) >= 4.5, (front, back)


def contrast(front: str, back: str) -> float:
    """The contrast of WCAG, 1 to 21."""
    bright, dark = sorted((luminance(front), luminance(back)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_theme_and_size_are_worn_at_once_and_remembered(
    qtbot: QtBot, window: MainWindow, in_size: Callable[[str], None]
) -> None:
    button = window.search.tabs.buttons[None]
    before = button.height()
    next(action for action in window.findChildren(QAction) if action.text() == "&Dark").trigger()
    window.preferences.change("size", "glove")
    qtbot.waitUntil(lambda: button.height() >= control_sizes.GLOVE.control > before)
    assert theme.current() is colour_schemes.DARK
    assert button.iconSize().width() == control_sizes.GLOVE.icon
    assert settings.read() == settings.Settings(theme="dark", size="glove")
