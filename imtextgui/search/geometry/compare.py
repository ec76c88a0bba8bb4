"""What differs between two pages: one is laid over the other, and what only one of them has is coloured."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from imtextgui.search.geometry import tones
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
_DARK, _MOST_DARK, _MOST_INK = 128, 0.05, 0.3
"""Paper is not darker than this, but for a black margin of a scan; more ink than this is a photo.

Of 77 pictures and first pages of six hardware projects, drawings and texts on white have no dark paper and at most 0.22
ink; boards and schematics on black have 0.3 to 0.9 dark paper, photos 0.4 to 0.8 ink.
"""

RED, GREEN, GREY = (208, 40, 40), (24, 140, 60), (150, 156, 162)

Grey = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Comparison:
    """``picture`` has the size of the first page: red is what only the first one has, green what only the second has.

    ``aligned``: the pages were brought into line; otherwise they lie corner on corner. ``same`` is the share of ink
    that both have, 0 to 1; where a page is not ink on paper, of what stands out from its ground.
    """

    picture: "Image.Image"
    aligned: bool
    same: float


def compare(first: "Image.Image", second: "Image.Image") -> Comparison:
    """Compare two pictures of pages of about the same size in pixels."""
    from PIL import Image

    grey, other_grey = (np.asarray(page.convert("L")) for page in (first, second))
    matrix = _by_points(grey, other_grey)
    if matrix is None:
        matrix = _by_shift(grey, other_grey)
    aligned = matrix is not None
    placing = np.eye(2, 3) if matrix is None else matrix
    if _is_ink_on_paper(grey) and _is_ink_on_paper(other_grey):
        ink, other_ink = _ink(grey), _ink(_moved(other_grey, placing, grey.shape, 255))
        gone, new = ink & ~_thick(other_ink), other_ink & ~_thick(ink)
        both = (ink | other_ink) & ~gone & ~new
        canvas = np.full((*grey.shape, 3), 255, dtype=np.uint8)
        canvas[both] = GREY
    else:
        one, other = (np.asarray(page.convert("RGB")) for page in (first, second))
        moved = _moved(other, placing, grey.shape, tones.ground(other))
        gone, new, both, canvas = tones.differences(one, moved, _INK, _REACH)
    for mask, colour in ((gone, RED), (new, GREEN)):
        canvas[mask] = colour
    total = int(both.sum() + gone.sum() + new.sum())
    return Comparison(Image.fromarray(canvas), aligned, float(both.sum()) / total if total else 1.0)


def _is_ink_on_paper(page: Grey) -> bool:
    """Whether a page is a drawing or a text on white, where what is dark is what is drawn."""
    return float(_ink(page).mean()) <= _MOST_INK and float((_paper(page) < _DARK).mean()) <= _MOST_DARK


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


def _moved(
    page: Grey,
    matrix: npt.NDArray[np.float64],
    shape: tuple[int, ...],
    beyond: float | tuple[float, ...],
) -> Grey:
    """``page`` as it lies on one of ``shape``; what it does not reach has the tone, or the colour, ``beyond``."""
    cv2: Any = opencv()
    moved: Grey = cv2.warpAffine(page, matrix, (shape[1], shape[0]), flags=cv2.INTER_AREA, borderValue=beyond)
    return moved


def _ink(page: Grey) -> Mask:
    """What is darker than the paper around it."""
    ink: Mask = _paper(page).astype(np.int16) - page > _INK
    return ink


def _paper(page: Grey) -> Grey:
    """The brightest around each place."""
    cv2: Any = opencv()
    paper: Grey = cv2.dilate(page, np.ones((_PAPER, _PAPER), dtype=np.uint8))
    return paper


def _thick(ink: Mask) -> Mask:
    cv2: Any = opencv()
    grown: Grey = cv2.dilate(ink.astype(np.uint8), np.ones((_REACH, _REACH), dtype=np.uint8))
    return grown > 0
