"""Removes from a catalogue what the user does not want it to hold."""

from imtextgui.store.database import Database, Transaction
from imtextgui.store.upkeep import reindex, unfinished_forgetting


def forget_thumbnails(database: Database) -> bool:
    """Remove all small pictures of pages; tell whether there were any."""
    with database.transaction() as tx:
        return _noted(tx, tx.execute("DELETE FROM thumbnail").rowcount)


def forget_texts(database: Database) -> bool:
    """Remove the texts of all pages with the words, codes, passages and meaning vectors made of them.

    Pages are found by the names of their files and by their pictures afterwards. Tells whether there were any.
    """
    with database.reading() as connection:
        (there,) = connection.execute(
            "SELECT EXISTS (SELECT 1 FROM page WHERE text <> '') OR EXISTS (SELECT 1 FROM passage)"
        ).fetchone()
    if there:
        with database.transaction() as tx:
            tx.execute("UPDATE page SET text = '', section = ''")
            tx.execute("DELETE FROM word_boxes")
            tx.execute("DELETE FROM passage")
            for quoting in ("suggested_tag", "page_description"):
                tx.execute(f"DELETE FROM {quoting}")
            reindex.rebuild(tx)
            unfinished_forgetting.note(tx)
    return bool(there)


def forget_searches(database: Database) -> bool:
    """Remove all past searches that have no name; tell whether there were any."""
    with database.transaction() as tx:
        return _noted(tx, tx.execute("DELETE FROM search WHERE name = ''").rowcount)


def _noted(tx: Transaction, removed: int) -> bool:
    """Whether there was anything; its bytes are still to go then."""
    if removed > 0:
        unfinished_forgetting.note(tx)
    return removed > 0
