"""A checkpoint is made a bundle by another program, which loads what this one must not."""

import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from imtextgui.config import paths
from imtextgui.domain.progress import run
from imtextgui.encoders import importing
from imtextgui.encoders.importing import holds_checkpoint, import_checkpoint
from imtextgui.encoders.installed import installed
from imtextgui.errors import BundleNotImported, ImporterMissing

BUNDLE = Path(__file__).parents[2] / "data" / "bundle"


@pytest.fixture
def kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A training kit of a few lines, in whose place ``program`` may be written."""
    program = tmp_path / "kit" / "export" / "import_clip.py"
    program.parent.mkdir(parents=True)
    (program.parent / "__init__.py").write_text("")
    monkeypatch.setattr(paths, "training_kit", lambda: tmp_path / "kit")
    monkeypatch.setattr(importing, "find_spec", lambda name: name)
    monkeypatch.setattr(importing, "_STEP_SECONDS", 0.05)
    return program


def test_what_the_program_makes_is_installed(kit: Path, tmp_path: Path) -> None:
    kit.write_text(
        "import shutil, sys\nfrom pathlib import Path\n"
        f"Path({str(tmp_path / 'asked')!r}).write_text(' '.join(sys.argv[1:]))\n"
        f"shutil.copytree({str(BUNDLE)!r}, sys.argv[sys.argv.index('--out') + 1])\n"
    )
    job = import_checkpoint(tmp_path / "weights", name="own", licence="MIT", eight_bit=True)
    bundle = run(job)
    asked = (tmp_path / "asked").read_text()
    assert asked.startswith(f"--checkpoint {tmp_path / 'weights'} --out ")
    assert asked.endswith("--name own --licence MIT --eight-bit")
    assert bundle.folder.is_relative_to(paths.data_dir())
    assert bundle.fingerprint in {each.fingerprint for each in installed()}


def test_a_checkpoint_is_told_from_a_bundle_and_from_any_other_folder(tmp_path: Path) -> None:
    assert not holds_checkpoint(BUNDLE)
    assert not holds_checkpoint(tmp_path)
    assert not holds_checkpoint(tmp_path / "away")
    (tmp_path / "model.SAFETENSORS").touch()
    assert holds_checkpoint(tmp_path)
    (tmp_path / "manifest.json").touch()
    assert not holds_checkpoint(tmp_path), "a bundle may have anything beside its manifest"


def test_a_refusal_is_told_in_its_last_words(kit: Path, tmp_path: Path) -> None:
    kit.write_text("print('loading')\nprint('This is a CoCa model.')\nprint()\nraise SystemExit(2)")
    with pytest.raises(BundleNotImported) as caught:
        run(import_checkpoint(tmp_path))
    assert caught.value.details == {"path": str(tmp_path), "reason": "This is a CoCa model."}
    kit.write_text("raise SystemExit(2)")
    with pytest.raises(BundleNotImported, match="status 2"):
        run(import_checkpoint(tmp_path))
    assert all(not each.own for each in installed())


def test_who_stops_it_ends_the_program(kit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kit.write_text("import time\ntime.sleep(600)")
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def start(*arguments: object, **named: object) -> "subprocess.Popen[bytes]":
        started.append(popen(*arguments, **named))  # type: ignore[call-overload]
        return started[0]

    monkeypatch.setattr(subprocess, "Popen", start)
    with closing(import_checkpoint(tmp_path)) as job:
        steps = [next(job) for _ in range(3)]
    assert {step.detail for step in steps} == {tmp_path.name}
    assert started[0].returncode is not None


def test_without_the_extra_or_the_kit_it_says_what_to_install(
    kit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "find_spec", lambda name: None if name == "torch" else name)
    with pytest.raises(ImporterMissing) as caught:
        run(import_checkpoint(tmp_path))
    assert caught.value.details == {"names": "torch"}
    monkeypatch.setattr(importing, "find_spec", lambda name: name)
    monkeypatch.setattr(paths, "training_kit", lambda: None)
    with pytest.raises(ImporterMissing):
        run(import_checkpoint(tmp_path))


def test_the_kit_lies_in_a_source_tree_or_in_a_wheel_and_in_no_frozen_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert paths.training_kit() == Path(__file__).parents[3]
    package = tmp_path / "imtextgui"
    monkeypatch.setattr(paths, "_PACKAGE", package)
    assert paths.training_kit() is None
    shutil.copytree(Path(__file__).parents[3] / "export" / "clip", package / "kit" / "export" / "clip")
    (package / "kit" / "export" / "import_clip.py").write_text("")
    assert paths.training_kit() == package / "kit"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert paths.training_kit() is None
