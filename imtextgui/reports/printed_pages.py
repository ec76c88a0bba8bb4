"""Pages to print as one PDF: those of PDFs as the vectors they are, all others as sharp pictures or as words."""

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from imtextgui import file_output
from imtextgui.documents.layout.page_layout import A4, Area, Paragraph, Words, flowed
from imtextgui.documents.readers import as_pdf, render
from imtextgui.domain.items import PageToPrint, PageView, Paper
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.errors import DocumentDamaged, DocumentEncrypted, DocumentError
from imtextgui.messages import sentence
from imtextgui.reports.leaf_drawing import PrintedLeaf, drawn_leaf
from imtextgui.reports.pdf_binding import FOOT, Binder, Foot
from imtextgui.reports.small_pictures import LINE

PICTURE_PIXELS = 3508
"""Longest side of a page that has no vectors: 300 dots an inch of A4, as the printer is given without this file."""
_FOOT_PIXELS = 2480 / A4[1]
"""For each point of the line at the foot: as on job sheets."""

Page = Callable[[int], PageView | None]


def write(pages: Sequence[PageToPrint], paper: Paper, target: Path, *, page: Page) -> Job[Path | None]:
    """Write ``pages`` on leaves of ``paper`` into the PDF ``target``, which may be overwritten.

    Gives None, and writes nothing, where no page has vectors. A page that cannot be had is the sentence that says why.
    Raises ReportDiskFull and ReportForbidden.
    """
    views = [page(wanted.page_id) for wanted in pages]
    if not any(_has_vectors(view) for view in views):
        return None
    with closing(Binder(paper)) as binder:
        for done, (wanted, view) in enumerate(zip(pages, views, strict=True)):
            yield Progress(Stage.SHEET, done, len(pages), view.path.name if view else "")
            _add(binder, view, _foot(wanted.foot))
        yield Progress(Stage.SHEET, len(pages), len(pages))
        file_output.write(target, binder.data(), overwrite=True)
    return target


def write_leaves(leaves: Path, numbers: Sequence[int], target: Path) -> Path:
    """Write leaves, from 1, of a PDF that the program wrote itself into the PDF ``target``, which may be overwritten.

    Raises Document* errors, ReportDiskFull and ReportForbidden.
    """
    with closing(Binder()) as binder:
        binder.take_leaves(leaves, numbers)
        file_output.write(target, binder.data(), overwrite=True)
    return target


def _has_vectors(view: PageView | None) -> bool:
    if view is None:
        return False
    try:
        with as_pdf(view.path) as source:
            return source is not None
    except DocumentError:
        return False


def _add(binder: Binder, view: PageView | None, foot: Foot) -> None:
    if view is None:
        return
    try:
        if _add_vectors(binder, view, foot):
            return
        picture = render(view.path, view.number, PICTURE_PIXELS)
        words = view.text
    except DocumentError as trouble:
        picture, words = None, sentence(trouble.code, trouble.details | {"path": str(view.path)})
    if picture is not None:
        binder.add_picture(picture, foot)
    else:
        blocks = [Paragraph(part) for part in words.split("\n\n")]
        binder.add_page_of_words(drawn_leaf(flowed(blocks), PICTURE_PIXELS), foot)


def _add_vectors(binder: Binder, view: PageView, foot: Foot) -> bool:
    try:
        with as_pdf(view.path) as source:
            if source is not None:
                binder.add_page(*source, view.number, foot)
                return True
    except (DocumentDamaged, DocumentEncrypted):
        pass  # what cannot be taken out of a file can perhaps still be drawn
    return False


def _foot(line: str) -> Foot:
    def draw(width: float) -> PrintedLeaf:
        elements = (Area(0, 0, width, 0.5, LINE), Words(0, 3, width, FOOT - 4, (line,), 8.0))
        return drawn_leaf(elements, round(_FOOT_PIXELS * width), (width, FOOT))

    return draw
