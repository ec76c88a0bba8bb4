"""Indexes a folder in shards, on workers, and publishes them together."""

import hashlib
import os
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from imtextgui import __version__, file_output
from imtextgui.absolute_paths import absolute
from imtextgui.catalogue.published import shards
from imtextgui.cluster.folder_sizes import folder_sizes
from imtextgui.cluster.scheduler import NO_KEYS, Ended, Event, Keys, connected
from imtextgui.cluster.shard_job import ShardJob, ShardRefused, ShardReport
from imtextgui.cluster.shard_plan import Shard, plan
from imtextgui.config import paths, temporary
from imtextgui.config.settings import Settings
from imtextgui.domain.progress import Progress, run
from imtextgui.errors import ClusterOccupied, ClusterShardLost, ImTextError

_OWN_NAME = re.compile(r"shard-\d{4,}|\.imtextgui-.*")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: ``folder`` in shards in ``to``, both as all workers see them.

    ``shard_count`` None: as many as before, or as there are workers. ``workers`` are processes of this machine, where
    no ``scheduler`` is named. ``exclude`` are gitignore lines besides those of the settings.
    """

    folder: Path
    to: Path
    settings: Settings
    scheduler: str | None = None
    workers: int = 1
    shard_count: int | None = None
    readers: int = 0
    retries: int = 2
    exclude: tuple[str, ...] = ()
    scratch: str = ""
    bundle: str = ""
    retry: bool = False
    first_pass_only: bool = False
    accept_removals: bool = False
    keys: Keys = NO_KEYS


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a shard could not be made, as an ``ImTextError`` says it; of a fault of the program ``code`` is ""."""

    code: str
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Planned:
    """What is about to be made: files of the folder, shards and workers."""

    files: int
    shards: int
    workers: int


@dataclass(frozen=True, slots=True)
class Begun:
    """A shard is begun; ``attempt`` counts from 1."""

    shard: str
    host: str
    process: int
    attempt: int


@dataclass(frozen=True, slots=True)
class Step:
    """What is done of a shard."""

    shard: str
    progress: Progress


Told = Planned | Begun | Step | ShardReport


@dataclass(slots=True)
class RunResult:
    """What became of the shards, by their names; ``published`` only where all of them were made."""

    plan: Mapping[str, Shard]
    reports: dict[str, ShardReport] = field(default_factory=dict)
    failures: dict[str, Failure] = field(default_factory=dict)
    attempts: dict[str, int] = field(default_factory=dict)
    published: bool = False

    @property
    def pages(self) -> int:
        """Of all shards that were made."""
        return sum(report.pages for report in self.reports.values())


def index(wish: Wish, tell: Callable[[Told], None], drive: Callable[[Any], Any] = run) -> RunResult:
    """Make the shards, on the workers, and publish them together unless one fails; what happens is told.

    ``drive`` drives the walk over the folder. Raises ClusterErrors, SourceMissing, ReportInSource where ``to`` lies in
    the folder, PublicationBusy where another run is at ``to``, and as ``shards.publish_together``.
    """
    _require_free(wish)
    with shards.only_one(wish.to):
        known = shards.known_set(wish.to)
        if known is not None and known.folder != str(wish.folder):
            raise ClusterOccupied(path=str(wish.to))
        lines = [*wish.settings.exclude.splitlines(), *wish.exclude]
        sizes = drive(folder_sizes(wish.folder, "\n".join(lines)))
        before = [shard.units for shard in known.shards] if known is not None else []
        if known is not None:
            _remove_retired(wish.to, {shard.name for shard in known.shards})
        with connected(wish.scheduler, wish.workers, wish.retries, wish.keys) as scheduler:
            workers = scheduler.worker_count()
            count = wish.shard_count or len(before) or workers
            planned = {
                shards.shard_name(number): shard for number, shard in enumerate(plan(sizes, count, before))
            }
            tell(Planned(sizes.files(), count, workers))
            result = RunResult(planned)
            jobs = [_job(wish, name, [*shard.rules(), *lines]) for name, shard in planned.items()]
            with closing(scheduler.make(jobs, wish.retries)) as making:
                for heard in making:
                    _follow(result, heard, tell)
        if not result.failures:
            published = [_published(result.reports[name], shard.units) for name, shard in planned.items()]
            shards.publish_together(wish.to, wish.folder, published, set_id=_set_id(wish))
            result.published = True
    return result


def _follow(result: RunResult, heard: Event | Ended, tell: Callable[[Told], None]) -> None:
    if isinstance(heard, Ended):
        outcome = _outcome(heard)
        if isinstance(outcome, Failure):
            result.failures[heard.name] = outcome
        else:
            result.reports[heard.name] = outcome
            tell(outcome)
        return
    name = heard["shard"]
    if "progress" in heard:
        told = heard["progress"]
        tell(Step(name, Progress(told["stage"], told["done"], told["total"], told["file"])))
    else:
        result.attempts[name] = result.attempts.get(name, 0) + 1
        tell(Begun(name, heard["host"], heard["process"], result.attempts[name]))


def _outcome(ended: Ended) -> ShardReport | Failure:
    """The report of a shard, or why there is none."""
    if ended.line is not None:
        return msgspec.convert(ended.line["report"], ShardReport)
    if isinstance(ended.trouble, ImTextError | ShardRefused):
        return Failure(ended.trouble.code, ended.trouble.details)
    return Failure(ClusterShardLost.code, {"path": ended.name, "reason": str(ended.trouble)})


def _require_free(wish: Wish) -> None:
    """Raise where the shards cannot lie in the folder for them."""
    file_output.require_outside(absolute(wish.to / paths.SHARDS), [wish.folder])
    if wish.to.exists():
        own = {paths.SHARDS, shards.RUN_LOCK}
        for file in wish.to.iterdir():
            if file.name not in own and not _OWN_NAME.fullmatch(file.name):
                raise ClusterOccupied(path=str(wish.to))


def _remove_retired(folder: Path, current: set[str]) -> None:
    """Remove shards that a run before has left out of the set: whoever reads has opened the new one by now."""
    for shard in folder.glob("shard-*"):
        if shard.name not in current and (shard / paths.PUBLISHED).is_file():
            temporary.remove(shard)


def _job(wish: Wish, name: str, exclude: Sequence[str]) -> ShardJob:
    return ShardJob(
        version=__version__,
        set_id=_set_id(wish),
        name=name,
        folder=str(wish.folder),
        exclude="\n".join(dict.fromkeys(exclude)),
        target=str(wish.to),
        settings=asdict(replace(wish.settings, workers=wish.readers or _readers(wish))),
        scratch=wish.scratch,
        bundle=wish.bundle,
        retry=wish.retry,
        first_pass_only=wish.first_pass_only,
        accept_removals=wish.accept_removals,
    )


def _readers(wish: Wish) -> int:
    """Processes that read for one shard: on this machine its processors shared out, elsewhere what suits each."""
    if wish.scheduler is not None:
        return wish.settings.workers
    return max(1, (os.cpu_count() or 1) // wish.workers)


def _set_id(wish: Wish) -> str:
    """The same for every run over the folder, so that what a run has left on a worker is found by the next."""
    return hashlib.sha256(f"{wish.folder}\0{wish.to}".encode(errors="surrogateescape")).hexdigest()[:32]


def _published(report: ShardReport, units: tuple[str, ...]) -> shards.PublishedShard:
    return shards.PublishedShard(report.name, report.pages, report.files, report.size, units)
