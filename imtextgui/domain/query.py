"""Questions and answers: queries, evidence, hits and results."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from imtextgui.domain.items import Box, Kind


class Route(StrEnum):
    """One way to find a page."""

    WORDS = "words"
    CODES = "codes"
    MEANING = "meaning"
    PICTURE = "picture"
    APPEARANCE = "appearance"
    GEOMETRY = "geometry"
    MEMORY = "memory"


ALL_ROUTES = frozenset(Route)


class Band(StrEnum):
    """Calibrated confidence of a hit; NONE says that nothing fits."""

    STRONG = "strong"
    POSSIBLE = "possible"
    WEAK = "weak"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Photo:
    """A query photo: a file, or the encoded bytes of a pasted picture, and the part of it that counts."""

    source: Path | bytes
    crop: Box | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """What the user asks.

    ``photo_weight`` is the share of the photos, 0 to 1, when text and photos are both given. A page has to fit any
    of the ``photos``, or with ``every_photo`` all of them.
    """

    text: str = ""
    photos: tuple[Photo, ...] = ()
    photo_weight: float = 0.5
    limit: int = 20
    routes: frozenset[Route] = ALL_ROUTES
    every_photo: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why one route proposes a page.

    ``rank`` counts from 1 within the route. ``score`` is in the route's own measure: BM25 (higher is
    better), cosine, the share of a code that matched, or the number of points that agree in geometry. ``terms``
    are the query's words or codes that were found, as the page writes them. ``partial`` marks a code found only
    as a part of a longer one. ``region`` is the part of the page, and ``photo_region`` that of the query photo,
    that show the same, where the route knows.
    """

    route: Route
    rank: int
    score: float
    terms: tuple[str, ...] = ()
    partial: bool = False
    region: Box | None = None
    photo_region: Box | None = None


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of the page's text and the character ranges of it that match, in order and apart."""

    text: str
    matches: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One item with its best page.

    ``page`` counts from 1. ``copies`` are other paths with the same bytes. ``other_pages`` are further
    pages of the item that matched, best first. ``region`` is the part of the page that matched, if known.
    ``section`` is the chapter and section that the page lies in, or "".
    """

    item_id: int
    page_id: int
    path: Path
    page: int
    pages: int
    kind: Kind
    score: float
    band: Band
    evidence: tuple[Evidence, ...]
    snippet: Snippet | None = None
    region: Box | None = None
    title: str = ""
    copies: tuple[Path, ...] = ()
    other_pages: tuple[int, ...] = ()
    section: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """The ordered answer. ``band`` is that of the best hit; NONE is "no good match" even where weak hits are shown."""

    query: Query
    hits: tuple[Hit, ...]
    band: Band
    seconds: float
