"""What was seen on a query photo, and the same as text that can be kept for another session."""

import base64
import io
import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from imtextgui.domain.items import Box, Word
from imtextgui.encoders.encoder import PictureVectors
from imtextgui.search.geometry.local_features import LocalFeatures

Worked: TypeAlias = tuple[bool, bool, bool]
"""Whether vectors, local features and words were worked out."""

NOTHING: Worked = (False, False, False)


@dataclass(slots=True)
class SeenOnPhoto:
    """Vectors, local features and words of a photo; None what nobody asked for so far."""

    vectors: PictureVectors | None = None
    features: LocalFeatures | None = None
    words: tuple[Word, ...] | None = None

    @property
    def worked_out(self) -> Worked:
        """Which of it is there."""
        return self.vectors is not None, self.features is not None, self.words is not None

    def to_text(self) -> str:
        """All of it, with every number as it is: a search answers as it did when the photo was looked at."""
        arrays: dict[str, npt.NDArray[np.generic]] = {}
        if self.vectors is not None:
            arrays |= {"joint": self.vectors.joint, "appearance": self.vectors.appearance}
        if self.features is not None:
            arrays |= {
                "size": np.array([self.features.width, self.features.height]),
                "points": self.features.points,
                "angles": self.features.angles,
                "sizes": self.features.sizes,
                "descriptors": self.features.descriptors,
            }
        if self.words is not None:
            told = json.dumps([_told(word) for word in self.words])
            arrays["words"] = np.frombuffer(told.encode("ascii"), np.uint8)
        packed = io.BytesIO()
        np.savez_compressed(packed, allow_pickle=False, **arrays)
        return base64.b64encode(packed.getvalue()).decode("ascii")

    @classmethod
    def of_text(cls, text: str) -> "SeenOnPhoto":
        """What ``to_text`` gave. Raises ValueError, KeyError and EOFError where it is not whole."""
        with np.load(io.BytesIO(base64.b64decode(text)), allow_pickle=False) as arrays:
            return cls(
                PictureVectors(arrays["joint"], arrays["appearance"]) if "joint" in arrays else None,
                _features(arrays) if "points" in arrays else None,
                _words(bytes(arrays["words"])) if "words" in arrays else None,
            )


def _told(word: Word) -> tuple[str, list[float], float]:
    return word.text, [float(edge) for edge in astuple(word.box)], float(word.confidence)


def _features(arrays: Mapping[str, npt.NDArray[np.generic]]) -> LocalFeatures:
    width, height = map(int, arrays["size"])
    points, angles, sizes = (arrays[name].astype(np.float32) for name in ("points", "angles", "sizes"))
    return LocalFeatures(width, height, points, angles, sizes, arrays["descriptors"].astype(np.uint8))


def _words(told: bytes) -> tuple[Word, ...]:
    return tuple(Word(text, Box(*box), confidence) for text, box, confidence in json.loads(told))
