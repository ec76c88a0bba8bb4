"""Words in metafiles that documents show as pictures are words of their pages, in all kinds of Office files."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.unit.documents.images.metafiles import emf, emf_text, wmf
from tests.unit.documents.office.opendocument.test_reader import document
from tests.unit.documents.office.packages import SPACES, package, page_of

WORDS = "Seal housing ZX-4819"
EMF = emf(emf_text(10, WORDS))
BLIP = '<a:blip r:embed="i"/>'
PLACE = '<a:off x="0" y="0"/><a:ext cx="5000000" cy="3000000"/>'


def with_picture(main: str, inside: str, kind: str, picture: bytes, suffix: str) -> bytes:
    """A package with ``inside`` as its main part, which refers to a ``picture``."""
    name = f"media/i{suffix}"
    return package(main, {main: inside, name: picture}, {main: {"i": (kind, name)}})


@pytest.mark.parametrize(("picture", "suffix"), [(EMF, ".emf"), (wmf((10, WORDS, True)), ".WMF")])
def test_in_word(picture: bytes, suffix: str) -> None:
    body = (
        f"<w:p><w:r><w:t>See</w:t></w:r><w:r><w:drawing><wp:inline>{BLIP}</wp:inline></w:drawing></w:r></w:p>"
    )
    inside = f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"
    page = page_of(with_picture("word/document.xml", inside, "image", picture, suffix))
    assert page.text.split("\n\n") == ["See", WORDS]


PICTURE = f"<p:pic><p:blipFill>{BLIP}</p:blipFill><p:spPr><a:xfrm>{PLACE}</a:xfrm></p:spPr></p:pic>"
OBJECT = (
    f"<p:graphicFrame><p:xfrm>{PLACE}</p:xfrm><a:graphicData><p:oleObj>{PICTURE}</p:oleObj></a:graphicData>"
)


@pytest.mark.parametrize("shown", [PICTURE, f"{OBJECT}</p:graphicFrame>"])
def test_on_a_slide(shown: str) -> None:
    show = f'<p:presentation {SPACES}><p:sldIdLst><p:sldId r:id="s"/></p:sldIdLst></p:presentation>'
    slide = f"<p:sld {SPACES}><p:cSld><p:spTree>{shown}</p:spTree></p:cSld></p:sld>"
    made = package(
        "ppt/p.xml",
        {"ppt/p.xml": show, "ppt/1.xml": slide, "media/i.emf": EMF},
        {"ppt/p.xml": {"s": ("slide", "ppt/1.xml")}, "ppt/1.xml": {"i": ("image", "media/i.emf")}},
    )
    assert page_of(made).text == WORDS


def test_of_objects_on_slides_as_older_programs_keep_them() -> None:
    show = f'<p:presentation {SPACES}><p:sldIdLst><p:sldId r:id="s"/></p:sldIdLst></p:presentation>'
    frame = f"{OBJECT.replace(PICTURE, '')}</p:graphicFrame>"
    slide = f"<p:sld {SPACES}><p:cSld><p:spTree>{frame}</p:spTree></p:cSld></p:sld>"
    made = package(
        "ppt/p.xml",
        {"ppt/p.xml": show, "ppt/1.xml": slide, "ppt/v.vml": "<xml/>", "media/i.emf": EMF},
        {
            "ppt/p.xml": {"s": ("slide", "ppt/1.xml")},
            "ppt/1.xml": {"v": ("vmlDrawing", "ppt/v.vml")},
            "ppt/v.vml": {"i": ("image", "media/i.emf")},
        },
    )
    assert page_of(made).text == WORDS


def test_on_a_sheet() -> None:
    anchored = (
        f"<xdr:wsDr {SPACES}><xdr:oneCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:row>1</xdr:row></xdr:from>"
    )
    anchored += f"<xdr:pic><xdr:blipFill>{BLIP}</xdr:blipFill></xdr:pic></xdr:oneCellAnchor></xdr:wsDr>"
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    made = package(
        "xl/w.xml",
        {
            "xl/w.xml": f'<workbook {space} {SPACES}><sheets><sheet name="T" r:id="s"/></sheets></workbook>',
            "xl/s.xml": f'<worksheet {space} {SPACES}><sheetData/><drawing r:id="d"/></worksheet>',
            "xl/d.xml": anchored,
            "media/i.emf": EMF,
        },
        {
            "xl/w.xml": {"s": ("worksheet", "xl/s.xml")},
            "xl/s.xml": {"d": ("drawing", "xl/d.xml")},
            "xl/d.xml": {"i": ("image", "media/i.emf")},
        },
    )
    assert WORDS in page_of(made).text


@pytest.mark.parametrize(
    ("kind", "around"), [("text", "<text:p>{}</text:p>"), ("presentation", "<draw:page>{}</draw:page>")]
)
def test_in_opendocument(kind: str, around: str) -> None:
    frame = '<draw:frame><draw:image xlink:href="Pictures/i.emf"/></draw:frame>'
    out = BytesIO(document(kind, around.format(frame)))
    with ZipFile(out, "a") as made:
        made.writestr("Pictures/i.emf", EMF)
    assert page_of(out.getvalue()).text == WORDS
