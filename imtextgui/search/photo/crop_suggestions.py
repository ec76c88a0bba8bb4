"""Parts of a query photo that are worth searching for alone: a block of writing, the main object."""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from imtextgui.domain.items import Box
from imtextgui.search.geometry.local_features import opencv

if TYPE_CHECKING:
    from PIL import Image

SIDE = 320
_MARGIN = 0.02
# less is a speck, more is the whole photo
_SMALLEST, _LARGEST = 0.02, 0.8
# writing is fine strokes close to each other: joined, they fill what surrounds them
_FULL = 0.55
_SAME = 0.6


def suggest(photo: "Image.Image") -> tuple[Box, ...]:
    """The block of writing and the main object of ``photo``, where there are any that are not all of it."""
    small = photo.convert("RGB")
    small.thumbnail((SIDE, SIDE))
    pixels = np.asarray(small, dtype=np.uint8)
    if min(pixels.shape[:2]) < 16:
        return ()
    boxes = [box for box in (_writing(pixels), _object(pixels)) if box is not None]
    return tuple(
        box for place, box in enumerate(boxes) if not any(_alike(box, other) for other in boxes[:place])
    )


def _writing(pixels: npt.NDArray[np.uint8]) -> Box | None:
    """The largest patch of dense strokes."""
    cv2 = opencv()
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    strokes = cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    _, marks = cv2.threshold(strokes, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    joined = cv2.morphologyEx(marks, cv2.MORPH_CLOSE, np.ones((5, 15), np.uint8))
    return _largest(cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8)), _FULL)


def _object(pixels: npt.NDArray[np.uint8]) -> Box | None:
    """What stands out from the colours at the photo's edge."""
    cv2 = opencv()
    smooth = cv2.GaussianBlur(cv2.cvtColor(pixels, cv2.COLOR_RGB2LAB), (0, 0), 3).astype(np.float32)
    edge = np.concatenate(
        [smooth[:6].reshape(-1, 3), smooth[-6:].reshape(-1, 3), smooth[:, :6].reshape(-1, 3)]
    )
    distance = np.sqrt((((smooth - np.median(edge, axis=0)) / (edge.std(axis=0) + 4)) ** 2).sum(axis=2))
    scaled = np.clip(distance * 32, 0, 255).astype(np.uint8)
    _, mask = cv2.threshold(scaled, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return _largest(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8)), 0.2)


def _largest(mask: npt.NDArray[np.uint8], fullness: float) -> Box | None:
    """The bounds of the largest patch of ``mask``; None if it is too small, too large, or emptier than ``fullness``."""
    height, width = mask.shape
    count, _, patches, _ = opencv().connectedComponentsWithStats(mask)
    if count < 2:
        return None
    x, y, across, down, area = (int(number) for number in patches[1 + int(patches[1:, 4].argmax())])
    if not _SMALLEST <= across * down / (width * height) <= _LARGEST or area < fullness * across * down:
        return None
    return Box(
        max(0.0, x / width - _MARGIN),
        max(0.0, y / height - _MARGIN),
        min(1.0, (x + across) / width + _MARGIN),
        min(1.0, (y + down) / height + _MARGIN),
    )


def _alike(one: Box, other: Box) -> bool:
    across = max(0.0, min(one.x1, other.x1) - max(one.x0, other.x0))
    down = max(0.0, min(one.y1, other.y1) - max(one.y0, other.y0))
    areas = sum((box.x1 - box.x0) * (box.y1 - box.y0) for box in (one, other))
    return across * down > _SAME * (areas - across * down)
