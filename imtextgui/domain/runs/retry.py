"""Which files that failed before a run takes again."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Retry:
    """None of them, all of them, or those at ``paths``."""

    is_all: bool = False
    paths: frozenset[Path] = frozenset()

    @classmethod
    def none(cls) -> "Retry":
        """No file is taken again."""
        return cls()

    @classmethod
    def all(cls) -> "Retry":
        """Every file that failed is taken again."""
        return cls(is_all=True)

    @classmethod
    def files(cls, paths: Iterable[Path]) -> "Retry":
        """The files at ``paths`` are taken again, as far as they failed."""
        return cls(paths=frozenset(paths))

    @property
    def is_none(self) -> bool:
        """Whether nothing is taken again."""
        return not self.is_all and not self.paths


NO_RETRY = Retry.none()
