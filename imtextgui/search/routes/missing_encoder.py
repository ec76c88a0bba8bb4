"""Stands for an encoder that is not installed: words and codes are searched without one."""

from collections.abc import Mapping, Sequence
from typing import NoReturn

from imtextgui.domain.embedding import Space, Tensor
from imtextgui.encoders.manifest import CosineBackground, PictureSpec
from imtextgui.errors import BundleAbsent


class MissingEncoder:
    """An encoder in name only: it has no vectors, and raises ``trouble`` when asked for some."""

    fingerprint = "absent"
    joint_dim = 1
    appearance_dim = 1
    picture = PictureSpec(16, (255, 255, 255))
    calibration: Mapping[Space, CosineBackground] = {}

    def __init__(self, trouble: BundleAbsent) -> None:
        self._trouble = trouble

    def encode_texts(self, texts: Sequence[str]) -> NoReturn:
        """See ``Encoder``; raises BundleAbsent."""
        raise self._trouble

    def encode_pictures(self, tensors: Sequence[Tensor]) -> NoReturn:
        """See ``Encoder``; raises BundleAbsent."""
        raise self._trouble
