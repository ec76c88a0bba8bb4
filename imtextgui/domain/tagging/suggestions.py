"""Suggested tags of pages, each with what speaks for it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

DEFAULT_CONFIDENCE = 0.75
"""Confidence from which on a tag is suggested: tests/quality/README.md has precision and coverage there."""


class TagOrigin(StrEnum):
    """Where a suggested tag was read."""

    NAME = "name"
    TITLE = "title"
    TITLE_BLOCK = "title-block"
    NAMEPLATE = "nameplate"
    CAPTION = "caption"
    FOLDER = "folder"
    NEIGHBOURS = "neighbours"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class TagReason:
    """Why a tag is suggested: ``detail`` are the words as they stand there, or the names of the files alike."""

    origin: TagOrigin
    detail: str


@dataclass(frozen=True, slots=True)
class SuggestedTag:
    """A tag for a page: its English and its Japanese name, 0 to 1 how sure it is, the best reason first."""

    tag: str
    other: str
    confidence: float
    reasons: tuple[TagReason, ...]

    def name(self, language: str) -> str:
        """The name in ``language``, "ja" or any other."""
        return self.other if language == "ja" and self.other else self.tag


@dataclass(frozen=True, slots=True)
class PageSuggestion:
    """A suggested tag with the page that it is for; ``number`` counts from 1."""

    page_id: int
    item_id: int
    path: Path
    number: int
    suggested: SuggestedTag


@dataclass(frozen=True, slots=True)
class TagSummary:
    """A tag with the number of pages that it is suggested for."""

    tag: str
    other: str
    pages: int

    def name(self, language: str) -> str:
        """The name in ``language``, "ja" or any other."""
        return self.other if language == "ja" and self.other else self.tag


@dataclass(frozen=True, slots=True)
class TagChange:
    """What was done to suggestions, as undoing it needs it.

    ``tagged`` and ``refused`` are rows that were added: digest and tag, or digest, page number and tag.
    """

    pages: int = 0
    tagged: tuple[tuple[str, str], ...] = ()
    refused: tuple[tuple[str, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TaggingReport:
    """What a run over the pages gave: pages that were looked at, and those of them with a suggestion."""

    pages: int
    with_tags: int
    suggestions: int
