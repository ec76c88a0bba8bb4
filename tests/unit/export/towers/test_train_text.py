"""The text tower learns toy sentences, and goes on where it was stopped."""

from pathlib import Path

import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

torch = pytest.importorskip("torch", reason="training needs the export extra")
pytest.importorskip("onnx", reason="training needs the export extra")
pytest.importorskip("tflite", reason="training needs the export extra")

from export.data.texts import TextPair  # noqa: E402  # after the skips
from export.towers.settings import TextTraining  # noqa: E402
from export.towers.text_tower import TextShape, TextTower  # noqa: E402
from export.towers.train_text import Lessons, development_recall, fit  # noqa: E402
from tests.unit.export.toy import WIDTH, embed  # noqa: E402

SHAPE = TextShape(width=WIDTH, layers=2, heads=4, hidden=32, positions=12, english=20)


def test_a_student_learns_its_pairs_and_goes_on_after_a_stop(tmp_path: Path) -> None:
    words = [f"w{n}" for n in range(20)] + [f"語{n}" for n in range(10)]
    tokenizer = Tokenizer(models.WordLevel({word: n for n, word in enumerate(words)}, "w0"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    pairs = [TextPair(f"w{n}", f"語{n}") for n in range(10)]
    student = TextTower(SHAPE, japanese=10)
    vectors = dict(zip([p.english for p in pairs], embed([p.english for p in pairs]), strict=True))
    settings = TextTraining(steps=200, batch=16, english_batch=4, rate=3e-3, rate_rows=2e-2, shares=(1.0,))
    finished = tmp_path / "text-1.pt"

    lessons = Lessons(tokenizer, [pairs], vectors, pairs)
    fit(student, lessons, settings, finished=finished, curve="text")
    assert development_recall(student, tokenizer, pairs) > 0.7
    finished.unlink()
    again = TextTower(SHAPE, japanese=10)
    fit(again, lessons, settings, finished=finished, curve="text")
    torch.testing.assert_close(again.state_dict(), student.state_dict())
