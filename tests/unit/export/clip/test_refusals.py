"""What cannot be used is refused in a sentence, and nothing is left of it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="importing needs the export extra")
pytest.importorskip("onnx", reason="importing needs the export extra")

from export.clip import conversion  # noqa: E402
from tests.unit.export.clip.checkpoints import Saved, refusal, rows  # noqa: E402

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


@pytest.mark.parametrize("saved", ["mobileclip"], indirect=True)
def test_eight_bits_that_say_something_else_are_refused(
    saved: Saved, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Convolutions with random weights are nothing that 8 bits could hold."""
    assert "without --eight-bit" in refusal(saved, tmp_path, capsys, "--eight-bit")


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
