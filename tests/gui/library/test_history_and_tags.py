"""Searches that were meant are remembered, asked again, named and forgotten; tags are found, renamed and removed."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from imtextgui.domain.items import Kind
from imtextgui.domain.query import NO_FILTERS, Chip, ChipKind, Filters, Photo, Query
from imtextgui.errors import CatalogueDiskFull
from imtextgui.ui.library.history_page import HistoryPage
from imtextgui.ui.library.tags_page import TagsPage
from imtextgui.ui.search import search_recorder
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.tasks.task_runner import Lane
from tests.gui.conftest import MakeWindow, Told
from tests.gui.fake_catalogue import FakeCatalogue, draw_page, indexed
from tests.gui.hands import press, type_in

LEFT = Qt.MouseButton.LeftButton
Wait = Callable[[], None]


def history(qtbot: QtBot, window: MainWindow) -> HistoryPage:
    window.workspace.go("history")
    (page,) = window.findChildren(HistoryPage)
    qtbot.waitUntil(lambda: not window.tasks.is_busy(Lane.SEARCHES))
    return page


def lines(page: HistoryPage) -> list[str]:
    return [page.list.item(row).text().partition("\n")[0] for row in range(page.list.count())]


def test_a_search_sent_off_is_remembered_at_once(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    words = window.search.query_bar.words
    with qtbot.waitSignal(window.search.answered):
        qtbot.keyClicks(words, "pump")
    assert core.history.past == []
    qtbot.keyClick(words, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [past.query.text for past in core.history.past] == ["pump"])


def test_what_was_sent_off_is_remembered_and_not_the_answer_that_was_still_on_show(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    words = window.search.query_bar.words
    with qtbot.waitSignal(window.search.answered):
        qtbot.keyClicks(words, "p")
    words.setText("pump")
    qtbot.keyClick(words, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(core.history.past))
    assert [past.query.text for past in core.history.past] == ["pump"]
    words.setFocus()
    qtbot.keyClick(words, Qt.Key.Key_Return)  # once more the same
    qtbot.waitUntil(lambda: not window.tasks.is_answering)
    assert {past.query.text for past in core.history.past} == {"pump"}


def test_an_answer_that_is_looked_at_is_remembered_and_one_without_hits_is_not(
    qtbot: QtBot, make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_recorder, "LOOKED_AT_MS", 50)
    core = indexed()
    window = make_window(core)
    for words in ("xyzzy", "bracket"):
        window.search.query_bar.words.setText(words)
        with qtbot.waitSignal(window.search.answered):
            window.search.search()
        qtbot.wait(150)
    qtbot.waitUntil(lambda: [past.query.text for past in core.history.past] == ["bracket"])


@pytest.mark.parametrize("reason", ["privacy", "read-only"])
def test_nothing_is_remembered_where_it_may_not_be(
    qtbot: QtBot, make_window: MakeWindow, reason: str
) -> None:
    core = indexed(read_only=reason == "read-only")
    window = make_window(core)
    window.preferences.change("keep_history", reason != "privacy")
    window.search.query_bar.words.setText("pump")
    with qtbot.waitSignal(window.search.answered):
        window.search.search()
    window.search.query_bar.submitted.emit()
    qtbot.waitUntil(lambda: not window.tasks.is_busy(Lane.SEARCHES))
    assert core.history.past == []


def test_a_past_search_with_its_photo_is_asked_again(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, tmp_path: Path
) -> None:
    file = tmp_path / "photo.png"
    draw_page(501, Kind.PHOTO, "", 300).save(file)
    photos = (Photo(file), Photo(file.read_bytes()))
    core.history.add(Query("pump", photos, photo_weight=0.8, every_photo=True))
    page = history(qtbot, window)
    assert lines(page) == ["pump"]
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.search.photo.photos == photos)
    qtbot.waitUntil(lambda: bool(core.search.queries) and core.search.queries[-1].photos == photos)
    assert window.workspace.current_page == "search"
    assert (core.search.queries[-1].text, core.search.queries[-1].photo_weight) == ("pump", 0.8)
    assert core.search.queries[-1].every_photo


FILTERS = Filters(
    machines=("油圧プレス　2号機",),
    types=("manual",),
    after=date(2021, 1, 1),
    before=date(2025, 1, 1),
    tags=("spare",),
)


@pytest.mark.parametrize("by", ["key", "mouse", "menu"])
def test_a_past_search_is_asked_with_its_filters_and_chips(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, by: str
) -> None:
    core.search.chips = (Chip(ChipKind.EXPANSION, "pump → ポンプ", "expansion:pump"),)
    core.history.add(Query("pump", filters=FILTERS, off=frozenset({"expansion:pump"})))
    page = history(qtbot, window)
    assert page.list.item(0).text().endswith("4 filters")
    if by == "key":
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    elif by == "mouse":
        qtbot.mouseClick(page.again, LEFT)
    else:
        window.workspace.past.asked.emit(core.history.past[0].query)
    qtbot.waitUntil(lambda: bool(core.search.queries) and core.search.queries[-1].text == "pump")
    qtbot.waitUntil(lambda: bool(window.search.query_bar.chips.buttons))
    assert core.search.queries[-1].filters == FILTERS
    assert core.search.queries[-1].off == {"expansion:pump"}
    assert window.search.facets.filters == FILTERS
    assert window.search.bar.filter.text() == "5"  # of the years both ends are ticked
    assert not window.search.query_bar.chips.buttons[0].isChecked()
    window.search.clear()
    assert window.search.facets.filters == NO_FILTERS


def test_a_past_search_without_filters_takes_those_away_that_are_ticked(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    window.search.facets.tick(FILTERS)
    core.history.add(Query("pump"))
    page = history(qtbot, window)
    assert "filter" not in page.list.item(0).text()
    qtbot.mouseClick(page.again, LEFT)
    qtbot.waitUntil(lambda: bool(core.search.queries) and core.search.queries[-1].text == "pump")
    assert core.search.queries[-1].filters == NO_FILTERS
    assert window.search.bar.filter.text() == ""


def test_words_alone_take_the_place_of_a_photo(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, tmp_path: Path
) -> None:
    file = tmp_path / "photo.png"
    draw_page(501, Kind.PHOTO, "", 300).save(file)
    window.search.photo.open_file(file)
    qtbot.waitUntil(lambda: bool(window.search.photo.photos))
    core.history.add(Query("bracket"))
    page = history(qtbot, window)
    qtbot.mouseClick(page.again, LEFT)
    qtbot.waitUntil(
        lambda: (
            bool(core.search.queries)
            and core.search.queries[-1] == Query("bracket", limit=core.search.queries[-1].limit)
        )
    )
    assert window.search.photo.photos == ()


def test_a_search_is_saved_found_among_the_saved_and_renamed(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    core.history.add(Query("pump"))
    core.history.add(Query("seal"))
    page = history(qtbot, window)
    page.list.setCurrentRow(1)
    page.name.setFocus()
    qtbot.keyClicks(page.name, "the pump")
    qtbot.keyClick(page.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: lines(page) == ["seal", "★ the pump  ·  pump"])
    qtbot.mouseClick(page.saved, LEFT)
    assert lines(page) == ["★ the pump  ·  pump"]
    assert window.status == "Saved as “the pump”."


def test_forgetting_can_be_taken_back(qtbot: QtBot, window: MainWindow, core: FakeCatalogue) -> None:
    for words in ("pump", "seal", "valve"):
        core.history.add(Query(words))
    core.history.save(1, "kept")
    page = history(qtbot, window)
    qtbot.mouseClick(page.forget, LEFT)
    assert lines(page) == ["seal", "★ kept  ·  pump"]
    qtbot.mouseClick(window.undo.undo, LEFT)
    assert lines(page) == ["valve", "seal", "★ kept  ·  pump"]
    qtbot.mouseClick(page.clear, LEFT)
    assert lines(page) == ["★ kept  ·  pump"]
    assert len(core.history.past) == 3
    qtbot.mouseClick(window.undo.close_button, LEFT)
    qtbot.waitUntil(lambda: [past.name for past in core.history.past] == ["kept"])


def test_a_history_that_cannot_be_changed_offers_only_to_ask(qtbot: QtBot, make_window: MakeWindow) -> None:
    core = indexed()
    core.history.add(Query("pump"))
    core.script.read_only = True
    page = history(qtbot, make_window(core))
    assert page.again.isEnabled()
    assert not any(control.isEnabled() for control in (page.name, page.save, page.forget, page.clear))


def test_the_query_bar_offers_past_searches(qtbot: QtBot, window: MainWindow, core: FakeCatalogue) -> None:
    core.history.add(Query("nuts & bolts"))
    core.history.add(Query("", (Photo(b"picture"),)))
    core.history.save(2, "the pump")
    menu = window.workspace.past
    qtbot.keyClick(window.search.query_bar.past, Qt.Key.Key_Space)
    qtbot.waitUntil(menu.isVisible)
    actions = menu.actions()
    assert [action.text() for action in actions if action.text()] == [
        "★ the pump",
        "nuts && bolts",
        "&All past searches",
    ]
    assert not actions[0].icon().isNull()
    actions[1].trigger()
    menu.hide()
    assert window.search.query_bar.text == "nuts & bolts"
    actions[-1].trigger()
    assert window.workspace.current_page == "history"


def test_past_searches_leave_most_of_a_small_window_to_be_seen(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, in_size: Callable[[str], None]
) -> None:
    in_size("glove")
    window.resize(1024, 700)
    for number in range(12):
        core.history.add(Query(f"油圧ポンプの軸シールを交換する手順と必要な工具の一覧 {number} " * 4))
    menu = window.workspace.past
    qtbot.mouseClick(window.search.query_bar.past, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(menu.isVisible)
    assert menu.height() < 0.85 * window.height()
    assert menu.width() < 0.85 * window.width()
    searches = [action for action in menu.actions() if "…" in action.text()]
    assert 4 <= len(searches) < 12
    menu.hide()


def tags(qtbot: QtBot, window: MainWindow) -> TagsPage:
    window.workspace.go("tags")
    (page,) = window.findChildren(TagsPage)
    qtbot.waitUntil(lambda: not window.tasks.is_busy(Lane.SEARCHES))
    return page


def test_what_has_a_tag_is_found(qtbot: QtBot, window: MainWindow, core: FakeCatalogue) -> None:
    core.tags.add([1, 2], "line 3")
    core.tags.add([3], "要点検")
    page = tags(qtbot, window)
    assert [page.list.item(row).text() for row in range(2)] == ["line 3   (2)", "要点検   (1)"]
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert window.search.query_bar.text == 'tag:"line 3"'
    qtbot.waitUntil(lambda: bool(core.search.queries))
    page = tags(qtbot, window)
    page.list.setCurrentRow(1)
    qtbot.mouseClick(page.search, LEFT)
    assert window.search.query_bar.text == "tag:要点検"


def test_a_tag_is_renamed_and_removed_and_that_taken_back(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    core.tags.add([1, 2], "spare")
    page = tags(qtbot, window)
    page.name.setText("spare part")
    qtbot.keyClick(page.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: core.tags.all() == (("spare part", 2),))
    qtbot.waitUntil(lambda: page.list.chosen() == "spare part")
    assert window.undo.text == "The tag “spare” is called “spare part” now, on 2 files."
    qtbot.mouseClick(page.remove, LEFT)
    qtbot.waitUntil(lambda: window.undo.text == "The tag “spare part” was taken off 2 files.")
    assert core.tags.all() == ()
    qtbot.mouseClick(window.undo.undo, LEFT)
    qtbot.waitUntil(lambda: core.tags.all() == (("spare part", 2),))


def test_a_tag_that_became_one_with_another_is_told_apart_again(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    core.tags.add([1], "done")
    core.tags.add([2], "urgent")
    page = tags(qtbot, window)
    assert page.list.chosen() == "done"
    page.name.selectAll()
    qtbot.keyClicks(page.name, "urgent")
    qtbot.keyClick(page.name, Qt.Key.Key_Return)
    qtbot.waitUntil(window.undo.isVisible)
    assert core.tags.all() == (("urgent", 2),)
    assert window.undo.text == "“done” is one with the tag “urgent” now, which was there already."
    qtbot.mouseClick(window.undo.undo, LEFT)
    qtbot.waitUntil(lambda: core.tags.all() == (("done", 1), ("urgent", 1)))


@pytest.mark.parametrize("place", ["history", "tags"])
def test_without_any_it_says_how_to_get_one(qtbot: QtBot, window: MainWindow, place: str) -> None:
    page = history(qtbot, window) if place == "history" else tags(qtbot, window)
    assert not page.list.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.workspace.current_page == "search"


def test_a_disk_that_is_full_is_told(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, told: Told
) -> None:
    core.tags.add([1], "spare")
    page = tags(qtbot, window)
    core.script.fails["tags.delete"] = CatalogueDiskFull(path="/catalogue")
    qtbot.mouseClick(page.remove, LEFT)
    qtbot.waitUntil(lambda: told.codes == ["catalogue-disk-full"])


def test_half_typed_words_are_not_remembered(
    qtbot: QtBot, make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_recorder, "LOOKED_AT_MS", 50)
    core = indexed()
    window = make_window(core)
    words = window.search.query_bar.words
    window.activateWindow()
    words.setFocus()
    qtbot.waitUntil(words.hasFocus)
    with qtbot.waitSignal(window.search.answered):
        type_in("pum")
    qtbot.wait(150)
    assert core.history.past == []
    type_in("p")
    qtbot.waitUntil(lambda: not window.tasks.is_answering)
    press(Qt.Key.Key_Down)
    assert window.search.results.hasFocus()
    qtbot.waitUntil(lambda: [past.query.text for past in core.history.past] == ["pump"])
