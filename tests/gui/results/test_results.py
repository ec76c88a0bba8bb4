"""The result list at size: only what is visible is painted and loaded, and nothing leaks."""

import gc
import sys
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from imtextgui.domain.items import Kind
from imtextgui.domain.query import Band, Evidence, Hit, Query, Results, Route, Snippet
from imtextgui.ui.results.results_model import ResultsModel
from imtextgui.ui.results.results_view import ResultsView
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.style import colour_schemes, control_sizes, theme
from tests.gui.fake_catalogue import ROOT, FakeCatalogue

Wait = Callable[[], None]
MANY = 5000


def many(count: int) -> tuple[Hit, ...]:
    evidence = (Evidence(Route.WORDS, 1, 5.0, ("pump",)), Evidence(Route.MEANING, 2, 0.4))
    bands = (Band.STRONG, Band.POSSIBLE, Band.WEAK)
    return tuple(
        Hit(
            number,
            number * 100 + 1,
            ROOT / f"manuals/manual-{number:05}.pdf",
            1,
            9,
            Kind.MANUAL,
            1.0,
            bands[number * 3 // count],
            evidence,
            Snippet("The pump 🔩 must be greased. ポンプ", ((4, 8),)),
        )
        for number in range(count)
    )


@pytest.fixture
def full(window: MainWindow) -> MainWindow:
    window.search.show_answer(Results(Query("pump"), many(MANY), Band.STRONG, 0.1))
    return window


def test_thousands_of_hits_stay_virtual(
    qtbot: QtBot, full: MainWindow, core: FakeCatalogue, settled: Wait
) -> None:
    settled()
    assert full.search.model.rowCount() == MANY
    assert 0 < len(set(core.pages.thumbnails_asked)) < 30
    full.search.results.scrollToBottom()
    settled()
    assert (MANY - 1) * 100 + 1 in core.pages.thumbnails_asked
    assert len(set(core.pages.thumbnails_asked)) < 80


def test_thumbnails_of_cards_that_scrolled_away_are_not_loaded(
    qtbot: QtBot, full: MainWindow, core: FakeCatalogue, settled: Wait
) -> None:
    settled()
    core.pages.thumbnails_asked.clear()
    bar = full.search.results.verticalScrollBar()
    for step in range(40):
        bar.setValue(bar.maximum() * step // 40)
        qtbot.wait(1)
    settled()
    visible = full.search.results.visible_pages()
    assert visible <= set(core.pages.thumbnails_asked) | set(full.search.thumbnails.cached_pages)
    assert len(set(core.pages.thumbnails_asked)) < 300


def test_painting_leaks_no_reference(qtbot: QtBot, full: MainWindow, settled: Wait) -> None:
    settled()
    view = full.search.results
    delegate = view.itemDelegate()
    image = QImage(600, 180, QImage.Format.Format_ARGB32)
    option = QStyleOptionViewItem()
    view.initViewItemOption(option)
    option.rect = image.rect()
    option.font = view.font()

    def paint(times: int) -> None:
        painter = QPainter(image)
        for row in range(times):
            delegate.paint(painter, option, view.model().index(row % 50, 0))
        painter.end()

    paint(50)
    settled()
    gc.collect()
    before = sys.getrefcount(None)
    paint(500)
    gc.collect()
    assert abs(sys.getrefcount(None) - before) < 200


def test_a_card_is_spoken_as_one_sentence(qtbot: QtBot) -> None:
    from PySide6.QtCore import Qt

    model = ResultsModel()
    model.show_hits(many(3))
    spoken = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (
        "manual-00000.pdf, Manual, page 1 of 9, Strong matches, Words: pump, Meaning, "
        "The pump 🔩 must be greased. ポンプ"
    )
    assert model.data(model.index(0), Qt.ItemDataRole.ToolTipRole) == str(ROOT / "manuals/manual-00000.pdf")


@pytest.mark.parametrize("size", control_sizes.BY_NAME)
def test_chips_cover_no_words(qtbot: QtBot, qapp: QApplication, full: MainWindow, size: str) -> None:
    theme.apply(qapp, colour_schemes.LIGHT, control_sizes.BY_NAME[size])
    try:
        view = full.search.results
        view.doItemsLayout()
        words = "油圧ポンプ shaft seal " * 20
        marked = replace(many(1)[0], snippet=Snippet(words, ((0, len(words)),)))
        assert marks(view, marked) == marks(view, replace(marked, evidence=())) > 1000
    finally:
        theme.apply(qapp, colour_schemes.LIGHT, control_sizes.NORMAL)


def marks(view: ResultsView, hit: Hit) -> int:
    """How many pixels of the card of ``hit`` have the marker's colour."""
    view.model().show_hits((hit,))  # type: ignore[attr-defined]  # it is a ResultsModel
    index = view.model().index(0, 0)
    place = view.visualRect(index)
    drawn = view.viewport().grab(place).toImage()
    colour = QColor(theme.current().mark).rgb()
    return sum(drawn.pixel(x, y) == colour for x in range(drawn.width()) for y in range(drawn.height()))
