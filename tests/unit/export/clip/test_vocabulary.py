"""Tokenizers cut as those that they are made of."""

from pathlib import Path

import pytest

pytest.importorskip("torch", reason="importing needs the export extra")
pytest.importorskip("onnx", reason="importing needs the export extra")

from export.clip import vocabulary
from tests.unit.export.clip.checkpoints import TEXTS, save_sentencepiece


@pytest.mark.parametrize("kind", ["unigram", "bpe"])
def test_a_vocabulary_of_sentencepiece_cuts_as_before(tmp_path: Path, kind: str) -> None:
    theirs = save_sentencepiece(tmp_path / "m.model", kind)
    ours = vocabulary.sentencepiece(tmp_path / "m.model")
    for text in TEXTS:
        assert ours.encode(text).ids == [*theirs.encode(text), 1]
