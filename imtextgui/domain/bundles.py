"""Encoder bundles as an installation has them, and as a catalogue sees them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that is installed in ``folder``; ``own`` if it was added here and did not come with the program."""

    fingerprint: str
    name: str
    version: str
    licence: str
    folder: Path
    own: bool = False

    def to_json(self) -> dict[str, Any]:
        """The bundle as plain data."""
        return {
            "name": self.name,
            "version": self.version,
            "licence": self.licence,
            "fingerprint": self.fingerprint,
            "path": str(self.folder),
            "own": self.own,
        }


@dataclass(frozen=True, slots=True)
class EncoderComparison:
    """How often the right file is among the first for the same questions, with the active encoder and with another.

    Shares from 0 to 1 for the first 1, 5 and 10 hits, of ``questions``; ``encoded`` passages and pages were made for
    it.
    """

    questions: int
    active: tuple[float, float, float]
    other: tuple[float, float, float]
    encoded: int

    def to_json(self) -> dict[str, Any]:
        """The comparison as plain data."""

        def named(shares: tuple[float, float, float]) -> dict[str, float]:
            return dict(zip(("recall_1", "recall_5", "recall_10"), shares, strict=True))

        return {
            "questions": self.questions,
            "active": named(self.active),
            "other": named(self.other),
            "encoded": self.encoded,
        }


class FallbackPage(NamedTuple):
    """A page that an encoder could not see in its file; ``number`` is from 1.

    ``by_thumbnail`` tells whether the page's small picture could be encoded in its place.
    """

    path: Path
    number: int
    by_thumbnail: bool


@dataclass(frozen=True, slots=True)
class BundleState:
    """What a catalogue has of a bundle.

    ``bundle`` is None for one that is not installed any more; its ``name``, "" if it was never known, and its version
    are those that the catalogue remembers. ``active`` is the one that searches use. ``total`` passages and pages there
    are to be encoded, of which ``missing`` wait; ``fallback_pages`` could not be seen in their file, so that they have
    the vectors of their thumbnail or none. ``vectors`` are those that are stored.
    """

    fingerprint: str
    name: str
    version: str
    licence: str
    bundle: Bundle | None
    active: bool
    total: int
    missing: int
    fallback_pages: int
    vectors: int

    @property
    def called(self) -> str:
        """What to call it in a sentence: name and version, or the fingerprint of an encoder that was never named."""
        return f"{self.name} {self.version}".strip() or self.fingerprint

    @property
    def coverage(self) -> float:
        """The share that is encoded, 0 to 1; 1 for an empty catalogue."""
        return 1.0 if not self.total else 1 - self.missing / self.total

    @property
    def percent(self) -> int:
        """``coverage`` in whole percent, rounded so that 100 is said of a complete one only."""
        return 100 * (self.total - self.missing) // self.total if self.total else 100

    def to_json(self) -> dict[str, Any]:
        """The state as plain data."""
        return {
            "name": self.name,
            "version": self.version,
            "licence": self.licence,
            "fingerprint": self.fingerprint,
            "path": None if self.bundle is None else str(self.bundle.folder),
            "own": self.bundle is not None and self.bundle.own,
            "active": self.active,
            "coverage": round(self.coverage, 4),
            "missing": self.missing,
            "makeshift": self.fallback_pages,
            "vectors": self.vectors,
        }
