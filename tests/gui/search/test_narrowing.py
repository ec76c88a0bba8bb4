"""Narrowing an answer: chips that tell how the query was read, facets with counts, mistakes in the query."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QMenu, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from imtextgui.domain.filters import LANGUAGES
from imtextgui.domain.items import Kind
from imtextgui.domain.query import NO_FILTERS, Band, Chip, ChipKind, Evidence, Facet, Filters, Route
from imtextgui.errors import QueryEmpty, QueryFilterUnknown
from imtextgui.ui.results.facets_panel import MOST_VALUES
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.style import control_sizes, theme
from imtextgui.ui.tasks.task_runner import Lane
from tests.gui.conftest import MakeWindow, Told
from tests.gui.fake_catalogue import FakeCatalogue, hit_of
from tests.gui.hands import press, type_in

LEFT = Qt.MouseButton.LeftButton
CHIPS = (
    Chip(ChipKind.FILTER, "type:manual", "filter:type:manual"),
    Chip(ChipKind.EXPANSION, "pump → ポンプ", "expansion:pump"),
    Chip(ChipKind.CODE, "GP-2040-B1", "code:gp2040b1", from_photo=True),
)
FACETS = (
    Facet("folder", (("manuals", 3), ("図面", 2))),
    Facet("type", (("manual", 3), ("pdf", 3), ("photo", 1))),
    Facet("language", (("en", 4), ("ja", 1))),
    Facet("year", (("2024", 3), ("2021", 1))),
    Facet("tag", (("press line", 1),)),
)


def ask(qtbot: QtBot, window: MainWindow, words: str) -> None:
    window.search.query_bar.words.setText(words)
    with qtbot.waitSignal(window.search.answered):
        window.search.search()


@pytest.fixture
def window(make_window: MakeWindow, core: FakeCatalogue) -> MainWindow:
    core.search.chips, core.search.facets = CHIPS, FACETS
    return make_window(core)


def row(window: MainWindow, name: str, value: str) -> QTreeWidgetItem:
    panel = window.search.facets
    items = panel.tree.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
    wanted = (panel.facet_name(name), panel.value_name(name, value))
    for item in items:
        group = item.parent()
        if group is not None and (group.text(0), item.text(0)) == wanted:
            return item
    raise AssertionError(f"{name} {value} is not there")


def test_where_nothing_was_asked_the_filters_say_what_they_are_for(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, settled: Callable[[], None]
) -> None:
    core.search.facets = (Facet("type", (("manual", 3), ("photo", 1))),)
    window.activateWindow()
    facets = window.search.facets
    press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(facets.hint.isVisible)
    window.search.query_bar.words.setFocus()
    qtbot.waitUntil(window.search.query_bar.words.hasFocus)
    type_in("pump")
    settled()
    assert facets.tree.topLevelItemCount() == 1
    assert facets.hint.text() == "Files in all that was found"
    photos = window.search.tabs.buttons[Kind.PHOTO]
    assert photos.toolTip() == "Photos: 1 result in the list"


def test_the_keys_of_the_filters_put_the_cursor_into_them_and_back(qtbot: QtBot, window: MainWindow) -> None:
    ask(qtbot, window, "pump")
    window.activateWindow()
    search = window.search
    for after in (search.facets.tree, search.results):
        press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(after.hasFocus)


def test_chips_tell_how_the_query_was_read_and_can_be_switched_off(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    ask(qtbot, window, "pump")
    buttons = window.search.query_bar.chips.buttons
    assert [button.text() for button in buttons] == ["type:manual", "pump → ポンプ", "GP-2040-B1"]
    assert [button.accessibleName() for button in buttons] == [
        "Filter: type:manual",
        "Also searched for: pump → ポンプ",
        "Part number: GP-2040-B1 (read off the photo)",
    ]
    with qtbot.waitSignal(window.search.answered):
        qtbot.mouseClick(buttons[1], LEFT)
    assert core.search.queries[-1].off == {"expansion:pump"}
    buttons = window.search.query_bar.chips.buttons
    assert [button.isChecked() for button in buttons] == [True, False, True]
    buttons[1].setFocus()
    with qtbot.waitSignal(window.search.answered):
        qtbot.keyClick(buttons[1], Qt.Key.Key_Space)
    assert core.search.queries[-1].off == frozenset()
    assert window.search.query_bar.chips.buttons[1].hasFocus()


def test_chips_that_are_off_are_forgotten_with_their_query(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    ask(qtbot, window, "pump")
    with qtbot.waitSignal(window.search.answered):
        qtbot.mouseClick(window.search.query_bar.chips.buttons[0], LEFT)
    core.search.chips = CHIPS[1:]
    ask(qtbot, window, "bracket")
    assert window.search.query_bar.chips.off == frozenset()


def test_a_mistake_in_the_query_is_told_below_it_and_the_results_stay(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, told: Told
) -> None:
    ask(qtbot, window, "pump")
    found = window.search.model.rowCount()
    core.script.fails["search.answer"] = QueryFilterUnknown(name="colour", known="folder, type")
    window.search.query_bar.words.setText("pump colour:red")
    window.search.search()
    qtbot.waitUntil(lambda: "colour" in window.search.query_bar.mistake)
    assert window.search.model.rowCount() == found
    assert told.codes == []
    core.script.fails["search.answer"] = QueryEmpty()
    window.search.query_bar.words.setText('""')
    window.search.search()
    qtbot.waitUntil(lambda: "nothing to search" in window.search.query_bar.mistake)
    del core.script.fails["search.answer"]
    ask(qtbot, window, "pump")
    assert window.search.query_bar.mistake == ""


def test_a_ticked_value_filters_by_mouse_and_keyboard(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    ask(qtbot, window, "pump")
    assert not window.search.facets.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    panel = window.search.facets
    qtbot.waitUntil(panel.isVisible)
    assert row(window, "type", "manual").text(0) == "Manuals"
    assert row(window, "folder", "図面").text(1) == "2"
    item = row(window, "folder", "図面")
    where = panel.tree.visualItemRect(item)
    with qtbot.waitSignal(window.search.answered):
        qtbot.mouseClick(
            panel.tree.viewport(), LEFT, pos=where.center() + (where.topRight() - where.topLeft()) / 2
        )
    assert core.search.queries[-1].filters == Filters(folders=("図面",))
    panel.tree.setFocus()
    panel.tree.setCurrentItem(row(window, "language", "ja"))
    with qtbot.waitSignal(window.search.answered):
        qtbot.keyClick(panel.tree, Qt.Key.Key_Space)
    assert core.search.queries[-1].filters == Filters(folders=("図面",), languages=("ja",))
    assert window.search.bar.filter.text() == "2"
    with qtbot.waitSignal(window.search.answered):
        qtbot.mouseClick(panel.reset, LEFT)
    assert core.search.queries[-1].filters == NO_FILTERS
    assert window.search.bar.filter.text() == ""


def test_a_click_on_the_name_ticks_as_one_on_the_box_does(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    ask(qtbot, window, "pump")
    window.search.bar.filter.click()
    tree = window.search.facets.tree
    for from_left, folders in ((60, ("図面",)), (10, ()), (10, ("図面",)), (60, ())):
        where = tree.visualItemRect(row(window, "folder", "図面"))
        with qtbot.waitSignal(window.search.answered):
            qtbot.mouseClick(tree.viewport(), LEFT, pos=QPoint(where.left() + from_left, where.center().y()))
        assert core.search.queries[-1].filters.folders == folders
    group = row(window, "folder", "図面").parent()
    assert group is not None
    qtbot.mouseClick(tree.viewport(), LEFT, pos=tree.visualItemRect(group).center())
    assert not group.isExpanded()


def test_a_filter_tells_how_many_files_it_leaves_out(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    core.search.facets = (*FACETS[:1], replace(FACETS[1], left_out=1_234), *FACETS[2:])
    ask(qtbot, window, "pump")
    window.activateWindow()
    press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.search.facets.isVisible)
    group = row(window, "type", "manual").parent()
    assert group is not None
    assert (group.text(0), group.text(1)) == ("Type", "-1,234")
    assert group.toolTip(1) == "1234 files left out"
    assert window.status.endswith("1,234 files of other types left out")


def test_what_is_named_a_drawing_is_under_both_tabs(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    hit = hit_of(core.items[0], 1, Band.STRONG, (Evidence(Route.WORDS, 1, 3.0, ("pump",)),))
    core.search.hits = lambda _: (replace(hit, path=hit.path.with_name("pump schematic.pdf")),)
    ask(qtbot, window, "pump")
    tabs = window.search.tabs.buttons
    assert [tabs[kind].accessibleName() for kind in tabs] == ["All 1", "Manuals 1", "Drawings 1", "Photos 0"]
    for kind, shown in ((Kind.DRAWING, 1), (Kind.PHOTO, 0), (Kind.MANUAL, 1)):
        qtbot.mouseClick(tabs[kind], LEFT)
        assert window.search.model.rowCount() == shown


def test_every_language_that_is_told_apart_has_a_name(window: MainWindow) -> None:
    names = {code: window.search.facets.value_name("language", code) for code in LANGUAGES}
    assert [code for code, name in names.items() if name == code] == []


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_boxes_can_be_seen(qtbot: QtBot, window: MainWindow, name: str) -> None:
    window.preferences.change("theme", name)
    ask(qtbot, window, "pump")
    window.search.bar.filter.click()
    tree = window.search.facets.tree
    where = tree.visualItemRect(row(window, "folder", "図面"))
    drawn = tree.viewport().grab(
        QRect(where.left(), where.top(), control_sizes.current().icon, where.height())
    )
    shown = {QColor(drawn.toImage().pixel(x, where.height() // 2)).name() for x in range(drawn.width())}
    assert theme.current().strong_border in shown


def test_years_become_days_and_what_is_ticked_stays_without_hits(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    ask(qtbot, window, "pump")
    window.search.bar.filter.click()
    for year in ("2021", "2024"):
        row(window, "year", year).setCheckState(0, Qt.CheckState.Checked)
    expected = Filters(after=date(2021, 1, 1), before=date(2025, 1, 1))
    qtbot.waitUntil(lambda: core.search.queries[-1].filters == expected)
    core.search.facets = FACETS[:1]
    qtbot.waitUntil(lambda: not window.tasks.is_busy(Lane.SEARCHES))
    ask(qtbot, window, "bracket")
    assert row(window, "year", "2021").text(1) == "0"
    window.search.clear()
    assert window.search.facets.filters == NO_FILTERS


def test_machines_come_first_and_folders_that_say_the_same_are_left_out(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    machines = (("油圧プレス　2号機", 3), ("Press 1", 2))
    core.search.facets = (Facet("folder", machines), *FACETS[1:], Facet("machine", machines))
    ask(qtbot, window, "pump")
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    tree = window.search.facets.tree
    names = [tree.model().index(place, 0).data() for place in range(tree.topLevelItemCount())]
    assert names == ["Machine", "Type", "Language", "Changed in"]
    tree.setFocus()
    tree.setCurrentItem(row(window, "machine", "油圧プレス　2号機"))
    with qtbot.waitSignal(window.search.answered):
        qtbot.keyClick(tree, Qt.Key.Key_Space)
    assert core.search.queries[-1].filters == Filters(machines=("油圧プレス　2号機",))
    core.search.facets = (
        Facet("folder", (("油圧プレス　2号機/図面", 2), ("油圧プレス　2号機/取説", 1))),
        core.search.facets[-1],
    )
    ask(qtbot, window, "pump seal")
    assert row(window, "folder", "油圧プレス　2号機/取説").text(1) == "1"
    item = row(window, "machine", "Press 1")
    where = tree.visualItemRect(item)
    with qtbot.waitSignal(window.search.answered):
        qtbot.mouseClick(tree.viewport(), LEFT, pos=where.center() + (where.topRight() - where.topLeft()) / 2)
    assert core.search.queries[-1].filters.machines == ("油圧プレス　2号機", "Press 1")


def test_a_second_machine_can_be_ticked_and_a_ticked_one_keeps_its_place(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    names = [*(f"Line {number:02}" for number in range(MOST_VALUES + 3)), "油圧プレス　2号機"]
    core.search.facets = (Facet("machine", tuple((name, 100 - at) for at, name in enumerate(names))),)
    ask(qtbot, window, "pump")
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    window.search.facets.tick(Filters(machines=("油圧プレス　2号機",)))
    group = row(window, "machine", "油圧プレス　2号機").parent()
    assert group is not None
    assert group.childCount() == MOST_VALUES + 1  # what is ticked is shown, whatever its place
    assert row(window, "machine", "油圧プレス　2号機").text(1) == str(100 - len(names) + 1)
    tree = window.search.facets.tree
    tree.setFocus()
    tree.setCurrentItem(row(window, "machine", "Line 03"))
    with qtbot.waitSignal(window.search.answered):
        qtbot.keyClick(tree, Qt.Key.Key_Space)
    assert core.search.queries[-1].filters.machines == ("油圧プレス　2号機", "Line 03")


def test_nothing_is_filled_in_while_nobody_looks(qtbot: QtBot, window: MainWindow) -> None:
    ask(qtbot, window, "pump")
    tree = window.search.facets.tree
    assert tree.topLevelItemCount() == 0
    window.search.bar.filter.click()
    assert tree.topLevelItemCount() == 4
    window.search.bar.filter.click()
    window.search.show_answer(None)
    assert tree.topLevelItemCount() == 4
    window.search.bar.filter.click()
    assert tree.topLevelItemCount() == 0


def test_facets_with_one_value_divide_nothing(qtbot: QtBot, window: MainWindow) -> None:
    ask(qtbot, window, "pump")
    window.search.bar.filter.click()
    with pytest.raises(AssertionError):
        row(window, "tag", "press line")


def test_tabs_make_room_for_themselves_in_a_narrow_window(qtbot: QtBot, window: MainWindow) -> None:
    ask(qtbot, window, "pump")
    tab = window.search.tabs.buttons[Kind.MANUAL]
    window.resize(1920, 768)
    qtbot.waitUntil(lambda: tab.text().startswith("&Manuals"))
    window.resize(1000, 700)
    assert window.width() == 1000
    qtbot.waitUntil(lambda: tab.text() == str(window.search.model.count_by_kind()[Kind.MANUAL]))
    assert tab.accessibleName().startswith("Manuals")
    drawn = [button.icon().pixmap(24, 24).toImage() for button in window.search.tabs.buttons.values()]
    assert all(one != other for at, one in enumerate(drawn) for other in drawn[:at])  # "All" has its own


def test_the_text_that_may_have_been_meant_is_one_click_away(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    core.search.did_you_mean = "pump"
    ask(qtbot, window, "pmup")
    link = window.search.query_bar.chips.link
    assert link is not None
    assert link.text() == "Did you mean “pump”?"
    with qtbot.waitSignal(window.search.answered):
        qtbot.mouseClick(link, LEFT)
    assert core.search.queries[-1].text == "pump"
    assert window.search.query_bar.chips.link is None


def test_what_is_typed_can_be_completed_by_keyboard(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    core.search.completions = ("pump housing", "pump seal", "pu")
    words, completion = window.search.query_bar.words, window.search.completion
    words.setFocus()
    qtbot.keyClicks(words, "pu")
    qtbot.waitUntil(lambda: completion.offered == ["pump housing", "pump seal"])
    popup = completion.popup
    assert popup.visualRect(popup.model().index(0, 0)).height() >= control_sizes.current().row
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert words.text() == "pump seal"
    qtbot.waitUntil(lambda: [query.text for query in core.search.queries][-1:] == ["pump seal"])
    assert completion.offered == []
    words.clear()
    qtbot.keyClicks(words, "pu")
    qtbot.waitUntil(lambda: completion.offered != [])
    qtbot.keyClick(words, Qt.Key.Key_Return)
    assert completion.offered == []
    qtbot.keyClicks(words, "x")
    qtbot.waitUntil(lambda: not window.tasks.is_answering)
    assert completion.offered == []


def beside_offers(qtbot: QtBot, window: MainWindow, core: FakeCatalogue) -> QPoint:
    """Have something offered, and give the place of the second result as the offers see it."""
    core.search.completions = ("GP-2040 housing",)
    ask(qtbot, window, "GP-204")
    words, completion = window.search.query_bar.words, window.search.completion
    words.setFocus()
    qtbot.keyClicks(words, "0")
    qtbot.waitUntil(lambda: completion.offered != [] and not window.tasks.is_answering)
    results = window.search.results
    place = results.viewport().mapToGlobal(results.visualRect(results.model().index(1, 0)).center())
    return completion.popup.mapFromGlobal(place)


def test_a_click_beside_what_is_offered_is_not_lost(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    completion, results = window.search.completion, window.search.results
    qtbot.mousePress(completion.popup, LEFT, pos=beside_offers(qtbot, window, core))
    assert completion.offered == []
    assert results.currentIndex().row() == 1
    assert results.hasFocus()


def test_a_right_click_beside_what_is_offered_shows_the_menu_of_the_result(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    completion, results = window.search.completion, window.search.results
    here = beside_offers(qtbot, window, core)
    qtbot.mousePress(completion.popup, Qt.MouseButton.RightButton, pos=here)
    assert completion.offered == []
    assert results.currentIndex().row() == 1
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.pos().x() == completion.popup.mapToGlobal(here).x()  # it goes up where there is no room below
    menu.close()


def test_hits_are_shown_before_the_facets_that_follow(qtbot: QtBot, window: MainWindow) -> None:
    """The facets of the answer before stay until those of the new one have come."""
    ask(qtbot, window, "pump")
    page, whole = window.search, window.search.answer
    assert whole is not None
    first = replace(whole, facets=(), facets_follow=True, hits=whole.hits[:1])
    counted = Facet("type", (("drawing", 7), ("photo", 1)))
    with qtbot.waitSignal(page.answered):
        page.show_answer(first)
    page.facets.show()
    assert row(window, "type", "manual").text(1) == "3"
    shown = page.results.current_hit()
    with qtbot.assertNotEmitted(page.answered), qtbot.waitSignal(page.counted):
        page.show_answer(replace(first, facets=(counted,), facets_follow=False))
    assert row(window, "type", "drawing").text(1) == "7"
    assert page.results.current_hit() == shown
