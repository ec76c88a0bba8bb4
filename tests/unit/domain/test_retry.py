"""Which failed files a run takes again."""

from pathlib import Path

from imtextgui.domain.runs.retry import NO_RETRY, Retry


def test_a_run_takes_none_all_or_some_files_again() -> None:
    file = Path("/plant/図面.pdf")
    some = Retry.files([file, file])
    assert [
        (retry.is_none, retry.is_all, set(retry.paths)) for retry in (Retry.none(), Retry.all(), some)
    ] == [
        (True, False, set()),
        (False, True, set()),
        (False, False, {file}),
    ]
    assert NO_RETRY == Retry.none() == Retry.files([])
