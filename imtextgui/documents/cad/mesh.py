"""STL, 3MF, glTF, OBJ and PLY: what the parts are called, how large they are, and a view of them."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from imtextgui.documents.cad.mesh_3mf import three_mf
from imtextgui.documents.cad.mesh_files import Mesh, obj, ply, stl
from imtextgui.documents.cad.mesh_gltf import Beside, gltf
from imtextgui.documents.cad.mesh_view import Triangles, drawn
from imtextgui.documents.content import (
    DocumentInfo,
    Limits,
    PageContent,
    Prepare,
    decoding,
    native,
    page_problem,
    translating_os,
)
from imtextgui.documents.passages import clean, passages
from imtextgui.documents.thumbnails import RENDERED_SIDE, THUMBNAIL_SIDE, encoded, fitted
from imtextgui.domain.items import Kind, Origin
from imtextgui.errors import DocumentEmpty, DocumentTooLarge, DocumentUnsupported

MOST_BYTES = 192 * 2**20
"""Of a file, or of one beside it."""

MOST_TRIANGLES = 1_000_000
"""That are drawn; of a model with more only names and size are told."""

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
    triangles = _finite(mesh.triangles)
    names = [clean(name)[:400] for name in mesh.names[:_MOST_NAMES]]
    title = next((name for name in names if any(char.isalpha() for char in name)), "")[:200]
    yield DocumentInfo(Kind.DRAWING, 1, title)
    if first_page <= 1:
        text = "\n".join(line for line in (*names, _size(triangles, mesh.unit)) if line)
        picture, problem = None, None
        if len(triangles) > MOST_TRIANGLES:
            trouble = DocumentTooLarge(path=str(path), reason=f"{len(triangles)} triangles")
            problem = page_problem(trouble, path, 1)
        elif len(triangles):
            picture = drawn(triangles, RENDERED_SIDE)
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
    triangles = _finite(_opened(path, data).triangles)
    return drawn(triangles, longest) if 0 < len(triangles) <= MOST_TRIANGLES else None


def _opened(path: Path, data: bytes | None) -> Mesh:
    suffix = path.suffix.lower()
    if data is None:
        data = _bytes(path)
    if len(data) > MOST_BYTES:
        raise DocumentTooLarge(path=str(path), reason=f"more than {MOST_BYTES} bytes")
    with decoding(path):
        if data.startswith(b"PK"):
            mesh = three_mf(path, data)
        elif data.startswith(b"glTF") or suffix == ".gltf":
            mesh = gltf(data, _beside(path))
        elif data.startswith(b"ply"):
            mesh = ply(data)
        elif suffix == ".obj":
            # The name is also that of what compilers write.
            if b"\nv " not in data or b"\0" in data[:1024]:
                raise DocumentUnsupported(path=str(path))
            mesh = obj(data)
        else:
            mesh = stl(data)
    if not len(mesh.triangles) and not mesh.names:
        raise DocumentEmpty(path=str(path))
    return mesh


def _bytes(path: Path) -> bytes:
    with translating_os(path), native(path).open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _beside(path: Path) -> Beside:
    """Reads files in the folder of ``path``, and in no other."""

    def read_beside(name: str) -> bytes | None:
        file = path.parent / name
        if "/" in name or "\\" in name or not file.is_file():
            return None
        return _bytes(file)

    return read_beside


def _finite(triangles: Triangles) -> Triangles:
    """Those of ``triangles`` that have a place: no part is larger than MOST_EXTENT."""
    return triangles[(np.abs(np.nan_to_num(triangles, nan=np.inf)) < MOST_EXTENT).all(axis=(1, 2))]


def _size(triangles: Triangles, unit: str) -> str:
    """The sides of the box around the model."""
    if not len(triangles):
        return ""
    sides = triangles.max(axis=(0, 1)).astype(float) - triangles.min(axis=(0, 1))
    if unit == "m":
        sides, unit = sides * 1000, "mm"
    return " × ".join(f"{side:.4g}" for side in sides) + (f" {unit}" if unit else "")
