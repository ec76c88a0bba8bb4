"""What a catalogue holds: sources, items, pages, passages, tags and problems."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias


class Kind(StrEnum):
    """What a fitter would call an item; results are grouped by it."""

    MANUAL = "manual"
    DRAWING = "drawing"
    PHOTO = "photo"
    OTHER = "other"


class Origin(StrEnum):
    """Where a passage's text comes from."""

    TEXT_LAYER = "text-layer"
    OCR = "ocr"
    METADATA = "metadata"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in fractions of the page's width and height, origin top left."""

    x0: float
    y0: float
    x1: float
    y1: float


WHOLE = Box(0.0, 0.0, 1.0, 1.0)
"""The whole page."""


class RegionKind(StrEnum):
    """Why a part of a page is looked at on its own."""

    FIGURE = "figure"
    TILE = "tile"
    TITLE_BLOCK = "title-block"


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a page that has vectors of its own."""

    box: Box
    kind: RegionKind


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page and where it stands; ``confidence`` is 1 for the text layer, less for what OCR read."""

    text: str
    box: Box
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Source:
    """A folder the user asked to index.

    ``exclude`` holds gitignore lines. ``last_run`` is seconds since the epoch, None before the first.
    ``offline`` means that the folder could not be reached at the last run; its items are kept. ``left_out`` is how many
    files the last run left out, as far as they were counted.
    """

    id: int
    path: Path
    exclude: str = ""
    last_run: float | None = None
    offline: bool = False
    items: int = 0
    problems: int = 0
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a page's text, short enough for one meaning vector."""

    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Problem:
    """An expected failure that concerns one file. ``code`` is an ``errors`` code; ``details`` fill its sentence.

    ``archive`` is the file that this one lies in, the outermost, where it lies in one.
    """

    code: str
    path: Path
    page: int | None = None
    details: dict[str, str | int | float] = field(default_factory=dict)
    archive: Path | None = None


@dataclass(frozen=True, slots=True)
class PageOccurrences:
    """How often a page, ``number`` from 1, of a document holds a text that is looked for in it."""

    page_id: int
    number: int
    count: int


@dataclass(frozen=True, slots=True)
class PageView:
    """One page as the screens need it.

    ``number`` counts from 1; ``text`` is the page's own text, unfolded. ``section`` names the part of the document
    that the page lies in, "chapter / section", or is "".
    """

    page_id: int
    item_id: int
    path: Path
    number: int
    pages: int
    kind: Kind
    title: str
    text: str
    width: int
    height: int
    section: str = ""


@dataclass(frozen=True, slots=True)
class DeletedTag:
    """A tag that was taken off all files, and what undoing that takes.

    ``items`` is how many files that are there had it; ``given`` names those, and the files that are away, by identity
    and digest.
    """

    tag: str
    items: int
    given: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RenamedTag:
    """A tag that all files have under the name ``new`` by now, and what undoing that takes.

    ``was_there`` tells that others had it already. ``given`` and ``refused`` name the files, by identity and digest,
    that ``new`` was given to, or taken off, thereby.
    """

    former: DeletedTag
    new: str
    was_there: bool
    given: tuple[tuple[str, str], ...] = ()
    refused: tuple[tuple[str, str], ...] = ()


Paper: TypeAlias = tuple[float, float]
"""The short and the long side of a sheet of paper, in points."""


@dataclass(frozen=True, slots=True)
class PageToPrint:
    """A page of the catalogue; ``foot`` is the line below it, which says where it is from."""

    page_id: int
    foot: str
