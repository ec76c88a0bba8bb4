"""A catalogue database and a pipeline over a folder, with the weightless encoder."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from imtextgui.domain.progress import run
from imtextgui.domain.runs.retry import NO_RETRY, Retry
from imtextgui.domain.runs.run_report import SourceRun
from imtextgui.indexing.pipeline import Pipeline
from imtextgui.indexing.reader_pool.process_pool import ProcessReaderPool
from imtextgui.indexing.reader_pool.protocol import ReaderPool
from imtextgui.store.content.counts import Counts, count
from imtextgui.store.content.items import Items
from imtextgui.store.content.pages import Pages
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database
from tests.fakes import FakeEncoder


class Site:
    """A folder of files and the catalogue of it."""

    def __init__(self, root: Path, folder: Path, readers: ReaderPool) -> None:
        self.root = root
        self.readers = readers
        self.folder = folder
        self.encoder = FakeEncoder()
        self.database = Database.open(folder / "catalogue.sqlite3")
        self.items = Items(self.database)
        with self.database.transaction() as tx:
            self.source_id = Sources(self.database).add(tx, root).id

    def index(self, *, retry: Retry = NO_RETRY) -> SourceRun:
        """One run over the folder."""
        return run(self.pipeline().index(Sources(self.database).all(), retry=retry)).sources[0]

    def pipeline(self) -> Pipeline:
        return Pipeline(self.database, self.encoder, folder=self.folder, readers=self.readers)

    def counts(self) -> Counts:
        return count(self.database)

    def ids(self) -> dict[str, int]:
        """Item ids by relpath."""
        return {path: known.item_id for path, known in self.items.known(self.source_id).items()}

    def texts(self) -> dict[str, str]:
        """The text of the first page by relpath."""
        pages = Pages(self.database)
        return {path: page.text for path, item in self.ids().items() if (page := pages.page_of(item, 1))}

    def codes(self) -> dict[str, str]:
        """Problem codes by file name."""
        return {problem.path.name: problem.code for problem in self.items.problems()}

    def encoded(self) -> tuple[int, int]:
        return self.encoder.pictures_encoded, self.encoder.texts_encoded

    def photo(self, relpath: str, colour: str = "red") -> Path:
        path = self.root / relpath
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (64, 48), colour).save(path, "JPEG")
        return path

    def text(self, relpath: str, text: str) -> Path:
        path = self.root / relpath
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path


@pytest.fixture(scope="session")
def readers() -> Iterator[ReaderPool]:
    """Worker processes that all runs of these tests share."""
    with ProcessReaderPool(2) as pool:
        yield pool


@pytest.fixture
def site(tmp_path: Path, readers: ReaderPool) -> Iterator[Site]:
    root = tmp_path / "工場 files"
    root.mkdir()
    site = Site(root, tmp_path / "catalogue", readers)
    yield site
    site.database.close()
