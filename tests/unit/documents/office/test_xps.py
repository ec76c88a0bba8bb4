"""XPS: words and drawings of pages as Windows prints them."""

from pathlib import Path

import numpy as np
import pytest

from imtextgui.documents import readers
from imtextgui.documents.content import DEFAULT_LIMITS, DocumentInfo, PageContent
from imtextgui.documents.office import xps
from imtextgui.errors import DocumentDamaged, DocumentEmpty, DocumentMissing
from tests import archives, bad_files
from tests.unit.documents.test_documents import prepare

SPACE = "http://schemas.microsoft.com/xps/2005/06"
PAGE = f"""<FixedPage xmlns="{SPACE}" Width="800" Height="400">
<Path Data="F1 M 40,40 L 360,40 360,360 40,360 Z" Fill="#FFCC2020"/>
<Path Stroke="#80101010" StrokeThickness="8" Data="M 400,380 C 500,300 600,300 780,380"><Path.Fill/></Path>
<Canvas RenderTransform="1,0,0,1,400,0" Opacity="0.9">
<Glyphs OriginX="10" OriginY="60" FontRenderingEmSize="32" UnicodeString="{{}}軸受 GP-" Fill="#000000"/>
<Glyphs OriginX="200" OriginY="61" FontRenderingEmSize="32" UnicodeString="2040 &lt;A&gt;" Fill="#000000"/>
<Glyphs OriginX="10" OriginY="120" FontRenderingEmSize="32" UnicodeString="second line" Fill="#000000"/>
<Path Data="M 0,200 L 100,200 100,300 0,300 Z"><Path.Fill>
<ImageBrush ImageSource="/Resources/a.png" Viewport="0,200,100,100"/></Path.Fill></Path>
</Canvas></FixedPage>"""
PARTS = {
    "FixedDocSeq.fdseq": f'<FixedDocumentSequence xmlns="{SPACE}"><DocumentReference Source="/Documents/1/a.fdoc"/>'
    "</FixedDocumentSequence>",
    "Documents/1/a.fdoc": f'<FixedDocument xmlns="{SPACE}"><PageContent Source="Pages/1.fpage"/>'
    '<PageContent Source="Pages/2.fpage"/></FixedDocument>',
    "Documents/1/Pages/1.fpage": PAGE,
}

SECOND_PAGE = {"Documents/1/Pages/2.fpage": PAGE.replace("2040", "2041")}


def document(**parts: str) -> bytes:
    files = {name: text.encode() for name, text in (PARTS | parts).items()}
    return archives.zipped(files | {"Resources/a.png": bad_files.picture("PNG", (50, 50))})


@pytest.mark.parametrize("name", ["a.xps", "a.oxps", "no suffix"])
def test_words_and_picture_of_each_page(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(document(**SECOND_PAGE))
    info, *pages = readers.read(path, prepare)
    assert isinstance(info, DocumentInfo)
    assert info.pages == 2
    first, second = (page for page in pages if isinstance(page, PageContent))
    assert first.text == "軸受 GP- 2040 <A>\nsecond line"
    assert "2041 <A>" in second.text
    assert (first.width, first.height) == (600, 300)
    drawn = readers.render(path, 1, 400)
    assert drawn is not None
    pixels = np.asarray(drawn)
    assert drawn.size == (400, 200)
    assert pixels[100, 100].tolist() == [204, 32, 32]
    assert (pixels[10:40, 200:] < 100).any()
    assert pixels[120, 210].tolist() != [255, 255, 255], "the picture"


def test_a_page_that_is_missing_is_a_problem_of_its_own() -> None:
    _, first, second = xps.read(Path("a.xps"), document(), prepare, DEFAULT_LIMITS, 1)
    assert isinstance(first, PageContent)
    assert isinstance(second, PageContent)
    assert first.problem is None
    assert second.problem is not None
    drawn = list(xps.draw(Path("a.xps"), document(), [1, 2], 300, DEFAULT_LIMITS))
    assert drawn[0].size == (600, 300)
    assert drawn[1].problem is not None


def test_damaged_documents() -> None:
    with pytest.raises(DocumentEmpty):
        list(
            xps.read(
                Path("a.xps"),
                document(**{"Documents/1/a.fdoc": "<FixedDocument/>"}),
                prepare,
                DEFAULT_LIMITS,
                1,
            )
        )
    with pytest.raises(DocumentDamaged):
        list(xps.read(Path("a.xps"), document()[:-30], prepare, DEFAULT_LIMITS, 1))
    with pytest.raises(DocumentMissing):
        xps.render(Path("a.xps"), document(), 3, 100, DEFAULT_LIMITS)
    nonsense = PAGE.replace('"F1 M 40,40', '"<script>').replace("1,0,0,1,400,0", "url(x)").replace("&lt;", "")
    page = {"Documents/1/Pages/1.fpage": nonsense.replace("<script>", "no path")}
    assert xps.render(Path("a.xps"), document(**page), 1, 100, DEFAULT_LIMITS).size == (100, 50)
