"""Figures in words, icons, and what is handed to the desktop."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QUrl
from pytestqt.qtbot import QtBot

from imtextgui.config import paths
from imtextgui.domain.progress import Progress, Stage
from imtextgui.domain.run_report import IndexReport, SourceRun
from imtextgui.ui.tasks.desktop import Desktop
from imtextgui.ui.widgets import icons
from imtextgui.ui.widgets.controls import ElidedLabel
from imtextgui.ui.widgets.formatting import Figures


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "nearly done"), (42.4, "42 s left"), (125, "2 min left"), (3600 * 2 + 300, "2 h 5 min left")],
)
def test_time_left(qtbot: QtBot, seconds: float, words: str) -> None:
    assert Figures().left(seconds) == words


@pytest.mark.parametrize(("seconds", "words"), [(3, "just now"), (600, "10 min ago"), (7300, "2 h ago")])
def test_time_ago(qtbot: QtBot, seconds: float, words: str) -> None:
    now = 1_700_740_000.0
    assert Figures().ago(now - seconds, now) == words


def test_long_ago_is_a_date_as_the_country_writes_it(qtbot: QtBot) -> None:
    before = QLocale()
    moment = time.mktime((2023, 11, 18, 12, 0, 0, 0, 0, -1))
    try:
        for locale, date in ((QLocale("en_GB"), "18/11/2023"), (QLocale("ja_JP"), "2023/11/18")):
            QLocale.setDefault(locale)
            assert Figures().ago(moment) == date
    finally:
        QLocale.setDefault(before)


def test_what_a_run_did(qtbot: QtBot) -> None:
    runs = (SourceRun(Path("/a"), new=1200, gone=1), SourceRun(Path("/b"), new=3))
    assert Figures().report(IndexReport(runs, 0, 1.0)) == "Indexed: 1,203 new, 1 gone"
    assert (
        Figures().report(IndexReport((SourceRun(Path("/a"), unchanged=9),), 0, 1.0)) == "Nothing has changed."
    )


def test_progress_tells_what_is_known(qtbot: QtBot) -> None:
    figures = Figures()
    assert figures.progress(Progress(Stage.SCAN, 1200)) == "1,200 files\n"
    assert figures.progress(Progress(Stage.OCR, 3, 4)) == "3 of 4 pages\n"
    assert figures.progress(Progress(Stage.FORGET, 3, 4)) == "3 of 4\n"
    assert (
        figures.progress(Progress(Stage.READ, 5, 1129, "", 2.34, 90))
        == "5 of 1,129 files\n2.3 a second  ·  2 min left"
    )
    assert [figures.stage(stage) for stage in Stage]


def test_every_icon_can_be_drawn_in_the_colour_asked_for(qtbot: QtBot) -> None:
    files = sorted((paths.resources() / "icons").glob("*.svg"))
    assert len(files) > 30
    for file in files:
        image = icons.pixmap(file.stem, "#ff0000", 24, 1.0).toImage()
        reds = [
            image.pixelColor(x, y).red()
            for x in range(24)
            for y in range(24)
            if image.pixelColor(x, y).alpha() > 200
        ]
        assert reds, file.name
        if file.stem != "imtextgui":
            assert min(reds) > 200, file.name


def test_long_lines_are_cut_and_told_whole(qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText("a\nvery long name")
    assert label.text() == label.toolTip() == "a very long name"
    assert label.minimumSizeHint().width() < 60


class Programs:
    """The programs of a desktop that are installed, and what was started."""

    def __init__(self, *installed: str) -> None:
        self.installed = installed
        self.started: list[tuple[str, list[str]]] = []
        self.opened: list[str] = []
        self.desktop = Desktop(self._open, self._start, self._which)

    def _open(self, url: QUrl) -> bool:
        self.opened.append(url.toLocalFile())
        return True

    def _start(self, program: str, arguments: Sequence[str]) -> None:
        self.started.append((program, list(arguments)))

    def _which(self, name: str) -> str | None:
        return f"/usr/bin/{name}" if name in self.installed else None


@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_a_viewer_that_can_is_told_the_page(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    programs = Programs("evince", "SumatraPDF")
    assert programs.desktop.open_file(Path("/m/油圧 pump.pdf"), 27)
    assert programs.started == [("/usr/bin/evince", ["--page-label=27", "/m/油圧 pump.pdf"])]


@pytest.mark.parametrize(("name", "page"), [("/m/a.pdf", 1), ("/m/a.tif", 5)])
def test_otherwise_the_default_program_opens_it(name: str, page: int) -> None:
    programs = Programs("evince")
    programs.desktop.open_file(Path(name), page)
    assert (programs.started, programs.opened) == ([], [name])


def test_without_a_viewer_that_can_the_default_program_opens_it() -> None:
    programs = Programs()
    programs.desktop.open_file(Path("/m/a.pdf"), 5)
    assert programs.opened == ["/m/a.pdf"]


@pytest.mark.parametrize(
    ("platform", "installed", "started"),
    [
        ("linux", "dolphin", ("/usr/bin/dolphin", ["--select", "/m/a.pdf"])),
        ("linux", "nemo", ("/usr/bin/nemo", ["/m/a.pdf"])),
        ("win32", "", ("explorer", ["/select,", "/m/a.pdf"])),
        ("darwin", "", ("open", ["-R", "/m/a.pdf"])),
    ],
)
def test_a_file_is_revealed_where_it_lies(
    monkeypatch: pytest.MonkeyPatch, platform: str, installed: str, started: tuple[str, list[str]]
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    programs = Programs(installed)
    assert programs.desktop.reveal(Path("/m/a.pdf"))
    assert programs.started == [started]
