"""``imtextgui sources``: folders are added, listed, excluded from, relocated and removed, and each is told."""

import json
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from tests.unit.cli.conftest import Command, UsageError


def test_folders_are_added_and_removed(
    command: Command, files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    second = tmp_path / "second"
    second.mkdir()
    assert command("sources", "add", files, second, "--exclude", "old/") == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{files} is a folder of the catalogue now. “imtextgui index” reads it.",
        f"{second} is a folder of the catalogue now. “imtextgui index” reads it.",
    ]
    assert command("sources", "add", "--json", files) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["path"], told["files"], "old/" in told["exclude"]) == (str(files), 0, True)
    assert command("sources", "add", files) == 0
    assert capsys.readouterr().out == f"{files} is a folder of the catalogue already.\n"
    command("index")
    capsys.readouterr()
    assert command("sources", "remove", files, second, tmp_path / "unknown") == 3
    assert "is not a folder of this catalogue" in capsys.readouterr().err
    assert command("sources", "remove", files) == 0
    assert f"{files} is taken out of the catalogue, with its 4 files; no file" in capsys.readouterr().out
    assert (files / "pump.txt").exists()
    assert command("sources", "list", "--json") == 0
    assert [source["path"] for source in json.loads(capsys.readouterr().out)] == [str(second)]
    assert command("sources", "remove", second, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"path": str(second), "files": 0}


def test_a_folder_that_cannot_be_one_is_refused(
    command: Command, files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("sources", "add", tmp_path / "nowhere") == 3
    assert "does not exist" in capsys.readouterr().err
    assert not (tmp_path / "catalogue").exists()
    assert command("sources", "add", tmp_path) == 0
    assert command("sources", "add", files) == 3
    assert "overlaps" in capsys.readouterr().err


def test_rules_are_listed_added_and_taken_away(
    command: Command, indexed: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert command("sources", "exclude", indexed, "--json") == 0
    before = json.loads(capsys.readouterr().out)["exclude"]
    assert command("sources", "exclude", "--exclude", "*.jpg", indexed, "--exclude", "old/", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "path": str(indexed),
        "exclude": [*before, "*.jpg", "old/"],
    }
    command("index", "--json")
    assert json.loads(capsys.readouterr().out)["sources"][0]["gone"] == 1
    monkeypatch.setenv("IMTEXTGUI_LANGUAGE", "ja")
    assert command("sources", "exclude", indexed, "--include", "old/") == 0
    out = capsys.readouterr().out.splitlines()
    assert out[:2] == [
        "ルールを変更しました。次の索引から適用されます。",
        f"{indexed}: 次のルールに合うものを除外します。",
    ]
    assert out[-1] == "  *.jpg"
    assert command("sources", "exclude", indexed, "--include", "old/") == 3
    assert "ルール「old/」はありません" in capsys.readouterr().err
    monkeypatch.setenv("IMTEXTGUI_LANGUAGE", "en")
    everything = [word for rule in (*before, "*.jpg") for word in ("--include", rule)]
    command("sources", "exclude", indexed, *everything)
    assert "no rules; everything is read" in capsys.readouterr().out


def test_relocating_by_either_command(
    command: Command,
    indexed: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = indexed.rename(tmp_path / "S")
    assert command("sources", "relocate", indexed, now, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["before"], told["path"], told["files"]) == (str(indexed), str(now), 4)
    back = now.rename(tmp_path / "T")
    monkeypatch.setenv("IMTEXTGUI_LANGUAGE", "ja")
    assert command("relocate", now, back) == 0
    assert f"{now} は {back} になりました" in capsys.readouterr().out
    assert command("sources", "relocate", now, back) == 3
    assert "このカタログのフォルダーではありません" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        *(("list", "a"), ("add",), ("remove",), ("relocate", "a"), ("exclude", "a", "b")),
        *(("remove", "a", "--exclude", "x"), ("add", "a", "--include", "x"), ("sort", "a")),
    ],
)
def test_wrong_usage_is_told(usage_error: UsageError, words: tuple[str, ...]) -> None:
    assert "imtextgui sources: error" in usage_error("sources", *words)


def test_a_catalogue_that_another_program_changes_is_left_alone(
    command: Command,
    indexed: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("imtextgui.cli.command.WAIT_SECONDS", 0)
    (tmp_path / "more").mkdir()
    with Catalogue.open(tmp_path / "catalogue"):
        for words in (
            *(("sources", "add", tmp_path / "more"), ("sources", "remove", indexed)),
            *(("sources", "exclude", indexed, "--exclude", "x"), ("sources", "relocate", indexed, tmp_path)),
            *(
                ("dictionary", "add", "--en", "a"),
                ("jobsheets", "create", "a"),
                ("judgements", "remove", "1"),
            ),
        ):
            assert command(*words) == 3, words
            assert "another" in capsys.readouterr().err, words
