"""Local features of a picture: SIFT points spread over it, their descriptors reduced to a bit for each number.

A descriptor's bit says whether its number is above the descriptor's own median. That costs an eighth of the space of
the numbers, needs no training, and put the right page first as often as the numbers themselves; ORB, the other
candidate, did so for 77 of 100 photographed pages where this did for 95.
"""

import struct
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from PIL import Image

VERSION = 1
SIDE = 640
"""Longest side in pixels of the picture that is looked at; a smaller one is not enlarged.

With 1,000 no more of 120 photographed pages and parts of pages are proved, in three times the time
(``python -m tests.quality.local_features``, ``tests/quality/photos.md``).
"""
PAGE_POINTS = 720
"""Points that are kept of a page: just under 16 KB."""
PHOTO_POINTS = 1500

_SMALLEST = 16
_CELLS = 8
# weak points too: a pale print has no others
_CONTRAST = 0.02
_DETECTED = 2000
_FRACTIONS = 32  # of a pixel
_HEAD = struct.Struct("<BHHH")
_POINT_BYTES = 2 + 2 + 1 + 1 + 16
# sizes are kept as the logarithm to base 2 in steps of a sixteenth
_SIZE_STEPS = 16

Floats: TypeAlias = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class LocalFeatures:
    """The keypoints of a picture of ``width`` by ``height`` pixels.

    ``points`` float32 [n, 2] in pixels, ``angles`` in radians and ``sizes`` in pixels, both float32 [n],
    ``descriptors`` uint8 [n, 16], a bit for each number.
    """

    width: int
    height: int
    points: Floats
    angles: Floats
    sizes: Floats
    descriptors: npt.NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.points)


def extract(picture: "Image.Image") -> bytes:
    """The packed features of a page, at most 16 KB; the same picture always gives the same bytes."""
    return pack(detect(picture, PAGE_POINTS, threads=1))


def detect(
    picture: "Image.Image", most: int = PHOTO_POINTS, *, threads: int = -1, side: int = SIDE
) -> LocalFeatures:
    """Up to ``most`` points of ``picture``, the telling ones of each part of it; none in one of a few pixels.

    It is made smaller where it is longer than ``side`` pixels.
    ``threads`` is 1 for a process whose memory is bounded: it may have no room for the stack of another; -1 takes
    what the machine has.
    """
    grey = _grey(picture, side)
    height, width = grey.shape
    if min(width, height) < _SMALLEST:
        return _none(width, height)
    cv2 = opencv()
    cv2.setNumThreads(threads)
    sift = cv2.SIFT_create(nfeatures=_DETECTED, nOctaveLayers=2, contrastThreshold=_CONTRAST)
    try:
        keypoints, descriptors = sift.detectAndCompute(grey, None)
    except cv2.error as trouble:  # of a well-formed picture there is no other
        raise MemoryError(str(trouble)) from trouble
    if descriptors is None:
        return _none(width, height)
    points = np.array([keypoint.pt for keypoint in keypoints], dtype=np.float32)
    responses = np.array([keypoint.response for keypoint in keypoints])
    kept = _spread(points, responses, (width, height))[:most]
    angles = np.radians(np.array([keypoints[index].angle for index in kept], dtype=np.float32))
    sizes = np.array([keypoints[index].size for index in kept], dtype=np.float32)
    return LocalFeatures(width, height, points[kept], angles, sizes, _bits(descriptors[kept]))


def pack(local: LocalFeatures) -> bytes:
    """``local`` as bytes: a head, then column by column what is known of the points."""
    turns = np.round(local.angles / (2 * np.pi) * 256).astype(np.int64) % 256
    sizes = np.clip(np.round(np.log2(np.maximum(local.sizes, 1)) * _SIZE_STEPS), 0, 255)
    return b"".join(
        [
            _HEAD.pack(VERSION, local.width, local.height, len(local)),
            np.round(local.points * _FRACTIONS).astype("<u2").tobytes(),
            turns.astype(np.uint8).tobytes(),
            sizes.astype(np.uint8).tobytes(),
            local.descriptors.tobytes(),
        ]
    )


def unpack(packed: bytes) -> LocalFeatures | None:
    """The features in ``packed``; None where another version made them, or they are not whole."""
    if len(packed) < _HEAD.size:
        return None
    version, width, height, count = _HEAD.unpack_from(packed)
    if version != VERSION or len(packed) != _HEAD.size + count * _POINT_BYTES:
        return None
    columns = np.split(
        np.frombuffer(packed, np.uint8, offset=_HEAD.size), np.array([4, 5, 6], dtype=np.intp) * count
    )
    points = columns[0].view("<u2").reshape(count, 2).astype(np.float32) / np.float32(_FRACTIONS)
    angles = columns[1].astype(np.float32) * np.float32(2 * np.pi / 256)
    sizes = np.exp2(columns[2].astype(np.float32) / _SIZE_STEPS)
    return LocalFeatures(width, height, points, angles, sizes, columns[3].reshape(count, 16))


def opencv() -> ModuleType:
    """OpenCV, imported at the first use, for it takes as long as all of Qt."""
    import cv2

    return cv2


def _grey(picture: "Image.Image", side: int) -> npt.NDArray[np.uint8]:
    from PIL import Image

    from imtextgui.encoders.preprocessing import opaque

    plain = opaque(picture).convert("L")
    scale = side / max(plain.size)
    if scale < 1:
        width, height = (max(1, round(length * scale)) for length in plain.size)
        plain = plain.resize((width, height), Image.Resampling.LANCZOS)
    return np.asarray(plain, dtype=np.uint8)


def _spread(
    points: Floats, responses: npt.NDArray[np.float64], size: tuple[int, int]
) -> npt.NDArray[np.intp]:
    """The order in which points are kept: the strongest of each cell of a grid, then the second of each, and so on."""
    cells = np.minimum((points / size * _CELLS).astype(np.intp), _CELLS - 1) @ (1, _CELLS)
    by_cell = np.lexsort((points[:, 0], points[:, 1], -responses, cells))
    sorted_cells = cells[by_cell]
    rank = np.empty(len(points), dtype=np.intp)
    rank[by_cell] = np.arange(len(points)) - np.searchsorted(sorted_cells, sorted_cells)
    return np.lexsort((points[:, 0], points[:, 1], -responses, rank))


def _bits(descriptors: Floats) -> npt.NDArray[np.uint8]:
    return np.packbits(descriptors > np.median(descriptors, axis=1, keepdims=True), axis=1)


def _none(width: int, height: int) -> LocalFeatures:
    nothing = np.zeros(0, np.float32)
    return LocalFeatures(width, height, nothing.reshape(0, 2), nothing, nothing, np.zeros((0, 16), np.uint8))
