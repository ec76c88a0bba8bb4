"""Where a part number stands: every page of every document that holds it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from imtextgui.domain.items import Kind


@dataclass(frozen=True, slots=True)
class NumberOnPage:
    """A page that holds the number, ``written`` as it stands there.

    ``page`` counts from 1. ``alike``: what is written only looks like the number asked for (an O for a 0).
    """

    page_id: int
    page: int
    written: str
    section: str = ""
    alike: bool = False


@dataclass(frozen=True, slots=True)
class DocumentWithNumber:
    """A file that holds the number on ``places``, in the order of its pages, or in its name or folders (``named``).

    ``first_page_id`` is the id of its first page. ``machine`` is the folder that stands for a machine, or "". A
    document of which only the name holds the number has no places.
    """

    item_id: int
    first_page_id: int
    path: Path
    kind: Kind
    pages: int
    machine: str = ""
    named: bool = False
    places: tuple[NumberOnPage, ...] = ()


@dataclass(frozen=True, slots=True)
class WhereUsed:
    """All documents that hold the number ``asked``: those of a machine together, in the order of their paths.

    It may also stand in the pictures of as many pages as are ``unread``: their words are yet to be read.
    """

    asked: str
    documents: tuple[DocumentWithNumber, ...] = ()
    unread: int = 0

    @property
    def pages(self) -> int:
        """How many pages of all documents hold the number."""
        return sum(len(document.places) for document in self.documents)

    def machines(self) -> Iterator[tuple[str, tuple[DocumentWithNumber, ...]]]:
        """Each machine with its documents; those of no machine, under "", come last."""
        for machine, documents in groupby(self.documents, lambda document: document.machine):
            yield machine, tuple(documents)
