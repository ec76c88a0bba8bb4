"""What differs between two pages: one is laid over the other, and what only one of them has is coloured."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from imtextgui.search.geometry.local_features import opencv

if TYPE_CHECKING:
    from PIL import Image

POINTS = 3_000
FEWEST = 12
"""Points that have to agree before one page is moved over the other by them."""
_TOLERANCE = 3.0  # pixels
_INK = 40  # darker than the paper around by so much of 255
_REACH = 5  # pixels that a line may lie beside itself
_PAPER = 31  # pixels of the square whose brightest is taken for paper

RED, GREEN, GREY = (208, 40, 40), (24, 140, 60), (150, 156, 162)

Grey = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Comparison:
    """``picture`` has the size of the first page: red is what only the first one has, green what only the second has.

    ``aligned``: the pages were brought into line; otherwise they lie corner on corner. ``same`` is the share of ink
    that both have, 0 to 1.
    """

    picture: "Image.Image"
    aligned: bool
    same: float


def compare(first: "Image.Image", second: "Image.Image") -> Comparison:
    """Compare two pictures of pages of about the same size in pixels."""
    from PIL import Image

    one, other = (np.asarray(page.convert("L")) for page in (first, second))
    matrix = _by_points(one, other)
    if matrix is None:
        matrix = _by_shift(one, other)
    aligned = matrix is not None
    moved = _moved(other, np.eye(2, 3) if matrix is None else matrix, one.shape)
    ink, ink_moved = _ink(one), _ink(moved)
    gone, new = ink & ~_thick(ink_moved), ink_moved & ~_thick(ink)
    both = (ink | ink_moved) & ~gone & ~new
    canvas = np.full((*one.shape, 3), 255, dtype=np.uint8)
    for mask, colour in ((both, GREY), (gone, RED), (new, GREEN)):
        canvas[mask] = colour
    total = int(both.sum() + gone.sum() + new.sum())
    return Comparison(Image.fromarray(canvas), aligned, float(both.sum()) / total if total else 1.0)


def _by_points(one: Grey, other: Grey) -> npt.NDArray[np.float64] | None:
    """How the second page lies on the first, from points that look alike; None where too few agree."""
    cv2: Any = opencv()
    detector = cv2.ORB_create(nfeatures=POINTS, fastThreshold=8)
    (points, signs), (other_points, other_signs) = (
        detector.detectAndCompute(page, None) for page in (one, other)
    )
    if signs is None or other_signs is None:
        return None
    pairs = cv2.BFMatcher(cv2.NORM_HAMMING, crossCheck=True).match(other_signs, signs)
    if len(pairs) < FEWEST:
        return None
    come_from = np.array([other_points[pair.queryIdx].pt for pair in pairs], dtype=np.float32)
    go_to = np.array([points[pair.trainIdx].pt for pair in pairs], dtype=np.float32)
    matrix, agreeing = cv2.estimateAffinePartial2D(
        come_from,
        go_to,
        method=cv2.RANSAC,
        ransacReprojThreshold=_TOLERANCE,
        maxIters=4_000,
        confidence=0.999,
    )
    if matrix is None or int(agreeing.sum()) < FEWEST:
        return None
    size = float(np.hypot(matrix[0, 0], matrix[0, 1]))
    return np.asarray(matrix, dtype=np.float64) if 0.4 < size < 2.5 else None


def _by_shift(one: Grey, other: Grey) -> npt.NDArray[np.float64] | None:
    """A mere shift, by phase correlation; None where the pages have nothing in common."""
    cv2: Any = opencv()
    height, width = max(one.shape[0], other.shape[0]), max(one.shape[1], other.shape[1])
    sheets = [np.zeros((height, width), dtype=np.float32) for _ in range(2)]
    for sheet, page in zip(sheets, (one, other), strict=True):
        sheet[: page.shape[0], : page.shape[1]] = _ink(page)
    (dx, dy), certainty = cv2.phaseCorrelate(sheets[1], sheets[0])
    return np.array([[1.0, 0.0, dx], [0.0, 1.0, dy]]) if certainty > 0.1 else None


def _moved(page: Grey, matrix: npt.NDArray[np.float64], shape: tuple[int, ...]) -> Grey:
    cv2: Any = opencv()
    moved: Grey = cv2.warpAffine(page, matrix, (shape[1], shape[0]), flags=cv2.INTER_AREA, borderValue=255)
    return moved


def _ink(page: Grey) -> Mask:
    """What is darker than the paper around it."""
    cv2: Any = opencv()
    paper = cv2.dilate(page, np.ones((_PAPER, _PAPER), dtype=np.uint8))
    ink: Mask = paper.astype(np.int16) - page > _INK
    return ink


def _thick(ink: Mask) -> Mask:
    cv2: Any = opencv()
    grown: Grey = cv2.dilate(ink.astype(np.uint8), np.ones((_REACH, _REACH), dtype=np.uint8))
    return grown > 0
