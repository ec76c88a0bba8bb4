"""The words of what people wrote about pages, in a full-text table beside the database in memory.

People write few sentences, so the table is filled anew when the catalogue has changed: nothing in the catalogue
follows from them that would have to be forgotten with them. The table is cut into words as those of pages are.
"""

import sqlite3

from imtextgui.domain.text import normalization
from imtextgui.store.while_unchanged import WhileUnchanged

_TABLE = "described_words"
_WRITTEN = """
    SELECT p.id, group_concat(w.text, char(10)) FROM (
        SELECT DISTINCT digest, number, text FROM description_in_force WHERE text <> '') w
    CROSS JOIN content c ON c.digest = w.digest
    CROSS JOIN page p ON p.content_id = c.id AND p.number = w.number GROUP BY +p.id
"""
"""In this order: there are few sentences and many pages."""


class DescribedWords:
    """Finds pages by the words of their corrected descriptions, in whichever language those are."""

    def __init__(self) -> None:
        self._rows: WhileUnchanged[str, int] = WhileUnchanged()

    def are_there(self, connection: sqlite3.Connection) -> bool:
        """Whether any page of a file that is there has a corrected description; makes the table ready to be asked."""
        known = self._rows.of(connection)
        if "rows" not in known:
            known["rows"] = _fill(connection)
        return bool(known["rows"])

    def pages(self, connection: sqlite3.Connection, match: str) -> list[int]:
        """The pages whose description the FTS5 expression ``match`` finds.

        To be asked after ``are_there`` only, on the same connection.
        """
        query = f"SELECT rowid FROM temp.{_TABLE} WHERE {_TABLE} MATCH ?"
        return [page for (page,) in connection.execute(query, (match,))]


def _fill(connection: sqlite3.Connection) -> int:
    written = connection.execute(_WRITTEN).fetchall()
    connection.execute(f"DROP TABLE IF EXISTS temp.{_TABLE}")
    if not written:
        return 0
    connection.execute(
        f"CREATE VIRTUAL TABLE temp.{_TABLE} USING fts5 (body, content='', tokenize='porter ascii')"
    )
    rows = [(page, " ".join(normalization.tokens(text))) for page, text in written]
    connection.executemany(f"INSERT INTO temp.{_TABLE} (rowid, body) VALUES (?, ?)", rows)
    return len(rows)
