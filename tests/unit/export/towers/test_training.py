"""The training kit on toy data: shapes, losses that fall, graphs that agree. Skipped without the export extra."""

import io
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

torch = pytest.importorskip("torch", reason="training needs the export extra")
pytest.importorskip("onnx", reason="training needs the export extra")
pytest.importorskip("tflite", reason="training needs the export extra")

from export.bundle import parity  # noqa: E402
from export.data.augment import distorted  # noqa: E402
from export.data.pictures import Labelled, capped  # noqa: E402
from export.data.splits import held_out  # noqa: E402
from export.data.texts import Pair  # noqa: E402
from export.evaluate import retrieval  # noqa: E402
from export.towers import losses, to_onnx, train_text  # noqa: E402  # after the skips
from export.towers.model import POOLED, AppearanceHead, ImageTower, JointHead, TextShape, TextTower, Trunk  # noqa: E402
from export.towers.train_pictures import (  # noqa: E402
    PictureTraining,
    apply,
    balance,
    joined,
    select,
    train_appearance,
    train_joint,
)
from export.towers.train_text import TextTraining  # noqa: E402
from export.towers.trunk_features import Featured, features, session, tensors  # noqa: E402
from imtextgui.domain.embedding import Matrix, unit  # noqa: E402
from imtextgui.encoders.manifest import PictureSpec  # noqa: E402
from imtextgui.encoders.preprocessing import probe_picture  # noqa: E402

WIDTH = 16
SHAPE = TextShape(width=WIDTH, layers=2, heads=4, hidden=32, positions=12, english=20)


@pytest.fixture(autouse=True)
def _one_thread() -> None:
    torch.set_num_threads(1)
    torch.manual_seed(0)


def _labelled(number: int, source: str = "toy") -> Labelled:
    stream = io.BytesIO()
    probe_picture(number).save(stream, "PNG")
    names = (f"part {number}", f"picture of part {number}")
    return Labelled(source, str(number), f"family {number}", names, (f"部品{number}",), stream.getvalue())


def _featured(count: int) -> Featured:
    """Features where each picture has a direction of its own and its views differ by noise."""
    rng = np.random.default_rng(1)
    width = POOLED + Trunk.channels  # a map of one place
    base = rng.random((count, 1, width))
    views = base + 0.1 * rng.random((count, 3, width))
    return Featured([_labelled(n) for n in range(count)], views.astype(np.float16))


def _embed(texts: list[str]) -> Matrix:
    """Rows by the number in the text, whatever the language."""
    rows = [
        np.random.default_rng(int("".join(filter(str.isdigit, text)) or 0)).normal(size=WIDTH)
        for text in texts
    ]
    return unit(np.array(rows))


def test_ranking_is_least_for_the_right_order_and_spares_twins() -> None:
    rows = torch.eye(4)
    assert losses.ranking(rows, rows, 0.1) < 0.01
    assert losses.ranking(rows.roll(1, 0), rows, 0.1) > 5
    twins = torch.eye(4)[[0, 0, 1, 2]]
    assert losses.ranking(twins, twins, 0.1) < 0.01


def test_hardest_counts_the_worst_intruder_only() -> None:
    rows = torch.eye(4)
    assert losses.hardest(rows, rows, 0.2) == 0
    assert losses.hardest(rows.roll(1, 0), rows, 0.2) == pytest.approx(2.4)


def test_relational_is_nothing_where_the_rows_agree_and_spares_what_is_alike() -> None:
    rows = torch.nn.functional.normalize(torch.randn(6, 8), dim=1)
    assert losses.relational(rows, rows, 0.05) == pytest.approx(0, abs=1e-5)
    assert losses.relational(rows.roll(1, 0), rows, 0.05) > 1
    twins = torch.eye(4)[[0, 0, 1, 2]]
    assert losses.relational(twins, twins, 0.05) == pytest.approx(0, abs=1e-5)


def test_text_tower_ignores_padding_and_knows_both_tables() -> None:
    tower = TextTower(SHAPE, japanese=5).eval()
    ids, mask = train_text.padded([[1, 2, 21], [3, 24, 4, 5, 6]])
    rows = tower(ids, mask)
    alone = tower(*train_text.padded([[1, 2, 21]]))
    assert rows.shape == (2, WIDTH)
    torch.testing.assert_close(rows[:1], alone)
    assert not torch.allclose(tower(*train_text.padded([[1, 2, 22]])), alone)


@pytest.mark.expects_log("pre-processing before quantization")
def test_text_graph_agrees_with_torch_and_nearly_in_8_bits(tmp_path: Path) -> None:
    tower = TextTower(SHAPE, japanese=5).eval()
    to_onnx.export_texts(tower, tmp_path / "text.onnx")
    to_onnx.quantise_texts(tmp_path / "text.onnx", tmp_path / "small.onnx")
    ids, mask = train_text.padded([[1, 2, 21], [3, 24, 4, 5, 6], [7]])
    expected = tower(ids, mask).detach().numpy()
    for name, least in (("text.onnx", 0.9999), ("small.onnx", 0.97)):
        (rows,) = session(tmp_path / name).run(None, {"ids": ids.numpy(), "mask": mask.numpy()})
        assert parity.parity(rows, expected).worst > least


def test_image_graph_agrees_with_torch_after_shrinking(tmp_path: Path) -> None:
    names = _embed([str(n) for n in range(10)])
    kernel = np.random.default_rng(0).normal(size=(10, Trunk.late)).astype(np.float32)
    trunk = Trunk()
    joint = JointHead(kernel, np.zeros(10, np.float32), names, 8, trunk.tail())
    tower = ImageTower(trunk, joint, AppearanceHead(8)).eval()
    path = tmp_path / "image.onnx"
    to_onnx.export_pictures(tower, ("joint", "appearance"), 64, path)
    before = path.stat().st_size
    to_onnx.shrink(path)
    assert path.stat().st_size < 0.55 * before
    pictures = np.random.default_rng(0).integers(0, 256, (3, 64, 64, 3), np.uint8)
    answers = session(path).run(None, {"pictures": pictures})
    with torch.no_grad():
        expected = tower(torch.from_numpy(pictures))
    for answer, rows in zip(answers, expected, strict=True):
        assert parity.parity(answer, rows.numpy()).worst > 0.99


def test_heads_learn_toy_pictures() -> None:
    data = _featured(40)
    settings = PictureTraining(steps=60, batch=32, hidden=32, appearance_dim=8, rate=3e-3)
    nothing = (np.zeros((2, Trunk.late), np.float32), np.zeros(2, np.float32))
    head = JointHead(*nothing, np.zeros((2, WIDTH), np.float32), 32, Trunk().tail())
    joint = apply(train_joint(head, data, _embed, settings), data.views[:, 0])  # type: ignore[arg-type]  # a list is given
    forth, back = retrieval.text_to_picture(data.pictures, joint, _embed)  # type: ignore[arg-type]  # the same
    assert forth.at(1) > 0.9
    assert back.at(1) > 0.9
    looks = train_appearance(AppearanceHead(8), data, settings)
    assert retrieval.one_to_one(apply(looks, data.views[:, 1]), apply(looks, data.views[:, 0])).at(1) > 0.9


def test_a_student_learns_its_pairs_and_goes_on_after_a_stop(tmp_path: Path) -> None:
    from tokenizers import Tokenizer, models, pre_tokenizers

    words = [f"w{n}" for n in range(20)] + [f"語{n}" for n in range(10)]
    tokenizer = Tokenizer(models.WordLevel({word: n for n, word in enumerate(words)}, "w0"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    pairs = [Pair(f"w{n}", f"語{n}") for n in range(10)]
    student = TextTower(SHAPE, japanese=10)
    vectors = dict(zip([p.english for p in pairs], _embed([p.english for p in pairs]), strict=True))
    settings = TextTraining(steps=200, batch=16, english_batch=4, rate=3e-3, rate_rows=2e-2, shares=(1.0,))
    finished = tmp_path / "text-1.pt"

    def fit(tower: TextTower) -> TextTower:
        train_text._fit(
            tower,
            tokenizer=tokenizer,
            groups=[pairs],
            vectors=vectors,
            development=pairs,
            finished=finished,
            settings=settings,
            curve="text",
        )
        return tower

    fit(student)
    assert train_text.development_recall(student, tokenizer, pairs) > 0.7
    finished.unlink()
    again = fit(TextTower(SHAPE, japanese=10))
    torch.testing.assert_close(again.state_dict(), student.state_dict())


def test_whole_classes_are_held_out_and_the_rest_is_not() -> None:
    pictures = [_labelled(n) for n in range(200)]
    kept = [p for p in pictures if held_out(p)]
    assert 5 < len(kept) < 40
    data = Featured(pictures, np.zeros((200, 1, 1), np.float16))
    parts = [select(data, held_out), select(data, lambda p: not held_out(p))]
    assert sorted(p.name for p in joined(parts).pictures) == sorted(p.name for p in pictures)


def test_small_sets_are_not_drowned() -> None:
    weights_ = balance([_labelled(n) for n in range(100)] + [_labelled(n, "small") for n in range(4)])
    assert sum(weights_[:100]) == pytest.approx(5 * sum(weights_[100:]))


def test_near_copies_are_capped() -> None:
    rows = [{"file": f"{n}.png", "name": f"bolt {n % 2}", "library": "pid valves"} for n in range(10)]
    assert len(capped(rows, "drawio_stencils", 3, random.Random(1))) == 3


def test_views_are_the_same_every_time_and_differ_from_each_other() -> None:
    spec = PictureSpec(64, (255, 255, 255))
    first, again = (list(tensors(_labelled(3), 3, spec)) for _ in range(2))
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    assert not np.array_equal(first[1], first[2])


def test_features_are_kept_until_a_picture_changes(tmp_path: Path) -> None:
    asked = []

    def run(batch: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        asked.append(len(batch))
        return np.asarray(batch.mean((1, 2)), np.float32)

    def get(picture: Labelled) -> npt.NDArray[np.float16]:
        spec = PictureSpec(64, (255, 255, 255))
        return features([picture], name="toy", views=2, run=run, spec=spec, cache=tmp_path).views

    first = get(_labelled(3))
    assert np.array_equal(get(_labelled(3)), first)
    assert len(asked) == 1
    # The generator may draw another picture under the same name after it was changed.
    changed = get(replace(_labelled(3), picture=_labelled(4).picture))
    assert len(asked) == 2
    assert not np.array_equal(changed, first)


@pytest.mark.parametrize("size", [(8, 8), (3, 300), (640, 480)])
def test_any_picture_can_be_distorted(size: tuple[int, int]) -> None:
    for seed in range(10):
        assert min(distorted(Image.new("L", size), random.Random(seed)).size) >= 1


def test_figures_count_ties_against_us() -> None:
    same = unit(np.ones((3, 4)))
    assert retrieval.one_to_one(same, same).at(1) == 0
    exact = retrieval.one_to_one(np.eye(3, dtype=np.float32), np.eye(3, dtype=np.float32))
    assert (exact.at(1), exact.ranks) == (1, (1, 1, 1))
    assert exact.chance == pytest.approx((1 / 3, 1))
    assert exact.row("図面").startswith("| 図面 | 3 | 3 | 100.0 |")
    assert exact.times_chance == 1


def test_chance_counts_all_right_answers() -> None:
    right = np.zeros((1, 20), dtype=bool)
    right[0, :2] = True
    found = retrieval.figures(unit(np.ones((1, 4))), unit(np.ones((20, 4))), right)
    assert found.chance[0] == pytest.approx(2 / 20)
    assert found.chance[1] == pytest.approx(1 - (10 * 9) / (20 * 19))  # none of two in the first ten


def test_precision_counts_every_right_answer_among_the_first() -> None:
    rows = np.eye(4, dtype=np.float32)
    right = np.array([[True, False, False, True]])
    query = unit(np.array([[3, 2, 1, 0]]))
    assert retrieval.precision_at(query, rows, right, k=2) == 0.5


def test_spearman_shares_ranks_between_ties() -> None:
    assert retrieval.spearman([1, 2, 3, 4], [10, 20, 30, 40]) == pytest.approx(1)
    assert retrieval.spearman([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)
    assert retrieval.spearman([1, 2, 2, 3], [1, 2, 3, 4]) == pytest.approx(0.9487, abs=1e-4)


def test_neighbours_kept() -> None:
    rows = unit(np.random.default_rng(1).normal(size=(30, 8)))
    assert parity.neighbours_kept(rows, rows) == 1
    assert parity.neighbours_kept(rows, rows[::-1].copy()) < 1
