"""The commands of who looks after an installation, in this process."""

import json
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from imtextgui import cli
from imtextgui.config import paths
from imtextgui.doctor import program, self_test
from imtextgui.domain.health import Finding, fault, fine
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database
from imtextgui.store.upkeep import kept_backups
from tests.unit.cli.conftest import Command


@pytest.fixture(autouse=True)
def sound_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """The weightless encoder is always found well."""
    healthy = fine("encoder", name="fake", version="1", cosine=1.0)
    monkeypatch.setattr(program, "encoder", lambda folder: healthy)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "資料"
    folder.mkdir()
    (folder / "pump.txt").write_text("Replace the shaft seal ZX-4819-B of the pump", encoding="utf-8")
    return folder


def test_the_doctor_examines_program_and_catalogue(
    command: Command,
    files: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    command("index", files)
    capsys.readouterr()
    assert command("doctor", "--json", "--estimate", files) == 0
    report = json.loads(capsys.readouterr().out)
    checks = {each["check"]: each for each in report["findings"]}
    assert report["sound"]
    assert {"program", "encoder", "catalogue-whole", "index-exact", "estimate"} <= checks.keys()
    assert checks["catalogue-counts"]["sentence"].startswith("1 files, ")
    monkeypatch.setattr(program, "encoder", lambda folder: fault("encoder-broken", reason="Torn."))
    assert command("doctor") == cli.EXPECTED_FAILURE
    assert "FAULT   The encoder cannot be used. Torn." in capsys.readouterr().out


def test_the_doctor_misses_only_a_catalogue_that_was_named(
    command: Command, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(cli.parser().parse_args(["doctor"])) == 0
    assert "There is no catalogue in" in capsys.readouterr().out
    assert command("doctor") == cli.EXPECTED_FAILURE


def test_the_doctor_does_the_self_test_on_request(
    command: Command, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def one_fault(folder: Path | None) -> Job[tuple[Finding, ...]]:
        yield Progress(Stage.EXAMINE)
        return (fault("self-test-failed", step="window", reason="no platform"),)

    monkeypatch.setattr(self_test, "self_test", one_fault)
    assert cli.main(cli.parser().parse_args(["doctor", "--self-test"])) == cli.EXPECTED_FAILURE
    assert "window failed (no platform)" in capsys.readouterr().out


def test_a_backup_is_written_and_restored(
    command: Command, files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command("index", files)
    archive = tmp_path / "保存.zip"
    assert command("export", "--backup", archive) == 0
    assert f"Backup: {archive} (1 MB)" in capsys.readouterr().out
    assert command("restore", archive, catalogue="new") == 0
    assert command("search", "shaft seal", catalogue="new") == 0
    assert "pump.txt" in capsys.readouterr().out
    assert command("restore", archive, catalogue="new") == cli.EXPECTED_FAILURE
    assert "already" in capsys.readouterr().err


def test_the_log_of_a_run_names_no_file(
    command: Command, files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for suffix in (".pdf", ".zip", ".jpg", ".docx", ".dxf", ".tif", ".7z", ".xlsx"):
        (files / f"secretname{suffix}").write_bytes(b"%PDF-1.7 \x00 no such thing")
    # A file with one bad frame is noted in the log, the others are problems only.
    scan, frames = (
        files / "secretframes.tif",
        [Image.new("RGB", (300, 200), name) for name in ("red", "lime")],
    )
    frames[0].save(scan, save_all=True, append_images=frames[1:], compression="tiff_lzw")
    with Image.open(scan) as image:
        image.seek(1)
        offset = image.tag_v2[273][0]  # type: ignore[attr-defined]  # a TIFF
    broken = bytearray(scan.read_bytes())
    broken[offset : offset + 100] = b"\xff" * 100
    scan.write_bytes(broken)
    with zipfile.ZipFile(files / "box.zip", "w") as archive:
        archive.writestr("secretfolder/secretname.pdf", b"%PDF-1.7 nothing")
    assert command("index", files) == 0
    assert command("search", "pump") == 0
    (files / "pump.txt").unlink()
    assert command("index", "--retry") == 0
    (log,) = paths.logs_dir().glob("*.log")
    records = [line for line in log.read_text(encoding="utf-8").splitlines() if " INFO " in line]
    assert records
    told = log.read_text(encoding="utf-8")
    assert "secret" not in told
    assert str(tmp_path) not in told
    assert files.name not in told


def test_folders_are_forgotten_by_name_and_everything_by_a_word(
    command: Command, files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "valve.txt").write_text("the relief valve of line 7", encoding="utf-8")
    command("index", files, other)
    capsys.readouterr()
    assert command("forget", tmp_path / "nowhere", other) == cli.EXPECTED_FAILURE
    assert "--removed" in capsys.readouterr().err
    assert command("forget", other, "--removed") == 0
    told = capsys.readouterr().out
    assert f"{other} is forgotten" in told
    assert "files that are gone" in told
    command("search", "relief valve")
    assert "valve.txt" not in capsys.readouterr().out
    command("search", "shaft seal")
    assert "pump.txt" in capsys.readouterr().out
    assert command("forget", "--everything") == 0
    assert "is empty now" in capsys.readouterr().out
    command("search", "shaft seal")
    assert "pump.txt" not in capsys.readouterr().out
    assert (other / "valve.txt").exists()
    assert (files / "pump.txt").exists()


def test_a_folder_is_forgotten_under_all_its_names(
    command: Command, files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    link = tmp_path / "link"
    command("index", files)
    with (
        closing(Database.open(tmp_path / "catalogue" / paths.DATABASE)) as database,
        database.transaction() as tx,
    ):
        Sources(database).add(tx, link)  # as versions before this one have taken it
    link.symlink_to(files)
    command("index")
    capsys.readouterr()
    assert command("sources", "add", link) == 0
    assert command("forget", link) == 0
    told = capsys.readouterr().out
    assert f"{link} is forgotten" in told
    assert f"{files} is forgotten" in told
    assert command("sources") == 0
    assert str(files) not in capsys.readouterr().out


def test_forgetting_wants_to_be_told_what(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command("forget")
    assert "--everything" in capsys.readouterr().err


def test_an_existing_file_is_replaced_only_with_overwrite_and_never_in_a_source(
    command: Command, files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command("index", files)
    archive, document = tmp_path / "mine.zip", next(file for file in files.rglob("*") if file.is_file())
    archive.write_bytes(b"mine")
    before = document.read_bytes()
    assert command("export", "--backup", archive) == cli.EXPECTED_FAILURE
    assert "--overwrite" in capsys.readouterr().err
    assert archive.read_bytes() == b"mine"
    assert command("export", "--backup", document, "--overwrite") == cli.EXPECTED_FAILURE
    assert document.read_bytes() == before
    assert command("export", "--backup", archive, "--overwrite") == 0
    assert archive.read_bytes() != b"mine"


def test_a_catalogue_of_0_bytes_is_told_and_left(
    command: Command, files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "catalogue" / "catalogue.sqlite3"
    file.parent.mkdir()
    file.write_bytes(b"")
    for words in (("doctor",), ("index", files), ("search", "pump")):
        assert command(*words) == cli.EXPECTED_FAILURE
        told = capsys.readouterr()
        assert "0 bytes" in told.out + told.err
    assert file.read_bytes() == b""


@pytest.mark.parametrize("option", ["--weight=nan", "--weight=7", "--weight=x", "--limit=-5", "--limit=0"])
def test_a_number_that_cannot_be_is_refused(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        cli.parser().parse_args(["search", "pump", option])
    assert refused.value.code == 2
    assert "is not a" in capsys.readouterr().err


@pytest.mark.expects_log("without the site's own terms")
def test_a_damaged_dictionary_is_told_and_the_search_goes_on(
    command: Command, files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command("index", files)
    (tmp_path / "catalogue" / "dictionary.csv").write_bytes(b"\xff\xfe\x00pump")
    capsys.readouterr()
    assert command("search", "shaft seal") == 0
    told = capsys.readouterr()
    assert "pump.txt" in told.out
    assert "dictionary.csv" in told.err
    testset = tmp_path / "testset.csv"
    testset.write_text(
        "id,kind,language,text,photo,relevant\nq1,text,en,shaft seal,,pump.txt\n", encoding="utf-8"
    )
    assert command("evaluate", testset) == 0
    assert "dictionary.csv" in capsys.readouterr().err


def test_damaged_settings_are_told_kept_aside_and_the_command_goes_on(
    command: Command, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = paths.data_dir() / "settings.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('threads = "many"\nmax_pages = 7\n', encoding="utf-8")
    assert command("index", files) == 0
    told = capsys.readouterr()
    assert "1 new" in told.out
    assert "settings-damaged-1.toml" in told.err
    assert file.read_text(encoding="utf-8") == "max_pages = 7\n"
    assert "many" in file.with_name("settings-damaged-1.toml").read_text(encoding="utf-8")
    assert command("problems") == 0
    assert capsys.readouterr().err == ""


def test_a_folder_of_nobody_in_the_environment_is_told(
    command: Command, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("IMTEXTGUI_CATALOGUE", "~no-such-user-here/catalogue")
    assert command("problems") == cli.EXPECTED_FAILURE
    assert "IMTEXTGUI_CATALOGUE" in capsys.readouterr().err


@pytest.mark.parametrize("first", ["search", "index"])
def test_a_catalogue_whose_making_was_killed_is_made(
    command: Command, files: Path, tmp_path: Path, first: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "catalogue"
    folder.mkdir()
    for name in ("catalogue.sqlite3-making", "catalogue.sqlite3"):
        (folder / name).touch()
    if first == "search":
        assert command("search", "pump") == cli.EXPECTED_FAILURE
        assert "damaged" not in capsys.readouterr().err
    assert command("index", files) == 0
    assert not (folder / "catalogue.sqlite3-making").exists()
    assert command("search", "shaft seal") == 0


def test_a_damaged_catalogue_is_repaired_and_what_was_saved_is_told(
    command: Command,
    files: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(kept_backups, "PAUSE", 0)
    assert command("index", files) == 0
    assert command("judge", "seal", "--right", files / "pump.txt") == 0
    assert command("repair") == 0
    assert "not damaged" in capsys.readouterr().out
    (tmp_path / "catalogue/catalogue.sqlite3").write_bytes(b"")
    assert command("search", "seal") == 3
    assert "imtextgui repair" in capsys.readouterr().err
    assert command("repair") == 0
    told = capsys.readouterr().out
    assert "judgements: 1" in told
    assert "backup of" in told
    assert "damaged 2" in told
    assert command("index") == 0
    command("judge", "--list")
    assert "seal" in capsys.readouterr().out


def test_a_catalogue_whose_database_is_gone_is_told_of_and_brought_back(
    command: Command,
    files: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(kept_backups, "PAUSE", 0)
    assert command("index", files) == 0
    assert command("judge", "seal", "--right", files / "pump.txt") == 0
    (tmp_path / "catalogue/catalogue.sqlite3").unlink()
    for words in (["index", files], ["search", "seal"], ["doctor"], ["tags"], ["models", "list"]):
        capsys.readouterr()
        assert command(*words) == 3
        told = "".join(capsys.readouterr())
        assert "imtextgui repair" in told, words
        assert "backups" in told
    assert not (tmp_path / "catalogue/catalogue.sqlite3").exists()
    assert command("repair") == 0
    assert "judgements: 1" in capsys.readouterr().out
    assert command("index") == 0
    command("judge", "--list")
    assert "seal" in capsys.readouterr().out


def test_a_catalogue_without_anything_to_save_is_told(
    command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "catalogue").mkdir()
    (tmp_path / "catalogue/catalogue.sqlite3").write_bytes(b"")
    assert command("repair") == 0
    told = capsys.readouterr().out
    assert "Nothing could be read" in told
    assert "no backup that holds more" in told


def test_a_forgetting_that_was_killed_is_finished_by_the_same_command(
    command: Command, files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(database: Database) -> None:
        raise KeyboardInterrupt

    command("index", files)
    with monkeypatch.context() as patch:
        patch.setattr(Database, "compact", interrupt)
        assert command("forget", files) == cli.INTERRUPTED
    capsys.readouterr()
    assert command("forget", files) == cli.EXPECTED_FAILURE
    assert "finished now" in capsys.readouterr().out
