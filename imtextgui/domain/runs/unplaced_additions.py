"""What people added of which it is not sure where it belongs, since a run found its file changed or gone."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any


class AdditionKind(StrEnum):
    """What somebody added to a page or a file."""

    JUDGEMENT = "judgement"
    TAG = "tag"
    DESCRIPTION = "description"
    ENTRY = "entry"


class OutOfView(StrEnum):
    """Why it is not sure where an addition belongs.

    Its file is gone, or is there without this page, or is another thing now; or it went along to a page of a new
    edition which lies where its page was, but is hardly like it.
    """

    FILE_GONE = "file-gone"
    PAGE_GONE = "page-gone"
    OTHER_THING = "other-thing"
    HARDLY_ALIKE = "hardly-alike"


@dataclass(frozen=True, slots=True)
class LikelyPlace:
    """The page ``page`` of a file to which an addition went along, by its numbers in the catalogue."""

    page: int
    page_id: int
    item_id: int


@dataclass(frozen=True, slots=True)
class UnplacedAddition:
    """An addition that is on no page now, or on one that is hardly like its own; it stays kept until it is forgotten.

    ``id`` stays the same as long as the addition does. ``text`` is the words of a question ("" of a photo), the tag,
    the sentence, or the note of an entry of a job sheet; ``right`` is the verdict of a judgement, None of all else.
    ``path`` is where the file lay last, None where that is not known; ``page`` is the number that the page had, 0 for a
    tag, which belongs to the whole file. ``place`` is where it is now if it went along; put there, it stays for good.
    """

    id: str
    kind: AdditionKind
    text: str
    path: Path | None
    page: int
    reason: OutOfView
    right: bool | None = None
    place: LikelyPlace | None = None


@dataclass(frozen=True, slots=True)
class PlacedAddition:
    """What undoing takes of an addition that was placed: rows that are gone and that were made, each after its table.

    ``judged`` is the number of a judgement with the digest and the number of the page that it had; None of all else.
    """

    gone: tuple[tuple[Any, ...], ...]
    made: tuple[tuple[Any, ...], ...]
    judged: tuple[int, str, int] | None = None
