"""Kills lives of a catalogue at random moments, and looks at what is left.

    python -m tests.reliability.kills --seed 7 --count 500

Each life is a process of its own that is killed with SIGKILL. A catalogue sees up to ``LIVES`` of them. Exit status 1
and a line for each thing that was lost, with the seed that makes it again as far as time allows.
"""

import argparse
import importlib
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from tests.reliability.life import (
    Life,
    acknowledgements,
    check,
    check_backup,
    check_restored,
    make_files,
)

LIVES = 5
LONGEST = 1.2
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
    except BaseException:
        traceback.print_exc()
        raise
    finally:
        sys.stdout.flush()
        os._exit(status)


def died(act: Callable[[], object], after: float, *, working: bool) -> bool:
    """Do ``act`` in a process that is killed ``after`` seconds; tells whether it was still alive then.

    With ``working`` they are seconds of its own processor time, so that it gets as far on a busy machine; otherwise of
    the clock, so that it may also be waiting for the disk. Raises RuntimeError where it had failed by itself.
    """
    if working:
        # Nobody handles the signal, so the system ends the process at once, as it does by SIGKILL.
        _, status = os.waitpid(in_child(lambda: (signal.setitimer(signal.ITIMER_PROF, after), act())), 0)
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGPROF:
            return True
    else:
        child = in_child(act)
        ended = _status_within(child, after)
        if ended is None:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return True
        (status,) = ended
    if status:
        raise RuntimeError(f"a life failed by itself: {status}")
    return False


def _status_within(child: int, seconds: float) -> tuple[int] | None:
    """The status of ``child``, if it ends within so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return (status,)
        time.sleep(0.005)
    return None


def preload(place: Path) -> None:
    """Import what a life and its check import, so that none of their processes has to.

    They are lived once in a process of its own: this one opens no catalogue, because it forks.
    """
    site = place / "first"
    make_files(site / "files")

    def live() -> list[str]:
        Life(site / "catalogue", site / "files", site / "told", 1).live()
        check(site / "catalogue", site / "files", site / "told")
        return [name for name in sys.modules if name != "__main__"]

    for name in look(live, place / "modules"):
        with suppress(Exception):
            importlib.import_module(name)
    shutil.rmtree(site)


def look(act: Callable[[], list[str]], report: Path) -> list[str]:
    """What ``act`` gives, done in a process of its own, so that this one never opens a catalogue before it forks."""
    report.unlink(missing_ok=True)
    _, status = os.waitpid(in_child(lambda: report.write_text(json.dumps(act()))), 0)
    if status or not report.exists():
        return [f"the check itself failed: {status}"]
    told: list[str] = json.loads(report.read_text())
    return told


def site_campaign(seed: int, first: int, last: int, site: Path) -> tuple[int, int, list[str]]:
    """Kill the lives ``first`` to ``last`` of one catalogue in the folder ``site``.

    Gives how many were alive then, how much had been acknowledged, and what is wrong.
    """
    killed, wrong = 0, []
    root, folder, told, report = (site / name for name in ("files", "catalogue", "told", "report"))
    make_files(root)
    for number in range(first, last):
        chance = random.Random(f"{seed} {number}")
        life = Life(folder, root, told, seed * 100_000 + number)
        killed += died(life.live, chance.uniform(0.01, LONGEST), working=number % 2 == 0)
        found = look(lambda: check(folder, root, told), report)
        for archive in sorted((site / "backups").glob("*.zip"))[-1:]:
            found += look(partial(check_backup, archive, site / "again"), report)
            shutil.rmtree(site / "again", ignore_errors=True)
        for restored in sorted((site / "restored").glob("[!.]*"))[-2:]:
            found += look(partial(check_restored, restored), report)
        wrong += [f"seed {seed} number {number}: {what}" for what in found]
    acknowledged = len(acknowledgements(told))
    shutil.rmtree(site)
    return killed, acknowledged, wrong


def _share(seed: int, count: int, place: Path, share: int, shares: int) -> None:
    """Every ``shares``-th catalogue of the campaign, one after the other; the figures go into a file."""
    os.environ["IMTEXTGUI_DATA"] = str(place / f"data {share}")
    figures = [
        site_campaign(seed, first, min(first + LIVES, count), place / f"site {first}")
        for first in range(share * LIVES, count, shares * LIVES)
    ]
    (place / f"figures {share}").write_text(json.dumps(figures))


def campaign(seed: int, count: int, place: Path, shares: int) -> tuple[int, int, list[str]]:
    """Kill ``count`` lives in the folder ``place``, ``shares`` at a time; gives what ``site_campaign`` does."""
    preload(place)
    children = [in_child(partial(_share, seed, count, place, share, shares)) for share in range(shares)]
    if any(os.waitpid(child, 0)[1] for child in children):
        raise RuntimeError("a part of the campaign failed by itself")
    told = [site for share in range(shares) for site in json.loads((place / f"figures {share}").read_text())]
    return (
        sum(site[0] for site in told),
        sum(site[1] for site in told),
        [what for site in told for what in site[2]],
    )


def main() -> int:
    """Run a campaign and print its figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--at-once", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kills-") as name:
        killed, acknowledged, wrong = campaign(arguments.seed, arguments.count, Path(name), arguments.at_once)
    for what in wrong:
        print("WRONG", what)
    figures = {
        "seed": arguments.seed,
        "lives": arguments.count,
        "killed": killed,
        "acknowledged": acknowledged,
        "wrong": len(wrong),
        "seconds": round(time.monotonic() - began),
    }
    print(json.dumps(figures))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
