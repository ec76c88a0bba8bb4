"""Ways of a supervisor: what was promised besides search, over a catalogue with a light encoder."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

import pypdfium2
from PySide6.QtWidgets import QApplication, QMenu

from imtextgui import messages
from imtextgui.catalogue import monitoring
from imtextgui.ui.library.exchange_bar import ExchangeBar
from imtextgui.ui.library.quality_page import QualityPage
from imtextgui.ui.library.suggestions_panel import SuggestionsPanel
from imtextgui.ui.library.tags_page import TagsPage
from imtextgui.ui.library.trial.old_way import OldWay
from imtextgui.ui.library.trial.trial_page import TrialPage
from imtextgui.ui.tasks.task_runner import Lane
from imtextgui.ui.widgets.controls import DATA, Button
from tests.journeys import site
from tests.journeys.fitter import Fitter
from tests.journeys.ways import Way, ask_by_photo, choose_file, leave_photo, save_as

Words = TypeVar("Words", str, tuple[str, ...])


def tags(fitter: Fitter, folder: Path) -> None:
    """A suggested tag is taken from its menu and is among the tags; Ctrl+Z takes it back there, Undo beside it.

    The offer itself makes room for the page of the tags. At last the tag is given for good.
    """
    name = _give_the_tag(fitter)
    assert name == _in_language(site.PART, "歯車ポンプ")
    page = _tags_page(fitter)
    fitter.until(lambda: _rows(page) == [name], f"{name} among {_rows(page)}")
    fitter.press("ctrl+z")
    fitter.until(lambda: not _rows(page), "no tag")
    assert _give_the_tag(fitter) == name
    fitter.click(fitter.window.undo.undo)
    fitter.until(lambda: fitter.window.search.page_tags.chips, "suggested again")
    assert _give_the_tag(fitter) == name
    _tags_page(fitter)
    fitter.until(lambda: _rows(page) == [name], f"{name} among {_rows(page)}")


def _tags_page(fitter: Fitter) -> TagsPage:
    fitter.press("ctrl+4")
    return fitter.page(TagsPage)


def _give_the_tag(fitter: Fitter) -> str:
    search = fitter.window.search
    fitter.search(f"{site.PART} 2.jpg")
    parts = search.page_tags
    fitter.until(lambda: parts.chips and parts.sentence.text(), "a suggested tag and a sentence")
    fitter.settled()
    name = parts.chips[0].text().rstrip("?？")
    assert name in parts.sentence.text()
    fitter.click(parts.chips[0])
    fitter.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu), "its reasons")
    fitter.stop("tag-reasons")
    fitter.press("Down")
    fitter.press("Return")
    fitter.until(lambda: not parts.chips, "nothing suggested any more")
    return name


def _rows(page: TagsPage) -> list[str]:
    rows = [page.list.item(row).text() for row in range(page.list.count())]
    return [row.partition("  ")[0].strip() for row in rows]


def suggestions(fitter: Fitter, folder: Path) -> None:
    """Of all pages at once: a tag is given and taken back, another given in its place, a third refused for good."""
    page = _tags_page(fitter)
    panel, undo = page.suggestions, fitter.window.undo
    fitter.click(page.suggested)
    first, second = site.BULK
    _choose_suggested(fitter, panel, first)
    fitter.click(panel.accept)
    fitter.until(lambda: first not in _suggested(panel), f"{first} is given")
    fitter.until(undo.undo.isVisible, "Undo")
    fitter.click(undo.undo)
    fitter.until(lambda: first in _suggested(panel), f"{first} is suggested again")
    _choose_suggested(fitter, panel, first)
    fitter.stop("suggested")
    fitter.click(panel.name)
    fitter.write(site.OTHER_NUT)
    fitter.press("Return")
    fitter.until(lambda: first not in _suggested(panel), f"{first} is corrected")
    _choose_suggested(fitter, panel, second)
    fitter.click(panel.refuse)
    fitter.until(lambda: second not in _suggested(panel), f"{second} is refused")
    fitter.settled()
    fitter.click(panel.look)
    fitter.settled()
    assert second not in _suggested(panel), "a refusal is learned"
    fitter.click(page.given)
    fitter.until(lambda: site.OTHER_NUT in _rows(page), f"{site.OTHER_NUT} among {_rows(page)}")


def _suggested(panel: SuggestionsPanel) -> list[str]:
    return [str(panel.list.item(row).data(DATA)) for row in range(panel.list.count())]


def _choose_suggested(fitter: Fitter, panel: SuggestionsPanel, tag: str) -> None:
    """Choose one of the suggested tags with the mouse: its pages are selected."""
    fitter.settled()
    fitter.until(lambda: tag in _suggested(panel), f"{tag} among {_suggested(panel)}")
    fitter.click_row(panel.list, _suggested(panel).index(tag))
    fitter.until(
        lambda: [item.data(DATA)[1] for item in panel.pages.selectedItems()] == [tag] * 2, "its pages"
    )


def describe(fitter: Fitter, folder: Path) -> None:
    """The automatic sentence is corrected by typing, stays, and is found by its words."""
    search = fitter.window.search
    fitter.search(f"{site.PART} 2.jpg")
    parts = search.page_tags
    automatic = _in_language("Automatic: ", "自動: ")
    fitter.until(lambda: parts.sentence.text().startswith(automatic), f"{automatic}, {parts.sentence.text()}")
    fitter.click(parts.edit)
    fitter.until(parts.line.hasFocus, "the line")
    fitter.write("The squeaking thing of hall 9")
    fitter.press("Return")
    fitter.until(lambda: parts.sentence.text() == "The squeaking thing of hall 9", "the sentence")
    fitter.settled()
    fitter.search("squeaking")
    hit = fitter.window.search.results.current_hit()
    assert hit is not None
    assert hit.path.name == f"{site.PART} 2.jpg"


def catalogue(fitter: Fitter, folder: Path) -> None:
    """What was found becomes a parts catalogue in both languages, to print and as a web page."""
    fitter.search(f"{site.PART} 2.jpg")
    for end in (".parts.pdf", ".parts.html"):
        target = folder / f"line 2{end}"
        fitter.press("ctrl+s")
        save_as(fitter, target)
    printed = _text(folder / "line 2.parts.pdf")
    page = (folder / "line 2.parts.html").read_text(encoding="utf-8")
    for words in ("Parts catalogue", "部品カタログ", site.PART, "歯車ポンプ", "squeaking"):
        assert words in printed, words
        assert words in page, words
    assert 'src="http' not in page
    name = site.BULK[0]
    fitter.search(f'machine:"{name.title()}"')
    fitter.press("ctrl+s")
    save_as(fitter, folder / "machine.parts.html")
    machine = (folder / "machine.parts.html").read_text(encoding="utf-8")
    for words in (f"<h1>{name.title()}", f"{name} 0.jpg", f"{name} 1.jpg"):
        assert words in machine, words


def learn(fitter: Fitter, folder: Path) -> None:
    """Five photos make a part findable by its name of the site and by photo; one press takes that back, one brings it
    back.
    """
    search = fitter.window.search
    wanted = {f"IMG_{number:04}.jpg" for number in range(0, 24, 4)}
    fitter.search(site.SITE_WORD)
    assert not wanted & set(_first(fitter, 5))
    fitter.press("ctrl+7")
    panel = fitter.page(QualityPage).learning
    fitter.click(panel.examples)
    choose_file(fitter, folder / "examples")
    fitter.until(lambda: not panel.running and panel.back.isVisible(), "it is in use")
    assert site.SITE_WORD in panel.figures.text()
    fitter.stop("learned")
    fitter.search(site.SITE_WORD)
    assert set(_first(fitter, 5)) <= wanted, _first(fitter, 5)
    ask_by_photo(fitter, next((folder / "examples" / site.SITE_WORD).iterdir()))
    assert set(_first(fitter, 3)) <= wanted, _first(fitter, 3)
    leave_photo(fitter)
    for button, held in ((panel.back, False), (panel.use, True)):
        fitter.press("ctrl+7")
        fitter.settled()
        fitter.click(button)
        fitter.until(lambda held=held: panel.back.isVisible() is held, "it is changed")  # type: ignore[misc]
        fitter.settled()
        fitter.search(site.SITE_WORD)
        assert bool(wanted & set(_first(fitter, 5))) is held
    assert search.model.total > 0


def _first(fitter: Fitter, count: int) -> list[str]:
    model = fitter.window.search.model
    return [model.hit(row).path.name for row in range(min(count, model.rowCount()))]


def trial(fitter: Fitter, folder: Path) -> None:
    """A question in words and one by photo are asked in the old way and with the search; the reports tell both."""
    window = fitter.window
    fitter.press("ctrl+9")
    page = fitter.page(TrialPage)
    fitter.click(page.form.propose)
    fitter.press("ctrl+a")
    fitter.write("0")
    fitter.click(page.form.choose)
    choose_file(fitter, folder / "questions.csv")
    fitter.click(page.form.start)
    bar, old = window.workspace.measurement.guide.bar, page.old_way
    _click_when_there(fitter, page.ask)
    for words in ("sheet7", "IMG_0004"):
        fitter.until(lambda: bar.isVisible() and old.words.isVisible(), "the question")
        fitter.settled()
        fitter.click(old.words)
        fitter.press("ctrl+a")
        fitter.write(words)
        fitter.press("Return")
        fitter.until(lambda words=words: _is_first(old, words), f"files named {words}")  # type: ignore[misc]
        fitter.click_row(old.files, 0)
        _click_when_there(fitter, bar.found)
        fitter.settled()
    _click_when_there(fitter, page.next)
    fitter.settled()
    _click_when_there(fitter, page.ask)
    fitter.until(lambda: bar.isVisible() and window.search.query_bar.words.isVisible(), "the question")
    fitter.search("sheet7")
    fitter.click_row(window.search.results, 0)
    _click_when_there(fitter, bar.found)
    _click_when_there(fitter, bar.use_photo)
    fitter.until(lambda: window.search.photo.photos, "the photo")
    fitter.settled()
    fitter.click_row(window.search.results, 0)
    fitter.stop("trial-photo")
    _click_when_there(fitter, bar.found)
    fitter.until(lambda: not bar.isVisible() and page.isVisible(), "all questions were asked")
    fitter.settled()
    fitter.stop("trial-figures")
    assert page.found.accessibleName().count("100") == 2, "right each time, in either way"
    fitter.click(page.writer.save)
    save_as(fitter, folder / "report.pdf")
    fitter.until(lambda: not fitter.window.tasks.is_busy(Lane.REPORTS), "the report is written")
    _click_when_there(fitter, page.writer.save)
    save_as(fitter, folder / "report.html")
    printed, web = _text(folder / "report.pdf"), (folder / "report.html").read_text(encoding="utf-8")
    for words in _in_language(
        ("Trial of the search: report", "The search by itself"),
        ("検索トライアルの報告", "検索そのものの性能"),
    ):
        assert words in printed, words
        assert words in web, words


def _is_first(old: OldWay, words: str) -> bool:
    return old.files.count() > 0 and words in old.files.item(0).text()


def drift(fitter: Fitter, folder: Path) -> None:
    """Files in other words are told once they are indexed, with the words to teach, and put away for good."""
    watch = fitter.window.workspace.measurement.quality_watch
    every, monitoring.EVERY_DAYS = monitoring.EVERY_DAYS, 0.0  # a week passes between two looks
    try:
        fitter.press("ctrl+7")
        notice = fitter.page(QualityPage).drift
        _look(fitter, watch.check)
        assert notice.text == "", "the first look takes the reference"
        site.texts(folder / "site", site.FOREIGN, 30, "menu")
        runs, indexed = fitter.window.sources.runs, list[object]()
        runs.indexed.connect(indexed.append)
        fitter.press("F5")
        fitter.until(lambda: indexed and not runs.running, "indexed")
        fitter.settled()
        fitter.search("noodle")
        assert _first(fitter, 1)[0].startswith("menu")
        _look(fitter, watch.check)
        assert not fitter.window.notice.isVisible(), "nobody is interrupted"
        fitter.press("ctrl+7")
        fitter.until(lambda: notice.text, "what drifted")
        fitter.stop("drifted")
        assert _in_language("Extend the dictionary", "辞書") in notice.text, notice.text
        assert set(site.FOREIGN) & set(notice.text.replace("、", " ").replace(",", " ").split())
        fitter.click(notice.renew)
        fitter.until(lambda: not notice.text, "put away")
        fitter.settled()
        _look(fitter, watch.check)
        fitter.press("ctrl+1")
        fitter.press("ctrl+7")
        fitter.settled()
        assert not notice.text
    finally:
        monitoring.EVERY_DAYS = every


def _look(fitter: Fitter, check: Callable[[], None]) -> None:
    """As after ten minutes in which nobody asked for anything."""
    check()
    fitter.settled()
    fitter.until(lambda: not fitter.window.tasks.is_busy(Lane.REPORTS), "the look is over")


def exchange(fitter: Fitter, folder: Path) -> None:
    """What is known here goes into a file; a colleague's file comes in, is told, and is taken back."""
    page = _tags_page(fitter)
    bar: ExchangeBar = page.exchange
    fitter.click(bar.hand_on)
    save_as(fitter, folder / "ours.json")
    assert "squeaking" in (folder / "ours.json").read_text(encoding="utf-8")
    before = _rows(page)
    fitter.click(bar.take)
    choose_file(fitter, folder / "theirs.json")
    fitter.until(bar.back.isVisible, "it was taken in")
    fitter.settled()
    assert "Osaka" in bar.state.text()
    assert site.DISPUTED in bar.state.text()
    assert _in_language("says otherwise there", "相手では異なります") in bar.state.text()
    assert site.COLLEAGUES_TAG in _rows(page)
    fitter.stop("taken-in")
    fitter.click(bar.back)
    fitter.until(lambda: not bar.back.isVisible(), "it was taken back")
    fitter.settled()
    assert _rows(page) == before


def _click_when_there(fitter: Fitter, button: Button) -> None:
    fitter.until(lambda: button.isVisible() and button.isEnabled(), button.text())
    fitter.settled()
    fitter.click(button)


def _in_language(english: Words, japanese: Words) -> Words:
    return japanese if messages.language() == "ja" else english


def _text(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = "\n".join(page.get_textpage().get_text_range() for page in document)
    return pages.replace("\r\n", "")


TEACHING_WAYS: Mapping[str, Way] = {
    "tags": tags,
    "suggestions": suggestions,
    "describe": describe,
    "catalogue": catalogue,
    "learn": learn,
    "trial": trial,
    "drift": drift,
    "exchange": exchange,
}
