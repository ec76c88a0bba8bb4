"""Thumbnails of pages of other catalogues, whose numbers are larger than Qt's int."""

from pytestqt.qtbot import QtBot

from imtextgui.search.federation.numbering import Numbering
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.tasks.thumbnails import ThumbnailCache
from tests.gui.fake_catalogue import FakeCatalogue


def test_a_page_of_another_catalogue_is_named_whole(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    page_id, named = Numbering(3).outer(101), list[int]()
    cache = ThumbnailCache(core.pages, window.tasks, window)
    cache.ready.connect(named.append)
    cache.get(page_id)
    qtbot.waitUntil(lambda: named == [page_id])


def test_what_is_collected_and_searched_with_is_named_whole(window: MainWindow) -> None:
    page_id, named = Numbering(3).outer(101), list[int]()
    preview = window.search.preview
    for signal in (preview.collect_requested, preview.search_requested):
        signal.disconnect()
        signal.connect(lambda number, *_: named.append(number))
    preview.collect_requested.emit(page_id)
    preview.search_requested.emit(page_id, "name", None)
    assert named == [page_id, page_id]
