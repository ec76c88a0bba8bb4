"""What an examination of the program or of a catalogue found, one finding a sentence."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, TypeAlias

Details: TypeAlias = dict[str, str | int | float]
"""What fills the words in braces of a sentence."""


class Level(StrEnum):
    """How a finding stands: as it should be, worth knowing, or wrong."""

    FINE = "fine"
    ADVICE = "advice"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    ``check`` is stable and names the sentence; ``details`` fill the words in braces of the sentence, all strings or
    numbers so that a finding can be written as JSON. ``part`` is the one of several catalogues that it is about.
    """

    check: str
    level: Level = Level.FINE
    details: Details = field(default_factory=dict)
    part: str = ""

    def of(self, part: str) -> "Finding":
        """The same about a ``part``."""
        return replace(self, part=part)

    def to_json(self, sentence: str) -> dict[str, Any]:
        """The finding as plain data, with its sentence."""
        told: dict[str, Any] = {"check": self.check, "level": self.level.value, "sentence": sentence}
        told["details"] = self.details
        return told | {"part": self.part} if self.part else told


def fine(check: str, **details: str | int | float) -> Finding:
    """A finding that is as it should be."""
    return Finding(check, Level.FINE, details)


def advice(check: str, **details: str | int | float) -> Finding:
    """A finding that is worth knowing and stops nothing."""
    return Finding(check, Level.ADVICE, details)


def fault(check: str, **details: str | int | float) -> Finding:
    """A finding that is wrong."""
    return Finding(check, Level.FAULT, details)


def is_sound(findings: Iterable[Finding]) -> bool:
    """Whether no finding is a fault."""
    return all(finding.level is not Level.FAULT for finding in findings)
