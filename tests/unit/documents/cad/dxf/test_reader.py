"""DXF drawings: pages, words and pictures of files that the format's own library writes."""

import subprocess
import sys
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from imtextgui.documents.cad.dxf import pen, reader
from imtextgui.documents.content import DEFAULT_LIMITS, DocumentInfo, PageContent
from imtextgui.documents.thumbnails import RENDERED_SIDE
from imtextgui.domain.embedding import Tensor
from imtextgui.domain.items import Kind, Origin
from imtextgui.errors import DocumentDamaged, DocumentEmpty, DocumentMissing

# isort: split
from ezdxf.document import Drawing
from ezdxf.filemanagement import new
from ezdxf.layouts.layout import Modelspace, Paperspace

from tests.even_growth import grows_evenly

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
    info, *pages = reader.read(PLACE, data, prepare, DEFAULT_LIMITS, first_page)
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

    drawn = reader.render(PLACE, written(draw), 1, 400, DEFAULT_LIMITS)
    assert drawn is not None
    grey = np.asarray(drawn.convert("L"))
    upper, lower = grey[20:90, 40:300], grey[110:190, 20:380]
    assert (upper < 128).mean() > 0.08
    assert (lower < 128).mean() == 0


@pytest.mark.parametrize("rotation", [0, 90, 180])
def test_words_are_turned_as_drawn(rotation: int) -> None:
    def draw(document: Drawing) -> None:
        document.modelspace().add_text("MMMMMMMM", height=5, rotation=rotation)

    drawn = reader.render(PLACE, written(draw), 1, 300, DEFAULT_LIMITS)
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

    monkeypatch.setattr(pen, "MOST_ENTITIES", 200)
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
    _, page = reader.read(PLACE, written(draw), prepare, limits, 1)
    assert isinstance(page, PageContent)
    assert page.problem is not None


def test_pictures_outside_the_file_are_not_read(tmp_path: Path) -> None:
    Image.new("RGB", (100, 100), "red").save(tmp_path / "secret.png")

    def draw(document: Drawing) -> None:
        picture = document.add_image_def(str(tmp_path / "secret.png"), (100, 100))
        document.modelspace().add_image(picture, (0, 0), (10, 10))
        document.modelspace().add_line((0, 0), (10, 10))

    drawn = reader.render(tmp_path / "drawing.dxf", written(draw), 1, 200, DEFAULT_LIMITS)
    assert drawn is not None
    assert (255, 0, 0) not in {colour for _, colour in drawn.getcolors(100_000) or []}


def test_a_drawing_without_anything_is_empty() -> None:
    with pytest.raises(DocumentEmpty):
        read(written(lambda document: None))


def test_pages_that_are_not_there() -> None:
    with pytest.raises(DocumentMissing):
        reader.render(PLACE, written(pump), 2, 100, DEFAULT_LIMITS)


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
    code = "import imtextgui.documents.cad.dxf.reader, os; assert 'ezdxf' not in os.environ.get('XDG_CACHE_HOME', '')"
    subprocess.run([sys.executable, "-c", code], check=True, env={"HOME": str(tmp_path), "PATH": "/usr/bin"})
    assert list(tmp_path.iterdir()) == []


def test_a_drawing_of_many_lines_is_smooth_and_takes_as_long_as_it_has_lines() -> None:
    def work(lines: int) -> None:
        def draw(document: Drawing) -> None:
            for step in range(lines):
                document.modelspace().add_line((step, 0), (7 * step % lines, lines))

        drawn = reader.render(PLACE, written(draw), 1, 500, DEFAULT_LIMITS)
        assert drawn is not None
        assert max(drawn.size) == 500
        assert len(drawn.convert("L").getcolors() or []) > 3

    assert grows_evenly(work, 4_000)


def modelled(draw: Callable[[Modelspace], object], version: str = "R2010") -> bytes:
    return written(lambda document: draw(document.modelspace()), version)


def plain(*entities: str, header: str = "") -> str:
    """A DXF of R12 by hand: a frame and ``entities``, each group code and value in a line of its own."""
    frame = "0\nLINE\n8\n0\n10\n0\n20\n0\n11\n420\n21\n297\n"
    return f"{header}0\nSECTION\n2\nENTITIES\n{frame}{''.join(entities)}0\nENDSEC\n0\nEOF\n"


def text(words: str) -> str:
    return f"0\nTEXT\n8\n0\n10\n20\n20\n260\n40\n10\n1\n{words}\n"


def declared(code_page: str, version: str = "AC1009") -> str:
    page = f"9\n$DWGCODEPAGE\n3\n{code_page}\n" if code_page else ""
    return f"0\nSECTION\n2\nHEADER\n9\n$ACADVER\n1\n{version}\n{page}0\nENDSEC\n"


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        (declared("ANSI_932"), "cp932"),
        (declared(""), "cp932"),
        (declared("ANSI_1252"), "cp932"),
        (declared("ANSI_1252", "AC1032"), "cp932"),
        (declared("ANSI_932"), "utf-8"),
        (declared(""), "utf-8"),
        ("", "utf-8"),
        ("", "cp932"),
    ],
)
def test_words_are_read_as_their_bytes_are(header: str, encoding: str) -> None:
    data = plain(text("表示能力 軸受箱の組立図 ZQ-4410"), header=header).encode(encoding)
    assert "表示能力 軸受箱の組立図 ZQ-4410" in read(data)[1][0].text


def test_a_western_drawing_keeps_its_letters() -> None:
    data = plain(text("Kühlwasserpumpe für Größe Ø50"), header=declared("ANSI_1252")).encode("cp1252")
    assert "Kühlwasserpumpe für Größe Ø50" in read(data)[1][0].text


def test_control_characters_show_nothing_and_stop_nothing() -> None:
    def draw(space: Modelspace) -> None:
        space.add_text("BELL ^G ZQ-4411 ^A END", height=5)
        space.add_text("LEFT^IZQ-4412", height=5).set_placement((0, 20))
        space.add_mtext("power 10^2 kW^Jnext ZQ-4413", dxfattribs={"char_height": 3, "insert": (0, 60)})

    (page,) = read(modelled(draw))[1]
    assert page.problem is None
    for words in ("BELL ZQ-4411 END", "LEFT ZQ-4412", "power 10^2 kW", "next ZQ-4413"):
        assert words in page.text


def test_entities_without_their_marks_are_drawn() -> None:
    line = "0\nLWPOLYLINE\n5\n1A\n8\nCUT\n90\n3\n70\n1\n10\n0\n20\n0\n10\n90\n20\n0\n10\n90\n20\n60\n"
    with_marks = line.replace("8\nCUT\n", "100\nAcDbEntity\n8\nCUT\n100\nAcDbPolyline\n")
    half = "0\nTEXT\n5\n1B\n100\nAcDbEntity\n8\nCUT\n10\n20\n20\n60\n40\n10\n1\nZQ-4414\n"
    for entity, header in ((line, ""), (with_marks, ""), (line, declared("", "AC1015"))):
        (page,) = read(plain(entity, half, header=header).encode())[1]
        assert page.problem is None
        assert "ZQ-4414" in page.text


def test_one_odd_entity_costs_itself_only() -> None:
    data = modelled(lambda space: space.add_text("whole ZQ-4415", height=5)).decode()
    odd = "  0\nSPLINE\n  5\nFFF0\n330\n17\n100\nAcDbEntity\n  8\n0\n 71\n3\n 74\n3\n 11\n0.0\n"
    leader = "  0\nLEADER\n  5\nFFF1\n100\nAcDbEntity\n  8\n0\n"
    at = data.index("  0\nENDSEC", data.index("\nENTITIES\n"))
    (page,) = read((data[:at] + odd + leader + data[at:]).encode())[1]
    assert page.problem is None
    assert "whole ZQ-4415" in page.text


def test_a_line_too_many_does_not_end_the_file() -> None:
    data = modelled(lambda space: space.add_text("after ZQ-4416", height=5)).decode()
    at = data.index("  0\nTEXT", data.index("\nENTITIES\n"))
    assert "after ZQ-4416" in read((data[:at] + "stray words\n" + data[at:]).encode())[1][0].text


def test_dimensions_without_their_block_are_drawn() -> None:
    def draw(space: Modelspace) -> None:
        space.add_linear_dim((0, -10), (0, 0), (100, 0), text="KEYWAY <> ZQ-4417", dimstyle="EZDXF")
        space.add_radius_dim(center=(50, 50), radius=20, angle=45, text="R<> ZQ-4418", dimstyle="EZDXF")
        space.add_arc_dim_3p((0, 80), (30, 80), (50, 90), (30, 100))

    (page,) = read(modelled(draw))[1]
    assert page.problem is None
    assert "ZQ-4417" in page.text
    assert "ZQ-4418" in page.text
    assert page.thumbnail is not None


def test_tolerances_stand_in_frames_and_their_signs_are_found() -> None:
    def draw(space: Modelspace) -> None:
        space.add_mtext(r"%%c25{\H0.7x;\S+0.021^ 0;} ZQ-4419", dxfattribs={"char_height": 5})
        frame = r"{\Fgdt;j}%%v{\Fgdt;n}0.05{\Fgdt;m}%%vA%%vB"
        space.new_entity("TOLERANCE", {"insert": (0, -40), "content": frame, "dimstyle": "Standard"})

    (page,) = read(modelled(draw))[1]
    for words in ("Ø25 +0.021 0 ZQ-4419", "⌖", "⌀0.05Ⓜ", "A", "B"):
        assert words in page.text.split("\n")
    assert inked(page) > 0.02


def test_letters_that_were_set_one_by_one_are_words() -> None:
    def draw(space: Modelspace) -> None:
        for number, letter in enumerate("PUMP GP-2040"):
            if letter != " ":
                space.add_text(letter, height=5).set_placement((number * 4.5, 100))
        for number, letter in enumerate("減圧弁"):
            space.add_text(letter, height=5, rotation=90).set_placement((200, number * 6.5))
        for number, zone in enumerate("123"):
            space.add_text(zone, height=5).set_placement((number * 60, 0))

    words = read(modelled(draw))[1][0].text.split("\n")
    assert "PUMP GP-2040" in words
    assert "減圧弁" in words
    assert "123" not in words, "zones of a frame are far apart"


def test_a_nested_block_without_height_costs_nothing() -> None:
    def draw(document: Drawing) -> None:
        inner, outer = document.blocks.new("INNER"), document.blocks.new("OUTER")
        inner.add_text("inside ZQ-4420", height=5)
        reference = outer.add_blockref("INNER", (0, 0))
        reference.dxf.zscale = 0
        outer.add_text("behind ZQ-4421", height=5).set_placement((0, 20))
        document.modelspace().add_blockref("OUTER", (0, 0), {"rotation": 30})

    (page,) = read(written(draw))[1]
    assert page.problem is None
    assert "inside ZQ-4420" in page.text
    assert "behind ZQ-4421" in page.text


def test_the_words_of_what_cannot_be_drawn_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    def draw(document: Drawing) -> None:
        document.blocks.new("PART").add_text("in a block ZQ-4422", height=5)
        document.modelspace().add_blockref("PART", (0, 0))
        document.modelspace().add_text("beside it ZQ-4423", height=5)
        document.modelspace().add_text("on its side ZQ-4424", height=5, dxfattribs={"extrusion": (1, 0, 0)})

    data = written(draw)
    monkeypatch.setattr("ezdxf.entities.insert.Insert.matrix44", fail)
    (page,) = read(data)[1]
    assert page.problem is None
    for words in ("in a block ZQ-4422", "beside it ZQ-4423", "on its side ZQ-4424"):
        assert words in page.text


@pytest.mark.parametrize(("own", "other"), [(1, 2), (2, 1), (2, 0), (1, -1)])
def test_a_sheet_shows_the_model_whatever_the_state_of_its_windows(own: int, other: int) -> None:
    def draw(document: Drawing) -> None:
        document.modelspace().add_text("model ZQ-4425", height=5).set_placement((5_000, 5_000))
        sheet = document.layout("Layout1")
        assert isinstance(sheet, Paperspace)
        sheet.add_text("sheet ZQ-4426", height=5).set_placement((10, 10))
        sheet.reset_main_viewport()
        sheet.add_viewport((100, 100), (150, 100), view_center_point=(5_020, 5_000), view_height=100)
        windows = list(sheet.query("VIEWPORT"))
        for window, (number, status) in zip(windows, ((1, own), (2, other)), strict=True):
            window.dxf.id, window.dxf.status = number, status

    assert "model ZQ-4425" in read(written(draw))[1][1].text


@pytest.mark.parametrize("strays", [[(50_000.0, 50_000.0)], [(-9e5, 0.0), (4e4, -7e6), (4e4, -7.1e6)]])
def test_strays_do_not_turn_a_drawing_into_a_speck(strays: list[tuple[float, float]]) -> None:
    def draw(space: Modelspace) -> None:
        space.add_lwpolyline([(0, 0), (420, 0), (420, 297), (0, 297)], close=True)
        for step in range(12):
            space.add_circle((20 + 30 * step, 100), 12)
        for x, y in strays:
            space.add_line((x, y), (x + 1, y))

    assert inked(read(modelled(draw))[1][0]) > 0.05


def test_two_views_far_apart_are_both_shown() -> None:
    def draw(space: Modelspace) -> None:
        for step in range(10):
            space.add_circle((step, 0), 5)
            space.add_circle((1_000 + step, 0), 5)

    drawn = reader.render(PLACE, modelled(draw), 1, 400, DEFAULT_LIMITS)
    assert drawn is not None
    grey = np.asarray(drawn.convert("L"))
    assert (grey[:, :40] < 200).any()
    assert (grey[:, -40:] < 200).any()


def test_lines_are_not_glued_where_a_paragraph_ends_behind_a_wrapped_word() -> None:
    def draw(space: Modelspace) -> None:
        space.add_mtext(
            "tighten the screws evenly.\\PThen grease", dxfattribs={"char_height": 3, "width": 50}
        )

    assert "evenly.\nThen" in read(modelled(draw))[1][0].text


def test_an_attribute_that_cannot_be_mended_costs_the_title_and_not_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def opened(path: Path, data: bytes | None) -> Drawing:
        document = new("R2018", setup=True)
        pump(document)
        for insert in document.modelspace().query("INSERT"):
            for attribute in insert.attribs:  # type: ignore[attr-defined]  # an INSERT has them
                attribute.destroy()
        return document

    monkeypatch.setattr(reader, "_opened", opened)
    info, pages = read(b"")
    assert (info.title, len(pages)) == ("", 1)
