"""A share that its readers call otherwise than its publisher: by another drive, by its server, by another mount."""

import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from string import ascii_uppercase

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config.settings import Settings
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from tests.fakes import FakeEncoder
from tests.reliability.published_reader import generations
from tests.reliability.test_published_catalogues import Publisher, ended, reading, told

SERVER = "IMTEXTGUI_TEST_SHARE"
"""Names a folder of a share by its server (``\\\\server\\share``) that tests may write into."""

_REMOVE = 2


@contextmanager
def other_name(folder: Path, beside: Path) -> Iterator[Path]:
    """Another name of ``folder``, which is gone after the block: a drive letter on Windows, a link elsewhere."""
    if sys.platform == "win32":
        kernel = ctypes.windll.kernel32
        taken = kernel.GetLogicalDrives()
        letter = next(
            f"{one}:" for place, one in enumerate(ascii_uppercase) if place > 3 and not taken >> place & 1
        )
        assert kernel.DefineDosDeviceW(0, letter, str(folder)), kernel.GetLastError()
        try:
            yield Path(f"{letter}\\")
        finally:
            kernel.DefineDosDeviceW(_REMOVE, letter, None)
    else:
        link = beside / "mounted"
        link.symlink_to(folder)
        try:
            yield link
        finally:
            link.unlink()


@pytest.fixture(params=["folder", "server"])
def share(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """The folder of a share, also by the name of its server."""
    if request.param == "server" and not os.environ.get(SERVER):
        pytest.skip("no share by the name of its server")
    made = Path(os.environ[SERVER], tmp_path.name) if request.param == "server" else tmp_path / "share 共有"
    made.mkdir()
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.mark.timeout(300)
def test_it_is_read_by_its_other_name_and_followed(share: Path, tmp_path: Path) -> None:
    """A second process reads while it is published again; then the publisher's name is gone."""
    with other_name(share, tmp_path) as publishers:
        publisher = Publisher(publishers)
        try:
            publisher.publish(0)
            with reading(share / "share") as reader:
                assert told(reader) == "0"
                publisher.publish(1)
                assert told(reader) == "1"
                assert ended(reader) >= 2
        finally:
            publisher.catalogue.close()
    with Catalogue.open(share / "share", encoder=FakeEncoder(), chosen=Settings()) as catalogue:
        assert catalogue.sources.read_only
        assert generations(catalogue) == [1, 1]
        hits = catalogue.search.answer(Query("generation")).hits
        assert {hit.path.parent for hit in hits} == {share / "source"}
        assert all(hit.path.is_file() for hit in hits)
        assert catalogue.pages.get(hits[0].page_id) is not None


@pytest.mark.timeout(300)
def test_it_is_searched_together_with_an_own_one(share: Path, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "own.txt").write_text("generation of steam", encoding="utf-8")
    own = tmp_path / "own"
    with Catalogue.open(own, encoder=FakeEncoder(), chosen=Settings()) as catalogue:
        catalogue.sources.add(tmp_path / "notes")
        run(catalogue.sources.index())
    with other_name(share, tmp_path) as publishers:
        publisher = Publisher(publishers)
        publisher.publish(0)
        folders = [own, share / "share"]
        with Catalogue.open_several(folders, encoder=FakeEncoder(), chosen=Settings()) as several:
            answer = several.answer(Query("generation"))
            from_where = {hit.path.name: several.folder_of(hit.page_id) for hit in answer.results.hits}
            assert from_where == {"own.txt": own, "alpha.txt": share / "share", "beta.txt": share / "share"}
            assert answer.left_out == ()
            publisher.publish(1)
        publisher.catalogue.close()
