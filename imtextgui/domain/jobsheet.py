"""Job sheets: the pages that a job needs, from different files, with a note to each."""

import re
from dataclasses import dataclass
from pathlib import Path

from imtextgui.domain.items import Kind

_LONGEST_NAME = 80
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\ud800-\udfff]+')


@dataclass(frozen=True, slots=True)
class JobSheet:
    """A sheet with so many ``entries``.

    ``made`` and ``used`` are seconds since the epoch; it is used when it is chosen, and when a page is added.
    """

    id: int
    title: str
    made: float
    used: float
    entries: int = 0

    @property
    def file_name(self) -> str:
        """The name of a PDF of the sheet, as every system takes it."""
        name = " ".join(_NOT_IN_NAMES.sub(" ", self.title).split())[:_LONGEST_NAME].strip(" .")
        return f"{name or 'imtextgui'}.pdf"


@dataclass(frozen=True, slots=True)
class SheetPage:
    """An entry of a sheet: page ``number``, from 1, of the file at ``path``, and what the user noted to it.

    ``page_id`` and ``item_id`` are None where the page is gone from the catalogue; then ``path`` is the last one known,
    and ``pages`` is 0. ``section`` is as in a PageView. ``is_of_former_edition`` tells that the file is there, in an
    edition in which the page is not found; then ``number`` is that of the edition it was collected from.
    """

    entry_id: int
    note: str
    path: Path
    number: int
    pages: int = 0
    title: str = ""
    section: str = ""
    kind: Kind = Kind.OTHER
    page_id: int | None = None
    item_id: int | None = None
    is_of_former_edition: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding pages to ``sheet``: the ids of the new ``entries``, and how many pages were ``refused``.

    A page that was on the sheet already is neither. One whose file could not be read has nothing to be known by.
    """

    sheet: JobSheet
    entries: tuple[int, ...] = ()
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken away, as the store needs it to put it back."""

    sheets: tuple[tuple[object, ...], ...] = ()
    entries: tuple[tuple[object, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class SheetReport:
    """The PDF that was written: where it is, its number of entries, those whose page could not be had, and how many
    ``leaves`` it has.
    """

    path: Path
    entries: int
    absent: tuple[SheetPage, ...] = ()
    leaves: int = 0
