"""The longest files of the suite begin first."""

from pathlib import Path
from types import SimpleNamespace

from tests.file_order import LONGEST, longest_first

ROOT = Path(__file__).parents[2]


def test_the_longest_files_are_there() -> None:
    assert [name for name in LONGEST if not (ROOT / name).exists()] == []


def test_files_begin_longest_first_and_keep_their_order_inside() -> None:
    names = [
        "tests/a.py::b",
        "tests/a.py::a",
        f"{LONGEST[1]}::z",
        f"{LONGEST[1]}::a",
        f"{LONGEST[0]}::a[1::2]",
    ]
    items = [SimpleNamespace(nodeid=name) for name in names]
    longest_first(items)  # type: ignore[arg-type]  # all that is read of an item
    assert [item.nodeid for item in items] == [names[4], names[2], names[3], names[0], names[1]]
