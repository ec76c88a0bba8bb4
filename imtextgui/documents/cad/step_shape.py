"""Triangles of STEP models, by the CAD kernel Open CASCADE where it is installed: ``pip install imtextgui[step]``.

The kernel takes 380 MB on the disk and 3 s to be imported, which is why it is no part of the program.
"""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from imtextgui.config.temporary import temporary_folder
from imtextgui.documents.cad.mesh.view import Triangles
from imtextgui.documents.content import native

_DEFLECTION = 1 / 500
"""Of the model's extent, by which triangles may miss a curved face: two pixels of the picture."""

_ANGLE = 0.35
"""Radians between neighbouring triangles of a curved face."""


def is_installed() -> bool:
    """Whether models can be drawn here."""
    return find_spec("OCP") is not None


def triangles(path: Path, data: bytes | None) -> Triangles:
    """[n, 3, 3] in millimetres, z upwards; of a model that the kernel makes nothing of there are none.

    Raises whatever the kernel does on a damaged model: call it inside ``content.decoding``.
    """
    if data is None:
        return _triangles(str(native(path)))
    with temporary_folder() as folder:
        copy = folder / "model.step"
        copy.write_bytes(data)
        return _triangles(str(copy))


def _triangles(file: str) -> Triangles:
    from OCP.Bnd import Bnd_Box
    from OCP.BRepBndLib import BRepBndLib
    from OCP.BRepMesh import BRepMesh_IncrementalMesh
    from OCP.IFSelect import IFSelect_RetDone
    from OCP.Message import Message
    from OCP.STEPControl import STEPControl_Reader

    # What it says of a model goes to standard output, where results in JSON are written.
    Message.DefaultMessenger_s().ChangePrinters().Clear()
    reader = STEPControl_Reader()
    if reader.ReadFile(file) != IFSelect_RetDone:
        raise ValueError("no model in the file")
    reader.TransferRoots()
    shape = reader.OneShape()
    if shape.IsNull():
        return np.empty((0, 3, 3), np.float32)
    box = Bnd_Box()
    BRepBndLib.Add_s(shape, box)
    if box.IsVoid():
        return np.empty((0, 3, 3), np.float32)
    BRepMesh_IncrementalMesh(shape, max(box.SquareExtent() ** 0.5 * _DEFLECTION, 1e-6), False, _ANGLE, False)
    faces = list(_faces(shape))
    return np.concatenate(faces).astype(np.float32) if faces else np.empty((0, 3, 3), np.float32)


def _faces(shape: Any) -> Iterator[Triangles]:
    """The triangles of each face of ``shape``, at its place."""
    from OCP.BRep import BRep_Tool
    from OCP.TopAbs import TopAbs_FACE
    from OCP.TopExp import TopExp_Explorer
    from OCP.TopLoc import TopLoc_Location
    from OCP.TopoDS import TopoDS

    # Called so since version 8 of the kernel.
    face = getattr(TopoDS, "Face_s", None) or TopoDS.Face
    explorer = TopExp_Explorer(shape, TopAbs_FACE)
    while explorer.More():
        place = TopLoc_Location()
        mesh = BRep_Tool.Triangulation_s(face(explorer.Current()), place)
        if mesh is not None:
            transform = place.Transformation()
            nodes = (mesh.Node(number).Transformed(transform) for number in range(1, mesh.NbNodes() + 1))
            points = np.array([(node.X(), node.Y(), node.Z()) for node in nodes])
            corners = np.array([mesh.Triangle(number).Get() for number in range(1, mesh.NbTriangles() + 1)])
            yield points[corners - 1]
        explorer.Next()
