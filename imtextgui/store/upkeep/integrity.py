"""Whether the database is whole: SQLite's own check, and rows that lack what they belong to."""

from dataclasses import dataclass

from imtextgui.store.database import Database

_STRAY = {
    "content": "SELECT count(*) FROM content c WHERE NOT EXISTS (SELECT 1 FROM item WHERE content_id = c.id)",
    "page": "SELECT abs((SELECT count(*) FROM page) - (SELECT count(*) FROM page_words_docsize))",
    "item": "SELECT abs((SELECT count(*) FROM item) - (SELECT count(*) FROM item_words_docsize))",
}
"""Contents that no item refers to, and how many pages and names the full text has too many or too few."""


@dataclass(frozen=True, slots=True)
class Integrity:
    """``damage`` is what SQLite complains about first, "" if nothing. ``stray`` counts rows out of place by table.

    Contents without items are what a killed run leaves, and go with the next run; other stray rows are a fault.
    """

    damage: str
    stray: dict[str, int]


def integrity(database: Database) -> Integrity:
    """Look at every page of the database file; takes about a second for each 300 MB."""
    with database.reading() as connection:
        verdict: str = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        stray = {name: int(connection.execute(query).fetchone()[0]) for name, query in _STRAY.items()}
        for table, _, _, _ in connection.execute("PRAGMA foreign_key_check"):
            stray[table] = stray.get(table, 0) + 1
    return Integrity(
        "" if verdict == "ok" else verdict, {name: count for name, count in stray.items() if count}
    )
