"""The log goes to a rotating file and, when asked, to standard error."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from imtextgui.config import logs, paths
from imtextgui.errors import DocumentDamaged


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


def test_no_path_reaches_the_log() -> None:
    file = logs.start()
    assert file is not None
    logger, secret = logging.getLogger("imtextgui.store"), Path("/秘密/GP-2040.pdf")
    failures = (OSError(2, "No such file", str(secret)), DocumentDamaged(path=str(secret), reason="torn"))
    for value in (secret, *failures, OSError()):
        logger.info("%d of %s", 1, value)
    logger.info("%(count)d of a mapping", {"count": 3})
    written = file.read_text(encoding="utf-8")
    assert "GP-2040" not in written
    assert [line.split("store: ")[1] for line in written.splitlines()[1:]] == [
        "1 of No such file",
        "1 of document-damaged",
        "1 of OSError",
        "3 of a mapping",
    ]
    assert logs.without_path(secret) == logs.without_path(Path(secret)) != logs.without_path(Path("/other"))


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


def test_a_disk_that_is_full_is_no_trouble_of_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    handler = logs.FileHandler(tmp_path / "imtextgui.log", encoding="utf-8")

    def fail(trouble: Exception) -> None:
        def refuse() -> None:
            raise trouble

        monkeypatch.setattr(handler, "flush", refuse)
        handler.emit(logging.makeLogRecord({"msg": "lost"}))

    fail(OSError(28, "No space left on device"))
    assert capsys.readouterr().err == ""
    fail(RuntimeError("a bug"))
    assert "a bug" in capsys.readouterr().err
    monkeypatch.undo()
    handler.close()
