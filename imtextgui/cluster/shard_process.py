"""The process that makes one shard: its job comes as JSON, progress and the end go back as lines of JSON.

It is a process of its own because a scheduler's worker has to answer the scheduler while files are read, may be
forbidden to start the processes that read them, and because a scheduler's libraries have no place beside those.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any, TextIO

import msgspec

from imtextgui.cluster.shard_job import ShardJob
from imtextgui.config import logs, temporary
from imtextgui.domain.progress import Progress, run
from imtextgui.errors import ImTextError

STEP_SECONDS = 0.5
"""Progress is told so often at most, which is also how soon a process notices that nobody listens any more."""

Step = dict[str, Any]


def main(asked: TextIO = sys.stdin, told: TextIO = sys.stdout) -> int:
    """Make the shard that ``asked`` describes; the status is 0 where its report, or its problem, was told."""
    job = msgspec.json.decode(asked.read(), type=ShardJob)

    def tell(line: Step) -> None:
        # Where nobody listens any more this raises, which ends the job: another worker has it by then.
        print(json.dumps(line), file=told, flush=True)

    logs.start(verbose=False)
    try:
        temporary.sweep()
        tell(outcome(job, tell))
    finally:
        logs.stop()
    return 0


def outcome(job: ShardJob, tell: Callable[[Step], None]) -> Step:
    """Make the shard; gives the line with its report, or with the problem that was in the way."""
    from imtextgui.cluster.shard_build import build_shard

    last = 0.0

    def show(step: Progress) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= STEP_SECONDS:
            last = now
            # A scheduler passes on no name with bytes that are no text.
            file = step.detail.encode(errors="replace").decode()
            tell({"progress": {"stage": step.stage, "done": step.done, "total": step.total, "file": file}})

    try:
        return {"report": msgspec.to_builtins(run(build_shard(job), show))}
    except ImTextError as trouble:
        return {"problem": {"code": trouble.code, "details": trouble.details}}


if __name__ == "__main__":
    sys.exit(main())
