"""Several commands on one catalogue at the same time: who reads keeps nobody out, who changes waits."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from imtextgui.cli import command as command_module
from imtextgui.doctor import program
from imtextgui.store.lock import NAME, WriterLock
from tests.unit.cli.conftest import Command


@pytest.fixture
def held(tmp_path: Path, indexed: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WriterLock]:
    """Another program changes the catalogue, for longer than anybody waits."""
    monkeypatch.setattr(command_module, "WAIT_SECONDS", 0.1)
    with WriterLock(tmp_path / "catalogue") as lock:
        assert lock.acquire()
        yield lock


TESTSET = "id,kind,language,text,photo,relevant\n1,words,en,shaft seal,,pump.txt\n"
READING = (
    ("search", "shaft seal"),
    ("problems",),
    ("models", "list"),
    ("judge", "--list"),
    ("jobsheets",),
    ("doctor",),
    ("export", "--backup", "backup.zip"),
    ("evaluate", "test.csv"),
)


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("words", READING, ids=lambda words: str(words[0]))
def test_reading_needs_no_turn(
    words: tuple[str, ...],
    command: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "test.csv").write_text(TESTSET, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(program, "examine", lambda bundle: [])
    assert command(*words) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert printed.out or words[0] == "judge"


@pytest.mark.parametrize(
    "words", [words for words in READING if words[0] != "export"], ids=lambda words: str(words[0])
)
def test_reading_changes_nothing_in_the_folder(
    words: tuple[str, ...], command: Command, indexed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "test.csv").write_text(TESTSET, encoding="utf-8")
    (tmp_path / "catalogue" / NAME).unlink()
    before = (tmp_path / "catalogue/catalogue.sqlite3").read_bytes()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(program, "examine", lambda bundle: [])
    command(*words)
    assert not (tmp_path / "catalogue" / NAME).exists()
    assert (tmp_path / "catalogue/catalogue.sqlite3").read_bytes() == before


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("name", ["index", "judge", "withdraw"])
def test_changing_waits_with_a_word_and_then_says_why_not(
    name: str, command: Command, indexed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = {
        "index": ["index"],
        "judge": ["judge", "seal", "--right", str(indexed / "pump.txt")],
        "withdraw": ["judge", "--withdraw", "1"],
    }[name]
    assert command(*words) == 3
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2
    assert "waiting" in told[0]
    assert "can only be searched" in told[1]


def test_a_judgement_is_kept_when_the_other_program_has_ended(
    command: Command,
    held: WriterLock,
    indexed: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(command_module, "tell_waiting", held.release)
    monkeypatch.setattr(command_module, "WAIT_SECONDS", 20)
    assert command("judge", "seal", "--right", indexed / "pump.txt") == 0
    assert command("evaluate") == 0
    assert capsys.readouterr().err == ""


def test_figures_that_cannot_be_kept_are_told_all_the_same(
    command: Command,
    indexed: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert command("judge", "seal", "--right", indexed / "pump.txt") == 0
    capsys.readouterr()
    monkeypatch.setattr(command_module, "WAIT_SECONDS", 0.1)
    with WriterLock(tmp_path / "catalogue") as lock:
        assert lock.acquire()
        assert command("evaluate") == 0
    printed = capsys.readouterr()
    assert "not kept" in printed.err
    assert printed.out


def _set(tmp_path: Path, statement: str) -> None:
    with closing(sqlite3.connect(tmp_path / "catalogue/catalogue.sqlite3")) as connection:
        connection.execute(statement)
        connection.commit()


def test_a_catalogue_of_an_earlier_version_is_left_to_who_changes_it(
    command: Command,
    indexed: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(program, "examine", lambda bundle: [])
    _set(tmp_path, "PRAGMA user_version = 1")
    assert command("search", "seal") == 3
    assert "earlier version" in capsys.readouterr().err
    command("doctor")
    assert "earlier version" in capsys.readouterr().out


def test_words_of_another_version_are_searched_with_a_warning(
    command: Command, indexed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _set(tmp_path, "UPDATE derived SET version = 1")
    assert command("search", "seal") == 0
    assert "may miss" in capsys.readouterr().err
    assert command("index") == 0
    assert command("search", "seal") == 0
    assert capsys.readouterr().err == ""
