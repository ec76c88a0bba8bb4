"""Every page that holds a part number, with its file and machine, from the index of codes."""

from collections.abc import Iterable
from typing import NamedTuple

from imtextgui.domain.items import Kind
from imtextgui.domain.text import codes
from imtextgui.domain.where_used import DocumentWithNumber, NumberOnPage, WhereUsed
from imtextgui.store.column_values import clean, full_path, id_list
from imtextgui.store.content.machines import Machines
from imtextgui.store.database import Database

# What looks the same counts, too: OCR and people write O for 0. The whole code is preferred where a page has both.
_ASKED = """
    WITH asked AS MATERIALIZED (
        SELECT id, normalised <> :code AS alike FROM code WHERE normalised = :code OR shape = :shape
    )
"""
_ON_PAGES = (
    _ASKED
    + """
    SELECT i.id, p.id, p.number, page_code.raw, p.section, asked.alike
    FROM asked CROSS JOIN page_code ON page_code.code_id = asked.id
    JOIN page p ON p.id = page_code.page_id JOIN item i ON i.content_id = p.content_id
    ORDER BY i.id, p.number, asked.alike DESC, page_code.raw
"""
)
_IN_NAMES = (
    _ASKED
    + """
    SELECT DISTINCT item_code.item_id FROM asked CROSS JOIN item_code ON item_code.code_id = asked.id
    WHERE NOT asked.alike
"""
)
_ITEMS = """
    SELECT i.id, i.source_id, s.path, i.path, c.kind, c.pages, coalesce(first.id, 0)
    FROM item i JOIN source s ON s.id = i.source_id JOIN content c ON c.id = i.content_id
    LEFT JOIN page first ON first.content_id = c.id AND first.number = 1
    WHERE i.id IN (SELECT value FROM json_each(:items))
"""


class _Item(NamedTuple):
    item_id: int
    source_id: int
    source: bytes
    path: bytes
    kind: str
    pages: int
    first_page_id: int


class WhereUsedIndex:
    """Looks a part number up in all pages and names."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, number: str) -> WhereUsed:
        """Find every document that holds ``number``, written in whatever way, as a whole part number."""
        code = clean(codes.normalise(number))
        if not code:
            return WhereUsed(number)
        asked = {"code": code, "shape": codes.shape(code)}
        with self._database.reading() as connection:
            rows = connection.execute(_ON_PAGES, asked).fetchall()
            named = {item_id for (item_id,) in connection.execute(_IN_NAMES, asked)}
            wanted = {"items": id_list({row[0] for row in rows} | named)}
            items = [_Item(*row) for row in connection.execute(_ITEMS, wanted)]
            machines = Machines(connection)
        places = _places(rows)
        documents = [
            DocumentWithNumber(
                item.item_id,
                item.first_page_id,
                full_path(item.source, item.path),
                Kind(item.kind),
                item.pages,
                machines.of(item.source_id, item.path),
                item.item_id in named,
                places.get(item.item_id, ()),
            )
            for item in items
        ]
        documents.sort(key=lambda document: (not document.machine, document.machine, str(document.path)))
        return WhereUsed(number, tuple(documents))


def _places(rows: Iterable[tuple[int, int, int, str, str, int]]) -> dict[int, tuple[NumberOnPage, ...]]:
    """The places by item, each page once; the whole code comes last among the rows of a page, and stays."""
    by_item: dict[int, dict[int, NumberOnPage]] = {}
    for item_id, page_id, page, written, section, alike in rows:
        place = NumberOnPage(page_id, page, written, section, bool(alike))
        by_item.setdefault(item_id, {})[page] = place
    return {item_id: tuple(pages.values()) for item_id, pages in by_item.items()}
