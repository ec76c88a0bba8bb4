"""Meshes made by code in every format that is read: a bracket of two boxes, 40 × 30 × 30 mm."""

import base64
import json
import struct
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from tests import archives

Points = npt.NDArray[np.float64]

_CORNERS = np.array([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)], np.float64)
_FACES = np.array(
    [
        *([0, 1, 3], [0, 3, 2], [4, 6, 7], [4, 7, 5], [0, 4, 5], [0, 5, 1]),
        *([2, 3, 7], [2, 7, 6], [0, 2, 6], [0, 6, 4], [1, 5, 7], [1, 7, 3]),
    ]
)


def bracket() -> tuple[Points, npt.NDArray[np.int64]]:
    """(points [16, 3] in mm, faces [24, 3])."""
    plate = _CORNERS * [40, 30, 5]
    wall = _CORNERS * [5, 30, 25] + [0, 0, 5]
    return np.concatenate([plate, wall]), np.concatenate([_FACES, _FACES + 8])


def binary_stl(points: Points, faces: npt.NDArray[np.int64], header: bytes = b"bracket GP-2040") -> bytes:
    rows = b"".join(struct.pack("<12fH", 0, 0, 0, *points[face].ravel(), 0) for face in faces)
    return header.ljust(80, b" ") + struct.pack("<I", len(faces)) + rows


def text_stl() -> bytes:
    points, faces = bracket()
    lines = ["solid 取付金具 GP-2040"]
    for face in faces:
        corners = "".join(f"vertex {x} {y} {z}\n" for x, y, z in points[face])
        lines.append(f"facet normal 0 0 0\nouter loop\n{corners}endloop\nendfacet")
    return "\n".join([*lines, "endsolid"]).encode()


def obj() -> bytes:
    points, faces = bracket()
    rows = [f"v {x} {y} {z}" for x, y, z in points]
    rows += [f"f {a + 1}/1/1 {b + 1}/1/1 {c - 16}" for a, b, c in faces]
    return "\n".join(["# made by code", "o bracket GP-2040", *rows]).encode()


def ply(form: str = "ascii", polygons: Sequence[Sequence[int]] = ()) -> bytes:
    points, triangles = bracket()
    faces = [*map(tuple, triangles.tolist()), *polygons]
    header = (
        f"ply\nformat {form} 1.0\ncomment bracket GP-2040\nelement vertex {len(points)}\nproperty float x\n"
        f"property float y\nproperty float z\nelement face {len(faces)}\n"
        "property list uchar int vertex_indices\nend_header\n"
    ).encode()
    if form == "ascii":
        rows = [f"{x} {y} {z}" for x, y, z in points]
        rows += [f"{len(face)} {' '.join(map(str, face))}" for face in faces]
        return header + "\n".join(rows).encode()
    order = "<" if "little" in form else ">"
    body = points.astype(f"{order}f4").tobytes()
    return header + body + b"".join(struct.pack(f"{order}B{len(face)}i", len(face), *face) for face in faces)


def gltf(uri: str | None = None) -> tuple[dict[str, object], bytes]:
    """(document, buffer): metres, y upwards, the bracket turned by its node so that it lies as in the other files."""
    points, faces = bracket()
    buffer = (points / 1000).astype("<f4").tobytes() + faces.astype("<u2").tobytes()
    described: dict[str, object] = {"byteLength": len(buffer)} | ({"uri": uri} if uri else {})
    half = 0.5**0.5
    document: dict[str, object] = {
        "asset": {"version": "2.0"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"name": "assembly", "children": [1]}, {"mesh": 0, "rotation": [-half, 0, 0, half]}],
        "meshes": [
            {"name": "bracket GP-2040", "primitives": [{"attributes": {"POSITION": 0}, "indices": 1}]}
        ],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": len(points), "type": "VEC3"},
            {"bufferView": 1, "componentType": 5123, "count": faces.size, "type": "SCALAR"},
        ],
        "bufferViews": [
            {"buffer": 0, "byteOffset": 0, "byteLength": points.size * 4},
            {"buffer": 0, "byteOffset": points.size * 4, "byteLength": faces.size * 2},
        ],
        "buffers": [described],
    }
    return document, buffer


def glb() -> bytes:
    document, buffer = gltf()
    text = json.dumps(document).encode()
    text += b" " * (-len(text) % 4)
    chunks = struct.pack("<II", len(text), 0x4E4F534A) + text
    chunks += struct.pack("<II", len(buffer), 0x004E4942) + buffer
    return b"glTF" + struct.pack("<II", 2, 12 + len(chunks)) + chunks


def gltf_with_data() -> bytes:
    _, buffer = gltf()
    uri = "data:application/octet-stream;base64," + base64.b64encode(buffer).decode()
    return json.dumps(gltf(uri)[0]).encode()


def three_mf() -> bytes:
    """The bracket as a component of another object, in a part of its own, moved on the plate."""
    points, faces = bracket()
    core = "http://schemas.microsoft.com/3dmanufacturing/core/2015/02"
    vertices = "".join(f'<vertex x="{x}" y="{y}" z="{z}"/>' for x, y, z in points)
    triangles = "".join(f'<triangle v1="{a}" v2="{b}" v3="{c}"/>' for a, b, c in faces)
    part = (
        f'<model xmlns="{core}"><resources><object id="1" name="bracket GP-2040"><mesh><vertices>{vertices}'
        f"</vertices><triangles>{triangles}</triangles></mesh></object></resources></model>"
    )
    main = (
        f'<model unit="millimeter" xmlns="{core}" xmlns:p="production"><metadata name="Title">取付金具</metadata>'
        '<resources><object id="2"><components><component p:path="/3D/Objects/a.model" objectid="1"/>'
        '</components></object></resources><build><item objectid="2" transform="1 0 0 0 1 0 0 0 1 100 50 0"/>'
        "</build></model>"
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        'Id="r" Type="http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel" Target="/3D/3dmodel.model"/>'
        "</Relationships>"
    )
    return archives.zipped(
        {
            "_rels/.rels": relations.encode(),
            "3D/3dmodel.model": main.encode(),
            "3D/Objects/a.model": part.encode(),
        }
    )
