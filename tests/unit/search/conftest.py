"""A catalogue on disk that tests fill page by page, searched through the real store and indexes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from imtextgui.domain.embedding import Space
from imtextgui.domain.items import Kind, Origin, Passage
from imtextgui.domain.progress import run
from imtextgui.domain.query import Photo, Query, Results
from imtextgui.encoders.preprocessing import prepare
from imtextgui.indexing.name_encoding import encode_names
from imtextgui.search.routes.dense import DenseSearch
from imtextgui.search.routes.indexes import Indexes
from imtextgui.search.service import SearchService
from imtextgui.store.content.contents import Contents
from imtextgui.store.content.items import Items
from imtextgui.store.content.pages import Pages, StoredPage
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database
from imtextgui.store.vectors.vector_rows import Vectors
from tests.fakes import FakeEncoder

ROOT = Path("/source")


@dataclass
class Shop:
    """A small catalogue and its search."""

    database: Database
    encoder: FakeEncoder
    indexes: Indexes
    service: SearchService
    source_id: int

    def add(
        self,
        path: str,
        *texts: str,
        title: str = "",
        kind: Kind = Kind.MANUAL,
        image: Image.Image | None = None,
    ) -> None:
        """Add a file whose pages hold ``texts``, each with ``image`` as its picture."""
        pages, contents, items = Pages(self.database), Contents(self.database), Items(self.database)
        with self.database.transaction() as tx:
            content = contents.begin(tx, f"digest of {texts or path}", kind, len(texts), title)
            known = contents.find(f"digest of {texts or path}")
            if not (known and known.stored_pages):
                for number, text in enumerate(texts, start=1):
                    pages.add(tx, content, self._page(number, text, image), self.encoder.fingerprint)
                contents.finish(tx, content)
            items.put(tx, self.source_id, path, 1, 1, content_id=content)
        run(encode_names(self.database, self.encoder))

    def add_unreadable(self, path: str) -> None:
        """Add a file of which only the name is known."""
        with self.database.transaction() as tx:
            Items(self.database).put(tx, self.source_id, path, 1, 1)

    @property
    def dense(self) -> DenseSearch:
        """The search over the catalogue's vectors, with a sample of its own."""
        return DenseSearch(self.indexes, Vectors(self.database), self.encoder.calibration)

    @property
    def pages(self) -> Pages:
        """What the catalogue holds."""
        return Pages(self.database)

    def search(self, text: str = "", *photos: Photo, **more: object) -> Results:
        """Ask for text and photos."""
        return self.service.search(Query(text, photos, **more))  # type: ignore[arg-type]  # any field of Query

    def names(self, text: str = "", *photos: Photo, **more: object) -> list[str]:
        """Names of the files found, best first."""
        return [hit.path.name for hit in self.search(text, *photos, **more).hits]

    def _page(self, number: int, text: str, image: Image.Image | None) -> StoredPage:
        meaning = self.encoder.encode_texts([text]) if text else None
        vectors = self.encoder.encode_pictures([prepare(image, self.encoder.picture)]) if image else None
        return StoredPage(
            number,
            text=text,
            passages=[Passage(text, Origin.TEXT_LAYER)] if text else [],
            meaning=meaning,
            picture=vectors.joint[0] if vectors else None,
            appearance=vectors.appearance[0] if vectors else None,
        )


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with opened(tmp_path) as shop:
        yield shop


@contextmanager
def opened(tmp_path: Path) -> Iterator[Shop]:
    """A new shop in a folder of its own."""
    database = Database.open(tmp_path / "catalogue.sqlite3")
    encoder = FakeEncoder()
    dims = {
        Space.MEANING: encoder.joint_dim,
        Space.PICTURE: encoder.joint_dim,
        Space.APPEARANCE: encoder.appearance_dim,
    }
    indexes = Indexes(tmp_path / "index", Vectors(database), encoder.fingerprint, dims, graph_from=1000)
    with database.transaction() as tx:
        source = Sources(database).add(tx, ROOT)
    yield Shop(database, encoder, indexes, SearchService(database, indexes, encoder), source.id)
    database.close()


def blotches(seed: int, size: tuple[int, int] = (160, 120)) -> Image.Image:
    """A picture of coloured fields that no other seed gives."""
    fields = np.random.default_rng(seed).integers(0, 256, (6, 8, 3), dtype=np.uint8)
    return Image.fromarray(fields).resize(size, Image.Resampling.NEAREST)
