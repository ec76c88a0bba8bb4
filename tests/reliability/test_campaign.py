"""The campaign's short forms, and the long ones that only ``make full`` runs."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests import unmeasured
from tests.reliability import system_calls

pytestmark = pytest.mark.slow


def campaign(name: str, *arguments: str) -> dict[str, Any]:
    """The figures of a campaign that found nothing wrong."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.reliability.{name}", *arguments],
        capture_output=True,
        encoding="utf-8",
        env=unmeasured.environment(),
        check=False,
    )
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


@pytest.mark.skipif(system_calls.tool() is None, reason="calls of the system cannot be watched")
@pytest.mark.parametrize("lying", [False, True])
@pytest.mark.parametrize("count", [5, pytest.param(75, marks=[pytest.mark.full, pytest.mark.timeout(3_600)])])
def test_a_power_cut_at_any_call_loses_nothing_or_is_told(count: int, lying: bool) -> None:
    figures = campaign("power_cut", "--seed", str(count), "--count", str(count), *["--lying"] * lying)
    assert (figures["cuts"], figures["wrong"]) == (count, 0)


@pytest.mark.parametrize(
    "count", [6, pytest.param(100, marks=[pytest.mark.full, pytest.mark.timeout(3_600)])]
)
def test_a_damaged_catalogue_is_repaired_without_loss(count: int) -> None:
    figures = campaign("repairs", "--seed", str(count), "--count", str(count))
    assert (figures["cases"], figures["wrong"]) == (count, 0)
    assert figures["repaired"] > count // 2
