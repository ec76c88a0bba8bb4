"""Which file had some bytes before, and where its pages are now: another catalogue may know it by those bytes."""

import json
from collections.abc import Collection, Mapping
from typing import NamedTuple

from imtextgui.store.column_values import path_text
from imtextgui.store.database import Transaction
from imtextgui.store.identity import page_places

_GONE = """
    gone AS MATERIALIZED (SELECT DISTINCT value AS digest FROM json_each(:digests)
    WHERE NOT EXISTS (SELECT 1 FROM content c WHERE c.digest = value))
"""

_HAD = " UNION ".join(
    [
        "SELECT born AS digest, uid FROM file WHERE born IN (SELECT digest FROM gone)",
        "SELECT before, uid FROM file WHERE before IN (SELECT digest FROM gone)",
        *(
            f"SELECT digest, file FROM {table} WHERE digest IN (SELECT digest FROM gone)"
            for table in ("content_tag", "refused_tag", "written_description")
        ),
        "SELECT j.digest, o.file FROM judgement j JOIN judgement_file o ON o.judgement_id = j.id"
        " WHERE j.digest IN (SELECT digest FROM gone)",
    ]
)
"""Files with bytes that they had: when they were new, when the last run ended, when something was added to them."""

_LATER = f"""
    WITH {_GONE}, had AS ({_HAD}) SELECT had.digest, c.digest, i.path FROM had JOIN file f ON f.uid = had.uid
    JOIN item i ON i.file_id = f.id JOIN content c ON c.id = i.content_id
    WHERE f.here AND c.digest IS NOT NULL AND c.complete ORDER BY i.id
"""


class LaterEdition(NamedTuple):
    """What a file is now that had other bytes: its digest, its path within its folder, and its pages.

    ``places`` has their numbers by those that they had; none above 0 of one that is gone or is not told. 0 stands for
    all of the file, and is negative where what it is now is another thing.
    """

    digest: str
    path: str
    places: Mapping[int, int]


def later_editions(tx: Transaction, digests: Collection[str]) -> dict[str, list[LaterEdition]]:
    """What the files are now that had the bytes ``digests``, by those that no file has any more."""
    later: dict[str, list[LaterEdition]] = {}
    for former, digest, path in tx.execute(_LATER, {"digests": json.dumps(sorted(digests))}).fetchall():
        edition = LaterEdition(digest, path_text(path), page_places.places_in(tx, former, digest))
        later.setdefault(former, []).append(edition)
    return later
