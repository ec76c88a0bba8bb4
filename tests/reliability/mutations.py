"""Damages inputs of every kind and watches that each ends in an answer or in one expected problem.

    python -m tests.reliability.mutations --seed 7 --count 4000 [--first 0] [--target a.pdf ...]

``count`` is how many mutated inputs each target gets, from number ``first`` on. A failure is printed with the seed that
makes it again, and the status is 1 then. What an input does to the process that reads it is contained, and counted:
time-outs, deaths. Exceptions that nothing should raise are failures; so are deaths where no process is between an input
and the program, which is everything but documents.
"""

import argparse
import contextlib
import json
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tests.reliability.contained import DIED, FAILED, TIMED_OUT, Ending, endings
from tests.reliability.mutation_targets import DocumentTarget, Make, targets

SECONDS = 20.0
"""An input may be silent for so long."""


@dataclass
class Outcome:
    """How the inputs of one target ended, by code; what must not have been, and what was contained."""

    ends: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    contained: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(self.ends.values())

    def add(self, ending: Ending, label: str, is_document: bool) -> None:
        """Count one ending; ``label`` says how it is made again."""
        self.ends[ending.code] += 1
        told = f"{label}: {ending.code}: {ending.reason}"
        if ending.code == FAILED or (ending.code in (DIED, TIMED_OUT) and not is_document):
            self.failures.append(told)
        elif ending.code in (DIED, TIMED_OUT):
            self.contained.append(told)


def campaign(seed: int, numbers: range, wanted: list[str] | None = None) -> Iterator[tuple[str, Outcome]]:
    """Each target with how its inputs ended."""
    with tempfile.TemporaryDirectory(prefix="reliability-", ignore_cleanup_errors=True) as name:
        os.environ["IMTEXTGUI_DATA"] = str(Path(name, "data"))
        for target, make in targets().items():
            if wanted and target not in wanted:
                continue
            place = Path(name, target)
            place.mkdir()
            yield target, _of_target(target, make, seed, numbers, place)
            shutil.rmtree(place, ignore_errors=True)


def _of_target(target: str, make: Make, seed: int, numbers: range, place: Path) -> Outcome:
    outcome = Outcome()
    for ending in endings(partial(make, seed), place, numbers, SECONDS):
        outcome.add(ending, f"{target} seed {seed} number {ending.number}", isinstance(make, DocumentTarget))
    return outcome


def main() -> int:
    """Run a campaign and print its figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--target", action="append")
    arguments = parser.parse_args()
    began, total, failures, contained = time.monotonic(), 0, 0, 0
    numbers = range(arguments.first, arguments.first + arguments.count)
    for target, outcome in campaign(arguments.seed, numbers, arguments.target):
        total += outcome.count
        failures += len(outcome.failures)
        contained += len(outcome.contained)
        print(json.dumps({target: dict(outcome.ends.most_common())}), flush=True)
        for failure in outcome.failures[:5]:
            print("FAILURE", failure, flush=True)
        for end in outcome.contained[:5]:
            print("contained", end, flush=True)
    seconds = round(time.monotonic() - began)
    figures = {"seed": arguments.seed, "inputs": total, "failures": failures, "contained": contained}
    print(json.dumps({**figures, "seconds": seconds}))
    return 1 if failures else 0


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())
