"""Catalogues for the suites that real parts and their light stand-ins must both pass."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.catalogue.protocols import CatalogueParts
from imtextgui.domain.progress import run
from imtextgui.errors import CatalogueReadOnly
from tests.fakes import FakeEncoder
from tests.gui.fake_catalogue import ITEMS, FakeCatalogue, Script

READABLE = ("a.txt", "b.txt", "c.txt")
UNREADABLE = "d.pdf"


@dataclass(frozen=True)
class OpenedCatalogue:
    """A catalogue of three files with one page each, and one that cannot be read.

    ``again`` opens it once more, as a second program does, which may change nothing.
    """

    parts: CatalogueParts
    again: Callable[[], CatalogueParts]
    page_ids: tuple[int, ...]
    unreadable_page: int
    item_ids: tuple[int, ...]


Opener = Callable[[], OpenedCatalogue]


def assert_read_only(*changes: Callable[[], object]) -> None:
    """Each of ``changes`` is refused, because another program has the catalogue open for changes."""
    for change in changes:
        with pytest.raises(CatalogueReadOnly):
            change()


@pytest.fixture(scope="session")
def indexed_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a real catalogue, and in it the files that it holds; made once, copied for each test."""
    folder = tmp_path_factory.mktemp("contract")
    files = folder / "files"
    files.mkdir()
    for name in READABLE:
        (files / name).write_text(f"page of {name}", encoding="utf-8")
    (files / UNREADABLE).write_bytes(b"%PDF-1.7 and no more")
    with Catalogue.open(folder / "catalogue", encoder=FakeEncoder()) as catalogue:
        catalogue.sources.set_portable(True)
        catalogue.sources.add(files)
        run(catalogue.sources.index(first_pass_only=True))
    return folder


@pytest.fixture
def open_real(tmp_path: Path, indexed_folder: Path) -> Iterator[Opener]:
    with ExitStack() as opened:
        folder = tmp_path / "real"

        def open_again() -> Catalogue:
            return opened.enter_context(Catalogue.open(folder / "catalogue", encoder=FakeEncoder()))

        def open_it() -> OpenedCatalogue:
            shutil.copytree(indexed_folder, folder)
            catalogue = open_again()
            names = [*READABLE, UNREADABLE]
            pages = [catalogue.pages.by_path(folder / "files" / name, 1) for name in names]
            assert None not in pages
            ids = [(page.page_id, page.item_id) for page in pages if page]
            page_ids, item_ids = zip(*ids, strict=True)
            return OpenedCatalogue(catalogue, open_again, page_ids[:3], page_ids[3], item_ids[:3])

        yield open_it


@pytest.fixture
def open_fake() -> Opener:
    def open_it() -> OpenedCatalogue:
        catalogue = FakeCatalogue()
        catalogue.sources.add(ITEMS[0].path.parent)
        run(catalogue.sources.index())
        pages = tuple(ITEMS[place].page_id(1) for place in (0, 2, 5))
        items = tuple(page // 100 for page in pages)

        def open_again() -> FakeCatalogue:
            second = FakeCatalogue(script=Script(read_only=True))
            second.tags.tagged = catalogue.tags.tagged
            second.history.past = catalogue.history.past
            second.jobsheets.sheets = catalogue.jobsheets.sheets
            second.jobsheets.sheet_entries = catalogue.jobsheets.sheet_entries
            second.dictionary.terms = catalogue.dictionary.terms
            second.judgements.judged = catalogue.judgements.judged
            second.sources.folders = catalogue.sources.folders
            return second

        return OpenedCatalogue(catalogue, open_again, pages, ITEMS[6].page_id(1), items)

    return open_it


@pytest.fixture(params=["real", "fake"])
def opened(request: pytest.FixtureRequest) -> OpenedCatalogue:
    """The same small catalogue twice: opened by the program, and its light stand-in."""
    open_it: Opener = request.getfixturevalue(f"open_{request.param}")
    return open_it()


@pytest.fixture
def catalogue(opened: OpenedCatalogue) -> CatalogueParts:
    return opened.parts
