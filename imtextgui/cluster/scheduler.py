"""Talks to a scheduler of Dask, on other machines or made here for a run: gives it shards and hears of them."""

import json
import uuid
from collections.abc import Coroutine, Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

import msgspec

from imtextgui.cluster.shard_job import ShardJob
from imtextgui.cluster.shard_task import run_shard
from imtextgui.config.temporary import temporary_folder
from imtextgui.errors import ClusterMissing, ClusterUnreachable, ClusterWithoutWorkers

if TYPE_CHECKING:
    from distributed import Client

REACHED_SECONDS = 20.0
WORKERS_SECONDS = 60.0
"""So long a scheduler, and the first of its workers, may take to answer."""

_LOOK_SECONDS = 0.2

LOCAL_HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Keys:
    """Files in PEM with which client, scheduler and workers know each other; None: they talk in the clear."""

    authority: Path | None = None
    certificate: Path | None = None
    key: Path | None = None


NO_KEYS = Keys()


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of a shard: the line with its report, or the last thing that went wrong."""

    name: str
    line: dict[str, Any] | None
    trouble: BaseException | None = None


Event = dict[str, Any]


class Scheduler:
    """Gives shards to workers, one to each at a time where they were started as the guide says."""

    def __init__(self, client: "Client") -> None:
        self._client = client

    def worker_count(self) -> int:
        """How many workers there are; the first is waited for. Raises ClusterWithoutWorkers."""
        try:
            self._client.wait_for_workers(1, timeout=WORKERS_SECONDS)
        except TimeoutError as trouble:
            raise ClusterWithoutWorkers(address=_address(self._client)) from trouble
        return len(self._client.scheduler_info(n_workers=-1)["workers"])

    def make(self, jobs: Sequence[ShardJob], retries: int) -> Generator[Event | Ended, None, None]:
        """Make the shards; what is heard of them, and the end of each.

        A shard whose worker dies is made by another worker: how often is the scheduler's ``allowed-failures``. One
        whose process fails is made again up to ``retries`` times. Closing it takes back what is not done.
        """
        topic, heard = f"imtextgui-{uuid.uuid4().hex}", SimpleQueue[Event]()
        self._client.subscribe_topic(topic, lambda event: heard.put(event[1]))
        waiting = {
            self._client.submit(
                run_shard,
                json.dumps(msgspec.to_builtins(job)),
                job.name,
                topic,
                key=f"{topic}-{job.name}",
                pure=False,
                retries=retries,
            ): job.name
            for job in jobs
        }
        try:
            while waiting:
                yield from _heard(heard)
                for future in [future for future in waiting if future.done()]:
                    name, trouble = waiting.pop(future), future.exception()
                    yield Ended(name, None if trouble else future.result(), trouble)
            yield from _heard(heard)
        finally:
            self._client.cancel(list(waiting), force=True)
            self._client.unsubscribe_topic(topic)


@contextmanager
def connected(address: str | None, workers: int, retries: int, keys: Keys) -> Iterator[Scheduler]:
    """The scheduler at ``address``, or one for this run with so many ``workers``, processes on this machine.

    Raises ClusterMissing and ClusterUnreachable.
    """
    require_distributed()
    from distributed import Client

    with ExitStack() as stack:
        stack.enter_context(_quiet(retries))
        target = address or stack.enter_context(_local(workers))
        try:
            client = Client(target, timeout=REACHED_SECONDS, security=security(keys), set_as_default=False)
        except (OSError, ValueError) as trouble:
            raise ClusterUnreachable(address=str(address), reason=str(trouble)) from trouble
        yield Scheduler(stack.enter_context(client))


def be_worker(address: str, name: str | None, keys: Keys) -> None:
    """Be a worker of the scheduler at ``address`` until it ends; a process that dies is started again.

    Raises ClusterMissing and ClusterUnreachable.
    """
    require_distributed()
    import dask
    from distributed import Nanny

    async def work(folder: Path) -> None:
        async with Nanny(
            address,
            nthreads=1,
            name=name,
            memory_limit=None,
            local_directory=str(folder),
            security=security(keys),
            dashboard=False,
        ) as nanny:
            await nanny.finished()

    with (
        temporary_folder() as folder,
        dask.config.set({"distributed.comm.timeouts.connect": REACHED_SECONDS}),
    ):
        try:
            _run(work(folder))
        except (OSError, ValueError) as trouble:
            raise ClusterUnreachable(address=address, reason=str(trouble)) from trouble


def _run(work: Coroutine[Any, Any, None]) -> None:
    from tornado.ioloop import IOLoop

    IOLoop(make_current=False).run_sync(lambda: work)


def require_distributed() -> None:
    """Raise ClusterMissing where Dask is not installed."""
    if find_spec("distributed") is None:
        raise ClusterMissing(names="distributed")


def security(keys: Keys) -> Any:
    """What Dask wants to know of ``keys``; None where there are none."""
    from distributed import Security

    if keys.authority is None:
        return None
    paths = {"ca_file": keys.authority, "client_cert": keys.certificate, "client_key": keys.key}
    paths |= {"worker_cert": keys.certificate, "worker_key": keys.key}
    told = {f"tls_{name}": str(path) for name, path in paths.items() if path is not None}
    return Security(require_encryption=True, **told)


@contextmanager
def _local(workers: int) -> Iterator[Any]:
    """A scheduler with worker processes on this machine, which no other machine can reach."""
    from distributed import LocalCluster

    with (
        temporary_folder() as folder,
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host=LOCAL_HOST,
            dashboard_address=None,
            memory_limit=None,
            local_directory=str(folder),
        ) as cluster,
    ):
        yield cluster


@contextmanager
def _quiet(retries: int) -> Iterator[None]:
    """Let a scheduler made here have as many workers die of a shard as its process may fail, and not talk of it."""
    import dask

    with dask.config.set(
        {
            "distributed.scheduler.allowed-failures": retries,
            "distributed.logging.distributed": "critical",
            "distributed.admin.low-level-log-length": 100,
        }
    ):
        yield


def _heard(events: "SimpleQueue[Event]") -> Iterator[Event]:
    """What has come meanwhile, after a moment in which something may come."""
    try:
        yield events.get(timeout=_LOOK_SECONDS)
        while True:
            yield events.get_nowait()
    except Empty:
        return


def _address(client: "Client") -> str:
    return str(client.scheduler.addr if client.scheduler is not None else "")
