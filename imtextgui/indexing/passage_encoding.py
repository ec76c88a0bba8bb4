"""Encodes the passages that an encoder lacks: after reading, after a kill, or under a new bundle."""

from imtextgui.domain.progress import Job, Stage
from imtextgui.encoders.encoder import Encoder
from imtextgui.indexing.progress_meter import ProgressMeter
from imtextgui.store.database import Database
from imtextgui.store.vectors.pending_passages import PendingPassage, PendingPassages

PASSAGES = 64
"""Passages taken together, so that there are some of like length: a batch is padded to its longest."""

AT_ONCE = 8
"""Passages encoded between two commits: a window that closes waits for no more."""


def encode_passages(database: Database, encoder: Encoder) -> Job[int]:
    """Give every passage without one its meaning vector, oldest first; gives how many were encoded.

    Closing the job keeps every committed batch.
    """
    pending = PendingPassages(database, encoder.fingerprint)
    last, total = 0, 0
    meter: ProgressMeter | None = None
    while batch := pending.some(PASSAGES, after=last):
        meter = meter or ProgressMeter(Stage.MEANING, pending.count())
        last, total = batch[-1].passage_id, total + len(batch)
        # Of like length together, so that little is padded.
        batch.sort(key=lambda passage: len(passage.text))
        for start in range(0, len(batch), AT_ONCE):
            some = batch[start : start + AT_ONCE]
            _encode(database, encoder, pending, some)
            yield meter.step(len(some))
    return total


def _encode(
    database: Database, encoder: Encoder, pending: PendingPassages, some: list[PendingPassage]
) -> None:
    rows = encoder.encode_texts([passage.text for passage in some])
    with database.transaction() as tx:
        pending.add(tx, some, rows)
