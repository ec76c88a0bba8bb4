"""A parcel of judgements, tags, descriptions and own terms, and what became of one that was taken in."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from imtextgui.domain.dictionary import Entry

LATEST = 32_503_680_000
"""Seconds since the epoch, the year 3000: what every system can tell as a date."""


@dataclass(frozen=True, slots=True)
class SentJudgement:
    """A judgement of page ``number`` of the file with ``digest``; ``photo`` holds packed local features of a photo."""

    digest: str
    number: int
    text: str
    photo: bytes | None
    right: bool
    made: float
    file: str = ""
    """The path within its folder, where several files have the digest: to which of them it belongs."""


@dataclass(frozen=True, slots=True)
class SentTag:
    """A tag of the file with ``digest``, or of that which is called ``file`` where several have it."""

    digest: str
    tag: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class SentRefusal:
    """A tag, by its English name, that is not to be suggested for page ``number`` of the file with ``digest``."""

    digest: str
    number: int
    tag: str


@dataclass(frozen=True, slots=True)
class SentDescription:
    """What somebody wrote about page ``number`` of the file with ``digest``, in ``language``.

    ``file`` tells which, where several have the digest.
    """

    digest: str
    number: int
    language: str
    text: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one catalogue hands to others. ``origin`` is who it is from, ``made`` seconds since the epoch."""

    origin: str
    made: float
    judgements: tuple[SentJudgement, ...] = ()
    tags: tuple[SentTag, ...] = ()
    entries: tuple[Entry, ...] = ()
    refusals: tuple[SentRefusal, ...] = ()
    descriptions: tuple[SentDescription, ...] = ()


@dataclass(frozen=True, slots=True)
class ExchangeConflict:
    """Something that is there already and says otherwise: What was there stays.

    ``kind`` is "judgement", "term", "tag" or "description".
    """

    kind: str
    text: str
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a parcel: how much was new, was there, and was left because it says otherwise.

    ``waiting`` of the new ones belong to files that this catalogue does not hold as yet.
    """

    id: int
    origin: str
    made: float
    judgements: int
    tags: int
    entries: int
    known: int
    waiting: int
    conflicts: tuple[ExchangeConflict, ...] = ()
    refusals: int = 0
    descriptions: int = 0

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "TakenIn":
        """What ``to_json`` gave."""
        conflicts = tuple(ExchangeConflict(**conflict) for conflict in told["conflicts"])
        # earlier versions took in whatever a file said
        made = told["made"] if 0 <= told["made"] < LATEST else 0.0
        return cls(**{**told, "made": made, "conflicts": conflicts})

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class HandedOn:
    """Where a parcel was written, and how many things are not in it because nobody could take them in."""

    path: Path
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class TakenBack:
    """How much of what a parcel brought is gone again, and how much stays: it was changed or confirmed here since."""

    id: int
    removed: int
    kept: int
