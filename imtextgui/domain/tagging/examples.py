"""Known pictures that are like others, as an explanation."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SimilarExample:
    """A picture like another one that is known: by its tags, by a confirmed answer, or by a caption."""

    page_id: int
    path: Path
    number: int
    likeness: float
    known_by: str
    """``tags``, ``judgement`` or ``caption``."""
    words: str


@dataclass(frozen=True, slots=True)
class Plausibility:
    """Known pictures that make a hit plausible, the most alike first; or what came closest to a refusal.

    ``likeness`` is that of the nearest page at all, ``needed`` what would have been a possible match.
    """

    examples: tuple[SimilarExample, ...] = ()
    likeness: float = 0.0
    needed: float = 0.0
