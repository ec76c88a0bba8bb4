"""Checkpoints of ``transformers``: config.json, weights and tokenizer as ``save_pretrained`` writes them."""

import contextlib
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn.functional import normalize

from export.clip.checkpoint import WHITE, Checkpoint, Document, check_vocabulary, json_object, square
from export.clip.errors import UnusableCheckpoint, first_line
from export.clip.towers import MaskedTexts, PaddedTexts, Pictures, padded
from export.clip.vocabulary import cleaned, framed, in_folder
from imtextgui.domain.embedding import Matrix
from imtextgui.encoders.manifest import PictureFit, PictureSpec, ResizeFilter

# Those that close a text with an end piece and look at nothing behind it, and those that look at 64 places always.
_MASKED = frozenset({"clip", "metaclip_2"})
_PADDED = frozenset({"siglip"})

_FILTERS = {1: ResizeFilter.LANCZOS, 2: ResizeFilter.BILINEAR, 3: ResizeFilter.BICUBIC}

_CLIP_MEAN, _CLIP_STD = (0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711)


def has_weights(folder: Path) -> bool:
    """Whether ``from_pretrained`` would find weights in ``folder``."""
    names = ("model.safetensors", "pytorch_model.bin")
    return any((folder / f"{name}{end}").is_file() for name in names for end in ("", ".index.json"))


def read(folder: Path, configuration: Path) -> Checkpoint:
    """The checkpoint in ``folder``. Raises UnusableCheckpoint."""
    kind = _kind(folder, configuration)
    model = _loaded(folder)
    texts, vision = model.config.text_config, model.config.vision_config
    tokenizer = _tokenizer(folder, kind, texts.eos_token_id)
    length = int(texts.max_position_embeddings)
    check_vocabulary(tokenizer.get_vocab_size(with_added_tokens=False), int(texts.vocab_size), folder)
    pad_id = _pad_id(folder, tokenizer, texts.pad_token_id)

    def own_texts(tokens: Sequence[Sequence[int]]) -> Matrix:
        ids, mask = padded(tokens, length, pad_id)
        with torch.no_grad():
            rows = model.get_text_features(
                ids, attention_mask=mask if kind in _MASKED else None
            ).pooler_output
        unit_rows: Matrix = normalize(rows, dim=-1).numpy()
        return unit_rows

    tower = _TransformersTexts(model)
    spec, means = _preparation(folder, kind, square(vision.image_size, configuration))
    dim = own_texts([[0]]).shape[1]
    pictures = Pictures(_TransformersPictures(model), dim, *means)
    return Checkpoint(
        library="transformers",
        architecture=type(model).__name__,
        pictures=pictures,
        texts=MaskedTexts(tower) if kind in _MASKED else PaddedTexts(tower, length, pad_id),
        own_pictures=pictures,
        own_texts=own_texts,
        dim=dim,
        tokenizer=str(tokenizer.to_str()),
        picture=spec,
        max_tokens=length,
        files=tuple(sorted(path for path in folder.iterdir() if _belongs(path.name))),
    )


def _kind(folder: Path, configuration: Path) -> str:
    """The type of the model in ``folder``. Raises UnusableCheckpoint for unknown ones and for missing weights."""
    kind = str(json_object(configuration)["model_type"])
    if kind not in _MASKED | _PADDED:
        known = ", ".join(sorted(_MASKED | _PADDED))
        raise UnusableCheckpoint(
            f"{folder} holds a model of type {kind}; of transformers only {known} can be used."
        )
    if not has_weights(folder):
        raise UnusableCheckpoint(
            f"The weights are missing in {folder}: no model.safetensors and no pytorch_model.bin."
        )
    return kind


class _TransformersTexts(nn.Module):
    """The text tower alone."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: torch.Tensor, mask: torch.Tensor | None = None) -> torch.Tensor:
        """Ids, and mask where the model looks at one, int64 [n, t]; rows [n, dim]."""
        return self.model.get_text_features(ids, attention_mask=mask).pooler_output


class _TransformersPictures(nn.Module):
    """The picture tower alone."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        """Float [n, 3, size, size]; rows [n, dim]."""
        return self.model.get_image_features(pixels).pooler_output


def _loaded(folder: Path) -> Any:
    """The model in float32, whole, and with attention that the exporter can write down."""
    from transformers import AutoModel
    from transformers.utils import logging

    logging.disable_progress_bar()
    logging.set_verbosity_error()
    try:
        # Its report of missing weights is ours to give.
        with contextlib.redirect_stdout(io.StringIO()):
            model, loading = AutoModel.from_pretrained(
                str(folder),
                local_files_only=True,
                trust_remote_code=False,
                dtype=torch.float32,
                attn_implementation="eager",
                output_loading_info=True,
            )
    except Exception as error:  # it raises whatever the libraries below it do
        raise UnusableCheckpoint(f"The weights in {folder} cannot be read: {first_line(error)}.") from error
    missing = [*loading["missing_keys"], *loading["mismatched_keys"]]
    if missing:
        raise UnusableCheckpoint(
            f"The weights in {folder} are not whole: {len(missing)} are missing, {missing[0]} first."
        )
    return model.eval()


def _tokenizer(folder: Path, kind: str, end: object) -> Tokenizer:
    """The tokenizer of ``folder``, cleaning as the checkpoint was trained and closing texts with its end piece."""
    tokenizer = in_folder(folder)
    described = _described(folder, "tokenizer_config.json")
    if described.get("padding_side") == "left":
        raise UnusableCheckpoint(f"{folder} wants texts padded on the left, which is not supported.")
    if kind == "siglip":
        unigram = type(tokenizer.model).__name__ == "Unigram"
        tokenizer = cleaned(tokenizer, "siglip" if unigram else "siglip2")
    ids = tokenizer.encode("a").ids
    known = {number: piece for piece, number in tokenizer.get_vocab().items()}
    if kind == "siglip" and isinstance(end, int) and ids[-1:] != [_end(folder, tokenizer, end)]:
        tokenizer = framed(tokenizer, None, known[_end(folder, tokenizer, end)])
    return tokenizer


def _end(folder: Path, tokenizer: Tokenizer, usual: int) -> int:
    return _number(folder, tokenizer, "eos_token", usual)


def _pad_id(folder: Path, tokenizer: Tokenizer, usual: object) -> int:
    return _number(folder, tokenizer, "pad_token", usual if isinstance(usual, int) else 0)


def _number(folder: Path, tokenizer: Tokenizer, name: str, usual: int) -> int:
    """The id of the mark ``name`` of tokenizer_config.json, else of the model's configuration."""
    mark = _described(folder, "tokenizer_config.json").get(name)
    piece = mark.get("content") if isinstance(mark, dict) else mark
    number = tokenizer.token_to_id(piece) if isinstance(piece, str) else None
    return usual if number is None else int(number)


def _described(folder: Path, name: str) -> Document:
    return json_object(folder / name) if (folder / name).is_file() else {}


def _preparation(
    folder: Path, kind: str, side: int
) -> tuple[PictureSpec, tuple[Sequence[float], Sequence[float], float]]:
    """How pictures are prepared; and mean, deviation and scale of their numbers."""
    said = _described(folder, "preprocessor_config.json")
    siglip = kind == "siglip"
    mean = said.get("image_mean") or ((0.5,) * 3 if siglip else _CLIP_MEAN)
    std = said.get("image_std") or ((0.5,) * 3 if siglip else _CLIP_STD)
    resample = said.get("resample", 3)
    if resample not in _FILTERS:
        raise UnusableCheckpoint(
            f"{folder} interpolates pictures in a way that is not supported: resample {resample}."
        )
    size = said.get("size")
    stretched = {"height", "width"} <= set(size) if isinstance(size, dict) else siglip
    stretched = stretched and not said.get("do_center_crop")
    fit = PictureFit.STRETCH if stretched else PictureFit.LETTERBOX
    return PictureSpec(side, WHITE, fit, _FILTERS[resample]), (mean, std, said.get("rescale_factor", 1 / 255))


def _belongs(name: str) -> bool:
    """Whether a file of the folder is part of what was read; some folders hold OpenCLIP's form of the weights, too."""
    if name.startswith("open_clip"):
        return False
    return name.endswith((".json", ".safetensors", ".model")) or name in {"pytorch_model.bin", "merges.txt"}
