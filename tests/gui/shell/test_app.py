"""Starting, drawing a screenshot without a screen, and failing calmly."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.progress import Job, Progress, Stage, run
from imtextgui.domain.runs.repair import RepairReport
from imtextgui.errors import CatalogueDamaged, CatalogueTooNew
from imtextgui.ui.desktop import Desktop
from imtextgui.ui.shell import app
from imtextgui.ui.shell.catalogues import catalogue_upkeep
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.shell.messages import BugDialog
from imtextgui.ui.shell.session import Session
from imtextgui.ui.style import colour_schemes, theme
from tests.gui.conftest import MakeWindow, Told
from tests.gui.fake_catalogue import FakeCatalogue, indexed


def test_a_picture_of_the_window_is_drawn_from_an_open_catalogue(
    qtbot: QtBot, core: FakeCatalogue, tmp_path: Path
) -> None:
    file = tmp_path / "shots" / "window.png"
    assert app.render(core, "油圧ポンプの組立図", file)
    image = QImage(str(file))
    assert (image.width(), image.height()) == (1366, 768)
    assert [query.text for query in core.search.queries] == ["imtextgui", "油圧ポンプの組立図"]
    assert not core.closed
    assert colours_in(image) > 50


def colours_in(image: QImage) -> int:
    return len({image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)})


def test_a_catalogue_that_cannot_be_opened_is_explained_and_can_be_tried_again(
    qtbot: QtBot, told: Told, tmp_path: Path
) -> None:
    core, tries = indexed(), [CatalogueTooNew(path="/catalogue")]

    def opening() -> FakeCatalogue:
        if tries:
            raise tries.pop()
        return core

    store = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    window = MainWindow(opening, told.desktop(), store)
    window.notice.shown.connect(told.codes.append)
    with qtbot.waitSignal(window.notice.shown):
        window.show()
    assert told.codes == ["catalogue-too-new"]
    assert "newer version" in window.waiting.text.text()
    with qtbot.waitSignal(window.ready):
        qtbot.mouseClick(window.again, Qt.MouseButton.LeftButton)
    window.close()
    window.deleteLater()


def test_the_program_runs_until_its_window_is_closed(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, core: FakeCatalogue, tmp_path: Path
) -> None:
    monkeypatch.setattr(app, "_open", lambda folder, bundle: core)
    hook = sys.excepthook

    def close_when_open() -> None:
        windows = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow)]
        ready = [window for window in windows if window.is_ready and window.isVisible()]
        if ready:
            ready[0].close()
            ready[0].deleteLater()
        else:
            QTimer.singleShot(20, close_when_open)

    QTimer.singleShot(20, close_when_open)
    assert app.run(tmp_path / "catalogue") == 0
    assert core.closed
    assert sys.excepthook is hook
    theme.apply(qapp, colour_schemes.LIGHT)


def test_without_a_display_it_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert app.run(tmp_path / "catalogue") == app.EXPECTED_FAILURE
    assert "no display" in capsys.readouterr().err


def test_a_new_catalogue_is_made_and_drawn(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "window.png"
    assert app.run(tmp_path / "catalogue", bundle=tmp_path, screenshot=file) == 0
    assert (tmp_path / "catalogue").is_dir()
    assert colours_in(QImage(str(file))) > 20


def test_a_screenshot_of_a_catalogue_that_cannot_be_opened_ends_with_status_3(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(folder: Path, bundle: Path | None) -> FakeCatalogue:
        raise CatalogueTooNew(path=str(folder))

    monkeypatch.setattr(app, "_open", refuse)
    file = tmp_path / "window.png"
    assert app.run(tmp_path / "catalogue", screenshot=file, query="pump") == app.EXPECTED_FAILURE
    assert file.exists()


def test_damaged_settings_are_told_and_the_window_opens(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, own_data_folder: Path, tmp_path: Path
) -> None:
    (own_data_folder / "settings.toml").write_text("language = 5", encoding="utf-8")
    monkeypatch.setattr(app, "_open", lambda folder, bundle: indexed())
    assert app.run(tmp_path, screenshot=tmp_path / "window.png") == 0


@pytest.mark.expects_log("a fault of the window")
def test_what_no_one_caught_goes_to_the_log_and_to_a_report(qtbot: QtBot, window: MainWindow) -> None:
    hook = app.ExceptionHook(window)
    try:
        raise RuntimeError("broken on purpose")
    except RuntimeError as fault:
        hook.catch(type(fault), fault, fault.__traceback__)
    dialog = window.findChildren(BugDialog)[0]
    assert "broken on purpose" in dialog.details
    dialog.accept()


def test_the_division_of_the_search_page_is_remembered(qtbot: QtBot, make_window: MakeWindow) -> None:
    first = make_window(indexed())
    first.search.splitter.setSizes([500, 800])
    kept = first.search.splitter.sizes()
    first.close()
    first.store.remove("geometry")  # the offscreen screen is smaller than the window
    assert make_window(indexed()).search.splitter.sizes() == kept


def test_a_screenshot_replaces_a_file_only_where_that_is_allowed(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(app, "_open", lambda folder, bundle: indexed())
    file = tmp_path / "window.png"
    file.write_bytes(b"mine")
    assert app.run(tmp_path, screenshot=file) == app.EXPECTED_FAILURE
    assert str(file) in capsys.readouterr().err
    assert file.read_bytes() == b"mine"
    assert app.run(tmp_path, screenshot=file, overwrite=True) == 0
    assert colours_in(QImage(str(file))) > 20


@pytest.mark.parametrize(("platform", "fonts"), [("linux", None), ("win32", "D:\\Windows\\Fonts")])
def test_drawing_without_a_screen_finds_the_fonts_of_windows(
    monkeypatch: pytest.MonkeyPatch, platform: str, fonts: str | None
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv("WINDIR", "D:\\Windows")
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setenv("QT_QPA_FONTDIR", "")
    monkeypatch.delenv("QT_QPA_FONTDIR")
    app.draw_without_display()
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
    assert os.environ.get("QT_QPA_FONTDIR") == fonts


def test_without_a_console_nothing_is_told_there(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    app.print_error("no screen")
    assert capsys.readouterr().err == "no screen\n"
    monkeypatch.setattr(sys, "stderr", None)
    app.print_error("no screen")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("closed", "told_why"), [(True, "cannot be written"), (False, "another window")])
def test_why_a_catalogue_can_only_be_searched_is_true(
    make_window: MakeWindow, closed: bool, told_why: str
) -> None:
    core = indexed(read_only=True)
    core.script.place_closed = closed
    window = make_window(core)
    assert window.locked.isVisible()
    assert told_why in window.status_line.reason.text()


def test_a_damaged_catalogue_is_repaired_with_one_click(
    qtbot: QtBot, qapp: QApplication, core: FakeCatalogue, tmp_path: Path
) -> None:
    state = {"damaged": True}
    report = RepairReport(tmp_path / "aside", {"judgements": 3, "tags": 0}, ("tags",), 1_700_000_000.0)

    def open_it() -> FakeCatalogue:
        if state["damaged"]:
            raise CatalogueDamaged(path="catalogue.sqlite3", reason="malformed")
        return core

    def repair_it() -> Job[RepairReport | None]:
        yield Progress(Stage.REPAIR)
        state["damaged"] = False
        return report

    store = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(open_it, Desktop(), store, repairing=repair_it)
    window.show()
    qtbot.waitUntil(window.repair.isVisible)
    assert "damaged" in window.waiting.text.text()
    with qtbot.waitSignal(window.ready):
        qtbot.mouseClick(window.repair, Qt.MouseButton.LeftButton)
    assert "judgements: 3" in window.notice.text
    assert "Not all could be read of: tags" in window.notice.text
    assert str(report.aside) in window.notice.text
    assert window.notice.isVisible()
    window.close()
    window.deleteLater()
    QApplication.processEvents()


def test_a_catalogue_whose_database_is_gone_is_brought_back_from_its_backups_with_one_click(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    folder = tmp_path / "catalogue"
    with Catalogue.open(folder) as catalogue:
        catalogue.jobsheets.create("job")
    (folder / "catalogue.sqlite3").unlink()
    store = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(
        lambda: Catalogue.open(folder), Desktop(), store, repairing=lambda: Catalogue.repair(folder)
    )
    window.show()
    qtbot.waitUntil(window.repair.isVisible)
    assert "backups" in window.waiting.text.text()
    with qtbot.waitSignal(window.ready):
        qtbot.mouseClick(window.repair, Qt.MouseButton.LeftButton)
    assert "job sheets: 1" in window.notice.text
    assert "kept in" not in window.notice.text
    window.close()
    window.deleteLater()
    QApplication.processEvents()


def test_damage_that_is_found_later_is_repaired_in_another_window(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "catalogue.sqlite3").touch()  # what is not there is told instead
    opened: list[FakeCatalogue] = []
    repaired: list[Path] = []

    def open_it(folder: Path) -> FakeCatalogue:
        opened.append(indexed())
        return opened[-1]

    def repair_it(folder: Path) -> Job[RepairReport | None]:
        assert opened[-1].closed
        yield Progress(Stage.REPAIR)
        repaired.append(folder)
        return RepairReport(folder / "aside", {"judgements": 3})

    store = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    session = Session(qapp, store, tmp_path, open_it, repair_it)
    first = session.show(tmp_path)
    qtbot.waitUntil(lambda: first.is_ready)
    first.show_problem(CatalogueTooNew(path="x"))
    assert not first.notice.repair.isVisible()
    first.show_problem(CatalogueDamaged(path="catalogue.sqlite3", reason="malformed"))
    qtbot.mouseClick(first.notice.repair, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: session.window is not None and session.window is not first and session.window.is_ready
    )
    second = session.window
    assert second is not None
    assert repaired == [tmp_path]
    assert len(opened) == 2
    assert "judgements: 3" in second.notice.text
    assert not second.notice.repair.isVisible()
    second.close()
    session.stop()
    QApplication.processEvents()


def test_what_is_no_damage_is_not_repaired(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    def refuse() -> FakeCatalogue:
        raise CatalogueTooNew(path="catalogue.sqlite3")

    store = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(refuse, Desktop(), store, repairing=lambda: Catalogue.repair(tmp_path))
    window.show()
    qtbot.waitUntil(window.again.isVisible)
    assert not window.repair.isVisible()
    window.close()
    window.deleteLater()
    QApplication.processEvents()


def test_the_program_repairs_a_real_catalogue(tmp_path: Path) -> None:
    (tmp_path / "catalogue.sqlite3").write_bytes(b"")
    report = run(app._repair(tmp_path))  # noqa: SLF001 - what the window is given
    assert report is not None
    assert report.aside is not None
    assert (report.aside / "catalogue.sqlite3").exists()


def test_a_window_that_stays_open_keeps_backups(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue_upkeep, "BACKUP_EVERY_MS", 5)
    make_window(core)
    qtbot.waitUntil(lambda: core.health.backups > 1)


def test_the_first_window_waits_for_the_import_of_no_page() -> None:
    """They take longer than all else before the first paint; the window imports them when the catalogue is open."""
    code = "import sys; from imtextgui.ui.shell import app; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    imported = done.stdout.split()
    assert "imtextgui.ui.shell.main_window" in imported
    rooms = (
        "shell.workspace",
        "shell.tour",
        "shell.menus",
        "search.search_page",
        "viewer",
        "results",
        "library",
    )
    assert [
        name for name in imported if name.startswith(tuple(f"imtextgui.ui.{room}" for room in rooms))
    ] == []
