"""Pages on a sheet, and the PDF that comes of them."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A3, landscape
from reportlab.pdfgen.canvas import Canvas

from imtextgui.domain.items import Kind, PageView
from imtextgui.domain.jobsheet import JobSheet, SheetPage, SheetReport
from imtextgui.domain.progress import Progress, run
from imtextgui.reports import job_sheet, job_sheet_leaves

SHEET = JobSheet(1, "軸シール交換", 1_700_000_000.0, 1_700_000_000.0, 2)


@pytest.fixture(autouse=True)
def coarse(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves of one pixel a point, which are drawn quickly."""
    monkeypatch.setattr(job_sheet_leaves, "LEAF_PIXELS", 842)
    monkeypatch.setattr(job_sheet, "PICTURE_PIXELS", 842)


@pytest.fixture
def manual(tmp_path: Path) -> Path:
    """Two pages: an upright one, and a wide one with a filled-in field."""
    file = tmp_path / "manual.pdf"
    canvas = Canvas(str(file), pagesize=(300, 400))
    canvas.drawString(40, 350, "Replace the seal")
    canvas.showPage()
    canvas.setPageSize(landscape(A3))
    canvas.drawString(40, 350, "Exploded view")
    canvas.acroForm.textfield(value="torque 45", x=40, y=300, width=200, height=30)
    canvas.showPage()
    canvas.save()
    return file


def entry(path: Path, number: int = 1, **more: object) -> SheetPage:
    values = {"pages": 2, "kind": Kind.MANUAL, "page_id": 7, "item_id": 1, "note": ""} | more
    return SheetPage(1, path=path, number=number, **values)  # type: ignore[arg-type]  # the fields


def nothing(_: int) -> None:
    """A catalogue without small pictures and texts."""


Write = Callable[..., SheetReport]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(
        *pages: SheetPage,
        sheet: JobSheet = SHEET,
        thumbnail: Callable[[int], bytes | None] = nothing,
        page: Callable[[int], PageView | None] = nothing,
        has_changed: Callable[[SheetPage], bool] = lambda _: False,
        steps: Callable[[Progress], None] = lambda _: None,
    ) -> SheetReport:
        target = tmp_path / "out" / "sheet.pdf"
        target.parent.mkdir(exist_ok=True)
        return run(
            job_sheet.write(
                sheet,
                pages,
                target,
                overwrite=True,
                thumbnail=thumbnail,
                page=page,
                has_changed=has_changed,
            ),
            steps,
        )

    return written


def texts(report: SheetReport) -> list[str]:
    """The text layer of each leaf: what was put in as vectors has one."""
    with pypdfium2.PdfDocument(report.path) as document:
        found = []
        for leaf in document:
            layer = leaf.get_textpage()
            found.append(layer.get_text_range())
            layer.close()
            leaf.close()
    return found


def drawn(report: SheetReport, index: int, longest: int = 842) -> Image.Image:
    """A leaf as a grey picture."""
    with pypdfium2.PdfDocument(report.path) as document:
        leaf = document[index]
        bitmap = leaf.render(scale=longest / max(leaf.get_size()))
        picture: Image.Image = bitmap.to_pil().convert("L")
        bitmap.close()
        leaf.close()
    return picture


def ink(picture: Image.Image, box: tuple[float, float, float, float]) -> int:
    """How many dark pixels there are in a part of a picture, given in fractions of its sides."""
    sides = (picture.width, picture.height, picture.width, picture.height)
    part = picture.crop(tuple(round(share * side) for share, side in zip(box, sides, strict=True)))  # type: ignore[arg-type]
    return sum(part.histogram()[:100])
