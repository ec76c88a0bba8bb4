"""The preview: page, text, zoom, pages back and forth, region, and pages that cannot be drawn."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from imtextgui.domain.items import Box
from imtextgui.domain.query import Band, Evidence, Hit, Route
from imtextgui.errors import DocumentMissing
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.style import colour_schemes
from imtextgui.ui.viewer.canvas.page_renderer import READING_PIXELS
from imtextgui.ui.viewer.canvas.page_scene import PageScene
from imtextgui.ui.viewer.canvas.page_zoom import FitMode
from imtextgui.ui.viewer.page_preview import PagePreview
from imtextgui.ui.viewer.page_strip import MATCHES
from tests.gui.fake_catalogue import ITEMS, FakeCatalogue, hit_of
from tests.gui.hands import press, type_in

LEFT = Qt.MouseButton.LeftButton
Wait = Callable[[], None]
MANUAL, JAPANESE, DRAWING, BRACKET, PHOTO, NOTES, UNREADABLE = ITEMS
WORDS = (Evidence(Route.WORDS, 1, 3.0, ("pump",)),)


@pytest.fixture
def preview(window: MainWindow) -> PagePreview:
    return window.search.preview


def show(preview: PagePreview, hit: Hit, settled: Wait) -> None:
    preview.show_hit(hit)
    settled()


def test_the_size_that_was_chosen_is_that_of_the_next_pages(
    qtbot: QtBot, preview: PagePreview, settled: Wait
) -> None:
    show(preview, hit_of(MANUAL, 1, Band.STRONG, WORDS), settled)
    for choose, expected in ((preview.fit.fit_whole, FitMode.WHOLE), (preview.fit.fit_width, FitMode.WIDTH)):
        choose()
        assert preview.canvas.fit_mode is expected
        qtbot.mouseClick(preview.tools.next, LEFT)
        settled()
        assert preview.canvas.fit_mode is expected


def test_pages_are_turned_by_mouse_and_keyboard(
    qtbot: QtBot, window: MainWindow, preview: PagePreview, settled: Wait
) -> None:
    show(preview, hit_of(MANUAL, 2, Band.STRONG, WORDS), settled)
    assert preview.text.toPlainText().startswith("Exploded view")
    qtbot.mouseClick(preview.tools.next, LEFT)
    settled()
    assert (preview.number, preview.tools.next.isEnabled()) == (3, False)
    assert preview.text.toPlainText().startswith("Troubleshooting")
    for _ in range(5):
        qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    settled()
    assert (preview.number, preview.tools.previous.isEnabled()) == (1, False)


def test_the_pages_that_matched_are_one_click_or_key_away(
    qtbot: QtBot, window: MainWindow, preview: PagePreview, settled: Wait
) -> None:
    show(preview, hit_of(MANUAL, 2, Band.STRONG, WORDS, others=(1, 3)), settled)
    assert preview.tools.matching == [1, 2, 3]
    qtbot.mouseClick(preview.tools.next_match, LEFT)
    settled()
    assert (preview.number, preview.tools.next_match.isEnabled()) == (3, False)
    for _ in range(3):
        qtbot.keyClick(window, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settled()
    assert (preview.number, preview.tools.previous_match.isEnabled()) == (1, False)
    qtbot.keyClick(window, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert preview.number == 2
    show(preview, hit_of(MANUAL, 2, Band.STRONG, WORDS), settled)
    assert not preview.tools.next_match.isVisible()


def test_the_strip_shows_all_pages_marks_those_that_matched_and_turns_to_them(
    qtbot: QtBot, preview: PagePreview, settled: Wait
) -> None:
    show(preview, hit_of(MANUAL, 2, Band.STRONG, WORDS, others=(3,)), settled)
    strip = preview.strip
    model = strip.pages_model
    assert strip.isVisible()
    assert [page.number for page in model.pages] == [1, 2, 3]
    assert [model.index(row).data(MATCHES) for row in range(3)] == [False, True, True]
    spoken = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]
    assert spoken == ["page 1", "page 2, found"]
    assert strip.currentIndex().row() == 1
    qtbot.mouseClick(strip.viewport(), LEFT, pos=strip.visualRect(model.index(0)).center())
    settled()
    assert preview.number == 1
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    settled()
    assert preview.number == 2
    show(preview, hit_of(DRAWING, 1, Band.STRONG, WORDS), settled)
    assert not strip.isVisible()


def test_another_answer_with_the_same_document_marks_its_own_pages(
    preview: PagePreview, settled: Wait
) -> None:
    show(preview, hit_of(MANUAL, 2, Band.STRONG, WORDS, others=(1, 3)), settled)
    show(preview, hit_of(MANUAL, 2, Band.STRONG, WORDS), settled)
    model = preview.strip.pages_model
    assert [model.index(row).data(MATCHES) for row in range(3)] == [False, True, False]


def test_matching_words_are_marked_in_the_text(qtbot: QtBot, preview: PagePreview, settled: Wait) -> None:
    show(preview, hit_of(MANUAL, 2, Band.STRONG, WORDS), settled)
    marks = [mark.cursor.selectedText() for mark in preview.text.extraSelections()]
    assert marks == ["pump", "pump"]
    assert preview.canvas.isVisible()
    qtbot.mouseClick(preview.tools.as_text, LEFT)
    assert preview.text.isVisible()
    qtbot.mouseClick(preview.tools.as_text, LEFT)
    assert preview.canvas.isVisible()
    qtbot.mouseClick(preview.tools.as_text, LEFT)
    show(preview, hit_of(JAPANESE, 1, Band.STRONG, WORDS), settled)
    assert preview.canvas.isVisible()  # the text of one document does not stick to the next
    assert preview.canvas.has_picture


def test_a_text_file_shows_its_text(preview: PagePreview, settled: Wait) -> None:
    show(preview, hit_of(NOTES, 1, Band.STRONG, WORDS), settled)
    assert preview.text.isVisible()
    assert "grease" in preview.text.toPlainText()
    assert not preview.tools.as_text.isEnabled()


def test_a_file_found_by_its_name_alone_is_explained(preview: PagePreview, settled: Wait) -> None:
    show(preview, hit_of(UNREADABLE, 1, Band.POSSIBLE, WORDS), settled)
    assert preview.note.isVisible()
    assert "by its name" in preview.note.text()
    show(preview, hit_of(NOTES, 1, Band.POSSIBLE, WORDS), settled)
    assert not preview.note.isVisible()


def test_zoom_by_button_wheel_and_key(qtbot: QtBot, preview: PagePreview, settled: Wait) -> None:
    show(preview, hit_of(DRAWING, 1, Band.STRONG, WORDS), settled)
    canvas = preview.canvas
    qtbot.mouseClick(preview.tools.larger, LEFT)
    assert canvas.magnification == pytest.approx(1.25)
    centre = QPointF(canvas.viewport().rect().center())
    wheel = QWheelEvent(
        centre,
        canvas.viewport().mapToGlobal(centre),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas.viewport(), wheel)
    assert canvas.magnification == pytest.approx(1.25**3)
    qtbot.keyClick(canvas, Qt.Key.Key_Minus)
    assert canvas.magnification == pytest.approx(1.25**2)
    qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    qtbot.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.magnification == 1.0
    qtbot.mouseClick(preview.tools.smaller, LEFT)
    assert canvas.magnification == 1.0


def test_the_visible_part_is_drawn_as_sharp_as_the_screen_once_it_is_magnified(
    qtbot: QtBot, preview: PagePreview, core: FakeCatalogue, settled: Wait
) -> None:
    show(preview, hit_of(DRAWING, 1, Band.STRONG, WORDS), settled)
    canvas = preview.canvas
    canvas.magnify(8.0, QPointF(0.25, 0.25))
    qtbot.waitUntil(lambda: canvas.page.sharp_part is not None)
    page, pixels = core.pages.pictures_asked[-1]
    assert page == DRAWING.page_id(1)
    assert pixels == canvas.needed_pixels > READING_PIXELS
    part = canvas.page.sharp_part
    assert part is not None
    assert part.x0 <= 0.25 <= part.x1
    assert part.x1 - part.x0 < 0.5
    canvas.magnify(8.0, QPointF(0.75, 0.75))
    settled()
    qtbot.waitUntil(lambda: canvas.page.sharp_part is not None and canvas.page.sharp_part.x1 > 0.75)
    canvas.fit()
    settled()
    assert len(core.pages.pictures_asked) == 3


def test_a_page_can_be_turned(qtbot: QtBot, preview: PagePreview, settled: Wait) -> None:
    show(preview, hit_of(DRAWING, 1, Band.STRONG, WORDS), settled)
    qtbot.mouseClick(preview.tools.rotate, LEFT)
    assert preview.canvas.rotation == 90
    qtbot.keyClick(preview.canvas, Qt.Key.Key_R)
    assert preview.canvas.rotation == 180
    show(preview, hit_of(BRACKET, 1, Band.STRONG, WORDS), settled)
    assert preview.canvas.rotation == 0


def test_a_framed_part_of_a_page_is_searched_with(
    qtbot: QtBot, window: MainWindow, preview: PagePreview, core: FakeCatalogue, settled: Wait
) -> None:
    show(preview, hit_of(DRAWING, 1, Band.STRONG, WORDS), settled)
    qtbot.mouseClick(preview.tools.frame, LEFT)
    viewport = preview.canvas.viewport()
    middle = viewport.rect().center()
    with qtbot.waitSignal(window.search.answered):
        qtbot.mousePress(viewport, LEFT, pos=middle - QPoint(60, 60))
        qtbot.mouseMove(viewport, middle)
        qtbot.mouseRelease(viewport, LEFT, pos=middle)
    photo = core.search.queries[-1].photos[0]
    assert isinstance(photo.source, bytes)
    assert not preview.tools.frame.isChecked()
    assert preview.canvas.dragMode() == preview.canvas.DragMode.ScrollHandDrag


def test_escape_ends_framing_and_not_the_search(
    qtbot: QtBot, window: MainWindow, preview: PagePreview, settled: Wait
) -> None:
    window.search.query_bar.words.setText("pump")
    with qtbot.waitSignal(window.search.answered):
        window.search.search()
    settled()
    qtbot.mouseClick(preview.tools.frame, LEFT)
    assert preview.canvas.hasFocus()
    qtbot.keyClick(preview.canvas, Qt.Key.Key_Escape)
    assert not preview.tools.frame.isChecked()
    assert preview.canvas.dragMode() == preview.canvas.DragMode.ScrollHandDrag
    assert window.search.query is not None
    qtbot.keyClick(preview.canvas, Qt.Key.Key_Escape)
    assert window.search.query is None


def test_space_gives_the_page_all_the_room_and_escape_takes_it_back(
    qtbot: QtBot, window: MainWindow, preview: PagePreview, settled: Wait
) -> None:
    search = window.search
    search.query_bar.words.setText("pump")
    with qtbot.waitSignal(search.answered):
        search.search()
    search.results.setFocus()
    qtbot.keyClick(search.results, Qt.Key.Key_Space)
    assert search.is_reading
    assert not search.results.isVisible()
    assert preview.canvas.hasFocus()
    settled()
    qtbot.keyClick(preview.canvas, Qt.Key.Key_Right)
    assert search.results.currentIndex().row() == 1
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert search.results.isVisible()
    assert search.results.hasFocus()
    assert search.query is not None
    qtbot.mouseClick(preview.tools.read, LEFT)
    assert search.is_reading
    qtbot.keyClick(preview.canvas, Qt.Key.Key_Space)
    assert not search.is_reading


def test_the_matching_region_is_outlined(preview: PagePreview, settled: Wait) -> None:
    region = Box(0.5, 0.25, 1.0, 0.75)
    show(preview, hit_of(PHOTO, 1, Band.STRONG, WORDS, region=region), settled)
    outline = preview.canvas.page.outline
    assert outline is not None
    assert (outline.x0, outline.y0, outline.x1, outline.y1) == pytest.approx((0.5, 0.25, 1.0, 0.75))
    show(preview, hit_of(PHOTO, 1, Band.STRONG, WORDS), settled)
    assert preview.canvas.page.outline is None


def test_a_file_that_went_away_is_explained_and_its_text_stays(
    preview: PagePreview, core: FakeCatalogue, settled: Wait
) -> None:
    codes: list[str] = []
    preview.problem_shown.connect(codes.append)
    core.script.fails["pages.picture"] = DocumentMissing(path=str(MANUAL.path))
    show(preview, hit_of(MANUAL, 2, Band.STRONG, WORDS), settled)
    assert codes == ["document-missing"]
    assert preview.note.isVisible()
    assert "no longer there" in preview.note.text()
    assert preview.text.isVisible()
    assert "shaft seal" in preview.text.toPlainText()


def test_a_page_that_is_gone_from_the_catalogue_is_explained(
    preview: PagePreview, core: FakeCatalogue, settled: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(core.pages, "get", lambda page_id: None)
    show(preview, hit_of(MANUAL, 2, Band.STRONG, WORDS), settled)
    assert "gone" in preview.note.text()
    assert preview.note.isVisible()


def test_a_page_without_picture_shows_its_text(
    preview: PagePreview, core: FakeCatalogue, settled: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(core.pages, "picture", lambda page_id, longest, part: None)
    show(preview, hit_of(JAPANESE, 2, Band.STRONG, WORDS), settled)
    assert preview.text.isVisible()
    assert "組立図" in preview.text.toPlainText()


def test_running_through_hits_draws_only_the_last_page(
    qtbot: QtBot, preview: PagePreview, core: FakeCatalogue, settled: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    for item in (MANUAL, JAPANESE, DRAWING, BRACKET):
        preview.show_hit(hit_of(item, 1, Band.STRONG, WORDS))
    settled()
    assert core.pages.pictures_asked == [(BRACKET.page_id(1), READING_PIXELS)]


def test_without_a_hit_it_says_what_to_do(preview: PagePreview) -> None:
    preview.show_hit(None)
    assert preview.empty.isVisible()


def test_the_words_of_the_query_are_marked_on_the_page(
    qtbot: QtBot, window: MainWindow, preview: PagePreview, core: FakeCatalogue, settled: Wait
) -> None:
    core.pages.marked = (Box(0.1, 0.1, 0.3, 0.15), Box(0.5, 0.6, 0.7, 0.65))
    window.search.query_bar.words.setText("GP-2040-B1")
    with qtbot.waitSignal(window.search.answered):
        window.search.search()
    settled()
    assert preview.canvas.page.marks == 2
    preview.show_hit(None)
    assert preview.canvas.page.marks == 0


def test_what_the_dictionary_led_to_is_marked_on_the_page_too(
    qtbot: QtBot, window: MainWindow, preview: PagePreview, core: FakeCatalogue, settled: Wait
) -> None:
    words = Evidence(Route.WORDS, 1, 2.0, ("gear pump",))
    core.search.hits = lambda query: (hit_of(MANUAL, 1, Band.STRONG, (words,)),)
    window.activateWindow()
    qtbot.waitUntil(window.search.query_bar.words.hasFocus)
    with qtbot.waitSignal(window.search.answered):
        type_in("grumbler")
        press(Qt.Key.Key_Return)
    settled()
    qtbot.waitUntil(lambda: core.pages.marked_for == ("grumbler", "gear pump"))


def test_a_mark_colours_the_paper_and_leaves_the_print_black(window: MainWindow) -> None:
    page = QImage(100, 100, QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    for place in range(40, 60):
        page.setPixelColor(place, 50, QColor(0, 0, 0))
    scene = PageScene(window)
    scene.set_picture(page)
    scene.show_marks([Box(0.2, 0.2, 0.8, 0.8)])
    drawn = QImage(100, 100, QImage.Format.Format_RGB32)
    painter = QPainter(drawn)
    scene.render(painter)
    painter.end()
    paper, print_, beside = (drawn.pixelColor(*place) for place in ((30, 30), (50, 50), (5, 5)))
    assert paper == QColor(colour_schemes.LIGHT.mark)
    assert print_.lightness() < 40
    assert beside == QColor("white")


def test_the_text_of_one_document_does_not_stick_to_the_next(
    qtbot: QtBot, window: MainWindow, settled: Wait
) -> None:
    window.search.query_bar.words.setText("GP-2040")
    settled()
    preview, results = window.search.preview, window.search.results
    qtbot.mouseClick(preview.tools.as_text, LEFT)
    assert preview.text.isVisible()
    qtbot.mouseClick(preview.tools.next, LEFT)
    settled()
    assert preview.text.isVisible()
    results.setFocus()
    qtbot.keyClick(results, Qt.Key.Key_Down)
    settled()
    assert preview.canvas.isVisible()
    assert not preview.tools.as_text.isChecked()
