"""The two searches that everybody has already: BM25 over the text layer, and words in the file name."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from imtextgui.store.text.plain_fulltext import PlainFulltext

DEPTH = 50
"""Hits that are looked at for the right one; what comes later counts as not found, as nobody would scroll so far."""

PLAIN_BM25 = "plain BM25 over the text layer"
FILE_NAMES = "file-name search"

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class BaselineHit:
    """One file that a baseline proposes, with its best page (None where the search knows no pages)."""

    paths: tuple[Path, ...]
    page: int | None = None


class PlainBm25:
    """SQLite FTS5 with its own defaults over the pages' text: no names, no folding, no Japanese."""

    def __init__(self, pages: Iterable[tuple[tuple[Path, ...], int, str]]) -> None:
        """Index ``pages``: the paths of a file and its copies, the page's number from 1, the page's text."""
        self._places: list[BaselineHit] = []
        self._fulltext = PlainFulltext(self._noted(pages))

    def _noted(self, pages: Iterable[tuple[tuple[Path, ...], int, str]]) -> Iterator[str]:
        for paths, number, text in pages:
            self._places.append(BaselineHit(paths, number))
            yield text

    def search(self, text: str) -> list[BaselineHit]:
        """Files whose text holds any word of ``text``, best page first, each file once."""
        best: dict[tuple[Path, ...], BaselineHit] = {}
        for row in self._fulltext.any_of(_WORD.findall(text)):
            place = self._places[row]
            best.setdefault(place.paths, place)
            if len(best) == DEPTH:
                break
        return list(best.values())

    def close(self) -> None:
        """Free the memory."""
        self._fulltext.close()


class FileNames:
    """Counts how many words of the query the file's name holds, as a file manager's search does."""

    def __init__(self, paths: Iterable[Path]) -> None:
        """Know the names of ``paths``."""
        self._names = [(path, path.name.casefold()) for path in paths]

    def search(self, text: str) -> list[BaselineHit]:
        """Files whose name holds any word of ``text``, most words first, then the shorter name."""
        words = {word.casefold() for word in _WORD.findall(text)}
        counted = ((sum(word in name for word in words), len(name), path) for path, name in self._names)
        ordered = sorted((-count, length, str(path)) for count, length, path in counted if count)
        return [BaselineHit((Path(path),)) for _, _, path in ordered[:DEPTH]]
