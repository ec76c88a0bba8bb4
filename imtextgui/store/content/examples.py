"""What could be asked of this very catalogue: a part number, a heading and a machine that it holds."""

import re

from imtextgui.store.content.machines import Machines
from imtextgui.store.database import Database

# Of the codes of many pages: the first few thousand rows tell enough, and a large catalogue has millions.
_NUMBERS = """
    SELECT min(raw), count(*) FROM (SELECT code_id, raw FROM page_code LIMIT 20000)
    GROUP BY code_id ORDER BY 2 DESC LIMIT 200
"""
_HEADINGS = """
    SELECT heading FROM (
        SELECT coalesce(nullif(section, ''), title) AS heading, language FROM page
        WHERE section <> '' OR title <> '' LIMIT 5000)
    WHERE language = ? GROUP BY heading ORDER BY count(*) DESC, heading LIMIT 200
"""
_ITEMS = "SELECT source_id, path FROM item ORDER BY id DESC LIMIT 500"
_NUMBER = re.compile(r"(?=.*\d)(?=.*[A-Z])[A-Z0-9][A-Z0-9-]{3,11}")
_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)+|[ぁ-ヿ一-鿿々ー]{3,}")
"""Words, not a name of a file or a number."""
_LEADING = re.compile(r"^[\d.\s]+")
SHORTEST_HEADING, LONGEST_HEADING = 3, 24


class Examples:
    """Examples of queries that find something."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def number(self) -> str:
        """A part number of many pages, as it is written; "" where there is none."""
        with self._database.reading() as connection:
            rows = connection.execute(_NUMBERS).fetchall()
        return next((raw for raw, _ in rows if _NUMBER.fullmatch(raw)), "")

    def heading(self, language: str) -> str:
        """The last part of a heading of pages in ``language`` (two letters), without its number; or ""."""
        with self._database.reading() as connection:
            rows = connection.execute(_HEADINGS, (language,)).fetchall()
        parts = (_LEADING.sub("", section.rpartition(" / ")[2]).strip() for (section,) in rows)
        fitting = (part for part in parts if SHORTEST_HEADING <= len(part) <= LONGEST_HEADING)
        return next((part for part in fitting if _WORDS.fullmatch(part)), "")

    def machine(self) -> str:
        """The name of a machine, or ""."""
        with self._database.reading() as connection:
            machines = Machines(connection)
            names = (machines.of(source, path) for source, path in connection.execute(_ITEMS))
            return next((name for name in names if name and '"' not in name and name.isprintable()), "")
