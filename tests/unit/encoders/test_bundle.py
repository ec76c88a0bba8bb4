"""Loading a bundle: what is opened when, and what becomes of every kind of damage."""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from imtextgui.config import paths
from imtextgui.encoders import bundle
from imtextgui.encoders.preprocessing import prepare, probe_picture
from imtextgui.errors import BundleDamaged, BundleMissing, BundleTooNew

Edit = Callable[..., None]
FILES = ["image.onnx", "text.onnx", "tokenizer.json"]


def test_the_bundle_answers_as_when_it_was_made(folder: Path) -> None:
    assert bundle.verify(folder) > 0.999


def test_loading_opens_no_library_and_texts_do_not_open_the_image_tower(folder: Path) -> None:
    code = f"""
import sys
from pathlib import Path
from imtextgui.encoders import bundle
encoder = bundle.load(Path({str(folder)!r}), threads=1)
assert not {{"onnxruntime", "tokenizers"}} & set(sys.modules)
(encoder.folder / "image.onnx").unlink()
encoder.encode_texts(["油圧ポンプ"])
assert not {{"torch", "PySide6", "huggingface_hub"}} & set(sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_pictures_do_not_open_the_text_tower(folder: Path) -> None:
    encoder = bundle.load(folder, threads=1)
    (folder / "text.onnx").unlink()
    (folder / "tokenizer.json").unlink()
    assert encoder.encode_pictures([prepare(probe_picture(1), encoder.picture)]).joint.shape == (1, 12)


def test_more_than_a_batch_keeps_the_order(folder: Path) -> None:
    encoder = bundle.load(folder, threads=3)
    texts = [chr(ord("a") + n % 26) * (n % 5 + 1) for n in range(50)]
    together = encoder.encode_texts(texts)
    alone = np.concatenate([encoder.encode_texts([text]) for text in texts])
    np.testing.assert_array_equal(together, alone)
    tensors = [prepare(probe_picture(n), encoder.picture) for n in range(40)]
    joint = encoder.encode_pictures(tensors).joint
    np.testing.assert_allclose(joint[33], encoder.encode_pictures([tensors[33]]).joint[0], atol=1e-5)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(BundleMissing) as caught:
        bundle.load(folder)
    assert caught.value.details["path"] == str(folder / name)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("place", [0, 0.5, -1])
def test_one_flipped_bit(folder: Path, name: str, place: float) -> None:
    raw = bytearray((folder / name).read_bytes())
    raw[int(len(raw) * place) if place == 0.5 else int(place)] ^= 1
    (folder / name).write_bytes(raw)
    with pytest.raises(BundleDamaged):
        bundle.load(folder)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("length", [0, 100])
def test_a_truncated_file(folder: Path, name: str, length: int) -> None:
    (folder / name).write_bytes((folder / name).read_bytes()[:length])
    with pytest.raises(BundleDamaged):
        bundle.load(folder)


def test_a_folder_for_a_file(folder: Path) -> None:
    (folder / "text.onnx").unlink()
    (folder / "text.onnx").mkdir()
    with pytest.raises(BundleDamaged):
        bundle.load(folder)


def test_a_later_format(folder: Path, edit: Edit) -> None:
    edit("format", 7)
    with pytest.raises(BundleTooNew):
        bundle.load(folder)


def _put(folder: Path, edit: Edit, role: str, content: bytes) -> None:
    """Replace a file and its sum, as somebody would who makes a bundle by hand."""
    name = {"image": "image.onnx", "text": "text.onnx", "tokenizer": "tokenizer.json"}[role]
    (folder / name).write_bytes(content)
    edit("files", role, "sha256", hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize("content", [b"", b"not a graph at all"])
def test_a_file_that_is_no_graph(folder: Path, edit: Edit, content: bytes) -> None:
    _put(folder, edit, "text", content)
    _put(folder, edit, "image", content)
    encoder = bundle.load(folder)
    with pytest.raises(BundleDamaged):
        encoder.encode_texts(["pump"])
    with pytest.raises(BundleDamaged):
        encoder.encode_pictures([prepare(probe_picture(1), encoder.picture)])


def test_the_towers_exchanged(folder: Path, edit: Edit) -> None:
    _put(folder, edit, "text", (folder / "image.onnx").read_bytes())
    with pytest.raises(BundleDamaged, match="outputs are"):
        bundle.load(folder).encode_texts(["pump"])


def test_a_graph_of_other_dimensions_than_the_manifest_says(folder: Path, edit: Edit) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    unit = [1.0, *[0.0] * 19]
    edit("joint_dim", 20)
    edit("probes", "texts", [manifest["probes"]["texts"][0] | {"joint": unit}])
    edit("probes", "pictures", [manifest["probes"]["pictures"][0] | {"joint": unit}])
    encoder = bundle.load(folder)
    with pytest.raises(BundleDamaged, match="12"):
        encoder.encode_texts(["pump"])


def test_other_answers_than_the_golden_ones_are_found_by_verifying_only(folder: Path, edit: Edit) -> None:
    edit("probes", "texts", 0, "text", "quite another text")
    bundle.load(folder)
    with pytest.raises(BundleDamaged, match="cosine"):
        bundle.verify(folder)


def test_the_shipped_bundle_is_found(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    with pytest.raises(BundleMissing):
        bundle.default_folder()
    shutil.copytree(folder, tmp_path / "models" / "b")
    (tmp_path / "models" / "a").mkdir()
    assert bundle.default_folder() == tmp_path / "models" / "b"
