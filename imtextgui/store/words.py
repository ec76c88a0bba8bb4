"""The words of pages with their boxes: packed, because a page has hundreds and nobody searches in them."""

import zlib
from collections.abc import Sequence

import numpy as np

from imtextgui.domain.items import Box, Word
from imtextgui.store.database import Database, Transaction
from imtextgui.store.values import clean

_STEPS = 65_535
_SURE = 255


class Words:
    """Word boxes of one catalogue. Writing calls take part in the caller's transaction ``tx``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, page_id: int) -> tuple[Word, ...]:
        """Give the words of a page in the order they were added; none for a page of which none are known."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT words FROM word_boxes WHERE page_id = ?", (page_id,)).fetchone()
        return unpacked(row[0]) if row else ()

    def add(self, tx: Transaction, page_id: int, words: Sequence[Word]) -> None:
        """Add ``words`` to those that are known of a page."""
        row = tx.execute("SELECT words FROM word_boxes WHERE page_id = ?", (page_id,)).fetchone()
        every = [*(unpacked(row[0]) if row else ()), *words]
        if every:
            tx.execute(
                "INSERT OR REPLACE INTO word_boxes (page_id, words) VALUES (?, ?)", (page_id, packed(every))
            )


def packed(words: Sequence[Word]) -> bytes:
    """``words`` as bytes: edges in 65,535ths of the page, confidence in 255ths, then the texts, all deflated."""
    edges = np.array([[word.box.x0, word.box.y0, word.box.x1, word.box.y1] for word in words]).reshape(-1, 4)
    sure = np.array([word.confidence for word in words])
    parts = [
        len(words).to_bytes(4, "little"),
        np.round(edges.clip(0, 1) * _STEPS).astype("<u2").tobytes(),
        np.round(sure.clip(0, 1) * _SURE).astype("u1").tobytes(),
        "\n".join(" ".join(clean(word.text).split()) for word in words).encode(),
    ]
    return zlib.compress(b"".join(parts))


def unpacked(data: bytes) -> tuple[Word, ...]:
    """What ``packed`` was given, but for rounding and white space within a word."""
    plain = zlib.decompress(data)
    count = int.from_bytes(plain[:4], "little")
    edges = np.frombuffer(plain, "<u2", 4 * count, 4).reshape(-1, 4) / _STEPS
    sure = np.frombuffer(plain, "u1", count, 4 + 8 * count) / _SURE
    texts = plain[4 + 9 * count :].decode().split("\n")
    return tuple(
        Word(text, Box(*box), confidence)
        for text, box, confidence in zip(texts, edges.tolist(), sure.tolist(), strict=bool(count))
    )
