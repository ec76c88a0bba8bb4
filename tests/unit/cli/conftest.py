"""Commands in this process, on a catalogue of the test's own, and files to index."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from imtextgui import cli
from imtextgui.domain.bundles import Bundle
from imtextgui.encoders import bundle, installed
from tests.fakes import FakeEncoder

Command = Callable[..., int]
UsageError = Callable[..., str]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """Runs a command on the catalogue of this test with the weightless encoder."""
    fake = Bundle(FakeEncoder.fingerprint, "fake", "1", "Apache-2.0", tmp_path)
    monkeypatch.setattr(installed, "installed", lambda besides=None: [fake])
    monkeypatch.setattr(bundle, "default_folder", lambda: tmp_path)
    monkeypatch.setattr(bundle, "load", lambda folder, threads: FakeEncoder())

    def run(name: str, *arguments: object, catalogue: str = "catalogue") -> int:
        words = [name, *map(str, arguments), "--catalogue", str(tmp_path / catalogue)]
        return cli.main(cli.parser().parse_args(words))

    return run


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "資料"
    folder.mkdir()
    (folder / "pump.txt").write_text("Replace the shaft seal ZX-4819-B of the pump", encoding="utf-8")
    (folder / "ポンプ.txt").write_text("軸シールを交換する", encoding="utf-8")
    Image.new("RGB", (80, 60), "teal").save(folder / "photo.jpg")
    (folder / "empty.pdf").write_bytes(b"")
    return folder


@pytest.fixture
def indexed(command: Command, files: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert command("index", files) == 0
    capsys.readouterr()
    return files


@pytest.fixture
def usage_error(command: Command, capsys: pytest.CaptureFixture[str]) -> UsageError:
    """Runs a command that is refused as wrong usage, and gives what is told of that."""

    def run(*words: object) -> str:
        with pytest.raises(SystemExit) as ended:
            command(*words)
        assert ended.value.code == 2
        return capsys.readouterr().err

    return run
