"""What one encoder has vectors of, what it still lacks, and which pages it could not see in their file."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from imtextgui.domain.embedding import Matrix, Space
from imtextgui.domain.items import Box
from imtextgui.store.column_values import ProblemLike, full_path, id_list, vector_bytes
from imtextgui.store.content.passes import Passes, StoredFile, WaitingPage
from imtextgui.store.database import Database, Transaction
from imtextgui.store.vectors import vector_rows
from imtextgui.store.vectors.name_vectors import NameVectors
from imtextgui.store.vectors.pending_passages import PendingPassages

_PICTURE = "(SELECT id FROM space WHERE name = 'picture' AND fingerprint = :fingerprint)"
_OF_PAGE = "v.page_id = p.id AND v.passage_id IS NULL AND v.region_id IS NULL"
# a page that could be drawn once: by its thumbnail, by any encoder's vector, or because an encoder missed its picture
_DRAWN = """
    (EXISTS (SELECT 1 FROM thumbnail t WHERE t.page_id = p.id)
    OR EXISTS (SELECT 1 FROM vector v WHERE v.page_id = p.id
        AND v.space_id IN (SELECT id FROM space WHERE name = 'picture'))
    OR EXISTS (SELECT 1 FROM makeshift m WHERE m.page_id = p.id))
    AND EXISTS (SELECT 1 FROM item i WHERE i.content_id = p.content_id)
"""
# A page that lacks nothing has as many vectors as regions, and its own: two indexes tell that, where the rest of the
# condition would read half a million rows.
_LACKS = f"""
    ((SELECT count(*) FROM vector v WHERE v.space_id = {_PICTURE} AND v.page_id = p.id)
        <> 1 + (SELECT count(*) FROM region r WHERE r.page_id = p.id))
    AND (NOT EXISTS (SELECT 1 FROM vector v WHERE {_OF_PAGE} AND v.space_id = {_PICTURE})
    OR EXISTS (SELECT 1 FROM region r WHERE r.page_id = p.id
        AND NOT EXISTS (SELECT 1 FROM vector v WHERE v.region_id = r.id AND v.space_id = {_PICTURE})))
"""
_FALLBACK = "EXISTS (SELECT 1 FROM makeshift m WHERE m.fingerprint = :fingerprint AND m.page_id = p.id)"
_AGAIN = "(SELECT page_id FROM makeshift WHERE fingerprint = :fingerprint AND (away OR :retry))"
_UNJUDGED = """
    FROM judgement j WHERE j.text <> '' AND NOT EXISTS (SELECT 1 FROM judgement_vector v
    JOIN space s ON s.id = v.space_id
    WHERE v.judgement_id = j.id AND s.name = 'meaning' AND s.fingerprint = :fingerprint)
"""


class MissingVectors(NamedTuple):
    """How many passages, pages, judged texts and names of files lack a vector."""

    passages: int = 0
    pages: int = 0
    judgements: int = 0
    names: int = 0


class RegionBox(NamedTuple):
    """A region of a page, by its id and where it lies."""

    region_id: int
    box: Box


class EncoderCoverage:
    """What the encoder ``fingerprint`` has of one catalogue. Writing calls take part in the transaction ``tx``."""

    def __init__(self, database: Database, fingerprint: str) -> None:
        self._database = database
        self._fingerprint = fingerprint
        self._named: dict[str, object] = {"fingerprint": fingerprint}

    def missing(self) -> MissingVectors:
        """What has still to be encoded; pages that were given up, or seen in their thumbnail only, are not among it."""
        return MissingVectors(
            PendingPassages(self._database, self._fingerprint).count(),
            self._count(f"FROM page p WHERE {_LACKS} AND {_DRAWN} AND NOT {_FALLBACK}"),
            self._count(_UNJUDGED),
            NameVectors(self._database, self._fingerprint).lacking(),
        )

    def total(self) -> int:
        """How many passages, pages with a picture, judged texts and files there are."""
        return sum(
            self._count(what)
            for what in (
                "FROM passage",
                f"FROM page p WHERE {_DRAWN}",
                "FROM judgement WHERE text <> ''",
                "FROM item",
            )
        )

    def fallback_pages(self) -> list[tuple[Path, int, bool]]:
        """The pages that could not be seen in their file: path, number, and whether their thumbnail could be."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT s.path, min(i.path), p.number, m.picture FROM makeshift m JOIN page p ON p.id = m.page_id"
                " JOIN item i ON i.content_id = p.content_id JOIN source s ON s.id = i.source_id"
                " WHERE m.fingerprint = :fingerprint GROUP BY p.id ORDER BY s.path, min(i.path), p.number",
                self._named,
            ).fetchall()
        return [(full_path(source, item), number, bool(picture)) for source, item, number, picture in rows]

    def judgements_to_encode(self) -> list[tuple[int, str]]:
        """The judgements whose text has no vector: id and text."""
        with self._database.reading() as connection:
            return connection.execute(
                "SELECT j.id, j.text" + _UNJUDGED + "ORDER BY j.id", self._named
            ).fetchall()

    def lost_photos(self) -> int:
        """How many judgements by photo have no vector of this encoder: the photos themselves are not kept."""
        return self._count(
            "FROM judgement j WHERE j.photo IS NOT NULL AND NOT EXISTS (SELECT 1 FROM judgement_vector v"
            " JOIN space s ON s.id = v.space_id WHERE v.judgement_id = j.id AND s.name = 'appearance'"
            " AND s.fingerprint = :fingerprint)"
        )

    def put_judgement_vectors(self, tx: Transaction, ids: Sequence[int], rows: Matrix) -> None:
        """Store ``rows`` [len(ids), dim] as the meaning of judged texts; those withdrawn meanwhile are passed over."""
        space = vector_rows.id_of_space(tx, Space.MEANING, self._fingerprint, rows.shape[1])
        tx.executemany(
            "INSERT OR REPLACE INTO judgement_vector (judgement_id, space_id, row)"
            " SELECT id, ?, ? FROM judgement WHERE id = ?",
            [(space, vector_bytes(row), number) for number, row in zip(ids, rows, strict=True)],
        )

    def pages_to_encode(self, among: Iterable[int] | None = None) -> list[int]:
        """The pages that have still to be encoded, content by content; only of those ``among`` these if given."""
        wanted = f"{_LACKS} AND {_DRAWN} AND NOT {_FALLBACK}"
        if among is None:
            return self._ids(wanted, {})
        return self._ids(
            f"p.id IN (SELECT value FROM json_each(:among)) AND {wanted}", {"among": id_list(among)}
        )

    def pages_to_try(self, *, retry: bool = False) -> list[int]:
        """The pages that lack vectors, and those whose file was away; with ``retry`` also where it was unreadable."""
        wanted = f"(({_LACKS} AND NOT {_FALLBACK}) OR p.id IN {_AGAIN}) AND {_DRAWN}"
        return self._ids(wanted, {"retry": int(retry)})

    def regions(self, page_ids: Iterable[int]) -> dict[int, list[RegionBox]]:
        """The regions of pages, by page id."""
        regions: dict[int, list[RegionBox]] = {}
        with self._database.reading() as connection:
            for page_id, number, *edges in connection.execute(
                "SELECT page_id, id, x0, y0, x1, y1 FROM region"
                " WHERE page_id IN (SELECT value FROM json_each(?)) ORDER BY id",
                (id_list(page_ids),),
            ):
                regions.setdefault(page_id, []).append(RegionBox(number, Box(*edges)))
        return regions

    def put_vectors(
        self, tx: Transaction, page_id: int, region_ids: Sequence[int], rows: Mapping[Space, Matrix]
    ) -> None:
        """Store the vectors of a page, in ``rows`` by space the first of each, and of its regions, the others.

        They take the place of those it had; regions that are gone by now are passed over.
        """
        there = {number for (number,) in tx.execute("SELECT id FROM region WHERE page_id = ?", (page_id,))}
        kept = [place for place, number in enumerate(region_ids, 1) if number in there]
        self._forget_vectors(tx, page_id)
        for space, space_rows in rows.items():
            vector_rows.add(
                tx,
                space,
                self._fingerprint,
                page_id=page_id,
                region_ids=[None, *(region_ids[place - 1] for place in kept)],
                rows=space_rows[[0, *kept]],
            )

    def _forget_vectors(self, tx: Transaction, page_id: int) -> None:
        """Remove the vectors of a page and of its regions, and that it could not be seen."""
        named = self._named | {"page": page_id}
        tx.execute("DELETE FROM makeshift WHERE fingerprint = :fingerprint AND page_id = :page", named)
        tx.execute(
            "DELETE FROM vector WHERE page_id = :page AND passage_id IS NULL"
            " AND space_id IN (SELECT id FROM space WHERE fingerprint = :fingerprint)",
            named,
        )

    def note_fallback(self, tx: Transaction, page_id: int, *, picture: bool, away: bool) -> None:
        """Remember that a page could not be seen in its file, which is ``away`` or unreadable."""
        tx.execute(
            "INSERT OR REPLACE INTO makeshift (fingerprint, page_id, picture, away) VALUES (?, ?, ?, ?)",
            (self._fingerprint, page_id, int(picture), int(away)),
        )

    def note_unreadable(self, tx: Transaction, page_ids: Iterable[int]) -> None:
        """Remember that the files of pages are not away, but cannot be read."""
        tx.execute(
            "UPDATE makeshift SET away = 0 WHERE fingerprint = ? AND page_id IN (SELECT value FROM json_each(?))",
            (self._fingerprint, id_list(page_ids)),
        )

    def _ids(self, wanted: str, named: Mapping[str, object]) -> list[int]:
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT p.id FROM page p WHERE {wanted} ORDER BY p.content_id, p.number",
                self._named | dict(named),
            ).fetchall()
        return [number for (number,) in rows]

    def _count(self, what: str) -> int:
        with self._database.reading() as connection:
            return int(connection.execute(f"SELECT count(*) {what}", self._named).fetchone()[0])


class UnencodedPages:
    """The pages that an encoder lacks vectors of, as a queue for a pass over pages.

    ``within`` are the sources that are there; with ``retry`` files are read again that could not be read. ``lacking``
    are the pages that ``waiting`` gave, ``tried`` those whose file could be opened, whatever came of it.
    """

    def __init__(
        self, database: Database, coverage: EncoderCoverage, within: Iterable[int], *, retry: bool = False
    ) -> None:
        self._passes = Passes(database)
        self._coverage = coverage
        self._within = tuple(within)
        self._retry = retry
        self.lacking: list[int] = []
        self.tried: set[int] = set()

    def waiting(self, _bit: int, _source_ids: Sequence[int]) -> Iterator[WaitingPage]:
        """Give the pages that lack vectors, of all sources, content by content."""
        self.lacking = self._coverage.pages_to_try(retry=self._retry)
        yield from self._passes.described(self.lacking)

    def files(self, content_id: int) -> list[StoredFile]:
        """Give the files that show a content, also in a source that is said to be offline: it may be back."""
        return self._passes.files_in(content_id, self._within)

    def digest(self, content_id: int) -> str:
        """Give the digest of a content's bytes; "" where there is none, or no such content any more."""
        return self._passes.digest(content_id)

    def exists(self, tx: Transaction, page_id: int) -> bool:
        """Whether the page is still there."""
        return self._passes.exists(tx, page_id)

    def mark_done(self, _tx: Transaction, _bit: int, page_ids: Sequence[int]) -> None:
        """Note pages as tried; that they are done is told by the vectors themselves."""
        self.tried.update(page_ids)

    def mark_failed(self, _tx: Transaction, _bit: int, _page_id: int, _problem: ProblemLike) -> None:
        """Do nothing: the page becomes a fallback page, which is no problem of the catalogue."""

    def retry_failed(self, _tx: Transaction, _bit: int, _files: Collection[Path] | None = None) -> None:
        """Do nothing: which pages are tried again was told at the beginning."""
