"""Encodes what the names of files mean: of a passage alone one cannot tell which document it stands in."""

import re
from pathlib import PurePosixPath

from imtextgui.domain.progress import Job, Stage
from imtextgui.encoders.encoder import Encoder
from imtextgui.indexing.progress_meter import ProgressMeter
from imtextgui.store.database import Database
from imtextgui.store.vectors.name_vectors import NameVectors

AT_ONCE = 64
"""Names encoded between two commits: a tenth of a second, as names are short."""

_SEPARATORS = re.compile(r"[_\-+.\s]+")


def encode_names(database: Database, encoder: Encoder) -> Job[int]:
    """Give every item without one the vector of its name; gives how many were encoded.

    Closing the job keeps every committed batch.
    """
    names = NameVectors(database, encoder.fingerprint)
    total, ids = 0, names.lacking_ids()
    meter = ProgressMeter(Stage.MEANING, len(ids))
    for start in range(0, len(ids), AT_ONCE):
        batch = names.pending(ids[start : start + AT_ONCE])
        total += len(batch)
        # Files of one name, such as readme or index, are many.
        texts = list(dict.fromkeys(words_of_name(name.relpath) for name in batch))
        rows = encoder.encode_texts(texts)
        chosen = [texts.index(words_of_name(name.relpath)) for name in batch]
        with database.transaction() as tx:
            names.add(tx, batch, rows[chosen])
        yield meter.step(len(batch))
    return total


def words_of_name(relpath: str) -> str:
    """What is encoded of a path: the file's own name without suffix, its separators as blanks.

    With the folder, the title of the document or both, the right file was first no more often: tests/quality/README.md.
    """
    return _SEPARATORS.sub(" ", PurePosixPath(relpath).stem).strip()
