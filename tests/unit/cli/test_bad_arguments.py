"""What no command can do is told in a sentence: numbers of no page, empty names, pipes for files, full disks."""

import os
import sys
from pathlib import Path

import pytest

import imtextgui
from imtextgui import __main__, cli
from imtextgui.cli.query_arguments import integer
from tests.unit.cli.conftest import Command, UsageError

LARGE = "99999999999999999999"
LONG = "9" * 5000


@pytest.mark.parametrize("page", ["²", LARGE, LONG])
@pytest.mark.parametrize(
    "words",
    [
        ("judge", "pump", "--right"),
        ("judge", "pump", "--wrong"),
        ("descriptions", "--of"),
        ("tags", "add", "seal", "--on"),
        ("tags", "suggest", "--on"),
    ],
)
def test_a_page_that_no_file_can_have_is_told(
    command: Command, indexed: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], page: str
) -> None:
    place = f"{indexed / 'pump.txt'}#{page}"
    assert command(*words, place) == cli.EXPECTED_FAILURE
    told = capsys.readouterr().err
    assert place in told or "This page cannot be judged" in told


@pytest.mark.parametrize("page", ["²", LARGE])
def test_a_table_with_such_a_page_trains_nothing_and_asks_nothing(
    command: Command, indexed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], page: str
) -> None:
    pairs = tmp_path / "pairs.csv"
    pairs.write_text(f"text,relevant,photo\nseal,{indexed / 'pump.txt'}#{page},\n", encoding="utf-8")
    assert command("train", "--pairs", pairs) in (0, cli.EXPECTED_FAILURE)
    questions = tmp_path / "questions.csv"
    questions.write_text(
        f"id,kind,language,text,photo,relevant\n1,text,en,seal,,{indexed / 'pump.txt'}#{page}\n",
        encoding="utf-8",
    )
    assert command("trial", "start", "--questions", questions) in (0, cli.EXPECTED_FAILURE)
    assert command("evaluate", questions) in (0, cli.EXPECTED_FAILURE)
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("number", [LARGE, LONG])
def test_a_number_that_no_row_can_have_is_told(
    command: Command,
    indexed: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    usage_error: UsageError,
    number: str,
) -> None:
    for words in (("judgements", "remove"), ("exchange", "undo"), ("jobsheets", "show")):
        assert command(*words, number) == cli.EXPECTED_FAILURE
        assert number in capsys.readouterr().err
    assert number in usage_error("judge", "pump", "--withdraw", number)
    assert number in usage_error("catalogue", "--sheet", number, "--out", tmp_path / "parts.pdf")
    assert number in usage_error("search", "pump", "--limit", number)
    for option in ("--days", "--propose", "--searches-a-month"):
        assert number in usage_error("trial", "start", option, number)


def test_numbers_may_be_negative_where_that_is_told_otherwise() -> None:
    assert (integer("12"), integer("-3")) == (12, -3)


def test_an_empty_name_is_not_the_folder_it_is_called_in(
    command: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    usage_error: UsageError,
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    (here / "mine.txt").write_text("words")
    monkeypatch.chdir(here)
    for words in (("index", ""), ("sources", "add", ""), ("forget", ""), ("export", "--backup", "")):
        assert "empty" in usage_error(*words)
    with pytest.raises(SystemExit):
        cli.parser().parse_args(["index", str(here), "--catalogue", ""])
    assert [file.name for file in here.iterdir()] == ["mine.txt"]
    assert not (tmp_path / "catalogue").exists()


def test_a_name_that_no_folder_can_have_is_told(
    command: Command, indexed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = tmp_path / ("x" * 300)
    for words in (("index", indexed), ("search", "pump"), ("sources",), ("tags",)):
        parsed = cli.parser().parse_args([*map(str, words), "--catalogue", str(long)])
        assert cli.main(parsed) == cli.EXPECTED_FAILURE
        told = capsys.readouterr()
        assert str(long) in told.err + told.out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_output_without_room_is_told(
    command: Command, indexed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr("sys.stdout", full)
        assert command("search", "pump") == cli.EXPECTED_FAILURE
        full.write("what is said afterwards goes nowhere")
    assert "no more room" in capsys.readouterr().err


def test_another_trouble_with_a_disk_is_no_trouble_with_the_output(
    command: Command, indexed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28), "/somewhere/file")

    monkeypatch.setattr("imtextgui.catalogue.search.CatalogueSearch.answer", full)
    with pytest.raises(OSError, match="/somewhere/file"):
        command("search", "pump")


class Interrupting:
    """Stands for Ctrl+C while the modules of the command line are looked for."""

    def find_spec(self, name: str, *_: object) -> None:
        if name.startswith("imtextgui.cli"):
            raise KeyboardInterrupt


def test_ctrl_c_while_modules_are_loaded_ends_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "imtextgui.cli")
    monkeypatch.delattr(imtextgui, "cli")
    monkeypatch.setattr(sys, "meta_path", [Interrupting(), *sys.meta_path])
    assert __main__.main(["problems"]) == __main__.INTERRUPTED == cli.INTERRUPTED
    assert capsys.readouterr().err == ""


def test_a_rule_without_a_folder_is_refused(usage_error: UsageError) -> None:
    assert "imtextgui index FOLDER --exclude" in usage_error("index", "--exclude", "*.txt")
