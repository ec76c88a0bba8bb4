"""The help is there in both languages, its links and pictures resolve, and it loads nothing else."""

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeySequence, QTextDocument
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu
from pytestqt.qtbot import QtBot

from imtextgui import __version__
from imtextgui.config import paths
from imtextgui.ui.help import help_page
from imtextgui.ui.help.about import AboutTexts
from imtextgui.ui.help.help_page import HelpPage
from imtextgui.ui.shell import i18n
from imtextgui.ui.shell.i18n import LANGUAGES
from imtextgui.ui.shell.main_window import MainWindow
from tests.gui.conftest import PLACES, MakeWindow
from tests.gui.fake_catalogue import indexed

GENERATED = {"shortcuts", "about", "licences", "model"}
MOST_BYTES = 200_000


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("IMTEXTGUI_LANGUAGE", request.param)
    return str(request.param)


def pages(language: str) -> Iterator[tuple[str, str]]:
    for name in help_page.TOPICS:
        yield name, (help_page.folder(language) / f"{name}.md").read_text(encoding="utf-8")


def test_both_languages_have_the_same_pages_and_pictures() -> None:
    folders = [help_page.folder(language) for language in LANGUAGES]
    names = [sorted(str(file.relative_to(folder)) for file in folder.rglob("*.*")) for folder in folders]
    assert names[0] == names[1]
    assert {f"{name}.md" for name in help_page.TOPICS} == {name for name in names[0] if name.endswith(".md")}


def test_pictures_are_no_wider_than_the_page(qtbot: QtBot) -> None:
    page = HelpPage(list)
    qtbot.addWidget(page)
    page.show_topic("results")
    page.resize(1600, 600)
    page.show()
    sideways = page.browser.horizontalScrollBar()

    def high() -> float:
        return page.browser.document().size().height()

    qtbot.waitUntil(lambda: sideways.maximum() == 0)
    whole = high()
    page.resize(800, 600)
    qtbot.waitUntil(lambda: high() != whole and sideways.maximum() == 0)
    page.resize(1600, 600)
    qtbot.waitUntil(lambda: high() == whole)


def test_every_page_has_a_heading_and_all_links_resolve(language: str) -> None:
    for name, text in pages(language):
        assert text.startswith("# "), name
        for picture, target in re.findall(r"(!?)\[[^\]]*\]\(([^)]*)\)", text):
            if picture:
                assert (help_page.folder(language) / target).is_file(), (name, target)
            else:
                assert target in {*help_page.TOPICS, *GENERATED}, (name, target)


def test_every_page_can_be_reached_from_the_first(language: str) -> None:
    linked = {name: set(re.findall(r"\]\((\w+)\)", text)) for name, text in pages(language)}
    reached, waiting = {"start"}, ["start"]
    while waiting:
        for name in linked.get(waiting.pop(), set()) - reached:
            reached.add(name)
            waiting.append(name)
    assert reached == {*help_page.TOPICS, *GENERATED}


def test_the_pictures_are_small_and_used(language: str) -> None:
    used = {target for _, text in pages(language) for target in re.findall(r"\((pictures/[^)]*)\)", text)}
    folder = help_page.folder(language)
    there = {str(file.relative_to(folder)) for file in (folder / "pictures").iterdir()}
    assert there == used
    for file in sorted(there):
        assert (folder / file).stat().st_size < MOST_BYTES
        with Image.open(folder / file) as picture:
            assert picture.width == 800


def test_f1_opens_the_help_and_its_links_lead_on(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    page = window.workspace.help
    assert page.isVisible()
    assert page.list.hasFocus()
    assert "First steps" in page.browser.toPlainText()
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert "Search by words" in page.browser.toPlainText()
    page.browser.anchorClicked.emit(QUrl("photo"))
    assert "Search by photo" in page.browser.toPlainText()
    page.browser.anchorClicked.emit(QUrl("https://example.org/words"))
    assert "Search by photo" in page.browser.toPlainText()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.workspace.current_page == "search"


def test_the_shortcuts_are_those_of_the_menus(window: MainWindow) -> None:
    window.workspace.show_help("shortcuts")
    shown = window.workspace.help.browser.toPlainText()
    for keys in ("Ctrl+F", "F5", "Ctrl+V", "Ctrl+3", "F1", "Esc"):
        assert keys in shown


KEYS = re.compile(r"(?:(?:Ctrl|Alt|Shift)\+)+(?:F\d+|Up|Down|Left|Right|Enter|[A-Z0-9↑↓←→])|\bF\d{1,2}\b")
IN_BRACKETS = re.compile(r"[(（]([^()（）]+)[)）]$")


@pytest.fixture
def speaking(language: str, qapp: QApplication, make_window: MakeWindow) -> Iterator[MainWindow]:
    """A window in each language."""
    installed = i18n.install(qapp, language)
    yield make_window(indexed())
    i18n.remove(qapp, installed)
    i18n.install(qapp, "en")


def listed(window: MainWindow) -> list[str]:
    """The keys of the list in the help, line by line."""
    window.workspace.show_help("shortcuts")
    table = window.workspace.help.browser.document().toHtml()
    return [
        html.unescape(re.sub(r"<[^>]+>", "", cell)).strip()
        for cell in re.findall(r"<td[^>]*>(.*?)</td>", table, re.S)
    ][::2]


def test_the_list_writes_keys_as_the_menus_do(speaking: MainWindow) -> None:
    keys = listed(speaking)
    menus = [action.menu() for action in speaking.menuBar().actions()]
    actions = [action for menu in menus if isinstance(menu, QMenu) for action in menu.actions()]
    in_menus = [action.shortcut().toString(QKeySequence.SequenceFormat.NativeText) for action in actions]
    assert [key for key in in_menus if key and key not in keys] == []
    assert "Ctrl+Enter" in in_menus
    assert len(set(keys)) == len(keys)


def test_every_key_that_a_button_or_a_page_of_the_help_names_is_in_the_list(
    qtbot: QtBot, speaking: MainWindow, language: str
) -> None:
    keys = {key for line in listed(speaking) for key in line.split()}
    for place in PLACES:
        speaking.workspace.go(place)
        qtbot.waitUntil(lambda: not speaking.tasks.is_answering)
    told = [
        (text, named[1].strip())
        for button in speaking.findChildren(QAbstractButton)
        for text in (button.toolTip(), button.accessibleName())
        if (named := IN_BRACKETS.search(text)) and (KEYS.fullmatch(named[1]) or len(named[1]) < 6)
    ]
    assert len(told) > 20
    assert [text for text, key in told if key not in keys] == []
    in_help = [(name, key) for name, text in pages(language) for key in KEYS.findall(text)]
    assert len(in_help) > 15
    assert [one for one in in_help if one[1] not in keys] == []


def test_keys_are_explained_without_the_letters_of_the_menus(
    qapp: QApplication, make_window: MakeWindow, request: pytest.FixtureRequest
) -> None:
    installed = i18n.install(qapp, "ja")
    request.addfinalizer(lambda: i18n.install(qapp, "en"))
    request.addfinalizer(lambda: i18n.remove(qapp, installed))
    window = make_window(indexed())
    window.workspace.show_help("shortcuts")
    shown = window.workspace.help.browser.toPlainText()
    assert "フォルダーを追加\n" in shown
    assert not re.search(r"\([A-Z]\)|…", shown)
    assert window.sources.add.accessibleName() == "フォルダーを追加…"


def test_about_tells_versions_licences_and_the_model(qtbot: QtBot, window: MainWindow) -> None:
    window.workspace.show_help("about")
    page = window.workspace.help
    assert __version__ in page.browser.toPlainText()
    assert "| | |" not in page.topics["about"].text()
    page.show_topic("licences")
    licences = page.browser.toPlainText()
    assert "Apache License 2.0" in licences
    assert "onnxruntime" in licences
    assert "MIT" in licences
    assert "–" not in [line.strip() for line in licences.splitlines()], "a part without a licence"
    page.show_topic("model")
    assert "Encoder bundle" in page.browser.toPlainText()


def test_a_part_without_a_description_is_left_out(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    from imtextgui.ui.help import about

    monkeypatch.setattr(about, "PARTS", ("no-such-part", "numpy"))
    text = AboutTexts().licences()
    assert "numpy" in text
    assert "no-such-part" not in text


def test_a_licence_is_told_by_its_text_where_its_name_is_not(qtbot: QtBot) -> None:
    told = {
        line.split(" | ")[0].strip("| "): line
        for line in AboutTexts().licences().splitlines()
        if " | " in line
    }
    assert "Apache-2.0" in told["hnswlib"]
    assert "MIT" in told["resvg-py"]


def test_an_installed_program_tells_what_is_inside_it(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "notices").mkdir()
    part = {"name": "libheif.so.1", "version": "1.23", "licenses": [{"expression": "LGPL-3.0-or-later"}]}
    (tmp_path / "notices" / "sbom.cdx.json").write_text(json.dumps({"components": [part]}))
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    assert "| libheif.so.1 | 1.23 | LGPL-3.0-or-later |" in AboutTexts().licences()


def test_only_pictures_of_the_help_are_loaded(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    Image.new("RGB", (4, 4)).save(secret)
    window.workspace.go("help")
    browser = window.findChildren(HelpPage)[0].browser
    picture, sheet = (
        kind.value
        for kind in (QTextDocument.ResourceType.ImageResource, QTextDocument.ResourceType.StyleSheetResource)
    )
    assert browser.loadResource(picture, QUrl("pictures/start.webp")) is not None
    outside = paths.resources() / "icons" / "imtextgui.svg"
    for name in (
        str(secret),
        "../../icons/all.svg",
        str(outside),
        "https://example.org/a.png",
        "start.md",
        "none.webp",
    ):
        assert browser.loadResource(picture, QUrl(name)) is None or name == "start.md"
    assert browser.loadResource(sheet, QUrl("start.md")) is None
