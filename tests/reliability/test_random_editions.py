"""What was added to a page is never on another one, however a manual is revised, and mostly found again."""

from pathlib import Path

import pytest

from tests.reliability import editions


@pytest.mark.parametrize("seed", range(0, 40, 10))
def test_what_was_added_is_on_its_page_or_told(tmp_path: Path, seed: int) -> None:
    places, wrong = editions.try_manuals(seed, 10, tmp_path)
    assert wrong == []
    assert places["right"] > 2 * places["doubtful"]


def test_the_campaign_tells_what_came_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert editions.main(["--seed", "7", "--count", "2"]) == 0
    assert '"manuals": 2' in capsys.readouterr().out
