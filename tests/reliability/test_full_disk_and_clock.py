"""A disk that is full at any write, and a clock that jumps back, lose nothing."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import DATABASE, Catalogue
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.errors import CatalogueDiskFull
from imtextgui.store.user import history
from tests.fakes import FakeEncoder
from tests.reliability.life import JUDGED, make_files


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    make_files(folder)
    return folder


@pytest.fixture
def catalogue(tmp_path: Path, root: Path) -> Iterator[Catalogue]:
    """Indexed, with a judgement and a tag."""
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as opened:
        opened.sources.add(root)
        run(opened.sources.index())
        page = opened.pages.by_path(root / JUDGED, 1)
        assert page is not None
        opened.judgements.add(Query("question"), page.page_id, True)
        opened.tags.add([page.item_id], "spare")
        yield opened


def pages_of(catalogue: Catalogue) -> int:
    with closing(sqlite3.connect(catalogue.folder / DATABASE)) as connection:
        count: int = connection.execute("PRAGMA page_count").fetchone()[0]
    return count


def limit(catalogue: Catalogue, pages: int) -> None:
    """Let the database file grow to so many pages and no more, as a disk with so much room does."""
    with catalogue.health._database.transaction() as tx:  # noqa: SLF001 - nothing public bounds the file
        tx.execute(f"PRAGMA max_page_count = {pages}")


@pytest.mark.slow
def test_a_disk_that_is_full_at_any_write_loses_nothing(catalogue: Catalogue, root: Path) -> None:
    for number in range(60):
        (root / f"new {number}.txt").write_text(f"relief valve {number} " * 200, encoding="utf-8")
    refused, start = 0, pages_of(catalogue)
    for room in (0, 1, 2, 4, 8, 16, 32, 64, 128):
        limit(catalogue, start + room)
        try:
            run(catalogue.sources.index())
        except CatalogueDiskFull:
            refused += 1
        assert [judgement.text for judgement in catalogue.judgements.all()] == ["question"]
        assert catalogue.tags.all() == (("spare", 1),)
        assert catalogue.search.answer(Query("shaft seal")).hits
        with closing(sqlite3.connect(catalogue.folder / DATABASE)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert refused > 3
    limit(catalogue, 1_000_000)
    run(catalogue.sources.index())
    assert catalogue.health.counts().items == len(list(root.iterdir()))
    assert catalogue.search.answer(Query("relief valve 59")).hits


def test_a_clock_that_jumps_back_loses_nothing(
    catalogue: Catalogue, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(history.KEPT):
        catalogue.history.add(Query(f"search number {number} of many"))
    first = catalogue.jobsheets.create("first")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now - 10 * 365 * 86_400)
    catalogue.history.add(Query("the latest of all"))
    assert catalogue.history.latest(1)[0].query.text == "the latest of all"
    second = catalogue.jobsheets.create("second")
    page = catalogue.pages.by_path(root / JUDGED, 1)
    assert page is not None
    assert catalogue.jobsheets.add_pages([page.page_id], "new").sheet.id == second
    catalogue.jobsheets.use(first)
    assert catalogue.jobsheets.add_pages([page.page_id], "new").sheet.id == first
    (root / "note 01.txt").write_text("written while the clock was wrong", encoding="utf-8")
    report = run(catalogue.sources.index())
    assert (report.sources[0].changed, report.sources[0].gone) == (1, 0)
    assert [judgement.text for judgement in catalogue.judgements.all()] == ["question"]
    assert catalogue.tags.all() == (("spare", 1),)
