"""What a scheduler's worker runs: it starts the process that makes a shard, and passes on what that tells."""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from imtextgui.cluster.shard_job import ShardRefused
from imtextgui.errors import ClusterShardBroken

Tell = Callable[[dict[str, Any]], None]

_REASON_LENGTH = 400


def run_shard(job: str, name: str, topic: str) -> dict[str, Any]:
    """Make the shard ``name`` that ``job`` describes in JSON; events of the ``topic`` tell how it goes.

    Gives the line with the report. Raises ShardRefused with the problem that was in the way, and ClusterShardBroken
    where the process ended without a word: the scheduler tries again, as it likes with another worker.
    """
    from distributed import get_worker

    worker = get_worker()
    return made(job, name, lambda event: worker.log_event(topic, event))


def made(job: str, name: str, tell: Tell) -> dict[str, Any]:
    """As ``run_shard``, with what is told given to ``tell``."""
    with subprocess.Popen(
        [sys.executable, "-m", "imtextgui.cluster.shard_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        try:
            tell({"shard": name, "host": platform.node(), "process": os.getpid()})
            return _listened(process, job, name, tell)
        finally:
            process.kill()


def _listened(process: "subprocess.Popen[str]", job: str, name: str, tell: Tell) -> dict[str, Any]:
    assert process.stdin is not None
    assert process.stdout is not None
    with suppress(BrokenPipeError):  # it ended at once; why is in what it said
        process.stdin.write(job)
        process.stdin.close()
    other = ""
    for text in process.stdout:
        line = _line(text)
        if line is None:
            other = (other + text)[-_REASON_LENGTH:]
        elif "progress" in line:
            tell({"shard": name} | line)
        elif "problem" in line:
            raise ShardRefused(line["problem"]["code"], line["problem"]["details"])
        else:
            return line
    raise ClusterShardBroken(path=name, reason=other.strip() or f"exit status {process.wait()}")


def _line(text: str) -> dict[str, Any] | None:
    """What the process told in one line; None for a word of a library."""
    try:
        told = json.loads(text)
    except ValueError:
        return None
    return told if isinstance(told, dict) else None
