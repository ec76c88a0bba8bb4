"""The text tower of a finished bundle is taken over."""

from dataclasses import replace
from pathlib import Path

import pytest

for needed in ("torch", "onnx", "tflite", "tokenizers"):
    pytest.importorskip(needed, reason="training needs the export extra")

from export.bundle.parity import parity  # noqa: E402  # after the skips
from export.problems import KitProblem  # noqa: E402
from export.reproduce.build import Build, Config  # noqa: E402
from export.reproduce.text_stage import trained_texts  # noqa: E402
from export.towers.settings import TextTraining  # noqa: E402
from imtextgui.config import paths  # noqa: E402
from imtextgui.encoders.bundle import load  # noqa: E402

SHIPPED = paths.resources() / "models" / "small"
SAID = ["hydraulic pump", "油圧ポンプの取扱説明書", "M5 socket head cap screw"]


def test_it_says_what_the_bundle_says_and_ships_as_it_is(tmp_path: Path) -> None:
    texts = trained_texts(Build(tmp_path, tmp_path, Config("toy", "1"), texts=SHIPPED))
    assert texts.finished == SHIPPED / "text.onnx"
    assert texts.tokenizer.to_str() == (SHIPPED / "tokenizer.json").read_text("utf-8")
    assert parity(texts.embed(SAID), load(SHIPPED).encode_texts(SAID)).worst > 0.95
    assert (tmp_path / f"{texts.name}.npz").exists(), "what was embedded is remembered"


def test_one_that_reads_more_tokens_than_was_said_is_refused(tmp_path: Path) -> None:
    short = Config("toy", "1", text=replace(TextTraining(), max_tokens=64))
    with pytest.raises(KitProblem, match="reads 128 tokens, the configuration says 64"):
        trained_texts(Build(tmp_path, tmp_path, short, texts=SHIPPED))
