"""Suggests the part of a photo that shows the thing it was taken of; may run in a lane."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from imtextgui.domain.items import Box

SIDE = 96
"""Longest side in pixels of the picture that is looked at."""
KEPT = 0.92
"""Share of the detail that the frame holds."""
MARGIN = 0.03
USELESS = 0.85
"""A frame of so much of the photo's area says nothing."""


def main_object(image: QImage) -> Box | None:
    """A frame around most of the photo's detail that stands out; None where it is spread over all of it.

    Detail is the local contrast of lightness. The frame is the smallest that is left when rows and columns are taken
    off at the side that has the least of it.
    """
    grey = _grey(image)
    if min(grey.shape) < 8:
        return None
    detail = np.zeros_like(grey)
    detail[:-1, :] += np.abs(np.diff(grey, axis=0))
    detail[:, :-1] += np.abs(np.diff(grey, axis=1))
    # What is everywhere, as grain or a floor's pattern, is no object.
    detail = np.maximum(detail - 1.5 * np.median(detail), 0.0)
    whole = float(detail.sum())
    if whole <= 0:
        return None
    top, bottom, left, right = _trimmed(detail, KEPT * whole)
    height, width = grey.shape
    box = Box(
        max(left / width - MARGIN, 0.0),
        max(top / height - MARGIN, 0.0),
        min(right / width + MARGIN, 1.0),
        min(bottom / height + MARGIN, 1.0),
    )
    area = (box.x1 - box.x0) * (box.y1 - box.y0)
    return None if area > USELESS else box


def _trimmed(
    detail: "np.ndarray[tuple[int, int], np.dtype[np.float64]]", least: float
) -> tuple[int, int, int, int]:
    """Rows and columns (top, bottom, left, right) that together hold at least ``least`` of the detail."""
    top, bottom, left, right = 0, detail.shape[0], 0, detail.shape[1]
    held = float(detail.sum())
    while bottom - top > 4 and right - left > 4:
        sides = {
            "top": detail[top, left:right],
            "bottom": detail[bottom - 1, left:right],
            "left": detail[top:bottom, left],
            "right": detail[top:bottom, right - 1],
        }
        side = min(sides, key=lambda each: float(sides[each].mean()))
        held -= float(sides[side].sum())
        if held < least:
            break
        top, bottom = top + (side == "top"), bottom - (side == "bottom")
        left, right = left + (side == "left"), right - (side == "right")
    return top, bottom, left, right


def _grey(image: QImage) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    smooth = Qt.TransformationMode.SmoothTransformation
    small = image.scaled(SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio, smooth)
    plain = small.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return rows[:, : plain.width()].astype(np.float64)
