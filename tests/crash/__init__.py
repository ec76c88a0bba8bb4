"""A child process is killed while it indexes; the parent reopens the catalogue and checks it."""

from imtextgui.domain.embedding import Space
from tests.fakes import FakeEncoder


def catalogue_dims() -> dict[Space, int]:
    """The length of each space's vectors under the weightless encoder."""
    return {
        Space.MEANING: FakeEncoder.joint_dim,
        Space.PICTURE: FakeEncoder.joint_dim,
        Space.APPEARANCE: FakeEncoder.appearance_dim,
    }
