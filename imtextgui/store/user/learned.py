"""What was learned from what users taught: each training run's result, of which one at most is in force."""

import io
import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from imtextgui.domain.embedding import Matrix
from imtextgui.domain.learning.learned import Learned, Prototype, QueryAdapter, RankerTerm
from imtextgui.domain.learning.lessons import Lesson, LessonSet, LessonState
from imtextgui.store.database import Database, Transaction

KEPT = 3
"""Results that were in force before and can be brought back."""


class LearnedSets:
    """The results of training in one catalogue. Writing calls take part in the caller's transaction ``tx``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self, tx: Transaction, *, made: float, learned: Learned, lessons: Sequence[Lesson], state: LessonState
    ) -> int:
        """Keep a result; gives its id. Proposals and refusals before it go."""
        tx.execute(
            "DELETE FROM learned WHERE state IN (?, ?)",
            (LessonState.PROPOSED.value, LessonState.REFUSED.value),
        )
        row = tx.execute(
            "INSERT INTO learned (made, fingerprint, state, told, packed) VALUES (?, ?, ?, ?, ?) RETURNING id",
            (
                made,
                learned.fingerprint,
                state.value,
                json.dumps([lesson.to_json() for lesson in lessons], ensure_ascii=False),
                pack(learned),
            ),
        ).fetchone()
        number = int(row[0])
        digests = {digest for prototype in learned.prototypes for digest in prototype.digests}
        tx.executemany(
            "INSERT INTO learned_from (learned_id, digest) VALUES (?, ?)",
            [(number, digest) for digest in sorted(digests)],
        )
        return number

    def activate(self, tx: Transaction, number: int) -> None:
        """Put a result in force; the one before is kept, and of those before it the newest ``KEPT``."""
        tx.execute(
            "UPDATE learned SET state = ? WHERE state = ?",
            (LessonState.RETIRED.value, LessonState.ACTIVE.value),
        )
        tx.execute("UPDATE learned SET state = ? WHERE id = ?", (LessonState.ACTIVE.value, number))
        tx.execute(
            "DELETE FROM learned WHERE state = ? AND id NOT IN"
            " (SELECT id FROM learned WHERE state = ? ORDER BY id DESC LIMIT ?)",
            (LessonState.RETIRED.value, LessonState.RETIRED.value, KEPT),
        )

    def revert(self, tx: Transaction) -> bool:
        """Take what is in force out, and put what was in force before it in; tells whether anything was."""
        active = tx.execute("SELECT id FROM learned WHERE state = ?", (LessonState.ACTIVE.value,)).fetchone()
        if active is None:
            return False
        before = tx.execute(
            "SELECT max(id) FROM learned WHERE state = ? AND id < ?", (LessonState.RETIRED.value, active[0])
        ).fetchone()
        tx.execute("DELETE FROM learned WHERE state = ?", (LessonState.PROPOSED.value,))
        tx.execute("UPDATE learned SET state = ? WHERE id = ?", (LessonState.PROPOSED.value, active[0]))
        if before[0] is not None:
            tx.execute("UPDATE learned SET state = ? WHERE id = ?", (LessonState.ACTIVE.value, before[0]))
        return True

    def active_id(self) -> int:
        """The id of the result in force, 0 without one."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT id FROM learned WHERE state = ?", (LessonState.ACTIVE.value,)
            ).fetchone()
        return int(row[0]) if row else 0

    def read(self, number: int) -> Learned | None:
        """What a result holds, None where it is gone."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT fingerprint, packed FROM learned WHERE id = ?", (number,)
            ).fetchone()
        return unpack(*row) if row else None

    def all(self) -> tuple[LessonSet, ...]:
        """Every result that is kept, the newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id, made, state, fingerprint, told FROM learned ORDER BY id DESC"
            ).fetchall()
        return tuple(
            LessonSet(
                number, made, LessonState(state), fingerprint, tuple(map(Lesson.from_json, json.loads(told)))
            )
            for number, made, state, fingerprint, told in rows
        )


def pack(learned: Learned) -> bytes:
    """``learned`` as the bytes of a NumPy archive."""
    arrays: dict[str, Any] = {}
    for name, adapter in (("meaning", learned.meaning), ("picture", learned.picture)):
        if adapter is not None:
            arrays[name] = adapter.shift.astype("<f4")
    if learned.term is not None:
        arrays |= {"weights": learned.term.weights, "absent": learned.term.absent}
    if learned.prototypes:
        arrays["pictures"] = np.stack([one.picture for one in learned.prototypes]).astype("<f4")
        arrays["appearances"] = np.stack([one.appearance for one in learned.prototypes]).astype("<f4")
    described = {
        "model": learned.term.model if learned.term else "",
        "parts": [
            {
                "name": one.name,
                "names": one.names,
                "examples": one.examples,
                "least": one.least,
                "digests": one.digests,
            }
            for one in learned.prototypes
        ],
    }
    arrays["described"] = np.frombuffer(json.dumps(described, ensure_ascii=False).encode(), dtype=np.uint8)
    stream = io.BytesIO()
    np.savez(stream, **arrays)
    return stream.getvalue()


def unpack(fingerprint: str, packed: bytes) -> Learned:
    """What ``pack`` made."""
    with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
        described = json.loads(arrays["described"].tobytes())
        prototypes = tuple(
            Prototype(
                part["name"],
                tuple(part["names"]),
                part["examples"],
                _row(arrays["pictures"][place]),
                _row(arrays["appearances"][place]),
                part["least"],
                tuple(part["digests"]),
            )
            for place, part in enumerate(described["parts"])
        )
        term = None
        if described["model"]:
            term = RankerTerm(described["model"], _row(arrays["weights"]), _row(arrays["absent"]))
        meaning, picture = (
            QueryAdapter(_row(arrays[name])) if name in arrays else None for name in ("meaning", "picture")
        )
    return Learned(fingerprint, meaning, picture, term, prototypes)


def _row(array: Any) -> Matrix:
    return np.array(array, dtype=np.float32)
