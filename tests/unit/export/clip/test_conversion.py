"""Imported checkpoints become bundles that answer as the libraries do."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="importing needs the export extra")
pytest.importorskip("onnx", reason="importing needs the export extra")

from imtextgui.domain.embedding import Matrix  # noqa: E402
from imtextgui.encoders import bundle  # noqa: E402
from imtextgui.encoders.preprocessing import prepare, probe_picture  # noqa: E402
from tests.unit.export.clip.checkpoints import (  # noqa: E402
    KINDS,
    SIZE,
    TEXTS,
    Saved,
    alike,
    apart,
    imported,
    lively,
    rows,
)


@pytest.mark.parametrize(("saved", "kind"), [(kind, kind) for kind in KINDS], indirect=["saved"])
def test_the_application_answers_as_the_library_does(saved: Saved, kind: str, tmp_path: Path) -> None:
    out = tmp_path / "bundle"
    assert imported(saved, out) == 0
    assert bundle.verify(out, threads=1) > 0.9999
    encoder = bundle.load(out, threads=1)
    _, fit, filter_ = KINDS[kind]
    assert (encoder.picture.fit, encoder.picture.filter) == (fit, filter_)

    theirs = saved.texts(TEXTS)
    assert apart(theirs) < 0.95
    assert alike(encoder.encode_texts(TEXTS), theirs) > 0.999

    # Squares, for what the libraries cut off of others is the one thing that is not taken over.
    pictures = [probe_picture(seed).crop((0, 0, 60, 60)) for seed in range(20)]
    theirs = saved.pictures(pictures)
    found = encoder.encode_pictures([prepare(picture, encoder.picture) for picture in pictures])
    assert apart(theirs) < 0.998
    assert alike(found.joint, theirs) > 0.998
    np.testing.assert_array_equal(found.appearance, found.joint)


@pytest.mark.parametrize("saved", ["siglip"], indirect=True)
def test_a_wide_picture_is_stretched_as_siglip_was_trained(saved: Saved, tmp_path: Path) -> None:
    assert imported(saved, tmp_path / "bundle") == 0
    encoder = bundle.load(tmp_path / "bundle", threads=1)
    wide = probe_picture(1).crop((0, 0, 60, 30))
    found = encoder.encode_pictures([prepare(wide, encoder.picture)]).joint
    assert alike(found, saved.pictures([wide])) > 0.999


def test_the_bundle_says_where_it_comes_from(saved: Saved, tmp_path: Path) -> None:
    (saved.folder / "README.md").write_text(
        "---\nlicense: mit\ntags: [x]\n---\n# A model\n", encoding="utf-8"
    )
    (saved.folder / "LICENSE").write_text("Do as you like.\n", encoding="utf-8")
    out = tmp_path / "bundle"
    assert imported(saved, out, "--name", "from tests") == 0
    manifest = bundle.load(out).manifest
    assert (manifest.name, manifest.licence) == ("from tests", "mit")
    weights = saved.folder / "model.safetensors"
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    (source,) = [source for source in manifest.sources if source.name == weights.name]
    assert digest in source.attribution
    for name in ("MODEL_CARD.md", "NOTICE"):
        assert digest in (out / name).read_text(encoding="utf-8")
    assert (out / "LICENCE").read_text(encoding="utf-8") == "Do as you like.\n"
    assert {path.name for path in out.iterdir()} == {
        *("manifest.json", "image.onnx", "text.onnx", "tokenizer.json"),
        *("MODEL_CARD.md", "LICENCE", "NOTICE"),
    }
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bundle", saved.folder.name]


def test_a_licence_that_nobody_names_is_to_be_asked_for(saved: Saved, tmp_path: Path) -> None:
    assert imported(saved, tmp_path / "bundle") == 0
    assert bundle.load(tmp_path / "bundle").manifest.licence == "unknown licence, ask"
    assert "ask whoever" in (tmp_path / "bundle" / "MODEL_CARD.md").read_text(encoding="utf-8")


def test_the_graphs_run_on_runtimes_of_three_years_ago(saved: Saved, tmp_path: Path) -> None:
    """onnxruntime 1.16 knows operators to version 19 and files to version 9."""
    import onnx

    assert imported(saved, tmp_path / "bundle", "--eight-bit") == 0
    for name in ("image.onnx", "text.onnx"):
        model = onnx.load(str(tmp_path / "bundle" / name))
        assert model.ir_version <= 9
        assert {opset.domain: opset.version for opset in model.opset_import}[""] <= 19


@pytest.mark.parametrize("saved", ["vit"], indirect=True)
def test_eight_bits_say_nearly_the_same_in_less_room(saved: Saved, tmp_path: Path) -> None:
    out = tmp_path / "bundle"
    assert imported(saved, out, "--eight-bit") == 0
    encoder = bundle.load(out, threads=1)
    assert 0.97 < alike(encoder.encode_texts(TEXTS), saved.texts(TEXTS)) < 0.99999
    pieces, width = 49408, 16
    assert (out / "text.onnx").stat().st_size < 1.5 * pieces * width


def test_weights_alone_are_of_the_mobileclip_that_their_file_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Apple publishes them: a pickle of tensors, ``mobileclip_s1.pt`` or the like."""
    import open_clip
    from open_clip import factory

    vision = {"image_size": SIZE, "layers": 1, "width": 32, "head_width": 16, "patch_size": 8}
    texts = {"width": 16, "heads": 2, "layers": 1, "context_length": 24}
    described = {"embed_dim": 16, "vision_cfg": vision, "text_cfg": texts}
    configs = factory._MODEL_CONFIGS  # noqa: SLF001 - what add_model_config adds could not be taken back
    monkeypatch.setitem(configs, "MobileCLIP-T9", described)
    model = lively(open_clip.CLIP(**described))
    folder = tmp_path / "apple"
    folder.mkdir()
    torch.save(model.state_dict(), folder / "mobileclip_t9_blt.pt")
    tokenizer = open_clip.SimpleTokenizer(context_length=24)

    def theirs(strings: Sequence[str]) -> Matrix:
        return rows(model.encode_text(tokenizer(list(strings))))

    saved = Saved(folder, lambda given: rows(model.encode_image(given)), theirs)
    assert imported(saved, tmp_path / "bundle") == 0
    assert alike(bundle.load(tmp_path / "bundle").encode_texts(TEXTS), theirs(TEXTS)) > 0.999
