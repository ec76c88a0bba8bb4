"""Whether a photo and a page show the same: points that look alike and agree on how the one lies on the other."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from imtextgui.domain.items import Box
from imtextgui.search.geometry.local_features import Floats, LocalFeatures, opencv

FEWEST = 8
"""Points that have to agree: chance brings together fewer."""

# nearest and second nearest may be this much alike: what follows throws out the wrong pairs
_RATIO = 0.92
_TOLERANCE = 6.0  # pixels of the page
_TURN = np.radians(35)  # perspective turns the points of a sheet by less
_STEPS_OF_TURN = 36
_STEPS_OF_SIZE = 25  # thirds of a doubling

Indices = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Agreement:
    """``inliers`` points of photo and page agree: ``photo_region`` of the photo shows ``region`` of the page."""

    inliers: int
    region: Box
    photo_region: Box


class Verifier:
    """Compares one photo with pages, one after the other."""

    def __init__(self, photo: LocalFeatures) -> None:
        self._photo = photo
        self._signs = _signs(photo.descriptors)

    def agreements(self, pages: Mapping[int, LocalFeatures]) -> dict[int, Agreement]:
        """Those of ``pages`` that show something of the photo."""
        compared = {number: self.agreement(page) for number, page in pages.items()}
        return {number: agreement for number, agreement in compared.items() if agreement is not None}

    def agreement(self, page: LocalFeatures) -> Agreement | None:
        """What photo and ``page`` have in common; None where it is no more than chance brings."""
        mine, theirs = _pairs(self._signs, _signs(page.descriptors))
        mine, theirs = _consistent(self._photo, page, mine, theirs)
        if len(mine) < FEWEST:
            return None
        homography, inside = _homography(self._photo.points[mine], page.points[theirs])
        if homography is None or int(inside.sum()) < FEWEST:
            return None
        regions = _regions(homography, self._photo, page)
        return None if regions is None else Agreement(int(inside.sum()), *regions)


def _signs(bits: npt.NDArray[np.uint8]) -> Floats:
    """Bits as -1 and 1 [n, 128], so that one matrix product counts the differences of all pairs."""
    return np.unpackbits(bits, axis=1).astype(np.float32) * 2 - 1


def _pairs(photo: Floats, page: Floats) -> tuple[Indices, Indices]:
    """Points of the photo and of the page that look more alike than the photo's point and any other of the page.

    Of several points of the photo with one of the page, the one most alike stays.
    """
    if len(photo) == 0 or len(page) < 2:
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    products = photo @ page.T
    rows = np.arange(len(photo))
    nearest = products.argmax(axis=1)
    first = products[rows, nearest]
    products[rows, nearest] = -np.inf
    bits = photo.shape[1]
    # (bits - product) / 2 is the number of differing bits
    clear = np.flatnonzero(bits - first < _RATIO * (bits - products.max(axis=1)))
    by_likeness = clear[np.argsort(-first[clear], kind="stable")]
    theirs, one_each = np.unique(nearest[by_likeness], return_index=True)
    return by_likeness[one_each], theirs


def _consistent(
    photo: LocalFeatures, page: LocalFeatures, mine: Indices, theirs: Indices
) -> tuple[Indices, Indices]:
    """The pairs that agree on how much one picture is turned and enlarged against the other."""
    if len(mine) < FEWEST:
        return mine, theirs
    turns = (photo.angles[mine] - page.angles[theirs]) % (2 * np.pi)
    doublings = np.log2(photo.sizes[mine] / page.sizes[theirs])
    votes = np.zeros((_STEPS_OF_TURN, _STEPS_OF_SIZE))
    turn_steps = (turns * (_STEPS_OF_TURN / (2 * np.pi))).astype(np.intp) % _STEPS_OF_TURN
    size_steps = np.clip((doublings * 3).round() + _STEPS_OF_SIZE // 2, 0, _STEPS_OF_SIZE - 1).astype(np.intp)
    np.add.at(votes, (turn_steps, size_steps), 1)
    around = sum(np.roll(votes, (turn, size), (0, 1)) for turn in (-1, 0, 1) for size in (-1, 0, 1))
    turn, size = np.unravel_index(np.argmax(around), votes.shape)
    off = (turns - (turn + 0.5) * (2 * np.pi / _STEPS_OF_TURN) + np.pi) % (2 * np.pi) - np.pi
    kept = (np.abs(off) < _TURN) & (np.abs(doublings - (size - _STEPS_OF_SIZE // 2) / 3) < 1)
    return mine[kept], theirs[kept]


def _homography(mine: Floats, theirs: Floats) -> tuple[Floats | None, npt.NDArray[np.bool_]]:
    """The map from the photo to the page that most pairs agree on, and which of them do."""
    cv2 = opencv()
    homography, inside = cv2.findHomography(
        mine, theirs, cv2.USAC_MAGSAC, _TOLERANCE, maxIters=1000, confidence=0.99
    )
    agree = np.zeros(len(mine), dtype=bool) if inside is None else inside.ravel().astype(bool)
    return (None if homography is None else np.asarray(homography, np.float32)), agree


def _regions(homography: Floats, photo: LocalFeatures, page: LocalFeatures) -> tuple[Box, Box] | None:
    """What of the page the photo shows, and where in the photo; None where no camera sees a page so."""
    if abs(np.linalg.det(homography)) < 1e-9:
        return None
    region, back = _overlap(homography, photo, page), _overlap(np.linalg.inv(homography), page, photo)
    return None if region is None or back is None else (region, back)


def _overlap(homography: Floats, of: LocalFeatures, on: LocalFeatures) -> Box | None:
    """The bounds, on the picture ``on``, of the picture ``of`` laid on it; None where it would fold."""
    cv2 = opencv()
    corners = np.array([[0, 0, 1], [of.width, 0, 1], [of.width, of.height, 1], [0, of.height, 1]])
    mapped = corners @ homography.T
    if mapped[:, 2].min() <= 0:
        return None
    quad = (mapped[:, :2] / mapped[:, 2:]).astype(np.float32)
    frame = np.array([[0, 0], [on.width, 0], [on.width, on.height], [0, on.height]], np.float32)
    if not cv2.isContourConvex(quad):
        return None
    area, polygon = cv2.intersectConvexConvex(quad, frame)
    if area <= 1:
        return None
    across, down = polygon[:, 0, 0] / on.width, polygon[:, 0, 1] / on.height
    low, high = (across.min(), down.min()), (across.max(), down.max())
    x0, y0, x1, y1 = (float(min(max(edge, 0), 1)) for edge in (*low, *high))
    return Box(x0, y0, x1, y1)
