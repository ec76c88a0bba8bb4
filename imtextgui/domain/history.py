"""What was searched before."""

from dataclasses import dataclass

from imtextgui.domain.query import Query


@dataclass(frozen=True, slots=True)
class PastSearch:
    """A search as it was asked; ``made`` is seconds since the epoch.

    ``picture`` is a small encoded picture of its first photo, if it had one. ``name`` is what the user saved it as,
    "" for one that is only remembered.
    """

    id: int
    made: float
    query: Query
    picture: bytes | None = None
    name: str = ""
