"""What people added, as it leaves for other catalogues or comes from them, and what each parcel brought."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from imtextgui.domain.exchange.parcels import (
    SentDescription,
    SentJudgement,
    SentRefusal,
    SentTag,
    TakenIn,
)
from imtextgui.store.column_values import clean, path_text
from imtextgui.store.database import Database, Transaction
from imtextgui.store.user.exchange_notes import CONFIRMED, forget_earlier, note
from imtextgui.store.user.tags import written

_TAKING_BACK = {
    # with all that tells it: a catalogue that was restored from a backup counts from its highest number again
    "judgement": "DELETE FROM judgement WHERE id = ? AND digest = ? AND number = ? AND made = ? AND right = ?",
    "tag": "DELETE FROM content_tag WHERE digest = ? AND tag = ?",
    "refusal": "DELETE FROM refused_tag WHERE digest = ? AND number = ? AND tag = ?",
    # with its text: what somebody has written since in its place is theirs
    "description": "DELETE FROM written_description WHERE digest = ? AND number = ? AND language = ? AND text = ?",
}
"""How what a parcel brought is removed again, by its kind."""

_OF_ONE_FILE = " AND file = ?"
"""Behind that, where the note ends with one of several files with the same bytes."""

_NAME = """
    coalesce((SELECT i.path FROM file f JOIN item i ON i.file_id = f.id JOIN content c ON c.id = i.content_id
    WHERE f.uid = t.file AND c.digest = t.digest
    AND EXISTS (SELECT 1 FROM item o WHERE o.content_id = c.id AND o.id <> i.id)), x'')
"""
"""How the file is called to which ``t`` belongs, where others have the same bytes: nobody else is told names."""

_HANDED_ON = """
    (SELECT {columns}, file, made, iif(number > 0, digest, made) AS digest,
    iif(number > 0, number, made_number) AS number FROM {view}) t
"""
"""What is handed on of pages; of one that is in its file no more, as of the bytes and the number it was added at."""

_TAKE_OFF = "INSERT OR IGNORE INTO refused_tag (digest, number, tag, file) VALUES (?, ?, ?, ?)"

_JUDGEMENT_BY_NUMBER = "DELETE FROM judgement WHERE id = ? AND digest = ?"
"""The same for a note that has nothing but the number, as they were first written."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What is noted of a parcel: its terms as JSON lists, and how many things somebody here has confirmed since."""

    terms: tuple[list[Any], ...]
    confirmed: int


class Exchange:
    """What was exchanged by one catalogue. Writing calls take part in the caller's transaction ``tx``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def judgements(self) -> tuple[SentJudgement, ...]:
        """Every judgement, also of files that are away."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT DISTINCT t.digest, t.number, j.text, j.photo, j.right, j.made, {_NAME}"
                f" FROM {_HANDED_ON.format(columns='id', view='judgement_in_force')}"
                " JOIN judgement j ON j.id = t.id WHERE t.number > 0 ORDER BY j.id, t.digest"
            ).fetchall()
        return tuple(
            SentJudgement(digest, number, text, photo, bool(right), made, _name(path))
            for digest, number, text, photo, right, made, path in rows
        )

    def tags(self) -> tuple[SentTag, ...]:
        """Every tag of what a file holds."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT DISTINCT t.digest, t.tag, {_NAME} FROM tag_in_force t ORDER BY t.tag, t.digest"
            ).fetchall()
        return tuple(SentTag(digest, tag, _name(path)) for digest, tag, path in rows)

    def refusals(self) -> tuple[SentRefusal, ...]:
        """Every tag that somebody refused for a page."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT DISTINCT digest, number, tag"
                f" FROM {_HANDED_ON.format(columns='tag', view='refusal_in_force')} WHERE number > 0"
                " ORDER BY digest, number, tag"
            ).fetchall()
        return tuple(SentRefusal(*row) for row in rows)

    def descriptions(self) -> tuple[SentDescription, ...]:
        """Every sentence that somebody wrote about a page."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT DISTINCT t.digest, t.number, t.language, t.text, {_NAME}, t.made = t.digest"
                f" FROM {_HANDED_ON.format(columns='language, text', view='description_in_force')}"
                " WHERE t.text <> '' AND t.number > 0"
                " ORDER BY t.digest, t.number, t.language, t.made = t.digest, t.text DESC"
            ).fetchall()
        # Of several that which was written about these bytes.
        told = {
            (digest, number, language, path): SentDescription(digest, number, language, text, _name(path))
            for digest, number, language, text, path, _ in rows
        }
        return tuple(told.values())

    def named(self, tx: Transaction, digest: str, file: str) -> str:
        """The file that is called so among several that have the same bytes here; "" of any other."""
        if not file:
            return ""
        held = dict(_holders(tx, digest))
        if len(held) < 2:
            return ""
        last = file.rpartition("/")[2]
        alike = [uid for uid, path in held.items() if path.rpartition("/")[2] == last]
        same = [uid for uid, path in held.items() if path == file] or alike
        return same[0] if len(same) == 1 else ""

    def names(self, digests: Iterable[str]) -> dict[str, str]:
        """The names of the files that are here, by those of ``digests`` that they have."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT c.digest, i.path FROM content c JOIN item i ON i.id ="
                " (SELECT min(id) FROM item WHERE content_id = c.id)"
                " WHERE c.digest IN (SELECT value FROM json_each(?))",
                (json.dumps(sorted(set(digests))),),
            ).fetchall()
        return {digest: path_text(path).rpartition("/")[2] for digest, path in rows}

    def of_many_pages(self, digests: Iterable[str]) -> frozenset[str]:
        """Those of ``digests`` that are files here with more than one page."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT digest FROM content WHERE pages > 1 AND digest IN (SELECT value FROM json_each(?))",
                (json.dumps(sorted(set(digests))),),
            ).fetchall()
        return frozenset(digest for (digest,) in rows)

    def held(self, digests: Iterable[str]) -> frozenset[str]:
        """Those of ``digests`` that are files here."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT digest FROM content WHERE digest IN (SELECT value FROM json_each(?))",
                (json.dumps(sorted(set(digests))),),
            ).fetchall()
        return frozenset(digest for (digest,) in rows)

    def begin(self, tx: Transaction, told: dict[str, Any]) -> int:
        """Note a parcel that is taken in; gives its number."""
        row = tx.execute(
            "INSERT INTO exchange (told) VALUES (?) RETURNING id", (json.dumps(told, ensure_ascii=False),)
        ).fetchone()
        return int(row[0])

    def settle(self, tx: Transaction, taken: TakenIn) -> None:
        """Keep what became of it, but for what contradicts: those words may be forgotten with their files."""
        forget_earlier(tx, taken.id)
        tx.execute(
            "UPDATE exchange SET told = ? WHERE id = ?",
            (json.dumps(taken.to_json() | {"conflicts": []}, ensure_ascii=False), taken.id),
        )

    def add_judgement(self, tx: Transaction, number: int, sent: SentJudgement) -> int:
        """Add a judgement that came with parcel ``number``; gives its id."""
        row = tx.execute(
            "INSERT INTO judgement (made, text, photo, digest, number, right) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
            (sent.made, clean(sent.text), sent.photo, sent.digest, sent.number, int(sent.right)),
        ).fetchone()
        uid = self.named(tx, sent.digest, sent.file) or _only_holder(tx, sent.digest)
        tx.execute("INSERT INTO judgement_file (judgement_id, file) VALUES (?, ?)", (row[0], uid))
        told = (row[0], sent.digest, sent.number, sent.made, int(sent.right))
        note(tx, number, "judgement", told, sent.digest)
        return int(row[0])

    def add_tag(self, tx: Transaction, number: int, sent: SentTag) -> bool:
        """Add a tag that came with parcel ``number``; tells whether it was new. One without a sign is none."""
        row = (sent.digest, written(sent.tag))
        uid = self.named(tx, sent.digest, sent.file)
        known = "SELECT 1 FROM tag_in_force WHERE digest = ? AND tag = ? AND ? IN ('', file) LIMIT 1"
        if not row[1] or tx.execute(known, (*row, uid)).fetchone():
            return False
        if (given := _give(tx, "content_tag", "tag", row, uid)) is None:
            return False
        note(tx, number, "tag", given, sent.digest)
        for other in [other for other, _ in _holders(tx, sent.digest) if uid not in ("", other)]:
            # Where it came from it was this one's, too, and no other's.
            off = (sent.digest, 0, row[1], other)
            if tx.execute(_TAKE_OFF, off).rowcount:
                note(tx, number, "refusal", off, sent.digest)
        return True

    def add_refusal(self, tx: Transaction, number: int, sent: SentRefusal) -> bool:
        """Add a refusal that came with parcel ``number``; tells whether it was new."""
        row = (sent.digest, sent.number, clean(sent.tag))
        if (given := _give(tx, "refused_tag", "number, tag", row)) is None:
            return False
        note(tx, number, "refusal", given, sent.digest)
        return True

    def add_description(self, tx: Transaction, number: int, sent: SentDescription) -> bool:
        """Add a sentence that came with parcel ``number``; tells whether it was new."""
        row = (sent.digest, sent.number, sent.language, sent.text)
        uid = self.named(tx, sent.digest, sent.file)
        if (given := _give(tx, "written_description", "number, language, text", row, uid)) is None:
            return False
        note(tx, number, "description", given, sent.digest)
        return True

    def add_entry(self, tx: Transaction, number: int, entry: Sequence[Any]) -> None:
        """Note a term that came with parcel ``number``."""
        note(tx, number, "entry", entry)

    def brought(self, number: int) -> Brought | None:
        """What is noted of parcel ``number``; None where there is no such one."""
        with self._database.reading() as connection:
            if connection.execute("SELECT 1 FROM exchange WHERE id = ?", (number,)).fetchone() is None:
                return None
            rows = connection.execute(
                "SELECT kind, key FROM exchanged WHERE exchange_id = ? AND kind IN ('entry', ?) ORDER BY id",
                (number, CONFIRMED),
            ).fetchall()
        terms = tuple(json.loads(key) for kind, key in rows if kind == "entry")
        return Brought(terms, len(rows) - len(terms))

    def take_back(self, tx: Transaction, number: int) -> int:
        """Remove what parcel ``number`` brought and nobody confirmed, and forget it; gives how much was removed.

        Its terms are the caller's.
        """
        rows = tx.execute(
            "SELECT kind, key, digest FROM exchanged WHERE exchange_id = ?", (number,)
        ).fetchall()
        removed = 0
        for kind, key, digest in rows:
            told = json.loads(key)
            if not isinstance(told, list):
                removed += tx.execute(_JUDGEMENT_BY_NUMBER, (told, digest)).rowcount
            elif kind in _TAKING_BACK:
                # Without a file it may belong to several, from an earlier version.
                taking = _TAKING_BACK[kind]
                if len(told) > taking.count("?"):
                    taking += _OF_ONE_FILE
                removed += tx.execute(taking, told).rowcount > 0
        tx.execute("DELETE FROM exchange WHERE id = ?", (number,))
        return removed

    def all(self) -> tuple[TakenIn, ...]:
        """Every parcel that was taken in, the newest first."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT told FROM exchange ORDER BY id DESC").fetchall()
        return tuple(TakenIn.from_json(json.loads(told)) for (told,) in rows)


def _give(
    tx: Transaction, table: str, columns: str, row: Sequence[Any], uid: str = ""
) -> Sequence[Any] | None:
    """Add a row, which begins with a digest, to the file ``uid``, or to the only one that has these bytes.

    As long as several have them and none is named, or none has them, it is nobody's. Gives what is noted of it: with
    the file where that was named, or others have the same already; None where it was there, also of a file that has
    other bytes now, so that it is not taken back with what came.
    """
    names = ["digest", *columns.split(", ")]
    same = " AND ".join(f"{name} = ?" for name in names)
    others = tx.execute(f"SELECT 1 FROM {table} WHERE {same} LIMIT 1", row).fetchone()
    if others and not _holders(tx, row[0]):
        return None
    places = ", ".join("?" * (len(row) + 1))
    told = (*row, uid or _only_holder(tx, row[0]))
    is_new = tx.execute(
        f"INSERT OR IGNORE INTO {table} ({', '.join(names)}, file) VALUES ({places})", told
    ).rowcount
    if not is_new:
        return None
    return told if uid or others else row


def _holders(tx: Transaction, digest: str) -> list[tuple[str, str]]:
    """The files that have the bytes, with their paths within their folders."""
    rows = tx.execute(
        "SELECT f.uid, i.path FROM content c JOIN item i ON i.content_id = c.id JOIN file f ON f.id = i.file_id"
        " WHERE c.digest = ?",
        (digest,),
    ).fetchall()
    return [(uid, path_text(path)) for uid, path in rows]


def _only_holder(tx: Transaction, digest: str) -> str:
    held = _holders(tx, digest)
    return held[0][0] if len(held) == 1 else ""


def _name(path: bytes) -> str:
    """The name as it can be sent: none where its bytes are no UTF-8."""
    try:
        return bytes(path).decode()
    except UnicodeDecodeError:
        return ""
