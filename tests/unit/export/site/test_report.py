"""Whether training was worth it."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the export extra")
pytest.importorskip("onnx", reason="training needs the export extra")
pytest.importorskip("tflite", reason="training needs the export extra")

from export.data.pictures import Labelled  # noqa: E402
from export.evaluate.retrieval import Figures  # noqa: E402
from export.site.report import Answers, Comparison, answers  # noqa: E402
from imtextgui.domain.embedding import unit  # noqa: E402
from tests.unit.export.site.tiny_site import captioned  # noqa: E402


def test_the_caption_of_several_pictures_has_several_right_answers() -> None:
    pictures = [
        captioned(0, "pump"),
        captioned(1, "pump"),
        captioned(2, "valve"),
        Labelled("", "", "", (), ("弁",), b""),
    ]
    vectors = {"pump": [1, 0], "valve": [0, 1], "弁": [0, 1]}
    joint = unit(np.array([[1, 0.1], [0.9, 0.3], [0, 1], [0.1, 1]], np.float32))
    found = answers(
        pictures, joint, list("aabc"), lambda texts: unit(np.array([vectors[t] for t in texts], float))
    )
    assert found.figures["caption to picture"].queries == 2
    assert found.figures["picture to caption"].at(1) == 1
    assert found.figures["caption to picture"].chance[0] == pytest.approx(0.5)
    assert found.figures["caption_ja to picture"].candidates == 1
    assert found.things == ["a", "b", "a", "a", "b", "c", "c"]
    assert found.total() == pytest.approx(600)


def result(before: list[int], after: list[int]) -> Comparison:
    def one(ranks: list[int]) -> Answers:
        own = Figures(len(ranks), 20, tuple(ranks), (0.05, 0.5))
        return Answers({"caption to picture": own}, [f"t{n}" for n in range(len(ranks))])

    return Comparison((one(before), one(after)), (one([1] * 4), one([1] * 4)))


def test_a_gain_of_a_single_thing_is_no_gain() -> None:
    clear = result([2] * 12, [1] * 12)
    assert clear.sure() == 1
    assert clear.gained()
    assert not clear.forgot()
    single = result([2] * 12, [1] + [2] * 11)
    assert 0.4 < single.sure() < 0.8
    assert not single.gained()
    assert not result([1] * 12, [1] * 12).gained()


def test_what_was_lost_is_seen() -> None:
    clear = result([2] * 12, [1] * 12)
    lost = Comparison(clear.site, (clear.site[1], clear.site[0]))
    assert lost.forgot()
