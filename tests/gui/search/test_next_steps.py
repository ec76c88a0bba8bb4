"""Where nothing fits well: why the nearest is not enough, and buttons that may lead to a better answer."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import ClassVar

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from imtextgui.domain.items import Kind
from imtextgui.domain.query import (
    Advice,
    Band,
    Chip,
    ChipKind,
    Evidence,
    Facet,
    Hit,
    Query,
    Results,
    Route,
    Snippet,
)
from imtextgui.ui.library.dictionary_page import DictionaryPage
from imtextgui.ui.search.advice.advice_area import AdviceArea
from imtextgui.ui.search.advice.closest import ClosestText
from imtextgui.ui.search.advice.next_steps import NextSteps
from imtextgui.ui.shell import i18n
from imtextgui.ui.shell.main_window import MainWindow
from imtextgui.ui.widgets.controls import Button
from tests.gui.conftest import MakeWindow
from tests.gui.fake_catalogue import ITEMS, FakeCatalogue, hit_of, indexed
from tests.gui.hands import press, type_in
from tests.gui.search.test_search import ask, names
from tests.gui.widgets.test_accessibility import texts_cut

LEFT = Qt.MouseButton.LeftButton
Wait = Callable[[], None]


def texts(steps: NextSteps) -> list[str]:
    return [button.text() for button in steps.buttons if button.isVisible()]


def button(steps: NextSteps, text: str) -> Button:
    return next(button for button in steps.buttons if button.text() == text)


@pytest.fixture
def weak(qtbot: QtBot, window: MainWindow, core: FakeCatalogue, settled: Wait) -> MainWindow:
    core.search.band = Band.NONE
    ask(qtbot, window, "pump")
    settled()
    return window


def test_weak_results_say_what_they_lack_and_offer_steps(qtbot: QtBot, weak: MainWindow) -> None:
    advice = weak.search.panel.advice
    assert advice.text.startswith(
        "hydraulic-pump-GP-2040.pdf comes closest: it holds “pump”, but only by the way."
    )
    assert texts(advice.steps) == ["Show what came closest", "Try a photo…", "Teach “pump”…"]
    weak.search.query_bar.words.setFocus()
    assert "photo" not in advice.text, "there is none that could be framed"
    qtbot.mouseClick(button(advice.steps, "Show what came closest"), LEFT)
    assert weak.search.is_reading
    assert weak.search.results.currentIndex().row() == 0
    press(Qt.Key.Key_Escape)
    assert weak.search.results.hasFocus()


def test_while_folders_are_read_an_answer_that_is_not_certain_is_provisional(
    qtbot: QtBot, weak: MainWindow, core: FakeCatalogue
) -> None:
    advice, provisional = weak.search.panel.advice, "The folders are still being read; more will be found."
    core.script.step_seconds, core.script.files_to_index = 0.01, 10_000
    weak.sources.runs.index()
    qtbot.waitUntil(lambda: provisional in advice.text)
    weak.sources.runs.cancel()
    qtbot.waitUntil(lambda: not weak.sources.runs.running)
    assert provisional not in advice.text


def test_a_typed_filter_is_taken_away(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, settled: Wait
) -> None:
    core.search.hits = lambda query: (
        () if "type" not in query.off else (hit_of(ITEMS[2], 1, Band.STRONG, ()),)
    )
    core.search.chips = (Chip(ChipKind.FILTER, "type:pdf", "type"),)
    ask(qtbot, window, "pump type:pdf")
    steps = window.search.panel.nothing.steps
    assert texts(steps) == ["Without type:pdf", "Try a photo…", "Teach “pump”…"]
    with qtbot.waitSignal(window.search.answered):
        qtbot.mouseClick(button(steps, "Without type:pdf"), LEFT)
    assert names(window) == ["GP-2040-B1.pdf"]
    assert window.search.query_bar.words.text() == "pump type:pdf"
    settled()


def test_ticked_filters_are_taken_away(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, settled: Wait
) -> None:
    core.search.facets = (Facet("type", (("drawing", 2), ("photo", 1))),)
    core.search.hits = lambda query: () if query.filters else (hit_of(ITEMS[2], 1, Band.STRONG, ()),)
    window.search.query_bar.words.setText("pump")
    window.search.facets.tick(replace(Query().filters, types=("photo",)))
    with qtbot.waitSignal(window.search.answered):
        window.search.search()
    steps = window.search.panel.nothing.steps
    with qtbot.waitSignal(window.search.answered):
        qtbot.mouseClick(button(steps, "Take 1 filter away"), LEFT)
    assert names(window) == ["GP-2040-B1.pdf"]
    settled()


def test_all_kinds_are_one_click_away(qtbot: QtBot, window: MainWindow, settled: Wait) -> None:
    ask(qtbot, window, "bracket")
    qtbot.mouseClick(window.search.tabs.buttons[Kind.PHOTO], LEFT)
    assert window.search.panel.nothing.title.text() == "Nothing of this kind"
    qtbot.mouseClick(button(window.search.panel.nothing.steps, "Show all kinds"), LEFT)
    assert names(window) == ["bracket.png"]
    settled()


@pytest.fixture(params=i18n.LANGUAGES)
def spoken(
    request: pytest.FixtureRequest, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The language of the windows that are made."""
    monkeypatch.setenv("IMTEXTGUI_LANGUAGE", request.param)
    installed = i18n.install(qapp, request.param)
    yield request.param
    i18n.remove(qapp, installed)
    i18n.install(qapp, "en")


@pytest.mark.parametrize("word", ["granny", "ばあちゃん"])
def test_a_word_is_taught_by_typing_its_other_name_in_the_language_of_the_window(
    qtbot: QtBot, spoken: str, make_window: MakeWindow, core: FakeCatalogue, word: str
) -> None:
    window = make_window(core)
    window.activateWindow()
    qtbot.waitUntil(window.search.query_bar.words.hasFocus)
    ask(qtbot, window, word)
    qtbot.mouseClick(
        next(one for one in window.search.panel.nothing.steps.buttons if word in one.text()), LEFT
    )
    page = window.findChildren(DictionaryPage)[0]
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit) and page.table.rowCount() > 0)
    assert page.table.currentColumn() == i18n.LANGUAGES.index(spoken)
    type_in("GP-2040")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(core.dictionary.terms))
    (entry,) = core.dictionary.terms
    in_english, spoken_english = word.isascii(), spoken == "en"
    if in_english is spoken_english:
        assert (entry.en, entry.ja)[not in_english] == (word, "GP-2040")
        assert (entry.en, entry.ja)[in_english] == ()
    else:
        assert (entry.en, entry.ja) == ((word,), ("GP-2040",)) if in_english else (("GP-2040",), (word,))
    qtbot.waitUntil(lambda: not window.tasks.is_answering)


def test_a_photo_is_asked_for(qtbot: QtBot, weak: MainWindow) -> None:
    qtbot.mouseClick(button(weak.search.panel.advice.steps, "Try a photo…"), LEFT)
    (dialog,) = [dialog for dialog in weak.findChildren(QFileDialog) if dialog.isVisible()]
    dialog.reject()


def test_nothing_is_taught_where_nothing_can_be_kept_nor_are_sentences(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    window = make_window(indexed(read_only=True))
    ask(qtbot, window, "granny")
    assert texts(window.search.panel.nothing.steps) == ["Try a photo…"]
    window.search.panel.nothing.steps.can_teach = True
    ask(qtbot, window, "why does the old press leak on Mondays only")
    assert texts(window.search.panel.nothing.steps) == ["Try a photo…"]
    qtbot.waitUntil(lambda: not window.tasks.is_answering)


def results(text: str, *evidence: Evidence, snippet: str = "") -> Results:
    hit = replace(hit_of(ITEMS[3], 1, Band.NONE, evidence), snippet=Snippet(snippet) if snippet else None)
    return Results(Query(text), (hit,), Band.NONE, 0.1)


WORDS, LIKE, POINTS = (
    Evidence(Route.WORDS, 1, 2.0, ("pumps",)),
    Evidence(Route.APPEARANCE, 1, 0.5),
    Route.GEOMETRY,
)


PIECES = Evidence(Route.WORDS, 1, 2.0, ("マイクロコントローラ",), partial=True)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (results("yellow pump", WORDS), "it holds “pump”, but not “yellow”."),
        (results("黄色いポンプ", snippet="ポンプ"), "it holds “ポンプ”, but not “黄色い”."),
        (results("yellow", LIKE), "it may mean something alike, but holds none of the words."),
        (
            results("マイクロコントローラ", PIECES, snippet="コントローラの点検"),
            "it may mean something alike, but holds none of the words.",
        ),
        (results("GP-2040", snippet="GP2Y0E03"), "it may mean something alike, but holds none of the words."),
        (
            results("GP-2040 seal", snippet="GP 2040 and GP2"),
            "it holds “GP-2040”, but not “seal”.",
        ),
        (results("", LIKE), "it only looks alike, no detail of the photo was found on it."),
        (results("", Evidence(POINTS, 1, 9.0)), "few points of the photo agree with it."),
    ],
)
def test_the_nearest_is_told_with_what_it_lacks(qtbot: QtBot, answer: Results, sentence: str) -> None:
    assert ClosestText().sentence(answer) == f"bracket.png comes closest: {sentence}"


def test_of_nothing_and_of_a_good_answer_nothing_is_told(qtbot: QtBot) -> None:
    none: tuple[Hit, ...] = ()
    assert ClosestText().sentence(Results(Query("x"), none, Band.NONE, 0.1)) == ""
    assert ClosestText().sentence(replace(results("x", WORDS), band=Band.STRONG)) == ""


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("found", [True, False])
def test_in_a_low_window_for_gloves_every_step_is_seen(
    qtbot: QtBot,
    qapp: QApplication,
    make_window: MakeWindow,
    core: FakeCatalogue,
    in_size: Callable[[str], None],
    settled: Wait,
    language: str,
    found: bool,
) -> None:
    in_size("glove")
    core.search.band = Band.NONE
    if not found:
        core.search.hits = lambda query: ()
        core.search.chips = (Chip(ChipKind.FILTER, "type:nothing", "type"),)
    installed = i18n.install(qapp, language)
    try:
        window = make_window(core)
        window.resize(1024, 700)
        ask(qtbot, window, "pump" if found else "GP-2040-05 type:nothing")
        settled()
        answer, panel = window.search.answer, window.search.panel
        assert answer is not None
        if found:
            words = Query("yellow submarine valve")
            window.search.show_answer(replace(answer, query=words, advice=(Advice.OTHER_WORDS,)))
        steps = panel.steps[0 if found else 1]
        assert len(steps.buttons) == 3
        qtbot.waitUntil(
            lambda: all(one.visibleRegion().boundingRect() == one.rect() for one in steps.buttons)
        )
        assert (window.width(), window.height()) == (1024, 700)
    finally:
        i18n.remove(qapp, installed)
        i18n.install(qapp, "en")


@pytest.mark.parametrize("filtering", [False, True])
def test_in_a_low_window_for_gloves_advice_covers_nothing_and_is_scrolled(
    qtbot: QtBot, weak: MainWindow, in_size: Callable[[str], None], settled: Wait, filtering: bool
) -> None:
    in_size("glove")
    search, panel = weak.search, weak.search.panel
    answer = search.answer
    assert answer is not None
    words = "typed words that are not found anywhere"
    search.show_answer(
        replace(answer, query=Query(words), advice=(Advice.OTHER_WORDS, Advice.TURN_OFF_FILTER))
    )
    if filtering:
        search.bar.filter.click()
    area = panel.findChild(AdviceArea)
    assert area is not None

    def assert_apart() -> None:
        below = [panel.results, *([panel.facets] if filtering else [])]
        bottom = area.mapTo(panel, area.rect().bottomLeft()).y()
        assert all(part.mapTo(panel, part.rect().topLeft()).y() > bottom for part in below)
        assert all(part.height() >= 80 for part in below)

    weak.resize(1024, 700)
    qtbot.waitUntil(assert_apart)
    assert (weak.width(), weak.height()) == (1024, 700)
    last = panel.advice.steps.buttons[-1]

    def is_scrolled_to() -> bool:
        area.ensureWidgetVisible(last)
        return area.viewport().rect().contains(last.rect().translated(last.mapTo(area.viewport(), QPoint())))

    qtbot.waitUntil(is_scrolled_to)  # a long text is cut to the width once the bar beside it is there
    weak.resize(1920, 1080)
    qtbot.waitUntil(lambda: area.height() == panel.advice.height())
    assert_apart()
    search.show_answer(replace(answer, band=Band.STRONG))
    settled()
    assert area.isHidden()


def test_what_was_taught_is_searched_with_at_once(
    qtbot: QtBot, weak: MainWindow, core: FakeCatalogue, settled: Wait
) -> None:
    qtbot.mouseClick(button(weak.search.panel.advice.steps, "Teach “pump”…"), LEFT)
    (page,) = weak.findChildren(DictionaryPage)
    qtbot.waitUntil(lambda: page.table.findChild(QLineEdit) is not None)
    editor = page.table.findChild(QLineEdit)
    assert editor is not None
    core.search.band = Band.STRONG
    editor.setText("ポンプ")
    with qtbot.waitSignal(weak.search.answered):
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    settled()
    assert not weak.search.panel.advice.isVisibleTo(weak.search)
    assert weak.search.query_bar.words.text() == "pump"


def test_where_nothing_is_asked_another_word_asks_nothing(
    qtbot: QtBot, window: MainWindow, core: FakeCatalogue, settled: Wait
) -> None:
    window.workspace.go("dictionary")
    (page,) = window.findChildren(DictionaryPage)
    settled()
    qtbot.mouseClick(page.add, LEFT)
    editor = page.table.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "old lady")
    with qtbot.assertNotEmitted(window.search.answered):
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: len(core.dictionary.terms) == 1)
        settled()


def test_advice_after_a_longer_one_is_no_higher_than_its_words(
    qtbot: QtBot, weak: MainWindow, in_size: Callable[[str], None]
) -> None:
    in_size("glove")
    weak.resize(1024, 900)
    search, row = weak.search, weak.search.panel.advice
    answer = search.answer
    area = search.panel.findChild(AdviceArea)
    assert answer is not None
    assert area is not None

    def assert_whole() -> None:
        assert area.height() == row.height() == row.heightForWidth(row.width())
        assert texts_cut(row) == []

    def assert_higher(than: int) -> None:
        assert_whole()
        assert row.height() > than

    def assert_lower(than: int) -> None:
        assert_whole()
        assert row.height() < than

    qtbot.waitUntil(assert_whole)
    low = row.height()
    search.show_answer(replace(answer, query=Query("pump"), advice=tuple(Advice)))
    qtbot.waitUntil(lambda: assert_higher(low))
    search.show_answer(replace(answer, query=Query("pump ")))
    qtbot.waitUntil(lambda: assert_lower(low + 1))
    weak.resize(1600, 900)
    qtbot.waitUntil(lambda: assert_lower(low))


def test_no_part_of_the_window_is_shown_as_a_window_of_its_own(
    qtbot: QtBot, qapp: QApplication, make_window: MakeWindow, core: FakeCatalogue
) -> None:
    class Watch(QObject):
        shown: ClassVar[list[QWidget]] = []

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                self.shown.append(watched)
            return False

    watch = Watch()
    qapp.installEventFilter(watch)
    window = make_window(core)
    qapp.removeEventFilter(watch)
    assert watch.shown == [window]


def answer_of(query: str, *reasons: Evidence, chips: tuple[Chip, ...] = ()) -> Results:
    hit = replace(hit_of(ITEMS[2], 1, Band.POSSIBLE, ()), evidence=reasons, snippet=None)
    return Results(Query(query), (hit,), Band.POSSIBLE, 0.1, chips)


def test_a_word_of_no_result_can_be_taught_though_one_is_possible(
    qtbot: QtBot, window: MainWindow, settled: Wait
) -> None:
    advice = window.search.panel.advice
    alike = Evidence(Route.MEANING, 1, 0.4)
    window.search.show_answer(answer_of("grumbler type:pdf", alike))
    assert advice.isVisible()
    assert advice.text.startswith("No result holds “grumbler”: they may mean something alike.")
    teach = button(advice.steps, "Teach “grumbler”…")
    qtbot.mouseClick(teach, LEFT)
    qtbot.waitUntil(lambda: bool(window.findChildren(DictionaryPage)))
    settled()
    assert window.findChildren(DictionaryPage)[0].table.rowCount() == 1


@pytest.mark.parametrize(
    "answer",
    [
        answer_of("grumbler", Evidence(Route.WORDS, 1, 3.0, ("grumbler",))),
        answer_of("grumbler", Evidence(Route.MEANING, 1, 0.4), chips=(Chip(ChipKind.EXPANSION, "a", "b"),)),
        answer_of(f"grumbler {ITEMS[2].path.stem}", Evidence(Route.MEANING, 1, 0.4)),
        answer_of("type:pdf", Evidence(Route.MEANING, 1, 0.4)),
    ],
    ids=["found", "read otherwise", "in a name", "only a filter"],
)
def test_nothing_is_taught_where_words_led_to_a_result(window: MainWindow, answer: Results) -> None:
    window.search.show_answer(answer)
    assert not window.search.panel.advice.isVisible()
