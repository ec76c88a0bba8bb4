"""SVG drawings: their picture, their words, and nothing that reaches outside."""

import base64
import gzip
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from imtextgui.documents import readers
from imtextgui.documents.content import DEFAULT_LIMITS, DocumentInfo, PageContent
from imtextgui.documents.images import svg
from imtextgui.documents.thumbnails import RENDERED_SIDE
from imtextgui.domain.embedding import Tensor
from imtextgui.domain.items import Kind, Origin
from imtextgui.errors import DocumentDamaged, DocumentMissing
from tests import bad_files

PLACE = Path("drawing.svg")
RED = '<rect width="300" height="200" fill="red"/>'


def prepare(image: Image.Image) -> Tensor:
    assert (image.mode, max(image.size)) == ("RGB", RENDERED_SIDE)
    return np.asarray(image.resize((30, 20)))


def read(inside: str, **options: str) -> tuple[DocumentInfo, PageContent, Tensor]:
    info, page = svg.read(PLACE, bad_files.svg(inside, **options), prepare, DEFAULT_LIMITS, 1)
    assert isinstance(info, DocumentInfo)
    assert isinstance(page, PageContent)
    assert page.tensor is not None
    return info, page, page.tensor


def test_the_drawing_its_words_and_its_title() -> None:
    info, page, tensor = read(
        "<title>油圧ポンプ組立図</title><desc>second edition</desc>"
        + '<rect width="150" height="200" fill="red"/>'
        + '<text x="160" y="40">GP-<tspan>2040</tspan><tspan x="160" y="60">軸受</tspan></text>'
    )
    assert (info.kind, info.pages, info.title) == (Kind.DRAWING, 1, "油圧ポンプ組立図")
    assert page.text == "GP-2040\n軸受\n\n油圧ポンプ組立図\nsecond edition"
    assert [passage.origin for passage in page.passages] == [Origin.TEXT_LAYER, Origin.METADATA]
    assert (page.width, page.height) == (300, 200)
    assert tensor[10, 5].tolist() == [255, 0, 0]
    assert tensor[18, 28].tolist() == [255, 255, 255]


def test_japanese_and_words_in_fonts_that_are_not_there_are_drawn() -> None:
    for words in ("油圧ポンプ", "Pump"):
        _, _, tensor = read(f'<text y="120" font-size="60" font-family="No Such Font">{words}</text>')
        assert (tensor < 200).any(axis=2).sum() > 10


def test_words_of_hidden_parts_are_left_out() -> None:
    assert read('<g style="display:none"><text>old</text></g><text>new</text>')[1].text == "new"


def test_a_compressed_drawing_is_the_same() -> None:
    packed = gzip.compress(bad_files.svg(RED))
    assert svg.render(PLACE, packed, 1, 60, DEFAULT_LIMITS).getpixel((30, 20)) == (255, 0, 0)


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ('width="2in" height="1in"', (192, 96)),
        ('width="210mm" height="297mm" viewBox="0 0 210 297"', (794, 1123)),
        ('width="100%" viewBox="0 0 40 80"', (40, 80)),
        ('width="80" viewBox="0 0 40 80"', (80, 160)),
        ('height="80" viewBox="0 0 40 80"', (40, 80)),
        ("", (300, 150)),
    ],
)
def test_sizes(size: str, expected: tuple[int, int]) -> None:
    page = read(RED, size=size)[1]
    assert (page.width, page.height) == expected


def test_short_entities_and_a_document_type_are_what_drawing_programs_write() -> None:
    head = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd" [<!ENTITY pump "油圧ポンプ">]>'
    assert read("<text>&pump;</text>", head=head)[1].text == "油圧ポンプ"


def test_nothing_outside_the_file_is_read(tmp_path: Path) -> None:
    Image.new("RGB", (300, 200), "red").save(tmp_path / "secret.png")
    for href in (tmp_path / "secret.png", (tmp_path / "secret.png").as_uri(), "secret.png"):
        for name in ("href", "xlink:href"):
            data = bad_files.svg(
                f'<image {name}="{href}" width="300" height="200"/><rect width="3" height="3"/>'
            )
            drawn = svg.render(tmp_path / "drawing.svg", data, 1, 300, DEFAULT_LIMITS)
            assert drawn.getpixel((150, 100)) == (255, 255, 255)


def test_pictures_inside_the_file_are_drawn_but_no_drawings() -> None:
    png = base64.b64encode(bad_files.picture("PNG")).decode()
    inner = base64.b64encode(bad_files.svg(RED)).decode()
    shown = read(f'<image href="data:image/png;base64,{png}" width="300" height="200"/>')[2]
    assert shown[10, 2].tolist() == [255, 0, 0]
    hidden = read(
        f'{RED[:-2].replace("red", "blue")}/><image href="data:image/svg+xml;base64,{inner}" width="300" height="200"/>'
    )[2]
    assert hidden[10, 2].tolist() == [0, 0, 255]


def test_scripts_are_no_words() -> None:
    assert read("<script>steal()</script><text onclick='steal()'>words</text>")[1].text == "words"


def test_lines_of_no_width_and_white_ink_are_seen() -> None:
    for inside in (
        '<path d="M0 0 L300 200" stroke="blue" stroke-width="0"/>',
        '<path d="M0 0 L300 200" style="stroke:blue;stroke-width:0.001"/>',
        '<circle cx="150" cy="100" r="90" fill="white"/>',
    ):
        assert len(np.unique(read(inside)[2])) > 1


def test_markers_used_often_are_no_attack() -> None:
    marker = '<defs><marker id="m"><path d="M0 0 L5 5"/></marker></defs>'
    assert read(marker + '<path d="M0 0 L9 9" stroke="red" marker-end="url(#m)"/>' * 5_000)


def test_what_the_library_gives_up_on_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):  # its name in the library
        pass

    def panic(**options: object) -> bytes:
        raise PanicException("overflow")

    monkeypatch.setattr("resvg_py.svg_to_bytes", panic)
    with pytest.raises(DocumentDamaged):
        read(RED)


def test_there_is_one_page() -> None:
    with pytest.raises(DocumentMissing):
        svg.render(PLACE, bad_files.svg(RED), 2, 100, DEFAULT_LIMITS)


def test_labels_that_are_html_are_drawn_and_found() -> None:
    html = '<div xmlns="http://www.w3.org/1999/xhtml">SV-6007 <b>drawio</b><br/>継手</div>'
    info, page, tensor = read(f'<foreignObject x="10" y="40" width="280" height="90">{html}</foreignObject>')
    assert page.text == "SV-6007 drawio\n継手"
    assert (tensor < 200).any()
    assert info.pages == 1


def test_labels_of_drawio_take_the_place_of_their_shortened_copies() -> None:
    style = "display: flex; justify-content: center; width: 118px; padding-top: 105px; margin-left: 61px;"
    label = (
        f'<switch><foreignObject width="100%" height="100%"><div xmlns="http://www.w3.org/1999/xhtml" '
        f'style="{style}"><div style="font-size: 20px; color: rgb(0, 0, 0);">hydraulic accumulator GP-2040'
        '</div></div></foreignObject><text x="120" y="109">hydraulic accu...</text></switch>'
    )
    hint = (
        '<switch><g requiredFeatures="http://www.w3.org/TR/SVG11/feature#Extensibility"/>'
        "<a><text>Text is not SVG - cannot display</text></a></switch>"
    )
    _, page, tensor = read(label + hint)
    assert page.text == "hydraulic accumulator GP-2040"
    assert (tensor[8:13] < 200).any()
    assert not (tensor[:5] < 200).any()


def test_pieces_of_html_bring_nothing_from_outside() -> None:
    html = '<div><script>steal()</script><img src="secret.png"/><p style="font-size:x">words</p></div>'
    assert read(f"<foreignObject>{html}</foreignObject>")[1].text == "words"


@pytest.mark.parametrize(
    "data",
    [
        '<svg xmlns="S"><text>GP-2040&nbsp;pump &amp; seal&shy;</text></svg>',
        '<svg xmlns="S"><text>GP-2040 pump & seal</text></svg>',
        '<svg xmlns="S"><use xlink:href="#a"/><inkscape:grid/><text>GP-2040 pump &#38; seal</text></svg>',
        '<?xml version="1.0" encoding="UTF-16"?><svg xmlns="S"><text>GP-2040 pump &amp; seal</text></svg>',
        '<?xml version="1.0" encoding="no-such"?><svg xmlns="S"><text>GP-2040 pump &amp; seal</text></svg>',
        '<svg xmlns="S"><text>GP-2040\x07 pump &amp; seal</text></svg>\n<script>junk</script>',
        "<svg><svg:g/><text>GP-2040 pump &amp; seal</text></svg>",
    ],
)
def test_what_no_viewer_minds_is_no_damage(data: str) -> None:
    raw = data.replace('"S"', '"http://www.w3.org/2000/svg"').encode()
    _, page = svg.read(PLACE, raw, prepare, DEFAULT_LIMITS, 1)
    assert isinstance(page, PageContent)
    assert page.text.replace("\xa0", " ").replace("\xad", "") == "GP-2040 pump & seal"


def test_entities_that_grow_are_refused_however_they_are_hidden() -> None:
    head = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    for trifle in ("", "&nbsp;", "<x:y/>"):
        with pytest.raises(DocumentDamaged):
            svg.read(
                PLACE, f"{head}<svg><text>{trifle}&b;</text></svg>".encode(), prepare, DEFAULT_LIMITS, 1
            ).__next__()


def test_a_compressed_drawing_under_the_plain_name_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_bytes(gzip.compress(bad_files.svg("<text>GP-2040</text>")))
    _, page = readers.read(path, prepare)
    assert isinstance(page, PageContent)
    assert page.text == "GP-2040"
