"""Draws a mesh as technical drawings show a part: from the front right above, shaded, its edges dark, on white."""

import numpy as np
import numpy.typing as npt
from PIL import Image

from imtextgui.documents.cad.mesh.raster import nearest

Triangles = npt.NDArray[np.float32]
"""[n, 3, 3]: the corners of each triangle, z upwards."""

Lines = npt.NDArray[np.float32]
"""[n, 2, 3]: the ends of each line."""

Points = npt.NDArray[np.float32]
"""[n, 3]: the points of a cloud."""

_VIEW: Triangles = np.divide([[1, 1, 0], [-1, 1, 2], [1, -1, 1]], np.sqrt([[2], [6], [3]])).astype(np.float32)
"""Right, up, and towards whoever looks."""

_LIGHT = np.array([0.25, 0.45, 0.86], np.float32)
_COLOUR = np.array([176, 196, 214], np.float32)
_EDGE = np.array([45, 52, 60], np.float32)
_MARGIN = 0.04
_SAMPLES = 2_000_000
"""Pixels looked at in one go."""

_DOTS_ACROSS = 500
"""Dots of a cloud or line beside each other on the longest side."""

_FEWEST_DOTS = 80
"""Of the largest dots, which a cloud of few points gets, beside each other on the longest side."""

_CLOUD_INK = 0.1
"""Share of the picture that the dots of a cloud would cover side by side."""

_FAR_TONE = 130.0
"""How much lighter the farthest dot is than the nearest."""

_BEFORE = 1e-3
"""Share of the depth by which lines count as nearer than the faces that they lie on."""

_SHARP = 0.82
"""Cosine between the faces on both sides of an edge that is drawn."""


def drawn(
    triangles: Triangles, longest: int, lines: Lines | None = None, points: Points | None = None
) -> Image.Image:
    """``triangles``, ``lines`` and ``points`` as an RGB picture whose longest side is ``longest`` pixels."""
    groups = [
        shape.reshape(-1, 3) for shape in (triangles, lines, points) if shape is not None and len(shape)
    ]
    corner = np.min([group.min(axis=0) for group in groups], axis=0)
    size = np.max([group.max(axis=0) for group in groups], axis=0) - corner
    unit = np.float32(float(size.max()) or 1.0)
    turned = [((group - corner) / unit).astype(np.float32) @ _VIEW.T for group in groups]
    low = np.min([group.min(axis=0) for group in turned], axis=0)
    high = np.max([group.max(axis=0) for group in turned], axis=0)
    extent = float(max(high[0] - low[0], high[1] - low[1])) or 1.0
    scale = longest * (1 - 2 * _MARGIN) / extent
    margin = round(longest * _MARGIN)
    width, height = (
        min(longest, max(1, round(float(high[axis] - low[axis]) * scale)) + 2 * margin) for axis in (0, 1)
    )

    def placed(shape: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        seen = ((shape.reshape(-1, 3) - corner) / unit).astype(np.float32) @ _VIEW.T
        place: npt.NDArray[np.float32] = (seen - low) * np.float32(scale)
        place[:, 0] += margin
        place[:, 1] = height - margin - place[:, 1]
        return place.reshape(shape.shape)

    if len(triangles):
        seen: Triangles = (((triangles - corner) / unit).astype(np.float32) @ _VIEW.T).astype(np.float32)
        face, depth = nearest(placed(triangles), width, height)
        picture = _shaded(face, _normals(seen))
    else:
        depth = np.full((height, width), -np.inf, np.float32)
        picture = np.full((height, width, 3), 255, np.uint8)
    dot = max(1, longest // _DOTS_ACROSS)
    if lines is not None and len(lines):
        _dot(picture, depth, _along(placed(lines)), dot)
    if points is not None and len(points):
        few = round(longest * (_CLOUD_INK / len(points)) ** 0.5)
        _dot(picture, depth, placed(points), max(dot, min(few, longest // _FEWEST_DOTS)))
    return Image.fromarray(picture)


def _along(lines: Lines) -> Points:
    """[m, 3]: places along ``lines`` in pixels, a pixel apart or, of very many, more."""
    lengths = np.linalg.norm(lines[:, 1, :2] - lines[:, 0, :2], axis=1)
    steps = np.ceil(np.minimum(lengths, _SAMPLES / max(len(lines), 1))).astype(np.int64) + 1
    which = np.repeat(np.arange(len(lines)), steps)
    first = np.repeat(np.cumsum(steps) - steps, steps)
    share = ((np.arange(len(which)) - first) / np.maximum(steps[which] - 1, 1)).astype(np.float32)
    places: Points = lines[which, 0] + share[:, None] * (lines[which, 1] - lines[which, 0])
    return places


def _dot(picture: npt.NDArray[np.uint8], depth: npt.NDArray[np.float32], places: Points, size: int) -> None:
    """Draw dots of ``size`` pixels at ``places`` where nothing lies before them; what is nearer is darker."""
    height, width = depth.shape
    span = float(np.ptp(places[:, 2])) or 1.0
    tone = (_FAR_TONE * (1 - (places[:, 2] - places[:, 2].min()) / span)).astype(np.float32)
    order = np.argsort(places[:, 2], kind="stable")
    x, y = (np.floor(places[order, axis]).astype(np.int64) for axis in (0, 1))
    near = places[order, 2] + _BEFORE * span
    for right in range(size):
        for down in range(size):
            column, row = x + right - size // 2, y + down - size // 2
            inside = (column >= 0) & (column < width) & (row >= 0) & (row < height)
            column, row = column[inside], row[inside]
            shown = near[inside] >= depth[row, column]
            # The order is from behind to the front: of several dots at a place the last one written stays.
            picture[row[shown], column[shown]] = (_EDGE + tone[order][inside][shown, None]).astype(np.uint8)


def _normals(seen: Triangles) -> Triangles:
    """Unit normals [n, 3] on the side that is looked at; of a triangle without area, towards whoever looks."""
    normals = np.cross(seen[:, 1] - seen[:, 0], seen[:, 2] - seen[:, 0])
    lengths = np.linalg.norm(normals, axis=1, keepdims=True)
    normals = np.where(lengths > 0, normals / np.maximum(lengths, 1e-30), [[0, 0, 1]]).astype(np.float32)
    normals[normals[:, 2] < 0] *= -1
    return normals


def _shaded(face: npt.NDArray[np.int32], normals: Triangles) -> npt.NDArray[np.uint8]:
    """[height, width, 3]: each pixel by how its face is turned to the light, edges dark."""
    filled = face >= 0
    normal = np.where(filled[..., None], normals[np.maximum(face, 0)], 0).astype(np.float32)
    light = 0.45 + 0.55 * np.clip(normal @ _LIGHT, 0, 1)
    picture = np.where(filled[..., None], _COLOUR * light[..., None], 255)
    edge = np.zeros(face.shape, bool)
    for ahead, behind in (
        ((slice(1, None), slice(None)), (slice(None, -1), slice(None))),
        ((slice(None), slice(1, None)), (slice(None), slice(None, -1))),
    ):
        turned = np.einsum("ijk,ijk->ij", normal[ahead], normal[behind]) < _SHARP
        edge[ahead] |= turned & (filled[ahead] | filled[behind])
    picture[edge] = _EDGE
    return picture.astype(np.uint8)
