"""A tower learns to rank as its teachers do, keeps its short texts, and goes on where it was stopped."""

from dataclasses import replace
from pathlib import Path

import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

torch = pytest.importorskip("torch", reason="training needs the export extra")
pytest.importorskip("onnx", reason="training needs the export extra")
pytest.importorskip("tflite", reason="training needs the export extra")

from export.retrieval.questions import Block, Lesson  # noqa: E402  # after the skips
from export.retrieval.training import Bank, Kept, RetrievalTraining, batch_loss, encoded, fit  # noqa: E402
from export.towers.text_tower import TextShape, TextTower  # noqa: E402

SHAPE = TextShape(width=32, layers=1, heads=1, hidden=48, positions=12, english=60)
SETTINGS = RetrievalTraining(steps=60, blocks=2, short=8, asked=4, rate=3e-3, checkpoint=30)


def tokenizer() -> Tokenizer:
    made = Tokenizer(models.WordLevel({f"w{n}": n for n in range(60)}, "w0"))
    made.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return made


def lessons() -> list[Block]:
    return [
        tuple(
            Lesson(
                ("manual", str(block)),
                " ".join(f"w{(7 * n + k) % 60}" for k in range(6)),
                (f"w{n} w{n + 20}",),
            )
            for n in range(4 * block, 4 * block + 4)
        )
        for block in range(4)
    ]


def bank(former: TextTower, bonus: float = 1.0) -> Bank:
    """The teacher finds for each question the passage of the next lesson."""
    made = lessons()
    texts = [lesson.text for block in made for lesson in block]
    asked = [text for block in made for lesson in block for text in lesson.questions]
    rows = encoded(former, tokenizer(), [*texts, *asked], 12).detach()
    ours = dict(zip([*texts, *asked], rows, strict=True))
    chance = torch.Generator().manual_seed(1)
    wanted = torch.nn.functional.normalize(torch.randn(len(asked), 32, generator=chance), dim=1)
    teacher = {f"query: {text}": row for text, row in zip(asked, wanted, strict=True)}
    teacher |= {f"passage: {text}": row for text, row in zip(texts, wanted.roll(1, 0), strict=True)}
    return Bank(made, ours, teacher, bonus)


def test_what_both_teachers_say_and_the_own_question_count() -> None:
    former = TextTower(SHAPE).eval()
    with_bonus, without = bank(former, 2.0), bank(former, 0.0)
    more = with_bonus.wanted([0, 5]) - without.wanted([0, 5])
    assert with_bonus.asked([0, 5]) == sorted(
        with_bonus.questions.index(with_bonus.lessons[at].questions[0]) for at in (0, 5)
    )
    assert more.sum().item() == pytest.approx(4.0)
    assert more[0].argmax() == with_bonus.questions.index("w0 w20")


def test_the_student_comes_nearer_to_the_teachers_and_short_texts_stay(tmp_path: Path) -> None:
    former, student = TextTower(SHAPE).eval(), TextTower(SHAPE)
    student.load_state_dict(former.state_dict())
    made = bank(former)
    passages = list(range(len(made.lessons)))
    texts = [lesson.text for lesson in made.lessons]
    short = [f"w{n}" for n in range(60)]

    def loss(tower: TextTower) -> float:
        with torch.no_grad():
            return float(batch_loss(encoded(tower, tokenizer(), texts, 12), passages, made, SETTINGS))

    before = loss(former)
    finished = tmp_path / "retrieval.pt"
    fit(student, made, Kept(former, tokenizer(), short), SETTINGS, finished)
    assert loss(student.eval()) < 0.9 * before
    with torch.no_grad():
        kept = (encoded(student, tokenizer(), short, 4) * encoded(former, tokenizer(), short, 4)).sum(1)
    assert kept.mean() > 0.9

    # Stopped after half of the steps: the rest is learned as if it had not been.
    finished.unlink()
    state = torch.load(tmp_path / "retrieval.checkpoint.pt")
    assert state["step"] == SETTINGS.steps
    (tmp_path / "retrieval.checkpoint.pt").unlink()
    again = TextTower(SHAPE)
    again.load_state_dict(former.state_dict())
    fit(again, made, Kept(former, tokenizer(), short), SETTINGS, finished)
    torch.testing.assert_close(again.state_dict(), student.state_dict())


def test_a_stopped_run_goes_on_from_its_checkpoint(tmp_path: Path) -> None:
    former, student = TextTower(SHAPE).eval(), TextTower(SHAPE)
    student.load_state_dict(former.state_dict())
    made, finished = bank(former), tmp_path / "retrieval.pt"
    kept, settings = Kept(former, tokenizer(), ["w1"]), replace(SETTINGS, steps=4, checkpoint=2)
    fit(student, made, kept, settings, finished)
    learned = {name: values.clone() for name, values in student.state_dict().items()}
    finished.unlink()
    fit(student, made, kept, settings, finished)
    torch.testing.assert_close(dict(student.state_dict()), learned)
    assert (tmp_path / "curve-retrieval.csv").read_text(encoding="utf-8").count("\n") == 3
