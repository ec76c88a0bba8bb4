"""The command for encoder bundles, in this process, with two small bundles."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from imtextgui import cli
from imtextgui.cli.exit_status import EXPECTED_FAILURE
from imtextgui.config import settings
from imtextgui.onnx_session import has_exact_products
from tests import bundles
from tests.bundles import TINY

Command = Callable[..., int]


@pytest.fixture
def second(tmp_path: Path) -> Path:
    return bundles.second(tmp_path / "外付け" / "second")


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """Runs a command on the catalogue of this test, in an installation with the tiny bundle."""
    bundles.ship(monkeypatch, tmp_path / "resources", TINY)
    monkeypatch.setenv("IMTEXTGUI_OCR", "off")

    def run(*words: object) -> int:
        told = [*map(str, words), "--catalogue", str(tmp_path / "catalogue")]
        return cli.main(cli.parser().parse_args(told))

    return run


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "工場"
    folder.mkdir()
    (folder / "ポンプ.txt").write_text("油圧ポンプの軸シールを交換する。", encoding="utf-8")
    Image.effect_noise((120, 90), 60).convert("RGB").save(folder / "photo.jpg")
    return folder


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Callable[[], str]:
    """What was printed since it was asked last."""
    return lambda: capsys.readouterr().out


def test_without_a_catalogue_the_installed_bundles_are_listed(
    command: Command, told: Callable[[], str]
) -> None:
    assert cli.main(cli.parser().parse_args(["models"])) == 0
    line = f"for tests 1, Apache-2.0, space {bundles.fingerprint(TINY)}: "
    assert told().startswith(line)
    assert cli.main(cli.parser().parse_args(["models", "list", "--json"])) == 0
    listed = json.loads(told())
    assert [each["name"] for each in listed["bundles"]] == ["for tests"]
    assert command("models", "list") == cli.EXPECTED_FAILURE, "a catalogue that was named must be there"


def test_bundles_are_verified(
    command: Command, second: Path, files: Path, told: Callable[[], str], tmp_path: Path
) -> None:
    command("index", files)
    command("models", "add", second)
    told()
    assert command("models", "--verify") == 0
    assert told().count("golden probes") == 2
    (graph,) = (tmp_path / "resources" / "models").glob("*/text.onnx")
    (tmp_path / "resources" / "models" / TINY.name).unlink()
    torn = bundles.second(tmp_path / "resources" / "models" / "torn", seed=9)
    (torn / graph.name).write_bytes(b"torn")
    assert command("models", "--verify", "--json") == cli.EXPECTED_FAILURE
    levels = [each["level"] for each in json.loads(told())["findings"]]
    assert sorted(levels) == ["fault", "fine"]


def test_a_bundle_is_added_used_and_the_other_forgotten(
    command: Command, second: Path, files: Path, told: Callable[[], str]
) -> None:
    command("index", files)
    told()
    assert command("models", "add", second) == 0
    assert "second 1 is installed in " in told()
    assert command("models") == 0
    found = re.search(
        r"100 % of the catalogue, (\d+) vectors, in use\n.*\n +0 % of the catalogue, 0 vectors\n", told()
    )
    assert found
    assert command("models", "use", "second") == 0
    assert "Searches use second 1 now." in told()
    assert command("search", "軸シール") == 0
    assert "ポンプ.txt" in told()
    assert command("models", "forget", "for tests") == 0
    assert told() == f"{found[1]} vectors are removed.\n"
    assert command("models", "list", "--json") == 0
    states = {each["name"]: each for each in json.loads(told())["bundles"]}
    assert (states["second"]["active"], states["second"]["coverage"], states["second"]["own"]) == (
        True,
        1,
        True,
    )
    assert (states["for tests"]["active"], states["for tests"]["vectors"]) == (False, 0)


def test_a_folder_is_added_and_used_at_once(
    command: Command, second: Path, files: Path, told: Callable[[], str]
) -> None:
    command("index", files)
    told()
    assert command("models", "use", second, "--json") == 0
    report: dict[str, Any] = json.loads(told())
    assert (report["pages"], report["encoder"]["active"], report["encoder"]["missing"]) == (1, True, 0)
    second.rename(second.with_name("moved"))
    assert command("search", "ポンプ") == 0, "it was copied"


def test_after_an_update_the_name_means_the_bundle_that_is_there(
    command: Command, files: Path, told: Callable[[], str], tmp_path: Path
) -> None:
    command("index", files)
    shipped = tmp_path / "resources" / "models"
    (shipped / TINY.name).unlink()
    bundles.second(shipped / "newer", "for tests", seed=9)
    told()
    assert command("models", "use", "for tests") == 0
    assert "Searches use for tests 1 now." in told()
    assert command("search", "軸シール") == 0
    assert "ポンプ.txt" in told()
    assert command("models", "forget", "for tests") == cli.EXPECTED_FAILURE, "which of the two is not said"


def test_pages_of_which_only_the_thumbnail_was_there_are_counted_and_named(
    command: Command, second: Path, files: Path, told: Callable[[], str]
) -> None:
    command("index", files)
    hidden = files.rename(files.with_name("away"))
    told()
    assert command("models", "use", second) == 0
    answer = told()
    assert "or could not be read: 1." in answer
    assert f"{files / 'photo.jpg'}, page 1" in answer
    assert command("models", "list", "--pages") == 0
    assert f"{files / 'photo.jpg'}, page 1" in told()
    assert command("models", "list", "--pages", "--json") == 0
    assert json.loads(told())["pages"] == [{"path": str(files / "photo.jpg"), "page": 1, "thumbnail": True}]
    hidden.rename(files)
    assert command("models", "use", "second", "--json") == 0
    report = json.loads(told())
    assert (report["pages"], report["thumbnails"], report["encoder"]["makeshift"]) == (1, 0, 0)


def test_names_that_mean_none_or_several_are_refused_with_those_there_are(
    command: Command, second: Path, files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command("index", files)
    command("models", "add", second)
    twin = bundles.second(tmp_path / "twin", seed=11)
    manifest = twin / "manifest.json"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace('"version": "1"', '"version": "2"'))
    command("models", "add", twin)
    capsys.readouterr()
    for name in ("nobody", "second"):
        assert command("models", "use", name) == cli.EXPECTED_FAILURE
        refused = capsys.readouterr().err
        assert f"“{name}”" in refused
        assert "second 2 (" in refused
    assert command("models", "use", "second 2") == 0
    assert command("models", "use", bundles.fingerprint(second)[:8]) == 0
    with pytest.raises(SystemExit):
        command("models", "use")
    assert "“models use” needs a name" in capsys.readouterr().err


def test_what_is_refused_says_what_to_do(
    command: Command, second: Path, files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command("index", files)
    capsys.readouterr()
    assert command("models", "forget", "for tests") == cli.EXPECTED_FAILURE
    assert "in use" in capsys.readouterr().err
    assert command("models", "add", tmp_path / "nowhere") == cli.EXPECTED_FAILURE
    assert "missing" in capsys.readouterr().err
    assert command("search", "ポンプ", "--bundle", second) == cli.EXPECTED_FAILURE
    assert f"imtextgui models use {second}" in capsys.readouterr().err
    (tmp_path / "resources" / "models" / TINY.name).unlink()
    assert command("search", "ポンプ") == 0
    assert "models use NAME" in capsys.readouterr().out
    assert command("index") == cli.EXPECTED_FAILURE
    assert "for tests 1" in capsys.readouterr().err


# Provider and import


def test_what_the_encoder_runs_on_is_told_and_chosen(command: Command, told: Callable[[], str]) -> None:
    assert command("models", "provider") == 0
    assert told().startswith("The encoder runs on cpu; this installation offers: cpu")
    assert command("models", "provider", "cpu", "--json") == 0
    assert json.loads(told())["provider"] == "cpu"
    assert settings.read().provider == "cpu"


def test_a_provider_that_cannot_be_used_is_not_chosen(
    command: Command, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onnxruntime.get_available_providers", lambda: ["CPUExecutionProvider"])
    assert command("models", "provider", "cuda") == EXPECTED_FAILURE
    assert "cannot run on cuda (onnxruntime does not offer it)" in capsys.readouterr().err
    assert settings.read().provider == "cpu"
    with pytest.raises(SystemExit):
        command("models", "provider", "abacus")
    assert "cpu, directml, cuda, openvino, coreml" in capsys.readouterr().err


def test_one_that_answers_as_it_must_is_chosen_and_the_doctor_tells_it(
    command: Command, told: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import onnxruntime

    from imtextgui.doctor import program

    has_exact_products()  # asked for once in a process
    make = onnxruntime.InferenceSession

    class Session:
        def __init__(self, path: str, options: object, providers: list[str]) -> None:
            self.providers, self.session = providers, make(path, options, providers=providers[-1:])

        def get_providers(self) -> list[str]:
            return self.providers

        def __getattr__(self, name: str) -> object:
            return getattr(self.session, name)

    monkeypatch.setattr(onnxruntime, "InferenceSession", Session)
    monkeypatch.setattr(
        onnxruntime,
        "get_available_providers",
        lambda: ["OpenVINOExecutionProvider", "CPUExecutionProvider"],
    )
    assert command("models", "provider", "openvino") == 0
    assert told() == "The encoder runs on openvino; this installation offers: cpu, openvino\n"
    assert settings.read().provider == "openvino"
    findings = {finding.check: finding for finding in program.examine()}
    assert findings["provider"].details == {"name": "openvino"}
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: ["CPUExecutionProvider"])
    findings = {finding.check: finding for finding in program.examine()}
    assert "does not offer it" in str(findings["provider-unused"].details["reason"])


def test_a_checkpoint_is_imported_and_told_as_an_added_bundle(
    command: Command, told: Callable[[], str], second: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from imtextgui.encoders import importing, installed

    asked: list[object] = []

    def import_checkpoint(checkpoint: Path, **named: object) -> Any:
        asked.append((checkpoint, named))
        return installed.add(second)

    monkeypatch.setattr(importing, "import_checkpoint", import_checkpoint)
    assert command("models", "import", "weights", "--called", "own", "--eight-bit") == 0
    assert asked == [(Path("weights"), {"name": "own", "licence": "", "eight_bit": True})]
    assert "is installed in" in told()


def test_another_encoder_is_measured_beside_the_active_one(
    command: Command, told: Callable[[], str], files: Path, second: Path
) -> None:
    assert command("index", files) == 0
    assert command("judge", "軸シール", "--right", files / "ポンプ.txt") == 0
    told()
    assert command("models", "compare", second) == 0
    lines = told().splitlines()
    assert lines[-3:] == [
        "Right file among the hits, of 1 questions:",
        "    for tests 1: first 100 %, first five 100 %, first ten 100 %",
        "    second 1: first 100 %, first five 100 %, first ten 100 %",
    ]
    assert command("models", "compare", "second", "--json") == 0
    compared = json.loads(told())
    assert (compared["questions"], compared["encoded"]) == (1, 0)
