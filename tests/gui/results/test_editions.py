"""Families of editions: folded under a hit, opened by mouse and keyboard, older ones marked; twins change places."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from imtextgui.domain.query import Band, Evidence, FamilyMember, Results, Route
from imtextgui.ui.results.card_delegates import CardDelegate
from imtextgui.ui.results.hit_text import HitText
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
    core.pages.pairs = {(first.page_id, member.item_id): 0 for member in FAMILY}
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
        replace(hit_of(item, 1, Band.STRONG, WORDS), path=path, asked_edition="V1.0")
        for item, path in zip(ITEMS, paths, strict=False)
    ]
    other = replace(hit_of(ITEMS[3], 1, Band.POSSIBLE, WORDS), path=ROOT / "manuals/KX-7 V1.1.pdf")
    core.search.hits = lambda _: (*hits, other)
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
        for index in map(model.index, range(4))
    ]
    assert badges == [[], ["V1.1: you asked for V1.0"], [], []]  # nobody asked for V1.0 of the last
    assert "V1.1: you asked for V1.0" in model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)


def answered(qtbot: QtBot, window: MainWindow, core: FakeCatalogue, *family: FamilyMember) -> ResultsModel:
    hit = replace(hit_of(ITEMS[0], 2, Band.STRONG, WORDS), family=family, language="en")
    core.search.hits = lambda _: (hit, hit_of(ITEMS[3], 1, Band.POSSIBLE, WORDS))
    window.search.query_bar.words.setText("pump")
    with qtbot.waitSignal(window.search.answered):
        window.search.search()
    return window.search.model


DRAWING = FamilyMember(9, 901, ROOT / "manuals/hydraulic-pump-GP-2040.dxf", 1, "form", "en", 2)
JAPANESE = FamilyMember(8, 801, ROOT / "manuals/油圧ポンプ.pdf", 3, "translation", "ja", 12)


@pytest.mark.parametrize(
    ("twin", "there", "back"),
    [(DRAWING, "Also as DXF", "Also as PDF"), (JAPANESE, "Also in Japanese", "Also in English")],
)
def test_a_twin_takes_the_place_of_its_hit_and_gives_it_back(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, twin: FamilyMember, there: str, back: str
) -> None:
    model, results = answered(qtbot, window, core, twin), window.search.results
    text = HitText()
    assert text.editions(model.hit(0)) == there
    cards = results.itemDelegate()
    assert isinstance(cards, CardDelegate)
    mark = cards.family_area(results.visualRect(model.index(0)), model.index(0))
    qtbot.mouseClick(results.viewport(), LEFT, pos=mark.center())
    assert names(model) == [twin.path.name, "bracket.png"]
    shown = model.hit(0)
    assert (shown.page, shown.pages, shown.language) == (twin.page, twin.pages, twin.language)
    assert text.editions(shown) == back
    assert results.currentIndex().row() == 0
    qtbot.keyClick(results, Qt.Key.Key_Minus)
    assert names(model) == ["hydraulic-pump-GP-2040.pdf", "bracket.png"]
    assert model.hit(0).evidence == WORDS
    qtbot.keyClick(results, Qt.Key.Key_Plus)
    qtbot.keyClick(results, Qt.Key.Key_Plus)
    assert names(model)[0] == twin.path.name
    model.open_family(1)  # nothing to open
    assert model.rowCount() == 2


def test_twins_among_several_editions_stand_below_the_hit(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    model = answered(qtbot, window, core, DRAWING, FAMILY[1])
    assert HitText().editions(model.hit(0)) == "+2 editions"
    window.search.results.open_family(0)
    assert [model.index(row).data(RELATION) for row in range(4)] == ["", "form", "older", ""]
    assert HitText().edition_badge(model.hit(1), "form") == "In another format"


def test_a_twin_in_a_language_that_nobody_knows() -> None:
    hit = replace(hit_of(ITEMS[0], 2, Band.STRONG, WORDS), family=(replace(JAPANESE, language=""),))
    assert HitText().editions(hit) == "+1 edition"
    other = replace(hit, family=(replace(JAPANESE, language="pt"),))
    assert HitText().editions(other) == "Also in pt"


def test_another_edition_opens_at_the_page_that_shows_the_same(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, editions: ResultsModel
) -> None:
    hit = editions.hit(0)
    core.pages.pairs = {(hit.page_id, 2): 2, (hit.page_id, 3): 0}
    results = window.search.results
    results.setFocus()
    results.choose(0)
    qtbot.keyClick(results, Qt.Key.Key_Plus)
    qtbot.waitUntil(lambda: editions.hit(1).page == 2)
    assert editions.hit(1).page_id == ITEMS[1].page_id(2)
    assert editions.hit(2).page == 4  # it has no such page: the one that was found
    qtbot.keyClick(results, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: window.search.preview.number == 2)
    results.choose(0)
    qtbot.keyClick(results, Qt.Key.Key_Minus)
    qtbot.keyClick(results, Qt.Key.Key_Plus)
    assert editions.hit(1).page == 2
