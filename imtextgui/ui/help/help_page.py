"""The help inside the window: illustrated pages from resources/help, the shortcuts, and what the program is made of."""

import html
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QAction, QImage, QKeySequence, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidgetItem, QTextBrowser, QVBoxLayout

from imtextgui import messages
from imtextgui.config import paths
from imtextgui.ui.help.about import AboutTexts
from imtextgui.ui.style import theme
from imtextgui.ui.widgets.controls import DATA, RowList, label, without_mnemonic
from imtextgui.ui.widgets.pictures import decode

TOPICS = (
    "start",
    "words",
    "photo",
    "results",
    "jobsheets",
    "quality",
    "trial",
    "folders",
    "catalogues",
    "settings",
    "admin",
)
"""The pages of resources/help/<language>, in their order."""
LIST_WIDTH = 230
MARGIN = 16
"""Pixels beside a picture, at least."""
SETTLED_MS = 100
"""After so long without another width, pictures are loaded again."""
_SMOOTH = Qt.TransformationMode.SmoothTransformation


class HelpTopic(NamedTuple):
    """A page of the help: its name in links, its title, and what makes its text (Markdown or HTML)."""

    name: str
    title: str
    text: Callable[[], str]
    markdown: bool = True


class HelpBrowser(QTextBrowser):
    """Shows pages of the help and their pictures, as wide as there is room; whatever lies elsewhere is not loaded."""

    widened = Signal()
    """Its width has changed, and its pictures are to be loaded again."""

    def __init__(self) -> None:
        super().__init__()
        self._settling = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settling.timeout.connect(self.widened)
        self.setOpenExternalLinks(False)
        self.setOpenLinks(False)

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802
        """Reimplements ``QTextBrowser.loadResource``, for pictures of the help only."""
        wanted = QUrl(name).path() if isinstance(name, str) else name.path()
        file = (folder() / wanted).resolve()
        inside = file.is_relative_to(folder().parent.resolve()) and file.is_file()
        if kind != QTextDocument.ResourceType.ImageResource.value or not inside:
            return None
        picture = decode(file.read_bytes()) or QImage()
        room = self.viewport().width() - 2 * MARGIN
        return picture if picture.width() <= room else picture.scaledToWidth(room, _SMOOTH)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Reimplements ``QTextBrowser.resizeEvent``."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._settling.start()


class HelpPage(QFrame):
    """Topics at the left, the page at the right."""

    def __init__(self, actions: Callable[[], Sequence[QAction]]) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._actions = actions
        self.topics = {topic.name: topic for topic in self._topics()}
        self.list = RowList(self.tr("Help topics"))
        self.list.setFixedWidth(LIST_WIDTH)
        for topic in self.topics.values():
            self.list.add(topic.title, topic.name)
        self.browser = HelpBrowser()
        self.browser.setAccessibleName(self.tr("Help"))
        self.browser.widened.connect(self._show_again)
        self.browser.anchorClicked.connect(lambda url: self.show_topic(url.path()))
        self.list.currentItemChanged.connect(lambda item, _: self._show(item))
        side = QVBoxLayout()
        side.addWidget(label(self.tr("Help"), "title"))
        side.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 16)
        row.setSpacing(12)
        row.addLayout(side)
        row.addWidget(self.browser, 1)
        self.list.setCurrentRow(0)
        self.setFocusProxy(self.list)

    def show_topic(self, name: str) -> None:
        """Show the page ``name``; one that is not there leaves the page as it is."""
        for row in range(self.list.count()):
            if self.list.item(row).data(DATA) == name:
                self.list.setCurrentRow(row)

    def _show(self, item: QListWidgetItem) -> None:
        topic = self.topics[item.data(DATA)]
        document = self.browser.document()
        document.setDefaultStyleSheet(_sheet())
        if topic.markdown:
            self.browser.setMarkdown(topic.text())
        else:
            self.browser.setHtml(topic.text())
        self.browser.verticalScrollBar().setValue(0)

    def _show_again(self) -> None:
        """The same topic at the same place."""
        bar = self.browser.verticalScrollBar()
        share = bar.value() / max(bar.maximum(), 1)
        self._show(self.list.currentItem())
        bar.setValue(round(share * bar.maximum()))

    def _topics(self) -> list[HelpTopic]:
        about = AboutTexts(self)
        pages = [HelpTopic(name, title(name), partial(page, name)) for name in TOPICS]
        return [
            *pages,
            HelpTopic("shortcuts", self.tr("Keys"), self._shortcuts, markdown=False),
            HelpTopic("about", self.tr("About imtextgui"), about.program),
            HelpTopic("licences", self.tr("Licences"), about.licences),
            HelpTopic("model", self.tr("Model card"), about.model_card),
        ]

    def _shortcuts(self) -> str:
        rows = [
            f"<tr><td><b>{html.escape(_written(action.shortcut()))}</b></td>"
            f"<td>{html.escape(without_mnemonic(action.text()).rstrip('…'))}</td></tr>"
            for action in self._actions()
            if not action.shortcut().isEmpty()
        ]
        rows += [
            f"<tr><td><b>{html.escape(keys)}</b></td><td>{html.escape(what)}</td></tr>"
            for keys, what in self._others()
        ]
        return f"<h1>{html.escape(self.tr('Keys'))}</h1><table cellpadding='6'>{''.join(rows)}</table>"

    def _others(self) -> list[tuple[str, str]]:
        return [
            (_keys("Down"), self.tr("From the words to the results")),
            (_keys("Shift+Down"), self.tr("Select several results")),
            (_keys("Right", "Left"), self.tr("On a result: unfold its other editions, and fold them")),
            ("+  −  0  W  R", self.tr("On the page: larger, smaller, whole, its width, turned")),
            (_keys("PgDown", "PgUp"), self.tr("On the page: read on, and back")),
            (_keys("Tab"), self.tr("To the next control")),
            (self.tr("Space"), self.tr("Press a button, preview a result")),
            (self.tr("Enter"), self.tr("Search, or open the result")),
            ("D  S", self.tr("In a comparison: the differences, side by side")),
            (_keys("Alt+Up", "Alt+Down"), self.tr("On a job sheet: move the page up or down")),
            (_keys("Delete"), self.tr("On a job sheet: take the page off")),
            ("Alt", self.tr("Show the letters that reach a button")),
        ]


def folder(language: str = "") -> Path:
    """The folder of the help pages in ``language``, by default that of the window."""
    return paths.resources() / "help" / (language or messages.language())


def page(name: str) -> str:
    """The Markdown of a help page."""
    return (folder() / f"{name}.md").read_text(encoding="utf-8")


def title(name: str) -> str:
    """The heading of a help page."""
    return page(name).partition("\n")[0].lstrip("# ").strip()


def _written(keys: QKeySequence) -> str:
    """Keys as a menu writes them: "Alt+Left", in a Japanese window "Alt+←"."""
    return keys.toString(QKeySequence.SequenceFormat.NativeText)


def _keys(*names: str) -> str:
    return "  ".join(_written(QKeySequence(name)) for name in names)


def _sheet() -> str:
    colours = theme.current()
    return (
        f"a {{ color: {colours.accent}; }} h1 {{ font-size: x-large; }} h2 {{ font-size: large; }}"
        f" code {{ background: {colours.raised}; }} td {{ padding-right: 16px; }}"
    )
