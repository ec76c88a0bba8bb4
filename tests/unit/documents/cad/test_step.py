"""STEP models are found by the names in them."""

from pathlib import Path

import numpy as np
import pytest

from imtextgui.documents.cad import step, step_shape
from imtextgui.documents.cad.mesh.view import Triangles
from imtextgui.documents.content import DEFAULT_LIMITS, DocumentInfo, PageContent
from imtextgui.domain.items import Kind, Origin
from tests import meshes
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


def test_names_of_products_and_of_the_header(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(step_shape, "is_installed", lambda: False)
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


@pytest.fixture
def kernel(monkeypatch: pytest.MonkeyPatch) -> list[bytes | None]:
    """A kernel that sees the bracket in every model but damaged ones; tells what it was given."""
    points, faces = meshes.bracket()
    given: list[bytes | None] = []

    def triangles(path: Path, data: bytes | None) -> Triangles:
        given.append(data)
        if data is not None and b"damaged" in data:
            raise ValueError("no model in the file")
        return points[faces].astype(np.float32)

    monkeypatch.setattr(step_shape, "is_installed", lambda: True)
    monkeypatch.setattr(step_shape, "triangles", triangles)
    return given


def test_where_a_kernel_is_installed_the_model_is_drawn(kernel: list[bytes | None]) -> None:
    _, page = step.read(Path("a.stp"), MODEL, prepare, DEFAULT_LIMITS, 1)
    assert isinstance(page, PageContent)
    assert page.tensor is not None
    assert page.thumbnail is not None
    assert page.text.startswith("GP-2040-B1")
    picture = step.render(Path("a.stp"), MODEL, 1, 300, DEFAULT_LIMITS)
    assert picture is not None
    assert max(picture.size) == 300
    assert kernel == [MODEL, MODEL]


@pytest.mark.usefixtures("kernel")
def test_a_model_that_cannot_be_drawn_keeps_its_names(monkeypatch: pytest.MonkeyPatch) -> None:
    _, page = step.read(Path("a.stp"), MODEL + b"damaged", prepare, DEFAULT_LIMITS, 1)
    assert isinstance(page, PageContent)
    assert page.text.startswith("GP-2040-B1")
    assert page.problem is not None
    assert page.problem.code == "document-damaged"
    monkeypatch.setattr(step, "MOST_TRIANGLES", 3)
    _, page = step.read(Path("a.stp"), MODEL, prepare, DEFAULT_LIMITS, 1)
    assert isinstance(page, PageContent)
    assert page.problem is not None
    assert page.problem.code == "document-too-large"


@pytest.mark.skipif(not step_shape.is_installed(), reason="needs imtextgui[step]")
def test_the_kernel_itself_gives_triangles_or_raises() -> None:
    with pytest.raises(ValueError, match="no model"):
        step_shape.triangles(Path("a.stp"), MODEL)
