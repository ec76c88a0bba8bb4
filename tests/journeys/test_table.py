"""The tables name ways and tests that exist, and no way is left out of them."""

import re
from pathlib import Path

from tests.journeys import command_ways
from tests.journeys.encoder_ways import ENCODER_WAYS
from tests.journeys.teaching_ways import TEACHING_WAYS
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


PROMISES = (Path(__file__).parent / "README.md").read_text(encoding="utf-8")


def test_the_ways_of_a_supervisor_are_all_in_the_table() -> None:
    for whose, ways in (("teaching", TEACHING_WAYS), ("encoders", ENCODER_WAYS)):
        assert set(re.findall(rf"\| `{whose}` ([a-z]+)", PROMISES)) == set(ways)
    commands = set(re.findall(r"`(?:command_ways)?\.([a-z_]+)`", PROMISES))
    assert commands | {"dictionary", "judgements"} == {way.__name__ for way in command_ways.WAYS}


def test_the_tests_of_the_promises_are_there() -> None:
    named = set(re.findall(r"`((?:gui|unit)/[^`]+)`", PROMISES))
    assert len(named) > 20
    assert [test for test in sorted(named) if not (TESTS / test).exists()] == []
