"""The encoders among the settings: told, used, completed, added and forgotten, by mouse and by keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from imtextgui.domain.query import Advice, Band
from imtextgui.errors import BundleDamaged, CatalogueDiskFull, ProviderUnusable, TestSetEmpty
from imtextgui.ui.settings.encoder_row import EncoderRow
from imtextgui.ui.settings.encoders_panel import EncodersPanel
from imtextgui.ui.settings.settings_page import SettingsPage
from imtextgui.ui.shell import i18n
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.tasks.task_runner import Lane
from imtextgui.ui.widgets.file_dialog import FileDialog
from tests.gui.conftest import MakeWindow, Told
from tests.gui.fake_catalogue import FakeCatalogue, encoder_state, indexed

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def core() -> FakeCatalogue:
    """A catalogue encoded by one of two installed encoders, and by one that is gone."""
    states = (
        encoder_state("small", active=True, vectors=44, fallback_pages=3),
        encoder_state("工場", missing=30, vectors=10, own=True),
        encoder_state("old", installed=False, vectors=44),
        encoder_state("large", missing=40),
    )
    return indexed(states=states)


def show(qtbot: QtBot, window: MainWindow) -> EncodersPanel:
    window.workspace.go("settings")
    (page,) = window.findChildren(SettingsPage)
    qtbot.waitUntil(lambda: bool(page.encoders.rows) and page.encoders.rows[-1].isVisible())
    return page.encoders


def row(panel: EncodersPanel, name: str) -> EncoderRow:
    return next(row for row in panel.rows if row.state.name == name)


def wait_for_run(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.sources.runs.running and not window.tasks.is_busy(Lane.SEARCHES))


def tab_to(qtbot: QtBot, window: MainWindow, wanted: QWidget) -> None:
    """Press Tab until ``wanted`` has the focus."""
    for _ in range(120):
        focused = QApplication.focusWidget()
        if focused is wanted:
            return
        qtbot.keyClick(focused or window, Qt.Key.Key_Tab)
    raise AssertionError(f"not reached by Tab, which ended at {QApplication.focusWidget()}")


def test_each_encoder_says_what_it_is_and_what_can_be_done_with_it(qtbot: QtBot, window: MainWindow) -> None:
    panel = show(qtbot, window)
    told = [row.facts.split("  ·  ") for row in panel.rows]
    assert told == [
        ["In use", "100 % of the catalogue encoded", "3 pages known by their thumbnail only", "Apache-2.0"],
        ["25 % of the catalogue encoded", "Apache-2.0", "Added here"],
        ["Not installed", "100 % of the catalogue encoded", "Apache-2.0"],
        ["Nothing encoded yet", "Apache-2.0"],
    ]
    offered = [(row.use.isVisibleTo(panel), row.forget.isVisibleTo(panel)) for row in panel.rows]
    assert offered == [(True, False), (True, True), (False, True), (True, False)]
    assert [row.use.text() for row in panel.rows] == ["Complete", "Use this", "Use this", "Use this"]
    assert row(panel, "工場").use.accessibleName() == "Use 工場 2 for searches"
    assert row(panel, "工場").forget.accessibleName() == "Forget the vectors of 工場 2"
    assert row(panel, "small").use.accessibleName() == "Encode what small 2 lacks"


def test_by_mouse_an_encoder_takes_the_place_of_another(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue
) -> None:
    core.script.step_seconds = 0.05
    window = make_window(core)
    with qtbot.waitSignal(window.search.answered):
        window.search.query_bar.words.setText("ポンプ")
    asked = len(core.search.queries)
    panel = show(qtbot, window)
    names: list[str] = []
    said: list[str] = []
    window.sources.runs.reported.connect(said.append)
    window.sources.runs.stepped.connect(lambda _: names.append(window.sources.run_card.second.name.text()))
    qtbot.mouseClick(row(panel, "工場").use, LEFT)
    assert not row(panel, "large").use.isEnabled(), "one thing after the other"
    assert window.sources.run_card.isVisibleTo(window.sources)
    wait_for_run(qtbot, window)
    assert names[0] == "2  Pictures under the new encoder"
    assert window.sources.run_card.second.bar.accessibleName() == names[0]
    qtbot.waitUntil(lambda: row(panel, "工場").facts.startswith("In use"))
    assert "3 pages, 4 passages. 1 page known by its thumbnail only" in said[0]
    qtbot.waitUntil(lambda: len(core.search.queries) > asked)  # the search on show is asked again
    window.sources.runs.index()
    assert window.sources.run_card.second.name.text() == "2  Details and text in pictures"
    wait_for_run(qtbot, window)


def test_by_keyboard_an_encoder_is_found_used_and_stopped(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue
) -> None:
    core.script.step_seconds, core.script.files_to_index = 0.05, 200
    window = make_window(core)
    window.activateWindow()
    panel = show(qtbot, window)
    (page,) = window.findChildren(SettingsPage)
    qtbot.keyClicks(page.words, "encoder")
    assert panel.isVisible()
    assert not page.rows["theme"].isVisible()
    tab_to(qtbot, window, row(panel, "large").use)
    qtbot.keyClick(row(panel, "large").use, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.sources.run_card.far != "")
    with qtbot.waitSignal(window.search.answered):
        window.show_search()
        qtbot.keyClicks(window.search.query_bar.words, "pump")
    assert window.search.model.rowCount() == 3, "searches go on meanwhile"
    window.workspace.go("sources")
    tab_to(qtbot, window, window.sources.run_card.cancel)
    qtbot.keyClick(window.sources.run_card.cancel, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: core.script.jobs_closed == 1)
    wait_for_run(qtbot, window)
    assert row(show(qtbot, window), "small").state.active


def test_saving_power_goes_on_with_the_same_encoder(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue
) -> None:
    core.script.step_seconds = 0.05
    window = make_window(core)
    window.sources.runs.encode("large-space")
    qtbot.waitUntil(lambda: window.sources.run_card.far != "")
    window.sources.runs.restart()
    wait_for_run(qtbot, window)
    assert core.sources.runs == [], "no index run takes its place"
    assert core.script.jobs_closed == 2
    assert next(state for state in core.encoders.states if state.active).name == "large"


def test_an_encoder_is_added_from_a_folder(qtbot: QtBot, window: MainWindow, core: FakeCatalogue) -> None:
    panel = show(qtbot, window)
    qtbot.mouseClick(panel.add, LEFT)
    (dialog,) = panel.findChildren(FileDialog)
    dialog.fileSelected.emit("/media/外付け/site")
    dialog.reject()
    qtbot.waitUntil(lambda: len(panel.rows) == 5)
    assert core.encoders.added == [Path("/media/外付け/site")]
    assert "site 2 is installed" in window.status
    assert panel.add.isEnabled()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_from_the_folder_of_a_checkpoint_to_its_figures_and_its_use(
    qtbot: QtBot, qapp: QApplication, make_window: MakeWindow, core: FakeCatalogue, language: str
) -> None:
    translators = i18n.install(qapp, language)
    try:
        window = make_window(core)
        window.activateWindow()
        panel = show(qtbot, window)
        (page,) = window.findChildren(SettingsPage)
        page.words.setText("encoder" if language == "en" else "エンコーダー")
        tab_to(qtbot, window, panel.add)
        qtbot.keyClick(panel.add, Qt.Key.Key_Space)
        (dialog,) = panel.findChildren(FileDialog)
        dialog.fileSelected.emit("/media/MobileCLIP")
        dialog.reject()
        window.activateWindow()
        qtbot.waitUntil(lambda: len(panel.rows) == 5 and panel.add.isEnabled())
        qtbot.waitUntil(lambda: window.isActiveWindow() and row(panel, "site").isVisible())
        assert core.encoders.added == [Path("/media/MobileCLIP")]
        assert row(panel, "site").compare.text() in window.status
        tab_to(qtbot, window, row(panel, "site").compare)
        qtbot.keyClick(row(panel, "site").compare, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: row(panel, "site").figures != "" and row(panel, "site").isVisible())
        assert "67 %" in row(panel, "site").figures
        tab_to(qtbot, window, row(panel, "site").use)
        qtbot.keyClick(row(panel, "site").use, Qt.Key.Key_Space)
        wait_for_run(qtbot, window)
        qtbot.waitUntil(lambda: row(panel, "site").state.active)
    finally:
        i18n.remove(qapp, translators)


def test_adding_is_stopped_and_the_keyboard_goes_on_from_the_button(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    core.script.step_seconds, core.script.files_to_index = 0.02, 500
    window.activateWindow()
    panel = show(qtbot, window)
    panel.add_folder(Path("/media/MobileCLIP"))
    assert not panel.add.isEnabled()
    qtbot.waitUntil(lambda: panel.adding.isVisibleTo(panel) and panel.stop_adding.hasFocus())
    qtbot.waitUntil(lambda: core.script.jobs_begun == 1)  # one that is stopped before is never closed
    qtbot.keyClick(panel.stop_adding, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: panel.add.isEnabled() and core.script.jobs_closed == 1)
    assert window.status == "No encoder was added."
    assert core.encoders.added == []
    assert panel.add.hasFocus()


def test_a_bundle_that_is_refused_is_told(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, told: Told
) -> None:
    core.script.fails["encoders.add"] = BundleDamaged(path="/x", reason="SHA-256 differs")
    panel = show(qtbot, window)
    panel.add_folder(Path("/x"))
    qtbot.waitUntil(lambda: told.codes == ["bundle-damaged"])
    qtbot.waitUntil(panel.add.isEnabled)
    assert window.status == ""


def test_what_is_forgotten_can_be_taken_back_for_a_while(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    panel = show(qtbot, window)
    qtbot.mouseClick(row(panel, "old").forget, LEFT)
    qtbot.waitUntil(lambda: len(panel.rows) == 3)
    assert "old 2" in window.undo.text
    qtbot.mouseClick(window.undo.undo, LEFT)
    qtbot.waitUntil(lambda: len(panel.rows) == 4)
    assert row(panel, "old").state.vectors == 44
    qtbot.keyClick(row(panel, "old").forget, Qt.Key.Key_Space)
    window.undo.settle()
    qtbot.waitUntil(lambda: len(panel.rows) == 4 and row(panel, "old").state.vectors == 0)
    assert not row(panel, "old").forget.isVisibleTo(panel)


def test_a_full_disk_is_told_and_the_encoder_is_shown_again(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, told: Told
) -> None:
    core.script.fails["encoders.forget"] = CatalogueDiskFull(path="/x")
    panel = show(qtbot, window)
    qtbot.mouseClick(row(panel, "old").forget, LEFT)
    window.undo.settle()
    qtbot.waitUntil(lambda: told.codes == ["catalogue-disk-full"])
    qtbot.waitUntil(lambda: len(panel.rows) == 4)


def test_what_is_open_elsewhere_is_only_told(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue
) -> None:
    core.script.read_only = True
    panel = show(qtbot, make_window(core))
    assert not any(row.use.isEnabled() or row.forget.isEnabled() for row in panel.rows)
    assert panel.add.isEnabled(), "it is installed for all catalogues"


def test_words_that_do_not_fit_hide_the_encoders(qtbot: QtBot, window: MainWindow) -> None:
    panel = show(qtbot, window)
    (page,) = window.findChildren(SettingsPage)
    page.words.setText("colours")
    assert not panel.isVisible()
    page.words.setText("nothing of it")
    assert page.no_match.isVisible()
    page.reset.click()
    assert not panel.isVisible(), "also where the settings are filled in anew"
    page.show_encoders()
    assert panel.isVisible()
    assert not panel.visibleRegion().isEmpty(), "it was scrolled to"


def test_an_encoder_that_is_not_installed_is_told_beside_the_hits(
    qtbot: QtBot, make_window: MakeWindow, core: FakeCatalogue
) -> None:
    core.search.advice, core.search.band = (Advice.CHOOSE_ENCODER,), Band.STRONG
    window = make_window(core)
    with qtbot.waitSignal(window.search.answered):
        qtbot.keyClicks(window.search.query_bar.words, "pump")
    assert window.search.panel.advice.isVisible()
    assert "encoder is not installed" in window.search.panel.advice.text


def test_in_japanese(qtbot: QtBot, qapp: QApplication, make_window: MakeWindow, core: FakeCatalogue) -> None:
    installed = i18n.install(qapp, "ja")
    try:
        panel = show(qtbot, make_window(core))
        assert row(panel, "small").facts.startswith("使用中")
        assert row(panel, "large").use.text() == "これを使う"
        assert panel.add.text().startswith("追加")
        assert panel.stop.text() == "停止(&O)"
        assert panel.stop.accessibleName() == "比較を停止する"
    finally:
        i18n.remove(qapp, installed)


def test_another_encoder_is_measured_beside_the_one_in_use(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    panel = show(qtbot, window)
    offered = [row.compare.isVisibleTo(panel) for row in panel.rows]
    assert offered == [False, True, False, True]
    assert row(panel, "large").compare.accessibleName() == "Compare large 2 with the encoder in use"
    qtbot.mouseClick(row(panel, "large").compare, LEFT)
    assert not row(panel, "large").use.isEnabled(), "one thing after the other"
    qtbot.waitUntil(lambda: row(panel, "large").figures != "")
    assert row(panel, "large").figures == (
        "Right file found, of 12 confirmed questions:  top 1: 67 % instead of 50 %  ·  "
        "top 5: 75 % instead of 75 %  ·  top 10: 100 % instead of 83 %"
    )
    assert row(panel, "large").facts.startswith("100 %"), "to use it is instant now"
    assert row(panel, "large").use.isEnabled()
    assert row(panel, "small").state.active, "nothing has changed for searches"
    assert row(panel, "工場").figures == ""
    assert window.status == "The encoders were compared."


def test_a_comparison_shows_how_far_it_is_and_is_stopped(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    core.script.step_seconds, core.script.files_to_index = 0.02, 500
    panel = show(qtbot, window)
    assert not panel.stop.isVisibleTo(panel)
    qtbot.mouseClick(row(panel, "large").compare, LEFT)
    qtbot.waitUntil(lambda: panel.progress.bar.maximum() == 500 and panel.progress.bar.value() > 1)
    assert panel.stop.accessibleName() == "Stop the comparison"
    qtbot.keyClick(panel.stop, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not panel.stop.isVisibleTo(panel) and core.script.jobs_closed == 1)
    assert window.status == "The comparison was stopped; what was encoded is kept."
    qtbot.waitUntil(lambda: row(panel, "large").use.isEnabled() and not row(panel, "large").figures)
    assert not panel.progress.bar.isVisibleTo(panel)


def test_that_the_encoder_fell_back_to_the_processor_is_told(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    panel = show(qtbot, window)
    assert not panel.fallback.isVisibleTo(panel)
    core.encoders.trouble = ProviderUnusable(provider="openvino", reason="no such device")
    panel.refresh()
    qtbot.waitUntil(lambda: panel.fallback.isVisibleTo(panel))
    assert "cannot run on openvino (no such device), and runs on the processor" in panel.fallback.text()
    core.encoders.trouble = None
    panel.refresh()
    qtbot.waitUntil(lambda: not panel.fallback.isVisibleTo(panel))


def test_a_comparison_without_questions_is_told(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, told: Told
) -> None:
    core.script.fails["encoder_comparison.compare"] = TestSetEmpty(path="/catalogue")
    panel = show(qtbot, window)
    qtbot.mouseClick(row(panel, "large").compare, LEFT)
    qtbot.waitUntil(lambda: told.codes == ["test-set-empty"])
    qtbot.waitUntil(lambda: row(panel, "large").figures == "" and row(panel, "large").use.isEnabled())
    assert window.status == ""
