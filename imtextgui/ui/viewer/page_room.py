"""Shares the height of the preview among the page, its header and the strip of all pages."""

from PySide6.QtCore import QSize

from imtextgui.ui.viewer.page_header import PageHeader
from imtextgui.ui.viewer.page_strip import PageStrip
from imtextgui.ui.viewer.page_toolbar import PageToolbar

GAP = 8
"""Pixels between the parts."""
ROOM, LITTLE = 400, 300
"""Pixels that the page shall have; with less, first the strip shows numbers only, and then the header is hidden."""


def share_room(room: QSize, head: PageHeader, tools: PageToolbar, strip: PageStrip) -> None:
    """Fit header and strip into ``room``, in pixels; without the header its buttons are among the tools."""
    left = room.height() - tools.sizeHint().height() - GAP
    has_strip = not strip.isHidden()
    header = head.sizeHint().height() + GAP
    full, small = (PageStrip.height_of(small=small) + GAP if has_strip else 0 for small in (False, True))
    strip.show_small(left - header - full < ROOM)
    low = left - header - small < LITTLE or room.width() < head.minimumSizeHint().width()
    head.setVisible(not low)
    tools.show_file_buttons(low)
