"""A checkpoint of the kind that a test names."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.export.clip.checkpoints import Saved


@pytest.fixture
def saved(request: pytest.FixtureRequest, tmp_path: Path) -> "Saved":
    """The checkpoint of the kind that the test names, by default a CLIP of transformers."""
    from tests.unit.export.clip.checkpoints import KINDS

    folder = tmp_path / "checkpoint 図面"
    folder.mkdir()
    save, _, _ = KINDS[getattr(request, "param", "clip")]
    return save(folder)
