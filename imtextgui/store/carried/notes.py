"""What came with a parcel and is copied to other bytes is noted there, too, so that it can be taken back as a whole.

``exchanged`` holds the notes as ``store.user.exchange_notes`` writes them: a JSON list that begins with the digest, or,
of a judgement, with its number and the digest; of judgements taken in by the first versions, the number alone.
"""

import json
from collections.abc import Collection, Mapping

from imtextgui.store.database import Transaction

_KINDS = {"content_tag": "tag", "refused_tag": "refusal", "written_description": "description"}


def follow(
    tx: Transaction,
    before: str,
    after: str,
    copied: Collection[tuple[str, tuple[str | int, ...]]],
    judgements: Mapping[int, int],
) -> list[int]:
    """Note of the copies what is noted of their originals; gives the ids of the new notes.

    ``copied`` are tables and rows, the new digest first, ``judgements`` the ids of copies by those of the originals.
    What somebody here has confirmed is nobody else's any more.
    """
    fresh = {(_KINDS[table], _text(list(row))) for table, row in copied}
    ids: list[int] = []
    rows = tx.execute(
        "SELECT exchange_id, kind, key FROM exchanged WHERE digest = ? AND kind IN"
        " ('tag', 'refusal', 'description', 'judgement')",
        (before,),
    ).fetchall()
    for exchange_id, kind, key in rows:
        told = json.loads(key)
        if kind == "judgement":
            number = told[0] if isinstance(told, list) else told
            if number not in judgements:
                continue
            copy = judgements[number]
            noted = _text([copy, after, *told[2:]] if isinstance(told, list) else copy)
        else:
            noted = _text([after, *told[1:]])
            if (kind, noted) not in fresh:
                continue
        (row_id,) = tx.execute(
            "INSERT INTO exchanged (exchange_id, kind, key, digest) VALUES (?, ?, ?, ?) RETURNING id",
            (exchange_id, kind, noted, after),
        ).fetchone()
        ids.append(row_id)
    return ids


def _text(told: object) -> str:
    return json.dumps(told, ensure_ascii=False)
