"""A child process is killed while it indexes; the parent reopens the catalogue and checks it."""

from collections.abc import Collection

import pytest

from imtextgui.domain.embedding import Space
from tests.fakes import FakeEncoder


def kill_points(total: int, by_default: Collection[int]) -> list[object]:
    """The numbers of ``total`` kill points; all but those of ``by_default`` are left to the full suite."""
    return [
        pytest.param(point, marks=() if point in by_default else pytest.mark.full) for point in range(total)
    ]


def catalogue_dims() -> dict[Space, int]:
    """The length of each space's vectors under the weightless encoder."""
    return {
        Space.MEANING: FakeEncoder.joint_dim,
        Space.PICTURE: FakeEncoder.joint_dim,
        Space.APPEARANCE: FakeEncoder.appearance_dim,
    }
