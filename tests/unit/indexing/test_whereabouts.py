"""Where a folder of Windows may be now that cannot be reached, on every system: drives are the test's own."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.progress import run
from imtextgui.indexing import whereabouts as module
from imtextgui.indexing.removals import SourcePlace, look_at
from imtextgui.indexing.whereabouts import Drive, whereabouts
from imtextgui.windows import network_drives
from tests.fakes import FakeEncoder

SYSTEM = Drive("C:\\", "C:\\", "111")


def found(place: SourcePlace, *drives: Drive, there: bool = True) -> list[str]:
    return [str(folder) for folder in whereabouts(place, [SYSTEM, *drives], lambda _: there)]


def test_a_stick_that_got_another_letter() -> None:
    place = SourcePlace("E:\\", "777", real="E:\\図面\\ポンプ")
    assert found(place, Drive("F:\\", "F:\\", "777")) == ["F:\\図面\\ポンプ"]
    assert found(place, Drive("F:\\", "F:\\", "888")) == [], "another stick"
    assert found(place, Drive("F:\\", "F:\\", ""), Drive("G:\\", "G:\\", "")) == []


def test_a_share_that_is_connected_under_another_letter_or_none() -> None:
    place = SourcePlace("\\\\server\\plant\\", "5", real="\\\\server\\plant\\図面\\A")
    share = "\\\\server\\plant\\図面\\A"
    assert found(place) == [share]
    assert found(place, Drive("T:\\", "\\\\server\\plant", "5")) == ["T:\\図面\\A", share]
    deep = Drive("T:\\", "\\\\SERVER\\plant\\図面", "5")
    assert found(place, deep) == ["T:\\A", share], "a letter may stand for a folder of the share"


def test_only_what_is_there_is_told() -> None:
    place = SourcePlace("\\\\server\\plant\\", "5", real="\\\\server\\plant\\A")
    assert found(place, Drive("T:\\", "\\\\server\\plant", "5"), there=False) == []


def test_a_run_of_an_earlier_version_noted_too_little() -> None:
    place = SourcePlace.read('{"mount": "E:\\\\", "filesystem": "777", "mounts": []}')
    assert place == SourcePlace("E:\\", "777")
    assert found(place, Drive("F:\\", "F:\\", "777")) == []


def test_the_drives_are_those_of_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert all(drive.root[1:] == ":\\" for drive in module.drives())
    monkeypatch.setattr(module, "network_drives", SimpleNamespace(roots=lambda: [str(tmp_path)]))
    (drive,) = module.drives()
    assert drive.filesystem == look_at(tmp_path, ()).filesystem
    assert isinstance(network_drives.roots(), list)


def test_a_catalogue_proposes_another_name_of_a_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = tmp_path / "files"
    files.mkdir()
    (files / "a.txt").write_text("Replace the shaft seal")
    asked: list[SourcePlace] = []

    def propose(place: SourcePlace, drives: list[Drive]) -> list[Path]:
        asked.append(place)
        return [files, tmp_path / "other"]

    monkeypatch.setattr(module, "whereabouts", propose)
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as catalogue:
        source = catalogue.sources.add(files)
        run(catalogue.sources.index())
        assert catalogue.sources.whereabouts(source.id) == [tmp_path / "other"]
    assert Path(asked[0].real) == files.resolve()
