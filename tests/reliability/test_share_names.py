"""A share that its readers call otherwise than its publisher: by another drive, by its server, by another mount."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config.settings import Settings
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from tests.fakes import FakeEncoder
from tests.reliability.published_reader import generations
from tests.reliability.test_published_catalogues import Publisher, ended, reading, told

SERVER, DRIVE = "IMTEXTGUI_TEST_SHARE", "IMTEXTGUI_TEST_DRIVE"
"""Name one folder that tests may write into: by its server (``\\\\server\\share``), and by a drive (``S:\\``)."""


@pytest.fixture(params=["server", "drive"] if sys.platform == "win32" else ["folder"])
def share(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """The folder of a share as its readers name it."""
    if request.param == "folder":
        made = tmp_path / "share 共有"
    elif not (os.environ.get(SERVER) and os.environ.get(DRIVE)):
        pytest.skip("no share with two names")
    else:
        made = Path(os.environ[SERVER if request.param == "server" else DRIVE], tmp_path.name)
    made.mkdir()
    yield made
    shutil.rmtree(made, ignore_errors=True)


@contextmanager
def other_name(share: Path, beside: Path) -> Iterator[Path]:
    """The share as its publisher names it; after the block a link is gone, a drive and a server are not."""
    if sys.platform == "win32":
        readers, publishers = sorted(
            (Path(os.environ[name]) for name in (SERVER, DRIVE)),
            key=lambda name: not share.is_relative_to(name),
        )
        yield publishers / share.relative_to(readers)
        return
    link = beside / "mounted"
    link.symlink_to(share)
    try:
        yield link
    finally:
        link.unlink()


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
        # What is at the publisher's name stays there.
        there = publishers if publishers.exists() else share
        assert {hit.path.parent for hit in hits} == {there / "source"}
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
