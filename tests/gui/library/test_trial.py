"""A trial from its start to its report, by mouse and by keyboard, in both languages."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from imtextgui.domain.measurement.drift import DriftAdvice, DriftCheck, DriftFinding, DriftKind
from imtextgui.domain.measurement.trial import Ending, Phase, QuestionOrigin, RightPage, TrialQuestion
from imtextgui.ui.library.quality_page import QualityPage
from imtextgui.ui.library.trial.question_bar import PHOTO_SIDE
from imtextgui.ui.library.trial.trial_page import TrialPage
from imtextgui.ui.shell import i18n
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.shell.measurement import daily_use, quality_watch
from imtextgui.ui.tasks.task_runner import Lane
from tests.gui.conftest import MakeWindow
from tests.gui.fake_catalogue import FakeCatalogue, indexed

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


def settled(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not any(window.tasks.is_busy(lane) for lane in (Lane.SEARCHES, Lane.REPORTS)))


def trial_page(qtbot: QtBot, window: MainWindow) -> TrialPage:
    qtbot.keyClick(window, Qt.Key.Key_9, CTRL)
    (page,) = window.findChildren(TrialPage)
    qtbot.waitUntil(page.isVisible)
    settled(qtbot, window)
    return page


def texts(page: TrialPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def begin(qtbot: QtBot, window: MainWindow) -> TrialPage:
    page = trial_page(qtbot, window)
    qtbot.mouseClick(page.form.start, LEFT)
    settled(qtbot, window)
    qtbot.waitUntil(page.ask.isVisible)
    return page


def test_a_trial_by_mouse(qtbot: QtBot, make_window: MakeWindow) -> None:
    core = indexed()
    window = make_window(core)
    page = trial_page(qtbot, window)
    page.form.days.setValue(30)
    page.form.take_test_set(Path("/set.csv"))
    qtbot.mouseClick(page.form.start, LEFT)
    qtbot.waitUntil(page.ask.isVisible)
    assert core.trial.plan is not None
    assert (core.trial.plan.days, core.trial.plan.test_set) == (30, Path("/set.csv"))
    assert not core.trial.plan.keep_content
    qtbot.mouseClick(page.ask, LEFT)
    bar, old = window.workspace.measurement.guide.bar, page.old_way
    qtbot.waitUntil(lambda: bar.isVisible() and old.isVisible())
    assert bar.text == "shaft seal"
    assert not bar.found.isEnabled()
    assert not bar.give_up.isEnabled()
    qtbot.keyClicks(old.words, "pump")
    assert bar.give_up.isEnabled()
    qtbot.mouseClick(old.button, LEFT)
    qtbot.waitUntil(lambda: old.files.count() > 0)
    assert not bar.found.isEnabled()  # no page is open yet
    item = old.files.item(0)
    qtbot.mouseClick(old.files.viewport(), LEFT, pos=old.files.visualItemRect(item).center())
    qtbot.waitUntil(bar.found.isEnabled)
    old.preview.turn(1)
    qtbot.waitUntil(lambda: old.place == (1, 2))
    qtbot.mouseClick(bar.found, LEFT)
    qtbot.waitUntil(lambda: bar.text == "noodle soup")
    (attempt,) = core.trial.kept
    assert (attempt.phase, attempt.right, attempt.question_id) == (Phase.BASELINE, True, 1)
    assert attempt.seconds > 0
    qtbot.keyClicks(old.words, "noodle")
    qtbot.mouseClick(bar.nothing, LEFT)
    qtbot.waitUntil(lambda: not bar.isVisible())
    assert core.trial.kept[1].right is True
    settled(qtbot, window)
    assert "All questions were tried" in texts(page)


def test_the_search_by_keyboard_alone(qtbot: QtBot, make_window: MakeWindow) -> None:
    core = indexed()
    window = make_window(core)
    page = begin(qtbot, window)
    page.next.setFocus()
    qtbot.keyClick(page.next, Qt.Key.Key_Space)
    settled(qtbot, window)
    assert core.trial.trial is not None
    assert core.trial.trial.phase is Phase.SEARCH
    page.ask.setFocus()
    qtbot.keyClick(page.ask, Qt.Key.Key_Return)
    bar = window.workspace.measurement.guide.bar
    qtbot.waitUntil(bar.isVisible)
    assert window.workspace.current_page == "search"
    words = window.search.query_bar.words
    with qtbot.waitSignal(window.search.answered):
        qtbot.keyClicks(words, "shaft seal")
        qtbot.keyClick(words, Qt.Key.Key_Return)
    qtbot.waitUntil(bar.found.isEnabled)
    bar.found.setFocus()
    qtbot.keyClick(bar.found, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bar.text == "noodle soup")
    (attempt,) = core.trial.kept
    assert (attempt.phase, attempt.ending, attempt.searches) == (Phase.SEARCH, Ending.FOUND, 1)
    qtbot.keyClicks(words, "noodle")
    bar.give_up.setFocus()
    qtbot.keyClick(bar.give_up, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not bar.isVisible())
    assert core.trial.kept[1].ending is Ending.ABANDONED
    assert window.workspace.current_page == "trial"


def test_the_figures_and_the_report(qtbot: QtBot, make_window: MakeWindow, tmp_path: Path) -> None:
    core = indexed()
    window = make_window(core)
    page = begin(qtbot, window)
    assert "only figures are kept" in texts(page)
    page.keep.setFocus()
    qtbot.keyClick(page.keep, Qt.Key.Key_Space)
    settled(qtbot, window)
    assert core.trial.trial is not None
    assert core.trial.trial.keep_content
    qtbot.waitUntil(lambda: "words and files are kept" in texts(page))
    page.writer.write(tmp_path / "trial.pdf")
    qtbot.waitUntil(lambda: not page.writer.running)
    assert core.trial.written == [(tmp_path / "trial.pdf", "en")]
    qtbot.mouseClick(page.next, LEFT)
    settled(qtbot, window)
    qtbot.mouseClick(page.end, LEFT)
    settled(qtbot, window)
    assert "has ended" in texts(page)
    assert not page.ask.isVisible()
    qtbot.mouseClick(page.forget, LEFT)
    window.undo.settle()
    settled(qtbot, window)
    assert core.trial.trial is None
    assert page.form.isVisible()


def test_an_end_is_taken_back_to_the_phase_before(qtbot: QtBot, make_window: MakeWindow) -> None:
    core = indexed()
    window = make_window(core)
    page = begin(qtbot, window)
    qtbot.mouseClick(page.end, LEFT)
    settled(qtbot, window)
    assert "has ended" in texts(page)
    qtbot.mouseClick(window.undo.undo, LEFT)
    settled(qtbot, window)
    assert core.trial.trial is not None
    assert core.trial.trial.phase is Phase.BASELINE


def test_forgetting_can_be_taken_back(qtbot: QtBot, make_window: MakeWindow) -> None:
    core = indexed()
    window = make_window(core)
    page = begin(qtbot, window)
    qtbot.mouseClick(page.forget, LEFT)
    assert page.form.isVisible()
    assert not page.form.start.isEnabled()
    qtbot.mouseClick(window.undo.undo, LEFT)
    settled(qtbot, window)
    qtbot.waitUntil(page.ask.isVisible)
    assert core.trial.trial is not None


def test_stopping_measures_nothing(qtbot: QtBot, make_window: MakeWindow) -> None:
    core = indexed()
    window = make_window(core)
    page = begin(qtbot, window)
    qtbot.mouseClick(page.ask, LEFT)
    bar = window.workspace.measurement.guide.bar
    qtbot.waitUntil(bar.isVisible)
    qtbot.keyClicks(page.old_way.words, "pump")
    qtbot.mouseClick(bar.stop, LEFT)
    assert not bar.isVisible()
    assert core.trial.kept == []
    qtbot.waitUntil(page.ask.isVisible)


def test_a_photo_question_is_asked_with_its_photo(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
) -> None:
    from PIL import Image

    photo = tmp_path / "photo.png"
    Image.new("RGB", (64, 48), "teal").save(photo)
    core = indexed()
    answers = (RightPage("1", 2),)
    core.trial.asked = [TrialQuestion("", "", QuestionOrigin.TEST_SET, answers, photo=str(photo), id=1)]
    window = make_window(core)
    page = begin(qtbot, window)
    qtbot.mouseClick(page.next, LEFT)
    settled(qtbot, window)
    qtbot.mouseClick(page.ask, LEFT)
    bar = window.workspace.measurement.guide.bar
    qtbot.waitUntil(bar.use_photo.isVisible)
    assert "photo shows" in bar.text
    labels = bar.findChildren(QLabel)
    picture = next(label for label in labels if label.accessibleName() == "Photo of the question")
    assert picture.pixmap().width() == PHOTO_SIDE
    with qtbot.waitSignal(window.search.answered):
        qtbot.mouseClick(bar.use_photo, LEFT)
    qtbot.waitUntil(bar.found.isEnabled)
    qtbot.mouseClick(bar.found, LEFT)
    qtbot.waitUntil(lambda: len(core.trial.kept) == 1)
    assert core.trial.kept[0].by_photo
    settled(qtbot, window)


def test_daily_use_is_measured_in_the_phase_of_the_search(
    qtbot: QtBot, make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(daily_use, "STAYED_SECONDS", 0.3)
    core = indexed()
    window = make_window(core)
    page = begin(qtbot, window)
    words = window.search.query_bar.words
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    with qtbot.waitSignal(window.search.answered):
        qtbot.keyClicks(words, "pump")
    assert core.trial.kept == []
    qtbot.keyClick(window, Qt.Key.Key_9, CTRL)
    qtbot.mouseClick(page.next, LEFT)
    settled(qtbot, window)
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    words.clear()
    with qtbot.waitSignal(window.search.answered):
        qtbot.keyClicks(words, "seal")
        qtbot.keyClick(words, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(core.trial.kept) == 1)
    (attempt,) = core.trial.kept
    assert (attempt.question_id, attempt.ending, attempt.words) == (None, Ending.FOUND, "")
    monkeypatch.setattr(daily_use, "STAYED_SECONDS", 1000.0)
    qtbot.keyClicks(words, "xyzzy")
    words.clear()
    qtbot.waitUntil(lambda: len(core.trial.kept) == 2)
    assert core.trial.kept[1].ending is Ending.ABANDONED


def rows(page: TrialPage) -> list[str]:
    return [page.questions.rows.item(row).text() for row in range(page.questions.rows.count())]


def test_a_question_is_taken_off_and_that_is_taken_back(qtbot: QtBot, make_window: MakeWindow) -> None:
    core = indexed()
    window = make_window(core)
    page = begin(qtbot, window)
    assert rows(page) == [
        "shaft seal  ·  from a confirmed answer  ·  manuals",
        "noodle soup  ·  from a title or caption  ·  nothing here answers it",
    ]
    qtbot.mouseClick(page.questions.remove, LEFT)
    assert [row[:6] for row in rows(page)] == ["noodle"]
    qtbot.mouseClick(window.undo.undo, LEFT)
    assert [row[:6] for row in rows(page)] == ["shaft ", "noodle"]
    page.questions.rows.setCurrentRow(1)
    page.questions.rows.setFocus()
    qtbot.keyClick(page.questions.rows, Qt.Key.Key_Delete)
    # Asking settles it: the question is not asked any more.
    qtbot.mouseClick(page.ask, LEFT)
    qtbot.waitUntil(window.workspace.measurement.guide.bar.isVisible)
    assert [question.text for question in core.trial.asked] == ["shaft seal"]
    qtbot.mouseClick(window.workspace.measurement.guide.bar.stop, LEFT)
    settled(qtbot, window)
    assert [row[:6] for row in rows(page)] == ["shaft "]
    assert "1 question" in texts(page)


def test_where_another_program_has_the_catalogue_questions_stay(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    core = indexed()
    window = make_window(core)
    page = begin(qtbot, window)
    page.questions.show_questions(core.trial.questions(), changeable=False)
    assert not page.questions.remove.isEnabled()
    qtbot.keyClick(page.questions.rows, Qt.Key.Key_Delete)
    assert len(rows(page)) == 2


def test_in_japanese(qtbot: QtBot, make_window: MakeWindow, qapp: QApplication) -> None:
    installed = i18n.install(qapp, "ja")
    try:
        core = indexed()
        window = make_window(core)
        page = begin(qtbot, window)
        assert "まず従来のやり方" in texts(page)
        assert rows(page)[1] == "noodle soup  ·  題名や図の説明から  ·  ここに答えはありません"
        qtbot.mouseClick(page.questions.remove, LEFT)
        assert len(rows(page)) == 1
        qtbot.mouseClick(window.undo.undo, LEFT)
        qtbot.mouseClick(page.ask, LEFT)
        bar = window.workspace.measurement.guide.bar
        qtbot.waitUntil(bar.isVisible)
        assert "答え" in bar.found.text()
        qtbot.keyClicks(page.old_way.words, "pump")
        qtbot.keyClick(page.old_way.words, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: page.old_way.files.count() > 0)
        qtbot.keyClick(page.old_way.files, Qt.Key.Key_Down)
        qtbot.waitUntil(bar.found.isEnabled)
        bar.give_up.setFocus()
        qtbot.keyClick(bar.give_up, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: len(core.trial.kept) == 1)
        qtbot.mouseClick(bar.stop, LEFT)
        settled(qtbot, window)
        qtbot.mouseClick(page.next, LEFT)
        settled(qtbot, window)
        assert "次は検索です" in texts(page)
    finally:
        i18n.remove(qapp, installed)
        i18n.install(qapp, "en")


FINDING = DriftFinding(
    DriftKind.QUERY_WORDS, 0.1, 0.4, 0.0002, (DriftAdvice.EXTEND_DICTIONARY,), ("druckwerk",)
)
DRIFTED = DriftCheck(1000.0, "fake", (DriftKind.QUERY_WORDS,), (FINDING,))


def quality_page(qtbot: QtBot, window: MainWindow) -> QualityPage:
    qtbot.keyClick(window, Qt.Key.Key_7, CTRL)
    (page,) = window.findChildren(QualityPage)
    qtbot.waitUntil(page.isVisible)
    settled(qtbot, window)
    return page


def test_what_drifted_is_told_calmly_and_put_away_for_good(qtbot: QtBot, make_window: MakeWindow) -> None:
    core = indexed()
    core.monitoring.next, core.monitoring.due = DRIFTED, True
    window = make_window(core)
    with qtbot.waitSignal(window.workspace.measurement.quality_watch.found):
        window.workspace.measurement.quality_watch.check()
    assert not window.notice.isVisible()
    page = quality_page(qtbot, window)
    assert "druckwerk" in page.drift.text
    assert "40%" in page.drift.text
    qtbot.mouseClick(page.drift.put_away, LEFT)
    settled(qtbot, window)
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    assert quality_page(qtbot, window).drift.text == ""
    core.monitoring.kept = DRIFTED
    page.drift.refresh()
    qtbot.waitUntil(lambda: page.drift.text != "")
    page.drift.renew.setFocus()
    qtbot.keyClick(page.drift.renew, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: core.monitoring.renewed == 1)
    settled(qtbot, window)


def test_a_notice_that_is_put_away_while_it_is_read_again_does_not_come_back(
    qtbot: QtBot, make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    core = indexed()
    core.monitoring.kept = DRIFTED
    window = make_window(core)
    page = quality_page(qtbot, window)
    assert page.drift.text
    latest, go_on, began = core.monitoring.latest, threading.Event(), threading.Event()

    def slowly() -> DriftCheck | None:
        found = latest()
        began.set()
        go_on.wait(10)
        return found

    monkeypatch.setattr(core.monitoring, "latest", slowly)
    page.drift.refresh()
    qtbot.waitUntil(began.is_set)
    qtbot.mouseClick(page.drift.put_away, LEFT)
    go_on.set()
    settled(qtbot, window)
    assert page.drift.text == ""


def test_numbers_of_a_search_that_was_looked_at_are_noted(
    qtbot: QtBot, make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quality_watch, "LOOKED_AT_MS", 50)
    core = indexed()
    window = make_window(core)
    words = window.search.query_bar.words
    with qtbot.waitSignal(window.search.answered):
        qtbot.keyClicks(words, "pump")
        qtbot.keyClick(words, Qt.Key.Key_Return)
    words.setModified(False)
    qtbot.waitUntil(lambda: len(core.monitoring.noted) == 1)
    assert core.monitoring.noted[0].query.text == "pump"
    window.workspace.measurement.quality_watch.look_at(None)
    window.workspace.measurement.quality_watch.check()
    settled(qtbot, window)
    assert core.monitoring.kept is None  # it is not time to


def test_where_another_program_has_the_catalogue_nothing_is_started(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    core: FakeCatalogue = indexed(read_only=True)
    window = make_window(core)
    page = trial_page(qtbot, window)
    assert not page.form.start.isEnabled()
