"""Names of files on cards, in list and grid: what tells them apart is on show, and badges do not take their room."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from imtextgui.domain.query import Band, Evidence, FamilyMember, Route
from imtextgui.ui.results.card_delegates import CardDelegate
from imtextgui.ui.results.results_model import HIT
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.style import control_sizes
from tests.gui.fake_catalogue import ITEMS, ROOT, FakeCatalogue, hit_of

LEFT = Qt.MouseButton.LeftButton
WORDS = (Evidence(Route.WORDS, 1, 3.0, ("pump",)),)
NAMES = [
    "MANUFACTURER Corporation hydraulic power unit Model X100 Rev A User Manual EN.pdf",
    "MANUFACTURER Corporation hydraulic power unit Model X100 Rev B User Manual EN.pdf",
    "MANUFACTURER Corporation hydraulic power unit Model X200 Rev B User Manual JA.pdf",
]
TELLING = [("X100", "A", "EN"), ("X100", "B", "EN"), ("X200", "B", "JA")]


@pytest.fixture
def named(qtbot: QtBot, window: MainWindow, core: FakeCatalogue) -> MainWindow:
    """Three hits whose names differ by model, revision and language; the first has another edition and is older."""
    family = (FamilyMember(9, 901, ROOT / "manuals/other.pdf", 1, "newer"),)
    hits = [
        replace(hit_of(item, 1, Band.STRONG, WORDS), path=ROOT / "manuals" / name)
        for item, name in zip(ITEMS, NAMES, strict=False)
    ]
    hits[0] = replace(hits[0], family=family, older=True)
    core.search.hits = lambda _: tuple(hits)
    words = window.search.query_bar.words
    words.setFocus()
    qtbot.keyClicks(words, "pump")
    with qtbot.waitSignal(window.search.answered):
        qtbot.keyClick(words, Qt.Key.Key_Return)
    return window


@pytest.mark.parametrize("grid", [False, True])
@pytest.mark.parametrize("width", [1024, 1366, 1920])
def test_what_tells_names_apart_is_on_each_card(
    qtbot: QtBot, named: MainWindow, width: int, grid: bool
) -> None:
    named.resize(width, 700)
    results, model = named.search.results, named.search.model
    if grid:
        qtbot.mouseClick(named.search.bar.grid, LEFT)
    cards = results.itemDelegate()
    assert isinstance(cards, CardDelegate)
    for row, telling in enumerate(TELLING):
        index = model.index(row)
        inside = results.visualRect(index).width() - (30 if grid else 180)
        title = cards.title(index, index.data(HIT), inside)
        assert set(telling) <= set(" ".join(title).replace(".", " ").replace("…", " ").split())
        badges = [place for _, place in cards.badges(results.visualRect(index), index)]
        assert len(badges) == (2 if row == 0 else 0)
        assert all(results.visualRect(index).contains(place) for place in badges)
        assert all(not one.intersects(other) for at, one in enumerate(badges) for other in badges[:at])


@pytest.mark.parametrize("size", sorted(control_sizes.BY_NAME))
@pytest.mark.parametrize("grid", [False, True])
def test_the_mark_of_other_editions_is_as_large_as_a_button_and_opens_them(
    qtbot: QtBot, named: MainWindow, in_size: Callable[[str], None], size: str, grid: bool
) -> None:
    in_size(size)
    named.search.results.show_grid(grid)
    results, model = named.search.results, named.search.model
    cards, first = results.itemDelegate(), model.index(0)
    assert isinstance(cards, CardDelegate)
    target = cards.family_area(results.visualRect(first), first)
    assert target.height() >= control_sizes.current().control - 1
    qtbot.mouseClick(results.viewport(), LEFT, pos=target.center())
    assert model.rowCount() == 4
    qtbot.mouseClick(results.viewport(), LEFT, pos=results.visualRect(first).bottomLeft() + QPoint(8, -14))
    assert model.rowCount() == 4


def test_the_page_names_its_file_whole(named: MainWindow) -> None:
    assert named.search.preview.head.file_name.toolTip() == NAMES[0]


def test_tags_show_on_cards_and_are_spoken(qtbot: QtBot, named: MainWindow, core: FakeCatalogue) -> None:
    hit = replace(hit_of(ITEMS[0], 1, Band.STRONG, WORDS), tags=("急ぎ", "press line"))
    core.search.hits = lambda _: (hit,)
    with qtbot.waitSignal(named.search.answered):
        qtbot.keyClick(named.search.query_bar.words, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: named.search.model.rowCount() == 1)
    results, first = named.search.results, named.search.model.index(0)
    cards = results.itemDelegate()
    assert isinstance(cards, CardDelegate)
    assert [badge.text for badge, _ in cards.badges(results.visualRect(first), first)] == ["急ぎ, press line"]
    assert "急ぎ, press line" in first.data(Qt.ItemDataRole.AccessibleTextRole)
    results.viewport().grab()
