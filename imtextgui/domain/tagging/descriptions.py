"""Descriptions of pages: one sentence in each language, with what each phrase was read off."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple


class PictureKind(StrEnum):
    """What kind of picture a page is."""

    EXPLODED_VIEW = "exploded-view"
    DIAGRAM = "diagram"
    DRAWING = "drawing"
    PHOTO = "photo"
    PICTURE = "picture"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class DescriptionPart:
    """A phrase of a description, and what it was read off: ``source`` is a key of messages, ``detail`` the words."""

    text: str
    source: str
    detail: str = ""


class Sentences(NamedTuple):
    """The automatic sentences about a page, and the phrases that they are made of with their evidence."""

    en: str
    ja: str
    parts: tuple[DescriptionPart, ...]


@dataclass(frozen=True, slots=True)
class Description:
    """One sentence about a page in each language.

    ``corrected`` names the languages in which somebody wrote it; the others are automatic. ``parts`` are the phrases of
    the automatic English sentence with their evidence.
    """

    page_id: int
    path: Path
    number: int
    en: str
    ja: str
    corrected: frozenset[str] = frozenset()
    parts: tuple[DescriptionPart, ...] = ()

    def text(self, language: str) -> str:
        """The sentence in ``language``, "ja" or any other."""
        return self.ja if language == "ja" else self.en
