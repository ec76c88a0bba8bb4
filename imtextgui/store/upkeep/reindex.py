"""Words, codes, languages and some kinds follow from texts and paths; those of another version are made anew."""

import logging

from imtextgui.domain.items import Kind
from imtextgui.domain.text.drawing_words import SHEETS, has_title_block
from imtextgui.domain.text.languages import language_of
from imtextgui.store.column_values import path_text
from imtextgui.store.database import Database, Transaction
from imtextgui.store.text import codes, fulltext

VERSION = 6
"""To be raised by whoever changes what ``domain.text.normalization.tokens``, ``domain.text.codes.codes``,
``domain.text.languages.language_of`` or ``domain.text.drawing_words.has_title_block`` finds in a text.
"""

_SHORT_PDF = """
    SELECT c.id, p.text FROM content c JOIN page p ON p.content_id = c.id AND p.number = 1
    WHERE c.kind = ? AND c.pages <= ? AND EXISTS
    (SELECT 1 FROM item i WHERE i.content_id = c.id AND lower(CAST(i.path AS TEXT)) LIKE '%.pdf')
"""

logger = logging.getLogger(__name__)


def is_current(database: Database) -> bool:
    """Whether what follows was made by this version: otherwise searches may miss words until it is made anew."""
    with database.reading() as connection:
        row = connection.execute("SELECT version FROM derived").fetchone()
    return row is not None and row[0] == VERSION


def refresh(database: Database) -> bool:
    """Make all that follows anew, about a millisecond a page, if another version made it; tell whether it did.

    Must be called before anything is removed: full text forgets a row only by the very words that were added.
    """
    if is_current(database):
        return False
    with database.transaction() as tx:
        row = tx.execute("SELECT version FROM derived").fetchone()
        if row is not None:
            logger.info("words and codes of version %d are made anew", row[0])
        rebuild(tx)
    return True


def rebuild(tx: Transaction) -> None:
    """Make all words, codes and languages anew."""
    fulltext.forget_all(tx)
    codes.forget_all(tx)
    for page_id, title, text in tx.execute("SELECT id, title, text FROM page"):
        fulltext.index_page(tx, page_id, title, text)
        codes.index_page(tx, page_id, title, text)
    languages = [(language_of(text), page) for page, text in tx.execute("SELECT id, text FROM page")]
    tx.executemany("UPDATE page SET language = ? WHERE id = ?", languages)
    _recognise_drawings(tx)
    for item_id, path in tx.execute("SELECT id, path FROM item"):
        fulltext.index_name(tx, item_id, path_text(path))
        codes.index_name(tx, item_id, path_text(path))
    tx.execute("DELETE FROM derived")
    tx.execute("INSERT INTO derived (version) VALUES (?)", (VERSION,))


def _recognise_drawings(tx: Transaction) -> None:
    """Take PDFs for drawings that would be read as such by their words; what strokes tell is seen by reading only."""
    short = tx.execute(_SHORT_PDF, (Kind.MANUAL, SHEETS)).fetchall()
    drawings = [(Kind.DRAWING, content_id) for content_id, text in short if has_title_block(text)]
    tx.executemany("UPDATE content SET kind = ? WHERE id = ?", drawings)
