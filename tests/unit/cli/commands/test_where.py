"""``imtextgui where``: every page with a part number, for people and for scripts."""

import json
from pathlib import Path

import pytest
from PIL import Image

from tests.unit.cli.conftest import Command


@pytest.fixture
def with_numbers(command: Command, indexed: Path) -> Path:
    for machine in ("Press 1", "Press 2"):
        (indexed / machine).mkdir()
        (indexed / machine / "parts.txt").write_text(f"{machine}: seal ZX-4819", encoding="utf-8")
    (indexed / "Press 2" / "ZX-4819.txt").write_text("read as ZX-48I9", encoding="utf-8")
    (indexed / "list.txt").write_text("zx 4819, ZX4819", encoding="utf-8")
    command("index")
    return indexed


def test_pages_are_listed_by_machine(
    command: Command, with_numbers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert command("where", "zx4819") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "zx4819: documents: 4, pages: 4"
    assert lines[1:4] == ["Press 1", f"  {with_numbers / 'Press 1' / 'parts.txt'}", "     page 1 of 1"]
    assert "     page 1 (ZX-48I9) of 1; in the name of the file or its folder" in lines
    assert lines[-3] == "no machine"


def test_scripts_get_the_same_as_json(
    command: Command, with_numbers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert command("where", "ZX-4819", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["number"], told["pages"], len(told["documents"])) == ("ZX-4819", 4, 4)
    assert told["documents"][0] == {
        "path": str(with_numbers / "Press 1" / "parts.txt"),
        "machine": "Press 1",
        "kind": told["documents"][0]["kind"],
        "pages": 1,
        "in_name": False,
        "places": [{"page": 1, "written": "ZX-4819", "section": "", "alike": False}],
    }


def test_a_number_that_is_nowhere_is_said_to_be(
    command: Command, indexed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert command("where", "QQ-1") == 0
    assert capsys.readouterr().out == "“QQ-1” stands on no page and in no file name.\n"


def test_pictures_whose_words_are_not_read_are_told(
    command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "plates"
    folder.mkdir()
    Image.new("RGB", (300, 200), "white").save(folder / "plate.png")
    command("index", folder, "--first-pass-only")
    capsys.readouterr()
    assert command("where", "QQ-1") == 0
    assert capsys.readouterr().out.splitlines() == [
        "“QQ-1” stands on no page and in no file name.",
        "The words in the pictures of 1 pages are not read: it may stand there.",
    ]
    assert command("where", "QQ-1", "--json") == 0
    assert json.loads(capsys.readouterr().out)["unread"] == 1


def test_the_hits_of_a_search_are_saved_by_the_end_of_the_name(
    command: Command, indexed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "list.csv"
    assert command("search", "pump", "--save", target) == 0
    assert "pump.txt" in capsys.readouterr().out
    assert "pump.txt" in target.read_text(encoding="utf-8-sig")
    assert command("search", "pump", "--save", target) == 3
    assert command("search", "pump", "--save", target, "--overwrite") == 0
    assert command("search", "pump", "--save", indexed / "list.csv") == 3
    assert command("search", "pump", "--save", tmp_path / "list.docx") == 3
    assert ".csv, .html, .pdf, .json" in capsys.readouterr().err
    assert not (indexed / "list.csv").exists()
