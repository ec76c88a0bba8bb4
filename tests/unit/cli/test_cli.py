"""The command line in this process: what it prints and how it ends."""

import io
import json
import os
import sys
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from imtextgui import cli
from imtextgui.cli.exit_status import READER_GONE
from imtextgui.cli.query_arguments import crop_box, route_set
from imtextgui.domain.items import Box
from imtextgui.errors import QueryCropInvalid, QueryRouteUnknown
from tests import archives
from tests.unit.cli.conftest import Command


def test_no_catalogue_is_made_in_a_folder_that_it_could_not_index(
    command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "catalogue"
    (folder / "manuals").mkdir(parents=True)
    for path in (folder, folder / "manuals"):
        assert command("index", path) == 3
        assert str(path) in capsys.readouterr().err
    assert [file.name for file in folder.iterdir()] == ["manuals"]


def test_without_a_command_the_window_is_asked_for() -> None:
    chosen = cli.parser().parse_args(["--catalogue", "c", "--query", "pump", "--screenshot", "w.png"])
    assert (chosen.command, chosen.catalogue, chosen.query) == (None, Path("c"), "pump")


def test_options_may_stand_before_or_after_the_command() -> None:
    before = cli.parser().parse_args(["--catalogue", "c", "-v", "search", "x"])
    after = cli.parser().parse_args(["search", "x", "--catalogue", "c", "-v"])
    assert before.catalogue == after.catalogue == Path("c")
    assert before.verbose is after.verbose is True
    assert cli.parser().parse_args(["search", "x"]).verbose is False


def test_index_tells_what_it_did_and_lists_problems(
    command: Command, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("index", files, "--exclude", "*.jpg") == 0
    out = capsys.readouterr().out
    assert "3 new" in out
    assert "[document-empty]" in out
    assert "empty.pdf" in out


def test_index_speaks_json(command: Command, files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command("index", files, "--json")
    report = json.loads(capsys.readouterr().out)
    assert report["sources"][0]["new"] == 4
    assert report["problems"][0]["code"] == "document-empty"


def test_what_is_left_out_is_told_with_its_reason(
    command: Command, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (".docs/a.txt", ".docs/b.txt", "Thumbs.db", "old/c.txt"):
        (files / name).parent.mkdir(exist_ok=True)
        (files / name).write_text("words", encoding="utf-8")
    (files / "loop").symlink_to(files, target_is_directory=True)
    command("index", files, "--exclude", "old/")
    out = capsys.readouterr().out
    assert "Hidden files left out: 2 – .docs/ (--exclude '!.docs/' takes the first in" in out
    assert "Files left out by exclusion rules: 1 – old/" in out
    assert "Links not followed: 1 – loop/" in out
    assert "Files of the system left out: 1 – Thumbs.db" in out
    command("sources")
    assert "Hidden files left out: 2 – .docs/" in capsys.readouterr().out
    command("sources", "--json")
    (source,) = json.loads(capsys.readouterr().out)
    assert (source["path"], source["files"], source["problems"], source["excluded"]) == (str(files), 4, 1, 5)
    assert {"path": ".docs/", "reason": "hidden", "files": 2, "more": False} in source["left_out"]
    command("index", files, "--exclude", "!.docs/", "--json")
    report = json.loads(capsys.readouterr().out)["sources"][0]
    assert (report["new"], report["excluded"]) == (2, 3)


def test_sources_tell_that_there_are_none_or_that_one_is_away(
    command: Command, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command("index")
    command("sources")
    assert "No folder is indexed yet." in capsys.readouterr().out
    command("index", files)
    files.rename(files.with_name("unplugged"))
    command("index")
    capsys.readouterr()
    assert command("sources") == 0
    assert f"{files}: cannot be reached; 4 files kept, 1 problems" in capsys.readouterr().out


def test_a_folder_is_found_elsewhere(
    command: Command, indexed: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    now = indexed.rename(tmp_path / "S")
    assert command("relocate", indexed, now) == 0
    assert f"{indexed} is {now} now; 4 files are kept" in capsys.readouterr().out
    command("search", "shaft seal")
    assert str(now / "pump.txt") in capsys.readouterr().out
    assert command("relocate", indexed, now) == 3
    assert "is not a folder of this catalogue" in capsys.readouterr().err
    (tmp_path / "empty").mkdir()
    assert command("relocate", now, tmp_path / "empty") == 3
    assert "of 4 that were looked for, 4 are not there" in capsys.readouterr().err


def test_problems_of_entries_of_an_archive_are_one_line(
    command: Command, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entries = {f"{number}.xyz": bytes([0, number, 255, 254]) * 8 for number in range(1, 6)}
    (files / "moby.zip").write_bytes(archives.zipped(entries))
    command("index", files)
    out = capsys.readouterr().out
    assert f"[document-unsupported] {files / 'moby.zip'}: 5 entries of kinds that are not read" in out
    assert ".xyz" not in out
    command("problems")
    assert "moby.zip: 5 entries of kinds" in capsys.readouterr().out
    command("problems", "--json")
    listed = json.loads(capsys.readouterr().out)
    assert [problem["archive"] for problem in listed] == [None, *[str(files / "moby.zip")] * 5]


def test_an_offline_source_is_named(
    command: Command, indexed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    indexed.rename(indexed.with_name("unplugged"))
    assert command("index") == 0
    assert "cannot be reached" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "name"), [("shaft seal", "pump.txt"), ("zx4819b", "pump.txt"), ("軸シール", "ポンプ.txt")]
)
def test_search_prints_hits_with_reasons(
    command: Command, indexed: Path, capsys: pytest.CaptureFixture[str], text: str, name: str
) -> None:
    assert command("search", text) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith("  1. [")
    assert name in first
    assert "page 1 of 1" in first


def test_a_part_of_a_code_is_marked_as_one(
    command: Command, indexed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command("search", "ZX-4819")
    assert "part of a longer number" in capsys.readouterr().out


def test_nonsense_is_answered_honestly(
    command: Command, indexed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("search", "qqxx-99", "--routes", "words,codes") == 0
    assert "No good match" in capsys.readouterr().out


def test_search_by_photo_speaks_json(
    command: Command, indexed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command("search", "--photo", indexed / "photo.jpg", "--crop", "0,0,1,1", "--json")
    answer = json.loads(capsys.readouterr().out)
    assert Path(answer["hits"][0]["path"]).name == "photo.jpg"
    assert answer["hits"][0]["region"] is None
    told = {"route", "rank", "score", "terms", "partial", "confused", "described", "region", "photo_region"}
    assert told == answer["hits"][0]["evidence"][0].keys()


def test_several_photos_each_with_its_crop(
    command: Command, indexed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photos = ["--photo", indexed / "photo.jpg", "--photo", indexed / "pump.txt"]
    assert command("search", *photos, "--crop", "0,0,1,1", "--json") == 3
    assert "pump.txt" in capsys.readouterr().err
    assert command("search", "--all-photos", *photos[:2], *photos[:2], "--crop", "0,0,.5,.5", "--json") == 0
    assert Path(json.loads(capsys.readouterr().out)["hits"][0]["path"]).name == "photo.jpg"


def test_hits_for_a_photo_are_grouped_by_kind(
    command: Command, indexed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command("search", "pump", "--photo", indexed / "photo.jpg", "--weight", "0.5")
    lines = capsys.readouterr().out.splitlines()
    assert {"photos", "manuals"} <= set(lines)


def test_a_batch_goes_on_after_a_bad_query(
    command: Command, indexed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    batch = tmp_path / "資料" / "queries.csv"
    batch.write_text("id,text,photo\na,shaft seal,\nb,,\nc,,photo.jpg\n", encoding="utf-8-sig")
    assert command("search", "--batch", batch) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", "b", "c"]
    assert answers[1]["problem"]["code"] == "query-empty"
    assert Path(answers[2]["hits"][0]["path"]).name == "photo.jpg"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00no csv", b"text,photo\npump,\n"])
def test_a_bad_batch_is_a_sentence(
    command: Command, indexed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    batch = tmp_path / "batch.csv"
    batch.write_bytes(content)
    assert command("search", "--batch", batch) == cli.EXPECTED_FAILURE
    assert "batch.csv" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among its files")
@pytest.mark.parametrize("asked", [("search", "--batch"), ("search", "--photo"), ("evaluate",)])
def test_nothing_waits_for_a_pipe(
    command: Command,
    indexed: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    asked: tuple[str, ...],
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert command(*asked, pipe) == cli.EXPECTED_FAILURE
    assert str(pipe) in capsys.readouterr().err


def test_a_missing_catalogue_is_a_sentence(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    assert command("search", "pump") == cli.EXPECTED_FAILURE
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "no catalogue" in captured.err


def test_problems_are_told_in_japanese(
    command: Command, indexed: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMTEXTGUI_LANGUAGE", "ja")
    command("problems", "--json")
    (listed,) = json.loads(capsys.readouterr().out)
    assert listed["sentence"].endswith("。")


def test_problems_are_listed_as_long_as_there_are_any(
    command: Command, indexed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("problems") == 0
    heading, problem = capsys.readouterr().out.splitlines()
    assert "1" in heading
    assert problem.startswith("  [document-")
    assert "empty.pdf" in problem
    (indexed / "empty.pdf").unlink()
    assert command("index") == 0
    capsys.readouterr()
    assert command("problems") == 0
    assert capsys.readouterr().out == "Every file could be read.\n"


def test_ctrl_c_ends_quietly(
    command: Command, indexed: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("imtextgui.catalogue.search.CatalogueSearch.answer", interrupt)
    assert command("search", "pump") == cli.INTERRUPTED
    assert "kept" in capsys.readouterr().err


def test_a_reader_that_left_ends_it_quietly(
    command: Command, indexed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with io.TextIOWrapper(os.fdopen(writing, "wb")) as closed:
        monkeypatch.setattr("sys.stdout", closed)
        assert command("search", "pump") == READER_GONE
        closed.write("what is said afterwards goes nowhere")
    assert capsys.readouterr().err == ""


def test_a_program_without_a_console_runs(
    command: Command, indexed: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A windowed program of Windows has no output streams."""
    for stream in ("stdout", "stderr"):
        monkeypatch.setattr(f"sys.{stream}", None)
    assert command("index") == 0


def test_many_files_that_are_not_there_are_kept_until_that_is_accepted(
    command: Command, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(30):
        (files / f"sheet{number}.txt").write_text(f"number{number}", encoding="utf-8")
    assert command("index", files) == 0
    for number in range(30):
        (files / f"sheet{number}.txt").unlink()
    capsys.readouterr()
    assert command("index") == cli.EXPECTED_FAILURE
    printed = capsys.readouterr()
    assert "0 gone" in printed.out
    assert "30 of the 34 files" in printed.err
    assert command("index", "--json") == cli.EXPECTED_FAILURE
    (source,) = json.loads(capsys.readouterr().out)["sources"]
    assert (source["vanished"], source["known"]) == (30, 34)
    assert command("index", "--accept-removals") == 0
    assert "30 gone" in capsys.readouterr().out
    for file in files.iterdir():
        file.unlink()
    (files / ".keep").touch()
    assert command("index") == 0
    assert "None of the 4 files" in capsys.readouterr().out


def test_evaluate_prints_the_measures(
    command: Command, indexed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    testset = tmp_path / "testset.csv"
    testset.write_text(
        "id,kind,language,text,photo,relevant\n1,words,en,shaft seal,,pump.txt\n", encoding="utf-8"
    )
    assert command("evaluate", testset) == 0
    assert "words" in capsys.readouterr().out
    assert command("evaluate", testset, "--json", "--leave-one-out") == 0
    assert json.loads(capsys.readouterr().out)["groups"]


def test_crops_and_routes_are_checked() -> None:
    assert crop_box("0.1,0.2,0.3,0.4") == Box(0.1, 0.2, 0.3, 0.4)
    for bad in ("1,2,3", "a,b,c,d", "1;2;3;4"):
        with pytest.raises(QueryCropInvalid):
            crop_box(bad)
    with pytest.raises(QueryRouteUnknown):
        route_set("words,smell")


def test_the_section_of_a_long_manual_is_told(
    command: Command, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    canvas = Canvas(str(files / "manual.pdf"))
    for number, (heading, level) in enumerate((("保守", 0), ("3.1 Oil", 1))):
        canvas.bookmarkPage(str(number))
        canvas.addOutlineEntry(heading, str(number), level)
        canvas.drawString(60, 700, f"gearbox page {number}")
        canvas.showPage()
    canvas.save()
    command("index", files)
    capsys.readouterr()
    assert command("search", "gearbox page 1", "--limit", 1) == 0
    assert "保守 / 3.1 Oil" in capsys.readouterr().out
    command("search", "gearbox page 1", "--limit", 1, "--json")
    assert json.loads(capsys.readouterr().out)["hits"][0]["section"] == "保守 / 3.1 Oil"


def test_search_tells_how_the_query_was_read(
    command: Command, indexed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (indexed / "SP-1 cover rev A.txt").write_text("cover of the gear pump", encoding="utf-8")
    (indexed / "SP-1 cover rev B.txt").write_text("cover of the gear pump, new", encoding="utf-8")
    (indexed / "歯車.txt").write_text("歯車ポンプの蓋", encoding="utf-8")
    assert command("index", indexed) == 0
    capsys.readouterr()
    assert command("search", "SP-1 covar gear pump rev A") == 0
    shown = capsys.readouterr().out
    assert "Did you mean: SP-1 cover gear pump rev A" in shown
    assert "Also searched: " in shown
    assert "歯車ポンプ" in shown.split("Also searched: ")[1].partition("\n")[0]
    assert "an older edition" in shown
