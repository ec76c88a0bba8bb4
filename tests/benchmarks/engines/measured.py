"""What every engine is asked for here, and what is told of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from imtextgui.domain.embedding import Matrix
from tests.benchmarks.engines.corpus import Labels


class MeasuredEngine(Protocol):
    """One engine in a folder of its own, built in steps, of which any may be the last before a kill."""

    facts: "EngineFacts"

    def open(self, folder: Path, pages: int) -> None:
        """Use what is in ``folder``, or begin there; it is to have so many ``pages``."""

    def written(self) -> int:
        """How many pages there are; of a part that was not finished none, whatever it leaves."""

    def add(self, part: Any) -> None:
        """Write the pages of a part, which follow those that are there."""

    def finish(self) -> None:
        """Make the indexes that are not there, and be ready for questions."""

    def nearest(self, query: Matrix, labels: Labels, count: int) -> Sequence[int]:
        """The ids of the nearest pages that fit, best first."""

    def words(self, tokens: Sequence[str], count: int) -> Sequence[int]:
        """The ids of the pages with the best BM25 for any of ``tokens``."""

    def japanese(self, folder: Path, texts: Sequence[str], asked: Sequence[str]) -> list[list[int]]:
        """Which of ``texts`` the engine's own analysis of Japanese finds for each of ``asked``."""


@dataclass(frozen=True, slots=True)
class EngineFacts:
    """What is known of an engine without measuring: as its packages and documentation tell."""

    version: str
    licence: str
    telemetry: str
    offline: str
    download: str
