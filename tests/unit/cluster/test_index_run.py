"""A folder is planned, made in shards and published together, or not at all; the scheduler is a double."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.catalogue.published.shards import known_set, only_one
from imtextgui.cluster import __main__ as program
from imtextgui.cluster import index_run, shard_process
from imtextgui.cluster.index_command import ProgressLines
from imtextgui.cluster.index_run import Begun, Planned, Step, Told, Wish, index
from imtextgui.cluster.scheduler import Ended, Event, Keys
from imtextgui.cluster.shard_job import ShardJob, ShardRefused, ShardReport
from imtextgui.domain.progress import Progress, run
from imtextgui.errors import (
    ClusterOccupied,
    ClusterShardBroken,
    PublicationBusy,
    ReportInSource,
)
from tests.published_pages import databases, pages, vectors
from tests.unit.cluster.conftest import SETTINGS

Answer = Callable[[ShardJob], Ended]


class FakeScheduler:
    """Makes shards in this process, one after the other; ``answer`` stands for what happens to one."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def worker_count(self) -> int:
        return 2

    def make(self, jobs: Sequence[ShardJob], retries: int) -> Iterator[Event | Ended]:
        for job in jobs:
            yield {"shard": job.name, "host": "here", "process": 1}
            yield {"shard": job.name, "progress": {"stage": "read", "done": 1, "total": 2, "file": "a.pdf"}}
            yield self._answer(job)


def really(job: ShardJob) -> Ended:
    line = shard_process.outcome(job, lambda _: None)
    return Ended(job.name, json.loads(json.dumps(line)))


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[Answer], None]:
    def use(chosen: Answer) -> None:
        @contextmanager
        def connected(address: str | None, workers: int, retries: int, keys: Keys) -> Iterator[FakeScheduler]:
            yield FakeScheduler(chosen)

        monkeypatch.setattr(index_run, "connected", connected)

    use(really)
    return use


@pytest.fixture
def wish(plant: Path, bundle: Path, tmp_path: Path, answer: object) -> Wish:
    return Wish(
        folder=plant,
        to=tmp_path / "share",
        settings=SETTINGS,
        scratch=str(tmp_path / "scratch"),
        bundle=str(bundle),
    )


def changed(wish: Wish, **values: object) -> Wish:
    from dataclasses import replace

    return replace(wish, **values)  # type: ignore[arg-type]  # fields of the wish


def fail_second(job: ShardJob) -> Ended:
    if job.name == "shard-0002":
        return Ended(job.name, None, ClusterShardBroken(path=job.name, reason="killed"))
    return really(job)


def test_the_shards_hold_what_one_catalogue_holds(wish: Wish, plant: Path, tmp_path: Path) -> None:
    told: list[Told] = []
    result = index(wish, told.append)
    assert (result.published, len(result.reports), result.failures) == (True, 2, {})
    assert [type(one) for one in told] == [Planned, *[Begun, Step, ShardReport] * 2]
    with Catalogue.open(tmp_path / "single", bundle=Path(wish.bundle), chosen=SETTINGS) as single:
        single.sources.add(plant)
        run(single.sources.index())
    one = [tmp_path / "single" / "catalogue.sqlite3"]
    assert pages(databases(wish.to)) == pages(one)
    assert vectors(databases(wish.to)) == vectors(one)
    problems = [problem for report in result.reports.values() for problem in report.problems]
    assert [Path(problem["path"]).name for problem in problems] == ["broken.pdf"]


def test_where_a_shard_fails_nothing_is_published_and_the_others_are_kept(
    wish: Wish, answer: Callable[[Answer], None]
) -> None:
    answer(fail_second)
    result = index(wish, lambda _: None)
    assert not result.published
    assert [(name, failure.code) for name, failure in result.failures.items()] == [
        ("shard-0002", "cluster-shard-broken")
    ]
    assert known_set(wish.to) is None
    answer(really)
    again = index(wish, lambda _: None)
    assert again.published
    assert again.reports["shard-0001"].read == 0
    assert again.reports["shard-0002"].read > 0


def test_a_worker_that_dies_again_and_again_is_told(wish: Wish, answer: Callable[[Answer], None]) -> None:
    answer(lambda job: Ended(job.name, None, RuntimeError("KilledWorker")))
    assert {failure.code for failure in index(wish, lambda _: None).failures.values()} == {
        "cluster-shard-lost"
    }
    answer(lambda job: Ended(job.name, None, ShardRefused("source-missing", {"path": "/share"})))
    assert {failure.code for failure in index(wish, lambda _: None).failures.values()} == {"source-missing"}


def test_a_later_run_keeps_the_shards_and_reads_what_is_new(wish: Wish, plant: Path) -> None:
    first = index(wish, lambda _: None)
    (plant / "pumps" / "new.txt").write_text("a pump that came later")
    (plant / "motors" / "M-0.txt").unlink()
    second = index(wish, lambda _: None)
    assert sum(report.read for report in second.reports.values()) == 1
    assert second.pages == first.pages
    assert {name: shard.units for name, shard in second.plan.items()} == {
        name: shard.units for name, shard in first.plan.items()
    }


def test_other_numbers_of_shards_keep_every_page(wish: Wish) -> None:
    first = index(wish, lambda _: None)
    for count in (3, 1):
        result = index(changed(wish, shard_count=count), lambda _: None)
        assert (result.pages, len(result.reports)) == (first.pages, count)
        known = known_set(wish.to)
        assert known is not None
        assert known.pages == first.pages
    index(wish, lambda _: None)
    assert [shard.name for shard in wish.to.glob("shard-*")] == ["shard-0001"]


def test_the_folder_for_the_shards_holds_nothing_else(wish: Wish, plant: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "letter.txt").write_text("mine")
    with pytest.raises(ClusterOccupied):
        index(changed(wish, to=tmp_path / "taken"), lambda _: None)
    with pytest.raises(ReportInSource):
        index(changed(wish, to=plant / "shards"), lambda _: None)
    index(wish, lambda _: None)
    (tmp_path / "other").mkdir()
    with pytest.raises(ClusterOccupied):
        index(changed(wish, folder=tmp_path / "other"), lambda _: None)
    with only_one(wish.to), pytest.raises(PublicationBusy):
        index(wish, lambda _: None)


def command(wish: Wish, *more: str) -> int:
    words = ["index", str(wish.folder), "--to", str(wish.to), "--bundle", wish.bundle, "--scratch"]
    return program.main([*words, wish.scratch, "--workers", "2", "--exclude", "*.jpg", *more])


def test_the_command_tells_it_to_people_and_to_scripts(
    wish: Wish, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMTEXTGUI_OCR", "off")
    assert command(wish) == 0
    told = capsys.readouterr()
    assert "Published in" in told.out
    assert "broken.pdf" in told.out
    assert "shard-0001: begun on here (process 1)" in told.err
    assert "shard-0002: Reading 1/2 a.pdf" in told.err
    assert command(wish, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["published"], answer["failed"], len(answer["shards"])) == (True, [], 2)
    assert [problem["code"] for problem in answer["problems"]] == ["document-damaged"]
    assert {unit for shard in answer["shards"] for unit in shard["units"]} >= {"pumps/", "motors/"}


def test_the_command_tells_what_failed(
    wish: Wish,
    answer: Callable[[Answer], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("IMTEXTGUI_LANGUAGE", "ja")
    answer(fail_second)
    assert command(wish) == 3
    told = capsys.readouterr().err
    assert "shard-0002: 作れませんでした。" in told
    assert "2 個のうち 1 個" in told


def test_files_that_vanished_are_told(
    wish: Wish, answer: Callable[[Answer], None], capsys: pytest.CaptureFixture[str]
) -> None:
    def with_vanished(job: ShardJob) -> Ended:
        ended = really(job)
        assert ended.line is not None
        return Ended(job.name, {"report": ended.line["report"] | {"vanished": 30, "known": 40}})

    answer(with_vanished)
    assert command(wish) == 3
    assert "30 of the 40 files" in capsys.readouterr().err


def test_steps_come_as_lines_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    lines = ProgressLines()
    step = Step("shard-0001", msgspec.convert({"stage": "scan"}, Progress))
    for _ in range(3):
        lines.tell(step)
    lines.tell(Begun("shard-0001", "there", 7, attempt=2))
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2
    assert told[1].endswith("begun again on there (process 7)")
