"""Where the parts of the preview stand: header, tools, page, notes and strip below each other, or what to do."""

from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from imtextgui.ui.viewer.page_header import PageHeader
from imtextgui.ui.viewer.page_strip import PageStrip
from imtextgui.ui.viewer.page_toolbar import PageToolbar
from imtextgui.ui.widgets.controls import scrolled

MARGINS, SIDES = (10, 12), 12
"""Pixels above and below, and at each side."""
GAP = 8
"""Pixels between the parts."""
ROOM, LITTLE = 400, 300
"""Pixels that the page shall have; with less, first the strip shows numbers only, and then the header is hidden."""


class PreviewLayout:
    """Lays ``preview`` out, and shares its height among the page, its header and the strip of all pages."""

    def __init__(
        self,
        preview: QFrame,
        *,
        empty: QWidget,
        head: PageHeader,
        tools: PageToolbar,
        find_bar: QWidget,
        body: QWidget,
        notes: tuple[QWidget, QWidget],
        strip: PageStrip,
    ) -> None:
        """``empty`` is shown while there is no page; ``notes`` tell of the page, below it."""
        self._preview, self._empty = preview, scrolled(empty)
        self._head, self._tools, self._find_bar, self._strip = head, tools, find_bar, strip
        self._first_note = notes[0]
        self._reader = QFrame()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._reader)
        around = QVBoxLayout(preview)
        above, below = MARGINS
        around.setContentsMargins(SIDES, above, SIDES, below)
        around.addWidget(self._stack)
        column = self._column = QVBoxLayout(self._reader)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for part in (head, tools, find_bar):
            column.addWidget(part)
        column.addWidget(body, 1)
        for part in (*notes, strip):
            column.addWidget(part)

    def show_page(self, there: bool) -> None:
        """Show the page with what belongs to it, or what to do where there is none."""
        self._stack.setCurrentWidget(self._reader if there else self._empty)

    def add_below(self, widget: QWidget) -> None:
        """Put what tells of the page between it and its notes."""
        self._column.insertWidget(self._column.indexOf(self._first_note), widget)

    def share_room(self) -> None:
        """Fit header and strip into the height; without the header its buttons are among the tools."""
        room = self._preview.contentsRect()
        finding = 0 if self._find_bar.isHidden() else self._find_bar.sizeHint().height() + GAP
        left = room.height() - sum(MARGINS) - finding - self._tools.sizeHint().height() - GAP
        has_strip = not self._strip.isHidden()
        header = self._head.sizeHint().height() + GAP
        full, small = (PageStrip.height_of(small=small) + GAP if has_strip else 0 for small in (False, True))
        self._strip.show_small(left - header - full < ROOM)
        width = room.width() - 2 * SIDES
        low = left - header - small < LITTLE or width < self._head.minimumSizeHint().width()
        self._head.setVisible(not low)
        self._tools.show_file_buttons(low)
