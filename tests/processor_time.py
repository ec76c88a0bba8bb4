"""A plugin of pytest: processor time by test file and by folder, which a busy machine changes far less than wall time.

    python -m pytest -p tests.processor_time --processor-time .cache/processor_time.json

Counts user and system time of the test process and of the child processes that it has waited for.
"""

import json
import os
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

SHOWN_FILES = 25


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--processor-time", metavar="FILE", help="write the seconds of every test as JSON to FILE"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(ProcessorTime(config), "processor-time")


class ProcessorTime:
    """Puts the seconds of each phase into its report; adds them up where the reports arrive."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._before = used()
        self._tests: defaultdict[str, float] = defaultdict(float)
        self._workers = 0.0

    @pytest.hookimpl
    def pytest_runtest_logstart(self) -> None:
        self._before = used()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Any:
        report = yield
        now = used()
        # xdist carries every attribute of a report from the worker to here.
        report.processor_seconds = now - self._before
        self._before = now
        return report

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._tests[report.nodeid] += getattr(report, "processor_seconds", 0.0)

    @pytest.hookimpl
    def pytest_sessionfinish(self) -> None:
        output = getattr(self._config, "workeroutput", None)
        if output is not None:
            output["processor_seconds"] = used()

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        self._workers += getattr(node, "workeroutput", {}).get("processor_seconds", 0.0)

    @pytest.hookimpl
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        total = sum(self._tests.values())
        # Workers tell what they have used; they are children of this process, and must not be counted twice.
        everything = self._workers + time.process_time() if self._workers else used()
        outside = everything - total
        terminalreporter.section("processor time (seconds of user and system)")
        terminalreporter.write_line(f"{total:8.1f}  tests")
        terminalreporter.write_line(f"{outside:8.1f}  imports, collection, reporting")
        by_file = by(self._tests, lambda node: node.partition("::")[0])
        by_folder = by(by_file, lambda name: Path(name).parent.as_posix())
        for name, seconds in sorted(by_folder.items()):
            terminalreporter.write_line(f"{seconds:8.1f}  {name}/")
        terminalreporter.write_line(f"the {SHOWN_FILES} slowest files:")
        for name, seconds in sorted(by_file.items(), key=lambda file: -file[1])[:SHOWN_FILES]:
            terminalreporter.write_line(f"{seconds:8.1f}  {name}")
        target = self._config.getoption("processor_time")
        if target:
            Path(target).parent.mkdir(parents=True, exist_ok=True)
            Path(target).write_text(json.dumps(dict(self._tests), indent=0))


def used() -> float:
    """Seconds of processor time that this process and its ended children have used."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def by(seconds: Mapping[str, float], group: Callable[[str], str]) -> dict[str, float]:
    """Sums of ``seconds``, by what ``group`` says of a name."""
    sums: defaultdict[str, float] = defaultdict(float)
    for name, value in seconds.items():
        sums[group(name)] += value
    return sums
