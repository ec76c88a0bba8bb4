"""What is said to a scheduler, and what is made of its answers; the client is a double."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from imtextgui import __version__
from imtextgui.cluster import scheduler
from imtextgui.cluster.scheduler import NO_KEYS, Ended, Keys, Scheduler, be_worker, connected, security
from imtextgui.cluster.shard_job import ShardJob
from imtextgui.errors import ClusterMissing, ClusterUnreachable, ClusterWithoutWorkers

distributed = pytest.importorskip("distributed", reason="the extra imtextgui[cluster] is not installed")

JOB = ShardJob(__version__, "0" * 32, "shard-0001", "/share/plant", "", "/share/out", {})


class FakeFuture:
    def __init__(self, outcome: object) -> None:
        self._outcome = outcome

    def done(self) -> bool:
        return True

    def exception(self) -> BaseException | None:
        return self._outcome if isinstance(self._outcome, BaseException) else None

    def result(self) -> object:
        return self._outcome


class FakeClient:
    """A scheduler that answers each task with the next outcome."""

    scheduler = None

    def __init__(self, *outcomes: object, workers: int = 2) -> None:
        self._outcomes, self._workers = list(outcomes), workers
        self.told: dict[str, Any] = {}
        self.cancelled: list[object] = []
        self._heard: Callable[[tuple[float, dict[str, Any]]], None] = lambda _: None

    def wait_for_workers(self, count: int, timeout: float) -> None:
        if self._workers < count:
            raise TimeoutError

    def scheduler_info(self, n_workers: int) -> dict[str, Any]:
        return {"workers": dict.fromkeys(range(self._workers))}

    def subscribe_topic(self, topic: str, handler: Callable[[Any], None]) -> None:
        self._heard = handler

    def unsubscribe_topic(self, topic: str) -> None:
        self._heard = lambda _: None

    def submit(self, function: object, *words: object, **options: Any) -> FakeFuture:
        self.told = options
        self._heard((0.0, {"shard": words[1]}))
        return FakeFuture(self._outcomes.pop(0))

    def cancel(self, futures: list[object], *, force: bool) -> None:
        self.cancelled = futures


def fake(*outcomes: object, workers: int = 2) -> Any:
    """Such a client, for who wants a real one."""
    return FakeClient(*outcomes, workers=workers)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "_LOOK_SECONDS", 0.01)


def test_events_come_before_the_end_and_each_end_with_its_shard() -> None:
    trouble = RuntimeError("KilledWorker")
    client = fake({"report": {}}, trouble)
    heard = list(Scheduler(client).make([JOB, JOB], retries=3))
    assert heard == [
        {"shard": "shard-0001"},
        {"shard": "shard-0001"},
        Ended("shard-0001", {"report": {}}),
        Ended("shard-0001", None, trouble),
    ]
    assert client.told["retries"] == 3
    assert client.cancelled == []


def test_what_is_not_done_is_taken_back() -> None:
    client = fake({"report": {}})
    making = Scheduler(client).make([JOB], retries=0)
    next(making)
    making.close()
    assert len(client.cancelled) == 1


def test_workers_are_counted_and_missed() -> None:
    assert Scheduler(fake(workers=2)).worker_count() == 2
    with pytest.raises(ClusterWithoutWorkers):
        Scheduler(fake(workers=0)).worker_count()


def test_a_scheduler_that_is_away_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("timed out")

    monkeypatch.setattr(distributed, "Client", refuse)
    with pytest.raises(ClusterUnreachable) as told, connected("tcp://away:8786", 1, 1, NO_KEYS):
        pass
    assert told.value.details == {"address": "tcp://away:8786", "reason": "timed out"}


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "find_spec", lambda _: None)
    with pytest.raises(ClusterMissing), connected(None, 1, 1, NO_KEYS):
        pass
    with pytest.raises(ClusterMissing):
        be_worker("tcp://away:8786", None, NO_KEYS)


def test_keys_mean_that_nothing_is_said_in_the_clear(tmp_path: Path) -> None:
    assert security(NO_KEYS) is None
    chosen = security(Keys(tmp_path / "ca.pem", tmp_path / "own.pem", tmp_path / "own.key"))
    assert chosen.require_encryption
    assert chosen.tls_ca_file == str(tmp_path / "ca.pem")
    assert chosen.tls_client_cert == chosen.tls_worker_cert == str(tmp_path / "own.pem")


def test_a_worker_works_until_its_scheduler_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, Any] = {}

    class FakeNanny:
        def __init__(self, address: str, **options: Any) -> None:
            told.update(options, address=address)

        async def __aenter__(self) -> "FakeNanny":
            return self

        async def __aexit__(self, *_: object) -> None:
            told["left"] = True

        async def finished(self) -> None:
            if told["address"] == "tcp://away:8786":
                raise OSError("timed out")

    monkeypatch.setattr(distributed, "Nanny", FakeNanny)
    monkeypatch.setattr(scheduler, "_run", asyncio.run)
    be_worker("tcp://here:8786", "bench 3", NO_KEYS)
    assert (told["nthreads"], told["name"], told["left"]) == (1, "bench 3", True)
    with pytest.raises(ClusterUnreachable):
        be_worker("tcp://away:8786", None, NO_KEYS)
