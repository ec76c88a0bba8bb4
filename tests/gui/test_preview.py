"""The preview: page, text, zoom, pages back and forth, region, and pages that cannot be drawn."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from imtextgui.domain.items import Box
from imtextgui.domain.query import Band, Evidence, Hit, Route
from imtextgui.errors import DocumentMissing
from imtextgui.ui.main_window import MainWindow
from imtextgui.ui.page_view import READING_PIXELS, SHARP_PIXELS, PagePreview
from tests.gui.fake_catalogue import ITEMS, FakeCatalogue, hit_of

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


def test_pages_are_turned_by_mouse_and_keyboard(
    qtbot: QtBot, window: MainWindow, preview: PagePreview, settled: Wait
) -> None:
    show(preview, hit_of(MANUAL, 2, Band.STRONG, WORDS), settled)
    assert preview.text.toPlainText().startswith("Exploded view")
    qtbot.mouseClick(preview.forth, LEFT)
    settled()
    assert (preview.number, preview.forth.isEnabled()) == (3, False)
    assert preview.text.toPlainText().startswith("Troubleshooting")
    for _ in range(5):
        qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    settled()
    assert (preview.number, preview.back.isEnabled()) == (1, False)


def test_the_other_pages_that_match_are_one_click_away(
    qtbot: QtBot, preview: PagePreview, settled: Wait
) -> None:
    show(preview, hit_of(MANUAL, 2, Band.STRONG, WORDS, others=(1, 3)), settled)
    assert [(number, button.isChecked()) for number, button in preview.others.items()] == [
        (1, False),
        (2, True),
        (3, False),
    ]
    qtbot.mouseClick(preview.others[3], LEFT)
    settled()
    assert preview.number == 3
    assert preview.others[3].isChecked()


def test_matching_words_are_marked_in_the_text(qtbot: QtBot, preview: PagePreview, settled: Wait) -> None:
    show(preview, hit_of(MANUAL, 2, Band.STRONG, WORDS), settled)
    marks = [mark.cursor.selectedText() for mark in preview.text.extraSelections()]
    assert marks == ["pump", "pump"]
    assert preview.canvas.isVisible()
    qtbot.mouseClick(preview.as_text, LEFT)
    assert preview.text.isVisible()
    show(preview, hit_of(JAPANESE, 1, Band.STRONG, WORDS), settled)
    assert preview.text.isVisible()  # whoever wants text wants it for the next hit too
    qtbot.mouseClick(preview.as_text, LEFT)
    assert preview.canvas.isVisible()
    assert preview.canvas.has_picture


def test_a_text_file_shows_its_text(preview: PagePreview, settled: Wait) -> None:
    show(preview, hit_of(NOTES, 1, Band.STRONG, WORDS), settled)
    assert preview.text.isVisible()
    assert "grease" in preview.text.toPlainText()
    assert not preview.as_text.isEnabled()


def test_a_file_found_by_its_name_alone_is_explained(preview: PagePreview, settled: Wait) -> None:
    show(preview, hit_of(UNREADABLE, 1, Band.POSSIBLE, WORDS), settled)
    assert preview.note.isVisible()
    assert "by its name" in preview.note.text()
    show(preview, hit_of(NOTES, 1, Band.POSSIBLE, WORDS), settled)
    assert not preview.note.isVisible()


def test_zoom_by_button_wheel_and_key(qtbot: QtBot, preview: PagePreview, settled: Wait) -> None:
    show(preview, hit_of(DRAWING, 1, Band.STRONG, WORDS), settled)
    canvas = preview.canvas
    qtbot.mouseClick(preview.zoom_buttons[2], LEFT)
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
    qtbot.mouseClick(preview.zoom_buttons[0], LEFT)
    assert canvas.magnification == 1.0


def test_a_page_is_drawn_sharper_once_it_is_magnified(
    qtbot: QtBot, preview: PagePreview, core: FakeCatalogue, settled: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = core.pictures_asked
    show(preview, hit_of(DRAWING, 1, Band.STRONG, WORDS), settled)
    for _ in range(8):
        preview.canvas.zoom_in()
    magnification = preview.canvas.magnification
    page = DRAWING.page_id(1)
    qtbot.waitUntil(lambda: asked == [(page, READING_PIXELS), (page, SHARP_PIXELS)])
    settled()
    assert preview.canvas.sceneRect().width() == SHARP_PIXELS
    assert preview.canvas.magnification == magnification


def test_the_matching_region_is_outlined(preview: PagePreview, settled: Wait) -> None:
    region = Box(0.5, 0.25, 1.0, 0.75)
    show(preview, hit_of(PHOTO, 1, Band.STRONG, WORDS, region=region), settled)
    outline = preview.canvas.outline
    page = preview.canvas.sceneRect()
    assert outline is not None
    assert (outline.left(), outline.top()) == pytest.approx((page.width() / 2, page.height() / 4))
    show(preview, hit_of(PHOTO, 1, Band.STRONG, WORDS), settled)
    assert preview.canvas.outline is None


def test_a_file_that_went_away_is_explained_and_its_text_stays(
    preview: PagePreview, core: FakeCatalogue, settled: Wait
) -> None:
    codes: list[str] = []
    preview.told.connect(codes.append)
    core.fails["picture"] = DocumentMissing(path=str(MANUAL.path))
    show(preview, hit_of(MANUAL, 2, Band.STRONG, WORDS), settled)
    assert codes == ["document-missing"]
    assert preview.note.isVisible()
    assert "no longer there" in preview.note.text()
    assert preview.text.isVisible()
    assert "shaft seal" in preview.text.toPlainText()


def test_a_page_that_is_gone_from_the_catalogue_is_explained(
    preview: PagePreview, core: FakeCatalogue, settled: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(core, "page", lambda page_id: None)
    show(preview, hit_of(MANUAL, 2, Band.STRONG, WORDS), settled)
    assert "gone" in preview.note.text()
    assert preview.note.isVisible()


def test_a_page_without_picture_shows_its_text(
    preview: PagePreview, core: FakeCatalogue, settled: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(core, "picture", lambda page_id, longest: None)
    show(preview, hit_of(JAPANESE, 2, Band.STRONG, WORDS), settled)
    assert preview.text.isVisible()
    assert "組立図" in preview.text.toPlainText()


def test_running_through_hits_draws_only_the_last_page(
    qtbot: QtBot, preview: PagePreview, core: FakeCatalogue, settled: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    for item in (MANUAL, JAPANESE, DRAWING, BRACKET):
        preview.show_hit(hit_of(item, 1, Band.STRONG, WORDS))
    settled()
    assert core.pictures_asked == [(BRACKET.page_id(1), READING_PIXELS)]


def test_without_a_hit_it_says_what_to_do(preview: PagePreview) -> None:
    preview.show_hit(None)
    assert preview.empty.isVisible()
