"""Compares what reads words: this tree, another release, and rapidocr, picture by picture in turns."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np

from tests.quality.ocr_mix import Case
from tests.quality.ocr_pages import errors

READER = Path(__file__).with_name("ocr_reader.py")


class Score(NamedTuple):
    """One reading of one picture."""

    wrong: int
    invented: int
    total: int
    seconds: float


@dataclass
class Engine:
    """A process that reads pictures."""

    name: str
    process: "subprocess.Popen[str]"
    memory: int = 0
    """MB, the most that it took."""

    def read(self, path: Path) -> tuple[list[str], float]:
        """The texts on the picture at ``path``, and the processor seconds that they took."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{path}\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        self.memory = answer["memory"]
        return answer["texts"], answer["seconds"]


Scores: TypeAlias = dict[str, list[Score]]
"""By the name of the engine."""


@dataclass
class Table:
    """Scores by kind of picture, chosen-on and held-out ones apart."""

    names: Sequence[str]
    rows: dict[tuple[bool, str], Scores] = field(default_factory=dict)

    def add(self, case: Case, name: str, score: Score) -> None:
        """Count one reading."""
        row = self.rows.setdefault((case.held_out, case.page.group), {each: [] for each in self.names})
        row[name].append(score)

    def lines(self) -> Iterator[str]:
        """The table in Markdown: a row a kind, then sums."""
        heads = "".join(f" {name}: wrong, invented | seconds, median and sum |" for name in self.names)
        yield f"| pictures | number, characters |{heads}"
        yield "|---" * (2 + 2 * len(self.names)) + "|"
        for held_out in (False, True):
            members = {group: row for (held, group), row in self.rows.items() if held == held_out}
            for group, row in members.items():
                yield self._line(group, row)
            if members:
                yield self._line(
                    "**all held out**" if held_out else "**all chosen on**", self._sum(members.values())
                )
        yield self._line("**all**", self._sum(self.rows.values()))

    def _sum(self, rows: Iterable[Scores]) -> Scores:
        known = list(rows)
        return {name: [score for row in known for score in row[name]] for name in self.names}

    def _line(self, group: str, row: Scores) -> str:
        scores = row[self.names[0]]
        cells = [group, f"{len(scores)}, {sum(score.total for score in scores):,}"]
        for name in self.names:
            seconds = [score.seconds for score in row[name]]
            wrong, invented = (
                sum(score.wrong for score in row[name]),
                sum(score.invented for score in row[name]),
            )
            cells += [f"{wrong}, {invented}", f"{np.median(seconds):.2f}, {sum(seconds):.1f}"]
        return f"| {' | '.join(cells)} |"


def judged(known: Sequence[str], read: Sequence[str], seconds: float) -> Score:
    """How ``read`` agrees with what is ``known`` to stand on a picture.

    Characters are wrong where they are not read as they stand; invented where nothing like what is read stands there.
    Single and double characters count as invented only where they stand nowhere.
    """
    wrong, total = errors(known, "\n".join(read))
    truth = "".join(known)
    invented, _ = errors(read, truth, shortest=1)
    return Score(wrong, invented, total, seconds)


def compare(cases: Sequence[Case], before: Path | None, rapidocr: Path | None) -> None:
    """Read all of ``cases`` with each engine in turns, and print the table.

    ``before`` is a tree of another release, ``rapidocr`` the folder that it was installed into.
    """
    here = Path(__file__).resolve().parents[2]
    trees = {"before": before, "now": here, "rapidocr": rapidocr}
    with tempfile.TemporaryDirectory() as scratch, ExitStack() as stack:
        engines = [
            stack.enter_context(_started(name, tree)) for name, tree in trees.items() if tree is not None
        ]
        table = Table([engine.name for engine in engines])
        for number, case in enumerate(cases):
            path = Path(scratch) / f"{number}.png"
            case.page.picture.save(path, compress_level=1)
            told = []
            # in turns, so that what else the machine does falls on all of them
            for engine in engines if number % 2 else reversed(engines):
                score = judged(case.page.texts, *engine.read(path))
                table.add(case, engine.name, score)
                told.append(f"{engine.name} {score.wrong} {score.invented} {score.seconds:.2f}")
            print(
                f"{case.page.group}: {case.page.name}, {score.total}: {'; '.join(sorted(told))}", flush=True
            )
        print("\n" + "\n".join(table.lines()))
        print("\nMemory: " + ", ".join(f"{engine.name} {engine.memory} MB" for engine in engines))


@contextmanager
def _started(name: str, tree: Path) -> Iterator[Engine]:
    """A reading process whose packages come from ``tree``."""
    environment = {**os.environ, "PYTHONPATH": str(tree), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-P", str(READER), name]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=tree
    ) as process:
        yield Engine(name, process)
        assert process.stdin is not None
        process.stdin.close()
