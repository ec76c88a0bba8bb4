"""Makes one shard: an ordinary catalogue on this machine's disk, indexed as any other and then published."""

from contextlib import closing
from pathlib import Path
from typing import Any

from imtextgui import __version__
from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.catalogue.published.shards import newest, working_copy
from imtextgui.cluster.shard_job import ShardJob, ShardReport
from imtextgui.config import paths, temporary
from imtextgui.config.settings import Settings
from imtextgui.domain.items import Problem, Source
from imtextgui.domain.progress import Job
from imtextgui.domain.runs.retry import NO_RETRY, Retry
from imtextgui.errors import ClusterVersion, SourceMissing

LOCK_SECONDS = 30.0
"""A process that lost whoever asked it notices that with its next step, and lets go of the shard."""

PUBLISH_SECONDS = 60.0


def build_shard(job: ShardJob) -> Job[ShardReport]:
    """Index the shard's part of the folder and publish it, not in force yet.

    It begins with the shard's newest snapshot, so that only what is new is read; or with what an attempt that was
    killed on this machine has left. Raises ClusterVersion, SourceMissing where the folder cannot be seen here, and as
    ``CatalogueSources.index`` and ``CataloguePublishing.publish``.
    """
    if job.version != __version__:
        raise ClusterVersion(known=__version__, other=job.version)
    folder, shard = Path(job.folder), Path(job.target) / job.name
    if not folder.is_dir():
        raise SourceMissing(path=job.folder)
    catalogue_folder = yield from _working_folder(job, shard)
    with Catalogue.open(
        catalogue_folder,
        bundle=Path(job.bundle) if job.bundle else None,
        wait=LOCK_SECONDS,
        chosen=_settings(job),
    ) as catalogue:
        source = _source(catalogue, folder, job.exclude)
        report = yield from catalogue.sources.index(
            [source.id],
            retry=Retry.all() if job.retry else NO_RETRY,
            first_pass_only=job.first_pass_only,
            accept_removals=job.accept_removals,
        )
        run = report.sources[0]
        if run.offline and not run.vanished:
            raise SourceMissing(path=job.folder)
        problems = [_plain(problem) for problem in catalogue.health.problems()]
        published = yield from catalogue.publishing.publish(shard, wait=PUBLISH_SECONDS, in_force=False)
    temporary.remove(catalogue_folder)
    return ShardReport(
        name=job.name,
        pages=published.pages,
        files=run.files,
        size=published.size,
        read=run.new + run.changed,
        seconds=round(report.seconds, 3),
        problems=problems,
        vanished=run.vanished,
        known=run.known,
    )


def _working_folder(job: ShardJob, shard: Path) -> Job[Path]:
    """The folder of the catalogue that is worked on: left by an attempt before, or a copy of the newest snapshot.

    It is named by what it began with: one that began with something older would not be what is published.
    """
    base = Path(job.scratch) if job.scratch else paths.data_dir() / "cluster"
    home = base / job.set_id / job.name
    paths.make_private(home)
    current = newest(shard)
    folder = home / ("new" if current is None else current.snapshot)
    for other in home.iterdir():
        if other != folder and not other.name.startswith("."):
            temporary.remove(other)
    if current is not None and not folder.is_dir():
        with closing(working_copy(shard, current, home)) as copying:
            return (yield from copying)
    return folder


def _source(catalogue: Catalogue, folder: Path, exclude: str) -> Source:
    source = catalogue.sources.add(folder)
    if source.exclude != exclude:
        catalogue.sources.set_exclude(source.id, exclude)
    return source


def _settings(job: ShardJob) -> Settings:
    told: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in job.settings.items()
    }
    return Settings(**told)


def _plain(problem: Problem) -> dict[str, object]:
    return {"code": problem.code, "path": str(problem.path), "page": problem.page, "details": problem.details}
