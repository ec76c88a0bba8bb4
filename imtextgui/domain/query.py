"""Questions and answers: queries, evidence, hits and results."""

from dataclasses import dataclass, replace
from datetime import date
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
    EXAMPLES = "examples"


ALL_ROUTES = frozenset(Route)
FACETS = ("folder", "type", "language", "tag", "year", "machine")


class Band(StrEnum):
    """Calibrated confidence of a hit; NONE says that nothing fits."""

    STRONG = "strong"
    POSSIBLE = "possible"
    WEAK = "weak"
    NONE = "none"


PHOTO_SUFFIXES = (
    ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".bmp", ".gif", ".heic", ".heif", ".avif",
)  # fmt: skip
"""Ends of names of files that are taken for photos to ask with, and to learn parts from."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A query photo: a file, or the encoded bytes of a pasted picture, and the part of it that counts."""

    source: Path | bytes
    crop: Box | None = None


@dataclass(frozen=True, slots=True)
class Filters:
    """Which pages may be found: of several values of one kind any, of several kinds all must fit.

    ``folders`` are names of folders or rows of them ("Press line/GP-2040"), each the beginning of a word in the
    path. A type is a ``Kind`` value or a suffix such as "pdf"; a language a two-letter code. ``after`` and
    ``before`` bound the day on which the file was changed: from ``after`` on, earlier than ``before``.
    ``machines`` are whole names of folders that stand for machines.
    A value that begins with ``-`` leaves out what fits it.
    """

    folders: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    after: date | None = None
    before: date | None = None
    tags: tuple[str, ...] = ()
    machines: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is left out at all."""
        return self != NO_FILTERS

    @property
    def count(self) -> int:
        """How many values there are; a span of time is one."""
        lists = (self.folders, self.types, self.languages, self.tags, self.machines)
        return sum(map(len, lists)) + (self.after is not None or self.before is not None)

    @property
    def facets(self) -> tuple[str, ...]:
        """The names of the facets that something is asked of."""
        return tuple(name for name in FACETS if self.without(name) != self)

    def without(self, facet: str) -> "Filters":
        """What is left where nothing is asked of ``facet``; values that it must not have still count."""
        return replace(
            self,
            folders=_unwanted(self.folders) if facet == "folder" else self.folders,
            types=_unwanted(self.types) if facet == "type" else self.types,
            languages=_unwanted(self.languages) if facet == "language" else self.languages,
            after=None if facet == "year" else self.after,
            before=None if facet == "year" else self.before,
            tags=_unwanted(self.tags) if facet == "tag" else self.tags,
            machines=_unwanted(self.machines) if facet == "machine" else self.machines,
        )

    def __and__(self, other: "Filters") -> "Filters":
        """Both together: values of one kind join, of two dates the narrower counts."""
        return Filters(
            folders=_joined(self.folders, other.folders),
            types=_joined(self.types, other.types),
            languages=_joined(self.languages, other.languages),
            after=max(filter(None, (self.after, other.after)), default=None),
            before=min(filter(None, (self.before, other.before)), default=None),
            tags=_joined(self.tags, other.tags),
            machines=_joined(self.machines, other.machines),
        )


def _joined(some: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*some, *more)))


def _unwanted(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(value for value in values if value.startswith("-"))


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Query:
    """What the user asks.

    ``photo_weight`` is the share of the photos, 0 to 1, when text and photos are both given. A page has to fit any
    of the ``photos``, or with ``every_photo`` all of them. ``filters`` hold besides those written in the text.
    ``off`` are the keys of chips that are switched off.
    """

    text: str = ""
    photos: tuple[Photo, ...] = ()
    photo_weight: float = 0.5
    limit: int = 20
    routes: frozenset[Route] = ALL_ROUTES
    every_photo: bool = False
    filters: Filters = NO_FILTERS
    off: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why one route proposes a page.

    ``rank`` counts from 1 within the route. ``score`` is in the route's own measure: BM25 (higher is
    better), cosine, the share of a code that matched, or the number of points that agree in geometry. ``terms``
    are the query's words or codes that were found, as the page writes them. ``partial`` marks a code found only
    as a part of a longer one, and Japanese words of which only pieces were found; ``confused`` a code that only looks
    like that of the query (an O for a 0); ``described`` words that stand only in what somebody wrote about the page.
    ``region`` is the part of the page, and ``photo_region`` that of the query
    photo, that show the same, where the route knows.
    """

    route: Route
    rank: int
    score: float
    terms: tuple[str, ...] = ()
    partial: bool = False
    confused: bool = False
    region: Box | None = None
    photo_region: Box | None = None
    described: bool = False


class ChipKind(StrEnum):
    """What a chip stands for."""

    EXPANSION = "expansion"
    SPELLING = "spelling"
    CODE = "code"
    WORD = "word"
    FILTER = "filter"


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that the query was read as, and that can be switched off by putting ``key`` into ``Query.off``.

    ``label`` is shown. ``from_photo``: it was read off the query photo.
    """

    kind: ChipKind
    label: str
    key: str
    on: bool = True
    from_photo: bool = False


@dataclass(frozen=True, slots=True)
class PhotoCode:
    """A barcode on a query photo: all that it says, what is typed to find that, and its place on the whole photo."""

    content: str
    asked: str
    box: Box


@dataclass(frozen=True, slots=True)
class Judgement:
    """That ``page`` (from 1) of the file at ``path`` was found right or wrong for these words or for a photo.

    ``publishers`` is the number with which who publishes the catalogue has it, None for one of one's own.
    """

    id: int
    text: str
    with_photo: bool
    right: bool
    path: Path
    page: int
    publishers: int | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """How the candidates divide: ``values`` that a filter takes, each with the number of files, most first.

    Where values of a facet are asked for, its own are counted as if they were not: they are alternatives.
    ``name`` is one of FACETS. ``left_out`` are the files that the filters of this facet take away.
    """

    name: str
    values: tuple[tuple[str, int], ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of the page's text and the character ranges of it that match, in order and apart."""

    text: str
    matches: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """Another edition of a hit's document, and its best page.

    ``relation`` is what it is to the hit: "older", "newer", "translation", "form" (the same as another kind of file) or
    "size". ``language`` is a two-letter code, or "" where it is not known.
    """

    item_id: int
    page_id: int
    path: Path
    page: int
    relation: str
    language: str = ""
    pages: int = 1

    @property
    def is_twin(self) -> bool:
        """Whether it says the same as the hit: the same drawing or text in another form or language."""
        return self.relation in ("form", "translation")


@dataclass(frozen=True, slots=True)
class Hit:
    """One item with its best page.

    ``page`` counts from 1. ``copies`` are other paths with the same bytes. ``other_pages`` are further
    pages of the item that are an answer, too, best first. ``region`` is the part of the page that matched, if known.
    ``family`` are other editions of the document, newest first; ``older``: a newer one was found.
    ``section`` is the chapter and section that the page lies in, or "". ``modified`` is when the file was changed
    last, in seconds since the epoch. ``tags`` are those of the file. ``asked_edition`` is the edition that the query
    asks for of this very document, as it is written there, "" where it asks for none, or of another document.
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
    language: str = ""
    family: tuple[FamilyMember, ...] = ()
    older: bool = False
    modified: float = 0.0
    tags: tuple[str, ...] = ()
    asked_edition: str = ""

    @property
    def twin(self) -> FamilyMember | None:
        """The other edition of the document, where there is one only and it says the same."""
        return self.family[0] if len(self.family) == 1 and self.family[0].is_twin else None


class Advice(StrEnum):
    """What the user may do where an answer is not certain."""

    PHOTOGRAPH_PLATE = "photograph-plate"
    CROP_TO_PART = "crop-to-part"
    OTHER_WORDS = "other-words"
    TURN_OFF_FILTER = "turn-off-filter"
    CHOOSE_ENCODER = "choose-encoder"


@dataclass(frozen=True, slots=True)
class Results:
    """The ordered answer. ``band`` is that of the best hit; NONE is "no good match" even where weak hits are shown.

    ``chips`` tell how the query was read; ``facets`` count all candidates, also those beyond the limit, and are empty
    while ``facets_follow`` with the same hits. ``did_you_mean`` is the text with its misspelt words corrected, ""
    where none is. ``advice`` is what would help, the best first.
    """

    query: Query
    hits: tuple[Hit, ...]
    band: Band
    seconds: float
    chips: tuple[Chip, ...] = ()
    facets: tuple[Facet, ...] = ()
    did_you_mean: str = ""
    advice: tuple[Advice, ...] = ()
    facets_follow: bool = False
