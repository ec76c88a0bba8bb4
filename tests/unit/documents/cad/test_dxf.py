"""DXF drawings: pages, words and pictures of files that the format's own library writes."""

import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from imtextgui.documents.cad import dxf, dxf_drawing
from imtextgui.documents.content import DEFAULT_LIMITS, DocumentInfo, PageContent
from imtextgui.documents.thumbnails import RENDERED_SIDE
from imtextgui.domain.embedding import Tensor
from imtextgui.domain.items import Kind, Origin
from imtextgui.errors import DocumentDamaged, DocumentEmpty, DocumentMissing

# isort: split
from ezdxf.document import Drawing
from ezdxf.filemanagement import new
from ezdxf.layouts.layout import Paperspace

PLACE = Path("drawing.dxf")


def prepare(image: Image.Image) -> Tensor:
    assert (image.mode, max(image.size)) == ("RGB", RENDERED_SIDE)
    return np.asarray(image.convert("L").resize((64, 64)))


def written(draw: Callable[[Drawing], object], version: str = "R2018") -> bytes:
    document = new(version, setup=True)
    draw(document)
    out = StringIO()
    document.write(out)
    return out.getvalue().encode(document.output_encoding, "dxfreplace")


def read(data: bytes, first_page: int = 1) -> tuple[DocumentInfo, list[PageContent]]:
    info, *pages = dxf.read(PLACE, data, prepare, DEFAULT_LIMITS, first_page)
    assert isinstance(info, DocumentInfo)
    return info, [page for page in pages if isinstance(page, PageContent)]


def inked(page: PageContent) -> float:
    assert page.tensor is not None
    return float((page.tensor < 250).mean())


def pump(document: Drawing) -> None:
    space = document.modelspace()
    space.add_polyline2d([(0, 0), (100, 0), (100, 60), (0, 60)], close=True)
    space.add_circle((50, 30), 20, dxfattribs={"color": 2})
    space.add_text("軸受 GP-2040-B1", height=4).set_placement((5, 70))
    space.add_mtext("Tighten to\\P{\\H5;25 Nm}", dxfattribs={"char_height": 3, "insert": (5, 50)})
    dimension = space.add_linear_dim(base=(0, -10), p1=(0, 0), p2=(100, 0))
    dimension.render()
    block = document.blocks.new("TITLEBLOCK")
    block.add_attdef("TITLE", (0, 0), dxfattribs={"height": 3})
    block.add_text("Scale 1:2", height=3).set_placement((0, -6))
    insert = space.add_blockref("TITLEBLOCK", (60, -30))
    insert.add_attrib("TITLE", "油圧ポンプ組立図", (60, -30), dxfattribs={"height": 3})
    document.layers.add("CENTRELINES")
    document.header.custom_vars.append("Project", "Excavator")


@pytest.mark.parametrize("version", ["R2000", "R2018"])
def test_all_words_and_a_picture(version: str) -> None:
    info, (page,) = read(written(pump, version))
    assert (info.kind, info.pages, info.title) == (Kind.DRAWING, 1, "油圧ポンプ組立図")
    shown = "\n".join(passage.text for passage in page.passages if passage.origin is Origin.TEXT_LAYER)
    for words in ("軸受 GP-2040-B1", "Tighten to", "25 Nm", "100", "Scale 1:2", "油圧ポンプ組立図"):
        assert words in shown
    named = "\n".join(passage.text for passage in page.passages if passage.origin is Origin.METADATA)
    assert "TITLEBLOCK" in named
    assert "CENTRELINES" in named
    assert "*D" not in named
    assert shown.index("軸受") < shown.index("Tighten"), "from the top to the bottom"
    assert 0.05 < inked(page) < 0.5
    assert page.thumbnail is not None


def test_each_layout_with_something_on_it_is_a_page() -> None:
    def draw(document: Drawing) -> None:
        pump(document)
        sheet = document.layout("Layout1")
        assert isinstance(sheet, Paperspace)
        sheet.add_text("Sheet one", height=5).set_placement((10, 10))
        sheet.add_viewport(center=(100, 100), size=(150, 100), view_center_point=(50, 30), view_height=200)
        document.layouts.new("Bare")
        document.layouts.new("断面図").add_text("Section", height=5)

    info, pages = read(written(draw))
    assert info.pages == 3
    assert [page.title for page in pages[1:]] == ["油圧ポンプ組立図", "断面図"]
    assert "Sheet one" in pages[1].text
    assert "軸受 GP-2040-B1" in pages[1].text, "seen through the window onto model space"
    assert read(written(draw), first_page=3)[1][0].number == 3


def test_japanese_words_are_drawn_to_their_place() -> None:
    def draw(document: Drawing) -> None:
        document.modelspace().add_lwpolyline([(0, 0), (100, 0), (100, 50), (0, 50)], close=True)
        document.modelspace().add_text("油圧ポンプ", height=12).set_placement((10, 30))

    drawn = dxf.render(PLACE, written(draw), 1, 400, DEFAULT_LIMITS)
    assert drawn is not None
    grey = np.asarray(drawn.convert("L"))
    upper, lower = grey[20:90, 40:300], grey[110:190, 20:380]
    assert (upper < 128).mean() > 0.08
    assert (lower < 128).mean() == 0


@pytest.mark.parametrize("rotation", [0, 90, 180])
def test_words_are_turned_as_drawn(rotation: int) -> None:
    def draw(document: Drawing) -> None:
        document.modelspace().add_text("MMMMMMMM", height=5, rotation=rotation)

    drawn = dxf.render(PLACE, written(draw), 1, 300, DEFAULT_LIMITS)
    assert drawn is not None
    assert (drawn.width > drawn.height) == (rotation != 90)


def test_large_coordinates_and_a_stray_point_leave_the_drawing_in_sight() -> None:
    def draw(document: Drawing) -> None:
        space = document.modelspace()
        for step in range(100):
            space.add_line((7e6 + step, 4e6), (7e6 + step, 4e6 + 60))
        space.add_point((0, 0))

    assert inked(read(written(draw))[1][0]) > 0.3


def test_hatches_and_wide_leaders_do_not_cover_the_drawing() -> None:
    def draw(document: Drawing) -> None:
        space = document.modelspace()
        hatch = space.add_hatch(color=3)
        hatch.set_pattern_fill("ANSI31", scale=0.5)
        hatch.paths.add_polyline_path([(0, 0), (10, 0), (10, 10), (0, 10)])
        leader = space.add_leader([(12, 5), (13, 6), (15, 6)])
        leader.dxf.has_arrowhead = 1
        document.dimstyles.get("Standard").dxf.dimasz = 50

    assert 0.02 < inked(read(written(draw))[1][0]) < 0.5


def test_a_damaged_file_is_read_as_far_as_it_goes() -> None:
    data = written(pump)
    cut = data[: data.index("油圧".encode())]
    assert "軸受 GP-2040-B1" in read(cut)[1][0].text
    swapped = data.replace(b"\nCIRCLE\n", b"\nCIRCEL\n", 1)
    assert "軸受 GP-2040-B1" in read(swapped)[1][0].text


def test_what_is_too_much_is_drawn_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    def draw(document: Drawing) -> None:
        for step in range(300):
            document.modelspace().add_line((step, 0), (step, 100))

    monkeypatch.setattr(dxf_drawing, "MOST_ENTITIES", 200)
    _, (page,) = read(written(draw))
    assert page.problem is not None
    assert page.problem.code == "document-too-large"
    assert page.tensor is not None


def test_blocks_of_blocks_end() -> None:
    def draw(document: Drawing) -> None:
        document.blocks.new("b0").add_line((0, 0), (1, 1))
        for level in range(9):
            block = document.blocks.new(f"b{level + 1}")
            for step in range(10):
                block.add_blockref(f"b{level}", (step, level))
        document.modelspace().add_blockref("b9", (0, 0))

    limits = type(DEFAULT_LIMITS)(seconds_per_page=4)
    _, page = dxf.read(PLACE, written(draw), prepare, limits, 1)
    assert isinstance(page, PageContent)
    assert page.problem is not None


def test_pictures_outside_the_file_are_not_read(tmp_path: Path) -> None:
    Image.new("RGB", (100, 100), "red").save(tmp_path / "secret.png")

    def draw(document: Drawing) -> None:
        picture = document.add_image_def(str(tmp_path / "secret.png"), (100, 100))
        document.modelspace().add_image(picture, (0, 0), (10, 10))
        document.modelspace().add_line((0, 0), (10, 10))

    drawn = dxf.render(tmp_path / "drawing.dxf", written(draw), 1, 200, DEFAULT_LIMITS)
    assert drawn is not None
    assert (255, 0, 0) not in {colour for _, colour in drawn.getcolors(100_000) or []}


def test_a_drawing_without_anything_is_empty() -> None:
    with pytest.raises(DocumentEmpty):
        read(written(lambda document: None))


def test_pages_that_are_not_there() -> None:
    with pytest.raises(DocumentMissing):
        dxf.render(PLACE, written(pump), 2, 100, DEFAULT_LIMITS)


def test_binary_files_are_read_as_well() -> None:
    document = new(setup=True)
    pump(document)
    out = BytesIO()
    document.write(out, fmt="bin")
    assert "軸受 GP-2040-B1" in read(out.getvalue())[1][0].text


def test_nonsense_is_damaged() -> None:
    with pytest.raises(DocumentDamaged):
        read(b"0\nSECTION\n2\nENTITIES\n" + bytes(range(256)) * 20)


def test_the_library_writes_nothing_into_the_home_folder(tmp_path: Path) -> None:
    code = (
        "import imtextgui.documents.cad.dxf, os; assert 'ezdxf' not in os.environ.get('XDG_CACHE_HOME', '')"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={"HOME": str(tmp_path), "PATH": "/usr/bin"})
    assert list(tmp_path.iterdir()) == []


def test_a_drawing_of_many_lines_is_smooth_and_takes_seconds() -> None:
    def draw(document: Drawing) -> None:
        for step in range(4_000):
            document.modelspace().add_line((step, 0), (7 * step % 4_000, 4_000))

    started = time.monotonic()
    drawn = dxf.render(PLACE, written(draw), 1, 500, DEFAULT_LIMITS)
    assert drawn is not None
    assert max(drawn.size) == 500
    assert len(drawn.convert("L").getcolors() or []) > 3
    assert time.monotonic() - started < 20
