"""STL, 3MF, glTF, OBJ and PLY: what the parts are called, how large they are, and a view of them."""

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from imtextgui.documents.archives.entries import OpenArchives
from imtextgui.documents.cad.mesh.format_3mf import three_mf
from imtextgui.documents.cad.mesh.format_gltf import Beside, gltf
from imtextgui.documents.cad.mesh.format_obj import IS_OBJ, obj, plain
from imtextgui.documents.cad.mesh.format_ply import ply
from imtextgui.documents.cad.mesh.format_stl import stl
from imtextgui.documents.cad.mesh.geometry import Mesh
from imtextgui.documents.cad.mesh.view import drawn
from imtextgui.documents.content import (
    DEFAULT_LIMITS,
    DocumentInfo,
    Limits,
    PageContent,
    Prepare,
    decoding,
    open_bytes,
    page_problem,
    translating_os,
)
from imtextgui.documents.passages import clean, passages
from imtextgui.documents.thumbnails import RENDERED_SIDE, THUMBNAIL_SIDE, encoded, fitted
from imtextgui.domain.items import Kind, Origin
from imtextgui.errors import DocumentEmpty, DocumentError, DocumentTooLarge, DocumentUnsupported

MOST_BYTES = 192 * 2**20
"""Of a file, or of one beside it."""

MOST_TRIANGLES = 1_000_000
"""That are drawn; of a model with more only names and size are told."""

MOST_DOTS = 3_000_000
"""Points or lines that are drawn; of more only every second, third or so is."""

MOST_EXTENT = 1e12
_MOST_NAMES = 500


def read(
    path: Path, data: bytes | None, prepare: Prepare, limits: Limits, first_page: int
) -> Iterator[DocumentInfo | PageContent]:
    """Yield the DocumentInfo, then one page: names, the size of the model, and a view of it.

    A model of more than MOST_TRIANGLES is not drawn, and the page says so. Raises DocumentDamaged, DocumentEmpty,
    DocumentTooLarge, and DocumentUnsupported for files that only have the name of a mesh.
    """
    mesh = _opened(path, data)
    names = [clean(name)[:400] for name in mesh.names[:_MOST_NAMES]]
    title = next((name for name in names if any(char.isalpha() for char in name)), "")[:200]
    yield DocumentInfo(Kind.DRAWING, 1, title)
    if first_page <= 1:
        text = "\n".join(line for line in (*names, _size(mesh)) if line)
        picture, problem = _view(mesh, RENDERED_SIDE), None
        if len(mesh.triangles) > MOST_TRIANGLES:
            trouble = DocumentTooLarge(path=str(path), reason=f"{len(mesh.triangles)} triangles")
            problem = page_problem(trouble, path, 1)
        yield PageContent(
            1,
            text,
            title,
            passages(text, Origin.METADATA, limits.passage_chars),
            prepare(picture) if picture else None,
            encoded(fitted(picture, THUMBNAIL_SIDE)) if picture else None,
            *(picture.size if picture else (0, 0)),
            problem,
        )


def render(path: Path, data: bytes | None, number: int, longest: int, limits: Limits) -> Image.Image | None:
    """The view as an RGB picture of at most ``longest`` pixels; None where nothing can be drawn."""
    return _view(_opened(path, data), longest)


def _view(mesh: Mesh, longest: int) -> Image.Image | None:
    if len(mesh.triangles) > MOST_TRIANGLES:
        return None
    lines, points = (shape[:: len(shape) // MOST_DOTS + 1] for shape in (mesh.lines, mesh.points))
    if not any(map(len, (mesh.triangles, lines, points))):
        return None
    return drawn(mesh.triangles, longest, lines, points)


def _opened(path: Path, data: bytes | None) -> Mesh:
    if data is None:
        data = _bytes(path)
    if len(data) > MOST_BYTES:
        raise DocumentTooLarge(path=str(path), reason=f"more than {MOST_BYTES} bytes")
    with decoding(path):
        mesh = _model(path, data)
    if not mesh.names and not any(map(len, (mesh.triangles, mesh.lines, mesh.points))):
        raise DocumentEmpty(path=str(path))
    placed = (_finite(shape) for shape in (mesh.triangles, mesh.lines, mesh.points))
    return Mesh(next(placed), mesh.names, mesh.unit, next(placed), next(placed))


def _model(path: Path, data: bytes) -> Mesh:
    """The mesh in ``data``: by what they begin with, else by the name of the file."""
    suffix = path.suffix.lower()
    if data.startswith(b"PK"):
        return three_mf(path, data)
    if data.startswith(b"glTF") or (suffix == ".gltf" and data.lstrip()[:1] == b"{"):
        return gltf(data, _beside(path))
    if data.startswith(b"ply"):
        return ply(data)
    text = plain(data)
    if b"\0" not in text[:1024] and IS_OBJ.search(text):
        return obj(text)
    if suffix == ".obj" and not data.lstrip().startswith(b"solid"):
        # The name is also that of what compilers write.
        raise DocumentUnsupported(path=str(path))
    return stl(data)


def _bytes(path: Path) -> bytes:
    with translating_os(path), open_bytes(path) as file:
        return file.read(MOST_BYTES + 1)


def _beside(path: Path) -> Beside:
    """Reads files in the folder of ``path``, or in the archive that it lies in, and in no other."""

    def read_beside(name: str) -> bytes | None:
        name = re.sub(r"%([0-9A-Fa-f]{2})", lambda code: chr(int(code[1], 16)), name).removeprefix("./")
        file = path.parent / name
        if "/" in name or "\\" in name or name in ("", ".", ".."):
            return None
        if file.is_file():
            return _bytes(file)
        try:
            with OpenArchives(DEFAULT_LIMITS) as archives:
                entry = archives.find(file)
                return b"".join(entry.pieces()) if entry.member.size <= MOST_BYTES else None
        except DocumentError:
            return None

    return read_beside


def _finite(shape: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Those of ``shape`` that have a place: no part is larger than MOST_EXTENT."""
    near = np.abs(np.nan_to_num(shape, nan=np.inf)) < MOST_EXTENT
    finite: npt.NDArray[np.float32] = shape[near.all(axis=tuple(range(1, shape.ndim)))]
    return finite


def _size(mesh: Mesh) -> str:
    """The sides of the box around the model."""
    corners = [shape.reshape(-1, 3) for shape in (mesh.triangles, mesh.lines, mesh.points) if len(shape)]
    if not corners:
        return ""
    low, high = (np.array([pick(shape, axis=0) for shape in corners]) for pick in (np.min, np.max))
    sides, unit = high.max(axis=0).astype(float) - low.min(axis=0), mesh.unit
    if unit == "m":
        sides, unit = sides * 1000, "mm"
    return " × ".join(f"{side:.4g}" for side in sides) + (f" {unit}" if unit else "")
