"""The final answer to a photo, and answers that change: what the reader looks at stays where it is."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from imtextgui.domain.items import Kind
from imtextgui.domain.query import Band, Evidence, Hit, Query, Results, Route
from imtextgui.ui.shell.main_window import MainWindow
from tests.gui.fake_catalogue import FakeCatalogue, hit_of
from tests.gui.fake_catalogue.files import FakeItem
from tests.gui.hands import press
from tests.gui.search.test_judging import action
from tests.gui.search.test_search import ask

LEFT = Qt.MouseButton.LeftButton
LIKE = (Evidence(Route.APPEARANCE, 1, 0.8),)
PROVED = (Evidence(Route.GEOMETRY, 1, 40.0),)
Step = Callable[[], None]


def many(core: FakeCatalogue) -> list[Hit]:
    """Enough hits to scroll through, all alike."""
    items = [core.items[at % len(core.items)] for at in range(30)]
    return [replace(hit_of(item, 1, Band.POSSIBLE, LIKE), item_id=100 + at) for at, item in enumerate(items)]


@pytest.fixture
def staged(qtbot: QtBot, window: MainWindow, core: FakeCatalogue) -> tuple[MainWindow, Step]:
    """A window with the first answer to a photo, and what lets the final one come: the last hit is proved."""
    hits = many(core)
    proved = replace(hits[-1], band=Band.STRONG, evidence=PROVED, item_id=999, path=core.items[2].path)
    query = Query("pump")
    window.search.show_answer(Results(query, tuple(hits), Band.POSSIBLE, 0.1))
    qtbot.waitUntil(lambda: not window.tasks.is_answering)

    def finish() -> None:
        window.search.show_answer(Results(query, (proved, *hits), Band.STRONG, 0.4))
        qtbot.waitUntil(lambda: not window.tasks.is_answering)

    return window, finish


def chosen(window: MainWindow) -> int:
    hit = window.search.results.current_hit()
    assert hit is not None
    return hit.item_id


def test_where_nothing_was_touched_the_best_hit_is_chosen_and_seen(staged: tuple[MainWindow, Step]) -> None:
    window, finish = staged
    assert chosen(window) == 100
    finish()
    assert chosen(window) == 999
    assert window.search.results.verticalScrollBar().value() == 0
    assert "A better match" not in window.status


def by_click(qtbot: QtBot, window: MainWindow) -> None:
    results = window.search.results
    qtbot.mouseClick(results.viewport(), LEFT, pos=results.visualRect(window.search.model.index(1)).center())


def by_click_on_the_first(qtbot: QtBot, window: MainWindow) -> None:
    results = window.search.results
    qtbot.mouseClick(results.viewport(), LEFT, pos=results.visualRect(window.search.model.index(0)).center())


def by_keys(qtbot: QtBot, window: MainWindow) -> None:
    window.search.results.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_PageDown)


def by_the_page(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.mouseClick(window.search.preview.tools.larger, LEFT)


@pytest.mark.parametrize("touch", [by_click, by_click_on_the_first, by_keys, by_the_page])
def test_where_something_was_touched_the_place_is_kept_and_a_better_hit_is_told(
    qtbot: QtBot, staged: tuple[MainWindow, Step], touch: Callable[[QtBot, MainWindow], None]
) -> None:
    window, finish = staged
    touch(qtbot, window)
    qtbot.waitUntil(lambda: not window.tasks.is_answering)
    results = window.search.results
    before, size = chosen(window), window.search.preview.canvas.magnification
    top = results.visualRect(results.currentIndex()).top()
    finish()
    assert chosen(window) == before
    assert results.visualRect(results.currentIndex()).top() == top
    assert window.search.preview.canvas.magnification == size
    assert window.status == f"A better match came: {window.search.model.hit(0).path.name}"


def test_the_page_that_was_turned_to_stays(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, settled: Step
) -> None:
    item: FakeItem = core.items[0]
    hit = hit_of(item, 2, Band.POSSIBLE, LIKE)
    query = Query("pump")
    window.search.show_answer(Results(query, (hit,), Band.POSSIBLE, 0.1))
    settled()
    qtbot.mouseClick(window.search.preview.tools.next, LEFT)
    settled()
    assert window.search.preview.number == 3
    other = hit_of(core.items[1], 1, Band.STRONG, PROVED)
    proved = replace(hit, evidence=PROVED, page=1, page_id=item.page_id(1), other_pages=(3,))
    window.search.show_answer(Results(query, (other, proved), Band.STRONG, 0.4))
    settled()
    assert window.search.preview.number == 3
    assert window.search.preview.tools.matching == [1, 3]
    assert window.search.preview.canvas.has_picture


def test_another_query_begins_at_its_best_hit(qtbot: QtBot, staged: tuple[MainWindow, Step]) -> None:
    window, _ = staged
    by_keys(qtbot, window)
    words = window.search.query_bar.words
    words.setFocus()
    qtbot.keyClicks(words, "pump")
    with qtbot.waitSignal(window.search.answered):
        qtbot.keyClick(words, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.tasks.is_answering)
    assert window.search.results.currentIndex().row() == 0
    assert window.search.results.verticalScrollBar().value() == 0


@pytest.mark.parametrize("touch", [by_click, by_keys, by_the_page])
def test_another_query_begins_at_its_best_hit_where_it_finds_the_chosen_one_too(
    qtbot: QtBot,
    staged: tuple[MainWindow, Step],
    core: FakeCatalogue,
    settled: Step,
    touch: Callable[[QtBot, MainWindow], None],
) -> None:
    window, _ = staged
    touch(qtbot, window)
    settled()
    hits = many(core)
    best = replace(hit_of(core.items[2], 1, Band.STRONG, PROVED), item_id=999)
    window.search.show_answer(Results(Query("pump seal"), (best, *hits), Band.STRONG, 0.1))
    settled()
    assert chosen(window) == 999
    assert window.search.results.verticalScrollBar().value() == 0
    page = window.search.preview.page_on_show
    assert page is not None
    assert page.path == best.path
    assert "A better match" not in window.status


def kinds_around(window: MainWindow) -> tuple[Kind, Kind]:
    """The kind of the chosen hit, and one that it is not of."""
    hits = [window.search.model.hit(row) for row in range(window.search.model.rowCount())]
    own = window.search.results.current_hit()
    assert own is not None
    return own.kind, next(hit.kind for hit in hits if hit.kind is not own.kind)


def test_what_was_chosen_comes_back_with_its_kind(
    qtbot: QtBot, staged: tuple[MainWindow, Step], settled: Step
) -> None:
    window, _ = staged
    by_click(qtbot, window)
    settled()
    before, (_, other) = chosen(window), kinds_around(window)
    tabs = window.search.tabs.buttons
    qtbot.mouseClick(tabs[other], LEFT)
    settled()
    assert chosen(window) != before
    qtbot.mouseClick(tabs[None], LEFT)
    settled()
    assert chosen(window) == before


def test_what_was_chosen_among_another_kind_stays(
    qtbot: QtBot, staged: tuple[MainWindow, Step], settled: Step
) -> None:
    window, _ = staged
    _, other = kinds_around(window)
    tabs = window.search.tabs.buttons
    qtbot.mouseClick(tabs[other], LEFT)
    settled()
    by_click(qtbot, window)
    settled()
    taken = chosen(window)
    qtbot.mouseClick(tabs[None], LEFT)
    settled()
    assert chosen(window) == taken


def test_after_a_page_was_refused_the_card_and_the_page_beside_it_are_one(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, settled: Step
) -> None:
    item: FakeItem = core.items[0]
    answers = [hit_of(item, 1, Band.POSSIBLE, LIKE), hit_of(core.items[1], 1, Band.WEAK, LIKE)]
    core.search.hits = lambda _: tuple(answers)
    ask(qtbot, window, "pump")
    by_click_on_the_first(qtbot, window)
    settled()
    answers.reverse()
    answers[1] = hit_of(item, 2, Band.WEAK, LIKE)
    action(window, "Not what I asked for").trigger()
    qtbot.waitUntil(lambda: window.search.model.hit(1).page == 2)
    settled()
    assert chosen(window) == item.id
    assert window.search.preview.number == 2


def test_a_page_that_was_refused_is_left_though_an_answer_from_before_came_meanwhile(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, settled: Step
) -> None:
    item: FakeItem = core.items[0]
    refused, other = hit_of(item, 1, Band.POSSIBLE, LIKE), hit_of(core.items[1], 1, Band.WEAK, LIKE)
    core.search.hits = lambda _: (refused, other)
    ask(qtbot, window, "pump")
    by_click_on_the_first(qtbot, window)
    settled()
    query = window.search.query
    assert query is not None
    action(window, "Not what I asked for").trigger()
    window.search.show_answer(Results(query, (other, refused), Band.POSSIBLE, 0.1))
    settled()
    window.search.show_answer(Results(query, (other, hit_of(item, 2, Band.WEAK, LIKE)), Band.POSSIBLE, 0.1))
    settled()
    hit = window.search.results.current_hit()
    assert hit is not None
    assert (hit.item_id, hit.page, window.search.preview.number) == (item.id, 2, 2)


def test_the_card_of_a_page_that_is_being_read_stays_with_it(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, settled: Step
) -> None:
    item: FakeItem = core.items[0]
    query = Query("pump")
    window.search.show_answer(Results(query, (hit_of(item, 1, Band.POSSIBLE, LIKE),), Band.POSSIBLE, 0.1))
    settled()
    by_click_on_the_first(qtbot, window)
    settled()
    better = (hit_of(core.items[1], 1, Band.STRONG, PROVED), hit_of(item, 2, Band.POSSIBLE, LIKE))
    window.search.show_answer(Results(query, better, Band.STRONG, 0.4))
    settled()
    hit = window.search.results.current_hit()
    assert hit is not None
    assert (hit.page_id, hit.page, window.search.preview.number) == (item.page_id(1), 1, 1)
    assert window.search.preview.tools.matching == [1, 2]
