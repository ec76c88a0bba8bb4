"""A scheduler, two workers and a run over a folder, each a program of its own, as a site has them.

Started where there is a loopback: ``python -m tests.reliability.cluster_machines FOLDER SHARDS BUNDLE``.
"""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

_ADDRESS = re.compile(r"tcp://127\.0\.0\.1:\d+")
_SECONDS = 60.0


@contextmanager
def started(*words: str) -> Iterator[subprocess.Popen[str]]:
    """A program of this Python, which ends with the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=_SECONDS)


def address_of(scheduler: "subprocess.Popen[str]") -> str:
    """Where a scheduler listens, by its own word."""
    assert scheduler.stdout is not None
    until = time.monotonic() + _SECONDS
    for line in scheduler.stdout:
        if found := _ADDRESS.search(line):
            return found.group()
        if time.monotonic() > until:
            break
    raise TimeoutError("the scheduler names no address")


def main(folder: str, shards: str, bundle: str) -> int:
    """Index ``folder`` with the workers; gives the exit status of the run, whose output is ours."""
    with ExitStack() as stack:
        words = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        address = address_of(stack.enter_context(started(*words)))
        for name in ("bench-1", "bench-2"):
            stack.enter_context(started("imtextgui.cluster", "worker", address, "--name", name))
        command = ["index", folder, "--to", shards, "--bundle", bundle, "--scheduler", address, "--json"]
        command += ["--shards", "2"]
        return subprocess.run([sys.executable, "-m", "imtextgui.cluster", *command], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
