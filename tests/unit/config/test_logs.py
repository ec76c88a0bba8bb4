"""The log goes to a rotating file and, when asked, to standard error."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from imtextgui.config import logs, paths


@pytest.fixture(autouse=True)
def stopped() -> Iterator[None]:
    yield
    logs.stop()
    logging.getLogger("imtextgui").setLevel(logging.NOTSET)


def test_records_land_in_the_data_folder(capsys: pytest.CaptureFixture[str]) -> None:
    file = logs.start()
    assert file is not None
    assert file.is_relative_to(paths.data_dir())
    logging.getLogger("imtextgui.store").info("開いた \udcff")
    assert "imtextgui.store: 開いた \\udcff" in file.read_text(encoding="utf-8")
    assert capsys.readouterr().err == ""


def test_verbose_also_writes_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    logs.start(verbose=True)
    logging.getLogger("imtextgui").debug("detail")
    assert "detail" in capsys.readouterr().err


def test_second_start_does_not_double_the_lines(tmp_path: Path) -> None:
    logs.start(tmp_path / "one.log")
    file = logs.start(tmp_path / "two.log")
    logging.getLogger("imtextgui").info("once")
    assert file is not None
    assert file.read_text().count("once") == 1
    assert (tmp_path / "one.log").read_text() == ""


def test_a_folder_that_cannot_be_made_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    assert logs.start(tmp_path / "taken" / "imtextgui.log") is None
