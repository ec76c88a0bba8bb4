"""Small packages of office documents, written part by part, for what the libraries of their formats do not write."""

from collections.abc import Mapping
from pathlib import Path

from imtextgui.documents.content import DEFAULT_LIMITS, DocumentInfo, PageContent
from imtextgui.documents.office import reader
from tests import bad_files
from tests.unit.documents.test_documents import prepare

MAIN = "http://schemas.openxmlformats.org"
SPACES = " ".join(
    [
        f'xmlns:w="{MAIN}/wordprocessingml/2006/main"',
        f'xmlns:r="{MAIN}/officeDocument/2006/relationships"',
        f'xmlns:a="{MAIN}/drawingml/2006/main"',
        f'xmlns:c="{MAIN}/drawingml/2006/chart"',
        f'xmlns:dgm="{MAIN}/drawingml/2006/diagram"',
        f'xmlns:p="{MAIN}/presentationml/2006/main"',
        f'xmlns:wp="{MAIN}/drawingml/2006/wordprocessingDrawing"',
        f'xmlns:xdr="{MAIN}/drawingml/2006/spreadsheetDrawing"',
        f'xmlns:mc="{MAIN}/markup-compatibility/2006"',
        f'xmlns:m="{MAIN}/officeDocument/2006/math"',
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
        'xmlns:v="urn:schemas-microsoft-com:vml"',
        'xmlns:dsp="http://schemas.microsoft.com/office/drawing/2008/diagram"',
    ]
)
_CACHE = "<c:strRef><c:strCache><c:pt><c:v>{}</c:v></c:pt></c:strCache></c:strRef>"
CHART = (
    f"<c:chartSpace {SPACES}><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Downtime of the conveyor</a:t></a:r>"
    f"</a:p></c:rich></c:tx></c:title><c:ser><c:tx>{_CACHE.format('Line 4')}</c:tx>"
    f"<c:cat>{_CACHE.format('gearbox')}</c:cat><c:val><c:numRef><c:numCache><c:pt><c:v>77.25</c:v></c:pt>"
    "</c:numCache></c:numRef></c:val></c:ser><c:ser><c:tx><c:v>Least clearance</c:v></c:tx></c:ser>"
    "</c:chart></c:chartSpace>"
)
_POINT = "<dgm:pt{}><dgm:t><a:p><a:r><a:t>{}</a:t></a:r></a:p></dgm:t></dgm:pt>"
_NEVER = ' type="sibTrans"'
DIAGRAM = (
    f"<dgm:dataModel {SPACES}><dgm:ptLst>{_POINT.format('', 'Bleed the vessel')}"
    f"{_POINT.format(_NEVER, 'never')}{_POINT.format('', '残圧を抜く')}</dgm:ptLst></dgm:dataModel>"
)


def package(
    main: str, parts: Mapping[str, str | bytes], links: Mapping[str, Mapping[str, tuple[str, str]]]
) -> bytes:
    """A package whose main part is ``main``; ``links`` has (kind, target) by identifier for each part that has any."""
    links = {"": {"r0": ("officeDocument", main)}} | dict(links)
    written: dict[str, bytes] = {
        name: part if isinstance(part, bytes) else part.encode() for name, part in parts.items()
    }
    for name, own in links.items():
        folder, _, base = name.rpartition("/")
        lines = "".join(
            f'<Relationship Id="{key}" Type="{MAIN}/x/{kind}" Target="/{target}"/>'
            for key, (kind, target) in own.items()
        )
        place = f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"
        written[place] = (
            f'<Relationships xmlns="{MAIN}/package/2006/relationships">{lines}</Relationships>'.encode()
        )
    return bad_files.package(written)


def pages_of(data: bytes) -> list[PageContent]:
    """The pages that the reader makes of ``data``."""
    info, *pages = reader.read(Path("a"), data, prepare, DEFAULT_LIMITS, 1)
    assert isinstance(info, DocumentInfo)
    return [page for page in pages if isinstance(page, PageContent)]


def page_of(data: bytes) -> PageContent:
    """The only page."""
    (page,) = pages_of(data)
    return page
