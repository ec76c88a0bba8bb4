"""Checkpoints of OpenCLIP, MobileCLIP's and SigLIP's among them: a configuration or its name, and a file of weights."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.nn.functional import normalize

from export.clip.checkpoint import WHITE, Checkpoint, Document, check_vocabulary, json_object, square
from export.clip.errors import UnusableCheckpoint, first_line
from export.clip.towers import MaskedTexts, PaddedTexts, Pictures, padded, with_plain_attention
from export.clip.vocabulary import cleaned, in_folder, openai
from imtextgui.domain.embedding import Matrix
from imtextgui.encoders.manifest import PictureFit, PictureSpec, ResizeFilter

# What OpenCLIP writes and publishes, best first; then whatever else may be weights.
_USUAL = (
    "open_clip_model.safetensors",
    "open_clip_pytorch_model.safetensors",
    "open_clip_pytorch_model.bin",
    "open_clip_pytorch_model.pth",
)
_ENDINGS = (".safetensors", ".pt", ".pth", ".bin")

_FILTERS = {
    "bilinear": ResizeFilter.BILINEAR,
    "bicubic": ResizeFilter.BICUBIC,
    "random": ResizeFilter.BICUBIC,
}


def weights_in(folder: Path) -> Path | None:
    """The file of weights in ``folder`` that is OpenCLIP's or could be, or None."""
    files = sorted(path for path in folder.iterdir() if path.suffix in _ENDINGS and path.is_file())
    files.sort(key=lambda path: _USUAL.index(path.name) if path.name in _USUAL else len(_USUAL))
    theirs = [path for path in files if path.name not in {"model.safetensors", "pytorch_model.bin"}]
    # Folders that hold both forms have transformers' weights under its own names.
    return next(iter(theirs or ([] if (folder / "config.json").is_file() else files)), None)


def read_configured(folder: Path, configuration: Path) -> Checkpoint:
    """A folder with an open_clip_config.json. Raises UnusableCheckpoint."""
    document = json_object(configuration)
    model, preparation = document.get("model_cfg"), document.get("preprocess_cfg", {})
    if not isinstance(model, dict) or not isinstance(preparation, dict):
        raise UnusableCheckpoint(f"{configuration} describes no model.")
    weights = weights_in(folder)
    if weights is None:
        raise UnusableCheckpoint(
            f"The weights are missing in {folder}: no file ends with one of {', '.join(_ENDINGS)}."
        )
    named = configuration.parent.name
    return _read(folder, f"OpenCLIP model {named}", model, preparation, (configuration, weights))


def read_named(folder: Path, architecture: str | None) -> Checkpoint:
    """A file of weights alone, of the ``architecture`` that OpenCLIP knows by that name. Raises UnusableCheckpoint."""
    import open_clip

    weights = weights_in(folder)
    assert weights is not None
    names = open_clip.list_models()
    name = architecture or _mobileclip(weights, names)
    if name is None:
        raise UnusableCheckpoint(
            f"{weights.name} in {folder} does not say what model it is of: name it with --architecture, as OpenCLIP "
            "does (ViT-B-32, MobileCLIP-S1, ...)."
        )
    if name not in names:
        raise UnusableCheckpoint(f"OpenCLIP knows no model {name}; it knows {', '.join(names)}.")
    tags = open_clip.list_pretrained_tags_by_model(name)
    preparation = open_clip.get_pretrained_cfg(name, tags[0]) if tags else {}
    return _read(folder, name, open_clip.get_model_config(name), preparation, (weights,))


def _mobileclip(weights: Path, names: Sequence[str]) -> str | None:
    """The MobileCLIP that Apple's file names say; other names leave open which activation a model has."""
    plain = re.sub(r"[^a-z0-9]", "", weights.stem.lower())
    kin = [name for name in names if name.startswith("MobileCLIP")]
    return next((name for name in kin if plain.startswith(re.sub(r"[^a-z0-9]", "", name.lower()))), None)


def _read(
    folder: Path, architecture: str, described: Document, preparation: Document, files: tuple[Path, ...]
) -> Checkpoint:
    texts, vision = _described_towers(architecture, described)
    tokenizer, pad_id = _tokenizer(folder, texts)
    model = _loaded(described, files[-1])
    length = int(texts.get("context_length", 77))
    check_vocabulary(tokenizer.get_vocab_size(with_added_tokens=False), int(model.vocab_size), folder)

    def own_texts(tokens: Sequence[Sequence[int]]) -> Matrix:
        with torch.no_grad():
            rows: Matrix = normalize(model.encode_text(padded(tokens, length, pad_id)[0]), dim=-1).numpy()
        return rows

    side = square(vision.get("image_size", 224), folder)
    spec, means = _preparation(preparation, side)
    dim = own_texts([[0]]).shape[1]
    plain = with_plain_attention(model)
    own = getattr(plain, "text", plain)
    short = _Causal.fits(own)
    return Checkpoint(
        library="open_clip",
        architecture=architecture,
        pictures=Pictures(_merged(plain.visual), dim, *means),
        texts=MaskedTexts(_Causal(own)) if short else PaddedTexts(_OpenClipTexts(plain), length, pad_id),
        own_pictures=Pictures(model.visual, dim, *means),
        own_texts=own_texts,
        dim=dim,
        tokenizer=str(tokenizer.to_str()),
        picture=spec,
        max_tokens=length,
        files=files,
    )


def _described_towers(architecture: str, described: Document) -> tuple[Document, Document]:
    """What is said of the text and of the picture tower. Raises UnusableCheckpoint for kinds that are not supported."""
    texts, vision = described.get("text_cfg"), described.get("vision_cfg")
    if not isinstance(texts, dict) or not isinstance(vision, dict):
        raise UnusableCheckpoint(f"{architecture} describes no picture tower and text tower.")
    if "multimodal_cfg" in described:
        raise UnusableCheckpoint(f"{architecture} is a CoCa model, which is not supported.")
    if texts.get("hf_model_name"):
        raise UnusableCheckpoint(
            f"{architecture} has the text tower {texts['hf_model_name']} of transformers, which is not supported."
        )
    return texts, vision


def _loaded(described: Document, weights: Path) -> Any:
    import open_clip

    options = {key: value for key, value in described.items() if key != "custom_text"}
    kind = open_clip.CustomTextCLIP if described.get("custom_text") else open_clip.CLIP
    try:
        model = kind(**options)
    except Exception as error:  # a name that timm does not know, an option of a later version, ...
        raise UnusableCheckpoint(f"The model cannot be built: {first_line(error)}.") from error
    try:
        open_clip.load_checkpoint(model, str(weights))
    except Exception as error:  # of safetensors, of pickle, of shapes that differ
        raise UnusableCheckpoint(f"The weights in {weights} cannot be read: {first_line(error)}.") from error
    return model.float().eval()


def _merged(visual: nn.Module) -> nn.Module:
    """The picture tower with the branches that only training needs merged (MobileCLIP's)."""
    from timm.utils import reparameterize_model

    merged: nn.Module = reparameterize_model(visual)
    return merged.eval()


def _tokenizer(folder: Path, texts: Document) -> tuple[Any, int]:
    """The tokenizer and the id that it pads with."""
    options = dict(texts.get("tokenizer_kwargs") or {})
    named = texts.get("hf_tokenizer_name")
    clean = options.pop("clean", "whitespace" if named else "lower")
    if options or texts.get("tokenizer_mode"):
        raise UnusableCheckpoint(
            f"The checkpoint cuts texts in a way that is not supported: {options or texts['tokenizer_mode']}."
        )
    if not named:
        return cleaned(openai(), clean), 0
    tokenizer = in_folder(folder)
    path = folder / "tokenizer_config.json"
    mark = json_object(path).get("pad_token") if path.is_file() else None
    piece = mark.get("content") if isinstance(mark, dict) else mark
    number = tokenizer.token_to_id(piece) if isinstance(piece, str) else texts.get("pad_id")
    return cleaned(tokenizer, clean), 0 if number is None else int(number)


def _preparation(said: Document, side: int) -> tuple[PictureSpec, tuple[Sequence[float], Sequence[float]]]:
    """How pictures are prepared; and mean and deviation of their numbers."""
    from open_clip.transform import PreprocessCfg

    usual = PreprocessCfg()
    filter_ = _FILTERS.get(said.get("interpolation") or usual.interpolation)
    if filter_ is None:
        raise UnusableCheckpoint(
            f"Pictures are interpolated in a way that is not supported: {said['interpolation']}."
        )
    mode = said.get("resize_mode") or usual.resize_mode
    # Where the checkpoint was trained on letterboxed pictures, its own margins; elsewhere the white of a sheet.
    fill = (int(said.get("fill_color") or 0),) * 3 if mode == "longest" else WHITE
    spec = PictureSpec(side, fill, PictureFit.STRETCH if mode == "squash" else PictureFit.LETTERBOX, filter_)
    return spec, (_three(said.get("mean") or usual.mean), _three(said.get("std") or usual.std))


def _three(numbers: float | Sequence[float]) -> Sequence[float]:
    return tuple(numbers) if isinstance(numbers, Sequence) else (numbers,) * 3


class _OpenClipTexts(nn.Module):
    """The text tower alone."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Ids int64 [n, length]; rows [n, dim]."""
        return self.model.encode_text(ids)


class _Causal(nn.Module):
    """A text tower whose pieces see what precedes them only, run on as many pieces as there are.

    What OpenCLIP does with a text filled up to 77 pieces, less the work behind its end, which changes nothing.
    """

    @staticmethod
    def fits(own: nn.Module) -> bool:
        """Whether ``own``, a CLIP or its text tower, works so."""
        causal = getattr(own, "attn_mask", None) is not None and getattr(own, "cls_emb", None) is None
        return causal and _Causal.pooling(own) in {"argmax", "eos"}

    @staticmethod
    def pooling(own: nn.Module) -> str:
        """How ``own`` chooses the piece that stands for the text."""
        return str(getattr(own, "text_pool_type", None) or getattr(own, "pool_type", ""))

    def __init__(self, own: nn.Module) -> None:
        super().__init__()
        self.own = own
        self.pool = self.pooling(own)
        self.end = getattr(own, "text_eos_id", getattr(own, "eos_id", 0))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Ids and mask int64 [n, t]; rows [n, dim]."""
        from open_clip.transformer import text_global_pool

        own, length = self.own, ids.shape[1]
        pieces = own.token_embedding(ids) + own.positional_embedding[:length]
        pieces = own.ln_final(own.transformer(pieces, attn_mask=own.attn_mask[:length, :length]))
        pooled = text_global_pool(pieces, ids, self.pool, eos_token_id=self.end)
        if own.text_projection is None:
            return pooled
        if isinstance(own.text_projection, nn.Linear):
            return own.text_projection(pooled)
        return pooled @ own.text_projection
