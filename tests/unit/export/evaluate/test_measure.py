"""Which pictures of other hands show a generated family."""

import pytest

for needed in ("torch", "onnx", "tflite"):
    pytest.importorskip(needed, reason="training needs the export extra")

from export.data.pictures import Labelled  # noqa: E402  # after the skips
from export.evaluate.measure import same_part  # noqa: E402


def _picture(source: str, family: str, name: str = "1", english: tuple[str, ...] = ("x",)) -> Labelled:
    return Labelled(source, name, family, english, (), b"")


def test_a_part_that_others_drew_is_known_by_its_names() -> None:
    assert same_part(_picture("mdi_icons", "cog", english=("settings", "Spur Gear"))) == "spur_gear"
    assert same_part(_picture("mdi_icons", "cat", english=("cat",))) == ""
    assert same_part(_picture("generated", "spur_gear", english=("spur gear",))) == ""
