"""How near a graph's answers are to torch's."""

import numpy as np
import pytest

pytest.importorskip("torch", reason="importing needs the export extra")
pytest.importorskip("onnx", reason="importing needs the export extra")

from export.clip import graphs
from imtextgui.domain.embedding import unit


def test_agreement_is_measured_by_what_tells_answers_apart() -> None:
    rng = np.random.default_rng(1)
    wide = unit(rng.normal(size=(20, 64)))
    narrow = unit(wide + 5 * wide[:1])
    noise = 0.002 * rng.normal(size=wide.shape)
    assert graphs.agreement(wide, wide).loss == pytest.approx(0, abs=1e-5)
    assert (
        graphs.agreement(unit(narrow + noise), narrow).loss
        > 5 * graphs.agreement(unit(wide + noise), wide).loss
    )
    same = unit(np.ones((20, 64)) + 1e-4 * wide)
    assert graphs.agreement(unit(same + 1e-5 * noise), same).loss < 0.01
