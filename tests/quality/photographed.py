"""Pages as a phone sees them: in perspective, cut off, in shadow and glare, out of focus, as JPEG; with the truth."""

import math
from dataclasses import dataclass
from io import BytesIO
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from export.synthetic.photos import imaging
from imtextgui.domain.items import Box

Floats: TypeAlias = npt.NDArray[np.floating]

FRAME = (1600, 1200)
WHOLE = Box(0, 0, 1, 1)
STEEPEST = 40.0
"""Degrees between the camera's axis and the page's normal."""


@dataclass(frozen=True, slots=True)
class Photographed:
    """A photo of a page as encoded JPEG, and the part of the page that it shows."""

    jpeg: bytes
    shown: Box


def photographed(rng: np.random.Generator, page: Image.Image, part: Box = WHOLE) -> Photographed:
    """Photograph ``part`` of ``page`` (RGB) from a random side, with up to about 30 % of it out of the frame."""
    frame = FRAME if rng.random() < 0.6 else FRAME[::-1]
    homography = _view(rng, page.size, part, frame)
    ground = np.asarray(imaging.surface(rng, *frame))
    paper = cv2.warpPerspective(np.asarray(page), homography, frame, flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.full(page.size[::-1], 255, np.uint8), homography, frame)
    seen = np.where(mask[..., None] > 127, paper, ground).astype(np.float32) / 255
    return Photographed(_developed(rng, seen), _shown(homography, page.size, frame))


def photo_of_page(rng: np.random.Generator, page: Image.Image) -> Image.Image:
    """``page`` as a phone sees it, with all of it in the frame, because what is cut off cannot be read."""
    while True:
        shot = photographed(rng, page)
        shown = shot.shown
        if (shown.x1 - shown.x0) * (shown.y1 - shown.y0) > 0.99:
            return Image.open(BytesIO(shot.jpeg)).convert("RGB")


def _view(rng: np.random.Generator, size: tuple[int, int], part: Box, frame: tuple[int, int]) -> Floats:
    """The homography [3, 3] from pixels of the page to pixels of the frame."""
    x0, y0, x1, y1 = part.x0 * size[0], part.y0 * size[1], part.x1 * size[0], part.y1 * size[1]
    centred = np.array([[1, 0, -(x0 + x1) / 2], [0, 1, -(y0 + y1) / 2], [0, 0, 1]])
    reach = math.hypot(x1 - x0, y1 - y0)
    tilt, towards = math.radians(rng.uniform(0, STEEPEST)), rng.uniform(0, 2 * math.pi)
    axis = np.array([math.cos(towards), math.sin(towards), 0]) * tilt
    turned = cv2.Rodrigues(np.array([0, 0, math.radians(rng.normal(0, 8))]))[0]
    rotation = cv2.Rodrigues(axis)[0] @ turned
    # a plane at z = 0 seen from 1.6 times its size away
    projected = np.column_stack([rotation[:, 0], rotation[:, 1], [0, 0, 1.6 * reach]]) @ centred
    corners = _moved(projected, np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]]))
    low, high = corners.min(axis=0), corners.max(axis=0)
    # beyond 1 a part of it is out of the frame
    filled = rng.uniform(0.75, 1.2)
    scale = filled * min(frame[0] / (high[0] - low[0]), frame[1] / (high[1] - low[1]))
    middle = (low + high) / 2
    slack = rng.uniform(-0.1, 0.1, 2) * frame
    placed = np.array(
        [
            [scale, 0, frame[0] / 2 + slack[0] - scale * middle[0]],
            [0, scale, frame[1] / 2 + slack[1] - scale * middle[1]],
            [0, 0, 1],
        ]
    )
    return np.asarray(placed @ projected)


def _developed(rng: np.random.Generator, seen: Floats) -> bytes:
    """What light and a phone make of ``seen`` [height, width, 3], 0 to 1."""
    height, width = seen.shape[:2]
    light = 0.75 + 0.35 * imaging.noise(rng, width, height, 2, 2)
    if rng.random() < 0.5:  # somebody's shadow with a soft edge
        edge = np.zeros((height, width), np.float32)
        points = rng.uniform(-0.3, 1.3, (4, 2)) * (width, height)
        cv2.fillConvexPoly(edge, cv2.convexHull(points.astype(np.int32)), 1.0)
        light = light * (1 - rng.uniform(0.3, 0.6) * cv2.GaussianBlur(edge, (0, 0), width / 60))
    seen = seen * light[..., None] * (1 + rng.uniform(-0.06, 0.06, 3))
    if rng.random() < 0.4:  # a lamp mirrored in the paper
        glare = np.zeros((height, width), np.float32)
        middle = tuple(int(v) for v in rng.uniform(0.2, 0.8, 2) * (width, height))
        axes = tuple(int(v) for v in rng.uniform(0.05, 0.16, 2) * width)
        cv2.ellipse(glare, middle, axes, rng.uniform(0, 180), 0, 360, 1.0, -1)
        seen = seen + 0.9 * cv2.GaussianBlur(glare, (0, 0), width / 50)[..., None]
    blurred = cv2.GaussianBlur(seen, (0, 0), rng.uniform(0.3, 1.8))
    grainy = blurred + rng.normal(0, 0.015, (height, width, 1))
    out = BytesIO()
    picture = Image.fromarray((np.clip(grainy, 0, 1) * 255).astype(np.uint8))
    picture.save(out, "JPEG", quality=int(rng.integers(45, 85)))
    return out.getvalue()


def _shown(homography: Floats, size: tuple[int, int], frame: tuple[int, int]) -> Box:
    """The bounds of the part of the page that lies in the frame."""
    back = np.linalg.inv(homography)
    corners = _moved(back, np.array([[0, 0], [frame[0], 0], frame, [0, frame[1]]], float))
    page = np.array([[0, 0], [size[0], 0], size, [0, size[1]]], np.float32)
    polygon = cv2.intersectConvexConvex(corners.astype(np.float32), page)[1]
    across, down = polygon.reshape(-1, 2)[:, 0] / size[0], polygon.reshape(-1, 2)[:, 1] / size[1]
    return Box(float(across.min()), float(down.min()), float(across.max()), float(down.max()))


def _moved(homography: Floats, points: Floats) -> Floats:
    """``points`` [n, 2] through ``homography``."""
    mapped = np.column_stack([points, np.ones(len(points))]) @ homography.T
    return np.asarray(mapped[:, :2] / mapped[:, 2:])
