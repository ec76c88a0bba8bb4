"""Publishing with one click, and a window on a published catalogue."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from imtextgui.domain.health import advice
from imtextgui.errors import OwnAdditionsDamaged, PublicationAway, PublicationBusy
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.sources.published_watch import PublishedWatch
from imtextgui.ui.widgets.file_dialog import FileDialog
from tests.gui.conftest import MakeWindow, Told
from tests.gui.fake_catalogue import FakeCatalogue
from tests.gui.fake_catalogue.publishing import FakePublication

LEFT = Qt.MouseButton.LeftButton


def watch_of(window: MainWindow) -> PublishedWatch:
    watch = window.access.published
    assert watch is not None
    return watch


def test_the_first_click_asks_where_and_the_next_does_it(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, tmp_path: Path
) -> None:
    window.workspace.go("sources")
    button = window.sources.publish
    said: list[str] = []
    button.message.connect(said.append)
    qtbot.mouseClick(button, LEFT)
    dialog = window.sources.findChildren(FileDialog)[0]
    dialog.fileSelected.emit(str(tmp_path))
    dialog.reject()
    qtbot.waitUntil(lambda: len(said) == 1)
    assert said[0] == f"Published in {tmp_path}: 1,234 pages. Others have it within a minute."
    qtbot.waitUntil(button.isEnabled)
    assert str(tmp_path) in button.toolTip()
    qtbot.mouseClick(button, LEFT)
    qtbot.waitUntil(lambda: len(said) == 2)
    assert said[1].startswith("Nothing has changed")
    assert core.publishing.published == [tmp_path, tmp_path]
    qtbot.waitUntil(button.isEnabled)


def test_the_button_is_as_wide_as_its_words(window: MainWindow) -> None:
    window.workspace.go("sources")
    button = window.sources.publish
    assert button.width() >= button.fontMetrics().horizontalAdvance(button.text()) + button.iconSize().width()


def test_a_second_click_while_it_publishes_does_nothing(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, tmp_path: Path
) -> None:
    window.sources.publish.publish(tmp_path)
    window.sources.publish.publish(tmp_path)
    qtbot.waitUntil(window.sources.publish.isEnabled)
    assert core.publishing.published == [tmp_path]


def test_a_folder_where_another_publishes_is_told(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, told: Told, tmp_path: Path
) -> None:
    core.script.fails["publishing.publish"] = PublicationBusy(path=str(tmp_path))
    window.sources.publish.publish(tmp_path)
    qtbot.waitUntil(lambda: told.codes == ["publication-busy"])
    qtbot.waitUntil(window.sources.publish.isEnabled)


def published(core: FakeCatalogue) -> FakePublication:
    core.script.read_only = True
    core.publication = FakePublication(core.script)
    return core.publication


def test_the_window_follows_what_is_published(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue
) -> None:
    publication = published(core)
    window = make_window(core)
    assert window.status_line.reason.text().startswith("Published catalogue, as of ")
    assert window.locked.isVisible()
    qtbot.waitUntil(lambda: publication.looks == 1)
    assert not window.sources.publish.isEnabled()
    before = window.status_line.reason.text()
    publication.newer = True
    with qtbot.waitSignal(window.workspace.changed):
        watch_of(window).look()
    assert window.status_line.reason.text() != before


def test_its_folders_have_places_of_this_machine(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue, tmp_path: Path
) -> None:
    published(core)
    core.sources.can_relocate_all = True
    core.sources.folders = [replace(core.sources.folders[0], offline=True)]
    window = make_window(core)
    window.workspace.go("sources")
    qtbot.waitUntil(window.sources.rows[0].relocate.isVisible)
    assert window.sources.rows[0].relocate.isEnabled()
    assert not window.sources.rows[0].exclude.isEnabled()
    with qtbot.waitSignal(window.sources.changed):
        window.sources.relocate(window.sources.rows[0].source.id, tmp_path)
    assert core.sources.folders[0].path == tmp_path


def test_another_catalogue_in_its_place_is_opened_anew(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue
) -> None:
    publication = published(core)
    window = make_window(core)
    qtbot.waitUntil(lambda: publication.looks == 1)
    publication.is_replaced = True
    with qtbot.waitSignal(window.catalogue_requested) as asked:
        watch_of(window).look()
    assert asked.args == [core.folder]


def test_a_share_that_is_away_is_told_once(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue
) -> None:
    publication = published(core)
    window = make_window(core)
    qtbot.waitUntil(lambda: publication.looks == 1)
    publication.trouble = PublicationAway(path="/share")
    with qtbot.waitSignal(watch_of(window).troubled):
        watch_of(window).look()
    assert "/share" in window.status
    with qtbot.assertNotEmitted(watch_of(window).troubled):
        watch_of(window).look()
        qtbot.waitUntil(lambda: publication.looks == 3)
    publication.trouble = None
    with qtbot.waitSignal(watch_of(window).troubled) as over:
        watch_of(window).look()
    assert over.args == [None]


def test_what_was_forgotten_is_told_to_be_published_still(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, tmp_path: Path
) -> None:
    said: list[str] = []
    window.sources.publish.message.connect(said.append)
    window.sources.publish.tell_still_published(False)
    window.sources.publish.publish(tmp_path)
    qtbot.waitUntil(window.sources.publish.isEnabled)
    for everything in (False, True):
        said.clear()
        window.sources.forget_menu.erased.emit(everything)
        qtbot.waitUntil(lambda: len(said) == 1)
        assert str(tmp_path) in said[0]
        assert ("--overwrite" in said[0]) is everything


def test_damaged_additions_are_told_and_what_was_found_again(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue, told: Told
) -> None:
    publication = published(core)
    publication.own_trouble = OwnAdditionsDamaged(path="/share", reason="0 bytes")
    make_window(core)
    assert told.codes == ["catalogue-own-damaged"]


def test_what_became_of_own_additions_is_told(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue
) -> None:
    publication = published(core)
    publication.notices = (advice("own-additions-adopted", path="/share"),)
    window = make_window(core)
    assert window.notice.isVisible()
