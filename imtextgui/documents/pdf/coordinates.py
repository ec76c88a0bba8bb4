"""Turns places on a PDF page, however that is turned and cropped, into fractions of what is shown of it."""

import ctypes

import pypdfium2
import pypdfium2.raw as pdfium

from imtextgui.domain.items import Box

_GRID = 1 << 20


class Placing:
    """Places on one page; a rectangle is (left, bottom, right, top) in the page's own space."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        origin, right, up = (_shown(page, *point) for point in ((0, 0), (1000, 0), (0, 1000)))
        self._origin = origin
        self._right = ((right[0] - origin[0]) / 1000, (right[1] - origin[1]) / 1000)
        self._up = ((up[0] - origin[0]) / 1000, (up[1] - origin[1]) / 1000)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A rectangle as far as it is shown; without area where it is not."""
        corners = [self._point(x, y) for x in (left, right) for y in (bottom, top)]
        xs = sorted(min(max(x, 0.0), 1.0) for x, _ in corners)
        ys = sorted(min(max(y, 0.0), 1.0) for _, y in corners)
        return Box(xs[0], ys[0], xs[-1], ys[-1])

    def _point(self, x: float, y: float) -> tuple[float, float]:
        return (
            self._origin[0] + x * self._right[0] + y * self._up[0],
            self._origin[1] + x * self._right[1] + y * self._up[1],
        )


def _shown(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, _GRID, _GRID, 0, x, y, across, down)
    return across.value / _GRID, down.value / _GRID
