"""Generated pictures and texts, to compare, calibrate and time a bundle with, and the golden answers that are kept."""

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from PIL import Image

from export.augment import distorted
from export.synthetic import training_pictures
from export.synthetic.families import FAMILIES
from imtextgui.domain.embedding import Matrix, Space, Tensor
from imtextgui.encoders.bundle import OnnxEncoder
from imtextgui.encoders.manifest import Background, PictureProbe, PictureSpec, Probes, TextProbe
from imtextgui.encoders.preprocess import prepare, probe_picture

PROBE_TEXTS = ("hydraulic pump exploded view", "油圧ポンプの組立図", "GP-2040-B1")
PROBE_SEEDS = (1, 2, 3)
# Other instruction sets round otherwise; a wrong weight or a wrong preparation falls far below.
PROBE_TOLERANCE = 0.98

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
        tuple(each.image for each in made),
        tuple(distorted(each.image, random.Random(number)) for number, each in enumerate(made)),
        tuple(FAMILIES[each.family].en[0] for each in made),
        tuple(FAMILIES[each.family].ja[0] for each in made),
    )


def calibration(encoder: OnnxEncoder, sample: Sample) -> Mapping[Space, Background]:
    """Mean and deviation of the cosines between things of different families."""
    names = encoder.encode_texts(sample.texts)
    plain = encoder.encode_pictures(sample.tensors(encoder.picture))
    views = encoder.encode_pictures([prepare(view, encoder.picture) for view in sample.views])
    count = len(sample.pictures)
    apart = ~np.eye(count, dtype=bool)
    return {
        Space.MEANING: _spread((names @ names.T)[np.tile(apart, (2, 2))]),
        Space.PICTURE: _spread((names @ plain.joint.T)[np.tile(apart, (2, 1))]),
        Space.APPEARANCE: _spread((views.appearance @ plain.appearance.T)[apart]),
    }


def _spread(cosines: npt.NDArray[np.float32]) -> Background:
    return Background(round(float(cosines.mean()), 4), max(round(float(cosines.std()), 4), 1e-4))


def probes(encoder: OnnxEncoder) -> Probes:
    """What the finished bundle answers to the golden questions."""
    rows = encoder.encode_texts(PROBE_TEXTS)
    vectors = encoder.encode_pictures([prepare(probe_picture(seed), encoder.picture) for seed in PROBE_SEEDS])

    def row(matrix: Matrix, number: int) -> Matrix:
        return matrix[number : number + 1]

    return Probes(
        PROBE_TOLERANCE,
        tuple(TextProbe(text, row(rows, number)) for number, text in enumerate(PROBE_TEXTS)),
        tuple(
            PictureProbe(seed, row(vectors.joint, number), row(vectors.appearance, number))
            for number, seed in enumerate(PROBE_SEEDS)
        ),
    )


def milliseconds(call: Callable[[T], object], things: Sequence[T]) -> float:
    """The least time of ``call`` on one of the ``things``, in milliseconds of the processor: others may use it, too."""

    def one(thing: T) -> float:
        start = time.process_time()
        call(thing)
        return 1000 * (time.process_time() - start)

    return min(map(one, things))
