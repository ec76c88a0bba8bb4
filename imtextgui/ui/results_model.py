"""The hits of an answer as a list for the view, grouped by band and filtered by kind."""

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from imtextgui.domain.items import Kind
from imtextgui.domain.query import Band, Hit
from imtextgui.ui.evidence import Wording

HIT = Qt.ItemDataRole.UserRole + 1
"""Role of the hit itself."""
OPENS_BAND = Qt.ItemDataRole.UserRole + 2
"""Role of the band that starts with this row, or None."""

_ORDER = {Band.STRONG: 0, Band.POSSIBLE: 1, Band.WEAK: 2, Band.NONE: 2}
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class ResultsModel(QAbstractListModel):
    """The rows of one answer. Bands are kept together, and hits in their order within them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[Hit] = []
        self._shown: list[Hit] = []
        self._kind: Kind | None = None
        self._wording = Wording(self)

    def show_hits(self, hits: Iterable[Hit]) -> None:
        """Replace the answer."""
        self.beginResetModel()
        self._all = sorted(hits, key=lambda hit: _ORDER[hit.band])
        self._shown = self._filtered()
        self.endResetModel()

    def show_kind(self, kind: Kind | None) -> None:
        """Show only the hits of ``kind``; None shows all."""
        self.beginResetModel()
        self._kind = kind
        self._shown = self._filtered()
        self.endResetModel()

    def count_by_kind(self) -> Counter[Kind]:
        """How many hits of the whole answer are of each kind."""
        return Counter(hit.kind for hit in self._all)

    def hit(self, row: int) -> Hit:
        """The hit shown in ``row``."""
        return self._shown[row]

    def row_of(self, item_id: int) -> int | None:
        """The row of an item, or None where it is not shown."""
        return next((row for row, hit in enumerate(self._shown) if hit.item_id == item_id), None)

    def rowCount(self, parent: _Index = _ROOT) -> int:  # noqa: N802
        """As Qt asks."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """As Qt asks: name, tool tip, accessible text, and the roles of this module."""
        hit = self._shown[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return hit.path.name
            case Qt.ItemDataRole.ToolTipRole:
                return str(hit.path)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._wording.spoken(hit)
            case _ if role == HIT:
                return hit
            case _ if role == OPENS_BAND:
                return self._opened_band(index.row())
        return None

    def _filtered(self) -> list[Hit]:
        return [hit for hit in self._all if self._kind is None or hit.kind is self._kind]

    def _opened_band(self, row: int) -> Band | None:
        band = self._shown[row].band
        opens = row == 0 or _ORDER[self._shown[row - 1].band] != _ORDER[band]
        return band if opens else None
