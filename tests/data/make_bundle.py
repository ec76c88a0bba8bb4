"""Writes ``bundle/`` beside it: a whole encoder bundle of 60 kB, frozen for the tests. Needs the export extra.

Its text vector is the mean of random rows per character, its picture vectors are random projections.
"""

from pathlib import Path

import msgspec
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers
from tokenizers.processors import TemplateProcessing

from export.bundle.files import files, write_manifest
from imtextgui.domain.embedding import Space
from imtextgui.encoders.bundle import OnnxEncoder
from imtextgui.encoders.manifest import (
    CosineBackground,
    DataSource,
    Manifest,
    PictureProbe,
    PictureSpec,
    Probes,
    TextProbe,
    TextSpec,
)
from imtextgui.encoders.preprocessing import prepare, probe_picture

SIZE, JOINT, APPEARANCE, TOKENS = 16, 12, 8, 32
CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789-油圧ポンプの組立図歯車面保護めがね"


def main() -> None:
    """Write the folder anew."""
    write(Path(__file__).parent / "bundle")


def write(folder: Path, name: str = "for tests", seed: int = 7) -> Path:
    """Write a bundle into ``folder``; each ``seed`` has a space of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    (folder / "tokenizer.json").write_text(_tokenizer().to_str(), encoding="utf-8")
    _save(_text_graph(rng), folder / "text.onnx")
    _save(_image_graph(rng), folder / "image.onnx")
    manifest = Manifest(
        name=name,
        version="1",
        licence="Apache-2.0",
        joint_dim=JOINT,
        appearance_dim=APPEARANCE,
        picture=PictureSpec(SIZE, (255, 255, 255)),
        text=TextSpec(TOKENS),
        files=files(folder),
        probes=Probes(0.99, (), ()),
        calibration={space: CosineBackground(0.1, 0.2) for space in Space},
        sources=(DataSource("random numbers", "CC0-1.0", "nobody"),),
    )
    write_manifest(
        folder, msgspec.structs.replace(manifest, probes=_probes(OnnxEncoder(folder, manifest, threads=1)))
    )
    return folder


def _probes(encoder: OnnxEncoder) -> Probes:
    vectors = encoder.encode_pictures([prepare(probe_picture(1), encoder.picture)])
    text = TextProbe("油圧ポンプ gp-2040", encoder.encode_texts(["油圧ポンプ gp-2040"]))
    return Probes(0.99, (text,), (PictureProbe(1, vectors.joint, vectors.appearance),))


def _tokenizer() -> Tokenizer:
    vocabulary = {character: number for number, character in enumerate(["[UNK]", "[CLS]", *CHARACTERS])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, "[UNK]"))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")
    tokenizer.post_processor = TemplateProcessing(single="[CLS] $A", special_tokens=[("[CLS]", 1)])
    return tokenizer


def _text_graph(rng: np.random.Generator) -> onnx.ModelProto:
    rows = rng.normal(size=(len(CHARACTERS) + 2, JOINT)).astype(np.float32)
    rows[0] = rows[1] = 0.01
    nodes = [
        helper.make_node("Gather", ["rows", "ids"], ["each"]),
        helper.make_node("Cast", ["mask"], ["weights"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["weights", "last"], ["column"]),
        helper.make_node("Mul", ["each", "column"], ["kept"]),
        helper.make_node("ReduceSum", ["kept", "middle"], ["sum"], keepdims=0),
        helper.make_node("LpNormalization", ["sum"], ["joint"], axis=-1),
    ]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["n", "t"]) for name in ("ids", "mask")]
    weights = {"rows": rows, "last": np.array([2]), "middle": np.array([1])}
    return _model(nodes, inputs, {"joint": JOINT}, weights)


def _image_graph(rng: np.random.Generator) -> onnx.ModelProto:
    maps = {
        f"{name}_map": rng.normal(size=(SIZE * SIZE * 3, dim)).astype(np.float32)
        for name, dim in (("joint", JOINT), ("appearance", APPEARANCE))
    }
    nodes = [
        helper.make_node("Cast", ["pictures"], ["float"], to=TensorProto.FLOAT),
        helper.make_node("Sub", ["float", "grey"], ["centred"]),
        helper.make_node("Flatten", ["centred"], ["flat"]),
    ]
    for name in ("joint", "appearance"):
        nodes.append(helper.make_node("MatMul", ["flat", f"{name}_map"], [f"{name}_raw"]))
        nodes.append(helper.make_node("LpNormalization", [f"{name}_raw"], [name], axis=-1))
    inputs = [helper.make_tensor_value_info("pictures", TensorProto.UINT8, ["n", SIZE, SIZE, 3])]
    weights = {"grey": np.array(127.5, np.float32), **maps}
    return _model(nodes, inputs, {"joint": JOINT, "appearance": APPEARANCE}, weights)


def _model(
    nodes: list[onnx.NodeProto],
    inputs: list[onnx.ValueInfoProto],
    outputs: dict[str, int],
    weights: dict[str, np.ndarray],
) -> onnx.ModelProto:
    described = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", dim]) for name, dim in outputs.items()
    ]
    stored = [numpy_helper.from_array(value, name) for name, value in weights.items()]
    graph = helper.make_graph(nodes, "tiny", inputs, described, stored)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def _save(model: onnx.ModelProto, path: Path) -> None:
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString())


if __name__ == "__main__":
    main()
