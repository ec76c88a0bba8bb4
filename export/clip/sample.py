"""Generated pictures and texts, to compare, calibrate and time a bundle with."""

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import numpy as np
from PIL import Image

from export.bundle.probes import background
from export.data.augment import distorted
from export.synthetic import training_pictures
from export.synthetic.parts.families import FAMILIES
from imtextgui.domain.embedding import Space, Tensor
from imtextgui.encoders.bundle import OnnxEncoder
from imtextgui.encoders.manifest import CosineBackground, PictureSpec
from imtextgui.encoders.preprocessing import prepare

_SEED = 11

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sample:
    """Pictures of different part families, another view of each, and their names in English and Japanese."""

    pictures: tuple[Image.Image, ...]
    views: tuple[Image.Image, ...]
    english: tuple[str, ...]
    japanese: tuple[str, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """All names, English ones first."""
        return self.english + self.japanese

    def tensors(self, spec: PictureSpec) -> list[Tensor]:
        """The prepared pictures."""
        return [prepare(picture, spec) for picture in self.pictures]


@cache
def generated(count: int) -> Sample:
    """``count`` pictures of as many part families, at most all there are; the same every time."""
    made = list(training_pictures(min(count, len(FAMILIES)), _SEED, families=tuple(FAMILIES)))
    return Sample(
        tuple(picture.image for picture in made),
        tuple(distorted(picture.image, random.Random(number)) for number, picture in enumerate(made)),
        tuple(FAMILIES[picture.family].en[0] for picture in made),
        tuple(FAMILIES[picture.family].ja[0] for picture in made),
    )


def calibration(encoder: OnnxEncoder, sample: Sample) -> Mapping[Space, CosineBackground]:
    """Mean and deviation of the cosines between things of different families."""
    names = encoder.encode_texts(sample.texts)
    plain = encoder.encode_pictures(sample.tensors(encoder.picture))
    views = encoder.encode_pictures([prepare(view, encoder.picture) for view in sample.views])
    count = len(sample.pictures)
    apart = ~np.eye(count, dtype=bool)
    return {
        Space.MEANING: background((names @ names.T)[np.tile(apart, (2, 2))]),
        Space.PICTURE: background((names @ plain.joint.T)[np.tile(apart, (2, 1))]),
        Space.APPEARANCE: background((views.appearance @ plain.appearance.T)[apart]),
    }


def milliseconds(call: Callable[[T], object], things: Sequence[T]) -> float:
    """The least time of ``call`` on one of the ``things``, in milliseconds of the processor: others may use it, too."""

    def one(thing: T) -> float:
        start = time.process_time()
        call(thing)
        return 1000 * (time.process_time() - start)

    return min(map(one, things))
