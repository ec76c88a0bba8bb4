"""The pages on a job sheet as rows: small picture, file and page, section, note."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidgetItem

from imtextgui.domain.jobsheet import SheetPage
from imtextgui.ui.style.square_icons import SIDE, square
from imtextgui.ui.tasks.thumbnails import ThumbnailCache
from imtextgui.ui.widgets.controls import DATA, RowList

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class SheetEntryList(RowList):
    """Rows that can be moved with Alt and the arrow keys, and taken off with Delete."""

    move_requested = Signal(int)
    """So many places on or back."""
    removal_requested = Signal()

    def __init__(self, thumbnails: ThumbnailCache) -> None:
        super().__init__("", SIDE + 16)
        self.setAccessibleName(self.tr("Pages on the job sheet"))
        self.setIconSize(QSize(SIDE, SIDE))
        self._thumbnails = thumbnails
        thumbnails.ready.connect(self._show_picture)

    def show_entries(self, pages: Sequence[SheetPage]) -> None:
        """Show what is on a sheet; the current row stays on its entry, or else at its place."""
        before: SheetPage | None = self.chosen()
        row = self.currentRow()
        self.blockSignals(True)  # else it would be told that there is no current row in between
        self.clear()
        for place, page in enumerate(pages, 1):
            lines = self._lines(place, page)
            item = self.add("\n".join(lines), page, ", ".join(lines))
            self._draw(item, page)
            if before is not None and page.entry_id == before.entry_id:
                self.setCurrentItem(item)
        if self.currentRow() < 0 and pages:
            self.setCurrentRow(max(0, min(row, len(pages) - 1)))
        self.blockSignals(False)

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the rows from the menus, where they turn pages."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Move the row or take it off."""
        if not _is_own(event):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Delete:
            self.removal_requested.emit()
        else:
            self.move_requested.emit(_STEPS[Qt.Key(event.key())])

    def _lines(self, place: int, page: SheetPage) -> list[str]:
        number = self.tr("page {page}").format(page=page.number)
        if page.pages:
            number = self.tr("page {page} of {pages}").format(page=page.number, pages=page.pages)
        where = page.section or page.title
        if page.is_of_former_edition:
            number = self.tr("page {page} of a former edition").format(page=page.number)
            where = self.tr("Not found in this edition of the file any more")
        elif page.page_id is None:
            where = self.tr("No longer in the catalogue: the file was changed or removed")
        lines = [f"{place}.  {page.path.name}  ·  {number}", where]
        return [*filter(None, lines), *([f"✎ {' '.join(page.note.split())}"] if page.note else [])]

    def _draw(self, item: QListWidgetItem, page: SheetPage) -> None:
        picture = None if page.page_id is None else self._thumbnails.get(page.page_id)
        item.setIcon(square(picture, "no-match" if page.page_id is None else page.kind.value))

    def _show_picture(self, page_id: int) -> None:
        for row in range(self.count()):
            page: SheetPage = self.item(row).data(DATA)
            if page.page_id == page_id:
                self._draw(self.item(row), page)


def _is_own(event: QKeyEvent) -> bool:
    if event.key() == Qt.Key.Key_Delete:
        return event.modifiers() == Qt.KeyboardModifier.NoModifier
    return event.key() in _STEPS and event.modifiers() == Qt.KeyboardModifier.AltModifier
