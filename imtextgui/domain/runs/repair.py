"""What became of a damaged catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class RepairReport:
    """``aside`` is the folder in which the damaged file is kept, None where the file was gone; ``saved`` is how many
    there are of each kind now.

    ``damaged`` are the kinds of which not all could be read. ``backup`` is when the backup was made that gave what it
    had of these, in seconds since the epoch; None where there was none. ``of_published``: it is what was added to a
    catalogue that somebody else publishes.
    """

    aside: Path | None
    saved: Mapping[str, int]
    damaged: tuple[str, ...] = ()
    backup: float | None = None
    of_published: bool = False
