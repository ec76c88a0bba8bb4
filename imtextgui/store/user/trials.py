"""Trials: their questions, named by the right files and their digests, and the attempts that were timed."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from imtextgui.domain.measurement.trial import (
    Attempt,
    Ending,
    Phase,
    QuestionOrigin,
    RightPage,
    Trial,
    TrialQuestion,
)
from imtextgui.store.column_values import full_path, id_list
from imtextgui.store.database import Database, Transaction
from imtextgui.store.identity import page_places
from imtextgui.store.identity.ownership import holders

_PAGES_OF_ITEMS = """
    SELECT i.id, s.path, i.path, p.id, c.pages FROM item i JOIN source s ON s.id = i.source_id
    JOIN content c ON c.id = i.content_id JOIN page p ON p.content_id = c.id AND p.number = 1
    WHERE i.id IN (SELECT value FROM json_each(?))
"""


_OWNERS = "owners"
"""Of what is told of a question: the files that had each digest when it was kept."""


class Trials:
    """The trials of one catalogue, the newest one counting. Writing calls take part in the caller's ``tx``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, tx: Transaction, trial: Trial, questions: Iterable[TrialQuestion]) -> int:
        """Keep a trial with its questions; give its id."""
        trial_id = tx.execute("INSERT INTO trial (told) VALUES (?)", (_text(trial),)).lastrowid
        assert trial_id is not None
        self.add_questions(tx, trial_id, questions)
        return trial_id

    def add_questions(self, tx: Transaction, trial_id: int, questions: Iterable[TrialQuestion]) -> None:
        """Keep more questions of a trial. One about several files is forgotten with the first of them."""
        tx.executemany(
            "INSERT INTO trial_question (trial_id, digest, file, told) VALUES (?, ?, ?, ?)",
            [_question_row(tx, trial_id, question) for question in questions],
        )

    def change(self, tx: Transaction, trial: Trial) -> None:
        """Keep ``trial`` as it is now."""
        tx.execute("UPDATE trial SET told = ? WHERE id = ?", (_text(trial), trial.id))

    def latest(self) -> Trial | None:
        """The trial that was started last, None without one."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT id, told FROM trial ORDER BY id DESC LIMIT 1").fetchone()
        if row is None:
            return None
        told = json.loads(row[1])
        return Trial(**{**told, "id": row[0], "phase": Phase(told["phase"])})

    def questions(self, trial_id: int) -> tuple[TrialQuestion, ...]:
        """The questions of a trial, in order, with the right pages in the editions that there are now, too."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id, told FROM trial_question WHERE trial_id = ? ORDER BY id", (trial_id,)
            ).fetchall()
            return tuple(_question(connection, number, json.loads(told)) for number, told in rows)

    def remove_question(self, tx: Transaction, question_id: int) -> None:
        """Take a question off its trial; what was measured with it stays."""
        tx.execute("DELETE FROM trial_question WHERE id = ?", (question_id,))

    def add_attempt(self, tx: Transaction, trial_id: int, attempt: Attempt) -> None:
        """Keep what was measured."""
        tx.execute(
            "INSERT INTO trial_attempt (trial_id, digest, file, told) VALUES (?, ?, ?, ?)",
            (trial_id, attempt.digest or None, holders(tx, attempt.digest)[0], _text(attempt)),
        )

    def attempts(self, trial_id: int) -> tuple[Attempt, ...]:
        """What was measured in a trial, in order."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT told FROM trial_attempt WHERE trial_id = ? ORDER BY id", (trial_id,)
            ).fetchall()
        return tuple(_attempt(json.loads(told)) for (told,) in rows)

    def remove(self, tx: Transaction, trial_id: int) -> None:
        """Forget a trial with all that was measured."""
        tx.execute("DELETE FROM trial WHERE id = ?", (trial_id,))

    def forget_content(self, tx: Transaction, trial_id: int) -> None:
        """Take words and files out of what was measured; the figures stay."""
        for number, told in tx.execute(
            "SELECT id, told FROM trial_attempt WHERE trial_id = ?", (trial_id,)
        ).fetchall():
            bare = replace(_attempt(json.loads(told)), words="", digest="")
            tx.execute("UPDATE trial_attempt SET digest = NULL, told = ? WHERE id = ?", (_text(bare), number))

    def digests(self, item_ids: Sequence[int]) -> dict[int, str]:
        """The digests of files, by item; without those that could not be read."""
        with self._database.reading() as connection:
            return dict(
                connection.execute(
                    "SELECT i.id, c.digest FROM item i JOIN content c ON c.id = i.content_id"
                    " WHERE c.digest IS NOT NULL AND i.id IN (SELECT value FROM json_each(?))",
                    (id_list(item_ids),),
                ).fetchall()
            )

    def places(self, digests: Iterable[str]) -> dict[str, tuple[Path, ...]]:
        """The full paths of the files that have each of the ``digests``."""
        places: dict[str, tuple[Path, ...]] = {}
        with self._database.reading() as connection:
            for digest in set(digests):
                rows = connection.execute(
                    "SELECT s.path, i.path FROM content c JOIN item i ON i.content_id = c.id"
                    " JOIN source s ON s.id = i.source_id WHERE c.digest = ? ORDER BY i.id",
                    (digest,),
                )
                places[digest] = tuple(full_path(source, path) for source, path in rows)
        return places

    def first_pages(self, item_ids: Sequence[int]) -> dict[int, tuple[Path, int, int]]:
        """Path, id of the first page and number of pages of items."""
        with self._database.reading() as connection:
            rows = connection.execute(_PAGES_OF_ITEMS, (id_list(item_ids),)).fetchall()
        return {item: (full_path(source, path), page, pages) for item, source, path, page, pages in rows}


def _text(told: Trial | TrialQuestion | Attempt) -> str:
    plain = asdict(told)
    if not isinstance(told, Attempt):
        del plain["id"]
    return json.dumps(plain, allow_nan=False)  # escaped: paths may hold lone surrogates


def _question_row(
    tx: Transaction, trial_id: int, question: TrialQuestion
) -> tuple[int, str | None, str, str]:
    owners = {answer.digest: holders(tx, answer.digest) for answer in question.answers}
    told = json.dumps({**json.loads(_text(question)), _OWNERS: owners}, allow_nan=False)
    if not question.answers:
        return trial_id, None, "", told
    first = question.answers[0].digest
    return trial_id, first, owners[first][0], told


def _question(connection: Connection, number: int, told: dict[str, Any]) -> TrialQuestion:
    owners = told.pop(_OWNERS, {})
    answers = [RightPage(**answer) for answer in told["answers"]]
    now = [
        page for answer in answers for page in _editions(connection, answer, owners.get(answer.digest, ()))
    ]
    origin = QuestionOrigin(told["origin"])
    right = tuple(dict.fromkeys([*answers, *now]))
    return TrialQuestion(**{**told, "id": number, "answers": right, "origin": origin})


def _editions(connection: Connection, answer: RightPage, owners: Sequence[str]) -> list[RightPage]:
    """A right page in the editions that its files have now."""
    rows = connection.execute(
        "SELECT digest FROM file WHERE digest IS NOT NULL AND uid IN (SELECT value FROM json_each(?))",
        (json.dumps(list(owners)),),
    ).fetchall()
    if answer.number is None:
        return [RightPage(digest, None) for (digest,) in rows]
    places = {
        digest: page_places.place_of(connection, answer.digest, answer.number, digest) for (digest,) in rows
    }
    return [RightPage(digest, place) for digest, place in places.items() if place > 0]


def _attempt(told: Mapping[str, Any]) -> Attempt:
    return Attempt(**{**told, "phase": Phase(told["phase"]), "ending": Ending(told["ending"])})
