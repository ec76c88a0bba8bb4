"""A tag that was taken off all files."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeletedTag:
    """What undoing it takes: ``items`` is how many files that are there had it; ``digests`` and ``paths`` name those,
    and the files that are away.
    """

    tag: str
    items: int
    digests: tuple[str, ...] = ()
    paths: tuple[bytes, ...] = ()
