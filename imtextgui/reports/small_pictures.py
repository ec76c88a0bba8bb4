"""The small pictures of pages on the leaves of a report."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO

from PIL import Image

from imtextgui.documents.layout.page_layout import Area, Picture

Thumbnail = Callable[[int], bytes | None]
"""Gives the small picture of a page by its id, encoded."""

LINE = "#b0b0b0"
"""Colour of frames and of the lines between rows."""


def framed(data: bytes | None, room: tuple[float, float, float, float]) -> Iterator[Area | Picture]:
    """The picture ``data``, encoded, in the middle of ``room`` (x, y, width, height in points), in a thin frame.

    Nothing where there is none or it cannot be read.
    """
    x, y, wide, high = room
    with suppress(OSError, SyntaxError, ValueError), Image.open(BytesIO(data or b"")) as image:
        scale = min(wide / image.width, high / image.height)
        width, height = image.width * scale, image.height * scale
        left, top = x + (wide - width) / 2, y + (high - height) / 2
        yield Area(left - 0.5, top - 0.5, width + 1, height + 1, LINE)
        yield Picture(left, top, width, height, lambda: data)
