"""What is watched of a catalogue: readings, the reference they are compared with, and what a check found."""

from dataclasses import dataclass, field
from enum import StrEnum


class DriftKind(StrEnum):
    """What moved away from the reference."""

    PAGE_WORDS = "page-words"
    """New files use words that the others do not have."""
    PAGE_KINDS = "page-kinds"
    """New files are of other kinds than the others."""
    PAGE_VECTORS = "page-vectors"
    """The encoder sees the new pages elsewhere than the others."""
    QUERY_WORDS = "query-words"
    """People ask with words that the catalogue does not have."""
    BEST_HIT = "best-hit"
    """The best hit is less sure than it was."""
    HIT_RATE = "hit-rate"
    """Confirmed questions are answered worse than they were."""
    OUTDATED = "outdated"
    """Files wait for a run."""


class DriftAdvice(StrEnum):
    """What helps against drift."""

    INDEX_AGAIN = "index-again"
    EXTEND_DICTIONARY = "extend-dictionary"
    TEACH = "teach"
    TRAIN = "train"
    NEWER_BUNDLE = "newer-bundle"


@dataclass(frozen=True, slots=True)
class QueryReading:
    """Numbers of a search that was meant, without its words.

    ``words`` counts distinct words, ``unknown`` those that neither catalogue nor dictionary have; ``unsure``
    tells that no hit was more than weak, ``score`` is that of the best hit, from 0 to 1 (0 without one).
    """

    made: float
    words: int
    unknown: int
    unsure: bool
    score: float
    by_photo: bool = False


@dataclass(frozen=True, slots=True)
class DriftReference:
    """What was measured when the encoder ``fingerprint`` was first seen in use.

    ``last_content`` is the highest id of a content then: what came later is new. ``answered`` tells for each confirmed
    question, by id, whether its right page came first; it is empty until the first measurement.
    """

    made: float
    fingerprint: str
    last_content: int
    contents: int
    answered: dict[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DriftFinding:
    """One thing that drifted: its figure then and now, and how unlikely that is by chance (``p``, two-sided).

    ``words`` are those that the dictionary could take, ``questions`` the ids of confirmed questions that are answered
    worse.
    """

    kind: DriftKind
    before: float
    now: float
    p: float
    advice: tuple[DriftAdvice, ...]
    words: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DriftCheck:
    """A look at the catalogue.

    ``compared`` are the kinds that there was enough to compare for; what is not among them was neither sound nor not.
    ``answered`` is as in ``DriftReference``, None where the hit rate was not measured. ``hidden``: somebody has
    put the notice of it away.
    """

    made: float
    fingerprint: str
    compared: tuple[DriftKind, ...]
    findings: tuple[DriftFinding, ...]
    answered: dict[str, bool] | None = None
    hidden: bool = False
