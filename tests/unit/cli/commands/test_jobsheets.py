"""``imtextgui jobsheets`` from an empty sheet to its PDF, and what is refused."""

import json
from pathlib import Path

import pytest

from imtextgui.store.user.job_sheets import JobSheets
from tests import bad_files
from tests.unit.cli.conftest import Command, UsageError


def test_a_sheet_is_made_filled_noted_to_saved_and_deleted(
    command: Command, indexed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("jobsheets", "create", "Pump", "3") == 0
    assert capsys.readouterr().out == "Job sheet 1 is made: Pump 3\n"
    pump, photo = indexed / "pump.txt", indexed / "photo.jpg"
    assert command("jobsheets", "add", "--json", 1, f"{pump}#1", photo) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["id"], len(told["added"]), told["there"], told["refused"]) == (1, 2, 0, 0)
    first, second = told["added"]
    assert command("jobsheets", "add", 1, pump, indexed / "ポンプ.txt") == 0
    assert capsys.readouterr().out == "Pages put on Pump 3: 1; there already: 1\n"
    assert command("jobsheets", "note", 1, first, "two", "spares") == 0
    assert capsys.readouterr().out == f"Noted: {first}. {pump}#1  –  two spares\n"
    assert command("jobsheets", "remove", 1, second) == 0
    assert capsys.readouterr().out == f"Taken off Pump 3: {second}. {photo}#1\n"
    assert command("jobsheets", "show", 1, "--json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert [(entry["path"], entry["note"], entry["there"]) for entry in shown["entries"]] == [
        (str(pump), "two spares", True),
        (str(indexed / "ポンプ.txt"), "", True),
    ]
    assert command("jobsheets", "show", 1) == 0
    assert f"{first}. {pump}#1  –  two spares" in capsys.readouterr().out
    assert command("jobsheets", "note", 1, first, "--json") == 0
    assert json.loads(capsys.readouterr().out)["note"] == ""
    assert command("jobsheets", "save", 1, "--save", tmp_path / "a.pdf") == 0
    assert command("jobsheets", "--save", tmp_path / "b.pdf", 1) == 0
    assert command("jobsheets", 1, "--save", tmp_path / "b.pdf", "--overwrite", "--json") == 0
    assert (tmp_path / "a.pdf").stat().st_size > 1000
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["pages"] == 2
    assert command("jobsheets", "delete", 1) == 0
    assert capsys.readouterr().out == "Job sheet 1 is deleted: Pump 3\n"
    assert command("jobsheets", "list", "--json") == 0
    assert json.loads(capsys.readouterr().out) == []


def test_what_is_done_is_told_in_japanese(
    command: Command, indexed: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMTEXTGUI_LANGUAGE", "ja")
    command("jobsheets")
    assert capsys.readouterr().out.startswith("作業票はまだありません。")
    command("jobsheets", "create", "ポンプ3")
    command("jobsheets", "add", 1, indexed / "pump.txt")
    command("jobsheets", "note", 1, 1, "予備")
    command("jobsheets", "note", 1, 1)
    command("jobsheets", "remove", 1, 1)
    command("jobsheets", "delete", 1)
    place = f"1. {indexed / 'pump.txt'}#1"
    assert capsys.readouterr().out.splitlines() == [
        "作業票 1 を作りました: ポンプ3",
        "ポンプ3 に載せたページ: 1、すでに載っているページ: 0",
        f"メモを付けました: {place}  –  予備",
        f"メモを消しました: {place}",
        f"ポンプ3 から外しました: {place}",
        "作業票 1 を削除しました: ポンプ3",
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("show", "7"), "no job sheet number 7"),
        (("show", "seven"), "no job sheet number seven"),
        (("delete", "7"), "no job sheet number 7"),
        (("create", " "), "needs a title"),
        (("add", "1", "away.pdf#3"), "away.pdf#3"),
        (("remove", "1", "9"), "no entry number 9 on job sheet 1"),
        (("note", "1", "x", "words"), "no entry number x on job sheet 1"),
    ],
)
def test_bad_values_are_an_expected_failure(
    command: Command, indexed: Path, words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command("jobsheets", "create", "Pump")
    capsys.readouterr()
    assert command("jobsheets", *words) == 3
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [("list", "1"), ("show",), ("add", "1"), ("note", "1"), ("1",), ("list", "--save", "a"), ("sort",)],
)
def test_wrong_usage_is_told(usage_error: UsageError, words: tuple[str, ...]) -> None:
    assert "imtextgui jobsheets: error" in usage_error("jobsheets", *words)


def test_pages_that_cannot_be_had_are_named(
    command: Command, indexed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command("jobsheets", "create", "Pump")
    command("jobsheets", "add", 1, indexed / "pump.txt", indexed / "ポンプ.txt")
    (indexed / "pump.txt").unlink()
    command("index")
    capsys.readouterr()
    assert command("jobsheets", "save", 1, "--save", tmp_path / "a.pdf") == 0
    out = capsys.readouterr().out
    assert "Pages that could not be had: 1" in out
    assert f"  {indexed / 'pump.txt'}#1" in out
    command("jobsheets", "show", 1, "--json")
    assert [entry["there"] for entry in json.loads(capsys.readouterr().out)["entries"]] == [False, True]


def test_a_page_that_is_gone_from_this_edition_is_not_named_by_the_number_of_another(
    command: Command, indexed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    manual = indexed / "manual.pdf"
    seal = "Chapter two: replace the shaft seal with tool 4711 and press it home with both thumbs"
    rules = "Chapter one: safety rules and warnings for whoever works at this machine"
    oil = "Chapter three: oil table, every month two litres of gear oil for the bearings"
    manual.write_bytes(bad_files.pdf((rules, seal, oil)))
    command("index")
    command("jobsheets", "create", "Pump")
    command("jobsheets", "add", 1, f"{manual}#2")
    command("jobsheets", "note", 1, 1, "do this first")
    manual.write_bytes(bad_files.pdf((rules, oil)))
    command("index")
    capsys.readouterr()
    place = f"{manual}: page 2 of a former edition, not found in this edition any more"
    assert command("jobsheets", "show", 1) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"  1. {place}  –  do this first"
    command("jobsheets", "show", 1, "--json")
    (told,) = json.loads(capsys.readouterr().out)["entries"]
    assert (told["page"], told["there"], told["former_edition"]) == (2, False, True)
    assert command("jobsheets", "save", 1, "--save", tmp_path / "a.pdf") == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"  {place}"
    manual.write_bytes(bad_files.pdf(("A new cover leaf with the address of the maker", rules, seal, oil)))
    command("index")
    capsys.readouterr()
    command("jobsheets", "show", 1)
    assert capsys.readouterr().out.splitlines()[-1] == f"  1. {manual}#3  –  do this first"


def test_pages_of_a_file_that_could_not_be_read_are_counted(
    command: Command, indexed: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    command("jobsheets", "create", "Pump")
    monkeypatch.setattr(
        JobSheets, "add", lambda stored, tx, sheet_id, page_ids, of_items: ((), len(page_ids))
    )
    capsys.readouterr()
    assert command("jobsheets", "add", 1, indexed / "pump.txt") == 0
    assert capsys.readouterr().out.splitlines() == [
        "Pages put on Pump: 0; there already: 0",
        "Pages that could not be put on it because their file could not be read: 1",
    ]
