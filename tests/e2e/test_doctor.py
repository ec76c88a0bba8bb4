"""The doctor as an administrator meets it: on the real bundle, with the window in a process of its own."""

import pytest

from tests.e2e.conftest import Run

pytestmark = pytest.mark.slow


def test_the_self_test_passes(imtextgui: Run) -> None:
    answer = imtextgui("doctor", "--self-test", "--json")
    report = answer.json()
    assert answer.status == 0, report
    assert report["sound"]
    checks = [each["check"] for each in report["findings"]]
    assert {"encoder", "self-test-readers", "self-test-index", "self-test-window"} <= set(checks)
    assert checks.count("self-test-search") == 5
