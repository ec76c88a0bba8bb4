"""``imtextgui dictionary``: the site's own terms, one by one and as a table."""

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Command, UsageError


def test_terms_are_added_listed_and_removed(
    command: Command, indexed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("dictionary") == 0
    assert "no terms of its own yet" in capsys.readouterr().out
    names = ("--en", "red  monkey|monkey", "--ja", "赤猿", "--kind", "tool", "--de", "Affe")
    assert command("dictionary", "add", *names) == 0
    assert capsys.readouterr().out == "Added: red monkey; monkey  =  赤猿  =  Affe  [tool]\n"
    assert command("dictionary", "add", *names) == 0
    assert capsys.readouterr().out.startswith("It is there already: red monkey")
    assert command("dictionary", "add", "--ja", "青猿", "--definition", "a crane", "--json") == 0
    (added,) = json.loads(capsys.readouterr().out)
    assert (added["en"], added["ja"], added["definition"]) == ([], ["青猿"], "a crane")
    assert command("dictionary", "list") == 0
    assert capsys.readouterr().out.splitlines() == ["red monkey; monkey  =  赤猿  =  Affe  [tool]", "青猿"]
    assert command("dictionary", "remove", "MONKEY", "nobody") == 3
    assert "called “nobody”" in capsys.readouterr().err
    assert command("dictionary", "remove", "MONKEY") == 0
    assert capsys.readouterr().out == "Removed: red monkey; monkey  =  赤猿  =  Affe  [tool]\n"
    assert command("dictionary", "remove", "青猿", "青猿", "--json") == 0
    assert len(json.loads(capsys.readouterr().out)) == 1
    assert command("dictionary", "list", "--json") == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_term_that_was_added_is_searched_with(
    command: Command, indexed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command("dictionary", "add", "--en", "shaft seal", "--en", "blue donut")
    capsys.readouterr()
    command("search", "blue donut", "--json")
    hits = json.loads(capsys.readouterr().out)["hits"]
    assert Path(hits[0]["path"]).name == "pump.txt"


def test_a_table_is_taken_in_and_written_in_japanese(
    command: Command,
    indexed: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("IMTEXTGUI_LANGUAGE", "ja")
    table = tmp_path / "用語.csv"
    table.write_text(
        "en,ja,kind\nred monkey,赤猿,tool\nblue donut|ring,青ドーナツ,part\n,,\n", encoding="utf-8"
    )
    assert command("dictionary", "import", table) == 0
    assert capsys.readouterr().out == f"{table} から加えた項目: 2\n"
    assert command("dictionary", "import", table, "--json") == 0
    assert json.loads(capsys.readouterr().out) == []
    target = tmp_path / "出力.csv"
    assert command("dictionary", "export", target) == 0
    assert capsys.readouterr().out == f"{target} に書き出した項目: 2\n"
    assert target.read_text(encoding="utf-8-sig").splitlines()[2] == "blue donut|ring,青ドーナツ,part"
    assert command("dictionary", "export", target) == 3
    assert str(target) in capsys.readouterr().err
    assert command("dictionary", "export", "--overwrite", target, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"path": str(target), "entries": 2}
    assert command("dictionary", "export", indexed / "a.csv") == 3
    assert command("dictionary", "add", "--en", "  ", "--de", "Affe") == 3
    assert "英語または日本語の名前が必要です" in capsys.readouterr().err


@pytest.mark.parametrize("content", [None, b"a,b\n1,2\n", "en,ja\n\u8ef8,\u8ef8\n".encode("cp932")])
def test_a_table_that_cannot_be_read_changes_nothing(
    command: Command, indexed: Path, tmp_path: Path, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "terms.csv"
    if content is not None:
        table.write_bytes(content)
    assert command("dictionary", "import", table) == 3
    assert f"{table} cannot be taken into the dictionary" in capsys.readouterr().err
    command("dictionary", "--json")
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.parametrize(
    "words", [("remove",), ("import",), ("export", "a", "b"), ("add", "pump"), ("list", "x")]
)
def test_wrong_usage_is_told(usage_error: UsageError, words: tuple[str, ...]) -> None:
    assert "remove takes names" in usage_error("dictionary", *words)


def test_bytes_that_are_no_text_are_no_traceback(
    command: Command, indexed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("dictionary", "add", "--en", "cafe", "--ja", "caf\udce9") == 0
    assert "caf?" in capsys.readouterr().out
