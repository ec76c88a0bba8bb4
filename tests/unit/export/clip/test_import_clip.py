"""Checkpoints with random weights, saved by their own libraries, become bundles that answer as the libraries do."""

import hashlib
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

torch = pytest.importorskip("torch", reason="importing needs the export extra")
# Some of them cannot be imported before our own module has been.
for _library in ("onnx", "transformers", "torchvision", "timm", "open_clip", "sentencepiece"):
    if find_spec(_library) is None:
        pytest.skip("importing needs the export extra", allow_module_level=True)

from export import import_clip  # noqa: E402  # after the skips
from export.clip import conversion, graphs, vocabulary  # noqa: E402
from export.clip.libraries import declare_missing_operators, stay_offline  # noqa: E402
from imtextgui.domain.embedding import Matrix, unit  # noqa: E402
from imtextgui.encoders import bundle  # noqa: E402
from imtextgui.encoders.manifest import PictureFit, ResizeFilter  # noqa: E402
from imtextgui.encoders.preprocessing import prepare, probe_picture  # noqa: E402

stay_offline()
declare_missing_operators()

from transformers.utils import logging as transformers_logging  # noqa: E402  # after it is kept offline

# Configurations as small as these make it warn; an import silences it, but a test may come before the first import.
transformers_logging.set_verbosity_error()

TEXTS = [
    "hydraulic pump, exploded view",
    "a",
    "",
    "GP-2040-B1  Rev.\tA_2",
    "It's the PUMP's “housing”",
    "油圧ポンプの組立図",
    "ﾎﾟﾝﾌﾟ ＧＰ－２０",
    "weld " * 120,
]
SIZE = 32


@dataclass(frozen=True, slots=True)
class Saved:
    """A checkpoint, and its library's own way from pictures and texts to rows."""

    folder: Path
    pictures: Callable[[Sequence[Image.Image]], Matrix]
    texts: Callable[[Sequence[str]], Matrix]


def rows(tensor: Any) -> Matrix:
    return unit(tensor.detach().numpy())


def lively(model: Any) -> Any:
    """``model`` with other weights than it begins with: answers to different things are nearly the same with those."""
    torch.manual_seed(0)
    with torch.no_grad():
        for weight in model.parameters():
            if weight.ndim > 1:
                weight.copy_(torch.randn_like(weight) * 1.5 * weight[0].numel() ** -0.5)
    return model.eval()


def clip(folder: Path) -> Saved:
    from transformers import CLIPConfig, CLIPImageProcessorPil, CLIPModel, CLIPTokenizer

    save_byte_pairs(folder)
    sides = {"hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 2, "num_attention_heads": 2}
    texts = {"vocab_size": 600, "max_position_embeddings": 24, "bos_token_id": 598, "eos_token_id": 599}
    vision = {"image_size": SIZE, "patch_size": 8}
    model = lively(
        CLIPModel(CLIPConfig(text_config=sides | texts, vision_config=sides | vision, projection_dim=16))
    )
    model.save_pretrained(folder)
    size = {"shortest_edge": SIZE}
    processor = CLIPImageProcessorPil(size=size, crop_size={"height": SIZE, "width": SIZE})
    processor.save_pretrained(folder)
    tokenizer = CLIPTokenizer.from_pretrained(str(folder))

    def encoded(strings: Sequence[str]) -> Matrix:
        given = tokenizer(
            list(strings), padding="max_length", max_length=24, truncation=True, return_tensors="pt"
        )
        return rows(model.get_text_features(**given).pooler_output)

    return Saved(folder, lambda given: _transformers_pictures(model, processor, given), encoded)


def _transformers_pictures(model: Any, processor: Any, given: Sequence[Image.Image]) -> Matrix:
    return rows(model.get_image_features(**processor(list(given), return_tensors="pt")).pooler_output)


def save_byte_pairs(folder: Path) -> None:
    """vocab.json and merges.txt as of CLIP, but with 600 pieces only."""
    from open_clip.tokenizer import SimpleTokenizer

    theirs = SimpleTokenizer()
    merges = list(theirs.bpe_ranks)[:86]
    marks = ["<|startoftext|>", "<|endoftext|>"]
    pieces = [*list(theirs.encoder)[:512], *map("".join, merges), *marks]
    vocabulary = {piece: number for number, piece in enumerate(pieces)}
    (folder / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    lines = ["#version: 0.2", *map(" ".join, merges), ""]
    (folder / "merges.txt").write_text("\n".join(lines), encoding="utf-8")


def save_sentencepiece(path: Path, kind: str) -> Any:
    """A model of SentencePiece that knows a few words, closes texts with piece 1, and pads with piece 0."""
    import sentencepiece

    written = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([text.lower() for text in TEXTS[:6] if text] * 20),
        model_writer=written,
        model_type=kind,
        vocab_size=60 if kind == "unigram" else 360,
        hard_vocab_limit=False,
        byte_fallback=kind == "bpe",
        pad_id=0,
        eos_id=1,
        unk_id=2,
        bos_id=-1,
        minloglevel=2,
    )
    path.write_bytes(written.getvalue())
    return sentencepiece.SentencePieceProcessor(model_proto=written.getvalue())


def _siglip(folder: Path, tokens: Callable[[str], list[int]], pieces: int, pad_id: int) -> Saved:
    from transformers import SiglipConfig, SiglipImageProcessorPil, SiglipModel

    sides = {"hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 2, "num_attention_heads": 2}
    texts = {"vocab_size": pieces, "max_position_embeddings": 16, "projection_size": 32}
    vision = {"image_size": SIZE, "patch_size": 8}
    model = lively(SiglipModel(SiglipConfig(text_config=sides | texts, vision_config=sides | vision)))
    model.save_pretrained(folder)
    processor = SiglipImageProcessorPil(size={"height": SIZE, "width": SIZE})
    processor.save_pretrained(folder)

    def encoded(strings: Sequence[str]) -> Matrix:
        ids = [[*tokens(string)[:15], 1] for string in strings]
        padded = torch.tensor([each + [pad_id] * (16 - len(each)) for each in ids])
        return rows(model.get_text_features(padded).pooler_output)

    return Saved(folder, lambda given: _transformers_pictures(model, processor, given), encoded)


def siglip(folder: Path) -> Saved:
    from transformers import SiglipTokenizer

    theirs = save_sentencepiece(folder / "spiece.model", "unigram")
    tokenizer = SiglipTokenizer(str(folder / "spiece.model"))
    described = {"tokenizer_class": "SiglipTokenizer", "pad_token": "</s>", "eos_token": "</s>"}
    (folder / "tokenizer_config.json").write_text(json.dumps(described), encoding="utf-8")

    def tokens(text: str) -> list[int]:
        return list(tokenizer.convert_tokens_to_ids(tokenizer.tokenize(text)))

    return _siglip(folder, tokens, theirs.get_piece_size(), 1)


def siglip2(folder: Path) -> Saved:
    theirs = save_sentencepiece(folder / "tokenizer.model", "bpe")
    described = {
        "tokenizer_class": "GemmaTokenizer",
        "pad_token": "<pad>",
        "eos_token": "</s>",
        "padding_side": "right",
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(described), encoding="utf-8")
    return _siglip(folder, lambda text: list(theirs.encode(text.lower())), theirs.get_piece_size(), 0)


def _openclip(
    folder: Path, vision: dict[str, Any], text: dict[str, Any], preparation: dict[str, Any], dim: int = 16
) -> Saved:
    import open_clip
    from open_clip.transform import PreprocessCfg, image_transform_v2
    from safetensors.torch import save_file

    custom = text.get("no_causal_mask", False)
    texts = {"width": 16, "heads": 2, "layers": 2, "context_length": 24} | text
    described = {"embed_dim": dim, "vision_cfg": vision, "text_cfg": texts}
    model = lively((open_clip.CustomTextCLIP if custom else open_clip.CLIP)(**described))
    save_file(model.state_dict(), str(folder / "open_clip_model.safetensors"))
    document = {"model_cfg": described | {"custom_text": custom}, "preprocess_cfg": preparation}
    (folder / "open_clip_config.json").write_text(json.dumps(document), encoding="utf-8")
    transform = image_transform_v2(PreprocessCfg(size=vision["image_size"], **preparation), is_train=False)
    tokenizer = open_clip.get_tokenizer(f"local-dir:{folder}")
    return Saved(
        folder,
        lambda given: rows(model.encode_image(torch.stack([transform(picture) for picture in given]))),
        lambda strings: rows(model.encode_text(tokenizer(list(strings)))),
    )


def openclip_vit(folder: Path) -> Saved:
    vision = {"image_size": SIZE, "layers": 2, "width": 32, "head_width": 16, "patch_size": 8}
    return _openclip(folder, vision, {}, {})


def openclip_resnet(folder: Path) -> Saved:
    vision = {"image_size": SIZE, "layers": [1, 1, 1, 1], "width": 8, "head_width": 16}
    return _openclip(folder, vision, {}, {"interpolation": "bilinear"})


def openclip_convnext(folder: Path) -> Saved:
    vision = {"image_size": SIZE, "timm_model_name": "test_convnext", "timm_pool": "", "timm_proj": "linear"}
    return _openclip(folder, vision, {}, {"resize_mode": "longest", "fill_color": 0})


def mobileclip(folder: Path) -> Saved:
    vision = {"image_size": 64, "timm_model_name": "fastvit_t8", "timm_pool": "avg", "timm_proj": "linear"}
    preparation = {"mean": (0.0,) * 3, "std": (1.0,) * 3, "interpolation": "bilinear"}
    return _openclip(folder, vision, {"no_causal_mask": True}, preparation)


def openclip_siglip(folder: Path) -> Saved:
    """As SigLIP is published for OpenCLIP: a ViT of timm with attention pooling, and a tokenizer of transformers."""
    theirs = save_sentencepiece(folder / "spiece.model", "unigram")
    (folder / "tokenizer.json").write_text(
        vocabulary.sentencepiece(folder / "spiece.model").to_str(), encoding="utf-8"
    )
    marks = {"pad_token": "</s>", "eos_token": "</s>", "unk_token": "<unk>"}
    described = marks | {"tokenizer_class": "PreTrainedTokenizerFast"}
    (folder / "tokenizer_config.json").write_text(json.dumps(described), encoding="utf-8")
    vision = {"image_size": 160, "timm_model_name": "test_vit", "timm_pool": "map", "timm_proj": "none"}
    text = {
        **{
            "vocab_size": theirs.get_piece_size(),
            "no_causal_mask": True,
            "pool_type": "last",
            "proj_bias": True,
        },
        **{"hf_tokenizer_name": "its own", "tokenizer_kwargs": {"clean": "canonicalize"}},
    }
    preparation = {"mean": (0.5,) * 3, "std": (0.5,) * 3, "resize_mode": "squash"}
    return _openclip(folder, vision, text, preparation, dim=64)


def imported(saved: Saved, out: Path, *more: str) -> int:
    arguments = ["--checkpoint", str(saved.folder), "--out", str(out), *more]
    return import_clip.main(arguments, pictures=6)


KINDS = {
    "clip": (clip, PictureFit.LETTERBOX, ResizeFilter.BICUBIC),
    "siglip": (siglip, PictureFit.STRETCH, ResizeFilter.BICUBIC),
    "siglip2": (siglip2, PictureFit.STRETCH, ResizeFilter.BICUBIC),
    "vit": (openclip_vit, PictureFit.LETTERBOX, ResizeFilter.BICUBIC),
    "resnet": (openclip_resnet, PictureFit.LETTERBOX, ResizeFilter.BILINEAR),
    "convnext": (openclip_convnext, PictureFit.LETTERBOX, ResizeFilter.BICUBIC),
    "mobileclip": (mobileclip, PictureFit.LETTERBOX, ResizeFilter.BILINEAR),
    "siglip-openclip": (openclip_siglip, PictureFit.STRETCH, ResizeFilter.BICUBIC),
}


@pytest.fixture
def saved(request: pytest.FixtureRequest, tmp_path: Path) -> Saved:
    """The checkpoint of the kind that the test names, by default a CLIP of transformers."""
    folder = tmp_path / "checkpoint 図面"
    folder.mkdir()
    made, _, _ = KINDS[getattr(request, "param", "clip")]
    return made(folder)


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


def alike(found: Matrix, theirs: Matrix) -> float:
    """Least cosine between rows of the same things; weights in 16 bits are felt most in deep convolutions."""
    return float((found * theirs).sum(axis=1).min())


def apart(found: Matrix) -> float:
    """Mean cosine between different rows: near 1, a test on them would say nothing."""
    return float((found @ found.T)[~np.eye(len(found), dtype=bool)].mean())


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
    (source,) = [each for each in manifest.sources if each.name == weights.name]
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
        assert {each.domain: each.version for each in model.opset_import}[""] <= 19


@pytest.mark.parametrize("saved", ["vit"], indirect=True)
def test_eight_bits_say_nearly_the_same_in_less_room(saved: Saved, tmp_path: Path) -> None:
    out = tmp_path / "bundle"
    assert imported(saved, out, "--eight-bit") == 0
    encoder = bundle.load(out, threads=1)
    assert 0.97 < alike(encoder.encode_texts(TEXTS), saved.texts(TEXTS)) < 0.99999
    pieces, width = 49408, 16
    assert (out / "text.onnx").stat().st_size < 1.5 * pieces * width


@pytest.mark.parametrize("saved", ["mobileclip"], indirect=True)
def test_eight_bits_that_say_something_else_are_refused(
    saved: Saved, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Convolutions with random weights are nothing that 8 bits could hold."""
    assert "without --eight-bit" in refusal(saved, tmp_path, capsys, "--eight-bit")


def refusal(saved: Saved, tmp_path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    """The one sentence that an import ends with; nothing of it is left on the disk."""
    before = sorted(tmp_path.rglob("*"))
    capsys.readouterr()
    assert imported(saved, tmp_path / "bundle", *more) == 2
    (sentence,) = capsys.readouterr().err.splitlines()
    assert sorted(tmp_path.rglob("*")) == before
    assert sentence.endswith(".")
    return sentence


Spoil = Callable[[Path], object]


def _cut(folder: Path) -> None:
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-1000])


def _garbled(folder: Path) -> None:
    (folder / "model.safetensors").write_bytes(b"\xff" * 3000)


def _set(name: str, **members: object) -> Spoil:
    """Replace members of a JSON file."""

    def spoil(folder: Path) -> None:
        document = json.loads((folder / name).read_text(encoding="utf-8"))
        (folder / name).write_text(json.dumps(document | members), encoding="utf-8")

    return spoil


def _without_a_tensor(folder: Path) -> None:
    from safetensors.torch import load_file, save_file

    path = str(folder / "model.safetensors")
    tensors = load_file(path)
    del tensors["text_projection.weight"]
    save_file(tensors, path, {"format": "pt"})


SPOILED: list[tuple[Spoil, str]] = [
    (lambda folder: (folder / "config.json").unlink(), "does not say what model it is of"),
    (lambda folder: (folder / "config.json").write_text("{"), "cannot be read as JSON"),
    (lambda folder: (folder / "config.json").write_text("[]"), "no JSON object"),
    (lambda folder: (folder / "model.safetensors").unlink(), "weights are missing"),
    (_cut, "cannot be read"),
    (_garbled, "cannot be read"),
    (_without_a_tensor, "not whole"),
    (_set("config.json", model_type="bert"), "model of type bert"),
    (_set("preprocessor_config.json", resample=0), "resample 0"),
    (lambda folder: (folder / "merges.txt").unlink(), "holds no tokenizer"),
    (lambda folder: (folder / "vocab.json").write_text("{}"), "tokenizer in"),
    (lambda folder: (folder / "tokenizer.json").write_text("{}"), "tokenizer in"),
    (lambda folder: (folder / "tokenizer_config.json").write_text('{"padding_side": "left"}'), "on the left"),
]


@pytest.mark.parametrize(("spoil", "part"), SPOILED, ids=[part for _, part in SPOILED])
def test_a_damaged_checkpoint_is_refused_in_a_sentence(
    saved: Saved, tmp_path: Path, capsys: pytest.CaptureFixture[str], spoil: Spoil, part: str
) -> None:
    spoil(saved.folder)
    assert part in refusal(saved, tmp_path, capsys)


def _model(**members: object) -> Spoil:
    """Replace members of the model that an open_clip_config.json describes."""

    def spoil(folder: Path) -> None:
        path = folder / "open_clip_config.json"
        document = json.loads(path.read_text(encoding="utf-8"))
        for name, value in members.items():
            document["model_cfg"][name] |= value
        path.write_text(json.dumps(document), encoding="utf-8")

    return spoil


SPOILED_OPENCLIP: list[tuple[Spoil, str]] = [
    (lambda folder: (folder / "open_clip_model.safetensors").unlink(), "weights are missing"),
    (lambda folder: (folder / "open_clip_model.safetensors").write_bytes(b"no"), "cannot be read"),
    (lambda folder: (folder / "open_clip_config.json").unlink(), "--architecture"),
    (lambda folder: (folder / "open_clip_config.json").write_text("{}"), "describes no model"),
    (_model(text_cfg={"hf_model_name": "xlm-roberta-base"}), "xlm-roberta-base"),
    (_model(text_cfg={"hf_tokenizer_name": "x"}), "holds no tokenizer"),
    (_model(text_cfg={"tokenizer_kwargs": {"language": "ja"}}), "not supported"),
    (_model(text_cfg={"vocab_size": 100}), "cannot be read"),
    (_model(vision_cfg={"timm_model_name": "no_such_model"}), "cannot be built"),
    (_model(vision_cfg={"image_size": [32, 64]}), "only squares"),
]


@pytest.mark.parametrize("saved", ["vit"], indirect=True)
@pytest.mark.parametrize(("spoil", "part"), SPOILED_OPENCLIP, ids=[part for _, part in SPOILED_OPENCLIP])
def test_a_damaged_openclip_checkpoint_is_refused_in_a_sentence(
    saved: Saved, tmp_path: Path, capsys: pytest.CaptureFixture[str], spoil: Spoil, part: str
) -> None:
    spoil(saved.folder)
    assert part in refusal(saved, tmp_path, capsys)


@pytest.mark.parametrize(
    ("more", "part"),
    [
        ((), "--architecture"),
        (("--architecture", "ViT-Z-99"), "no model ViT-Z-99"),
        (("--architecture", "ViT-S-32-alt"), "cannot be read"),
    ],
)
def test_weights_alone_need_the_name_of_their_model(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], part: str
) -> None:
    folder = tmp_path / "weights"
    folder.mkdir()
    torch.save({"a": torch.zeros(3)}, folder / "vit.pt")
    assert part in refusal(Saved(folder, rows, rows), tmp_path, capsys, *more)


def test_weights_alone_are_of_the_mobileclip_that_their_file_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Apple publishes them: a pickle of tensors, ``mobileclip_s1.pt`` or the like."""
    import open_clip
    from open_clip import factory

    vision = {"image_size": SIZE, "layers": 1, "width": 32, "head_width": 16, "patch_size": 8}
    texts = {"width": 16, "heads": 2, "layers": 1, "context_length": 24}
    described = {"embed_dim": 16, "vision_cfg": vision, "text_cfg": texts}
    monkeypatch.setitem(factory._MODEL_CONFIGS, "MobileCLIP-T9", described)
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


def test_no_folder_no_checkpoint_and_a_bundle_that_exists(
    saved: Saved, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    for folder, part in ((tmp_path / "nowhere", "not a folder"), (tmp_path / "empty", "no checkpoint")):
        assert part in refusal(Saved(folder, saved.pictures, saved.texts), tmp_path, capsys)
    (tmp_path / "bundle").mkdir()
    assert "exists already" in refusal(saved, tmp_path, capsys)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full is Linux's")
def test_a_full_disk_leaves_nothing(
    saved: Saved, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, *, eight_bit: bool) -> None:
        Path("/dev/full").write_bytes(path.read_bytes())

    monkeypatch.setattr(conversion, "shrink", full)
    assert "disk is full" in refusal(saved, tmp_path, capsys)


def test_agreement_is_measured_by_what_tells_answers_apart() -> None:
    rng = np.random.default_rng(1)
    wide = unit(rng.normal(size=(20, 64)))
    narrow = unit(wide + 5 * wide[:1])
    noise = 0.002 * rng.normal(size=wide.shape)
    assert graphs.agreement(wide, wide).loss == pytest.approx(0, abs=1e-5)
    assert (
        graphs.agreement(unit(narrow + noise), narrow).loss
        > 5 * graphs.agreement(unit(wide + noise), wide).loss
    )
    same = unit(np.ones((20, 64)) + 1e-4 * wide)
    assert graphs.agreement(unit(same + 1e-5 * noise), same).loss < 0.01


@pytest.mark.parametrize("kind", ["unigram", "bpe"])
def test_a_vocabulary_of_sentencepiece_cuts_as_before(tmp_path: Path, kind: str) -> None:
    theirs = save_sentencepiece(tmp_path / "m.model", kind)
    ours = vocabulary.sentencepiece(tmp_path / "m.model")
    for text in TEXTS:
        assert ours.encode(text).ids == [*theirs.encode(text), 1]
