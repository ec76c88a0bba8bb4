"""A bundle is trained further with manuals, and the new one says what it was made from."""

import shutil
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import msgspec
import numpy as np
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

torch = pytest.importorskip("torch", reason="training needs the export extra")
pytest.importorskip("onnx", reason="training needs the export extra")
pytest.importorskip("tflite", reason="training needs the export extra")

from export.bundle import probes  # noqa: E402  # after the skips
from export.bundle.files import write_manifest  # noqa: E402
from export.problems import KitProblem  # noqa: E402
from export.retrieval.__main__ import main  # noqa: E402
from export.retrieval.pipeline import RetrievalOrder, make  # noqa: E402
from export.retrieval.training import RetrievalTraining  # noqa: E402
from export.towers import to_onnx  # noqa: E402
from export.towers.text_embedding import Embed  # noqa: E402
from export.towers.text_tower import TextShape, TextTower  # noqa: E402
from imtextgui.domain.embedding import Matrix, unit  # noqa: E402
from imtextgui.encoders.bundle import OnnxEncoder, verify  # noqa: E402
from imtextgui.encoders.manifest import BundleFile, Manifest, read_manifest  # noqa: E402
from tests.training_folder import training_folder  # noqa: E402
from tests.unit.export.retrieval.manual_pages import ENGLISH, write_manuals  # noqa: E402
from tests.unit.export.site.tiny_site import WIDTH, tiny_bundle  # noqa: E402

SHAPE = TextShape(width=WIDTH, layers=1, heads=1, hidden=24, positions=16, english=40)


def retrieval_bundle(folder: Path) -> Path:
    """A tiny bundle whose text graph is a tower of the kit, in 8 bits as that of the shipped one."""
    tiny_bundle(folder)
    words = sorted(set(ENGLISH.split()))[: SHAPE.english + 9]
    tokenizer = Tokenizer(models.WordLevel({word: n for n, word in enumerate(["?", *words])}, "?"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    (folder / "tokenizer.json").write_text(tokenizer.to_str(), encoding="utf-8")
    tower = TextTower(SHAPE, japanese=10)
    for weight in tower.parameters():
        torch.nn.init.normal_(weight, 0.0, 0.3)
    to_onnx.export_texts(tower, folder / "exact.onnx")
    to_onnx.quantise_texts(folder / "exact.onnx", folder / "text.onnx")
    (folder / "exact.onnx").unlink()
    before = read_manifest(folder)
    files = msgspec.structs.replace(
        before.files,
        text=BundleFile("text.onnx", sha256((folder / "text.onnx").read_bytes()).hexdigest()),
        tokenizer=BundleFile("tokenizer.json", sha256((folder / "tokenizer.json").read_bytes()).hexdigest()),
    )
    manifest: Manifest = msgspec.structs.replace(before, files=files)
    given = probes.answered(OnnxEncoder(folder, manifest, threads=1), ["the pump"], [1])
    write_manifest(folder, msgspec.structs.replace(manifest, probes=given))
    return folder


def teacher() -> Embed:
    def embed(texts: Sequence[str]) -> Matrix:
        rows = [np.random.default_rng(len(text)).normal(size=24) for text in texts]
        return unit(np.array(rows))

    return embed


def no_teacher() -> Embed:
    raise AssertionError("what it said is kept")


@pytest.fixture
def order(tmp_path: Path) -> RetrievalOrder:
    return RetrievalOrder(
        retrieval_bundle(tmp_path / "tiny"),
        write_manuals(tmp_path / "manuals", pages=5),
        training_folder(tmp_path / "training"),
        tmp_path / "cache",
        tmp_path / "next",
        "2",
        settings=RetrievalTraining(steps=3, checkpoint=3, cut=12, cut_short=12),
    )


@pytest.mark.expects_log("pre-processing before quantization")
def test_the_next_version_has_another_text_tower_and_all_else_as_before(order: RetrievalOrder) -> None:
    before = read_manifest(order.bundle)
    make(order, teacher)
    after = read_manifest(order.out)
    assert (after.name, after.version) == (before.name, "2")
    assert after.files.text != before.files.text
    assert (after.files.image, after.files.tokenizer) == (before.files.image, before.files.tokenizer)
    assert {source.licence for source in after.sources} >= {"MIT", "CC-BY-3.0", "MPL-2.0", "CC-BY-SA-3.0"}
    assert "multilingual-e5-small" in (order.out / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert verify(order.out, threads=1) > 0.999

    # The same order again takes what is kept, and puts nothing in the place of what is there.
    with pytest.raises(KitProblem, match="exists already"):
        make(order, no_teacher)
    shutil.rmtree(order.out)
    make(order, no_teacher)
    assert read_manifest(order.out).files == after.files


@pytest.mark.expects_log("pre-processing before quantization")
def test_missing_manuals_are_one_sentence(order: RetrievalOrder, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(order.manuals / "debian-handbook")
    given = {
        "bundle": order.bundle,
        "manuals": order.manuals,
        "training": order.training,
        "out": order.out,
        "version": "2",
        "cache": order.cache,
    }
    assert main([part for name, value in given.items() for part in (f"--{name}", str(value))]) == 2
    assert "apt-get download debian-handbook" in capsys.readouterr().err
    assert not order.out.exists()
