"""Where a part number is used: machines, their documents and pages, as a tree in the place of the results."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from imtextgui.domain.query import Band, Evidence, Hit, Route
from imtextgui.domain.text.tables import tab_separated
from imtextgui.domain.where_used import DocumentWithNumber, NumberOnPage, WhereUsed
from imtextgui.ui.widgets.controls import Button, label
from imtextgui.ui.widgets.formatting import Formatter

_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)

PLACE = Qt.ItemDataRole.UserRole + 1
"""Role of the Hit that a row of the tree stands for."""


class PlacesTree(QTreeWidget):
    """Machines, documents, pages; Enter opens the file where a key would unfold Qt's own tree."""

    open_requested = Signal(object)
    """A Hit."""
    typed = Signal(str)
    """The first letter of another number."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter opens the page of the current row; whoever types on means another number."""
        item = self.currentItem()
        hit = item.data(0, PLACE) if item is not None else None
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and hit is not None:
            self.open_requested.emit(hit)
        elif event.text().isprintable() and event.text().strip() and not event.modifiers() & _COMMANDS:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)


class WhereUsedPanel(QFrame):
    """Asks for a part number and shows every page that holds it."""

    asked = Signal(str)
    """A part number to look up."""
    chosen = Signal(object)
    """The Hit of the row that became the current one."""
    open_requested = Signal(object)
    copy_requested = Signal(str)
    """The list as a table: lines of cells between tabs."""
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._formatter = Formatter(self)
        self._used: WhereUsed | None = None
        self.number = QLineEdit()
        self.number.setAccessibleName(self.tr("Part number"))
        self.number.setPlaceholderText(self.tr("Part number"))
        self.number.returnPressed.connect(self.ask)
        self.look_up = Button("search", name=self.tr("Find where it is used"))
        self.look_up.clicked.connect(self.ask)
        self.close_button = Button("back", self.tr("Back to the &results"))
        self.close_button.clicked.connect(self.closed)
        self.copy = Button("copy", self.tr("Copy as &table"))
        self.copy.clicked.connect(lambda _=False: self.copy_requested.emit(tab_separated(self.rows())))
        self.summary = label("", "muted", wrap=True)
        self.tree = PlacesTree()
        self.tree.setAccessibleName(self.tr("Machines, documents and pages with the part number"))
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(18)
        self.tree.setObjectName("plain")
        self.tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.currentItemChanged.connect(lambda item, _: self._choose(item))
        self.tree.open_requested.connect(self.open_requested)
        self.tree.typed.connect(self._begin)
        self.tree.itemDoubleClicked.connect(lambda item, _: self._open(item))
        self._arrange()

    def ask(self) -> None:
        """Look up what is typed."""
        if number := self.number.text().strip():
            self.asked.emit(number)
        else:
            self.number.setFocus()

    def _begin(self, letter: str) -> None:
        self.number.setText(letter)
        self.number.setFocus()

    def clear(self) -> None:
        """Show no places, while those of another number are looked for."""
        self._used = None
        self.tree.clear()
        self.copy.setEnabled(False)
        self.summary.setText(self.tr("Searching…"))

    def show_used(self, used: WhereUsed) -> None:
        """Show where a number is used; the first page is chosen, and the tree has the cursor."""
        self._used = used
        self.tree.clear()
        self.number.setText(used.asked)
        self.copy.setEnabled(bool(used.documents))
        self.summary.setText(self._summary(used))
        groups = list(used.machines())
        for machine, documents in groups:
            if machine or len(groups) > 1:
                self.tree.addTopLevelItem(self._machine(machine, documents))
            else:
                self.tree.addTopLevelItems([self._document(document) for document in documents])
        self.tree.expandAll()
        if (first := self._first_place()) is not None:
            self.tree.setCurrentItem(first)
            self.tree.setFocus()
        else:
            self.number.setFocus()
            self.number.selectAll()

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The list as cells: a heading, then a line for each page."""
        yield (self.tr("Machine"), self.tr("Document"), self.tr("Page"), self.tr("Written"), self.tr("Path"))
        for document in self._used.documents if self._used else ():
            about = (document.machine, document.path.name)
            for place in document.places:
                yield (*about, str(place.page), place.written, str(document.path))
            if not document.places:
                yield (*about, "", self.tr("in the file name"), str(document.path))

    # Building

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Where used"), "heading"))
        head.addStretch(1)
        head.addWidget(self.copy)
        head.addWidget(self.close_button)
        asking = QHBoxLayout()
        asking.addWidget(self.number, 1)
        asking.addWidget(self.look_up)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(8)
        for row in (head, asking):
            column.addLayout(row)
        column.addWidget(self.summary)
        column.addWidget(self.tree, 1)

    def _summary(self, used: WhereUsed) -> str:
        if not used.documents:
            nowhere = self.tr("“{number}” stands on no page and in no file name.")
            return nowhere.format(number=used.asked) + self._unread(used)
        pages = self.tr("%n page(s)", "", used.pages)
        documents = self.tr("%n document(s)", "", len(used.documents))
        return self.tr("{pages} in {documents}").format(pages=pages, documents=documents) + self._unread(used)

    def _unread(self, used: WhereUsed) -> str:
        if not used.unread:
            return ""
        return "\n" + self.tr(
            "The words in the pictures of %Ln page(s) are not read: it may stand there.", "", used.unread
        )

    def _machine(self, machine: str, documents: tuple[DocumentWithNumber, ...]) -> QTreeWidgetItem:
        pages = sum(len(document.places) for document in documents)
        item = QTreeWidgetItem([machine or self.tr("No machine"), self._formatter.count(pages)])
        font = item.font(0)
        font.setBold(True)
        item.setFont(0, font)
        item.setToolTip(1, self.tr("%n page(s)", "", pages))
        item.addChildren([self._document(document) for document in documents])
        return item

    def _document(self, document: DocumentWithNumber) -> QTreeWidgetItem:
        item = QTreeWidgetItem([document.path.name])
        item.setToolTip(0, str(document.path))
        if document.places:
            item.setText(1, self._formatter.count(len(document.places)))
            item.setToolTip(1, self.tr("%n page(s)", "", len(document.places)))
        item.setData(0, PLACE, _hit(document, document.places[0] if document.places else None))
        for place in document.places:
            item.addChild(self._place(document, place))
        if document.named:
            named = QTreeWidgetItem([self.tr("in the name of the file or its folder")])
            named.setData(0, PLACE, _hit(document, None))
            item.addChild(named)
        return item

    def _place(self, document: DocumentWithNumber, place: NumberOnPage) -> QTreeWidgetItem:
        text = self.tr("page {page}").format(page=self._formatter.count(place.page))
        if place.section:
            text += f"  ·  {place.section}"
        if place.alike:
            text += "  ·  " + self.tr("written {written}").format(written=place.written)
        item = QTreeWidgetItem([text])
        item.setToolTip(0, text)
        item.setData(0, PLACE, _hit(document, place))
        return item

    # Choosing

    def _first_place(self) -> QTreeWidgetItem | None:
        item = self.tree.topLevelItem(0)
        while item is not None and item.data(0, PLACE) is None:
            item = item.child(0)
        return item

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and (hit := item.data(0, PLACE)) is not None:
            self.chosen.emit(hit)

    def _open(self, item: QTreeWidgetItem) -> None:
        if (hit := item.data(0, PLACE)) is not None:
            self.open_requested.emit(hit)


def _hit(document: DocumentWithNumber, place: NumberOnPage | None) -> Hit:
    """The page of a place, or the first one, as the page view takes it; other places are pages that match."""
    written = (place.written,) if place else ()
    return Hit(
        document.item_id,
        place.page_id if place else document.first_page_id,
        document.path,
        place.page if place else 1,
        document.pages,
        document.kind,
        1.0,
        Band.STRONG,
        (Evidence(Route.CODES, 1, 1.0, written, confused=bool(place and place.alike)),),
        other_pages=tuple(other.page for other in document.places if other is not place),
        section=place.section if place else "",
    )
