"""What an indexing run did, and an encoding anew."""

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from imtextgui.domain.left_out import LeftOut, count_files
from imtextgui.domain.result_json import left_out_to_json


@dataclass(slots=True)
class SourceRun:
    """The run over one source, in numbers of files unless said otherwise.

    ``duplicates`` are new paths whose bytes the catalogue already knew; ``pages`` were read in this run
    and ``pictures`` of them encoded. ``offline`` means that the source could not be reached and everything known of
    it was kept. ``left_out`` is what was not read, and why. ``vanished`` files of the ``known`` ones are not there any
    more, but were kept because they are so many: they may be away.
    """

    path: Path
    files: int = 0
    new: int = 0
    changed: int = 0
    moved: int = 0
    duplicates: int = 0
    gone: int = 0
    unchanged: int = 0
    problems: int = 0
    pages: int = 0
    pictures: int = 0
    seconds: float = 0.0
    offline: bool = False
    vanished: int = 0
    known: int = 0
    left_out: list[LeftOut] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class DoubtfulPages:
    """Pages of a former edition, to which something was added, that are gone or not told from others in the new one."""

    path: Path
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class IndexReport:
    """The run over all sources that were asked for. ``passages`` is how many passages were encoded.

    What was added to ``doubtful`` pages of former editions is on no page now.
    """

    sources: tuple[SourceRun, ...]
    passages: int
    seconds: float
    doubtful: tuple[DoubtfulPages, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The report as plain data; paths as strings. ``excluded`` counts the files that are left out."""
        sources = [
            asdict(run)
            | {"path": str(run.path), "excluded": count_files(run.left_out)}
            | {"left_out": left_out_to_json(run.left_out)}
            for run in self.sources
        ]
        doubtful = [{"path": str(told.path), "pages": list(told.pages)} for told in self.doubtful]
        return {
            "sources": sources,
            "passages": self.passages,
            "seconds": round(self.seconds, 3),
            "doubtful_pages": doubtful,
        }


@dataclass(frozen=True, slots=True)
class EncodingReport:
    """What was encoded anew, in numbers of names, passages, pages with their regions, and judgements.

    Of the ``pages``, ``thumbnails`` had only their thumbnail to be encoded from; ``blind`` ones besides could not be
    encoded at all. ``photos`` are judgements by photo whose photo is not kept: they go on by what it shows.
    """

    names: int = 0
    passages: int = 0
    pages: int = 0
    thumbnails: int = 0
    blind: int = 0
    judgements: int = 0
    photos: int = 0
    seconds: float = 0.0

    def __add__(self, other: "EncodingReport") -> "EncodingReport":
        mine, theirs = asdict(self), asdict(other)
        # what is lost is of the catalogue, not of one round
        return EncodingReport(**{name: mine[name] + theirs[name] for name in mine} | {"photos": other.photos})

    def to_json(self) -> dict[str, Any]:
        """The report as plain data."""
        return asdict(self) | {"seconds": round(self.seconds, 3)}
