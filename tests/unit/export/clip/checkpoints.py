"""Checkpoints with random weights, saved by their own libraries, and a way to import them."""

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
from export.clip import vocabulary  # noqa: E402
from export.clip.libraries import declare_missing_operators, stay_offline  # noqa: E402
from imtextgui.domain.embedding import Matrix, unit  # noqa: E402
from imtextgui.encoders.manifest import PictureFit, ResizeFilter  # noqa: E402

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
        padded = torch.tensor(
            [tokens_of_text + [pad_id] * (16 - len(tokens_of_text)) for tokens_of_text in ids]
        )
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


def imported(saved: Saved, out: Path, *more: str) -> int:
    arguments = ["--checkpoint", str(saved.folder), "--out", str(out), *more]
    return import_clip.main(arguments, pictures=6)


def alike(ours: Matrix, theirs: Matrix) -> float:
    """Least cosine between rows of the same things; weights in 16 bits are felt most in deep convolutions."""
    return float((ours * theirs).sum(axis=1).min())


def apart(rows: Matrix) -> float:
    """Mean cosine between different rows: near 1, a test on them would say nothing."""
    return float((rows @ rows.T)[~np.eye(len(rows), dtype=bool)].mean())


def refusal(saved: Saved, tmp_path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    """The one sentence that an import ends with; nothing of it is left on the disk."""
    before = sorted(tmp_path.rglob("*"))
    capsys.readouterr()
    assert imported(saved, tmp_path / "bundle", *more) == 2
    (sentence,) = capsys.readouterr().err.splitlines()
    assert sorted(tmp_path.rglob("*")) == before
    assert sentence.endswith(".")
    return sentence
