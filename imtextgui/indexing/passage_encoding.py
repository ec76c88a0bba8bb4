"""Encodes the passages that an encoder lacks: after reading, after a kill, or under a new bundle."""

from collections.abc import Sequence
from itertools import islice

import numpy as np

from imtextgui.domain.embedding import Matrix
from imtextgui.domain.progress import Job, Stage
from imtextgui.encoders.encoder import Encoder
from imtextgui.indexing.progress_meter import ProgressMeter
from imtextgui.store.database import Database
from imtextgui.store.vectors.pending_passages import PendingPassage, PendingPassages

PASSAGES = 64
"""Passages taken together, so that there are some of like length: no thread waits for another's long text."""

AT_ONCE = 16
"""Passages encoded between two commits: a window that closes waits for no more, a tenth of a second on two cores."""

REMEMBERED = 2048
"""Texts whose vectors are at hand for another passage with the same text.

Of two real folders 13.5 and 5.1 % of the passages say what one of the 2,048 texts before them said, 14.1 and 5.5 % what
any said: footers, licences, pages of several editions.
"""


def encode_passages(database: Database, encoder: Encoder) -> Job[int]:
    """Give every passage without one its meaning vector, oldest first; gives how many were encoded.

    Closing the job keeps every committed batch.
    """
    pending = PendingPassages(database, encoder.fingerprint)
    texts = _TextRows(encoder)
    total, ids = 0, pending.ids()
    meter = ProgressMeter(Stage.MEANING, len(ids))
    for first in range(0, len(ids), PASSAGES):
        batch = pending.described(ids[first : first + PASSAGES])
        total += len(batch)
        batch.sort(key=lambda passage: len(passage.text))
        for start in range(0, len(batch), AT_ONCE):
            some = batch[start : start + AT_ONCE]
            _encode(database, texts, pending, some)
            yield meter.step(len(some))
    return total


def _encode(
    database: Database, texts: "_TextRows", pending: PendingPassages, some: list[PendingPassage]
) -> None:
    rows = texts.of([passage.text for passage in some])
    with database.transaction() as tx:
        pending.add(tx, some, rows)


class _TextRows:
    """Vectors of texts, those of the last ``REMEMBERED`` without encoding them again: a text has one vector."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._rows: dict[str, Matrix] = {}

    def of(self, texts: Sequence[str]) -> Matrix:
        """Rows [len(texts), joint_dim] in the order of ``texts``."""
        new = [text for text in dict.fromkeys(texts) if text not in self._rows]
        encoded = dict(zip(new, self._encoder.encode_texts(new), strict=True))
        # What is asked for again goes to the end, and stays longest.
        for text in texts:
            row = encoded[text] if text in encoded else self._rows[text]
            self._rows.pop(text, None)
            self._rows[text] = row
        rows = np.stack([self._rows[text] for text in texts])
        for text in list(islice(self._rows, max(0, len(self._rows) - REMEMBERED))):
            del self._rows[text]
        return rows
