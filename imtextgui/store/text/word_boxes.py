"""Words with their boxes, packed small: about five bytes a word, box included."""

import zlib
from collections.abc import Sequence

import numpy as np

from imtextgui.domain.items import Box, Word
from imtextgui.store.column_values import clean
from imtextgui.store.database import Database, Transaction

_STEPS = 65_535
"""A step is 0.02 mm of an A0 sheet's longer side: finer than any screen shows."""

_CONFIDENCES = 255
_LEVEL = 6
"""zlib's own choice."""


def pack(words: Sequence[Word]) -> bytes:
    """Make bytes of ``words``; their boxes are kept to a 65,535th of the page, confidences to a 255th.

    The columns x0, y0, width, height of all words come one after the other, each as differences from word to word,
    which repeat themselves within a line; then confidences, then the texts.
    """
    edges = np.array([(w.box.x0, w.box.y0, w.box.x1, w.box.y1) for w in words], dtype=np.float64).reshape(
        -1, 4
    )
    steps = (edges.clip(0, 1) * _STEPS).round().astype(np.int32)
    steps[:, 2:] -= steps[:, :2]
    # A difference below zero wraps around, and so does the sum that undoes it.
    columns = np.diff(steps, axis=0, prepend=0).astype("<u2")
    confidences = np.array([w.confidence for w in words], dtype=np.float64)
    text = "\n".join(clean(" ".join(w.text.split())) for w in words)
    joined = columns.T.tobytes() + (confidences.clip(0, 1) * _CONFIDENCES).round().astype("u1").tobytes()
    return len(words).to_bytes(4, "little") + zlib.compress(joined + text.encode(), _LEVEL)


def unpack(packed: bytes) -> tuple[Word, ...]:
    """Read what ``pack`` made."""
    count = int.from_bytes(packed[:4], "little")
    data = zlib.decompress(packed[4:])
    columns = np.frombuffer(data, "<u2", 4 * count).reshape(4, count)
    steps = np.cumsum(columns, axis=1, dtype=np.uint16).astype(np.float64)
    steps[2:] += steps[:2]
    edges = (steps / _STEPS).T.tolist()
    confidences = (np.frombuffer(data, "u1", count, 8 * count) / _CONFIDENCES).tolist()
    texts = data[9 * count :].decode().split("\n")
    return tuple(
        Word(text, Box(*box), confidence)
        for text, box, confidence in zip(texts, edges, confidences, strict=False)
    )


class WordBoxes:
    """The words of one catalogue's pages. Writing calls take part in the caller's transaction ``tx``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, page_id: int) -> tuple[Word, ...]:
        """Give the words of a page that have boxes."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT words FROM word_boxes WHERE page_id = ?", (page_id,)).fetchone()
        return unpack(row[0]) if row else ()

    def put(self, tx: Transaction, page_id: int, words: Sequence[Word]) -> None:
        """Make ``words`` those of the page, in the place of any before."""
        if words:
            tx.execute(
                "INSERT OR REPLACE INTO word_boxes (page_id, words) VALUES (?, ?)", (page_id, pack(words))
            )
        else:
            tx.execute("DELETE FROM word_boxes WHERE page_id = ?", (page_id,))

    def add(self, tx: Transaction, page_id: int, words: Sequence[Word]) -> None:
        """Add ``words`` to those of the page."""
        self.put(tx, page_id, (*self.of(page_id), *words))
