"""What users taught, with the pages that there are of it: judged questions, tagged files, and files by their paths."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from imtextgui.store.column_values import path_bytes
from imtextgui.store.database import Database


class TaggedPage(NamedTuple):
    """The first page of a file with a tag."""

    tag: str
    digest: str
    page_id: int


class TaughtRows:
    """Reads what there is to learn from in one catalogue."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def judged(self) -> list[tuple[str, int, bool]]:
        """Give text, page id and verdict of each question in words, of two judgements of a page the later alone."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT DISTINCT j.id, j.text, p.id, j.right FROM judgement_in_force a JOIN judgement j ON j.id = a.id"
                " JOIN content c ON c.digest = a.digest JOIN page p ON p.content_id = c.id AND p.number = a.number"
                " WHERE j.photo IS NULL AND j.text <> '' ORDER BY j.id"
            ).fetchall()
        latest = {(text, page): bool(right) for _, text, page, right in rows}
        return [(text, page, right) for (text, page), right in latest.items()]

    def tagged(self, most: int) -> list[TaggedPage]:
        """Give the first pages of up to ``most`` files of each tag."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT tag, digest, page_id FROM (SELECT t.tag AS tag, c.digest AS digest, p.id AS page_id,"
                " row_number() OVER (PARTITION BY t.tag ORDER BY p.id) AS place"
                " FROM (SELECT DISTINCT digest, tag FROM tag_in_force) t"
                " JOIN content c ON c.digest = t.digest JOIN page p ON p.content_id = c.id AND p.number = 1)"
                " WHERE place <= ? ORDER BY tag, page_id",
                (most,),
            ).fetchall()
        return [TaggedPage(*row) for row in rows]

    def known(self, digests: Sequence[str]) -> tuple[str, ...]:
        """Give those of ``digests`` that are files of the catalogue."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT digest FROM content WHERE digest IN (SELECT value FROM json_each(?)) ORDER BY digest",
                (json.dumps(list(digests)),),
            ).fetchall()
        return tuple(digest for (digest,) in rows)

    def pages_of(self, file: str, number: int | None) -> tuple[int, ...]:
        """Give the page ``number``, None for all, of the files with this path, whole or from a source's folder on.

        A path may begin with the name of the source's folder.
        """
        wanted = path_bytes(file)
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT p.id FROM item i JOIN source s ON s.id = i.source_id"
                " JOIN page p ON p.content_id = i.content_id AND (?2 IS NULL OR p.number = ?2)"
                " WHERE i.path = ?1 OR CAST(s.path || x'2f' || i.path AS BLOB) = ?1"
                " OR substr(CAST(s.path || x'2f' || i.path AS BLOB), -length(?3)) = ?3 ORDER BY p.id",
                (wanted, number, b"/" + wanted),
            ).fetchall()
        return tuple(page for (page,) in rows)
