"""Near-duplicates go, and whole things are held out."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the export extra")
pytest.importorskip("onnx", reason="training needs the export extra")
pytest.importorskip("tflite", reason="training needs the export extra")

from export.site.split import held_out, joined_things, without_copies  # noqa: E402
from imtextgui.domain.embedding import unit  # noqa: E402
from tests.unit.export.site.tiny_site import captioned  # noqa: E402


def test_copies_go_and_leave_their_captions_to_the_first() -> None:
    looks = unit(np.array([[1, 0, 0], [0, 1, 0], [1, 0.05, 0], [0, 0, 1]], np.float32))
    things = [frozenset({name}) for name in "abcd"]
    kept = without_copies([captioned(n, f"c{n}") for n in range(4)], things, looks)
    assert kept.numbers == [0, 1, 3]
    assert kept.pictures[0].english == ("c0", "c2")
    assert kept.things[0] == {"a", "c"}


def test_pictures_that_share_a_thing_through_others_are_one() -> None:
    names = joined_things([frozenset(t) for t in ("ab", "c", "bd", "de", "f", "c")])
    assert names == ["a", "c", "a", "a", "f", "c"]


def test_whole_things_are_held_out_the_same_every_time_and_never_most_of_all() -> None:
    names = [f"thing {n // 3}" for n in range(90)]
    apart = held_out(names)
    assert 18 <= sum(apart) <= 20
    assert apart == held_out(names)
    assert not {n for n, held in zip(names, apart, strict=True) if held} & {
        n for n, held in zip(names, apart, strict=True) if not held
    }
    large = ["large"] * 60 + [f"thing {n}" for n in range(40)]
    assert not any(held_out(large)[:60])
