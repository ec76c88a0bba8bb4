"""Writes the report of a trial: PDF, HTML or CSV, by the name of the file."""

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeAlias

from imtextgui import messages
from imtextgui.domain.measurement.trial import Attempt
from imtextgui.domain.measurement.trial_figures import TrialFigures
from imtextgui.errors import ReportFormatUnknown
from imtextgui.reports.pdf_binding import Binder
from imtextgui.reports.trial import leaves, spreadsheet, web_page
from imtextgui.reports.trial.document import document

Make: TypeAlias = Callable[[TrialFigures, Sequence[Attempt], str], bytes]


def maker(target: Path) -> Make:
    """What makes the bytes of a report, of figures, attempts and a language ("" for that of the program).

    Raises ReportFormatUnknown.
    """
    make = _MAKERS.get(target.suffix.lower())
    if make is None:
        raise ReportFormatUnknown(path=str(target), other=", ".join(_MAKERS))
    return lambda figures, attempts, language: make(figures, attempts, language or messages.language())


def _pdf(figures: TrialFigures, _: Sequence[Attempt], language: str) -> bytes:
    with closing(Binder()) as binder:
        for leaf in leaves.leaves(document(figures, language)):
            binder.add_leaf(leaf)
        return binder.data()


def _html(figures: TrialFigures, _: Sequence[Attempt], language: str) -> bytes:
    return web_page.page(document(figures, language)).encode("utf-8", "xmlcharrefreplace")


def _csv(figures: TrialFigures, attempts: Sequence[Attempt], language: str) -> bytes:
    return spreadsheet.table(figures, attempts, language)


_MAKERS: dict[str, Make] = {".pdf": _pdf, ".html": _html, ".htm": _html, ".csv": _csv}
