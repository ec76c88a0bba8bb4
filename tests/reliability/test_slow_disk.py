"""A folder on a slow disk or share: the run goes on, a stop is obeyed soon, and the window waits for none of it.

How soon is counted in calls of the system, each of which may take as long as the share likes: seconds would be those of
this machine.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from tests.fakes import FakeEncoder
from tests.reliability.life import make_files
from tests.reliability.slow_disk import SlowDisk, between

WAIT = 0.002
"""Seconds that a call takes: a step comes after ``folder_walk.BREATH_SECONDS``, some 50 calls."""

MOST_CALLS = 100
"""Calls between two steps of a run, at which it can be stopped."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A tree of folders, with 300 files in one of them."""
    folder = tmp_path / "files"
    make_files(folder)
    for number in range(20):
        (folder / f"folder {number}" / "below").mkdir(parents=True)
        (folder / f"folder {number}" / "below" / "a.txt").write_text(f"relief valve {number}")
    (folder / "many").mkdir()
    for number in range(300):
        (folder / "many" / f"{number}.txt").write_text(f"pump {number}")
    return folder


@pytest.fixture
def catalogue(tmp_path: Path, root: Path) -> Iterator[Catalogue]:
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as opened:
        opened.sources.add(root)
        yield opened


def test_a_run_goes_on_and_can_be_stopped_after_a_few_calls(
    catalogue: Catalogue, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = SlowDisk(root, WAIT)
    with monkeypatch.context() as patch:
        disk.put_in(patch)
        first = between(catalogue.sources.index(), disk)
        again = between(catalogue.sources.index(), disk)
    assert disk.calls > 600
    assert max(first) <= MOST_CALLS
    assert max(again) <= MOST_CALLS
    assert catalogue.health.counts().items == sum(file.is_file() for file in root.rglob("*"))


@pytest.mark.parametrize("steps", [1, 5, 40, 200])
def test_a_run_that_is_stopped_reads_no_more(
    catalogue: Catalogue, root: Path, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = SlowDisk(root, 0)
    with monkeypatch.context() as patch:
        disk.put_in(patch)
        job = catalogue.sources.index()
        for _ in range(steps):
            next(job)
        before = disk.calls
        job.close()
        assert disk.calls - before <= 1
    run(catalogue.sources.index())
    assert catalogue.search.answer(Query("relief valve 7")).hits


def test_a_search_does_not_wait_for_the_folder(
    catalogue: Catalogue, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(catalogue.sources.index())
    disk = SlowDisk(root, 0)
    with monkeypatch.context() as patch:
        disk.put_in(patch)
        assert len(catalogue.search.answer(Query("pump 42")).hits) > 5
        assert catalogue.search.answer(Query("type:txt valve")).hits
        catalogue.health.counts()
        catalogue.health.problems()
        catalogue.tags.all()
    assert disk.calls == 0
