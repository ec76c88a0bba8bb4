"""The problem list: grouped by cause, explained, retried, copied."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from imtextgui import errors
from imtextgui.domain.items import Problem
from imtextgui.domain.runs.retry import Retry
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.sources.problems_model import PROBLEM, ProblemsModel
from imtextgui.ui.tasks.task_runner import Lane
from imtextgui.ui.widgets.file_dialog import FileDialog
from tests.gui.conftest import MakeWindow, Told
from tests.gui.fake_catalogue import FakeCatalogue, indexed

LEFT = Qt.MouseButton.LeftButton


def show(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.mouseClick(window.sources.problems, LEFT)
    qtbot.waitUntil(lambda: window.problems.model.rowCount() > 0 and not window.tasks.is_busy(Lane.SEARCHES))


def test_problems_are_grouped_by_cause_with_a_sentence(qtbot: QtBot, window: MainWindow) -> None:
    assert window.sources.problems.text() == "3 problems"
    show(qtbot, window)
    model = window.problems.model
    groups = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert groups == ["Protected by a password  (2)", "Damaged  (1)"]
    group = model.index(0, 0)
    codes = [model.index(row, 0, group).data(PROBLEM).code for row in range(model.rowCount(group))]
    assert codes == ["document-encrypted"] * 2
    assert model.index(1, 0, group).data() == "秘密.pdf"
    assert "locked.pdf" in window.problems.explanation.text()
    assert "password" in window.problems.explanation.text()


def test_a_click_on_a_cause_opens_and_closes_it(qtbot: QtBot, window: MainWindow) -> None:
    show(qtbot, window)
    tree, group = window.problems.tree, window.problems.model.index(1, 0)
    where = tree.visualRect(group).center()
    for expanded in (True, False):
        qtbot.mouseClick(tree.viewport(), LEFT, pos=where)
        assert tree.isExpanded(group) is expanded


def test_retry_takes_the_failed_files_again(qtbot: QtBot, window: MainWindow, core: FakeCatalogue) -> None:
    show(qtbot, window)
    core.sources.unreadable = core.sources.unreadable[:1]
    qtbot.mouseClick(window.problems.retry, LEFT)
    qtbot.waitUntil(
        lambda: (
            window.problems.model.problems() == core.sources.unreadable and not window.sources.runs.running
        )
    )
    assert core.sources.runs == [(None, Retry.all())]


def choose(window: MainWindow, cause: int, file: int | None) -> None:
    model = window.problems.model
    group = model.index(cause, 0)
    window.problems.tree.setCurrentIndex(group if file is None else model.index(file, 0, group))


@pytest.mark.parametrize("file", [None, 1])
def test_one_cause_is_retried_from_its_row_or_from_one_of_its_files(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, file: int | None
) -> None:
    show(qtbot, window)
    choose(window, 0, file)
    assert window.problems.retry_file.isEnabled() is (file is not None)
    qtbot.mouseClick(window.problems.retry_cause, LEFT)
    qtbot.waitUntil(lambda: bool(core.sources.runs) and not window.sources.runs.running)
    encrypted = [problem.path for problem in core.sources.unreadable if problem.code == "document-encrypted"]
    assert core.sources.runs == [(None, Retry.files(encrypted))]


def test_one_file_is_retried_by_keyboard_and_stays_chosen(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue
) -> None:
    show(qtbot, window)
    choose(window, 0, 1)
    button = window.problems.retry_file
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert not button.isEnabled() or window.sources.runs.running
    qtbot.waitUntil(
        lambda: (
            bool(core.sources.runs)
            and not window.sources.runs.running
            and not window.tasks.is_busy(Lane.SEARCHES)
        )
    )
    assert [retried for _, retried in core.sources.runs] == [
        Retry.files([Path("/plant/documents/manuals/秘密.pdf")])
    ]
    assert window.problems.tree.currentIndex().data() == "秘密.pdf"
    assert button.isEnabled()


def test_nothing_is_retried_where_another_program_writes(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window(indexed(read_only=True))
    show(qtbot, window)
    choose(window, 0, 1)
    for button in (window.problems.retry, window.problems.retry_cause, window.problems.retry_file):
        assert not button.isEnabled()


def test_the_list_can_be_copied_and_a_file_shown(qtbot: QtBot, window: MainWindow, told: Told) -> None:
    show(qtbot, window)
    qtbot.mouseClick(window.problems.copy, LEFT)
    lines = QApplication.clipboard().text().splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("[document-encrypted]")
    qtbot.mouseClick(window.problems.reveal, LEFT)
    assert told.opened == [Path("/plant/documents/manuals")]


def test_esc_goes_back_to_the_search_and_keeps_the_query(qtbot: QtBot, window: MainWindow) -> None:
    window.search.query_bar.words.setText("pump")
    window.show_problems()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.sources.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.search.isVisible()
    assert window.search.query_bar.text == "pump"
    window.show_problems()
    qtbot.mouseClick(window.problems.back, LEFT)
    assert window.sources.isVisible()


def test_without_problems_there_is_no_button(qtbot: QtBot, window: MainWindow, core: FakeCatalogue) -> None:
    core.sources.unreadable = []
    window.sources.refresh()
    qtbot.waitUntil(lambda: not window.tasks.is_busy(Lane.SEARCHES))
    assert not window.sources.problems.isVisible()


def test_the_model_is_sound_and_every_code_has_a_name() -> None:
    model = ProblemsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    codes = [error.code for error in errors.DocumentError.__subclasses__()]
    model.show_problems([Problem(code, Path(f"/f/{code}\n.pdf"), page=2) for code in codes])
    assert tester.model() is model
    assert model.rowCount() == len(codes)
    assert all(model.cause(code) != code for code in codes)
    child = model.index(0, 0, model.index(0, 0))
    assert "\n" not in child.data()
    assert child.data().endswith("page 2")
    assert model.parent(child) == model.index(0, 0)
    assert not model.parent(QModelIndex()).isValid()
    assert model.index(0, 1, model.index(0, 0)).data() == "/f"


MOBY = Path("/plant/documents/moby.zip")


def moby() -> list[Problem]:
    return [Problem("document-unsupported", MOBY / f"{number}.bin", archive=MOBY) for number in range(135)]


def test_the_entries_of_an_archive_are_one_row_that_opens() -> None:
    model = ProblemsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    entries = moby()
    alone = Problem("document-unsupported", Path("/plant/documents/x.bin"))
    damaged = Problem("document-damaged", MOBY / "a.pdf", archive=MOBY)
    model.show_problems([damaged, *entries, alone])
    assert tester.model() is model
    cause = model.index(0, 0)
    assert [model.index(row, 0, cause).data() for row in range(model.rowCount(cause))] == [
        "moby.zip  (135)",
        "x.bin",
    ]
    archive = model.index(0, 0, cause)
    assert model.index(0, 1, cause).data() == "/plant/documents"
    assert "135 entries of kinds that are not read" in archive.data(Qt.ItemDataRole.ToolTipRole)
    assert archive.data(Qt.ItemDataRole.DecorationRole) is None
    assert model.rowCount(archive) == 135
    entry = model.index(7, 0, archive)
    assert entry.data(PROBLEM) == entries[7]
    assert (model.parent(entry), model.parent(archive)) == (archive, cause)
    assert model.rowCount(entry) == 0
    assert model.of_cause(entry) == [*entries, alone]
    assert model.place_of(entries[7]) == entry
    assert len(model.lines()) == 3


def test_an_archive_is_explained_retried_and_shown_as_one_file(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, told: Told
) -> None:
    core.sources.unreadable = moby()
    show(qtbot, window)
    tree, model = window.problems.tree, window.problems.model
    cause = model.index(0, 0)
    archive = model.index(0, 0, cause)
    assert tree.isExpanded(cause)
    tree.setCurrentIndex(archive)
    qtbot.mouseClick(tree.viewport(), LEFT, pos=tree.visualRect(archive).center())
    assert "135 entries of kinds" in window.problems.explanation.text()
    qtbot.mouseClick(window.problems.reveal, LEFT)
    assert told.opened == [MOBY.parent]
    qtbot.mouseClick(window.problems.retry_file, LEFT)
    qtbot.waitUntil(lambda: bool(core.sources.runs) and not window.sources.runs.running)
    assert core.sources.runs == [(None, Retry.files(problem.path for problem in moby()))]


def test_the_list_can_be_exported(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, tmp_path: Path
) -> None:
    core.sources.unreadable.append(
        Problem("document-damaged", Path("/plant/odd\udcff.pdf"), 7, {"reason": "cut"})
    )
    show(qtbot, window)
    qtbot.mouseClick(window.problems.export, LEFT)
    file = tmp_path / "問題.csv"
    (dialog,) = window.problems.findChildren(FileDialog)
    dialog.fileSelected.emit(str(file))
    dialog.reject()
    qtbot.waitUntil(lambda: window.status == f"Saved: {file}")
    rows = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))
    assert [row["code"] for row in rows] == ["document-damaged"] * 2 + ["document-encrypted"] * 2
    assert rows[1] | {"sentence": ""} == {
        "code": "document-damaged",
        "cause": "Damaged",
        "file": "/plant/odd\\udcff.pdf",
        "page": "7",
        "sentence": "",
    }


def test_a_list_never_replaces_an_indexed_file(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, told: Told
) -> None:
    show(qtbot, window)
    window.problems.save(core.sources.folders[0].path / "list.csv")
    qtbot.waitUntil(lambda: told.codes == ["report-in-source"])
