"""Draws a mesh as technical drawings show a part: from the front right above, shaded, its edges dark, on white."""

import numpy as np
import numpy.typing as npt
from PIL import Image

Triangles = npt.NDArray[np.float32]
"""[n, 3, 3]: the corners of each triangle, z upwards."""

_VIEW: Triangles = np.divide([[1, 1, 0], [-1, 1, 2], [1, -1, 1]], np.sqrt([[2], [6], [3]])).astype(np.float32)
"""Right, up, and towards whoever looks."""

_LIGHT = np.array([0.25, 0.45, 0.86], np.float32)
_COLOUR = np.array([176, 196, 214], np.float32)
_EDGE = np.array([45, 52, 60], np.float32)
_MARGIN = 0.04
_SAMPLES = 2_000_000
"""Pixels looked at in one go."""

_SHARP = 0.82
"""Cosine between the faces on both sides of an edge that is drawn."""


def drawn(triangles: Triangles, longest: int) -> Image.Image:
    """``triangles`` as an RGB picture whose longest side is ``longest`` pixels."""
    corner = triangles.min(axis=(0, 1))
    unit = (triangles - corner) / (float((triangles.max(axis=(0, 1)) - corner).max()) or 1.0)
    seen: Triangles = unit.astype(np.float32) @ _VIEW.T
    low, high = seen.min(axis=(0, 1)), seen.max(axis=(0, 1))
    extent = float(max(high[0] - low[0], high[1] - low[1])) or 1.0
    scale = longest * (1 - 2 * _MARGIN) / extent
    margin = round(longest * _MARGIN)
    width, height = (
        min(longest, max(1, round(float(high[axis] - low[axis]) * scale)) + 2 * margin) for axis in (0, 1)
    )
    placed: Triangles = (seen - low) * np.float32(scale)
    placed[..., 0] += margin
    placed[..., 1] = height - margin - placed[..., 1]
    face = _nearest(placed, width, height)
    return Image.fromarray(_shaded(face, _normals(seen)))


def _normals(seen: Triangles) -> Triangles:
    """Unit normals [n, 3] on the side that is looked at; of a triangle without area, towards whoever looks."""
    normals = np.cross(seen[:, 1] - seen[:, 0], seen[:, 2] - seen[:, 0])
    lengths = np.linalg.norm(normals, axis=1, keepdims=True)
    normals = np.where(lengths > 0, normals / np.maximum(lengths, 1e-30), [[0, 0, 1]]).astype(np.float32)
    normals[normals[:, 2] < 0] *= -1
    return normals


def _nearest(placed: Triangles, width: int, height: int) -> npt.NDArray[np.int32]:
    """[height, width]: which triangle is seen at each pixel, -1 where none is."""
    face = np.full(width * height, -1, np.int32)
    depth = np.full(width * height, -np.inf, np.float32)
    corner = np.floor(placed[..., :2].min(axis=1)).astype(np.int32)
    size = np.ceil(placed[..., :2].max(axis=1)).astype(np.int32) - corner + 1
    # Triangles of like size together, so that a square of pixels fits all of a group.
    side = np.exp2(np.ceil(np.log2(np.maximum(size.max(axis=1), 1)))).astype(np.int64)
    for length in np.unique(side):
        members = np.flatnonzero(side == length)
        step = max(1, int(_SAMPLES // length**2))
        for start in range(0, len(members), step):
            _fill(placed, corner, members[start : start + step], int(length), face, depth, width, height)
    return face.reshape(height, width)


def _fill(  # noqa: PLR0917
    placed: Triangles,
    corner: npt.NDArray[np.int32],
    members: npt.NDArray[np.int64],
    length: int,
    face: npt.NDArray[np.int32],
    depth: npt.NDArray[np.float32],
    width: int,
    height: int,
) -> None:
    """Write the triangles ``members``, each within ``length`` × ``length`` pixels, over what lies behind them."""
    offset = np.arange(length, dtype=np.int32)
    x = corner[members, 0][:, None, None] + offset[None, None, :]
    y = corner[members, 1][:, None, None] + offset[None, :, None]
    (ax, ay, az), (bx, by, bz), (cx, cy, cz) = (
        [placed[members, index, axis][:, None, None] for axis in range(3)] for index in range(3)
    )
    area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
    with np.errstate(divide="ignore", invalid="ignore"):
        u = ((x + 0.5 - ax) * (cy - ay) - (cx - ax) * (y + 0.5 - ay)) / area
        v = ((bx - ax) * (y + 0.5 - ay) - (x + 0.5 - ax) * (by - ay)) / area
        z = az + u * (bz - az) + v * (cz - az)
        inside = (u >= 0) & (v >= 0) & (u + v <= 1) & (x >= 0) & (x < width) & (y >= 0) & (y < height)
    which, row, column = np.nonzero(inside)
    at = y[which, row, 0].astype(np.int64) * width + x[which, 0, column]
    near = z[inside].astype(np.float32)
    np.maximum.at(depth, at, near)
    first = near >= depth[at]
    face[at[first]] = members[which[first]]


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
