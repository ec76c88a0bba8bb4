"""A job sheet as one PDF: a list to tick off, then its pages, each with a line that tells where it is from."""

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from imtextgui import file_output
from imtextgui.documents.readers import as_pdf, render
from imtextgui.domain.items import PageView
from imtextgui.domain.jobsheet import JobSheet, SheetPage, SheetReport
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.errors import (
    DocumentChanged,
    DocumentDamaged,
    DocumentEncrypted,
    DocumentError,
    DocumentMissing,
)
from imtextgui.messages import phrase, sentence
from imtextgui.reports import job_sheet_leaves
from imtextgui.reports.pdf_binding import Binder, Foot
from imtextgui.reports.small_pictures import Thumbnail

PICTURE_PIXELS = 2340
"""Longest side of a page that is put in as a picture: 200 dots an inch of A4."""

Page = Callable[[int], PageView | None]

HasChanged = Callable[[SheetPage], bool]


def write(
    sheet: JobSheet,
    pages: Sequence[SheetPage],
    target: Path,
    *,
    overwrite: bool,
    thumbnail: Thumbnail,
    page: Page,
    has_changed: HasChanged,
) -> Job[SheetReport]:
    """Write ``sheet`` with its ``pages`` into the PDF ``target``; what was there stays until the end.

    ``thumbnail`` and ``page`` give the small picture and the texts of a page by its id; ``has_changed`` tells whether
    its file has other bytes than when it was indexed. Progress counts pages. A page that cannot be had, or may be
    another one by now, is named in its place and in the report. Raises ReportExists unless ``target`` may be
    overwritten, ReportDiskFull and ReportForbidden.
    """
    yield Progress(Stage.SHEET, 0, len(pages))
    absent: list[SheetPage] = []
    front = 0
    with closing(Binder()) as binder:
        for leaf in job_sheet_leaves.front(sheet, pages, thumbnail):
            binder.add_leaf(leaf)
            front += 1
            yield Progress(Stage.SHEET, 0, len(pages))
        for done, entry in enumerate(pages):
            yield Progress(Stage.SHEET, done, len(pages), entry.path.name)
            foot = job_sheet_leaves.foot(sheet, entry, done + 1, len(pages))
            try:
                _refuse_changed(entry, has_changed)
                _add(binder, entry, foot, page)
            except DocumentError as trouble:
                absent.append(entry)
                binder.add_page_of_words(job_sheet_leaves.away(entry, _why(trouble, entry), thumbnail), foot)
        yield Progress(Stage.SHEET, len(pages), len(pages))
        file_output.write(target, binder.data(), overwrite=overwrite)
    return SheetReport(target, len(pages), tuple(absent), front + len(pages))


def _refuse_changed(entry: SheetPage, has_changed: HasChanged) -> None:
    """Raise DocumentChanged where the page may be another one: whoever is out with the sheet cannot tell."""
    if entry.page_id is not None and has_changed(entry):
        raise DocumentChanged(path=str(entry.path))


def _add(binder: Binder, entry: SheetPage, foot: Foot, page: Page) -> None:
    """Add the page of an entry: as vectors, else as a picture, else as its words. Raises Document* errors."""
    if entry.page_id is None:
        raise DocumentMissing(path=str(entry.path))
    try:
        with as_pdf(entry.path) as source:
            if source is not None:
                binder.add_page(*source, entry.number, foot)
                return
    except (DocumentDamaged, DocumentEncrypted):
        pass  # what cannot be taken out of a file can perhaps still be drawn
    picture = render(entry.path, entry.number, PICTURE_PIXELS)
    if picture is None:
        view = page(entry.page_id)
        binder.add_page_of_words(job_sheet_leaves.text(entry, view.text if view else ""), foot)
        return
    binder.add_picture(picture, foot)


def _why(trouble: DocumentError, entry: SheetPage) -> str:
    """Why a page cannot be had, and what to do."""
    if entry.is_of_former_edition:
        return phrase("sheet-page-former", path=entry.path, page=entry.number)
    if entry.page_id is None:
        return phrase("sheet-page-gone", path=entry.path)
    if isinstance(trouble, DocumentMissing):
        return phrase("sheet-file-away", path=entry.path)
    return sentence(trouble.code, trouble.details | {"path": str(entry.path)})
