"""What the commands of the training kit say when they cannot go on."""

import errno

import pytest

from export import problems
from export.problems import KitProblem


@pytest.mark.parametrize(
    ("raised", "status", "said"),
    [
        (KitProblem("The folder lacks x. Give another."), 2, "lacks x"),
        (KeyboardInterrupt(), 130, "goes on from there"),
        (OSError(errno.ENOSPC, "No space left on device"), 2, "disk is full"),
    ],
)
def test_expected_failures_are_sentences(
    raised: BaseException, status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails() -> None:
        raise raised

    assert problems.run(fails) == status
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error


def test_what_is_not_expected_is_not_hidden() -> None:
    def fails() -> None:
        raise PermissionError(errno.EACCES, "no")

    with pytest.raises(PermissionError):
        problems.run(fails)
    assert problems.run(lambda: None) == 0
