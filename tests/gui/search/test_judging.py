"""What the user tells of hits: right, not this, a tag; each can be taken back. And photos answered by and by."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QMenu
from pytestqt.qtbot import QtBot

from imtextgui.domain.items import Box
from imtextgui.domain.query import Advice, Band, Hit
from imtextgui.ui.shell.main_window import MainWindow
from tests.gui.conftest import MakeWindow
from tests.gui.fake_catalogue import FakeCatalogue, indexed

LEFT = Qt.MouseButton.LeftButton
Wait = Callable[[], None]


def ask(qtbot: QtBot, window: MainWindow, words: str) -> None:
    window.search.query_bar.words.setText(words)
    with qtbot.waitSignal(window.search.answered):
        window.search.search()


def action(window: MainWindow, text: str) -> QAction:
    search = window.search
    search.actions_of_hits.show_menu(QPoint(5, 5), search.results.selected_hits(), search.query)
    menu = next(menu for menu in search.findChildren(QMenu) if menu.isVisible())
    return next(action for action in menu.actions() if action.text().replace("&", "") == text)


@pytest.mark.parametrize(
    ("text", "right"), [("This is the right answer", True), ("Not what I asked for", False)]
)
def test_an_answer_is_judged_and_that_can_be_taken_back(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, settled: Wait, text: str, right: bool
) -> None:
    ask(qtbot, window, "pump")
    page = window.search.model.hit(0).page_id
    with qtbot.waitSignal(window.undo.offered):
        action(window, text).trigger()
    assert core.judgements.judged == {1: ("pump", page, right)}
    assert "hydraulic-pump-GP-2040.pdf" in window.undo.text
    settled()
    asked = len(core.search.queries)
    qtbot.mouseClick(window.undo.undo, LEFT)
    qtbot.waitUntil(lambda: core.judgements.judged == {})
    qtbot.waitUntil(lambda: len(core.search.queries) == asked + 1)


def test_hits_are_tagged_and_that_can_be_taken_back(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    core.tags.tagged["press line"] = {5}
    ask(qtbot, window, "pump")
    action(window, "Tag…").trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(QInputDialog)))
    dialog = window.findChildren(QInputDialog)[0]
    assert dialog.comboBoxItems() == ["press line"]
    dialog.setTextValue("  GP-2040 ")
    with qtbot.waitSignal(window.undo.offered):
        dialog.accept()
    assert core.tags.tagged["GP-2040"] == {window.search.model.hit(0).item_id}
    qtbot.mouseClick(window.undo.undo, LEFT)
    qtbot.waitUntil(lambda: core.tags.tagged["GP-2040"] == set())


def test_what_is_taken_back_leaves_a_tag_where_it_was_before(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    ask(qtbot, window, "pump")
    first, second = (window.search.model.hit(row) for row in range(2))
    core.tags.tagged["urgent"] = {first.item_id}
    actions = window.search.actions_of_hits

    def tag(hits: list[Hit]) -> None:
        actions.ask_tag(hits)
        qtbot.waitUntil(lambda: bool(window.findChildren(QInputDialog)))
        dialog = window.findChildren(QInputDialog)[0]
        dialog.setTextValue("urgent")
        dialog.accept()
        qtbot.waitUntil(lambda: not window.findChildren(QInputDialog))

    with qtbot.waitSignal(window.undo.offered):
        tag([first, second])
    assert core.tags.tagged["urgent"] == {first.item_id, second.item_id}
    qtbot.mouseClick(window.undo.undo, LEFT)
    qtbot.waitUntil(lambda: core.tags.tagged["urgent"] == {first.item_id})
    said: list[str] = []
    actions.message.connect(said.append)
    tag([first])
    qtbot.waitUntil(lambda: said == ["Tagged “urgent”."])
    assert core.tags.tagged["urgent"] == {first.item_id}


def test_a_catalogue_that_cannot_be_changed_offers_no_changes(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window(indexed(read_only=True))
    ask(qtbot, window, "pump")
    with pytest.raises(StopIteration):
        action(window, "Tag…")


def test_a_photo_is_answered_by_what_looks_alike_at_once_and_then_by_the_rest(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, tmp_path: Path
) -> None:
    core.search.second_stage_seconds = 0.3
    photo = tmp_path / "photo.jpg"
    Image.new("RGB", (300, 200), "grey").save(photo)
    counts: list[int] = []
    window.search.answered.connect(lambda results: counts.append(len(results.hits) if results else 0))
    window.search.photo.open_file(photo)
    qtbot.waitUntil(lambda: counts == [1, 3])


def test_parts_of_a_photo_are_suggested_one_after_the_other(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, tmp_path: Path
) -> None:
    photo = tmp_path / "photo.jpg"
    Image.new("RGB", (300, 200), "grey").save(photo)
    panel = window.search.photo
    with qtbot.waitSignal(window.search.answered):
        panel.open_file(photo)
    qtbot.mouseClick(panel.suggest, LEFT)
    qtbot.waitUntil(lambda: "Nothing stands out" in panel.message)
    core.search.crops = (Box(0.1, 0.1, 0.5, 0.4), Box(0.2, 0.3, 0.9, 0.9))
    for crop in (*core.search.crops, core.search.crops[0]):
        qtbot.mouseClick(panel.suggest, LEFT)
        qtbot.waitUntil(lambda crop=crop: panel.canvas.crop == crop)  # type: ignore[misc]
    qtbot.waitUntil(lambda: core.search.queries[-1].photos[0].crop == core.search.crops[0])


def test_advice_says_what_would_help(qtbot: QtBot, window: MainWindow, core: FakeCatalogue) -> None:
    core.search.advice, core.search.band = (Advice.PHOTOGRAPH_PLATE, Advice.TURN_OFF_FILTER), Band.WEAK
    ask(qtbot, window, "pump")
    assert window.search.panel.advice.isVisible()
    assert window.search.panel.advice.text == "Photograph the type plate. Take a filter away."
    core.search.band = Band.STRONG
    ask(qtbot, window, "bracket")
    assert not window.search.panel.advice.isVisible()


def test_hits_of_another_catalogue_are_not_tagged_judged_or_collected(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    ask(qtbot, window, "pump")
    hit = window.search.model.hit(0)
    core.pages.others = {hit.page_id: Path("/other"), hit.item_id: Path("/other")}
    actions = window.search.actions_of_hits
    assert not action(window, "To tag or judge it, open /other").isEnabled()
    menu = next(menu for menu in window.search.findChildren(QMenu) if menu.isVisible())
    assert not {"Tag…", "Add to job sheet", "This is the right answer"} & {
        one.text().replace("&", "") for one in menu.actions()
    }
    menu.close()
    said: list[str] = []
    actions.message.connect(said.append)
    actions.ask_tag([hit])
    actions.collect([hit.page_id])
    assert window.search.query is not None
    actions.judge(window.search.query, hit, True)
    assert said == ["1 result belongs to another catalogue, /other. Open that one for this."] * 3
    assert window.findChildren(QInputDialog) == []
    assert core.jobsheets.sheets == []
    assert core.judgements.judged == {}


def test_a_tag_that_no_file_took_is_not_told_as_given(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(core.tags, "add", lambda item_ids, tag: 0)
    ask(qtbot, window, "pump")
    action(window, "Tag…").trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(QInputDialog)))
    dialog = window.findChildren(QInputDialog)[0]
    dialog.setTextValue("GP-2040")
    with (
        qtbot.waitSignal(window.search.actions_of_hits.message) as told,
        qtbot.assertNotEmitted(window.undo.offered),
    ):
        dialog.accept()
    assert told.args == ["No file was tagged: they are not in the catalogue any more."]
