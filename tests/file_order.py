"""The order in which files of tests are given to the workers of pytest-xdist."""

import pytest

LONGEST = (
    "tests/e2e/test_reproduce.py",
    "tests/crash/test_kill.py",
    "tests/e2e/test_samples.py",
    "tests/e2e/test_offline.py",
    "tests/gui/widgets/test_accessibility.py",
    "tests/e2e/test_command_line.py",
    "tests/e2e/test_doctor.py",
)
"""Files of which each is a good part of a worker's time: one that begins last is waited for by the whole run."""


def longest_first(items: list[pytest.Item]) -> None:
    """Put the tests of the ``LONGEST`` files before the rest, and keep the order within each file."""
    ranks = {name: rank for rank, name in enumerate(LONGEST)}
    items.sort(key=lambda item: ranks.get(item.nodeid.partition("::")[0], len(ranks)))
