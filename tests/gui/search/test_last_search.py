"""The last search comes back with its filters, chips and photo, and the window to its place."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from imtextgui.domain.items import Box
from imtextgui.domain.query import NO_FILTERS, Chip, ChipKind, Filters, Photo, Query
from imtextgui.ui.search import last_search
from imtextgui.ui.shell.main_window import MainWindow
from tests.gui.conftest import MakeWindow, Told
from tests.gui.fake_catalogue import FakeCatalogue, indexed

CHIPS = (Chip(ChipKind.EXPANSION, "pump → ポンプ", "expansion:pump"),)
FILTERS = Filters(machines=("油圧プレス　2号機", "Press line"), types=("manual",))


@pytest.fixture
def store(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "last.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    file = tmp_path / "部品.png"
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    assert image.save(str(file))
    return file


def close_after(qtbot: QtBot, window: MainWindow, query: Query) -> None:
    window.search.ask(query)
    qtbot.waitUntil(lambda: window.search.answer is not None and not window.tasks.is_answering)
    window.close()


def reopened(qtbot: QtBot, make_window: MakeWindow, folder: Path | None = None) -> FakeCatalogue:
    """A window anew; the query that it asks at last is the last one of its catalogue."""
    core = indexed(folder=folder) if folder else indexed()
    core.search.chips = CHIPS
    window = make_window(core)
    qtbot.waitUntil(lambda: window.search.answer is not None and not window.tasks.is_answering)
    core.search.queries.append(window.search.answer.query)  # type: ignore[union-attr]  # waited for
    return core


def test_filters_and_chips_come_back(qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue) -> None:
    core.search.chips = CHIPS
    asked = Query("pump", filters=FILTERS, off=frozenset({"expansion:pump"}), photo_weight=0.3)
    close_after(qtbot, make_window(core), asked)
    again = reopened(qtbot, make_window).search.queries[-1]
    assert (again.text, again.filters, again.off) == (asked.text, asked.filters, asked.off)
    assert again.photo_weight == pytest.approx(0.3)


def test_filters_of_another_catalogue_stay_with_it(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue, tmp_path: Path
) -> None:
    close_after(qtbot, make_window(core), Query("pump", filters=FILTERS))
    again = reopened(qtbot, make_window, tmp_path / "other").search.queries[-1]
    assert (again.text, again.filters) == ("pump", NO_FILTERS)


def test_a_photo_comes_back_while_its_file_is_there(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue, photo: Path
) -> None:
    framed = Photo(photo, Box(0.25, 0.25, 0.75, 0.75))
    close_after(qtbot, make_window(core), Query("pump", (framed,)))
    assert reopened(qtbot, make_window).search.queries[-1].photos == (framed,)


def test_a_photo_that_is_gone_is_left_out_without_a_word(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue, photo: Path, told: Told
) -> None:
    close_after(qtbot, make_window(core), Query("pump", (Photo(photo),)))
    photo.unlink()
    again = reopened(qtbot, make_window).search.queries[-1]
    assert (again.text, again.photos) == ("pump", ())
    assert told.codes == []


def test_nothing_is_kept_where_no_history_is(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue
) -> None:
    window = make_window(core)
    window.preferences.change("keep_history", False)
    close_after(qtbot, window, Query("secret", filters=FILTERS))
    assert last_search.kept(window.store, core.folder) is None


@pytest.mark.parametrize("written", ["", "no json", "[]", "{}", '{"text": 5}'])
def test_what_cannot_be_read_is_no_search(store: QSettings, written: str) -> None:
    store.setValue(last_search.KEY, written)
    assert last_search.kept(store, Path("/catalogue")) is None


def test_nothing_asked_forgets_what_was(store: QSettings) -> None:
    store.setValue("words", "what an earlier version kept")
    last_search.keep(store, Path("/catalogue"), Query("pump"))
    assert last_search.kept(store, Path("/catalogue")) == Query("pump")
    last_search.keep(store, Path("/catalogue"), None)
    assert last_search.kept(store, Path("/catalogue")) is None
    assert not store.contains("words")


def test_the_window_comes_back_as_large_as_it_was(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue
) -> None:
    first = make_window(core)
    first.resize(first.minimumSizeHint().width(), 633)  # the offscreen screen moves what does not fit on it
    first.close()
    assert first.height() == 633
    assert make_window(indexed()).size() == first.size()
