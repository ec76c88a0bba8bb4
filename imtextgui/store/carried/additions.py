"""What people added stays with a file when its bytes change; its tags also when it cannot be read, and by its name.

It hangs on what a file holds, so that copies share it and a file that returns has it again. When the bytes of a file
change, it is copied to the new ones; the old ones keep theirs, in case they come back. That is right only where the new
bytes are a new edition of this file. Bytes that the catalogue has had before have what was added to them: two files
that have changed names keep each its own, and one that is put back gets nothing of what lay in its place meanwhile.
"""

import json
from dataclasses import dataclass, field
from typing import NamedTuple

from imtextgui.store.carried import notes
from imtextgui.store.database import Database, Transaction

MANY = 3
"""So many files may become one: a drawing that lay in several editions is one in the newest. What takes the place of
more is no edition of any of them, but the note of a virus scanner or a share that is being encrypted."""

_TABLES = {
    "content_tag": "tag",
    "refused_tag": "number, tag",
    "written_description": "number, language, text",
}
"""Tables of what people added, with their columns beside ``digest``."""

_JUDGED = "text, coalesce(photo, x''), number, right, made"

_OWN = " UNION ALL ".join(
    [
        *(
            f"SELECT 1 FROM (SELECT {columns} FROM {table} WHERE digest = :after"
            f" EXCEPT SELECT {columns} FROM {table} WHERE digest = :before)"
            for table, columns in _TABLES.items()
        ),
        f"SELECT 1 FROM (SELECT {_JUDGED} FROM judgement WHERE digest = :after"
        f" EXCEPT SELECT {_JUDGED} FROM judgement WHERE digest = :before)",
    ]
)
"""Rows where something was added to the bytes ``after`` that was not added to ``before``, too."""


class Change(NamedTuple):
    """The bytes of a file had the digest ``before`` and have ``after``, that of the content ``content_id``.

    ``tags`` tells that tags are to go along, too: those of a file that could not be read meanwhile hung on its path.
    """

    before: str
    after: str
    content_id: int
    tags: bool = True


@dataclass(slots=True)
class _Arrivals:
    """The files that came to have the same bytes in a run: what they held before, and how to undo what they brought."""

    befores: set[str] = field(default_factory=set)
    undo: list[tuple[str, tuple[str | int, ...]]] = field(default_factory=list)


class CarriedAdditions:
    """What goes along with the files whose bytes change in one run over any number of sources.

    Contents with an id up to ``known`` were there when the run began.
    """

    def __init__(self, known: int = 0) -> None:
        self._known = known
        self._left: set[str] = set()
        self._arrivals: dict[str, _Arrivals] = {}
        self._taken_over: list[Change] = []

    @classmethod
    def of_run(cls, database: Database) -> "CarriedAdditions":
        """For a run that begins now."""
        with database.reading() as connection:
            (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM content").fetchone()
        return cls(int(last))

    def follow(self, tx: Transaction, change: Change) -> None:
        """Let what hangs on the bytes of before hang on those of after, too.

        A page goes by its number: in an edition with other pages it may be another one, and is corrected like any other
        answer.
        """
        self._left.add(change.before)
        arrivals = self._arrivals.get(change.after)
        if arrivals is None:
            if change.content_id <= self._known or change.after in self._left:
                self._taken_over.append(change)
                return
            if _has_own(tx, change):
                return
            arrivals = self._arrivals[change.after] = _Arrivals()
        elif change.before in arrivals.befores:
            return
        arrivals.befores.add(change.before)
        if len(arrivals.befores) <= MANY:
            arrivals.undo += _copy(tx, change)
        else:
            for statement, values in arrivals.undo:
                tx.execute(statement, values)
            arrivals.undo.clear()

    def finish(self, tx: Transaction) -> None:
        """At the end of the run: let a file that took over the bytes of another one keep what it had.

        So it is where the current drawing was copied over the archived one and has a new edition in its own place: the
        archived file alone has these bytes now, and no file those that it had.
        """
        for change in self._taken_over:
            if not _holders(tx, change.before) and _holders(tx, change.after) == 1:
                _copy(tx, change)
        self._taken_over.clear()


def _has_own(tx: Transaction, change: Change) -> bool:
    """Whether people added to the bytes of after what they did not add to those of before.

    What came from others for these bytes waited for them.
    """
    if tx.execute("SELECT 1 FROM exchanged WHERE digest = ? LIMIT 1", (change.after,)).fetchone():
        return False
    digests = {"before": change.before, "after": change.after}
    return tx.execute(f"{_OWN} LIMIT 1", digests).fetchone() is not None


def _holders(tx: Transaction, digest: str) -> int:
    """How many items have bytes with this digest; 2 stands for more."""
    return len(
        tx.execute(
            "SELECT 1 FROM content c JOIN item i ON i.content_id = c.id WHERE c.digest = ? LIMIT 2", (digest,)
        ).fetchall()
    )


def has_additions(tx: Transaction, digest: str) -> bool:
    """Whether people added anything to bytes with this digest."""
    return any(
        tx.execute(f"SELECT 1 FROM {table} WHERE digest = ? LIMIT 1", (digest,)).fetchone()
        for table in (*_TABLES, "judgement", "job_entry", "trial_question")
    )


def rename_tags(tx: Transaction, source_id: int, before: bytes, after: bytes) -> None:
    """Let the tags that hang on the path ``before`` of a source hang on ``after``: its file has another name."""
    paths = {"source": source_id, "before": before, "after": after}
    of_source = "(SELECT CAST(path || x'2f' || :{} AS BLOB) FROM source WHERE id = :source)"
    old, new = of_source.format("before"), of_source.format("after")
    tx.execute(
        f"INSERT OR IGNORE INTO path_tag (path, tag) SELECT {new}, tag FROM path_tag WHERE path = {old}",
        paths,
    )
    tx.execute(f"DELETE FROM path_tag WHERE path = {old}", paths)


def carry_tags(tx: Transaction, source_id: int, path: bytes, before: str | None, after: str | None) -> None:
    """Let the file at ``path`` of a source keep its tags where its bytes cannot be read any more, or can be again.

    Their digest was ``before`` and is ``after``; None stands for bytes that cannot be read: tags hang on the path then.
    """
    if (before is None) == (after is None):
        return
    whole = {"source": source_id, "path": path, "before": before, "after": after}
    at_path = "(SELECT CAST(path || x'2f' || :path AS BLOB) FROM source WHERE id = :source)"
    if after is None:
        had = "content_tag WHERE digest = :before"
        tx.execute(f"INSERT OR IGNORE INTO path_tag (path, tag) SELECT {at_path}, tag FROM {had}", whole)
        return
    had = f"path_tag WHERE path = {at_path}"
    tx.execute(f"INSERT OR IGNORE INTO content_tag (digest, tag) SELECT :after, tag FROM {had}", whole)
    tx.execute(f"DELETE FROM {had}", whole)


def _copy(tx: Transaction, change: Change) -> list[tuple[str, tuple[str | int, ...]]]:
    """Copy what was added from before to after; gives statements with their values that remove it again."""
    undo: list[tuple[str, tuple[str | int, ...]]] = []
    copied: list[tuple[str, tuple[str | int, ...]]] = []
    for table, columns in _TABLES.items():
        if table == "content_tag" and not change.tags:
            continue
        names = columns.split(", ")
        rows = tx.execute(
            f"INSERT OR IGNORE INTO {table} (digest, {columns}) SELECT ?, {columns} FROM {table}"
            f" WHERE digest = ? RETURNING digest, {columns}",
            (change.after, change.before),
        ).fetchall()
        fitting = " AND ".join(f"{name} = ?" for name in ("digest", *names))
        undo += [(f"DELETE FROM {table} WHERE {fitting}", tuple(row)) for row in rows]
        copied += [(table, tuple(row)) for row in rows]
    numbers = _copy_judgements(tx, change)
    undo += [("DELETE FROM judgement WHERE id = ?", (number,)) for number in numbers.values()]
    noted = notes.follow(tx, change.before, change.after, copied, numbers)
    undo += [("DELETE FROM exchanged WHERE id = ?", (number,)) for number in noted]
    return undo + _copy_answers(tx, change)


def _copy_judgements(tx: Transaction, change: Change) -> dict[int, int]:
    """Give the ids of the copies by those of their originals; what was judged the same way there is not doubled."""
    copies: dict[int, int] = {}
    originals = tx.execute(
        "SELECT j.id FROM judgement j WHERE j.digest = :before AND NOT EXISTS (SELECT 1 FROM judgement k"
        " WHERE k.digest = :after AND k.number = j.number AND k.right = j.right AND k.text = j.text"
        " AND k.photo IS j.photo AND k.made = j.made) ORDER BY j.id",
        {"before": change.before, "after": change.after},
    ).fetchall()
    for (number,) in originals:
        (copy,) = tx.execute(
            "INSERT INTO judgement (made, text, photo, digest, number, right)"
            " SELECT made, text, photo, ?, number, right FROM judgement WHERE id = ? RETURNING id",
            (change.after, number),
        ).fetchone()
        tx.execute(
            "INSERT INTO judgement_vector (judgement_id, space_id, row)"
            " SELECT ?, space_id, row FROM judgement_vector WHERE judgement_id = ?",
            (copy, number),
        )
        copies[number] = copy
    return copies


def _copy_answers(tx: Transaction, change: Change) -> list[tuple[str, tuple[str | int, ...]]]:
    """Let the new bytes be as right for the questions of a trial as the old ones."""
    undo: list[tuple[str, tuple[str | int, ...]]] = []
    rows = tx.execute(
        "SELECT id, told FROM trial_question WHERE instr(told, ?) > 0", (change.before,)
    ).fetchall()
    for number, told in rows:
        question = json.loads(told)
        answers = question["answers"]
        pages = [answer for answer in answers if answer["digest"] == change.before]
        fresh = [{**answer, "digest": change.after} for answer in pages]
        question["answers"] = [*answers, *(answer for answer in fresh if answer not in answers)]
        statement = "UPDATE trial_question SET told = ? WHERE id = ?"
        tx.execute(statement, (json.dumps(question, allow_nan=False), number))
        undo.append((statement, (told, number)))
    return undo
