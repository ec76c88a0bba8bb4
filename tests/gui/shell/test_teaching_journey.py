"""What a supervisor was promised besides search, on a real catalogue: by mouse in English, by keys in Japanese."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.progress import run
from imtextgui.ui.library.learning_panel import LearningPanel
from imtextgui.ui.library.quality_page import QualityPage
from imtextgui.ui.library.trial.trial_page import TrialPage
from imtextgui.ui.shell import i18n
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.tasks.task_runner import Lane
from imtextgui.ui.widgets.file_dialog import FileDialog
from tests.fakes import FakeEncoder
from tests.gui.hands import press
from tests.gui.shell.conftest import Open

LEFT = Qt.MouseButton.LeftButton


@dataclass(frozen=True)
class Person:
    """Whose hands are at the window: English by mouse, or Japanese by keys."""

    qtbot: QtBot
    language: str

    @property
    def by_mouse(self) -> bool:
        return self.language == "en"

    def presses(self, button: QPushButton) -> None:
        self.qtbot.waitUntil(lambda: button.isVisible() and button.isEnabled())
        if self.by_mouse:
            self.qtbot.mouseClick(button, LEFT)
        else:
            button.setFocus()
            self.qtbot.keyClick(button, Qt.Key.Key_Space)

    def asks(self, window: MainWindow, words: str) -> str:
        """Search, and give the name of the first file."""
        window.search.query_bar.words.setText(words)
        with self.qtbot.waitSignal(window.search.answered):
            self.qtbot.keyClick(window.search.query_bar.words, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: not window.tasks.is_answering)
        return window.search.model.hit(0).path.name

    def goes_to(self, window: MainWindow, place: str) -> None:
        button = window.workspace.rail.buttons.get(place)
        if self.by_mouse and button is not None:
            self.qtbot.mouseClick(button, LEFT)
        else:
            key = {"quality": Qt.Key.Key_7, "trial": Qt.Key.Key_9}[place]
            self.qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        self.qtbot.waitUntil(lambda: window.workspace.current_page == place)

    def idle(self, window: MainWindow) -> None:
        self.qtbot.waitUntil(
            lambda: not any(window.tasks.is_busy(lane) for lane in (Lane.SEARCHES, Lane.REPORTS))
        )


@pytest.fixture(params=["en", "ja"])
def person(
    qtbot: QtBot, qapp: QApplication, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Person]:
    language = str(request.param)
    monkeypatch.setenv("IMTEXTGUI_LANGUAGE", language)
    installed = i18n.install(qapp, language)
    QLocale.setDefault(QLocale("ja_JP" if language == "ja" else "en_US"))
    yield Person(qtbot, language)
    i18n.remove(qapp, installed)
    i18n.install(qapp, "en")


@pytest.fixture
def catalogue(plant: Path, tmp_path: Path) -> Path:
    """The indexed plant with a picture of a gear pump, whose tags were looked for; gives the folder."""
    Image.effect_mandelbrot((400, 300), (-1, -1, 1, 1), 60).convert("RGB").save(plant / "gear pump 2.jpg")
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as catalogue:
        catalogue.sources.add(plant)
        run(catalogue.sources.index())
        run(catalogue.tagging.update())
    return plant


def text(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def save(qtbot: QtBot, dialog: QFileDialog, kind: str, target: Path) -> None:
    """Choose the format that ``kind`` is in the name of, and the file, and wait for it."""
    dialog.filterSelected.emit(next(one for one in dialog.nameFilters() if kind in one))
    dialog.setDirectory(str(target.parent))
    dialog.selectFile(target.name)
    dialog.accept()
    qtbot.waitUntil(target.exists)


def test_from_a_suggested_tag_to_the_printed_catalogue(
    person: Person, open_window: Open, catalogue: Path, tmp_path: Path
) -> None:
    window, bot = open_window(), person.qtbot
    assert person.asks(window, "gear pump 2.jpg") == "gear pump 2.jpg"
    tags = window.search.page_tags
    bot.waitUntil(lambda: bool(tags.chips) and bool(tags.sentence.text()))
    name = tags.chips[0].text().rstrip("?？")
    assert name.isascii() is person.by_mouse
    assert name in tags.sentence.text()
    window.activateWindow()
    person.presses(tags.chips[0])
    bot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    give = next(action for action in menu.actions() if name in action.text() and action.isEnabled())
    if person.by_mouse:
        bot.mouseClick(menu, LEFT, pos=menu.actionGeometry(give).center())
    else:
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Return)
    bot.waitUntil(lambda: not tags.chips)
    assert person.asks(window, f'tag:"{name}"') == "gear pump 2.jpg"
    if person.by_mouse:
        bot.mouseClick(window.search.bar.export, LEFT)
    else:
        bot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    dialog = next(found for found in window.findChildren(QFileDialog) if found.isVisible())
    target = tmp_path / "line 2.parts.pdf"
    save(bot, dialog, ".parts.pdf", target)
    printed = text(target).replace("\r\n", "")
    for words in ("Parts catalogue / 部品カタログ", "gear pump", "歯車ポンプ", "Index / 索引"):
        assert words in printed


def test_a_trial_from_its_questions_to_the_report(
    person: Person, open_window: Open, catalogue: Path, tmp_path: Path
) -> None:
    questions = tmp_path / "questions.csv"
    questions.write_text(
        f"id,kind,language,text,photo,relevant\n1,name,en,shaft seal,,{catalogue / 'pump.txt'}\n", "utf-8"
    )
    window, bot = open_window(), person.qtbot
    person.goes_to(window, "trial")
    (page,) = window.findChildren(TrialPage)
    person.idle(window)
    page.form.take_test_set(questions)
    person.presses(page.form.start)
    person.presses(page.ask)
    bar, old = window.workspace.measurement.guide.bar, page.old_way
    bot.waitUntil(lambda: bar.isVisible() and old.isVisible())
    bot.keyClicks(old.words, "pump")
    person.presses(old.button)
    bot.waitUntil(lambda: old.files.count() > 0)
    old.files.setCurrentRow(0)
    bot.keyClick(old.files, Qt.Key.Key_Return)
    person.presses(bar.found)
    while not page.next.isVisible():  # the questions that were proposed besides are given up
        bot.waitUntil(lambda: page.next.isVisible() or bar.isVisible())
        if bar.isVisible():
            bot.keyClicks(old.words, "x")
            person.presses(bar.give_up)
            person.idle(window)
    person.presses(page.next)
    person.idle(window)
    person.presses(page.writer.save)
    dialog = next(one for one in page.findChildren(FileDialog) if one.isVisible())
    target = tmp_path / "report.pdf"
    save(bot, dialog, ".pdf", target)
    bot.waitUntil(lambda: not page.writer.running)
    title, alone = {
        "en": ("Trial of the search: report", "The search by itself"),
        "ja": ("検索トライアルの報告", "検索そのものの性能"),
    }[person.language]
    printed = text(target)
    assert title in printed
    assert alone in printed


def test_learning_tells_what_it_lacks_and_nothing_drifted(
    person: Person, open_window: Open, catalogue: Path
) -> None:
    window, bot = open_window(), person.qtbot
    person.goes_to(window, "quality")
    (page,) = window.findChildren(QualityPage)
    (learning,) = window.findChildren(LearningPanel)
    bot.waitUntil(lambda: bool(learning.state.text()))
    person.presses(learning.learn)
    bot.waitUntil(lambda: not learning.running and bool(learning.figures.text()))
    assert "20" in learning.figures.text(), "how many questions it takes"
    assert not learning.back.isVisibleTo(learning)
    assert page.drift.text == ""
