"""``python -m tests.benchmarks [NAME...]``: measure and print the table of README.md, one row at a time."""

import sys
from importlib import import_module

from tests.benchmarks.figure import HEADER, conditions

NAMES = (
    *("start", "window", "rescan", "search", "confidence", "photos", "second_pass", "memory"),
    *("firstpass", "limits"),
)


def main(names: list[str]) -> int:
    """Measure ``names``, or all; the exit status says whether every promise was kept."""
    print(f"Conditions: {conditions()}\n\n{HEADER}", flush=True)
    kept = True
    for name in names or NAMES:
        for figure in import_module(f"tests.benchmarks.{name}").measure():
            print(figure.row(), flush=True)
            kept &= figure.holds
    return not kept


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
