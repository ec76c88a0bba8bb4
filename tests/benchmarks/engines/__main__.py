"""``python -m tests.benchmarks.engines [own|lancedb|milvus]... [--pages N]``: engines on the same pages and questions.

Each is built and then asked, in processes of their own with one thread, so that figures of a busy machine can be
compared; times of the processor tell more there than those of the clock. Everything is kept in ``.cache/engines/N``: a
run that was ended goes on where it was, ``--only build`` (or ``ask``) does one step, ``--only tell`` shows what was
measured, ``--remove`` removes the folder of an engine after it was asked. ``--memory GB`` ends whatever takes more.
LanceDB, pymilvus and milvus-lite must be installed.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Sequence

from tests.benchmarks.engines.stages import ENGINES, Stages
from tests.benchmarks.engines.told import told
from tests.benchmarks.figure import conditions

ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS", "LANCE_CPU_THREADS"), "1"
)
STEPS = ("build", "ask")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the engines that are named, or all; the status is that of the first step that failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.engines")
    parser.add_argument("engines", nargs="*", choices=[*ENGINES, []], metavar="own|lancedb|milvus")
    parser.add_argument("--pages", type=int, default=50_000)
    parser.add_argument("--only", choices=[*STEPS, "tell"])
    parser.add_argument("--memory", type=float, default=6.0, metavar="GB")
    parser.add_argument("--remove", action="store_true")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.here:
        getattr(Stages(chosen.engines[0], chosen.pages), chosen.only)()
        return 0
    status = 0
    for name in chosen.engines or ENGINES:
        stages = Stages(name, chosen.pages)
        for step in STEPS if chosen.only is None else [chosen.only]:
            if step in STEPS:
                status = status or _ended(stages, step, chosen.memory)
        if chosen.remove:
            shutil.rmtree(stages.place, ignore_errors=True)
    print(f"Conditions: {conditions()}, one thread\n\n{told(chosen.pages, chosen.engines or list(ENGINES))}")
    return status


def _ended(stages: Stages, step: str, memory: float) -> int:
    """Run a step in a process of its own with at most so many GB of memory; gives its status."""
    command = [sys.executable, "-m", "tests.benchmarks.engines", stages.name]
    command += ["--here", "--only", step, "--pages", str(stages.corpus.pages)]
    most = int(memory * 1e9)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))

    ended = subprocess.run(command, env=os.environ | ONE_THREAD, check=False, preexec_fn=limit)
    if ended.returncode:
        print(f"{stages.name}: {step} ended with status {ended.returncode}", file=sys.stderr, flush=True)
    return ended.returncode


if __name__ == "__main__":
    sys.exit(main())
