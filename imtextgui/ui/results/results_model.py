"""The hits of an answer as rows: in sections by band or kind, ordered within them, families folded or opened."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QUrl,
)

from imtextgui.domain.items import Kind, PageView
from imtextgui.domain.named_kinds import kinds_of
from imtextgui.domain.query import Band, FamilyMember, Hit
from imtextgui.ui.results.hit_text import HitText
from imtextgui.ui.widgets.files.file_names import shared_words

HIT = Qt.ItemDataRole.UserRole + 1
"""Role of the hit itself."""

RELATION = Qt.ItemDataRole.UserRole + 2
"""Role of what a row of an opened family is to the hit above it, "" for a hit itself."""

SHARED = Qt.ItemDataRole.UserRole + 3
"""Role of the words that most names of the answer hold (frozenset of str)."""

_BANDS = {Band.STRONG: 0, Band.POSSIBLE: 1, Band.WEAK: 2, Band.NONE: 2}
_KINDS = {Kind.MANUAL: 0, Kind.DRAWING: 1, Kind.PHOTO: 2, Kind.OTHER: 3}
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Order(StrEnum):
    """How hits are ordered within a section; what is equal stays as it was found, the best first."""

    RELEVANCE = "relevance"
    DATE = "date"
    NAME = "name"


class Grouping(StrEnum):
    """What the sections are."""

    BAND = "band"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class Section:
    """Rows that stand together; ``of`` is their band or kind. ``leads``: the best match, apart from its band."""

    of: Band | Kind
    count: int
    leads: bool = False


class ResultsModel(QAbstractListModel):
    """The rows of one answer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[Hit] = []
        self._shown: list[Hit] = []
        self._sections: list[Section] = []
        self._relations: list[str] = []
        self._opened: set[int] = set()
        self._same_pages: dict[tuple[int, int], tuple[int, int]] = {}
        """By page of a hit and item of another edition: id and number of the page there that shows the same."""
        self._switched: set[int] = set()
        self._kind: Kind | None = None
        self._text = HitText(self)
        self._shared: frozenset[str] = frozenset()
        self.order = Order.RELEVANCE
        self.grouping = Grouping.BAND

    def show_hits(self, hits: Iterable[Hit]) -> None:
        """Replace the answer."""
        self._all = list(hits)
        self._shared = shared_words(hit.path.name for hit in self._all)
        items = {hit.item_id for hit in self._all}
        self._opened &= items
        self._switched &= items
        self._arrange()

    def show_kind(self, kind: Kind | None) -> None:
        """Show only the hits of ``kind``; None shows all."""
        self._kind = kind
        self._arrange()

    def arrange(self, order: Order, grouping: Grouping) -> None:
        """Show the same hits in another order, or in other sections."""
        self.order, self.grouping = order, grouping
        self._arrange()

    def open_family(self, row: int, opened: bool | None = None) -> None:
        """Show the other editions of a hit's document below it, or fold them away; None changes which.

        A single one that says the same is shown in the hit's place.
        """
        hit = self._shown[row]
        if not hit.family:
            return
        if hit.twin is not None:
            original = hit.item_id if hit in self._all else hit.twin.item_id
            _change(self._switched, original, opened)
        else:
            _change(self._opened, hit.item_id, opened)
        self._arrange()

    @property
    def total(self) -> int:
        """How many hits the whole answer has."""
        return len(self._all)

    def count_by_kind(self) -> Counter[Kind]:
        """How many hits of the whole answer ``show_kind`` would show; what is named a drawing counts as one, too."""
        return Counter(kind for hit in self._all for kind in kinds_of(hit.kind, hit.path))

    def show_same_pages(self, hit: Hit, pages: Mapping[int, PageView]) -> list[int]:
        """Show the other editions of ``hit`` at ``pages``, by item, that show the same; gives the rows that changed."""
        self._same_pages |= {(hit.page_id, item): (page.page_id, page.number) for item, page in pages.items()}
        first = self.row_of(hit.item_id)
        if first is None or hit.item_id not in self._opened:
            return []
        changed = []
        for row in range(first + 1, min(first + 1 + len(hit.family), len(self._shown))):
            on_page = self._on_its_page(hit, self._shown[row])
            if on_page != self._shown[row]:
                self._shown[row] = on_page
                changed.append(row)
                self.dataChanged.emit(self.index(row), self.index(row))
        return changed

    def keep_page(self, row: int, before: Hit) -> Hit:
        """Let the card in ``row`` say of its file what ``before`` said: that page stays, the better one is named too.

        Gives the hit that is shown now.
        """
        hit = self._shown[row]
        kept = replace(
            hit,
            page_id=before.page_id,
            page=before.page,
            section=before.section,
            snippet=before.snippet,
            region=before.region,
            evidence=before.evidence,
            other_pages=tuple(page for page in (hit.page, *hit.other_pages) if page != before.page),
        )
        self._shown[row] = kept
        self._all = [kept if one is hit else one for one in self._all]
        self.dataChanged.emit(self.index(row), self.index(row))
        return kept

    @property
    def sections(self) -> Sequence[Section]:
        """The sections in their order; their counts add up to the rows."""
        return self._sections

    def hit(self, row: int) -> Hit:
        """The hit shown in ``row``."""
        return self._shown[row]

    def hits(self) -> Sequence[Hit]:
        """All that are shown, in order."""
        return self._shown

    def row_of(self, item_id: int) -> int | None:
        """The row of an item, or None where it is not shown."""
        return next((row for row, hit in enumerate(self._shown) if hit.item_id == item_id), None)

    def rowCount(self, parent: _Index = _ROOT) -> int:  # noqa: N802
        """Reimplements ``QAbstractListModel.rowCount``."""
        return 0 if parent.isValid() else len(self._shown)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Reimplements ``QAbstractListModel.flags``: files can be dragged to other programs."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:  # noqa: N802
        """Reimplements ``QAbstractListModel.mimeTypes``."""
        return ["text/uri-list", "text/plain"]

    def mimeData(self, indexes: Iterable[_Index]) -> QMimeData:  # noqa: N802
        """The files of some rows, as other programs take them: as files, or as text with their paths."""
        data = QMimeData()
        paths = dict.fromkeys(self.hit(index.row()).path for index in indexes)
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        data.setText("\n".join(map(str, paths)))
        return data

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Reimplements ``QAbstractListModel.data``: name, tool tip, accessible text, and the roles of this module."""
        row = index.row()
        hit, relation = self._shown[row], self._relations[row]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return hit.path.name
            case Qt.ItemDataRole.ToolTipRole:
                return str(hit.path)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._text.accessible_text(hit, relation)
        return {HIT: hit, RELATION: relation, SHARED: self._shared}.get(role)

    def _arrange(self) -> None:
        self.beginResetModel()
        chosen = [
            hit for hit in self._all if self._kind is None or self._kind in kinds_of(hit.kind, hit.path)
        ]
        first = chosen[0].item_id if chosen else None
        if self.order is Order.NAME:
            chosen.sort(key=lambda hit: hit.path.name.casefold())
        elif self.order is Order.DATE:
            chosen.sort(key=lambda hit: -hit.modified)
        chosen.sort(key=self._section)  # stable: within a section the order from above stays
        leads = self._lead(chosen, first)
        switched = [_twin_of(hit) if hit.item_id in self._switched else hit for hit in chosen]
        families = [list(self._with_family(hit)) for hit in switched]
        rows = [row for family in families for row in family]
        self._shown, self._relations = [hit for hit, _ in rows], [relation for _, relation in rows]
        self._sections = self._sections_of(len(families[0]) if leads else 0)
        self.endResetModel()

    def _lead(self, chosen: list[Hit], first: int | None) -> bool:
        """Put the best match on top, where its band would put another document above it; tells whether it did."""
        by_match = self.order is Order.RELEVANCE and self.grouping is Grouping.BAND
        if not by_match or not chosen or chosen[0].item_id == first:
            return False
        at = next(at for at, hit in enumerate(chosen) if hit.item_id == first)
        chosen.insert(0, chosen.pop(at))
        return True

    def _sections_of(self, leading: int) -> list[Section]:
        """The sections of the rows, of which the first ``leading`` stand apart."""
        groups = [list(hits) for _, hits in groupby(self._shown[leading:], self._section)]
        by_kind = self.grouping is Grouping.KIND
        sections = [Section(hits[0].kind if by_kind else hits[0].band, len(hits)) for hits in groups]
        return [Section(self._shown[0].band, leading, leads=True), *sections] if leading else sections

    def _with_family(self, hit: Hit) -> Iterable[tuple[Hit, str]]:
        yield hit, ""
        if hit.item_id in self._opened:
            for member in hit.family:
                yield self._on_its_page(hit, _as_hit(hit, member)), member.relation

    def _on_its_page(self, hit: Hit, member: Hit) -> Hit:
        page = self._same_pages.get((hit.page_id, member.item_id))
        return member if page is None else replace(member, page_id=page[0], page=page[1])

    def _section(self, hit: Hit) -> int:
        return _KINDS[hit.kind] if self.grouping is Grouping.KIND else _BANDS[hit.band]


def _change(items: set[int], item_id: int, wanted: bool | None) -> None:
    """Put an item into ``items`` or take it out; None changes which."""
    (items.add if (item_id not in items if wanted is None else wanted) else items.discard)(item_id)


def _twin_of(hit: Hit) -> Hit:
    """The twin of ``hit`` in its place, with ``hit`` as its twin."""
    member = hit.twin
    assert member is not None
    back = FamilyMember(
        hit.item_id, hit.page_id, hit.path, hit.page, member.relation, language=hit.language, pages=hit.pages
    )
    return replace(_as_hit(hit, member), family=(back,))


def _as_hit(hit: Hit, member: FamilyMember) -> Hit:
    """Another edition as a row: of the same kind and band, without what was found in the first."""
    return replace(
        hit,
        item_id=member.item_id,
        page_id=member.page_id,
        path=member.path,
        page=member.page,
        pages=max(member.pages, member.page),
        language=member.language,
        evidence=(),
        snippet=None,
        region=None,
        copies=(),
        other_pages=(),
        family=(),
        older=member.relation == "older",
    )
