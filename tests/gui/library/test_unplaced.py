"""What was added to pages that are gone, in the window: seen, put on the page that was found, forgotten."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from imtextgui.domain.runs.unplaced_additions import AdditionKind, LikelyPlace, OutOfView, UnplacedAddition
from imtextgui.ui.library.tags_page import TagsPage
from imtextgui.ui.library.unplaced_panel import UnplacedPanel
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.tasks.task_runner import Lane
from tests.gui.conftest import MakeWindow, Told
from tests.gui.fake_catalogue import ROOT, FakeCatalogue, indexed
from tests.gui.hands import press

LEFT = Qt.MouseButton.LeftButton
MANUAL = Path("/plant/ポンプ.pdf")
PUMP = ROOT / "manuals/hydraulic-pump-GP-2040.pdf"
LOST = (
    UnplacedAddition("a", AdditionKind.JUDGEMENT, "shaft seal", MANUAL, 3, OutOfView.PAGE_GONE, True),
    UnplacedAddition("b", AdditionKind.JUDGEMENT, "", MANUAL, 4, OutOfView.PAGE_GONE, False),
    UnplacedAddition("c", AdditionKind.TAG, "spare part", None, 0, OutOfView.FILE_GONE),
    UnplacedAddition("d", AdditionKind.DESCRIPTION, "The seal kit", MANUAL, 1, OutOfView.FILE_GONE),
    UnplacedAddition("e", AdditionKind.ENTRY, "", MANUAL, 2, OutOfView.OTHER_THING),
)


@pytest.fixture
def core() -> FakeCatalogue:
    catalogue = indexed()
    catalogue.additions.lost = list(LOST)
    return catalogue


@pytest.fixture
def window(make_window: MakeWindow, core: FakeCatalogue) -> MainWindow:
    return make_window(core)


def panel(qtbot: QtBot, window: MainWindow) -> UnplacedPanel:
    window.workspace.go("tags")
    (page,) = window.findChildren(TagsPage)
    qtbot.waitUntil(lambda: not window.tasks.is_busy(Lane.SEARCHES))
    qtbot.mouseClick(page.without_page, LEFT)
    assert page.unplaced.isVisible()
    assert page.focus_start is page.unplaced.list
    return page.unplaced


def lines(shown: UnplacedPanel) -> list[str]:
    return [shown.list.item(row).text() for row in range(shown.list.count())]


def test_each_tells_what_it_is_and_where_it_was(qtbot: QtBot, window: MainWindow) -> None:
    shown = panel(qtbot, window)
    assert lines(shown) == [
        "Right for “shaft seal”\nポンプ.pdf, page 3: the file has no such page any more",
        "Wrong for “(a photo)”\nポンプ.pdf, page 4: the file has no such page any more",
        "Tag “spare part”\nA file that is not known: the file is not in the catalogue any more",
        "Description “The seal kit”\nポンプ.pdf, page 1: the file is not in the catalogue any more",
        "On a job sheet: –\nポンプ.pdf, page 2: another thing has this name now",
    ]


@pytest.mark.usefixtures("japanese")
def test_it_is_told_in_japanese(qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue) -> None:
    shown = panel(qtbot, make_window(core))
    assert (
        lines(shown)[0]
        == "「shaft seal」の正解\nポンプ.pdf、3 ページ: このページはファイルからなくなっています"
    )


def test_one_is_put_on_the_page_that_is_chosen_in_the_search(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    shown = panel(qtbot, window)
    assert not shown.place.isEnabled()
    assert "find that page in the search" in shown.target.text()
    window.workspace.go("search")
    window.search.query_bar.words.setText("bracket")
    with qtbot.waitSignal(window.search.answered):
        window.search.search()
    hit = window.search.results.current_hit()
    assert hit is not None
    shown = panel(qtbot, window)
    qtbot.waitUntil(shown.place.isEnabled)
    assert f"{hit.path.name}, page {hit.page}" in shown.target.text()
    shown.list.setFocus()
    press(Qt.Key.Key_Down)
    qtbot.mouseClick(shown.place, LEFT)
    qtbot.waitUntil(lambda: shown.list.count() == 4)
    assert core.additions.placed == [("b", hit.page_id, hit.item_id)]
    assert window.undo.text == f"It is on {hit.path.name}, page {hit.page} now."
    (page,) = window.findChildren(TagsPage)
    assert page.without_page.text() == "Unp&laced (4)"
    qtbot.mouseClick(window.undo.undo, LEFT)
    qtbot.waitUntil(lambda: shown.list.count() == 5)


def test_forgetting_can_be_taken_back(qtbot: QtBot, window: MainWindow, core: FakeCatalogue) -> None:
    shown = panel(qtbot, window)
    qtbot.mouseClick(shown.forget, LEFT)
    qtbot.waitUntil(lambda: shown.list.count() == 4)
    qtbot.mouseClick(window.undo.undo, LEFT)
    qtbot.waitUntil(lambda: shown.list.count() == 5)
    assert len(core.additions.lost) == 5
    shown.list.setCurrentRow(0)
    qtbot.mouseClick(shown.forget, LEFT)
    qtbot.waitUntil(lambda: shown.list.count() == 4)
    window.undo.settle()
    qtbot.waitUntil(lambda: [one.id for one in core.additions.lost] == ["b", "c", "d", "e"])


def test_without_any_it_says_what_comes_here(qtbot: QtBot, window: MainWindow, core: FakeCatalogue) -> None:
    core.additions.lost = []
    shown = panel(qtbot, window)
    assert not shown.list.isVisible()


def test_in_a_catalogue_that_is_read_only_nothing_is_offered(qtbot: QtBot, make_window: MakeWindow) -> None:
    core = indexed(read_only=True)
    core.additions.lost = list(LOST)
    shown = panel(qtbot, make_window(core))
    qtbot.waitUntil(lambda: shown.list.count() == 5)
    assert not shown.forget.isEnabled()
    assert not shown.place.isEnabled()


MOVED = UnplacedAddition(
    "m", AdditionKind.DESCRIPTION, "The seal kit", PUMP, 2, OutOfView.HARDLY_ALIKE, None, LikelyPlace(3, 7, 8)
)


def test_what_went_along_to_another_page_is_looked_at_and_confirmed(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue, told: Told
) -> None:
    core.additions.lost = [LOST[0], MOVED]
    window = make_window(core)
    shown = panel(qtbot, window)
    qtbot.waitUntil(lambda: shown.list.count() == 2)
    assert not shown.confirm.isVisible()
    shown.list.setFocus()
    press(Qt.Key.Key_Down)
    assert lines(shown)[1] == (
        f"Description “The seal kit”\n{PUMP.name}, page 2: went along to page 3 of the new edition, "
        "which is hardly like it"
    )
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: told.opened == [PUMP])
    qtbot.mouseClick(shown.opening, LEFT)
    qtbot.waitUntil(lambda: told.opened == [PUMP, PUMP])
    qtbot.mouseClick(shown.confirm, LEFT)
    qtbot.waitUntil(lambda: shown.list.count() == 1)
    assert core.additions.placed == [("m", 7, 8)]
    assert window.undo.text == f"It is on {PUMP.name}, page 3 now."
    qtbot.mouseClick(window.undo.undo, LEFT)
    qtbot.waitUntil(lambda: shown.list.count() == 2)


@pytest.mark.usefixtures("japanese")
def test_what_went_along_is_told_in_japanese(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue
) -> None:
    core.additions.lost = [MOVED]
    shown = panel(qtbot, make_window(core))
    qtbot.waitUntil(lambda: shown.list.count() == 1)
    assert "新しい版の 3 ページに移りました" in lines(shown)[0]
    assert shown.confirm.text().startswith("この場所で確定")


def test_with_gloves_in_a_low_window_all_its_buttons_are_seen(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue, in_size: Callable[[str], None]
) -> None:
    in_size("glove")
    core.additions.lost = [MOVED]
    window = make_window(core)
    window.resize(1024, 700)
    shown = panel(qtbot, window)
    qtbot.waitUntil(shown.confirm.isVisible)
    buttons = (shown.confirm, shown.opening, shown.place, shown.forget)
    qtbot.waitUntil(lambda: all(button.visibleRegion().boundingRect() == button.rect() for button in buttons))
