"""How much a catalogue holds."""

from dataclasses import dataclass

from imtextgui.domain.embedding import Space
from imtextgui.store.database import Database


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of rows; ``problems`` counts files and pages that something went wrong with.

    ``waiting`` are the pages that a later pass has still to go through.
    """

    sources: int
    items: int
    contents: int
    pages: int
    passages: int
    regions: int
    problems: int
    vectors: dict[Space, int]
    waiting: int = 0


_COUNTED = (
    "SELECT (SELECT count(*) FROM source), (SELECT count(*) FROM item),"
    " (SELECT count(*) FROM content WHERE digest IS NOT NULL),"
    " (SELECT count(*) FROM page), (SELECT count(*) FROM passage),"
    " (SELECT count(*) FROM region),"
    " (SELECT count(*) FROM item i JOIN content c ON c.id = i.content_id"
    "  WHERE coalesce(i.problem, c.problem) IS NOT NULL)"
    " + (SELECT count(*) FROM page WHERE problem IS NOT NULL)"
)


def count(database: Database, passes: int = 0) -> Counts:
    """Count what the catalogue holds; vectors by space, whichever encoder made them.

    ``passes`` are the bits of the later passes that pages may wait for.
    """
    with database.reading() as connection:
        sources, items, contents, pages, passages, regions, problems = connection.execute(_COUNTED).fetchone()
        vectors = dict(
            connection.execute(
                "SELECT s.name, count(v.id) FROM space s LEFT JOIN vector v ON v.space_id = s.id"
                " GROUP BY s.name"
            )
        )
        (waiting,) = connection.execute(
            "SELECT count(*) FROM page WHERE passes & :bits <> :bits", {"bits": passes}
        ).fetchone()
    by_space = {space: vectors.get(space, 0) for space in Space}
    return Counts(sources, items, contents, pages, passages, regions, problems, by_space, waiting)
