"""STEP models are found by the names in them."""

from pathlib import Path

from imtextgui.documents.cad import step
from imtextgui.documents.content import DEFAULT_LIMITS, DocumentInfo, PageContent
from imtextgui.domain.items import Kind, Origin
from tests.unit.documents.test_documents import prepare

MODEL = rb"""ISO-10303-21;
HEADER;
/* made; by hand */
FILE_DESCRIPTION(('Gear pump'),'2;1');
FILE_NAME(/* name */ 'pump.stp','2024-05-17T10:00:00',('O''Neil'),(''),'','CAD 2024','');
FILE_SCHEMA(('AUTOMOTIVE_DESIGN'));
ENDSEC;
DATA;
#1=PRODUCT('GP-2040-B1','\X2\6CB9572730DD30F330D7\X0\','',(#2));
#3=PRODUCT ( 'seal' , 'seal' , '', (#2));
#4=CARTESIAN_POINT('not a name',(0.,0.,0.));
"""


def test_names_of_products_and_of_the_header() -> None:
    info, page = step.read(Path("a.stp"), MODEL, prepare, DEFAULT_LIMITS, 1)
    assert isinstance(info, DocumentInfo)
    assert isinstance(page, PageContent)
    assert (info.kind, info.pages, info.title) == (Kind.DRAWING, 1, "GP-2040-B1")
    assert page.text.split("\n") == [
        *("GP-2040-B1", "油圧ポンプ", "seal"),
        *("Gear pump", "pump.stp", "O'Neil", "CAD 2024", "AUTOMOTIVE_DESIGN"),
    ]
    assert {passage.origin for passage in page.passages} == {Origin.METADATA}
    assert (page.tensor, page.thumbnail, page.problem) == (None, None, None)


def test_a_model_without_names_is_a_bare_page() -> None:
    info, page = step.read(Path("a.stp"), b"ISO-10303-21;", prepare, DEFAULT_LIMITS, 1)
    assert isinstance(info, DocumentInfo)
    assert isinstance(page, PageContent)
    assert (info.title, page.text, page.passages) == ("", "", ())
