"""The table of the window names ways and tests that exist, and no way is left out of it."""

import re
from pathlib import Path

from tests.journeys.ways import WAYS
from tests.journeys.window_ways import WINDOW_WAYS

TESTS = Path(__file__).parents[1]
TABLE = [
    line
    for line in (Path(__file__).parent / "WINDOW.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| what |")
]


def test_the_ways_of_the_table_are_those_that_are_gone() -> None:
    named = {way for row in TABLE for way in re.findall(r"\*([a-z-]+)\*", row)}
    assert named == {*WAYS, *WINDOW_WAYS}


def test_the_tests_of_the_table_are_there() -> None:
    named = {test for row in TABLE for test in re.findall(r"`((?:gui|unit)/[^`]+)`", row)}
    missing = []
    for test in sorted(named):
        file, _, name = test.partition("::")
        path = TESTS / file
        if not path.is_file() or (name and f"def {name}(" not in path.read_text(encoding="utf-8")):
            missing.append(test)
    assert len(named) > 40
    assert missing == []
