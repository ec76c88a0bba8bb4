"""Bundles that came with the program and those that the site adds."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from imtextgui.domain.progress import run
from imtextgui.encoders import installed
from imtextgui.encoders.bundle import verify
from imtextgui.errors import BundleDamaged, BundleMissing, BundleNotAdded
from tests import bundles
from tests.bundles import TINY


@pytest.fixture(autouse=True)
def shipped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bundles.ship(monkeypatch, tmp_path / "resources", TINY)


def names() -> list[tuple[str, bool]]:
    return [(bundle.name, bundle.own) for bundle in installed.installed()]


def test_a_bundle_is_copied_whole_into_the_data_folder(tmp_path: Path) -> None:
    given = bundles.second(tmp_path / "エンコーダー 2", name="site 2/é")
    (given / "LICENCE").write_text("ours")
    added = run(installed.add(given))
    assert (added.name, added.own, added.fingerprint) == ("site 2/é", True, bundles.fingerprint(given))
    assert added.folder.parent == installed.own_folder()
    assert sorted(file.name for file in added.folder.iterdir()) == sorted(f.name for f in given.iterdir())
    shutil.rmtree(given)
    assert verify(added.folder) > 0.99
    assert names() == [("for tests", False), ("site 2/é", True)]


def test_what_is_installed_already_is_not_copied(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(TINY, tmp_path / "copy"))
    assert not run(installed.add(copy)).own
    given = bundles.second(tmp_path / "second")
    assert run(installed.add(given)) == run(installed.add(given))
    assert len(list(installed.own_folder().iterdir())) == 1


def test_a_damaged_bundle_is_refused_and_leaves_nothing(folder: Path) -> None:
    graph = folder / "text.onnx"
    graph.write_bytes(graph.read_bytes()[:-1] + b"x")
    with pytest.raises(BundleDamaged):
        run(installed.add(folder))
    with pytest.raises(BundleMissing):
        run(installed.add(folder / "nowhere"))
    assert not installed.own_folder().exists()


def test_a_bundle_that_answers_otherwise_than_when_it_was_made_is_refused(
    folder: Path, edit: Callable[..., None]
) -> None:
    golden = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["probes"]["texts"][0]["joint"]
    edit("probes", "texts", [{"text": "pump", "joint": [-number for number in golden]}])
    with pytest.raises(BundleDamaged, match="probe answers"):
        run(installed.add(folder))
    assert not installed.own_folder().exists()


def test_a_closed_job_leaves_nothing_half_copied(tmp_path: Path) -> None:
    job = installed.add(bundles.second(tmp_path / "second"))
    for step in job:
        if step.total:
            break
    assert len(list(installed.own_folder().iterdir())) == 1
    assert names() == [("for tests", False)], "what is being copied is no bundle yet"
    job.close()
    assert list(installed.own_folder().iterdir()) == []


def test_where_nothing_can_be_written_it_is_a_clear_problem(tmp_path: Path) -> None:
    installed.own_folder().parent.mkdir(exist_ok=True)
    installed.own_folder().write_text("a file is in the way")
    with pytest.raises(BundleNotAdded) as refused:
        run(installed.add(bundles.second(tmp_path / "second")))
    assert str(installed.own_folder()) in str(refused.value.details["path"])


def test_folders_that_are_no_bundles_are_left_out(tmp_path: Path) -> None:
    for name, text in (("torn", "{"), ("strange", "[]")):
        place = installed.own_folder() / name
        place.mkdir(parents=True)
        (place / "manifest.json").write_text(text)
    assert names() == [("for tests", False)]


def test_a_bundle_may_be_used_without_being_installed(tmp_path: Path) -> None:
    given = bundles.second(tmp_path / "second")
    assert [bundle.folder for bundle in installed.installed(besides=given)][1:] == [given]
