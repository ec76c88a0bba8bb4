"""Numbers, times and runs in the words of the window."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from imtextgui.domain.progress import Progress, Stage
from imtextgui.domain.runs.run_report import DoubtfulPages, IndexReport, SourceRun
from imtextgui.ui.widgets.formatting import Formatter


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "nearly done"), (42.4, "42 s left"), (125, "2 min left"), (3600 * 2 + 300, "2 h 5 min left")],
)
def test_time_left(qtbot: QtBot, seconds: float, words: str) -> None:
    assert Formatter().left(seconds) == words


@pytest.mark.parametrize(("seconds", "words"), [(3, "just now"), (600, "10 min ago"), (7300, "2 h ago")])
def test_time_ago(qtbot: QtBot, seconds: float, words: str) -> None:
    now = 1_700_740_000.0
    assert Formatter().ago(now - seconds, now) == words


def test_long_ago_is_a_date_as_the_country_writes_it(qtbot: QtBot) -> None:
    before = QLocale()
    moment = time.mktime((2023, 11, 18, 12, 0, 0, 0, 0, -1))
    try:
        for locale, date in ((QLocale("en_GB"), "18/11/2023"), (QLocale("ja_JP"), "2023/11/18")):
            QLocale.setDefault(locale)
            assert Formatter().ago(moment) == date
    finally:
        QLocale.setDefault(before)


def test_what_a_run_did(qtbot: QtBot) -> None:
    runs = (SourceRun(Path("/a"), new=1200, gone=1), SourceRun(Path("/b"), new=3))
    assert Formatter().report(IndexReport(runs, 0, 1.0)) == "Indexed: 1,203 new, 1 gone"
    assert (
        Formatter().report(IndexReport((SourceRun(Path("/a"), unchanged=9),), 0, 1.0))
        == "Nothing has changed."
    )


@pytest.mark.parametrize(
    ("names", "more"), [("a", ""), ("ab", " So has 1 other file."), ("abc", " So have 2 other files.")]
)
def test_pages_that_are_to_be_looked_at(qtbot: QtBot, names: str, more: str) -> None:
    doubtful = tuple(DoubtfulPages(Path(f"/plant/{name}.pdf"), (3, 1204)) for name in names)
    told = Formatter().report(IndexReport((), 0, 1.0, doubtful))
    assert told == (
        "Nothing has changed. a.pdf has a new edition:"
        " what was added to page 3, 1,204 of the former one is on no page now."
        f" It is gone, or could not be told from others. The page “Tags” lists it.{more}"
    )


def test_progress_tells_what_is_known(qtbot: QtBot) -> None:
    figures = Formatter()
    assert figures.progress(Progress(Stage.SCAN, 1200)) == "1,200 files\n"
    assert figures.progress(Progress(Stage.OCR, 3, 4)) == "3 of 4 pages\n"
    assert figures.progress(Progress(Stage.FORGET, 3, 4)) == "3 of 4\n"
    assert (
        figures.progress(Progress(Stage.READ, 5, 1129, "", 2.34, 90))
        == "5 of 1,129 files\n2.3 a second  ·  2 min left"
    )
    assert [figures.stage(stage) for stage in Stage]
