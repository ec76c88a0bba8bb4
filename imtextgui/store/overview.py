"""How much a catalogue holds."""

from dataclasses import dataclass

from imtextgui.domain.embedding import Space
from imtextgui.store.database import Database


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of rows; ``problems`` counts files and pages that something went wrong with."""

    sources: int
    items: int
    contents: int
    pages: int
    passages: int
    regions: int
    problems: int
    vectors: dict[Space, int]


_COUNTED = (
    "SELECT (SELECT count(*) FROM source), (SELECT count(*) FROM item),"
    " (SELECT count(*) FROM content WHERE digest IS NOT NULL),"
    " (SELECT count(*) FROM page), (SELECT count(*) FROM passage),"
    " (SELECT count(*) FROM region),"
    " (SELECT count(*) FROM item i JOIN content c ON c.id = i.content_id"
    "  WHERE coalesce(i.problem, c.problem) IS NOT NULL)"
    " + (SELECT count(*) FROM page WHERE problem IS NOT NULL)"
)


def count(database: Database) -> Counts:
    """Count what the catalogue holds; vectors by space, whichever encoder made them."""
    with database.reading() as connection:
        sources, items, contents, pages, passages, regions, problems = connection.execute(_COUNTED).fetchone()
        vectors = dict(
            connection.execute(
                "SELECT s.name, count(v.id) FROM space s LEFT JOIN vector v ON v.space_id = s.id"
                " GROUP BY s.name"
            )
        )
    by_space = {space: vectors.get(space, 0) for space in Space}
    return Counts(sources, items, contents, pages, passages, regions, problems, by_space)
