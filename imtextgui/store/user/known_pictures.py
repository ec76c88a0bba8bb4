"""Pictures of which somebody or something says what they show: tags, confirmed answers, captions."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from imtextgui.store.column_values import full_path, id_list
from imtextgui.store.database import Database

_SAID = """
    SELECT p.id AS page_id, c.id AS content_id, 'tags' AS known_by, group_concat(t.tag, ', ') AS words
    FROM (SELECT DISTINCT digest, tag FROM tag_in_force) t
    JOIN content c ON c.digest = t.digest JOIN page p ON p.content_id = c.id AND c.pages = 1
    GROUP BY p.id
    UNION ALL
    SELECT p.id, c.id, 'judgement', j.text FROM judgement_in_force a JOIN judgement j ON j.id = a.id
    JOIN content c ON c.digest = a.digest JOIN page p ON p.content_id = c.id AND p.number = a.number
    WHERE j.right AND j.text <> ''
    UNION ALL
    SELECT d.page_id, p.content_id, 'caption', d.parts FROM page_description d JOIN page p ON p.id = d.page_id
    WHERE instr(d.parts, '"caption"')
"""
_FILES = """
    SELECT p.id, s.path, i.path, p.number FROM page p
    JOIN item i ON i.id = (SELECT min(id) FROM item WHERE content_id = p.content_id)
    JOIN source s ON s.id = i.source_id WHERE p.id IN (SELECT value FROM json_each(?))
"""


@dataclass(frozen=True, slots=True)
class KnownPicture:
    """A page with what is said of it; ``known_by`` is ``tags``, ``judgement`` or ``caption``."""

    page_id: int
    content_id: int
    known_by: str
    words: str


class KnownPictures:
    """Reads the known pictures of one catalogue."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[KnownPicture]:
        """All of them; what people said comes before captions, and each page once."""
        known: dict[int, KnownPicture] = {}
        with self._database.reading() as connection:
            for page, content, known_by, words in connection.execute(_SAID):
                said = _caption(words) if known_by == "caption" else words
                if said and page not in known:
                    known[page] = KnownPicture(page, content, known_by, said)
        return list(known.values())

    def files(self, page_ids: Iterable[int]) -> dict[int, tuple[Path, int]]:
        """The first file of each page, and the page's number in it."""
        with self._database.reading() as connection:
            return {
                page: (full_path(source, path), number)
                for page, source, path, number in connection.execute(_FILES, (id_list(page_ids),))
            }


def _caption(parts: str) -> str:
    return next((text for text, source, _ in json.loads(parts) if source == "caption"), "")
