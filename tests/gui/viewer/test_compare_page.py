"""Comparing two pages, and the proof of a photo, by mouse and by keyboard."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from imtextgui.domain.items import Box
from imtextgui.domain.query import Band, Evidence, FamilyMember, Route
from imtextgui.errors import DocumentMissing
from imtextgui.ui.shell.main_window import MainWindow
from tests.gui.conftest import MakeWindow, Told
from tests.gui.fake_catalogue import ITEMS, FakeCatalogue, hit_of

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
Wait = Callable[[], None]
WORDS = (Evidence(Route.WORDS, 1, 3.0, ("pump",)),)


@pytest.fixture
def two(qtbot: QtBot, window: MainWindow, settled: Wait) -> MainWindow:
    """Two results are selected."""
    window.search.query_bar.words.setText("GP-2040")
    with qtbot.waitSignal(window.search.answered):
        window.search.search()
    settled()
    window.search.results.setFocus()
    qtbot.keyClick(window.search.results, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(window.search.results.selected_hits()) == 2
    return window


def test_two_pages_are_compared_by_keyboard(qtbot: QtBot, two: MainWindow, settled: Wait) -> None:
    compare = two.search.compare
    qtbot.keyClick(two, Qt.Key.Key_D, CTRL)
    assert compare.isVisible()
    assert not two.search.results.isVisible()
    qtbot.waitUntil(lambda: compare.overlay.has_picture and compare.right.has_picture)
    assert compare.left.has_picture
    assert "% the same" in compare.message.text()
    qtbot.keyClick(compare.left, Qt.Key.Key_D)
    assert compare.overlay.isVisible()
    qtbot.keyClick(compare.overlay, Qt.Key.Key_S)
    assert compare.left.isVisible()
    qtbot.keyClick(two, Qt.Key.Key_Escape)
    assert two.search.results.isVisible()


def test_clearing_ends_a_comparison_first_and_keeps_the_words(qtbot: QtBot, two: MainWindow) -> None:
    words = two.search.query_bar.words
    asked = words.text()
    qtbot.keyClick(two, Qt.Key.Key_D, CTRL)
    assert two.search.compare.isVisible()
    two.search.clear()
    assert two.search.results.isVisible()
    assert words.text() == asked
    assert two.search.results.hasFocus()


def test_pages_side_by_side_move_together(qtbot: QtBot, two: MainWindow) -> None:
    compare = two.search.compare
    two.search.comparison.compare_selected()
    qtbot.waitUntil(lambda: compare.overlay.has_picture and compare.right.has_picture)
    compare.left.setFocus()
    compare.left.magnify(4.0, QPointF(0.7, 0.3))
    assert compare.right.magnification == pytest.approx(4.0)
    assert compare.right.centre().x() == pytest.approx(compare.left.centre().x(), abs=0.05)
    qtbot.mouseClick(compare.over, LEFT)
    assert compare.overlay.isVisible()
    qtbot.mouseClick(compare.back, LEFT)
    assert not compare.isVisible()


def test_pages_that_do_not_fit_are_not_laid_one_over_the_other(
    qtbot: QtBot, two: MainWindow, core: FakeCatalogue
) -> None:
    core.pages.unlike = True
    compare = two.search.compare
    two.search.comparison.compare_selected()
    qtbot.waitUntil(lambda: "too little in common" in compare.message.text())
    assert not compare.over.isEnabled()
    qtbot.keyClick(compare.left, Qt.Key.Key_D)
    assert compare.left.isVisible()


def test_without_a_result_nothing_is_compared(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_D, CTRL)
    assert window.status == "Select two results to compare their pages."
    assert not window.search.compare.isVisible()


def test_one_result_is_compared_with_the_one_beside_it(qtbot: QtBot, two: MainWindow) -> None:
    results, model = two.search.results, two.search.model
    last = model.rowCount() - 1
    for row, beside in ((0, 1), (last, last - 1)):
        results.clearSelection()
        results.choose(row)
        qtbot.keyClick(two, Qt.Key.Key_D, CTRL)
        assert two.status == f"Compared with {model.hit(beside).path.name}"
        qtbot.waitUntil(lambda: two.search.compare.right.has_picture)
        two.search.comparison.end()


def test_one_result_is_compared_with_its_other_edition(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue
) -> None:
    member = FamilyMember(202, 202, Path("/plant/pump B.pdf"), 1, "older")
    hit = replace(hit_of(ITEMS[0], 1, Band.STRONG, WORDS), family=(member,))
    core.search.hits = lambda _: (hit,)
    window = make_window(core)
    window.search.query_bar.words.setText("pump")
    with qtbot.waitSignal(window.search.answered):
        window.search.search()
    qtbot.keyClick(window, Qt.Key.Key_D, CTRL)
    assert window.status == "Compared with pump B.pdf"
    window.search.comparison.end()
    search = window.search
    search.actions_of_hits.show_menu(QPoint(5, 5), search.results.selected_hits(), search.query)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (compare,) = (action for action in menu.actions() if action.text() == "Compare wit&h pump B.pdf")
    compare.trigger()
    menu.close()
    assert search.compare.isVisible()


def test_a_result_that_is_alone_has_nothing_to_be_compared_with(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue
) -> None:
    core.search.hits = lambda _: (hit_of(ITEMS[0], 1, Band.STRONG, WORDS),)
    window = make_window(core)
    window.search.query_bar.words.setText("pump")
    with qtbot.waitSignal(window.search.answered):
        window.search.search()
    qtbot.keyClick(window, Qt.Key.Key_D, CTRL)
    assert window.status.startswith("There is no other result")
    assert not window.search.compare.isVisible()


def test_a_page_that_is_gone_is_told(qtbot: QtBot, two: MainWindow, core: FakeCatalogue, told: Told) -> None:
    core.script.fails["pages.compare"] = DocumentMissing(path="gone.pdf")
    two.search.comparison.compare_selected()
    qtbot.waitUntil(lambda: told.codes == ["document-missing"])


def test_what_was_proved_on_a_photo_is_shown_beside_the_page(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, settled: Wait, tmp_path: Path
) -> None:
    part, region = Box(0.1, 0.1, 0.6, 0.7), Box(0.2, 0.3, 0.8, 0.9)
    proof = Evidence(Route.GEOMETRY, 1, 42.0, region=region, photo_region=part)
    core.search.hits = lambda _: (replace(hit_of(ITEMS[2], 1, Band.STRONG, (proof,)), region=region),)
    photo = tmp_path / "photo.jpg"
    Image.new("RGB", (300, 200), "grey").save(photo)
    search = window.search
    search.comparison.show_match()
    assert window.status == "Nothing on this page was proved to be on the photo."
    with qtbot.waitSignal(search.answered):
        search.photo.open_file(photo)
    settled()
    search.comparison.show_match()
    qtbot.waitUntil(lambda: search.compare.right.has_picture)
    for canvas, box in ((search.compare.left, part), (search.compare.right, region)):
        outline = canvas.page.outline
        assert outline is not None
        assert (outline.x0, outline.y1) == pytest.approx((box.x0, box.y1))
    assert not search.compare.over.isEnabled()


def test_pages_are_paired_by_what_they_show(
    qtbot: QtBot, two: MainWindow, core: FakeCatalogue, settled: Wait
) -> None:
    one, other = two.search.results.selected_hits()
    core.pages.pairs = {(one.page_id, other.item_id): other.pages}
    qtbot.keyClick(two, Qt.Key.Key_D, CTRL)
    compare = two.search.compare
    qtbot.waitUntil(lambda: compare.overlay.has_picture and compare.right.has_picture)
    left, right = (side.page for side in compare.sides)
    assert left is not None
    assert right is not None
    assert (left.number, right.number) == (one.page, other.pages)
    assert not compare.note.isVisible()


def test_it_is_said_where_a_page_has_no_counterpart(
    qtbot: QtBot, two: MainWindow, core: FakeCatalogue, settled: Wait
) -> None:
    one, other = two.search.results.selected_hits()
    core.pages.pairs = {(one.page_id, other.item_id): 0}
    qtbot.keyClick(two, Qt.Key.Key_D, CTRL)
    compare = two.search.compare
    qtbot.waitUntil(compare.note.isVisible)
    assert compare.note.text() == f"No page of {other.path.name} shows what page {one.page} shows."
    right = compare.sides[1].page
    assert right is not None
    assert right.page_id == other.page_id


def test_each_side_is_turned_and_the_right_follows_the_left(
    qtbot: QtBot, two: MainWindow, core: FakeCatalogue, settled: Wait
) -> None:
    one, other = two.search.results.selected_hits()
    assert one.pages > 1
    core.pages.pairs = {(ITEMS[one.item_id - 1].page_id(1), other.item_id): other.pages}
    qtbot.keyClick(two, Qt.Key.Key_D, CTRL)
    compare = two.search.compare
    qtbot.waitUntil(lambda: compare.right.has_picture)
    while (left := compare.sides[0].page) is not None and left.number > 1:
        number = left.number
        qtbot.mouseClick(compare.sides[0].previous, LEFT)
        qtbot.waitUntil(lambda: compare.sides[0].name.name.endswith(f"·  {number - 1}"))  # noqa: B023
    settled()
    right = compare.sides[1].page
    assert right is not None
    assert right.number == other.pages
    assert not compare.sides[0].previous.isEnabled()
    if other.pages > 1:
        qtbot.mouseClick(compare.sides[1].previous, LEFT)
        qtbot.waitUntil(lambda: compare.sides[1].name.name.endswith(f"·  {other.pages - 1}"))
        assert compare.sides[0].name.name.endswith("·  1")


def test_a_page_without_a_picture_shows_its_text_beside_the_other(
    qtbot: QtBot, two: MainWindow, core: FakeCatalogue, settled: Wait
) -> None:
    one = two.search.results.selected_hits()[0]
    notes = next(item for item in core.items if not item.has_picture)
    two.search.comparison.compare_selected()
    compare = two.search.compare
    compare.show_pages(one, hit_of(notes, 1, Band.POSSIBLE, ()))
    side = compare.sides[1]
    qtbot.waitUntil(lambda: side.text.isVisible() and compare.left.has_picture)
    assert side.text.toPlainText() == notes.texts[0]
    settled()


def test_the_toast_can_be_closed_by_a_button_that_is_seen(qtbot: QtBot, window: MainWindow) -> None:
    window.undo.offer("Done.", lambda: None)
    close = window.undo.close_button
    drawn = window.undo.grab().toImage()
    around = drawn.pixelColor(close.geometry().left() - 3, close.geometry().center().y())
    inside = drawn.pixelColor(close.geometry().left() + 6, close.geometry().center().y())
    assert around != inside
    qtbot.mouseClick(close, LEFT)
    assert not window.undo.isVisible()


def test_what_is_said_of_two_pages_does_not_widen_a_narrow_window(
    qtbot: QtBot, window: MainWindow, in_size: Callable[[str], None]
) -> None:
    in_size("touch")
    window.resize(1024, 700)
    compare = window.search.compare
    compare.message.setText("4 % the same. Red: only on the left page. Green: only on the right one. " * 2)
    compare.show()
    qtbot.waitUntil(compare.isVisible)
    assert window.width() == 1024
    message = compare.message
    qtbot.waitUntil(
        lambda: message.height() >= message.heightForWidth(message.width())
    )  # nothing of it is cut


def test_of_other_pages_nothing_is_told_that_was_told_of_those_before(
    qtbot: QtBot, two: MainWindow, core: FakeCatalogue, settled: Wait
) -> None:
    qtbot.keyClick(two, Qt.Key.Key_D, CTRL)
    compare = two.search.compare
    qtbot.waitUntil(lambda: "% the same" in compare.message.text())
    settled()
    core.script.slow = "pages.compare"
    sides = [side for side in compare.sides if side.page is not None and side.page.pages > 1]
    turning = next(one for side in sides for one in (side.next, side.previous) if one.isEnabled())
    qtbot.mouseClick(turning, LEFT)
    qtbot.waitUntil(lambda: compare.message.text() == "Comparing…")
    core.script.go_on.set()
    qtbot.waitUntil(lambda: "% the same" in compare.message.text())
    settled()
