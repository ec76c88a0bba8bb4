"""A window that is brought into the state of each screen and drawn."""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtGui import QPixmap

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.catalogue.protocols import CatalogueParts
from imtextgui.config import paths, settings
from imtextgui.domain.dictionary import Entry
from imtextgui.domain.items import Box
from imtextgui.domain.progress import run
from imtextgui.domain.query import Photo, Query
from imtextgui.ui.desktop import Desktop
from imtextgui.ui.library.quality_page import QualityPage
from imtextgui.ui.settings.settings_page import SettingsPage
from imtextgui.ui.shell import app as start
from imtextgui.ui.shell import i18n
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.sources.exclude_dialog import ExcludeDialog
from tests.gui.fake_catalogue import FakeCatalogue, encoder_state, indexed

SAMPLES = paths.resources() / "samples"
PLANT = Path(tempfile.gettempdir()) / "plant"
"""Where the samples are said to lie, so that pictures show no path of the machine that they were made on."""
PHOTO = paths.resources() / "samples-queries" / "IMG_7950.jpg"
WORDS = {"en": "gear pump exploded view", "ja": "油圧シリンダの分解図"}
ALIKE = "shaft seal"
"""The first two answers to it are drawings on the same form."""
PAGES = (
    "start",
    "words",
    "filters",
    "reading",
    "compare",
    "photo",
    "nothing",
    "folders",
    "running",
    "exclude",
    "problems",
    "history",
    "tags",
    "dictionary",
    "job_sheets",
    "quality",
    "settings",
    "encoders",
    "encoding",
    "help",
    "about",
)
WINDOW = (1366, 768)
ENCODERS = (
    encoder_state("small", active=True, vectors=61_250, fallback_pages=12),
    encoder_state("workshop", missing=13, vectors=41_200, own=True),
    encoder_state("old", installed=False, missing=1, vectors=59_800),
    encoder_state("large", missing=40),
)
JOBS = (
    ("CV-12 定期点検", ("コンベヤ", "CV-12 分解図"), ()),
    (
        "Press line, pump 2: shaft seal",
        ("GP-2040 exploded view", "GP-2040 shaft seal", "軸シールの交換", "gear pump photo"),
        ("Loosen crosswise, mark the cover first", "", "締付トルク 45 N·m"),
    ),
)
CONFIRMED = (
    ("drawing of the cooling water pump", 0),
    ("搬送ラインの図面", 0),
    ("GP-2040-05", 0),
    ("conveyor belt tension", 1),
    ("ポンプの点検", 2),
)
"""Questions, and the place of the hit that is called their right answer."""
QUIET_MS = 300


class Stage:
    """Draws pages on the catalogue in a folder, or on one that the page needs."""

    def __init__(self, catalogue: Path) -> None:
        self._app = start.application()
        self._real = Catalogue.open(catalogue, chosen=settings.Settings(second_pass=False))
        self._languages = i18n.install(self._app, "en")

    def fill(self) -> None:
        """Index the samples where they are not yet, and add a few tags and searches."""
        PLANT.unlink(missing_ok=True)
        PLANT.symlink_to(SAMPLES.resolve())
        self._real.sources.add(PLANT)
        run(self._real.sources.index())
        self._real.dictionary.replace(
            [
                Entry(("old lady", "gear pump GP-2040"), ("ばあちゃん", "ギヤポンプ"), "machine"),
                Entry(("dog house",), ("犬小屋", "制御盤"), "machine"),
                Entry(("B-ring", "shaft seal"), ("軸シール",), "part"),
            ]
        )
        for words in ("shaft seal", "油圧ポンプの組立図", "GP-2040-05"):
            self._real.history.add(Query(words))
        photo = self._real.history.add(Query(photos=(Photo(PHOTO, Box(0.2, 0.15, 0.85, 0.85)),)))
        self._real.history.save(photo, "Press line pump")
        for tag, words in (("spare part", "seal"), ("要点検", "ポンプ"), ("line 3", "conveyor")):
            self._real.tags.add([hit.item_id for hit in self._real.search.answer(Query(words)).hits[:4]], tag)
        self._collect()
        for words, place in CONFIRMED:
            query = Query(words)
            self._real.judgements.add(query, self._real.search.answer(query).hits[place].page_id, True)

    def _collect(self) -> None:
        """Two job sheets, of which the second is the one in use."""
        for title, questions, notes in JOBS:
            sheet = self._real.jobsheets.create(title)
            self._real.jobsheets.add_pages(
                [self._real.search.answer(Query(words)).hits[0].page_id for words in questions], title
            )
            for page, note in zip(self._real.jobsheets.pages(sheet), notes, strict=False):
                self._real.jobsheets.set_note(page.entry_id, note)

    def close(self) -> None:
        """Close the catalogue."""
        self._real.close()
        PLANT.unlink()

    def draw(
        self,
        page: str,
        language: str,
        *,
        theme: str = "light",
        size: str = "normal",
        window: tuple[int, int] = WINDOW,
    ) -> QPixmap:
        """The window with ``page`` on show."""
        os.environ["IMTEXTGUI_LANGUAGE"] = language
        i18n.remove(self._app, self._languages)
        self._languages = i18n.install(self._app, language)
        settings.write(settings.Settings(theme=theme, size=size))
        shown = self._window(self._core(page))
        shown.preferences.apply()
        shown.resize(*window)
        shown.show()
        _wait_until(lambda: shown.is_ready)
        getattr(self, f"_{page}")(shown, language)
        _settle(shown)
        dialogs = shown.findChildren(ExcludeDialog)
        drawn = (dialogs[0] if dialogs else shown).grab()
        for dialog in dialogs:
            dialog.reject()
        shown.hide()
        shown.tasks.stop()
        shown.deleteLater()
        return drawn

    def _core(self, page: str) -> CatalogueParts:
        if page == "start":
            return FakeCatalogue()
        if page in ("running", "exclude", "problems", "encoders", "encoding"):
            return indexed(step_seconds=0.01, files_to_index=10_000, states=ENCODERS)
        return self._real

    def _window(self, core: CatalogueParts) -> MainWindow:
        store = QSettings(str(paths.data_dir() / "window.ini"), QSettings.Format.IniFormat)
        store.clear()
        return MainWindow(lambda: core, Desktop(), store, SAMPLES)

    # The pages

    def _start(self, window: MainWindow, language: str) -> None:
        pass

    def _words(self, window: MainWindow, language: str) -> None:
        window.search.query_bar.words.setText(WORDS[language])
        window.search.search()

    def _filters(self, window: MainWindow, language: str) -> None:
        self._words(window, language)
        window.search.bar.filter.click()

    def _reading(self, window: MainWindow, language: str) -> None:
        self._words(window, language)
        _settle(window)
        window.search.read(True)

    def _compare(self, window: MainWindow, language: str) -> None:
        window.search.query_bar.words.setText(ALIKE)
        window.search.search()
        _settle(window)
        window.search.results.selectAll()
        window.search.comparison.compare_selected()
        _wait_until(lambda: window.search.compare.overlay.has_picture)
        window.search.compare.over.click()

    def _photo(self, window: MainWindow, language: str) -> None:
        window.search.ask(Query(photos=(Photo(PHOTO, Box(0.2, 0.15, 0.85, 0.85)),)))
        _wait_until(lambda: bool(window.search.photo.photos))

    def _nothing(self, window: MainWindow, language: str) -> None:
        window.search.query_bar.words.setText("xyzzy plugh")
        window.search.search()

    def _folders(self, window: MainWindow, language: str) -> None:
        window.workspace.go("sources")

    def _running(self, window: MainWindow, language: str) -> None:
        window.workspace.go("sources")
        window.sources.runs.index()
        _wait(900)

    def _exclude(self, window: MainWindow, language: str) -> None:
        window.workspace.go("sources")
        window.sources.rows[0].exclude.click()
        window.findChildren(ExcludeDialog)[0].rules.setPlainText("archive/\n*.tmp")
        _wait(400)

    def _problems(self, window: MainWindow, language: str) -> None:
        window.workspace.go("problems")

    def _history(self, window: MainWindow, language: str) -> None:
        window.workspace.go("history")

    def _tags(self, window: MainWindow, language: str) -> None:
        window.workspace.go("tags")

    def _dictionary(self, window: MainWindow, language: str) -> None:
        window.workspace.go("dictionary")

    def _job_sheets(self, window: MainWindow, language: str) -> None:
        window.workspace.go("job-sheets")

    def _quality(self, window: MainWindow, language: str) -> None:
        window.workspace.go("quality")
        (page,) = window.findChildren(QualityPage)
        for _ in range(1 if self._real.quality.snapshots() else 3):
            _settle(window)
            page.measure.click()
            _wait_until(lambda: not page.running)

    def _settings(self, window: MainWindow, language: str) -> None:
        window.workspace.go("settings")

    def _encoders(self, window: MainWindow, language: str) -> None:
        window.workspace.go("settings")
        _settle(window)
        (page,) = window.findChildren(SettingsPage)
        page.show_encoders()

    def _encoding(self, window: MainWindow, language: str) -> None:
        window.workspace.go("sources")
        window.sources.runs.encode("workshop-space")
        _wait(900)

    def _help(self, window: MainWindow, language: str) -> None:
        window.workspace.go("help")
        window.workspace.help.show_topic("words")

    def _about(self, window: MainWindow, language: str) -> None:
        window.workspace.go("help")
        window.workspace.help.show_topic("about")


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _wait_until(true: Callable[[], bool], seconds: float = 60.0) -> None:
    begun = time.monotonic()
    while not true() and time.monotonic() - begun < seconds:
        _wait(30)


def _settle(window: MainWindow) -> None:
    _wait(QUIET_MS)
    _wait_until(lambda: not window.tasks.is_answering)
    _wait(QUIET_MS)
