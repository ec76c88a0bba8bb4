"""One shard is an ordinary catalogue of its part of a folder, and is begun with what is there already."""

import io
import json
import pickle
import shutil
from dataclasses import asdict, replace
from pathlib import Path

import msgspec
import pytest

from imtextgui import __version__
from imtextgui.catalogue.published.shards import newest, publish_together
from imtextgui.cluster import shard_process, shard_task
from imtextgui.cluster.shard_build import build_shard
from imtextgui.cluster.shard_job import ShardJob, ShardRefused, ShardReport
from imtextgui.config import paths
from imtextgui.domain.progress import run
from imtextgui.errors import ClusterShardBroken, ClusterVersion, SourceMissing
from imtextgui.store.published.shard_set import PublishedShard
from tests.unit.cluster.conftest import SETTINGS

NAME = "shard-0001"


@pytest.fixture
def job(plant: Path, bundle: Path, tmp_path: Path) -> ShardJob:
    return ShardJob(
        version=__version__,
        set_id="0" * 32,
        name=NAME,
        folder=str(plant),
        exclude="/*\n!/pumps/\n.*",
        target=str(tmp_path / "share"),
        settings=asdict(SETTINGS),
        scratch=str(tmp_path / "scratch"),
        bundle=str(bundle),
    )


def changed(job: ShardJob, **values: object) -> ShardJob:
    return msgspec.structs.replace(job, **values)


def made(job: ShardJob) -> ShardReport:
    """Make the shard and put it in force."""
    report = run(build_shard(job))
    shard = PublishedShard(report.name, report.pages, report.files, report.size, ("pumps/",))
    publish_together(Path(job.target), Path(job.folder), [shard])
    return report


def test_a_shard_holds_its_part_and_waits_until_it_is_put_in_force(job: ShardJob, tmp_path: Path) -> None:
    report = run(build_shard(job))
    assert (report.pages, report.files, report.read, report.problems) == (5, 5, 5, [])
    shard = tmp_path / "share" / NAME
    assert newest(shard) is not None
    assert not (shard / paths.PUBLISHED).exists()
    assert list((tmp_path / "scratch").rglob(paths.DATABASE)) == []
    made(job)
    assert (shard / paths.PUBLISHED).exists()


def test_only_what_is_new_is_read(job: ShardJob, plant: Path) -> None:
    made(job)
    (plant / "pumps" / "new.txt").write_text("a pump that came later")
    report = made(job)
    assert (report.files, report.read) == (6, 1)
    assert made(job).read == 0


def test_what_was_made_and_not_put_in_force_is_not_read_again(job: ShardJob) -> None:
    assert run(build_shard(job)).read == 5
    assert run(build_shard(job)).read == 0


def test_an_attempt_that_was_killed_is_gone_on_with(job: ShardJob, tmp_path: Path) -> None:
    running = build_shard(job)
    for step in running:
        if step.stage == "publish":
            break
    left = tmp_path / "scratch" / job.set_id / NAME / "new"
    kept = tmp_path / "kept"
    shutil.copytree(left, kept)
    running.close()
    shutil.rmtree(left)
    shutil.copytree(kept, left)
    assert run(build_shard(job)).read == 0


def test_what_began_with_an_older_snapshot_is_not_gone_on_with(job: ShardJob, tmp_path: Path) -> None:
    home = tmp_path / "scratch" / job.set_id / NAME
    made(job)
    (home / "new").mkdir(parents=True)
    made(job)
    assert list(home.iterdir()) == []


def test_other_rules_take_files_out_and_in(job: ShardJob) -> None:
    made(job)
    report = made(changed(job, exclude="/*\n!/motors/\n.*"))
    assert (report.files, report.read, report.vanished) == (4, 4, 0)


def test_a_worker_that_cannot_make_it_says_why(job: ShardJob, tmp_path: Path) -> None:
    with pytest.raises(SourceMissing):
        run(build_shard(changed(job, folder=str(tmp_path / "not mounted"))))
    with pytest.raises(ClusterVersion) as other:
        run(build_shard(changed(job, version="0.0")))
    assert other.value.details == {"known": __version__, "other": "0.0"}
    line = shard_process.outcome(changed(job, version="0.0"), lambda _: None)
    assert line["problem"]["code"] == "cluster-version"


def test_the_process_tells_progress_and_the_report(job: ShardJob, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shard_process, "STEP_SECONDS", 0.0)
    told = io.StringIO()
    asked = io.StringIO(json.dumps(msgspec.to_builtins(job)))
    assert shard_process.main(asked, told) == 0
    *steps, last = map(json.loads, told.getvalue().splitlines())
    assert {"scan", "read", "publish"} <= {step["progress"]["stage"] for step in steps}
    assert (last["report"]["pages"], last["report"]["name"]) == (5, NAME)


def test_nobody_listening_ends_the_process(job: ShardJob, tmp_path: Path) -> None:
    class Closed(io.StringIO):
        def write(self, _: str) -> int:
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        shard_process.main(io.StringIO(json.dumps(msgspec.to_builtins(job))), Closed())
    assert newest(tmp_path / "share" / NAME) is None


@pytest.mark.slow
def test_a_worker_passes_on_what_its_process_tells(job: ShardJob) -> None:
    events: list[dict[str, object]] = []
    line = shard_task.made(json.dumps(msgspec.to_builtins(job)), NAME, events.append)
    assert line["report"]["pages"] == 5
    assert [event["shard"] for event in events] == [NAME] * len(events)
    assert "process" in events[0]


@pytest.mark.slow
def test_what_a_worker_cannot_make_may_be_made_by_another(job: ShardJob, tmp_path: Path) -> None:
    away = json.dumps(msgspec.to_builtins(changed(job, folder=str(tmp_path / "not mounted"))))
    with pytest.raises(ShardRefused) as told:
        shard_task.made(away, NAME, lambda _: None)
    again = pickle.loads(pickle.dumps(told.value))
    assert (again.code, again.details) == ("source-missing", {"path": str(tmp_path / "not mounted")})


def test_a_process_that_dies_without_a_word_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", shutil.which("false"))
    with pytest.raises(ClusterShardBroken) as told:
        shard_task.made("{}", NAME, lambda _: None)
    assert told.value.details == {"path": NAME, "reason": "exit status 1"}


def test_settings_travel_with_the_job(job: ShardJob) -> None:
    bare = changed(job, settings=asdict(replace(SETTINGS, keep_text=False)))
    assert made(bare).pages == 5
