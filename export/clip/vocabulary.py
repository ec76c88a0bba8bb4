"""Every kind of tokenizer that CLIP and its kin come with, as the tokenizer.json that the application reads."""

import string
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers
from tokenizers.normalizers import Normalizer
from tokenizers.processors import TemplateProcessing

from export.clip.checkpoint import json_object
from export.clip.errors import UnusableCheckpoint, first_line

# The pattern of OpenAI's CLIP: https://github.com/openai/CLIP/blob/main/clip/simple_tokenizer.py (MIT).
_WORDS = r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"

_BLANKS: tuple[Normalizer, ...] = (normalizers.Replace(Regex(r"\s+"), " "), normalizers.Strip())
_PUNCTUATION = Regex("[" + "".join(f"\\{mark}" for mark in string.punctuation) + "]")

SENTENCEPIECE = ("spiece.model", "tokenizer.model", "sentencepiece.bpe.model")


def in_folder(folder: Path) -> Tokenizer:
    """The tokenizer whose files lie in ``folder``. Raises UnusableCheckpoint where there is none or it is damaged."""
    try:
        if (folder / "tokenizer.json").is_file():
            return Tokenizer.from_file(str(folder / "tokenizer.json"))
        if (folder / "vocab.json").is_file() and (folder / "merges.txt").is_file():
            return _pairs(folder)
        for name in SENTENCEPIECE:
            if (folder / name).is_file():
                return sentencepiece(folder / name)
    except Exception as error:  # the library raises bare Exception for everything
        raise UnusableCheckpoint(f"The tokenizer in {folder} cannot be read: {first_line(error)}.") from error
    raise UnusableCheckpoint(
        f"{folder} holds no tokenizer: there is no tokenizer.json, no vocab.json with merges.txt, and none of "
        f"{', '.join(SENTENCEPIECE)}."
    )


def byte_pairs(model: models.BPE, cleaning: Iterable[Normalizer], start: str, end: str) -> Tokenizer:
    """A tokenizer of the form of OpenAI's CLIP; ``start`` and ``end`` are pieces of ``model``."""
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.Sequence(list(cleaning))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_WORDS), "removed", invert=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.add_special_tokens(
        [AddedToken(piece, normalized=False, special=True) for piece in (start, end)]
    )
    return framed(tokenizer, start, end)


def framed(tokenizer: Tokenizer, start: str | None, end: str) -> Tokenizer:
    """``tokenizer``, with ``start`` put before and ``end`` behind every text."""
    used = [piece for piece in (start, end) if piece]
    numbers = [(piece, tokenizer.token_to_id(piece)) for piece in used]
    if any(number is None for _, number in numbers):
        raise UnusableCheckpoint(f"The tokenizer does not know its own marks {used}.")
    single = f"{start} $A {end}" if start else f"$A {end}"
    tokenizer.post_processor = TemplateProcessing(single=single, special_tokens=numbers)
    return tokenizer


def _pairs(folder: Path) -> Tokenizer:
    """vocab.json and merges.txt, as ``transformers`` reads them for CLIP."""
    special = (
        json_object(folder / "special_tokens_map.json")
        if (folder / "special_tokens_map.json").is_file()
        else {}
    )

    def mark(name: str, usual: str) -> str:
        piece = special.get(name, usual)
        return str(piece["content"] if isinstance(piece, dict) else piece)

    start, end = mark("bos_token", "<|startoftext|>"), mark("eos_token", "<|endoftext|>")
    model = models.BPE.from_file(
        str(folder / "vocab.json"), str(folder / "merges.txt"), end_of_word_suffix="</w>", unk_token=end
    )
    return byte_pairs(model, (normalizers.NFC(), *_BLANKS, normalizers.Lowercase()), start, end)


def openai() -> Tokenizer:
    """The tokenizer that OpenCLIP carries, which is OpenAI's; its cleaning is left to ``cleaned``."""
    from open_clip.tokenizer import SimpleTokenizer

    theirs = SimpleTokenizer()
    model = models.BPE(vocab=theirs.encoder, merges=list(theirs.bpe_ranks), end_of_word_suffix="</w>")
    return byte_pairs(model, (), "<start_of_text>", "<end_of_text>")


def _fixed_text() -> list[Normalizer]:
    """What ftfy, which OpenCLIP cleans with, does to texts that are sound: plain widths, ligatures and quotes."""
    ranges = [range(0x3000, 0x3001), range(0xFF01, 0xFFF0), range(0xFB00, 0xFB07)]
    plain = {chr(code): unicodedata.normalize("NFKC", chr(code)) for block in ranges for code in block}
    plain |= dict.fromkeys("\u2018\u2019\u201b\u02bc", "'") | dict.fromkeys("\u201c\u201d\u201f", '"')
    return [normalizers.Replace(theirs, ours) for theirs, ours in plain.items() if theirs != ours]


def cleaned(tokenizer: Tokenizer, clean: str) -> Tokenizer:
    """``tokenizer``, with a way to clean texts before its own: those of OpenCLIP by their names there, and of SigLIP.

    Raises UnusableCheckpoint for another.
    """
    ftfy, lower = (*_fixed_text(), normalizers.NFC()), normalizers.Lowercase()
    bare = normalizers.Replace(_PUNCTUATION, "")
    ways: dict[str, tuple[Normalizer, ...]] = {
        "whitespace": (*ftfy, *_BLANKS),
        "lower": (*ftfy, *_BLANKS, lower),
        "canonicalize": (*ftfy, normalizers.Replace("_", " "), bare, lower, *_BLANKS),
        # As transformers cleans for SigLIP, and as SigLIP 2 was trained.
        "siglip": (lower, bare, *_BLANKS),
        "siglip2": (lower,),
    }
    if clean not in ways:
        raise UnusableCheckpoint(
            f"The checkpoint wants its texts cleaned in a way that is not known here: {clean}."
        )
    own = [tokenizer.normalizer] if tokenizer.normalizer else []
    tokenizer.normalizer = normalizers.Sequence([*ways[clean], *own])
    return tokenizer


def sentencepiece(path: Path) -> Tokenizer:
    """A model of SentencePiece, unigram or byte pairs, that closes every text with its end piece."""
    from sentencepiece import sentencepiece_model_pb2

    proto = sentencepiece_model_pb2.ModelProto()
    proto.ParseFromString(path.read_bytes())
    pieces = [piece.piece for piece in proto.pieces]
    trained, cleaning = proto.trainer_spec, proto.normalizer_spec
    tokenizer = Tokenizer(_model(proto))
    steps: list[Normalizer] = []
    if cleaning.precompiled_charsmap:
        # Behind it NFC, for the library does not put ﾎ and ﾟ together to ポ as SentencePiece does.
        steps += [normalizers.Precompiled(cleaning.precompiled_charsmap), normalizers.NFC()]
    if cleaning.remove_extra_whitespaces:
        steps += [normalizers.Replace(Regex(" {2,}"), " "), normalizers.Strip()]
    tokenizer.normalizer = normalizers.Sequence(steps)
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(
        prepend_scheme="always" if cleaning.add_dummy_prefix else "never",
        split=trained.model_type == _UNIGRAM,
    )
    own = [piece.piece for piece in proto.pieces if piece.type == piece.USER_DEFINED]
    tokenizer.add_tokens([AddedToken(piece, normalized=False) for piece in own])
    return framed(tokenizer, None, pieces[trained.eos_id if trained.eos_id >= 0 else 1])


_UNIGRAM, _BYTE_PAIRS = 1, 2


def _model(proto: Any) -> models.Unigram | models.BPE:
    trained = proto.trainer_spec
    if trained.model_type == _UNIGRAM:
        scored = [(piece.piece, piece.score) for piece in proto.pieces]
        return models.Unigram(scored, trained.unk_id, trained.byte_fallback)
    if trained.model_type != _BYTE_PAIRS:
        raise ValueError("it is a model of SentencePiece of another type than unigram and byte pairs")
    ranks = {piece.piece: piece.score for piece in proto.pieces}
    return models.BPE(
        {piece: number for number, piece in enumerate(ranks)},
        _merges(ranks),
        unk_token=proto.pieces[trained.unk_id].piece,
        fuse_unk=True,
        byte_fallback=trained.byte_fallback,
    )


def _merges(ranks: dict[str, float]) -> list[tuple[str, str]]:
    """The merges, best first, that make the pieces of a model with these scores."""
    merges = [
        (-score, piece[:cut], piece[cut:])
        for piece, score in ranks.items()
        for cut in range(1, len(piece))
        if piece[:cut] in ranks and piece[cut:] in ranks
    ]
    return [(left, right) for _, left, right in sorted(merges, key=lambda merge: merge[0])]
