"""A catalogue database in a temporary folder, and the few lines that fill it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from imtextgui.domain.embedding import Matrix, unit
from imtextgui.domain.items import Kind, Origin, Passage, Source
from imtextgui.store.content.contents import Contents
from imtextgui.store.content.items import Items
from imtextgui.store.content.pages import Pages, StoredPage
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database
from imtextgui.store.text.codes import Codes
from imtextgui.store.text.fulltext import Fulltext
from imtextgui.store.vectors.vector_rows import Vectors

FINGERPRINT = "encoder-1"
DIM = 4


@dataclass
class Store:
    """The store of one catalogue with one source."""

    database: Database
    sources: Sources = field(init=False)
    items: Items = field(init=False)
    contents: Contents = field(init=False)
    pages: Pages = field(init=False)
    vectors: Vectors = field(init=False)
    fulltext: Fulltext = field(init=False)
    codes: Codes = field(init=False)
    source: Source = field(init=False)

    def __post_init__(self) -> None:
        self.sources, self.items = Sources(self.database), Items(self.database)
        self.contents, self.pages = Contents(self.database), Pages(self.database)
        self.vectors, self.fulltext = Vectors(self.database), Fulltext(self.database)
        self.codes = Codes(self.database)
        with self.database.transaction() as tx:
            self.source = self.sources.add(tx, Path("/data/図面"))

    def file(
        self, path: str, *texts: str, digest: str = "", title: str = "", kind: Kind = Kind.MANUAL
    ) -> int:
        """Put a readable file with a page for each of ``texts``; same digest, same content."""
        digest = digest or ascii(path)
        with self.database.transaction() as tx:
            known = self.contents.find(digest)
            content_id = known.id if known else self.contents.begin(tx, digest, kind, len(texts), title)
            for number, text in enumerate(texts if known is None else (), start=1):
                self.pages.add(tx, content_id, page(number, text), FINGERPRINT)
            self.contents.finish(tx, content_id)
            return self.items.put(tx, self.source.id, path, 10, 20, content_id=content_id)

    def rows(self, table: str) -> int:
        with self.database.reading() as connection:
            count: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        return count

    def found(self, *terms: str) -> list[str]:
        """The texts of the pages that hold any of ``terms``, best first."""
        ids = [hit.page_id for hit in self.fulltext.words(terms)]
        texts = self.pages.texts(ids)
        return [texts[page_id] for page_id in ids]


def rows(count: int, seed: int = 0) -> Matrix:
    return unit(np.random.default_rng(seed).normal(size=(count, DIM)))


def page(number: int, text: str = "", title: str = "") -> StoredPage:
    return StoredPage(
        number,
        title,
        text,
        thumbnail=b"small",
        width=210,
        height=297,
        passages=[Passage(text, Origin.TEXT_LAYER), Passage(title, Origin.METADATA)],
        picture=rows(1, seed=number)[0],
        appearance=rows(1, seed=number + 1)[0],
        meaning=rows(2, seed=number + 2),
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    database = Database.open(tmp_path / "catalogue.sqlite3")
    yield Store(database)
    database.close()
