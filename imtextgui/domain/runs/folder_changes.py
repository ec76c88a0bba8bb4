"""What changed in a source since its last run."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class FolderChanges:
    """How many files of a source are new, changed and gone against what the catalogue knows."""

    COUNTED: ClassVar[tuple[str, ...]] = ("new", "changed", "gone")

    source_id: int
    path: Path
    new: int
    changed: int
    gone: int
