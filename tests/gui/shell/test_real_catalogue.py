"""The window on a real catalogue: files are read by real workers, only the encoder is the light one."""

import subprocess
import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.items import Kind
from imtextgui.domain.progress import run
from imtextgui.indexing.picture_encoding import AT_ONCE
from imtextgui.ui.library.exchange_bar import ExchangeBar
from imtextgui.ui.library.job_sheets_page import JobSheetsPage
from imtextgui.ui.results.hit_text import HitText
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.tasks.task_runner import Lane
from imtextgui.ui.widgets.file_dialog import FileDialog
from tests.barcode_pictures import barcode
from tests.fakes import FakeEncoder
from tests.gui.conftest import Told
from tests.gui.shell.conftest import Open

LEFT = Qt.MouseButton.LeftButton
LONG = 60_000


def index(qtbot: QtBot, window: MainWindow, folder: Path) -> None:
    window.sources.add_folder(folder)
    qtbot.waitUntil(lambda: window.sources.runs.running, timeout=LONG)
    qtbot.waitUntil(lambda: not window.sources.runs.running, timeout=LONG)
    qtbot.waitUntil(lambda: not window.tasks.is_busy(Lane.SEARCHES), timeout=LONG)


def ask(qtbot: QtBot, window: MainWindow, words: str) -> list[str]:
    window.search.query_bar.words.setText(words)
    with qtbot.waitSignal(window.search.answered, timeout=LONG):
        window.search.search()
    return [window.search.model.hit(row).path.name for row in range(window.search.model.rowCount())]


def test_the_code_on_a_photographed_label_finds_its_manual(
    qtbot: QtBot, open_window: Open, plant: Path, tmp_path: Path
) -> None:
    window = open_window()
    index(qtbot, window, plant)
    photo = Image.effect_noise((1_200, 900), 30).convert("RGB")
    photo.paste(barcode("QRCode", "型式 GP-2040-B1", scale=5), (600, 300))
    photo.rotate(90, expand=True).save(tmp_path / "label.jpg", quality=80)
    data, action = QMimeData(), Qt.DropAction.CopyAction
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "label.jpg"))])
    nothing = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(400, 300), action, data, LEFT, nothing))
    QApplication.sendEvent(window, QDropEvent(QPointF(400, 300), action, data, LEFT, nothing))
    row, model = window.search.photo.codes, window.search.model
    qtbot.waitUntil(lambda: [chip.text() for chip in row.buttons] == ["GP-2040-B1"], timeout=LONG)
    qtbot.waitUntil(row.isVisible, timeout=LONG)
    qtbot.mouseClick(row.buttons[0], LEFT)
    qtbot.waitUntil(lambda: model.rowCount() > 0 and model.hit(0).path.name == "pump.txt", timeout=LONG)
    assert window.search.query_bar.text == "GP-2040-B1"


def test_what_a_colleague_wrote_about_a_page_comes_and_goes_by_mouse(
    qtbot: QtBot, open_window: Open, plant: Path, tmp_path: Path
) -> None:
    with Catalogue.open(tmp_path / "colleague", encoder=FakeEncoder()) as colleague:
        colleague.sources.add(plant)
        run(colleague.sources.index())
        photo = colleague.pages.by_path(plant / "photo.jpg", 1)
        assert photo is not None
        colleague.descriptions.write(photo.page_id, "en", "The pump of hall 2.")
        parcel = colleague.exchange.export(tmp_path / "parcel.json", origin="大阪").path
    window = open_window()
    index(qtbot, window, plant)
    qtbot.mouseClick(window.workspace.rail.buttons["tags"], LEFT)
    (bar,) = window.findChildren(ExchangeBar)
    qtbot.mouseClick(bar.take, LEFT)
    (dialog,) = [one for one in bar.findChildren(FileDialog) if one.isVisible()]
    dialog.fileSelected.emit(str(parcel))
    dialog.reject()
    qtbot.waitUntil(lambda: bar.back.isVisibleTo(bar), timeout=LONG)
    assert "0 refusals of tags, 1 descriptions" in bar.state.text()
    window.workspace.go("search")
    sentence = window.search.page_tags.sentence
    assert ask(qtbot, window, "photo.jpg")[0] == "photo.jpg"
    qtbot.waitUntil(lambda: "The pump of hall 2." in sentence.text(), timeout=LONG)
    assert "Automatic" not in sentence.text()
    qtbot.mouseClick(window.workspace.rail.buttons["tags"], LEFT)
    qtbot.mouseClick(bar.back, LEFT)
    qtbot.waitUntil(lambda: not bar.back.isVisibleTo(bar), timeout=LONG)
    window.workspace.go("search")
    assert ask(qtbot, window, "GP-2040-B1")[0] == "pump.txt"
    assert ask(qtbot, window, "photo.jpg")[0] == "photo.jpg"
    qtbot.waitUntil(lambda: "The pump of hall 2." not in sentence.text(), timeout=LONG)


def test_a_corrected_description_is_in_the_parts_catalogue_by_keys_and_mouse(
    qtbot: QtBot, open_window: Open, plant: Path, tmp_path: Path
) -> None:
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as catalogue:
        catalogue.sources.add(plant)
        run(catalogue.sources.index())
        run(catalogue.tagging.update())
    window = open_window()
    assert ask(qtbot, window, "photo.jpg")[0] == "photo.jpg"
    tags = window.search.page_tags
    qtbot.waitUntil(lambda: tags.sentence.text().startswith("Automatic: "), timeout=LONG)
    qtbot.waitUntil(tags.edit.isVisible, timeout=LONG)
    qtbot.mouseClick(tags.edit, LEFT)
    qtbot.keyClicks(tags.line, "The gearbox of line 2.")
    qtbot.keyClick(tags.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tags.sentence.text() == "The gearbox of line 2.", timeout=LONG)
    assert ask(qtbot, window, "gearbox") == ["photo.jpg"]
    chips = HitText().chips(window.search.model.hit(0))
    assert "Description: gearbox" in [chip.text for chip in chips]
    qtbot.waitUntil(lambda: not window.tasks.is_answering, timeout=LONG)
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    asking = next(found for found in window.findChildren(QFileDialog) if found.isVisible())
    asking.filterSelected.emit("Parts catalogue as a web page (*.parts.html)")
    asking.setDirectory(str(tmp_path))
    asking.selectFile("line 2.parts.html")
    asking.accept()
    target = tmp_path / "line 2.parts.html"
    qtbot.waitUntil(target.exists, timeout=LONG)
    page = target.read_text(encoding="utf-8")
    assert "<p>The gearbox of line 2.</p>" in page
    assert "（自動）" in page


def test_from_a_folder_to_the_right_page(qtbot: QtBot, open_window: Open, plant: Path, told: Told) -> None:
    window = open_window()
    assert window.workspace.welcome.first_folder.isVisible()
    index(qtbot, window, plant)
    assert ask(qtbot, window, "GP-2040-B1")[0] == "pump.txt"
    assert ask(qtbot, window, "組立図")[0] == "ポンプ.md"
    qtbot.waitUntil(lambda: "シールを交換" in window.search.preview.text.toPlainText(), timeout=LONG)
    qtbot.mouseClick(window.search.preview.head.open, LEFT)
    qtbot.waitUntil(lambda: told.opened == [plant / "ポンプ.md"], timeout=LONG)

    window.search.query_bar.words.clear()
    window.search.photo.open_file(plant / "photo.jpg")
    model = window.search.model  # the empty query is answered too, before or after the photo is loaded
    qtbot.waitUntil(lambda: model.rowCount() > 0 and model.hit(0).path.name == "photo.jpg", timeout=LONG)
    assert model.hit(0).kind is Kind.PHOTO
    qtbot.waitUntil(lambda: window.search.preview.canvas.has_picture, timeout=LONG)

    window.search.actions_of_hits.collect([model.hit(0).page_id])
    qtbot.waitUntil(window.undo.isVisible, timeout=LONG)
    window.workspace.go("job-sheets")
    (sheets,) = window.findChildren(JobSheetsPage)
    qtbot.waitUntil(lambda: sheets.entries.count() == 1, timeout=LONG)
    sheets.writer.write(plant.parent / "sheet.pdf")
    qtbot.waitUntil(lambda: not sheets.writer.running, timeout=LONG)
    assert (plant.parent / "sheet.pdf").read_bytes().startswith(b"%PDF")
    sheets.writer.write(plant / "sheet.pdf")
    qtbot.waitUntil(lambda: told.codes == ["report-in-source"], timeout=LONG)
    assert not (plant / "sheet.pdf").exists()
    told.codes.clear()

    window.show_problems()
    qtbot.waitUntil(lambda: window.problems.model.rowCount() > 0, timeout=LONG)
    assert [problem.code for problem in window.problems.model.problems()] == ["document-empty"]
    assert told.codes == []


def test_a_second_window_can_only_search(qtbot: QtBot, open_window: Open, plant: Path) -> None:
    first = open_window()
    index(qtbot, first, plant)
    second = open_window()
    assert second.locked.isVisible()
    assert not second.sources.reindex.isEnabled()
    assert ask(qtbot, second, "shaft seal")[0] == "pump.txt"


def test_a_closed_window_leaves_no_process_behind(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(120):
        Image.effect_noise((64, 48), 60 + number).save(folder / f"photo {number:03}.png")
    child = subprocess.run(
        [sys.executable, "-m", "tests.gui.closing", str(tmp_path), str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    # Its readers have its output too, so that all were gone when that ended.
    stopped, encoded_after_closing = child.stdout.splitlines()
    assert stopped == "[True]"
    assert int(encoded_after_closing) <= 2 * AT_ONCE, "the window waited for a whole batch"


def test_closing_in_the_middle_and_going_on_later(
    qtbot: QtBot, open_window: Open, tmp_path: Path, told: Told
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(400):
        (folder / f"note {number:03}.txt").write_text(f"bolt B-{number:03} torque", "utf-8")
    window = open_window()
    window.sources.add_folder(folder)
    qtbot.waitUntil(lambda: window.sources.run_card.bar.value() > 0, timeout=LONG)
    window.close()
    assert window.stopped == [True]
    again = open_window()
    again.workspace.go("sources")
    qtbot.mouseClick(again.sources.reindex, LEFT)
    qtbot.waitUntil(lambda: not again.sources.runs.running, timeout=LONG)
    qtbot.waitUntil(lambda: again.sources.rows[0].source.items == 400, timeout=LONG)
    assert ask(qtbot, again, "B-399")[0] == "note 399.txt"
    assert told.codes == []
