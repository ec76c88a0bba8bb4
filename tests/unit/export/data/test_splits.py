"""What is held out of training."""

import numpy as np
import pytest

for needed in ("torch", "onnx", "tflite"):
    pytest.importorskip(needed, reason="training needs the export extra")

from export.data.pictures import Labelled  # noqa: E402  # after the skips
from export.data.splits import APART, UNSEEN_STYLE, held_out, other_hand, unseen_style, unseen_symbol  # noqa: E402
from export.synthetic.training.pictures import STYLES  # noqa: E402
from export.towers.train_pictures import joined, select  # noqa: E402
from export.towers.trunk_features import Featured  # noqa: E402
from tests.unit.export.toy import labelled  # noqa: E402


def _picture(source: str, family: str, name: str = "1", english: tuple[str, ...] = ("x",)) -> Labelled:
    return Labelled(source, name, family, english, (), b"")


def test_a_class_is_held_out_whole_and_a_generated_picture_alone() -> None:
    kept = [held_out(_picture("mdi_icons", "valve", str(n))) for n in range(50)]
    assert len(set(kept)) == 1
    made = [held_out(_picture("generated", "valve", f"{n:06} photo")) for n in range(400)]
    assert 20 < sum(made) < 70


def test_the_style_that_is_held_out_exists() -> None:
    assert UNSEEN_STYLE in STYLES
    assert unseen_style(_picture("generated", "valve", f"000001 {UNSEEN_STYLE}"))
    assert not unseen_style(_picture("generated", "valve", "000001 photo"))


def test_heads_apart_leave_out_what_they_are_asked_about() -> None:
    assert unseen_symbol(_picture("drawio_stencils", "pid valves/gate"))
    assert not unseen_symbol(_picture("drawio_stencils", "arrows/left"))
    assert other_hand(_picture("fritzing_parts", "schematic/relay"))
    assert unseen_symbol in APART["sources"]
    assert unseen_style in APART["kinds"]


def test_whole_classes_are_held_out_and_the_rest_is_not() -> None:
    pictures = [labelled(n) for n in range(200)]
    kept = [p for p in pictures if held_out(p)]
    assert 5 < len(kept) < 40
    data = Featured(pictures, np.zeros((200, 1, 1), np.float16))
    parts = [select(data, held_out), select(data, lambda p: not held_out(p))]
    assert sorted(p.name for p in joined(parts).pictures) == sorted(p.name for p in pictures)
