"""Kills lives of a catalogue at random moments, and looks at what is left.

    python -m tests.reliability.kills --seed 7 --count 500

Each life is a process of its own that is killed with SIGKILL. A catalogue sees up to ``LIVES`` of them. Exit status 1
and a line for each thing that was lost, with the seed that makes it again as far as time allows.
"""

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.reliability.life import Life, check, check_backup, make_files

LIVES = 5
LONGEST = 1.6
"""Seconds that a life lasts at most; many end in the first run of the index, some after all steps."""


def in_child(act: Callable[[], object]) -> int:
    """Start ``act`` in a forked process; gives its id. It ends with status 0, or 1 where ``act`` raises."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        act()
        status = 0
    finally:
        sys.stdout.flush()
        os._exit(status)


def died(child: int, after: float) -> bool:
    """Kill ``child`` ``after`` seconds; tells whether it was still alive. Raises RuntimeError where it had failed."""
    end = time.monotonic() + after
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            if status:
                raise RuntimeError(f"a life failed by itself: {status}")
            return False
        time.sleep(0.005)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def look(act: Callable[[], list[str]], report: Path) -> list[str]:
    """What ``act`` gives, done in a process of its own, so that this one never opens a catalogue before it forks."""
    report.unlink(missing_ok=True)
    _, status = os.waitpid(in_child(lambda: report.write_text(json.dumps(act()))), 0)
    if status or not report.exists():
        return [f"the check itself failed: {status}"]
    told: list[str] = json.loads(report.read_text())
    return told


def campaign(seed: int, count: int, place: Path) -> tuple[int, list[str]]:
    """Kill ``count`` lives in the folder ``place``; gives how many were alive then, and what is wrong."""
    killed, wrong = 0, []
    for number in range(count):
        chance = random.Random(f"{seed} {number}")
        site = place / f"site {number // LIVES}"
        root, folder, told = site / "files", site / "catalogue", site / "told"
        if number % LIVES == 0:
            shutil.rmtree(place / f"site {number // LIVES - 1}", ignore_errors=True)
            make_files(root)
        life = Life(folder, root, told, seed * 100_000 + number)
        killed += died(in_child(life.live), chance.uniform(0.0, LONGEST))
        found = look(lambda: check(folder, root, told), site / "report")  # noqa: B023 - done before the next turn
        archives = sorted((site / "backups").glob("*.zip")) if (site / "backups").is_dir() else []
        if archives:
            archive, again = archives[-1], site / "restored"
            found += look(lambda: check_backup(archive, again), site / "report")  # noqa: B023 - as above
            shutil.rmtree(again, ignore_errors=True)
        wrong += [f"seed {seed} number {number}: {what}" for what in found]
    return killed, wrong


def main() -> int:
    """Run a campaign and print its figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    arguments = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kills-") as name:
        os.environ["IMTEXTGUI_DATA"] = str(Path(name, "data"))
        killed, wrong = campaign(arguments.seed, arguments.count, Path(name))
    for what in wrong:
        print("WRONG", what)
    seconds = round(time.monotonic() - began)
    print(
        json.dumps(
            {
                "seed": arguments.seed,
                "lives": arguments.count,
                "killed": killed,
                "wrong": len(wrong),
                "seconds": seconds,
            }
        )
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
