"""The results of a search as a file for people and programs: CSV, HTML, PDF or JSON, by the name of the file."""

import json
from collections.abc import Callable, Generator
from contextlib import closing
from pathlib import Path

from imtextgui import file_output
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.domain.query import Results
from imtextgui.domain.result_json import results_to_json
from imtextgui.domain.result_list import FORMATS
from imtextgui.domain.text.tables import csv_file
from imtextgui.errors import ReportFormatUnknown
from imtextgui.reports import result_leaves, result_web_page
from imtextgui.reports.pdf_binding import Binder
from imtextgui.reports.result_rows import rows
from imtextgui.reports.small_pictures import Thumbnail

_Making = Generator[int, None, bytes]
"""Gives how many hits are done, and returns the file."""


def write(results: Results, target: Path, *, overwrite: bool, thumbnail: Thumbnail) -> Job[Path]:
    """Write the hits of ``results`` into ``target``; what was there stays until the end. Progress counts hits.

    Raises ReportFormatUnknown, ReportExists unless ``target`` may be overwritten, ReportDiskFull and ReportForbidden.
    """
    make = _MAKERS.get(target.suffix.lower())
    if make is None:
        raise ReportFormatUnknown(path=str(target), other=", ".join(FORMATS))
    return _written(make(results, thumbnail), len(results.hits), target, overwrite)


def _written(making: _Making, total: int, target: Path, overwrite: bool) -> Job[Path]:
    with closing(making):
        while True:
            try:
                done = next(making)
            except StopIteration as end:
                file_output.write(target, end.value, overwrite=overwrite)
                return target
            yield Progress(Stage.LIST, done, total)


def _csv(results: Results, _: Thumbnail) -> _Making:
    yield 0
    return csv_file(rows(results))


def _json(results: Results, _: Thumbnail) -> _Making:
    yield 0
    told = {"text": results.query.text} | results_to_json(results)
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def _html(results: Results, thumbnail: Thumbnail) -> _Making:
    parts = []
    for done, part in enumerate(result_web_page.pieces(results, thumbnail)):
        parts.append(part)
        yield min(done, len(results.hits))
    return "".join(parts).encode("utf-8", "xmlcharrefreplace")


def _pdf(results: Results, thumbnail: Thumbnail) -> _Making:
    with closing(Binder()) as binder:
        yield 0
        for done, leaf in enumerate(result_leaves.leaves(results, thumbnail), 1):
            binder.add_leaf(leaf)
            yield min(done * result_leaves.ROWS, len(results.hits))
        return binder.data()


_MAKERS: dict[str, Callable[[Results, Thumbnail], _Making]] = {
    ".csv": _csv,
    ".html": _html,
    ".htm": _html,
    ".pdf": _pdf,
    ".json": _json,
}
