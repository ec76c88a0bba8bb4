"""Meshes of every format: names, size, and the same view of the same bracket."""

import base64
import json
import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from imtextgui.documents import readers
from imtextgui.documents.cad.mesh import raster, reader
from imtextgui.documents.cad.mesh.view import drawn
from imtextgui.documents.content import DocumentInfo, PageContent
from imtextgui.documents.thumbnails import RENDERED_SIDE
from imtextgui.domain.embedding import Tensor
from imtextgui.domain.items import Kind
from imtextgui.errors import DocumentDamaged, DocumentEmpty, DocumentTooLarge, DocumentUnsupported
from tests import archives, meshes

FILES = {
    "binary.stl": meshes.binary_stl(*meshes.bracket()),
    "text.stl": meshes.text_stl(),
    "a.obj": meshes.obj(),
    "text.ply": meshes.ply(),
    "little.ply": meshes.ply("binary_little_endian"),
    "big.ply": meshes.ply("binary_big_endian"),
    "a.glb": meshes.glb(),
    "a.gltf": meshes.gltf_with_data(),
    "a.3mf": meshes.three_mf(),
}


def prepare(image: Image.Image) -> Tensor:
    assert (image.mode, max(image.size)) == ("RGB", RENDERED_SIDE)
    return np.asarray(image)


def read(path: Path) -> tuple[DocumentInfo, PageContent]:
    info, page = readers.read(path, prepare)
    assert isinstance(info, DocumentInfo)
    assert isinstance(page, PageContent)
    return info, page


@pytest.mark.parametrize("name", FILES)
def test_names_size_and_view(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    info, page = read(tmp_path / name)
    assert (info.kind, info.pages) == (Kind.DRAWING, 1)
    assert "GP-2040" in page.text
    unit = " mm" if name in ("a.glb", "a.gltf", "a.3mf") else ""
    assert page.text.endswith(f"40 × 30 × 30{unit}")
    assert page.tensor is not None
    assert page.thumbnail is not None
    view, reference = page.tensor.astype(int), view_of_bracket()
    assert np.abs(view - reference).mean() < 3, "one part, one view, whatever the file"
    small = readers.render(tmp_path / name, 1, 300)
    assert small is not None
    assert max(small.size) == 300


def view_of_bracket() -> np.ndarray:
    points, faces = meshes.bracket()
    return np.asarray(drawn(points[faces].astype(np.float32), RENDERED_SIDE)).astype(int)


def test_the_view_shows_faces_by_the_light_edges_dark_and_paper_white() -> None:
    picture = view_of_bracket()
    assert (picture[:20] == 255).all()
    tones = {tuple(each) for each in picture.reshape(-1, 3)}
    assert len(tones) == 5, "paper, edge, and the three sides that are seen"
    dark = (picture.sum(axis=2) < 200).mean()
    assert 0.002 < dark < 0.05


def test_what_is_nearer_hides_what_is_behind() -> None:
    points, faces = meshes.bracket()
    near = drawn(points[faces].astype(np.float32), 400)
    backwards = drawn(points[faces[::-1]].astype(np.float32), 400)
    assert np.abs(np.asarray(near).astype(int) - np.asarray(backwards)).mean() < 1


def test_polygons_of_a_ply_are_cut_into_triangles(tmp_path: Path) -> None:
    for form in ("ascii", "binary_little_endian", "binary_big_endian"):
        (tmp_path / "a.ply").write_bytes(meshes.ply(form, polygons=[(0, 1, 3, 2), (0, 1, 2, 3, 4)]))
        assert read(tmp_path / "a.ply")[1].tensor is not None


def test_buffers_beside_a_gltf_are_read_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    path = tmp_path / "models/a.gltf"
    for uri, drawn_ in (
        ("a.bin", True),
        ("../a.bin", False),
        ("gone.bin", False),
        ("https://a.b/a.bin", False),
    ):
        document, buffer = meshes.gltf(uri)
        path.write_text(json.dumps(document))
        (tmp_path / "a.bin").write_bytes(buffer)
        (tmp_path / "models/a.bin").write_bytes(buffer)
        _, page = read(path)
        assert (page.tensor is not None) == drawn_, uri
        assert "bracket GP-2040" in page.text


def test_a_model_of_too_many_triangles_is_found_by_its_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "MOST_TRIANGLES", 20)
    (tmp_path / "a.glb").write_bytes(FILES["a.glb"])
    _, page = read(tmp_path / "a.glb")
    assert "GP-2040" in page.text
    assert page.tensor is None
    assert page.problem is not None
    assert page.problem.code == "document-too-large"
    assert readers.render(tmp_path / "a.glb", 1, 100) is None
    monkeypatch.setattr(reader, "MOST_BYTES", 100)
    with pytest.raises(DocumentTooLarge):
        read(tmp_path / "a.glb")


def test_many_small_triangles_are_drawn(tmp_path: Path) -> None:
    angle, height = np.meshgrid(np.linspace(0, 2 * np.pi, 400), np.linspace(0, 1, 200))
    grid = np.stack([np.cos(angle), np.sin(angle), height], axis=-1).reshape(-1, 3)
    at = (np.arange(199)[:, None] * 400 + np.arange(399)).ravel()
    faces = np.concatenate([np.stack([at, at + 1, at + 400], 1), np.stack([at + 1, at + 401, at + 400], 1)])
    picture = np.asarray(drawn(grid[faces].astype(np.float32), 600))
    assert ((picture < 255).any(axis=2)).mean() > 0.4


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("cut.stl", FILES["binary.stl"][:300], DocumentDamaged),
        ("words.stl", b"solid\nendsolid", DocumentEmpty),
        ("object of a compiler.obj", b"\x4c\x01\x03\0" + bytes(200), DocumentUnsupported),
        ("corner.obj", b"# a\nv 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 9\n", DocumentDamaged),
        ("cut.ply", FILES["little.ply"][:300], DocumentDamaged),
        ("cut.glb", FILES["a.glb"][:900], DocumentDamaged),
        ("list.gltf", b"[]", DocumentDamaged),
        ("not a number.stl", b"solid x\n" + b"vertex nan 1 2\n" * 3, None),
        ("too far away.stl", b"solid x\n" + b"vertex 1e30 1 2\n" * 3, None),
        ("cut.3mf", FILES["a.3mf"][:-30], DocumentDamaged),
    ],
)
def test_bad_meshes(tmp_path: Path, name: str, data: bytes, error: type[Exception] | None) -> None:
    (tmp_path / name).write_bytes(data)
    if error is None:
        assert read(tmp_path / name)[1].tensor is None
        return
    with pytest.raises(error):
        read(tmp_path / name)


@given(
    st.lists(
        st.lists(st.floats(-(2.0**39), 2.0**39, width=32), min_size=9, max_size=9), min_size=1, max_size=12
    )
)
def test_any_triangles_can_be_drawn(numbers: list[list[float]]) -> None:
    picture = drawn(np.array(numbers, np.float32).reshape(-1, 3, 3), 64)
    assert max(picture.size) <= 64


def fanned(mode: int, indices: list[int] | None, **changes: object) -> bytes:
    """A glTF whose only piece is a square of 40 × 40 mm in the mode named, with or without numbers of corners."""
    points = np.array([[0, 0, 0], [0.04, 0, 0], [0.04, 0.04, 0], [0, 0.04, 0]], np.float32)
    if mode == 5:
        points = points[[0, 1, 3, 2]]
    numbers = np.array(indices or [], np.uint8)
    buffer = points.tobytes() + numbers.tobytes()
    primitive: dict[str, object] = {"attributes": {"POSITION": 0}, "mode": mode}
    if indices is not None:
        primitive["indices"] = 1
    document = {
        "asset": {"version": "2.0"},
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0}],
        "meshes": [{"name": "cover GP-2040", "primitives": [primitive]}],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": 4, "type": "VEC3"},
            {"bufferView": 1, "componentType": 5121, "count": len(numbers), "type": "SCALAR"},
        ],
        "bufferViews": [
            {"buffer": 0, "byteLength": 48},
            {"buffer": 0, "byteOffset": 48, "byteLength": len(numbers)},
        ],
        "buffers": [{"uri": f"data:;base64,{base64.b64encode(buffer).decode()}", "byteLength": len(buffer)}],
    }
    return json.dumps(document | changes).encode()


@pytest.mark.parametrize("indices", [None, [0, 1, 2, 3]])
@pytest.mark.parametrize("mode", range(7))
def test_every_kind_of_piece_of_a_gltf_is_drawn(tmp_path: Path, mode: int, indices: list[int] | None) -> None:
    path = tmp_path / "a.gltf"
    path.write_bytes(fanned(mode, indices))
    _, page = read(path)
    assert page.tensor is not None
    assert page.text.split("\n") == ["cover GP-2040", "40 × 0 × 40 mm"]
    inked = float((page.tensor.min(axis=2) < 250).mean())
    assert inked > (0.3 if mode >= 5 else 0.1 if mode == 4 else 0.00005)


def test_a_piece_that_is_wrong_costs_itself(tmp_path: Path) -> None:
    whole = json.loads(fanned(6, [0, 1, 2, 3]))
    good = whole["meshes"][0]["primitives"][0]
    bad = [
        {"attributes": {"POSITION": 9}},
        {"attributes": {"POSITION": 0}, "mode": 99},
        {"attributes": {}},
        {"attributes": {"POSITION": 0}, "indices": 1, "extensions": {"KHR_draco_mesh_compression": {}}},
    ]
    whole["meshes"][0]["primitives"] = [*bad, good]
    (tmp_path / "a.gltf").write_text(json.dumps(whole))
    assert read(tmp_path / "a.gltf")[1].tensor is not None
    whole["meshes"][0]["primitives"] = bad[:2]
    (tmp_path / "a.gltf").write_text(json.dumps(whole))
    with pytest.raises(DocumentDamaged):
        read(tmp_path / "a.gltf")


def test_numbers_that_are_written_over_others_are_where_they_belong(tmp_path: Path) -> None:
    moved = np.array([[0.08, 0.04, 0]], np.float32).tobytes() + bytes([2])
    whole = json.loads(fanned(6, [0, 1, 2, 3]))
    whole["buffers"].append(
        {"uri": f"data:;base64,{base64.b64encode(moved).decode()}", "byteLength": len(moved)}
    )
    whole["bufferViews"] += [
        {"buffer": 1, "byteLength": 12},
        {"buffer": 1, "byteOffset": 12, "byteLength": 1},
    ]
    whole["accessors"][0]["sparse"] = {
        "count": 1,
        "indices": {"bufferView": 3, "componentType": 5121},
        "values": {"bufferView": 2},
    }
    (tmp_path / "a.gltf").write_text(json.dumps(whole))
    assert "80 × 0 × 40 mm" in read(tmp_path / "a.gltf")[1].text
    del whole["accessors"][0]["bufferView"]
    whole["accessors"][0]["count"] = 2**40
    (tmp_path / "a.gltf").write_text(json.dumps(whole))
    with pytest.raises(DocumentDamaged):
        read(tmp_path / "a.gltf")


def test_files_of_the_first_version_are_tables_by_names(tmp_path: Path) -> None:
    whole = json.loads(fanned(4, [0, 1, 2, 0, 2, 3]))
    primitive = {"attributes": {"POSITION": "p"}, "indices": "i", "mode": 4}
    named = {
        "scene": "s",
        "scenes": {"s": {"nodes": ["n"]}},
        "nodes": {"n": {"meshes": ["m"]}},
        "meshes": {"m": {"name": "cover GP-2040", "primitives": [primitive]}},
        "accessors": {"p": whole["accessors"][0], "i": whole["accessors"][1]},
        "bufferViews": {
            "0": whole["bufferViews"][0] | {"buffer": "b"},
            "1": whole["bufferViews"][1] | {"buffer": "b"},
        },
        "buffers": {"b": whole["buffers"][0]},
    }
    for number, name in enumerate("pi"):
        named["accessors"][name]["bufferView"] = str(number)  # type: ignore[index]
    (tmp_path / "a.gltf").write_text(json.dumps(named))
    _, page = read(tmp_path / "a.gltf")
    assert "40 × 0 × 40 mm" in page.text
    assert "GP-2040" in page.text
    assert page.tensor is not None


CLOUD = [(np.cos(step / 9) * 20, np.sin(step / 9) * 20, step / 10) for step in range(600)]
VERTICES = "o scan GP-2041\n" + "\n".join(f"v {x} {y} {z}" for x, y, z in CLOUD)
CLOUD_PLY = (
    "ply\nformat ascii 1.0\ncomment scan GP-2041\nelement vertex 600\nproperty float x\nproperty float y\n"
    "property float z\nend_header\n"
) + "\n".join(f"{x} {y} {z}" for x, y, z in CLOUD)


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.ply", CLOUD_PLY), ("a.obj", VERTICES), ("b.obj", f"{VERTICES}\nl 1 2 3 4 5 600\nl -1 -2\n")],
)
def test_clouds_of_points_and_lines_are_drawn(tmp_path: Path, name: str, data: str) -> None:
    (tmp_path / name).write_text(data)
    _, page = read(tmp_path / name)
    assert "scan GP-2041" in page.text
    assert page.tensor is not None
    assert page.problem is None
    inked = float((page.tensor.min(axis=2) < 250).mean())
    assert 0.001 < inked < 0.2
    small = readers.render(tmp_path / name, 1, 200)
    assert small is not None
    assert max(small.size) == 200


@pytest.mark.parametrize(
    "data",
    [
        b"v 0 0 0\nv 9 0 0\nv 0 9 0\nv 9 9 0\nf 1 2 3\nf 2 4 \\\n 3\n",
        "v 0 0 0\nv 9 0 0\nv 0 9 0\nv 9 9 0\nf 1 2 3\nf 2 4 3\n".encode("utf-16"),
        b"v 0 0 0\nv 9 0 0\nv 0 9 0\nf -3 -2 -1\nv 9 0 0\nv 9 9 0\nv 0 9 0\nf -3 -2 -1\n",
        b"v 0 0 0 1 0 0\r\nv 9 0 0\r\nv 0 9 0\r\nv 9 9 0\r\nf 1//1 2//1 4//1 3//1\r\nf 1 2 99\r\n",
        b"v 0 0 0\nv 9 0 0\nv 0 9 0\nv 9 9 0\nv 1,5 x y\nf 1 2 4 3\n",
    ],
)
def test_models_of_wavefront_as_they_are_written(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.obj").write_bytes(data)
    _, page = read(tmp_path / "a.obj")
    assert page.text == "9 × 9 × 0"
    assert page.tensor is not None
    assert float((page.tensor.min(axis=2) < 250).mean()) > 0.3


def test_lists_beside_the_corners_of_a_ply_and_strips_are_read(tmp_path: Path) -> None:
    head = (
        "ply\nformat {form} 1.0\nelement vertex 4\nproperty float x\nproperty float y\nproperty float z\n"
        "property list uchar short near\n{faces}\nend_header\n"
    )
    faces = "element face 2\nproperty list uchar int vertex_indices\nproperty list uchar float texcoord"
    corners = np.array([[0, 0, 0], [9, 0, 0], [0, 9, 0], [9, 9, 0]], np.float32)
    vertices = b"".join(corner.tobytes() + struct.pack("<Bh", 1, 5) for corner in corners)
    uneven = b"".join(
        corner.tobytes() + struct.pack(f"<B{n}h", n, *range(n)) for n, corner in enumerate(corners)
    )
    body = b"".join(struct.pack("<B3iB6f", 3, *triangle, 6, *range(6)) for triangle in ((0, 1, 2), (1, 3, 2)))
    strips = "element tristrips 1\nproperty list int int vertex_indices"
    for rows, listed, shapes in (
        (vertices, faces, body),
        (uneven, faces, body),
        (vertices, strips, struct.pack("<i6i", 6, 0, 1, 2, 3, -1, 0)),
    ):
        header = head.format(form="binary_little_endian", faces=listed).encode()
        (tmp_path / "a.ply").write_bytes(header + rows + shapes)
        _, page = read(tmp_path / "a.ply")
        assert page.text == "9 × 9 × 0"
        assert page.tensor is not None
        assert float((page.tensor.min(axis=2) < 250).mean()) > 0.3


def test_bytes_behind_the_triangles_and_capitals_are_no_damage(tmp_path: Path) -> None:
    (tmp_path / "a.stl").write_bytes(FILES["binary.stl"] + b"made by a slicer")
    assert read(tmp_path / "a.stl")[1].tensor is not None
    (tmp_path / "b.stl").write_bytes(meshes.text_stl().upper()[: -len("ENDSOLID")])
    _, page = read(tmp_path / "b.stl")
    assert page.tensor is not None
    assert "GP-2040" in page.text


def test_buffers_in_the_archive_of_a_gltf_are_read(tmp_path: Path) -> None:
    document, buffer = meshes.gltf("my%20model.bin")
    files = {"models/a.gltf": json.dumps(document).encode(), "models/my model.bin": buffer}
    (tmp_path / "a.zip").write_bytes(archives.zipped(files))
    assert read(tmp_path / "a.zip/models/a.gltf")[1].tensor is not None


def test_companions_of_models_are_no_problem(tmp_path: Path) -> None:
    document, buffer = meshes.gltf("my%20model.bin")
    (tmp_path / "a.gltf").write_text(json.dumps(document))
    (tmp_path / "my model.bin").write_bytes(buffer)
    info, page = read(tmp_path / "my model.bin")
    assert (info.kind, page.text, page.tensor, page.problem) == (Kind.OTHER, "", None, None)
    assert readers.render(tmp_path / "my model.bin", 1, 100) is None
    (tmp_path / "other.bin").write_bytes(buffer)
    with pytest.raises(DocumentUnsupported):
        read(tmp_path / "other.bin")
    (tmp_path / "a.mtl").write_text("newmtl stainless_1.4301\nKd 0.8 0.8 0.8\nNs 50\n")
    assert "stainless_1.4301" in read(tmp_path / "a.mtl")[1].text


@pytest.mark.parametrize(
    ("name", "data"), [("a.stl", "a.obj"), ("a.obj", "text.stl"), ("a.gltf", "a.glb"), ("a.3mf", "a.glb")]
)
def test_a_model_under_the_name_of_another_is_what_it_is(tmp_path: Path, name: str, data: str) -> None:
    (tmp_path / name).write_bytes(FILES[data])
    _, page = read(tmp_path / name)
    assert "GP-2040" in page.text
    assert page.tensor is not None


def test_squares_and_rows_of_pixels_give_the_same_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    points, faces = meshes.bracket()
    angle = np.linspace(0, 2 * np.pi, 90)
    rim = np.stack([np.cos(angle) * 30 + 20, np.sin(angle) * 30, angle * 4], axis=1)
    slivers = np.stack([np.broadcast_to([20, 0, 40], rim[1:].shape), rim[:-1], rim[1:]], axis=1)
    triangles = np.concatenate([points[faces], slivers]).astype(np.float32)
    pictures = []
    for small in (1, 16, 1_024):
        monkeypatch.setattr(raster, "_SMALL", small)
        pictures.append(np.asarray(drawn(triangles, 300)).astype(int))
    for picture in pictures[1:]:
        assert (np.abs(picture - pictures[0]).max(axis=2) > 0).mean() < 0.001
    monkeypatch.setattr(raster, "_SMALL", 1)
    monkeypatch.setattr(raster, "_MOST_PIXELS", 0)
    assert (np.asarray(drawn(slivers.astype(np.float32), 300)) < 255).mean() < 0.05
