"""The results of a search as a file for people and programs: CSV, HTML, PDF or JSON, by the name of the file."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from imtextgui.domain.progress import Job
from imtextgui.domain.query import Results
from imtextgui.domain.result_json import results_to_json
from imtextgui.domain.result_list import FORMATS
from imtextgui.domain.text.tables import csv_file
from imtextgui.errors import ReportFormatUnknown
from imtextgui.reports import report_file, result_leaves, result_web_page
from imtextgui.reports.pdf_binding import Binder
from imtextgui.reports.report_file import Making
from imtextgui.reports.result_rows import rows
from imtextgui.reports.small_pictures import Thumbnail


def write(results: Results, target: Path, *, overwrite: bool, thumbnail: Thumbnail) -> Job[Path]:
    """Write the hits of ``results`` into ``target``; what was there stays until the end. Progress counts hits.

    Raises ReportFormatUnknown, ReportExists unless ``target`` may be overwritten, ReportDiskFull and ReportForbidden.
    """
    make = _MAKERS.get(target.suffix.lower())
    if make is None:
        raise ReportFormatUnknown(path=str(target), other=", ".join(FORMATS))
    return report_file.write(make(results, thumbnail), len(results.hits), target, overwrite=overwrite)


def _csv(results: Results, _: Thumbnail) -> Making:
    yield 0
    return csv_file(rows(results))


def _json(results: Results, _: Thumbnail) -> Making:
    yield 0
    told = {"text": results.query.text} | results_to_json(results)
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def _html(results: Results, thumbnail: Thumbnail) -> Making:
    parts = []
    for done, part in enumerate(result_web_page.pieces(results, thumbnail)):
        parts.append(part)
        yield done
    return "".join(parts).encode("utf-8", "xmlcharrefreplace")


def _pdf(results: Results, thumbnail: Thumbnail) -> Making:
    with closing(Binder()) as binder:
        yield 0
        for done, leaf in enumerate(result_leaves.leaves(results, thumbnail), 1):
            binder.add_leaf(leaf)
            yield done * result_leaves.ROWS
        return binder.data()


_MAKERS: dict[str, Callable[[Results, Thumbnail], Making]] = {
    ".csv": _csv,
    ".html": _html,
    ".htm": _html,
    ".pdf": _pdf,
    ".json": _json,
}
