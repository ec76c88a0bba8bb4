"""The golden questions of a bundle with its answers, and how far apart things lie in it that do not belong together."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from imtextgui.encoders.bundle import OnnxEncoder
from imtextgui.encoders.manifest import CosineBackground, PictureProbe, Probes, TextProbe
from imtextgui.encoders.preprocessing import prepare, probe_picture

TEXTS = ("hydraulic pump exploded view", "油圧ポンプの組立図", "GP-2040-B1")
SEEDS = (1, 2, 3)

# Other instruction sets round otherwise; a wrong weight or a wrong preparation falls far below.
TOLERANCE = 0.98

UNANSWERED = Probes(TOLERANCE, (), ())
"""What a manifest holds until its graphs can be asked."""


def answered(encoder: OnnxEncoder, texts: Sequence[str] = TEXTS, seeds: Sequence[int] = SEEDS) -> Probes:
    """What ``encoder`` answers to ``texts`` and to the probe pictures of ``seeds``."""
    rows = encoder.encode_texts(texts)
    seen = encoder.encode_pictures([prepare(probe_picture(seed), encoder.picture) for seed in seeds])
    return Probes(
        TOLERANCE,
        tuple(TextProbe(text, rows[n : n + 1]) for n, text in enumerate(texts)),
        tuple(
            PictureProbe(seed, seen.joint[n : n + 1], seen.appearance[n : n + 1])
            for n, seed in enumerate(seeds)
        ),
    )


def background(cosines: npt.NDArray[np.float32]) -> CosineBackground:
    """Mean and deviation of ``cosines`` between things that do not belong together, in the figures of a manifest."""
    return CosineBackground(round(float(cosines.mean()), 4), max(round(float(cosines.std()), 4), 1e-4))
