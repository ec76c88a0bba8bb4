"""What a catalogue of parts says of each part, and in which order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from imtextgui.domain.embedding import Matrix
from imtextgui.messages import phrase


@dataclass(frozen=True, slots=True)
class PartSentence:
    """The sentence about a part in one language; where it is not automatic, somebody wrote it."""

    language: str
    text: str
    is_automatic: bool


@dataclass(frozen=True, slots=True, eq=False)
class ListedPart:
    """One part: the page that shows it, and what is known of that.

    ``english`` and ``japanese`` are its names, the most usual first; ``description`` is what its page says of it, and
    ``sentences`` what is said of the page. ``used`` are the files that hold one of its ``numbers``. ``family`` is what
    it is listed under. ``vectors`` holds those of its page, by the name of their space. ``tag_names`` has for each of
    ``tags`` its names in both languages, as far as they are known.
    """

    page_id: int
    path: Path
    page: int
    english: tuple[str, ...]
    japanese: tuple[str, ...]
    numbers: tuple[str, ...]
    description: str
    used: tuple[str, ...]
    tags: tuple[str, ...]
    family: str
    vectors: Mapping[str, Matrix]
    tag_names: tuple[str, ...] = ()
    sentences: tuple[PartSentence, ...] = ()

    @property
    def name(self) -> str:
        """What it is called first, in whatever language."""
        return next(iter((*self.english, *self.japanese, *self.numbers)), self.path.name)

    @property
    def statements(self) -> tuple[str, ...]:
        """The sentences that somebody wrote; where there is none, what the page says."""
        written = tuple(sentence.text for sentence in self.sentences if not sentence.is_automatic)
        return written or ((self.description,) if self.description else ())

    @property
    def automatic(self) -> tuple[str, ...]:
        """The automatic sentences, each marked as one in its language."""
        return tuple(
            phrase("description-automatic", sentence.language, text=sentence.text)
            for sentence in self.sentences
            if sentence.is_automatic
        )

    def to_json(self) -> dict[str, Any]:
        """As plain data, without vectors."""
        return {
            "family": self.family,
            "english": list(self.english),
            "japanese": list(self.japanese),
            "numbers": list(self.numbers),
            "description": self.description,
            "english_description": self._sentence("en"),
            "japanese_description": self._sentence("ja"),
            "automatic": [sentence.language for sentence in self.sentences if sentence.is_automatic],
            "used": list(self.used),
            "tags": list(self.tags),
            "path": str(self.path),
            "page": self.page,
        }

    def _sentence(self, language: str) -> str:
        return next((one.text for one in self.sentences if one.language == language), "")


@dataclass(frozen=True, slots=True)
class PartFamily:
    """Parts that are listed together."""

    name: str
    parts: tuple[ListedPart, ...]


@dataclass(frozen=True, slots=True)
class PartsCatalogue:
    """All parts, in families."""

    title: str
    families: tuple[PartFamily, ...]

    @classmethod
    def of(cls, title: str, parts: Iterable[ListedPart]) -> "PartsCatalogue":
        """In the order of families and names; parts of no family come last."""
        ordered = sorted(
            parts,
            key=lambda part: (
                not part.family,
                part.family.casefold(),
                part.family,
                part.name.casefold(),
                str(part.path),
            ),
        )
        grouped = groupby(ordered, lambda part: part.family)
        return cls(title, tuple(PartFamily(name, tuple(members)) for name, members in grouped))

    @property
    def parts(self) -> Sequence[ListedPart]:
        """All parts in their order."""
        return [part for family in self.families for part in family.parts]


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A name or a number in the index, and the places of the parts that it stands for, from 1."""

    text: str
    places: tuple[int, ...]


def index_entries(parts: Sequence[ListedPart]) -> list[IndexEntry]:
    """Names of both languages and numbers, in the order of their signs."""
    places: dict[str, list[int]] = {}
    for place, part in enumerate(parts, 1):
        for text in dict.fromkeys((*part.english, *part.japanese, *part.numbers)):
            places.setdefault(text, []).append(place)
    return [
        IndexEntry(text, tuple(places[text]))
        for text in sorted(places, key=lambda text: (not text.isascii(), text.casefold()))
    ]
