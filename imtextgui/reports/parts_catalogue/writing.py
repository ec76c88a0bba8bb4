"""Writes a catalogue of parts: PDF, a web page, or a table for programs, by the name of the file."""

import json
from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from pathlib import Path

from imtextgui.domain.progress import Job
from imtextgui.domain.text.tables import csv_file
from imtextgui.errors import ReportFormatUnknown
from imtextgui.messages import phrase
from imtextgui.reports import report_file
from imtextgui.reports.parts_catalogue import catalogue_page
from imtextgui.reports.parts_catalogue.catalogue_leaves import CatalogueLeaves
from imtextgui.reports.parts_catalogue.catalogue_style import CatalogueStyle
from imtextgui.reports.parts_catalogue.parts import PartsCatalogue
from imtextgui.reports.pdf_binding import Binder
from imtextgui.reports.report_file import Making
from imtextgui.reports.small_pictures import Thumbnail

FORMATS = (".pdf", ".html", ".csv", ".json", ".parquet")
"""The ends of their names, the most useful first."""

_COLUMNS = (
    *("family", "english", "japanese", "numbers", "description"),
    *("english_description", "japanese_description", "automatic", "used", "tags", "path", "page"),
)


def write(
    catalogue: PartsCatalogue, style: CatalogueStyle, target: Path, *, overwrite: bool, thumbnail: Thumbnail
) -> Job[Path]:
    """Write ``catalogue`` into ``target``; what was there stays until the end. Progress counts parts.

    Raises ReportFormatUnknown, also for .parquet where pyarrow is not installed, ReportExists unless ``target`` may be
    overwritten, ReportDiskFull and ReportForbidden.
    """
    make = _MAKERS.get(target.suffix.lower())
    if make is None or (make is _parquet and not _has_pyarrow()):
        known = FORMATS if _has_pyarrow() else FORMATS[:-1]
        raise ReportFormatUnknown(path=str(target), other=", ".join(known))
    making = make(catalogue, style, thumbnail)
    return report_file.write(making, len(catalogue.parts), target, overwrite=overwrite)


def _pdf(catalogue: PartsCatalogue, style: CatalogueStyle, thumbnail: Thumbnail) -> Making:
    leaves = CatalogueLeaves(catalogue, style, thumbnail)
    total = len(catalogue.parts)
    with closing(Binder()) as binder:
        yield 0
        for done, leaf in enumerate(leaves.all(), 1):
            binder.add_leaf(leaf)
            yield total * done // leaves.count
        return binder.data()


def _html(catalogue: PartsCatalogue, style: CatalogueStyle, thumbnail: Thumbnail) -> Making:
    parts = []
    for done, part in enumerate(catalogue_page.pieces(catalogue, style, thumbnail)):
        parts.append(part)
        yield done
    return "".join(parts).encode("utf-8", "xmlcharrefreplace")


def _csv(catalogue: PartsCatalogue, style: CatalogueStyle, thumbnail: Thumbnail) -> Making:
    yield 0
    rows = [tuple(phrase(f"parts-column-{name.replace('_', '-')}") for name in _COLUMNS)]
    for part in catalogue.parts:
        told = part.to_json()
        rows.append(
            tuple(
                " | ".join(cell) if isinstance(cell, list) else str(cell) for cell in map(told.get, _COLUMNS)
            )
        )
    return csv_file(rows)


def _json(catalogue: PartsCatalogue, style: CatalogueStyle, thumbnail: Thumbnail) -> Making:
    yield 0
    told = {"title": catalogue.title, "parts": [part.to_json() for part in catalogue.parts]}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def _parquet(catalogue: PartsCatalogue, style: CatalogueStyle, thumbnail: Thumbnail) -> Making:
    """A table with a column of vectors for each space."""
    import pyarrow
    from pyarrow import parquet

    yield 0
    rows = [
        part.to_json() | {name: row.tolist() for name, row in part.vectors.items()}
        for part in catalogue.parts
    ]
    out = BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows), out)
    return out.getvalue()


def _has_pyarrow() -> bool:
    from importlib.util import find_spec

    return find_spec("pyarrow") is not None


_MAKERS: dict[str, Callable[[PartsCatalogue, CatalogueStyle, Thumbnail], Making]] = {
    ".pdf": _pdf,
    ".html": _html,
    ".htm": _html,
    ".csv": _csv,
    ".json": _json,
    ".parquet": _parquet,
}
