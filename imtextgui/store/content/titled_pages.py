"""Pages spread over the catalogue, with what they say they are: what questions of a trial are taken from."""

from pathlib import PurePath, PurePosixPath

from imtextgui.domain.measurement.trial import TitledPage
from imtextgui.store.column_values import path_text
from imtextgui.store.database import Database

MOST = 4_000
"""Pages that are looked at; a larger catalogue is thinned out evenly."""

_PAGES = """
    SELECT c.digest, p.number, i.path, s.path, coalesce(nullif(p.title, ''), c.title), p.section, p.language,
        substr(p.text, 1, 4000)
    FROM page p JOIN content c ON c.id = p.content_id JOIN item i ON i.id = (
        SELECT min(j.id) FROM item j WHERE j.content_id = c.id)
    JOIN source s ON s.id = i.source_id
    WHERE c.digest IS NOT NULL AND p.id % ? = 0 ORDER BY p.id
"""


def titled_pages(database: Database) -> list[TitledPage]:
    """At most about ``MOST`` pages, evenly spread."""
    with database.reading() as connection:
        (count,) = connection.execute("SELECT count(*) FROM page").fetchone()
        rows = connection.execute(_PAGES, (max(1, round(count / MOST)),)).fetchall()
    return [
        TitledPage(digest, number, path_text(path).rpartition("/")[2], _top_folder(path, source), *said)
        for digest, number, path, source, *said in rows
    ]


def top_folder(path: PurePath, source: PurePath) -> str:
    """The first folder of a path within its source, the source's own name for a file that lies in it itself."""
    return path.parts[0] if len(path.parts) > 1 else source.name


def _top_folder(path: bytes, source: bytes) -> str:
    return top_folder(PurePosixPath(path_text(path)), PurePosixPath(path_text(source).replace("\\", "/")))
