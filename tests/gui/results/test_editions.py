"""Families of editions: folded under a hit, opened by mouse, keyboard and menu, older ones marked."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from imtextgui.domain.query import Band, Evidence, FamilyMember, Results, Route
from imtextgui.ui.results.card_delegates import CardDelegate
from imtextgui.ui.results.results_model import RELATION, ResultsModel
from imtextgui.ui.shell.main_window import MainWindow
from tests.gui.fake_catalogue import ITEMS, ROOT, FakeCatalogue, hit_of

LEFT = Qt.MouseButton.LeftButton
WORDS = (Evidence(Route.WORDS, 1, 3.0, ("pump",)),)
FAMILY = (
    FamilyMember(2, 201, ROOT / "manuals/GP-2040 rev C.pdf", 1, "newer"),
    FamilyMember(3, 301, ROOT / "manuals/GP-2040 rev A.pdf", 4, "older"),
)


@pytest.fixture
def editions(qtbot: QtBot, window: MainWindow, core: FakeCatalogue) -> ResultsModel:
    first = replace(hit_of(ITEMS[0], 2, Band.STRONG, WORDS), family=FAMILY)
    second = replace(hit_of(ITEMS[3], 1, Band.POSSIBLE, WORDS), older=True)
    core.search.hits = lambda _: (first, second)
    window.search.query_bar.words.setText("pump")
    with qtbot.waitSignal(window.search.answered):
        window.search.search()
    return window.search.model


def names(model: ResultsModel) -> list[str]:
    return [model.hit(row).path.name for row in range(model.rowCount())]


def test_editions_are_folded_and_spoken(editions: ResultsModel) -> None:
    assert names(editions) == ["hydraulic-pump-GP-2040.pdf", "bracket.png"]
    spoken = [editions.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]
    assert "+2 editions" in spoken[0]
    assert "Older revision" in spoken[1]


def test_a_click_on_the_mark_opens_and_folds(
    qtbot: QtBot, window: MainWindow, editions: ResultsModel
) -> None:
    results = window.search.results

    def click() -> None:
        first = editions.index(0)
        cards = results.itemDelegate()
        assert isinstance(cards, CardDelegate)
        where = cards.family_area(results.visualRect(first), first).center()
        qtbot.mouseClick(results.viewport(), LEFT, pos=where)

    click()
    assert names(editions) == [
        "hydraulic-pump-GP-2040.pdf",
        "GP-2040 rev C.pdf",
        "GP-2040 rev A.pdf",
        "bracket.png",
    ]
    assert [editions.index(row).data(RELATION) for row in range(4)] == ["", "newer", "older", ""]
    assert editions.hit(2).page == 4
    assert [section.count for section in editions.sections] == [3, 1]
    assert results.currentIndex().row() == 0
    click()
    assert editions.rowCount() == 2


def test_plus_and_minus_open_and_fold(qtbot: QtBot, window: MainWindow, editions: ResultsModel) -> None:
    results = window.search.results
    results.setFocus()
    results.choose(0)
    qtbot.keyClick(results, Qt.Key.Key_Plus)
    assert editions.rowCount() == 4
    results.choose(1)
    qtbot.keyClick(results, Qt.Key.Key_Plus)  # an edition has no family of its own
    assert editions.rowCount() == 4
    results.choose(0)
    qtbot.keyClick(results, Qt.Key.Key_Minus)
    assert editions.rowCount() == 2


def test_an_opened_family_is_painted_in_list_and_grid(
    qtbot: QtBot, window: MainWindow, editions: ResultsModel
) -> None:
    results = window.search.results
    results.open_family(0)
    for _ in range(2):
        before = results.viewport().grab().toImage()
        results.show_grid(not results.grid)
        qtbot.wait(20)
        assert results.viewport().grab().toImage() != before


def test_a_new_answer_folds_what_it_does_not_hold(
    qtbot: QtBot, window: MainWindow, editions: ResultsModel
) -> None:
    window.search.results.open_family(0)
    editions.show_hits((hit_of(ITEMS[0], 2, Band.STRONG, WORDS),))
    assert editions.rowCount() == 1
    window.search.show_answer(Results(window.search.query, (), Band.NONE, 0.1))  # type: ignore[arg-type]
    assert editions.rowCount() == 0


def test_every_edition_but_the_one_that_was_asked_for_says_so(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    paths = [ROOT / f"manuals/GP-2040 {edition} manual.pdf" for edition in ("V1.0", "V1.1", "")]
    hits = [
        replace(hit_of(item, 1, Band.STRONG, WORDS), path=path)
        for item, path in zip(ITEMS, paths, strict=False)
    ]
    core.search.hits = lambda _: tuple(hits)
    words = window.search.query_bar.words
    words.setFocus()
    qtbot.keyClicks(words, "GP-2040 V1.0")
    with qtbot.waitSignal(window.search.answered):
        qtbot.keyClick(words, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.tasks.is_answering)
    model, cards = window.search.model, window.search.results.itemDelegate()
    assert isinstance(cards, CardDelegate)
    badges = [
        [badge.text for badge, _ in cards.badges(window.search.results.visualRect(index), index)]
        for index in map(model.index, range(3))
    ]
    assert badges == [[], ["V1.1: you asked for V1.0"], []]
    assert "V1.1: you asked for V1.0" in model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
