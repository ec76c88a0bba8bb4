"""Child processes that run without coverage, because what it saw of them would be lost or is not asked for."""

import os

SWITCH = "COVERAGE_PROCESS_CONFIG"
"""The variable by which coverage.py starts itself in a child process."""


def environment() -> dict[str, str]:
    """This process's environment without the variable that starts coverage."""
    return {name: value for name, value in os.environ.items() if name != SWITCH}
