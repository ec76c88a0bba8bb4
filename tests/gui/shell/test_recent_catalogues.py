"""Several catalogues: recent, open, new, dropped, portable; and the window anew in another language."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, QSettings, QSize, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from imtextgui import messages
from imtextgui.config import settings
from imtextgui.ui.desktop import Desktop
from imtextgui.ui.search import last_search
from imtextgui.ui.shell import i18n
from imtextgui.ui.shell.catalogues import recent_catalogues
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.shell.session import Session
from imtextgui.ui.style import colour_schemes, control_sizes, theme
from imtextgui.ui.widgets.file_dialog import FileDialog
from tests.gui.conftest import Told
from tests.gui.fake_catalogue import FakeCatalogue, indexed


def catalogue(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "catalogue.sqlite3").touch()
    return folder


@pytest.fixture
def store(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


def test_the_latest_catalogues_that_are_there_are_offered(store: QSettings, tmp_path: Path) -> None:
    assert recent_catalogues.recent(store) == []
    folders = [catalogue(tmp_path / name) for name in ("図面, 2", "b", "c")]
    for folder in (*folders, folders[0]):
        recent_catalogues.note(store, folder)
    (folders[1] / "catalogue.sqlite3").unlink()
    assert recent_catalogues.recent(store) == [folders[0], folders[2]]


class Opened:
    """The windows of a session, on light catalogues by folder."""

    def __init__(self, session: Session, cores: dict[Path, FakeCatalogue]) -> None:
        self.session, self.cores = session, cores

    @property
    def window(self) -> MainWindow:
        assert self.session.window is not None
        return self.session.window


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, store: QSettings, tmp_path: Path) -> Iterator[Opened]:
    cores: dict[Path, FakeCatalogue] = {}

    def opening(folder: Path) -> FakeCatalogue:
        cores[folder] = indexed(folder=folder)
        return cores[folder]

    i18n_before = i18n.install(qapp, "en")
    session = Session(qapp, store, tmp_path / "samples", opening)
    with qtbot.waitSignal(session.show(catalogue(tmp_path / "first")).ready):
        pass
    yield Opened(session, cores)
    if session.window is not None:
        session.window.close()
    session.stop()
    session.deleteLater()
    QApplication.processEvents()
    i18n.remove(qapp, i18n_before)
    i18n.install(qapp, "en")
    messages.use("")
    theme.apply(qapp, colour_schemes.LIGHT, control_sizes.NORMAL)


def test_another_catalogue_takes_the_place_of_the_open_one(
    qtbot: QtBot, opened: Opened, store: QSettings, tmp_path: Path
) -> None:
    first, second = tmp_path / "first", catalogue(tmp_path / "second")
    opened.window.catalogues.choose()
    dialog = opened.window.findChildren(FileDialog)[0]
    dialog.fileSelected.emit(str(second))
    qtbot.waitUntil(lambda: second in opened.cores and opened.window.is_ready)
    assert opened.cores[first].closed
    assert "second" in opened.window.windowTitle()
    assert recent_catalogues.recent(store) == [second, first]
    opened.window.catalogues.recent.aboutToShow.emit()
    offered = {action.text(): action for action in opened.window.catalogues.recent.actions()}
    assert not offered[str(second)].isEnabled()
    offered[str(first)].trigger()
    qtbot.waitUntil(lambda: opened.window.is_ready and "first" in opened.window.windowTitle())


def test_a_picture_that_the_desktop_opens_is_searched_in_the_window_that_is_there(
    qtbot: QtBot, opened: Opened, tmp_path: Path
) -> None:
    photo = tmp_path / "銘板.jpg"
    Image.new("RGB", (40, 30), "grey").save(photo)
    opened.window.showMinimized()
    opened.session.search_photo(photo)
    assert not opened.window.isMinimized()
    asked = opened.cores[tmp_path / "first"].search.queries
    qtbot.waitUntil(lambda: any([shot.source for shot in query.photos] == [photo] for query in asked))
    opened.window.close()
    qtbot.waitUntil(lambda: opened.session.window is None)
    opened.session.search_photo(photo)
    assert opened.session.window is None, "there is none any more"


def test_the_window_knows_its_catalogue_by_any_name(opened: Opened, tmp_path: Path) -> None:
    assert opened.session.shows(tmp_path / "first" / ".." / "first")
    assert not opened.session.shows(tmp_path)
    assert not opened.session.shows(tmp_path / "gone")
    opened.window.showMinimized()
    opened.session.come_to_front()
    assert not opened.window.isMinimized()


def test_the_button_on_the_taskbar_offers_the_recent_catalogues(
    qtbot: QtBot, opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    offered: list[tuple[str, list[Path]]] = []

    def offer(self: Desktop, heading: str, folders: list[Path]) -> bool:
        offered.append((heading, folders))
        return True

    monkeypatch.setattr(Desktop, "offer_catalogues", offer)
    second = catalogue(tmp_path / "second")
    opened.session.change(second)
    qtbot.waitUntil(lambda: bool(offered))
    assert offered == [("Recent catalogues", [second, tmp_path / "first"])]


def test_a_picture_waits_for_the_catalogue(qtbot: QtBot, opened: Opened, tmp_path: Path) -> None:
    photo = tmp_path / "a.jpg"
    Image.new("RGB", (40, 30), "grey").save(photo)
    second = catalogue(tmp_path / "second")
    opened.session.change(second)
    qtbot.waitUntil(lambda: opened.session.window is not None and not opened.window.is_ready)
    opened.session.search_photo(photo)
    qtbot.waitUntil(lambda: second in opened.cores and bool(opened.cores[second].search.queries))


def test_a_folder_without_a_catalogue_is_refused_and_a_new_one_is_made(
    qtbot: QtBot, opened: Opened, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with qtbot.waitSignal(opened.window.notice.shown) as shown:
        opened.window.catalogues.open(empty)
    assert shown.args == ["catalogue-missing"]
    opened.window.catalogues.make()
    opened.window.findChildren(FileDialog)[0].fileSelected.emit(str(empty))
    qtbot.waitUntil(lambda: empty in opened.cores and opened.window.is_ready)


def test_a_dropped_catalogue_is_opened_and_does_not_become_a_source(
    qtbot: QtBot, opened: Opened, tmp_path: Path
) -> None:
    second = catalogue(tmp_path / "second")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(second))])
    keys, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    action, window = Qt.DropAction.CopyAction, opened.window
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(9, 9), action, data, left, keys))
    QApplication.sendEvent(window, QDropEvent(QPointF(9, 9), action, data, left, keys))
    qtbot.waitUntil(lambda: second in opened.cores and opened.window.is_ready)
    assert len(opened.cores[tmp_path / "first"].sources.folders) == 1


def test_a_catalogue_can_travel(qtbot: QtBot, opened: Opened, tmp_path: Path) -> None:
    opened.window.catalogues.travels.trigger()
    qtbot.waitUntil(lambda: opened.cores[tmp_path / "first"].sources.portable)


def test_the_window_comes_anew_in_another_language(
    qtbot: QtBot, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("IMTEXTGUI_LANGUAGE")
    before = opened.window
    before.search.query_bar.words.setText("pump")
    before.preferences.change("language", "ja")
    qtbot.waitUntil(lambda: opened.session.window not in (None, before) and opened.window.is_ready)
    texts = [action.text() for action in opened.window.findChildren(QAction)]
    assert "設定" in texts
    assert opened.window.search.query_bar.text == "pump"
    assert settings.read().language == "ja"


def test_the_last_search_is_not_kept_where_no_history_is(
    qtbot: QtBot, opened: Opened, store: QSettings
) -> None:
    opened.window.preferences.change("keep_history", False)
    opened.window.search.query_bar.words.setText("secret")
    opened.window.close()
    store.sync()
    assert not store.value(last_search.KEY)
    assert "secret" not in Path(store.fileName()).read_text("utf-8")


def test_a_long_run_is_told_of_where_nobody_looks(
    qtbot: QtBot,
    window: MainWindow,
    core: FakeCatalogue,
    told: Told,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from imtextgui.ui.shell import run_notifications

    monkeypatch.setattr(run_notifications, "WORTH_TELLING_MS", -1)
    monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    told.programs.add("notify-send")
    titles: list[str] = []
    window.windowTitleChanged.connect(titles.append)
    core.script.step_seconds = 0.05
    window.sources.runs.index()
    qtbot.waitUntil(lambda: not window.sources.runs.running)
    assert any("0 % – " in title for title in titles)
    assert "%" not in window.windowTitle()
    qtbot.waitUntil(lambda: bool(told.started))
    assert told.started[0][1][-1] == "Indexed: 6 new"


def test_a_change_of_language_stays_on_its_page(qtbot: QtBot, opened: Opened) -> None:
    before = opened.window
    before.workspace.go("settings")
    opened.session.preferences.change("language", "ja")
    qtbot.waitUntil(lambda: opened.session.window is not before and opened.session.window is not None)
    qtbot.waitUntil(lambda: opened.window.is_ready and opened.window.workspace.current_page == "settings")


def test_a_catalogue_that_is_gone_at_the_next_start_is_explained(
    qtbot: QtBot, qapp: QApplication, opened: Opened, store: QSettings, tmp_path: Path
) -> None:
    gone, there = tmp_path / "unplugged", catalogue(tmp_path / "there")
    store.setValue("catalogues/recent", f"{gone}\n{there}")
    later = Session(qapp, store, tmp_path / "samples", lambda folder: indexed(folder=folder))
    window = later.show(there)
    qtbot.waitUntil(lambda: window.is_ready)
    assert window.notice.isVisible()
    assert str(gone) in window.notice.text
    window.close()
    later.stop()
    later.deleteLater()


@pytest.mark.parametrize(("room", "is_maximised"), [(QSize(1024, 700), True), (QSize(2000, 1200), False)])
def test_a_window_that_a_smaller_screen_has_no_room_for_fills_it(
    qtbot: QtBot,
    qapp: QApplication,
    store: QSettings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    room: QSize,
    is_maximised: bool,
) -> None:
    screen = SimpleNamespace(availableGeometry=lambda: QRect(QPoint(0, 0), room))
    monkeypatch.setattr(MainWindow, "screen", lambda _: screen)
    there = catalogue(tmp_path / "there")
    store.setValue("geometry", None)  # as of a start before, from which Qt can tell nothing
    later = Session(qapp, store, tmp_path / "samples", lambda folder: indexed(folder=folder))
    window = later.show(there)
    assert window.isMaximized() is is_maximised
    qtbot.waitUntil(lambda: window.is_ready)
    window.close()
    later.stop()
    later.deleteLater()
