"""Meshes of every format: names, size, and the same view of the same bracket."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from imtextgui.documents import readers
from imtextgui.documents.cad import mesh
from imtextgui.documents.cad.mesh_view import drawn
from imtextgui.documents.content import DocumentInfo, PageContent
from imtextgui.documents.thumbnails import RENDERED_SIDE
from imtextgui.domain.embedding import Tensor
from imtextgui.domain.items import Kind
from imtextgui.errors import DocumentDamaged, DocumentEmpty, DocumentTooLarge, DocumentUnsupported
from tests import meshes

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
    monkeypatch.setattr(mesh, "MOST_TRIANGLES", 20)
    (tmp_path / "a.glb").write_bytes(FILES["a.glb"])
    _, page = read(tmp_path / "a.glb")
    assert "GP-2040" in page.text
    assert page.tensor is None
    assert page.problem is not None
    assert page.problem.code == "document-too-large"
    assert readers.render(tmp_path / "a.glb", 1, 100) is None
    monkeypatch.setattr(mesh, "MOST_BYTES", 100)
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
