"""How the answer divides by machine, folder, type, language, date and tag; a ticked value is a filter."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from imtextgui.domain.items import Kind
from imtextgui.domain.query import NO_FILTERS, Facet, Filters
from imtextgui.ui.results.folder_tree import FolderTree
from imtextgui.ui.widgets.controls import Button, label
from imtextgui.ui.widgets.domain_names import DomainNames
from imtextgui.ui.widgets.formatting import Formatter

MOST_VALUES = 12
"""Values of a facet that are shown besides those that are ticked."""
FACET = Qt.ItemDataRole.UserRole + 1
VALUE = Qt.ItemDataRole.UserRole + 2


class FacetsPanel(QFrame):
    """A tree of facets with counts; what is ticked stays in it, even when it has no hits any more."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._names, self._count = DomainNames(self), Formatter(self)
        self._ticked: dict[str, list[str]] = {}
        self._shown: tuple[Facet, ...] = ()
        self._folded: set[str] = set()
        self._opened: set[str] = set()
        """Folders that show what is below them."""
        self._is_ticked_by_box = False
        self._stale = False
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(self.tr("Filters"))
        self.tree.setColumnCount(2)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(14)
        self.tree.setObjectName("plain")
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.itemPressed.connect(self._press)
        self.tree.itemChanged.connect(self._tick)
        self.tree.itemClicked.connect(self._toggle)
        self.tree.itemCollapsed.connect(lambda item: self._note_open(item, False))
        self.tree.itemExpanded.connect(lambda item: self._note_open(item, True))
        # Not a cross: at the corner of a panel, that would promise to close it.
        self.reset = Button("undo", name=self.tr("Remove all filters"), look="flat")
        self.reset.clicked.connect(self.clear)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Filters"), "heading"), 1)
        head.addWidget(self.reset)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 6, 8)
        column.setSpacing(4)
        column.addLayout(head)
        self.hint = label("", "muted", wrap=True)
        self._tell_what_counts()
        column.addWidget(self.hint)
        column.addWidget(self.tree, 1)
        self.reset.setEnabled(False)

    @property
    def filters(self) -> Filters:
        """What is ticked."""
        if not self._ticked:
            return NO_FILTERS
        years = sorted(int(year) for year in self._ticked.get("year", []))
        return Filters(
            folders=tuple(self._ticked.get("folder", ())),
            types=tuple(self._ticked.get("type", ())),
            languages=tuple(self._ticked.get("language", ())),
            after=date(years[0], 1, 1) if years else None,
            before=date(years[-1] + 1, 1, 1) if years else None,
            tags=tuple(self._ticked.get("tag", ())),
            machines=tuple(self._ticked.get("machine", ())),
        )

    @property
    def count(self) -> int:
        """How many values are ticked."""
        return sum(map(len, self._ticked.values()))

    def show_facets(self, facets: Sequence[Facet]) -> None:
        """Show the facets of an answer; the tree is filled when it is seen, as that takes longer than all else."""
        if tuple(facets) == self._shown:
            return
        self._shown = tuple(facets)
        self._stale = True
        if self.isVisible():
            self._fill()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Reimplements ``QFrame.showEvent``: what came while nobody looked is filled in."""
        if self._stale:
            self._fill()
        super().showEvent(event)

    def tick(self, filters: Filters) -> None:
        """Tick what ``filters`` say, and nothing else, without telling; days become the years that they lie in."""
        ticked = {
            "machine": list(filters.machines),
            "folder": list(filters.folders),
            "type": list(filters.types),
            "language": list(filters.languages),
            "year": _years(filters),
            "tag": list(filters.tags),
        }
        self._ticked = {name: values for name, values in ticked.items() if values}
        self._fill()

    def clear(self) -> None:
        """Tick nothing."""
        if self._ticked:
            if self.reset.hasFocus():
                self.tree.setFocus()  # the button has nothing more to do
            self._ticked = {}
            self._fill()
            self.changed.emit()

    def _fill(self) -> None:
        self._stale = False
        # Setting a check state tells of it as if the user had ticked, which would start a search.
        blocked = self.tree.blockSignals(True)
        place = self.tree.verticalScrollBar().value()
        current = self.tree.currentItem()
        at = (current.data(0, FACET), current.data(0, VALUE)) if current is not None else ("", None)
        self.tree.clear()
        counted = self._counted()
        known = {(facet.name, value): count for facet in self._shown for value, count in facet.values}
        for name in dict.fromkeys((*counted, *self._ticked)):
            values = counted.get(name, {}) | {
                value: known.get((name, value), 0) for value in self._ticked.get(name, ())
            }
            tree = FolderTree(values if name == "folder" else {}, self._ticked.get(name, ()), MOST_VALUES)
            if name in self._ticked or tree.paths or (name != "folder" and len(values) > 1):
                self._add(name, values, tree, at)
        self.tree.verticalScrollBar().setValue(place)
        self.tree.blockSignals(blocked)
        self._tell_what_counts()
        self.reset.setEnabled(bool(self._ticked))

    def _tell_what_counts(self) -> None:
        """The tabs above the list count its hits, which are fewer than all files that were found."""
        self.hint.setText(
            self.tr("Files in all that was found")
            if self.tree.topLevelItemCount()
            else self.tr("Search first: here the answer is narrowed by folder, type or tag.")
        )

    def _counted(self) -> dict[str, dict[str, int]]:
        """Machines first; the folders are left out where they say the same, unless one is ticked."""
        counted = {
            facet.name: dict(facet.values if facet.name == "folder" else facet.values[:MOST_VALUES])
            for facet in self._shown
        }
        machines = counted.pop("machine", None)
        if machines is None:
            return counted
        tree = FolderTree(counted.get("folder", {}))
        names = {tree.names[path]: counted["folder"][path] for path in tree.paths}
        if names == machines and "folder" not in self._ticked:
            del counted["folder"]
        return {"machine": machines, **counted}

    def _add(
        self, name: str, values: dict[str, int], tree: FolderTree, current: tuple[str, str | None]
    ) -> None:
        left_out = next((facet.left_out for facet in self._shown if facet.name == name), 0)
        group = QTreeWidgetItem([self.facet_name(name), self._count.count(-left_out) if left_out else ""])
        group.setData(0, FACET, name)
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.tree.addTopLevelItem(group)
        group.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if left_out:
            group.setToolTip(1, self.tr("%n file(s) left out", "", left_out))
        else:
            group.setFirstColumnSpanned(True)  # Qt ignores it for an item that is in no tree yet
        rows: dict[str, QTreeWidgetItem] = {}
        for value in tree.paths if name == "folder" else values:
            rows[value] = row = self._row(name, value, tree.names.get(value, ""), values[value])
            rows.get(tree.parents.get(value, ""), group).addChild(row)
        group.setExpanded(name not in self._folded)
        for value, row in rows.items():
            row.setExpanded(value in self._opened or tree.holds_tick(value))
            if (name, value) == current:
                self.tree.setCurrentItem(row)
        if (name, None) == current:
            self.tree.setCurrentItem(group)

    def _row(self, name: str, value: str, folder: str, count: int) -> QTreeWidgetItem:
        row = QTreeWidgetItem([folder or self.value_name(name, value), self._count.count(count)])
        row.setData(0, FACET, name)
        row.setData(0, VALUE, value)
        row.setToolTip(0, value)
        row.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.setFlags(
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
        )
        ticked = value in self._ticked.get(name, ())
        row.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        return row

    def facet_name(self, name: str) -> str:
        """A facet in the window's language."""
        return {
            "machine": self.tr("Machine"),
            "folder": self.tr("Folder"),
            "type": self.tr("Type"),
            "language": self.tr("Language"),
            "year": self.tr("Changed in"),
            "tag": self.tr("Tag"),
        }.get(name, name)

    def value_name(self, name: str, value: str) -> str:
        """A value of a facet in the window's language."""
        if name == "type" and value in set(Kind):
            return self._names.kinds(Kind(value))
        if name == "language":
            return self._languages().get(value, value)
        return value.upper() if name == "type" else value

    def _languages(self) -> dict[str, str]:
        """Those that ``domain.text.languages`` tells apart."""
        return {
            "en": self.tr("English"),
            "ja": self.tr("Japanese"),
            "fr": self.tr("French"),
            "de": self.tr("German"),
            "es": self.tr("Spanish"),
            "it": self.tr("Italian"),
            "zh": self.tr("Chinese"),
            "ko": self.tr("Korean"),
            "ru": self.tr("Russian"),
        }

    def _note_open(self, item: QTreeWidgetItem, is_open: bool) -> None:
        value = item.data(0, VALUE)
        if value is None:
            (self._folded.discard if is_open else self._folded.add)(item.data(0, FACET))
        else:
            (self._opened.add if is_open else self._opened.discard)(value)

    def _press(self) -> None:
        self._is_ticked_by_box = False

    def _toggle(self, item: QTreeWidgetItem) -> None:
        # The whole row ticks, not only the little box, which did so before the click was told.
        if item.parent() is None:
            item.setExpanded(not item.isExpanded())
        elif not self._is_ticked_by_box:
            on = item.checkState(0) != Qt.CheckState.Checked
            item.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _tick(self, item: QTreeWidgetItem, column: int) -> None:
        name, value = item.data(0, FACET), item.data(0, VALUE)
        if value is None:
            return
        values = [ticked for ticked in self._ticked.get(name, []) if ticked != value]
        if item.checkState(0) == Qt.CheckState.Checked:
            values.append(value)
        self._is_ticked_by_box = True
        self._ticked[name] = values
        if not values:
            del self._ticked[name]
        self.reset.setEnabled(bool(self._ticked))
        self.changed.emit()


def _years(filters: Filters) -> list[str]:
    """The first and the last year that ``filters`` leave, once where they are the same; only where both are bounded."""
    if filters.after is None or filters.before is None:
        return []
    first, last = filters.after.year, (filters.before - timedelta(days=1)).year
    return [str(first)] if first >= last else [str(first), str(last)]
