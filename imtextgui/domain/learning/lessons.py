"""What a training run measured, decided and kept: figures before and after, for people."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from imtextgui.domain.metrics import Rank, mrr, recall_at


class LessonKind(StrEnum):
    """What was learned."""

    WORDS = "words"
    """From questions with their pages: the map for query vectors and the term of the ranker."""
    PARTS = "parts"
    """From pictures of named parts: prototypes."""


class Verdict(StrEnum):
    """What became of it, and why."""

    BETTER = "better"
    NOT_BETTER = "not-better"
    TOO_FEW = "too-few"


class LessonState(StrEnum):
    """Where a set of what was learned stands."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    RETIRED = "retired"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Recall@1, Recall@5 and mean reciprocal rank of questions that training had not seen."""

    recall_1: float
    recall_5: float
    mrr: float

    @classmethod
    def of(cls, ranks: list[Rank]) -> "HeldOut":
        """Measure ``ranks``, one for each question."""
        return cls(recall_at(ranks, 1), recall_at(ranks, 5), mrr(ranks))


@dataclass(frozen=True, slots=True)
class Lesson:
    """One kind of what was learned.

    ``pairs`` were taught with, ``needed`` are the fewest. ``gain`` is the mean change of the reciprocal rank, for parts
    of the share of other pictures that are behind, between ``low`` and ``high`` with 95 in 100; ``chance`` is how
    likely chance alone would give as much.
    """

    kind: LessonKind
    verdict: Verdict
    pairs: int
    needed: int
    before: HeldOut | None = None
    after: HeldOut | None = None
    gain: float = 0.0
    low: float = 0.0
    high: float = 0.0
    chance: float = 1.0
    names: tuple[str, ...] = ()
    """The parts that were learned."""
    refused: tuple[str, ...] = ()
    """The parts whose pictures have too little in common, or are too few."""

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Lesson":
        """What ``to_json`` gave."""
        measured = {name: HeldOut(**told[name]) if told[name] else None for name in ("before", "after")}
        names = {name: tuple(told[name]) for name in ("names", "refused")}
        kinds = {"kind": LessonKind(told["kind"]), "verdict": Verdict(told["verdict"])}
        return cls(**{**told, **measured, **names, **kinds})

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class LessonSet:
    """What one training run gave. ``made`` is seconds since the epoch; ``encoder`` is what its encoder is called."""

    id: int
    made: float
    state: LessonState
    fingerprint: str
    lessons: tuple[Lesson, ...]

    @property
    def helps(self) -> bool:
        """Whether any of it proved to be better."""
        return any(lesson.verdict is Verdict.BETTER for lesson in self.lessons)

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "id": self.id,
            "made": self.made,
            "state": self.state.value,
            "fingerprint": self.fingerprint,
            "lessons": [lesson.to_json() for lesson in self.lessons],
        }


@dataclass(frozen=True, slots=True)
class LearningStatus:
    """What is in force, what can be brought back or put in force, and what could be taught with.

    ``foreign`` tells that what is in force was learned for another encoder, and therefore rests.
    """

    active: LessonSet | None
    latest: LessonSet | None
    can_revert: bool
    can_accept: bool
    foreign: bool
    questions: int
    parts: int

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "active": self.active.to_json() if self.active else None,
            "latest": self.latest.to_json() if self.latest else None,
            "can_revert": self.can_revert,
            "can_accept": self.can_accept,
            "foreign": self.foreign,
            "questions": self.questions,
            "parts": self.parts,
        }
