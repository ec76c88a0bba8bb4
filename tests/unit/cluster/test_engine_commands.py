"""``imtextgui-cluster export``, ``search`` and ``window``, in this process."""

import json
from pathlib import Path

import pytest

pytest.importorskip("lancedb", reason="the extra imtextgui[engine] is not installed")

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.cluster.__main__ import main
from imtextgui.cluster.window_command import open_for_window
from imtextgui.domain.progress import run
from imtextgui.ui.shell import app
from tests.fakes import FakeEncoder


@pytest.fixture
def share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A published catalogue of one note; nothing was exported yet."""
    monkeypatch.setenv("IMTEXTGUI_OCR", "off")
    files = tmp_path / "files"
    files.mkdir()
    (files / "note.txt").write_text("gear pump GX-1000 油圧ポンプ", encoding="utf-8")
    with Catalogue.open(tmp_path / "own", encoder=FakeEncoder()) as own:
        own.sources.add(files)
        run(own.sources.index())
        run(own.publishing.publish(tmp_path / "share"))
    return tmp_path / "share"


def test_an_export_tells_what_it_wrote_and_a_search_finds_it(
    share: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = tmp_path / "engine"
    assert main(["export", str(share), "--engine", str(engine)]) == 0
    assert str(engine) in capsys.readouterr().out
    monkeypatch.setenv("IMTEXTGUI_ENGINE", str(engine))
    assert main(["export", str(share), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["pages"], told["written"], told["removed"]) == (1, 0, 0)
    asked = ["search", "GX-1000", "--catalogue", str(share), "--routes", "words,codes"]
    assert main(asked) == 0
    assert "note.txt" in capsys.readouterr().out
    assert main([*asked, "--json"]) == 0
    assert [Path(hit["path"]).name for hit in json.loads(capsys.readouterr().out)["hits"]] == ["note.txt"]


def test_what_is_wrong_is_told_and_ends_with_the_status_of_expected_failures(
    share: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["search", "pump", "--catalogue", str(share), "--engine", str(tmp_path / "nowhere")]
    assert main(asked) == 3
    assert "nowhere" in capsys.readouterr().err


def test_the_window_opens_published_catalogues_in_the_engine_and_others_as_ever(
    share: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = tmp_path / "engine"
    assert main(["export", str(share), "--engine", str(engine)]) == 0
    opened: list[bool] = []

    def show(folder: Path, **told: object) -> int:
        opening = told["opening"]
        assert callable(opening)
        for place in (folder, tmp_path / "own"):
            with opening(place, None) as catalogue:
                opened.append(catalogue.publication is not None)
        return 0

    monkeypatch.setattr(app, "run", show)
    assert main(["window", str(share), "--engine", str(engine)]) == 0
    assert opened == [True, False]
    catalogue = open_for_window(tmp_path / "own", None, address=str(engine))
    assert isinstance(catalogue, Catalogue)
    catalogue.close()
    assert not catalogue.publication
