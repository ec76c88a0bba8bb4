"""Regions of pages with their vectors, and the local features of pages."""

from collections.abc import Iterable, Sequence

from imtextgui.domain.embedding import Matrix, Space
from imtextgui.domain.items import Box, Region, RegionKind
from imtextgui.store.column_values import id_list
from imtextgui.store.database import Database, Transaction
from imtextgui.store.vectors import vector_rows


class Regions:
    """Regions of one catalogue. Writing calls take part in the caller's transaction ``tx``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, page_id: int) -> tuple[Region, ...]:
        """Give the regions of a page."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT x0, y0, x1, y1, kind FROM region WHERE page_id = ? ORDER BY id", (page_id,)
            ).fetchall()
        return tuple(Region(Box(*edges), RegionKind(kind)) for *edges, kind in rows)

    def boxes(self, region_ids: Iterable[int]) -> dict[int, Box]:
        """Give where on their pages regions are, by region id; those that are gone are left out."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id, x0, y0, x1, y1 FROM region WHERE id IN (SELECT value FROM json_each(?))",
                (id_list(region_ids),),
            ).fetchall()
        return {number: Box(*edges) for number, *edges in rows}

    def add(
        self,
        tx: Transaction,
        page_id: int,
        regions: Sequence[Region],
        rows: dict[Space, Matrix],
        fingerprint: str,
    ) -> None:
        """Put ``regions`` in the place of those that the page had.

        ``rows`` holds the vectors of regions, [len(regions), dim], by space; ``fingerprint`` names the encoder.
        """
        # Their vectors go with them; ids are never reused, so that indexes see the change.
        tx.execute("DELETE FROM region WHERE page_id = ?", (page_id,))
        ids = [
            tx.execute(
                "INSERT INTO region (page_id, kind, x0, y0, x1, y1) VALUES (?, ?, ?, ?, ?, ?)",
                (page_id, region.kind, region.box.x0, region.box.y0, region.box.x1, region.box.y1),
            ).lastrowid
            for region in regions
        ]
        for space, matrix in rows.items():
            if len(matrix):
                vector_rows.add(tx, space, fingerprint, page_id=page_id, region_ids=ids, rows=matrix)
