"""Suggested tags and descriptions, by mouse and by keys, on a page and for many pages at once, in both languages."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from imtextgui.domain.tagging.descriptions import Description
from imtextgui.domain.tagging.examples import Plausibility, SimilarExample
from imtextgui.domain.tagging.suggestions import PageSuggestion, SuggestedTag, TagOrigin, TagReason
from imtextgui.errors import PageNotDescribed
from imtextgui.ui.library.tags_page import TagsPage
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.tasks.task_runner import Lane
from imtextgui.ui.viewer.page_tags import PageTags
from imtextgui.ui.widgets.tag_reasons import TagReasons
from tests.gui.conftest import MakeWindow, Told
from tests.gui.fake_catalogue import FakeCatalogue, indexed
from tests.gui.hands import press, type_in

LEFT = Qt.MouseButton.LeftButton
NAME = TagReason(TagOrigin.NAME, "gear pump 2")


def suggestion(page: int, tag: str, other: str) -> PageSuggestion:
    return PageSuggestion(
        page, page, Path(f"/plant/IMG_{page}.jpg"), 1, SuggestedTag(tag, other, 0.85, (NAME,))
    )


@pytest.fixture
def core() -> FakeCatalogue:
    return indexed()


@pytest.fixture
def window(make_window: MakeWindow, core: FakeCatalogue) -> MainWindow:
    return make_window(core)


def shown_page(qtbot: QtBot, window: MainWindow, core: FakeCatalogue) -> PageTags:
    """Search, and have the first hit's page on show, with two suggestions and a description."""
    window.search.query_bar.words.setText("pump")
    window.search.search()
    qtbot.waitUntil(lambda: window.search.preview.page_on_show is not None)
    view = window.search.preview.page_on_show
    assert view is not None
    core.tagging.suggested = (
        suggestion(view.page_id, "gear pump", "歯車ポンプ"),
        suggestion(view.page_id, "seal", "シール"),
    )
    core.descriptions.automatic[view.page_id] = Description(
        view.page_id, view.path, 1, "Photo of gear pump.", "歯車ポンプの写真です。"
    )
    tags = window.search.page_tags
    tags.show_page(view)
    qtbot.waitUntil(lambda: len(tags.chips) == 2)
    return tags


def open_menu(qtbot: QtBot, tags: PageTags, chip: int) -> QMenu:
    qtbot.mouseClick(tags.chips[chip], LEFT)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_a_suggestion_is_taken_up_by_mouse_and_that_taken_back(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    tags = shown_page(qtbot, window, core)
    assert [chip.text() for chip in tags.chips] == ["gear pump?", "seal?"]
    assert tags.chips[0].toolTip() == "In the name of the file: gear pump 2"
    assert tags.sentence.text() == "Automatic: Photo of gear pump."
    menu = open_menu(qtbot, tags, 0)
    give = next(action for action in menu.actions() if "Give the tag" in action.text())
    qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(give).center())
    qtbot.waitUntil(lambda: core.tags.all() == (("gear pump", 1),))
    qtbot.waitUntil(lambda: [chip.text() for chip in tags.chips] == ["seal?"])
    qtbot.waitUntil(window.undo.isVisible)
    assert window.undo.text == "Tagged “gear pump”."
    qtbot.mouseClick(window.undo.undo, LEFT)
    qtbot.waitUntil(lambda: core.tags.all() == ())
    qtbot.waitUntil(lambda: len(tags.chips) == 2)


def test_a_page_that_is_read_again_leaves_its_chips_under_the_finger(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    tags = shown_page(qtbot, window, core)
    before = list(tags.chips)
    view = window.search.preview.page_on_show
    assert view is not None
    core.descriptions.automatic[view.page_id] = Description(
        view.page_id, view.path, 1, "Photo.", "写真です。"
    )
    tags.show_page(view)
    qtbot.waitUntil(lambda: tags.sentence.text() == "Automatic: Photo.")
    assert tags.chips == before


def test_what_is_taken_back_on_another_page_goes_from_it(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    tags = shown_page(qtbot, window, core)
    menu = open_menu(qtbot, tags, 0)
    give = next(action for action in menu.actions() if "Give the tag" in action.text())
    qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(give).center())
    qtbot.waitUntil(window.undo.isVisible)
    qtbot.mouseClick(window.workspace.rail.buttons["tags"], LEFT)
    (page,) = window.findChildren(TagsPage)
    qtbot.waitUntil(lambda: page.list.count() == 1)
    qtbot.mouseClick(window.undo.undo, LEFT)
    qtbot.waitUntil(lambda: page.list.count() == 0)
    assert core.tags.all() == ()


def test_suggestions_are_refused_and_corrected_by_keys(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    tags = shown_page(qtbot, window, core)
    window.activateWindow()
    tags.chips[1].setFocus()
    qtbot.waitUntil(tags.chips[1].hasFocus)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    press(Qt.Key.Key_N)
    qtbot.waitUntil(lambda: [chip.text() for chip in tags.chips] == ["gear pump?"])
    assert core.tags.all() == ()
    tags.chips[0].setFocus()
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    press(Qt.Key.Key_A)
    qtbot.waitUntil(tags.line.hasFocus)
    type_in("screw pump")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: core.tags.all() == (("screw pump", 1),))
    qtbot.waitUntil(lambda: tags.chips == [])


def test_a_description_is_corrected_and_that_taken_back(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, told: Told
) -> None:
    tags = shown_page(qtbot, window, core)
    window.activateWindow()
    qtbot.mouseClick(tags.edit, LEFT)
    qtbot.waitUntil(tags.line.hasFocus)
    press(Qt.Key.Key_Escape)
    assert not tags.line.isVisible()
    assert tags.edit.hasFocus()
    qtbot.mouseClick(tags.edit, LEFT)
    qtbot.mouseClick(tags.edit, LEFT)
    assert not tags.line.isVisible()
    qtbot.mouseClick(tags.edit, LEFT)
    qtbot.waitUntil(tags.line.hasFocus)
    type_in("Our old pump.")
    assert tags.line.text() == "Our old pump."
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tags.sentence.text() == "Our old pump.")
    qtbot.waitUntil(window.undo.isVisible)
    qtbot.mouseClick(window.undo.undo, LEFT)
    qtbot.waitUntil(lambda: tags.sentence.text() == "Automatic: Photo of gear pump.")
    assert told.opened == [], "Enter opens the file of the page where nothing is written"


def test_what_is_being_written_stays_while_a_tag_is_given(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    tags = shown_page(qtbot, window, core)
    window.activateWindow()
    qtbot.mouseClick(tags.edit, LEFT)
    qtbot.waitUntil(tags.line.hasFocus)
    type_in("Our old pump.")
    menu = open_menu(qtbot, tags, 0)
    give = next(action for action in menu.actions() if "Give the tag" in action.text())
    qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(give).center())
    qtbot.waitUntil(lambda: [chip.text() for chip in tags.chips] == ["seal?"])
    assert tags.line.isVisible()
    assert tags.line.text() == "Our old pump."
    qtbot.keyClick(tags.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tags.sentence.text() == "Our old pump.")
    assert not tags.line.isVisible()


def test_a_description_that_cannot_be_kept_is_told_and_stays_to_be_written(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, told: Told
) -> None:
    tags = shown_page(qtbot, window, core)
    window.activateWindow()
    qtbot.mouseClick(tags.edit, LEFT)
    qtbot.waitUntil(tags.line.hasFocus)
    type_in("Our old pump.")
    core.script.fails["descriptions.write"] = PageNotDescribed()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: told.codes == ["page-not-described"])
    assert tags.line.isVisible()
    assert tags.line.text() == "Our old pump."
    assert not window.undo.isVisible()


def test_known_pictures_like_a_hit_by_photo_are_named(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    core.examples.known = Plausibility(
        (SimilarExample(9, Path("/plant/IMG_9.jpg"), 1, 0.9, "tags", "gear pump"),), 0.95, 0.8
    )
    tags = shown_page(qtbot, window, core)
    assert not tags.known.isVisible()
    tags.by_picture = True
    tags.show_page(window.search.preview.page_on_show)
    qtbot.waitUntil(tags.known.isVisible)
    assert tags.known.text() == "Known pictures like this one: IMG_9.jpg (gear pump)"


@pytest.mark.usefixtures("japanese")
def test_known_pictures_are_named_in_japanese(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue
) -> None:
    core.examples.known = Plausibility(
        (SimilarExample(9, Path("/plant/IMG_9.jpg"), 1, 0.9, "tags", "歯車ポンプ"),), 0.95, 0.8
    )
    window = make_window(core)
    tags = shown_page(qtbot, window, core)
    tags.by_picture = True
    tags.show_page(window.search.preview.page_on_show)
    qtbot.waitUntil(tags.known.isVisible)
    assert tags.known.text() == "似ている既知の画像: IMG_9.jpg（歯車ポンプ）"


def test_a_page_without_anything_takes_no_room(qtbot: QtBot, window: MainWindow, core: FakeCatalogue) -> None:
    tags = shown_page(qtbot, window, core)
    assert tags.isVisible()
    tags.show_page(None)
    assert not tags.isVisible()


def test_a_catalogue_that_cannot_be_changed_shows_suggestions_only(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    core.script.read_only = True
    tags = shown_page(qtbot, window, core)
    assert not any(control.isEnabled() for control in (*tags.chips, tags.edit))


def bulk(qtbot: QtBot, window: MainWindow) -> TagsPage:
    window.workspace.go("tags")
    (page,) = window.findChildren(TagsPage)
    qtbot.waitUntil(lambda: not window.tasks.is_busy(Lane.SEARCHES))
    qtbot.mouseClick(page.suggested, LEFT)
    return page


def rows(page: TagsPage) -> list[str]:
    listed = page.suggestions.list
    return [listed.item(row).text() for row in range(listed.count())]


def test_many_pages_are_tagged_at_once(qtbot: QtBot, window: MainWindow, core: FakeCatalogue) -> None:
    core.tagging.listing = (
        suggestion(1, "gear pump", "歯車ポンプ"),
        suggestion(2, "gear pump", "歯車ポンプ"),
        suggestion(3, "seal", "シール"),
    )
    page = bulk(qtbot, window)
    panel = page.suggestions
    assert rows(page) == []
    qtbot.mouseClick(panel.look, LEFT)
    qtbot.waitUntil(lambda: rows(page) == ["gear pump  ·  歯車ポンプ   (2)", "seal  ·  シール   (1)"])
    assert window.status == "3 pages looked at."
    qtbot.waitUntil(lambda: len(panel.pages.selectedItems()) == 2)
    assert panel.pages.item(0).text() == "IMG_1.jpg, page 1\nIn the name of the file: gear pump 2"
    qtbot.mouseClick(panel.accept, LEFT)
    qtbot.waitUntil(lambda: core.tags.all() == (("gear pump", 2),))
    qtbot.waitUntil(lambda: rows(page) == ["seal  ·  シール   (1)"])
    assert window.undo.text == "The tag was given to 2 pages."
    qtbot.waitUntil(lambda: panel.refuse.isEnabled() and panel.pages.count() == 1)
    qtbot.mouseClick(panel.refuse, LEFT)
    qtbot.waitUntil(lambda: rows(page) == [])
    qtbot.mouseClick(window.undo.undo, LEFT)
    qtbot.waitUntil(lambda: rows(page) == ["seal  ·  シール   (1)"])
    window.activateWindow()
    qtbot.waitUntil(panel.name.isEnabled)
    panel.name.setFocus()
    qtbot.keyClicks(panel.name, "O-ring")
    qtbot.keyClick(panel.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: ("O-ring", 1) in core.tags.all())
    qtbot.mouseClick(page.given, LEFT)
    assert page.list.isVisible()


def test_looking_for_tags_can_be_stopped(qtbot: QtBot, window: MainWindow, core: FakeCatalogue) -> None:
    page = bulk(qtbot, window)
    core.script.slow = "tagging.step"
    qtbot.mouseClick(page.suggestions.look, LEFT)
    assert page.suggestions.look.text() == "&Stop"
    qtbot.mouseClick(page.suggestions.look, LEFT)
    core.script.go_on.set()
    qtbot.waitUntil(lambda: page.suggestions.look.text() == "&Look for tags")
    assert core.tagging.updates == 0


@pytest.mark.usefixtures("japanese")
def test_everything_is_japanese_for_who_speaks_it(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMTEXTGUI_LANGUAGE", "ja")
    window = make_window(core)
    tags = shown_page(qtbot, window, core)
    assert [chip.text() for chip in tags.chips] == ["歯車ポンプ?", "シール?"]
    assert tags.chips[0].toolTip() == "ファイル名: gear pump 2"
    assert tags.sentence.text() == "自動: 歯車ポンプの写真です。"
    menu = open_menu(qtbot, tags, 0)
    give = next(action for action in menu.actions() if "付ける(&G)" in action.text())
    qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(give).center())
    qtbot.waitUntil(lambda: core.tags.all() == (("歯車ポンプ", 1),))
    page = bulk(qtbot, window)
    qtbot.waitUntil(lambda: rows(page) == ["シール  ·  seal   (1)"])


def test_tags_are_looked_for_after_each_run_and_give_way_to_the_next(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    core.tagging.listing = (suggestion(1, "gear pump", "歯車ポンプ"),)
    window.workspace.sources.runs.index()
    qtbot.waitUntil(lambda: core.tagging.updates == 1)
    core.script.slow = "tagging.step"
    window.workspace.sources.runs.index()
    qtbot.waitUntil(lambda: not window.workspace.sources.runs.running)
    core.script.slow = ""
    window.workspace.sources.runs.index()
    core.script.go_on.set()
    qtbot.waitUntil(lambda: core.tagging.updates == 2)


def test_every_reason_has_words() -> None:
    reasons = TagReasons()
    told = [reasons.text(TagReason(origin, "the words")) for origin in TagOrigin]
    assert len(set(told)) == len(told)
    assert sum("the words" in text for text in told) == len(told) - 1


def test_the_pages_of_the_tag_before_are_not_taken_for_those_of_the_next(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    core.tagging.suggested = (suggestion(1, "gear pump", "歯車ポンプ"), suggestion(3, "seal", "シール"))
    page = bulk(qtbot, window)
    panel = page.suggestions
    qtbot.waitUntil(lambda: panel.pages.count() == 1)
    panel.list.setCurrentRow(1)
    assert panel.pages.item(0).text().startswith("IMG_1.jpg"), "they are read by another thread"
    for button in (panel.accept, panel.refuse):
        qtbot.mouseClick(button, LEFT)
    qtbot.waitUntil(lambda: panel.pages.item(0).text().startswith("IMG_3.jpg"))
    assert (core.tags.all(), core.tagging.closed) == ((), set())
    qtbot.mouseClick(panel.accept, LEFT)
    qtbot.waitUntil(lambda: core.tags.all() == (("seal", 1),))
