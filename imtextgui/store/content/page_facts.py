"""What is known of pages for telling what they show: names, titles, texts, codes, pictures and vectors."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import numpy as np

from imtextgui.domain.embedding import Ids, Matrix, Space
from imtextgui.domain.items import Kind, Origin, RegionKind, Word
from imtextgui.domain.text.normalization import fold
from imtextgui.store.column_values import full_path, id_list, matrix, path_text
from imtextgui.store.content.machines import Machines
from imtextgui.store.database import Database
from imtextgui.store.text.word_boxes import unpack

_FACTS = """
    SELECT p.id, i.id, p.number, c.pages, c.id, coalesce(c.digest, ''), c.kind, p.title, c.title, p.section, p.text,
    p.width, s.id, s.path, i.path
    FROM page p JOIN content c ON c.id = p.content_id
    JOIN item i ON i.id = (SELECT min(id) FROM item WHERE content_id = c.id) JOIN source s ON s.id = i.source_id
    WHERE p.id IN (SELECT value FROM json_each(?)) ORDER BY p.id
"""
_CAPTIONED = re.compile(
    r"(?m)^[ \t>*-]*([^\n()]{2,160}?) \(([^()\n/\\]{2,120}\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?))\)",
    re.IGNORECASE,
)
"""The words of a picture in a text with marks, and the name of its file: as ``documents.text.links`` writes both."""

_MOST_CODES = 6
_SURE = 0.9
"""Confidence of a word that was read from which on 99 % stand there as they were read (tests/quality/README.md)."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """One page, as its first file shows it; ``relpath`` is the path within the source, ``codes`` as they are written.

    ``read`` is what OCR read on it, ``block`` the words in its title block, ``seen`` those that stand on it for sure.
    """

    page_id: int
    item_id: int
    number: int
    pages: int
    content_id: int
    digest: str
    kind: Kind
    title: str
    document: str
    section: str
    text: str
    width: int
    path: Path
    relpath: str
    machine: str
    codes: tuple[str, ...] = ()
    read: str = ""
    block: tuple[Word, ...] = ()
    seen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PictureCaption:
    """What a text says beside the name of a picture's file, and the path of that text within its source."""

    words: str
    relpath: str


class PageFactRows:
    """Reads what is known of the pages of one catalogue."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page_ids(self, without_stamp: str | None = None) -> list[int]:
        """The ids of all pages, or of those that were not described under the stamp ``without_stamp``."""
        with self._database.reading() as connection:
            return [
                page
                for (page,) in connection.execute(
                    "SELECT p.id FROM page p LEFT JOIN page_description d ON d.page_id = p.id"
                    " WHERE ? IS NULL OR d.stamp IS NOT ? ORDER BY p.content_id, p.number",
                    (without_stamp, without_stamp),
                )
            ]

    def of(self, page_ids: Sequence[int]) -> list[PageFacts]:
        """The facts of pages by id; those without a file are left out."""
        asked = (id_list(page_ids),)
        with self._database.reading() as connection:
            machines = Machines(connection)
            codes: dict[int, tuple[str, ...]] = {}
            for page, raw in connection.execute(
                "SELECT page_id, raw FROM page_code WHERE page_id IN (SELECT value FROM json_each(?))", asked
            ):
                codes[page] = (*codes.get(page, ()), raw)
            read: dict[int, list[str]] = {}
            for page, text in connection.execute(
                "SELECT page_id, text FROM passage WHERE origin = ? AND page_id IN (SELECT value FROM json_each(?))",
                (Origin.OCR, *asked),
            ):
                read.setdefault(page, []).append(text)
            blocks = dict(_title_blocks(connection, asked))
            seen = {
                page: frozenset(word.text for word in unpack(packed) if word.confidence >= _SURE)
                for page, packed in connection.execute(
                    "SELECT page_id, words FROM word_boxes WHERE page_id IN (SELECT value FROM json_each(?))",
                    asked,
                )
            }
            return [
                PageFacts(
                    *(page, item, number, pages, content, digest, Kind(kind)),
                    *(title, document, section, text, width),
                    full_path(source, path),
                    path_text(path),
                    machines.of(source_id, path),
                    codes.get(page, ())[:_MOST_CODES],
                    "\n".join(read.get(page, ())),
                    blocks.get(page, ()),
                    seen.get(page, frozenset()),
                )
                for (
                    *(
                        page,
                        item,
                        number,
                        pages,
                        content,
                        digest,
                        kind,
                        title,
                        document,
                        section,
                        text,
                        width,
                    ),
                    source_id,
                    source,
                    path,
                ) in connection.execute(_FACTS, asked)
            ]

    def captions(self) -> dict[str, tuple[PictureCaption, ...]]:
        """What texts say beside the names of pictures, by the folded name of the file."""
        captions: dict[str, tuple[PictureCaption, ...]] = {}
        with self._database.reading() as connection:
            for text, path in connection.execute(
                "SELECT p.text, (SELECT i.path FROM item i WHERE i.content_id = p.content_id ORDER BY i.id LIMIT 1)"
                " FROM page p WHERE instr(p.text, '(') AND p.content_id IN (SELECT id FROM content WHERE kind = ?)",
                (Kind.MANUAL,),
            ):
                for words, name in _CAPTIONED.findall(text) if path else ():
                    said = PictureCaption(" ".join(words.split()), path_text(path))
                    captions[fold(name)] = (*captions.get(fold(name), ()), said)
        return captions

    def vectors(self, space: Space, fingerprint: str) -> tuple[Ids, Matrix]:
        """Page ids [n], ascending, and rows [n, dim] of the vectors of whole pages in a space."""
        with self._database.reading() as connection:
            stored = connection.execute(
                "SELECT v.page_id, v.row, s.dim FROM vector v JOIN space s ON s.id = v.space_id WHERE s.name = ?"
                " AND s.fingerprint = ? AND v.region_id IS NULL AND v.passage_id IS NULL ORDER BY v.page_id",
                (space, fingerprint),
            ).fetchall()
        if not stored:
            return np.zeros(0, dtype=np.int64), np.zeros((0, 0), dtype=np.float32)
        pages, rows, dims = zip(*stored, strict=True)
        return np.array(pages, dtype=np.int64), matrix(rows, dims[0])

    def digests(self) -> dict[int, tuple[str, int]]:
        """Digest and number of every page whose file could be read."""
        with self._database.reading() as connection:
            return {
                page: (digest, number)
                for page, digest, number in connection.execute(
                    "SELECT p.id, c.digest, p.number FROM page p JOIN content c ON c.id = p.content_id"
                    " WHERE c.digest IS NOT NULL"
                )
            }

    def thumbnails(self, page_ids: Iterable[int]) -> dict[int, bytes]:
        """The small pictures of pages, encoded, of those that have one."""
        with self._database.reading() as connection:
            return dict(
                connection.execute(
                    "SELECT page_id, picture FROM thumbnail WHERE page_id IN (SELECT value FROM json_each(?))",
                    (id_list(page_ids),),
                )
            )


def caption_of(captions: Mapping[str, tuple[PictureCaption, ...]], relpath: str) -> PictureCaption | None:
    """The caption of the file at ``relpath``: that of the text nearest to it among the folders."""
    own = PurePosixPath(relpath)
    said = captions.get(fold(own.name), ())

    def shared(caption: PictureCaption) -> int:
        parts = zip(own.parts[:-1], PurePosixPath(caption.relpath).parts[:-1], strict=False)
        return sum(mine == theirs for mine, theirs in parts)

    return max(said, key=shared, default=None)


def _title_blocks(
    connection: sqlite3.Connection, asked: tuple[str]
) -> Iterator[tuple[int, tuple[Word, ...]]]:
    rows = connection.execute(
        "SELECT r.page_id, r.x0, r.y0, r.x1, r.y1, w.words FROM region r JOIN word_boxes w ON w.page_id = r.page_id"
        " WHERE r.kind = ? AND r.page_id IN (SELECT value FROM json_each(?))",
        (RegionKind.TITLE_BLOCK, *asked),
    )
    for page, x0, y0, x1, y1, packed in rows:
        yield (
            page,
            tuple(
                word
                for word in unpack(packed)
                if x0 <= (word.box.x0 + word.box.x1) / 2 <= x1 and y0 <= (word.box.y0 + word.box.y1) / 2 <= y1
            ),
        )
