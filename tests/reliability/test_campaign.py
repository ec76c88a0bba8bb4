"""The campaign's short forms, and the long ones that only ``make full`` runs."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests import unmeasured
from tests.reliability import full_disk, system_calls

pytestmark = pytest.mark.slow


def run(name: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """A campaign in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", f"tests.reliability.{name}", *arguments],
        capture_output=True,
        encoding="utf-8",
        env=unmeasured.environment(),
        check=False,
    )


def campaign(name: str, *arguments: str) -> dict[str, Any]:
    """The figures of a campaign that found nothing wrong."""
    return figures_of(run(name, *arguments))


def figures_of(done: "subprocess.CompletedProcess[str]") -> dict[str, Any]:
    """What it printed last, where it found nothing wrong."""
    assert done.returncode == 0, f"{done.stdout[-3_000:]}\n{done.stderr[-3_000:]}"
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


@pytest.mark.skipif(sys.platform == "win32", reason="processes are forked and killed")
@pytest.mark.parametrize(
    "count", [10, pytest.param(500, marks=[pytest.mark.full, pytest.mark.timeout(3_600)])]
)
def test_what_was_acknowledged_outlives_a_kill_at_any_moment(count: int) -> None:
    figures = campaign("kills", "--seed", str(count), "--count", str(count))
    assert (figures["lives"], figures["wrong"]) == (count, 0)
    assert figures["killed"] > count // 2


@pytest.mark.parametrize(
    "count", [3, pytest.param(200, marks=[pytest.mark.full, pytest.mark.timeout(3_600)])]
)
def test_damaged_inputs_of_every_kind_end_in_an_answer_or_a_problem(count: int) -> None:
    figures = campaign("mutations", "--seed", str(count), "--count", str(count))
    assert figures["failures"] == 0
    assert figures["inputs"] >= 50 * count


@pytest.mark.parametrize(
    "seconds", [5, pytest.param(300, marks=[pytest.mark.full, pytest.mark.timeout(900)])]
)
def test_nothing_grows_while_it_stays_up(seconds: int) -> None:
    figures = campaign("soak", "--seconds", str(seconds))
    assert figures["rounds"] >= 10


@pytest.mark.skipif(sys.platform != "linux", reason="a disk is mounted in a name space")
@pytest.mark.parametrize(
    "rooms", ["0,32", pytest.param("0,4,8,16,32,64,128,256,512,1024,4096", marks=pytest.mark.full)]
)
def test_everything_that_writes_bears_a_full_disk_and_a_quota(rooms: str) -> None:
    done = run("full_disk", "--kilobytes", rooms)
    if done.returncode == full_disk.MOUNTED:
        pytest.skip("a disk cannot be mounted here")
    figures = figures_of(done)
    assert figures["wrong"] == 0
    assert figures["deeds"] == 2 * len(full_disk.DEEDS) * len(rooms.split(","))
    assert figures["endings"]["told"] > 10


@pytest.mark.skipif(system_calls.tool() is None, reason="calls of the system cannot be watched")
@pytest.mark.parametrize("lying", [False, True])
@pytest.mark.parametrize("count", [5, pytest.param(75, marks=[pytest.mark.full, pytest.mark.timeout(3_600)])])
def test_a_power_cut_at_any_call_loses_nothing_or_is_told(count: int, lying: bool) -> None:
    figures = campaign("power_cut", "--seed", str(count), "--count", str(count), *["--lying"] * lying)
    assert (figures["cuts"], figures["wrong"]) == (count, 0)


@pytest.mark.parametrize(
    "seconds", [5, pytest.param(300, marks=[pytest.mark.full, pytest.mark.timeout(1_800)])]
)
@pytest.mark.timeout(900)
def test_nothing_grows_while_a_window_stays_up(seconds: int) -> None:
    figures = campaign("window_soak", "--seconds", str(seconds))
    assert figures["rounds"] >= 10
    assert figures["problems"] == []


@pytest.mark.parametrize(
    "count", [6, pytest.param(100, marks=[pytest.mark.full, pytest.mark.timeout(3_600)])]
)
def test_a_damaged_catalogue_is_repaired_without_loss(count: int) -> None:
    figures = campaign("repairs", "--seed", str(count), "--count", str(count))
    assert (figures["cases"], figures["wrong"]) == (count, 0)
    assert figures["repaired"] > count // 2
